"""Tests of the ttrpc client: /usr/bin/python3 -m unittest discover Tools/checker"""

import socket
import struct
import sys
import threading
import unittest
from collections.abc import Callable
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

from contract import Contract  # noqa: E402
from ttrpc import Client, ProtocolError, StatusError  # noqa: E402

PROTOS = HERE.parent.parent / "Protos"
DIRECTORY, FEED = "kntc.v1.DirectoryService", "kntc.v1.FeedService"


def frame(stream: int, kind: int, flags: int, data: bytes) -> bytes:
    """A frame, packed apart from the client's own packing."""
    return struct.pack(">I", len(data)) + struct.pack(">I", stream) + bytes([kind, flags]) + data


class FakeServer:
    """Takes one connection and answers each request with the bytes of a script."""

    def __init__(self, answer: Callable[[int, bytes], bytes]) -> None:
        self.requests: list[bytes] = []
        self._answer = answer
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self._thread = threading.Thread(target=self._serve)
        self._thread.start()

    def _serve(self) -> None:
        connection, _ = self._listener.accept()
        with connection, connection.makefile("rb") as reader:
            while len(header := reader.read(10)) == 10:
                length, stream = struct.unpack(">II", header[:8])
                self.requests.append(header + reader.read(length))
                answer = self._answer(stream, self.requests[-1][10:])
                for place in range(0, len(answer), 7):
                    connection.sendall(answer[place:place + 7])
                if not answer:
                    return

    def close(self) -> None:
        self._listener.close()
        self._thread.join(timeout=10)


class ClientTests(unittest.TestCase):
    """What the client sends and how it takes answers."""

    contract: Contract

    @classmethod
    def setUpClass(cls) -> None:
        cls.contract = Contract.compile(PROTOS)

    def connect(self, answer: Callable[[int, bytes], bytes]) -> Client:
        self.server = FakeServer(answer)
        self.addCleanup(self.server.close)
        client = Client(self.contract, "127.0.0.1", self.server.port)
        self.addCleanup(client.close)
        return client

    def new(self, name: str, /, **fields: Any) -> Any:
        return self.contract.message(name)(**fields)

    def response(self, payload: bytes = b"", /, **status: Any) -> bytes:
        body = self.new("ttrpc.Response", payload=payload)
        if status:
            body.status.CopyFrom(self.new("google.rpc.Status", **status))
        return body.SerializeToString()

    def test_a_unary_call_is_the_published_bytes(self) -> None:
        reply = self.new("kntc.v1.Agency", code="H29", name="Ủy ban nhân dân Thành phố")
        client = self.connect(
            lambda stream, _: frame(stream, 2, 0, self.response(reply.SerializeToString())))
        request = self.new("kntc.v1.GetAgencyRequest", code="H29")
        for _ in range(2):
            found = client.call(DIRECTORY, "GetAgency", request, 1.0, {"k": "v"})
            self.assertEqual(found.name, reply.name)
        body = (b"\x0a\x18kntc.v1.DirectoryService" b"\x12\x09GetAgency" b"\x1a\x05\x0a\x03H29"
                b"\x20\x80\x94\xeb\xdc\x03" b"\x2a\x06\x0a\x01k\x12\x01v")
        self.assertEqual(self.server.requests, [
            b"\0\0\0" + bytes([len(body)]) + b"\0\0\0" + bytes([stream]) + b"\x01\x00" + body
            for stream in (1, 3)])

    def test_a_status_is_raised_with_its_details(self) -> None:
        info = self.new("google.rpc.ErrorInfo", reason="NOT_FOUND", domain="kntc")
        detail = {"type_url": "type.googleapis.com/google.rpc.ErrorInfo",
                  "value": info.SerializeToString()}
        client = self.connect(lambda stream, _: frame(
            stream, 2, 0, self.response(code=5, message="no such agency", details=[detail])))
        with self.assertRaises(StatusError) as caught:
            client.call(DIRECTORY, "GetAgency", self.new("kntc.v1.GetAgencyRequest"))
        self.assertEqual((caught.exception.code, caught.exception.message, caught.exception.reason),
                         (5, "no such agency", "NOT_FOUND"))
        self.assertEqual(caught.exception.details, [info])

    def test_a_stream_yields_its_messages_and_ends(self) -> None:
        items = [self.new("kntc.v1.FeedItem") for _ in range(3)]
        client = self.connect(lambda stream, _: b"".join(
            [frame(stream, 3, 0, item.SerializeToString()) for item in items]
            + [frame(stream, 3, 5, b"")]))
        request = self.new("kntc.v1.WatchJournalRequest")
        self.assertEqual(list(client.stream(FEED, "WatchJournal", request)), items)
        self.assertEqual(list(client.stream(FEED, "WatchJournal", request)), items)
        self.assertEqual(self.server.requests[0][8:10], b"\x01\x01")

    def test_a_stream_may_fail_after_messages(self) -> None:
        client = self.connect(lambda stream, _: frame(stream, 3, 0, b"") + frame(
            stream, 2, 0, self.response(code=14, message="going away")))
        stream = client.stream(FEED, "WatchJournal", self.new("kntc.v1.WatchJournalRequest"))
        next(stream)
        with self.assertRaises(StatusError) as caught:
            next(stream)
        self.assertEqual((caught.exception.code, caught.exception.reason), (14, ""))

    def test_breaches_of_the_protocol(self) -> None:
        ok = self.response()
        rows: tuple[tuple[str, bool, Callable[[int], bytes]], ...] = (
            ("closed without an answer", False, lambda _: b""),
            ("answer on another stream", False, lambda stream: frame(stream + 2, 2, 0, ok)),
            ("extension without HELLO", False, lambda _: frame(0, 0x13, 0, b"12345678")),
            ("data on a unary call", False, lambda stream: frame(stream, 3, 0, ok)),
            ("frame above the limit", False, lambda _: b"\x00\x40\x00\x01" + b"\0\0\0\1\2\0"),
            ("OK response ends a stream", True, lambda stream: frame(stream, 2, 0, ok)),
            ("data with remote closed", True, lambda stream: frame(stream, 3, 1, b"")),
        )
        for name, streaming, script in rows:
            with self.subTest(name):
                client = self.connect(lambda stream, _, script=script: script(stream))
                with self.assertRaises(ProtocolError):
                    if streaming:
                        list(client.stream(FEED, "WatchJournal", self.new("kntc.v1.WatchJournalRequest")))
                    else:
                        client.call(DIRECTORY, "GetAgency", self.new("kntc.v1.GetAgencyRequest"))
                client.close()

    def test_methods_come_from_the_contract(self) -> None:
        self.assertTrue(self.contract.method(FEED, "WatchJournal").full_name.endswith("WatchJournal"))
        self.assertRaises(KeyError, self.contract.method, DIRECTORY, "NoSuchMethod")


if __name__ == "__main__":
    unittest.main()
