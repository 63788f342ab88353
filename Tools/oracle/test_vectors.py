"""Tests of Tests/Vectors/deadlines.json: as the counter says, and spread over the whole law."""

import json
import sys
import unittest
from datetime import date
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

from articles import FORMER_NAMES, LIMITS, NO_DAY, SAME_AS, Unit  # noqa: E402
from holidays import Holidays, days  # noqa: E402
from vectors import FILE, filled  # noqa: E402

ROWS = json.loads(FILE.read_text(encoding="utf-8"))


class VectorTests(unittest.TestCase):
    def test_as_the_counter_says(self) -> None:
        """Nobody wrote an answer by hand."""
        self.assertEqual(FILE.read_text(encoding="utf-8"), filled(FILE.read_text(encoding="utf-8")))

    def test_spread(self) -> None:
        """Every version of every limit in days has a row, and no row stands twice."""
        held = {(row["rule"], row["version"]) for row in ROWS if "due" in row}
        instants = {row["rule"] for row in ROWS if "instant" in row}
        for line in LIMITS:
            if line.unit is Unit.HOURS:
                self.assertIn(line.key, instants)
            else:
                self.assertIn((line.key, str(line.since)), held)
        self.assertLessEqual({*SAME_AS, *FORMER_NAMES}, {key for key, _ in held})
        given = [json.dumps({name: value for name, value in row.items() if name != "note"})
                 for row in ROWS]
        self.assertEqual(len(given), len(set(given)))
        self.assertLessEqual({row["rule"] for row in ROWS}, {line.key for line in LIMITS}
                             | {*SAME_AS, *FORMER_NAMES} | {key for key, _, _ in NO_DAY})

    def test_sound(self) -> None:
        """What holds of any count, seen without the counter."""
        works = Holidays.read().works
        for row in ROWS:
            if "due" not in row:
                continue
            with self.subTest(row["rule"], start=row["start"]):
                due, last = date.fromisoformat(row["due"]), date.fromisoformat(row["last"])
                skipped = [date.fromisoformat(day) for day in row["skipped"]]
                self.assertFalse(any(works(day) for day in skipped))
                if due != last:
                    self.assertTrue(works(due))
                    between = list(days(*sorted((due, last))))
                    self.assertEqual(sorted({*between} - {due}), skipped)
                self.assertEqual(len(row.get("days", [])), row["counted"] if row["counted"] <= 10 else 0)


if __name__ == "__main__":
    unittest.main()
