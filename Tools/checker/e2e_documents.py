"""Papers of a ward on programs of their own, read back through the administrators' client.

    /usr/bin/python3 -m unittest discover Tools/checker -p e2e_documents.py

It needs kntc-server, kntc-admin and kntc-bridge: in KNTC_BIN, .build/release or .build/debug.
"""

import copy
import json
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "stage")]

from connected import ConnectedStage  # noqa: E402
from days import vietnamese  # noqa: E402
from documents import Documents  # noqa: E402
from e2e_demo import change, leaves  # noqa: E402
from programs import Server, Simulator, binary  # noqa: E402
from story import OFFICER  # noqa: E402

Json = dict[str, Any]


def misses(played: Json, read: Json) -> list[str]:
    """Where the server's records differ from what was played."""
    found = {
        "document": {**read["document"],
                     "register_number": read["document"]["register_number"]["number"]},
        "second_use": read["second_use"], "approved": read["approved"],
        "original": read["original"]}
    return [f"{part}.{name}: {found[part].get(name)} and not {value}"
            for part in found for name, value in played[part].items()
            if found[part].get(name) != value]


class DocumentsTest(unittest.TestCase):
    """One playing on one server for all tests."""

    @classmethod
    def setUpClass(cls) -> None:
        scratch = tempfile.TemporaryDirectory(prefix="kntc-documents-")
        cls.addClassCleanup(scratch.cleanup)
        folder = Path(scratch.name)
        cls.server = cls.enterClassContext(Server(folder / "data", folder / "server.log"))
        simulator = cls.enterClassContext(
            Simulator(folder / "accepted.jsonl", folder / "simulator.log"))
        stage = cls.enterClassContext(ConnectedStage(cls.server.endpoint, simulator.url))
        stage.load_directory()
        play = Documents(stage, lambda _: None)
        play.play()
        cls.played = play.played
        cls.stage = stage

    def admin(self, *arguments: str) -> str:
        """What the administrators' client prints."""
        return subprocess.run(
            [binary("kntc-admin"), *arguments, "--endpoint", self.server.endpoint,
             "--identity", OFFICER], capture_output=True, encoding="utf-8", check=True).stdout

    def read(self) -> Json:
        """The records as the server has them."""
        nouns = {"document": "document", "second_use": "document", "approved": "document",
                 "original": "original"}
        return {part: json.loads(self.admin(noun, "get", self.played[part]["id"], "-o", "json"))
                for part, noun in nouns.items()}

    # Red when: a paper does not stand as it was played, or the comparison overlooks a value.
    def test_every_paper_stands_as_it_was_played(self) -> None:
        read = self.read()
        self.assertEqual(misses(self.played, read), [])
        self.assertEqual(self.played["second_use"]["number_also_on"],
                         self.played["document"]["id"])
        for part in ("document", "second_use", "approved", "original"):
            for path in leaves(self.played[part]):
                with self.subTest(part=part, path=path):
                    changed = copy.deepcopy(self.played)
                    change(changed[part], path)
                    self.assertNotEqual(misses(changed, read), [])

    # Red when: the register of notices has a gap, or the second use took a number of it.
    def test_the_register_gave_one_number(self) -> None:
        year = self.played["document"]["issued_on"][:4]
        register = json.loads(self.admin("register", "get", "--kind", "notice", "--year", year,
                                         "-o", "json"))
        self.assertEqual(register["next_number"], "2")
        self.assertEqual(self.played["document"]["register_number"], "1")

    # Red when: a list loses a paper, or shows people names of the contract.
    def test_papers_are_listed_for_people(self) -> None:
        about = f"petition/{self.played['petition']}"
        table = self.admin("document", "list", "--about", about)
        for words in (self.played["document"]["number"], "đã ban hành", "Trùng số với",
                      vietnamese(self.played["document"]["issued_on"])):
            self.assertIn(words, table)
        self.assertEqual(table.count(self.played["document"]["id"]), 2)
        self.assertIn("đã trả", self.admin("original", "list", "--about", about))
        self.assertNotIn("_STATE_", table)
        receipt = self.admin("record", "changes", f"document/{self.played['document']['id']}")
        for words in ("dự thảo văn bản", "ký văn bản", "ban hành văn bản", "văn bản bị trả lại"):
            self.assertIn(words, receipt)

    # Red when: a form of the catalog is not printed with its days.
    def test_the_forms_are_printed(self) -> None:
        self.assertIn("Thông báo thụ lý giải quyết khiếu nại", self.admin("law", "forms"))
        before = self.admin("law", "forms", "--on", "2026-06-30")
        self.assertIn("ND124/2020:03", before)
        self.assertNotIn("ND155/2026:03", before)

    # Red when: the projections are not what the journal makes.
    def test_the_store_verifies(self) -> None:
        done = subprocess.run(
            [binary("kntc-admin"), "server", "verify", "--endpoint", self.server.endpoint,
             "-o", "json"], capture_output=True, encoding="utf-8", check=True)
        self.assertEqual(json.loads(done.stdout).get("findings", []), [])


if __name__ == "__main__":
    unittest.main()
