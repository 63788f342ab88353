"""An HTTP/2 client that does as it is told: whole frames, bare bytes, and what comes back."""

import socket
import struct
import time
from collections.abc import Iterable
from types import TracebackType
from typing import Self

import hpack
import hyperframe.frame as frames

PREFACE = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"
ECHO = "/kntc.test.Echo/Echo"
SECONDS = 10.0


def request_headers(path: str = ECHO, *more: tuple[str, str],
                    content_type: str = "application/grpc") -> list[tuple[str, str]]:
    """The headers of a call."""
    return [(":method", "POST"), (":scheme", "http"), (":path", path), (":authority", "t"),
            ("content-type", content_type), ("te", "trailers"), *more]


def message(payload: bytes) -> bytes:
    """A message as gRPC frames it."""
    return struct.pack(">BI", 0, len(payload)) + payload


def flagged(frame: frames.Frame, *flags: str) -> frames.Frame:
    """The frame with flags; CONTINUED only says that its headers go on."""
    for flag in flags:
        if flag != "CONTINUED":
            frame.flags.add(flag)
    return frame


class Answer:
    """What came on one stream."""

    def __init__(self) -> None:
        self.headers: dict[str, str] = {}
        self.body = b""
        self.ended = False
        self.reset: int | None = None

    @property
    def status(self) -> str:
        """`grpc-status`, or the HTTP status where there is none; empty before the end."""
        return self.headers.get("grpc-status", "http " + self.headers.get(":status", "none"))


class Raw:
    """One connection; says the preface unless told otherwise."""

    def __init__(self, port: int, preface: bool = True) -> None:
        self._socket = socket.create_connection(("127.0.0.1", port), timeout=SECONDS)
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._encoder, self._decoder = hpack.Encoder(), hpack.Decoder()
        self._decoder.max_header_list_size = 1 << 20
        self._buffer = b""
        self._next = 1
        self.answers: dict[int, Answer] = {}
        self.goaway: int | None = None
        self.pongs = 0
        self.pings: list[bytes] = []
        self.answers_pings = True
        self.closed = False
        if preface:
            self.write(PREFACE + frames.SettingsFrame(0).serialize())

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None,
                 trace: TracebackType | None) -> None:
        self._socket.close()

    def write(self, data: bytes) -> None:
        """Sends bare bytes; what a closed connection does not take is no error here."""
        self._socket.settimeout(SECONDS)
        try:
            self._socket.sendall(data)
        except OSError:
            self.closed = True

    def send(self, *sent: frames.Frame) -> None:
        """Sends frames."""
        self.write(b"".join(frame.serialize() for frame in sent))

    def headers(self, headers: Iterable[tuple[str, str]], *flags: str,
                stream: int | None = None) -> frames.HeadersFrame:
        """The frame of headers on the next stream, or on a given one."""
        number = self._next if stream is None else stream
        self._next = max(self._next, number + 2)
        self.answers.setdefault(number, Answer())
        frame = frames.HeadersFrame(number, self._encoder.encode(list(headers)))
        flagged(frame, *flags)
        return frame if "CONTINUED" in flags else flagged(frame, "END_HEADERS")

    @staticmethod
    def data(stream: int, data: bytes, *flags: str) -> frames.DataFrame:
        """A frame of data."""
        return flagged(frames.DataFrame(stream, data), *flags)

    def call(self, payload: bytes = b"hello", *more: tuple[str, str], path: str = ECHO) -> int:
        """Sends a whole call; its stream."""
        opening = self.headers(request_headers(path, *more))
        self.send(opening, self.data(opening.stream_id, message(payload), "END_STREAM"))
        return opening.stream_id

    def answer(self, stream: int, seconds: float = SECONDS) -> Answer:
        """The answer on a stream once it is whole, reset, or the connection gone."""
        found = self.answers[stream]
        self.until(lambda: found.ended or found.reset is not None, seconds)
        return found

    def until_closed(self, seconds: float = SECONDS) -> bool:
        """Whether the server closes the connection in time."""
        self.until(lambda: False, seconds)
        return self.closed

    def until(self, condition: object, seconds: float = SECONDS) -> None:
        """Takes what comes until something holds, the connection ends or time is up."""
        end = time.monotonic() + seconds
        while not condition() and not self.closed:  # type: ignore[operator]
            left = end - time.monotonic()
            if left <= 0:
                return
            self._socket.settimeout(left)
            try:
                data = self._socket.recv(1 << 16)
            except TimeoutError:
                return
            except OSError:
                data = b""
            if not data:
                self.closed = True
            self._buffer += data
            self._take()

    def _take(self) -> None:
        while len(self._buffer) >= 9:
            frame, length = frames.Frame.parse_frame_header(memoryview(self._buffer[:9]))
            if len(self._buffer) < 9 + length:
                return
            frame.parse_body(memoryview(self._buffer[9:9 + length]))
            self._buffer = self._buffer[9 + length:]
            self._received(frame)

    def _received(self, frame: frames.Frame) -> None:
        answer = self.answers.get(frame.stream_id, Answer())
        if isinstance(frame, frames.HeadersFrame):
            answer.headers.update(self._decoder.decode(frame.data))
        elif isinstance(frame, frames.DataFrame):
            answer.body += frame.data
        elif isinstance(frame, frames.RstStreamFrame):
            answer.reset = frame.error_code
        elif isinstance(frame, frames.GoAwayFrame):
            self.goaway = frame.error_code
        elif isinstance(frame, frames.PingFrame) and "ACK" in frame.flags:
            self.pongs += 1
        elif isinstance(frame, frames.PingFrame):
            self.pings.append(frame.opaque_data)
            if self.answers_pings:
                self.send(flagged(frames.PingFrame(0, frame.opaque_data), "ACK"))
        elif isinstance(frame, frames.SettingsFrame) and "ACK" not in frame.flags:
            self.send(flagged(frames.SettingsFrame(0), "ACK"))
        if "END_STREAM" in frame.flags:
            answer.ended = True
