"""The worked errors of the kit are what a server says today.

    /usr/bin/python3 -m unittest discover Tools/checker -p e2e_kit.py

It needs kntc-server and kntc-admin: in KNTC_BIN, .build/release or .build/debug.
"""

import json
import sys
import tempfile
import unittest
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

import worked  # noqa: E402


class WorkedErrors(unittest.TestCase):
    """Each is played anew."""

    maxDiff = None

    # Red when: a server answers otherwise than the kit says. Then run Tools/kit --record and read
    # what changed.
    def test_a_server_answers_as_the_kit_says(self) -> None:
        known = json.loads((HERE.parent / "data" / "worked-errors.json").read_text(encoding="utf-8"))
        with tempfile.TemporaryDirectory(prefix="kntc-worked-") as scratch:
            played = worked.record(Path(scratch))
        self.assertEqual([one["situation"] for one in played],
                         [one["situation"] for one in known])
        for was, now in zip(known, played):
            with self.subTest(was["situation"]):
                self.assertEqual(now, was)


if __name__ == "__main__":
    unittest.main()
