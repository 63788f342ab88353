"""A real server that is told to stop.

    /usr/bin/python3 -m unittest discover Tools/checker -p e2e_stop.py

It needs kntc-server and kntc-admin: in KNTC_BIN, .build/release or .build/debug.
"""

import sys
import tempfile
import time
import unittest
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

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
        admin = Admin(server.endpoint)
        admin.load_directory()
        # A stream without anything to tell says nothing for five seconds.
        secrecy.enter(admin, secrecy.COMPLAINANT, secret=False)
        host, _, port = server.endpoint.rpartition(":")
        with Client(contract, host, int(port)) as client, ThreadPoolExecutor() as reader:
            stream = client.stream(
                "kntc.v1.FeedService", "WatchJournal",
                contract.message("kntc.v1.WatchJournalRequest")(),
                metadata={"kntc-identity": secrecy.OFFICER})
            self.assertGreater(next(stream).position, 0)
            rest = reader.submit(list, stream)
            begun = time.monotonic()
            self.assertEqual(0, server.stop())
            self.assertLess(time.monotonic() - begun, DRAIN_SECONDS_MAX)
            # It raises when the stream ended otherwise than well.
            rest.result()


if __name__ == "__main__":
    unittest.main()
