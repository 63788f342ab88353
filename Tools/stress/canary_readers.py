"""Everybody who may not know who denounces reads everything that there is to read.

The answers lie in files: of the own agency's officers, of strangers, and of the bridge's right.
"""

from canary_copies import HANDLER, Copies
from canary_desk import (DOCUMENT, FILE, HEAD, OFFICER, PETITION, RECEPTION, RECORD, WARD,
                         WARD_HEAD, Desk, Json, Refused, made, reference)
from canary_petitions import Petitions

OWN = (f"officer@{WARD}/nv.la", f"receiver@{WARD}/nv.tiep", f"clerk@{WARD}/nv.van", HEAD)
STRANGERS = ("officer@H29.80.64/nv.ban", "verifier@H29.07/nv.minh", "officer@H29/nv.thanh",
             "head@H29/chu.tich", "inspector@H29/thanh.tra", "auditor@H29/kiem.toan",
             "administrator@H29/quan.tri")
SYNC = "sync@H29"
PAGE = 200
REASON = "Cần làm rõ người gửi đơn là ai để xử lý"


class Readers:
    """Reads as everybody, and as the one who has the right."""

    def __init__(self, desk: Desk, petitions: Petitions) -> None:
        self._desk = desk
        self._petitions = petitions
        self.calls = 0
        # Replies that told an identity to somebody without a right.
        self.told: set[str] = set()

    def read(self) -> None:
        """As all of them."""
        for identities, kept in ((OWN, "own agency"), (STRANGERS, "strangers")):
            for identity in identities:
                self._lists(identity, kept)
                for way, kind, name in self._petitions.secret:
                    self._record(way, kind, name, identity, kept)
        for file in self._petitions.files:
            for identity in (*OWN, *STRANGERS):
                self._try(FILE + "GetFile", {"id": file}, identity, "secret files")
                self._try(FILE + "ReadFile", {"id": file}, identity, "secret files")
        for code in self._petitions.codes:
            self._try(PETITION + "TrackPetition", {"receipt_code": code}, OFFICER, "own agency")
        self._exports()

    def _try(self, method: str, request: Json, identity: str, kept: str) -> Json | None:
        """A reply that is kept; nothing when it is refused."""
        self.calls += 1
        try:
            return self._desk.call(method, request, identity, kept)
        except Refused:
            return None

    def _record(self, way: str, kind: str, name: str, identity: str, kept: str) -> None:
        """Everything that can be asked about one record."""
        about = {"record": reference(kind, name)}
        for method in ("ListActions", "GetChanges"):
            self._try(RECORD + method, about, identity, kept)
        self._try(RECORD + "GetRecordAsOf", {**about, "day": self._desk.today}, identity, kept)
        history = self._try("FeedService/GetHistory", about, identity, kept) or {}
        for item in history.get("items", [])[:3]:
            self._try(RECORD + "GetRecordAsOf", {**about, "position": item["position"]}, identity,
                      kept)
        self._try("IdentityService/ListHandlers", about, identity, kept)
        self._try("IdentityService/ReadIdentity", {
            **about, "request_id": f"canary-read-{self.calls:06}", "reason": REASON,
            "reason_code": "IDENTITY_REASON_VERIFY"}, identity, kept)
        asked = {"PETITION": PETITION + "GetPetitionIdentity",
                 "VISIT": RECEPTION + "GetVisitIdentity", "SIGNER": PETITION + "GetSignerIdentity"}
        if kind in asked and self._try(asked[kind], {"id": name}, identity, kept) is not None:
            self.told.add(f"{asked[kind]} tells who denounces ({way})")
        for method in (DOCUMENT + "ListDocuments", DOCUMENT + "ListOriginals", FILE + "ListFiles"):
            found = self._try(method, {"about": reference(kind, name)}, identity, kept) or {}
            for document in found.get("documents", []):
                self._try("IdentityService/RenderLetter", {
                    "request_id": f"canary-read-{self.calls:06}", "document": document["id"]},
                    identity, kept)
        if kind == "PETITION":
            self._try(PETITION + "GetPetition", {"id": name}, identity, kept)
            self._try(PETITION + "ListSigners", {"id": name}, identity, kept)
        if kind == "VISIT":
            self._try(RECEPTION + "GetVisit", {"id": name}, identity, kept)
        if kind == "CASE":
            self._try("CaseService/GetCase", {"id": name}, identity, kept)

    def _lists(self, identity: str, kept: str) -> None:
        """Every list to its end, feeds and what is due among them."""
        year = int(self._desk.today[:4])
        for method, request in (
                (PETITION + "ListPetitions", {}), (RECEPTION + "ListVisits", {}),
                ("CaseService/ListCases", {}), (DOCUMENT + "ListDocuments", {}),
                (DOCUMENT + "ListOriginals", {}), ("DeadlineService/ListDue", {}),
                (RECEPTION + "ListReceptionRegister", {"year": year}),
                ("IdentityService/ListIdentityRequests", {}),
                ("IdentityService/ListIdentityReads", {}), ("GrantService/ListGrants", {}),
                ("SatisfactionService/ListRatings", {}), ("SessionService/ListSessions", {})):
            page: Json | None = {"next_page_token": ""}
            while page is not None and "next_page_token" in page:
                page = self._try(method, {**request, "page_size": PAGE,
                                          "page_token": page["next_page_token"]}, identity, kept)
        self._feed("FeedService/ListJournal", identity, kept)
        self._feed("FeedService/ListInbox", identity, kept)
        self._try("SystemService/VerifyStore", {}, identity, kept)
        self._try("AccessService/ListAccessSessions", {}, identity, kept)

    def _feed(self, method: str, identity: str, kept: str) -> None:
        after = "0"
        while page := self._try(method, {"after": after, "page_size": PAGE}, identity, kept):
            if page.get("position", "0") == after or page.get("end"):
                break
            after = page["position"]

    def _exports(self) -> None:
        """What the bridge is told, from the first entry on, and what else its right reaches."""
        self._feed("NationalService/ListExports", SYNC, "bridge")
        self._lists(SYNC, "strangers")

    def entitled(self, copies: Copies) -> bool:
        """Whether who is named for a file reads there what is looked for everywhere else; it makes
        a working copy too."""
        person = self._petitions.handled
        record = reference("PETITION", self._petitions.named(person))
        receipt = self._desk.write("IdentityService/AppointHandlers", {
            "record": record, "handlers": [{"officer": "nv.duoc.giao"}], "office": WARD_HEAD,
            "until": "HANDLER_STAGE_CLOSING", "reason": "Phân công xử lý"}, HEAD)
        made(receipt, "HANDLER_APPOINTMENT")
        found = self._desk.call("IdentityService/ReadIdentity", {
            "request_id": "canary-entitled-0001", "record": record, "reason": REASON,
            "reason_code": "IDENTITY_REASON_VERIFY"}, HANDLER)
        copies.copies(record, person)
        return bool(found["parties"][0]["party"]["full_name"] == person.full_name)
