"""A ttrpc client of our own, strict about what it gets: a check on the server's wire.

    with Client(contract, "127.0.0.1", 7420) as client:
        reply = client.call("kntc.v1.DirectoryService", "GetAgency", request)
        for event in client.stream("kntc.v1.FeedService", "WatchJournal", request): ...

One call at a time. A frame is data length u32, stream id u32, type u8, flags u8, data.
"""

import socket
import ssl
import struct
from collections.abc import Iterator, Mapping
from types import TracebackType
from typing import NamedTuple

from google.protobuf.message import Message

from contract import Contract

HEADER = struct.Struct(">IIBB")
DATA_BYTES_MAX = 4 * 1024 * 1024
REQUEST, RESPONSE, DATA = 1, 2, 3
REMOTE_CLOSED, NO_DATA = 0x01, 0x04
# How much later than the call's own deadline the client gives up.
GRACE_SECONDS = 5.0


class Frame(NamedTuple):
    """One frame."""

    stream: int
    type: int
    flags: int
    data: bytes


class ProtocolError(Exception):
    """The server broke the protocol or went away."""


class StatusError(Exception):
    """A call that ended with a status other than OK, its details opened."""

    def __init__(self, code: int, message: str, details: list[Message]) -> None:
        super().__init__(f"{code}: {message}")
        self.code = code
        self.message = message
        self.details = details

    @property
    def reason(self) -> str:
        """`reason` of the one google.rpc.ErrorInfo; empty when there is not exactly one."""
        found = [d.reason for d in self.details if d.DESCRIPTOR.full_name == "google.rpc.ErrorInfo"]
        return found[0] if len(found) == 1 else ""


class Client:
    """A connection. It says no HELLO, so it is a plain peer."""

    def __init__(self, contract: Contract, host: str, port: int,
                 tls: ssl.SSLContext | None = None) -> None:
        """Connects, over TLS when a context is given."""
        plain = socket.create_connection((host, port), timeout=GRACE_SECONDS)
        # A request does not wait for the receipt of the handshake's end.
        plain.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._begin(contract, plain if tls is None else tls.wrap_socket(plain, server_hostname=host))

    @classmethod
    def over(cls, contract: Contract, connection: socket.socket) -> "Client":
        """A client on a connection that stands."""
        client = cls.__new__(cls)
        client._begin(contract, connection)
        return client

    def _begin(self, contract: Contract, connection: socket.socket) -> None:
        self._contract = contract
        self._request = contract.message("ttrpc.Request")
        self._response = contract.message("ttrpc.Response")
        self._next_stream = 1
        self._socket = connection

    def __enter__(self) -> "Client":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None,
                 trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Closes the connection."""
        self._socket.close()

    def call(self, service: str, method: str, request: Message, seconds: float = 30.0,
             metadata: Mapping[str, str] | None = None) -> Message:
        """The reply of a unary method."""
        stream = self.send(service, method, request, 0, seconds, metadata)
        frame = self._receive(stream)
        if frame.type != RESPONSE:
            raise ProtocolError(f"expected a response, found a frame of type {frame.type}")
        response = self._response.FromString(frame.data)
        self._raise_unless_ok(response)
        return self._reply_class(service, method).FromString(response.payload)

    def stream(self, service: str, method: str, request: Message, seconds: float = 30.0,
               metadata: Mapping[str, str] | None = None) -> Iterator[Message]:
        """The messages of a server-streaming method; all are to be taken before the next call."""
        stream = self.send(service, method, request, REMOTE_CLOSED, seconds, metadata)
        reply = self._reply_class(service, method)
        while (frame := self._receive(stream)).type == DATA:
            if frame.flags == REMOTE_CLOSED | NO_DATA:
                return
            if frame.flags != 0:
                raise ProtocolError(f"expected flags 0 on data, found {frame.flags:#x}")
            yield reply.FromString(frame.data)
        self._raise_unless_ok(self._response.FromString(frame.data))
        raise ProtocolError("expected a stream to end with data, found an OK response")

    def send(self, service: str, method: str, request: Message, flags: int = 0,
             seconds: float = 30.0, metadata: Mapping[str, str] | None = None) -> int:
        """Sends a request and takes no answer; its stream."""
        body = self._request(service=service, method=method, payload=request.SerializeToString(),
                             timeout_nano=int(seconds * 1_000_000_000))
        for key, value in (metadata or {}).items():
            body.metadata.add(key=key, value=value)
        stream = self._next_stream
        self._next_stream += 2
        data = body.SerializeToString()
        self._socket.settimeout(max(seconds, 0) + GRACE_SECONDS)
        self._socket.sendall(HEADER.pack(len(data), stream, REQUEST, flags) + data)
        return stream

    def _receive(self, stream: int) -> Frame:
        length, found, kind, flags = HEADER.unpack(self._read(HEADER.size))
        if length > DATA_BYTES_MAX:
            raise ProtocolError(f"expected at most {DATA_BYTES_MAX} bytes, found {length}")
        frame = Frame(found, kind, flags, self._read(length))
        if frame.stream != stream or frame.type not in (RESPONSE, DATA):
            raise ProtocolError(f"expected an answer on stream {stream}, "
                                f"found type {frame.type} on stream {frame.stream}")
        return frame

    def _read(self, count: int) -> bytes:
        data = bytearray()
        while len(data) < count:
            part = self._socket.recv(count - len(data))
            if not part:
                raise ProtocolError(f"the server closed after {len(data)} of {count} bytes")
            data += part
        return bytes(data)

    def _raise_unless_ok(self, response: Message) -> None:
        status = response.status
        if status.code != 0:
            details = [self._contract.open_any(detail) for detail in status.details]
            raise StatusError(status.code, status.message, details)

    def _reply_class(self, service: str, method: str) -> type[Message]:
        return self._contract.message(
            self._contract.method(service, method).output_type.full_name)
