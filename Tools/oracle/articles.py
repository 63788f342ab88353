"""The time limits of the law, written down from the articles and from nothing else.

Each line: key, article, number, unit, first and last day in force. A limit of which no text gives
a number of days is in `NO_DAY`: it has no last day to count.
"""

from dataclasses import dataclass
from datetime import date
from enum import Enum


class Unit(Enum):
    """What is counted. Bộ luật Dân sự Đ.144–148; the laws themselves add "ngày làm việc"."""

    DAYS = "days"
    WORKING_DAYS = "working days"
    HOURS = "hours"
    MONTHS = "months"
    YEARS = "years"
    AT_ONCE = "at once"


@dataclass(frozen=True)
class Limit:
    """One text of one limit."""

    key: str
    article: str
    number: int
    unit: Unit
    since: date
    until: date | None = None
    # "trước …": counted back from the day of the meeting.
    before: bool = False
    # False where the last day stands though it is a day off; what is due at once never moves.
    rolls: bool = True
    # Luật KN Đ.11a, Luật TC Đ.34: suspended time is not counted.
    suspendable: bool = False
    # Luật KN Đ.9, Đ.33, Đ.48: time of an obstacle is not counted.
    obstacles: bool = False
    # Luật TC Đ.30: how often it can be extended, and by how many days at most.
    extensions: int = 0
    # Open matters of an earlier day are counted from the day the text came into force.
    reaches_back: bool = False


DAYS, WORKING, YEARS = Unit.DAYS, Unit.WORKING_DAYS, Unit.YEARS
RECEPTION_LAW = "2014-07-01"
COMPLAINT_LAW = "2012-07-01"
DENUNCIATION_LAW = "2019-01-01"
DECREE_31 = "2019-05-28"
DECREE_75 = "2012-11-20"
# Luật 136/2025 with NĐ 154, 155 and 156/2026.
REFORM = "2026-07-01"
EVE_OF_REFORM = "2026-06-30"
EXTENSION_DAYS_MAX = 30
COMPLEX, SPECIALLY_COMPLEX = "TC.EXTEND.COMPLEX", "TC.EXTEND.SPECIALLY_COMPLEX"


def limit(key: str, article: str, number: int, unit: Unit, since: str, until: str | None = None,
          **marks: bool | int) -> Limit:
    """A line of the table."""
    marks["rolls"] = marks.get("rolls", True) and unit is not Unit.AT_ONCE
    return Limit(key, article, number, unit, date.fromisoformat(since),
                 until and date.fromisoformat(until), **marks)  # type: ignore[arg-type]


