"""One call at each door of a real server, and what came of it in the same words."""

import base64
import json
import tempfile
import unittest
import urllib.error
import urllib.request
import uuid
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NamedTuple, cast

import grpc
from google.protobuf import json_format
from google.protobuf.message import Message

from servers import ROOT

from contract import CODES, Contract
from programs import Admin, Server
from ttrpc import Client, StatusError

CONTRACT = Contract.compile(ROOT / "Protos")
IDENTITY = "kntc-identity"
SECONDS = 20.0
WARD, OTHER = "H29.80.63", "H29.80.64"
OFFICER, HEAD = f"officer@{WARD}", f"head@{WARD}"
REGISTER = "PetitionService/RegisterPetition"
# Stands in every value that is refused: nobody may read it in an error or in the log.
CANARY = "Hoài Vọng"
INVALID, NOT_FOUND, DENIED, EXHAUSTED, PRECONDITION = 3, 5, 7, 8, 9


def identifier() -> str:
    """A new request id."""
    return str(uuid.uuid4())


class Outcome(NamedTuple):
    """A reply, or a failure without the name of the one call."""

    code: int
    message: str
    details: tuple[str, ...]
    reason: str
    fields: tuple[str, ...]
    reply: bytes

    def told(self) -> str:
        """All that the caller is told of a failure."""
        return "\n".join((self.message, *self.details))


def done(reply: bytes) -> Outcome:
    """A call that went well."""
    return Outcome(0, "", (), "", (), reply)


def failed(code: int, message: str, opened: list[Message]) -> Outcome:
    """A call that was refused."""
    infos = [one for one in opened if one.DESCRIPTOR.name == "ErrorInfo"]
    fields = [violation.field for one in opened if one.DESCRIPTOR.name == "BadRequest"
              for violation in one.field_violations]
    said = [str(one) for one in opened if one.DESCRIPTOR.name != "RequestInfo"]
    return Outcome(code, message, tuple(said), infos[0].reason if infos else "", tuple(fields), b"")


class Bytes:
    """A request that is sent as it stands, whether it is a message or not."""

    def __init__(self, data: bytes) -> None:
        self._data = data

    def SerializeToString(self) -> bytes:  # noqa: N802
        """The bytes."""
        return self._data


class Doors:
    """The doors of a server, for callers who say who they are or do not."""

    def __init__(self, server: Server) -> None:
        self.server = server
        host, _, port = server.endpoint.rpartition(":")
        self.address = (host, int(port))

    @property
    def binary(self) -> dict[str, Callable[[str, bytes, str | None], Outcome]]:
        """The doors that take the bytes of a message, by name."""
        return {"ttrpc": self.over_ttrpc, "gRPC": self.over_grpc}

    def over_ttrpc(self, method: str, payload: bytes, identity: str | None) -> Outcome:
        """A call of "PetitionService/GetPetition" with the bytes of a request."""
        service, _, name = method.partition("/")
        metadata = {} if identity is None else {IDENTITY: identity}
        with Client(CONTRACT, *self.address) as client:
            try:
                reply = client.call(f"kntc.v1.{service}", name, cast(Message, Bytes(payload)),
                                    SECONDS, metadata)
            except StatusError as error:
                return failed(error.code, error.message, error.details)
        return done(reply.SerializeToString(deterministic=True))

    def over_grpc(self, method: str, payload: bytes, identity: str | None) -> Outcome:
        """The same by the other door."""
        with grpc.insecure_channel(self.server.said["grpc"]) as channel:
            try:
                reply = channel.unary_unary(f"/kntc.v1.{method}")(
                    payload, metadata=() if identity is None else ((IDENTITY, identity),),
                    timeout=SECONDS)
            except grpc.RpcError as error:
                packed = dict(error.trailing_metadata())["grpc-status-details-bin"]
                status = CONTRACT.message("google.rpc.Status").FromString(packed)
                return failed(status.code, status.message,
                              [CONTRACT.open_any(one) for one in status.details])
        return done(self._reply(method).FromString(reply).SerializeToString(deterministic=True))

    def over_json(self, method: str, body: bytes, identity: str | None) -> Outcome:
        """The same as JSON over HTTP."""
        request = urllib.request.Request(
            f"http://{self.server.said['grpc']}/kntc.v1.{method}", body, method="POST",
            headers={"content-type": "application/json"}
            | ({} if identity is None else {IDENTITY: identity}))
        try:
            with urllib.request.urlopen(request, timeout=SECONDS) as reply:
                return done(self.read_json(method, reply.read()))
        except urllib.error.HTTPError as error:
            return opened(json.loads(error.read()))

    def read_json(self, method: str, body: bytes) -> bytes:
        """The bytes of the reply that stands in JSON."""
        reply = json_format.Parse(body, self._reply(method)())
        return reply.SerializeToString(deterministic=True)

    def each(self, method: str, request: Message, identity: str | None) -> dict[str, Outcome]:
        """The outcome of a request at each door, by its name."""
        found = {name: call(method, request.SerializeToString(), identity)
                 for name, call in self.binary.items()}
        return found | {"JSON": self.over_json(method, as_json(request), identity)}

    def position(self) -> int:
        """How far the journal is."""
        reply = self.over_ttrpc("SystemService/GetStatus", b"", "auditor@H29")
        return int(message("ServerStatus").FromString(reply.reply).position)

    @staticmethod
    def _reply(method: str) -> type[Message]:
        service, _, name = method.partition("/")
        found = CONTRACT.method(f"kntc.v1.{service}", name).output_type.full_name
        return CONTRACT.message(found)


