"""The catalogue of failures, read from the enum of their reasons.

    failures = catalogue(descriptor_set(protos, "--include_source_info"))
    as_json(failures, worked), as_markdown(failures, worked)
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from compatibility import descriptor_value, opened, options
from contract import CODES

ENUM, PREFIX = "ErrorReason", "ERROR_REASON_"
# Numbers of descriptor.proto, by which a comment says what it stands at.
ENUMS_OF_FILE, VALUES_OF_ENUM = 5, 2
RETRIES = {
    "CHANGE": "Send another request: the same one fails again.",
    "DELAY": "Wait for `RetryInfo.retry_delay`, then send the same request again.",
    "SAME_REQUEST_ID": "Send the same request again with the same `request_id`: it happens once.",
    "READ": "Read what changed, decide anew, send another request.",
    "SIGN_IN": "Sign in or prove who calls, then send it again.",
    "OPERATOR": "Somebody else acts first: an administrator, or whoever runs the server.",
}


class Failure(NamedTuple):
    """A reason of google.rpc.ErrorInfo in the domain "kntc"."""

    reason: str
    number: int
    code: str
    retry: str
    meaning: str
    remedy: str
    remedy_vi: str


def catalogue(descriptor_set: bytes) -> list[Failure]:
    """All failures in the order of their numbers, from a set with its comments."""
    for file in opened(descriptor_set).file:
        for place, enum in enumerate(file.enum_type):
            if enum.name == ENUM:
                return sorted(read(file, place), key=lambda failure: failure.number)
    raise ValueError(f"the contract has no enum {ENUM}")


def read(file: Any, place: int) -> Iterator[Failure]:
    """The failures of the enum at a place of its file."""
    comments = {tuple(location.path): location.leading_comments
                for location in file.source_code_info.location}
    for index, value in enumerate(file.enum_type[place].value):
        if value.number == 0:
            continue
        stated = options(value)
        comment = comments.get((ENUMS_OF_FILE, place, VALUES_OF_ENUM, index), "")
        yield Failure(
            value.name.removeprefix(PREFIX), value.number, CODES[stated["code"]],
            descriptor_value(value.options, "retry").removeprefix("RETRY_"),
            " ".join(comment.split()), stated["remedy"], stated["remedy_vi"])


def as_json(failures: Sequence[Failure], worked: Sequence[Mapping[str, Any]]) -> str:
    """The catalogue for programs."""
    found = [failure._asdict() | {"worked": [one for one in worked
                                             if one["reason"] == failure.reason]}
             for failure in failures]
    return json.dumps({"domain": "kntc", "failures": found}, ensure_ascii=False, indent=2) + "\n"


def as_markdown(failures: Sequence[Failure], worked: Sequence[Mapping[str, Any]]) -> str:
    """The catalogue for people."""
    lines = [
        "# Failures", "",
        "Every failure is a `google.rpc.Status` with one `google.rpc.ErrorInfo` whose domain is",
        "`kntc`. Act on its `reason`; `message` and the metadata are for people and for logs.",
        "`google.rpc.BadRequest` names the fields, `google.rpc.RequestInfo` holds the support id to",
        "give to those who run the server.", "",
        "| retry | what to do |", "|---|---|"]
    lines += [f"| {name} | {text} |" for name, text in RETRIES.items()]
    lines += ["", "| reason | code | retry |", "|---|---|---|"]
    lines += [f"| [{failure.reason}](#{failure.reason.lower()}) | {failure.code} | {failure.retry} |"
              for failure in failures]
    for failure in failures:
        lines += ["", f"## {failure.reason}", "",
                  f"{failure.meaning} {failure.code}, retry {failure.retry}.", "",
                  f"- {failure.remedy}", f"- {failure.remedy_vi}"]
        for one in worked:
            if one["reason"] == failure.reason:
                lines += worked_lines(one)
    return "\n".join(lines) + "\n"


def worked_lines(one: Mapping[str, Any]) -> list[str]:
    """A worked error: the request and the status that it got."""
    sent = {"metadata": one["metadata"], "request": one["request"]}
    if "timeout_nano" in one:
        sent["timeout_nano"] = one["timeout_nano"]
    return ["", f"{one['situation']} `{one['method']}` with", "", *fenced(sent), "", "gets", "",
            *fenced(one["status"])]


def fenced(value: Any) -> list[str]:
    """A value as a block of JSON."""
    return ["```json", json.dumps(value, ensure_ascii=False, indent=2), "```"]
