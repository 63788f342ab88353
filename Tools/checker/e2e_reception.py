"""A morning of reception on programs of its own, read back through the administrators' client.

    /usr/bin/python3 -m unittest discover Tools/checker -p e2e_reception.py

It needs kntc-server, kntc-admin and kntc-bridge: in KNTC_BIN, .build/release or .build/debug.
"""

import csv
import json
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "stage")]

import secrecy  # noqa: E402
from check_demo import PROTOS  # noqa: E402
from connected import ConnectedStage  # noqa: E402
from contract import Contract  # noqa: E402
from programs import Server, Simulator, binary  # noqa: E402
from reception import CITY_OFFICER, Reception  # noqa: E402
from story import OFFICER, WARD  # noqa: E402

GET = "kntc.v1.ReceptionService/GetVisit"
OUTCOMES = {"RECEPTION_OUTCOME_PETITION": "TL", "RECEPTION_OUTCOME_GUIDED": "HD",
            "RECEPTION_OUTCOME_TRANSFERRED": "CD", "RECEPTION_OUTCOME_REFUSED": "TCT",
            "RECEPTION_OUTCOME_ANSWERED": "TLTT"}


class ReceptionMorning(unittest.TestCase):
    """One morning on one server for all tests."""

    @classmethod
    def setUpClass(cls) -> None:
        scratch = tempfile.TemporaryDirectory(prefix="kntc-reception-")
        cls.addClassCleanup(scratch.cleanup)
        cls.folder = Path(scratch.name)
        cls.server = cls.enterClassContext(
            Server(cls.folder / "data", cls.folder / "server.log"))
        cls.simulator = cls.enterClassContext(
            Simulator(cls.folder / "accepted.jsonl", cls.folder / "simulator.log"))
        cls.stage = cls.enterClassContext(ConnectedStage(cls.server.endpoint, cls.simulator.url))
        cls.stage.load_directory()
        cls.morning = Reception(cls.stage, lambda _: None)
        cls.morning.play()
        cls.contract = Contract.compile(PROTOS)
        cls.visits = [
            cls.stage.call(GET, {"id": played["record"]["id"]},
                           OFFICER if played["agency"] == WARD else CITY_OFFICER)
            for played in cls.morning.played]

    def admin(self, *arguments: str) -> str:
        """What the administrators' client prints for an officer of the ward."""
        done = subprocess.run(
            [binary("kntc-admin"), *arguments, "--endpoint", self.server.endpoint,
             "--identity", OFFICER], capture_output=True, encoding="utf-8", check=True)
        return done.stdout

    # Red when: something that may come of a content or a visit can not be carried out.
    def test_every_outcome_is_played(self) -> None:
        outcomes = {content["outcome"] for visit in self.visits
                    for content in visit.get("contents", []) if "outcome" in content}
        self.assertEqual(self.contract.values("kntc.v1.ReceptionOutcome"), outcomes)
        refusals = [visit["refusal"] for visit in self.visits if "refusal" in visit]
        self.assertEqual([("notice" in found, found.get("requires_notice", False))
                          for found in refusals], [(False, False), (True, True)])
        departed = [visit for visit in self.visits if "departed_on" in visit]
        self.assertEqual([visit["state"] for visit in departed],
                         ["VISIT_STATE_CONTENT_RECORDED"])

    # Red when: twelve persons are no delegation, or those who speak for it get lost.
    def test_the_delegation_has_its_representatives(self) -> None:
        groups = [visit for visit in self.visits if visit.get("delegation")]
        self.assertEqual([visit["party_size"] for visit in groups], [12])
        self.assertEqual([party["role"] for party in groups[0]["parties"]],
                         ["PARTY_ROLE_REPRESENTATIVE"] * 3)
        self.assertEqual([content["number"] for content in groups[0]["contents"]], [1, 2])

    # Red when: a clock of the law is not started, not stopped, or still open though it is met.
    def test_the_clocks_are_those_of_the_law(self) -> None:
        states = {(played["title"], clock["rule"]): clock["state"].removeprefix("DEADLINE_STATE_")
                  for played, visit in zip(self.morning.played, self.visits, strict=True)
                  for clock in visit.get("deadlines", [])}
        for title, rule, state in [
                ("Lập đơn từ lượt tiếp", "RCP.RESULT_NOTICE", "MET"),
                ("Hướng dẫn đến cơ quan có thẩm quyền", "RCP.RESULT_NOTICE", "MET"),
                ("Chuyển tố cáo", "TC.TRANSFER", "MET"),
                ("Chuyển tố cáo", "RCP.TRANSFER_RESULT_BACK", "MET"),
                ("Chuyển tố cáo", "RCP.RELAY_TO_CITIZEN", "MET"),
                ("Đôn đốc cấp dưới", "RCP.RESULT_NOTICE", "OPEN"),
                ("Từ chối tiếp, có thông báo 01/TCD", "RCP.REFUSAL_NOTICE", "MET"),
                ("Báo cáo lãnh đạo", "RCP.RESULT_NOTICE", "OPEN"),
                ("Cần kéo dài", "RCP.RESULT_NOTICE", "MET"),
                ("Cần kéo dài", "RCP.RESULT_FOLLOWUP", "OPEN"),
                ("Người đến đã về", "RCP.RESULT_NOTICE", "OPEN")]:
            self.assertEqual(states.get((title, rule)), state, f"{title}: {rule}")

    # Red when: the register lacks a visit, skips a number, or names a denouncer.
    def test_the_register_holds_every_visit(self) -> None:
        path = self.folder / "register.csv"
        year = str(self.morning.today.year)
        self.admin("reception", "register", "--year", year, "--csv", str(path))
        with path.open(encoding="utf-8-sig", newline="") as file:
            head, *rows = list(csv.reader(file))
        ward = {visit["id"]: visit for visit in self.visits if visit["agency"] == WARD}
        self.assertEqual(len(head), 13)
        self.assertEqual([row[0] for row in rows],
                         [str(number) for number in range(1, len(ward) + 1)])
        secret = sum(visit["guard"] == "PARTY_GUARD_SECRET" for visit in ward.values())
        self.assertEqual(sum(row[2] == "Bí mật" for row in rows), secret)
        self.assertTrue(secret)
        day = f"{self.morning.today:%d/%m/%Y}"
        self.assertEqual({row[1] for row in rows}, {day})
        for visit in ward.values():
            row = rows[int(visit["register_number"]["number"]) - 1]
            self.assertEqual("Từ chối tiếp" in row[12], "refusal" in visit)

    # Red when: a person who came is not known again, or the one who denounced is.
    def test_a_visitor_is_known_again(self) -> None:
        found = json.loads(self.admin("reception", "history", "--id-number", "079 185 000612",
                                      "-o", "json"))
        ids = {visit["id"] for visit in found["visits"]}
        secret = {visit["id"] for visit in self.visits
                  if visit["guard"] == "PARTY_GUARD_SECRET"}
        self.assertTrue(ids)
        self.assertFalse(ids & secret)
        self.assertEqual(found["refusals"], 1)
        self.assertEqual(len(found["petitions"]), 1)
        self.assertTrue(found["petitions"][0]["visit_id"] in ids)

    # Red when: a visit that ended is not told, one that is open is, or a denouncer is named.
    def test_the_national_database_hears_each_reception(self) -> None:
        # It ends with an error when a message has a gap or is refused.
        self.stage.deliver()
        told = {entry["subjectId"]: entry["message"] for entry in self.stage.accepted()
                if entry["eventType"] == "reception.recorded"}
        ended = {visit["id"]: visit for visit in self.visits
                 if visit["state"] in ("VISIT_STATE_CLOSED", "VISIT_STATE_REFUSED")}
        self.assertEqual(set(told), set(ended))
        self.assertTrue(ended)
        for name, visit in ended.items():
            payload, contents = told[name]["payload"], visit.get("contents", [])
            secret = visit["guard"] == "PARTY_GUARD_SECRET"
            with self.subTest(visit["register_number"]):
                self.assertEqual((payload["receivedOn"], payload["partySize"]),
                                 (visit["received_on"], visit["party_size"]))
                self.assertEqual([content["outcome"] for content in payload["contents"]],
                                 [OUTCOMES[content["outcome"]] for content in contents])
                self.assertEqual(payload.get("refusal", {}).get("ground"),
                                 visit.get("refusal", {}).get("grounds", [None])[0])
                self.assertEqual(payload.get("linkedPetitionIds", []),
                                 [content["petition_id"] for content in contents
                                  if "petition_id" in content])
                self.assertEqual(told[name]["confidentiality"],
                                 "secret_mat" if secret else "normal")
                self.assertEqual([len(visitor) for visitor in payload["visitors"]],
                                 [1 if secret else 4])

    # Red when: a visitor stands in clear in the store or in a log.
    def test_no_visitor_stands_in_clear(self) -> None:
        places = [self.folder / "data", self.folder / "server.log"]
        visitor = {"full_name": "Ngô Thị Hiền", "id_number": "079185000612"}
        self.assertEqual(secrecy.traces(visitor, places), [])
        self.assertNotEqual(secrecy.traces({"summary": "Phản ánh hẻm bị ngập"}, places[:1]), [])

    # Red when: the projections are not what the journal and the sealed parties make.
    def test_the_store_verifies(self) -> None:
        done = subprocess.run(
            [binary("kntc-admin"), "server", "verify", "--endpoint", self.server.endpoint,
             "-o", "json"], capture_output=True, encoding="utf-8", check=True)
        self.assertEqual(json.loads(done.stdout).get("findings", []), [])


if __name__ == "__main__":
    unittest.main()
