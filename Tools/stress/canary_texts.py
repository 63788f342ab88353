"""What officers write about a petition: nothing of it may name who is sealed, whatever the field.

A field that takes a sealed name keeps it in clear in the store, and tells it to whoever may read
the record and to the national database.
"""

from collections.abc import Callable, Iterator

from canary_desk import (DOCUMENT, FILE, HEAD, OFFICER, PETITION, RECEPTION, RECORD, WARD_HEAD,
                         Desk, Json, Refused, classification, made, reference)
from canary_people import Person, Population
from canary_petitions import NOTICE, SUMMARY, Petitions
from canary_visits import content

Try = tuple[str, Callable[[Person], object]]


class Texts:
    """Tries every text; keeps those that took a name."""

    def __init__(self, desk: Desk, population: Population, petitions: Petitions) -> None:
        self._desk = desk
        self._population = population
        self._petitions = petitions
        # Method and field that took a sealed name.
        self.taken: set[str] = set()
        self.tried = 0

    def play(self) -> None:
        """All of them. Who is named in what is taken is looked for nowhere: it is told here."""
        self._named()
        for what, act in self._others():
            self.tried += 1
            try:
                act(self._population.one("typed"))
            except Refused:
                continue
            self.taken.add(what)

    def _named(self) -> None:
        """The name of a sealed person in what an officer writes, in each way people type it."""
        person = self._population.one("typed")
        petition = self._petitions.named(person)
        for spelled in [*person.spelled_names(), person.id_number, person.phone]:
            text = f"Đơn của ông {spelled}, trú tại phường"
            for method, request, identity in self._written(petition, text, person):
                self.tried += 1
                if not self._desk.is_refused(method, request, identity):
                    self.taken.add(f"{method}: {field_of(request, text)}")

    def _written(self, petition: str, text: str,
                 person: Person) -> Iterator[tuple[str, Json, str]]:
        """Each text about a petition that may not name its sender."""
        record = {"record": reference("PETITION", petition), "reason": text}
        etag = self._desk.petition(petition)["etag"]
        yield PETITION + "RegisterPetition", self._petitions.letter(person, summary=text), OFFICER
        yield PETITION + "ReceivePetition", {
            "petition": self._petitions.letter(person, summary=text)}, OFFICER
        yield PETITION + "ClassifyPetition", {"id": petition, "etag": etag, "classification":
            classification("DENUNCIATION", target=text)}, OFFICER
        yield PETITION + "ProposeHandling", {
            "id": petition, "outcome": "HANDLING_OUTCOME_GUIDE", "reason": text}, OFFICER
        yield PETITION + "ReissueReceiptCode", {"id": petition, "reason": text}, OFFICER
        yield PETITION + "WithdrawPetition", {"id": petition, "paper_number": text}, OFFICER
        yield PETITION + "SplitMatters", {"id": petition, "etag": etag, "matters": [
            {"summary": text, "classification": classification("FEEDBACK")},
            {"summary": SUMMARY, "classification": classification("COMPLAINT")}]}, OFFICER
        yield PETITION + "NameRespondents", {"id": petition, "etag": etag, "reason": text,
                                             "respondents": []}, OFFICER
        yield DOCUMENT + "DraftDocument", {"about": reference("PETITION", petition),
                                           "form": NOTICE, "title": text,
                                           "recipients": ["H29"]}, OFFICER
        yield DOCUMENT + "DraftDocument", {"about": reference("PETITION", petition),
                                           "form": NOTICE, "recipients": [text]}, OFFICER
        for original in ({"description": text, "place": "Tủ 1"},
                         {"description": "Giấy tờ", "place": text}):
            yield DOCUMENT + "ReceiveOriginal", {"about": reference("PETITION", petition),
                                                 "sheets": 1, "signed_for": True,
                                                 **original}, OFFICER
        yield RECORD + "VoidEntry", record, OFFICER
        yield RECORD + "CorrectEntry", {**record, "etag": etag, "fields": [
            {"field": "summary", "value_json": '"Nội dung"'}]}, OFFICER
        yield RECORD + "CorrectEntry", {**record, "etag": etag, "reason": "Ghi nhầm", "fields": [
            {"field": "summary", "value_json": f'"{text}"'}]}, OFFICER
        yield "IdentityService/RequestIdentity", {
            **record, "kind": "IDENTITY_REQUEST_KIND_READ",
            "reason_code": "IDENTITY_REASON_VERIFY"}, OFFICER
        yield "IdentityService/AppointHandlers", {
            **record, "handlers": [{"officer": "nv.canary"}], "office": WARD_HEAD,
            "until": "HANDLER_STAGE_CLOSING"}, HEAD

    def _others(self) -> Iterator[Try]:
        """Texts that name the sender in fields of their own, or before the sender is known."""
        day = self._desk.today
        yield "RegisterPetition.summary (address)", lambda one: self._enter(
            one, summary=one.address)
        yield "RegisterPetition.summary (e-mail)", lambda one: self._enter(one, summary=one.email)
        yield "RegisterPetition.summary (full-width digits)", lambda one: self._enter(
            one, summary="".join(chr(0xFF10 + int(digit)) for digit in one.id_number))
        yield "RegisterPetition.stamp.number", lambda one: self._enter(
            one, stamp={"number": one.full_name, "date": day})
        for field in ("agency", "document_number"):
            yield f"RegisterPetition.forwarder.{field}", lambda one, field=field: self._enter(
                one, source="PETITION_SOURCE_AGENCY",
                forwarder={"agency": "Thanh tra Chính phủ", field: one.full_name})
        yield "RegisterPetition.external_reference", lambda one: self._enter(
            one, external_reference={"system": "cong", "id": one.full_name})
        yield "AddSigners (the summary names them)", self._signer
        yield "CorrectEntry.parties (the summary names them)", self._corrected
        yield "LinkDuplicate.reason (names the other's sender)", self._linked
        yield "AttachFile.external_reference", self._attached
        yield "DraftDocument.recipients (address)", lambda one: self._desk.write(
            DOCUMENT + "DraftDocument", {"about": self._record(one), "form": NOTICE,
                                         "recipients": [one.address]})
        yield "DraftDocument.external_reference", lambda one: self._desk.write(
            DOCUMENT + "DraftDocument", {
                "about": self._record(one), "form": NOTICE, "recipients": ["H29"],
                "external_reference": {"system": "cong", "id": one.full_name}})
        yield "CheckIn.external_reference", lambda one: self._visit(
            one, external_reference={"system": "cong", "id": one.full_name})
        yield "RecordContent.evidence_receipt.number", lambda one: self._said(
            one, evidence_receipt={"number": one.full_name, "issued_on": day})
        yield "RecordContent.contents.summary (address)", lambda one: self._said(
            one, contents=[content("DENUNCIATION", summary=one.address)])

    def _enter(self, person: Person, **more: object) -> str:
        receipt = self._desk.write(PETITION + "RegisterPetition",
                                   self._petitions.letter(person, secret=True, **more))
        return made(receipt, "PETITION")

    def _record(self, person: Person) -> Json:
        return reference("PETITION", self._enter(person))

    def _visit(self, person: Person, **more: object) -> str:
        return made(self._desk.write(RECEPTION + "CheckIn", {
            "kind": "RECEPTION_KIND_REGULAR", "identity_paper": "IDENTITY_PAPER_CARD",
            "secret": True, "parties": [person.party()], **more}), "VISIT")

    def _said(self, person: Person, **more: object) -> None:
        self._desk.write(RECEPTION + "RecordContent", {
            "id": self._visit(person), "contents": [content("DENUNCIATION")], **more})

    def _signer(self, person: Person) -> None:
        petition = self._enter(self._population.one("typed"), sender_count=3,
                               summary=f"Đơn của {person.full_name} và những người khác")
        self._desk.write(PETITION + "AddSigners", {"id": petition, "signers": [person.party()]})

    def _corrected(self, person: Person) -> None:
        petition = self._enter(self._population.one("typed"),
                               summary=f"Đơn của {person.full_name}")
        found = self._desk.call(PETITION + "GetPetition", {"id": petition}, HEAD, "own agency")
        self._desk.write(RECORD + "CorrectEntry", {
            "record": reference("PETITION", petition), "etag": found["etag"], "reason": "Ghi nhầm",
            "parties": [{"party_id": found["parties"][0]["id"], "party": person.party()}]})

    def _linked(self, person: Person) -> None:
        first, twin = self._enter(person), self._enter(self._population.one("typed"))
        self._desk.write(PETITION + "LinkDuplicate", {
            "id": twin, "duplicate_of": first, "reason": f"Cùng nội dung với {person.full_name}"})

    def _attached(self, person: Person) -> None:
        self._desk.write(FILE + "AttachFile", {
            "upload_id": self._desk.upload(person.evidence()), "about": self._record(person),
            "kind": "FILE_KIND_EVIDENCE", "name": "chung-cu.pdf",
            "external_reference": {"system": "cong", "id": person.full_name}})


def field_of(request: Json, text: str) -> str:
    """The path of the field that holds the text."""
    for name, value in request.items():
        inner = value[0] if isinstance(value, list) and value else value
        if inner == text or (isinstance(inner, str) and text in inner):
            return name
        if isinstance(inner, dict) and (found := field_of(inner, text)):
            return f"{name}.{found}"
    return ""
