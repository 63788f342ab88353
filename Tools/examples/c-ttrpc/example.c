// Registers a petition over ttrpc: example HOST PORT
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "google/rpc/error_details.pb-c.h"
#include "grpc/health/v1/health.pb-c.h"
#include "kntc/v1/petition.pb-c.h"
#include "kntc/v1/system.pb-c.h"
#include "ttrpc.h"

#define PETITIONS &kntc__v1__petition_service__descriptor

// A call that must not fail.
static void *must(struct ttrpc_client *client, const ProtobufCServiceDescriptor *service,
                  const char *method, const ProtobufCMessage *request) {
    ProtobufCMessage *reply = ttrpc_call(client, service, method, request);
    if (reply == NULL) {
        fprintf(stderr, "%s: %s\n", method, client->status->message);
        exit(1);
    }
    return reply;
}

// Names a new write; the same one goes with each repeat of it.
static char *request_id(char text[37]) {
    FILE *file = fopen("/proc/sys/kernel/random/uuid", "r");
    if (file == NULL || fgets(text, 37, file) == NULL) exit(1);
    fclose(file);
    return text;
}

// A detail of a status when it is of that type, else NULL.
static void *detail(const Google__Protobuf__Any *any, const ProtobufCMessageDescriptor *type) {
    const char *name = strrchr(any->type_url, '/');
    if (name == NULL || strcmp(name + 1, type->name) != 0) return NULL;
    return protobuf_c_message_unpack(type, NULL, any->value.len, any->value.data);
}

// Prints why a call failed.
static void tell(const Google__Rpc__Status *status) {
    for (size_t i = 0; i < status->n_details; i++) {
        const Google__Protobuf__Any *any = status->details[i];
        Google__Rpc__ErrorInfo *info = detail(any, &google__rpc__error_info__descriptor);
        Google__Rpc__BadRequest *request = detail(any, &google__rpc__bad_request__descriptor);
        Google__Rpc__RequestInfo *call = detail(any, &google__rpc__request_info__descriptor);
        if (info != NULL) printf("refused: %s\n", info->reason);
        for (size_t j = 0; request != NULL && j < request->n_field_violations; j++)
            printf("  %s %s\n", request->field_violations[j]->field,
                   request->field_violations[j]->description);
        if (call != NULL) printf("  support id %s\n", call->request_id);
        if (info != NULL) google__rpc__error_info__free_unpacked(info, NULL);
        if (request != NULL) google__rpc__bad_request__free_unpacked(request, NULL);
        if (call != NULL) google__rpc__request_info__free_unpacked(call, NULL);
    }
}

static void look(struct ttrpc_client *client, char *id) {
    Kntc__V1__GetPetitionRequest asked = KNTC__V1__GET_PETITION_REQUEST__INIT;
    asked.name_case = KNTC__V1__GET_PETITION_REQUEST__NAME_ID;
    asked.id = id;
    Kntc__V1__Petition *found = must(client, PETITIONS, "GetPetition", &asked.base);
    printf("read back: %s, %zu time limits\n", found->summary, found->n_deadlines);
    kntc__v1__petition__free_unpacked(found, NULL);
}

static void play(struct ttrpc_client *client, char *today) {
    char id[37];
    Kntc__V1__ReceivingStamp stamp = KNTC__V1__RECEIVING_STAMP__INIT;
    stamp.number = "15";
    stamp.date = today;
    Kntc__V1__RegisterPetitionRequest request = KNTC__V1__REGISTER_PETITION_REQUEST__INIT;
    request.request_id = request_id(id);
    request.source = KNTC__V1__PETITION_SOURCE__PETITION_SOURCE_POST;
    request.stamp = &stamp;
    request.summary = "Đề nghị xem xét bồi thường đất";
    request.signed_ = 1;
    Kntc__V1__Receipt *receipt = must(client, PETITIONS, "RegisterPetition", &request.base);
    char *petition = receipt->records[0]->record->id;
    printf("registered: %s as number %" PRId64 "\n", petition, receipt->numbers[0]->number);

    Kntc__V1__Receipt *again = must(client, PETITIONS, "RegisterPetition", &request.base);
    int same = again->position == receipt->position
        && strcmp(again->records[0]->record->id, petition) == 0;
    printf("repeated: %s\n", same ? "the same receipt" : "another receipt");
    look(client, petition);
    kntc__v1__receipt__free_unpacked(again, NULL);
    kntc__v1__receipt__free_unpacked(receipt, NULL);

    Kntc__V1__RegisterPetitionRequest wrong = KNTC__V1__REGISTER_PETITION_REQUEST__INIT;
    wrong.request_id = request_id(id);
    if (ttrpc_call(client, PETITIONS, "RegisterPetition", &wrong.base) == NULL)
        tell(client->status);
}

int main(int count, char **arguments) {
    if (count != 3) return 2;
    struct ttrpc_client client = ttrpc_connect(arguments[1], arguments[2], 10, "officer@H29.80.63");
    Grpc__Health__V1__HealthCheckRequest any = GRPC__HEALTH__V1__HEALTH_CHECK_REQUEST__INIT;
    Grpc__Health__V1__HealthCheckResponse *health =
        must(&client, &grpc__health__v1__health__descriptor, "Check", &any.base);
    printf("health: %s\n", protobuf_c_enum_descriptor_get_value(
        &grpc__health__v1__health_check_response__serving_status__descriptor,
        (int)health->status)->name);
    grpc__health__v1__health_check_response__free_unpacked(health, NULL);

    Kntc__V1__GetStatusRequest ask = KNTC__V1__GET_STATUS_REQUEST__INIT;
    Kntc__V1__ServerStatus *server =
        must(&client, &kntc__v1__system_service__descriptor, "GetStatus", &ask.base);
    play(&client, server->today);
    kntc__v1__server_status__free_unpacked(server, NULL);
    ttrpc_close(&client);
    return 0;
}
