"""What the national database must have been told of a petition and its case, by its own log."""

from datetime import date, timedelta
from typing import Any

Json = dict[str, Any]
# The types of the messages that a whole complaint makes, in their order.
PETITION_TYPES = ["petition.registered", "petition.handled"]
CASE_TYPES = (["case.accepted"] * 4 + ["case.resolved"] * 4 + ["enforcement.updated"] * 4
              + ["case.resolved"])
CONCLUSIONS = {"COMPLAINT_CONCLUSION_WELL_FOUNDED": "2", "COMPLAINT_CONCLUSION_PARTLY": "1",
               "COMPLAINT_CONCLUSION_UNFOUNDED": "6"}
ACTIONS = {"DECISION_ACTION_UPHOLD": "GIU", "DECISION_ACTION_AMEND": "SUA",
           "DECISION_ACTION_SUPPLEMENT": "BOSUNG", "DECISION_ACTION_ANNUL": "HUY",
           "DECISION_ACTION_STOP_ACT": "CHAMDUT"}


def check_messages(told: list[Json], answers: list[Json], petition: Json, case: Json,
                   log: list[Json]) -> list[str]:
    """Messages that are told, journalled and logged otherwise, and values that are not found."""
    subjects = {petition.get("id"): PETITION_TYPES, case.get("id"): CASE_TYPES}
    logged = [entry for entry in log if entry["subjectId"] in subjects]
    misses = [f"{place}: expected {expected!r}, found {found!r}" for place, expected, found in (
        ("messages told and logged", sorted(map(as_told, logged)), sorted(map(tuple_of, told))),
        ("messages answered and logged",
         sorted((entry["messageId"], entry["nationalId"]) for entry in logged),
         sorted((answer["message_id"], answer.get("national_id")) for answer in answers)),
    ) if expected != found]
    misses += [f"message {answer['message_id']} was not accepted" for answer in answers
               if not answer.get("accepted")]
    for subject, types in subjects.items():
        entries = [entry for entry in logged if entry["subjectId"] == subject]
        sequences = [entry["sequence"] for entry in entries]
        if sequences != list(range(1, len(types) + 1)):
            misses.append(f"sequences of {subject}: expected 1 to {len(types)}, "
                          f"found {sequences}")
        if [entry["eventType"] for entry in entries] != types:
            misses.append(f"types of {subject}: expected {types}, "
                          f"found {[entry['eventType'] for entry in entries]}")
    last = {entry["eventType"]: entry["message"]["payload"] for entry in logged}
    for kind, expected in payloads(petition, case).items():
        misses += (differences(kind, expected, last[kind]) if kind in last
                   else [f"{kind}: no such message"])
    return misses


def as_told(entry: Json) -> tuple[Any, ...]:
    """An entry of the log as the demo tells it."""
    return (entry["messageId"], entry["eventType"], entry["sequence"], entry["nationalId"],
            entry["subjectId"])


def tuple_of(message: Json) -> tuple[Any, ...]:
    """A message of the demo."""
    return (message["message_id"], message["event_type"], message["sequence"],
            message["national_id"], message["subject_id"])


def payloads(petition: Json, case: Json) -> dict[str, Json]:
    """What the last message of each type must hold, from the server's records."""
    if not petition or not case.get("enforcement"):
        return {}
    decision, enforcement = case["decision"], case["enforcement"]
    limits = {limit["rule"]: limit["due_on"] for limit in case["deadlines"] if "due_on" in limit}
    effective = date.fromisoformat(limits["KN.EFFECT.1"]) + timedelta(days=1)
    matter = {"type": "KN", "field": petition["classification"]["field"], "eligibility": "DDK",
              "competence": "MINE", "summary": petition["summary"]}
    entry = {"petitionId": petition["id"], "receivedOn": petition["stamp"]["date"],
             "source": "HAND", "senderCount": petition["sender_count"], "matters": [matter]}
    accepted = {"caseId": case["id"], "petitionIds": [petition["id"]], "type": "KN",
                "instance": "1", "acceptedOn": case["acceptance"]["issued_on"],
                "acceptanceNo": case["acceptance"]["number"],
                "competentOfficeCode": case["competent_office"],
                "dueOn": limits["KN.RESOLVE.1.ORDINARY"], "complexity": "ORD"}
    return {
        "petition.registered": entry,
        "petition.handled": {**entry, "handling": {
            "outcome": "TL", "approvedBy": petition["handling"]["approved_by"],
            "docNo": case["acceptance"]["number"]}},
        "case.accepted": {**accepted, "dialogue": {"heldOn": case["dialogue"]["held_on"]}},
        "case.resolved": {
            **accepted, "onTime": True, "effectiveOn": effective.isoformat(),
            "conclusion": CONCLUSIONS[decision["conclusion"]],
            "instance1Action": ACTIONS[decision["action"]],
            "verification": {"agencyCode": case["verification"]["agency"],
                             "reportNo": case["verification"]["report"]["number"]},
            "decision": {"no": decision["document"]["number"],
                         "issuedOn": decision["document"]["issued_on"]}},
        "enforcement.updated": {
            "caseId": case["id"], "decisionNo": decision["document"]["number"],
            "enforcingAgency": enforcement["agency"], "status": "XONG",
            "updatedOn": enforcement["finished_on"],
            "toReturn": {"person": {"money": enforced_money(enforcement, "amount_due")}},
            "returned": {"person": {"money": enforced_money(enforcement, "amount_done")}}},
    }


def enforced_money(enforcement: Json, amount: str) -> int:
    """Money for persons that an enforcement owes or has paid."""
    return sum(int(item.get(amount, 0)) for item in enforcement["items"]
               if item["kind"] == "ENFORCEMENT_KIND_MONEY_TO_PERSONS")


def differences(place: str, expected: Any, found: Any) -> list[str]:
    """Where what is expected is not found; what stands there besides is left alone."""
    if isinstance(expected, dict) and isinstance(found, dict):
        return [miss for name, value in expected.items()
                for miss in differences(f"{place}.{name}", value, found.get(name))]
    if isinstance(expected, list) and isinstance(found, list) and len(expected) == len(found):
        return [miss for index, pair in enumerate(zip(expected, found))
                for miss in differences(f"{place}[{index}]", *pair)]
    return [] if expected == found else [f"{place}: expected {expected!r}, found {found!r}"]