RECEPTION = (
    limit("RCP.RESULT_NOTICE", "Luật TCD Đ.28 k.1", 10, WORKING, RECEPTION_LAW),
    limit("RCP.SCHEDULE_POST", "Luật TCD Đ.24 k.4", 5, WORKING, RECEPTION_LAW, before=True),
    limit("RCP.TRANSFER_RESULT_BACK", "Luật TCD Đ.27 k.2", 7, WORKING, RECEPTION_LAW),
    limit("RCP.RELAY_TO_CITIZEN", "Luật TCD Đ.28 k.2", 5, WORKING, RECEPTION_LAW),
    limit("RCP.REFUSAL_NOTICE", "NĐ 154/2026 Đ.4 k.3", 3, WORKING, REFORM),
    limit("RCP.ONLINE.NOTICE", "NĐ 154/2026 Đ.23 k.1", 5, WORKING, REFORM, before=True),
    limit("RCP.ONLINE.LINE_TEST", "NĐ 154/2026 Đ.23 k.1", 1, WORKING, REFORM, before=True),
    limit("RCP.ONLINE.CONNECT", "NĐ 154/2026 Đ.23 k.1", 1, Unit.HOURS, REFORM, before=True),
)
PETITION = (
    limit("PET.PROCESS", "TT 05/2021, Luật TCD Đ.28 k.1", 10, WORKING, "2021-11-15"),
    limit("PET.DISCIPLINE.NOT_PROCESSED", "NĐ 154/2026 Đ.41 k.3.b", 45, DAYS, REFORM,
          rolls=False, reaches_back=True),
    limit("CIRC.TRANSFER.RECEIVE", "quy chế liên thông", 3, WORKING, RECEPTION_LAW),
    limit("PET.ARCHIVE_RETENTION", "TT 07/2014 Đ.28 k.2", 1, YEARS, "2014-12-15", "2021-11-14",
          rolls=False),
)
COMPLAINT = (
    limit("KN.LIMITATION", "Luật KN Đ.9", 90, DAYS, COMPLAINT_LAW, obstacles=True),
    limit("KN.ACCEPT", "Luật KN Đ.27, Đ.36 k.1", 10, DAYS, COMPLAINT_LAW, EVE_OF_REFORM),
    limit("KN.ACCEPT", "NĐ 155/2026 Đ.10", 7, WORKING, REFORM),
    limit("KN.ACCEPT_DECREE", "NĐ 124/2020 Đ.16 k.1", 10, WORKING, "2016-12-05", EVE_OF_REFORM),
    limit("KN.RESOLVE.1.ORDINARY", "Luật KN Đ.28", 30, DAYS, COMPLAINT_LAW, suspendable=True),
    limit("KN.RESOLVE.1.COMPLEX", "Luật KN Đ.28", 45, DAYS, COMPLAINT_LAW, suspendable=True),
    limit("KN.RESOLVE.1.REMOTE", "Luật KN Đ.28", 45, DAYS, COMPLAINT_LAW, suspendable=True),
    limit("KN.RESOLVE.1.REMOTE_COMPLEX", "Luật KN Đ.28", 60, DAYS, COMPLAINT_LAW, suspendable=True),
    limit("KN.RESOLVE.2.ORDINARY", "Luật KN Đ.37", 45, DAYS, COMPLAINT_LAW, suspendable=True),
    limit("KN.RESOLVE.2.COMPLEX", "Luật KN Đ.37", 60, DAYS, COMPLAINT_LAW, suspendable=True),
    limit("KN.RESOLVE.2.REMOTE", "Luật KN Đ.37", 60, DAYS, COMPLAINT_LAW, suspendable=True),
    limit("KN.RESOLVE.2.REMOTE_COMPLEX", "Luật KN Đ.37", 70, DAYS, COMPLAINT_LAW, suspendable=True),
    limit("KN.DIALOGUE_NOTICE", "NĐ 155/2026 Đ.11", 5, DAYS, REFORM, before=True),
    limit("KN.EVIDENCE_SUPPLY", "Luật KN Đ.12–15", 7, DAYS, COMPLAINT_LAW),
    limit("KN.SUSPEND_SEND", "NĐ 155/2026 Đ.12", 3, WORKING, REFORM),
    limit("KN.RESUME_SEND", "NĐ 155/2026 Đ.12", 3, WORKING, REFORM),
    limit("KN.TERMINATE_SEND", "NĐ 155/2026 Đ.12", 3, WORKING, REFORM),
    limit("KN.RECOMPLAIN_AFTER_TERMINATION", "Luật KN Đ.11 k.8", 30, DAYS, COMPLAINT_LAW),
    limit("KN.SEND_DECISION.1", "Luật KN Đ.32", 3, WORKING, COMPLAINT_LAW),
    limit("KN.SEND_DECISION.2", "Luật KN Đ.41 k.1", 7, DAYS, COMPLAINT_LAW),
    limit("KN.PUBLISH.2", "NĐ 75/2012 Đ.12 k.1", 15, DAYS, DECREE_75),
    limit("KN.PUBLISH.POSTING_MIN", "NĐ 75/2012 Đ.12 k.3–4", 15, DAYS, DECREE_75, rolls=False),
    limit("KN.PUBLISH.MEETING_NOTICE", "NĐ 75/2012 Đ.12 k.2", 3, WORKING, DECREE_75, before=True),
    limit("KN.APPEAL_WINDOW", "Luật KN Đ.33 k.1", 30, DAYS, COMPLAINT_LAW, obstacles=True),
    limit("KN.APPEAL_WINDOW.REMOTE", "Luật KN Đ.33 k.1", 45, DAYS, COMPLAINT_LAW, obstacles=True),
    limit("KN.COURT_WINDOW", "Luật TTHC Đ.116 k.2.a", 1, YEARS, "2016-07-01"),
    limit("KN.EFFECT.1", "Luật KN Đ.44 k.1", 30, DAYS, COMPLAINT_LAW),
    limit("KN.EFFECT.1.REMOTE", "Luật KN Đ.44 k.1", 45, DAYS, COMPLAINT_LAW),
    limit("KN.EFFECT.2", "Luật KN Đ.44 k.2", 30, DAYS, COMPLAINT_LAW),
    limit("KN.EFFECT.2.REMOTE", "Luật KN Đ.44 k.2", 45, DAYS, COMPLAINT_LAW),
    limit("KN.ENFORCE", "Luật KN Đ.44 k.4, Đ.46", 0, Unit.AT_ONCE, COMPLAINT_LAW),
    limit("KN.FILE_HANDOVER", "TT 07/2013 Đ.23 k.2", 30, DAYS, "2013-12-16", "2020-12-09"),
)
DISCIPLINE = (
    limit("KNKL.LIMITATION.1", "Luật KN Đ.48", 15, DAYS, COMPLAINT_LAW, obstacles=True),
    limit("KNKL.LIMITATION.2", "Luật KN Đ.48", 10, DAYS, COMPLAINT_LAW, obstacles=True),
    limit("KNKL.LIMITATION.2.DISMISSAL", "Luật KN Đ.48", 30, DAYS, COMPLAINT_LAW, obstacles=True),
    limit("KNKL.ACCEPT", "Luật KN Đ.50", 10, DAYS, COMPLAINT_LAW, EVE_OF_REFORM),
    limit("KNKL.ACCEPT", "NĐ 155/2026 Đ.10", 7, WORKING, REFORM),
    limit("KNKL.RESOLVE", "Luật KN Đ.50", 30, DAYS, COMPLAINT_LAW, suspendable=True),
    limit("KNKL.RESOLVE.COMPLEX", "Luật KN Đ.50", 45, DAYS, COMPLAINT_LAW, suspendable=True),
    limit("KNKL.SEND_DECISION.2", "Luật KN Đ.56 k.2", 7, DAYS, COMPLAINT_LAW),
    limit("KNKL.EFFECT", "Luật KN Đ.57 k.1", 30, DAYS, COMPLAINT_LAW),
)
DENUNCIATION = (
    limit("TC.INITIAL", "Luật TC Đ.24 k.1", 7, WORKING, DENUNCIATION_LAW),
    limit("TC.INITIAL.EXTENDED", "Luật TC Đ.24 k.1", 10, WORKING, DENUNCIATION_LAW),
    limit("TC.NONACCEPT_NOTICE", "Luật TC Đ.24 k.1", 0, Unit.AT_ONCE, DENUNCIATION_LAW),
    limit("TC.TRANSFER", "Luật TC Đ.24 k.2", 5, WORKING, DENUNCIATION_LAW),
    limit("TC.NOTIFY_ACCEPT", "Luật TC Đ.29 k.3", 5, WORKING, DENUNCIATION_LAW),
    limit("TC.FORWARDER_NOTICE", "Luật TC Đ.26 k.2", 20, DAYS, DENUNCIATION_LAW),
    limit("TC.RESOLVE", "Luật TC Đ.30", 30, DAYS, DENUNCIATION_LAW, suspendable=True,
          extensions=2),
    limit("TC.SUSPEND_SEND", "Luật TC Đ.34 k.4", 5, WORKING, DENUNCIATION_LAW),
    limit("TC.CONCLUSION_SEND", "Luật TC Đ.35 k.3", 5, WORKING, DENUNCIATION_LAW),
    limit("TC.CONCLUSION_ACT", "Luật TC Đ.36 k.1", 7, WORKING, DENUNCIATION_LAW),
    limit("TC.RECOMMENDATION_RESULT", "Luật TC Đ.36 k.3", 5, WORKING, DENUNCIATION_LAW),
    limit("TC.PUBLISH", "Luật TC Đ.40 k.1", 7, WORKING, DENUNCIATION_LAW),
    limit("TC.PUBLISH.POSTING_MIN", "NĐ 31/2019 Đ.6 k.2", 15, DAYS, DECREE_31, rolls=False),
    limit("TC.CONTINUED_REVIEW", "Luật TC Đ.37 k.2", 20, DAYS, DENUNCIATION_LAW),
    limit("TC.OVERDUE.SUPERIOR_REQUEST", "Luật TC Đ.38 k.2", 5, WORKING, DENUNCIATION_LAW),
    limit("TC.OVERDUE.REPORT", "Luật TC Đ.38 k.3", 5, WORKING, DENUNCIATION_LAW),
)
OTHER = (
    limit("KNPA.REGULATION.CLASSIFY", "NĐ 20/2008, NĐ 92/2017", 5, WORKING, "2017-09-25"),
    limit("NDB.UPDATE_ON_ACCEPTANCE", "NĐ 55/2022 Đ.8 k.1", 0, Unit.AT_ONCE, "2022-10-10"),
    limit("NDB.SPECIAL_REQUEST", "NĐ 55/2022 Đ.8 k.3", 15, DAYS, "2022-10-10"),
    limit("NDB.BACKFILL", "NĐ 55/2022 Đ.8 k.2", 12, Unit.MONTHS, "2022-10-10", "2023-10-10"),
)
LIMITS = RECEPTION + PETITION + COMPLAINT + DISCIPLINE + DENUNCIATION + OTHER

