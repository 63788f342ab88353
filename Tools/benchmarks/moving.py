"""Registrations beside a long operation: the city's calendar is replaced, and open time limits follow
it step by step."""

import datetime
import json
import time
from pathlib import Path

from server import Row, Server, fill, load, run, running_server, say

CLIENTS = 16


def measure(programs: Path, home: Path, directory: Path, petitions: Path, moved: int,
            seconds: float) -> list[Row]:
    """Registers alone and beside the move, one right after the other on one server."""
    home.mkdir()
    with running_server(programs, home) as server:
        load(programs, server, "directory", str(directory))
    took = fill(programs, home, "--to", str(moved), "--open", str(moved), "--days", "5")
    say(f"register beside {moved:,} time limits that move; written in {took:.0f} s")
    arguments = ("register", "--petitions", str(petitions), "--seconds", str(seconds))
    with running_server(programs, home) as server:
        server.wait_until_quiet()
        alone, _ = run(programs, server, "register, no move", CLIENTS, arguments)
        load(programs, server, "calendar", "--day", next_working_day())
        start = wait_for_move(programs, server)
        beside, _ = run(programs, server, "register beside a move", CLIENTS, arguments)
        state = progress(programs, server)
        say(f"  {state['moved']:,} moved in {time.monotonic() - start:.0f} s, "
            + ("to the end of the run" if state["moving"] else "over before the run")
            + f"; p99 {beside.p99_ms / max(alone.p99_ms, 0.01):.1f} times that without a move")
    return [alone, beside]


def next_working_day() -> str:
    """The next day from Monday to Friday."""
    day = datetime.date.today() + datetime.timedelta(1)
    while day.weekday() > 4:
        day += datetime.timedelta(1)
    return day.isoformat()


def progress(programs: Path, server: Server) -> dict[str, int]:
    """How many have moved, and whether more do."""
    state: dict[str, int] = json.loads(load(programs, server, "moved"))
    return state


def wait_for_move(programs: Path, server: Server) -> float:
    """Waits for the first step; when it was seen."""
    while not progress(programs, server)["moved"]:
        time.sleep(0.1)
    return time.monotonic()
