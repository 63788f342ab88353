"""The legal days of the story, reckoned back from today so that all of it is past."""

from datetime import date, timedelta

# From the stamp to today. The story needs it: 12 working days to the receipt of the decision
# (18 days at most), 30 for the window of a second complaint, 10 that Tết may add, a day to close.
BEGUN_DAYS_AGO = 60


def on_workday(day: date) -> date:
    """The day itself, or the Monday after a weekend."""
    return day + timedelta(days=max(0, 7 - day.weekday()) if day.weekday() > 4 else 0)


def after(day: date, workdays: int) -> date:
    """So many days later, Saturdays and Sundays not counted."""
    for _ in range(workdays):
        day = on_workday(day + timedelta(days=1))
    return day


class Days:
    """When each act is done. Public holidays are not avoided: the law lets offices work on them."""

    def __init__(self, today: date) -> None:
        self.today = today
        received = today - timedelta(days=BEGUN_DAYS_AGO)
        if received.weekday() > 4:
            received -= timedelta(days=received.weekday() - 4)
        self.written = received - timedelta(days=3)
        self.received = received
        self.classified = after(received, 1)
        self.approved = after(received, 2)
        self.accepted = after(received, 2)
        self.assigned = after(received, 3)
        self.reported = after(received, 5)
        self.dialogue = after(received, 10)
        self.decided = after(received, 11)
        self.delivered = after(received, 12)

    def enforcement(self, effective: date) -> tuple[date, date]:
        """First and last day of the enforcement of a decision in effect since a day."""
        started = min(on_workday(effective), self.today)
        return started, min(after(started, 2), self.today)

    def closing(self, finished: date, window_due: date) -> date:
        """When the file is closed: after the enforcement and the window of a second complaint."""
        return min(max(finished, on_workday(window_due + timedelta(days=1))), self.today)


def vietnamese(iso: str) -> str:
    """A day as people write it: 25/09/2026."""
    return date.fromisoformat(iso).strftime("%d/%m/%Y")
