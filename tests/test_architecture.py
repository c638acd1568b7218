"""What the code may import, print and hold: the layout of the rooms as a test."""

import ast
import io
import logging
import re
import sys
import tokenize
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from click.testing import CliRunner
from importlinter.cli import lint_imports_command

import glossary_site
from glossary_site import build, formats, glossary, loader, publish, search, workers

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "glossary_site"
LONGEST = 450

#: Library -> the modules or the folder that alone may import it: every third-party one, and two of Python's own.
HOMES = {
    "gc": {"workers/memory.py"},
    "multiprocessing": {"workers/forks.py", "workers/pools.py"},
    "yaml": {"yaml_text.py"},
    "markdown_it": {
        "markup/dialect.py",
        "markup/first_characters.py",
        "markup/html_tags.py",
        "markup/outline.py",
        "markup/rules.py",
    },
    "mdit_py_plugins": {"markup/dialect.py", "markup/outline.py", "markup/rules.py"},
    "pygments": {"markup/code.py"},
    "math_core": {"markup/math.py"},
    "jinja2": {"renderer/render.py"},
    "markupsafe": {"renderer/render.py"},
    "distributed": {"workers/cluster.py"},
    "lunr": {"search/scores.py"},
    "numpy": {"search/vectors.py"},
    "safetensors": {"search/vectors.py"},
    "tokenizers": {"search/vectors.py"},
    "icu": {"language/icu_rules.py"},
    "langcodes": {"language/tags.py"},
    "anyascii": {"language/collation.py"},
    "click": {"cli/"},
    "rich": {"cli/terminal.py"},
    "filelock": {"disk/locks.py"},
    "tree_sitter": {"text/layout/shell_layout.py"},
    "tree_sitter_bash": {"text/layout/shell_layout.py"},
    "ftfy": {"text/layout/repair.py"},
    "imagesize": {"attachments/read.py"},
    "watchdog": {"preview/watch.py"},
    "starlette": {"preview/server.py"},
    "uvicorn": {"preview/server.py"},
    "ahocorasick_rs": {"mentions/automaton.py"},
    "packaging": {"project/doctor.py"},
    "orjson": {"json_rows.py"},
    "msgspec": {"values.py"},
    "rdflib": {"formats/skos.py", "formats/skos_reading.py"},
    "lxml": {"formats/xml_text.py"},
    "ebooklib": {"formats/epub.py"},
    "genanki": {"formats/anki.py"},
    "python_calamine": {"formats/xlsx.py"},
    "docutils": {"formats/rst_markdown.py", "integrations/docutils_nodes.py", "integrations/sphinx.py"},
    "sphinx": {"integrations/sphinx.py"},
    "mammoth": {"formats/docx.py"},
    "polib": {"formats/gettext_po.py"},
    "pypandoc": {"formats/pandoc_text.py"},
    "pylatexenc": {"formats/latex_markdown.py"},
    "markdown": {"integrations/python_markdown.py"},
    "mkdocs": {"integrations/mkdocs.py"},
    "lsprotocol": {"integrations/language_server.py"},
    "pygls": {"integrations/language_server.py"},
}
#: Words that a stranger must guess at, in each of their forms; docs/architecture.md has those to write instead.
UNCLEAR = set(
    "weave weaves woven teller tell tells told say says said hear hears heard know knows knew hopeless settle "
    "settles settled spare spares spared forget forgets forgot stand stands stood blame blames blamed owe owes owed "
    "hang hangs hung gone".split()
)
#: The ledger's field ``gone`` is in the files of every project that removed a term.
LEDGER_FIELD = {("glossary/ledger.py", "gone"), ("preview/bad_pages.py", "gone")}
#: What belongs to no room: everybody may import these modules.
SHARED = {
    "addresses",
    "config",
    "digest",
    "includes",
    "issues",
    "json_rows",
    "late",
    "request",
    "schema",
    "values",
    "yaml_text",
}


def modules() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


def name_of(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


@cache
def nodes_of(path: Path) -> tuple[ast.AST, ...]:
    """All nodes of a module's syntax tree."""
    return tuple(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))


def imported(path: Path) -> Iterator[str]:
    """The top-level packages that a module imports, in whichever line."""
    for node in nodes_of(path):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module.partition(".")[0]


