#!/usr/bin/python3
"""Kills the server at random moments while many clients register petitions.

    Tools/stress/kill.py --rounds 50 --clients 16 --seed 7

After each kill: what was acknowledged is there exactly once, what was not is there once after a
repeat, numbers have no gaps, the stopped store verifies and equals its own journal.
"""

import argparse
import random
import secrets
import sys
import tempfile
import time
from collections import defaultdict
from pathlib import Path
from typing import Any

from traffic import AGENCIES, SYSTEM, TOOLS, Caller, Registration, Source, Traffic

sys.path.insert(0, str(TOOLS / "stage"))

from contract import Contract  # noqa: E402
from programs import Admin, ProgramFailed, Server, binary, complain, run  # noqa: E402
from ttrpc import ProtocolError, StatusError  # noqa: E402

ANSWERS_MAX = 400
# How long after an answer the kill comes, at most: about as long as a group commit takes.
DELAY_SECONDS_MAX = 0.03
ANSWERS_WAIT_SECONDS = 120.0
RESTART_SECONDS_MAX = 5.0
PAGE_SIZE = 200
NOT_FOUND = 5


# Id, agency, year and number of a petition.
Place = tuple[str, str, int, int]


class Broken(Exception):
    """A promise that did not hold; the text says which."""


class Store:
    """A data directory with all that its server has ever acknowledged."""

    def __init__(self, contract: Contract, folder: Path, seed: int) -> None:
        self._contract = contract
        self._data = folder / "data"
        self._log = folder / "server.log"
        self._source = Source(contract, seed)
        # The caller's name of each petition → its id and its place in a register.
        self.known: dict[str, Place] = {}

    def load(self) -> None:
        """Loads the bodies of the city."""
        with Server(self._data, self._log) as server:
            Admin(server.endpoint).load_directory()

    def round(self, clients: int, rng: random.Random) -> str:
        """Registers, kills, starts again and looks; what there is to tell of it."""
        server, _ = self._start()
        try:
            traffic = Traffic(lambda: Caller(self._contract, server.endpoint), self._source,
                              clients)
            in_time = traffic.wait(rng.randint(1, ANSWERS_MAX), ANSWERS_WAIT_SECONDS)
            time.sleep(rng.uniform(0, DELAY_SECONDS_MAX))
        finally:
            server.kill()
        traffic.join()
        demand(in_time, "no answers in time")
        demand(not traffic.refused, f"refused: {traffic.refused[:3]}")
        server, seconds = self._start()
        with server:
            caller = Caller(self._contract, server.endpoint)
            try:
                self._check_answered(caller, traffic)
                committed = self._repeat(caller, traffic.unanswered)
                self._check_lists(caller)
            finally:
                caller.close()
            demand(server.stop() == 0, "the server did not stop well")
        self._check_stopped()
        demand(seconds < RESTART_SECONDS_MAX,
               f"the restart took {seconds:.1f} s, at most {RESTART_SECONDS_MAX}")
        return (f"{len(traffic.answered)} acknowledged, {len(traffic.unanswered)} in flight "
                f"({committed} of them committed), {len(self.known)} in all, "
                f"restart {seconds:.2f} s")

    def _start(self) -> tuple[Server, float]:
        """Starts the server; how long it took until it answered."""
        begun = time.monotonic()
        server = Server(self._data, self._log)
        try:
            caller = Caller(self._contract, server.endpoint)
            caller.call("SystemService", "GetStatus", self._new("GetStatusRequest"),
                        "administrator@H29")
            caller.close()
        except BaseException:
            server.stop()
            raise
        return server, time.monotonic() - begun

    def _new(self, name: str, **fields: Any) -> Any:
        return self._contract.message(f"kntc.v1.{name}")(**fields)

    def _find(self, caller: Caller, registration: Registration) -> Place | None:
        """The petition with the caller's name; none when there is none."""
        request = self._new("GetPetitionRequest", external_reference={
            "system": SYSTEM, "id": registration.name})
        try:
            return kept(caller.call("PetitionService", "GetPetition", request,
                                    f"officer@{registration.agency}"))
        except StatusError as error:
            demand(error.code == NOT_FOUND, f"{registration.name}: {error.reason}")
            return None

    def _check_answered(self, caller: Caller, traffic: Traffic) -> None:
        """Each acknowledged petition is found by its caller's name, as its receipt says."""
        for registration, receipt in traffic.answered:
            self.known[registration.name] = told(receipt)
            found = self._find(caller, registration)
            demand(found == told(receipt),
                   f"{registration.name}: acknowledged {told(receipt)}, found {found}")

    def _repeat(self, caller: Caller, unanswered: list[Registration]) -> int:
        """A repeat of what was in flight gives one petition, and again the same receipt.
        How many of them had been committed before the kill."""
        committed = 0
        for registration in unanswered:
            before = self._find(caller, registration)
            receipt = caller.register(registration)
            committed += before is not None
            demand(before in (None, told(receipt)),
                   f"{registration.name}: committed as {before}, repeated as {told(receipt)}")
            demand(caller.register(registration) == receipt,
                   f"{registration.name}: a repeat gave another receipt")
            self.known[registration.name] = told(receipt)
        return committed

    def _check_lists(self, caller: Caller) -> None:
        """Every petition ever acknowledged is listed once, nothing else is, numbers are whole."""
        listed = [(found.external_reference.id, kept(found))
                  for agency in AGENCIES for found in self._list(caller, agency)]
        demand(len(listed) == len(set(name for name, _ in listed)), "a petition is listed twice")
        missing = self.known.keys() - {name for name, _ in listed}
        demand(not missing,
               f"{len(missing)} acknowledged petitions are gone: {sorted(missing)[:3]}")
        strange = [name for name, found in listed if self.known.get(name) != found]
        demand(not strange, f"{len(strange)} petitions are not as acknowledged: {strange[:3]}")
        numbers = defaultdict(list)
        for _, (_, agency, year, number) in listed:
            numbers[agency, year].append(number)
        for register, given in numbers.items():
            demand(sorted(given) == list(range(1, len(given) + 1)),
                   f"the numbers of {register} are not 1 to {len(given)}")

    def _list(self, caller: Caller, agency: str) -> list[Any]:
        found: list[Any] = []
        token = ""
        while True:
            request = self._new("ListPetitionsRequest", page_size=PAGE_SIZE, page_token=token)
            page = caller.call("PetitionService", "ListPetitions", request, f"officer@{agency}")
            found += page.petitions
            token = page.next_page_token
            if not token:
                return found

    def _check_stopped(self) -> None:
        """The stopped store verifies, and its projections equal its journal."""
        server = binary("kntc-server")
        run([server, "verify", "--data", str(self._data)])
        rebuilt = run([server, "rebuild", "--data", str(self._data)]).strip()
        demand(rebuilt == "0 keys differed", f"rebuild: {rebuilt}")


