"""A sandbox as whoever tries the server out meets it: certificates, roles, a clock that is moved."""

import json
import os
import re
import signal
import subprocess
import tempfile
import unittest
from pathlib import Path
from typing import ClassVar

PROGRAMS = Path(os.environ.get("KNTC_BIN", ".build/debug")).resolve()
CONFIGURATION = 78
DAY_SECONDS = 86_400


class Sandbox:
    """A running sandbox in a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._process = subprocess.Popen(
            [PROGRAMS / "kntc-server", "serve", "--sandbox", folder, "--listen", "127.0.0.1:0",
             "--grpc", "127.0.0.1:0", "--operations", "127.0.0.1:0", "--log-level", "error"],
            stdout=subprocess.PIPE, encoding="utf-8")
        assert self._process.stdout is not None
        text = ""
        while "identity" not in text:
            line = self._process.stdout.readline()
            if not line:
                raise AssertionError(f"the sandbox ended: {text}")
            text += line
        found = re.search(r"^ttrpc\s+(\S+)$", text, re.MULTILINE)
        assert found is not None, text
        self.endpoint = found[1]

    def admin(self, identity: str, agency: str, *words: str) -> subprocess.CompletedProcess[str]:
        """Runs kntc-admin with an agency's certificate."""
        tls = self.folder / "tls"
        return subprocess.run(
            [PROGRAMS / "kntc-admin", "--endpoint", self.endpoint, "--identity", identity,
             "--tls-trust", tls / "ca.pem", "--tls-certificate", tls / f"{agency}.pem",
             "--tls-key", tls / f"{agency}.key", "-o", "json", *words],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8", check=False)

    def today(self, *, advance: int = 0) -> str:
        """The sandbox's day, moved forward first."""
        done = self.admin("officer@H29.02", "H29.02", "call", "SandboxService/AdvanceClock", "-d",
                          json.dumps({"by_seconds": advance}))
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)["today"]

    def stop(self) -> int:
        """Ends it as its user does; its exit code."""
        self._process.send_signal(signal.SIGTERM)
        return self._process.wait(60)


class SandboxTest(unittest.TestCase):
    """One sandbox, used and started anew."""

    _place: ClassVar[tempfile.TemporaryDirectory[str]]
    sandbox: ClassVar[Sandbox]

    @classmethod
    def setUpClass(cls) -> None:
        cls._place = tempfile.TemporaryDirectory()
        cls.sandbox = Sandbox(Path(cls._place.name) / "thử")

    @classmethod
    def tearDownClass(cls) -> None:
        cls.sandbox.stop()
        cls._place.cleanup()

    def test_every_identity_of_the_guide_is_served(self) -> None:
        guide = (self.sandbox.folder / "README.md").read_text(encoding="utf-8")
        rows = re.findall(r"^\| (H29\S*) \| (\w+) \| `(\S+)` ", guide, re.MULTILINE)
        self.assertEqual({agency for agency, _, _ in rows}, {"H29", "H29.02", "H29.80.01"})
        self.assertEqual(
            {role for _, role, _ in rows},
            {"receiver", "officer", "verifier", "clerk", "head", "inspector", "administrator",
             "auditor", "sync"})
        for agency, role, identity in rows:
            with self.subTest(identity=identity):
                done = self.sandbox.admin(identity, agency, "server", "status")
                self.assertEqual(done.returncode, 0, done.stderr)
                officer = identity.rpartition("/")[2]
                found = self.sandbox.admin(
                    identity, agency, "call", "DirectoryService/GetOfficer", "-d",
                    json.dumps({"code": officer}))
                self.assertEqual(found.returncode, 0, found.stderr)
                self.assertIn(role, officer)

    def test_a_certificate_carries_its_own_agency_only(self) -> None:
        done = self.sandbox.admin("officer@H29.80.01", "H29.02", "server", "status")
        self.assertEqual(json.loads(done.stderr)["error"]["reason"], "NOT_CARRIED")

    def test_the_clock_goes_forward_only_and_is_kept(self) -> None:
        before = self.sandbox.today()
        after = self.sandbox.today(advance=40 * DAY_SECONDS)
        self.assertGreater(after, before)
        for wrong in (-1, 367 * DAY_SECONDS):
            done = self.sandbox.admin(
                "officer@H29.02", "H29.02", "call", "SandboxService/AdvanceClock", "-d",
                json.dumps({"by_seconds": wrong}))
            error = json.loads(done.stderr)["error"]
            self.assertEqual(error["reason"], "FIELD_INVALID")
            self.assertEqual(error["details"][0]["field"], "by_seconds")
        self.assertEqual(self.sandbox.stop(), 0)
        type(self).sandbox = Sandbox(self.sandbox.folder)
        self.assertGreaterEqual(self.sandbox.today(), after)

    def test_its_store_serves_nobody_else(self) -> None:
        with tempfile.TemporaryDirectory() as place:
            folder = Path(place) / "sandbox"
            other = Sandbox(folder)
            other.today()
            self.assertEqual(other.stop(), 0)
            for arguments, sentence in (
                    (("--data", folder / "data"), "is a sandbox"),
                    (("--sandbox", folder, "--data", folder / "data"), "leave --data")):
                done = subprocess.run(
                    [PROGRAMS / "kntc-server", "serve", "--listen", "127.0.0.1:0", *arguments],
                    stderr=subprocess.PIPE, encoding="utf-8", check=False, timeout=60)
                self.assertEqual(done.returncode, CONFIGURATION)
                self.assertIn(sentence, done.stderr)

    def test_a_store_of_the_city_is_no_sandbox(self) -> None:
        with tempfile.TemporaryDirectory() as place:
            folder = Path(place) / "sandbox"
            made = subprocess.run(
                [PROGRAMS / "kntc-server", "first-administrator", "--data", folder / "data",
                 "--key-file", folder / "data.key", "--officer", "qt.an01", "--agency", "H29"],
                stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8", check=False)
            done = subprocess.run(
                [PROGRAMS / "kntc-server", "serve", "--sandbox", folder, "--listen",
                 "127.0.0.1:0"],
                stderr=subprocess.PIPE, encoding="utf-8", check=False, timeout=60)
            self.assertEqual(done.returncode, CONFIGURATION, made.stderr)
            self.assertIn("is no sandbox", done.stderr)


if __name__ == "__main__":
    unittest.main()
