"""Tests of the kit and its change log: /usr/bin/python3 -m unittest discover Tools/checker"""

import json
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
import unittest
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

import changelog  # noqa: E402
from compatibility import compare  # noqa: E402
from contract import Contract, descriptor_set  # noqa: E402
from test_compatibility import BREAKS, PROTOS, RELEASED, Edited, add_method  # noqa: E402

KIT = HERE.parent / "kit"


class KitTests(unittest.TestCase):
    """A kit of the present contract."""

    @classmethod
    def setUpClass(cls) -> None:
        cls.scratch = Path(cls.enterClassContext(tempfile.TemporaryDirectory()))
        cls.packed = cls.make("one")
        cls.folder = cls.packed.parent / cls.packed.name.removesuffix(".tar.gz")
        cls.contract = Contract.compile(PROTOS)

    @classmethod
    def make(cls, name: str, umask: int = 0o022) -> Path:
        """The archive of a kit made in a folder of its own."""
        done = subprocess.run([str(KIT), str(cls.scratch / name)], check=True, umask=umask,
                              capture_output=True, encoding="utf-8", cwd=cls.scratch)
        return Path(done.stdout.strip())

    # Red when: the archive holds a time, an owner, a permission of the maker, or an order of a disk.
    def test_a_kit_made_again_is_the_same_byte_for_byte(self) -> None:
        self.assertEqual(self.packed.read_bytes(), self.make("two", 0o077).read_bytes())

    def test_archive_and_folder_hold_the_same(self) -> None:
        with tarfile.open(self.packed) as archive:
            packed = {entry.name: entry.mode for entry in archive.getmembers()}
        unpacked = {str(file.relative_to(self.folder.parent)): file.stat().st_mode & 0o777
                    for file in self.folder.rglob("*") if file.is_file()}
        self.assertEqual(packed, unpacked)

    def test_what_the_index_names_is_there(self) -> None:
        index = (self.folder / "INDEX.md").read_text(encoding="utf-8")
        first = re.findall(r"^\| (`.*?) \|", index, re.MULTILINE)
        names = [name for cell in first for name in re.findall(r"`(.*?)`", cell)]
        self.assertGreaterEqual(len(names), 10)
        for name in names:
            with self.subTest(name):
                found = self.folder / name, self.folder / "examples" / name / "run"
                self.assertTrue(any(place.exists() for place in found))

    def test_the_protos_of_the_kit_are_the_set_of_the_kit(self) -> None:
        made = descriptor_set(self.folder / "protos", "--include_source_info")
        self.assertEqual((self.folder / "kntc.binpb").read_bytes(), made)

    # Red when: a reason is not told of, or a server gives a reason another code than the contract.
    def test_failures(self) -> None:
        found = json.loads((self.folder / "errors.json").read_text(encoding="utf-8"))["failures"]
        reasons = {f"ERROR_REASON_{failure['reason']}" for failure in found}
        self.assertEqual(reasons, self.contract.values("kntc.v1.ErrorReason"))
        text = (self.folder / "errors.md").read_text(encoding="utf-8")
        for failure in found:
            with self.subTest(failure["reason"]):
                for name in ("code", "retry", "meaning", "remedy", "remedy_vi"):
                    self.assertTrue(failure[name])
                    self.assertIn(failure[name], text)
                for worked in failure["worked"]:
                    self.assertEqual(worked["status"]["code"], failure["code"])

    def test_every_worked_error_is_shown(self) -> None:
        known = json.loads((HERE.parent / "data" / "worked-errors.json").read_text(encoding="utf-8"))
        found = json.loads((self.folder / "errors.json").read_text(encoding="utf-8"))["failures"]
        self.assertCountEqual(known, [one for failure in found for one in failure["worked"]])


class ReleaseTests(unittest.TestCase):
    """Releases in a copy of the repository's."""

    def setUp(self) -> None:
        self.folder = Path(self.enterContext(tempfile.TemporaryDirectory())) / "released"
        shutil.copytree(RELEASED, self.folder)
        self.last = changelog.releases(self.folder)[-1]
        major, minor, patch = self.last.number
        self.version = f"{major}.{minor}.{patch + 1}"
        self.added = Edited(self.last.set)
        add_method(self.added)

    def log(self) -> str:
        """The change log."""
        return (self.folder / "CHANGES.md").read_text(encoding="utf-8")

    def write(self, note: str) -> None:
        """A line by hand for the next release."""
        text = self.log().replace(changelog.NEXT, f"{changelog.NEXT}\n{note}\n")
        (self.folder / "CHANGES.md").write_text(text, encoding="utf-8")

    def test_a_release_keeps_set_notes_and_what_is_new(self) -> None:
        self.write("Reads are quicker.")
        before = self.log()
        changelog.release(self.folder, self.version, self.added.set.SerializeToString())
        self.assertEqual(changelog.releases(self.folder)[-1].set,
                         self.added.set.SerializeToString())
        added = ("### New\n\n- method kntc.v1.PetitionService.LookAtPetition\n")
        self.assertEqual(self.log(), before.replace(
            "## Next\n\nReads are quicker.\n\n",
            f"## Next\n\n## {self.version}\n\nReads are quicker.\n\n{added}\n"))
        again = changelog.current(self.folder, self.added.set.SerializeToString())
        self.assertEqual(again, (self.version, self.log().replace("## Next\n\n", "")))

    def test_what_is_not_released_is_told_under_next(self) -> None:
        version, text = changelog.current(self.folder, self.added.set.SerializeToString())
        self.assertEqual(version, f"{self.last.version}-next")
        self.assertIn("## Next\n\n### New\n\n- method kntc.v1.PetitionService.LookAtPetition\n\n"
                      f"## {self.last.version}\n", text)

    def test_what_breaks_callers_is_not_released(self) -> None:
        broken = Edited(self.last.set)
        name, edit, expected = next(row for row in BREAKS if row[0] == "field removed")
        edit(broken)
        before = self.log()
        with self.assertRaisesRegex(ValueError, re.escape(expected)):
            changelog.release(self.folder, self.version, broken.set.SerializeToString())
        self.assertEqual((self.log(), len(changelog.releases(self.folder))),
                         (before, len(changelog.releases(RELEASED))))

    def test_a_version_comes_after_the_last_one(self) -> None:
        for version in (self.last.version, "0.0.9", "1.0", "next"):
            with self.subTest(version), self.assertRaises(ValueError):
                changelog.release(self.folder, version, self.added.set.SerializeToString())

    def test_versions_are_numbers(self) -> None:
        for version in ("0.10.0", "0.9.0"):
            (self.folder / f"{version}.binpb").write_bytes(self.last.set)
        self.assertEqual(changelog.releases(self.folder)[-1].version, "0.10.0")

    # Red when: somebody edits a list of the log, or a released set.
    def test_the_log_lists_what_the_sets_differ_by(self) -> None:
        found = changelog.releases(RELEASED)
        text = (RELEASED / "CHANGES.md").read_text(encoding="utf-8")
        for older, newer in zip(found, found[1:]):
            with self.subTest(newer.version):
                section = text.split(f"\n## {newer.version}\n")[1].split("\n## ")[0]
                self.assertIn(changelog.listed(compare(older.set, newer.set)).strip(), section)


if __name__ == "__main__":
    unittest.main()
