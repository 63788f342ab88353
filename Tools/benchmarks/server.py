"""A throwaway server, and what a run of the load generator against it came to."""

import contextlib
import json
import os
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

CLOCK_TICKS = os.sysconf("SC_CLK_TCK")


@dataclass
class Row:
    """One scenario: what callers saw, and what it cost the server."""

    scenario: str
    clients: int
    per_second: float
    p50_ms: float
    p99_ms: float
    max_ms: float
    syncs_per_second: float
    operations_per_sync: float
    server_cpu_us: float
    client_cpu_us: float
    resident_mb: float
    errors: dict[str, int]


@dataclass
class Measured:
    """A server's process, whichever server it is."""

    process: subprocess.Popen[str]

    def cpu_seconds(self) -> float:
        """Processor time used so far."""
        text = Path(f"/proc/{self.process.pid}/stat").read_text(encoding="utf-8")
        fields = text.rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / CLOCK_TICKS

    def resident_mb(self) -> float:
        """Memory in use."""
        lines = Path(f"/proc/{self.process.pid}/status").read_text(encoding="utf-8").splitlines()
        return next(int(line.split()[1]) / 1_024 for line in lines if line.startswith("VmRSS"))


@dataclass
class Server(Measured):
    """A running server."""

    port: int
    operations: str

    def counters(self) -> dict[str, float]:
        """Its metrics by name."""
        with urllib.request.urlopen(f"{self.operations}/metrics", timeout=10) as reply:
            lines = reply.read().decode().splitlines()
        pairs = (line.rsplit(" ", 1) for line in lines if not line.startswith("#"))
        return {name: float(value) for name, value in pairs}

    def wait_until_quiet(self) -> None:
        """Waits until the server has been idle for three seconds: what it does by itself at its
        start, such as urging, is over."""
        idle = 0
        while idle < 3:
            before = self.cpu_seconds()
            time.sleep(1)
            idle = idle + 1 if self.cpu_seconds() - before < 0.05 else 0


def say(text: str) -> None:
    """A line of progress."""
    print(text, file=sys.stderr, flush=True)


@contextlib.contextmanager
def running_server(programs: Path, home: Path, *options: str) -> Iterator[Server]:
    """A server over the store of a directory, made where there is none, ended at the end."""
    with open(home / "log", "w", encoding="utf-8") as log:
        process = subprocess.Popen(
            [programs / "kntc-server", "serve", "--data", home / "data", "--log-level", "warning",
             "--listen", "127.0.0.1:0", "--grpc", "127.0.0.1:0",
             "--operations", "127.0.0.1:0", *options],
            stdout=subprocess.PIPE, stderr=log, encoding="utf-8")
    try:
        yield announced(process, home / "log")
    finally:
        process.terminate()
        try:
            process.wait(timeout=60)
        except subprocess.TimeoutExpired:
            process.kill()


def announced(process: subprocess.Popen[str], log: Path) -> Server:
    """The server's doors as it announces them."""
    doors: dict[str, str] = {}
    assert process.stdout is not None
    for line in process.stdout:
        name, _, place = line.strip().partition(" ")
        doors[name] = place.strip()
        if "ttrpc" in doors and "operations" in doors:
            port = int(doors["ttrpc"].rpartition(":")[2])
            return Server(process, port, doors["operations"].removesuffix("/health"))
    raise SystemExit("the server did not start:\n" + log.read_text(encoding="utf-8"))


def load(programs: Path, server: Server, *arguments: str) -> str:
    """Runs the load generator and gives what it prints."""
    verb, *rest = arguments
    return subprocess.run(
        [programs / "kntc-load", verb, "--port", str(server.port), *rest],
        check=True, stdout=subprocess.PIPE, encoding="utf-8", timeout=900).stdout


def fill(programs: Path, home: Path, *arguments: str) -> float:
    """Fills the store of a server that does not run; the seconds it took."""
    start = time.monotonic()
    subprocess.run([programs / "kntc-load", "city", "--data", home / "data", *arguments],
                   check=True, timeout=3_600)
    return time.monotonic() - start


def run(programs: Path, server: Server, scenario: str, clients: int,
        arguments: tuple[str, ...]) -> tuple[Row, int]:
    """Runs one scenario; its row and how many operations succeeded."""
    before, cpu = server.counters(), server.cpu_seconds()
    report = json.loads(load(programs, server, *arguments, "--clients", str(clients)))
    after, cpu = server.counters(), server.cpu_seconds() - cpu
    answers = report["operations"] + report["refused"]
    syncs = after["kntc_synced_writes_total"] - before["kntc_synced_writes_total"]
    return Row(
        scenario, clients, report["per_second"],
        report["p50_ms"], report["p99_ms"], report["max_ms"],
        syncs / report["seconds"], report["operations"] / syncs if syncs else 0.0,
        cpu * 1e6 / max(answers, 1), report["client_cpu_microseconds"],
        server.resident_mb(), report["errors"]), report["operations"]
