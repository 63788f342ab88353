"""What a text may hold, at every door of a real server alike."""

import unicodedata
import unittest
from contextlib import suppress
from typing import Any

from doors import (CANARY, CONTRACT, EXHAUSTED, IDENTITY, INVALID, OFFICER, REGISTER, SECONDS, Rows,
                   as_json, message)

from ttrpc import Client, StatusError


def person(name: str) -> dict[str, Any]:
    """A sender of this name."""
    return {"role": 1, "kind": 1, "full_name": name}


# What text is refused, by name, and what its field is; the bytes stand for the mark "@@@".
BROKEN = {"a byte of no letter": b"\xff\xfe\xff", "an overlong slash": b"\xe0\x80\xaf",
          "an overlong NUL": b"\xc0\x80\x41", "a lone surrogate": b"\xed\xa0\x80",
          "half a letter": b"\x41\xe1\xba"}
CONTROLS = {"NUL": "\0", "an escape of a terminal": "\x1b[31m", "a bell": "\a",
            "the other escape": "\x9b31m", "right to left": "\u202e", "an isolate": "\u2066"}
PLACES: dict[str, dict[str, Any]] = {
    "summary": {"summary": "%"}, "stamp.number": {"stamp": {"number": "%"}},
    "parties[1].full_name": {"parties": [person("Lan"), person("%")]},
    "external_reference.id": {"external_reference": {"system": "dvc", "id": "%"}}}


def placed(value: Any, text: str) -> Any:
    """The fields with a text in the place of the percent sign."""
    if isinstance(value, dict):
        return {name: placed(one, text) for name, one in value.items()}
    if isinstance(value, list):
        return [placed(one, text) for one in value]
    return value.replace("%", text) if isinstance(value, str) else value


class Texts(Rows):
    """What a text may hold."""

    def test_bytes_that_are_no_text(self) -> None:
        before = self.doors.position()
        for place, fields in PLACES.items():
            whole = self.registration(**placed(fields, f"{CANARY} @@@"))
            for name, wrong in BROKEN.items():
                with self.subTest(place=place, text=name):
                    spoilt = whole.SerializeToString().replace(b"@@@", wrong)
                    found = {door: call(REGISTER, spoilt, OFFICER)
                             for door, call in self.doors.binary.items()}
                    self.refused(self.alike(found), INVALID, "MALFORMED", place)
                    body = as_json(whole).replace(b"@@@", wrong)
                    self.refused(self.doors.over_json(REGISTER, body, OFFICER),
                                 INVALID, "MALFORMED", "")
        self.assertEqual(self.doors.position(), before)

    def test_control_characters(self) -> None:
        before = self.doors.position()
        for place, fields in PLACES.items():
            for name, wrong in CONTROLS.items():
                with self.subTest(place=place, text=name):
                    request = self.registration(**placed(fields, f"{CANARY} {wrong}"))
                    for outcome in self.doors.each(REGISTER, request, OFFICER).values():
                        self.refused(outcome, INVALID, "MALFORMED", place)
        for body in (b'{"summary": "\\ud800"}', b'{"summary": "a\x1bb"}'):
            outcome = self.doors.over_json(REGISTER, body, OFFICER)
            self.refused(outcome, INVALID, "MALFORMED", *outcome.fields)
            self.assertRegex(outcome.fields[0], "^line 1, byte [0-9]+$")
        self.assertEqual(self.doors.position(), before)

    def test_a_name_of_a_mebibyte(self) -> None:
        long = (CANARY + " ") * ((1 << 20) // len(f"{CANARY} ".encode()))
        request = self.registration(parties=[person(long)])
        found = {name: call(REGISTER, request.SerializeToString(), OFFICER)
                 for name, call in self.doors.binary.items()}
        self.refused(self.alike(found), INVALID, "FIELD_INVALID", "parties[0].full_name")
        body = as_json(request)
        self.refused(self.doors.over_json(REGISTER, body, OFFICER), EXHAUSTED, "PAYLOAD_TOO_LARGE")

    def test_decomposed_is_composed(self) -> None:
        """However it was typed, a text is kept composed and found by its composed name."""
        composed = "Nguyễn Thị Ánh Đường"
        typed = unicodedata.normalize("NFD", composed)
        self.assertNotEqual(typed, composed)
        doors = self.doors
        for door in ("ttrpc", "gRPC", "JSON"):
            with self.subTest(door=door):
                name = {"system": "dvc", "id": f"Đơn số một {door}"}
                request = self.registration(
                    summary=f"Xã {unicodedata.normalize('NFD', 'Bưng Riềng')}",
                    parties=[person(typed)], external_reference={
                        key: unicodedata.normalize("NFD", one) for key, one in name.items()})
                made = (doors.over_json(REGISTER, as_json(request), OFFICER) if door == "JSON"
                        else doors.binary[door](REGISTER, request.SerializeToString(), OFFICER))
                self.assertEqual(made.code, 0, made.message)
                get = message("GetPetitionRequest")(external_reference=name)
                found = self.alike(doors.each("PetitionService/GetPetition", get, OFFICER))
                petition = message("Petition").FromString(found.reply)
                self.assertEqual(petition.summary, "Xã Bưng Riềng")
                self.assertEqual(petition.external_reference.id, name["id"])
                read = message("GetPetitionIdentityRequest")(id=petition.id)
                read = self.alike(doors.each("PetitionService/GetPetitionIdentity", read, OFFICER))
                self.assertEqual(message("PetitionIdentity").FromString(read.reply)
                                 .parties[0].full_name, composed)
                taken = self.registration(external_reference=name)
                again = self.alike(doors.each(REGISTER, taken, OFFICER))
                self.assertEqual(again.reason, "ALREADY_EXISTS")

    @classmethod
    def tearDownClass(cls) -> None:
        """No value and no control character of all these is in the log."""
        for text in ("\x1b[31m", "\u202e"):
            metadata = {IDENTITY: f"{OFFICER}/{CANARY}{text}"}
            with Client(CONTRACT, *cls.doors.address) as client, suppress(StatusError):
                client.call("kntc.v1.SystemService", "GetStatus", message("GetStatusRequest")(),
                            SECONDS, metadata)
        log = (cls.folder / "log").read_bytes().decode()
        assert "MALFORMED" in log and CANARY not in log, log[-2_000:]
        assert not [one for one in log if not one.isprintable() and one != "\n"], log[-2_000:]


if __name__ == "__main__":
    unittest.main()
