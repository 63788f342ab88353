"""What the national database has accepted: an append-only log and what follows from it."""

import json
import os
import threading
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple, TextIO


class Answer(NamedTuple):
    """An answer over HTTP: its status code and its body."""

    code: int
    body: dict[str, Any]


class Ledger:
    """Accepts each message once and in the order of its subject. Safe from many threads."""

    def __init__(self, log: Path | None) -> None:
        """Reads the log, if there is one, and goes on after its last whole line."""
        self._lock = threading.Lock()
        self._entries: list[dict[str, Any]] = []
        self._by_message: dict[str, dict[str, Any]] = {}
        self._by_subject: dict[str, dict[str, Any]] = {}
        self._file: TextIO | None = None
        if log is not None:
            self._file = log.open("a+", encoding="utf-8")
            self._recover(self._file)

    def _recover(self, file: TextIO) -> None:
        file.seek(0)
        whole = 0
        for line in iter(file.readline, ""):
            if not line.endswith("\n"):
                break
            self._remember(json.loads(line, parse_float=Decimal))
            whole += len(line.encode("utf-8"))
        file.truncate(whole)

    def accept(self, message: dict[str, Any]) -> Answer:
        """Records a valid message, or says why not. Accepted means: on the disk."""
        with self._lock:
            known = self._by_message.get(message["messageId"])
            if known is not None:
                return _repeated(known, message)
            last = self._by_subject.get(message["subjectId"])
            expected = 1 if last is None else last["sequence"] + 1
            if message["sequence"] != expected:
                return Answer(409, {"status": "out_of_sequence", "expected": expected,
                                    "found": message["sequence"]})
            national_id = _national_id(len(self._by_subject)) if last is None else last["nationalId"]
            if message.get("nationalId", national_id) != national_id:
                return refused([{"path": "/nationalId", "rule": "the id given to this subject"}])
            entry = {"messageId": message["messageId"], "nationalId": national_id,
                     "eventType": message["eventType"], "subjectId": message["subjectId"],
                     "sequence": message["sequence"], "message": message}
            self._append(entry)
            self._remember(entry)
            return Answer(200, {"status": "accepted", "messageId": entry["messageId"],
                                "nationalId": national_id})

    def entries(self) -> list[dict[str, Any]]:
        """What was accepted, oldest first."""
        with self._lock:
            return list(self._entries)

    def close(self) -> None:
        """Closes the log."""
        with self._lock:
            if self._file is not None:
                self._file.close()

    def _append(self, entry: dict[str, Any]) -> None:
        if self._file is not None:
            self._file.write(encode(entry) + "\n")
            self._file.flush()
            os.fsync(self._file.fileno())

    def _remember(self, entry: dict[str, Any]) -> None:
        self._entries.append(entry)
        self._by_message[entry["messageId"]] = entry
        self._by_subject[entry["subjectId"]] = entry


def refused(errors: list[dict[str, str]]) -> Answer:
    """The answer to a message that breaks rules."""
    return Answer(422, {"status": "refused", "errors": errors})


def encode(value: Any) -> str:
    """The value as one line of JSON, decimals as numbers."""
    return json.dumps(value, ensure_ascii=False, default=float)


def _national_id(subjects: int) -> str:
    """The id of the next subject."""
    return f"QG-{subjects + 1:08}"


def _repeated(known: dict[str, Any], message: dict[str, Any]) -> Answer:
    """A repeat may differ only in what changes with each sending."""
    if _content(known["message"]) != _content(message):
        return refused([{"path": "/messageId", "rule": "a new id for a new content"}])
    return Answer(200, {"status": "duplicate", "messageId": known["messageId"],
                        "nationalId": known["nationalId"]})


def _content(message: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in message.items()
            if name not in ("sentAt", "signature", "nationalId")}
