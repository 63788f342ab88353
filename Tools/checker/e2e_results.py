"""Enforcement by items, feedback and ratings on programs of its own, read back by everybody.

    /usr/bin/python3 -m unittest discover Tools/checker -p e2e_results.py

It needs kntc-server, kntc-admin and kntc-bridge: in KNTC_BIN, .build/release or .build/debug.
"""

import json
import sys
import tempfile
import unittest
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "stage")]

from connected import ConnectedStage  # noqa: E402
from programs import ProgramFailed, Server, Simulator  # noqa: E402
from results import CASE, ENFORCEMENT, ENFORCER, RATING, Results  # noqa: E402
from story import HEAD, OFFICER  # noqa: E402


class FollowedResults(unittest.TestCase):
    """The play once, on one server for all tests."""

    @classmethod
    def setUpClass(cls) -> None:
        scratch = tempfile.TemporaryDirectory(prefix="kntc-results-")
        cls.addClassCleanup(scratch.cleanup)
        folder = Path(scratch.name)
        cls.log = folder / "accepted.jsonl"
        server = cls.enterClassContext(Server(folder / "data", folder / "server.log"))
        simulator = cls.enterClassContext(Simulator(cls.log, folder / "simulator.log"))
        cls.stage = cls.enterClassContext(ConnectedStage(server.endpoint, simulator.url))
        cls.stage.load_directory()
        cls.results = Results(cls.stage, lambda _: None)
        cls.results.play()
        cls.stage.deliver()
        cls.enforced = cls.results.played[-1]["record"]["id"]
        cls.answered = cls.results.played[1]["record"]["id"]

    def messages(self, case: str) -> list[dict[str, Any]]:
        """What the national database was told of a case."""
        entries = map(json.loads, self.log.read_text(encoding="utf-8").splitlines())
        return [entry for entry in entries if entry["subjectId"] == case]

    # Red when: the enforcing agency sees more than the enforcement, or the items stay owed.
    def test_the_enforcing_agency_sees_the_enforcement_alone(self) -> None:
        found = self.stage.call(ENFORCEMENT + "GetEnforcement", {"id": self.enforced}, ENFORCER)
        self.assertEqual([item.get("amount_done") for item in found["enforcement"]["items"]],
                         ["50000000", "6000", None])
        self.assertEqual(len(found["enforcement"]["reports"]), 2)
        with self.assertRaisesRegex(ProgramFailed, "NOT_FOUND"):
            self.stage.call(CASE + "GetCase", {"id": self.enforced}, ENFORCER)
        due = self.stage.call("kntc.v1.DeadlineService/ListDue", {"page_size": 200}, ENFORCER)
        self.assertNotIn(self.enforced, [item["record"]["id"] for item in due.get("items", [])])

    # Red when: a step of the enforcement is not told, or told with other sums.
    def test_every_step_of_the_enforcement_is_told(self) -> None:
        told = [entry for entry in self.messages(self.enforced)
                if entry["eventType"] == "enforcement.updated"]
        states = [entry["message"]["payload"]["status"] for entry in told]
        self.assertEqual(states, ["DANG"] * 4 + ["XONG"])
        last = told[-1]["message"]["payload"]
        self.assertEqual(last["toReturn"]["person"], {"money": 50_000_000, "land": 60})
        self.assertEqual(last["returned"]["person"], {"money": 50_000_000, "land": 60})
        self.assertIn("obstacles", told[1]["message"]["payload"])

    # Red when: feedback is not told, or its answer is told as something else.
    def test_feedback_and_its_answers_are_told(self) -> None:
        told = self.messages(self.answered)
        self.assertEqual([entry["eventType"] for entry in told],
                         ["case.accepted", "case.accepted", "case.resolved", "case.accepted",
                          "case.resolved", "case.resolved"])
        decision = told[-1]["message"]["payload"]["decision"]
        self.assertEqual((decision["kind"], told[-1]["message"]["payload"]["type"]),
                         ("TLPA", "PA"))

    # Red when: ratings are not counted, or somebody else reads them.
    def test_ratings_are_counted_for_the_head(self) -> None:
        found = self.stage.call(RATING + "ListRatings", {}, HEAD)
        self.assertEqual([count.get("count", "0") for count in found["counts"]],
                         ["0", "0", "0", "1", "0"])
        self.assertEqual(self.stage.call(RATING + "ListRatings", {"poor": True}, OFFICER)
                         .get("ratings", []), [])


if __name__ == "__main__":
    unittest.main()
