// A ttrpc client over TCP, one call at a time.
#ifndef TTRPC_H
#define TTRPC_H

#include <stdint.h>

#include "google/rpc/status.pb-c.h"

struct ttrpc_client {
    int socket;
    uint32_t stream;           // the next one: odd, rising, never used again
    int seconds;               // how long a call may take
    char *caller;              // who calls, as the metadata kntc-identity
    Google__Rpc__Status *status;  // why the last call failed; NULL when it did not
};

// Connects; ends the program when it can not.
struct ttrpc_client ttrpc_connect(const char *host, const char *port, int seconds, char *caller);

// The reply of a unary method, which the caller frees; NULL when the call failed with client->status.
// Ends the program when the connection is lost.
ProtobufCMessage *ttrpc_call(struct ttrpc_client *client, const ProtobufCServiceDescriptor *service,
                             const char *method, const ProtobufCMessage *request);

void ttrpc_close(struct ttrpc_client *client);

#endif
