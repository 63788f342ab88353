"""What is tracked, beside ever more closed petitions: the first page of each list with its count, on
the server's own clock, as its metrics tell it."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from server import Server, fill, load, running_server, say

OFFICERS = 3_000
OPEN = 10_000
VIEWS = ("INBOX", "DUE_TODAY", "DUE_SOON", "OVERDUE", "LONG_STANDING", "RED_LINE", "INSTRUCTIONS",
         "ENFORCEMENT", "TRANSFERS", "CONSULTATIONS")
# Views of time limits, which are kept for officers too.
LIMITS = VIEWS[1:6]
# A department with divisions, and an agency without.
DEPARTMENT, AGENCY = "H29.02", "H29.80.63"


@dataclass
class Tracked:
    """One list at one size."""

    petitions: int
    scope: str
    view: str
    calls: int
    p50_ms: float
    p99_ms: float
    server_cpu_us: float
    client_p99_ms: float


def curve(programs: Path, home: Path, directory: Path, sizes: list[int],
          seconds: float) -> list[Tracked]:
    """Grows one store from size to size and measures every list at each of them."""
    home.mkdir()
    with running_server(programs, home) as server:
        load(programs, server, "directory", "--officers", str(OFFICERS), str(directory))
        tokens = json.loads(load(programs, server, "sessions", "--unit", AGENCY))
        officer = load(programs, server, "officer", "--unit", AGENCY).strip()
    rows: list[Tracked] = []
    for former, size in zip([0, *sizes], sizes):
        took = fill(programs, home, "--from", str(former), "--to", str(size),
                    "--open", str(OPEN))
        say(f"{size:,} petitions, {size - former:,} of them written in {took:.0f} s")
        settings = home / "settings.json"
        # One agency's share is not what is measured.
        settings.write_text(json.dumps({"kntc": {"limits": {
            "agencyCallsPerSecond": 1_000_000, "agencyCallsBurst": 1_000_000}}}))
        with running_server(programs, home, "--identity", "sessions",
                            "--config", str(settings)) as server:
            server.wait_until_quiet()
            for scope, views, arguments in scopes(tokens, officer):
                for view in views:
                    rows.append(measure(programs, server, size, scope, view, seconds, arguments))
    return rows


def scopes(tokens: dict[str, str],
           officer: str) -> list[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    """Whose files, by which views, asked for with what."""
    unit = ("--session", tokens["unit"], "--unit", AGENCY)
    city = ("--session", tokens["city"], "--unit")
    return [
        ("unit", VIEWS + ("",), unit),
        ("officer", LIMITS, (*unit, "--officer", officer)),
        ("subtree", VIEWS, (*city, DEPARTMENT, "--subtree")),
        ("city", VIEWS, (*city, "H29", "--subtree")),
    ]


def measure(programs: Path, server: Server, size: int, scope: str, view: str, seconds: float,
            arguments: tuple[str, ...]) -> Tracked:
    """Asks for one list again and again; how long the server took for it."""
    method = "ListTracked" if view else "GetBoard"
    asked = ("tracked", "--view", view, *arguments, "--seconds")
    load(programs, server, *asked, "0.1")
    before, cpu = server.counters(), server.cpu_seconds()
    report = json.loads(load(programs, server, *asked, str(seconds)))
    if report["errors"]:
        raise SystemExit(f"{scope}, {view}: {report['errors']}")
    cpu = server.cpu_seconds() - cpu
    ranges = taken(before, server.counters(), f"/kntc.v1.TrackingService/{method}")
    return Tracked(size, scope, view or "BOARD", report["operations"], quantile(ranges, 0.5),
                   quantile(ranges, 0.99), cpu * 1e6 / report["operations"], report["p99_ms"])


def taken(before: dict[str, float], after: dict[str, float],
          path: str) -> list[tuple[float, float]]:
    """How many calls of a method ended within each bound, in milliseconds, between two looks."""
    start = f'kntc_call_seconds_bucket{{method="{path}",le="'
    return [(float(name[len(start):-2]) * 1_000, count - before.get(name, 0))
            for name, count in after.items() if name.startswith(start)]


def quantile(ranges: list[tuple[float, float]], share: float) -> float:
    """The bound within which a share of the calls ended."""
    total = max(count for _, count in ranges)
    return min(bound for bound, count in ranges if count >= share * total)


def table(rows: list[dict[str, Any]]) -> list[str]:
    """The slowest list of each scope at each size, for reading."""
    lines = ["", f"{'tracked, first page with count':<32}" + "".join(
        f"{title:>15}" for title in ("petitions", "calls", "p50 ms ≤", "p99 ms ≤", "server µs/op", "slowest"))]
    for size, scope in dict.fromkeys((row["petitions"], row["scope"]) for row in rows):
        own = [row for row in rows if (row["petitions"], row["scope"]) == (size, scope)
               and row["view"] != "BOARD"]
        slowest = max(own, key=lambda row: (row["p99_ms"], row["server_cpu_us"]))
        lines.append(f"{scope:<32}{size:>15,}{sum(row['calls'] for row in own):>15,}"
                     f"{slowest['p50_ms']:>15g}{slowest['p99_ms']:>15g}"
                     f"{slowest['server_cpu_us']:>15.0f}{slowest['view']:>15}")
    return lines
