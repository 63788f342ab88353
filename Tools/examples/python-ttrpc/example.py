"""Registers a petition over ttrpc, with the contract as a descriptor set: example.py HOST PORT SET"""

import socket
import struct
import sys
import uuid

from google.protobuf import descriptor_pb2, descriptor_pool, message_factory

HEADER = struct.Struct(">IIBB")  # data length, stream, type, flags
REQUEST, RESPONSE = 1, 2
SECONDS = 10
CALLER = "officer@H29.80.63"

host, port, path = sys.argv[1:]
pool = descriptor_pool.DescriptorPool()
with open(path, "rb") as file:
    for one in descriptor_pb2.FileDescriptorSet.FromString(file.read()).file:
        pool.AddSerializedFile(one.SerializeToString())
# protobuf 3 has the factory alone, later ones the function alone.
class_of = getattr(message_factory, "GetMessageClass", None) \
    or message_factory.MessageFactory(pool).GetPrototype


def message(name):
    """The class of a message."""
    return class_of(pool.FindMessageTypeByName(name))


class Failure(Exception):
    """A status other than OK, its details by the names of their types."""

    def __init__(self, status):
        super().__init__(status.message)
        self.details = {}
        for detail in status.details:
            name = detail.type_url.rpartition("/")[2]
            self.details[name] = message(name).FromString(detail.value)


class Client:
    """A connection, one call at a time."""

    def __init__(self):
        self.socket = socket.create_connection((host, int(port)), SECONDS)
        self.stream = 1

    def call(self, service, method, **fields):
        """The reply. The server learns how long the caller waits; the caller waits a little longer."""
        descriptor = pool.FindServiceByName(service).methods_by_name[method]
        request = message("ttrpc.Request")(
            service=service, method=method, timeout_nano=SECONDS * 1_000_000_000,
            payload=class_of(descriptor.input_type)(**fields).SerializeToString(),
            metadata=[{"key": "kntc-identity", "value": CALLER}]).SerializeToString()
        self.socket.settimeout(SECONDS + 2)
        self.socket.sendall(HEADER.pack(len(request), self.stream, REQUEST, 0) + request)
        length, stream, kind, _ = HEADER.unpack(self.read(HEADER.size))
        if (stream, kind) != (self.stream, RESPONSE):
            raise ConnectionError(f"a frame of type {kind} on stream {stream}")
        self.stream += 2  # odd, rising, never used again
        response = message("ttrpc.Response").FromString(self.read(length))
        if response.status.code != 0:
            raise Failure(response.status)
        return class_of(descriptor.output_type).FromString(response.payload)

    def read(self, count):
        """So many bytes; the server may send them in pieces."""
        data = b""
        while len(data) < count:
            piece = self.socket.recv(count - len(data))
            if not piece:
                raise ConnectionError("the server closed the connection")
            data += piece
        return data


client = Client()
health = client.call("grpc.health.v1.Health", "Check")
print("health:", health.DESCRIPTOR.enum_types[0].values_by_number[health.status].name)
today = client.call("kntc.v1.SystemService", "GetStatus").today
petition = {"request_id": str(uuid.uuid4()), "source": "PETITION_SOURCE_POST", "signed": True,
            "stamp": {"number": "15", "date": today}, "summary": "Đề nghị xem xét bồi thường đất"}
receipt = client.call("kntc.v1.PetitionService", "RegisterPetition", **petition)
number = receipt.numbers[0].number
print(f"registered: {receipt.records[0].record.id} as number {number}")
again = client.call("kntc.v1.PetitionService", "RegisterPetition", **petition)
print("repeated:", "the same receipt" if again == receipt else "another receipt")
found = client.call("kntc.v1.PetitionService", "GetPetition", id=receipt.records[0].record.id)
print(f"read back: {found.summary}, {len(found.deadlines)} time limits")
try:
    client.call("kntc.v1.PetitionService", "RegisterPetition", request_id=str(uuid.uuid4()))
except Failure as failure:
    print("refused:", failure.details["google.rpc.ErrorInfo"].reason)
    for violation in failure.details["google.rpc.BadRequest"].field_violations:
        print(f"  {violation.field} {violation.description}")
    print("  support id", failure.details["google.rpc.RequestInfo"].request_id)
