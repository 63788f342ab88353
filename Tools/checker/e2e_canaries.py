"""A slice of the search for canaries: Tools/stress/canaries.py with few people and no core.

    /usr/bin/python3 -m unittest discover Tools/checker -p e2e_canaries.py

It needs kntc-server, kntc-admin and kntc-bridge: in KNTC_BIN, .build/release or .build/debug.
"""

import sys
import tempfile
import unittest
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "stage"), str(HERE.parent / "stress")]

import canary_run  # noqa: E402
from canaries import Verdict  # noqa: E402

SEED, COUNT = 20_260_701, 40


class Canaries(unittest.TestCase):
    """One run for all tests: every way of becoming secret, once."""

    maxDiff = None

    @classmethod
    def setUpClass(cls) -> None:
        scratch = tempfile.TemporaryDirectory(prefix="kntc-e2e-canaries-")
        cls.addClassCleanup(scratch.cleanup)
        folder = Path(scratch.name)
        cls.run_of_all = canary_run.Run(folder, SEED, lambda _: None)
        cls.run_of_all.play(COUNT, 0, with_core=False)
        cls.verdict = Verdict(cls.run_of_all, folder)

    # Red when: who denounces is found in data, logs, metrics, replies, exports or bridge traffic.
    def test_no_denouncer_is_found(self) -> None:
        self.assertEqual([looked.row for looked in self.verdict.offences], [])

    # Red when: a record stays ordinary, a field takes a sealed name, a crash leaves memory, or the
    # search does not find what is planted.
    def test_nothing_else_is_wrong(self) -> None:
        self.assertEqual(self.verdict.broken, [])

    # Red when: there is little to find, so that finding nothing says nothing.
    def test_there_is_something_to_find(self) -> None:
        self.assertGreaterEqual(len(self.run_of_all.hidden()), COUNT)
        looked = {one.place.name: one.size for one in self.verdict.looked}
        for name in ("data directory after kill -9", "write-ahead log after kill -9",
                     "contents of tables (SST)", "national database, whole", "refusals"):
            self.assertGreater(looked[name], 1_000, name)


if __name__ == "__main__":
    unittest.main()
