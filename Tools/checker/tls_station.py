"""A server over TLS for the checks, with an authority of its own."""

import re
import ssl
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))
sys.path.insert(0, str(HERE.parent / "stage"))

from certificates import Authority, context  # noqa: E402
from contract import Contract  # noqa: E402
from programs import Server, binary, run  # noqa: E402
from ttrpc import Client, ProtocolError, StatusError  # noqa: E402


class Station:
    """A server over TLS, with an authority and its files."""

    def __init__(self, folder: Path, contract: Contract, *options: str) -> None:
        self.folder = folder
        self.contract = contract
        self.ca = folder / "ca"
        run([binary("kntc-admin"), "tls", "init", str(self.ca)])
        run([binary("kntc-admin"), "tls", "issue", str(self.ca), "--server", "127.0.0.1"])
        run([binary("kntc-admin"), "tls", "issue", str(self.ca), "--agency", "H29.02"])
        self.authority = Authority.read(self.ca)
        self.deny = folder / "deny"
        self.deny.write_text("", encoding="utf-8")
        self.log = folder / "log"
        self.server = Server(folder / "data", self.log, *self.options(), *options)

    def options(self) -> list[str]:
        """The flags of the server."""
        return ["--tls-certificate", str(self.ca / "127.0.0.1.pem"),
                "--tls-key", str(self.ca / "127.0.0.1.key"),
                "--tls-trust", str(self.ca / "ca.pem"), "--tls-deny", str(self.deny)]

    @property
    def address(self) -> tuple[str, int]:
        """Where it listens."""
        host, _, port = self.server.endpoint.rpartition(":")
        return host, int(port)

    def honest(self) -> ssl.SSLContext:
        """An agency's client."""
        return context(self.ca / "ca.pem", self.ca / "H29.02.pem", self.ca / "H29.02.key")

    def client(self, tls: ssl.SSLContext) -> Client:
        """A connection of a client."""
        return Client(self.contract, *self.address, tls=tls)

    def serves(self, tls: ssl.SSLContext) -> bool:
        """Whether a call of a client is answered."""
        try:
            with self.client(tls) as client:
                return self.answers(client)
        except (OSError, ProtocolError):
            return False

    def answers(self, client: Client) -> bool:
        """Whether a call on a connection is answered."""
        request = self.contract.message("kntc.v1.ListPetitionsRequest")()
        try:
            client.call("kntc.v1.PetitionService", "ListPetitions", request)
        except StatusError as error:
            return error.reason == "SIGN_IN_NEEDED"
        return False

    def refusals(self) -> list[str]:
        """The reasons of all refused handshakes so far."""
        lines = self.log.read_text(encoding="utf-8").split("\n")
        return [match[1] for line in lines if "handshake refused" in line
                if (match := re.search(r"reason=(\S+)", line))]
