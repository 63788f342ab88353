"""The README's commands, as somebody would paste them, against a server of their own."""

import re
import shlex
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "stage"))

from programs import PYTHON, ROOT, Server, binary, run  # noqa: E402

README = (ROOT / "README.md").read_text(encoding="utf-8")
# These start, test or play everything, and have tests of their own or are what this one runs inside of.
SELF = {"Tools/run", "Tools/test", "Tools/demo"}
# This builds a release and takes minutes: of it only the options are looked at.
LONG = {"Tools/bench"}
# The stock gRPC client is in the tests' own environment.
GRPC_PYTHON = ROOT / ".venv" / "bin" / "python"


def blocks(language: str) -> list[str]:
    """The code blocks of a language."""
    return re.findall(rf"```{language}\n(.*?)```", README, re.DOTALL)


# What a command of the README prints, by a part of it.
OUTPUTS = {
    "compute --rule KN.ACCEPT": "10/07/2026",
    "calendar show --year 2027": "Tết",
    "what-if Tools/data/scenarios/complaint.json": "QUÁ HẠN 14 ngày",
    "what-if Tools/data/scenarios/denunciation.json": "no sign of a violation",
}


class ReadmeCommands(unittest.TestCase):
    """Each block does what the text around it says."""

    def setUp(self) -> None:
        """Starts a fresh server."""
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.server = self.enterContext(
            Server(Path(folder.name) / "data", Path(folder.name) / "log"))
        run([binary("kntc-admin"), "--endpoint", self.server.endpoint, "directory", "apply",
             str(ROOT / "Tools" / "data" / "directory.json")])

    def test_every_shell_command_is_known(self) -> None:
        """A command of the README exists, and help or a run of it succeeds."""
        commands = [line for block in blocks("sh")
                    for line in block.replace("\\\n", " ").splitlines()]
        self.assertGreaterEqual(len(commands), 4)
        for command in commands:
            with self.subTest(command=command):
                words = shlex.split(command, comments=True)
                program = ROOT / words[0]
                if words[0] in SELF | LONG:
                    self.assertTrue(program.is_file() and program.stat().st_mode & 0o100)
                    if words[0] in LONG:
                        usage = run([str(program), "--help"])
                        for option in (word for word in words if word.startswith("--")):
                            self.assertIn(option, usage)
                    continue
                name = Path(words[0]).name
                if name == "curl":
                    port = self.server.said["grpc"].rpartition(":")[2]
                    output = run([word.replace("7411", port) for word in words])
                    self.assertIn("2026-07-10", output)
                    continue
                output = run([binary(name), "--endpoint", self.server.endpoint, *words[1:]])
                self.assertTrue(output.strip())
                for part, expected in OUTPUTS.items():
                    if part in command:
                        self.assertIn(expected, output)

    def test_the_python_of_the_readme_prints_the_due_day(self) -> None:
        """Each block works with the port of this server in the place of the default one."""
        ttrpc, over_grpc = blocks("python")
        for block, python, default, door in ((ttrpc, PYTHON, "7410", "ttrpc"),
                                             (over_grpc, GRPC_PYTHON, "7411", "grpc")):
            with self.subTest(door):
                self.assertIn(default, block)
                port = self.server.said[door].rpartition(":")[2]
                done = subprocess.run([python, "-c", block.replace(default, port)], cwd=ROOT,
                                      capture_output=True, encoding="utf-8", check=False)
                self.assertEqual(done.stdout, "2026-07-10\n", done.stderr)

    def test_the_interface_for_scripts(self) -> None:
        """`deadline compute … -o json` prints an object with `due` as an ISO date."""
        output = run([binary("kntc-admin"), "--endpoint", self.server.endpoint, "deadline",
                      "compute", "--rule", "KN.ACCEPT", "--start", "2026-07-01", "-o", "json"])
        self.assertRegex(output, r'"due":\s*"2026-07-10"')


if __name__ == "__main__":
    unittest.main()
