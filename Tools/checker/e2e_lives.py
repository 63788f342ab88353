"""One life of each kind of case on programs of its own, read back by the agency of each record.

    /usr/bin/python3 -m unittest discover Tools/checker -p e2e_lives.py

It needs kntc-server, kntc-admin and kntc-bridge: in KNTC_BIN, .build/release or .build/debug.
"""

import json
import sys
import tempfile
import unittest
from datetime import date
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "stage"), str(HERE.parent / "oracle")]

from articles import COMPLEX  # noqa: E402
from connected import ConnectedStage  # noqa: E402
from counter import Counter, Extension, History, Suspension  # noqa: E402
from denunciations import Denunciations  # noqa: E402
from lives import CASE, CITY, PETITION, Complaints  # noqa: E402
from play import Json  # noqa: E402
from programs import ProgramFailed, Server, Simulator  # noqa: E402
from story import WARD  # noqa: E402

# What the national database hears of each life, in order; its own record names the case.
TOLD = {
    "Đóng hồ sơ giải quyết lần đầu": ["case.accepted"] * 3 + ["case.resolved"] * 4,
    "Tòa án bác yêu cầu khởi kiện quyết định lần hai":
        ["case.accepted"] * 4 + ["case.resolved"] * 4,
    "Khiếu nại quyết định kỷ luật cán bộ, công chức":
        ["case.accepted"] * 4 + ["case.resolved"] * 4 + ["enforcement.updated"] * 2
        + ["case.resolved"],
    "Đóng hồ sơ đã đình chỉ": ["case.accepted"] * 2 + [
        "case.suspended", "case.resumed", "case.terminated", "case.terminated"],
    "Xử lý, công khai, thi hành kết luận; đóng hồ sơ":
        ["case.accepted"] * 4 + ["case.resolved"] * 2 + ["enforcement.updated"] * 2
        + ["case.resolved"],
    "Kết luận của phường giữ nguyên trong hồ sơ cũ":
        ["case.accepted"] * 3 + ["case.resolved"] * 2,
    "UBND Thành phố thụ lý giải quyết lại": ["case.accepted"],
    "Rút đơn trước khi thụ lý": ["petition.registered", "case.withdrawn"],
}
# The limits that each life must have started.
LIMITS = {
    "Đóng hồ sơ giải quyết lần đầu":
        {"KN.RESOLVE.1.ORDINARY", "KN.SEND_DECISION.1", "KN.EFFECT.1", "KN.APPEAL_WINDOW"},
    "Tòa án bác yêu cầu khởi kiện quyết định lần hai":
        {"KN.RESOLVE.2.ORDINARY", "KN.SEND_DECISION.2", "KN.PUBLISH.2", "KN.EFFECT.2",
         "KN.COURT_WINDOW"},
    "Khiếu nại quyết định kỷ luật cán bộ, công chức":
        {"KNKL.RESOLVE", "KNKL.SEND_DECISION.1", "KNKL.EFFECT", "KNKL.PUBLISH"},
    "Đóng hồ sơ đã đình chỉ":
        {"KN.RESOLVE.1.ORDINARY", "KN.SUSPEND_SEND", "KN.RESUME_SEND", "KN.TERMINATE_SEND"},
    "Xử lý, công khai, thi hành kết luận; đóng hồ sơ":
        {"TC.RESOLVE", "TC.NOTIFY_ACCEPT", "TC.EXTEND_NOTICE", "TC.CONCLUSION_SEND",
         "TC.CONCLUSION_ACT", "TC.PUBLISH", "TC.WITHDRAW_WINDOW"},
    "UBND Thành phố thụ lý giải quyết lại": {"TC.RESOLVE", "TC.NOTIFY_ACCEPT"},
}


