"""Peers that break HTTP/2 or gRPC: each gets one precise answer or is cut, and nobody else notices."""

import tempfile
import threading
import time
import unittest
from pathlib import Path

import grpc
import hyperframe.frame as frames

from raw import ECHO, Raw, flagged, message, request_headers
from servers import InteropServer

INVALID, EXHAUSTED, UNIMPLEMENTED = "3", "8", "12"
DEADLINE_EXCEEDED = "4"
PROTOCOL_ERROR, REFUSED_STREAM = 1, 7
PAYLOAD_BYTES_MAX = 3_670_016
# What the server may grow by under attack: what one connection may hold, and the allocator's slack.
GROWTH_KILOBYTES_MAX = 48_000


class Honest:
    """A caller that goes on calling beside the attack and counts what went wrong."""

    def __init__(self, target: str) -> None:
        self._channel = grpc.insecure_channel(target)
        self._echo = self._channel.unary_unary(ECHO)
        self._stop = threading.Event()
        self.calls = 0
        self.failures: list[str] = []
        self._thread = threading.Thread(target=self._call)
        self._thread.start()

    def _call(self) -> None:
        while not self._stop.is_set():
            try:
                if self._echo(b"honest", timeout=5) != b"honest":
                    self.failures.append("another answer")
            except grpc.RpcError as error:
                self.failures.append(str(error.code()))
            self.calls += 1
            self._stop.wait(0.002)

    def end(self) -> None:
        """Ends the calls."""
        self._stop.set()
        self._thread.join()
        self._channel.close()


class Hostile(unittest.TestCase):
    """One server, one honest caller beside each attack."""

    @classmethod
    def setUpClass(cls) -> None:
        scratch = tempfile.TemporaryDirectory()
        cls.addClassCleanup(scratch.cleanup)
        cls.log = Path(scratch.name) / "server.log"
        cls.server = InteropServer(cls.log, "--first-request", "2", "--keepalive", "2",
                                   "--keepalive-timeout", "1")
        cls.addClassCleanup(cls.server.stop)
        honest = Honest(cls.server.grpc)
        time.sleep(1)
        honest.end()
        cls.start_kilobytes = cls.server.resident_kilobytes

    def setUp(self) -> None:
        self.logged = len(self.log.read_text(encoding="utf-8"))
        self.honest = Honest(self.server.grpc)
        self.addCleanup(self.settle)

    def settle(self) -> None:
        """Nobody else noticed, and what the attack took was given back."""
        time.sleep(0.1)
        self.honest.end()
        self.assertEqual(self.honest.failures, [])
        self.assertGreater(self.honest.calls, 0)
        growth = self.server.resident_kilobytes - self.start_kilobytes
        self.assertLess(growth, GROWTH_KILOBYTES_MAX)

    def connect(self, preface: bool = True) -> Raw:
        """A connection of its own."""
        raw = Raw(self.server.port, preface)
        self.enterContext(raw)
        return raw

    def demand_closed(self, raw: Raw, reason: str) -> None:
        """The server closes the connection and says why on one line."""
        self.assertTrue(raw.until_closed())
        deadline = time.monotonic() + 5
        lines: list[str] = []
        while not lines and time.monotonic() < deadline:
            text = self.log.read_text(encoding="utf-8")[self.logged:]
            lines = [line for line in text.splitlines() if "connection closed" in line]
        self.assertEqual(len(lines), 1, lines)
        self.assertIn(reason, lines[0])

    def demand_status(self, raw: Raw, stream: int, status: str) -> None:
        """The stream is answered with a status, and the connection goes on."""
        self.assertEqual(raw.answer(stream).status, status)
        self.assertEqual(raw.answer(raw.call()).status, "0")

    # First bytes.

    def test_bytes_of_no_protocol(self) -> None:
        for first in (b"\x00\x00\x00\x04\x00\x00\x00\x01\x01\x00", b"\x16\x03\x01\x02\x00", b"\xff" * 64):
            with self.subTest(first=first):
                self.logged = len(self.log.read_text(encoding="utf-8"))
                raw = self.connect(preface=False)
                raw.write(first)
                self.demand_closed(raw, "foreignProtocol")

    def test_a_preface_that_goes_wrong(self) -> None:
        raw = self.connect(preface=False)
        raw.write(b"PRI * HTTP/2.0\r\n\r\nXX\r\n\r\n" + bytes(64))
        self.demand_closed(raw, "BadClientMagic")

    def test_silence_from_the_start(self) -> None:
        raw = self.connect(preface=False)
        raw.write(b"PR")
        self.demand_closed(raw, "firstFrameOverdue")

    def test_a_preface_and_no_request(self) -> None:
        self.demand_closed(self.connect(), "firstFrameOverdue")

    # Requests that are none.

    def test_headers_that_ask_for_no_call(self) -> None:
        cases = {
            "405": [(":method", "GET"), *request_headers()[1:]],
            "415": request_headers(content_type="text/html"),
        }
        for status, headers in cases.items():
            with self.subTest(status=status):
                raw = self.connect()
                raw.send(raw.headers(headers, "END_STREAM"))
                self.demand_status(raw, 1, f"http {status}")

    def test_headers_with_wrong_values(self) -> None:
        cases = [
            ("grpc-timeout", "123456789m", INVALID), ("grpc-timeout", "m", INVALID),
            ("grpc-timeout", "-5S", INVALID), ("grpc-timeout", "5s", INVALID),
            ("grpc-timeout", "0n", DEADLINE_EXCEEDED), ("grpc-encoding", "gzip", UNIMPLEMENTED),
            ("some-key-bin", "?", INVALID),
        ]
        for name, value, status in cases:
            with self.subTest(name=name, value=value):
                raw = self.connect()
                self.demand_status(raw, raw.call(b"x", (name, value)), status)

    # Red when an error of one stream is taken for one of the connection.
    def test_requests_that_http2_forbids(self) -> None:
        cases = {
            "a header of HTTP/1": request_headers(ECHO, ("connection", "close")),
            "a name in capitals": request_headers(ECHO, ("Some-Key", "x")),
            "no path": [header for header in request_headers() if header[0] != ":path"],
            "a path twice": [(":path", ECHO), *request_headers()],
            "a content length that lies": request_headers(ECHO, ("content-length", "3")),
        }
        for name, headers in cases.items():
            with self.subTest(name):
                raw = self.connect()
                opening = raw.headers(headers)
                raw.send(opening, raw.data(1, message(b"hello"), "END_STREAM"))
                self.assertEqual(raw.answer(1).reset, PROTOCOL_ERROR)
                self.assertEqual(raw.answer(raw.call()).status, "0")

    def test_a_body_that_is_no_message(self) -> None:
        cases = {
            "truncated prefix": (b"\0\0\0", INVALID),
            "truncated message": (message(b"hello")[:-1], INVALID),
            "nothing": (b"", INVALID),
            "two messages": (message(b"a") + message(b"b"), INVALID),
            "compressed without saying how": (b"\1" + message(b"a")[1:], INVALID),
            "neither compressed nor not": (b"\2" + message(b"a")[1:], INVALID),
            "a length beyond the limit": (b"\0" + (PAYLOAD_BYTES_MAX + 1).to_bytes(4, "big"),
                                          EXHAUSTED),
            "the longest length": (b"\0\xff\xff\xff\xff", EXHAUSTED),
        }
        for name, (body, status) in cases.items():
            with self.subTest(name):
                raw = self.connect()
                opening = raw.headers(request_headers())
                raw.send(opening, raw.data(1, body, "END_STREAM"))
                self.demand_status(raw, 1, status)

    def test_an_oversized_message_leaves_the_connection_alive(self) -> None:
        channel = grpc.insecure_channel(self.server.grpc, options=[
            ("grpc.max_send_message_length", -1), ("grpc.max_receive_message_length", -1)])
        self.addCleanup(channel.close)
        echo = channel.unary_unary(ECHO)
        largest = bytes(PAYLOAD_BYTES_MAX)
        self.assertEqual(echo(largest, timeout=20), largest)
        for _ in range(3):
            with self.assertRaises(grpc.RpcError) as caught:
                echo(largest + b"x", timeout=20)
            self.assertEqual(caught.exception.code(), grpc.StatusCode.RESOURCE_EXHAUSTED)
        self.assertEqual(echo(b"x", timeout=5), b"x")

    def test_a_request_byte_by_byte(self) -> None:
        raw = self.connect()
        opening = raw.headers(request_headers(), stream=1)
        whole = opening.serialize() + b"".join(
            raw.data(1, bytes([byte])).serialize() for byte in message(b"hello"))
        whole += raw.data(1, b"", "END_STREAM").serialize()
        for byte in whole:
            raw.write(bytes([byte]))
        answer = raw.answer(1)
        self.assertEqual((answer.status, answer.body), ("0", message(b"hello")))

    # Streams.

    def test_data_after_the_end(self) -> None:
        raw = self.connect()
        stream = raw.call()
        raw.send(raw.data(stream, b"more"))
        answer = raw.answer(stream)
        self.assertTrue(answer.ended or answer.reset is not None or raw.closed)

    def test_data_on_a_stream_that_is_not_open(self) -> None:
        raw = self.connect()
        raw.send(raw.data(99, b"x"))
        self.demand_closed(raw, "ruleBroken")

    def test_streams_of_even_and_falling_numbers(self) -> None:
        for numbers in ((2,), (9, 5)):
            with self.subTest(numbers=numbers):
                self.logged = len(self.log.read_text(encoding="utf-8"))
                raw = self.connect()
                for number in numbers:
                    raw.send(raw.headers(request_headers(), "END_STREAM", stream=number))
                self.demand_closed(raw, "ruleBroken")

    def test_the_last_stream_number(self) -> None:
        raw = self.connect()
        last = 2**31 - 1
        opening = raw.headers(request_headers(), stream=last)
        raw.send(opening, raw.data(last, message(b"x"), "END_STREAM"))
        self.assertEqual(raw.answer(last).status, "0")

    def test_more_streams_than_may_be(self) -> None:
        raw = self.connect()
        openings = [raw.headers(request_headers()) for _ in range(150)]
        raw.send(*openings)
        refused = [o.stream_id for o in openings[100:]]
        raw.until(lambda: raw.answers[refused[-1]].reset is not None or raw.goaway is not None)
        resets = [raw.answers[stream].reset for stream in refused]
        self.assertTrue(resets == [REFUSED_STREAM] * 50 or raw.goaway is not None, resets)
        if raw.goaway is None:
            raw.send(raw.data(1, message(b"x"), "END_STREAM"))
            self.assertEqual(raw.answer(1).status, "0")

    # Floods.

    def test_ten_thousand_opens_and_resets(self) -> None:
        raw = self.connect()
        for _ in range(10_000):
            opening = raw.headers(request_headers())
            raw.send(opening, frames.RstStreamFrame(opening.stream_id, 8))
            if raw.closed:
                break
        self.demand_closed(raw, "ExcessiveRSTFrames")

    def test_a_flood_of_settings(self) -> None:
        raw = self.connect()
        flood = frames.SettingsFrame(0, {4: 70_000}).serialize() * 1_000
        for _ in range(100):
            raw.write(flood)
            if raw.closed:
                break
        self.demand_closed(raw, "ExcessiveControlFrames")

    def test_a_flood_of_pings(self) -> None:
        raw = self.connect()
        flood = frames.PingFrame(0, b"12345678").serialize() * 1_000
        for _ in range(100):
            raw.write(flood)
            if raw.closed:
                break
        self.demand_closed(raw, "ExcessiveControlFrames")

    def test_a_flood_of_empty_data(self) -> None:
        raw = self.connect()
        opening = raw.headers(request_headers())
        raw.send(opening, *[raw.data(1, b"")] * 1_000)
        self.demand_closed(raw, "ExcessiveEmptyDataFrames")

    def test_headers_that_never_end(self) -> None:
        raw = self.connect()
        opening = raw.headers(request_headers(), "CONTINUED")
        raw.send(opening, *[frames.ContinuationFrame(1, bytes(16_000))] * 1_000)
        self.demand_closed(raw, "ruleBroken")

    def test_headers_that_unfold(self) -> None:
        """One entry of the table is named over and over: a byte on the wire, 4 KiB unfolded."""
        raw = self.connect()
        raw.send(raw.headers([*request_headers(), ("x-bomb", "b" * 3_900)], "END_STREAM"))
        raw.send(flagged(frames.HeadersFrame(3, b"\xbe" * 16_000), "END_HEADERS", "END_STREAM"))
        self.demand_closed(raw, "ruleBroken")

    def test_more_metadata_than_may_be(self) -> None:
        for name, count, size in (("bytes", 9, 1_000), ("entries", 65, 1)):
            with self.subTest(name):
                raw = self.connect()
                more = [(f"key-{number}", "v" * size) for number in range(count)]
                self.demand_status(raw, raw.call(b"x", *more), EXHAUSTED)

    # Time.

    def test_a_peer_that_is_silent(self) -> None:
        raw = self.connect()
        raw.answers_pings = False
        self.assertEqual(raw.answer(raw.call()).status, "0")
        start = time.monotonic()
        self.demand_closed(raw, "silent")
        self.assertEqual(len(raw.pings), 1)
        self.assertGreater(time.monotonic() - start, 2)

    def test_a_peer_that_only_answers_pings_stays(self) -> None:
        raw = self.connect()
        self.assertEqual(raw.answer(raw.call()).status, "0")
        self.assertFalse(raw.until_closed(5))
        self.assertGreaterEqual(len(raw.pings), 2)

    def test_a_request_that_trickles(self) -> None:
        raw = self.connect()
        opening = raw.headers(request_headers())
        raw.send(opening, raw.data(1, message(bytes(100))[:5]))
        for _ in range(20):
            raw.send(raw.data(1, b"\0"))
            raw.until(lambda: raw.answers[1].ended, 0.5)
            if raw.answers[1].ended:
                break
        self.demand_status(raw, 1, DEADLINE_EXCEEDED)

    # Room.

    def test_a_reader_that_takes_nothing(self) -> None:
        """A stream without end is sent as far as its window goes and no further."""
        raw = self.connect()
        stream = raw.call(b"", path="/kntc.test.Echo/Flood")
        raw.until(lambda: False, 2)
        self.assertLessEqual(len(raw.answers[stream].body), 65_535)
        growth = self.server.resident_kilobytes - self.start_kilobytes
        self.assertLess(growth, GROWTH_KILOBYTES_MAX)

    def test_a_writer_whose_handler_takes_nothing(self) -> None:
        """What is not taken keeps the window closed, so that the client has to wait."""
        raw = self.connect()
        opening = raw.headers(request_headers("/kntc.test.Echo/Sink"))
        raw.send(opening)
        for _ in range(200):
            raw.send(raw.data(1, message(bytes(8_000))))
        self.assertTrue(raw.answer(1).reset is not None or raw.goaway is not None)

    def test_many_begun_requests(self) -> None:
        """A hundred requests that never end may not hold a hundred times the largest."""
        raw = self.connect()
        openings = [raw.headers(request_headers()) for _ in range(100)]
        raw.send(*openings)
        prefix = b"\0" + PAYLOAD_BYTES_MAX.to_bytes(4, "big")
        for opening in openings:
            raw.send(raw.data(opening.stream_id, prefix))
        sent = 0
        while sent < 40 << 20 and not any(a.ended for a in raw.answers.values()):
            for opening in openings:
                raw.send(raw.data(opening.stream_id, bytes(4_000)))
                sent += 4_000
            raw.until(lambda: False, 0.02)
        statuses = {a.status for a in raw.answers.values() if a.ended}
        self.assertEqual(statuses, {EXHAUSTED})
        self.assertLess(sent, 24 << 20)


if __name__ == "__main__":
    unittest.main()
