"""Worked errors: requests that a server refuses, played on one, with the statuses that they get.

    examples = record(scratch)    # starts servers of its own; needs kntc-server and kntc-admin

What differs from run to run is replaced: ids, support ids, the day, the time to wait.
"""

import datetime
import json
import re
import ssl
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "stage")]

from google.protobuf import json_format  # noqa: E402
from google.protobuf.message import Message  # noqa: E402

from contract import CODES, Contract  # noqa: E402
from programs import ROOT, Admin, Sandbox, Server  # noqa: E402
from ttrpc import Client, StatusError  # noqa: E402

WARD = "H29.80.63"
OFFICER, HEAD = f"officer@{WARD}", f"head@{WARD}"
# Of an agency of the sandbox, which has a share of one call in flight.
SHARE, SHARED = {"agencyCallsMax": 1}, "H29.80.01"
PETITION, FEED = "kntc.v1.PetitionService", "kntc.v1.FeedService"
RECEPTION = "kntc.v1.ReceptionService"
LOOKUPS_PER_HOUR = 60
PATIENCE_SECONDS = 10
# The days of the city are those of Vietnam.
TODAY = datetime.datetime.now(datetime.timezone(datetime.timedelta(hours=7))).date().isoformat()
REGISTER = {"request_id": "example-register-0001", "source": "PETITION_SOURCE_POST",
            "stamp": {"number": "15", "date": TODAY},
            "summary": "Đề nghị xem xét lại mức bồi thường đất", "signed": True}
# What differs from run to run, and what stands for it.
REPLACED = (
    (re.compile(re.escape(TODAY)), "2026-07-01"),
    (re.compile(r"\b[0-9a-hjkmnp-tv-z]{26}\b"), "0123456789abcdefghjkmnpqrs"),
    (re.compile(r'("requestId": )"[0-9a-f]{16}"'), r'\1"0123456789abcdef"'),
    (re.compile(r'("retryDelay": )"[1-9][0-9]*([.][0-9]+)?s"'), r'\1"900s"'),
)


class Recorder:
    """Calls a server as an integrator does, and keeps what it is refused."""

    def __init__(self, contract: Contract, server: Server,
                 tls: ssl.SSLContext | None = None) -> None:
        self._contract = contract
        host, _, port = server.endpoint.rpartition(":")
        self._client = Client(contract, host, int(port), tls)
        self.refused: list[dict[str, Any]] = []

    def call(self, service: str, method: str, body: dict[str, Any], identity: str = OFFICER,
             ) -> Message:
        """The reply."""
        return self._client.call(service, method, self._message(service, method, body),
                                 metadata={"kntc-identity": identity})

    def refuse(self, situation: str, service: str, method: str, body: dict[str, Any],
               metadata: Mapping[str, str] | None = None, seconds: float = 30.0,
               request: Message | None = None) -> None:
        """Keeps what a call that must fail is told; a request stands in the place of the body."""
        if metadata is None:
            metadata = {"kntc-identity": OFFICER}
        try:
            self._client.call(service, method, request or self._message(service, method, body),
                              seconds, metadata)
        except StatusError as error:
            sent = {"timeout_nano": int(seconds * 1_000_000_000)} if seconds < 0 else {}
            self.refused.append({
                "reason": error.reason, "situation": situation, "method": f"{service}/{method}",
                "metadata": dict(metadata), **sent, "request": body,
                "status": self._status(error)})
        else:
            raise AssertionError(f"{method} was not refused: {situation}")

    def close(self) -> None:
        """Ends the connection."""
        self._client.close()

    def leave(self, service: str, method: str, body: dict[str, Any], identity: str) -> None:
        """Makes a call whose answer nobody takes."""
        self._client.send(service, method, self._message(service, method, body),
                          metadata={"kntc-identity": identity})

    def message(self, name: str, **fields: Any) -> Message:
        """A message of the contract."""
        return self._contract.message(name)(**fields)

    def _message(self, service: str, method: str, body: dict[str, Any]) -> Message:
        takes = self._contract.method(service, method).input_type.full_name
        return json_format.ParseDict(body, self._contract.message(takes)())

    def _status(self, error: StatusError) -> dict[str, Any]:
        return {"code": CODES[error.code], "message": error.message, "details": [
            {"@type": f"type.googleapis.com/{detail.DESCRIPTOR.full_name}",
             **json_format.MessageToDict(detail)} for detail in error.details]}


