"""Looks for canaries in files, in every spelling, with Debian's grep: it takes tens of thousands
of patterns at once, which no loop of our own does on a core dump.
"""

import base64
import os
import subprocess
import tempfile
import unicodedata
import urllib.parse
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from canary_people import Canary, unmarked


class Hit(NamedTuple):
    """A canary that was found. It never holds the text itself."""

    file: Path
    offset: int
    spelling: str
    canary: Canary

    def told(self, root: Path) -> str:
        """Where what was found, without what it says."""
        place = self.file.relative_to(root) if self.file.is_relative_to(root) else self.file
        return (f"{place} at {self.offset}: canary {self.canary.person}.{self.canary.field}, "
                f"{self.spelling}")


def letters(text: str) -> Iterator[tuple[str, str]]:
    """A text composed, decomposed and without marks, each in three cases."""
    bare = unmarked(text)
    for form, spelled in (("NFC", unicodedata.normalize("NFC", text)),
                          ("NFD", unicodedata.normalize("NFD", text)), ("no marks", bare)):
        yield f"{form}", spelled
        yield f"{form} upper", spelled.upper()
        yield f"{form} lower", spelled.lower()


def digits(number: str) -> Iterator[tuple[str, str]]:
    """A number in one, and in groups as people write it; the first digit of a phone may be +84."""
    yield "digits", number
    for space in (" ", ".", "-", "\u00a0"):
        for size in (3, 4):
            groups = [number[at:at + size] for at in range(0, len(number), size)]
            yield f"groups of {size}", space.join(groups)
        yield "groups of 4, 3 and 3", space.join((number[:4], number[4:7], number[7:]))


def encodings(text: str) -> Iterator[tuple[str, bytes]]:
    """A text as bytes: as it is and as programs write it down."""
    raw = text.encode()
    yield "UTF-8", raw
    for name, found in base64s(raw):
        yield name, found
    for name, wide in (("UTF-16LE", "utf-16-le"), ("UTF-16BE", "utf-16-be")):
        yield name, text.encode(wide)
    yield "hex", raw.hex().encode()
    yield "HEX", raw.hex().upper().encode()
    for quote in (urllib.parse.quote, urllib.parse.quote_plus):
        yield "percent", quote(text).encode()
        yield "percent lower", lower_escapes(quote(text)).encode()
    escaped = "".join(one if one.isascii() else json_escape(one) for one in text)
    yield "JSON", escaped.encode()
    yield "JSON upper", "".join(one if one.isascii() else json_escape(one, "04X")
                                for one in text).encode()
    yield "octal", "".join(chr(one) if one < 128 else f"\\{one:03o}" for one in raw).encode()
    yield "\\x", "".join(chr(one) if one < 128 else f"\\x{one:02x}" for one in raw).encode()


def base64s(raw: bytes) -> Iterator[tuple[str, bytes]]:
    """What of base64 depends on these bytes alone, wherever they begin, in both alphabets."""
    for shift in range(3):
        padded = bytes(shift) + raw
        whole = base64.b64encode(padded[:len(padded) // 3 * 3])
        yield f"base64 +{shift}", whole[(shift * 8 + 5) // 6:]
        yield f"base64url +{shift}", whole[(shift * 8 + 5) // 6:].translate(
            bytes.maketrans(b"+/", b"-_"))


def json_escape(one: str, width: str = "04x") -> str:
    """A letter beyond ASCII as JSON escapes it."""
    return f"\\u{ord(one):{width}}"


def lower_escapes(quoted: str) -> str:
    """A percent-encoded text with its hexadecimal digits in small letters."""
    parts = quoted.split("%")
    return parts[0] + "".join(f"%{part[:2].lower()}{part[2:]}" for part in parts[1:])


def spellings(canary: Canary) -> dict[bytes, str]:
    """Every spelling of a canary and its name."""
    found: dict[bytes, str] = {}
    forms = digits(canary.text) if canary.is_number else letters(canary.text)
    for form, text in forms:
        for name, spelled in encodings(text):
            # What grep reads line by line can not hold the end of one.
            if b"\n" not in spelled:
                found.setdefault(spelled, f"{form} in {name}")
    return found


class Search:
    """All spellings of all canaries, ready to be looked for."""

    def __init__(self, canaries: Iterable[Canary]) -> None:
        """Writes the patterns to a file of its own."""
        self._known: dict[bytes, tuple[str, Canary]] = {}
        for canary in canaries:
            for spelled, name in spellings(canary).items():
                self._known.setdefault(spelled, (name, canary))
        self._scratch = tempfile.TemporaryDirectory(prefix="kntc-patterns-")
        self._patterns = Path(self._scratch.name) / "patterns"
        self._patterns.write_bytes(b"\n".join(self._known))

    @property
    def patterns(self) -> int:
        """How many spellings are looked for."""
        return len(self._known)

    def everything(self) -> bytes:
        """Every spelling in clear, to show that each is found."""
        return b"".join(b"\x00>" + spelled + b"<\x00" for spelled in self._known)

    def close(self) -> None:
        """Drops the patterns."""
        self._scratch.cleanup()

    def files(self, files: Iterable[Path]) -> list[Hit]:
        """What is found in these files."""
        hits = []
        for file, offset, spelled in self._finds([one for one in files if one.is_file()]):
            hits.append(Hit(file, offset, *self._known[spelled]))
        return hits

    def file(self, file: Path) -> list[Hit]:
        """What is found in one file."""
        return self.files([file])

    def missed(self, file: Path) -> int:
        """How many of the spellings are not in the file."""
        return len(self._known.keys() - {spelled for _, _, spelled in self._finds([file])})

    def _finds(self, files: list[Path]) -> Iterator[tuple[Path, int, bytes]]:
        """File, offset and spelling of each find; one grep for all files, for it reads the
        patterns anew each time."""
        if not self._known or not files:
            return
        command = ["grep", "--text", "--only-matching", "--byte-offset", "--fixed-strings",
                   "--with-filename", "--null", f"--file={self._patterns}", "--",
                   *map(str, files)]
        done = subprocess.run(command, capture_output=True, check=False,
                              env={**os.environ, "LC_ALL": "C"})
        if done.returncode not in (0, 1):
            raise OSError(f"grep ended with {done.returncode}")
        for line in done.stdout.split(b"\n"):
            if line:
                name, _, find = line.partition(b"\0")
                offset, _, spelled = find.partition(b":")
                yield Path(os.fsdecode(name)), int(offset), spelled


def size(files: Iterable[Path]) -> int:
    """How many bytes these files hold."""
    return sum(file.stat().st_size for file in files)
