"""Invented people whose names, numbers, addresses and words are looked for afterwards.

Each text of a person is a canary: as good as unique, so that it never turns up by chance.
"""

import random
import unicodedata
from base64 import b64encode
from typing import Any, NamedTuple

# Syllables with marks of every kind; three in a row are told apart by their order.
SYLLABLES = (
    "Khuyếch", "Nghiễm", "Đoàng", "Huỳnh", "Thuở", "Quặng", "Vĩnh", "Xuyến", "Ngưỡng", "Phượng",
    "Giẫy", "Trượng", "Khoẳm", "Luyện", "Đẵng", "Hoằng", "Mộng", "Điệp", "Nguyệt", "Sướng",
    "Tuệ", "Uyển", "Bửu", "Chiểu", "Dưỡng", "Ẩn", "Kỳ", "Lữ", "Ngạc", "Oánh", "Phả", "Rạng")
FAMILIES = ("Tôn Nữ", "Âu Dương", "Đặng", "Trịnh", "Lưu", "Đỗ")
STREETS = ("hẻm Ngõ Vắng", "đường Đê Lở", "ấp Bến Đò", "khu phố Ổi")
# What a person is written as at entry, one after the other.
WRITTEN = ("as it is", "decomposed", "upper case", "without marks", "base64 beside it")


class Canary(NamedTuple):
    """One text that is looked for."""

    # Number of the person.
    person: int
    # What it is of the person: "name", "id_number", "letter" …
    field: str
    text: str

    @property
    def is_number(self) -> bool:
        """Whether it is digits alone."""
        return self.text.isdigit()


class Person:
    """Somebody with everything that tells who it is."""

    def __init__(self, number: int, role: str, rng: random.Random) -> None:
        """Invents a person; `role` says what the person may never be found as."""
        self.number = number
        self.role = role
        self.written = WRITTEN[number % len(WRITTEN)]
        self._rng = rng
        family = FAMILIES[number % len(FAMILIES)]
        tail = " ".join(rng.sample(SYLLABLES, 3))
        self.full_name = self._spelled(f"{family} {tail}")
        self.id_number = f"0{rng.randrange(10 ** 10, 10 ** 11)}"
        self.phone = f"03{rng.randrange(10 ** 7, 10 ** 8)}"
        self.email = f"{unmarked(tail).lower().replace(' ', '.')}.{self._word(4)}@example.invalid"
        self.address = self._spelled(
            f"số {rng.randrange(100, 999)}/{rng.randrange(10, 99)} {STREETS[number % 4]} "
            f"{' '.join(rng.sample(SYLLABLES, 2))} {self._word(3)}")
        self._words = {name: self._spelled(f"{' '.join(rng.sample(SYLLABLES, 3))} {self._word(3)}")
                       for name in ("letter", "evidence", "file_name")}

    def _word(self, syllables: int) -> str:
        """An invented word of small letters."""
        return "".join(self._rng.choice("bdghklmnrtvx") + self._rng.choice("aeiou")
                       for _ in range(syllables))

    def _spelled(self, text: str) -> str:
        """The text as this person is written."""
        if self.written == "decomposed":
            return unicodedata.normalize("NFD", text)
        if self.written == "upper case":
            return text.upper()
        return unmarked(text) if self.written == "without marks" else text

    def canaries(self) -> list[Canary]:
        """Everything that is looked for: of the name and address what is the person's alone."""
        told = {"name": " ".join(self.full_name.split()[-3:]), "id_number": self.id_number,
                "phone": self.phone, "email": self.email.partition("@")[0],
                "address": " ".join(self.address.split()[-3:]), **self._words}
        return [Canary(self.number, field, text) for field, text in told.items()]

    def party(self, role: str = "SENDER") -> dict[str, Any]:
        """The person as the contract names a party."""
        return {"role": f"PARTY_ROLE_{role}", "kind": "PARTY_KIND_PERSON",
                "full_name": self.full_name, "id_number": self.id_number, "phone": self.phone,
                "email": self.email, "address": {"text": self.address}}

    def letter(self) -> bytes:
        """The letter in full: who writes stands in it several times and in several ways."""
        lines = ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", f"Tôi là {self.full_name}",
                 f"Số căn cước {self.id_number}, điện thoại {self.phone}, {self.email}",
                 f"Thường trú tại {self.address}", f"Nội dung: {self._words['letter']}",
                 b64encode(self.full_name.encode()).decode(), self.full_name.upper(), "Ký tên"]
        return "\n".join(lines).encode()

    def evidence(self, megabytes: int = 0) -> bytes:
        """The content of a file: a PDF by its head, with the person in it."""
        body = "\n".join(["%PDF-1.7", self.full_name, self.id_number, self.address,
                          self._words["evidence"], self.email, self.phone, ""]).encode()
        return body + self._rng.randbytes(megabytes << 20) + body

    def file_name(self) -> str:
        """A name of a file that names the person."""
        return f"{self._words['file_name']} {self.phone}.pdf"

    def spelled_names(self) -> list[str]:
        """The name in each spelling that people type it in."""
        composed = unicodedata.normalize("NFC", self.full_name)
        return [composed, unicodedata.normalize("NFD", composed), composed.upper(),
                composed.lower(), unmarked(composed)]


def unmarked(text: str) -> str:
    """The text without marks, đ as d."""
    decomposed = unicodedata.normalize("NFD", text)
    bare = "".join(one for one in decomposed if not unicodedata.combining(one))
    return bare.replace("đ", "d").replace("Đ", "D")


class Population:
    """People by what they may be found as: secret nowhere, told in bridge traffic alone."""

    def __init__(self, seed: int) -> None:
        """Invents the same people for the same seed."""
        self._seed = seed
        self.people: list[Person] = []

    def one(self, role: str) -> Person:
        """A new person of the role."""
        number = len(self.people)
        rng = random.Random(f"{self._seed} {number}")
        names = {tail(one) for one in self.people}
        while True:
            person = Person(number, role, rng)
            if tail(person) not in names:
                self.people.append(person)
                return person

    def canaries(self, *roles: str) -> list[Canary]:
        """What is looked for of the people of these roles, of all when none is named."""
        return [canary for person in self.people if not roles or person.role in roles
                for canary in person.canaries()]


def tail(person: Person) -> str:
    """What of the name is looked for, without marks and in small letters."""
    return unmarked(" ".join(person.full_name.split()[-3:])).lower()
