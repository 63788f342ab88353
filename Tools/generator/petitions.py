#!/usr/bin/env python3
"""Writes invented petitions as JSON lines, each a function of seed and index alone.

    petitions.py --count 1000 --seed 7 --jsonl > petitions.jsonl

Nothing is kept between lines, so a million take no more memory than one. Names, numbers and
matters are invented; README.md says after which figures, and which are assumptions.
"""

import argparse
import json
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

import vocabulary
from letters import summarise, write_letter
from matters import Matter, invent_matter, working_day
from people import Commune, Person, invent_address, invent_person, load_communes, pick
from people import pick_weighted

Petition = dict[str, Any]

DIRECTORY = Path(__file__).resolve().parent.parent / "data" / "directory.json"
# The latest stamp; fixed, so that a seed means the same petitions on every day.
UNTIL = date(2026, 10, 30)
DUPLICATE_SHARE = 0.05
# How far back the letter of which another is a duplicate may lie.
DUPLICATE_DISTANCE_MAX = 5_000
# Eligible petitions of local bodies in 2024.
ELIGIBLE_SHARE = 0.851
# What the ineligible ones lack, by weight; an assumption.
DEFECTS = (("ANON", 30), ("NO_SIGN", 25), ("NO_DATE", 25), ("NO_ADDRESS", 20))
# How many sign, by weight in a hundred; an assumption.
SIGNERS = (("SINGLE", 84), ("FEW", 9), ("MANY", 5), ("ORG", 2))
SIGNERS_NAMED_MAX = 12
_MASK = (1 << 64) - 1


def mix(seed: int, index: int, purpose: int) -> int:
    """64 well mixed bits (the finaliser of SplitMix64)."""
    z = (seed * 0x9E3779B97F4A7C15 + index * 0xD1342543DE82EF95 + purpose) & _MASK
    z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & _MASK
    z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & _MASK
    return z ^ (z >> 31)


def original_of(seed: int, index: int) -> int:
    """The index of the first letter about the same matter: the index itself, mostly."""
    while index > 0 and mix(seed, index, 1) < DUPLICATE_SHARE * _MASK:
        index -= 1 + mix(seed, index, 2) % min(index, DUPLICATE_DISTANCE_MAX)
    return index


def generate(count: int, seed: int, communes: tuple[Commune, ...]) -> Iterator[Petition]:
    """The first `count` petitions of the seed."""
    for index in range(count):
        yield petition(seed, index, communes)


def petition(seed: int, index: int, communes: tuple[Commune, ...]) -> Petition:
    """The petition with this index."""
    original = original_of(seed, index)
    matter = invent_matter(Random(mix(seed, original, 3)), communes, UNTIL)
    rng = Random(mix(seed, index, 4))
    wording, stamped_on = matter.wording, matter.stamped_on
    if original != index:
        wording += 1 + int(rng.random() * 2)
        stamped_on = min(working_day(stamped_on + timedelta(days=3 + int(rng.random() * 90))), UNTIL)
    defect = None if rng.random() < ELIGIBLE_SHARE else pick_weighted(rng, DEFECTS)
    group = pick_weighted(rng, SIGNERS)
    signers, sender_count = invent_signers(rng, matter, defect, group, original != index)
    organisation = invent_organisation(rng) if group == "ORG" and signers else None
    address = None if defect in ("ANON", "NO_ADDRESS") else invent_address(rng, matter.commune)
    written_on = None if defect == "NO_DATE" else (
        stamped_on - timedelta(days=1 + int(rng.random() * 9)))
    signed = defect not in ("ANON", "NO_SIGN")
    names = [person.full_name for person in signers] + ([organisation] if organisation else [])
    result: Petition = {"source": "", "stamp": stamp(rng, stamped_on)}
    add_source(rng, result, stamped_on)
    if written_on is not None:
        result["written_on"] = written_on.isoformat()
    result["senders"] = senders(rng, signers, organisation, address, matter.commune)
    result["sender_count"] = sender_count
    result["summary"] = summarise(matter, wording, names)
    result["full_text"] = write_letter(
        rng, matter, wording, signers, organisation,
        None if address is None else address["text"], written_on, signed)
    result["type_hint"] = matter.type
    result["field"] = matter.parts[0][1].field
    if matter.against is not None:
        result["against"] = matter.against
    result["signed"] = signed
    if original != index:
        result["duplicate_of"] = original
    return result


