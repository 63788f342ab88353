#!/usr/bin/env python3
"""Fills in what the counter says of each row of Tests/Vectors/deadlines.json.

    vectors.py            writes the file anew: a new row needs rule, start, note and its history
    vectors.py --check    exits 1 when the file is not what would be written
    vectors.py --print    shows each row with its days of the week, to be followed on a wall calendar

A row is what the law gives for one start day. `counted` is how many days count, `days` lists them
up to ten, `skipped` the days off that were passed over; `nominal` is the last day by the number
alone, `last` with its history, `due` after it moved. A row without a last day has an `outcome`:
no_day, not_in_force, refused, or suspended with `elapsed` and `remaining`. A limit in hours starts
at an instant of Vietnam, 2026-09-01T00:30, and has an `instant`.
"""

import argparse
import json
import sys
from datetime import date, datetime
from pathlib import Path
from typing import Any

from counter import (BadHistory, Counter, Extension, History, NoLastDay, NotInForce, Obstacle,
                     StandsStill, Suspension)

Row = dict[str, Any]

FILE = Path(__file__).resolve().parents[2] / "Tests/Vectors/deadlines.json"
GIVEN = ("rule", "start", "suspensions", "obstacles", "extensions", "note")
LISTED_DAYS_MAX = 10


def history(row: Row) -> History:
    """The history that a row tells."""
    day = date.fromisoformat
    return History(
        tuple(Suspension(day(decided), resumed and day(resumed))
              for decided, resumed in row.get("suspensions", [])),
        tuple(Obstacle(day(first), day(last)) for first, last in row.get("obstacles", [])),
        tuple(Extension(rule, days) for rule, days in row.get("extensions", [])))


def answer(counter: Counter, row: Row) -> Row:
    """What the counter says of a row."""
    if "T" in row["start"]:
        instant = counter.instant(row["rule"], datetime.fromisoformat(row["start"]))
        return {"instant": instant.isoformat(timespec="minutes")}
    try:
        found = counter.reckon(row["rule"], date.fromisoformat(row["start"]), history(row))
    except NotInForce:
        return {"outcome": "not_in_force"}
    except NoLastDay:
        return {"outcome": "no_day"}
    except BadHistory:
        return {"outcome": "refused"}
    except StandsStill as still:
        return {"outcome": "suspended", "elapsed": still.elapsed, "remaining": still.remaining}
    said: Row = {name: str(getattr(found, name)) for name in ("version", "nominal", "last", "due")}
    said |= {"provisional": found.provisional, "counted": len(found.counted)}
    if len(found.counted) <= LISTED_DAYS_MAX:
        said["days"] = [str(day) for day in found.counted]
    return said | {"skipped": [str(day) for day in found.skipped]}


def filled(text: str) -> str:
    """The file with every answer as the counter gives it, a row a line."""
    counter = Counter()
    rows = [{name: row[name] for name in GIVEN if name in row} for row in json.loads(text)]
    lines = [json.dumps(row | answer(counter, row), ensure_ascii=False) for row in rows]
    return "[\n" + ",\n".join(lines) + "\n]\n"


def shown(row: Row) -> str:
    """A row for the eye."""
    def day(text: str) -> str:
        return date.fromisoformat(text).strftime("%a %d/%m/%Y")

    head = " ".join(str(row[name]) for name in GIVEN[2:5] if name in row)
    text = f"{row['rule']} from {day(row['start'][:10])} {head}: {row['note']}\n"
    if "due" not in row:
        return text + "    " + " ".join(str(row[name]) for name in row if name not in GIVEN)
    text += f"    {row['counted']} counted, " + ", ".join(
        f"{name} {day(row[name])}" for name in ("nominal", "last", "due"))
    text += " tạm tính" if row["provisional"] else ""
    for name in ("days", "skipped"):
        text += f"\n    {name}: " + ", ".join(day(each)[:9] for each in row.get(name, []))
    return text


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--print", action="store_true")
    arguments = parser.parse_args()
    found = FILE.read_text(encoding="utf-8")
    wanted = filled(found)
    if arguments.print:
        print("\n".join(shown(row) for row in json.loads(wanted)))
    elif not arguments.check:
        FILE.write_text(wanted, encoding="utf-8")
    elif found != wanted:
        print(f"{FILE} is not what the counter says; run Tools/oracle/vectors.py", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
