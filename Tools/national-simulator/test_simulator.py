"""Tests of the simulator: /usr/bin/python3 -m unittest discover Tools/national-simulator"""

import copy
import http.client
import json
import subprocess
import sys
import tempfile
import unittest
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
GOLDEN = HERE.parent.parent / "Tests" / "NationalBridgeTests" / "Golden"
sys.path.insert(0, str(HERE))

import samples  # noqa: E402
from rules import MalformedMessage, Rules, parse  # noqa: E402

MISSING = object()


def change(message: samples.Message, path: str, value: Any) -> samples.Message:
    """A copy with the value at the path (a JSON pointer) set, or left out when MISSING."""
    result = copy.deepcopy(message)
    *steps, last = [int(s) if s.isdigit() else s for s in path.split("/")[1:]]
    target: Any = result
    for step in steps:
        target = target[step]
    if value is MISSING:
        del target[last]
    elif isinstance(target, list) and last == len(target):
        target.append(value)
    else:
        target[last] = value
    return result


def violations(rules: Rules, message: samples.Message) -> list[tuple[str, str]]:
    """The violations after a way over JSON, as the server sees the message."""
    return [tuple(v) for v in rules.violations(parse(json.dumps(message).encode()))]


class SchemaTests(unittest.TestCase):
    """Which messages are valid."""

    rules = Rules()

    def test_a_sample_of_each_type_is_valid(self) -> None:
        self.assertEqual(len(samples.PAYLOADS), 12)
        for event_type in samples.PAYLOADS:
            with self.subTest(event_type):
                self.assertEqual(violations(self.rules, samples.message(event_type)), [])

    def test_each_required_member_is_missed(self) -> None:
        for event_type, payload in samples.PAYLOADS.items():
            message = samples.message(event_type)
            for name in message:
                with self.subTest(event_type, name=name):
                    found = violations(self.rules, change(message, f"/{name}", MISSING))
                    self.assertIn(("", f"required: {name}"), found)
        for event_type, schema in (("reception.recorded", "reception"),
                                   ("petition.registered", "petition"),
                                   ("case.accepted", "resolution"),
                                   ("enforcement.updated", "enforcement")):
            definition = self.rules._validator.schema["$defs"][schema]
            for name in definition["required"]:
                with self.subTest(event_type, name=name):
                    message = change(samples.message(event_type), f"/payload/{name}", MISSING)
                    self.assertIn(("/payload", f"required: {name}"),
                                  violations(self.rules, message))

    def test_unknown_members_are_refused_everywhere(self) -> None:
        for event_type in samples.PAYLOADS:
            for path in ("/extra", "/payload/extra"):
                with self.subTest(event_type, path=path):
                    found = violations(self.rules, change(samples.message(event_type), path, 1))
                    self.assertIn((path.removesuffix("/extra"), "additionalProperties: extra"), found)

    def test_wrong_values(self) -> None:
        registered, handled = "petition.registered", "petition.handled"
        rows: tuple[tuple[str, str, Any, str], ...] = (
            (registered, "/messageId", "1", "/messageId"),
            (registered, "/sequence", 0, "/sequence"),
            (registered, "/sequence", 1.5, "/sequence"),
            (registered, "/schemaVersion", "2.0.0", "/schemaVersion"),
            (registered, "/sourceAgency", "29.H", "/sourceAgency"),
            (registered, "/occurredAt", "2026-10-05T02:00:00Z", "/occurredAt"),
            (registered, "/occurredAt", "2026-13-05T02:00:00+07:00", "/occurredAt"),
            (registered, "/sentAt", "2026-10-05T08:59:59+07:00", "/sentAt"),
            (registered, "/payload/receivedOn", "2026-02-30", "/payload/receivedOn"),
            (registered, "/payload/source", "FAX", "/payload/source"),
            (registered, "/payload/source", "PRESS", "/payload"),
            (registered, "/payload/senders", [], "/payload/senders"),
            (registered, "/payload/senders/0/fullName", MISSING, "/payload/senders/0"),
            (registered, "/payload/senders/0/kind", "ANON", "/payload/senders/0"),
            (registered, "/payload/matters", [], "/payload/matters"),
            (registered, "/payload/matters/0/field", "TN", "/payload/matters/0/field"),
            (registered, "/payload/matters/0/eligibility", "KDK", "/payload/matters/0"),
            (registered, "/payload/matters/0/ineligibleReason", "ANON",
             "/payload/matters/0/ineligibleReason"),
            (registered, "/payload/matters/0/summary", "Khie\u0302\u0301u", "/payload/matters/0/summary"),
            (registered, "/payload/matters/0/summary", "\ud800", "/payload/matters/0/summary"),
            (handled, "/payload/handling", MISSING, "/payload"),
            (handled, "/payload/matters/0/competence", MISSING, "/payload/matters/0"),
            (handled, "/payload/handling/outcome", "CD", "/payload/handling"),
            ("case.suspended", "/payload/suspensions/0/to", "2026-10-11", "/payload/suspensions"),
            ("case.resumed", "/payload/suspensions/0/to", MISSING, "/payload/suspensions/0"),
            ("case.terminated", "/payload/terminated", MISSING, "/payload"),
            ("case.resolved", "/payload/effectiveOn", MISSING, "/payload"),
            ("case.resolved", "/payload/instance1Action", MISSING, "/payload"),
            ("case.resolved", "/payload/conclusion", "3", "/payload/conclusion"),
            ("case.resolved", "/payload/instance", "2", "/payload"),
            ("case.resolved", "/payload/recovery/stateMoney", 1.5, "/payload/recovery/stateMoney"),
            ("case.resolved", "/payload/recovery/stateLandHousing_m2", 0.075,
             "/payload/recovery/stateLandHousing_m2"),
            ("case.resolved", "/payload/sanctionedPersons",
             [{"name": "Lê Văn Tài", "form": "KT"}], "/confidentiality"),
            ("case.withdrawn", "/payload/withdrawn/scope", "half", "/payload/withdrawn/scope"),
            ("reception.recorded", "/payload/kind", "DK", "/payload"),
            ("reception.recorded", "/payload/mode", "online", "/payload"),
            ("reception.recorded", "/payload/isDelegation", True, "/payload/partySize"),
            ("reception.recorded", "/payload/visitors/0/idNumber", MISSING, "/payload/visitors/0"),
            ("reception.recorded", "/payload/refusal", {"ground": "D4.h"}, "/payload/refusal"),
            ("reception.recorded", "/payload/contents", [], "/payload/contents"),
            ("reception.recorded", "/payload/contents/0/outcome", "CD", "/payload/contents/0"),
            ("enforcement.updated", "/payload/toReturn/person/land", -1,
             "/payload/toReturn/person/land"),
            ("record.voided", "/payload/acceptedOn", MISSING, "/payload"),
            ("record.corrected", "/payload/registerNo", MISSING, "/payload"),
        )
        for event_type, path, value, expected in rows:
            with self.subTest(event_type, path=path):
                found = violations(self.rules, change(samples.message(event_type), path, value))
                self.assertIn(expected, [place for place, _ in found])

    def test_a_denouncer_is_withheld(self) -> None:
        message = samples.message("petition.registered")
        message["payload"]["matters"][0] |= {"type": "TC", "field": "HC.CV"}
        found = violations(self.rules, message)
        self.assertIn("/payload/senders/0/fullName", [place for place, _ in found])
        self.assertIn("/payload/senders/0/idNumber", [place for place, _ in found])
        message["payload"]["senders"] = [{"kind": "PERSON", "fullName": "Người tố cáo (bảo mật)"}]
        self.assertEqual(violations(self.rules, message), [])
        message["payload"] |= {"senders": [], "senderCount": 0}
        self.assertEqual(violations(self.rules, message), [])

    def test_a_visitor_is_withheld(self) -> None:
        message = samples.message("reception.recorded")
        message["payload"]["contents"][0] |= {"type": "TC", "field": "HC.CV"}
        found = [place for place, _ in violations(self.rules, message)]
        self.assertIn("/payload/visitors/0/fullName", found)
        self.assertIn("/payload/visitors/0/idNumber", found)
        withheld = [{"fullName": "Người tố cáo (bảo mật)"}]
        message["payload"]["visitors"] = withheld
        self.assertEqual(violations(self.rules, message), [])
        message = change(samples.message("reception.recorded"), "/payload/visitors", withheld)
        self.assertEqual(violations(self.rules, message), [])
        message["payload"]["visitors"][0]["address"] = "ấp 2, xã Củ Chi"
        self.assertIn("/payload/visitors/0/address",
                      [place for place, _ in violations(self.rules, message)])

    def test_who_is_refused_at_once_has_no_content(self) -> None:
        message = change(samples.message("reception.recorded"), "/payload/contents", [])
        message["payload"]["refusal"] = {"ground": "D9.2"}
        self.assertEqual(violations(self.rules, message), [])

    def test_every_message_of_the_bridge_is_valid(self) -> None:
        golden = sorted(GOLDEN.glob("*.json"))
        self.assertTrue(golden)
        told = set()
        for file in golden:
            message = parse(file.read_bytes())
            with self.subTest(file.name):
                self.assertEqual(self.rules.violations(message), [])
            told.add(message["eventType"])
        self.assertEqual(told, set(samples.PAYLOADS))

    def test_violations_hold_no_personal_data(self) -> None:
        message = samples.message("petition.registered")
        message["payload"]["matters"][0] |= {"type": "TC", "field": "Nguyễn Thị Hồng Thơ"}
        message["payload"]["senders"][0]["kind"] = "Nguyễn Thị Hồng Thơ"
        found = violations(self.rules, message)
        self.assertTrue(found)
        for place, rule in found:
            self.assertNotIn("Thơ", place + rule)
            self.assertNotIn("099180000001", place + rule)

    def test_malformed_bodies(self) -> None:
        for body in (b"", b"{", b"[]", b"1", b"\xff", b'{"a":1,"a":2}', b'{"a":NaN}',
                     b"[" * 100_000, b'{"a":1e999999999}', b'{"a":' + b"9" * 5_000 + b"}"):
            with self.subTest(body=body[:20]):
                self.assertRaises(MalformedMessage, parse, body)


