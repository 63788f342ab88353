"""The directory from the command line: a file, its difference, a reorganisation, who leaves."""

import json
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "stage"))

from programs import ROOT, Server, binary, run  # noqa: E402

DIRECTORY = ROOT / "Tools" / "data" / "directory.json"
DECISION = ("--number", "202/2025/QH15", "--date", "2025-06-12")
NOT_ALLOWED = 6


class DirectoryCommands(unittest.TestCase):
    """Each command does what its help says."""

    def setUp(self) -> None:
        """Starts a fresh server."""
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        self.server = self.enterContext(Server(self.folder / "data", self.folder / "log"))

    def command(self, *words: str) -> list[str]:
        """A command of an administrator."""
        return [binary("kntc-admin"), "--endpoint", self.server.endpoint,
                "--identity", "administrator@H29", *words]

    def admin(self, *words: str) -> str:
        """What a command prints for people."""
        return run(self.command(*words))

    def json(self, *words: str) -> Any:
        """What a command prints for programs."""
        return json.loads(self.admin(*words, "--output", "json"))

    def refused(self, *words: str) -> str:
        """Why a command is refused."""
        done = subprocess.run(self.command(*words), capture_output=True, text=True, check=False)
        self.assertEqual(done.returncode, NOT_ALLOWED, done.stderr)
        return done.stderr

    def file(self, content: dict[str, Any]) -> str:
        """A file of bodies and officers."""
        path = self.folder / "file.json"
        path.write_text(json.dumps(content), encoding="utf-8")
        return str(path)

    def test_a_file_is_shown_loaded_and_then_changes_nothing(self) -> None:
        """A dry run writes nothing; a second load neither; one field is told as one line."""
        dry = self.admin("directory", "apply", str(DIRECTORY), "--dry-run")
        self.assertIn("219 mới, 0 thay đổi, 0 giữ nguyên", dry)
        self.assertEqual(self.json("directory", "apply", str(DIRECTORY))["changed"], 219)
        again = self.json("directory", "apply", str(DIRECTORY))
        self.assertEqual((again["changed"], again["agencies"]["unchanged"]), (0, 219))
        bodies = json.loads(DIRECTORY.read_text(encoding="utf-8"))["agencies"]
        body = next(body for body in bodies if body["code"] == "H29.02")
        body["name"] = "Sở Nội vụ và Lao động"
        officer = {"code": "lan.nv", "agency": "H29.02",
                   "appointments": [{"office": "H29.02.GD", "valid_from": "2026-01-01"}]}
        file = self.file({"agencies": [body], "officers": [officer]})
        dry = self.admin("directory", "apply", file, "--dry-run")
        self.assertIn("Tên: Sở Nội vụ → Sở Nội vụ và Lao động", dry)
        self.assertIn("Mới       lan.nv", dry)
        self.assertEqual(self.json("directory", "get", "H29.02")["name"], "Sở Nội vụ")
        self.assertEqual(self.json("directory", "apply", file)["changed"], 2)
        self.assertEqual(self.json("directory", "apply", file)["changed"], 0)
        last_year = self.json("directory", "get", "H29.02", "--on", "2025-12-31")
        self.assertEqual(last_year["name"], "Sở Nội vụ")

    def test_a_district_ends_and_an_officer_leaves(self) -> None:
        """Successors stand on both sides; who holds something does not leave."""
        self.admin("directory", "apply", str(DIRECTORY))
        wards = ["H29.80.63", "H29.80.64", "H29.80.65", "H29.80.66"]
        self.admin("directory", "dissolve", "H29.90.02", "--on", "2025-07-01", *DECISION,
                   *[word for ward in wards for word in ("--successor", ward)])
        self.assertEqual(self.json("directory", "get", "H29.90.02")["successors"], wards)
        ward = self.json("directory", "get", "26743", "--scheme", "gso")
        self.assertEqual((ward["code"], ward["predecessors"]), ("H29.80.65", ["H29.90.02"]))
        preview = self.admin("directory", "preview", "H29.90.02", "--on", "2025-07-01")
        self.assertIn("vụ việc", preview)
        officers = [{"code": code, "agency": "H29.02"} for code in ("lan.nv", "minh.nv")]
        officers[0]["appointments"] = [{"office": "H29.02.GD", "valid_from": "2026-01-01"}]
        self.admin("directory", "apply", self.file({"officers": officers}))
        self.admin("grant", "propose", "verifier", "--officer", "lan.nv", "--unit", "H29.02",
                   "--from", "2026-01-01")
        held = self.json("officer", "holdings", "lan.nv", "--office", "H29.02.GD")["holdings"]
        self.assertEqual([holding["kind"] for holding in held], ["HOLDING_KIND_GRANT"])
        grant = held[0]["record"]["id"]
        end = ("officer", "end", "lan.nv", "--office", "H29.02.GD", "--on", "2026-03-01",
               "--successor", "minh.nv", *DECISION)
        self.assertIn(f"GRANT {grant}", self.refused(*end))
        self.admin("grant", "end", grant, "--reason", "Chuyển công tác")
        self.admin(*end)
        new = self.json("officer", "get", "minh.nv")["appointments"]
        self.assertEqual(new, [{"office": "H29.02.GD", "valid_from": "2026-03-01"}])


if __name__ == "__main__":
    unittest.main()
