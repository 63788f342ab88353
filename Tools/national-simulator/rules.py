"""What a message must be: the JSON Schema beside this file and a few rules it cannot say.

Violations name the place and the rule, never the value: messages hold personal data.
"""

import json
import unicodedata
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

from jsonschema import Draft202012Validator, FormatChecker
from jsonschema.exceptions import ValidationError

SCHEMA = Path(__file__).resolve().parent / "kntc-export-1.0.0.schema.json"
VIOLATIONS_MAX = 50
NUMBER_LENGTH_MAX = 24


class Violation(NamedTuple):
    """A rule broken at a place (a JSON pointer)."""

    path: str
    rule: str


class MalformedMessage(Exception):
    """The body is not one JSON object; the text names the rule."""


def parse(body: bytes) -> dict[str, Any]:
    """The message in the body. Numbers stay exact; a name may stand once in an object."""
    try:
        value = json.loads(body.decode("utf-8"), parse_float=_exact,
                           parse_constant=_refuse_constant, object_pairs_hook=_unique)
    except UnicodeDecodeError:
        raise MalformedMessage("utf-8") from None
    except (ValueError, RecursionError):
        raise MalformedMessage("json") from None
    if not isinstance(value, dict):
        raise MalformedMessage("type: object")
    return value


def _exact(text: str) -> Decimal:
    number = Decimal(text)
    if len(text) > NUMBER_LENGTH_MAX or abs(number.adjusted()) > NUMBER_LENGTH_MAX:
        raise MalformedMessage("json: a number out of all range")
    return number


def _refuse_constant(_: str) -> None:
    raise MalformedMessage("json: NaN and Infinity are no numbers")


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    if len({name for name, _ in pairs}) != len(pairs):
        raise MalformedMessage("json: a name stands twice in an object")
    return dict(pairs)


class Rules:
    """Checks messages against the schema and the rules beside it."""

    def __init__(self) -> None:
        schema = json.loads(SCHEMA.read_text(encoding="utf-8"), parse_float=Decimal)
        self._validator = Draft202012Validator(schema, format_checker=_formats())

    def violations(self, message: dict[str, Any]) -> list[Violation]:
        """What is wrong with the message, at most VIOLATIONS_MAX; empty when nothing is."""
        found = {_violation(error) for error in self._validator.iter_errors(message)}
        if not found:
            found.update(_not_normalised(message, ""))
        if not found and message["sentAt"] < message["occurredAt"]:
            found.add(Violation("/sentAt", "not before occurredAt"))
        return sorted(found)[:VIOLATIONS_MAX]


def _formats() -> FormatChecker:
    """Checks `date` and `date-time` by the calendar."""
    checker = FormatChecker(formats=())
    checker.checks("date", raises=ValueError)(
        lambda value: not isinstance(value, str) or bool(date.fromisoformat(value)))
    checker.checks("date-time", raises=ValueError)(
        lambda value: not isinstance(value, str) or bool(datetime.fromisoformat(value)))
    return checker


def _violation(error: ValidationError) -> Violation:
    """The schema's complaint without the value."""
    path = "".join(f"/{step}" for step in error.absolute_path)
    if error.validator is None:
        return Violation(path, "not allowed here")
    if error.validator == "required":
        missing = next(name for name in error.validator_value if name not in error.instance
                       and f"{name!r}" in error.message)
        return Violation(path, f"required: {missing}")
    if error.validator == "additionalProperties":
        unknown = sorted(set(error.instance) - set(error.schema.get("properties", {})))
        return Violation(path, f"additionalProperties: {', '.join(unknown)}")
    if error.validator in ("enum", "const", "type", "minimum", "minItems", "maxItems", "format"):
        return Violation(path, f"{error.validator}: {_plain(error.validator_value)}")
    return Violation(path, str(error.validator))


def _plain(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, default=str)


def _not_normalised(value: Any, path: str) -> Iterator[Violation]:
    """Text that is not in NFC or holds half a surrogate pair."""
    if isinstance(value, str):
        half = any("\ud800" <= character <= "\udfff" for character in value)
        if half or not unicodedata.is_normalized("NFC", value):
            yield Violation(path, "text in NFC")
    elif isinstance(value, dict):
        for name, member in value.items():
            yield from _not_normalised(member, f"{path}/{name}")
    elif isinstance(value, list):
        for place, member in enumerate(value):
            yield from _not_normalised(member, f"{path}/{place}")
