"""Counts a time limit of the law day by day, apart from the product and slower than it.

    Counter().reckon("KN.ACCEPT", date(2026, 7, 1)).due

Bộ luật Dân sự Đ.147–148: the day of the event is not counted; months and years end on the day of
the same number, or on the last of the month; a last day off moves to the end of the next working
day. Where the law is silent: suspended time runs from the day after the suspension to the day of the
resume decision, and no period ends inside it; a suspension of a period that is over changes nothing;
an obstacle from its first to its last day, while the period runs; an extension counts from the last
day before it was moved; what is counted back moves to an earlier day; what is to be done at once has
no period whose end could move.
"""

from calendar import monthrange
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from articles import (COMPLEX, EXTENSION_DAYS_MAX, NO_DAY, SPECIALLY_COMPLEX, Limit, Unit,
                      in_force)
from holidays import DAY, Holidays, days


@dataclass(frozen=True)
class Suspension:
    """Decided on one day, ended by the decision to resume on another; None while it lasts."""

    decided: date
    resumed: date | None


@dataclass(frozen=True)
class Obstacle:
    """First and last day that something kept the citizen from acting."""

    first: date
    last: date


@dataclass(frozen=True)
class Extension:
    """Which limit of Luật TC Đ.30 it rests on, and its days."""

    rule: str
    days: int


@dataclass(frozen=True)
class History:
    """What happened to a limit while it ran."""

    suspensions: tuple[Suspension, ...] = ()
    obstacles: tuple[Obstacle, ...] = ()
    extensions: tuple[Extension, ...] = ()

    def in_order(self) -> list[Suspension]:
        """The suspensions as they followed one another, however they are listed."""
        return sorted(self.suspensions, key=lambda one: (one.decided, one.resumed or date.max))


@dataclass(frozen=True)
class Reckoning:
    """The last day and how it came about."""

    version: date
    start: date
    # By the number alone.
    nominal: date
    # With extensions, suspensions and obstacles, before it moves over days off.
    last: date
    due: date
    counted: tuple[date, ...]
    skipped: tuple[date, ...]
    provisional: bool


class NoLastDay(Exception):
    """The text in force gives no number of days."""


class StandsStill(Exception):
    """The case is suspended: no last day until it is resumed."""

    def __init__(self, since: date, elapsed: int, remaining: int) -> None:
        super().__init__(f"since {since}: {elapsed} days elapsed, {remaining} remain")
        self.since = since
        self.elapsed = elapsed
        self.remaining = remaining


class NotInForce(Exception):
    """No text of the limit was in force on the day."""


class BadHistory(Exception):
    """The law knows no such suspension, obstacle or extension of the limit."""


