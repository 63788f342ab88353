"""The product's deadlines over RPC are those of the counter that knows nothing of it."""

import sys
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "stage"))

from programs import PYTHON, ROOT, run  # noqa: E402

ROWS, SEED = 2_000, 147_148


class Deadlines(unittest.TestCase):
    """A slice of what Tools/oracle/compare does, the same on each run."""

    def test_random_rows(self) -> None:
        """Rules, start days, suspensions, obstacles and extensions at random."""
        said = run([PYTHON, str(ROOT / "Tools/oracle/compare"), "--count", str(ROWS),
                    "--seed", str(SEED)], expected=(0, 1))
        self.assertTrue(said.endswith(f"seed {SEED}: {ROWS} rows, 0 differ\n"), said)


if __name__ == "__main__":
    unittest.main()
