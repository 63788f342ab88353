"""The matter behind a petition: what happened, where, against whom. Duplicates share it."""

from datetime import date, timedelta
from random import Random
from typing import Any, NamedTuple

import vocabulary
from feedback import FEEDBACK
from people import Commune, Person, invent_person, pick, pick_weighted
from subjects import COMPLAINTS, DENUNCIATIONS, Subject

# National figures of 2024: 38,929 complaints and 20,409 denunciations among 334,878.
PETITIONS_2024 = 334_878
COMPLAINTS_2024 = 38_929
DENUNCIATIONS_2024 = 20_409
# Share of petitions with contents of several types, taken from the rest; an assumption.
MIXED_SHARE = 0.02
# The first day on which a commune-level unit of today can have decided something.
TWO_TIER_DAY = date(2025, 7, 1)
DAYS_COVERED = 3 * 365

_BY_TYPE = {"KN": COMPLAINTS, "TC": DENUNCIATIONS, "PA": FEEDBACK}
_WEIGHTED = {kind: tuple((subject, subject.weight) for subject in subjects)
             for kind, subjects in _BY_TYPE.items()}


class Matter(NamedTuple):
    """One matter. `parts` are its (type, subject) pairs: two when the petition is mixed."""

    type: str
    parts: tuple[tuple[str, Subject], ...]
    facts: dict[str, str]
    against: dict[str, str] | None
    commune: Commune
    stamped_on: date
    applicant: Person
    wording: int


def invent_matter(rng: Random, communes: tuple[Commune, ...], until: date) -> Matter:
    """A matter that reached an agency in the three years before `until`."""
    kind = _invent_type(rng)
    kinds = ("KN", pick(rng, ("TC", "PA"))) if kind == "MX" else (kind,)
    parts = tuple((part, pick_weighted(rng, _WEIGHTED[part])) for part in kinds)
    stamped_on = working_day(until - timedelta(days=int(rng.random() * DAYS_COVERED)))
    commune = pick(rng, communes)
    happened_on = stamped_on - timedelta(days=10 + int(rng.random() * 80))
    body, body_code = _issuing_body(commune, happened_on)
    accused = invent_person(rng)
    facts = _invent_facts(rng, commune, happened_on, body)
    facts["accused"] = f"{'bà' if accused.gender == 'FEMALE' else 'ông'} {accused.full_name}"
    against = _against(kinds, accused, facts, body, body_code)
    return Matter(kind, parts, facts, against, commune, stamped_on, invent_person(rng),
                  int(rng.random() * 3))


def working_day(day: date) -> date:
    """The day, or the Friday before a weekend: stamps are set on working days."""
    return day - timedelta(days=max(0, day.weekday() - 4))


def _invent_type(rng: Random) -> str:
    """KN, TC, PA or MX by the shares of 2024."""
    point = rng.random() * PETITIONS_2024
    if point < COMPLAINTS_2024:
        return "KN"
    if point < COMPLAINTS_2024 + DENUNCIATIONS_2024:
        return "TC"
    return "MX" if point > PETITIONS_2024 * (1 - MIXED_SHARE) else "PA"


def _issuing_body(commune: Commune, happened_on: date) -> tuple[str, str]:
    """Who decided: today's communes did not exist before the two-tier day."""
    if happened_on < TWO_TIER_DAY:
        return "Ủy ban nhân dân Thành phố", "H29"
    return f"Ủy ban nhân dân {commune.name}", commune.agency


def _invent_facts(rng: Random, commune: Commune, happened_on: date, body: str) -> dict[str, str]:
    """What the templates need."""
    tenths = 180 + int(rng.random() * 9_000)
    return {
        "place": commune.name,
        "body": body,
        "day": f"{happened_on.day:02}/{happened_on.month:02}/{happened_on.year}",
        "parcel": str(1 + int(rng.random() * 1_400)),
        "sheet": str(1 + int(rng.random() * 120)),
        "area": f"{tenths // 10},{tenths % 10}",
        "number": f"{1 + int(rng.random() * 9_000)}/"
                  f"{pick(rng, ('QĐ-UBND', 'UBND-ĐT', 'UBND', 'QĐ-CT'))}",
        "project": pick(rng, vocabulary.PROJECTS),
        "money": str(3 + int(rng.random() * 900)),
        "position": pick(rng, vocabulary.POSITIONS),
        "since": str(1986 + int(rng.random() * 34)),
    }


def _against(kinds: tuple[str, ...], accused: Person, facts: dict[str, str], body: str,
             body_code: str) -> dict[str, Any] | None:
    """Whom the petition is against; feedback is against nobody."""
    if "TC" in kinds:
        return {"kind": "PERSON", "name": accused.full_name, "position": facts["position"],
                "agency_code": body_code}
    if "KN" in kinds:
        return {"kind": "ORG", "name": body, "agency_code": body_code}
    return None