class ServerTests(unittest.TestCase):
    """The program, over HTTP."""

    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.log = Path(folder.name) / "accepted.jsonl"

    def start(self, *options: str) -> int:
        """Starts the simulator and tells its port."""
        process = subprocess.Popen(
            [str(HERE / "simulator.py"), "--port", "0", "--log", str(self.log), *options],
            stdout=subprocess.PIPE, encoding="ascii")
        self.process = process
        self.addCleanup(self.stop, process)
        assert process.stdout is not None
        return int(process.stdout.readline())

    def stop(self, process: subprocess.Popen[str]) -> None:
        process.terminate()
        process.wait(timeout=20)
        assert process.stdout is not None
        process.stdout.close()

    def call(self, port: int, body: Any, path: str = "/kntc-export/1") -> tuple[int, Any]:
        """Posts a message, or gets the path when there is none."""
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
        try:
            if body is None:
                connection.request("GET", path)
            else:
                connection.request("POST", path, json.dumps(body))
            answer = connection.getresponse()
            return answer.status, json.loads(answer.read())
        finally:
            connection.close()

    def test_accepts_once_and_in_order(self) -> None:
        port = self.start()
        first = samples.message("petition.registered")
        code, answer = self.call(port, first)
        national_id = answer["nationalId"]
        self.assertEqual((code, answer), (200, {
            "status": "accepted", "messageId": first["messageId"], "nationalId": national_id}))
        again = {**first, "sentAt": "2026-10-06T00:00:00+07:00"}
        self.assertEqual(self.call(port, again), (200, {**answer, "status": "duplicate"}))
        gap = self.call(port, samples.message("petition.handled", sequence=3))
        self.assertEqual(gap, (409, {"status": "out_of_sequence", "expected": 2, "found": 3}))
        code, answer = self.call(port, samples.message("petition.handled", sequence=2))
        self.assertEqual((code, answer["nationalId"]), (200, national_id))
        stale = self.call(port, samples.message("petition.handled", sequence=2))
        self.assertEqual(stale[0], 409)
        code, answer = self.call(port, samples.message("case.accepted", 1, samples.OTHER_ID))
        self.assertNotEqual(answer["nationalId"], national_id)

    def test_refuses_invalid_reused_and_misnamed(self) -> None:
        port = self.start()
        first = samples.message("petition.registered")
        code, answer = self.call(port, {**first, "sequence": "1"})
        self.assertEqual((code, answer), (422, {"status": "refused", "errors": [
            {"path": "/sequence", "rule": 'type: "integer"'}]}))
        self.assertEqual(self.call(port, first)[0], 200)
        code, answer = self.call(port, {**first, "sourceAgency": "H29.03"})
        self.assertEqual((code, answer["errors"][0]["path"]), (422, "/messageId"))
        wrong = {**samples.message("petition.handled", 2), "nationalId": "QG-99999999"}
        self.assertEqual(self.call(port, wrong)[1]["errors"][0]["path"], "/nationalId")
        self.assertEqual(self.call(port, first, "/elsewhere")[0], 404)
        self.assertEqual(self.call(port, {"\ud800": 1})[0], 422)

    def test_goes_on_after_a_restart_and_after_a_torn_line(self) -> None:
        port = self.start()
        first = samples.message("case.resolved")
        answer = self.call(port, first)[1]
        self.process.kill()
        self.process.wait()
        with self.log.open("a", encoding="utf-8") as file:
            file.write('{"messageId": "torn')
        port = self.start()
        self.assertEqual(self.call(port, first)[1], {**answer, "status": "duplicate"})
        self.assertEqual(self.call(port, samples.message("enforcement.updated", 2))[0], 200)
        lines = self.log.read_text(encoding="utf-8").splitlines()
        self.assertEqual([json.loads(line)["sequence"] for line in lines], [1, 2])
        log = self.call(port, None, "/log")[1]["messages"]
        self.assertEqual(log, [json.loads(line) for line in lines])
        self.assertEqual(log[0]["message"], first)

    def test_plays_faults(self) -> None:
        port = self.start("--fail-first", "2", "--refuse-type", "case.accepted")
        first = samples.message("petition.registered")
        codes = [self.call(port, first)[0] for _ in range(4)]
        self.assertEqual(codes, [503, 503, 200, 200])
        self.assertEqual(self.call(port, samples.message("case.accepted", 2))[0], 422)

    def test_many_at_once_are_each_accepted_once(self) -> None:
        port = self.start()
        messages = [samples.message("petition.registered", 1, f"{place:026}") for place in range(40)]
        with ThreadPoolExecutor(8) as pool:
            answers = list(pool.map(lambda m: self.call(port, m)[1]["status"], messages * 2))
        self.assertEqual(sorted(answers), ["accepted"] * 40 + ["duplicate"] * 40)
        ids = [m["nationalId"] for m in self.call(port, None, "/log")[1]["messages"]]
        self.assertEqual(len(set(ids)), 40)

    def test_oversized_and_unmeasured_bodies_are_not_read(self) -> None:
        port = self.start()
        for header, expected in (("99999999", 413), ("-1", 411), ("x", 411)):
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
            connection.putrequest("POST", "/kntc-export/1")
            connection.putheader("Content-Length", header)
            connection.endheaders()
            self.assertEqual(connection.getresponse().status, expected)
            connection.close()


if __name__ == "__main__":
    unittest.main()
