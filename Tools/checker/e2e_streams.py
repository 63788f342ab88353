"""Journal, inbox and subscriptions of a real server, over kills and at the operations port.

    /usr/bin/python3 -m unittest discover Tools/checker -p e2e_streams.py

It needs kntc-server and kntc-admin: in KNTC_BIN, .build/release or .build/debug.
"""

import itertools
import json
import sys
import tempfile
import time
import unittest
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "stage")]

import secrecy  # noqa: E402
from connected import Connected  # noqa: E402
from contract import Contract  # noqa: E402
from programs import Admin, ProgramFailed, Server, binary, run  # noqa: E402
from ttrpc import Client, StatusError  # noqa: E402

FEED = "kntc.v1.FeedService"
OUT_OF_RANGE = 11
LOOK_SECONDS_MAX = 30.0


class Streams(unittest.TestCase):
    """A store with some petitions of a ward, served again and again."""

    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory(prefix="kntc-streams-")
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        self.contract = Contract.compile(HERE.parent.parent / "Protos")

    def serve(self, log: str = "server.log") -> Server:
        return Server(self.folder / "data", self.folder / log, "--subscription-lag", "3")

    def verb(self, server: Server, *words: str) -> Any:
        """What a verb of kntc-admin prints."""
        return json.loads(run([binary("kntc-admin"), *words, "--endpoint", server.endpoint,
                               "--identity", secrecy.OFFICER, "--timeout", "30", "-o", "json"]))

    def stream(self, server: Server, method: str, count: int, **request: Any) -> list[Any]:
        """The first messages of a stream."""
        host, _, port = server.endpoint.rpartition(":")
        message = self.contract.message(f"kntc.v1.{method}Request")(**request)
        with Client(self.contract, host, int(port)) as client:
            stream = client.stream(FEED, method, message,
                                   metadata={"kntc-identity": secrecy.OFFICER})
            return list(itertools.islice(stream, count))

    def enter(self, server: Server, count: int) -> None:
        with Connected(server.endpoint) as admin:
            for _ in range(count):
                secrecy.enter(admin, secrecy.COMPLAINANT, secret=False)

    def test_positions_hold_over_a_kill(self) -> None:
        """A stream resumes, and a subscription goes on, where they were when the power was cut."""
        with self.serve() as server:
            Admin(server.endpoint).load_directory()
            self.enter(server, 66)
            first = self.stream(server, "WatchInbox", 100)
            # It ends well after so many.
            self.assertEqual(64, len(first))
            made = self.verb(server, "subscription", "create", "dvc-inbox", "inbox")
            self.assertEqual("FEED_SOURCE_INBOX", made["source"])
            pulled = Admin(server.endpoint).call(
                f"{FEED}/Pull", {"name": "dvc-inbox", "max": 60}, secrecy.OFFICER)
            server.kill()
        with self.serve() as server:
            last = first[-1]
            rest = self.stream(server, "WatchInbox", 2, after=last.position, epoch=last.epoch)
            told = [item.position for item in [*first, *rest] if item.events]
            self.assertEqual(sorted(set(told)), told)
            self.assertEqual(66, len(told))
            admin = Admin(server.endpoint)
            kept = admin.call(f"{FEED}/Acknowledge", {
                "name": "dvc-inbox", "position": pulled["position"], "epoch": pulled["epoch"]},
                secrecy.OFFICER)
            self.assertEqual(pulled["position"], kept["acknowledged_position"])
            page = admin.call(f"{FEED}/Pull", {"name": "dvc-inbox"}, secrecy.OFFICER)
            self.assertEqual([str(position) for position in told[60:]],
                             [item["position"] for item in page["items"]])
            with self.assertRaises(ProgramFailed) as refused:
                self.verb(server, "journal", "list", "--after", "1", "--epoch", "other")
            self.assertIn("EPOCH_CHANGED", str(refused.exception))
            with self.assertRaises(StatusError) as beyond:
                self.stream(server, "WatchJournal", 1, after=10_000)
            self.assertEqual(OUT_OF_RANGE, beyond.exception.code)

    def test_lag_is_seen_from_outside(self) -> None:
        """The operations port tells how far a subscription is behind; the log once, and again."""
        with self.serve() as server:
            Admin(server.endpoint).load_directory()
            self.verb(server, "subscription", "create", "dvc-inbox", "inbox")
            self.enter(server, 5)
        # One that starts looks at once.
        with self.serve("later.log") as server:
            labels = f'{{agency="{secrecy.WARD}",subscription="dvc-inbox"}}'
            self.await_metric(server, f"kntc_subscription_lag_entries{labels} 5")
            listed = self.verb(server, "subscription", "list")["subscriptions"]
            self.assertEqual([("dvc-inbox", "5")], [(one["name"], one["lag"]) for one in listed])
            admin = Admin(server.endpoint)
            page = admin.call(f"{FEED}/Pull", {"name": "dvc-inbox"}, secrecy.OFFICER)
            admin.call(f"{FEED}/Acknowledge",
                       {"name": "dvc-inbox", "position": page["position"]}, secrecy.OFFICER)
            self.await_metric(server, f"kntc_subscription_lag_entries{labels} 0")
            self.assertTrue(self.verb(server, "subscription", "delete", "dvc-inbox")["existed"])
        log = (self.folder / "later.log").read_text(encoding="utf-8")
        self.assertEqual(1, log.count("a subscription is far behind"))
        self.assertEqual(1, log.count("a subscription is no longer far behind"))

    def await_metric(self, server: Server, line: str) -> None:
        """Waits until the operations port shows a line: it looks every ten seconds."""
        end = time.monotonic() + LOOK_SECONDS_MAX
        while line not in server.operations("metrics").splitlines():
            self.assertLess(time.monotonic(), end, server.operations("metrics"))
            time.sleep(0.2)


if __name__ == "__main__":
    unittest.main()
