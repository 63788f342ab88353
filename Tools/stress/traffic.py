"""Clients that register petitions as fast as they are answered, and what they were answered."""

import random
import sys
import threading
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

TOOLS = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(TOOLS / "checker"), str(TOOLS / "generator")]

from google.protobuf import json_format  # noqa: E402
from google.protobuf.message import Message  # noqa: E402

import people  # noqa: E402
import petitions  # noqa: E402
from contract import Contract  # noqa: E402
from ttrpc import Client, ProtocolError, StatusError  # noqa: E402

SYSTEM = "stress"
# The first is older than the wards: letters from before 2025-07-01 go there.
AGENCIES = ("H29", "H29.80.63", "H29.80.64")
WARDS_SINCE = "2025-07-01"
KINDS = {"PERSON": "PARTY_KIND_PERSON", "ORG": "PARTY_KIND_ORGANISATION"}


@dataclass(frozen=True)
class Registration:
    """A petition to register, with the caller's own name for it."""

    name: str
    agency: str
    request: Message


class Source:
    """Registrations by index, made from invented petitions; safe from many threads."""

    def __init__(self, contract: Contract, seed: int) -> None:
        self._request = contract.message("kntc.v1.RegisterPetitionRequest")
        self._communes = people.load_communes(petitions.DIRECTORY)
        self._seed = seed
        self._next = 0
        self._lock = threading.Lock()

    def take(self) -> Registration:
        """The next one."""
        with self._lock:
            index = self._next
            self._next += 1
        entry = petitions.petition(self._seed, index, self._communes)
        name = str(uuid.UUID(int=random.Random(f"{self._seed} {index}").getrandbits(128)))
        body = {"request_id": name, "external_reference": {"system": SYSTEM, "id": name},
                **request(entry)}
        young = entry["stamp"]["date"] >= WARDS_SINCE
        agency = AGENCIES[index % len(AGENCIES)] if young else AGENCIES[0]
        return Registration(name, agency, json_format.ParseDict(body, self._request()))


def request(entry: dict[str, Any]) -> dict[str, Any]:
    """An invented petition as a request."""
    body: dict[str, Any] = {
        "source": f"PETITION_SOURCE_{entry['source']}", "stamp": entry["stamp"],
        "summary": entry["summary"], "signed": entry["signed"],
        "sender_count": entry["sender_count"], "parties": [party(one) for one in entry["senders"]]}
    if "forwarder" in entry:
        body["forwarder"] = entry["forwarder"]
    if "written_on" in entry:
        year, month, day = map(int, entry["written_on"].split("-"))
        body["written_on"] = {"year": year, "month": month, "day": day}
    return body


def party(sender: dict[str, Any]) -> dict[str, Any]:
    """An invented sender as a party."""
    kept = {name: sender[name] for name in ("full_name", "id_number", "phone", "address")
            if name in sender}
    return {"role": "PARTY_ROLE_SENDER", "kind": KINDS[sender["kind"]], **kept}


class Caller:
    """A connection that calls in the name of an agency."""

    def __init__(self, contract: Contract, endpoint: str) -> None:
        host, _, port = endpoint.rpartition(":")
        self._client = Client(contract, host, int(port))

    def call(self, service: str, method: str, message: Message, identity: str) -> Any:
        """The reply of a method."""
        return self._client.call(f"kntc.v1.{service}", method, message,
                                 metadata={"kntc-identity": identity})

    def register(self, registration: Registration) -> Any:
        """The receipt of a registration."""
        return self.call("PetitionService", "RegisterPetition", registration.request,
                         f"officer@{registration.agency}/stress")

    def close(self) -> None:
        """Closes the connection."""
        self._client.close()


class Traffic:
    """Clients in threads that register until the server is gone."""

    def __init__(self, connect: Callable[[], Caller], source: Source, clients: int) -> None:
        self.answered: list[tuple[Registration, Any]] = []
        self.unanswered: list[Registration] = []
        self.refused: list[str] = []
        self._connect = connect
        self._source = source
        self._changed = threading.Condition()
        self._threads = [threading.Thread(target=self._register) for _ in range(clients)]
        for thread in self._threads:
            thread.start()

    def wait(self, answers: int, seconds: float) -> bool:
        """Waits until so many are answered or one is refused; false when time runs out."""
        with self._changed:
            return self._changed.wait_for(
                lambda: len(self.answered) >= answers or bool(self.refused), seconds)

    def join(self) -> None:
        """Waits until every client has noticed that the server is gone."""
        for thread in self._threads:
            thread.join()

    def _register(self) -> None:
        try:
            caller = self._connect()
        except OSError:
            return  # killed before this client came
        try:
            while self._register_one(caller, self._source.take()):
                pass
        finally:
            caller.close()

    def _register_one(self, caller: Caller, registration: Registration) -> bool:
        try:
            receipt = caller.register(registration)
        except (OSError, ProtocolError):
            with self._changed:
                self.unanswered.append(registration)
            return False
        except StatusError as error:
            with self._changed:
                self.refused.append(f"{registration.name}: {error.reason}")
                self._changed.notify_all()
            return False
        with self._changed:
            self.answered.append((registration, receipt))
            self._changed.notify_all()
        return True
