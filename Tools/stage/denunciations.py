"""The full life of a denunciation, and one that the city takes over when it goes on.

No text names who denounces. People and matters are invented.
"""

from typing import Any

from lives import CASE, CITY, CITY_CHAIR, CITY_HEAD, HEAD, OFFICER, WARD, WARD_HEAD, Life

DENUNCIATION = "kntc.v1.DenunciationService/"
ADMINISTRATOR = "administrator@H29"
# Who is denounced is kept from the file; nobody else is, once the directory knows who it is.
DENOUNCED = "dia-chinh.sai-gon"


class Denunciations(Life):
    """Two denunciations."""

    def play(self) -> None:
        """Both of them."""
        self._write("kntc.v1.DirectoryService/ApplyOfficers", {
            "officers": [{"code": DENOUNCED, "agency": WARD}]}, ADMINISTRATOR)
        self._whole()
        self._continued()

    def _act(self, method: str, case: str, identity: str = OFFICER, **request: Any) -> None:
        self._write(DENUNCIATION + method, {"id": case, **request}, identity)

    def _accepted(self, since: int, summary: str) -> str:
        """The case of a denunciation of an official of the ward, accepted and notified."""
        petition = self.approved(since, summary, {
            "type": "PETITION_TYPE_DENUNCIATION", "field": "HC.CV"}, checked=True)
        receipt = self._write(DENUNCIATION + "AcceptDenunciation", {
            "petition_id": petition, "office": WARD_HEAD,
            "decision": self.document("QĐ-UBND", since + 3),
            "respondent": {"agency": WARD, "rank": "RANK_OFFICIAL",
                           "officer": DENOUNCED}}, HEAD)
        case = next(str(entry["record"]["id"]) for entry in receipt["records"]
                    if entry["record"]["kind"] == "RECORD_KIND_CASE")
        self._act("NotifyAcceptance", case, notice=self.document("TB-UBND", since + 4),
                  content_notice=self.document("TB-UBND", since + 4),
                  content_text="Có đơn tố cáo hành vi nhận tiền ngoài quy định",
                  acted_on=self.day(since + 4))
        return case

    def _concluded(self, case: str, concluded: int) -> None:
        """The conclusion that all is true, sent the day after."""
        self._act("ConcludeDenunciation", case, HEAD, conclusion={
            "document": self.document("KL-UBND", concluded),
            "findings": [{"content": "1", "finding": "DENUNCIATION_FINDING_WELL_FOUNDED"}],
            "summary": "Nội dung tố cáo là đúng"})
        self._act("SendConclusion", case, acted_on=self.day(concluded + 1))
        self.stands(case, "CONCLUDED", "Kết luận nội dung tố cáo")

    def _whole(self) -> None:
        """From the register to the closed file, with an extension on the way."""
        case = self._accepted(0, "Tố cáo hành vi nhận tiền ngoài quy định khi giải quyết hồ sơ")
        self.verify(case, 6, 0, team_size=3)
        self._act("RecordMeeting", case, person="MEETING_PERSON_DENOUNCED",
                  minutes=self.document("BB-LV", 12))
        self._act("ExtendSettlement", case, HEAD, criteria=["COMPLEXITY_CRITERION_CONTENTS"],
                  days=30, decision=self.document("QĐ-UBND", 24))
        self._act("NotifyExtension", case, acted_on=self.day(25))
        self.stands(case, "VERIFYING", "Xác minh, gia hạn giải quyết tố cáo")
        self.report(case, 34)
        self._concluded(case, 40)
        self._act("ActOnConclusion", case, HEAD, acted_on=self.day(43), acts=[
            {"measure": "CONCLUSION_MEASURE_HANDLE", "document": self.document("QĐ-UBND", 43)}])
        self._act("PublishConclusion", case, HEAD, form="DISCLOSURE_FORM_POSTING", redacted=True,
                  acted_on=self.day(44))
        self.enforce(case, "SANCTION_OFFICIALS", "Xử lý kỷ luật người bị tố cáo", 46)
        self._write(CASE + "CloseCase", {"id": case, "acted_on": self.day(70)})
        self.stands(case, "CLOSED", "Xử lý, công khai, thi hành kết luận; đóng hồ sơ")

    def _continued(self) -> None:
        """The city settles again what the ward concluded."""
        case = self._accepted(0, "Tố cáo hành vi bỏ sót hồ sơ của người dân")
        self.verify(case, 6, 14, team_size=2)
        self._concluded(case, 20)
        self._act("ContinueDenunciation", case, CITY_CHAIR,
                  ground="CONTINUATION_GROUND_CONCLUSION", received_on=self.day(30))
        self.stands(case, "CONTINUED", "Tố cáo tiếp lên UBND Thành phố")
        receipt = self._write(DENUNCIATION + "DecideContinued", {
            "id": case, "result": "CONTINUATION_RESULT_TAKE_OVER", "office": CITY_HEAD,
            "decision": self.document("QĐ-UBND", 40)}, CITY_CHAIR)
        again = next(str(entry["record"]["id"]) for entry in receipt["records"]
                     if entry["record"]["id"] != case)
        self.stands(again, "ACCEPTED", "UBND Thành phố thụ lý giải quyết lại", CITY)
        self.stands(case, "CONCLUDED", "Kết luận của phường giữ nguyên trong hồ sơ cũ")
