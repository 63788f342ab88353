"""One full life of each kind of complaint beside the main story: to the second instance, about a
discipline, withdrawn after it stood still, withdrawn before it was accepted.

Each record is read back: it must stand where the play left it. People and matters are invented.
"""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from days import on_workday
from play import Json, Stage
from scene import Scene
from story import COMPLAINT, HEAD, OFFICER, VERIFIER, WARD, WARD_HEAD

PETITION, CASE = "kntc.v1.PetitionService/", "kntc.v1.CaseService/"
ENFORCEMENT = "kntc.v1.EnforcementService/"
CITY, CITY_HEAD = "H29", "H29.CT"
CITY_OFFICER, CITY_CHAIR = f"officer@{CITY}/intake", f"head@{CITY}"
# From the first act to today: the longest life takes 110 days, rolling to workdays some more.
BEGUN_DAYS_AGO = 125
SUBTYPE = "COMPLAINT_SUBTYPE_"


class Life(Scene):
    """What every life uses: days after one base, documents, the way to an accepted case."""

    first_number = 8_000

    def __init__(self, stage: Stage, tell: Callable[[str], None]) -> None:
        super().__init__(stage, tell)
        self._begun = self.today - timedelta(days=BEGUN_DAYS_AGO)

    def day(self, number: int) -> str:
        """So many days after the base; the Monday after when that is a weekend."""
        return on_workday(self._begun + timedelta(days=number)).isoformat()

    def document(self, symbol: str, number: int) -> Json:
        """A new number and the day so many days after the base."""
        return {"number": f"{self._next()}/{symbol}", "issued_on": self.day(number)}

    def registered(self, since: int, summary: str, classification: Json,
                   officer: str = OFFICER) -> str:
        """A petition that was registered and classified on a day; its id."""
        received = self.day(since)
        year, month, _ = received.split("-")
        petition = self._write(PETITION + "RegisterPetition", {
            "source": "PETITION_SOURCE_POST", "signed": True, "sender_count": 1,
            "stamp": {"number": f"{self._next()}", "date": received}, "registered_on": received,
            "summary": summary, "written_on": {"year": int(year), "month": int(month)},
            "parties": [{"role": "PARTY_ROLE_SENDER", "kind": "PARTY_KIND_PERSON",
                         "full_name": "Trịnh Quang Vĩnh Lạc", "id_number": "079184000777",
                         "address": {"text": "số 77, khu phố 2, phường Sài Gòn"}}]},
            officer)["records"][0]["record"]["id"]
        etag = self._stage.call(PETITION + "GetPetition", {"id": petition}, officer)["etag"]
        self._write(PETITION + "ClassifyPetition", {
            "id": petition, "etag": etag, "acted_on": received, "classification": {
                "eligibility": "ELIGIBILITY_ELIGIBLE", "competence": "COMPETENCE_MINE",
                "signers": "SIGNER_COUNT_SINGLE", "repetition": "REPETITION_FIRST",
                **classification}}, officer)
        return str(petition)

    def approved(self, since: int, summary: str, classification: Json, *,
                 city: bool = False, checked: bool = False) -> str:
        """A petition that was registered on a day and approved for acceptance; its id."""
        officer, chair, office = ((CITY_OFFICER, CITY_CHAIR, CITY_HEAD) if city
                                  else (OFFICER, HEAD, WARD_HEAD))
        petition = self.registered(since, summary, classification, officer)
        if checked:
            self._write("kntc.v1.DenunciationService/CheckDenunciation", {
                "id": petition, "identity_verified": True, "result": "CHECK_RESULT_MET",
                "acted_on": self.day(since + 1)}, officer)
        self._write(PETITION + "ProposeHandling", {
            "id": petition, "outcome": "HANDLING_OUTCOME_ACCEPT", "reason": "Thuộc thẩm quyền",
            "acted_on": self.day(since + 1)}, officer)
        self._write(PETITION + "ApproveHandling", {
            "id": petition, "office": office, "acted_on": self.day(since + 2)}, chair)
        return petition

    def verify(self, case: str, begun: int, reported: int, identity: str = HEAD,
               **more: Any) -> None:
        """Assigns the verification on a day and enters its report on another."""
        self._write(CASE + "AssignVerification", {
            "id": case, "agency": VERIFIER, "assignment": self.document("QĐ-UBND", begun), **more},
            identity)
        if reported:
            self.report(case, reported, identity)

    def report(self, case: str, reported: int, identity: str = HEAD, **more: Any) -> None:
        """Enters the report of the verification."""
        self._write(CASE + "SubmitReport", {
            "id": case, "report": self.document("BC-SNNMT", reported), **more}, identity)

    def enforce(self, case: str, kind: str, subject: str, begun: int) -> None:
        """Carries out one item, from a day to the report ten days later that finishes it."""
        self._write(ENFORCEMENT + "StartEnforcement", {
            "id": case, "agency": WARD, "acted_on": self.day(begun), "items": [
                {"kind": f"ENFORCEMENT_KIND_{kind}", "amount_due": "1",
                 "due_on": self.day(begun + 20), "subject": subject}]})
        self._write(ENFORCEMENT + "ReportEnforcement", {
            "id": case, "report": self.document("BC-UBND", begun + 10),
            "progress": [{"item": "1", "amount_done": "1"}]})

    def case(self, name: str, identity: str = OFFICER) -> Json:
        """A case as it stands."""
        return self._stage.call(CASE + "GetCase", {"id": name}, identity)

    def stands(self, case: str, state: str, title: str, agency: str = WARD) -> None:
        """Reads the case back; it must stand in the state."""
        found = self.case(case, f"officer@{agency}/intake")
        self.note("CASE", case, found["state"], state, title, agency)

    def note(self, kind: str, name: str, found: str, state: str, title: str,
             agency: str = WARD) -> None:
        """Keeps where a record stands; it must be in the state."""
        if found != f"{kind}_STATE_{state}":
            raise AssertionError(f"{title}: {name} stands in {found}, not {state}")
        self.played.append({"record": {"kind": f"RECORD_KIND_{kind}", "id": name},
                            "state": found, "title": title, "agency": agency})
        self._tell(f"    {title}")


