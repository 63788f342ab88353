"""Papers of a ward: a notice from its draft to the posting that stands for receipt, a number that
was used twice, and an original that is lent, comes back and is returned.

The people and their matters are invented.
"""

import uuid
from collections.abc import Callable
from datetime import date, timedelta

from days import after, vietnamese
from play import Json, Stage
from story import HEAD, OFFICER, VERIFIER, WARD, WARD_HEAD

DOCUMENT = "kntc.v1.DocumentService/"
APPROVAL = "kntc.v1.ApprovalService/"
NOTICE = "ND30/2020:1.4-TB"
LETTER = "ND30/2020:1.5"
BEGUN_DAYS_AGO = 40


class Documents:
    """Plays the papers on a stage and keeps what should stand afterwards."""

    def __init__(self, stage: Stage, tell: Callable[[str], None]) -> None:
        self._stage = stage
        self._tell = tell
        status = stage.call("kntc.v1.SystemService/GetStatus", {}, OFFICER)
        self._today = str(status["today"])
        self.begun = after(date.fromisoformat(self._today) - timedelta(days=BEGUN_DAYS_AGO), 0)
        self.played: Json = {}

    def play(self) -> None:
        """All of it."""
        self._petition, self._party = self._register()
        self.played["petition"] = self._petition
        self._notice()
        self._second_use()
        self._approved()
        self._original()

    def _notice(self) -> None:
        """A notice that comes back by post and is posted."""
        document = self._draft([self._party])
        self._sign(document)
        issued = self._day(2)
        receipt = self._write("IssueDocument", {"id": document, "symbol": "TB-UBND",
                                                "acted_on": issued})
        number = int(receipt["numbers"][0]["number"])
        text = f"{number:02}/TB-UBND"
        self._told("Ban hành thông báo", issued, f"số {text}")
        self._send(document, "POST", "RB417000417VN", 3)
        self._write("ReturnMail", {"id": document, "delivery": 1, "returned_on": self._day(8),
                                   "reason": "Không có người nhận"})
        self._told("Thư bị trả lại", self._day(8), "không có người nhận")
        self._send(document, "POSTING", "02/BB-UBND", 9)
        self._told("Niêm yết thay cho nhận", self._day(9), "biên bản 02/BB-UBND")
        self.played["document"] = {
            "id": document, "state": "DOCUMENT_STATE_ISSUED", "form": NOTICE, "number": text,
            "register_number": str(number), "issued_on": issued,
            "deliveries": [
                {"number": 1, "recipient": self._party, "way": "DELIVERY_WAY_POST",
                 "sent_on": self._day(3), "proof": "RB417000417VN",
                 "returned_on": self._day(8), "return_reason": "Không có người nhận"},
                {"number": 2, "recipient": self._party, "way": "DELIVERY_WAY_POSTING",
                 "sent_on": self._day(9), "proof": "02/BB-UBND", "received_on": self._day(9)}]}

    def _second_use(self) -> None:
        """The document system gives a number that the register has given already."""
        number = str(self.played["document"]["number"])
        document = self._draft(["H29"])
        self._sign(document)
        self._write("IssueDocument", {"id": document, "acted_on": self._day(2)})
        receipt = self._write("NumberDocument", {"id": document, "number": number,
                                                 "issued_on": self._day(2)})
        self._told("Số đã dùng cho văn bản khác", self._day(2), number)
        self.played["second_use"] = {"id": document, "number": number,
                                     "number_also_on": receipt.get("number_also_on", "")}

    def _approved(self) -> None:
        """A letter that goes along the ward's route to its signature."""
        head = {"kind": "APPROVER_KIND_AGENCY_HEAD"}
        route = {"name": "Công văn", "forms": [LETTER], "signer": head,
                 "levels": [{"title": "Chủ tịch duyệt", "approver": head}]}
        own = self._stage.call(APPROVAL + "GetApprovalRoutes", {"agency": WARD}, OFFICER)
        if own["own_routes"].get("routes") != [route]:
            self._approve("SetApprovalRoutes", {
                "agency": WARD, "routes": [route], "reason": "Quy chế làm việc",
                "etag": own["own_routes"].get("etag", "")}, "administrator@H29")
        document = self._draft(["H29"], LETTER)
        receipt = self._approve("SubmitDraft", {"id": document}, OFFICER)
        etag = receipt["records"][0]["etag"]
        self._approve("ApproveDrafts", {"drafts": [{"id": document, "etag": etag}]}, HEAD)
        self._write("SignDocument", {
            "id": document, "office": WARD_HEAD, "mode": "SIGNING_MODE_COLLECTIVE",
            "signature": "SIGNATURE_CHECK_VALID"}, HEAD)
        self._told("Trình, duyệt, ký công văn", self._today, "qua một cấp duyệt")
        self.played["approved"] = {
            "id": document, "state": "DOCUMENT_STATE_SIGNED", "form": LETTER,
            "approval": {
                "state": "APPROVAL_STATE_APPROVED", "route": "Công văn", "round": 1,
                "steps": [{"title": "Chủ tịch duyệt", "office": WARD_HEAD, "approved_by": "head",
                           "approved_on": self._today}],
                "signer_office": WARD_HEAD, "drafter": "intake"}}

    def _original(self) -> None:
        """An original that is lent to the body that verifies, and goes home."""
        receipt = self._write("ReceiveOriginal", {
            "about": self._about(), "description": "Giấy chứng nhận quyền sử dụng đất",
            "sheets": 2, "place": "Tủ 3, ngăn 1", "signed_for": True, "acted_on": self._day(0)})
        original = str(receipt["records"][0]["record"]["id"])
        self._told("Tiếp nhận bản gốc", self._day(0), "Tủ 3, ngăn 1")
        moves = [
            {"to": "ORIGINAL_STATE_LENT", "holder": VERIFIER, "signed_for": True,
             "due_back_on": self._day(6)},
            {"to": "ORIGINAL_STATE_HELD", "holder": "Tủ 3, ngăn 2"},
            {"to": "ORIGINAL_STATE_RETURNED", "holder": self._party, "signed_for": True}]
        titles = ("Cho mượn bản gốc", "Nhận lại bản gốc", "Trả lại bản gốc")
        for day, (move, title) in zip((2, 5, 10), zip(moves, titles, strict=True), strict=True):
            self._write("MoveOriginal", {"id": original, **move, "acted_on": self._day(day)})
            self._told(title, self._day(day), "đã ký nhận" if "signed_for" in move else "")
        received = {"to": "ORIGINAL_STATE_HELD", "holder": "Tủ 3, ngăn 1", "signed_for": True}
        self.played["original"] = {
            "id": original, "state": "ORIGINAL_STATE_RETURNED", "sheets": 2,
            "moves": [{**move, "moved_on": self._day(day)}
                      for day, move in zip((0, 2, 5, 10), [received, *moves], strict=True)]}

    # What all of them use

    def _register(self) -> tuple[str, str]:
        receipt = self._stage.call("kntc.v1.PetitionService/RegisterPetition", {
            "request_id": str(uuid.uuid4()), "source": "PETITION_SOURCE_HAND", "signed": True,
            "stamp": {"number": "88", "date": self._day(0)}, "registered_on": self._day(0),
            "summary": "Phản ánh tiếng ồn của xưởng cơ khí trong khu dân cư",
            "parties": [{"role": "PARTY_ROLE_SENDER", "kind": "PARTY_KIND_PERSON",
                         "full_name": "Lý Thị Bạch Yến", "id_number": "079188000666",
                         "address": {"text": "khu phố 5, phường Sài Gòn"}}]}, OFFICER)
        return str(receipt["records"][0]["record"]["id"]), str(receipt["parties"][0])

    def _draft(self, recipients: list[str], form: str = NOTICE) -> str:
        receipt = self._write("DraftDocument", {
            "about": self._about(), "form": form, "recipients": recipients,
            "title": "Thông báo về việc bổ sung tài liệu", "acted_on": self._day(1)})
        return str(receipt["records"][0]["record"]["id"])

    def _sign(self, document: str) -> None:
        self._write("SignDocument", {
            "id": document, "office": WARD_HEAD, "mode": "SIGNING_MODE_COLLECTIVE",
            "signature": "SIGNATURE_CHECK_VALID", "acted_on": self._day(1)}, HEAD)

    def _send(self, document: str, way: str, proof: str, day: int) -> None:
        self._write("SendDocument", {
            "id": document, "recipient": self._party, "way": f"DELIVERY_WAY_{way}",
            "proof": proof, "acted_on": self._day(day)})

    def _approve(self, method: str, request: Json, identity: str) -> Json:
        return self._stage.call(APPROVAL + method,
                                {"request_id": str(uuid.uuid4()), **request}, identity)

    def _write(self, method: str, request: Json, identity: str = OFFICER) -> Json:
        return self._stage.call(DOCUMENT + method,
                                {"request_id": str(uuid.uuid4()), **request}, identity)

    def _about(self) -> Json:
        return {"kind": "RECORD_KIND_PETITION", "id": self._petition}

    def _day(self, workdays: int) -> str:
        return after(self.begun, workdays).isoformat()

    def _told(self, title: str, day: str, words: str) -> None:
        self._tell(f"    {title:<36} {vietnamese(day)}  {words}".rstrip())
