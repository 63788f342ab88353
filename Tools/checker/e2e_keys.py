"""The key file of a server: missing, exposed, malformed, another one, gone while it runs.

    /usr/bin/python3 -m unittest discover Tools/checker -p e2e_keys.py

It needs kntc-server and kntc-admin: in KNTC_BIN, .build/release or .build/debug.
"""

import sys
import tempfile
import unittest
import uuid
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "stage")]

import secrecy  # noqa: E402
from programs import Admin, ProgramFailed, Server, binary, run  # noqa: E402

PETITION = "kntc.v1.PetitionService/"
CLOSED = "persons and files stay closed"


class KeyFile(unittest.TestCase):
    """A store with a petition, served again and again with another key file."""

    @classmethod
    def setUpClass(cls) -> None:
        scratch = tempfile.TemporaryDirectory(prefix="kntc-keys-")
        cls.addClassCleanup(scratch.cleanup)
        cls.folder = Path(scratch.name)
        cls.data = cls.folder / "data"
        cls.key = cls.folder / "data.key"
        with cls.serve() as server:
            admin = Admin(server.endpoint)
            admin.load_directory()
            receipt = secrecy.enter(admin, secrecy.COMPLAINANT, secret=False)
            cls.petition = receipt["records"][0]["record"]["id"]
        cls.made = cls.key.read_text(encoding="ascii")

    @classmethod
    def serve(cls) -> Server:
        return Server(cls.data, cls.folder / "server.log")

    def setUp(self) -> None:
        self.put(self.made)

    def put(self, text: str, mode: int = 0o600) -> None:
        """Puts a key file in place."""
        self.key.unlink(missing_ok=True)
        self.key.write_text(text, encoding="ascii")
        self.key.chmod(mode)

    def name(self, server: Server) -> str:
        """The name of the petition's sender."""
        found = Admin(server.endpoint).call(PETITION + "GetPetitionIdentity",
                                            {"id": self.petition}, secrecy.OFFICER)
        return str(found["parties"][0]["full_name"])

    def demand_closed(self, why: str) -> None:
        """Without a key the server starts, says why, keeps persons closed, and does the rest."""
        with self.serve() as server:
            admin = Admin(server.endpoint)
            self.assertIn(why, server.said["key"])
            self.assertIn(CLOSED, server.said["key"])
            self.assertIn(CLOSED, server.operations("health"))
            self.assertIn("kntc_key_available 0", server.operations("metrics"))
            with self.assertRaisesRegex(ProgramFailed, "KEY_UNAVAILABLE"):
                self.name(server)
            with self.assertRaisesRegex(ProgramFailed, "KEY_UNAVAILABLE"):
                secrecy.enter(admin, secrecy.DENOUNCER, secret=True)
            receipt = admin.call(PETITION + "RegisterPetition", self.nameless(admin),
                                 secrecy.OFFICER)
            listed: Any = admin.call(PETITION + "ListPetitions", {}, secrecy.OFFICER)
            self.assertIn(receipt["records"][0]["record"]["id"], str(listed))
        self.assertIn("0 findings", run([binary("kntc-server"), "verify", "--data",
                                         str(self.data)]))

    @staticmethod
    def nameless(admin: Admin) -> dict[str, Any]:
        """A letter that nobody signed."""
        today = admin.call("kntc.v1.SystemService/GetStatus", {}, secrecy.OFFICER)["today"]
        return {"request_id": str(uuid.uuid4()), "source": "PETITION_SOURCE_POST",
                "stamp": {"number": "9", "date": today}, "summary": "Đơn không ghi tên."}

    # Red when: a server without its key does not start, or makes another key.
    def test_a_missing_key_closes_persons_alone(self) -> None:
        self.key.unlink()
        self.demand_closed("is not there")
        self.assertFalse(self.key.exists())

    # Red when: a key that others may read is used all the same.
    def test_an_exposed_key_is_not_used(self) -> None:
        self.put(self.made, 0o644)
        self.demand_closed("chmod 600")

    # Red when: half a key is taken for one.
    def test_a_malformed_key_is_not_used(self) -> None:
        self.put(self.made[:40])
        self.demand_closed("64 hexadecimal digits")

    # Red when: what comes is sealed under another key than what is there.
    def test_another_key_is_refused(self) -> None:
        self.put("0" * 64)
        with self.assertRaisesRegex(ProgramFailed, "(?s)78.*another key"):
            self.serve()

    # Red when: the key is read again while the server runs.
    def test_a_key_that_goes_while_the_server_runs_is_not_missed_before_the_next_start(
            self) -> None:
        with self.serve() as server:
            self.key.unlink()
            self.assertEqual(self.name(server), secrecy.COMPLAINANT["full_name"])
            self.assertEqual(server.operations("health"), "ok\n")
        self.demand_closed("is not there")

    # Red when: a new store is begun without a key, so that nothing of it can ever be sealed.
    def test_a_new_store_is_not_begun_without_a_key(self) -> None:
        with self.assertRaisesRegex(ProgramFailed, "(?s)78.*can not be read or made"):
            run([binary("kntc-server"), "serve", "--data", str(self.folder / "new"),
                 "--key-file", str(self.folder / "absent" / "key")])


if __name__ == "__main__":
    unittest.main()
