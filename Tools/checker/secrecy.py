"""Registers a denunciation and a complaint of invented people, and looks for traces of them."""

import base64
import unicodedata
import uuid
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Protocol

WARD = "H29.80.63"
OFFICER, HEAD = f"officer@{WARD}/intake", f"head@{WARD}/chair"
SUMMARY_WORD = "Quỳnh Dao Bích Thủy"
DENOUNCER = {"full_name": "Tôn Nữ Mộng Điệp Hoài Vọng", "id_number": "099188000731",
             "phone": "0310000731", "email": "mongdiep.hoaivong@example.invalid",
             "address": "số 731/9 hẻm Lưu Ly Ngõ Vắng"}
COMPLAINANT = {"full_name": "Âu Dương Khải Huyền Tịch Dương", "id_number": "099172000942",
               "address": "số 942/5 hẻm Hổ Phách Ngõ Sâu"}


class Stage(Protocol):
    """A server to register on."""

    def call(self, method: str, request: dict[str, Any], identity: str) -> dict[str, Any]:
        """The reply of a method."""


def register(stage: Stage) -> None:
    """Registers and classifies a denunciation, marked secret at entry, and a complaint."""
    classify(stage, enter(stage, DENOUNCER, secret=True), {
        "type": "PETITION_TYPE_DENUNCIATION", "field": "TN"})
    classify(stage, enter(stage, COMPLAINANT, secret=False), {
        "type": "PETITION_TYPE_COMPLAINT", "field": "HC.DD",
        "complaint_subtype": "COMPLAINT_SUBTYPE_ACT"})


def receive(stage: Stage) -> str:
    """Receives the denouncer, who says at the counter only what it is about; the visit's id."""
    today = stage.call("kntc.v1.SystemService/GetStatus", {}, OFFICER)["today"]

    def write(method: str, request: dict[str, Any], identity: str = OFFICER) -> dict[str, Any]:
        return stage.call(f"kntc.v1.ReceptionService/{method}",
                          {"request_id": str(uuid.uuid4()), **request}, identity)

    entered = write("CheckIn", {
        "kind": "RECEPTION_KIND_REGULAR", "identity_paper": "IDENTITY_PAPER_CARD",
        "parties": [party(DENOUNCER)]})
    visit = str(entered["records"][0]["record"]["id"])
    write("RecordContent", {"id": visit, "contents": [{
        "type": "PETITION_TYPE_DENUNCIATION", "field": "TN", "competence": "COMPETENCE_OTHER",
        "summary": f"Nội dung về {SUMMARY_WORD}."}]})
    write("TransferDenunciation", {
        "id": visit, "number": 1, "target_agency": "Thanh tra Chính phủ",
        "office": f"{WARD}.CT", "document": {"number": "1/PC", "issued_on": today}}, HEAD)
    write("NotifyResult", {"id": visit, "notice": {
        "result": "VISIT_RESULT_TRANSFERRED", "form": "NOTICE_FORM_ORAL"}})
    write("CloseVisit", {"id": visit})
    return visit


def party(person: Mapping[str, str]) -> dict[str, Any]:
    """The person as the contract names a sender."""
    named = {name: value for name, value in person.items() if name != "address"}
    return {"role": "PARTY_ROLE_SENDER", "kind": "PARTY_KIND_PERSON", **named,
            "address": {"text": person["address"]}}


def enter(stage: Stage, person: Mapping[str, str], secret: bool) -> dict[str, Any]:
    """The receipt of a petition that tells in its letter who the person is."""
    today = stage.call("kntc.v1.SystemService/GetStatus", {}, OFFICER)["today"]
    letter = "\n".join(["ĐƠN", *person.values()]).encode()
    return stage.call("kntc.v1.PetitionService/RegisterPetition", {
        "request_id": str(uuid.uuid4()), "source": "PETITION_SOURCE_POST",
        "stamp": {"number": "1", "date": today}, "summary": f"Nội dung về {SUMMARY_WORD}.",
        "signed": True, "secret": secret,
        "written_on": dict(zip(("year", "month", "day"), map(int, today.split("-")))),
        "parties": [party(person)],
        "full_text": base64.b64encode(letter).decode("ascii")}, OFFICER)


def classify(stage: Stage, receipt: dict[str, Any], classification: dict[str, str]) -> None:
    """Classifies an eligible petition of this agency, so that the bridge tells of it."""
    entry = receipt["records"][0]
    stage.call("kntc.v1.PetitionService/ClassifyPetition", {
        "request_id": str(uuid.uuid4()), "id": entry["record"]["id"], "etag": entry["etag"],
        "classification": {
            "eligibility": "ELIGIBILITY_ELIGIBLE", "competence": "COMPETENCE_MINE",
            "signers": "SIGNER_COUNT_SINGLE", "repetition": "REPETITION_FIRST",
            **classification}}, OFFICER)


def traces(person: Mapping[str, str], places: list[Path]) -> list[str]:
    """Where something of the person stands, in any spelling, in the files of these places."""
    found = []
    for file in (file for place in places for file in files(place)):
        held = file.read_bytes()
        found += [f"{file}: {field}" for field, value in person.items()
                  if any(spelling in held for spelling in spellings(value))]
    return found


def files(place: Path) -> Iterator[Path]:
    """The file, or every file in the folder."""
    yield from [place] if place.is_file() else (one for one in place.rglob("*") if one.is_file())


def spellings(value: str) -> set[bytes]:
    """Composed, decomposed, without marks and as JSON escapes, in three cases."""
    found = set()
    for cased in (value, value.lower(), value.upper()):
        decomposed = unicodedata.normalize("NFD", cased)
        composed = unicodedata.normalize("NFC", cased)
        plain = "".join(one for one in decomposed if not unicodedata.combining(one))
        found |= {composed.encode(), decomposed.encode(),
                  plain.translate({ord("đ"): "d", ord("Đ"): "D"}).encode(),
                  composed.encode("ascii", "backslashreplace")}
    return found
