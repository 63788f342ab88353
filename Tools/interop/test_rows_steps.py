"""Wrong order, foreign ids and forged cursors, at every door of a real server alike."""

import unittest
from typing import Any

from google.protobuf.message import Message

from doors import (CANARY, HEAD, INVALID, NOT_FOUND, OFFICER, OTHER, PRECONDITION, WARD, Outcome,
                   Rows, identifier, message)

ABSENT = "0" * 26
PETITION = 2
REASON = {"reason": "Đơn nêu cơ quan", "respondents": [{"agency": WARD, "rank": 4}]}
CLASSIFICATION = {"type": 1, "complaint_subtype": 1, "eligibility": 1, "competence": 1,
                  "signers": 1, "repetition": 1, "field": "HC.DD"}
# What asks for a record by its id: who asks, the method, the type of the request, its fields with a
# percent sign for the id.
ASKING: list[tuple[str, str, str, dict[str, Any]]] = [
    (OFFICER, "PetitionService/GetPetition", "GetPetitionRequest", {"id": "%"}),
    (OFFICER, "PetitionService/GetPetition", "GetPetitionRequest",
     {"external_reference": {"system": "dvc", "id": "%"}}),
    (OFFICER, "PetitionService/GetPetitionIdentity", "GetPetitionIdentityRequest", {"id": "%"}),
    (OFFICER, "PetitionService/ClassifyPetition", "ClassifyPetitionRequest",
     {"id": "%", "etag": "1", "classification": CLASSIFICATION}),
    (OFFICER, "PetitionService/NameRespondents", "NameRespondentsRequest",
     {"id": "%", "etag": "1", **REASON}),
    (HEAD, "PetitionService/ApproveHandling", "ApproveHandlingRequest",
     {"id": "%", "office": f"{WARD}.CT"}),
    (OFFICER, "FeedService/GetHistory", "GetHistoryRequest",
     {"record": {"kind": PETITION, "id": "%"}}),
    (OFFICER, "DeadlineService/ExplainDeadline", "ExplainDeadlineRequest",
     {"record": {"kind": PETITION, "id": "%"}, "rule": "PET.PROCESS"}),
    (OFFICER, "RecordService/GetRecordAsOf", "GetRecordAsOfRequest",
     {"record": {"kind": PETITION, "id": "%"}, "day": "2026-07-01"}),
    (OFFICER, "DocumentService/DraftDocument", "DraftDocumentRequest",
     {"about": {"kind": PETITION, "id": "%"}, "form": "ND30/2020:1.4-TB", "recipients": ["H29"]}),
    (OFFICER, "FileService/ListFiles", "ListFilesRequest",
     {"about": {"kind": PETITION, "id": "%"}}),
    # An id of another kind is none of this kind.
    (OFFICER, "CaseService/GetCase", "GetCaseRequest", {"id": "%"}),
    (OFFICER, "DocumentService/GetDocument", "GetDocumentRequest", {"id": "%"}),
]


def filled(value: Any, name: str) -> Any:
    """The fields with an id in the place of the percent sign."""
    if isinstance(value, dict):
        return {key: filled(one, name) for key, one in value.items()}
    return name if value == "%" else value


