"""The one thing that the oracle shares with the product: the file of the holidays."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

FILE = Path(__file__).resolve().parents[2] / "Sources/Casework/Rules/calendar.yaml"
YEARS = re.compile(r"^years: \[([\d, ]+)\]$", re.MULTILINE)
ENTRY = re.compile(r'^  - \{date: "([\d-]+)", name: "[^"]*", kind: "(\w+)", confidence: "(\w+)".*\}$')
SATURDAY = 5
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Holidays:
    """Which days are worked, and of which days nobody can be sure yet."""

    years: frozenset[int]
    off: frozenset[date]
    worked_saturdays: frozenset[date]
    expected: frozenset[date]

    @classmethod
    def read(cls, file: Path = FILE) -> "Holidays":
        """Reads the product's file; ValueError names a line that cannot be read."""
        text = file.read_text(encoding="utf-8")
        years = YEARS.search(text)
        if years is None:
            raise ValueError(f"{file}: expected a line 'years: [...]'")
        off, worked, expected = set(), set(), set()
        for line in text.splitlines():
            if not line.startswith("  -"):
                continue
            entry = ENTRY.match(line)
            if entry is None:
                raise ValueError(f"{file}: expected date, name, kind, confidence, found {line!r}")
            day = date.fromisoformat(entry[1])
            (worked if entry[2] == "swap_work" else off).add(day)
            if entry[3] == "unsure":
                expected.add(day)
        return cls(frozenset(int(year) for year in years[1].split(",")),
                   frozenset(off), frozenset(worked), frozenset(expected))

    def works(self, day: date) -> bool:
        """Monday to Friday but for the days off, and the Saturdays worked in exchange."""
        if day in self.worked_saturdays:
            return True
        return day.weekday() < SATURDAY and day not in self.off

    def is_decreed(self, day: date) -> bool:
        """Whether it has been announced that the day is off, or worked."""
        return day.year in self.years and day not in self.expected


def days(first: date, last: date) -> Iterator[date]:
    """Every day from the first to the last, both of them."""
    while first <= last:
        yield first
        first += DAY
