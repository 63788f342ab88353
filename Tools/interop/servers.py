"""The servers that the tests talk to, and stock gRPC channels to them."""

import sys
from pathlib import Path
from typing import Any

import grpc

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path[:0] = [str(ROOT / "Tools" / "stage"), str(ROOT / "Tools" / "checker")]

from contract import Contract  # noqa: E402
from programs import Program, binary  # noqa: E402

TESTING = Contract.compile(Path(__file__).resolve().parent / "protos")


class InteropServer(Program):
    """gRPC's test service at both doors, on free ports of this machine."""

    def __init__(self, log: Path, *options: str) -> None:
        """Starts it and waits until it says where it listens."""
        super().__init__([binary("InteropServer"), *options], log)
        with self.starting():
            said = dict(self.line().split(" ", 1) for _ in range(2))
        self.grpc, self.ttrpc = said["grpc"], said["ttrpc"]

    @property
    def port(self) -> int:
        """The port of the gRPC door."""
        return int(self.grpc.rpartition(":")[2])


class EchoServer(Program):
    """The echo of the benchmark over TLS, for agencies of an authority."""

    def __init__(self, log: Path, authority: Path) -> None:
        """Starts it and waits until it says where it listens."""
        super().__init__([binary("kntc-echo"), "serve", "--tls", str(authority)], log)
        with self.starting():
            _, port = self.line().split()
        self.grpc = f"127.0.0.1:{port}"


class Service:
    """The methods of a service as gRPC calls: `service.UnaryCall(request, timeout=5)`."""

    def __init__(self, channel: grpc.Channel, contract: Contract, name: str) -> None:
        self._channel, self._contract, self._name = channel, contract, name

    def __getattr__(self, method: str) -> Any:
        found = self._contract.method(self._name, method)
        many, stream = found.client_streaming, found.server_streaming
        kind = f"{'stream' if many else 'unary'}_{'stream' if stream else 'unary'}"
        reply = self._contract.message(found.output_type.full_name)
        return getattr(self._channel, kind)(
            f"/{self._name}/{method}",
            request_serializer=lambda message: message.SerializeToString(),
            response_deserializer=reply.FromString)
