"""What the doors cost by themselves: an echo of 1.2 KB, next to Redis and to grpc-swift in one run."""

import contextlib
import json
import re
import shutil
import socket
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


@dataclass(frozen=True)
class EchoRow:
    """One server under one load."""

    name: str
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


def measured(name: str, server: Served, shape: tuple[int, int], load: "Load") -> EchoRow:
    """Loads a server; the figures of the callers, and what it cost the server."""
    before = server.cpu_seconds()
    count, per_second, p50, p99 = load(*shape)
    cost = (server.cpu_seconds() - before) * 1e6 / max(count, 1)
    row = EchoRow(name, *shape, per_second, p50, p99, cost)
    say(f"  {name:<22}{shape[0]:>3} × {shape[1]:<3}{per_second:>10,.0f} per s"
        f"{p50:>9,.0f} µs{p99:>9,.0f} µs{cost:>8.1f} µs of the server")
    return row


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

    def __init__(self, home: Path, port: int, seconds: float, scheme: str = "http",
                 certificate: Path | None = None) -> None:
        body = home / "request"
        body.write_bytes(b"\x00" + PAYLOAD_BYTES.to_bytes(4, "big") + b"a" * PAYLOAD_BYTES)
        self._command = ["h2load", "--duration", str(max(1, round(seconds))), "--data", str(body),
                         "--header", "content-type: application/grpc", "--header", "te: trailers",
                         f"{scheme}://127.0.0.1:{port}/bench.Echo/Echo"]
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


def measure(programs: Path, seconds: float) -> tuple[list[EchoRow], list[Memory]]:
    """Every server at every shape."""
    for program in ("h2load", "redis-server", "redis-benchmark"):
        if shutil.which(program) is None:
            raise SystemExit(f"{program} is needed: apt-get install nghttp2-client redis")
    rows: list[EchoRow] = []
    memory: list[Memory] = []
    with tempfile.TemporaryDirectory() as place:
        home = Path(place)
        certificates(programs, home / "tls")
        tls = ("--tls", str(home / "tls"))
        other = peer()
        for shape in SHAPES:
            with redis() as server:
                rows.append(measured("redis GET", server, shape,
                                     RedisGet(server.ports[0], seconds)))
            with served(programs / "kntc-echo", "serve") as server:
                rows.append(measured("ttrpc", server, shape,
                                     Framed(programs, server.ports[0], seconds)))
                rows.append(measured("gRPC", server, shape,
                                     H2Load(home, server.ports[1], seconds)))
            with served(programs / "kntc-echo", "serve", *tls) as server:
                rows.append(measured("ttrpc, TLS", server, shape,
                                     Framed(programs, server.ports[0], seconds, *tls)))
            if other is not None:
                with served(other) as server:
                    rows.append(measured("grpc-swift-2", server, shape,
                                         H2Load(home, server.ports[0], seconds)))
        with served(programs / "kntc-echo", "serve") as server:
            memory.append(idle("ttrpc", server, server.ports[0]))
        with served(programs / "kntc-echo", "serve") as server:
            memory.append(idle("gRPC", server, server.ports[1]))
    return rows, memory


def table(rows: list[EchoRow], memory: list[Memory]) -> str:
    """The figures for reading, with the ratios that are aimed at."""
    lines = [f"{'echo of 1.2 KB':<22}{'conn × calls':>14}{'per s':>12}{'p50 µs':>10}"
             f"{'p99 µs':>10}{'server µs':>11}"]
    lines += [f"{row.name:<22}{f'{row.connections} × {row.in_flight}':>14}{row.per_second:>12,.0f}"
              f"{row.p50_us:>10,.0f}{row.p99_us:>10,.0f}{row.server_cpu_us:>11.1f}"
              for row in rows]
    rate = {(row.name, row.connections, row.in_flight): row.per_second for row in rows}
    for one, another in (("ttrpc", "redis GET"), ("gRPC", "grpc-swift-2"), ("ttrpc, TLS", "ttrpc")):
        ratios = [f"{rate[one, *shape] / rate[another, *shape]:.2f} at {shape[0]} × {shape[1]}"
                  for shape in SHAPES if (another, *shape) in rate]
        if ratios:
            lines.append(f"{one} to {another}: " + ", ".join(ratios))
    lines += [f"{found.name}: {found.resident_mb:.1f} MB with {IDLE_CONNECTIONS} idle connections, "
              f"{found.per_connection_kb:.1f} KB for each" for found in memory]
    return "\n".join(lines)
