"""Invented people, addresses and organisations, and the folding of names for comparison."""

import json
import unicodedata
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

import vocabulary

# No province has this code, so no living person bears a number that begins with it.
ID_PREFIX = "099"
# No operator has this prefix.
PHONE_PREFIX = "031"
# The map from which the unit codes of addresses are read.
MAP_DATE = "2025-07-01"


class Commune(NamedTuple):
    """A commune-level unit: "phường Bến Thành", its statistics code and its agency code."""

    name: str
    gso: str
    agency: str


class Person(NamedTuple):
    """An invented person."""

    full_name: str
    gender: str
    birth_year: int
    id_number: str
    phone: str


def load_communes(directory: Path) -> tuple[Commune, ...]:
    """The commune-level units of the directory file."""
    agencies = json.loads(directory.read_text(encoding="utf-8"))["agencies"]
    return tuple(
        Commune(entry["name"].removeprefix("Ủy ban nhân dân "), entry["codes"][0]["value"],
                entry["code"])
        for entry in agencies if entry["type"] == "COMMUNE")


def invent_person(rng: Random) -> Person:
    """A person whose name is not that of a street."""
    gender = "FEMALE" if rng.random() < 0.47 else "MALE"
    female = gender == "FEMALE"
    middles = vocabulary.MIDDLE_NAMES_FEMALE if female else vocabulary.MIDDLE_NAMES_MALE
    givens = vocabulary.GIVEN_NAMES_FEMALE if female else vocabulary.GIVEN_NAMES_MALE
    name = ""
    while not name or name in vocabulary.NAMES_OF_STREETS:
        family = pick_weighted(rng, vocabulary.FAMILY_NAMES)
        name = f"{family} {pick(rng, middles)} {pick(rng, givens)}"
    birth_year = 1940 + int(rng.random() * 65)
    century_and_sex = (2 if birth_year >= 2000 else 0) + (1 if female else 0)
    serial = int(rng.random() * 1_000_000)
    return Person(name, gender, birth_year,
                  f"{ID_PREFIX}{century_and_sex}{birth_year % 100:02}{serial:06}",
                  f"{PHONE_PREFIX}{int(rng.random() * 10_000_000):07}")


def invent_address(rng: Random, commune: Commune) -> dict[str, str]:
    """An address in the commune as people write it, with the unit's code."""
    kind, name = split_kind(commune.name)
    house = 1 + int(rng.random() * 480)
    number = f"{house}/{1 + int(rng.random() * 60)}" if rng.random() < 0.45 else str(house)
    if kind == "xã" and rng.random() < 0.6:
        place = f"số {number}, ấp {1 + int(rng.random() * 9)}"
    else:
        place = f"số {number} đường {pick(rng, vocabulary.STREETS)}"
    unit = pick(rng, (f"{kind} {name}", abbreviate_kind(kind, name)))
    city = pick(rng, ("TP.HCM", "TP. HCM", "Thành phố Hồ Chí Minh", "TPHCM", ""))
    text = ", ".join(part for part in (place, unit, city) if part)
    return {"text": text, "unit_code": commune.gso, "map_date": MAP_DATE}


def split_kind(name: str) -> tuple[str, str]:
    """("phường", "Bến Thành") of "phường Bến Thành"."""
    for kind in ("phường", "xã", "đặc khu"):
        if name.startswith(f"{kind} "):
            return kind, name[len(kind) + 1:]
    raise ValueError(f"expected phường, xã or đặc khu, found {name!r}")


def abbreviate_kind(kind: str, name: str) -> str:
    """"P. Bến Thành" of ("phường", "Bến Thành"); a special zone has no short form."""
    short = {"phường": "P.", "xã": "X."}.get(kind)
    return f"{kind} {name}" if short is None else f"{short} {name}"


def pick(rng: Random, choices: tuple[Any, ...]) -> Any:
    """One of the choices; far cheaper than `choice`."""
    return choices[int(rng.random() * len(choices))]


def pick_weighted(rng: Random, weighted: tuple[tuple[Any, int], ...]) -> Any:
    """One of the (value, weight) pairs by weight."""
    point = rng.random() * sum(weight for _, weight in weighted)
    for value, weight in weighted:
        point -= weight
        if point < 0:
            return value
    return weighted[-1][0]


def fold(text: str) -> str:
    """The text in lower case without marks: "đường Dương" becomes "duong duong"."""
    plain = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    return "".join(c for c in plain if not "\u0300" <= c <= "\u036f")
