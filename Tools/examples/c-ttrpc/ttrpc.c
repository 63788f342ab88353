#define _POSIX_C_SOURCE 200809L
#include "ttrpc.h"

#include <arpa/inet.h>
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include "ttrpc/ttrpc.pb-c.h"

enum { HEADER = 10, REQUEST = 1, RESPONSE = 2, DATA_MAX = 4 << 20 };

static void fail(const char *what) {
    perror(what);
    exit(1);
}

static void *allocate(size_t count) {
    void *memory = malloc(count);
    if (memory == NULL) fail("memory");
    return memory;
}

struct ttrpc_client ttrpc_connect(const char *host, const char *port, int seconds, char *caller) {
    struct addrinfo hints = {.ai_socktype = SOCK_STREAM}, *addresses;
    if (getaddrinfo(host, port, &hints, &addresses) != 0) fail("address");
    int found = socket(addresses->ai_family, SOCK_STREAM, 0);
    // The server learns how long the caller waits; the caller waits a little longer.
    struct timeval patience = {.tv_sec = seconds + 2};
    setsockopt(found, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    setsockopt(found, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
    if (connect(found, addresses->ai_addr, addresses->ai_addrlen) != 0) fail("connect");
    freeaddrinfo(addresses);
    return (struct ttrpc_client){.socket = found, .stream = 1, .seconds = seconds, .caller = caller};
}

static void write_all(int to, const uint8_t *bytes, size_t count) {
    while (count > 0) {
        ssize_t sent = send(to, bytes, count, MSG_NOSIGNAL);
        if (sent <= 0) fail("send");
        bytes += sent;
        count -= (size_t)sent;
    }
}

static void read_all(int from, uint8_t *bytes, size_t count) {
    while (count > 0) {
        ssize_t got = recv(from, bytes, count, 0);
        if (got <= 0) fail("receive");
        bytes += got;
        count -= (size_t)got;
    }
}

static void put(uint8_t *bytes, uint32_t value) {
    value = htonl(value);
    memcpy(bytes, &value, sizeof value);
}

static uint32_t get(const uint8_t *bytes) {
    uint32_t value;
    memcpy(&value, bytes, sizeof value);
    return ntohl(value);
}

static void send_request(struct ttrpc_client *client, Ttrpc__Request *request) {
    Ttrpc__KeyValue caller = TTRPC__KEY_VALUE__INIT, *metadata[] = {&caller};
    caller.key = "kntc-identity";
    caller.value = client->caller;
    request->n_metadata = 1;
    request->metadata = metadata;
    request->timeout_nano = client->seconds * INT64_C(1000000000);

    size_t count = ttrpc__request__get_packed_size(request);
    uint8_t *frame = allocate(HEADER + count);
    put(frame, (uint32_t)count);
    put(frame + 4, client->stream);
    frame[8] = REQUEST;
    frame[9] = 0;
    ttrpc__request__pack(request, frame + HEADER);
    write_all(client->socket, frame, HEADER + count);
    free(frame);
}

static Ttrpc__Response *receive_response(struct ttrpc_client *client) {
    uint8_t header[HEADER];
    read_all(client->socket, header, HEADER);
    uint32_t count = get(header);
    if (count > DATA_MAX || get(header + 4) != client->stream || header[8] != RESPONSE) {
        fputs("the server sent another frame than a response\n", stderr);
        exit(1);
    }
    client->stream += 2;
    uint8_t *data = allocate(count + 1);
    read_all(client->socket, data, count);
    Ttrpc__Response *response = ttrpc__response__unpack(NULL, count, data);
    free(data);
    if (response == NULL) fail("response");
    return response;
}

ProtobufCMessage *ttrpc_call(struct ttrpc_client *client, const ProtobufCServiceDescriptor *service,
                             const char *method, const ProtobufCMessage *request) {
    const ProtobufCMethodDescriptor *called =
        protobuf_c_service_descriptor_get_method_by_name(service, method);
    Ttrpc__Request body = TTRPC__REQUEST__INIT;
    body.service = (char *)service->name;
    body.method = (char *)method;
    body.payload.len = protobuf_c_message_get_packed_size(request);
    body.payload.data = allocate(body.payload.len + 1);
    protobuf_c_message_pack(request, body.payload.data);
    send_request(client, &body);
    free(body.payload.data);

    Ttrpc__Response *response = receive_response(client);
    if (client->status != NULL) google__rpc__status__free_unpacked(client->status, NULL);
    client->status = NULL;
    ProtobufCMessage *reply = NULL;
    if (response->status != NULL && response->status->code != 0) {
        client->status = response->status;
        response->status = NULL;  // It is the client's now.
    } else {
        reply = protobuf_c_message_unpack(called->output, NULL, response->payload.len,
                                          response->payload.data);
        if (reply == NULL) fail("reply");
    }
    ttrpc__response__free_unpacked(response, NULL);
    return reply;
}

void ttrpc_close(struct ttrpc_client *client) {
    if (client->status != NULL) google__rpc__status__free_unpacked(client->status, NULL);
    close(client->socket);
}
