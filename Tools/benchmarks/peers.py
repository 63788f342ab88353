"""What the same disk gives to others in the same run, so that figures can be read as ratios."""

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

PAYLOAD_BYTES = 1_300
CLIENTS = 64


def measure(directory: Path, seconds: float) -> Iterator[tuple[str, float]]:
    """Names of peers with their operations per second; those not installed are left out."""
    yield "write + fdatasync of 1.3 KB, one after the other", synced_writes(directory, seconds)
    postgres = postgres_programs()
    if postgres is not None:
        yield (f"PostgreSQL, insert of 1.3 KB, {CLIENTS} clients",
               postgres_inserts(postgres, seconds))
    if shutil.which("redis-server") and shutil.which("redis-benchmark"):
        yield (f"Redis, appendfsync always, SET of 1.3 KB, {CLIENTS} clients",
               redis_sets(directory, seconds))


def synced_writes(directory: Path, seconds: float) -> float:
    """Appends and waits for the disk each time, as a log with one writer and one caller does."""
    path = directory / "synced-writes"
    descriptor = os.open(path, os.O_CREAT | os.O_WRONLY | os.O_APPEND, 0o600)
    payload = b"x" * PAYLOAD_BYTES
    count, start = 0, time.monotonic()
    try:
        while time.monotonic() - start < seconds:
            os.write(descriptor, payload)
            os.fdatasync(descriptor)
            count += 1
        return count / (time.monotonic() - start)
    finally:
        os.close(descriptor)
        path.unlink()


def postgres_programs() -> Path | None:
    """The directory of PostgreSQL's programs, when it can be run here."""
    if os.geteuid() == 0 and shutil.which("setpriv") is None:
        return None
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/pgbench"))
    return found[-1].parent if found else None


def postgres_inserts(programs: Path, seconds: float) -> float:
    """Committed inserts per second into a throwaway cluster with its own settings."""
    # PostgreSQL does not run as root.
    user = ["setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups"] \
        if os.geteuid() == 0 else []
    with tempfile.TemporaryDirectory(dir="/var/tmp", prefix="kntc-bench-") as temporary:
        home = Path(temporary)
        if user:
            shutil.chown(home, "nobody", "nogroup")

        def run(program: str, *arguments: str) -> str:
            return subprocess.run(
                [*user, str(programs / program), *arguments], cwd=home, check=True,
                stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8").stdout

        data = str(home / "data")
        run("initdb", "--pgdata", data, "--username", "bench", "--auth", "trust")
        options = f"-c listen_addresses= -c unix_socket_directories={home}"
        run("pg_ctl", "start", "--wait", "-D", data, "-o", options, "-l", str(home / "log"))
        try:
            place = ("--host", str(home), "--username", "bench")
            run("psql", *place, "--dbname", "postgres", "--command",
                "create table entries (id bigserial primary key, content text);"
                "alter table entries alter content set storage external")
            script = home / "insert.sql"
            script.write_text(
                f"insert into entries (content) values (repeat('x', {PAYLOAD_BYTES}));\n")
            output = run("pgbench", *place, "--no-vacuum", "--file", str(script),
                         "--client", str(CLIENTS), "--jobs", "2", "--protocol", "prepared",
                         "--time", str(max(1, round(seconds))), "postgres")
        finally:
            run("pg_ctl", "stop", "--wait", "-D", data, "--mode", "immediate")
    line = next(line for line in output.splitlines() if line.startswith("tps"))
    return float(line.split()[2])


def redis_sets(directory: Path, seconds: float) -> float:
    """Sets per second of a throwaway server that syncs before it answers."""
    socket = directory / "redis.sock"
    server = subprocess.Popen(
        ["redis-server", "--port", "0", "--unixsocket", str(socket), "--dir", str(directory),
         "--appendonly", "yes", "--appendfsync", "always", "--save", ""],
        stdout=subprocess.DEVNULL)
    try:
        deadline = time.monotonic() + 10
        while not socket.exists():
            if server.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError("redis-server did not start")
            time.sleep(0.05)
        # redis-benchmark counts calls, not time: a short run says how many fill the seconds.
        rate = 1_000.0
        for count in (2_000, 0):
            output = subprocess.run(
                ["redis-benchmark", "-s", str(socket), "-c", str(CLIENTS), "-t", "set",
                 "-d", str(PAYLOAD_BYTES), "-n", str(count or round(rate * seconds)), "--csv"],
                check=True, stdout=subprocess.PIPE, encoding="utf-8").stdout
            rate = float(output.splitlines()[-1].split(",")[1].strip('"'))
        return rate
    finally:
        server.terminate()
        server.wait()
