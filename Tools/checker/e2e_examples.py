"""The examples of the kit, built and run from an unpacked kit as an integrator does.

    /usr/bin/python3 -m unittest discover Tools/checker -p e2e_examples.py

It needs what Tools/install --clients installs; kntc-server and kntc-admin in KNTC_BIN,
.build/release or .build/debug.
"""

import os
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "stage")]

from programs import PYTHON, ROOT, Admin, Server, run  # noqa: E402

GRPC_PYTHON = ROOT / ".venv" / "bin" / "python"
SECONDS_MAX = 300
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
    """Each example against one server."""

    @classmethod
    def setUpClass(cls) -> None:
        folder = Path(cls.enterClassContext(tempfile.TemporaryDirectory(prefix="kntc-examples-")))
        packed = Path(run([str(ROOT / "Tools" / "kit"), str(folder / "made")]).strip())
        run(["tar", "--extract", "--file", str(packed), "--directory", str(folder)])
        cls.examples = folder / packed.name.removesuffix(".tar.gz") / "examples"
        cls.server = cls.enterClassContext(Server(folder / "data", folder / "server.log"))
        Admin(cls.server.endpoint).load_directory()
        cls.numbers: set[str] = set()

    def play(self, name: str, python: str | Path = PYTHON) -> None:
        """Builds and runs an example, and looks at what it prints."""
        host, _, port = self.server.said[name.rpartition("-")[2]].rpartition(":")
        done = subprocess.run([str(self.examples / name / "run"), host, port], check=False,
                              capture_output=True, encoding="utf-8", timeout=SECONDS_MAX,
                              env={**os.environ, "PYTHON": str(python)})
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        self.assertRegex(done.stdout, f"^{STORY}$")
        number = done.stdout.split("as number ")[1].split("\n")[0]
        # Each example has registered one petition, however often it repeated the request.
        self.assertNotIn(number, self.numbers)
        self.numbers.add(number)
        self.assertEqual(len(self.numbers), max(map(int, self.numbers)))

    def test_python_over_grpc(self) -> None:
        self.play("python-grpc", GRPC_PYTHON)

    def test_python_over_ttrpc(self) -> None:
        self.play("python-ttrpc")

    def test_go_over_ttrpc(self) -> None:
        self.play("go-ttrpc")

    def test_java_over_grpc(self) -> None:
        self.play("java-grpc")

    def test_c_over_ttrpc(self) -> None:
        self.play("c-ttrpc")

    def test_the_python_client_of_ttrpc_is_short(self) -> None:
        text = (self.examples / "python-ttrpc" / "example.py").read_text(encoding="utf-8")
        self.assertLess(len(text.splitlines()), 100)


if __name__ == "__main__":
    unittest.main()
