"""Work on many records on a real server, over kills, read as people read it.

    /usr/bin/python3 -m unittest discover Tools/checker -p e2e_operations.py

It needs kntc-server and kntc-admin: in KNTC_BIN, .build/release or .build/debug.
"""

import datetime
import json
import sys
import tempfile
import unittest
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "stage"), str(HERE.parent / "stress")]

import secrecy  # noqa: E402
from contract import Contract  # noqa: E402
from google.protobuf import json_format  # noqa: E402
from programs import Admin, ProgramFailed, Server, binary, run  # noqa: E402
from traffic import Caller  # noqa: E402

ENDED, HEIR = "H29.80.64", "H29.80.63"
HEAD = f"head@{HEIR}/chair"
PETITIONS = 180
NOT_ALLOWED = 6


class Operations(unittest.TestCase):
    """A ward that ended with open petitions, and the one that came after it."""

    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory(prefix="kntc-operations-")
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        self.contract = Contract.compile(HERE.parent.parent / "Protos")
        self.today = datetime.datetime.now(
            datetime.timezone(datetime.timedelta(hours=7))).date().isoformat()

    def serve(self) -> Server:
        return Server(self.folder / "data", self.folder / "server.log")

    def admin(self, server: Server, *words: str, identity: str = HEAD) -> str:
        """What a command prints for people."""
        return run([binary("kntc-admin"), *words, "--endpoint", server.endpoint,
                    "--identity", identity])

    def json(self, server: Server, *words: str) -> Any:
        """What a command prints for programs."""
        return json.loads(self.admin(server, *words, "-o", "json"))

    def register(self, server: Server, count: int) -> None:
        """Petitions of the ward that will end."""
        request = self.contract.message("kntc.v1.RegisterPetitionRequest")
        caller = Caller(self.contract, server.endpoint)
        for number in range(count):
            body = {
                "request_id": f"operation-{number:06d}", "source": "PETITION_SOURCE_POST",
                "stamp": {"number": str(number + 1), "date": self.today},
                "summary": f"Phản ánh số {number + 1}", "signed": True, "sender_count": 1,
                "parties": [secrecy.party(secrecy.COMPLAINANT)]}
            caller.call("PetitionService", "RegisterPetition",
                        json_format.ParseDict(body, request()), f"officer@{ENDED}/intake")
        caller.close()

    # Red when: a kill loses a step or lets it be taken twice, or what is taken back is not there.
    def test_open_work_is_handed_over_and_back_over_kills(self) -> None:
        server = self.serve()
        Admin(server.endpoint).load_directory()
        self.register(server, PETITIONS)
        self.admin(server, "directory", "dissolve", ENDED, "--successor", HEIR, "--on",
                   self.today, "--number", "1/NQ", "--date", self.today,
                   identity="administrator@H29")
        plan = ("operation", "hand-over", ENDED, "--to", HEIR)
        preview = self.json(server, *plan)
        self.assertEqual(int(preview["count"]), PETITIONS)
        start = (*plan, "--number", "2/QĐ", "--date", self.today, "--confirm")
        with self.assertRaisesRegex(ProgramFailed, "confirmation"):
            self.admin(server, *start, "00")
        receipt = self.json(server, *start, preview["confirmation"])
        operation = receipt["records"][0]["record"]["id"]
        server.kill()

        server = self.serve()
        done = self.json(server, "operation", "watch", operation)
        self.assertEqual((done["state"], int(done["done"])), ("OPERATION_STATE_DONE", PETITIONS))
        self.assertEqual(self.agencies(server), {HEIR: PETITIONS})
        shown = self.admin(server, "operation", "show", operation)
        for words in ("đã xong", "Bàn giao hồ sơ", str(PETITIONS)):
            self.assertIn(words, shown)
        self.admin(server, "operation", "revert", operation, "--reason", "Nhầm phường")
        server.kill()

        server = self.serve()
        back = self.json(server, "operation", "watch", operation)
        self.assertEqual((back["state"], int(back["reverted"])),
                         ("OPERATION_STATE_REVERTED", PETITIONS))
        self.assertEqual(self.agencies(server), {ENDED: PETITIONS})
        self.assertIn("đã hoàn tác", self.admin(server, "operation", "list"))
        self.assertEqual(server.stop(), 0)
        run([binary("kntc-server"), "verify", "--data", str(self.folder / "data")])

    def agencies(self, server: Server) -> dict[str, int]:
        """How many petitions each of both wards has, as the heir sees them."""
        found = {agency: self.json(server, "petition", "list", "--all", "--agency", agency)
                 for agency in (ENDED, HEIR)}
        return {agency: len(page["petitions"]) for agency, page in found.items()
                if page.get("petitions")}


if __name__ == "__main__":
    unittest.main()
