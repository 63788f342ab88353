"""Plays the steps of a story against a server and keeps what came of them."""

import secrets
import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from days import Days

Json = dict[str, Any]
EXPLAIN = "kntc.v1.DeadlineService/ExplainDeadline"
COMPUTE = "kntc.v1.DeadlineService/ComputeDeadline"
RULES = ("rule", "title", "start_on", "nominal_on", "due")


@dataclass(frozen=True)
class Step:
    """One act: who does it, by which method, and the rules that it sets to work."""

    name: str
    title: str
    identity: str
    method: str
    request: Callable[["Play"], Json]
    day: Callable[["Play"], date]
    told: Callable[["Play"], str]
    rules: tuple[str, ...] = ()
    # Whether the bridge runs after it.
    delivers: bool = True


class Stage(Protocol):
    """Where a story is played."""

    def call(self, method: str, request: Json, identity: str) -> Json:
        """The reply of a method."""

    def deliver(self) -> None:
        """Runs the bridge once."""

    def accepted(self) -> list[Json]:
        """What the national database has accepted."""


class Play:
    """One playing of a story: a petition and a case of its own on any store."""

    def __init__(self, stage: Stage, reader: str, tell: Callable[[str], None]) -> None:
        """Asks the server for today; `reader` is the identity that reads back."""
        self._stage = stage
        self._reader = reader
        self._tell = tell
        status = stage.call("kntc.v1.SystemService/GetStatus", {}, reader)
        self.days = Days(date.fromisoformat(status["today"]))
        self.name = f"demo-{uuid.uuid4()}"
        self.paper_number = 1_000 + secrets.randbelow(9_000)
        self.petition_id = self.case_id = self.etag = self.register_number = ""
        self.steps: list[Json] = []
        self.deadlines: list[Json] = []

    def perform(self, steps: Iterable[Step]) -> None:
        """Plays the steps, explains their time limits and runs the bridge."""
        for step in steps:
            request = {"request_id": str(uuid.uuid4()), **step.request(self)}
            receipt = self._stage.call(step.method, request, step.identity)
            self.steps.append({"name": step.name, "method": step.method, "request": request,
                               "receipt": receipt})
            self._note(receipt)
            self._tell(f"{len(self.steps):2}. {step.day(self):%d/%m/%Y}  {step.title}")
            self._tell(f"    {step.told(self)}")
            for rule in step.rules:
                self._explain(rule)
            if step.delivers:
                self._stage.deliver()

    def case(self) -> Json:
        """The case as it stands."""
        return self._stage.call("kntc.v1.CaseService/GetCase", {"id": self.case_id}, self._reader)

    def petition(self) -> Json:
        """The petition as it stands."""
        return self._stage.call("kntc.v1.PetitionService/GetPetition", {"id": self.petition_id},
                                self._reader)

    def due(self, rule: str) -> str:
        """The last day of a time limit that was explained before."""
        for found in self.deadlines:
            if found["rule"] == rule:
                return str(found["due"])
        raise LookupError(f"no time limit {rule} was explained before")

    def latest_day(self, rule: str, start: date) -> str:
        """The day that a rule gives, without a case."""
        found = self._stage.call(COMPUTE, {"rule": rule, "start_on": start.isoformat()},
                                 self._reader)
        return str(found["due"])

    def result(self) -> Json:
        """Everything that came of it: codes, numbers, last days, ids of messages."""
        petition = self.petition()
        case = self.case() if self.case_id else {}
        states = {(kind, found["rule"]): found["state"]
                  for kind, record in (("RECORD_KIND_PETITION", petition),
                                       ("RECORD_KIND_CASE", case))
                  for found in record.get("deadlines", [])}
        deadlines = [{**found, "state": states[found["record"]["kind"], found["rule"]]}
                     for found in self.deadlines]
        return {"steps": self.steps, "petition": petition, "case": case, "deadlines": deadlines,
                "register_number": petition["register_number"], "messages": self._messages()}

    def _note(self, receipt: Json) -> None:
        for entry in receipt["records"]:
            record = entry["record"]
            if record["kind"] == "RECORD_KIND_PETITION":
                self.petition_id, self.etag = record["id"], entry["etag"]
            elif record["kind"] == "RECORD_KIND_CASE":
                self.case_id = record["id"]
        for number in receipt.get("numbers", []):
            self.register_number = f"{number['number']}/{number['year']}"

    def _explain(self, rule: str) -> None:
        record = {"kind": "RECORD_KIND_CASE", "id": self.case_id} if self.case_id else {
            "kind": "RECORD_KIND_PETITION", "id": self.petition_id}
        found = self._stage.call(EXPLAIN, {"record": record, "rule": rule}, self._reader)
        self.deadlines.append({"record": record, **{name: found[name] for name in RULES},
                               "basis": found["basis"]})
        due = date.fromisoformat(found["due"])
        self._tell(f"    Thời hạn {rule}: {due:%d/%m/%Y} — {found['title']} "
                   f"({'; '.join(found['basis'])})")
        for line in found.get("lines", [])[1:]:
            self._tell(f"      · {line['vi']}")

    def _messages(self) -> list[Json]:
        """What the national database answered about this petition and case, by the journal and
        by its own record."""
        accepted = {entry["messageId"]: entry for entry in self._stage.accepted()}
        messages = []
        for kind, name in (("RECORD_KIND_PETITION", self.petition_id),
                           ("RECORD_KIND_CASE", self.case_id)):
            if not name:
                continue
            history = self._stage.call("kntc.v1.FeedService/GetHistory",
                                       {"record": {"kind": kind, "id": name}}, self._reader)
            answers = [event["national_answered"] for item in history["items"]
                       for event in item["events"] if "national_answered" in event]
            for answer in answers:
                entry = accepted[answer["message_id"]]
                messages.append({"message_id": answer["message_id"],
                                 "event_type": entry["eventType"],
                                 "sequence": entry["sequence"],
                                 "national_id": answer["national_id"],
                                 "subject_id": entry["subjectId"]})
        return messages
