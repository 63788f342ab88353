"""Tests of compatibility, and the promise itself: nobody who built on a release is broken.

    /usr/bin/python3 -m unittest discover Tools/checker -p test_compatibility.py
"""

import sys
import unittest
from collections.abc import Callable
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

from changelog import releases  # noqa: E402
from compatibility import Changes, compare, opened  # noqa: E402
from contract import descriptor_set  # noqa: E402

PROTOS = HERE.parent.parent / "Protos"
RELEASED = PROTOS / "released"


def named(elements: Any, name: str) -> Any:
    """The element of that name."""
    return next(element for element in elements if element.name == name)


def without(elements: Any, name: str) -> None:
    """Takes an element away."""
    elements.remove(named(elements, name))


class Edited:
    """A copy of the contract that a test changes."""

    def __init__(self, released_set: bytes) -> None:
        self.set = opened(released_set)

    def file(self, name: str = "petition") -> Any:
        """A file of the contract."""
        return named(self.set.file, f"kntc/v1/{name}.proto")

    def message(self, name: str = "RegisterPetitionRequest") -> Any:
        """A message about petitions."""
        return named(self.file().message_type, name)

    def field(self, name: str, message: str = "RegisterPetitionRequest") -> Any:
        """A field of a message about petitions."""
        return named(self.message(message).field, name)

    def enum(self, name: str = "PetitionType") -> Any:
        """An enum about petitions."""
        return named(self.file().enum_type, name)

    def method(self, name: str, file: str = "petition") -> Any:
        """A method of the only service of a file."""
        return named(self.file(file).service[0].method, name)

    def reason(self, name: str) -> Any:
        """A reason of a failure."""
        return named(named(self.file("error").enum_type, "ErrorReason").value,
                     f"ERROR_REASON_{name}")

    def state(self, element: Any, option: str, value: Any) -> None:
        """Gives an option of the contract another value; None takes it away."""
        key = next(field for field, _ in element.options.ListFields() if field.name == option)
        if value is None:
            element.options.ClearExtension(key)
        else:
            element.options.Extensions[key] = value


def rename(element: Any, name: str) -> None:
    element.name = name


def renumber(element: Any, number: int) -> None:
    element.number = number


def put(element: Any, **values: Any) -> None:
    for name, value in values.items():
        setattr(element, name, value)


REQUEST = "kntc.v1.RegisterPetitionRequest"
Row = tuple[str, Callable[[Edited], Any], str]
BREAKS: tuple[Row, ...] = (
    ("file removed", lambda c: c.set.file.remove(c.file("tracking")),
     "file kntc/v1/tracking.proto: is gone"),
    ("file moved to another package", lambda c: put(c.file("tracking"), package="kntc.v9"),
     "file kntc/v1/tracking.proto: package was kntc.v1 and is kntc.v9"),
    ("Java package", lambda c: put(c.file().options, java_package="x"),
     "file kntc/v1/petition.proto: java_package was vn.gov.kntc.v1 and is x"),
    ("message renamed", lambda c: rename(c.message("GetPetitionRequest"), "Ask"),
     "message kntc.v1.GetPetitionRequest: is gone"),
    ("message in another file", lambda c: c.file("tracking").message_type.add().CopyFrom(
        c.message()) or without(c.file().message_type, "RegisterPetitionRequest"),
     f"message {REQUEST}: file was kntc/v1/petition.proto and is kntc/v1/tracking.proto"),
    ("field removed", lambda c: without(c.message().field, "summary"),
     f"field {REQUEST}.summary: is gone"),
    ("field renamed", lambda c: rename(c.field("summary"), "outline"),
     f"field {REQUEST}.summary: is named outline now"),
    ("field renumbered", lambda c: renumber(c.field("summary"), 99),
     f"field {REQUEST}.summary: number was 4 and is 99"),
    ("field of another type", lambda c: put(c.field("sender_count"), type=3),
     f"field {REQUEST}.sender_count: type was int32 and is int64"),
    ("field of another message", lambda c: put(c.field("stamp"), type_name=".kntc.v1.Party"),
     f"field {REQUEST}.stamp: type was kntc.v1.ReceivingStamp and is kntc.v1.Party"),
    ("field repeated", lambda c: put(c.field("summary"), label=3),
     f"field {REQUEST}.summary: label was optional and is repeated"),
    ("field out of its oneof",
     lambda c: c.field("id", "GetPetitionRequest").ClearField("oneof_index"),
     "field kntc.v1.GetPetitionRequest.id: oneof was name and is none"),
    ("field into a oneof", lambda c: (c.message().oneof_decl.add(name="one"),
                                      put(c.field("summary"), oneof_index=0)),
     f"field {REQUEST}.summary: oneof was none and is one"),
    ("JSON name", lambda c: put(c.field("summary"), json_name="text"),
     f"field {REQUEST}.summary: JSON name was summary and is text"),
    ("enum removed", lambda c: without(c.file("tracking").enum_type,
                                       c.file("tracking").enum_type[0].name),
     "enum kntc.v1."),
    ("value removed", lambda c: without(c.enum().value, "PETITION_TYPE_MIXED"),
     "value kntc.v1.PetitionType.PETITION_TYPE_MIXED: is gone"),
    ("value renamed", lambda c: rename(c.enum().value[4], "PETITION_TYPE_SEVERAL"),
     "value kntc.v1.PetitionType.PETITION_TYPE_MIXED: is named PETITION_TYPE_SEVERAL now"),
    ("value renumbered", lambda c: renumber(c.enum().value[4], 40),
     "value kntc.v1.PetitionType.PETITION_TYPE_MIXED: number was 4 and is 40"),
    ("service renamed", lambda c: rename(c.file("tracking").service[0], "BoardService"),
     "service kntc.v1.TrackingService: is gone"),
    ("method removed", lambda c: without(c.file().service[0].method, "GetPetition"),
     "method kntc.v1.PetitionService.GetPetition: is gone"),
    ("another request", lambda c: put(c.method("GetPetition"), input_type=".kntc.v1.Petition"),
     "method kntc.v1.PetitionService.GetPetition: request type was kntc.v1.GetPetitionRequest"
     " and is kntc.v1.Petition"),
    ("another reply", lambda c: put(c.method("GetPetition"), output_type=".kntc.v1.Receipt"),
     "method kntc.v1.PetitionService.GetPetition: reply type was kntc.v1.Petition"
     " and is kntc.v1.Receipt"),
    ("reply streamed", lambda c: put(c.method("GetPetition"), server_streaming=True),
     "method kntc.v1.PetitionService.GetPetition: kind was one to one and is one to stream"),
    ("request streamed", lambda c: put(c.method("GetPetition"), client_streaming=True),
     "method kntc.v1.PetitionService.GetPetition: kind was one to one and is stream to one"),
    ("effect that asks more", lambda c: c.state(c.method("GetPetition"), "effect", 2),
     "method kntc.v1.PetitionService.GetPetition: effect was EFFECT_READ and is EFFECT_WRITE"),
    ("another permission", lambda c: c.state(c.method("GetPetition"), "permission", "law.read"),
     "method kntc.v1.PetitionService.GetPetition: permission was petition.read and is law.read"),
    ("no promise to repeat", lambda c: c.state(c.method("GetPetition"), "retry_safe", None),
     "method kntc.v1.PetitionService.GetPetition: safe to repeat was yes and is no"),
    ("reason of another code", lambda c: c.state(c.reason("ETAG_MISMATCH"), "code", 9),
     "reason ETAG_MISMATCH: code was 10 and is 9"),
    ("reason removed", lambda c: without(named(c.file("error").enum_type, "ErrorReason").value,
                                         "ERROR_REASON_QUOTA"),
     "reason QUOTA: is gone"),
)


