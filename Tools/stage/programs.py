"""Starts and ends the programs that the demo and the tests play with, and calls the clients."""

import contextlib
import json
import os
import ssl
import subprocess
import sys
import threading
import urllib.request
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, Self

ROOT = Path(__file__).resolve().parent.parent.parent
SIMULATOR = ROOT / "Tools" / "national-simulator" / "simulator.py"
DIRECTORY = ROOT / "Tools" / "data" / "directory.json"
EXPORT_PATH = "/kntc-export/1"
# python3-jsonschema and python3-protobuf are Debian's, so Debian's Python runs the tools.
PYTHON = "/usr/bin/python3"
LINE_SECONDS_MAX = 60.0
STOP_SECONDS_MAX = 30.0
CALL_SECONDS_MAX = 120.0


class ProgramFailed(Exception):
    """A program ended otherwise than it should; the text says which, how and its last words."""


def binary(name: str) -> str:
    """The path of a program: in KNTC_BIN, else in the release or the debug build."""
    folders = ([Path(os.environ["KNTC_BIN"])] if "KNTC_BIN" in os.environ
               else [ROOT / ".build" / "release", ROOT / ".build" / "debug"])
    for folder in folders:
        if os.access(folder / name, os.X_OK):
            return str(folder / name)
    raise ProgramFailed(f"{name} is not in {' or '.join(map(str, folders))}; run: "
                        f"swift build --product {name}, or set KNTC_BIN to its folder")


def run(command: list[str], expected: tuple[int, ...] = (0,)) -> str:
    """Runs a program to its end; its standard output."""
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False,
                          timeout=CALL_SECONDS_MAX)
    if done.returncode not in expected:
        words = (done.stderr.strip() or done.stdout.strip())[-2_000:]
        raise ProgramFailed(f"{Path(command[0]).name} ended with {done.returncode}: {words}")
    return done.stdout


class Program:
    """A program in the background, ended by its own process id."""

    def __init__(self, command: list[str], log: Path) -> None:
        """Starts it; its standard error goes to the end of the log."""
        self._log = log
        self._name = Path(command[0]).name if command[0] != PYTHON else Path(command[1]).name
        with log.open("ab") as errors:
            self._process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=errors,
                                             stdin=subprocess.DEVNULL, encoding="utf-8",
                                             start_new_session=True)

    def line(self) -> str:
        """The next line that it prints; a program that prints none in time is ended."""
        assert self._process.stdout is not None
        patience = threading.Timer(LINE_SECONDS_MAX, self._process.kill)
        patience.start()
        line = self._process.stdout.readline()
        patience.cancel()
        if line == "":
            code = self._process.wait(STOP_SECONDS_MAX)
            words = self._log.read_text(encoding="utf-8", errors="replace")[-2_000:].strip()
            raise ProgramFailed(f"{self._name} ended with {code} at its start: {words}")
        return line.rstrip("\n")

    @contextlib.contextmanager
    def starting(self) -> Iterator[None]:
        """While what it says at its start is read: stops it when that fails."""
        try:
            yield
        except BaseException:
            self.stop()
            raise

    @property
    def pid(self) -> int:
        """Its process id."""
        return self._process.pid

    @property
    def resident_kilobytes(self) -> int:
        """Memory that it holds."""
        status = Path(f"/proc/{self.pid}/status").read_text(encoding="ascii")
        line = next(line for line in status.splitlines() if line.startswith("VmRSS:"))
        return int(line.split()[1])

    def kill(self) -> None:
        """Ends it as a power cut would: nothing is finished, nothing is closed."""
        self._process.kill()
        self._reap()

    def stop(self) -> int:
        """Asks it to end and waits; kills it when it does not. Its exit code."""
        if self._process.poll() is None:
            self._process.terminate()
        try:
            self._process.wait(STOP_SECONDS_MAX)
        except subprocess.TimeoutExpired:
            self._process.kill()
        return self._reap()

    def _reap(self) -> int:
        code = self._process.wait(STOP_SECONDS_MAX)
        if self._process.stdout is not None:
            self._process.stdout.close()
        return code

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None,
                 trace: TracebackType | None) -> None:
        self.stop()


