"""What the doors cost by themselves: an echo of 1.2 KB, next to Redis and to grpc-swift in one run."""

import contextlib
import json
import re
import shutil
import socket
import statistics
import subprocess
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from server import Measured, say

ROOT = Path(__file__).resolve().parent.parent.parent
PEER = ROOT / "Tools" / "benchmarks" / "grpc-swift"
PAYLOAD_BYTES = 1_200
IDLE_CONNECTIONS = 1_000
# connections × calls in flight on each
SHAPES = ((1, 1), (1, 64), (64, 1), (64, 16))
# Each server has its turn in each round, so that what else the machine does meets all of them.
ROUNDS = 5
RATIOS = (("ttrpc", "redis GET"), ("ttrpc, worker", "redis GET"), ("ttrpc, TLS", "ttrpc"),
          ("gRPC", "grpc-swift-2"), ("gRPC, worker", "grpc-swift-2"), ("gRPC, TLS", "gRPC"))


@dataclass(frozen=True)
class EchoRow:
    """One server under one load, once."""

    name: str
    round: int
    connections: int
    in_flight: int
    per_second: float
    p50_us: float
    p99_us: float
    server_cpu_us: float


@dataclass(frozen=True)
class Memory:
    """What a server holds, and what each idle connection adds."""

    name: str
    resident_mb: float
    per_connection_kb: float


@dataclass
class Served(Measured):
    """A server and its ports."""

    ports: list[int]


@contextlib.contextmanager
def served(*command: str | Path) -> Iterator[Served]:
    """Runs a server that prints its ports on its first line."""
    process = subprocess.Popen(command, stdout=subprocess.PIPE, encoding="utf-8")
    assert process.stdout is not None
    try:
        yield Served(process, [int(port) for port in process.stdout.readline().split()])
    finally:
        process.terminate()
        process.wait(30)


@contextlib.contextmanager
def redis() -> Iterator[Served]:
    """Runs Redis without any disk, with a value to get."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen(
        ["redis-server", "--port", str(port), "--save", "", "--appendonly", "no", "--bind",
         "127.0.0.1"], stdout=subprocess.DEVNULL, encoding="utf-8")
    try:
        time.sleep(1)
        yield Served(process, [port])
    finally:
        process.terminate()
        process.wait(30)


class Load:
    """Callers of one kind: calls made, calls per second, p50 and p99 in microseconds."""

    def __call__(self, connections: int, in_flight: int) -> tuple[int, float, float, float]:
        raise NotImplementedError


class Framed(Load):
    """kntc-echo's own callers of the ttrpc door."""

    def __init__(self, programs: Path, port: int, seconds: float, *more: str) -> None:
        self._command = [programs / "kntc-echo", "load", "--port", str(port), "--seconds",
                         str(seconds), "--bytes", str(PAYLOAD_BYTES), *more]
        self._seconds = seconds

    def __call__(self, connections: int, in_flight: int) -> tuple[int, float, float, float]:
        printed = subprocess.run(
            [*self._command, "--connections", str(connections), "--in-flight", str(in_flight)],
            stdout=subprocess.PIPE, encoding="utf-8", check=True).stdout
        found = json.loads(printed)
        count = round(found["per_second"] * self._seconds)
        return count, found["per_second"], found["p50_us"], found["p99_us"]


