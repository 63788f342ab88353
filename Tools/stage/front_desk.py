"""A day at the front desk of a ward: petitions with every outcome, split, joined and withdrawn.
Each record is read back: it must stand where the day left it.

The people and their matters are invented.
"""

import uuid
from typing import Any

from play import Json
from scene import Scene
from story import HEAD, OFFICER, WARD, WARD_HEAD

PETITION = "kntc.v1.PetitionService/"
RECORD = "kntc.v1.RecordService/"
COMPLAINT = {"type": "PETITION_TYPE_COMPLAINT",
             "complaint_subtype": "COMPLAINT_SUBTYPE_DECISION", "field": "HC.DD"}
DENUNCIATION = {"type": "PETITION_TYPE_DENUNCIATION", "field": "HC.CV"}
FEEDBACK = {"type": "PETITION_TYPE_FEEDBACK", "field": "CS"}


TITLES = {
    "GUIDE": "Hướng dẫn", "ARCHIVE": "Lưu đơn", "TRANSFER": "Chuyển đơn",
    "RETURN_TO_FORWARDER": "Trả đơn cho nơi chuyển", "URGE": "Đôn đốc",
    "TO_PARTY_BODY": "Chuyển cơ quan Đảng", "TO_CRIMINAL_BODY": "Chuyển cơ quan điều tra",
    "REFERENCE": "Để tham khảo", "NOTICE": "Gửi văn bản thông báo",
    "DIRECT": "Công văn chỉ đạo"}
STATES = {
    "DISPATCHED": "đã ban hành", "CLOSED": "đã lưu hồ sơ", "DUPLICATE_LINKED": "đơn trùng",
    "WITHDRAWN": "đã rút", "SPLIT": "đã tách nội dung", "CLASSIFIED": "đã phân loại",
    "REGISTERED": "đã vào sổ", "VOIDED": "đã huỷ", "PROPOSED": "đã đề xuất"}


