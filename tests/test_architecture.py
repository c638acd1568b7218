"""What the code may import, print and hold: the layout of the rooms as a test."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from importlinter.cli import lint_imports_command

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "glossary_site"
LONGEST = 450

#: Third-party package -> the only modules that may import it.
HOMES = {
    "yaml": {"yaml_text.py"},
    "markdown_it": {"markup/markdown.py"},
    "mdit_py_plugins": {"markup/markdown.py"},
    "pygments": {"markup/code.py"},
    "math_core": {"markup/math.py"},
    "jinja2": {"render.py"},
    "markupsafe": {"render.py"},
    "distributed": {"cluster.py"},
    "lunr": {"search/scores.py"},
    "icu": {"collation.py"},
    "anyascii": {"collation.py"},
    "click": {"cli.py", "cli_project.py", "console.py"},
    "rich": {"console.py"},
    "filelock": {"locks.py"},
    "ftfy": {"text/repair.py"},
    "watchdog": {"serve/watch.py"},
    "starlette": {"serve/server.py"},
    "uvicorn": {"serve/server.py"},
    "ahocorasick_rs": {"matching.py"},
    "rdflib": {"exports/skos.py", "exports/skos_reading.py"},
    "lxml": {"xml_text.py"},
    "ebooklib": {"exports/epub.py"},
    "genanki": {"exports/anki.py"},
    "docutils": {"migrate/rst_markdown.py"},
}


def modules() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


def name_of(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


def imported(path: Path) -> Iterator[str]:
    """The top-level packages that a module imports, wherever in it the import stands."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module.partition(".")[0]


def test_imports_flow_in_one_direction(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    monkeypatch.syspath_prepend(str(ROOT))
    result = CliRunner().invoke(lint_imports_command, ["--config", str(ROOT / "pyproject.toml"), "--no-cache"])
    assert result.exit_code == 0, result.output
    assert "1 kept, 0 broken" in result.output


@pytest.mark.parametrize("package", HOMES)
def test_a_library_has_one_home(package: str) -> None:
    found = {name_of(path) for path in modules() if package in imported(path)}
    assert found <= HOMES[package]


def test_every_third_party_library_is_in_the_table() -> None:
    known = {*HOMES, "glossary_site"}
    strangers = {
        (name_of(path), package)
        for path in modules()
        for package in imported(path)
        if package not in known and package not in sys.stdlib_module_names
    }
    assert not strangers


def test_imports_are_absolute() -> None:
    relative = [
        f"{name_of(path)}:{node.lineno}"
        for path in modules()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom) and node.level
    ]
    assert not relative


def test_only_the_command_line_prints() -> None:
    printing = [
        f"{name_of(path)}:{node.lineno}"
        for path in modules()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and ast.unparse(node.func) in ("print", "sys.stdout.write", "sys.stderr.write")
        and name_of(path) != "cli.py"
    ]
    assert not printing


@pytest.mark.parametrize("path", modules(), ids=name_of)
def test_no_module_holds_two_things(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST
