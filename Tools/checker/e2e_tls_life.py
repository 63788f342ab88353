"""TLS at a real server while it serves: files that change, certificates that are taken back."""

import contextlib
import os
import re
import socket
import ssl
import subprocess
import sys
import tempfile
import threading
import time
import unittest
from collections.abc import Iterator
from pathlib import Path
from typing import ClassVar

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

from certificates import Authority, context, fingerprint, serial  # noqa: E402
from contract import Contract  # noqa: E402
from e2e_access import Person  # noqa: E402
from programs import binary, run  # noqa: E402
from tls_station import Station  # noqa: E402
from ttrpc import HEADER, REQUEST, Client, ProtocolError  # noqa: E402

# The files are read again, and what they say is done, within this.
RELOAD_SECONDS = 5.0
PATIENCE = 10.0
HEALTH = "grpc.health.v1.Health"
AGENCY_CONNECTIONS = 64
NOT_PERMITTED = 5


class Watcher(threading.Thread):
    """A stream that stays open, and calls on the same connection's neighbour."""

    def __init__(self, station: Station, tls: ssl.SSLContext) -> None:
        super().__init__()
        self.request = station.contract.message("grpc.health.v1.HealthCheckRequest")()
        self.client = station.client(tls)
        self.begun = threading.Event()
        self.ended: float | None = None

    def run(self) -> None:
        with contextlib.suppress(ProtocolError, OSError):
            for _ in self.client.stream(HEALTH, "Watch", self.request, seconds=60):
                self.begun.set()
        self.ended = time.monotonic()

    def close(self) -> None:
        """Ends the stream from this end."""
        with contextlib.suppress(OSError):
            self.client._socket.shutdown(socket.SHUT_RDWR)
        self.join(PATIENCE)
        self.client.close()


