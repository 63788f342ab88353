#!/usr/bin/python3
"""Plants invented people at every stage of petitions that become denunciations late, and looks
for them in everything that the system keeps, logs and tells.

    Tools/stress/canaries.py --count 200 --seed 7

Prints each place with its bytes and what was found there; exits 1 when anything was found where it
may not be, a field takes a sealed name, or a record of a denouncer stands as ordinary. What is
found is named by person and field, never by its text.
"""

import argparse
import os
import secrets
import sys
import tempfile
import time
from pathlib import Path

from canary_desk import Refused
from canary_places import Looked, look, planted
from canary_run import EVERYBODY, HIDDEN, SECRET, Run
from canary_search import Search

from programs import ProgramFailed, complain  # canary_desk put the stage on the path
from ttrpc import ProtocolError

HITS_SHOWN_MAX = 5
COUNT = 200


def say(text: str) -> None:
    """Tells how far it is, at once."""
    print(text, flush=True)


class Verdict:
    """A run, searched."""

    def __init__(self, run: Run, folder: Path) -> None:
        """Searches every place of the run and shows that what is there is found."""
        self._folder = folder
        self.broken = list(run.broken)
        searches = {roles: Search(run.population.canaries(*roles))
                    for roles in ((SECRET,), HIDDEN, EVERYBODY)}
        self.spellings = searches[EVERYBODY].patterns
        self.looked = [look(place, searches) for place in run.places]
        for looked in self.looked:
            run.explain(looked.place, looked.hits)
        self._demonstrate(run)
        for search in searches.values():
            search.close()

    def _demonstrate(self, run: Run) -> None:
        """A check that can not fail shows nothing: each place is copied with a canary in it, and
        the national database has to know the complainants."""
        search = Search(run.population.canaries()[:8])
        for place in run.places:
            files = [file for file in place.files if file.stat().st_size > 0][:1]
            if files and not place.measured and (missed := planted(search, files, self._folder)):
                self.broken.append(f"{place.name}: {missed} spellings planted there are not found")
        search.close()
        complainants = Search(run.population.canaries("ordinary"))
        if not complainants.file(self._folder / "accepted.jsonl"):
            self.broken.append("the national database was told of no complainant")
        complainants.close()

    @property
    def offences(self) -> list[Looked]:
        """The places in which something lies that may not."""
        return [looked for looked in self.looked if looked.is_offence]

    def lines(self) -> list[str]:
        """The table, and what is wrong."""
        found = [looked.row for looked in self.looked]
        for looked in self.offences:
            found += [f"  {hit.told(self._folder)}" for hit in looked.hits[:HITS_SHOWN_MAX]]
            if len(looked.hits) > HITS_SHOWN_MAX:
                found.append(f"  … {len(looked.hits) - HITS_SHOWN_MAX} more")
        return found + [f"WRONG: {text}" for text in self.broken]


def main() -> int:
    """Plays and looks."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--count", type=int, default=COUNT, help="least canaries of denouncers")
    parser.add_argument("--seed", type=int, default=int(os.environ.get(
        "KNTC_SEED", secrets.randbelow(1_000_000))))
    parser.add_argument("--keep", type=Path, metavar="DIR", help="new folder that keeps it all")
    parser.add_argument("--quiet-seconds", type=float, default=5.0,
                        help="time without a call before memory is looked at")
    parser.add_argument("--without-memory", action="store_true", help="take no core with gcore")
    arguments = parser.parse_args()
    say(f"seed {arguments.seed}")
    with tempfile.TemporaryDirectory(prefix="kntc-canaries-") as scratch:
        folder = arguments.keep.resolve() if arguments.keep else Path(scratch)
        folder.mkdir(exist_ok=True)
        try:
            return check(folder, arguments)
        except (ProgramFailed, ProtocolError, Refused, OSError) as error:
            return complain(error)


def check(folder: Path, arguments: argparse.Namespace) -> int:
    """Plays in a folder and tells what came of it."""
    begun = time.monotonic()
    run = Run(folder, arguments.seed, say)
    run.play(arguments.count, arguments.quiet_seconds, not arguments.without_memory)
    say(f"played in {time.monotonic() - begun:.0f} s, looking")
    verdict = Verdict(run, folder)
    for line in verdict.lines():
        say(line)
    for line in run.whence:
        say(line)
    wrong = len(verdict.offences) + len(verdict.broken)
    say(f"{len(run.hidden())} canaries of denouncers, {verdict.spellings} spellings, "
        f"{len(verdict.looked)} places in {time.monotonic() - begun:.0f} s: {wrong} wrong")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
