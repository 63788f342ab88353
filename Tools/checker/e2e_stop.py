"""A real server that is told to stop.

    /usr/bin/python3 -m unittest discover Tools/checker -p e2e_stop.py

It needs kntc-server and kntc-admin: in KNTC_BIN, .build/release or .build/debug.
"""

import sys
import tempfile
import threading
import time
import unittest
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "stage")]

import secrecy  # noqa: E402
from contract import Contract  # noqa: E402
from programs import Admin, Server  # noqa: E402
from ttrpc import Client  # noqa: E402

STARTS = 10
# The grace that a server gives to what is in flight, and the time to close its store.
DRAIN_SECONDS_MAX = 15.0


class Stop(unittest.TestCase):
    """Servers that get SIGTERM at bad moments."""

    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory(prefix="kntc-stop-")
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    def serve(self) -> Server:
        return Server(self.folder / "data", self.folder / "server.log")

    def test_as_soon_as_it_says_that_it_serves(self) -> None:
        """It drains and closes its store however early it is told to."""
        for _ in range(STARTS):
            self.assertEqual(0, self.serve().stop())
        log = (self.folder / "server.log").read_text(encoding="utf-8")
        self.assertEqual(STARTS, log.count("stopped"))

    def test_with_a_stream_in_flight(self) -> None:
        """The stream ends well, the process within its time."""
        contract = Contract.compile(HERE.parent.parent / "Protos")
        server = self.serve()
        Admin(server.endpoint).load_directory()
        host, _, port = server.endpoint.rpartition(":")
        with Client(contract, host, int(port)) as client:
            stream = client.stream(
                "kntc.v1.FeedService", "WatchJournal",
                contract.message("kntc.v1.WatchJournalRequest")(),
                metadata={"kntc-identity": secrecy.OFFICER})
            self.assertGreater(next(stream).position, 0)
            rest: list[Any] = []
            reader = threading.Thread(target=lambda: rest.extend(stream))
            reader.start()
            begun = time.monotonic()
            self.assertEqual(0, server.stop())
            self.assertLess(time.monotonic() - begun, DRAIN_SECONDS_MAX)
            reader.join()


if __name__ == "__main__":
    unittest.main()
