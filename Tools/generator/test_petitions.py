"""Tests of the petition generator: /usr/bin/python3 -m unittest discover Tools/generator"""

import io
import json
import os
import subprocess
import sys
import tracemalloc
import unicodedata
import unittest
from collections import Counter
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

import letters  # noqa: E402
import people  # noqa: E402
import petitions  # noqa: E402

SEED = int(os.environ.get("KNTC_SEED", "20261030"))
COUNT = 20_000
COMMUNES = people.load_communes(petitions.DIRECTORY)


class ManyPetitions(unittest.TestCase):
    """What holds for a whole run."""

    sample: list[dict[str, Any]]

    @classmethod
    def setUpClass(cls) -> None:
        print(f"KNTC_SEED={SEED}", file=sys.stderr)
        cls.sample = list(petitions.generate(COUNT, SEED, COMMUNES))

    def assert_share(self, found: int, expected: float, tolerance: float, what: str) -> None:
        self.assertAlmostEqual(found / COUNT, expected, delta=tolerance, msg=what)

    def test_types_come_in_the_published_ratios(self) -> None:
        types = Counter(entry["type_hint"] for entry in self.sample)
        self.assert_share(types["KN"], 38_929 / 334_878, 0.01, "complaints")
        self.assert_share(types["TC"], 20_409 / 334_878, 0.01, "denunciations")
        self.assert_share(types["MX"], 0.02, 0.005, "mixed")
        self.assert_share(types["PA"], 1 - 59_338 / 334_878 - 0.02, 0.015, "feedback")

    def test_as_many_are_eligible_as_at_local_bodies(self) -> None:
        eligible = sum(1 for entry in self.sample if entry["signed"] and "written_on" in entry
                       and entry["senders"] and "address" in entry["senders"][0])
        self.assert_share(eligible, 0.851, 0.01, "eligible")

    def test_each_defect_occurs_by_itself(self) -> None:
        anonymous = [e for e in self.sample if not e["senders"]]
        unsigned = [e for e in self.sample if e["senders"] and not e["signed"]]
        undated = [e for e in self.sample if "written_on" not in e]
        homeless = [e for e in self.sample if e["senders"] and "address" not in e["senders"][0]]
        for defective in (anonymous, unsigned, undated, homeless):
            self.assert_share(len(defective), 0.037, 0.012, "one defect")
        self.assertTrue(all(not e["signed"] and e["sender_count"] == 0 for e in anonymous))

    def test_no_summary_names_a_sender_even_without_marks(self) -> None:
        for index, entry in enumerate(self.sample):
            summary = people.fold(entry["summary"])
            for sender in entry["senders"]:
                self.assertNotIn(people.fold(sender["full_name"]), summary, f"petition {index}")

    def test_every_letter_names_its_senders(self) -> None:
        for index, entry in enumerate(self.sample):
            for sender in entry["senders"]:
                self.assertIn(sender["full_name"], entry["full_text"], f"petition {index}")

    def test_text_is_nfc_with_accents_and_no_open_placeholder(self) -> None:
        for index, entry in enumerate(self.sample):
            text = json.dumps(entry, ensure_ascii=False)
            self.assertTrue(unicodedata.is_normalized("NFC", text), f"petition {index}")
            self.assertNotEqual(people.fold(entry["summary"]), entry["summary"].lower())
            self.assertNotIn("{", entry["summary"] + entry["full_text"], f"petition {index}")

    def test_dates_are_in_order_and_stamps_on_working_days(self) -> None:
        for entry in self.sample:
            stamped_on = date.fromisoformat(entry["stamp"]["date"])
            self.assertLess(stamped_on.weekday(), 5)
            self.assertLessEqual(stamped_on, petitions.UNTIL)
            self.assertGreater(stamped_on, date(2023, 10, 20))
            if "written_on" in entry:
                self.assertLess(date.fromisoformat(entry["written_on"]), stamped_on)

    def test_one_in_twenty_repeats_an_earlier_matter_in_other_words(self) -> None:
        duplicates = [entry for entry in self.sample if "duplicate_of" in entry]
        self.assert_share(len(duplicates), 0.05, 0.008, "duplicates")
        same_summary = 0
        for entry in duplicates:
            original = self.sample[entry["duplicate_of"]]
            self.assertNotIn("duplicate_of", original)
            self.assertEqual(entry["type_hint"], original["type_hint"])
            self.assertEqual(entry.get("against"), original.get("against"))
            same_summary += entry["summary"] == original["summary"]
        self.assertEqual(same_summary, 0)

    def test_forwarded_petitions_say_by_whom(self) -> None:
        forwarded = {"AGENCY", "DEPUTY", "PRESS", "FRONT"}
        for entry in self.sample:
            self.assertEqual("forwarder" in entry, entry["source"] in forwarded)
        self.assertEqual(len({entry["source"] for entry in self.sample}), 10)

    def test_senders_fit_their_count_and_live_in_known_units(self) -> None:
        codes = {commune.gso for commune in COMMUNES}
        used: set[str] = set()
        for entry in self.sample:
            self.assertEqual(len(entry["senders"]), min(entry["sender_count"], 12))
            for sender in entry["senders"]:
                self.assertRegex(sender.get("id_number", "099000000000"), r"^099\d{9}$")
                if "address" in sender:
                    used.add(sender["address"]["unit_code"])
        self.assertEqual(used, codes)
        self.assertTrue(any(entry["sender_count"] >= 50 for entry in self.sample))


class OnePetition(unittest.TestCase):
    """What holds for each by itself."""

    def test_same_seed_same_petition_whatever_the_count(self) -> None:
        few = list(petitions.generate(50, 3, COMMUNES))
        again = list(islice(petitions.generate(1_000_000, 3, COMMUNES), 50))
        self.assertEqual(few, again)
        self.assertNotEqual(few, list(petitions.generate(50, 4, COMMUNES)))

    def test_command_line_writes_one_object_a_line(self) -> None:
        run = subprocess.run(
            [str(HERE / "petitions.py"), "--count", "20", "--seed", "3", "--jsonl"],
            capture_output=True, check=True, encoding="utf-8", env={"PATH": "/usr/bin", "LC_ALL": "C"})
        lines = io.StringIO(run.stdout).readlines()
        self.assertEqual([json.loads(line) for line in lines],
                         list(petitions.generate(20, 3, COMMUNES)))

    def test_memory_does_not_grow_with_the_count(self) -> None:
        stream = petitions.generate(1_000_000, 5, COMMUNES)
        for _ in islice(stream, 500):
            pass
        tracemalloc.start()
        for _ in islice(stream, 2_000):
            pass
        held, _ = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        self.assertLess(held, 200_000)

    def test_a_summary_that_reads_like_the_sender_gives_way(self) -> None:
        matter = petitions.invent_matter(petitions.Random(1), COMMUNES, petitions.UNTIL)
        hostile = people.fold(matter.commune.name).upper()
        self.assertIn(people.fold(hostile), people.fold(letters.summarise(matter, 0, [])))
        self.assertNotIn(people.fold(hostile),
                         people.fold(letters.summarise(matter, 0, [hostile])))

    def test_folding_drops_marks(self) -> None:
        self.assertEqual(people.fold("Đường Nguyễn Thị ƯƠNG"), "duong nguyen thi uong")


if __name__ == "__main__":
    unittest.main()
