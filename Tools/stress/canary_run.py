"""One server from its first start to a crash, with canaries in it at every step."""

import shutil
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import canary_core
from canary_copies import Copies
from canary_desk import PETITION, WARD, Desk
from canary_noise import Noise
from canary_people import Canary, Population
from canary_petitions import Petitions
from canary_places import Place, has_table_tool, inside, tables, write_logs
from canary_readers import Readers
from canary_search import Hit
from canary_texts import Texts
from canary_visits import Visits

from contract import Contract  # canary_desk put the rooms of both on the path
from programs import EXPORT_PATH, ROOT, Admin, Server, Simulator, binary

SECRET, TOLD = "secret", "told early"
HIDDEN = (SECRET, TOLD)
EVERYBODY = (SECRET, TOLD, "ordinary")
BRIDGE_SECONDS_MAX = 120.0
VERB_SECONDS_MAX = 300.0


class Run:
    """Plays everything and gathers the places to look at."""

    def __init__(self, folder: Path, seed: int, tell: Callable[[str], None]) -> None:
        self._folder = folder
        self._seed = seed
        self._tell = tell
        self._contract = Contract.compile(ROOT / "Protos")
        self.population = Population(seed)
        self.places: list[Place] = []
        # What is wrong beside what is found.
        self.broken: list[str] = []
        # How canaries came into memory, and how often.
        self.whence: list[str] = []

    def play(self, count: int, quiet_seconds: float, with_core: bool) -> None:
        """All of it, with at least so many canaries of denouncers."""
        data, log = self._folder / "data", self._folder / "server.log"
        with Simulator(self._folder / "accepted.jsonl", self._folder / "simulator.log") as national:
            with Server(data, log, "--log-level", "trace") as server:
                self._live(server, national.url, count)
                self._pages(server)
                self._memory(server, quiet_seconds, with_core)
                server.kill()
            self._killed(data)
            with Server(data, log, "--log-level", "trace") as server:
                self._again(server, national.url)
                if server.stop() != 0:
                    self.broken.append("the server did not stop well")
            self._stopped(data)
        self._crashed(data, log)
        self._outside()

    def _live(self, server: Server, national: str, count: int) -> None:
        """From the first letter to the last read."""
        Admin(server.endpoint).load_directory()
        desk = Desk(self._contract, server.endpoint, self._folder / "replies", self._seed)
        desk.write("DirectoryService/ApplyOfficers", {
            "officers": [{"code": "dia-chinh.canary", "agency": WARD}]}, "administrator@H29")
        petitions = Petitions(desk, self.population)
        visits = Visits(desk, self.population, petitions)
        early = petitions.early()
        self._deliver(server.endpoint, national, "early")
        shutil.copy(self._folder / "accepted.jsonl", self._folder / "accepted early.jsonl")
        while len(self.hidden()) < count:
            petitions.play()
            visits.play()
        visits.ordinary()
        petitions.turn(early, "told early")
        petitions.check()
        visits.check()
        self._tell(f"{len(petitions.secret)} secret records of {len(self.population.people)} "
                   f"people, {len(self.hidden())} canaries of denouncers")
        self._disturb(desk, petitions, server)
        readers = Readers(desk, petitions)
        copies = Copies(desk, self.population)
        copies.drafts()
        if not readers.entitled(copies):
            self.broken.append("who is named for a file does not read who denounces")
        readers.read()
        self._tell(f"{readers.calls} reads without a right")
        self.broken += sorted({*petitions.open, *readers.told, *copies.told})
        self._deliver(server.endpoint, national, "late")
        desk.close()

    def _disturb(self, desk: Desk, petitions: Petitions, server: Server) -> None:
        """What goes wrong, and what names somebody where nobody may be named."""
        noise = Noise(desk, self.population, petitions, server.said["operations"])
        noise.play()
        texts = Texts(desk, self.population, petitions)
        texts.play()
        self._tell(f"{noise.sent} requests that go wrong, {texts.tried} texts with a name")
        self.broken += sorted(set(noise.taken))
        self.broken += [f"takes a sealed name: {field}" for field in sorted(texts.taken)]

    def hidden(self) -> list[Canary]:
        """The canaries of denouncers."""
        return self.population.canaries(*HIDDEN)

    def _deliver(self, endpoint: str, national: str, when: str) -> None:
        """Runs the bridge and keeps what it prints."""
        done = subprocess.run([binary("kntc-bridge"), "run", "--endpoint", endpoint, "--to",
                               national + EXPORT_PATH, "--report",
                               str(self._folder / f"bridge {when}.json")],
                              capture_output=True, check=False, timeout=BRIDGE_SECONDS_MAX)
        (self._folder / f"bridge {when}.log").write_bytes(done.stdout + done.stderr)
        if done.returncode != 0:
            self.broken.append(f"the bridge ended with {done.returncode}")

    def _pages(self, server: Server) -> None:
        """Health and metrics."""
        pages = self._folder / "operations"
        pages.mkdir()
        for page in ("health", "metrics"):
            (pages / page).write_text(server.operations(page), encoding="utf-8")
        self._add("health and metrics", inside(pages))

    def _memory(self, server: Server, quiet_seconds: float, with_core: bool) -> None:
        """A core of the running server, after a while without a call."""
        if not with_core:
            return
        name = f"memory after {quiet_seconds:.0f} quiet seconds"
        time.sleep(quiet_seconds)
        regions = canary_core.maps(server.pid)
        core = canary_core.dump(server.pid, self._folder / "memory")
        if core is None:
            self._add(name, (), skipped="gcore is not installed, or may not trace (install gdb)")
            return
        self._tell(f"a core of {core.stat().st_size >> 20} MB")
        self._core, self._regions = core, regions
        self.places.append(Place(name, (core,), HIDDEN, measured=True))

    def explain(self, place: Place, hits: list[Hit]) -> None:
        """Says by which ways canaries came into memory."""
        if place.measured and hits:
            self.whence = canary_core.whence(self._core, hits, self._regions)

    def _killed(self, data: Path) -> None:
        """What a kill leaves: much of it in the write-ahead log alone."""
        copy = self._folder / "killed"
        shutil.copytree(data, copy)
        self._add("data directory after kill -9", inside(copy))
        self._add("write-ahead log after kill -9", write_logs(copy, self._folder / "wal killed"))

    def _again(self, server: Server, national: str) -> None:
        """The next start reads what the kill left."""
        desk = Desk(self._contract, server.endpoint, self._folder / "replies", self._seed + 1)
        desk.call(PETITION + "ListPetitions", {}, f"officer@{WARD}/nv.la", "own agency")
        desk.close()
        self._deliver(server.endpoint, national, "again")

    def _stopped(self, data: Path) -> None:
        """What a clean stop leaves, and what the verbs for a stopped store print and leave."""
        kept = self._folder / "stopped"
        shutil.copytree(data, kept)
        self._add("data directory after a stop", inside(kept))
        self._add("write-ahead log after a stop", write_logs(kept, self._folder / "wal stopped"))
        if has_table_tool():
            found = tables(kept, self._folder / "tables")
            self._add("contents of tables (SST)", found)
            if not found:
                self.broken.append("the stopped store has no table to look into")
        else:
            self._add("contents of tables (SST)", (), skipped="sst_dump (rocksdb-tools)")
            self.broken.append("tables were not looked at: apt-get install rocksdb-tools")
        printed = self._folder / "verbs"
        printed.mkdir()
        copy = self._folder / "verified"
        shutil.copytree(data, copy)
        shutil.copy(data.with_name("data.key"), self._folder / "verified.key")
        for verb in ("verify", "rebuild"):
            done = subprocess.run([binary("kntc-server"), verb, "--data", str(copy)],
                                  capture_output=True, check=False, timeout=VERB_SECONDS_MAX)
            (printed / verb).write_bytes(done.stdout + done.stderr)
            if done.returncode != 0:
                self.broken.append(f"{verb} ended with {done.returncode}")
        self._add("verify, rebuild and what they leave", (*inside(printed), *inside(copy)))

    def _crashed(self, data: Path, log: Path) -> None:
        """A crash of a server that has read letters leaves no core, though its shell allows one."""
        folder = self._folder / "crash"
        pattern = canary_core.PATTERN.read_text(encoding="utf-8").strip()
        with canary_core.cores_allowed(folder), Server(data, log) as server:
            limit = canary_core.soft_limit(server.pid)
            desk = Desk(self._contract, server.endpoint, self._folder / "replies", self._seed + 2)
            Petitions(desk, self.population).named(self.population.one(SECRET))
            desk.close()
            canary_core.crash(server.pid, log)
        cores = tuple(canary_core.left(folder))
        if cores:
            self.broken.append(f"a crash leaves a core of {cores[0].stat().st_size >> 20} MB; "
                               f"its limit for cores is {limit}")
        if canary_core.tells_memory(log):
            self.broken.append("a crash writes bytes of memory into the log")
        blind = pattern.startswith("|") or not canary_core.leaves_cores(self._folder / "control")
        unseen = f"no program leaves cores here (core_pattern {pattern})"
        self._add("core of a crash", cores, skipped=unseen if blind and not cores else "")

    def _outside(self) -> None:
        """What is told to others, and what is logged."""
        folder, replies = self._folder, self._folder / "replies"
        self._add("log of the server, at level trace", (folder / "server.log",), EVERYBODY)
        self._add("logs of bridge and national database", (
            folder / "simulator.log", *sorted(folder.glob("bridge *.log")),
            *sorted(folder.glob("bridge *.json"))), EVERYBODY)
        late = folder / "accepted late.jsonl"
        late.write_bytes((folder / "accepted.jsonl").read_bytes().removeprefix(
            (folder / "accepted early.jsonl").read_bytes()))
        self._add("national database, whole", (folder / "accepted.jsonl",), (SECRET,))
        self._add("national database, since the change", (late,), HIDDEN)
        self._add("what the bridge is told", (replies / "bridge",), HIDDEN)
        self._add("receipts", (replies / "receipts",), EVERYBODY)
        self._add("refusals", (replies / "refusals",), EVERYBODY)
        self._add("replies to the own agency's officers", (replies / "own agency",), HIDDEN)
        self._add("files of secret records", (replies / "secret files",), HIDDEN)
        self._add("replies to strangers and auditors", (replies / "strangers",), EVERYBODY)
        self._add("replies to look-ups by number", (replies / "lookups",), EVERYBODY)

    def _add(self, name: str, files: tuple[Path, ...], forbidden: tuple[str, ...] = EVERYBODY,
             skipped: str = "") -> None:
        self.places.append(Place(name, tuple(one for one in files if one.is_file()), forbidden,
                                 skipped=skipped))
