#!/usr/bin/python3
"""Finds every value that the demo printed again, in the server and in the national database.

    check_demo.py --demo demo.json --endpoint 127.0.0.1:7410 --simulator-log accepted.jsonl

Asks the server through a client of our own and reads the log that the national database keeps
of itself. Names each value that is not found again, and exits 1 when there is one.
"""

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from google.protobuf import json_format

from contract import Contract
from national import check_messages
from ttrpc import Client, ProtocolError, StatusError

Json = dict[str, Any]
PROTOS = Path(__file__).resolve().parent.parent.parent / "Protos"
PETITION, CASE = "RECORD_KIND_PETITION", "RECORD_KIND_CASE"
# The facts of a whole complaint, in their order, and the method that makes each.
WHOLE = {
    PETITION: (("petition_registered", "RegisterPetition"),
               ("receipt_code_issued", "RegisterPetition"),
               ("petition_classified", "ClassifyPetition"),
               ("handling_proposed", "ProposeHandling"),
               ("handling_approved", "ApproveHandling"),
               ("petition_dispatched", "AcceptComplaint")),
    CASE: (("complaint_accepted", "AcceptComplaint"),
           ("verification_assigned", "AssignVerification"),
           ("report_submitted", "SubmitReport"),
           ("dialogue_held", "HoldDialogue"),
           ("decision_issued", "IssueDecision"),
           ("decision_sent", "SendDecision"),
           ("decision_received", "RecordDecisionReceipt"),
           ("decision_effective", "ConfirmEffect"),
           ("enforcement_started", "StartEnforcement"),
           ("enforcement_reported", "ReportEnforcement"),
           ("enforcement_item_dropped", "DropItem"),
           ("enforcement_finished", "FinishEnforcement"),
           ("case_closed", "CloseCase")),
}
EXPLAINED = ("PET.PROCESS", "KN.ACCEPT", "KN.RESOLVE.1.ORDINARY", "KN.SEND_DECISION.1",
             "KN.EFFECT.1", "KN.APPEAL_WINDOW")


class Misses:
    """What was not found again."""

    def __init__(self) -> None:
        self.found: list[str] = []

    def same(self, place: str, told: Any, found: Any) -> None:
        """Notes a difference; long values are named by their first differing member."""
        if told == found:
            return
        if isinstance(told, dict) and isinstance(found, dict):
            for name in sorted({*told, *found}):
                self.same(f"{place}.{name}", told.get(name), found.get(name))
        elif isinstance(told, list) and isinstance(found, list) and len(told) == len(found):
            for index, (one, other) in enumerate(zip(told, found)):
                self.same(f"{place}[{index}]", one, other)
        else:
            self.found.append(f"{place}: told {told!r}, found {found!r}")

    def true(self, holds: bool, text: str) -> None:
        """Notes the text unless it holds."""
        if not holds:
            self.found.append(text)


class Records:
    """The server's records, read as an officer of one agency."""

    def __init__(self, contract: Contract, client: Client, agency: str) -> None:
        self._contract = contract
        self._client = client
        self._identity = {"kntc-identity": f"officer@{agency}/checker"}

    def read(self, service: str, method: str, **request: Any) -> Json:
        """The reply of a method as JSON; empty when it is refused, or the request is none."""
        name = f"kntc.v1.{service}"
        kind = self._contract.method(name, method).input_type.full_name
        try:
            message = json_format.ParseDict(request, self._contract.message(kind)())
            reply = self._client.call(name, method, message, metadata=self._identity)
        except (StatusError, json_format.ParseError):
            return {}
        found = json_format.MessageToDict(reply, preserving_proto_field_name=True)
        assert isinstance(found, dict)
        return found


def check(demo: Json, records: Records, log: list[Json]) -> list[str]:
    """Everything of the demo that server and national database do not say too."""
    misses = Misses()
    petition = records.read("PetitionService", "GetPetition", id=demo["petition"].get("id", ""))
    case = records.read("CaseService", "GetCase", id=demo["case"].get("id", ""))
    misses.same("petition", demo["petition"], petition)
    misses.same("case", demo["case"], case)
    misses.same("state of the petition", petition.get("state"), "PETITION_STATE_DISPATCHED")
    misses.same("state of the case", case.get("state"), "CASE_STATE_CLOSED")
    misses.same("case of the petition", petition.get("case_id"), case.get("id"))
    check_register(demo, petition, records, misses)
    check_deadlines(demo, {PETITION: petition, CASE: case}, records, misses)
    answers = []
    for kind, record in ((PETITION, petition), (CASE, case)):
        reference = {"kind": kind, "id": record.get("id", "")}
        items = records.read("FeedService", "GetHistory", record=reference).get("items", [])
        check_facts(kind, reference, items, misses)
        check_receipts(demo["steps"], reference, items, misses)
        answers += [event["national_answered"] for item in items for event in item["events"]
                    if "national_answered" in event and event["record"] == reference]
    misses.found += check_messages(demo["messages"], answers, petition, case, log)
    return misses.found


