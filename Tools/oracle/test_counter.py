"""Tests of the counter: each date was found on the wall calendar, not by the counter."""

import sys
import unittest
from datetime import date, datetime
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

from articles import LIMITS, NO_DAY, in_force  # noqa: E402
from counter import (BadHistory, Counter, Extension, History, NoLastDay, NotInForce, Obstacle,  # noqa: E402
                     Reckoning, StandsStill, Suspension)
from holidays import Holidays  # noqa: E402

COUNTER = Counter()


def day(text: str) -> date:
    """A day from "2026-07-01"."""
    return date.fromisoformat(text)


def reckon(key: str, start: str, **history: tuple[object, ...]) -> Reckoning:
    """What the counter says."""
    return COUNTER.reckon(key, day(start), History(**history))  # type: ignore[arg-type]


class HolidayTests(unittest.TestCase):
    def test_swapped_days(self) -> None:
        """A Saturday worked in exchange is worked, the day exchanged for it is off."""
        holidays = Holidays.read()
        self.assertTrue(holidays.works(day("2026-08-22")))
        self.assertFalse(holidays.works(day("2026-08-31")))
        self.assertFalse(holidays.works(day("2026-08-29")))
        self.assertTrue(holidays.works(day("2025-11-24")), "a holiday from 2026 on")
        self.assertFalse(holidays.works(day("2026-11-24")))

    def test_expected_days(self) -> None:
        """Tết 2027 and every day after the years of the file are not decreed."""
        holidays = Holidays.read()
        self.assertFalse(holidays.is_decreed(day("2027-02-08")))
        self.assertTrue(holidays.is_decreed(day("2027-02-12")))
        self.assertFalse(holidays.is_decreed(day("2028-03-01")))


class TableTests(unittest.TestCase):
    def test_one_version_on_a_day(self) -> None:
        """Versions of a key follow one another."""
        for line in LIMITS:
            for other in LIMITS:
                if other is not line and other.key == line.key and other.since >= line.since:
                    self.assertTrue(line.until and line.until < other.since, line.key)
        for key, since, until in NO_DAY:
            for on in filter(None, (since, until)):
                self.assertIsNone(in_force(key, day(on)), key)

    def test_versions_of_the_day(self) -> None:
        """The text in force on the day of the event; before the first text there is none."""
        self.assertEqual(reckon("KN.ACCEPT", "2026-06-30").due, day("2026-07-10"))
        self.assertEqual(reckon("KN.ACCEPT", "2026-07-01").due, day("2026-07-10"))
        self.assertEqual(reckon("KN.NOTIFY_ACCEPT", "2026-06-30").nominal, day("2026-07-10"))
        with self.assertRaises(NotInForce):
            reckon("TC.RESOLVE", "2018-12-31")
        with self.assertRaises(NoLastDay):
            reckon("KN.DIALOGUE_NOTICE", "2026-06-30")

    def test_reaches_back(self) -> None:
        """Petitions open on 01/07/2026 count from that day: Saturday 15/08/2026 stands."""
        found = reckon("PET.DISCIPLINE.NOT_PROCESSED", "2026-05-04")
        self.assertEqual((found.start, found.due), (day("2026-07-01"), day("2026-08-15")))