class Complaints(Life):
    """Four complaints."""

    def play(self) -> None:
        """All of them."""
        self._second()
        self._discipline()
        self._withdrawn()
        self._taken_back()

    def _accepted(self, since: int, summary: str, subtype: str, *, city: bool = False,
                  **more: Any) -> str:
        """The case of a complaint that is accepted three days after it came."""
        petition = self.approved(since, summary, {
            "type": "PETITION_TYPE_COMPLAINT", "complaint_subtype": SUBTYPE + subtype,
            "field": "HC.DD" if subtype == "DECISION" else "HC.CS",
            **({"repetition": "REPETITION_SETTLED_ONCE"} if city else {})}, city=city)
        receipt = self._write(COMPLAINT + "AcceptComplaint", {
            "petition_id": petition, "office": CITY_HEAD if city else WARD_HEAD,
            "notice": self.document("TB-UBND", since + 3), **more},
            CITY_CHAIR if city else HEAD)
        return next(str(entry["record"]["id"]) for entry in receipt["records"]
                    if entry["record"]["kind"] == "RECORD_KIND_CASE"
                    and entry["record"]["id"] != more.get("first_case"))

    def _meet(self, case: str, held: int, identity: str) -> None:
        self._write(COMPLAINT + "HoldDialogue", {
            "id": case, "notice_sent_on": self.day(held - 10), "dialogue": {
                "held_on": self.day(held), "attended": True, "head_in_person": True,
                "minutes_number": f"{self._next()}/BB-ĐT"}}, identity)

    def _decide(self, case: str, decided: int, conclusion: str, action: str,
                identity: str = HEAD) -> None:
        """Issues the decision, sends it the day after, the complainant has it after two more."""
        self._write(COMPLAINT + "IssueDecision", {"id": case, "decision": {
            "document": self.document("QĐ-GQKN", decided),
            "conclusion": f"COMPLAINT_CONCLUSION_{conclusion}",
            "action": f"DECISION_ACTION_{action}",
            "summary": "Giải quyết theo kết quả xác minh"}}, identity)
        self._write(COMPLAINT + "SendDecision", {"id": case, "acted_on": self.day(decided + 1)},
                   identity)
        self._write(COMPLAINT + "RecordDecisionReceipt",
                   {"id": case, "acted_on": self.day(decided + 3)}, identity)

    def _second(self) -> None:
        """A complainant who does not agree with the ward goes on to the city."""
        first = self._accepted(0, "Khiếu nại diện tích đất tính bồi thường", "DECISION")
        self.verify(first, 5, 10)
        self._decide(first, 14, "UNFOUNDED", "UPHOLD")
        self._write(COMPLAINT + "FileSecondComplaint", {
            "id": first, "ground": "APPEAL_GROUND_DECISION", "acted_on": self.day(24)})
        self.stands(first, "APPEALED", "Khiếu nại lần hai lên Chủ tịch UBND Thành phố")
        second = self._accepted(24, "Khiếu nại lần hai về diện tích đất tính bồi thường",
                                "DECISION", city=True, instance=2, first_case=first)
        self.verify(second, 29, 0, CITY_CHAIR)
        self.report(second, 36, CITY_CHAIR, results_differ=True)
        self._meet(second, 43, CITY_CHAIR)
        self._decide(second, 47, "PARTLY", "AMEND", CITY_CHAIR)
        self._write(COMPLAINT + "PublishDecision", {
            "id": second, "form": "PUBLICATION_FORM_POSTING", "acted_on": self.day(52)},
            CITY_OFFICER)
        self._write(COMPLAINT + "ConfirmEffect", {"id": second}, CITY_OFFICER)
        self._write(COMPLAINT + "FileLawsuit", {
            "id": second, "court": "Tòa án nhân dân Thành phố", "acted_on": self.day(85)},
            CITY_OFFICER)
        self._write(COMPLAINT + "RecordJudgment", {
            "id": second, "document": self.document("HC-ST", 110),
            "outcome": "JUDGMENT_OUTCOME_UPHELD"}, CITY_OFFICER)
        self.stands(second, "EFFECTIVE", "Tòa án bác yêu cầu khởi kiện quyết định lần hai", CITY)
        self._write(CASE + "CloseCase", {"id": first, "acted_on": self.day(60)})
        self.stands(first, "CLOSED", "Đóng hồ sơ giải quyết lần đầu")

    def _discipline(self) -> None:
        """A civil servant of the ward complains of a disciplinary decision."""
        case = self._accepted(0, "Khiếu nại quyết định kỷ luật khiển trách", "DISCIPLINE")
        self.verify(case, 5, 10)
        self._meet(case, 17, HEAD)
        self._decide(case, 21, "WELL_FOUNDED", "ANNUL")
        self._write(COMPLAINT + "ConfirmEffect", {"id": case})
        effective = date.fromisoformat(self.case(case)["decision"]["effective_on"])
        since = (effective - self._begun).days
        self._write(COMPLAINT + "AnnounceDecision", {"id": case, "acted_on": self.day(since + 2)})
        self.enforce(case, "RIGHTS_OF_PERSONS", "Khôi phục quyền lợi của công chức", since + 3)
        self._write(CASE + "CloseCase", {"id": case})
        self.stands(case, "CLOSED", "Khiếu nại quyết định kỷ luật cán bộ, công chức")

    def _withdrawn(self) -> None:
        """A complaint that stands still for a flood, goes on and is withdrawn."""
        case = self._accepted(0, "Khiếu nại mức hỗ trợ di dời", "DECISION")
        self.verify(case, 5, 0)
        self._write(CASE + "SuspendCase", {
            "id": case, "ground": "SUSPENSION_GROUND_FORCE_MAJEURE",
            "decision": self.document("QĐ-UBND", 10)}, HEAD)
        self._sent(case, "SUSPENSION", 11)
        self.stands(case, "SUSPENDED", "Tạm đình chỉ vì ngập lụt")
        self._write(CASE + "ResumeCase",
                   {"id": case, "decision": self.document("QĐ-UBND", 20)}, HEAD)
        self._sent(case, "RESUMPTION", 21)
        self.stands(case, "VERIFYING", "Tiếp tục giải quyết")
        petition = self.case(case)["petitions"][0]
        persons = self._stage.call(PETITION + "GetPetition", {"id": petition}, OFFICER)["parties"]
        self._write(CASE + "WithdrawPerson", {
            "id": case, "person": persons[0]["id"], "document": self.document("ĐRKN", 24)})
        self._write(CASE + "TerminateCase", {
            "id": case, "ground": "TERMINATION_GROUND_WITHDRAWN",
            "decision": self.document("QĐ-UBND", 26)}, HEAD)
        self.stands(case, "TERMINATED", "Đình chỉ vì người khiếu nại rút đơn")
        self._sent(case, "TERMINATION", 27, told_on=self.day(27))
        self._write(CASE + "CloseCase", {"id": case, "acted_on": self.day(31)})
        self.stands(case, "CLOSED", "Đóng hồ sơ đã đình chỉ")

    def _taken_back(self) -> None:
        """A complaint that is withdrawn before it is accepted."""
        petition = self.registered(0, "Khiếu nại biên bản vi phạm hành chính", {
            "type": "PETITION_TYPE_COMPLAINT", "complaint_subtype": SUBTYPE + "DECISION",
            "field": "HC.KHAC"})
        self._write(PETITION + "WithdrawPetition", {
            "id": petition, "paper_number": f"{self._next()}/ĐRKN", "acted_on": self.day(1)})
        found = self._stage.call(PETITION + "GetPetition", {"id": petition}, OFFICER)
        self.note("PETITION", petition, found["state"], "WITHDRAWN", "Rút đơn trước khi thụ lý")

    def _sent(self, case: str, document: str, sent: int, **more: Any) -> None:
        self._write(CASE + "RecordSending", {
            "id": case, "document": f"SENT_DOCUMENT_{document}", "acted_on": self.day(sent),
            **more})