def check_facts(kind: str, reference: Json, items: list[Json], misses: Misses) -> None:
    """The record's history is that of a whole complaint, each fact once."""
    found = [(fact, item["method"].rpartition("/")[2]) for item in items
             for event in item["events"] if event["record"] == reference
             for fact in event if fact not in ("record", "acted_on", "deadlines")]
    found = [entry for entry in found if entry[0] != "national_answered"]
    for expected in WHOLE[kind]:
        misses.true(expected in found, f"history of {kind}: {expected[0]} is missing")
    misses.same(f"history of {kind}", found, list(WHOLE[kind]))


def check_receipts(steps: list[Json], reference: Json, items: list[Json],
                   misses: Misses) -> None:
    """Each step that touched the record stands at its position, with its method."""
    methods = {item["position"]: item["method"] for item in items}
    told = [step for step in steps
            if any(entry["record"] == reference for entry in step["receipt"]["records"])]
    for step in told:
        position = step["receipt"]["position"]
        misses.same(f"step {step['name']} at position {position}", f"/{step['method']}",
                    methods.get(position))
    answered = {item["position"] for item in items
                if any("national_answered" in event for event in item["events"])}
    misses.same(f"positions of {reference['kind']}",
                sorted((step["receipt"]["position"] for step in told), key=int),
                sorted(set(methods) - answered, key=int))


def check_register(demo: Json, petition: Json, records: Records, misses: Misses) -> None:
    """The petition's number was given by the register of its agency and year."""
    told = demo["register_number"]
    misses.same("register_number", told, petition.get("register_number"))
    found = records.read("RegisterService", "GetRegister", kind=told["kind"], year=told["year"])
    misses.same("agency of the register", told["agency"], found.get("agency"))
    first, following = int(found.get("starts_at", 0)), int(found.get("next_number", 0))
    number = int(petition.get("register_number", {}).get("number", 0))
    misses.true(first <= number < following,
                f"register: number {number} is not of {first} to {following - 1}")
    step = next((step for step in demo["steps"] if step["name"] == "register"), None)
    misses.same("number of the receipt", [told],
                step["receipt"].get("numbers") if step else None)


def check_deadlines(demo: Json, found: dict[str, Json], records: Records,
                    misses: Misses) -> None:
    """Each time limit is explained and computed to the same days, and stands in its record."""
    misses.same("rules explained", [told["rule"] for told in demo["deadlines"]], list(EXPLAINED))
    for told in demo["deadlines"]:
        rule = told["rule"]
        explained = records.read("DeadlineService", "ExplainDeadline", record=told["record"],
                                 rule=rule)
        computed = records.read("DeadlineService", "ComputeDeadline", rule=rule,
                                start_on=told["start_on"])
        for name in ("title", "basis", "start_on", "nominal_on", "due"):
            misses.same(f"{rule} explained, {name}", told[name], explained.get(name))
            misses.same(f"{rule} computed, {name}", told[name], computed.get(name))
        misses.true(bool(told["basis"]), f"{rule}: no article is named")
        kept = [deadline for deadline in found.get(told["record"]["kind"], {}).get("deadlines", [])
                if deadline["rule"] == rule]
        misses.same(f"{rule} in its record",
                    [(told["start_on"], told["due"], told["state"])],
                    [(entry["start_on"], entry["due_on"], entry["state"]) for entry in kept])


def main() -> int:
    """Checks one demo."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--demo", type=Path, required=True, help="what Tools/demo --json printed")
    parser.add_argument("--endpoint", required=True, metavar="HOST:PORT")
    parser.add_argument("--simulator-log", type=Path, required=True,
                        help="the log that the national simulator keeps")
    arguments = parser.parse_args()
    demo = json.loads(arguments.demo.read_text(encoding="utf-8"))
    lines = arguments.simulator_log.read_text(encoding="utf-8").splitlines()
    host, _, port = arguments.endpoint.rpartition(":")
    contract = Contract.compile(PROTOS)
    try:
        with Client(contract, host, int(port)) as client:
            records = Records(contract, client, demo["register_number"]["agency"])
            misses = check(demo, records, [json.loads(line) for line in lines])
    except (OSError, ProtocolError) as error:
        print(f"check_demo: {error}", file=sys.stderr)
        return 1
    except LookupError as error:
        print(f"check_demo: {arguments.demo} lacks {error}", file=sys.stderr)
        return 1
    for miss in misses:
        print(miss)
    print(f"{len(demo['steps'])} steps, {len(demo['deadlines'])} time limits, "
          f"{len(demo['messages'])} messages: {len(misses)} misses")
    return 1 if misses else 0


if __name__ == "__main__":
    sys.exit(main())
