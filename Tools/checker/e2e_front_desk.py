"""A day at the front desk on programs of its own, read back record by record.

    /usr/bin/python3 -m unittest discover Tools/checker -p e2e_front_desk.py

It needs kntc-server, kntc-admin and kntc-bridge: in KNTC_BIN, .build/release or .build/debug.
"""

import json
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "stage")]

from check_demo import PROTOS  # noqa: E402
from connected import ConnectedStage  # noqa: E402
from contract import Contract  # noqa: E402
from front_desk import FrontDesk  # noqa: E402
from programs import Server, Simulator, binary  # noqa: E402
from story import OFFICER  # noqa: E402

# Played by the main story, or never an outcome of its own.
ELSEWHERE = {"HANDLING_OUTCOME_ACCEPT", "HANDLING_OUTCOME_RETURN_ORIGINALS"}


class FrontDeskDay(unittest.TestCase):
    """One day on one server for all tests."""

    @classmethod
    def setUpClass(cls) -> None:
        scratch = tempfile.TemporaryDirectory(prefix="kntc-front-desk-")
        cls.addClassCleanup(scratch.cleanup)
        folder = Path(scratch.name)
        cls.server = cls.enterClassContext(Server(folder / "data", folder / "server.log"))
        cls.simulator = cls.enterClassContext(
            Simulator(folder / "accepted.jsonl", folder / "simulator.log"))
        cls.stage = cls.enterClassContext(ConnectedStage(cls.server.endpoint, cls.simulator.url))
        cls.stage.load_directory()
        cls.day = FrontDesk(cls.stage, lambda _: None)
        cls.day.play()
        cls.contract = Contract.compile(PROTOS)

    def record(self, kind: str, name: str) -> dict[str, object]:
        """A record as it stands at the journal's head."""
        found = self.stage.call(
            "kntc.v1.RecordService/GetRecordAsOf",
            {"record": {"kind": kind, "id": name}, "day": self.day.today.isoformat()}, OFFICER)
        return next(iter(found["record"].values()))

    # Red when: an outcome of the list can not be carried out, or leaves another state.
    def test_every_outcome_is_played(self) -> None:
        outcomes = set()
        for played in self.day.played:
            record = self.record(played["record"]["kind"], played["record"]["id"])
            handling = record.get("handling", {})
            if handling.get("dispatched_on"):
                outcomes.add(handling["outcome"])
        known = self.contract.values("kntc.v1.HandlingOutcome")
        self.assertEqual(known - outcomes, ELSEWHERE)

    # Red when: what was done on this day can not be told to the national database.
    def test_the_national_database_takes_the_day(self) -> None:
        self.stage.deliver()
        told = {entry["subjectId"] for entry in self.stage.accepted()
                if entry["eventType"] == "petition.handled"}
        dispatched = {played["record"]["id"] for played in self.day.played
                      if played["state"] == "PETITION_STATE_DISPATCHED"}
        self.assertLessEqual(dispatched, told)
        self.assertTrue(dispatched)

    # Red when: the projections are not what the journal makes.
    def test_the_store_verifies(self) -> None:
        done = subprocess.run(
            [binary("kntc-admin"), "server", "verify", "--endpoint", self.server.endpoint,
             "-o", "json"], capture_output=True, encoding="utf-8", check=True)
        self.assertEqual(json.loads(done.stdout).get("findings", []), [])


if __name__ == "__main__":
    unittest.main()