class Server(Program):
    """A server of its own on free ports of this machine."""

    def __init__(self, data: Path, log: Path, *options: str) -> None:
        """Starts it and waits until it says where it listens."""
        self._serve(["--data", str(data), *options], log)

    def _serve(self, options: list[str], log: Path) -> None:
        super().__init__([binary("kntc-server"), "serve", "--listen", "127.0.0.1:0",
                          "--grpc", "127.0.0.1:0", "--operations", "127.0.0.1:0", *options], log)
        # What it says at its start, by the first word of each line.
        self.said: dict[str, str] = {}
        with self.starting():
            while "identity" not in self.said:
                word, _, rest = self.line().partition(" ")
                self.said[word] = rest.strip()
        self.endpoint = self.said["ttrpc"]

    def operations(self, page: str) -> str:
        """A page of health and metrics, "health" or "metrics"."""
        url = self.said["operations"].removesuffix("health") + page
        with urllib.request.urlopen(url, timeout=CALL_SECONDS_MAX) as reply:
            return str(reply.read().decode())


class Sandbox(Server):
    """A server to try things out on, with certificates for its agencies."""

    def __init__(self, folder: Path, log: Path, *options: str) -> None:
        """Makes it in a folder and starts it."""
        self._folder = folder
        self._serve(["--sandbox", str(folder), *options], log)

    def tls(self, agency: str) -> ssl.SSLContext:
        """What a client of an agency connects with."""
        folder = self._folder / "tls"
        context = ssl.create_default_context(cafile=str(folder / "ca.pem"))
        context.load_cert_chain(str(folder / f"{agency}.pem"), str(folder / f"{agency}.key"))
        return context


class Simulator(Program):
    """A stand-in for the national database on a free port of this machine."""

    def __init__(self, accepted: Path, log: Path) -> None:
        """Starts it; what it accepts is in the file `accepted`."""
        super().__init__([PYTHON, str(SIMULATOR), "--port", "0", "--log", str(accepted)], log)
        with self.starting():
            self.url = f"http://127.0.0.1:{int(self.line())}"


class Admin:
    """The administrators' client, run once for each call."""

    def __init__(self, endpoint: str) -> None:
        self._endpoint = endpoint
        self._binary = binary("kntc-admin")

    def call(self, method: str, request: Mapping[str, Any], identity: str) -> dict[str, Any]:
        """The reply of a method such as "kntc.v1.SystemService/GetStatus"."""
        text = json.dumps(request, ensure_ascii=False)
        reply = run([self._binary, "call", method, "-d", text, *self._options(identity)])
        found = json.loads(reply)
        if not isinstance(found, dict):
            raise ProgramFailed(f"{method} did not print one JSON object")
        return found

    def load_directory(self) -> None:
        """Loads the bodies of the city unless there are some already."""
        identity = "administrator@H29"
        if not self.call("kntc.v1.DirectoryService/ListAgencies", {"page_size": 1}, identity):
            run([self._binary, "directory", "apply", str(DIRECTORY), *self._options(identity)])

    def _options(self, identity: str) -> list[str]:
        return ["--endpoint", self._endpoint, "--identity", identity, "--timeout", "30",
                "-o", "json"]


def deliver(endpoint: str, simulator: str) -> str:
    """Runs the bridge once; what it prints. All is acknowledged when this returns."""
    return run([binary("kntc-bridge"), "run", "--endpoint", endpoint,
                "--to", simulator.rstrip("/") + EXPORT_PATH])


def complain(error: Exception) -> int:
    """Says on standard error why a tool ends, and the code to end with."""
    print(f"{Path(sys.argv[0]).name}: {error}", file=sys.stderr)
    return 1
