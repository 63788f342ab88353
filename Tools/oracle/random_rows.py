"""Invents rows like those of Tests/Vectors/deadlines.json, without answers.

Half of them are aimed: their last day lies near a day off, an end of February or a reform, where a
count goes wrong if it ever does. One history in ten is one that the law does not know.
"""

import random
from collections.abc import Iterator
from datetime import date, timedelta

from articles import (COMPLEX, EXTENSION_DAYS_MAX, FORMER_NAMES, LIMITS, NO_DAY, SAME_AS,
                      SPECIALLY_COMPLEX, Limit, in_force)
from holidays import DAY, Holidays
from vectors import Row

FIRST, LAST = date(2024, 1, 1), date(2028, 12, 31)
TURNS = (date(2024, 2, 29), date(2025, 7, 1), date(2026, 7, 1), date(2028, 1, 1), date(2028, 2, 29))
KEYS = sorted({line.key for line in LIMITS} | {*SAME_AS, *FORMER_NAMES} | {key for key, _, _ in NO_DAY})
# Rules whose history matters come up more often than one in a hundred.
ALIVE = sorted({line.key for line in LIMITS if line.suspendable or line.obstacles})


def rows(count: int, seed: int) -> Iterator[Row]:
    """So many rows, the same for the same seed."""
    rng = random.Random(seed)
    holidays = Holidays.read()
    hot = sorted({*TURNS, *holidays.off, *holidays.worked_saturdays})
    for _ in range(count):
        key = rng.choice(ALIVE if rng.random() < 0.4 else KEYS)
        start = day = FIRST + timedelta(rng.randint(0, (LAST - FIRST).days))
        limit = in_force(key, start)
        if rng.random() < 0.5:
            aim = rng.choice(hot) + timedelta(rng.randint(-3, 3))
            number = limit.number if limit else 0
            day = aim + timedelta(number if limit and limit.before else -number)
            start = min(max(day, FIRST), LAST)
        row: Row = {"rule": key, "start": str(start)}
        limit = in_force(key, start)
        if limit and rng.random() < 0.8:
            row |= history(rng, limit, start)
        yield row


def history(rng: random.Random, limit: Limit, start: date) -> Row:
    """What may have happened to a limit, and now and then what may not."""
    odd = rng.random() < 0.1
    row: Row = {}
    if limit.suspendable or odd and rng.random() < 0.3:
        row["suspensions"] = suspensions(rng, limit, start, odd)
    if limit.obstacles or odd and rng.random() < 0.3:
        row["obstacles"] = [
            [str(first), str(first + timedelta(rng.choice((0, 1, 5, rng.randint(0, 120)))))]
            for first in (start + timedelta(rng.randint(-20, limit.number + 12))
                          for _ in range(rng.randint(0, 4)))]
    if limit.extensions or odd and rng.random() < 0.3:
        most = limit.extensions + odd
        row["extensions"] = [
            [SPECIALLY_COMPLEX if place or rng.random() < 0.5 else COMPLEX,
             rng.randint(1 - odd, EXTENSION_DAYS_MAX + odd)]
            for place in range(rng.randint(0, most))]
    return {name: value for name, value in row.items() if value}


def suspensions(rng: random.Random, limit: Limit, start: date, odd: bool) -> list[list[str | None]]:
    """Up to three in their order; some on or about the last day, some that last."""
    found: list[list[str | None]] = []
    day = start - DAY if odd else start
    last = start + timedelta(limit.number)
    for _ in range(rng.randint(0, 3)):
        near = last + timedelta(rng.randint(-2, 5))
        decided = near if near >= day and rng.random() < 0.3 else day + timedelta(rng.randint(0, 25))
        resumed = decided + timedelta(rng.choice((0, 1, rng.randint(0, 60))))
        lasts = rng.random() < 0.1
        found.append([str(decided), None if lasts else str(resumed)])
        if lasts and not odd:
            break
        last += resumed - decided
        day = resumed - timedelta(odd)
    return found