class CountingTests(unittest.TestCase):
    def check(self, key: str, start: str, last: str, due: str, **history: tuple[object, ...]) -> None:
        """Holds the last day before and after moving against those found by hand."""
        found = reckon(key, start, **history)
        self.assertEqual((found.last.isoformat(), found.due.isoformat()), (last, due))

    def test_calendar_days_roll(self) -> None:
        """A last day off moves to the next working day."""
        self.check("KN.RESOLVE.1.ORDINARY", "2026-08-03", "2026-09-02", "2026-09-03")
        self.check("KN.RESOLVE.1.COMPLEX", "2026-07-15", "2026-08-29", "2026-09-03")
        self.check("KN.APPEAL_WINDOW", "2026-01-18", "2026-02-17", "2026-02-23")

    def test_working_days(self) -> None:
        """Swapped Saturdays count, holidays do not."""
        self.check("TC.INITIAL", "2026-08-17", "2026-08-25", "2026-08-25")
        self.check("RCP.RESULT_NOTICE", "2025-04-25", "2025-05-13", "2025-05-13")
        found = reckon("TC.TRANSFER", "2026-04-24")
        self.assertEqual([each.day for each in found.counted], [28, 29, 4, 5, 6])
        self.assertEqual([each.day for each in found.skipped], [25, 26, 27, 30, 1, 2, 3])

    def test_counted_back(self) -> None:
        """Full days before the meeting; a day off moves to an earlier one."""
        self.check("KN.DIALOGUE_NOTICE", "2026-09-07", "2026-09-02", "2026-08-28")
        self.check("RCP.SCHEDULE_POST", "2026-08-24", "2026-08-18", "2026-08-18")
        connected = COUNTER.instant("RCP.ONLINE.CONNECT", datetime(2026, 9, 1, 0, 30))
        self.assertEqual(connected, datetime(2026, 8, 31, 23, 30))

    def test_months_and_years(self) -> None:
        """The day of the same number, or the last of the month."""
        self.check("KN.COURT_WINDOW", "2024-02-29", "2025-02-28", "2025-02-28")
        self.check("NDB.BACKFILL", "2022-10-10", "2023-10-10", "2023-10-10")
        self.check("KN.COURT_WINDOW", "2026-05-01", "2027-05-01", "2027-05-04")

    def test_last_day_stands(self) -> None:
        """A minimum and the day of discipline do not move."""
        self.check("TC.PUBLISH.POSTING_MIN", "2027-03-06", "2027-03-21", "2027-03-21")
        self.check("PET.DISCIPLINE.NOT_PROCESSED", "2027-03-03", "2027-04-17", "2027-04-17")

    def test_at_once(self) -> None:
        """On the day itself, a holiday too: there is no period whose end could move."""
        self.check("TC.NONACCEPT_NOTICE", "2026-08-21", "2026-08-21", "2026-08-21")
        self.check("KN.ENFORCE", "2026-09-02", "2026-09-02", "2026-09-02")

    def test_suspensions(self) -> None:
        """The day of the suspension has elapsed; counting goes on the day after the resumption."""
        first = Suspension(day("2026-08-13"), day("2026-09-14"))
        self.check("TC.RESOLVE", "2026-08-03", "2026-10-04", "2026-10-05", suspensions=(first,))
        found = reckon("TC.RESOLVE", "2026-08-03", suspensions=(first,))
        self.assertEqual(len([each for each in found.counted if each < first.decided]) + 1, 10)
        second = Suspension(day("2026-09-24"), day("2026-10-12"))
        self.check("TC.RESOLVE", "2026-08-03", "2026-10-22", "2026-10-22",
                   suspensions=(first, second))

    def test_suspended_at_the_end(self) -> None:
        """No period ends while the case is suspended; one that is over stays over."""
        on_last_day = Suspension(day("2026-09-02"), day("2026-09-10"))
        self.check("TC.RESOLVE", "2026-08-03", "2026-09-10", "2026-09-10", suspensions=(on_last_day,))
        while_moved = Suspension(day("2026-09-03"), day("2026-09-12"))
        self.check("TC.RESOLVE", "2026-08-03", "2026-09-12", "2026-09-14", suspensions=(while_moved,))
        too_late = Suspension(day("2026-09-04"), day("2026-10-12"))
        self.check("TC.RESOLVE", "2026-08-03", "2026-09-02", "2026-09-03", suspensions=(too_late,))
        with self.assertRaises(StandsStill) as caught:
            reckon("TC.RESOLVE", "2026-08-03", suspensions=(Suspension(day("2026-08-13"), None),))
        self.assertEqual((caught.exception.elapsed, caught.exception.remaining), (10, 20))

    def test_obstacles(self) -> None:
        """Both days of an obstacle, a day under two of them once, only while the period runs."""
        first = Obstacle(day("2026-04-03"), day("2026-04-12"))
        second = Obstacle(day("2026-04-10"), day("2026-04-17"))
        self.check("KN.LIMITATION", "2026-02-25", "2026-06-05", "2026-06-05", obstacles=(first,))
        self.check("KN.LIMITATION", "2026-02-25", "2026-06-10", "2026-06-10",
                   obstacles=(first, second))
        before = Obstacle(day("2026-02-01"), day("2026-02-27"))
        self.check("KN.LIMITATION", "2026-02-25", "2026-05-28", "2026-05-28", obstacles=(before,))
        after = Obstacle(day("2026-05-27"), day("2026-06-30"))
        self.check("KN.LIMITATION", "2026-02-25", "2026-05-26", "2026-05-26", obstacles=(after,))

    def test_extensions(self) -> None:
        """Each from the last day before it was moved, one move at the very end."""
        once = Extension("TC.EXTEND.COMPLEX", 30)
        again = Extension("TC.EXTEND.SPECIALLY_COMPLEX", 30)
        self.check("TC.RESOLVE", "2026-03-20", "2026-05-19", "2026-05-19", extensions=(once,))
        self.check("TC.RESOLVE", "2026-03-20", "2026-06-18", "2026-06-18", extensions=(once, again))
        with self.assertRaises(BadHistory):
            reckon("TC.RESOLVE", "2026-03-20", extensions=(once, once))
        with self.assertRaises(BadHistory):
            reckon("KNKL.RESOLVE", "2026-03-20", extensions=(once,))

    def test_provisional(self) -> None:
        """The last day could be another: with each day of a count of working days, or itself."""
        self.assertTrue(reckon("KN.ACCEPT", "2027-02-01").provisional)
        self.assertFalse(reckon("KN.ACCEPT", "2027-01-20").provisional)
        self.assertTrue(reckon("KN.RESOLVE.1.ORDINARY", "2027-01-07").provisional)
        self.assertFalse(reckon("KN.RESOLVE.1.ORDINARY", "2027-01-20").provisional, "ends after Tết")
        self.assertTrue(reckon("RCP.SCHEDULE_POST", "2028-01-03").provisional)
        self.assertFalse(reckon("RCP.SCHEDULE_POST", "2028-01-01").provisional)
        self.assertFalse(reckon("KN.PUBLISH.POSTING_MIN", "2027-01-25").provisional, "stands")
        self.assertFalse(reckon("KN.ENFORCE", "2027-02-08").provisional, "at once")


if __name__ == "__main__":
    unittest.main()
