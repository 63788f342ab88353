"""Signing in at a real server: from its console to the first administrator's revocation."""

import base64
import hashlib
import hmac
import json
import os
import pty
import re
import subprocess
import sys
import tempfile
import time
import unittest
from collections.abc import Callable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "stage"))

from programs import DIRECTORY, Server, binary, run  # noqa: E402

PASSWORD = "con mèo xanh ngủ trưa"
NOT_PERMITTED = 5
STEP_SECONDS = 30


def one_time_code(secret: str, step: int) -> str:
    """The code of a step by RFC 6238, reckoned here a second time."""
    key = base64.b32decode(secret)
    mac = hmac.new(key, step.to_bytes(8, "big"), hashlib.sha1).digest()
    offset = mac[-1] & 15
    number = int.from_bytes(mac[offset:offset + 4], "big") & 0x7FFF_FFFF
    return f"{number % 1_000_000:06}"


class Person:
    """An officer at a terminal of its own."""

    def __init__(self, officer: str, folder: Path, server: Server) -> None:
        self.officer = officer
        self.server = server
        self.secret = ""
        self._step = 0
        self.environment = os.environ | {"KNTC_SESSION": str(folder / f"{officer}.session")}
        self.session = folder / f"{officer}.session"

    def command(self, *words: str) -> list[str]:
        """The command line of a call."""
        return [binary("kntc-admin"), *words, "--endpoint", self.server.endpoint,
                "--timeout", "30", "-o", "json"]

    def admin(self, *words: str, lines: str = "", expected: int = 0) -> Any:
        """Runs kntc-admin; what it prints."""
        done = subprocess.run(self.command(*words), env=self.environment, input=lines,
                              capture_output=True, encoding="utf-8", check=False, timeout=60)
        if done.returncode != expected:
            raise AssertionError(f"{words}: {done.returncode}, not {expected}: {done.stderr}")
        return json.loads(done.stdout if expected == 0 else done.stderr)

    def code(self) -> str:
        """The next code that was not used: the clock of the server takes the step to come too."""
        self._step = max(self._step + 1, int(time.time()) // STEP_SECONDS)
        wait = (self._step - 1) * STEP_SECONDS - time.time()
        if wait > 0:
            time.sleep(wait)
        return one_time_code(self.secret, self._step)

    def enrol(self, code: str) -> None:
        """Enrols, reading the secret as it is shown and answering with its first code."""
        with subprocess.Popen(self.command("enrol", self.officer), env=self.environment,
                              stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                              stderr=subprocess.PIPE, encoding="utf-8") as process:
            assert process.stdin is not None and process.stdout is not None
            process.stdin.write(f"{code}\n{PASSWORD}\n")
            process.stdin.flush()
            shown = ""
            while "}" not in shown:
                line = process.stdout.readline()
                if line == "":
                    break
                shown += line
            factor = json.loads(shown)
            self.secret = factor["secret"]
            assert self.secret in factor["otpauth_uri"]
            process.stdin.write(f"{self.code()}\n")
            process.stdin.close()
            process.stdout.read()
            if process.wait(30) != 0:
                assert process.stderr is not None
                raise AssertionError(process.stderr.read())

    def login_at_a_terminal(self) -> str:
        """Signs in as at a terminal; what the terminal showed."""
        child, terminal = pty.fork()
        if child == 0:
            os.execve(binary("kntc-admin"), self.command("login", self.officer), self.environment)
        shown = self.read_until(terminal, "Mật khẩu: ")
        os.write(terminal, f"{PASSWORD}\n".encode())
        shown += self.read_until(terminal, "Mã xác thực (6 số): ")
        os.write(terminal, f"{self.code()}\n".encode())
        shown += self.read_until(terminal, None)
        os.close(terminal)
        _, status = os.waitpid(child, 0)
        assert os.waitstatus_to_exitcode(status) == 0, shown
        return shown

    @staticmethod
    def read_until(terminal: int, end: str | None) -> str:
        """What the terminal shows up to a prompt, or to the end."""
        shown = b""
        while end is None or end.encode() not in shown:
            try:
                part = os.read(terminal, 4_096)
            except OSError:  # The other side is closed.
                break
            if part == b"":
                break
            shown += part
        return shown.decode()

    def login(self, password: str = PASSWORD, expected: int = 0) -> Any:
        """Signs in; a try that is refused uses up no code."""
        used = self._step
        answer = self.admin("login", self.officer, lines=f"{password}\n{self.code()}\n",
                            expected=expected)
        if expected != 0:
            self._step = used
        return answer


class SigningIn(unittest.TestCase):
    """The way of the first administrators, and of the officer whom they let in and put out."""

    def setUp(self) -> None:
        """Makes a folder."""
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        self.data = self.folder / "data"

    def start(self) -> Server:
        """A server that asks for sessions."""
        return self.enterContext(Server(self.data, self.folder / "log", "--identity", "sessions"))

    def invited(self, officer: str) -> str:
        """A one-time code of the console."""
        printed = run([binary("kntc-server"), "first-administrator", "--data", str(self.data),
                       "--officer", officer, "--agency", "H29"])
        return printed.rstrip().rpartition(" ")[2]

    def test_from_the_console_to_a_revocation(self) -> None:
        """Console, enrolment, login, grants by two, a call, a revocation, a refusal."""
        codes = {officer: self.invited(officer) for officer in ("qt.a", "qt.b")}
        server = self.start()
        first, second = (Person(officer, self.folder, server) for officer in codes)
        self.assertEqual(first.admin("whoami", expected=2)["error"]["reason"], "USAGE")
        believed = first.admin("whoami", "--identity", "administrator@H29",
                               expected=NOT_PERMITTED)
        self.assertEqual(believed["error"]["reason"], "SIGN_IN_NEEDED")
        for person in (first, second):
            person.enrol(codes[person.officer])
        # Nobody signs in a third time: each step of time has one code, and a step is 30 seconds.
        shown = first.login_at_a_terminal()
        self.assertIn("second_factor", shown)
        self.assertNotIn(PASSWORD, shown)
        second.login()
        self.assertEqual(first.session.stat().st_mode & 0o777, 0o600)
        self.assertEqual(first.admin("whoami")["roles"], ["administrator"])
        officer = self.let_in(first, second, server)
        self.assertEqual(officer.admin("petition", "list"), {})
        officer.admin("officer", "enrol", "nv.x", expected=NOT_PERMITTED)
        # A kill keeps sessions, and what was revoked stays so.
        session, = first.admin("sessions", "list", "--officer", "nv.lan")["sessions"]
        self.assertLess(self.seconds_of_a_stream_after(
            lambda: first.admin("sessions", "revoke", session["id"]), officer), 5)
        gone = officer.admin("petition", "list", expected=NOT_PERMITTED)
        self.assertEqual(gone["error"]["reason"], "SESSION_ENDED")
        server.kill()
        server = self.start()
        for person in (first, officer):
            # The session file knows its server by its address, which is another one now.
            kept = json.loads(person.session.read_text(encoding="utf-8"))
            kept["endpoint"] = server.endpoint
            person.session.write_text(json.dumps(kept), encoding="utf-8")
            person.server = server
        self.assertEqual(first.admin("whoami")["officer"], "qt.a")
        officer.admin("petition", "list", expected=NOT_PERMITTED)
        first.admin("logout")
        first.admin("whoami", expected=2)
        self.nothing_is_kept_in_clear(server, first, officer)

    def seconds_of_a_stream_after(self, revoke: Callable[[], Any], officer: Person) -> float:
        """How long an officer's open stream lasts after its session was revoked."""
        with subprocess.Popen(officer.command("journal", "watch"), env=officer.environment,
                              stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
                              encoding="utf-8") as stream:
            time.sleep(1)
            self.assertIsNone(stream.poll())
            revoke()
            begin = time.monotonic()
            self.assertEqual(stream.wait(30), NOT_PERMITTED)
            return time.monotonic() - begin

    def let_in(self, first: Person, second: Person, server: Server) -> Person:
        """An officer with a grant that one administrator proposed and the other approved."""
        first.admin("directory", "apply", str(DIRECTORY))
        officers = self.folder / "officers.json"
        officers.write_text(json.dumps({"officers": [{"code": "nv.lan", "agency": "H29.80.01"}]}),
                            encoding="utf-8")
        first.admin("directory", "apply", str(officers))
        first.admin("grant", "propose", "officer", "--officer", "nv.lan", "--unit", "H29.80.01",
                    "--from", "2026-01-01")
        grant = first.admin("grant", "list", "--holder", "nv.lan")["grants"][0]
        first.admin("grant", "approve", grant["id"], "--etag", grant["etag"], expected=6)
        second.admin("grant", "approve", grant["id"], "--etag", grant["etag"])
        invited = first.admin("officer", "enrol", "nv.lan")
        officer = Person("nv.lan", self.folder, server)
        officer.enrol(invited["code"])
        self.refusals(officer)
        officer.login()
        self.assertEqual(officer.admin("whoami")["agency"], "H29.80.01")
        return officer

    def refusals(self, officer: Person) -> None:
        """What is wrong is refused the same way; who guesses waits."""
        wrong = officer.login("con mèo đỏ ngủ trưa", expected=NOT_PERMITTED)
        stranger = Person("nv.khong", self.folder, officer.server)
        stranger.secret = officer.secret
        other = stranger.login(expected=NOT_PERMITTED)
        # Each call has its own name; all the rest is the same.
        self.assertNotEqual(other["error"].pop("supportId"), wrong["error"].pop("supportId"))
        self.assertEqual(other, wrong)
        self.assertEqual(wrong["error"]["reason"], "SIGN_IN_REFUSED")
        reasons = [self.guess(stranger) for _ in range(5)]
        self.assertEqual(reasons[-1], "SIGN_IN_THROTTLED")

    @staticmethod
    def guess(person: Person) -> str:
        """Why a guess is refused."""
        command = person.command("login", person.officer)
        done = subprocess.run(command, input="con mèo đỏ ngủ trưa\n000000\n", check=False,
                              capture_output=True, encoding="utf-8", timeout=60)
        reason = json.loads(done.stderr)["error"]["reason"]
        assert isinstance(reason, str)
        return reason

    def nothing_is_kept_in_clear(self, server: Server, *people: Person) -> None:
        """Neither store nor log holds a password, a secret or a token."""
        server.stop()
        token = json.loads(people[1].session.read_text(encoding="utf-8"))["token"]
        words = [PASSWORD.encode(), token.encode(), bytes.fromhex(token)]
        for person in people:
            words += [person.secret.encode(), base64.b32decode(person.secret)]
        for path in [*self.data.rglob("*"), self.folder / "log"]:
            if path.is_file():
                content = path.read_bytes()
                for word in words:
                    self.assertNotIn(word, content, path)

    def test_the_start_line_says_who_is_believed(self) -> None:
        """Development is the default on loopback, and said; sessions are said too."""
        for options, expected in (((), "development"), (("--identity", "sessions"), "sessions")):
            with Server(self.data, self.folder / "log", *options) as server:
                self.assertRegex(server.said["identity"], f"^{expected}: ")
        for options in (["--identity", "nobody"], ["--session-idle", "0"]):
            done = subprocess.run([binary("kntc-server"), "serve", "--data", str(self.data),
                                   *options], capture_output=True, encoding="utf-8",
                                  check=False, timeout=30)
            self.assertEqual(done.returncode, 78, done.stderr)

    def test_the_console_makes_two(self) -> None:
        """A third administrator is the two others' to make; a bad code is named."""
        self.assertRegex(self.invited("qt.a"), r"^[0-9a-z]{26}$")
        done = subprocess.run([binary("kntc-server"), "first-administrator", "--data",
                               str(self.data), "--officer", "QT A", "--agency", "H29"],
                              capture_output=True, encoding="utf-8", check=False, timeout=30)
        self.assertEqual(done.returncode, 78)
        self.assertTrue(re.search("officer is no code", done.stderr), done.stderr)


if __name__ == "__main__":
    unittest.main()
