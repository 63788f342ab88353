"""Where canaries are looked for: files as they lie there, and what is inside those of the store."""

import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from canary_search import Hit, Search, size

# A write-ahead log of RocksDB: blocks of 32 KiB, in which each record has a header of 7 bytes.
BLOCK_BYTES, HEADER_BYTES = 32_768, 7
SST_SECONDS_MAX = 120.0


class Place(NamedTuple):
    """Somewhere to look."""

    name: str
    files: tuple[Path, ...]
    # Whose canaries may not be there, by the roles of the people.
    forbidden: tuple[str, ...]
    # True when what is found is told as a number and is no offence.
    measured: bool = False
    # Why it was not looked at; empty when it was.
    skipped: str = ""


class Looked(NamedTuple):
    """What came of a place."""

    place: Place
    size: int
    hits: list[Hit]

    @property
    def row(self) -> str:
        """A line of the table."""
        canaries = len({(hit.canary.person, hit.canary.field) for hit in self.hits})
        found = (f"NOT LOOKED AT: {self.place.skipped}" if self.place.skipped
                 else f"{canaries} found" + (f" in {len(self.hits)} spots" if self.hits else ""))
        note = "  (measured)" if self.place.measured and not self.place.skipped else ""
        return f"{self.place.name:<40} {self.size:>13,} bytes  {found}{note}"

    @property
    def is_offence(self) -> bool:
        """Whether something lies where it may not."""
        return bool(self.hits) and not self.place.measured


def inside(folder: Path) -> tuple[Path, ...]:
    """Every file of a folder."""
    return tuple(sorted(one for one in folder.rglob("*") if one.is_file()))


def look(place: Place, searches: dict[tuple[str, ...], Search]) -> Looked:
    """Searches a place for those who may not be in it."""
    if place.skipped:
        return Looked(place, 0, [])
    return Looked(place, size(place.files), searches[place.forbidden].files(place.files))


def write_logs(data: Path, target: Path) -> tuple[Path, ...]:
    """The write-ahead logs of a store with their records in one piece each."""
    target.mkdir(exist_ok=True)
    made = []
    for log in sorted((data / "store").glob("*.log")):
        made.append(target / f"{log.name}.joined")
        made[-1].write_bytes(joined(log.read_bytes()))
    return tuple(made)


def joined(log: bytes) -> bytes:
    """A write-ahead log without the headers that cut its records."""
    parts = []
    for block in range(0, len(log), BLOCK_BYTES):
        place, end = block, min(block + BLOCK_BYTES, len(log))
        while place + HEADER_BYTES <= end:
            length = int.from_bytes(log[place + 4:place + 6], "little")
            if length == 0 and log[place + 6] == 0:
                break
            parts.append(log[place + HEADER_BYTES:place + HEADER_BYTES + length])
            place += HEADER_BYTES + length
    return b"".join(parts)


def tables(data: Path, target: Path) -> tuple[Path, ...]:
    """Every version of every key in a store's tables, decompressed by RocksDB's own tool."""
    target.mkdir(exist_ok=True)
    return tuple(table(file, target) for file in sorted((data / "store").glob("*.sst")))


def table(file: Path, target: Path) -> Path:
    """The keys and values of a table."""
    done = subprocess.run(["sst_dump", f"--file={file}", "--command=scan", "--output_hex"],
                          cwd=target, capture_output=True, check=False, encoding="ascii",
                          errors="replace", timeout=SST_SECONDS_MAX)
    if done.returncode != 0:
        raise OSError(f"sst_dump ended with {done.returncode} on {file.name}")
    made = target / f"{file.parent.name}-{file.name}.scan"
    with made.open("wb") as out:
        for line in done.stdout.splitlines():
            key, arrow, value = line.partition(" => ")
            if arrow and key.startswith("'"):
                out.write(bytes.fromhex(key[1:].partition("'")[0]) + b"\n")
                out.write(bytes.fromhex(value.strip()) + b"\n")
    return made


def has_table_tool() -> bool:
    """Whether RocksDB's tool is installed."""
    return shutil.which("sst_dump") is not None


def planted(search: Search, files: Iterable[Path], scratch: Path) -> int:
    """How many spellings are missed in copies of these files with all of them in it."""
    missed = 0
    for file in files:
        copy = scratch / f"copy-of-{file.name}"
        content = file.read_bytes()
        half = len(content) // 2
        copy.write_bytes(content[:half] + search.everything() + content[half:])
        missed += search.missed(copy)
        copy.unlink()
    return missed
