"""Valid messages for tests, one for each type of event. Nobody is meant."""

import copy
import uuid
from typing import Any

Message = dict[str, Any]

ID = "01JD0000000000000000000001"
OTHER_ID = "01JD0000000000000000000002"
NONE = {"money": 0, "land": 0}

PETITION: Message = {
    "petitionId": ID, "registerNo": "12/2026", "writtenOn": "2026-09-28",
    "receivedOn": "2026-10-01", "source": "POST", "senderCount": 1, "representativeCount": 0,
    "senders": [{"kind": "PERSON", "fullName": "Nguyễn Thị Hồng Thơ", "idNumber": "099180000001",
                 "gender": "FEMALE", "address": {"provinceCode": "79", "communeCode": "26743",
                                                 "detail": "số 12/3 đường Nguyễn Trãi"}}],
    "matters": [{"matterId": OTHER_ID, "summary": "Khiếu nại quyết định thu hồi đất.",
                 "type": "KN", "field": "HC.DD.BOITHUONG", "eligibility": "DDK",
                 "competence": "MINE", "against": {"kind": "ORG", "name": "UBND phường Bến Thành",
                                                   "agencyCode": "H29.80.65"}}],
}
HANDLING: Message = {"outcome": "TL", "handledOn": "2026-10-05", "approvedBy": "H29.02.GD"}
CASE: Message = {
    "caseId": ID, "petitionIds": [ID], "matterIds": [OTHER_ID], "type": "KN", "instance": "1",
    "acceptedOn": "2026-10-05", "acceptanceNo": "5/TB-SNV", "competentOfficeCode": "H29.02.GD",
    "dueOn": "2026-11-04", "complexity": "ORD", "extensions": [],
}
DECISION: Message = {
    "decision": {"no": "7/QĐ-SNV", "issuedOn": "2026-11-02", "issuedBy": "H29.02.GD", "kind": "QD1"},
    "conclusion": "1", "instance1Action": "SUA", "effectiveOn": "2026-12-03", "onTime": True,
    "recovery": {"stateMoney": 1_500_000, "stateLandHousing_m2": 120.07},
}
SUSPENSION: Message = {"from": "2026-10-10", "ground": "KQLQ", "docNo": "6/QĐ-SNV"}
RECEPTION: Message = {
    "receptionId": ID, "receptionNo": "3", "receivedOn": "2026-10-01", "kind": "TX",
    "mode": "in_person", "partySize": 1, "isDelegation": False,
    "visitors": [{"fullName": "Trần Văn Lộc", "address": "ấp 2, xã Củ Chi", "idType": "CC",
                  "idNumber": "099080000002"}],
    "contents": [{"type": "PA", "field": "KH", "summary": "Phản ánh tiếng ồn.", "firstTime": True,
                  "competent": True, "outcome": "TLTT"}],
}
ENFORCEMENT: Message = {
    "enforcementId": OTHER_ID, "caseId": ID, "decisionNo": "7/QĐ-SNV", "enforcingAgency": "H29.02",
    "status": "DANG", "updatedOn": "2026-12-20", "due": NONE, "collected": NONE,
    "toReturn": {"org": NONE, "person": {"money": 5_000_000, "land": 12.5}},
    "returned": {"org": NONE, "person": NONE}, "sanctionedPersons": 0, "sanctionedOfficials": 0,
    "sanctionedOrgs": 0, "prosecutedCases": 0, "prosecutedPersons": 0, "prosecutedOfficials": 0,
}
PAYLOADS: dict[str, Message] = {
    "reception.recorded": RECEPTION,
    "petition.registered": PETITION,
    "petition.handled": {**PETITION, "handling": HANDLING},
    "case.accepted": CASE,
    "case.suspended": {**CASE, "suspensions": [SUSPENSION]},
    "case.resumed": {**CASE, "suspensions": [{**SUSPENSION, "to": "2026-10-20"}]},
    "case.terminated": {**CASE, "terminated": {"on": "2026-10-25", "ground": "RUT", "docNo": "8"}},
    "case.resolved": {**CASE, **DECISION},
    "case.withdrawn": {**PETITION, "withdrawn": {"on": "2026-10-24", "scope": "full"}},
    "enforcement.updated": ENFORCEMENT,
    "record.corrected": PETITION,
    "record.voided": CASE,
}


def message(event_type: str, sequence: int = 1, subject: str = ID) -> Message:
    """A new valid message of this type."""
    return {
        "schemaVersion": "1.0.0", "messageId": str(uuid.uuid4()), "eventType": event_type,
        "sequence": sequence, "occurredAt": "2026-10-05T09:00:00+07:00",
        "sentAt": "2026-10-05T09:00:01.250+07:00", "sourceAgency": "H29.02", "subjectId": subject,
        "confidentiality": "normal", "payload": copy.deepcopy(PAYLOADS[event_type]),
    }
