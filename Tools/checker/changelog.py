"""The change log of the contract: lines by hand, and lists from comparing the released sets.

    Protos/released/VERSION.binpb    the descriptor set of a release, never changed again
    Protos/released/CHANGES.md       newest first; what stands under "Next" goes to the next release
"""

import re
from pathlib import Path
from typing import NamedTuple

from compatibility import Changes, compare

NEXT = "## Next\n"
VERSION = re.compile(r"\d+\.\d+\.\d+")


class Release(NamedTuple):
    """A release: its version as numbers, its set."""

    number: tuple[int, ...]
    file: Path

    @property
    def version(self) -> str:
        """The version as text."""
        return self.file.stem

    @property
    def set(self) -> bytes:
        """Its descriptor set."""
        return self.file.read_bytes()


def releases(folder: Path) -> list[Release]:
    """All releases, the oldest first."""
    return sorted(Release(numbers(file.stem), file) for file in folder.glob("*.binpb"))


def numbers(version: str) -> tuple[int, ...]:
    """A version as numbers; ValueError when it is none."""
    if not VERSION.fullmatch(version):
        raise ValueError(f"{version} is no version: write it as 1.2.3")
    return tuple(map(int, version.split(".")))


def listed(changes: Changes) -> str:
    """Differences as lists; empty when there are none."""
    return "\n\n".join(
        f"### {title}\n\n" + "\n".join(f"- {line}" for line in lines)
        for title, lines in (("New", changes.additions), ("Not compatible", changes.breaks)) if lines)


def opened(folder: Path) -> tuple[str, str, str]:
    """The change log: what stands before "Next", the notes under it, and the releases."""
    before, after = (folder / "CHANGES.md").read_text(encoding="utf-8").split(NEXT)
    notes, older = after.split("\n## ", 1)
    return before, notes.strip(), f"## {older}"


def joined(*parts: str) -> str:
    """Parts of a text with a line between them; empty ones have none."""
    return "\n\n".join(part.strip() for part in parts if part.strip()) + "\n"


def current(folder: Path, present: bytes) -> tuple[str, str]:
    """Version and change log of the present contract; one that was not released is VERSION-next."""
    last = releases(folder)[-1]
    before, notes, older = opened(folder)
    if last.set == present:
        return last.version, joined(before, notes and NEXT, notes, older)
    lists = listed(compare(last.set, present))
    return f"{last.version}-next", joined(before, NEXT, notes, lists, older)


def release(folder: Path, version: str, present: bytes) -> None:
    """Makes the present contract a release; what breaks callers is refused with ValueError."""
    last = releases(folder)[-1]
    if numbers(version) <= last.number:
        raise ValueError(f"{version} does not come after {last.version}")
    changes = compare(last.set, present)
    if changes.breaks:
        raise ValueError(f"callers of {last.version} would break; put what is new beside it:\n"
                         + "\n".join(changes.breaks))
    before, notes, older = opened(folder)
    (folder / "CHANGES.md").write_text(
        joined(before, NEXT, f"## {version}", notes, listed(changes), older), encoding="utf-8")
    (folder / f"{version}.binpb").write_bytes(present)
