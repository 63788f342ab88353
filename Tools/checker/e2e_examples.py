"""The examples of the kit, built and run from an unpacked kit as an integrator does.

    /usr/bin/python3 -m unittest discover Tools/checker -p e2e_examples.py

It needs what Tools/install --clients installs; kntc-server and kntc-admin in KNTC_BIN,
.build/release or .build/debug.
"""

import os
import re
import subprocess
import sys
import tempfile
import unittest
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "stage")]

from programs import PYTHON, ROOT, Admin, Server, run  # noqa: E402

# The examples with the Python that each may need; those that take long to build begin first.
EXAMPLES = {"go-ttrpc": PYTHON, "java-grpc": PYTHON, "c-ttrpc": PYTHON,
            "python-grpc": str(ROOT / ".venv" / "bin" / "python"), "python-ttrpc": PYTHON}
# Who the examples say that they are.
CALLER = "officer@H29.80.63"
SECONDS_MAX = 300
AT_ONCE = 2
# The same story in each language, as it prints it.
STORY = (
    r"health: SERVING\n"
    r"registered: (?P<petition>[0-9a-z]{26}) as number (?P<number>\d+)\n"
    r"repeated: the same receipt\n"
    r"read back: Đề nghị xem xét bồi thường đất, [1-9]\d* time limits\n"
    r"refused: FIELD_INVALID\n"
    r"  source is not of the list PetitionSource; .+\n"
    r"  stamp is missing; .+\n"
    r"  summary is empty; .+\n"
    r"  support id (?P<support>[0-9a-f]{16})\n")


class Examples(unittest.TestCase):
    """Each example against one server, two at a time."""

    @classmethod
    def setUpClass(cls) -> None:
        folder = Path(cls.enterClassContext(tempfile.TemporaryDirectory(prefix="kntc-examples-")))
        packed = Path(run([str(ROOT / "Tools" / "kit"), str(folder / "made")]).strip())
        run(["tar", "--extract", "--file", str(packed), "--directory", str(folder)])
        cls.examples = folder / packed.name.removesuffix(".tar.gz") / "examples"
        cls.server = cls.enterClassContext(Server(folder / "data", folder / "server.log"))
        Admin(cls.server.endpoint).load_directory()
        pool = cls.enterClassContext(ThreadPoolExecutor(AT_ONCE))
        cls.played = {name: pool.submit(cls.play, name) for name in EXAMPLES}

    @classmethod
    def play(cls, name: str) -> subprocess.CompletedProcess[str]:
        """Builds and runs an example."""
        host, _, port = cls.server.said[name.rpartition("-")[2]].rpartition(":")
        return subprocess.run([str(cls.examples / name / "run"), host, port], check=False,
                              capture_output=True, encoding="utf-8", timeout=SECONDS_MAX,
                              env={**os.environ, "PYTHON": EXAMPLES[name]})

    def number(self, name: str) -> int:
        """The number of the petition that an example registered, if it told the whole story."""
        done = self.played[name].result()
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        self.assertRegex(done.stdout, f"^{STORY}$")
        found = re.match(STORY, done.stdout)
        assert found is not None
        return int(found["number"])

    def test_python_over_grpc(self) -> None:
        self.number("python-grpc")

    def test_python_over_ttrpc(self) -> None:
        self.number("python-ttrpc")

    def test_go_over_ttrpc(self) -> None:
        self.number("go-ttrpc")

    def test_java_over_grpc(self) -> None:
        self.number("java-grpc")

    def test_c_over_ttrpc(self) -> None:
        self.number("c-ttrpc")

    # Red when: an example that repeats its request registers a second petition.
    def test_each_registers_one_petition(self) -> None:
        numbers = {self.number(name) for name in EXAMPLES}
        kept = Admin(self.server.endpoint).call(
            "kntc.v1.PetitionService/ListPetitions", {}, CALLER)["petitions"]
        self.assertEqual((len(numbers), len(kept)), (len(EXAMPLES), len(EXAMPLES)))

    def test_the_python_client_of_ttrpc_is_short(self) -> None:
        text = (self.examples / "python-ttrpc" / "example.py").read_text(encoding="utf-8")
        self.assertLess(len(text.splitlines()), 100)


if __name__ == "__main__":
    unittest.main()