def add_method(contract: Edited) -> None:
    method = contract.file().service[0].method.add()
    method.CopyFrom(contract.method("GetPetition"))
    method.name = "LookAtPetition"


ADDITIONS: tuple[Row, ...] = (
    ("field", lambda c: c.message().field.add(name="more", number=99, type=9, label=1),
     f"field {REQUEST}.more"),
    ("value", lambda c: c.enum().value.add(name="PETITION_TYPE_OTHER", number=9),
     "value kntc.v1.PetitionType.PETITION_TYPE_OTHER"),
    ("message, without its fields",
     lambda c: c.file().message_type.add(name="New").field.add(name="a", number=1, type=9, label=1),
     "message kntc.v1.New"),
    ("method", add_method, "method kntc.v1.PetitionService.LookAtPetition"),
    ("effect that asks less", lambda c: c.state(c.method("RegisterPetition"), "effect", 4), ""),
    ("no permission", lambda c: c.state(c.method("GetPetition"), "permission", "none"), ""),
    ("another number reserved", lambda c: c.message().reserved_range.add(start=90, end=91), ""),
)


class ComparisonTests(unittest.TestCase):
    """What is found in a changed copy of the last release."""

    def setUp(self) -> None:
        self.released = releases(RELEASED)[-1].set

    def changes(self, edit: Callable[[Edited], Any]) -> Changes:
        """What is found after an edit."""
        contract = Edited(self.released)
        edit(contract)
        return compare(self.released, contract.set.SerializeToString())

    def test_each_break_is_found_and_named(self) -> None:
        for name, edit, expected in BREAKS:
            with self.subTest(name):
                found = self.changes(edit).breaks
                self.assertTrue(any(line.startswith(expected) for line in found), found[:5])

    def test_what_was_reserved_stays_reserved(self) -> None:
        contract = Edited(self.released)
        message = contract.message()
        message.reserved_range.add(start=90, end=93)
        message.reserved_name.append("old")
        before = contract.set.SerializeToString()
        message.reserved_range[0].end = 91
        del message.reserved_name[:]
        self.assertEqual(compare(before, contract.set.SerializeToString()).breaks, [
            f"message {REQUEST}: reserved numbers 91, 92 are not reserved any more",
            f"message {REQUEST}: reserved names old are not reserved any more"])

    def test_additions_break_nobody(self) -> None:
        for name, edit, expected in ADDITIONS:
            with self.subTest(name):
                self.assertEqual(self.changes(edit), ([], [expected] if expected else []))

    def test_fresh_proof(self) -> None:
        """Whoever had none before is broken when it is asked for; the other way nobody is."""
        contract = Edited(self.released)
        asking = next(method for file in contract.set.file for service in file.service
                      for method in service.method
                      if any(field.name == "fresh_proof" for field, _ in method.options.ListFields()))
        contract.state(asking, "fresh_proof", None)
        easier = contract.set.SerializeToString()
        self.assertEqual(compare(self.released, easier), ([], []))
        found = compare(easier, self.released).breaks
        self.assertEqual(len(found), 1)
        self.assertTrue(found[0].endswith("fresh proof was no and is yes"), found)


class ReleaseTests(unittest.TestCase):
    """The promise."""

    def test_the_present_contract_breaks_nobody_who_built_on_a_release(self) -> None:
        present = descriptor_set(PROTOS)
        for release in releases(RELEASED):
            with self.subTest(release.version):
                self.assertEqual(compare(release.set, present).breaks, [])


if __name__ == "__main__":
    unittest.main()
