"""Repeats and replays of a write, at every door of a real server alike."""

import functools
import http.client
import json
import socket
import unittest
from concurrent.futures import ThreadPoolExecutor
from typing import Any, cast

from google.protobuf.message import Message

from doors import (CONTRACT, DENIED, IDENTITY, INVALID, OFFICER, OTHER, REGISTER, SECONDS, WARD,
                   Rows, as_json, message, opened)

from ttrpc import Client, StatusError


class Repeats(Rows):
    """A request id is one effect and one receipt."""

    def numbered(self) -> int:
        """How many petitions the ward has."""
        listed = self.doors.over_ttrpc(
            "PetitionService/ListPetitions",
            message("ListPetitionsRequest")(page_size=200).SerializeToString(), OFFICER)
        return len(message("ListPetitionsReply").FromString(listed.reply).petitions)

    def test_the_same_and_another_body(self) -> None:
        request = self.registration()
        before = self.doors.position()
        receipt = self.alike(self.doors.each(REGISTER, request, OFFICER))
        self.assertEqual((receipt.code, self.doors.position()), (0, before + 1))
        request.summary += "!"
        other = self.alike(self.doors.each(REGISTER, request, OFFICER))
        self.refused(other, INVALID, "REQUEST_ID_REUSED", "request_id")
        self.assertEqual(self.doors.position(), before + 1)

    def test_of_another_caller(self) -> None:
        """Another agency and another officer have effects of their own, and no foreign receipt."""
        request = self.registration()
        receipt = self.alike(self.doors.each(REGISTER, request, f"{OFFICER}/an"))
        foreign = self.alike(self.doors.each(REGISTER, request, f"officer@{OTHER}/an"))
        self.assertEqual(foreign.code, 0)
        given, other = (message("Receipt").FromString(one.reply) for one in (receipt, foreign))
        self.assertNotEqual(given.records[0].record.id, other.records[0].record.id)
        self.assertEqual([number.agency for number in other.numbers], [OTHER])
        none = self.alike(self.doors.each(REGISTER, request, f"auditor@{WARD}/an"))
        self.refused(none, DENIED, "PERMISSION_DENIED")
        colleague = self.alike(self.doors.each(REGISTER, request, f"{OFFICER}/binh"))
        own = message("Receipt").FromString(colleague.reply)
        self.assertNotEqual(own.records[0].record.id, given.records[0].record.id)
        self.assertNotEqual(own.receipt_code, given.receipt_code)

    def test_after_a_restart(self) -> None:
        request = self.registration()
        receipt = self.alike(self.doors.each(REGISTER, request, OFFICER))
        before = self.doors.position()
        for end in ("stop", "kill"):
            with self.subTest(end=end):
                getattr(self.server, end)()
                self.start()
                self.assertEqual(self.alike(self.doors.each(REGISTER, request, OFFICER)), receipt)
                self.assertEqual(self.doors.position(), before)

    def test_sixteen_at_once(self) -> None:
        doors = self.doors
        for _ in range(4):
            request = self.registration()
            before, held = doors.position(), self.numbered()
            payload = request.SerializeToString()
            calls = [functools.partial(call, REGISTER, payload, OFFICER)
                     for call in doors.binary.values()] * 6
            calls += [functools.partial(doors.over_json, REGISTER, as_json(request), OFFICER)] * 4
            with ThreadPoolExecutor(len(calls)) as pool:
                found = [one.result() for one in [pool.submit(call) for call in calls]]
            self.assertEqual((len(found), len(set(found)), found[0].code), (16, 1, 0))
            self.assertEqual((doors.position(), self.numbered()), (before + 1, held + 1))


class Captured:
    """A connection that keeps what is sent, or sends what was kept in the place of that."""

    def __init__(self, connection: socket.socket, kept: bytes | None = None) -> None:
        self._connection, self.kept = connection, kept or b""
        self._replays = kept is not None

    def sendall(self, data: bytes) -> None:
        """Sends, and keeps."""
        self.kept = self.kept if self._replays else self.kept + data
        self._connection.sendall(self.kept if self._replays else data)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._connection, name)


class Replays(Rows):
    """Bytes that were captured have no second effect, and none without an identity."""

    def over_ttrpc(self, request: Message, kept: bytes | None, identity: bool = True,
                   ) -> tuple[bytes | str, bytes]:
        """The reply, or the reason of a failure, on a connection of its own; the bytes sent."""
        connection = socket.create_connection(self.doors.address, SECONDS)
        captured = Captured(connection, kept)
        with Client.over(CONTRACT, cast(socket.socket, captured)) as client:
            try:
                reply = client.call("kntc.v1.PetitionService", "RegisterPetition", request, SECONDS,
                                    {IDENTITY: OFFICER} if identity else {})
            except StatusError as error:
                return error.reason, captured.kept
        return reply.SerializeToString(), captured.kept

    def over_http(self, sent: bytes) -> tuple[int, Any]:
        """Status and body of an answer to bytes on a connection of their own."""
        host, _, port = self.server.said["grpc"].rpartition(":")
        with socket.create_connection((host, int(port)), SECONDS) as connection:
            connection.sendall(sent)
            reply = http.client.HTTPResponse(connection)
            reply.begin()
            return reply.status, json.loads(reply.read())

    def test_ttrpc(self) -> None:
        request, unlike = self.registration(), message("RegisterPetitionRequest")()
        before = self.doors.position()
        receipt, kept = self.over_ttrpc(request, None)
        self.assertIsInstance(receipt, bytes)
        self.assertEqual(self.doors.position(), before + 1)
        for _ in range(3):
            self.assertEqual(self.over_ttrpc(unlike, kept)[0], receipt)
        self.assertEqual(self.doors.position(), before + 1)
        # The first time for the server, but from nobody.
        fresh = self.registration()
        reason, kept = self.over_ttrpc(fresh, None, identity=False)
        self.assertEqual(reason, "UNAUTHENTICATED")
        self.assertEqual(self.over_ttrpc(unlike, kept)[0], "UNAUTHENTICATED")
        self.assertEqual(self.doors.position(), before + 1)

    def test_http(self) -> None:
        before = self.doors.position()
        body = as_json(self.registration())
        head = f"POST /kntc.v1.{REGISTER} HTTP/1.1\r\nhost: t\r\ncontent-type: application/json\r\n"
        end = f"content-length: {len(body)}\r\n\r\n".encode() + body
        whole = f"{head}{IDENTITY}: {OFFICER}\r\n".encode() + end
        nobody = self.over_http(head.encode() + end)
        self.assertEqual(opened(nobody[1]).reason, "UNAUTHENTICATED")
        self.assertEqual((nobody[0], self.doors.position()), (401, before))
        receipts = [self.over_http(whole) for _ in range(3)]
        self.assertEqual(receipts, [receipts[0]] * 3)
        self.assertEqual((receipts[0][0], self.doors.position()), (200, before + 1))
        self.assertEqual(self.over_http(head.encode() + end)[0], 401)
        # Twice in one write, as a proxy that repeats would send it.
        self.assertEqual(self.over_http(whole + whole), receipts[0])
        self.assertEqual(self.doors.position(), before + 1)


if __name__ == "__main__":
    unittest.main()
