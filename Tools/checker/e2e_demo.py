"""The whole of it, on programs of its own: demo, checker, secrecy of denouncers.

    /usr/bin/python3 -m unittest discover Tools/checker -p e2e_demo.py

It needs kntc-server, kntc-admin and kntc-bridge: in KNTC_BIN, .build/release or .build/debug.
"""

import copy
import functools
import json
import subprocess
import sys
import tempfile
import unittest
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "stage")]

import secrecy  # noqa: E402
from check_demo import PROTOS, Records, check  # noqa: E402
from connected import ConnectedStage  # noqa: E402
from contract import Contract  # noqa: E402
from days import Days  # noqa: E402
from play import Json, Play  # noqa: E402
from programs import ROOT, ProgramFailed, Server, Simulator  # noqa: E402
from running import RunningStage  # noqa: E402
from story import OFFICER, STEPS, WARD  # noqa: E402
from ttrpc import Client  # noqa: E402

CHECKER = HERE / "check_demo.py"


class KeptRecords(Records):
    """Records that nobody changes any more: what was read once is not read again."""

    def __init__(self, contract: Contract, client: Client, agency: str) -> None:
        super().__init__(contract, client, agency)
        self._kept: dict[str, Json] = {}

    def read(self, service: str, method: str, **request: Any) -> Json:
        """The reply of a method, the same one to the same request."""
        name = json.dumps([service, method, request], sort_keys=True)
        if name not in self._kept:
            self._kept[name] = super().read(service, method, **request)
        return self._kept[name]