class FullLives(unittest.TestCase):
    """The plays once, on one server for all tests."""

    @classmethod
    def setUpClass(cls) -> None:
        scratch = tempfile.TemporaryDirectory(prefix="kntc-lives-")
        cls.addClassCleanup(scratch.cleanup)
        folder = Path(scratch.name)
        log = folder / "accepted.jsonl"
        server = cls.enterClassContext(Server(folder / "data", folder / "server.log"))
        simulator = cls.enterClassContext(Simulator(log, folder / "simulator.log"))
        cls.stage = cls.enterClassContext(ConnectedStage(server.endpoint, simulator.url))
        cls.stage.load_directory()
        cls.played: list[Json] = []
        for kind in (Complaints, Denunciations):
            life = kind(cls.stage, lambda _: None)
            life.play()
            cls.played += life.played
        # It ends with an error when a message has a gap or is refused.
        cls.stage.deliver()
        cls.log = [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()]

    def last(self, title: str) -> Json:
        """Where a life stood under a title: the latest entry."""
        return [entry for entry in self.played if entry["title"] == title][-1]

    def case(self, title: str) -> Json:
        """The case or petition under a title as its agency reads it now."""
        entry = self.last(title)
        method = CASE + "GetCase" if "CASE" in entry["state"] else PETITION + "GetPetition"
        return self.stage.call(method, {"id": entry["record"]["id"]},
                               f"officer@{entry['agency']}/checker")

    # Red when: a life ends elsewhere than it should.
    def test_each_life_ends_where_it_should(self) -> None:
        ends = {entry["record"]["id"]: entry for entry in self.played}
        self.assertEqual({entry["title"] for entry in ends.values()}, set(TOLD))
        for entry in ends.values():
            with self.subTest(entry["title"]):
                self.assertEqual(self.case(entry["title"])["state"], entry["state"])

    # Red when: a fact of a life is not told, told twice, refused, or told of another record.
    def test_the_national_database_hears_each_event(self) -> None:
        for title, expected in TOLD.items():
            with self.subTest(title):
                case = self.last(title)["record"]["id"]
                found = [entry for entry in self.log if entry["subjectId"] == case]
                self.assertEqual([entry["eventType"] for entry in found], expected)
                self.assertEqual([entry["sequence"] for entry in found],
                                 list(range(1, len(expected) + 1)))

    # Red when: the second decision is told as a first, or a conclusion as a decision.
    def test_each_kind_of_result_is_told_as_such(self) -> None:
        def payload(title: str, kind: str) -> Json:
            case = self.last(title)["record"]["id"]
            found = [entry["message"]["payload"] for entry in self.log
                     if entry["subjectId"] == case and entry["eventType"] == kind]
            assert isinstance(found[-1], dict)
            return found[-1]
        second = payload("Tòa án bác yêu cầu khởi kiện quyết định lần hai", "case.resolved")
        self.assertEqual((second["instance"], second["decision"]["kind"],
                          second["instance2Effect"]), ("2", "QD2", "HS"))
        self.assertNotIn("instance1Action", second)
        whole = "Xử lý, công khai, thi hành kết luận; đóng hồ sơ"
        concluded = payload(whole, "case.resolved")
        self.assertEqual((concluded["type"], concluded["decision"]["kind"],
                          concluded["conclusion"], concluded["complexity"]),
                         ("TC", "KLTC", "3", "CPX"))
        self.assertEqual(payload(whole, "enforcement.updated")["decisionNo"],
                         concluded["decision"]["no"])
        again = payload("UBND Thành phố thụ lý giải quyết lại", "case.accepted")
        self.assertEqual((again["instance"], again["competentOfficeCode"]), ("CONT", "H29.CT"))
        ended = payload("Đóng hồ sơ đã đình chỉ", "case.terminated")
        self.assertEqual((ended["terminated"]["ground"], ended["suspensions"][0]["ground"]),
                         ("RUT", "BKK"))

    # Red when: a last day is another than the law's, counted day by day apart from the product.
    def test_last_days_are_those_of_the_law(self) -> None:
        counter = Counter()
        for title, demanded in LIMITS.items():
            case = self.case(title)
            rules = {limit["rule"] for limit in case["deadlines"]}
            self.assertEqual(demanded - rules, set(), title)
            for limit in case["deadlines"]:
                if limit["rule"] not in demanded or "due_on" not in limit:
                    continue
                with self.subTest(title, rule=limit["rule"], start=limit["start_on"]):
                    found = counter.reckon(limit["rule"], date.fromisoformat(limit["start_on"]),
                                           history(case, limit["rule"]))
                    self.assertEqual(limit["due_on"], found.due.isoformat())

    # Red when: who denounced is told, or the ward reads what the city settles.
    def test_the_denouncer_stays_unknown_and_the_city_apart(self) -> None:
        denounced = {name for entry in self.played
                     for name in [entry["record"]["id"]]
                     if self.case(entry["title"]).get("type") == "PETITION_TYPE_DENUNCIATION"}
        told = [entry for entry in self.log if entry["subjectId"] in denounced]
        self.assertEqual({entry["message"]["confidentiality"] for entry in told}, {"secret_mat"})
        self.assertNotIn("Vĩnh Lạc", json.dumps(told, ensure_ascii=False))
        again = self.last("UBND Thành phố thụ lý giải quyết lại")
        self.assertEqual(again["agency"], CITY)
        with self.assertRaisesRegex(ProgramFailed, "NOT_FOUND"):
            self.stage.call(CASE + "GetCase", {"id": again["record"]["id"]},
                            f"officer@{WARD}/checker")


def history(case: Json, rule: str) -> History:
    """What happened to the limit of settlement of a case; nothing to any other."""
    if ".RESOLVE" not in rule:
        return History()
    still = tuple(Suspension(date.fromisoformat(one["decision"]["issued_on"]),
                             date.fromisoformat(one["resumption"]["issued_on"]))
                  for one in case.get("suspensions", []))
    longer = tuple(Extension(COMPLEX, one["days"])
                   for one in case.get("denunciation", {}).get("extensions", []))
    return History(suspensions=still, extensions=longer)


if __name__ == "__main__":
    unittest.main()