@dataclass
class Counter:
    """The counter over one calendar."""

    holidays: Holidays = field(default_factory=Holidays.read)

    def reckon(self, key: str, start: date, history: History = History()) -> Reckoning:
        """The last day of the limit that begins with an event on `start`.

        Raises NotInForce, NoLastDay, StandsStill or BadHistory where there is none.
        """
        limit = in_force(key, start)
        if limit is None:
            raise (NoLastDay if lacks_day(key, start) else NotInForce)(f"{key} on {start}")
        start = max(start, limit.since) if limit.reaches_back else start
        check(limit, start, history)
        if limit.unit is Unit.HOURS:
            raise NoLastDay(f"{key} counts from an instant")
        if limit.before:
            return self._back(limit, start)
        if limit.unit is Unit.WORKING_DAYS:
            return self._working_days(limit, start)
        return self._running_days(limit, start, history)

    def instant(self, key: str, at: datetime) -> datetime:
        """The last instant of a limit in hours before an event at an instant. Đ.147 k.1."""
        limit = in_force(key, at.date())
        if limit is None or limit.unit is not Unit.HOURS:
            raise NoLastDay(f"{key} at {at}")
        return at - timedelta(hours=limit.number)

    def _working_days(self, limit: Limit, start: date) -> Reckoning:
        """So many worked days, the last of which is the last day."""
        counted, skipped, day = self._walk(start, limit.number, DAY)
        return self._reckoning(limit, start, (day, day, day), counted, skipped)

    def _back(self, limit: Limit, start: date) -> Reckoning:
        """So many full days before the day of the meeting, which is not one of them."""
        if limit.unit is Unit.WORKING_DAYS:
            counted, skipped, day = self._walk(start, limit.number, -DAY)
            return self._reckoning(limit, start, (day, day, day), counted, skipped)
        nominal = start - timedelta(limit.number)
        due, skipped = self._roll(nominal, -DAY)
        counted = list(days(nominal, start - DAY))
        return self._reckoning(limit, start, (nominal, nominal, due), counted, skipped)

    def _running_days(self, limit: Limit, start: date, history: History) -> Reckoning:
        """Days of the calendar, worked or not; only the last one may not be a day off."""
        nominal = plain_end(limit, start)
        end = nominal + timedelta(sum(extension.days for extension in history.extensions))
        still = {day for obstacle in history.obstacles
                 for day in days(obstacle.first, obstacle.last)}
        last = moved(start, end, still)
        for pause in history.in_order():
            if pause.decided > self._roll(last, DAY)[0]:
                break
            if pause.resumed is None:
                elapsed = len(set(days(start + DAY, pause.decided)) - still)
                raise StandsStill(pause.decided, elapsed, max(0, (end - start).days - elapsed))
            still |= set(days(pause.decided + DAY, pause.resumed))
            last = max(moved(start, end, still), pause.resumed)
        due, skipped = self._roll(last, DAY) if limit.rolls else (last, [])
        counted = [day for day in days(start + DAY, moved(start, end, still)) if day not in still]
        return self._reckoning(limit, start, (nominal, last, due), counted, skipped)

    def _walk(self, day: date, number: int, step: timedelta) -> tuple[list[date], list[date], date]:
        """Worked days, the days off between them, and the last worked day."""
        counted: list[date] = []
        skipped: list[date] = []
        while len(counted) < number:
            day += step
            (counted if self.holidays.works(day) else skipped).append(day)
        return counted, skipped, day

    def _roll(self, day: date, step: timedelta) -> tuple[date, list[date]]:
        """The next worked day and the days off before it."""
        skipped = []
        while not self.holidays.works(day):
            skipped.append(day)
            day += step
        return day, skipped

    def _reckoning(self, limit: Limit, start: date, ends: tuple[date, date, date],
                   counted: list[date], skipped: list[date]) -> Reckoning:
        """Provisional when the last day could be another once what is expected is decreed.

        A count of working days asks of every day whether it is worked; other periods ask it only of
        the last day (Đ.148 k.5), and not even of that where it stands.
        """
        nominal, last, due = ends
        asked = [*counted, *skipped] if limit.unit is Unit.WORKING_DAYS else [*skipped, due]
        provisional = limit.rolls and not all(map(self.holidays.is_decreed, asked))
        return Reckoning(limit.since, start, nominal, last, due, tuple(sorted(counted)),
                         tuple(sorted(skipped)), provisional)


def plain_end(limit: Limit, start: date) -> date:
    """The last day of an undisturbed period, before rolling. Đ.148 k.2–4."""
    if limit.unit is Unit.DAYS:
        return start + timedelta(limit.number)
    if limit.unit is Unit.AT_ONCE:
        return start
    months = limit.number * (12 if limit.unit is Unit.YEARS else 1)
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))


def moved(start: date, last: date, still: set[date]) -> date:
    """The last day when days on which the period stands still are made up for at its end."""
    left = (last - start).days
    day = start
    while left > 0:
        day += DAY
        left -= 0 if day in still else 1
    return day


def lacks_day(key: str, on: date) -> bool:
    """Whether the text in force on the day gives no number of days."""
    return any(name == key and (since is None or date.fromisoformat(since) <= on)
               and (until is None or on <= date.fromisoformat(until))
               for name, since, until in NO_DAY)


def check(limit: Limit, start: date, history: History) -> None:
    """Raises BadHistory for what no article allows."""
    if history.suspensions and not limit.suspendable:
        raise BadHistory(f"{limit.key} is not suspended")
    if history.obstacles and not limit.obstacles:
        raise BadHistory(f"{limit.key} knows no obstacles")
    if len(history.extensions) > limit.extensions:
        raise BadHistory(f"{limit.key} is extended {limit.extensions} times at most")
    for place, extension in enumerate(history.extensions):
        if not 1 <= extension.days <= EXTENSION_DAYS_MAX:
            raise BadHistory(f"an extension of {extension.days} days")
        if extension.rule not in ((COMPLEX, SPECIALLY_COMPLEX) if place == 0 else (SPECIALLY_COMPLEX,)):
            raise BadHistory(f"extension {place + 1} by {extension.rule}")
    before = start
    for pause in history.in_order():
        if pause.decided < before or (pause.resumed or pause.decided) < pause.decided:
            raise BadHistory("suspensions follow one another")
        before = pause.resumed or date.max
    for obstacle in history.obstacles:
        if obstacle.last < obstacle.first:
            raise BadHistory("an obstacle ends before it begins")