def opened(failure: Mapping[str, Any]) -> Outcome:
    """A failure that was written as JSON."""
    details = [CONTRACT.message(one["type"]).FromString(
        base64.b64decode(one["value"] + "=" * (-len(one["value"]) % 4)))
        for one in failure["details"]]
    code = CODES.index(failure["code"].upper())
    return failed(code, failure["message"], details)


def as_json(request: Message) -> bytes:
    """A request as JSON, with the names of the contract."""
    return json_format.MessageToJson(request, preserving_proto_field_name=True).encode()


def message(name: str) -> type[Message]:
    """A type of the contract."""
    return CONTRACT.message(f"kntc.v1.{name}")


class Rows(unittest.TestCase):
    """A server for all tests of a class."""

    @classmethod
    def setUpClass(cls) -> None:
        scratch = tempfile.TemporaryDirectory()
        cls.addClassCleanup(scratch.cleanup)
        cls.folder = Path(scratch.name)
        cls.start()
        Admin(cls.server.endpoint).load_directory()
        status = cls.doors.over_ttrpc("SystemService/GetStatus", b"", OFFICER).reply
        cls.today = message("ServerStatus").FromString(status).today

    @classmethod
    def start(cls) -> None:
        """Starts the server, anew or again."""
        cls.server = Server(cls.folder / "data", cls.folder / "log")
        cls.addClassCleanup(cls.server.stop)
        cls.doors = Doors(cls.server)

    def registration(self, **fields: Any) -> Message:
        """The request that registers a petition."""
        return message("RegisterPetitionRequest")(**{
            "request_id": identifier(), "source": 1, "summary": "Về việc cấp đất",
            "signed": True, "stamp": {"number": "2", "date": self.today}, **fields})

    def register(self, identity: str = OFFICER, **fields: Any) -> str:
        """Id of a new petition."""
        made = self.doors.over_ttrpc(
            REGISTER, self.registration(**fields).SerializeToString(), identity)
        return str(message("Receipt").FromString(made.reply).records[0].record.id)

    def alike(self, found: Mapping[str, Outcome]) -> Outcome:
        """The one outcome of all doors."""
        first, *others = found.values()
        for name, other in zip(list(found)[1:], others):
            self.assertEqual(other, first, name)
        return first

    def refused(self, outcome: Outcome, code: int, reason: str, *fields: str) -> None:
        """Checks a failure in code, reason and fields, and that it shows no value."""
        self.assertEqual((outcome.code, outcome.reason, outcome.fields), (code, reason, fields),
                         outcome.message)
        self.assertNotIn(CANARY, outcome.told())
        self.assertFalse([one for one in outcome.message if not one.isprintable()])
