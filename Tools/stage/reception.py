"""A morning of regular reception: visits with every outcome, refusals, and a delegation of twelve.

Each visit is read back: it must stand where the morning left it. The people and their matters are
invented.
"""

from datetime import timedelta
from typing import Any

from play import Json
from scene import Scene
from story import HEAD, OFFICER, WARD, WARD_HEAD

RECEPTION = "kntc.v1.ReceptionService/"
CITY, CITY_OFFICER, CITY_HEAD = "H29", "officer@H29/reception", "head@H29/reception"
FIELDS = {"COMPLAINT": "HC.DD", "DENUNCIATION": "HC.CV", "FEEDBACK": "CS"}
SUMMARIES = {
    "COMPLAINT": "Không đồng ý với mức bồi thường khi thu hồi đất làm đường",
    "DENUNCIATION": "Cho rằng cán bộ địa chính nhận tiền để làm hồ sơ nhanh",
    "FEEDBACK": "Phản ánh hẻm bị ngập sau mỗi trận mưa"}
STATES = {
    "REFUSED": "đã từ chối tiếp", "CONTENT_RECORDED": "đã ghi nội dung, còn nợ kết quả",
    "URGED": "đã đôn đốc", "REFERRED_TO_LEADER": "đã báo cáo lãnh đạo",
    "RESULT_PENDING": "chờ kết quả", "CLOSED": "đã kết thúc"}


