"""Tests of tidy: /usr/bin/python3 -m unittest discover Tools"""

import importlib.machinery
import importlib.util
import subprocess
import tempfile
import unittest
from pathlib import Path
from types import ModuleType

HERE = Path(__file__).resolve().parent


def load() -> ModuleType:
    """The program as a module: its name has no suffix."""
    loader = importlib.machinery.SourceFileLoader("tidy", str(HERE / "tidy"))
    specification = importlib.util.spec_from_loader("tidy", loader)
    assert specification is not None
    module = importlib.util.module_from_spec(specification)
    loader.exec_module(module)
    return module


tidy = load()
LONG = "\n".join(f"    let v{place} = {place}" for place in range(70))


def rules(text: str, name: str = "A.swift") -> list[tuple[int, str]]:
    """Offences in the text by line and first two words."""
    return sorted((line, " ".join(rule.split()[:2])) for line, rule in tidy.check_file(name, text))


class FileTests(unittest.TestCase):
    """What is found in one file."""

    def test_offences(self) -> None:
        rows = (
            ("let a = try! f()", [(1, "try! is")]),
            ("let a = b as! C", [(1, "as! is")]),
            ('fatalError("why")', [(1, "fatalError is")]),
            ("preconditionFailure()", [(1, "preconditionFailure needs")]),
            ("public struct A {}", [(1, "public is")]),
            ("let a = 1 \n", [(1, "trailing whitespace")]),
            ("// TO" "DO later", [(1, "a forgotten")]),
            ("\n" * 401, [(401, "file of")]),
            ("package let a = 1", [(1, "package declaration")]),
            ("// A.\npackage static func f() {}", [(2, "package declaration")]),
            ("@MainActor\npackage final class A {}", [(2, "package declaration")]),
            ("package private(set) var a = 1", [(1, "package declaration")]),
            ("/// A.\nstruct A {\n    package init() {}\n}", [(3, "package declaration")]),
            (f"func f() {{\n{LONG}\n}}", [(1, "function of")]),
            (f"struct A {{\n    init?(a: Int) {{\n{LONG}\n}}\n}}", [(2, "function of")]),
            (f"func f(\n    let: Int = {{ 1 }}()\n) async -> Int {{\n{LONG}\n}}", [(1, "function of")]),
            (f'func f() {{\n    let s = "}}"  // }}\n{LONG}\n}}', [(1, "function of")]),
        )
        for text, expected in rows:
            with self.subTest(text[:60]):
                self.assertEqual(rules(text), expected)

    def test_no_offences(self) -> None:
        rows = (
            'let a = "try! as! fatalError( public"  // try! public',
            'let a = """\n    try! fatalError(\n    """',
            'let a = #"a "try!" b"#',
            'let a = "\\(f("try!"))"',
            "/* public try! */",
            'preconditionFailure("never: drained before")',
            "let a = Access.public\ncase `public`",
            "package import Foundation",
            "let package = Package(name: \"kntc\")",
            "/// A.\n@safe\n@frozen package struct A {}",
            "/// A.\npackage let a = 1",
            f"protocol P {{\n    func f()\n    var a: Int {{ get }}\n}}\nstruct A {{\n{LONG}\n}}",
            f"let a = A.init(b)\nlet c = {{\n{LONG}\n}}",
            "func f() {\n" + "\n".join(LONG.split("\n")[:68]) + "\n}",
            "\n" * 400,
        )
        for text in rows:
            with self.subTest(text[:60]):
                self.assertEqual(rules(text), [])

    def test_python_functions_have_the_same_limit(self) -> None:
        body = "\n".join("    pass" for _ in range(70))
        self.assertEqual(rules(f"def f():\n{body}\n", "a.py"), [(1, "function of")])
        self.assertEqual(rules(f"def f():\n{body[:-9]}\n", "a.py"), [])


class RepositoryTests(unittest.TestCase):
    """What is found in a repository."""

    def test_new_files_count_generated_and_ignored_ones_do_not(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            root = Path(folder).resolve()
            subprocess.run(["git", "init", "--quiet"], cwd=root, check=True)
            (root / ".swift-format").write_text(
                '{"version": 1, "rules": {"NeverForceUnwrap": true}}', encoding="utf-8")
            (root / ".gitignore").write_text("ignored.swift\n", encoding="utf-8")
            (root / "Generated").mkdir()
            for name in ("a.swift", "ignored.swift", "Generated/b.swift"):
                (root / name).write_text("let a = b!\nlet c = try! d()\n", encoding="utf-8")
            found = tidy.check(root)
            self.assertEqual({(offence.file, offence.line) for offence in found},
                             {("a.swift", 1), ("a.swift", 2)})
            self.assertTrue(any("NeverForceUnwrap" in offence.rule for offence in found))


if __name__ == "__main__":
    unittest.main()
