"""What a server leaves when it crashes, and what a debugger finds in its memory while it runs."""

import os
import re
import resource
import shutil
import signal
import struct
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from canary_people import Canary
from canary_search import Hit

PATTERN = Path("/proc/sys/kernel/core_pattern")
CRASH_SECONDS_MAX, DUMP_SECONDS_MAX = 90.0, 300.0
# A line of a crash report with the bytes that a register points at.
REGISTER = re.compile(r"^ *r\w+ 0x[0-9a-f]{16}(?:  [0-9a-f]{2}| [0-9a-f]{2}){8}", re.MULTILINE)
PT_LOAD = 1


@contextmanager
def cores_allowed(folder: Path) -> Iterator[None]:
    """Programs that are started here may leave cores of any size, in the folder."""
    before, hard = resource.getrlimit(resource.RLIMIT_CORE)
    here = Path.cwd()
    folder.mkdir(exist_ok=True)
    try:
        resource.setrlimit(resource.RLIMIT_CORE, (hard, hard))
        os.chdir(folder)
        yield
    finally:
        os.chdir(here)
        resource.setrlimit(resource.RLIMIT_CORE, (before, hard))


def crash(pid: int, log: Path | None = None) -> None:
    """Sends a process what a bad memory access sends it, until it is gone.

    More than once: a handler that returns from a real fault faults again, and one that returns from
    a signal of ours goes on. Swift's crash report is let end, as it ends after a real fault.
    """
    last = time.monotonic() + CRASH_SECONDS_MAX
    while time.monotonic() < last and state(pid) not in ("", "Z"):
        os.kill(pid, signal.SIGSEGV)
        time.sleep(1.0)
        while time.monotonic() < last and log is not None and reporting(log):
            time.sleep(0.2)


def reporting(log: Path) -> bool:
    """Whether a crash report is begun in a log and not ended."""
    text = log.read_text(encoding="utf-8", errors="replace")
    return text.count("Backtracing from") > text.count("Backtrace took")


def state(pid: int) -> str:
    """A process's state by the kernel; empty when there is none."""
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[0]
    except OSError:
        return ""


def leaves_cores(folder: Path) -> bool:
    """Whether a program without any care leaves a core here: else nothing can be told."""
    with cores_allowed(folder):
        process = subprocess.Popen([sys.executable, "-c", "print(1, flush=True); input()"],
                                   stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        assert process.stdout is not None and process.stdin is not None
        process.stdout.readline()
        crash(process.pid)
        process.wait(CRASH_SECONDS_MAX)
        process.stdout.close()
        process.stdin.close()
    found = left(folder)
    for core in found:
        core.unlink()
    return bool(found)


def left(folder: Path) -> list[Path]:
    """The cores in a folder."""
    return [one for one in folder.iterdir() if one.is_file() and "core" in one.name]


def soft_limit(pid: int) -> str:
    """The limit for cores that a process runs with: "0", a number or "unlimited"."""
    limits = Path(f"/proc/{pid}/limits").read_text(encoding="ascii")
    return next(line.split()[4] for line in limits.splitlines()
                if line.startswith("Max core file size"))


def tells_memory(log: Path) -> bool:
    """Whether a crash report in a log shows bytes of memory."""
    return REGISTER.search(log.read_text(encoding="utf-8", errors="replace")) is not None


def dump(pid: int, target: Path) -> Path | None:
    """A core of a running process by Debian's gdb; none when it is not installed or not let."""
    if shutil.which("gcore") is None:
        return None
    subprocess.run(["gcore", "-o", str(target), str(pid)], capture_output=True, check=False,
                   timeout=DUMP_SECONDS_MAX)
    core = target.with_name(f"{target.name}.{pid}")
    return core if core.is_file() else None


def maps(pid: int) -> list[tuple[int, int, str]]:
    """The regions of a process: from, to, and what it is."""
    found = []
    for line in Path(f"/proc/{pid}/maps").read_text(encoding="utf-8").splitlines():
        first, _, rest = line.partition(" ")
        low, high = (int(one, 16) for one in first.split("-"))
        name = rest.split(maxsplit=4)[4] if len(rest.split(maxsplit=4)) > 4 else ""
        found.append((low, high, Path(name).name or "anonymous memory (malloc arena or stack)"))
    return found


def addresses(core: Path) -> list[tuple[int, int, int]]:
    """The parts of a core: offset in the file, length, address in the process."""
    with core.open("rb") as file:
        head = file.read(64)
        offset, = struct.unpack_from("<Q", head, 32)
        entry, count = struct.unpack_from("<HH", head, 54)
        file.seek(offset)
        parts = [struct.unpack_from("<IIQQQQQQ", file.read(entry)) for _ in range(count)]
    return [(part[2], part[5], part[3]) for part in parts if part[0] == PT_LOAD]


def whence(core: Path, hits: list[Hit], regions: list[tuple[int, int, str]]) -> list[str]:
    """By which ways canaries came into memory, as their surroundings tell: form and region."""
    parts = addresses(core)
    spots: Counter[str] = Counter()
    canaries: dict[str, set[Canary]] = {}
    with core.open("rb") as file:
        for hit in hits:
            file.seek(max(0, hit.offset - 96))
            before = file.read(min(96, hit.offset))
            around = file.read(400)
            address = next((hit.offset - offset + base for offset, length, base in parts
                            if offset <= hit.offset < offset + length), 0)
            region = next((name for low, high, name in regions if low <= address < high), "gone")
            way = f"{form(hit, before, around)}, {region}"
            spots[way] += 1
            canaries.setdefault(way, set()).add(hit.canary)
    return [f"  {len(canaries[way]):>4} canaries in {count:>6} spots: {way}"
            for way, count in spots.most_common()]


def form(hit: Hit, before: bytes, around: bytes) -> str:
    """What holds a canary."""
    length = len(hit.canary.text.encode())
    after = around[length:length + 1]
    if hit.canary.field in ("letter", "evidence") or b"\n" in (before[-1:], after):
        return "letter or file content"
    if before[-2:-1] in (b"\x22", b"\x32", b"\x1a", b"\x0a") and before[-1:] == bytes([length]):
        return "message on the wire"
    if after in (b"\x22", b"\x2a", b"\x32", b"\x3a", b"@"):
        return "message on the wire"
    return "text that ends in NUL" if b"\x00" in around[length:length + 40] else "other"