class Reception(Scene):
    """Plays the morning on a stage and keeps where each visit should stand."""

    service = RECEPTION

    def play(self) -> None:
        """The whole morning."""
        self._opened()
        self._guided()
        self._transferred()
        self._urged()
        self._refused()
        self._answered()
        self._laid_before_leader()
        self._longer()
        self._departed()
        self._delegation()

    def _opened(self) -> None:
        visit = self._visited("COMPLAINT", "MINE")
        self._write("OpenPetition", {
            "id": visit, "number": 1, "stamp_number": f"{self._next()}", "signed": True,
            "written_on": {"year": self.today.year, "month": self.today.month}})
        self._notify(visit, "ACCEPTED")
        self._close(visit, "Lập đơn từ lượt tiếp")

    def _guided(self) -> None:
        visit = self._visited("COMPLAINT", "OTHER")
        self._write("GuideCitizen", {"id": visit, "number": 1, "target_agency": CITY,
                                     "document": self._document("HD-UBND")})
        self._close(visit, "Hướng dẫn đến cơ quan có thẩm quyền")

    def _transferred(self) -> None:
        visit = self._visited("DENUNCIATION", "OTHER")
        self._write("TransferDenunciation", {
            "id": visit, "number": 1, "target_agency": CITY, "office": WARD_HEAD,
            "document": self._document("PC-UBND"), "relay_asked": True}, HEAD)
        self._notify(visit, "TRANSFERRED")
        self._close(visit, "Chuyển tố cáo")
        self._write("NotifyTransferrer", {
            "id": visit, "agency": CITY, "notice": self._document("TB-UBND"),
            "resolved_on": self.today.isoformat()})
        self._write("RelayToCitizen", {"id": visit, "agency": CITY})
        self._stands(visit, "CLOSED", "Báo kết quả chuyển cho công dân")

    def _urged(self) -> None:
        visit = self._visited("FEEDBACK", "SUBORDINATE", CITY_OFFICER)
        self._write("UrgeSubordinate", {"id": visit, "number": 1, "target_agency": WARD,
                                        "document": self._document("CV-UBND")}, CITY_HEAD)
        self._stands(visit, "URGED", "Đôn đốc cấp dưới", CITY_OFFICER)

    def _refused(self) -> None:
        rude = self._check_in([self._person("SENDER", "Mai Văn Tuấn", "079190000611")])
        self._write("RefuseReception", {"id": rude, "grounds": ["D9.2"]})
        self._stands(rude, "REFUSED", "Từ chối tiếp, không cần văn bản")
        again = self._visited("COMPLAINT", "MINE", prior_settlement="PRIOR_SETTLEMENT_JUDGMENT",
                              settled_by="Tòa án nhân dân Thành phố")
        self._write("RefuseReception", {"id": again, "grounds": ["D9.3"]})
        self._write("IssueRefusalNotice", {"id": again, "office": WARD_HEAD,
                                           "notice": self._document("TB-UBND")}, HEAD)
        self._stands(again, "REFUSED", "Từ chối tiếp, có thông báo 01/TCD")

    def _answered(self) -> None:
        visit = self._visited("FEEDBACK", "MINE")
        self._write("AnswerDirectly", {"id": visit, "number": 1,
                                       "answer": "Phường sẽ nạo vét cống trong tuần này"})
        self._close(visit, "Trả lời trực tiếp")

    def _laid_before_leader(self) -> None:
        visit = self._visited("COMPLAINT", "MINE")
        self._write("ReportToLeader", {"id": visit, "number": 1,
                                       "reason": "Vụ việc gay gắt, có nguy cơ đông người"})
        self._stands(visit, "REFERRED_TO_LEADER", "Báo cáo lãnh đạo")

    def _longer(self) -> None:
        visit = self._visited("FEEDBACK", "MINE")
        self._notify(visit, "NEEDS_LONGER", reason="Chờ kết quả đo đạc",
                     expected_on=(self.today + timedelta(days=30)).isoformat())
        self._stands(visit, "RESULT_PENDING", "Cần kéo dài")

    def _departed(self) -> None:
        visit = self._visited("FEEDBACK", "MINE")
        self._write("RecordDeparture", {"id": visit})
        self._stands(visit, "CONTENT_RECORDED", "Người đến đã về")

    def _delegation(self) -> None:
        """Twelve persons, of whom one is named at the counter and two before they speak."""
        names = [("Đoàn Thị Sáu", "079170000701"), ("Lâm Văn Bảy", "079170000702"),
                 ("Châu Thị Tám", "079170000703")]
        people = [self._person("REPRESENTATIVE", *name) for name in names]
        visit = self._check_in(people[:1], party_size=12)
        self._write("RecordContent", {
            "id": visit, "representatives": people[1:],
            "representation": "Biên bản cử người đại diện",
            "contents": [self._content("COMPLAINT", "MINE")],
            "evidence_receipt": self._document("BN-UBND")})
        self._write("SplitContents", {
            "id": visit, "number": 1, "contents": [self._content("COMPLAINT", "MINE"),
                                                   self._content("FEEDBACK", "OTHER")]})
        self._write("ReportToLeader", {"id": visit, "number": 1, "reason": "Đoàn đông người"})
        self._write("GuideCitizen", {"id": visit, "number": 2, "target_agency": "Sở Xây dựng"})
        self._stands(visit, "REFERRED_TO_LEADER", "Đoàn 12 người có người đại diện")

    # What all of them use

    def _visited(self, kind: str, competence: str, identity: str = OFFICER, **more: Any) -> str:
        """A visit of one person with one content."""
        visit = self._check_in([self._person("SENDER", "Ngô Thị Hiền", "079185000612")], identity)
        self._write("RecordContent", {
            "id": visit, "contents": [{**self._content(kind, competence), **more}]}, identity)
        return visit

    def _check_in(self, people: list[Json], identity: str = OFFICER, **more: Any) -> str:
        receipt = self._write("CheckIn", {
            "kind": "RECEPTION_KIND_REGULAR", "identity_paper": "IDENTITY_PAPER_CARD",
            "parties": people, **more}, identity)
        return str(receipt["records"][0]["record"]["id"])

    def _content(self, kind: str, competence: str) -> Json:
        return {"type": f"PETITION_TYPE_{kind}", "field": FIELDS[kind],
                "summary": SUMMARIES[kind], "competence": f"COMPETENCE_{competence}"}

    def _person(self, role: str, name: str, number: str) -> Json:
        return {"role": f"PARTY_ROLE_{role}", "kind": "PARTY_KIND_PERSON", "full_name": name,
                "id_number": number, "address": {"text": "khu phố 4, phường Sài Gòn"}}

    def _document(self, symbol: str) -> Json:
        return {"number": f"{self._next()}/{symbol}", "issued_on": self.today.isoformat()}

    def _notify(self, visit: str, result: str, **more: Any) -> None:
        self._write("NotifyResult", {"id": visit, "notice": {
            "result": f"VISIT_RESULT_{result}", "form": "NOTICE_FORM_ORAL", **more}})

    def _close(self, visit: str, title: str) -> None:
        self._write("CloseVisit", {"id": visit})
        self._stands(visit, "CLOSED", title)

    def _stands(self, visit: str, state: str, title: str, identity: str = OFFICER) -> None:
        """Reads a visit back by what can be done with it; it must stand in the state."""
        record = {"kind": "RECORD_KIND_VISIT", "id": visit}
        found = self._stage.call("kntc.v1.RecordService/ListActions", {"record": record}, identity)
        if found["state"] != f"VISIT_STATE_{state}":
            raise AssertionError(f"{title}: visit {visit} stands in {found['state']}, not {state}")
        self.played.append({"record": record, "state": f"VISIT_STATE_{state}", "title": title,
                            "agency": CITY if identity == CITY_OFFICER else WARD})
        self._tell(f"    {title:<40} {STATES[state]}")