# Counted as another: the notice goes out within the limit of the acceptance (Luật KN Đ.27, Đ.36).
SAME_AS = {"KN.NOTIFY_ACCEPT": "KN.ACCEPT"}
# A name of former days.
FORMER_NAMES = {"KNPA.RESULT_NOTICE": "RCP.RESULT_NOTICE"}

# Duties without a number, settings without a value, quotas, and what ends with an event: no text
# gives a last day. The days: from when to when that is so; None = always.
NO_DAY = (
    ("RCP.RESULT_FOLLOWUP", RECEPTION_LAW, None),
    ("RCP.LEADER.PROVINCE_CHAIR", RECEPTION_LAW, None),
    ("RCP.LEADER.AGENCY_HEAD", RECEPTION_LAW, None),
    ("RCP.LEADER.DISTRICT_CHAIR", RECEPTION_LAW, "2025-06-30"),
    # By the week to the last Sunday before the reform, by the month from then on; the week across
    # the reform is owed neither way.
    ("RCP.LEADER.COMMUNE_CHAIR", RECEPTION_LAW, "2026-06-28"),
    ("RCP.LEADER.COMMUNE_CHAIR", REFORM, None),
    ("RCP.LEADER.PUBLIC_UNIT_HEAD", "2014-08-15", None),
    ("RCP.LEADER.CONCLUSION_NOTICE", REFORM, None),
    ("RCP.BOARD.MONTHLY_MEETING", REFORM, None),
    ("PET.GUIDANCE_ONCE", "2014-12-15", None),
    ("PET.DENUNCIATION_TRANSFER_ONCE", "2021-11-15", None),
    ("PET.ARCHIVE_RETENTION", "2021-11-15", None),
    ("KN.DIALOGUE_NOTICE", COMPLAINT_LAW, EVE_OF_REFORM),
    ("KN.STAY_OF_EXECUTION_MAX", COMPLAINT_LAW, None),
    ("KN.FILE_HANDOVER", "2020-12-10", None),
    ("KNKL.SEND_DECISION.1", COMPLAINT_LAW, None),
    ("KNKL.PUBLISH", COMPLAINT_LAW, None),
    (COMPLEX, DENUNCIATION_LAW, None),
    (SPECIALLY_COMPLEX, DENUNCIATION_LAW, None),
    ("TC.EXTEND_NOTICE", DENUNCIATION_LAW, None),
    ("TC.WITHDRAW_WINDOW", DENUNCIATION_LAW, None),
    ("TC.ENFORCE_MONTHLY_REPORT", DECREE_31, EVE_OF_REFORM),
    ("TC.PROTECTION_END", DENUNCIATION_LAW, None),
    ("KNPA.RESOLVE", None, None),
    ("CIRC.CONSULT", None, None),
    ("RPT.SUBMIT.COMMUNE_TO_CITY", None, None),
    ("RPT.SUBMIT.CITY_TO_TTCP", None, None),
)


def in_force(key: str, on: date) -> Limit | None:
    """The text that governs what begins on the day; None when there is none with a last day.

    One text has at most one version on a day, so the order of the table says nothing.
    """
    key = FORMER_NAMES.get(key, key)
    for line in LIMITS:
        if line.key == SAME_AS.get(key, key):
            early = on < line.since and not line.reaches_back
            if not early and (line.until is None or on <= line.until):
                return line
    return None