def record(scratch: Path) -> list[dict[str, Any]]:
    """All worked errors, from servers with stores in a folder."""
    contract = Contract.compile(ROOT / "Protos")
    found: list[dict[str, Any]] = []
    for identity, play in (("development", play_petition), ("sessions", play_sign_in)):
        with Server(scratch / identity, scratch / f"{identity}.log",
                    "--identity", identity) as server:
            if identity == "development":
                Admin(server.endpoint).load_directory()
            recorder = Recorder(contract, server)
            play(recorder)
            recorder.close()
            found += recorder.refused
    found += play_share(contract, scratch)
    text = json.dumps(found, ensure_ascii=False, sort_keys=True)
    for pattern, replacement in REPLACED:
        text = pattern.sub(replacement, text)
    return list(json.loads(text))


def play_petition(client: Recorder) -> None:
    """What goes wrong while a petition is registered, read and decided."""
    client.refuse("Fields that are wrong or absent; all are named at once.", PETITION,
                  "RegisterPetition", {"request_id": "example-invalid-00001", "sender_count": -1,
                                       "stamp": {"date": "2026-13-01"}})
    receipt = client.call(PETITION, "RegisterPetition", REGISTER)
    petition = receipt.records[0].record.id
    client.refuse("The request id of an earlier request, with another body.", PETITION,
                  "RegisterPetition", {**REGISTER, "summary": "Một nội dung khác"})
    client.refuse("A record that is not there, or that the caller may not know of.", PETITION,
                  "GetPetition", {"id": "no-such-petition"})
    approve = {"request_id": "example-approve-00001", "id": petition, "office": f"{WARD}.CT"}
    client.refuse("A caller whose roles do not hold the permission of the method.", PETITION,
                  "ApproveHandling", approve)
    client.refuse("An act that the law does not let happen at this step.", PETITION,
                  "ApproveHandling", approve, {"kntc-identity": HEAD})
    name = {"id": petition, "reason": "Đơn nêu cơ quan bị khiếu nại",
            "respondents": [{"agency": WARD, "rank": "RANK_BODY"}]}
    etag = receipt.records[0].etag
    client.call(PETITION, "NameRespondents", {
        **name, "request_id": "example-name-0000001", "etag": etag})
    client.refuse("A record that somebody else changed since it was read.", PETITION,
                  "NameRespondents", {**name, "request_id": "example-name-0000002", "etag": etag})
    client.refuse("A call that does not say who makes it.", PETITION, "GetPetition",
                  {"id": petition}, {})
    client.refuse("A deadline that is over when the request comes.", PETITION, "GetPetition",
                  {"id": petition}, seconds=-1)
    client.refuse("A position that the journal has not reached.", FEED, "ListJournal",
                  {"after": 999_999})
    client.refuse("A method that the server does not have.", PETITION, "ReadPetition", {},
                  request=client.message("kntc.v1.GetPetitionRequest"))
    client.refuse("A message of another type: field 1 is a number and not a text.", PETITION,
                  "GetPetition", {}, request=client.message("google.rpc.Status", code=5))
    for _ in range(LOOKUPS_PER_HOUR):
        client.call(RECEPTION, "FindMatters", {"id_number": "001099000000"})
    client.refuse("More look-ups of persons than an officer has in an hour.", RECEPTION,
                  "FindMatters", {"id_number": "001099000000"})


def play_share(contract: Contract, scratch: Path) -> list[dict[str, Any]]:
    """An agency with as many calls in flight as it may have."""
    settings = scratch / "settings.json"
    settings.write_text(json.dumps({"kntc": {"limits": SHARE}}), encoding="utf-8")
    with Sandbox(scratch / "sandbox", scratch / "sandbox.log", "--config", str(settings)) as server:
        client = Recorder(contract, server, server.tls(SHARED))
        identity = f"officer@{SHARED}"
        head = client.call(FEED, "ListInbox", {}, identity).position
        client.leave(FEED, "ListInbox", {"after": head, "wait_ms": 20_000}, identity)
        begun = f'kntc_calls_in_flight{{method="/{FEED}/ListInbox",agency="{SHARED}"}} 1'
        until = time.monotonic() + PATIENCE_SECONDS
        while begun not in server.operations("metrics").splitlines():
            if time.monotonic() > until:
                raise AssertionError(f"the call that is left does not begin: no {begun}")
            time.sleep(0.01)
        client.refuse("As many calls of the agency as it may have in flight; here it is one.",
                      PETITION, "GetPetition", {"id": "any"}, {"kntc-identity": identity})
        client.close()
        return client.refused


def play_sign_in(client: Recorder) -> None:
    """What goes wrong before a caller is known."""
    client.refuse("No session, where the server demands one.", PETITION, "GetPetition",
                  {"id": "any"}, {})
    client.refuse("A session that has ended, or that another connection began.", PETITION,
                  "GetPetition", {"id": "any"}, {"authorization": f"Bearer {'A' * 43}"})
