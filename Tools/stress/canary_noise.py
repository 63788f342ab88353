"""Requests that go wrong with a name in them: none of it may be logged, kept or told back."""

import json
import socket
import struct
import time
import urllib.error
import urllib.parse
import urllib.request
from typing import Any

from canary_desk import (OFFICER, PETITION, RECEPTION, REFUSALS, Desk, Json, Refused,
                         classification, encoded, reference)
from canary_people import Population
from canary_petitions import Petitions

HEADER = struct.Struct(">IIBB")
REQUEST, FRAME_BYTES_MAX = 1, 4 << 20
ANSWER_SECONDS_MAX = 2.0


class Noise:
    """Plays what goes wrong; keeps what was taken although it names somebody."""

    def __init__(self, desk: Desk, population: Population, petitions: Petitions,
                 operations: str) -> None:
        self._desk = desk
        self._population = population
        self._petitions = petitions
        self._operations = operations
        # Fields in which a sealed name was taken.
        self.taken: list[str] = []
        self.sent = 0

    def play(self) -> None:
        """All of it."""
        self._invalid()
        self._strange()
        self._frames()
        self._pages()
        self._scenario()
        self._lookups()

    def _try(self, method: str, request: Json, identity: str = OFFICER) -> None:
        """A call that goes wrong in one way or another."""
        self.sent += 1
        try:
            self._desk.call(method, request, identity, "receipts")
        except Refused:
            pass

    def _invalid(self) -> None:
        """Petitions, visits and signers with wrong values in the fields that name people."""
        person = self._population.one("secret")
        # What is taken all the same is secret.
        name, letter = person.full_name, self._petitions.letter(person, secret=True)
        broken = [
            {"full_name": name * 400}, {"id_number": f"{person.id_number} {name}"},
            {"phone": f"{name} {person.phone}"}, {"email": f"{person.email} {name}"},
            {"address": {"text": person.address * 300}},
            {"address": {"text": person.address, "unit_code": name}},
            {"address": {"text": person.address, "map_date": name}}, {"full_name": f"{name}\x00"},
            {"role": "PARTY_ROLE_UNSPECIFIED"}, {"kind": "PARTY_KIND_UNSPECIFIED"}]
        wrong = [{"parties": [{**person.party(), **one}]} for one in broken]
        wrong += [{"parties": [person.party()] * 51}, {"summary": name * 500},
                  {"full_text": encoded(person.letter() * 1_000)}, {"request_id": name},
                  {"stamp": {"number": name * 20, "date": name}},
                  {"forwarder": {"agency": name * 50, "document_date": name}},
                  {"external_reference": {"system": name * 30, "id": name * 30}},
                  {"respondents": [{"agency": name, "rank": "RANK_HEAD", "officer": name}]},
                  {"source": "PETITION_SOURCE_UNSPECIFIED"}, {"registered_on": name}]
        for one in wrong:
            self._try(PETITION + "RegisterPetition",
                      {"request_id": "canary-request-0001", **letter, **one})
            self._try(PETITION + "ReceivePetition",
                      {"request_id": "canary-request-0002", "petition": {**letter, **one}})
        for one in wrong[:len(broken)]:
            self._try(RECEPTION + "CheckIn", {
                "request_id": "canary-request-0003", "kind": "RECEPTION_KIND_REGULAR",
                "identity_paper": "IDENTITY_PAPER_CARD", "secret": True, **one})
            for _, kind, secret in self._petitions.secret[:1]:
                self._try(PETITION + "AddSigners", {"request_id": "canary-request-0004",
                                                    "id": secret, "signers": one["parties"]})

    def _strange(self) -> None:
        """Names where codes, ids, tokens, roles and passwords are awaited; a reused request id."""
        person = self._population.one("secret")
        name, letter = person.full_name, self._petitions.letter(person)
        for method, request in (
                (PETITION + "GetPetition", {"id": name}),
                (PETITION + "GetPetition", {"external_reference": {"system": name, "id": name}}),
                (PETITION + "ListPetitions", {"agency": name, "page_token": name}),
                (PETITION + "TrackPetition", {"receipt_code": name}),
                (RECEPTION + "GetVisitIdentity", {"id": person.id_number}),
                (RECEPTION + "FindMatters", {"id_number": person.full_name * 5}),
                ("DirectoryService/GetAgency", {"code": name}),
                ("DirectoryService/GetOfficer", {"code": name}),
                ("FeedService/GetHistory", {"record": reference("PETITION", name)}),
                ("DeadlineService/ComputeDeadline", {"rule": name, "start_on": name}),
                ("FileService/GetFile", {"id": name}), ("GrantService/CanI", {"method": name}),
                ("AccessService/SignIn", {"officer": name, "password": person.email})):
            self._try(method, request)
        for identity in (f"{name}@H29", f"officer@{name}", f"officer@H29/{name * 9}", name):
            self._try("SystemService/GetStatus", {}, identity.encode().decode("utf-8"))
        for parties in ([person.party()], []):
            self._try(PETITION + "RegisterPetition", {
                "request_id": "canary-request-reused", **letter, "secret": True,
                "parties": parties})
        for _, kind, secret in self._petitions.secret[:1]:
            self._try(PETITION + "ClassifyPetition", {
                "request_id": "canary-request-0005", "id": secret, "etag": name,
                "classification": classification("COMPLAINT", field=name, repeats=name)})

    def _frames(self) -> None:
        """Bytes that are no call, calls that are cut, bodies that are too long; HTTP paths."""
        person = self._population.one("secret")
        letter = person.letter()
        body = self._request("RegisterPetition", letter)
        for data in (
                letter * 20, frame(letter, kind=9), frame(letter), frame(body[:-20]),
                frame(body)[:-7], HEADER.pack(FRAME_BYTES_MAX + 1, 1, REQUEST, 0) + letter,
                HEADER.pack(len(body), 2, REQUEST, 0) + body, frame(body) + letter,
                frame(self._request("RegisterPetition", letter, service="kntc.v1." +
                                    person.full_name), stream=3),
                frame(self._request("RegisterPetition", letter * 8_000)[:FRAME_BYTES_MAX]),
                frame(self._request(person.full_name, letter)),
                frame(self._request("RegisterPetition", letter, nanoseconds=1))):
            self._send(data)
        quoted = urllib.parse.quote(person.full_name)
        for path in (quoted, f"metrics?{quoted}", f"health/{person.id_number}"):
            try:
                url = self._operations.removesuffix("health") + path
                with urllib.request.urlopen(url, timeout=ANSWER_SECONDS_MAX) as reply:
                    self._desk.keep(REFUSALS, reply.read())
            except (urllib.error.URLError, OSError) as error:
                self._desk.keep(REFUSALS, type(error).__name__.encode())

    def _request(self, method: str, payload: bytes, service: str = "kntc.v1.PetitionService",
                 nanoseconds: int = 0) -> bytes:
        """A request whose payload is not what its method awaits."""
        made: Any = self._desk.contract.message("ttrpc.Request")(
            service=service, method=method, payload=payload, timeout_nano=nanoseconds)
        made.metadata.add(key="kntc-identity", value=OFFICER)
        return bytes(made.SerializeToString())

    def _send(self, data: bytes) -> None:
        """Sends bytes on a connection of their own and waits for an answer or the end."""
        self.sent += 1
        host, _, port = self._desk.endpoint.rpartition(":")
        try:
            with socket.create_connection((host, int(port)), ANSWER_SECONDS_MAX) as connection:
                connection.sendall(data)
                connection.shutdown(socket.SHUT_WR)
                connection.settimeout(0.2)
                while connection.recv(65_536):
                    time.sleep(0)
        except OSError:
            pass

    def _pages(self) -> None:
        """Calls whose deadline is over, and pages that do not exist."""
        person = self._population.one("secret")
        for method in ("ListPetitions", "ListSigners"):
            self._try(PETITION + method, {"page_size": -1, "page_token": encoded(
                person.full_name.encode())})

    def _scenario(self) -> None:
        """A play of the law with a person in it, and steps that fail."""
        person = self._population.one("secret")
        letter = {**self._petitions.letter(person), "registered_on": self._desk.today}
        steps = [{"date": self._desk.today, "identity": OFFICER.partition("/")[0], "as": "don",
                  "method": method, "request_json": json.dumps(request)}
                 for method, request in (
                     (PETITION + "RegisterPetition", letter),
                     (PETITION + "RegisterPetition", {**letter, "summary": person.full_name}),
                     (PETITION + "GetPetition", {"id": person.full_name}),
                     (person.full_name, letter))]
        for part in (steps[:1], steps[:3]):
            self._try("ScenarioService/PlayScenario", {"steps": part}, "administrator@H29")
            self._try("ScenarioService/PlayScenario", {"steps": part})

    def _lookups(self) -> None:
        """Somebody asks for denouncers by their numbers: no trace, and no number in an answer."""
        for person in [one for one in self._population.people if one.role == "secret"][:20]:
            for method in ("GetVisitorHistory", "FindMatters"):
                self.sent += 1
                found = self._desk.call(RECEPTION + method, {"id_number": person.id_number},
                                        "receiver@H29.80.64/lan", "lookups")
                if found.get("matters") or found.get("visits") or found.get("petitions"):
                    self.taken.append(f"{method}: a denouncer's number finds something")


def frame(data: bytes, kind: int = REQUEST, stream: int = 1) -> bytes:
    """A frame."""
    return HEADER.pack(len(data), stream, kind, 0) + data