def test_imports_flow_in_one_direction(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    monkeypatch.syspath_prepend(str(ROOT))
    # The linter switches off all loggers that there are when it runs, on which other tests depend.
    for each in logging.root.manager.loggerDict.values():
        if isinstance(each, logging.Logger):
            monkeypatch.setattr(each, "disabled", each.disabled)
    result = CliRunner().invoke(lint_imports_command, ["--config", str(ROOT / "pyproject.toml"), "--no-cache"])
    assert result.exit_code == 0, result.output
    assert "1 kept, 0 broken" in result.output


@pytest.mark.parametrize("package", HOMES)
def test_a_library_has_one_home(package: str) -> None:
    importing = [name_of(path) for path in modules() if package in imported(path)]
    strangers = [name for name in importing if not name.startswith(tuple(HOMES[package]))]
    unused = [home for home in HOMES[package] if not any(name.startswith(home) for name in importing)]
    assert (strangers, unused) == ([], [])


def test_every_third_party_library_is_in_the_table() -> None:
    listed = {*HOMES, "glossary_site"}
    strangers = {
        (name_of(path), package)
        for path in modules()
        for package in imported(path)
        if package not in listed and package not in sys.stdlib_module_names
    }
    assert not strangers


def room_of(name: str) -> str:
    """The room of a module (``a/b.py``): its folder in the package, and each folder of ``text/`` by itself."""
    folder, *further = name.split("/")[:-1]
    return ".".join((folder, *further[:1])) if folder == "text" else folder


def test_the_package_holds_rooms_and_shared_modules_alone() -> None:
    top = {path.stem for path in PACKAGE.glob("*.py")}
    assert top == {"__init__", "__main__", *SHARED}


@pytest.mark.parametrize("path", [path for path in modules() if path.parent != PACKAGE], ids=name_of)
def test_a_room_is_imported_through_its_init_alone(path: Path) -> None:
    own = room_of(name_of(path))
    doors = {room_of(name_of(each)) for each in modules() if each.parent != PACKAGE}
    entered = {
        node.module.removeprefix("glossary_site.")
        for node in nodes_of(path)
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("glossary_site.")
    }
    own_modules = {each for each in entered if each == own or each.startswith(f"{own}.")}
    assert entered - own_modules <= doors | SHARED


def called(path: Path) -> set[str]:
    """The names of all functions that a module calls."""
    calls = (node.func for node in nodes_of(path) if isinstance(node, ast.Call))
    return {ast.unparse(each).rpartition(".")[2] for each in calls}


#: The package and the rooms that import some names late -> the module of each such name.
LATE = {
    "__init__.py": glossary_site._ROOMS,
    "build/__init__.py": build._MODULES,
    "formats/__init__.py": formats._MODULES,
    "glossary/__init__.py": glossary._MODULES,
    "loader/__init__.py": loader._MODULES,
    "publish/__init__.py": publish._MODULES,
    "search/__init__.py": search._MODULES,
    "workers/__init__.py": workers._MODULES,
}


@pytest.mark.parametrize("name", LATE)
def test_a_name_that_is_imported_late_is_imported_for_its_type(name: str) -> None:
    package = ".".join(("glossary_site", *name.split("/")[:-1]))
    typed = {
        alias.name: node.module.removeprefix(f"{package}.")
        for block in nodes_of(PACKAGE / name)
        if isinstance(block, ast.If) and ast.unparse(block.test) == "TYPE_CHECKING"
        for node in block.body
        if isinstance(node, ast.ImportFrom) and node.module
        for alias in node.names
    }
    assert typed == LATE[name]


#: What reads a part of a project -> the only modules that call it: everybody else asks ``open_project``.
READS = {
    "read_inputs": {"build/project.py"},
    "read_theme": {"build/project.py"},
    "read_config": {"build/inputs.py", "project/importer.py", "project/schemas.py"},  # they need no entries
    "read_sources": {"build/inputs.py", "formats/own.py"},  # an import of entries
    "read_ledger": {"build/inputs.py"},
    "read_log": {"build/inputs.py", "glossary/changes/log.py"},  # which adds to the log
}


@pytest.mark.parametrize("function", READS)
def test_a_project_is_read_through_its_one_door(function: str) -> None:
    assert {name_of(path) for path in modules() if function in called(path)} == READS[function]


def test_imports_are_absolute() -> None:
    relative = [
        f"{name_of(path)}:{node.lineno}"
        for path in modules()
        for node in nodes_of(path)
        if isinstance(node, ast.ImportFrom) and node.level
    ]
    assert not relative


def test_only_the_command_line_prints() -> None:
    printing = [
        f"{name_of(path)}:{node.lineno}"
        for path in modules()
        for node in nodes_of(path)
        if isinstance(node, ast.Call)
        and ast.unparse(node.func) in ("print", "sys.stdout.write", "sys.stderr.write")
        and not name_of(path).startswith("cli/")
    ]
    assert not printing


def words_of(text: str) -> set[str]:
    """The words in prose and in names: of ``read_oldNames`` they are read, old and names."""
    return {word.lower() for word in re.findall(r"[A-Z]?[a-z]+|[A-Z]+", text)}


def names_and_prose(path: Path) -> str:
    """The names, comments and docstrings of a module, without its other texts."""
    source = path.read_text(encoding="utf-8")
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    docstrings = [ast.get_docstring(node) or "" for node in ast.walk(ast.parse(source)) if isinstance(node, documented)]
    tokens = tokenize.generate_tokens(io.StringIO(source).readline)
    return " ".join([*docstrings, *(each.string for each in tokens if each.type in (tokenize.NAME, tokenize.COMMENT))])


def test_no_name_comment_or_docstring_has_an_unclear_word() -> None:
    found = {(name_of(path), word) for path in modules() for word in words_of(names_and_prose(path)) & UNCLEAR}
    assert found == LEDGER_FIELD


def test_no_name_of_a_test_has_an_unclear_word() -> None:
    tests = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "tests").rglob("test_*.py"))
    assert [name for name in re.findall(r"def (test_\w+)", tests) if words_of(name) & UNCLEAR] == []


@pytest.mark.parametrize("path", modules(), ids=name_of)
def test_no_module_is_longer_than_the_limit(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST
