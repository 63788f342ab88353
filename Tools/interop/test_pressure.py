"""Who is slower than its peer holds it back, instead of being buried under what it sends."""

import tempfile
import threading
import time
import unittest
from collections.abc import Iterator
from pathlib import Path

import grpc

from servers import InteropServer

MESSAGE = b"\x07" * (64 << 10)
# The window of a stream, and what the client itself takes in advance.
BYTES_AHEAD_MAX = 1 << 20
PATIENCE_SECONDS = 2.0


class Pressure(unittest.TestCase):
    """One server; handlers and clients that take nothing."""

    @classmethod
    def setUpClass(cls) -> None:
        scratch = tempfile.TemporaryDirectory()
        cls.addClassCleanup(scratch.cleanup)
        cls.server = InteropServer(Path(scratch.name) / "server.log")
        cls.addClassCleanup(cls.server.stop)

    def setUp(self) -> None:
        self.channel = grpc.insecure_channel(self.server.grpc)
        self.addCleanup(self.channel.close)

    # Red when requests are read although their handler does not take them.
    def test_a_client_waits_for_the_handler(self) -> None:
        sent = 0
        stop = threading.Event()

        def requests() -> Iterator[bytes]:
            nonlocal sent
            while not stop.is_set():
                sent += len(MESSAGE)
                yield MESSAGE

        call = self.channel.stream_unary("/kntc.test.Echo/Sink").future(requests())
        time.sleep(PATIENCE_SECONDS)
        ahead = sent
        self.assertFalse(call.done())
        self.assertLess(ahead, BYTES_AHEAD_MAX)
        time.sleep(PATIENCE_SECONDS / 2)
        self.assertEqual(sent, ahead)
        stop.set()
        call.cancel()

    # Red when a peer that was held back gets no room again.
    def test_a_slow_handler_still_gets_everything(self) -> None:
        requests = (MESSAGE for _ in range(100))
        reply = self.channel.stream_unary("/kntc.test.Echo/Count")(requests, timeout=60)
        self.assertEqual(reply, str(100 * len(MESSAGE)).encode())

    # Red when a stream's messages gather in the server's memory.
    def test_a_handler_waits_for_the_client(self) -> None:
        before = self.server.resident_kilobytes
        calls = [self.channel.unary_stream("/kntc.test.Echo/Flood")(b"") for _ in range(20)]
        for call in calls:
            self.assertEqual(next(call), MESSAGE)
        time.sleep(PATIENCE_SECONDS)
        growth = self.server.resident_kilobytes - before
        # 256 KiB for each stream, and the message that is being sent.
        self.assertLess(growth, 20 * (256 + 2 * 64) + 8_000)
        for call in calls:
            call.cancel()

    def test_a_slow_client_still_gets_everything(self) -> None:
        """Held back for a while, the messages go on where they stopped."""
        call = self.channel.unary_stream("/kntc.test.Echo/Flood")(b"")
        for number in range(200):
            if number == 20:
                time.sleep(PATIENCE_SECONDS)
            self.assertEqual(next(call), MESSAGE)
        call.cancel()


if __name__ == "__main__":
    unittest.main()
