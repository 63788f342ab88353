"""What follows a result: an agency that enforces another's decision item by item, feedback that is
answered and raised again, what citizens think of it.

Each record is read back: it must stand where the play left it. People and matters are invented.
"""

import uuid
from datetime import timedelta

from play import Json
from scene import Scene
from story import HEAD, OFFICER, VERIFIER, WARD, WARD_HEAD

PETITION, CASE = "kntc.v1.PetitionService/", "kntc.v1.CaseService/"
FEEDBACK, RATING = "kntc.v1.FeedbackService/", "kntc.v1.SatisfactionService/"
ENFORCEMENT, RECORD = "kntc.v1.EnforcementService/", "kntc.v1.RecordService/"
ENFORCER = f"officer@{VERIFIER}/enforcement"


class Results(Scene):
    """Plays on a stage and keeps where each record should stand."""

    first_number = 7_000

    def play(self) -> None:
        """All of it."""
        self._feedback()
        self._enforcement()

    def _feedback(self) -> None:
        """Feedback about street lights: answered, raised again, answered, rated, closed."""
        case = self._accepted()
        self._write(FEEDBACK + "AssignTask",
                    {"id": case, "content": "Kiểm tra hệ thống chiếu sáng của hẻm"}, HEAD)
        self._answer(case, "Đã thay bóng đèn")
        self._write(FEEDBACK + "ReraiseFeedback",
                    {"id": case, "new_facts": "Đèn lại hỏng sau một tuần"})
        self._stands(case, "PROCESSING", "Giải quyết lại khi có tình tiết mới")
        self._answer(case, "Đã thay dây dẫn, nghiệm thu toàn tuyến")
        receipt = self._write(RATING + "RateResult",
                              {"id": case, "score": 4, "words": "Lần sau nên làm kỹ ngay"})
        rating = receipt["records"][0]["record"]["id"]
        found = self._stage.call(RATING + "ListRatings", {"page_size": 200}, HEAD)
        if rating not in [each["id"] for each in found["ratings"]]:
            raise AssertionError("the rating is not listed")
        self._write(CASE + "CloseCase", {"id": case})
        self._write(CASE + "HandOverFile", {"id": case, "minutes": self._document("BB-UBND"),
                                            "receiver": "Văn phòng HĐND và UBND phường"})
        self._stands(case, "CLOSED", "Trả lời kiến nghị, phản ánh; bàn giao hồ sơ")

    def _answer(self, case: str, summary: str) -> None:
        self._write(FEEDBACK + "AnswerFeedback",
                    {"id": case, "document": self._document("UBND"), "summary": summary}, HEAD)

    def _registered(self) -> str:
        receipt = self._write(PETITION + "RegisterPetition", {
            "source": "PETITION_SOURCE_HAND", "signed": True,
            "stamp": {"number": f"{self._next()}", "date": self.today.isoformat()},
            "summary": "Phản ánh đèn đường trong hẻm hỏng nhiều tháng",
            "written_on": {"year": self.today.year, "month": self.today.month},
            "parties": [{"role": "PARTY_ROLE_SENDER", "kind": "PARTY_KIND_PERSON",
                         "full_name": "Lâm Thị Kiều Oanh", "id_number": "079180000888",
                         "address": {"text": "khu phố 5, phường Sài Gòn"}}]})
        return str(receipt["records"][0]["record"]["id"])

    def _accepted(self) -> str:
        petition = self._registered()
        etag = self._stage.call(PETITION + "GetPetition", {"id": petition}, OFFICER)["etag"]
        self._write(PETITION + "ClassifyPetition", {
            "id": petition, "etag": etag, "classification": {
                "type": "PETITION_TYPE_FEEDBACK", "eligibility": "ELIGIBILITY_ELIGIBLE",
                "competence": "COMPETENCE_MINE", "signers": "SIGNER_COUNT_SINGLE",
                "repetition": "REPETITION_FIRST", "field": "KH"}})
        self._write(PETITION + "ProposeHandling",
                    {"id": petition, "outcome": "HANDLING_OUTCOME_ACCEPT",
                     "reason": "Thuộc thẩm quyền của phường"})
        self._write(PETITION + "ApproveHandling", {"id": petition, "office": WARD_HEAD}, HEAD)
        receipt = self._write(FEEDBACK + "AcceptFeedback", {
            "petition_id": petition, "office": WARD_HEAD,
            "notice": self._document("TB-UBND")}, HEAD)
        return str(receipt["records"][0]["record"]["id"])

    def _enforcement(self) -> None:
        """A decision of long ago that the former system brought into effect: the department
        enforces it and sees nothing else of the case."""
        case = self._imported()
        today = self.today.isoformat()
        self._write(ENFORCEMENT + "StartEnforcement", {
            "id": case, "agency": VERIFIER, "items": [
                {"kind": "ENFORCEMENT_KIND_MONEY_TO_PERSONS", "amount_due": "50000000",
                 "due_on": today, "subject": "Chi trả tiền hỗ trợ di dời"},
                {"kind": "ENFORCEMENT_KIND_LAND_TO_PERSONS", "amount_due": "6000",
                 "due_on": today, "subject": "Giao lại phần đất đo thừa"},
                {"kind": "ENFORCEMENT_KIND_SANCTION_OFFICIALS", "amount_due": "1",
                 "due_on": today, "subject": "Kiểm điểm người đo đạc sai"}]})
        self._stands(case, "ENFORCING", "Giao cơ quan khác thi hành")
        due = self._stage.call("kntc.v1.DeadlineService/ListDue", {"page_size": 200}, ENFORCER)
        owed = [item["deadline"]["item"] for item in due["items"] if item["record"]["id"] == case]
        if owed != ["1", "2", "3"]:
            raise AssertionError(f"the enforcing agency is shown items {owed}, not 1, 2, 3")
        self._report(case, [("1", 20_000_000), ("2", 6_000)], [
            {"item": "1", "reason": "Kinh phí đợt hai chưa được cấp", "from_on": today}])
        self._stands(case, "PARTLY_ENFORCED", "Thi hành một phần")
        self._report(case, [("1", 50_000_000)], [])
        self._write(ENFORCEMENT + "DropItem", {
            "id": case, "item": "3", "ground": "Người đo đạc sai đã nghỉ hưu trước quyết định",
            "document": self._document("QĐ-UBND")}, HEAD)
        self._write(ENFORCEMENT + "FinishEnforcement", {"id": case}, ENFORCER)
        self._stands(case, "ENFORCED", "Thi hành xong từng khoản")

    def _report(self, case: str, done: list[tuple[str, int]], obstacles: list[Json]) -> None:
        self._write(ENFORCEMENT + "ReportEnforcement", {
            "id": case, "report": self._document("BC-SNNMT"), "obstacles": obstacles,
            "progress": [{"item": item, "amount_done": str(amount)} for item, amount in done]},
            ENFORCER)

    def _imported(self) -> str:
        received, accepted, decided, sent, told, effective = (
            (self.today - timedelta(days=days)).isoformat() for days in (125, 120, 90, 89, 87, 59))
        petition = self._import({"petition": {
            "state": "PETITION_STATE_DISPATCHED", "source": "PETITION_SOURCE_POST",
            "stamp": {"number": "318", "date": received}, "registered_on": received,
            "summary": "Khiếu nại đo thừa đất khi thu hồi", "sender_count": 1,
            "classification": {
                "type": "PETITION_TYPE_COMPLAINT",
                "complaint_subtype": "COMPLAINT_SUBTYPE_DECISION",
                "eligibility": "ELIGIBILITY_ELIGIBLE", "competence": "COMPETENCE_MINE",
                "signers": "SIGNER_COUNT_SINGLE", "repetition": "REPETITION_FIRST",
                "field": "HC.DD"},
            "handling": {
                "outcome": "HANDLING_OUTCOME_ACCEPT", "proposed_on": received,
                "approved_on": received, "approved_by": WARD_HEAD, "dispatched_on": accepted}}},
            [{"role": "PARTY_ROLE_SENDER", "kind": "PARTY_KIND_PERSON",
              "full_name": "Huỳnh Công Danh", "id_number": "079180000889",
              "address": {"text": "khu phố 6, phường Sài Gòn"}}])
        case = self._import({"case_file": {
            "state": "CASE_STATE_EFFECTIVE", "type": "PETITION_TYPE_COMPLAINT", "instance": 1,
            "complaint_subtype": "COMPLAINT_SUBTYPE_DECISION", "competent_office": WARD_HEAD,
            "petitions": [petition],
            "contents": [{"id": "1", "summary": "Đo thừa đất khi thu hồi"}],
            "acceptance": {"number": "11/TB-UBND", "issued_on": accepted},
            "decision": {
                "document": {"number": "12/QĐ-UBND", "issued_on": decided},
                "conclusion": "COMPLAINT_CONCLUSION_WELL_FOUNDED",
                "action": "DECISION_ACTION_AMEND", "money_vnd": "50000000",
                "land_centi_m2": "6000", "summary": "Trả lại phần đất đo thừa",
                "sent_on": sent, "received_on": told, "effective_on": effective}}}, [])
        for kind, record in (("PETITION", petition), ("CASE", case)):
            self._write(RECORD + "ConfirmImport",
                        {"record": {"kind": f"RECORD_KIND_{kind}", "id": record}}, HEAD)
        return case

    def _import(self, record: Json, parties: list[Json]) -> str:
        receipt = self._write(RECORD + "ImportRecord", {
            "record": record, "parties": parties,
            "origin": {"source": {"system": "he-thong-cu", "id": str(uuid.uuid4())},
                       "old_number": "318/TD"}})
        return str(receipt["records"][0]["record"]["id"])

    # What all of them use

    def _named(self, case: str) -> Json:
        return {"kind": "RECORD_KIND_CASE", "id": case}

    def _document(self, symbol: str) -> Json:
        return {"number": f"{self._next()}/{symbol}", "issued_on": self.today.isoformat()}

    def _stands(self, case: str, state: str, title: str) -> None:
        """Reads the case back; it must stand in the state."""
        found = self._stage.call(CASE + "GetCase", {"id": case}, OFFICER)
        if found["state"] != f"CASE_STATE_{state}":
            raise AssertionError(f"{title}: {case} stands in {found['state']}, not {state}")
        self.played.append({"record": self._named(case), "state": f"CASE_STATE_{state}",
                            "title": title, "agency": WARD})
        self._tell(f"    {title}")
