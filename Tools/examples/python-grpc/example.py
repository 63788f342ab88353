"""Registers a petition over gRPC, with the contract as a descriptor set: example.py HOST PORT SET"""

import sys
import uuid

import grpc
from google.protobuf import descriptor_pb2, descriptor_pool, message_factory

SECONDS = 10
CALLER = ("kntc-identity", "officer@H29.80.63")

host, port, path = sys.argv[1:]
pool = descriptor_pool.DescriptorPool()
with open(path, "rb") as file:
    for one in descriptor_pb2.FileDescriptorSet.FromString(file.read()).file:
        pool.AddSerializedFile(one.SerializeToString())


def message(name):
    """The class of a message."""
    return message_factory.GetMessageClass(pool.FindMessageTypeByName(name))


def call(channel, service, method, **fields):
    """The reply of a unary method."""
    descriptor = pool.FindServiceByName(service).methods_by_name[method]
    invoke = channel.unary_unary(
        f"/{service}/{method}",
        request_serializer=lambda request: request.SerializeToString(),
        response_deserializer=message(descriptor.output_type.full_name).FromString)
    request = message(descriptor.input_type.full_name)(**fields)
    return invoke(request, timeout=SECONDS, metadata=[CALLER])


def details(error):
    """The details of a failure by the names of their types."""
    packed = dict(error.trailing_metadata())["grpc-status-details-bin"]
    found = {}
    for detail in message("google.rpc.Status").FromString(packed).details:
        name = detail.type_url.rpartition("/")[2]
        found[name] = message(name).FromString(detail.value)
    return found


with grpc.insecure_channel(f"{host}:{port}") as channel:
    health = call(channel, "grpc.health.v1.Health", "Check")
    print("health:", health.DESCRIPTOR.enum_types[0].values_by_number[health.status].name)
    today = call(channel, "kntc.v1.SystemService", "GetStatus").today
    petition = {"request_id": str(uuid.uuid4()), "source": "PETITION_SOURCE_POST", "signed": True,
                "stamp": {"number": "15", "date": today},
                "summary": "Đề nghị xem xét bồi thường đất"}
    receipt = call(channel, "kntc.v1.PetitionService", "RegisterPetition", **petition)
    number = receipt.numbers[0].number
    print(f"registered: {receipt.records[0].record.id} as number {number}")
    again = call(channel, "kntc.v1.PetitionService", "RegisterPetition", **petition)
    print("repeated:", "the same receipt" if again == receipt else "another receipt")
    found = call(channel, "kntc.v1.PetitionService", "GetPetition",
                 id=receipt.records[0].record.id)
    print(f"read back: {found.summary}, {len(found.deadlines)} time limits")
    try:
        call(channel, "kntc.v1.PetitionService", "RegisterPetition", request_id=str(uuid.uuid4()))
    except grpc.RpcError as error:
        told = details(error)
        print("refused:", told["google.rpc.ErrorInfo"].reason)
        for violation in told["google.rpc.BadRequest"].field_violations:
            print(f"  {violation.field} {violation.description}")
        print("  support id", told["google.rpc.RequestInfo"].request_id)