class Steps(Rows):
    """What comes in the wrong order, of another agency, or from nowhere."""

    def request(self, kind: str, fields: dict[str, Any]) -> Message:
        """A request of this type, with a new request id where it takes one."""
        made = message(kind)
        writes = "request_id" in made.DESCRIPTOR.fields_by_name
        return made(**fields, **({"request_id": identifier()} if writes else {}))

    def test_foreign_ids_are_absent_ids(self) -> None:
        """Nobody learns from an answer that a record of another agency is there."""
        secret = {"system": "dvc", "id": "HS-77-ngoại"}
        foreign = self.register(f"officer@{OTHER}", summary=f"Đất {CANARY}",
                                external_reference=secret)
        own = self.register()
        before = self.doors.position()
        for identity, method, kind, fields in ASKING:
            with self.subTest(method=method, fields=fields):
                is_named = "external_reference" in fields
                theirs, absent = (
                    self.alike(self.doors.each(
                        method, self.request(kind, filled(fields, name)), identity))
                    for name in ((secret["id"], "HS-78") if is_named else (foreign, ABSENT)))
                self.assertEqual(theirs, absent)
                self.refused(theirs, NOT_FOUND, theirs.reason)
                self.assertRegex(theirs.reason, "^[A-Z]+_NOT_FOUND$")
                self.assertNotIn(foreign, theirs.told())
        self.assertEqual(self.doors.position(), before)
        # What all of these would say of every id says nothing.
        get = message("GetPetitionRequest")(id=own)
        self.assertEqual(
            self.alike(self.doors.each("PetitionService/GetPetition", get, OFFICER)).code, 0)
        get = message("GetPetitionRequest")(id=foreign)
        self.assertEqual(self.alike(self.doors.each(
            "PetitionService/GetPetition", get, f"officer@{OTHER}")).code, 0)

    def test_wrong_order(self) -> None:
        """Each step before its time says which one is missing, and does nothing."""
        petition = self.register()
        before = self.doors.position()
        notice = {"number": "1/TB", "issued_on": self.today}
        for identity, method, kind, fields in (
                (HEAD, "PetitionService/ApproveHandling", "ApproveHandlingRequest",
                 {"office": f"{WARD}.CT"}),
                (OFFICER, "PetitionService/ProposeHandling", "ProposeHandlingRequest",
                 {"outcome": 1, "reason": "Đủ điều kiện thụ lý"}),
                (OFFICER, "PetitionService/DispatchPetition", "DispatchPetitionRequest",
                 {"document": notice})):
            with self.subTest(method=method):
                request = self.request(kind, {"id": petition, **fields})
                found = self.alike(self.doors.each(method, request, identity))
                self.refused(found, PRECONDITION, "ACTION_NOT_ALLOWED")
                self.assertIn("PETITION_STATE_REGISTERED", found.message)
                self.assertIn(method.partition("/")[2], found.message)
        self.assertEqual(self.doors.position(), before)

    def test_unknown_enum_numbers(self) -> None:
        for number in (99, -1, 2_147_483_647, -2_147_483_648):
            with self.subTest(number=number):
                request = self.registration(source=number)
                self.refused(self.alike(self.doors.each(
                    "PetitionService/RegisterPetition", request, OFFICER)),
                    INVALID, "FIELD_INVALID", "source")
        self.refused(self.doors.over_json(
            "PetitionService/RegisterPetition", b'{"source": "PETITION_SOURCE_OWL"}', OFFICER),
            INVALID, "MALFORMED", "source")

    def test_pages(self) -> None:
        for method, kind, fields in (
                ("PetitionService/ListPetitions", "ListPetitionsRequest", {}),
                ("CaseService/ListCases", "ListCasesRequest", {}),
                ("FeedService/ListInbox", "ListInboxRequest", {}),
                ("DeadlineService/ListDue", "ListDueRequest", {"due_by": "2099-01-01"})):
            for size in (-1, -2_147_483_648):
                with self.subTest(method=method, size=size):
                    request = self.request(kind, {**fields, "page_size": size})
                    found = self.alike(self.doors.each(method, request, OFFICER))
                    self.refused(found, INVALID, "FIELD_INVALID", "page_size")

    def test_cursors(self) -> None:
        """A cursor is good as it was given, for its caller and its question, and no other."""
        for identity in (OFFICER, f"officer@{OTHER}"):
            for _ in range(3):
                self.register(identity)
        method, kind = "PetitionService/ListPetitions", "ListPetitionsRequest"

        def pages(token: str, identity: str = OFFICER, **more: Any) -> dict[str, Outcome]:
            request = self.request(kind, {"page_size": 1, "page_token": token, **more})
            return self.doors.each(method, request, identity)

        def read(outcome: Outcome) -> Any:
            return message("ListPetitionsReply").FromString(outcome.reply)

        first = read(pages("")["gRPC"])
        token = first.next_page_token
        for door, outcome in pages(token).items():
            second, = read(outcome).petitions
            self.assertNotEqual(first.petitions[0].id, second.id, door)
        forged = {
            f"another letter at {place}":
                token[:place] + ("0" if token[place] != "0" else "1") + token[place + 1:]
            for place in (0, len(token) // 2, len(token) - 2)}
        forged |= {"cut by one": token[:-1], "cut in half": token[:len(token) // 2],
                   "one letter": token[:1], "longer": token + token, "no token": CANARY,
                   "very long": "A" * 100_000}
        asked: list[tuple[str, dict[str, Any]]] = [
            (name, {"token": wrong}) for name, wrong in forged.items()]
        asked += [("another caller's", {"token": token, "identity": f"officer@{OTHER}"}),
                  ("another question's", {"token": token, "state": 1})]
        for name, arguments in asked:
            with self.subTest(cursor=name):
                found = self.alike(pages(**arguments))
                self.refused(found, INVALID, "FIELD_INVALID", "page_token")
                if len(arguments["token"]) > 1:
                    self.assertNotIn(arguments["token"], found.told())
        due = self.request("ListDueRequest", {"due_by": "2099-01-01", "page_token": token})
        self.refused(self.alike(self.doors.each("DeadlineService/ListDue", due, OFFICER)),
                     INVALID, "FIELD_INVALID", "page_token")


if __name__ == "__main__":
    unittest.main()
