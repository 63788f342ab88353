"""A server that urges by itself, and does so once.

    /usr/bin/python3 -m unittest discover Tools/checker -p e2e_urging.py

It needs kntc-server and kntc-admin: in KNTC_BIN, .build/release or .build/debug.
"""

import datetime
import json
import sys
import tempfile
import time
import unittest
import uuid
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "stage")]

import secrecy  # noqa: E402
from programs import Admin, Server, binary, run  # noqa: E402

WARD = secrecy.WARD
LOOK_SECONDS_MAX = 60.0
SATURDAY = 5


class Urging(unittest.TestCase):
    """A ward with a letter that nobody has looked at for weeks."""

    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory(prefix="kntc-urging-")
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        self.today = datetime.datetime.now(
            datetime.timezone(datetime.timedelta(hours=7))).date()

    def serve(self) -> Server:
        return Server(self.folder / "data", self.folder / "server.log")

    def register(self, admin: Admin) -> str:
        """A letter that came 40 days ago; the petition's id."""
        stamp = (self.today - datetime.timedelta(days=40)).isoformat()
        receipt = admin.call("kntc.v1.PetitionService/RegisterPetition", {
            "request_id": str(uuid.uuid4()), "source": "PETITION_SOURCE_POST",
            "stamp": {"number": "1", "date": stamp}, "registered_on": stamp,
            "summary": "Phản ánh đường ngập", "signed": True, "sender_count": 1,
            "parties": [secrecy.party(secrecy.COMPLAINANT)]}, secrecy.OFFICER)
        return str(receipt["records"][0]["record"]["id"])

    def urged(self, server: Server, petition: str) -> list[Any]:
        """What a petition is urged, once it is."""
        end = time.monotonic() + LOOK_SECONDS_MAX
        while time.monotonic() < end:
            if found := self.urgings(server, petition):
                return found
            time.sleep(0.2)
        self.fail(f"{petition} was not urged within {LOOK_SECONDS_MAX} s")

    def urgings(self, server: Server, petition: str) -> list[Any]:
        """What a petition was urged."""
        page = json.loads(run([binary("kntc-admin"), "urging", "list", "--all", "--endpoint",
                               server.endpoint, "--identity", secrecy.OFFICER, "-o", "json"]))
        return [urging for urging in page.get("urgings", [])
                if urging["record"]["id"] == petition]

    # Red when: the server urges nobody by itself, or the same again after a restart.
    def test_the_server_urges_by_itself_and_once(self) -> None:
        with self.serve() as server:
            admin = Admin(server.endpoint)
            admin.load_directory()
            if self.today.weekday() >= SATURDAY:
                # Nobody is urged on a day off: this one is made up for.
                admin.call("kntc.v1.CalendarService/ReplaceCalendar", {
                    "request_id": str(uuid.uuid4()), "agency": WARD, "reason": "Làm bù",
                    "entries": [{"day": self.today.isoformat(), "reason": "Làm bù",
                                 "kind": "CALENDAR_ENTRY_KIND_WORKING"}]}, "administrator@H29")
            first = self.register(admin)
        # A server that starts looks at the whole day anew.
        with self.serve() as server:
            found = self.urged(server, first)
            office = next(urging["addressee"]["office"] for urging in found
                          if urging["addressee"]["agency"] == WARD)
            digest = run([binary("kntc-admin"), "urging", "digest", "--office", office,
                          "--endpoint", server.endpoint, "--identity", secrecy.OFFICER])
            self.assertIn("quá hạn", digest)
            second = self.register(Admin(server.endpoint))
        with self.serve() as server:
            self.assertEqual(len(self.urged(server, second)), len(found))
            self.assertEqual(self.urgings(server, first), found)


if __name__ == "__main__":
    unittest.main()
