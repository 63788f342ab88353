"""A matter on its way between agencies on programs of its own, read as people read it.

    /usr/bin/python3 -m unittest discover Tools/checker -p e2e_circulation.py

It needs kntc-server, kntc-admin and kntc-bridge: in KNTC_BIN, .build/release or .build/debug.
"""

import sys
import tempfile
import unittest
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "stage")]

from circulation import BUILDING, FINANCE, HOLDER, Circulation  # noqa: E402
from connected import ConnectedStage  # noqa: E402
from programs import Server, Simulator, binary, run  # noqa: E402
from story import WARD  # noqa: E402


class MatterOnItsWay(unittest.TestCase):
    """The play once, on one server for all tests."""

    @classmethod
    def setUpClass(cls) -> None:
        scratch = tempfile.TemporaryDirectory(prefix="kntc-circulation-")
        cls.addClassCleanup(scratch.cleanup)
        folder = Path(scratch.name)
        cls.server = cls.enterClassContext(Server(folder / "data", folder / "server.log"))
        simulator = cls.enterClassContext(
            Simulator(folder / "accepted.jsonl", folder / "simulator.log"))
        cls.stage = cls.enterClassContext(ConnectedStage(cls.server.endpoint, simulator.url))
        cls.stage.load_directory()
        cls.matter = Circulation(cls.stage, lambda _: None)
        cls.matter.play()

    def admin(self, identity: str, *words: str) -> str:
        """What the administrators' client prints."""
        return run([binary("kntc-admin"), "--endpoint", self.server.endpoint,
                    "--identity", identity, *words])

    # Red when: the drawn way leaves out a station, or names another holder.
    def test_the_way_is_drawn_alike_for_every_agency_on_it(self) -> None:
        ways = [self.admin(f"head@{agency}", "route", "show", petition)
                for agency, petition in zip((WARD, FINANCE, BUILDING), self.matter.petitions)]
        self.assertEqual(len(set(ways)), 1)
        stations = [line.split() for line in ways[0].splitlines() if "H29" in line]
        self.assertEqual(
            [words[1] for words in stations[:-1]],
            [WARD, "H29.03", FINANCE, WARD, BUILDING])
        self.assertIn(f"Đang giữ hồ sơ: {BUILDING}", ways[0])
        for word in ("từ chối tiếp nhận", "dừng, chờ phân xử", "cấp trên chỉ định"):
            self.assertIn(word, ways[0])

    # Red when: who holds a file, or how it came there, is told otherwise than it was played.
    def test_it_is_told_in_whose_hands_the_file_lies(self) -> None:
        shown = self.admin(f"officer@{BUILDING}/{HOLDER}", "custody", "show",
                           f"petition/{self.matter.petitions[-1]}")
        for word in (HOLDER, "le.chi", "giao tham mưu", "tham mưu xong", "phân công"):
            self.assertIn(word, shown)
        held = self.admin(f"officer@{BUILDING}/{HOLDER}", "custody", "held", "--kind", "petition",
                          "--officer", HOLDER)
        self.assertIn(self.matter.petitions[-1], held)

    # Red when: a list or the board of an agency forgets the file, or another agency finds it.
    def test_what_is_tracked_is_what_was_played(self) -> None:
        soon = self.admin(f"head@{BUILDING}", "track", "list", "due-soon", "--within", "20",
                          "--officer", HOLDER)
        self.assertIn(self.matter.petitions[-1], soon)
        self.assertIn("PET.PROCESS", soon)
        board = self.admin(f"head@{BUILDING}", "track", "board")
        self.assertRegex(board, rf"{HOLDER} +1 đơn, 0 vụ việc")
        self.assertRegex(board, r"quá hạn +0\n")
        self.assertNotIn(HOLDER, self.admin(f"head@{FINANCE}", "track", "board"))
        for place, what in (("journal", "tiếp nhận đơn chuyển đến"), ("inbox", "chuyển đơn")):
            told = self.admin(f"head@{BUILDING}", place, "list", "--after", "1")
            self.assertIn(what, told)

    # Red when: the journal of what happened does not make these projections.
    def test_the_store_verifies(self) -> None:
        self.assertIn("0", self.admin("administrator@H29", "server", "verify"))


if __name__ == "__main__":
    unittest.main()
