"""Petitions of denouncers, each on its own way from an ordinary letter to a secret one."""

from collections.abc import Callable
from typing import Any

from canary_desk import (DOCUMENT, HEAD, OFFICER, PETITION, RECORD, WARD, WARD_HEAD, Desk, Json,
                         Refused, classification, encoded, made, reference)
from canary_people import Person, Population

DENUNCIATION = "DenunciationService/"
NOTICE = "ND30/2020:1.4-TB"
SUMMARY = "Nội dung trình bày trong đơn"


class Petitions:
    """Plays every way; keeps the records, all of which must be secret at the end."""

    def __init__(self, desk: Desk, population: Population) -> None:
        self._desk = desk
        self._population = population
        # Records of denouncers: how each came about, what it is, and its id.
        self.secret: list[tuple[str, str, str]] = []
        # What was expected to be secret and stands there as ordinary.
        self.open: list[str] = []
        self.codes: list[str] = []
        self.files: list[str] = []
        # Somebody whom one officer is named for.
        self.handled = population.one("secret")

    def early(self) -> list[str]:
        """Ordinary complaints that the national database may hear of before they change."""
        return [self._complaint(self._population.one("told early")) for _ in range(2)]

    def play(self) -> None:
        """Every way once."""
        for way in (self._directly, self._reclassified, self._received, self._marked, self._split,
                    self._split_then, self._joined, self._joined_later, self._signed,
                    self._repeated, self._returned, self._withdrawn, self._corrected,
                    self._undone, self._voided, self._moved, self._imported, self._concluded):
            self.go(way, way.__name__.strip("_"))

    def go(self, way: Callable[[str], object], name: str) -> None:
        """Plays a way; one that the server refuses is noted, and does not hide the next ones."""
        try:
            way(name)
        except Refused as error:
            self.open.append(f"{name} can not be played: {error}")

    def turn(self, petitions: list[str], way: str) -> None:
        """Finds that petitions are denunciations."""
        for petition in petitions:
            self._desk.classify(petition, "DENUNCIATION")
            self._is_secret(way, "PETITION", petition)

    def _person(self) -> Person:
        return self._population.one("secret")

    def _is_secret(self, way: str, kind: str, name: str) -> None:
        self.secret.append((way, kind, name))

    def check(self) -> None:
        """Notes each record that the server does not guard as secret."""
        for way, kind, name in self.secret:
            if kind == "PETITION" and self._desk.petition(name)["guard"] != "PARTY_GUARD_SECRET":
                self.open.append(f"{way}: a petition stands as ordinary")

    def _register(self, person: Person, *others: Person, **more: Any) -> str:
        receipt = self._desk.write(PETITION + "RegisterPetition",
                                   self.letter(person, *others, **more))
        self.codes.append(receipt["receipt_code"])
        return made(receipt, "PETITION")

    def named(self, person: Person) -> str:
        """A petition that is secret from its entry on; its id."""
        petition = self._register(person, secret=True)
        self._is_secret("named in texts", "PETITION", petition)
        return petition

    def letter(self, person: Person, *others: Person, **more: Any) -> Json:
        """A letter as it is entered."""
        year, month, day = map(int, self._desk.today.split("-"))
        return {"source": "PETITION_SOURCE_POST", "signed": True, "summary": SUMMARY,
                "stamp": {"number": f"{self._desk.number()}", "date": self._desk.today},
                "written_on": {"year": year, "month": month, "day": day},
                "parties": [one.party() for one in (person, *others)],
                "full_text": encoded(person.letter()), **more}

    def _complaint(self, person: Person, **more: Any) -> str:
        """A registered complaint with a file and a document to its sender."""
        petition = self._register(person, source="PETITION_SOURCE_HAND", **more)
        self._desk.classify(petition, "COMPLAINT")
        self.files.append(self._desk.attach(reference("PETITION", petition), person.evidence(),
                                            person.file_name()))
        self._document(petition)
        return petition

    def _document(self, petition: str) -> None:
        """A document to the petition's sender, from its draft to its delivery."""
        party = self._desk.petition(petition)["parties"][0]["id"]
        document = made(self._desk.write(DOCUMENT + "DraftDocument", {
            "about": reference("PETITION", petition), "form": NOTICE, "recipients": [party],
            "title": "Thông báo bổ sung tài liệu"}), "DOCUMENT")
        self._desk.write(DOCUMENT + "SignDocument", {
            "id": document, "office": WARD_HEAD, "mode": "SIGNING_MODE_HEAD",
            "signature": "SIGNATURE_CHECK_VALID"}, HEAD)
        self._desk.write(DOCUMENT + "IssueDocument", {"id": document, "symbol": "TB-UBND"})
        self._desk.write(DOCUMENT + "SendDocument", {
            "id": document, "recipient": party, "way": "DELIVERY_WAY_POST",
            "proof": f"RB{self._desk.number()}VN"})

    # The ways

    def _directly(self, way: str) -> None:
        self.turn([self._register(self._person())], way)

    def _reclassified(self, way: str) -> None:
        for _ in range(4):
            self.turn([self._complaint(self._person())], way)

    def _received(self, way: str) -> None:
        for kind in ("DENUNCIATION", "FEEDBACK"):
            petition = made(self._desk.write(PETITION + "ReceivePetition", {
                "petition": self.letter(self._person())}), "PETITION")
            self._desk.write(PETITION + "EnterRegister", {"id": petition})
            self._desk.classify(petition, kind)
            self.turn([petition], way)

    def _marked(self, way: str) -> None:
        petition = self._register(self._person(), secret=True)
        self._is_secret(way, "PETITION", petition)
        self.turn([self._register(self._person(), secret=True)], way)

    def _split(self, way: str, *kinds: str) -> list[str]:
        """A letter with two matters, one of them a denunciation unless it is said otherwise."""
        letter = self._register(self._person())
        self._desk.write(PETITION + "SplitMatters", {
            "id": letter, "etag": self._desk.petition(letter)["etag"], "matters": [
                {"summary": SUMMARY, "classification": classification(kind),
                 "with_senders": bool(kinds) or kind == "DENUNCIATION"}
                for kind in kinds or ("COMPLAINT", "DENUNCIATION")]})
        matters = [str(one) for one in self._desk.petition(letter)["matters"]]
        self._is_secret(way, "PETITION", letter)
        self._is_secret(way, "PETITION", matters[-1])
        return matters

    def _split_then(self, way: str) -> None:
        """A letter of two complaints, of which one is found to be a denunciation later."""
        matters = self._split(way, "COMPLAINT", "FEEDBACK")
        self.turn(matters[:1], way)

    def _joined(self, way: str) -> None:
        """Two letters of one matter, of two people, that is found to be a denunciation later."""
        first, twin = self._complaint(self._person()), self._complaint(self._person())
        self._link(twin, first)
        self.turn([first], way)
        self._is_secret(way, "PETITION", twin)

    def _joined_later(self, way: str) -> None:
        """A letter that is joined to the matter of a denunciation."""
        first, twin = self._register(self._person()), self._complaint(self._person())
        self.turn([first], way)
        self._link(twin, first)
        self._is_secret(way, "PETITION", twin)

    def _link(self, twin: str, first: str) -> None:
        self._desk.write(PETITION + "LinkDuplicate", {
            "id": twin, "duplicate_of": first, "reason": "Cùng nội dung, cùng vụ việc"})

    def _signed(self, way: str) -> None:
        """A letter of several people, some of them listed before it changes and some after."""
        petition = self._register(self._person(), sender_count=6)
        for turned in (False, True):
            receipt = self._desk.write(PETITION + "AddSigners", {
                "id": petition, "signers": [self._person().party() for _ in range(2)]})
            self._is_secret(way, "SIGNER", made(receipt, "SIGNER"))
            if not turned:
                self.turn([petition], way)

    def _repeated(self, way: str) -> None:
        """A denunciation that repeats what the same person wrote as a complaint."""
        person = self._person()
        first, again = self._complaint(person), self._register(person)
        self._desk.classify(again, "DENUNCIATION", repeats=first,
                            repetition="REPETITION_REPEAT_SAME_LEVEL")
        self._is_secret(way, "PETITION", again)
        self._is_secret(way, "PETITION", first)

    def _returned(self, way: str) -> None:
        petition = self._complaint(self._person())
        self._desk.write(PETITION + "ProposeHandling", {
            "id": petition, "outcome": "HANDLING_OUTCOME_ACCEPT", "reason": "Đủ điều kiện"})
        self._desk.write(PETITION + "ReturnProposal", {
            "id": petition, "office": WARD_HEAD, "reason": "Xem lại loại đơn"}, HEAD)
        self.turn([petition], way)

    def _withdrawn(self, way: str) -> None:
        petition = self._complaint(self._person())
        self.turn([petition], way)
        self._desk.write(PETITION + "WithdrawPetition", {
            "id": petition, "paper_number": f"{self._desk.number()}/RĐ"})

    def _corrected(self, way: str) -> None:
        """The sender was entered as somebody else; one correction before the change, one after."""
        petition = self._complaint(self._person())
        for turned in (False, True):
            # Only the head is told which sealed persons a secret record has.
            found = self._desk.call(PETITION + "GetPetition", {"id": petition}, HEAD, "own agency")
            self._desk.write(RECORD + "CorrectEntry", {
                "record": reference("PETITION", petition), "etag": found["etag"],
                "parties": [{"party_id": found["parties"][0]["id"],
                             "party": self._person().party()}],
                "reason": "Ghi nhầm người gửi"})
            if not turned:
                self.turn([petition], way)

    def _undone(self, way: str) -> None:
        """Found to be a denunciation and taken back: it stays secret."""
        petition = self._register(self._person())
        self.turn([petition], way)
        self._desk.write(RECORD + "UndoStep", {
            "record": reference("PETITION", petition), "reason": "Phân loại nhầm",
            "position": self._desk.petition(petition)["etag"]})

    def _voided(self, way: str) -> None:
        petition = self._complaint(self._person())
        self.turn([petition], way)
        self._desk.write(RECORD + "VoidEntry", {
            "record": reference("PETITION", petition), "reason": "Vào sổ hai lần"})

    def _moved(self, way: str) -> None:
        """A file of a denouncer in a stranger's ordinary file goes where it belongs."""
        person = self._person()
        petition = self._register(person)
        stranger = self._register(self._population.one("ordinary"))
        self.turn([petition], way)
        file = self._desk.attach(reference("PETITION", stranger), person.evidence(),
                                 person.file_name())
        self.files.append(file)
        self._desk.write(RECORD + "MoveEntry", {
            "record": reference("FILE", file), "to": reference("PETITION", petition),
            "reason": "Để nhầm hồ sơ"})

    def _imported(self, way: str) -> None:
        receipt = self._desk.write(RECORD + "ImportRecord", {
            "record": {"petition": {
                "state": "PETITION_STATE_CLASSIFIED", "source": "PETITION_SOURCE_POST",
                "stamp": {"number": f"{self._desk.number()}", "date": self._desk.today},
                "registered_on": self._desk.today, "summary": SUMMARY, "sender_count": 1,
                "classification": classification("DENUNCIATION")}},
            "origin": {"source": {"system": "he-thong-cu", "id": f"cu-{self._desk.number()}"},
                       "old_number": f"{self._desk.number()}/TD"},
            "parties": [self._person().party()]})
        self._is_secret(way, "PETITION", made(receipt, "PETITION"))

    def _concluded(self, way: str) -> None:
        """A complaint that becomes a denunciation and goes on to its conclusion."""
        desk, petition = self._desk, self._complaint(self._person())
        self.turn([petition], way)
        desk.write(DENUNCIATION + "CheckDenunciation", {
            "id": petition, "identity_verified": True, "result": "CHECK_RESULT_MET"})
        desk.write(PETITION + "ProposeHandling", {
            "id": petition, "outcome": "HANDLING_OUTCOME_ACCEPT", "reason": "Thuộc thẩm quyền"})
        desk.write(PETITION + "ApproveHandling", {"id": petition, "office": WARD_HEAD}, HEAD)
        case = made(desk.write(DENUNCIATION + "AcceptDenunciation", {
            "petition_id": petition, "office": WARD_HEAD, "decision": desk.paper(),
            "respondent": {"agency": WARD, "rank": "RANK_OFFICIAL", "officer": "dia-chinh.canary"},
        }, HEAD), "CASE")
        self._is_secret(way, "CASE", case)
        desk.write(DENUNCIATION + "NotifyAcceptance", {
            "id": case, "notice": desk.paper(), "content_notice": desk.paper(),
            "content_text": "Có đơn tố cáo hành vi nhận tiền"})
        desk.write("CaseService/AssignVerification", {
            "id": case, "agency": "H29.07", "assignment": desk.paper(), "team_size": 3}, HEAD)
        desk.write("CaseService/SubmitReport", {"id": case, "report": desk.paper()}, HEAD)
        desk.write(DENUNCIATION + "ConcludeDenunciation", {"id": case, "conclusion": {
            "document": desk.paper(), "summary": "Nội dung tố cáo là đúng",
            "findings": [{"content": "1", "finding": "DENUNCIATION_FINDING_WELL_FOUNDED"}]}}, HEAD)
        desk.write(DENUNCIATION + "SendConclusion", {"id": case}, OFFICER)
