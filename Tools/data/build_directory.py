#!/usr/bin/env python3
"""Makes directory.json, the bodies of the city, from communes.csv and tables.py.

    build_directory.py            writes directory.json
    build_directory.py --check    exits 1 when directory.json is not what would be written
"""

import argparse
import csv
import json
import re
import sys
import unicodedata
from pathlib import Path
from typing import Any

import tables

Agency = dict[str, Any]

HERE = Path(__file__).resolve().parent
ROOT = "H29"
OFFICE = f"{ROOT}.01"
INSPECTORATE = f"{ROOT}.05"
CONSTRUCTION = f"{ROOT}.06"
CODE = re.compile(r"H\d{2}(\.\d{2}){0,3}")
# Second groups under which communes and ended districts are numbered.
COMMUNE_GROUPS_FROM = 80
DISTRICT_GROUP = 90
UNITS_PER_GROUP = 99
COMMUNES_EXPECTED = 168


def clean(text: str) -> str:
    """The text in NFC with single spaces: the published list holds some double ones."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def agency(code: str, name: str, kind: str, parent: str, valid_from: str,
           head: tuple[str, str], **rest: Any) -> Agency:
    """One entry; `head` is the suffix of the head office's code and its title."""
    suffix, title = head
    entry: Agency = {"code": code, "name": clean(name), "type": kind, "parent": parent,
                     "valid_from": valid_from}
    if "valid_to" in rest:
        entry["valid_to"] = rest["valid_to"]
    if "division_type" in rest:
        entry["division_type"] = clean(rest["division_type"])
    entry["codes"] = rest.get("codes", [])
    entry["predecessors"] = rest.get("predecessors", [])
    entry["successors"] = rest.get("successors", [])
    entry["offices"] = [{"code": f"{code}.{suffix}", "title": clean(title), "head": True}]
    return entry


def city() -> list[Agency]:
    """The committee, its specialised agencies and their units."""
    day = tables.TWO_TIER_DAY
    root = agency(ROOT, "Ủy ban nhân dân Thành phố Hồ Chí Minh", "CITY_COMMITTEE", "",
                  "1976-07-02", ("CT", "Chủ tịch UBND Thành phố"),
                  codes=[{"scheme": "gso", "value": "79"}])
    departments = [
        agency(f"{ROOT}.{place:02}", body.name, body.type, ROOT, day,
               (body.head_suffix, body.head_title))
        for place, body in enumerate(tables.CITY_AGENCIES, start=1)]
    board = agency(f"{OFFICE}.01", "Ban Tiếp công dân Thành phố", "RECEPTION_BOARD", OFFICE,
                   day, ("TB", "Trưởng Ban Tiếp công dân"))
    divisions = [
        agency(f"{INSPECTORATE}.{place:02}", name, "DIVISION", INSPECTORATE,
               tables.DIVISIONS_DAY, ("TP", f"Trưởng {name[0].lower()}{name[1:]}"))
        for place, name in enumerate(tables.INSPECTORATE_DIVISIONS, start=1)]
    ended = agency(f"{CONSTRUCTION}.01", "Thanh tra Sở Xây dựng", "INSPECTORATE", CONSTRUCTION,
                   day, ("CTT", "Chánh Thanh tra Sở Xây dựng"),
                   valid_to=tables.CONSTRUCTION_INSPECTORATE_LAST_DAY,
                   successors=[INSPECTORATE])
    for department in departments:
        if department["code"] == INSPECTORATE:
            department["predecessors"] = [ended["code"]]
    return [root, *departments, board, *divisions, ended]


def communes(source: Path) -> list[Agency]:
    """The commune-level units in the order of the list; a new one is appended to it."""
    with source.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    if len(rows) != COMMUNES_EXPECTED:
        raise ValueError(f"{source.name}: expected {COMMUNES_EXPECTED} units, found {len(rows)}")
    return [commune(place, row) for place, row in enumerate(rows)]


def commune(place: int, row: dict[str, str]) -> Agency:
    """One commune-level unit; `place` is its place in the list, from 0."""
    group, member = divmod(place, UNITS_PER_GROUP)
    name = clean(row["name"])
    name = f"{name[0].lower()}{name[1:]}"
    return agency(f"{ROOT}.{COMMUNE_GROUPS_FROM + group}.{member + 1:02}",
                  f"Ủy ban nhân dân {name}", "COMMUNE", ROOT, tables.TWO_TIER_DAY,
                  ("CT", f"Chủ tịch UBND {name}"), division_type=row["division_type"],
                  codes=[{"scheme": "gso", "value": row["code"]}])


def districts() -> list[Agency]:
    """The district-level units, all ended."""
    return [
        agency(f"{ROOT}.{DISTRICT_GROUP}.{place:02}", f"Ủy ban nhân dân {name}", "DISTRICT", ROOT,
               tables.DISTRICT_FIRST_DAY, ("CT", f"Chủ tịch UBND {name}"),
               valid_to=tables.DISTRICT_LAST_DAY)
        for place, name in enumerate(tables.ENDED_DISTRICTS, start=1)]


def verify(agencies: list[Agency]) -> None:
    """Refuses a directory that contradicts itself."""
    by_code = {entry["code"]: entry for entry in agencies}
    offices = {office["code"] for entry in agencies for office in entry["offices"]}
    if len(by_code) != len(agencies) or len(offices) != len(agencies):
        raise ValueError("a code of an agency or of an office stands twice")
    for entry in agencies:
        code = entry["code"]
        if not CODE.fullmatch(code):
            raise ValueError(f"{code}: not an electronic identifier")
        if code != ROOT and entry["parent"] not in by_code:
            raise ValueError(f"{code}: its parent {entry['parent']} is not in the directory")
        for successor in entry["successors"]:
            if code not in by_code[successor]["predecessors"]:
                raise ValueError(f"{code}: {successor} does not name it as predecessor")
        for predecessor in entry["predecessors"]:
            if code not in by_code[predecessor]["successors"]:
                raise ValueError(f"{code}: {predecessor} does not name it as successor")


def render() -> str:
    """The whole file: parents before children, one agency a line."""
    agencies = city() + communes(HERE / "communes.csv") + districts()
    agencies.sort(key=lambda entry: entry["code"])
    verify(agencies)
    lines = ",\n".join(f"  {json.dumps(entry, ensure_ascii=False)}" for entry in agencies)
    return f'{{"format": "kntc-directory/1", "placeholder": true, "agencies": [\n{lines}\n]}}\n'


def main() -> int:
    """Writes the file, or compares it."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true", help="compare, write nothing")
    arguments = parser.parse_args()
    target = HERE / "directory.json"
    text = render()
    if not arguments.check:
        target.write_text(text, encoding="utf-8")
        return 0
    if target.is_file() and target.read_text(encoding="utf-8") == text:
        return 0
    print("Tools/data/directory.json is stale: run Tools/data/build_directory.py", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
