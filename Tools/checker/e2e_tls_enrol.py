"""Certificates from a real server: the first for a one-time code, the next over the one before."""

import json
import os
import subprocess
import sys
import tempfile
import time
import unittest
from pathlib import Path
from typing import Any, ClassVar

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

from certificates import context, fingerprint  # noqa: E402
from contract import Contract  # noqa: E402
from e2e_access import Person  # noqa: E402
from programs import DIRECTORY, binary, run  # noqa: E402
from tls_station import Station  # noqa: E402
from ttrpc import Client, StatusError  # noqa: E402

UNIMPLEMENTED = 12
CONFLICT, NOT_PERMITTED = 6, 5


class TlsEnrolTests(unittest.TestCase):
    """One agency's certificates, from the code to the renewal."""

    contract: ClassVar[Contract]

    @classmethod
    def setUpClass(cls) -> None:
        cls.contract = Contract.compile(HERE.parent.parent / "Protos")

    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        # The console lets the first administrator in while no server has the store.
        shown = run([binary("kntc-server"), "first-administrator", "--data",
                     str(self.folder / "data"), "--officer", "qt.a", "--agency", "H29"])
        self.invitation = shown.split()[-1]
        ca = self.folder / "ca"
        self.station = Station(self.folder, self.contract, "--enrol", "127.0.0.1:0",
                               "--tls-issuer-certificate", str(ca / "ca.pem"),
                               "--tls-issuer-key", str(ca / "ca.key"))
        self.addCleanup(self.station.server.stop)
        self.door = self.station.server.said["enrol"]

    def administrator(self) -> Person:
        """The first administrator, signed in, with the directory loaded."""
        ca = self.station.ca
        run([binary("kntc-admin"), "tls", "issue", str(ca), "--agency", "H29"])
        person = Person("qt.a", self.folder, self.station.server)
        person.environment |= {
            "KNTC_TLS_TRUST": str(ca / "ca.pem"), "KNTC_TLS_CERTIFICATE": str(ca / "H29.pem"),
            "KNTC_TLS_KEY": str(ca / "H29.key")}
        person.enrol(self.invitation)
        person.login()
        person.admin("directory", "apply", str(DIRECTORY))
        return person

    def tls(self, *words: str, lines: str = "", expected: int = 0) -> Any:
        """Runs kntc-admin tls at an endpoint, as a system without session; what it prints."""
        done = subprocess.run(
            [binary("kntc-admin"), "tls", *words, "--tls-trust",
             str(self.station.ca / "ca.pem"), "-o", "json"],
            input=lines, env=dict(os.environ) | {"KNTC_SESSION": str(self.folder / "none")},
            capture_output=True, encoding="utf-8", check=False, timeout=60)
        self.assertEqual(done.returncode, expected, done.stderr)
        return json.loads(done.stdout if expected == 0 else done.stderr)

    def test_from_the_code_to_the_renewal(self) -> None:
        """A system makes its key, gets a certificate for it, and calls over it."""
        code = self.administrator().admin("tls", "code", "--agency", "H29.80.63")["code"]
        new = self.folder / "new"
        enrol = ("enrol", "--agency", "H29.80.63", "--out", str(new), "--endpoint", self.door)
        wrong = self.tls(*enrol, lines=f"{code[::-1]}\n", expected=NOT_PERMITTED)
        self.assertEqual(wrong["error"]["reason"], "ENROLMENT_REFUSED")
        # The key of the attempt before is used again.
        key = new.with_suffix(".key").read_bytes()
        given = self.tls(*enrol, lines=f"{code}\n")
        self.assertEqual(given["names"], ["urn:kntc:agency:H29.80.63"])
        self.assertEqual(given["sha256"], fingerprint(new.with_suffix(".pem")))
        self.assertEqual(new.with_suffix(".key").read_bytes(), key)
        self.assertEqual(new.with_suffix(".key").stat().st_mode & 0o777, 0o600)
        own = context(self.station.ca / "ca.pem", new.with_suffix(".pem"), new.with_suffix(".key"))
        self.assertTrue(self.station.serves(own))
        # An answer that was lost is asked for again, with the same key and the same code.
        new.with_suffix(".pem").unlink()
        self.assertEqual(self.tls(*enrol, lines=f"{code}\n")["sha256"], given["sha256"])
        other = [word if word != str(new) else str(self.folder / "other") for word in enrol]
        self.tls(*other, lines=f"{code}\n", expected=NOT_PERMITTED)
        early = self.tls(*self.renewal(new.with_suffix(".pem"), new.with_suffix(".key")),
                         expected=CONFLICT)
        self.assertEqual(early["error"]["reason"], "RENEWAL_TOO_EARLY")
        self.nothing_is_kept_in_clear(code)

    def renewal(self, own: Path, key: Path) -> list[str]:
        """The words that renew a certificate."""
        return ["renew", "--out", str(self.folder / "next"), "--endpoint",
                self.station.server.endpoint, "--tls-certificate", str(own), "--tls-key", str(key)]

    def test_renewal_in_the_last_days(self) -> None:
        """The next certificate is for the same agency and comes in at once."""
        old = self.station.authority.issue(ends=20)
        given = self.tls(*self.renewal(old, old))
        self.assertEqual(given["names"], ["urn:kntc:agency:H29.02"])
        self.assertAlmostEqual(int(given["expires_at_ms"]) / 1_000, time.time() + 90 * 86_400,
                               delta=60)
        own = context(self.station.ca / "ca.pem", self.folder / "next.pem",
                      self.folder / "next.key")
        self.assertTrue(self.station.serves(own))
        self.assertEqual(self.station.server.stop(), 0)
        verified = run([binary("kntc-server"), "verify", "--data", str(self.folder / "data")])
        self.assertIn("0 findings", verified)

    def test_the_door_without_certificate(self) -> None:
        """It serves what it is for, and nothing else."""
        host, _, port = self.door.rpartition(":")
        tls = context(self.station.ca / "ca.pem")
        with Client(self.contract, host, int(port), tls=tls) as client:
            health = self.contract.message("grpc.health.v1.HealthCheckRequest")()
            self.assertEqual(client.call("grpc.health.v1.Health", "Check", health).status, 1)
            for service, method in (("AccessService", "SignIn"), ("SystemService", "GetStatus"),
                                    ("CertificateService", "RenewCertificate")):
                descriptor = self.contract.method(f"kntc.v1.{service}", method)
                request = self.contract.message(descriptor.input_type.full_name)()
                with self.assertRaises(StatusError) as refused:
                    client.call(f"kntc.v1.{service}", method, request)
                self.assertEqual(refused.exception.code, UNIMPLEMENTED)
        # The other door does not let such a peer in.
        self.assertFalse(self.station.serves(tls))

    def nothing_is_kept_in_clear(self, code: str) -> None:
        """Neither store nor log holds the code or a private key of the authority."""
        self.station.server.stop()
        key = b"".join((self.station.ca / "ca.key").read_bytes().split(b"\n")[1:-2])
        for path in [*(self.folder / "data").rglob("*"), self.station.log]:
            if path.is_file():
                content = path.read_bytes()
                for word in (code.encode(), key):
                    self.assertNotIn(word, content, path)


if __name__ == "__main__":
    unittest.main()
