"""What officers type before there is a record, and what they write down of a letter for others."""

from canary_desk import HEAD, OFFICER, WARD, WARD_HEAD, Desk, Json, Refused, encoded, made
from canary_people import Person, Population

DRAFT, COPY = "DraftService/", "WorkingCopyService/"
HANDLER = f"officer@{WARD}/nv.duoc.giao"
OTHERS = (f"officer@{WARD}/nv.la", f"receiver@{WARD}/nv.tiep", HEAD, "officer@H29.80.64/nv.ban",
          "auditor@H29/kiem.toan", "administrator@H29/quan.tri")


class Copies:
    """Drafts of letters and working copies of them."""

    def __init__(self, desk: Desk, population: Population) -> None:
        self._desk = desk
        self._population = population
        # Whoever got what is another's, and texts that took a name.
        self.told: set[str] = set()

    def drafts(self) -> None:
        """One is saved twice and kept, one is dropped; others ask for both."""
        for number, is_dropped in enumerate((False, True)):
            person = self._population.one("secret")
            draft = {"id": f"canarydraft{number:015}"}
            for _ in range(2):
                typed = encoded(str(person.party()).encode() + person.letter())
                self._desk.call(DRAFT + "SaveDraft", {**draft, "content": typed}, OFFICER,
                                "receipts")
            for other in OTHERS:
                if self._is_answered(DRAFT + "GetDraft", draft, other):
                    self.told.add(f"GetDraft tells another's draft to {other}")
                self._is_answered(DRAFT + "ListDrafts", {}, other)
            if is_dropped:
                self._desk.call(DRAFT + "DropDraft", draft, OFFICER, "receipts")

    def copies(self, record: Json, person: Person) -> None:
        """A working copy may not name its sender; one that does not is released and read."""
        for spelled in (*person.spelled_names(), person.id_number):
            request = {"record": record, "masked_text": f"Tôi là {spelled}, tố cáo cán bộ"}
            if not self._desk.is_refused(COPY + "MakeWorkingCopy", request, HANDLER):
                self.told.add("takes a sealed name: MakeWorkingCopy.masked_text")
        copy = made(self._desk.write(COPY + "MakeWorkingCopy", {
            "record": record, "masked_text": "Tôi là [đã che], tố cáo cán bộ"}, HANDLER),
            "WORKING_COPY")
        self._desk.write(COPY + "ReleaseWorkingCopy", {"id": copy, "office": WARD_HEAD}, HEAD)
        for other in OTHERS:
            self._is_answered(COPY + "GetWorkingCopy", {"id": copy}, other)
            self._is_answered(COPY + "ListWorkingCopies", {"record": record}, other)

    def _is_answered(self, method: str, request: Json, identity: str) -> bool:
        """Whether there is an answer; it is kept."""
        try:
            self._desk.call(method, request, identity, "strangers")
        except Refused:
            return False
        return True