class EndToEnd(unittest.TestCase):
    """One server and one national database for all tests: each plays on the same store."""

    @classmethod
    def setUpClass(cls) -> None:
        scratch = tempfile.TemporaryDirectory(prefix="kntc-end-to-end-")
        cls.addClassCleanup(scratch.cleanup)
        cls.folder = Path(scratch.name)
        cls.log = cls.folder / "accepted.jsonl"
        server = cls.enterClassContext(Server(cls.folder / "data", cls.folder / "server.log"))
        cls.simulator = cls.enterClassContext(Simulator(cls.log, cls.folder / "simulator.log"))
        cls.endpoint = server.endpoint
        cls.stage = RunningStage(server.endpoint, cls.simulator.url)
        cls.stage.load_directory()
        cls.contract = Contract.compile(PROTOS)

    def records(self) -> Records:
        """The server's records over a new connection: one that says nothing is closed."""
        host, _, port = self.endpoint.rpartition(":")
        client = self.enterContext(Client(self.contract, host, int(port)))
        return KeptRecords(self.contract, client, WARD)

    @classmethod
    def play(cls, *arguments: str) -> str:
        """What the demo prints."""
        return subprocess.run([str(ROOT / "Tools" / "demo"), "--endpoint", cls.endpoint,
                               "--simulator", cls.simulator.url, *arguments],
                              check=True, stdout=subprocess.PIPE, encoding="utf-8").stdout

    @classmethod
    @functools.cache
    def demos(cls) -> list[str]:
        """What two demos print as JSON, played one after the other; tests only read them."""
        return [cls.play("--json") for _ in range(2)]

    def run_checker(self, demo: str) -> subprocess.CompletedProcess[str]:
        """The checker's verdict on what a demo printed."""
        file = self.folder / "demo.json"
        file.write_text(demo, encoding="utf-8")
        return subprocess.run([str(CHECKER), "--demo", str(file), "--endpoint", self.endpoint,
                               "--simulator-log", str(self.log)],
                              capture_output=True, encoding="utf-8")

    def logged(self) -> list[Json]:
        """What the national database keeps of itself."""
        return [json.loads(line) for line in self.log.read_text(encoding="utf-8").splitlines()]

    def test_demos_on_one_store_leave_each_other_alone(self) -> None:
        for demo in self.demos():
            verdict = self.run_checker(demo)
            self.assertEqual((verdict.returncode, verdict.stdout),
                             (0, "17 steps, 6 time limits, 15 messages: 0 misses\n"))
        first, second = (json.loads(demo)["register_number"] for demo in self.demos())
        self.assertEqual(int(first["number"]) + 1, int(second["number"]))

    def test_the_story_is_told_in_vietnamese(self) -> None:
        told = self.play()
        for step in STEPS:
            self.assertIn(step.title, told)
        for words in ("UBND phường Sài Gòn", "Luật Khiếu nại 2011 Đ.28", "bản tin"):
            self.assertIn(words, told)
        self.assertNotRegex(told, r"\d{4}-\d{2}-\d{2} ")

    def test_the_checker_sees_every_changed_value(self) -> None:
        demo, log = json.loads(self.demos()[0]), self.logged()
        records = self.records()
        self.assertEqual(check(demo, records, log), [])
        for part in ("petition", "case", "deadlines", "register_number", "messages"):
            for path in leaves(demo[part]):
                with self.subTest(part=part, path=path):
                    changed = copy.deepcopy(demo)
                    change(changed[part], path)
                    self.assertNotEqual(check(changed, records, log), [])

    def test_the_checker_sees_every_missing_message_and_step(self) -> None:
        demo, log = json.loads(self.demos()[0]), self.logged()
        records = self.records()
        for message in demo["messages"]:
            rest = [entry for entry in log if entry["messageId"] != message["message_id"]]
            self.assertEqual(len(rest), len(log) - 1)
            self.assertNotEqual(check(demo, records, rest), [])
        for step in demo["steps"]:
            less = {**demo, "steps": [other for other in demo["steps"] if other != step]}
            self.assertNotEqual(check(less, records, log), [])

    def test_a_story_without_a_step_is_refused_or_seen(self) -> None:
        with ConnectedStage(self.endpoint, self.simulator.url) as stage:
            outcomes = {step.name: self.outcome_without(step.name, stage) for step in STEPS}
            outcomes["none"] = self.outcome_without("none", stage)
        self.assertEqual(outcomes, {step.name: "refused" for step in STEPS}
                         | {"close": "seen", "none": "whole"})

    def outcome_without(self, name: str, stage: ConnectedStage) -> str:
        """What becomes of the story without one step; the bridge runs once, after the others."""
        play = Play(stage, OFFICER, lambda _: None)
        try:
            play.perform(replace(step, delivers=False) for step in STEPS if step.name != name)
            stage.deliver()
        except (ProgramFailed, LookupError):
            return "refused"
        return "seen" if self.run_checker(json.dumps(play.result())).returncode == 1 else "whole"

    def test_the_days_of_the_story_hold_on_any_day(self) -> None:
        """Two years of todays: in time everywhere, and all of it is past."""
        records = self.records()

        def last_day(rule: str, start: date) -> date:
            found = records.read("DeadlineService", "ComputeDeadline", rule=rule,
                                 start_on=start.isoformat())
            return date.fromisoformat(found["due"])

        for offset in range(730):
            today = date(2026, 9, 1) + timedelta(days=offset)
            days = Days(today)
            limits = (("KN.ACCEPT", days.received, days.accepted),
                      ("KN.RESOLVE.1.ORDINARY", days.accepted, days.decided),
                      ("KN.SEND_DECISION.1", days.decided, days.decided))
            for rule, start, done in limits:
                self.assertLessEqual(done, last_day(rule, start), f"{rule} on {today}")
            effective = last_day("KN.EFFECT.1", days.decided) + timedelta(days=1)
            window = last_day("KN.APPEAL_WINDOW", days.delivered)
            started, finished = days.enforcement(effective)
            closed = days.closing(finished, window)
            self.assertTrue(effective <= started <= finished <= closed <= today, today)
            self.assertTrue(window < closed, today)
            notice = last_day("KN.DIALOGUE_NOTICE", days.dialogue)
            self.assertTrue(days.received < notice < days.dialogue, today)

    def test_no_trace_of_a_denouncer_is_left(self) -> None:
        secrecy.register(self.stage)
        visit = secrecy.receive(self.stage)
        self.stage.deliver()
        self.assertIn(("reception.recorded", visit),
                      [(entry["eventType"], entry["subjectId"]) for entry in self.logged()])
        places = [self.folder / "data", self.folder / "server.log", self.folder / "simulator.log",
                  self.log]
        self.assertEqual(secrecy.traces(secrecy.DENOUNCER, places), [])
        self.assertEqual(secrecy.traces(secrecy.COMPLAINANT, places[:3]), [])
        # The search does find what is there: the complainant's name where it may be told, and
        # the officer's words in the store.
        self.assertNotEqual(secrecy.traces(secrecy.COMPLAINANT, [self.log]), [])
        self.assertNotEqual(secrecy.traces({"summary": secrecy.SUMMARY_WORD}, places[:1]), [])


def leaves(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The paths to every value that is neither object nor array."""
    members = (value.items() if isinstance(value, dict)
               else enumerate(value) if isinstance(value, list) else None)
    if members is None:
        yield path
        return
    for name, member in members:
        yield from leaves(member, (*path, name))


def change(value: Any, path: tuple[Any, ...]) -> None:
    """Makes the value at the path another one of its kind."""
    *way, last = path
    for step in way:
        value = value[step]
    former = value[last]
    value[last] = (not former if isinstance(former, bool)
                   else former + 1 if isinstance(former, int) else f"{former}x")


if __name__ == "__main__":
    unittest.main()