class TlsLifeTests(unittest.TestCase):
    """Each test has its own server."""

    contract: ClassVar[Contract]

    @classmethod
    def setUpClass(cls) -> None:
        cls.contract = Contract.compile(HERE.parent.parent / "Protos")

    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    def start(self, *options: str) -> Station:
        """A server over TLS."""
        station = Station(self.folder, self.contract, *options)
        self.addCleanup(station.server.stop)
        return station

    @contextlib.contextmanager
    def watching(self, station: Station, own: Path) -> Iterator[Watcher]:
        """A stream over a certificate."""
        watcher = Watcher(station, context(station.ca / "ca.pem", own))
        watcher.start()
        self.assertTrue(watcher.begun.wait(PATIENCE))
        try:
            yield watcher
        finally:
            watcher.close()

    def test_taken_back(self) -> None:
        """A certificate on the deny list is out within five seconds, and with it its stream."""
        station = self.start()
        for name in (fingerprint, serial):
            one, other = station.authority.issue(), station.authority.issue()
            with self.watching(station, one) as out, self.watching(station, other) as stays:
                begin = time.monotonic()
                with station.deny.open("a", encoding="utf-8") as deny:
                    deny.write(f"{name(one)}  # lost\n")
                out.join(PATIENCE)
                assert out.ended is not None
                self.assertLess(out.ended - begin, RELOAD_SECONDS)
                self.assertFalse(station.serves(context(station.ca / "ca.pem", one)))
                self.assertTrue(station.serves(context(station.ca / "ca.pem", other)))
                self.assertTrue(stays.is_alive())
                self.assertEqual(station.refusals()[-1], "denied")

    def test_resumed_session(self) -> None:
        """Who resumes a session, and so shows no certificate, is judged by the one it showed."""
        station = self.start()
        seconds = 4.0
        end = time.monotonic() + seconds
        tls = context(station.ca / "ca.pem", station.authority.issue(ends=seconds / 86_400))
        with station.client(tls) as client:
            self.assertTrue(station.answers(client))
            session = client._socket.session
        for expected in (True, False):
            plain = socket.create_connection(station.address, PATIENCE)
            with tls.wrap_socket(plain, server_hostname="127.0.0.1", session=session) as secure:
                self.assertTrue(secure.session_reused)
                client = Client.over(self.contract, secure)
                try:
                    self.assertEqual(station.answers(client), expected)
                except (ProtocolError, OSError):
                    self.assertFalse(expected)
            time.sleep(max(end + 1.5 - time.monotonic(), 0))
        self.assertEqual(station.refusals(), ["expired"])

    def test_swap_under_traffic(self) -> None:
        """Certificate and authorities are swapped, and no stream and no call is lost."""
        station = self.start()
        own = station.authority.issue()
        second = self.folder / "second"
        run([binary("kntc-admin"), "tls", "init", str(second)])
        run([binary("kntc-admin"), "tls", "issue", str(second), "--server", "127.0.0.1"])
        calls = 0
        with self.watching(station, own) as stream, \
                station.client(context(station.ca / "ca.pem", own)) as client:
            for name, target in (("127.0.0.1.pem", "127.0.0.1.pem"), ("ca.pem", "ca.pem"),
                                 ("127.0.0.1.key", "127.0.0.1.key")):
                (station.ca / "next").write_bytes((second / name).read_bytes())
                (station.ca / "next").chmod(0o600)
                (station.ca / "next").replace(station.ca / target)
                # Half of it is changed for a while: what was there before holds.
                end = time.monotonic() + 1.5
                while time.monotonic() < end:
                    self.assertTrue(station.answers(client))
                    calls += 1
                    # Well below the share of an agency.
                    time.sleep(0.01)
            self.assertTrue(stream.is_alive())
        self.assertGreater(calls, 100)
        new = Authority.read(second).issue()
        self.assertTrue(station.serves(context(second / "ca.pem", new)))
        self.assertFalse(station.serves(context(second / "ca.pem", own)))
        log = station.log.read_text(encoding="utf-8")
        self.assertIn("certificates not read again", log)
        self.assertIn("certificates read again", log)

    def test_cut_inside_a_frame(self) -> None:
        """A connection that ends without close_notify executes nothing of what it began."""
        station = self.start()
        body = station.contract.message("ttrpc.Request")(
            service=HEALTH, method="Check").SerializeToString()
        frame = HEADER.pack(len(body), 1, REQUEST, 0) + body
        started = f'kntc_calls_started_total{{method="/{HEALTH}/Check"'
        for count in (5, 10, len(frame) - 1):
            with socket.create_connection(station.address, PATIENCE) as plain:
                secure = station.honest().wrap_socket(plain, server_hostname="127.0.0.1")
                secure.sendall(frame[:count])
                time.sleep(0.2)
                # TCP ends; TLS did not.
                secure.shutdown(socket.SHUT_RDWR)
                secure.close()
        self.assertNotIn(started, station.server.operations("metrics"))
        with station.client(station.honest()) as client:
            request = station.contract.message("grpc.health.v1.HealthCheckRequest")()
            client.call(HEALTH, "Check", request)
        self.assertIn(started, station.server.operations("metrics"))

    def test_connections_of_an_agency(self) -> None:
        """An agency has 64 connections; a second agency has its own."""
        station = self.start()
        own = station.honest()
        with contextlib.ExitStack() as stack:
            for _ in range(AGENCY_CONNECTIONS):
                client = stack.enter_context(station.client(own))
                self.assertTrue(station.answers(client))
            self.assertFalse(station.serves(own))
            other = station.authority.issue(uris=["urn:kntc:agency:H29.03"])
            self.assertTrue(station.serves(context(station.ca / "ca.pem", other)))

    def test_expiry_is_told(self) -> None:
        """Monitors see how long the certificate lasts; the start says it."""
        station = self.start()
        lines = station.server.operations("metrics").split("\n")
        seconds = [int(line.split()[1]) for line in lines
                   if line.startswith("kntc_certificate_expiry_seconds ")]
        self.assertEqual(len(seconds), 1)
        self.assertAlmostEqual(seconds[0], 90 * 86_400, delta=120)
        self.assertRegex(station.server.said["tls"], r"127\.0\.0\.1\.pem, to 20\d\d-")
        self.assertRegex(station.server.said["identity"], "^sessions")

    def test_token_of_another_certificate(self) -> None:
        """A session is good over the certificate over which it was made, and over no other."""
        data = self.folder / "data"
        shown = run([binary("kntc-server"), "first-administrator", "--data", str(data),
                     "--officer", "qt.a", "--agency", "H29"])
        station = self.start()
        names = []
        for place in range(2):
            folder = self.folder / f"of{place}"
            run([binary("kntc-admin"), "tls", "issue", str(station.ca), "--agency", "H29"])
            folder.mkdir()
            for suffix in ("pem", "key"):
                (station.ca / f"H29.{suffix}").rename(folder / f"H29.{suffix}")
            names.append({"KNTC_TLS_TRUST": str(station.ca / "ca.pem"),
                          "KNTC_TLS_CERTIFICATE": str(folder / "H29.pem"),
                          "KNTC_TLS_KEY": str(folder / "H29.key")})
        person = Person("qt.a", self.folder, station.server)
        person.environment |= names[0]
        person.enrol(shown.split()[-1])
        person.login()
        self.assertEqual(person.admin("whoami")["officer"], "qt.a")
        person.environment |= names[1]
        over_another = person.admin("whoami", expected=NOT_PERMITTED)
        self.assertEqual(over_another["error"]["reason"], "SESSION_ENDED")
        person.environment |= names[0]
        self.assertEqual(person.admin("whoami")["officer"], "qt.a")
        # Without a certificate there is no answer at all.
        for name in names[0]:
            del person.environment[name]
        person.admin("whoami", expected=7)

    def test_the_commands_of_the_readme(self) -> None:
        """An authority, certificates, a server and a call, as somebody would paste them."""
        readme = (HERE.parent.parent / "README.md").read_text(encoding="utf-8")
        block = re.findall(r"```console\n(.*?)```", readme.partition("\n## TLS\n")[2],
                           re.DOTALL)[0]
        # The server serves beside the rest, on free ports; nobody has enrolled who could sign in.
        script = re.sub(r"(?m)^(kntc-server (?:.*\\\n)*.*)$", r"\1 > said & server=$!", block)
        script = script.replace("127.0.0.1:7410", "127.0.0.1:0 --operations 127.0.0.1:0")
        script = re.sub(r"(?m)^kntc-admin login.*$", """
            for _ in $(seq 300); do grep -q ^identity said && break; sleep 0.1; done
            export KNTC_ENDPOINT=$(sed -n 's/^ttrpc *//p' said)
            kntc-admin whoami --identity officer@H29 -o json 2> answer; kill $server""",
                        script.replace("127.0.0.1:7413", "127.0.0.1:0"))
        path = f"{Path(binary('kntc-admin')).parent}:{os.environ['PATH']}"
        done = subprocess.run(["bash", "-c", script], cwd=self.folder, capture_output=True,
                              env=dict(os.environ) | {"PATH": path}, encoding="utf-8", check=False,
                              timeout=120)
        answer = (self.folder / "answer").read_text(encoding="utf-8")
        self.assertIn("SIGN_IN_NEEDED", answer, done.stderr)

    def test_what_keeps_it_from_starting(self) -> None:
        """Each wrong setting ends the server with 78 and a sentence that says what to do."""
        station = self.start()
        files = {"certificate": station.ca / "127.0.0.1.pem", "key": station.ca / "127.0.0.1.key",
                 "trust": station.ca / "ca.pem"}
        readable, empty = self.folder / "readable.key", self.folder / "empty"
        readable.write_bytes(files["key"].read_bytes())
        readable.chmod(0o644)
        empty.write_text("nothing", encoding="utf-8")
        empty.chmod(0o600)
        old = station.authority.issue(begins=-31, ends=-1)
        rows: list[tuple[dict[str, Path | None], list[str], str]] = [
            ({"key": None}, [], "needs all of"),
            ({"trust": None}, [], "needs all of"),
            ({"key": readable}, [], "chmod 600"),
            ({"key": empty}, [], "no private key"),
            ({"key": station.ca / "ca.key"}, [], "is not the key of"),
            ({"certificate": empty}, [], "no certificate"),
            ({"certificate": old, "key": old}, [], "has expired"),
            ({"trust": empty}, [], "no certificate"),
            ({"trust": self.folder / "absent"}, [], "can not be read"),
            ({"deny": empty}, [], "line 1"),
            ({}, ["--identity", "development"], "believed on loopback without TLS only"),
            ({"certificate": None, "key": None, "trust": None},
             ["--listen", "0.0.0.0:0"], "without TLS the server listens on loopback only"),
            ({}, ["--operations", "0.0.0.0:0"], "operations is on loopback only"),
        ]
        for changed, options, sentence in rows:
            with self.subTest(sentence, changed=changed):
                flags = [word for name, file in (files | changed).items() if file is not None
                         for word in (f"--tls-{name}", str(file))]
                done = subprocess.run(
                    [binary("kntc-server"), "serve", "--data", str(self.folder / "other"),
                     *flags, *options], env=dict(os.environ), capture_output=True,
                    encoding="utf-8", check=False, timeout=30)
                self.assertEqual(done.returncode, 78, done.stderr)
                self.assertIn(sentence, done.stderr)
                self.assertEqual(done.stderr.count("\n"), 1)


if __name__ == "__main__":
    unittest.main()