def told(receipt: Any) -> Place:
    """Id and place in a register, as a receipt says."""
    number = receipt.numbers[0]
    return receipt.records[0].record.id, number.agency, number.year, number.number


def kept(petition: Any) -> Place:
    """Id and place in a register, as a petition says."""
    number = petition.register_number
    return petition.id, number.agency, number.year, number.number


def demand(holds: bool, text: str) -> None:
    """Breaks the round off unless it holds."""
    if not holds:
        raise Broken(text)


def main() -> int:
    """Plays the rounds on one store."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=50)
    parser.add_argument("--clients", type=int, default=16)
    parser.add_argument("--seed", type=int, default=secrets.randbelow(1_000_000))
    arguments = parser.parse_args()
    print(f"seed {arguments.seed}", flush=True)
    rng = random.Random(arguments.seed)
    passed = failed = 0
    with tempfile.TemporaryDirectory(prefix="kntc-kill-") as folder:
        store = Store(Contract.compile(TOOLS.parent / "Protos"), Path(folder), arguments.seed)
        try:
            store.load()
        except ProgramFailed as error:
            return complain(error)
        for index in range(1, arguments.rounds + 1):
            try:
                print(f"round {index}: {store.round(arguments.clients, rng)}", flush=True)
                passed += 1
            except (Broken, ProgramFailed, ProtocolError, StatusError, OSError) as error:
                print(f"round {index}: FAILED: {error}", flush=True)
                failed += 1
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