class FrontDesk(Scene):
    """Plays the day on a stage and keeps where each record should stand."""

    def play(self) -> None:
        """The whole day."""
        self._outcomes()
        self._joined()
        self._split()
        self._signed()
        self._mended()
        self._imported()

    def _outcomes(self) -> None:
        """One petition for each outcome but acceptance, which the main story plays."""
        other = {"competence": "COMPETENCE_OTHER"}
        to_city = {"receiver": "H29", "target_group": "TRANSFER_TARGET_GROUP_ADMINISTRATION"}
        self._handled("GUIDE", {**COMPLAINT, **other}, to_city)
        self._handled("ARCHIVE", {**COMPLAINT, "eligibility": "ELIGIBILITY_INELIGIBLE",
                                  "ineligible_reasons": ["NO_CONTENT"]})
        self._refused("RefuseComplaint", COMPLAINT, "D11.6")
        self._refused("RefuseDenunciation", DENUNCIATION, "D29.a")
        self._handled("TRANSFER", {**DENUNCIATION, **other}, to_city, replies=True)
        self._handled("TRANSFER", {**FEEDBACK, **other}, to_city)
        self._handled("RETURN_TO_FORWARDER", {**COMPLAINT, **other}, to_city,
                      source="PETITION_SOURCE_PRESS", forwarder={"agency": "Báo Thanh Niên"})
        self._handled("URGE", {**COMPLAINT, "competence": "COMPETENCE_SUBORDINATE"}, to_city)
        self._handled("TO_PARTY_BODY", {**DENUNCIATION, **other, "field": "DG"},
                      {"receiver": "Ủy ban Kiểm tra Đảng ủy phường",
                       "target_group": "TRANSFER_TARGET_GROUP_POLITICAL"})
        self._handled("TO_CRIMINAL_BODY", {**DENUNCIATION, **other},
                      {"receiver": "Cơ quan Cảnh sát điều tra",
                       "target_group": "TRANSFER_TARGET_GROUP_JUSTICE"})
        self._handled("REFERENCE", {**FEEDBACK})
        self._handled("NOTICE", {**COMPLAINT, "repetition": "REPETITION_REPEAT_SAME_LEVEL"})
        self._handled("DIRECT", {**COMPLAINT, "competence": "COMPETENCE_SUBORDINATE"}, to_city)

    def _joined(self) -> None:
        first = self._register()
        twin = self._register()
        self._write(PETITION + "LinkDuplicate",
                    {"id": twin, "duplicate_of": first, "reason": "Cùng người, cùng nội dung"})
        self._stands("petition", twin, "PETITION_STATE_DUPLICATE_LINKED", "Đơn trùng")
        self._write(PETITION + "WithdrawPetition", {"id": first, "paper_number": "01/RĐ"})
        self._stands("petition", first, "PETITION_STATE_WITHDRAWN", "Rút đơn")

    def _split(self) -> None:
        mixed = self._register()
        self._write(PETITION + "SplitMatters", {
            "id": mixed, "etag": self._petition(mixed)["etag"],
            "matters": [
                {"summary": "Khiếu nại quyết định thu hồi đất",
                 "classification": self._classification(COMPLAINT), "with_senders": True},
                {"summary": "Phản ánh tiếng ồn của xưởng cơ khí",
                 "classification": self._classification(FEEDBACK), "with_senders": True}]})
        self._stands("petition", mixed, "PETITION_STATE_SPLIT", "Tách nội dung")
        for matter in self._petition(mixed)["matters"]:
            self._stands("petition", matter, "PETITION_STATE_CLASSIFIED", "Nội dung đã tách")

    def _signed(self) -> None:
        """A petition of a whole alley, of which one neighbour withdraws."""
        petition = self._register(sender_count=12)
        receipt = self._write(PETITION + "AddSigners", {
            "id": petition,
            "signers": [self._person("SENDER", f"Hộ dân số {number}", f"0791800006{number:02}")
                        for number in range(1, 13)]})
        signer = next(str(changed["record"]["id"]) for changed in receipt["records"]
                      if changed["record"]["kind"] == "RECORD_KIND_SIGNER")
        self._write(PETITION + "WithdrawSigner", {"id": signer, "paper_number": "02/RĐ"})
        self._stands("signer", signer, "SIGNER_STATE_WITHDRAWN", "Một người ký rút đơn")
        self._stands("petition", petition, "PETITION_STATE_REGISTERED", "Đơn của những người còn lại")

    def _mended(self) -> None:
        """Slips of the pen: each is mended, and nothing is lost."""
        wrong = self._register()
        self._write(RECORD + "CorrectEntry", {
            "record": self._named(wrong), "etag": self._petition(wrong)["etag"],
            "fields": [{"field": "summary", "value_json": '"Nội dung đã đính chính"'}],
            "reason": "Ghi nhầm nội dung của người khác"})
        self._stands("petition", wrong, "PETITION_STATE_REGISTERED", "Đính chính")
        self._write(PETITION + "ClassifyPetition", {
            "id": wrong, "etag": self._petition(wrong)["etag"],
            "classification": self._classification(FEEDBACK)})
        self._write(RECORD + "UndoStep", {
            "record": self._named(wrong), "position": self._petition(wrong)["etag"],
            "reason": "Phân loại nhầm"})
        self._stands("petition", wrong, "PETITION_STATE_REGISTERED", "Hoàn tác phân loại")
        twice = self._register()
        self._write(RECORD + "VoidEntry",
                    {"record": self._named(twice), "reason": "Vào sổ hai lần"})
        self._stands("petition", twice, "PETITION_STATE_VOIDED", "Huỷ đơn vào sổ nhầm")
        first, second, twin = self._register(), self._register(), self._register()
        self._write(PETITION + "LinkDuplicate",
                    {"id": twin, "duplicate_of": first, "reason": "Cùng nội dung"})
        self._write(RECORD + "MoveEntry", {"record": self._named(twin), "to": self._named(second),
                                           "reason": "Nhầm vụ việc"})
        self._stands("petition", twin, "PETITION_STATE_DUPLICATE_LINKED", "Chuyển đơn trùng")

    def _imported(self) -> None:
        """A petition that the former system had brought to its proposal."""
        today = self.today.isoformat()
        receipt = self._write(RECORD + "ImportRecord", {
            "record": {"petition": {
                "state": "PETITION_STATE_PROPOSED", "source": "PETITION_SOURCE_POST",
                "stamp": {"number": "318", "date": today}, "registered_on": today,
                "summary": "Khiếu nại đã thụ lý ở hệ thống cũ", "sender_count": 1,
                "classification": self._classification(COMPLAINT),
                "handling": {"outcome": "HANDLING_OUTCOME_ACCEPT", "proposed_on": today}}},
            "origin": {"source": {"system": "he-thong-cu", "id": str(uuid.uuid4())},
                       "old_number": "318/TD"},
            "parties": [self._person("SENDER", "Lý Thị Ngà", "079180000777")]})
        petition = str(receipt["records"][0]["record"]["id"])
        self._write(RECORD + "ConfirmImport", {"record": self._named(petition)}, HEAD)
        self._stands("petition", petition, "PETITION_STATE_PROPOSED", "Chuyển từ hệ thống cũ")

    def _named(self, petition: str) -> Json:
        return {"kind": "RECORD_KIND_PETITION", "id": petition}

    def _handled(self, outcome: str, classification: Json, towards: Json | None = None,
                 replies: bool = False, **letter: Any) -> None:
        petition = self._decided(outcome, classification, towards or {}, **letter)
        receipt = self._write(PETITION + "DispatchPetition",
                              {"id": petition, "document": self._document("UBND")})
        self._stands("petition", petition, "PETITION_STATE_DISPATCHED", TITLES[outcome])
        for sent in receipt["records"]:
            if sent["record"]["kind"] == "RECORD_KIND_TRANSFER":
                self._write("kntc.v1.TransferService/ReceiveTransfer", {
                    "id": sent["record"]["id"],
                    "stamp": {"number": f"{self._next()}", "date": self.today.isoformat()}},
                    "clerk@H29/van.thu")
        if replies:
            self._write(PETITION + "RecordReply", {"id": petition, "agency": "H29",
                                                   "document": self._document("UBND")})
        self._write(PETITION + "ClosePetition",
                    {"id": petition, "reason": "Không cần văn bản phúc đáp"})
        self._stands("petition", petition, "PETITION_STATE_CLOSED", f"{TITLES[outcome]}, lưu hồ sơ")

    def _refused(self, method: str, classification: Json, ground: str) -> None:
        petition = self._decided("REFUSE_ACCEPT", classification, {"grounds": [ground]})
        self._write(PETITION + method, {"id": petition, "office": WARD_HEAD,
                                        "notice": self._document("TB-UBND")}, HEAD)
        self._stands("petition", petition, "PETITION_STATE_DISPATCHED", f"Không thụ lý {ground}")

    def _decided(self, outcome: str, classification: Json, towards: Json, **letter: Any) -> str:
        petition = self._register(**letter)
        self._write(PETITION + "ClassifyPetition", {
            "id": petition, "etag": self._petition(petition)["etag"],
            "classification": self._classification(classification)})
        if outcome == "REFUSE_ACCEPT" and classification["type"] == "PETITION_TYPE_DENUNCIATION":
            self._write("kntc.v1.DenunciationService/CheckDenunciation", {
                "id": petition, "identity_verified": True, "result": "CHECK_RESULT_UNMET",
                "unmet": towards["grounds"]})
        self._write(PETITION + "ProposeHandling", {
            "id": petition, "outcome": f"HANDLING_OUTCOME_{outcome}",
            "reason": "Đề xuất theo kết quả phân loại", **towards})
        self._write(PETITION + "ApproveHandling", {"id": petition, "office": WARD_HEAD}, HEAD)
        return petition

    def _register(self, **letter: Any) -> str:
        receipt = self._write(PETITION + "RegisterPetition", {
            "source": "PETITION_SOURCE_HAND", "signed": True,
            "stamp": {"number": f"{self._next()}", "date": self.today.isoformat()},
            "summary": "Nội dung trình bày tại quầy tiếp nhận",
            "written_on": {"year": self.today.year, "month": self.today.month,
                           "day": self.today.day},
            "parties": [self._person("SENDER", "Trần Văn Khải", "079180000555")], **letter})
        return str(receipt["records"][0]["record"]["id"])

    def _classification(self, found: Json) -> Json:
        return {"eligibility": "ELIGIBILITY_ELIGIBLE", "competence": "COMPETENCE_MINE",
                "signers": "SIGNER_COUNT_SINGLE", "repetition": "REPETITION_FIRST", **found}

    # What all of them use

    def _person(self, role: str, name: str, number: str) -> Json:
        return {"role": f"PARTY_ROLE_{role}", "kind": "PARTY_KIND_PERSON", "full_name": name,
                "id_number": number, "address": {"text": "khu phố 2, phường Sài Gòn"}}

    def _document(self, symbol: str) -> Json:
        return {"number": f"{self._next()}/{symbol}", "issued_on": self.today.isoformat()}

    def _petition(self, name: str) -> Json:
        return self._stage.call(PETITION + "GetPetition", {"id": name}, OFFICER)

    def _stands(self, kind: str, name: str, state: str, title: str) -> None:
        """Reads a record back by what can be done with it; it must stand in the state."""
        record = {"kind": f"RECORD_KIND_{kind.upper()}", "id": name}
        found = self._stage.call("kntc.v1.RecordService/ListActions", {"record": record}, OFFICER)
        if found["state"] != state:
            raise AssertionError(f"{title}: {kind} {name} stands in {found['state']}, not {state}")
        self.played.append({"record": record, "state": state, "title": title, "agency": WARD})
        self._tell(f"    {title:<36} {STATES[state.split('_STATE_')[1]]}")