class H2Load(Load):
    """h2load as a gRPC client."""

    def __init__(self, home: Path, port: int, seconds: float, method: str = "Echo",
                 scheme: str = "http") -> None:
        body = home / "request"
        body.write_bytes(b"\x00" + PAYLOAD_BYTES.to_bytes(4, "big") + b"a" * PAYLOAD_BYTES)
        self._command = ["h2load", "--duration", str(max(1, round(seconds))), "--data", str(body),
                         "--header", "content-type: application/grpc", "--header", "te: trailers",
                         f"{scheme}://127.0.0.1:{port}/bench.Echo/{method}"]
        self._log = home / "latencies"

    def __call__(self, connections: int, in_flight: int) -> tuple[int, float, float, float]:
        self._log.unlink(missing_ok=True)
        printed = subprocess.run(
            [*self._command, "--clients", str(connections), "--max-concurrent-streams",
             str(in_flight), "--log-file", self._log], stdout=subprocess.PIPE, encoding="utf-8",
            check=True).stdout
        rate = re.search(r"finished in ([\d.]+)s, ([\d.]+) req/s", printed)
        done = re.search(r"(\d+) succeeded, (\d+) failed", printed)
        assert rate is not None and done is not None, printed
        if int(done[2]):
            raise SystemExit(f"h2load: {done[2]} calls failed")
        waits = sorted(int(line.split("\t")[2]) for line in self._log.read_text().splitlines())
        return (int(done[1]), float(rate[2]), float(waits[len(waits) // 2]),
                float(waits[len(waits) * 99 // 100]))


class RedisGet(Load):
    """redis-benchmark of GET; calls in flight are its pipeline."""

    def __init__(self, port: int, seconds: float) -> None:
        self._port, self._seconds = port, seconds

    def __call__(self, connections: int, in_flight: int) -> tuple[int, float, float, float]:
        # It takes a number and no time: about as many as it makes.
        count = round(self._seconds * (10_000 if connections * in_flight == 1 else 60_000)
                      * (6 if in_flight > 1 else 1))
        printed = ""
        # The value that is got must be there, of the same size.
        for verb, times in (("set", 1_000), ("get", count)):
            printed = subprocess.run(
                ["redis-benchmark", "-p", str(self._port), "-c", str(connections), "-P",
                 str(in_flight), "-n", str(times), "-d", str(PAYLOAD_BYTES), "--csv", "-t", verb],
                stdout=subprocess.PIPE, encoding="utf-8", check=True).stdout.splitlines()[-1]
        figures = [float(part.strip('"')) for part in printed.split(",")[1:]]
        # rate, then average, min, p50, p95, p99 and max in milliseconds
        return count, figures[0], figures[3] * 1_000, figures[5] * 1_000


def idle(name: str, server: Served, port: int) -> Memory:
    """What idle connections add to a server's memory."""
    before = server.resident_mb()
    held = [socket.create_connection(("127.0.0.1", port)) for _ in range(IDLE_CONNECTIONS)]
    time.sleep(2)
    after = server.resident_mb()
    for connection in held:
        connection.close()
    found = Memory(name, after, (after - before) * 1_024 / IDLE_CONNECTIONS)
    say(f"  {name:<22}{after:>8.1f} MB, {found.per_connection_kb:.1f} KB for each of "
        f"{IDLE_CONNECTIONS} idle connections")
    return found


def certificates(programs: Path, folder: Path) -> None:
    """Makes an authority, a certificate of the server and one of a caller."""
    for words in (("init", folder), ("issue", folder, "--server", "127.0.0.1"),
                  ("issue", folder, "--agency", "H29.02")):
        subprocess.run([programs / "kntc-admin", "tls", *words], stdout=subprocess.DEVNULL,
                       check=True)


def peer() -> Path | None:
    """The program of grpc-swift, built when it may be; a first build takes a quarter of an hour."""
    swift = ["swift", "build", "--configuration", "release", "--package-path", str(PEER)]
    say("building grpc-swift's echo")
    if subprocess.run([*swift, "--quiet"], check=False).returncode:
        return None
    shown = subprocess.run([*swift, "--show-bin-path"], stdout=subprocess.PIPE, encoding="utf-8",
                           check=True).stdout
    return Path(shown.strip()) / "grpc-swift-echo"


@dataclass(frozen=True)
class Contender:
    """A server and its callers."""

    name: str
    server: Served
    load: Load

    def run(self, turn: int, shape: tuple[int, int]) -> EchoRow:
        """The figures of the callers, and what they cost the server."""
        before = self.server.cpu_seconds()
        count, per_second, p50, p99 = self.load(*shape)
        cost = (self.server.cpu_seconds() - before) * 1e6 / max(count, 1)
        say(f"  {self.name:<22}{shape[0]:>3} × {shape[1]:<3}{per_second:>10,.0f} per s"
            f"{p50:>9,.0f} µs{p99:>9,.0f} µs{cost:>8.1f} µs of the server")
        return EchoRow(self.name, turn, *shape, per_second, p50, p99, cost)


def contenders(held: contextlib.ExitStack, programs: Path, home: Path, other: Path | None,
               seconds: float) -> list[Contender]:
    """Starts every server. Methods that may block are served by worker threads, others are not."""
    tls = ("--tls", str(home / "tls"))
    cache = held.enter_context(redis())
    plain = held.enter_context(served(programs / "kntc-echo", "serve"))
    secure = held.enter_context(served(programs / "kntc-echo", "serve", *tls))
    ttrpc, grpc = plain.ports
    found = [
        Contender("redis GET", cache, RedisGet(cache.ports[0], seconds)),
        Contender("ttrpc", plain, Framed(programs, ttrpc, seconds)),
        Contender("ttrpc, worker", plain,
                  Framed(programs, ttrpc, seconds, "--method", "EchoOnWorker")),
        Contender("ttrpc, TLS", secure, Framed(programs, secure.ports[0], seconds, *tls)),
        Contender("gRPC", plain, H2Load(home, grpc, seconds)),
        Contender("gRPC, worker", plain, H2Load(home, grpc, seconds, "EchoOnWorker")),
        Contender("gRPC, TLS", secure, H2Load(home, secure.ports[1], seconds, scheme="https"))]
    if other is not None:
        peer_server = held.enter_context(served(other))
        found.append(Contender("grpc-swift-2", peer_server,
                               H2Load(home, peer_server.ports[0], seconds)))
    return found


def measure(programs: Path, seconds: float) -> tuple[list[EchoRow], list[Memory]]:
    """Every server at every shape, in rounds."""
    for program in ("h2load", "redis-server", "redis-benchmark"):
        if shutil.which(program) is None:
            raise SystemExit(f"{program} is needed: apt-get install nghttp2-client redis")
    rows: list[EchoRow] = []
    memory: list[Memory] = []
    with tempfile.TemporaryDirectory() as place:
        home = Path(place)
        certificates(programs, home / "tls")
        other = peer()
        with contextlib.ExitStack() as held:
            running = contenders(held, programs, home, other, seconds)
            for turn in range(1, ROUNDS + 1):
                say(f"round {turn} of {ROUNDS}")
                rows += [contender.run(turn, shape) for shape in SHAPES for contender in running]
        for number, name in enumerate(("ttrpc", "gRPC")):
            with served(programs / "kntc-echo", "serve") as server:
                memory.append(idle(name, server, server.ports[number]))
    return rows, memory


def ratios(rows: list[EchoRow], one: str, another: str, field: str) -> list[list[float]]:
    """A figure of one server beside that of another in each round, by shape."""
    found = {(row.name, row.round, row.connections, row.in_flight): getattr(row, field)
             for row in rows}
    turns = sorted({row.round for row in rows if row.name == another})
    return [[found[one, turn, *shape] / found[another, turn, *shape] for turn in turns]
            for shape in SHAPES if turns]


def table(rows: list[EchoRow], memory: list[Memory]) -> str:
    """The medians of the rounds for reading, with the ratios that are aimed at."""
    lines = [f"{'echo of 1.2 KB':<22}{'conn × calls':>14}{'per s':>12}{'p50 µs':>10}"
             f"{'p99 µs':>10}{'server µs':>11}"]
    for name in dict.fromkeys(row.name for row in rows):
        for shape in SHAPES:
            runs = [row for row in rows
                    if (row.name, row.connections, row.in_flight) == (name, *shape)]
            per_second, p50, p99, cost = (
                statistics.median(getattr(run, field) for run in runs)
                for field in ("per_second", "p50_us", "p99_us", "server_cpu_us"))
            lines.append(f"{name:<22}{f'{shape[0]} × {shape[1]}':>14}{per_second:>12,.0f}"
                         f"{p50:>10,.0f}{p99:>10,.0f}{cost:>11.1f}")
    for one, another in RATIOS:
        if not (rates := ratios(rows, one, another, "per_second")):
            continue
        costs = ratios(rows, one, another, "server_cpu_us")
        lines.append(f"{one} to {another}: " + ", ".join(
            f"{statistics.median(rate):.2f} ({min(rate):.2f} to {max(rate):.2f}) at {shape[0]} × "
            f"{shape[1]}" for shape, rate in zip(SHAPES, rates, strict=True)))
        lines.append("  what a call costs the server: "
                     + ", ".join(f"{statistics.median(cost):.2f}" for cost in costs))
    lines += [f"{found.name}: {found.resident_mb:.1f} MB with {IDLE_CONNECTIONS} idle connections, "
              f"{found.per_connection_kb:.1f} KB for each" for found in memory]
    return "\n".join(lines)
