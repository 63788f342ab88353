"""One matter on its way between agencies: sent, refused, sent on, received, stopped where it would go
round in a circle, assigned by the city; in the hands of an officer, with an adviser beside.

Each record is read back: it must stand where the play left it. People and matters are invented.
"""

import uuid
from datetime import timedelta

from play import Json
from scene import Scene
from story import WARD

PETITION, TRANSFER = "kntc.v1.PetitionService/", "kntc.v1.TransferService/"
CUSTODY, CONSULTATION = "kntc.v1.CustodyService/", "kntc.v1.ConsultationService/"
# Sở Tài chính, Sở Xây dựng and Sở Tư pháp.
FINANCE, BUILDING, JUSTICE, CITY = "H29.04", "H29.06", "H29.03", "H29"
HEADS = {WARD: f"{WARD}.CT", FINANCE: f"{FINANCE}.GD", BUILDING: f"{BUILDING}.GD",
         CITY: f"{CITY}.CT"}
HOLDER = "tran.binh"


class Circulation(Scene):
    """Plays on a stage and keeps where each record should stand."""

    first_number = 9_000

    def play(self) -> None:
        """All of it; `petitions` are those of the matter, in the order of their agencies."""
        self.petitions = [self._registered()]
        self._refused()
        self._received(FINANCE)
        self._circle()
        self._in_hands()

    def _head(self, agency: str) -> str:
        return f"head@{agency}/lanh.dao"

    def _registered(self) -> str:
        receipt = self._write(PETITION + "RegisterPetition", {
            "source": "PETITION_SOURCE_HAND", "signed": True,
            "stamp": {"number": f"{self._next()}", "date": self.today.isoformat()},
            "summary": "Phản ánh vỉa hè do nhà nước quản lý bị chiếm dụng",
            "written_on": {"year": self.today.year, "month": self.today.month},
            "parties": [{"role": "PARTY_ROLE_SENDER", "kind": "PARTY_KIND_PERSON",
                         "full_name": "Đỗ Minh Khang", "id_number": "079180000999",
                         "address": {"text": "khu phố 1, phường Sài Gòn"}}]}, self._head(WARD))
        return str(receipt["records"][0]["record"]["id"])

    def _sent(self, sender: str, receiver: str) -> str:
        """Sends the matter on from its agency; id of the transfer."""
        petition, head = self.petitions[-1], self._head(sender)
        etag = self._stage.call(PETITION + "GetPetition", {"id": petition}, head)["etag"]
        self._write(PETITION + "ClassifyPetition", {
            "id": petition, "etag": etag, "classification": {
                "type": "PETITION_TYPE_FEEDBACK", "eligibility": "ELIGIBILITY_ELIGIBLE",
                "competence": "COMPETENCE_OTHER", "signers": "SIGNER_COUNT_SINGLE",
                "repetition": "REPETITION_FIRST", "field": "DD"}}, head)
        self._write(PETITION + "ProposeHandling", {
            "id": petition, "outcome": "HANDLING_OUTCOME_TRANSFER", "receiver": receiver,
            "target_group": "TRANSFER_TARGET_GROUP_ADMINISTRATION",
            "reason": "Thuộc thẩm quyền của cơ quan khác"}, head)
        self._write(PETITION + "ApproveHandling",
                    {"id": petition, "office": HEADS[sender]}, head)
        receipt = self._write(PETITION + "DispatchPetition",
                              {"id": petition, "document": self._document("PC")}, head)
        transfer, = (each["record"]["id"] for each in receipt["records"]
                     if each["record"]["kind"] == "RECORD_KIND_TRANSFER")
        return str(transfer)

    def _refused(self) -> None:
        transfer = self._sent(WARD, JUSTICE)
        self._write(TRANSFER + "RefuseTransfer", {
            "id": transfer, "ground": "TRANSFER_REFUSAL_NOT_COMPETENT",
            "reason": "Sở Tư pháp không quản lý vỉa hè"}, f"clerk@{JUSTICE}/van.thu")
        self._stands("transfer", transfer, "REFUSED", "Từ chối tiếp nhận", WARD)

    def _received(self, receiver: str, transfer: str = "") -> None:
        transfer = transfer or self._sent(WARD, receiver)
        receipt = self._write(TRANSFER + "ReceiveTransfer", {
            "id": transfer,
            "stamp": {"number": f"{self._next()}", "date": self.today.isoformat()}},
            f"clerk@{receiver}/van.thu")
        petition, = (each["record"]["id"] for each in receipt["records"]
                     if each["record"]["kind"] == "RECORD_KIND_PETITION"
                     and each["record"]["id"] != self.petitions[-1])
        self.petitions.append(str(petition))
        self._write(TRANSFER + "RecordPaperArrival", {"id": transfer, "sheets": 3},
                    f"clerk@{receiver}/van.thu")
        self._stands("transfer", transfer, "RECEIVED", f"Tiếp nhận tại {receiver}", receiver)

    def _circle(self) -> None:
        """Back to where it came from is a circle; the city says whose it is."""
        stopped = self._sent(FINANCE, WARD)
        self._stands("transfer", stopped, "STOPPED", "Dừng vì chuyển lòng vòng", CITY)
        receipt = self._write(TRANSFER + "ArbitrateTransfer", {
            "id": stopped, "competent": BUILDING, "office": HEADS[CITY],
            "reason": "Sở Xây dựng quản lý vỉa hè", "document": self._document("UBND")},
            self._head(CITY))
        onward = [each["record"]["id"] for each in receipt["records"]
                  if each["record"]["kind"] == "RECORD_KIND_TRANSFER"][-1]
        self._received(BUILDING, str(onward))

    def _in_hands(self) -> None:
        """Given to an officer, advised on, and handed on."""
        petition = {"kind": "RECORD_KIND_PETITION", "id": self.petitions[-1]}
        self._write("kntc.v1.DirectoryService/ApplyOfficers", {"officers": [
            {"code": code, "agency": BUILDING} for code in (HOLDER, "le.chi")]},
            "administrator@H29")
        self._write(CUSTODY + "AssignFile", {
            "record": petition, "officer": HOLDER, "helpers": ["le.chi"],
            "note": "Kiểm tra hiện trường"}, self._head(BUILDING))
        receipt = self._write(CONSULTATION + "AskConsultation", {
            "record": petition, "kind": "CONSULTATION_KIND_ADVICE", "asked": FINANCE,
            "question": "Nguồn kinh phí sửa vỉa hè?",
            "due_on": (self.today + timedelta(days=1)).isoformat()}, self._head(BUILDING))
        asked = str(receipt["records"][0]["record"]["id"])
        self._stage.call(PETITION + "GetPetition", {"id": petition["id"]}, self._head(FINANCE))
        self._write(CONSULTATION + "AnswerConsultation",
                    {"id": asked, "response": "Từ ngân sách duy tu của Thành phố"},
                    self._head(FINANCE))
        self._stands("consultation", asked, "ANSWERED", "Báo cáo tham mưu", FINANCE)
        self._stands("petition", petition["id"], "REGISTERED", "Đang xử lý tại Sở Xây dựng",
                     BUILDING)

    def _document(self, symbol: str) -> Json:
        return {"number": f"{self._next()}/{symbol}", "issued_on": self.today.isoformat()}

    def _write(self, method: str, request: Json, identity: str = "") -> Json:
        return self._stage.call(method, {"request_id": str(uuid.uuid4()), **request}, identity)

    def _stands(self, kind: str, name: str, state: str, title: str, agency: str) -> None:
        """Reads a record back by what can be done with it; it must stand in the state."""
        record = {"kind": f"RECORD_KIND_{kind.upper()}", "id": name}
        found = self._stage.call("kntc.v1.RecordService/ListActions", {"record": record},
                                 self._head(agency))
        full = f"{kind.upper()}_STATE_{state}"
        if found["state"] != full:
            raise AssertionError(f"{title}: {kind} {name} stands in {found['state']}, not {full}")
        self.played.append({"record": record, "state": full, "title": title, "agency": agency})
        self._tell(f"    {title}")
