"""containerd's own ttrpc client in Go, unmodified, against both servers."""

import base64
import json
import os
import subprocess
import tempfile
import unittest
from pathlib import Path
from typing import Any, NamedTuple

from servers import ROOT, TESTING, InteropServer

import secrecy
from contract import Contract
from programs import Admin, Server

HERE = Path(__file__).resolve().parent
ECHO, TESTS = "kntc.test.Echo", "grpc.testing.TestService"
SYSTEM, PETITION, FEED = (f"kntc.v1.{name}Service" for name in ("System", "Petition", "Feed"))
FRAME_MAX, PAYLOAD_MAX, FRAMING_LOST = 4 << 20, 3_670_016, 16 << 20
OFFICER = {"kntc-identity": [secrecy.OFFICER]}


class Outcome(NamedTuple):
    """How a call ended, as the Go client saw it."""

    payload: bytes
    code: str
    reason: str
    details: dict[str, Any]
    message: str
    failure: str
    took_ms: int


class Caller:
    """The Go client, with one connection."""

    def __init__(self, program: Path, contract: Contract, endpoint: str) -> None:
        self._contract = contract
        self._process = subprocess.Popen([str(program), endpoint], stdin=subprocess.PIPE,
                                         stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                                         encoding="utf-8")

    def call(self, service: str, method: str, payload: bytes = b"", times: int = 1,
             wait_ms: int = 20_000, **more: Any) -> list[Outcome]:
        """Makes calls at once."""
        order = {"service": service, "method": method, "times": times, "waitMS": wait_ms,
                 "payload": base64.b64encode(payload).decode(), **more}
        assert self._process.stdin is not None and self._process.stdout is not None
        self._process.stdin.write(json.dumps(order) + "\n")
        self._process.stdin.flush()
        return [self._outcome(found) for found in json.loads(self._process.stdout.readline())]

    def one(self, service: str, method: str, payload: bytes = b"", **more: Any) -> Outcome:
        """Makes one call."""
        return self.call(service, method, payload, **more)[0]

    def close(self) -> None:
        """Ends the client."""
        self._process.communicate(timeout=10)

    def _outcome(self, found: dict[str, Any]) -> Outcome:
        details: dict[str, Any] = {}
        if found["status"]:
            status = self._contract.message("google.rpc.Status").FromString(
                base64.b64decode(found["status"]))
            opened = [self._contract.open_any(detail) for detail in status.details]
            details = {detail.DESCRIPTOR.name: detail for detail in opened}
        reason = details["ErrorInfo"].reason if "ErrorInfo" in details else ""
        return Outcome(base64.b64decode(found["payload"] or ""), found["code"], reason, details,
                       found["message"], found["failure"], found["took_ms"])


class GoCase(unittest.TestCase):
    """The Go client, built once."""

    scratch: Path
    endpoint: str

    @classmethod
    def setUpClass(cls) -> None:
        scratch = tempfile.TemporaryDirectory()
        cls.addClassCleanup(scratch.cleanup)
        cls.scratch = Path(scratch.name)
        subprocess.run(["go", "build", "-o", str(cls.scratch / "caller"),
                        str(HERE / "go_ttrpc" / "caller.go")], check=True,
                       env={**os.environ, "GO111MODULE": "off", "GOPATH": "/usr/share/gocode"})
        cls.contract = Contract.compile(ROOT / "Protos")

    def setUp(self) -> None:
        self.go = Caller(self.scratch / "caller", self.contract, self.endpoint)
        self.addCleanup(self.go.close)

    def refused(self, found: Outcome, code: str, reason: str) -> None:
        """The call ended with that status; all but a frame that nobody read has a support id."""
        self.assertEqual((found.failure, found.code, found.reason), ("", code, reason), found)
        if reason != "FRAME_TOO_LARGE":
            self.assertRegex(found.details["RequestInfo"].request_id, "^[0-9a-f]{16}$")

    def lives(self) -> None:
        """The connection still carries calls."""
        self.assertEqual(self.go.one(ECHO, "Echo", b"on").payload, b"on")


