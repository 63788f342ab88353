#!/usr/bin/env python3
"""Plays the national database: takes kntc-export messages over HTTP and answers as it would.

    simulator.py --port 0 --log accepted.jsonl

prints the port it listens on, on 127.0.0.1, and runs until SIGTERM or SIGINT.
"""

import argparse
import signal
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from ledger import Answer, Ledger, encode, refused
from rules import MalformedMessage, Rules, parse

BODY_BYTES_MAX = 8 * 1024 * 1024
# A peer that sends nothing for so long is let go.
SILENCE_SECONDS_MAX = 60


class Faults:
    """Faults to play: so many first messages unanswered, one type of event refused."""

    def __init__(self, fail_first: int, refuse_type: str | None) -> None:
        self._lock = threading.Lock()
        self._left = fail_first
        self._refuse_type = refuse_type

    def answer(self) -> Answer | None:
        """The answer of a database that is down, while it is down."""
        with self._lock:
            if self._left == 0:
                return None
            self._left -= 1
        return Answer(503, {"status": "unavailable"})

    def refuses(self, message: dict[str, Any]) -> bool:
        """Whether messages of this type are refused."""
        return self._refuse_type is not None and message.get("eventType") == self._refuse_type


class Simulator(ThreadingHTTPServer):
    """The server with its rules, its ledger and its faults."""

    daemon_threads = True

    def __init__(self, port: int, ledger: Ledger, faults: Faults) -> None:
        self.rules = Rules()
        self.ledger = ledger
        self.faults = faults
        super().__init__(("127.0.0.1", port), Handler)

    def take(self, body: bytes) -> Answer:
        """The answer to a message."""
        fault = self.faults.answer()
        if fault is not None:
            return fault
        try:
            message = parse(body)
        except MalformedMessage as error:
            return refused([{"path": "", "rule": str(error)}])
        if self.faults.refuses(message):
            return refused([{"path": "/eventType", "rule": "a type that is taken today"}])
        violations = self.rules.violations(message)
        if violations:
            return refused([violation._asdict() for violation in violations])
        return self.ledger.accept(message)


class Handler(BaseHTTPRequestHandler):
    """POST /kntc-export/1 and GET /log."""

    server: Simulator
    protocol_version = "HTTP/1.1"
    timeout = SILENCE_SECONDS_MAX
    # An answer goes out whole: in two parts, the second waits 40 ms for the first's delayed receipt.
    wbufsize = -1

    def do_POST(self) -> None:
        """Takes one message."""
        length = self.headers.get("Content-Length", "")
        if not length.isascii() or not length.isdigit():
            self._close(Answer(411, {"status": "length_required"}))
        elif int(length) > BODY_BYTES_MAX:
            self._close(Answer(413, {"status": "too_large", "bytesMax": BODY_BYTES_MAX}))
        else:
            body = self.rfile.read(int(length))
            known = self.path == "/kntc-export/1"
            self._send(self.server.take(body) if known else Answer(404, {"status": "not_found"}))

    def do_GET(self) -> None:
        """Shows what was accepted."""
        if self.path == "/log":
            self._send(Answer(200, {"messages": self.server.ledger.entries()}))
        else:
            self._send(Answer(404, {"status": "not_found"}))

    def _send(self, answer: Answer) -> None:
        body = encode(answer.body).encode("utf-8", errors="backslashreplace")
        self.send_response(answer.code)
        self.send_header("Content-Type", "application/json; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _close(self, answer: Answer) -> None:
        """Answers a request whose body is not read, so the connection can not go on."""
        self.close_connection = True
        self._send(answer)

    def log_message(self, format: str, *args: Any) -> None:
        """Says nothing: the log file is the record."""


def main() -> int:
    """Runs the simulator."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--port", type=int, default=0, help="0 takes a free one")
    parser.add_argument("--log", type=Path, help="file of accepted messages, gone on with")
    parser.add_argument("--fail-first", type=int, default=0, metavar="N",
                        help="answer 503 to the first N messages")
    parser.add_argument("--refuse-type", metavar="EVENT", help="refuse messages of this type")
    arguments = parser.parse_args()
    ledger = Ledger(arguments.log)
    simulator = Simulator(arguments.port, ledger,
                          Faults(arguments.fail_first, arguments.refuse_type))
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: threading.Thread(target=simulator.shutdown).start())
    print(simulator.server_port, flush=True)
    simulator.serve_forever()
    simulator.server_close()
    ledger.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
