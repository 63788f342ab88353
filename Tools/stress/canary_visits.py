"""Citizens at the counter of whom some turn out to be denouncers."""

from typing import Any

from canary_desk import HEAD, OFFICER, RECEPTION, WARD_HEAD, Desk, Json, made, reference
from canary_people import Person, Population
from canary_petitions import Petitions

FIELDS = {"COMPLAINT": "HC.DD", "DENUNCIATION": "HC.CV", "FEEDBACK": "CS"}


class Visits:
    """Plays a morning at the counter; its secret records go to those of the petitions."""

    def __init__(self, desk: Desk, population: Population, petitions: Petitions) -> None:
        self._desk = desk
        self._population = population
        self._petitions = petitions

    def play(self) -> None:
        """Every way once."""
        for way in (self._told_at_once, self._marked, self._split, self._opened, self._same,
                    self._delegation):
            self._petitions.go(way, f"visit {way.__name__.strip('_')}")

    def ordinary(self) -> None:
        """A visit that stays ordinary, is closed, and is told to the national database."""
        visit = self._visited(self._population.one("ordinary"), "FEEDBACK")
        self._write("AnswerDirectly", {"id": visit, "number": 1, "answer": "Sẽ nạo vét cống"})
        self._write("CloseVisit", {"id": visit})

    def check(self) -> None:
        """Notes each visit that the server does not guard as secret."""
        for way, kind, name in self._petitions.secret:
            if kind == "VISIT":
                found = self._desk.call(RECEPTION + "GetVisit", {"id": name}, OFFICER, "own agency")
                if found["guard"] != "PARTY_GUARD_SECRET":
                    self._petitions.open.append(f"{way}: a visit stands as ordinary")

    def _told_at_once(self, way: str) -> None:
        """What is told is a denunciation for another body; it goes there, and the visit ends."""
        visit = self._visited(self._population.one("secret"), "DENUNCIATION", "OTHER")
        self._write("TransferDenunciation", {
            "id": visit, "number": 1, "target_agency": "Thanh tra Chính phủ", "office": WARD_HEAD,
            "document": self._desk.paper()}, HEAD)
        self._write("NotifyResult", {"id": visit, "notice": {
            "result": "VISIT_RESULT_TRANSFERRED", "form": "NOTICE_FORM_ORAL"}})
        self._write("CloseVisit", {"id": visit})
        self._secret(way, "VISIT", visit)

    def _marked(self, way: str) -> None:
        visit = self._check_in([self._population.one("secret")], secret=True)
        self._secret(way, "VISIT", visit)

    def _split(self, way: str) -> None:
        """One content turns out to be two, one of them a denunciation."""
        visit = self._visited(self._population.one("secret"), "COMPLAINT")
        self._write("SplitContents", {"id": visit, "number": 1, "contents": [
            content("COMPLAINT"), content("DENUNCIATION")]})
        self._secret(way, "VISIT", visit)

    def _opened(self, way: str) -> None:
        """The petition that was opened from a visit turns out to be a denunciation."""
        visit = self._visited(self._population.one("secret"), "COMPLAINT")
        petition = self._open(visit)
        self._desk.classify(petition, "COMPLAINT")
        self._petitions.turn([petition], way)
        self._secret(way, "VISIT", visit)

    def _same(self, way: str) -> None:
        """Somebody comes again with the same content, and now it is a denunciation."""
        person = self._population.one("secret")
        before = self._visited(person, "FEEDBACK")
        petition = self._open(before)
        visit = self._check_in([person])
        self._record(visit, content("FEEDBACK", same_as_visit=before))
        self._petitions.turn([self._open(visit)], way)
        for kind, name in (("VISIT", before), ("VISIT", visit), ("PETITION", petition)):
            self._secret(way, kind, name)

    def _delegation(self, way: str) -> None:
        """Five people with two representatives, one of them named when they speak; with papers."""
        people = [self._population.one("secret") for _ in range(2)]
        visit = self._check_in(people[:1], party_size=5)
        self._write("RecordContent", {
            "id": visit, "representatives": [one.party("REPRESENTATIVE") for one in people[1:]],
            "representation": "Biên bản cử người đại diện", "contents": [content("FEEDBACK")],
            "evidence_receipt": self._desk.paper("BN-UBND")})
        petition = self._open(visit)
        # A letter of representatives lacks a sender.
        self._desk.classify(petition, "DENUNCIATION", eligibility="ELIGIBILITY_INELIGIBLE",
                            ineligible_reasons=["NO_NAME", "NO_ADDRESS"])
        self._secret(way, "PETITION", petition)
        self._secret(way, "VISIT", visit)

    def _secret(self, way: str, kind: str, name: str) -> None:
        self._petitions.secret.append((way, kind, name))

    def _visited(self, person: Person, kind: str, competence: str = "MINE") -> str:
        """A visit with one content, and a paper that the person leaves."""
        visit = self._check_in([person])
        self._record(visit, content(kind, competence))
        self._petitions.files.append(self._desk.attach(
            reference("VISIT", visit), person.evidence(), person.file_name()))
        return visit

    def _check_in(self, people: list[Person], **more: Any) -> str:
        role = "REPRESENTATIVE" if "party_size" in more else "SENDER"
        return made(self._write("CheckIn", {
            "kind": "RECEPTION_KIND_REGULAR", "identity_paper": "IDENTITY_PAPER_CARD",
            "parties": [one.party(role) for one in people], **more}), "VISIT")

    def _record(self, visit: str, *contents: Json) -> None:
        self._write("RecordContent", {"id": visit, "contents": list(contents)})

    def _open(self, visit: str) -> str:
        """The petition that is opened from a visit's first content."""
        year, month, _ = map(int, self._desk.today.split("-"))
        return made(self._write("OpenPetition", {
            "id": visit, "number": 1, "stamp_number": f"{self._desk.number()}", "signed": True,
            "written_on": {"year": year, "month": month}}), "PETITION")

    def _write(self, method: str, request: Json, identity: str = OFFICER) -> Json:
        return self._desk.write(RECEPTION + method, request, identity)


def content(kind: str, competence: str = "MINE", **more: Any) -> Json:
    """What a visitor says, in the officer's words."""
    return {"type": f"PETITION_TYPE_{kind}", "field": FIELDS[kind],
            "competence": f"COMPETENCE_{competence}", "summary": "Nội dung trình bày tại quầy",
            **more}
