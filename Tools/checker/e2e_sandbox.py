"""A sandbox as whoever tries the server out meets it: certificates, roles, a clock that is moved."""

import datetime
import functools
import json
import os
import re
import socket
import subprocess
import sys
import tempfile
import time
import unittest
import uuid
from pathlib import Path
from typing import ClassVar

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "stage"))

from programs import ROOT, Sandbox, binary  # noqa: E402

PROGRAMS = Path(binary("kntc-server")).parent
CONFIGURATION = 78
DAY_SECONDS = 86_400
VIETNAM = datetime.timezone(datetime.timedelta(hours=7))
# How often the server looks whether an hour of its clock is over, and as much again.
SWEEP_SECONDS = 2.0


class Tried(Sandbox):
    """A sandbox and whoever tries it out."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.log = folder.parent / "log"
        super().__init__(folder, self.log, "--log-level", "notice")

    def admin(self, identity: str, agency: str, *words: str) -> subprocess.CompletedProcess[str]:
        """Runs kntc-admin with an agency's certificate."""
        tls = self.folder / "tls"
        return subprocess.run(
            [PROGRAMS / "kntc-admin", "--endpoint", self.endpoint, "--identity", identity,
             "--tls-trust", tls / "ca.pem", "--tls-certificate", tls / f"{agency}.pem",
             "--tls-key", tls / f"{agency}.key", "-o", "json", *words],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8", check=False)

    def moved(self, advance: int) -> tuple[int, str]:
        """Instant and day of the sandbox, once its clock is moved forward."""
        done = self.admin("officer@H29.02", "H29.02", "call", "SandboxService/AdvanceClock", "-d",
                          json.dumps({"by_seconds": advance}))
        assert done.returncode == 0, done.stderr
        clock = json.loads(done.stdout)
        return int(clock["now_at"]), clock["today"]

    def today(self, *, advance: int = 0) -> str:
        """The sandbox's day, moved forward first."""
        return self.moved(advance)[1]

    def entered(self, day: str) -> str:
        """Registers a petition; the day on which the journal says that it was."""
        call = functools.partial(self.admin, "receiver@H29.02", "H29.02", "call")
        done = call("PetitionService/RegisterPetition", "-d", json.dumps({
            "request_id": str(uuid.uuid4()), "source": "PETITION_SOURCE_POST", "summary": "Đất",
            "signed": True, "stamp": {"number": "1", "date": day}}))
        assert done.returncode == 0, done.stderr
        record = json.loads(done.stdout)["records"][0]["record"]
        done = call("FeedService/GetHistory", "-d", json.dumps({"record": record}))
        assert done.returncode == 0, done.stderr
        instant = int(json.loads(done.stdout)["items"][0]["recorded_at_ms"]) / 1_000
        return datetime.datetime.fromtimestamp(instant, VIETNAM).date().isoformat()


def free_address() -> str:
    """An address of this machine that nobody listens on."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return f"127.0.0.1:{found.getsockname()[1]}"


class ReadmeTest(unittest.TestCase):
    """What the README says of a sandbox, word for word."""

    def test_the_readme(self) -> None:
        readme = (ROOT / "README.md").read_text(encoding="utf-8")
        found = re.search(r"```console\n(\S+kntc-server serve --sandbox.*?)```", readme, re.DOTALL)
        assert found is not None
        with tempfile.TemporaryDirectory() as place:
            script = found[1].replace(".build/release", str(PROGRAMS)) \
                .replace("var/sandbox", f"{place}/sandbox")
            # Its server may take a moment after its certificates are there.
            script = script.replace(
                "export KNTC_IDENTITY",
                "until (exec 3<>/dev/tcp/${KNTC_LISTEN/:/\\/}) 2>/dev/null; do sleep 0.2; done\n"
                "export KNTC_IDENTITY")
            listen = free_address()
            done = subprocess.run(
                ["bash", "-e", "-c", f"{script}\nkill %1; wait %1"],
                env=os.environ | {
                    "KNTC_LISTEN": listen, "KNTC_ENDPOINT": listen, "KNTC_GRPC": free_address(),
                    "KNTC_OPERATIONS": free_address(), "KNTC_LOG_LEVEL": "error"},
                stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8", check=False,
                timeout=120)
        self.assertEqual(done.returncode, 0, done.stderr)
        days = re.findall(r"(\d\d/\d\d/\d{4})", done.stdout)
        self.assertGreaterEqual(len(days), 2, done.stdout)


class SandboxTest(unittest.TestCase):
    """One sandbox, used and started anew."""

    _place: ClassVar[tempfile.TemporaryDirectory[str]]
    sandbox: ClassVar[Tried]

    @classmethod
    def setUpClass(cls) -> None:
        cls._place = tempfile.TemporaryDirectory()
        cls.sandbox = Tried(Path(cls._place.name) / "thử")

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
        for wrong in (-1, 366 * DAY_SECONDS + 1):
            done = self.sandbox.admin(
                "officer@H29.02", "H29.02", "call", "SandboxService/AdvanceClock", "-d",
                json.dumps({"by_seconds": wrong}))
            error = json.loads(done.stderr)["error"]
            self.assertEqual(error["reason"], "FIELD_INVALID")
            self.assertEqual(error["details"][0]["field"], "by_seconds")
        for advance in (0, 1, 366 * DAY_SECONDS):
            instant, _ = self.sandbox.moved(0)
            begun = time.monotonic()
            later, day = self.sandbox.moved(advance)
            took = (time.monotonic() - begun) * 1_000
            self.assertGreaterEqual(later, instant + advance * 1_000)
            self.assertLess(later, instant + advance * 1_000 + took + 1_000)
            local = datetime.datetime.fromtimestamp(later / 1_000, VIETNAM)
            self.assertEqual(day, local.date().isoformat())
        # Records are written by it too, and it goes on where it was.
        self.assertEqual(self.sandbox.entered(day), day)
        self.assertEqual(self.sandbox.stop(), 0)
        type(self).sandbox = Tried(self.sandbox.folder)
        self.assertGreaterEqual(self.sandbox.moved(0)[0], later)

    def test_a_clock_that_is_not_known_is_not_put_back(self) -> None:
        with tempfile.TemporaryDirectory() as place:
            folder = Path(place) / "sandbox"
            with Tried(folder) as other:
                other.today(advance=DAY_SECONDS)
            for spoilt in ("", "soon", "-1"):
                (folder / "clock").write_text(spoilt, encoding="utf-8")
                self.refused(folder, "how far ahead")

    def refused(self, folder: Path, sentence: str) -> None:
        """Checks that a sandbox does not start, and what is said of it."""
        done = subprocess.run(
            [PROGRAMS / "kntc-server", "serve", "--sandbox", folder, "--listen", "127.0.0.1:0"],
            stderr=subprocess.PIPE, encoding="utf-8", check=False, timeout=60)
        self.assertEqual(done.returncode, CONFIGURATION, done.stderr)
        self.assertIn(sentence, done.stderr)

    def test_keys_are_of_their_owner_alone(self) -> None:
        tls = self.sandbox.folder / "tls"
        found = {file.name: file.stat().st_mode & 0o777 for file in tls.glob("*.key")}
        self.assertEqual(found, dict.fromkeys(
            ("ca.key", "server.key", "H29.key", "H29.02.key", "H29.80.01.key"), 0o600))
        self.assertEqual(tls.stat().st_mode & 0o777, 0o700)

    def test_what_expires_goes_by_its_clock(self) -> None:
        """Drafts and uploads are forgotten within a week and an hour of the moved clock."""
        call = functools.partial(self.sandbox.admin, "officer@H29.02", "H29.02", "call")
        for method, request in (
                ("DraftService/SaveDraft", {"id": "d" * 26, "content": "bW90"}),
                ("FileService/BeginUpload", {"id": "f" * 26, "size": 3, "sha256": "A" * 43 + "="})):
            done = call(method, "-d", json.dumps(request))
            self.assertEqual(done.returncode, 0, done.stderr)
        forgotten = re.compile("(uploads|drafts) expired")
        self.sandbox.today(advance=7 * DAY_SECONDS - 3_600)
        time.sleep(SWEEP_SECONDS)
        self.assertEqual(forgotten.findall(self.sandbox.log.read_text(encoding="utf-8")), [])
        self.sandbox.today(advance=2 * 3_600)
        end = time.monotonic() + 10 * SWEEP_SECONDS
        while time.monotonic() < end and len(
                found := forgotten.findall(self.sandbox.log.read_text(encoding="utf-8"))) < 2:
            time.sleep(0.1)
        self.assertEqual(sorted(found), ["drafts", "uploads"])

    def test_its_store_serves_nobody_else(self) -> None:
        with tempfile.TemporaryDirectory() as place:
            folder = Path(place) / "sandbox"
            other = Tried(folder)
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
            self.assertEqual(made.returncode, 0, made.stderr)
            self.refused(folder, "is no sandbox")


if __name__ == "__main__":
    unittest.main()
