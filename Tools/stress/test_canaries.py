"""The search for canaries has to find them: in every spelling, in every kind of place.

    /usr/bin/python3 -m unittest discover Tools/stress -p 'test_canar*.py'
"""

import shutil
import subprocess
import sys
import tempfile
import unicodedata
import unittest
from base64 import b64encode, urlsafe_b64encode
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

import canary_core  # noqa: E402
from canary_people import Population, unmarked  # noqa: E402
from canary_places import Place, has_table_tool, joined, look, tables  # noqa: E402
from canary_search import Search, spellings  # noqa: E402

BLOCK = 32_768


class Searching(unittest.TestCase):
    """One person with everything, in scratch files."""

    def setUp(self) -> None:
        scratch = tempfile.TemporaryDirectory(prefix="kntc-test-canaries-")
        self.addCleanup(scratch.cleanup)
        self.folder = Path(scratch.name)
        self.population = Population(1)
        self.person = self.population.one("secret")
        self.canaries = self.population.canaries()
        self.search = Search(self.canaries)
        self.addCleanup(self.search.close)
        self.file = self.folder / "file"

    # Red when: a spelling can not be found beside whatever bytes.
    def test_every_spelling_is_found_alone(self) -> None:
        for canary in self.canaries:
            for spelled, name in spellings(canary).items():
                with self.subTest(field=canary.field, spelling=name):
                    self.file.write_bytes(b"\x00\xff log: " + spelled + b"\x01\x00")
                    hits = self.search.file(self.file)
                    self.assertEqual({hit.canary for hit in hits}, {canary})
                    self.assertEqual(hits[0].offset, 8)

    # Red when: base64 is found only where the text begins a group of three bytes.
    def test_base64_is_found_wherever_the_text_begins(self) -> None:
        for encode in (b64encode, urlsafe_b64encode):
            for before in range(6):
                name = self.person.full_name.encode()
                self.file.write_bytes(encode(b"x" * before + name + b"yz"))
                self.assertTrue(self.search.file(self.file), before)

    # Red when: text in another case or without marks is taken for another text.
    def test_people_are_found_as_programs_write_them(self) -> None:
        name = self.person.full_name
        for text in (name.upper(), unicodedata.normalize("NFD", name), unmarked(name).lower(),
                     f"{self.person.id_number[:4]} {self.person.id_number[4:8]} "
                     f"{self.person.id_number[8:]}"):
            for data in (text.encode(), text.encode("utf-16-le"), text.encode().hex().encode()):
                self.file.write_bytes(data)
                self.assertTrue(self.search.file(self.file), text)

    # Red when: whatever holds a stranger is an offence.
    def test_a_stranger_is_not_found(self) -> None:
        stranger = Population(2).one("ordinary")
        self.file.write_bytes(stranger.letter() + stranger.evidence())
        self.assertEqual(self.search.file(self.file), [])

    # Red when: what is told names the text.
    def test_what_is_told_does_not_hold_the_text(self) -> None:
        self.file.write_bytes(self.person.letter())
        told = "\n".join(hit.told(self.folder) for hit in self.search.file(self.file))
        self.assertIn("file at ", told)
        for canary in self.canaries:
            self.assertNotIn(canary.text, told)

    # Red when: a place with a canary is no offence, or one that is only measured is.
    def test_a_place_with_a_canary_is_an_offence(self) -> None:
        for name in ("server.log", "accepted.jsonl", "metrics", "000004.log", "000009.blob"):
            for canary in self.canaries:
                file = self.folder / name
                file.write_bytes(b"kntc_commands_total 1\n" + canary.text.encode() + b"\n")
                searches = {("secret",): self.search}
                looked = look(Place(name, (file,), ("secret",)), searches)
                self.assertTrue(looked.is_offence)
                self.assertFalse(look(Place(name, (file,), ("secret",), True), searches).is_offence)

    # Red when: a record of the write-ahead log that goes over a block's end is not whole.
    def test_a_write_ahead_log_is_read_over_its_blocks(self) -> None:
        text = self.person.full_name.encode()
        first, second = text[:-6], text[-6:]
        filler = b"x" * (BLOCK - 2 * 7 - len(first))
        log = (header(filler, 1) + filler + header(first, 2) + first
               + header(second, 4) + second)
        self.file.write_bytes(log)
        self.assertEqual(self.search.file(self.file), [])
        self.file.write_bytes(joined(log))
        self.assertTrue(self.search.file(self.file))

    # Red when: what RocksDB compressed is not looked into.
    @unittest.skipUnless(has_table_tool() and shutil.which("ldb"), "needs rocksdb-tools")
    def test_a_table_is_looked_into(self) -> None:
        store = self.folder / "data" / "store"
        store.mkdir(parents=True)
        value = (self.person.full_name + " " + "lặp lại " * 400 + self.person.address).encode()
        options = [f"--db={store}", "--compression_type=zstd"]
        for command in (["put", "key", f"0x{value.hex()}", "--value_hex", "--create_if_missing"],
                        ["compact"]):
            subprocess.run(["ldb", *options, *command], check=True, capture_output=True)
        found = tables(self.folder / "data", self.folder / "tables")
        fields = {hit.canary.field for hit in self.search.files(found)}
        self.assertLessEqual({"name", "address"}, fields)

    # Red when: bytes of memory in a crash report are taken for a log.
    def test_a_crash_report_with_memory_is_seen(self) -> None:
        line = "rdx 0x00007fd8e76ca078  00 00 54 c3 b4 6e 20 00 00 00 00 00 00 00 00 00  ··T··\n"
        for text, seen in ((line, True), (" r8 0x0040020000000000  18016597532737536\n", False),
                           ("info kntc-server: port=1 [RPC] listening\n", False)):
            self.file.write_text(text, encoding="utf-8")
            self.assertEqual(canary_core.tells_memory(self.file), seen)


class People(unittest.TestCase):
    """What is looked for is somebody's alone."""

    # Red when: two people share a text, or the same seed invents others.
    def test_canaries_are_as_good_as_unique(self) -> None:
        made = []
        for _ in range(2):
            population = Population(3)
            for _ in range(200):
                population.one("secret")
            made.append(population.canaries())
        self.assertEqual(made[0], made[1])
        folded = [unmarked(canary.text).lower() for canary in made[0]]
        self.assertEqual(len(folded), len(set(folded)))

    # Red when: a spelling is so short that it turns up by chance.
    def test_no_spelling_is_short(self) -> None:
        population = Population(4)
        for _ in range(50):
            population.one("secret")
        for canary in population.canaries():
            self.assertGreaterEqual(min(map(len, spellings(canary))), 9, canary.field)

    # Red when: letter, file or party lacks what is looked for.
    def test_what_is_planted_is_what_is_looked_for(self) -> None:
        population = Population(5)
        for _ in range(10):
            person = population.one("secret")
            planted = (str(person.party()) + person.letter().decode()
                       + person.evidence().decode() + person.file_name())
            for canary in person.canaries():
                self.assertIn(canary.text, planted, canary.field)


def header(record: bytes, kind: int) -> bytes:
    """The header of a record of a write-ahead log; its checksum is not looked at."""
    return bytes(4) + len(record).to_bytes(2, "little") + bytes([kind])


if __name__ == "__main__":
    unittest.main()