def invent_signers(rng: Random, matter: Matter, defect: str | None, group: str,
                   duplicate: bool) -> tuple[list[Person], int]:
    """Who signs, the first of them the applicant, and how many stand behind the letter.
    A duplicate comes from the same person mostly, at times from somebody else."""
    if defect == "ANON":
        return [], 0
    first = invent_person(rng) if duplicate and rng.random() < 0.2 else matter.applicant
    if group in ("SINGLE", "ORG"):
        return [first], 1
    count = 2 + int(rng.random() * 3) if group == "FEW" else 5 + int(rng.random() ** 3 * 195)
    others = [invent_person(rng) for _ in range(min(count, SIGNERS_NAMED_MAX) - 1)]
    return [first, *others], count


def invent_organisation(rng: Random) -> str:
    """The name of a small organisation."""
    pattern: str = pick(rng, vocabulary.ORGANISATIONS)
    return pattern.format(letter=pick(rng, tuple("ABCDĐEGH")), number=1 + int(rng.random() * 90))


def senders(rng: Random, signers: list[Person], organisation: str | None,
            address: dict[str, str] | None, commune: Commune) -> list[dict[str, Any]]:
    """The senders as an officer types them in: papers and telephone are not always given.
    Those after the first are neighbours."""
    if organisation is not None:
        entry: dict[str, Any] = {"kind": "ORG", "full_name": organisation}
        return [entry if address is None else {**entry, "address": address}]
    entries = []
    for place, person in enumerate(signers):
        entry = {"kind": "PERSON", "full_name": person.full_name}
        if rng.random() < 0.85:
            entry["id_number"] = person.id_number
        entry["gender"] = person.gender
        if rng.random() < 0.7:
            entry["phone"] = person.phone
        if address is not None:
            entry["address"] = address if place == 0 else invent_address(rng, commune)
        entries.append(entry)
    return entries


def stamp(rng: Random, day: date) -> dict[str, str]:
    """The receiving stamp: numbers rise through the year."""
    number = (day.timetuple().tm_yday - 1) * 40 + 1 + int(rng.random() * 40)
    return {"number": str(number), "date": day.isoformat()}


def add_source(rng: Random, result: Petition, stamped_on: date) -> None:
    """How the letter came, and who forwarded it."""
    source = pick_weighted(rng, tuple((entry, entry.weight) for entry in vocabulary.SOURCES))
    result["source"] = source.code
    if source.forwarders:
        day = stamped_on - timedelta(days=2 + int(rng.random() * 10))
        result["forwarder"] = {
            "agency": pick(rng, source.forwarders),
            "document_number": f"{1 + int(rng.random() * 3000)}/PC",
            "document_date": day.isoformat()}


def main() -> int:
    """Writes the petitions."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--count", type=int, required=True, help="how many")
    parser.add_argument("--seed", type=int, required=True, help="which")
    parser.add_argument("--jsonl", action="store_true",
                        help="one compact line each; without it, indented for reading")
    arguments = parser.parse_args()
    encoder = (json.JSONEncoder(ensure_ascii=False, separators=(",", ":")) if arguments.jsonl
               else json.JSONEncoder(ensure_ascii=False, indent=2))
    communes = load_communes(DIRECTORY)
    with open(sys.stdout.fileno(), "w", encoding="utf-8", closefd=False) as out:
        for entry in generate(arguments.count, arguments.seed, communes):
            out.write(encoder.encode(entry) + "\n")
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)
