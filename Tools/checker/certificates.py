"""An authority of the checks' own: makes the certificates that no sound authority gives."""

import datetime
import ssl
from collections.abc import Sequence
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID as Use
from cryptography.x509.oid import NameOID

DAY = datetime.timedelta(days=1)


def name(text: str) -> x509.Name:
    """A distinguished name of one part."""
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])


class Authority:
    """Signs what it is asked to, into a folder."""

    def __init__(self, folder: Path, certificate: x509.Certificate,
                 key: ec.EllipticCurvePrivateKey) -> None:
        self._folder = folder
        self._certificate = certificate
        self._key = key
        self._count = 0

    @classmethod
    def read(cls, folder: Path) -> "Authority":
        """The authority that `kntc-admin tls init` made."""
        key = serialization.load_pem_private_key((folder / "ca.key").read_bytes(), None)
        assert isinstance(key, ec.EllipticCurvePrivateKey)
        certificate = x509.load_pem_x509_certificate((folder / "ca.pem").read_bytes())
        return cls(folder, certificate, key)

    @classmethod
    def make(cls, folder: Path) -> "Authority":
        """Another one by the same name."""
        key = ec.generate_private_key(ec.SECP256R1())
        now = datetime.datetime.utcnow()
        certificate = (x509.CertificateBuilder().subject_name(name("kntc"))
                       .issuer_name(name("kntc")).public_key(key.public_key())
                       .serial_number(x509.random_serial_number())
                       .not_valid_before(now - DAY).not_valid_after(now + 365 * DAY)
                       .add_extension(x509.BasicConstraints(True, 0), True)
                       .add_extension(x509.KeyUsage(False, False, False, False, False, True, True,
                                                    False, False), True)
                       .sign(key, hashes.SHA256()))
        return cls(folder, certificate, key)

    def issue(self, uris: Sequence[str] = ("urn:kntc:agency:H29.02",),
              uses: Sequence[x509.ObjectIdentifier] = (Use.CLIENT_AUTH,),
              begins: float = -1, ends: float = 30, signs_itself: bool = False) -> Path:
        """A certificate with its key in one file; days from now."""
        self._count += 1
        key = ec.generate_private_key(ec.SECP256R1())
        now = datetime.datetime.utcnow()
        subject = name(f"check {self._count}")
        builder = (x509.CertificateBuilder().subject_name(subject)
                   .issuer_name(subject if signs_itself else self._certificate.subject)
                   .public_key(key.public_key()).serial_number(x509.random_serial_number())
                   .not_valid_before(now + begins * DAY).not_valid_after(now + ends * DAY)
                   .add_extension(x509.BasicConstraints(False, None), True))
        if uses:
            builder = builder.add_extension(x509.ExtendedKeyUsage(list(uses)), False)
        if uris:
            names = [x509.UniformResourceIdentifier(uri) for uri in uris]
            builder = builder.add_extension(x509.SubjectAlternativeName(names), False)
        certificate = builder.sign(key if signs_itself else self._key, hashes.SHA256())
        file = self._folder / f"check-{id(self)}-{self._count}.pem"
        file.touch(0o600)
        file.write_bytes(certificate.public_bytes(serialization.Encoding.PEM)
                         + key.private_bytes(serialization.Encoding.PEM,
                                             serialization.PrivateFormat.PKCS8,
                                             serialization.NoEncryption()))
        return file


def fingerprint(file: Path) -> str:
    """SHA-256 of a file's first certificate, in hexadecimal digits."""
    certificate = x509.load_pem_x509_certificate(file.read_bytes())
    return certificate.fingerprint(hashes.SHA256()).hex()


def serial(file: Path) -> str:
    """Serial number of a file's first certificate, in hexadecimal digits."""
    return f"{x509.load_pem_x509_certificate(file.read_bytes()).serial_number:X}"


def context(trust: Path, own: Path | None = None, key: Path | None = None) -> ssl.SSLContext:
    """A client of TLS that trusts one authority and shows a certificate, if it has one."""
    tls = ssl.create_default_context(cafile=str(trust))
    if own is not None:
        tls.load_cert_chain(own, key)
    return tls