class TransportCases(GoCase):
    """Frames, statuses and limits, on the test service."""

    @classmethod
    def setUpClass(cls) -> None:
        super().setUpClass()
        cls.server = InteropServer(cls.scratch / "server.log")
        cls.addClassCleanup(cls.server.stop)
        cls.endpoint = cls.server.ttrpc

    def test_unary(self) -> None:
        request = TESTING.message("grpc.testing.SimpleRequest")(response_size=314_159)
        found = self.go.one(TESTS, "UnaryCall", request.SerializeToString())
        reply = TESTING.message("grpc.testing.SimpleResponse").FromString(found.payload)
        self.assertEqual((found.code, len(reply.payload.body)), ("", 314_159))
        self.assertEqual(self.go.one(TESTS, "EmptyCall").payload, b"")

    def test_many_calls_at_once(self) -> None:
        found = self.go.call(ECHO, "Echo", bytes(range(256)) * 40, times=64)
        self.assertEqual({(one.code, one.failure, one.payload) for one in found},
                         {("", "", bytes(range(256)) * 40)})

    def test_a_status_with_details(self) -> None:
        for number, code in ((3, "InvalidArgument"), (9, "FailedPrecondition"), (14, "Unavailable")):
            with self.subTest(code):
                request = TESTING.message("grpc.testing.SimpleRequest")(
                    response_status={"code": number, "message": "lỗi \t☺"})
                found = self.go.one(TESTS, "UnaryCall", request.SerializeToString())
                self.refused(found, code, "")
                self.assertEqual(found.message, "lỗi \t☺")

    def test_what_the_server_does_not_know(self) -> None:
        for service, method in ((TESTS, "NoSuchCall"), ("no.such.Service", "Call"), ("", "")):
            with self.subTest(f"{service}/{method}"):
                self.refused(self.go.one(service, method), "Unimplemented", "UNKNOWN_METHOD")
        self.lives()

    # The client sends what is too long all the same: it looks at no limit of its own.
    def test_sizes(self) -> None:
        for zeros, code, reason in (
                (PAYLOAD_MAX, "", ""),
                (PAYLOAD_MAX + 1, "ResourceExhausted", "PAYLOAD_TOO_LARGE"),
                (FRAME_MAX, "ResourceExhausted", "FRAME_TOO_LARGE"),
                (FRAMING_LOST - 1_000, "ResourceExhausted", "FRAME_TOO_LARGE")):
            with self.subTest(zeros):
                found = self.go.one(ECHO, "Echo", zeros=zeros)
                if code:
                    self.refused(found, code, reason)
                else:
                    self.assertEqual((found.failure, found.payload), ("", bytes(zeros)))
                self.lives()

    def test_a_length_that_no_frame_has(self) -> None:
        """Framing is lost: the server closes, and the client says so instead of waiting."""
        found = self.go.one(ECHO, "Echo", zeros=FRAMING_LOST)
        self.assertNotEqual(found.failure, "")
        self.assertNotEqual(found.failure, "waited too long")

    def test_a_reply_that_is_too_long(self) -> None:
        request = TESTING.message("grpc.testing.SimpleRequest")(response_size=5 << 20)
        self.refused(self.go.one(TESTS, "UnaryCall", request.SerializeToString()),
                     "ResourceExhausted", "PAYLOAD_TOO_LARGE")
        self.lives()

    def test_a_deadline_that_is_over(self) -> None:
        self.refused(self.go.one(ECHO, "Echo", told=-1), "DeadlineExceeded", "DEADLINE_EXCEEDED")
        self.lives()

    def test_a_stream_is_no_unary_call(self) -> None:
        """A client of 1.1 has no streams: it is told so, in a response that it can read."""
        request = TESTING.message("grpc.testing.StreamingOutputCallRequest")(
            response_parameters=[{"size": 9}])
        self.refused(self.go.one(TESTS, "StreamingOutputCall", request.SerializeToString()),
                     "InvalidArgument", "PROTOCOL_VIOLATION")
        self.lives()


class RealServer(GoCase):
    """Deadlines and metadata, on the city's server."""

    @classmethod
    def setUpClass(cls) -> None:
        super().setUpClass()
        cls.server = Server(cls.scratch / "data", cls.scratch / "log")
        cls.addClassCleanup(cls.server.stop)
        Admin(cls.server.endpoint).load_directory()
        cls.endpoint = cls.server.endpoint

    def ask(self, service: str, method: str, wait_ms: int = 20_000, **more: Any) -> Outcome:
        """A call as an officer unless it says otherwise."""
        return self.go.one(service, method, more.pop("payload", b""), wait_ms=wait_ms,
                           **{"metadata": OFFICER, **more})

    def lives(self) -> None:
        """The connection still carries calls."""
        self.assertEqual(self.ask(SYSTEM, "GetStatus").code, "")

    def waiting(self, wait_ms: int) -> bytes:
        """A request that the server answers after so long, when nothing happens."""
        inbox = self.contract.message("kntc.v1.ListInboxRequest")
        found = self.ask(FEED, "ListInbox", payload=inbox().SerializeToString())
        page = self.contract.message("kntc.v1.FeedPage").FromString(found.payload)
        return inbox(after=page.position, epoch=page.epoch, wait_ms=wait_ms).SerializeToString()

    def test_metadata(self) -> None:
        self.lives()
        self.refused(self.ask(SYSTEM, "GetStatus", metadata={}),
                     "Unauthenticated", "UNAUTHENTICATED")
        several = {**OFFICER, "traceparent": [f"00-{'ab' * 16}-{'cd' * 8}-01"], "note": ["a", "b"]}
        self.assertEqual(self.ask(SYSTEM, "GetStatus", metadata=several).code, "")
        found = self.ask(SYSTEM, "GetStatus", metadata={**OFFICER, "note": ["a" * 9_000]})
        self.refused(found, "ResourceExhausted", "METADATA_TOO_LARGE")
        self.lives()

    # Red when: the server does not count the remaining time from the request, or not at all: then it
    # answers after the 15 s that it is asked to wait.
    def test_the_server_sees_the_remaining_time(self) -> None:
        found = self.ask(FEED, "ListInbox", payload=self.waiting(15_000), told=400_000_000)
        self.refused(found, "DeadlineExceeded", "DEADLINE_EXCEEDED")
        self.assertGreaterEqual(found.took_ms, 390)
        self.assertLess(found.took_ms, 10_000)
        self.lives()

    def test_the_client_waits_no_longer_than_its_deadline(self) -> None:
        """What the server answers too late disturbs no later call."""
        found = self.ask(FEED, "ListInbox", payload=self.waiting(15_000), wait_ms=300)
        self.assertIn((found.failure, found.code),
                      {("waited too long", ""), ("", "DeadlineExceeded")})
        for _ in range(5):
            self.lives()

    def test_all_violations_at_once(self) -> None:
        request = self.contract.message("kntc.v1.RegisterPetitionRequest")(
            request_id="go-example-00000001")
        found = self.ask(PETITION, "RegisterPetition", payload=request.SerializeToString())
        self.refused(found, "InvalidArgument", "FIELD_INVALID")
        self.assertEqual(found.details["ErrorInfo"].domain, "kntc")
        self.assertEqual([one.field for one in found.details["BadRequest"].field_violations],
                         ["source", "stamp", "summary"])
        self.assertEqual(found.details["LocalizedMessage"].locale, "vi-VN")


if __name__ == "__main__":
    unittest.main()
