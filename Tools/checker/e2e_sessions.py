"""The sessions of a ward's chair on programs of its own, read back through the clients.

    /usr/bin/python3 -m unittest discover Tools/checker -p e2e_sessions.py

It needs kntc-server, kntc-admin and kntc-bridge: in KNTC_BIN, .build/release or .build/debug.
"""

import json
import subprocess
import sys
import tempfile
import unittest
from datetime import date
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "stage")]

from check_demo import PROTOS  # noqa: E402
from connected import ConnectedStage  # noqa: E402
from contract import Contract  # noqa: E402
from programs import ProgramFailed, Server, Simulator, binary  # noqa: E402
from sessions import CITY, SESSION, Sessions  # noqa: E402
from story import OFFICER, VERIFIER, WARD_HEAD  # noqa: E402

# Not played: these are for reading, and tried below.
READ_BELOW = {"GetSession", "ListSessions", "GetReceptionProposal", "ListReceptionProposals"}


class ChairsSessions(unittest.TestCase):
    """The sessions once, on one server for all tests."""

    @classmethod
    def setUpClass(cls) -> None:
        scratch = tempfile.TemporaryDirectory(prefix="kntc-sessions-")
        cls.addClassCleanup(scratch.cleanup)
        folder = Path(scratch.name)
        cls.server = cls.enterClassContext(Server(folder / "data", folder / "server.log"))
        cls.simulator = cls.enterClassContext(
            Simulator(folder / "accepted.jsonl", folder / "simulator.log"))
        cls.stage = cls.enterClassContext(ConnectedStage(cls.server.endpoint, cls.simulator.url))
        cls.stage.load_directory()
        cls.sessions = Sessions(cls.stage, lambda _: None)
        cls.sessions.play()
        cls.contract = Contract.compile(PROTOS)

    def call(self, method: str, request: dict[str, Any], identity: str = OFFICER) -> dict[str, Any]:
        """The reply of a method of the service."""
        return self.stage.call(SESSION + method, request, identity)

    def played(self, kind: str) -> dict[str, str]:
        """The ids of the played records of a kind, with their states."""
        return {played["record"]["id"]: played["state"] for played in self.sessions.played
                if played["record"]["kind"] == f"RECORD_KIND_{kind}"}

    # Red when: a method of the service is neither played nor read here.
    def test_every_method_is_played(self) -> None:
        left = self.contract.methods("kntc.v1.SessionService") - self.sessions.methods
        self.assertEqual(left, READ_BELOW)

    # Red when: a list or a record tells another state than the sessions left.
    def test_each_record_stands_where_it_was_left(self) -> None:
        for kind, noun, reading in (("SESSION", "sessions", "GetSession"),
                                    ("PROPOSAL", "proposals", "GetReceptionProposal")):
            listing = "ListSessions" if kind == "SESSION" else "ListReceptionProposals"
            found = {record["id"]: record["state"]
                     for record in self.call(listing, {"page_size": 200})[noun]}
            self.assertEqual(found, self.played(kind))
            for name, state in found.items():
                self.assertEqual(self.call(reading, {"id": name})["state"], state)
        for played in self.sessions.played:
            past = self.stage.call(
                "kntc.v1.RecordService/GetRecordAsOf",
                {"record": played["record"], "day": self.sessions.today.isoformat()},
                played["identity"])
            record = next(iter(past["record"].values()))
            self.assertEqual(record.get("state", "STANDING"), played["state"])

    # Red when: an instruction that was reported after its day is not late, or one in time is.
    def test_the_late_instruction_is_the_citys(self) -> None:
        session, = (name for name, state in self.played("SESSION").items()
                    if state == "SESSION_STATE_TASKS_DONE")
        tasks = self.call("ListInstructions", {"session_id": session})["instructions"]
        late = {task["agency"]: (task.get("late", False), task["deadlines"][0]["state"])
                for task in tasks}
        self.assertEqual(late, {VERIFIER: (False, "DEADLINE_STATE_MET"),
                                CITY: (True, "DEADLINE_STATE_LATE")})

    # Red when: an assignee learns of the session or of another's instruction.
    def test_an_assignee_sees_its_instructions_only(self) -> None:
        session, = (name for name, state in self.played("SESSION").items()
                    if state == "SESSION_STATE_TASKS_DONE")
        own = self.call("ListInstructions", {}, f"officer@{CITY}")["instructions"]
        self.assertEqual([task["agency"] for task in own], [CITY])
        for method, request in (("GetSession", {"id": session}),
                                ("ListInstructions", {"session_id": session})):
            with self.assertRaises(ProgramFailed) as refused:
                self.call(method, request, f"officer@{CITY}")
            self.assertIn("ended with 4", str(refused.exception))
        with self.assertRaises(ProgramFailed):
            self.call("GetInstruction", {"id": own[0]["id"]}, f"officer@{VERIFIER}")

    # Red when: a day held is not counted, or an ad-hoc session or one to come is.
    def test_the_days_held_are_the_days_played(self) -> None:
        rows = {row["month"]: row for row in self.sessions.days}
        held = {month: row.get("held", 0) for month, row in rows.items()}
        self.assertEqual(sum(held.values()), len(self.sessions.held))
        for day in self.sessions.held:
            month = f"{day:%Y-%m}"
            wanted = sum(1 for other in self.sessions.held if f"{other:%Y-%m}" == month)
            self.assertEqual(held[month], wanted)
        for row in rows.values():
            self.assertEqual(row["owed"], 2)
            self.assertEqual(row.get("missing", 0), max(0, 2 - row.get("held", 0)))
            over = row["month"] < f"{self.sessions.today:%Y-%m}"
            self.assertEqual(row.get("breached", False), over and row.get("missing", 0) > 0)

    # Red when: the days owed are no table that people read.
    def test_the_days_owed_are_a_table_for_people(self) -> None:
        months = [f"{day:%Y-%m}" for day in (min(self.sessions.held), self.sessions.today)]
        done = subprocess.run(
            [binary("kntc-admin"), "session", "days", "--from", months[0], "--to", months[1],
             "--endpoint", self.server.endpoint, "--identity", OFFICER],
            capture_output=True, encoding="utf-8", check=True)
        head, *lines = done.stdout.splitlines()
        self.assertIn("Phải tiếp", head)
        self.assertEqual(len(lines), len(self.sessions.days))
        last = date.fromisoformat(f"{months[1]}-01")
        self.assertTrue(lines[-1].startswith(f"{last:%m/%Y}"), lines[-1])
        self.assertIn(WARD_HEAD, lines[-1])

    # Red when: a visit to the chair is not told, or without who received and what he concluded.
    def test_the_national_database_hears_each_reception(self) -> None:
        # It ends with an error when a message has a gap or is refused.
        self.stage.deliver()
        log = self.stage.accepted()
        for name, visits in self.sessions.visits.items():
            session = self.call("GetSession", {"id": name})
            for visit in visits:
                entries = [entry for entry in log if entry["subjectId"] == visit]
                self.assertEqual({entry["eventType"] for entry in entries}, {"reception.recorded"})
                payload = entries[-1]["message"]["payload"]
                self.assertEqual(
                    (payload["kind"], payload["leaderOfficeCode"], payload["delegated"],
                     payload["mode"], "recordingRef" in payload),
                    ("DK", WARD_HEAD, False, *(("online", True) if session.get("online")
                                               else ("in_person", False))))
                self.assertIn("Chủ tịch", payload["receiverName"])
                self.assertEqual(payload["conclusion"]["no"], session["conclusion"]["number"])
                self.assertEqual(len(payload["conclusion"]["tasks"]), 1)
        told = [[len([entry for entry in log if entry["subjectId"] == visit]) for visit in visits]
                for visits in self.sessions.visits.values()]
        # Whoever went home before the conclusion is told of again when it comes.
        self.assertEqual(told, [[2, 1], [2, 2]])

    # Red when: sessions break the store.
    def test_the_store_verifies(self) -> None:
        done = subprocess.run(
            [binary("kntc-admin"), "server", "verify", "--endpoint", self.server.endpoint,
             "-o", "json"], capture_output=True, encoding="utf-8", check=True)
        self.assertEqual(json.loads(done.stdout).get("findings", []), [])


if __name__ == "__main__":
    unittest.main()
