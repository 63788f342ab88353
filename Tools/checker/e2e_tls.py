"""TLS at a real server, by clients that are not ours: who comes in, who does not, and who is put out."""

import contextlib
import socket
import ssl
import struct
import sys
import tempfile
import time
import unittest
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import ClassVar

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

from certificates import Authority, Use, context  # noqa: E402
from contract import Contract  # noqa: E402
from tls_station import Station  # noqa: E402

PATIENCE = 10.0
HANDSHAKE_SECONDS = 5.0


def request() -> bytes:
    """A whole frame: a call of a method that there is not."""
    body = b"\x0a\x03t.T\x12\x01M"
    return struct.pack(">IIBB", len(body), 1, 1, 0) + body


def received(address: tuple[str, int], tls: ssl.SSLContext,
             session: ssl.SSLSession | None = None) -> int:
    """Bytes of application data that come after a handshake and a request; 0 when none does."""
    with socket.create_connection(address, PATIENCE) as plain:
        try:
            with tls.wrap_socket(plain, server_hostname=address[0], session=session) as secure:
                secure.sendall(request())
                return len(secure.recv(65_536))
        except (ssl.SSLError, ConnectionError):
            return 0


def hello() -> bytes:
    """What a client says first."""
    incoming, outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    with contextlib.suppress(ssl.SSLWantReadError):
        tls.wrap_bio(incoming, outgoing, server_hostname="kntc.vn").do_handshake()
    return outgoing.read()


def raw(address: tuple[str, int], *parts: bytes, ends: bool = True) -> bytes:
    """What a peer gets that sends bytes and, mostly, says that it has sent all."""
    with socket.create_connection(address, PATIENCE) as plain:
        answer = b""
        with contextlib.suppress(ConnectionError):
            for part in parts:
                plain.sendall(part)
            if ends:
                plain.shutdown(socket.SHUT_WR)
            while part := plain.recv(65_536):
                answer += part
        return answer


def records(answer: bytes) -> list[int]:
    """The kinds of the TLS records in an answer: 21 alert, 22 handshake, 23 encrypted."""
    kinds = []
    while len(answer) >= 5:
        kinds.append(answer[0])
        answer = answer[5 + int.from_bytes(answer[3:5], "big"):]
    return kinds


class TlsTests(unittest.TestCase):
    """One server for all: that it goes on serving is part of each check."""

    contract: ClassVar[Contract]
    folder: ClassVar[tempfile.TemporaryDirectory[str]]
    station: ClassVar[Station]

    @classmethod
    def setUpClass(cls) -> None:
        cls.contract = Contract.compile(HERE.parent.parent / "Protos")
        cls.folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(cls.folder.cleanup)
        cls.station = Station(Path(cls.folder.name), cls.contract)
        cls.addClassCleanup(cls.station.server.stop)

    def setUp(self) -> None:
        self.assertTrue(self.station.serves(self.station.honest()))

    @contextlib.contextmanager
    def refused(self, *reasons: str) -> Iterator[None]:
        """Whatever is done meanwhile is refused, a line for each; honest clients are served."""
        before = self.station.refusals()
        yield
        self.assertTrue(self.station.serves(self.station.honest()))
        self.assertEqual(self.station.refusals()[len(before):], list(reasons))

    def test_bad_certificates(self) -> None:
        """No application data to anybody whose certificate is not what it must be."""
        make, other = self.station.authority, Authority.make(self.station.folder)
        agency = "urn:kntc:agency:H29.02"
        rows: list[tuple[str, Callable[[], Path | None], str]] = [
            ("none", lambda: None, "noCertificate"),
            ("self-signed", lambda: make.issue(signs_itself=True), "untrusted"),
            ("another authority's", other.issue, "untrusted"),
            ("expired", lambda: make.issue(begins=-31, ends=-0.001), "expired"),
            ("not yet valid", lambda: make.issue(begins=1), "notYetValid"),
            ("of a year", lambda: make.issue(ends=365), "livesTooLong"),
            ("for servers", lambda: make.issue(uses=[Use.SERVER_AUTH]), "notForClients"),
            ("for nothing", lambda: make.issue(uses=[]), "notForClients"),
            ("no name", lambda: make.issue(uris=[]), "namesNoAgency"),
            ("two agencies", lambda: make.issue(uris=[agency, "urn:kntc:agency:H29.03"]),
             "namesNoAgency"),
            ("twice the same", lambda: make.issue(uris=[agency, agency]), "namesNoAgency"),
            ("foreign scheme", lambda: make.issue(uris=["https://h29.vn"]), "namesNoAgency"),
            ("no code", lambda: make.issue(uris=["urn:kntc:agency:29"]), "namesNoAgency"),
        ]
        for title, issue, reason in rows:
            with self.subTest(title), self.refused(reason):
                tls = context(self.station.ca / "ca.pem", issue())
                self.assertEqual(received(self.station.address, tls), 0)

    def test_tls_1_2(self) -> None:
        """Nobody comes in by an older protocol."""
        tls = self.station.honest()
        tls.maximum_version = ssl.TLSVersion.TLSv1_2
        with self.refused("oldProtocol"):
            self.assertEqual(received(self.station.address, tls), 0)

    def test_no_tls(self) -> None:
        """What is no handshake, or only a part of one, gets no more than an alert."""
        first = hello()
        rows = [("ttrpc", [request()], "noTLS"), ("HTTP", [b"GET / HTTP/1.1\r\n\r\n"], "noTLS"),
                ("nothing", [], "cut"), ("a part", [first[:100]], "cut"),
                ("a byte", [first[:1]], "cut"), ("no more than a hello", [first], "cut")]
        for title, parts, reason in rows:
            with self.subTest(title), self.refused(reason):
                answer = raw(self.station.address, *parts)
                if parts != [first]:
                    self.assertLessEqual(set(records(answer)), {21})

    def test_flood_of_hellos(self) -> None:
        """Who says hello and no more is closed in time, also two hundred of them."""
        first, count = hello(), 200
        with contextlib.ExitStack() as stack:
            stack.enter_context(self.refused(*["tooSlow"] * count))
            peers = [stack.enter_context(socket.create_connection(self.station.address, PATIENCE))
                     for _ in range(count)]
            for peer in peers:
                peer.sendall(first)
            begin = time.monotonic()
            self.assertTrue(self.station.serves(self.station.honest()))
            for peer in peers:
                with contextlib.suppress(ConnectionError):
                    while peer.recv(65_536):
                        pass
            self.assertLess(time.monotonic() - begin, HANDSHAKE_SECONDS + 3)

    def test_hello_after_hello(self) -> None:
        """A peer that says hello again and again is closed at the second."""
        first = hello()
        before = len(self.station.refusals())
        raw(self.station.address, *[first] * 50, ends=False)
        self.assertTrue(self.station.serves(self.station.honest()))
        self.assertEqual(len(self.station.refusals()), before + 1)


if __name__ == "__main__":
    unittest.main()
