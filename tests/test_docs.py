"""Documents list every command, option, setting, field, rule and dependency, and name files that exist.

``UPDATE_DOCS=1`` writes the tables that are made from code.
"""

import os
import re
import tomllib
from pathlib import Path

import pytest
from generated_docs import (
    code_sections,
    command_sections,
    common_options_table,
    decisions_list,
    exit_codes_table,
    exports_table,
    fields_table,
    imports_table,
    library_sections,
    settings_table,
    stages_table,
    view_sections,
)

from benchmarks.mutants import TARGETS
from glossary_site.checks import RULES
from glossary_site.formats.table import FORMATS, IMPORTS
from glossary_site.project import SCHEMAS, format_schema
from glossary_site.records import Part

ROOT = Path(__file__).parents[1]
README = ROOT / "README.md"
SCHEMA_FILES = ROOT / "docs/schemas"
DOCS = ROOT / "docs"
ARCHITECTURE = DOCS / "architecture.md"
DEPENDENCIES = DOCS / "dependencies.md"


def first_cells(text: str) -> set[str]:
    """The names in code quotes in the first column of the tables of ``text``."""
    rows = [line.split("|")[1] for line in text.split("\n") if line.startswith("| `")]
    return {name for row in rows for name in re.findall(r"`([^`]+)`", row)}


def test_every_dependency_has_a_reason() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    names = {re.split(r"[<>=\[;]", line)[0] for line in project["dependencies"]}
    assert first_cells(DEPENDENCIES.read_text(encoding="utf-8")) >= names


def test_the_readme_is_short() -> None:
    assert len(README.read_text(encoding="utf-8").splitlines()) <= 150


def test_every_import_is_described_and_its_library_is_a_dependency_of_its_extra() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    packages = {"": project["dependencies"], **project["optional-dependencies"]}
    assert {form.name for form in FORMATS if form.reads} < {form.name for form in IMPORTS}
    for form in IMPORTS:
        assert form.takes
        named = {re.split(r"[<>=\[;]", line)[0] for line in (*packages[""], *packages[form.extra])}
        assert form.takes.library in {"", *named}, form.name


@pytest.mark.parametrize(
    ("document", "name", "table"),
    [
        ("settings", "settings", settings_table()),
        ("codes", "codes", code_sections()),
        ("entries", "record", fields_table(Part.RECORD, "field")),
        ("entries", "sense", fields_table(Part.SENSE, "field of a sense")),
        ("pages", "page", fields_table(Part.PAGE, "field")),
        ("formats", "exports", exports_table()),
        ("formats", "imports", imports_table()),
        ("architecture", "stages", stages_table()),
        ("commands", "common", common_options_table()),
        ("commands", "exits", exit_codes_table()),
        ("commands", "commands", command_sections()),
        ("templates", "views", view_sections()),
        ("library", "library", library_sections()),
        ("decisions", "decisions", decisions_list(DOCS / "decisions")),
    ],
)
def test_tables_are_made_from_code(document: str, name: str, table: str) -> None:
    page = DOCS / f"{document}.md"
    text = page.read_text(encoding="utf-8")
    mark = f"<!-- {name} -->\n"
    start, end = text.index(mark) + len(mark), text.index(f"<!-- /{name} -->")
    if os.environ.get("UPDATE_DOCS"):
        page.write_text(text[:start] + table + text[end:], encoding="utf-8")
        return
    assert text[start:end] == table


DOCUMENTS = sorted(
    path.relative_to(ROOT).as_posix()
    for pattern in ("*.md", "docs/**/*.md", "benchmarks/*.md", "fuzz/*.md", "tests/*/*.md")
    for path in ROOT.glob(pattern)
)
#: What names a file of this repository: any Python file, anything below one of its folders, a module to run.
_FILE = re.compile(
    r"`((?:glossary_site|tests|benchmarks|docs|fuzz|static|templates|\.github)/[\w./*-]*|[\w/]+\.py)[`:]"
)
_MODULE = re.compile(r"python -m ((?:benchmarks|fuzz)\.\w+)")


@pytest.mark.parametrize("name", DOCUMENTS)
def test_documents_name_files_that_exist(name: str) -> None:
    """Paths start at the root or, as ``disk/output.py``, in the package; ``*`` is for any name."""
    text = (ROOT / name).read_text(encoding="utf-8")
    named = {*_FILE.findall(text), *(f"{module.replace('.', '/')}.py" for module in _MODULE.findall(text))}
    missing = (each for each in named if not any(any(home.glob(each)) for home in (ROOT, ROOT / "glossary_site")))
    assert sorted(missing) == []


def test_documents_name_targets_of_make() -> None:
    targets = set(re.findall(r"^(\w+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    for name in DOCUMENTS:
        named = re.findall(r"(?:^|`)make (\w+)", (ROOT / name).read_text(encoding="utf-8"), re.MULTILINE)
        assert set(named) <= targets, name


def test_the_table_of_rooms_has_the_lines_of_the_contract() -> None:
    contract = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]
    rows = [
        line.split("|")[1] for line in ARCHITECTURE.read_text(encoding="utf-8").split("\n") if line.startswith("| `")
    ]
    rooms = [re.findall(r"`([a-z_]+)(?:/|\.py)`", row) for row in rows]
    layers = [layer.split(" | ") for layer in contract["contracts"][0]["layers"]]
    assert [["__main__"], *filter(None, rooms)] == layers


def test_a_rule_has_one_code() -> None:
    codes = [rule.code for rule in RULES]
    assert len(codes) == len(set(codes))


def test_every_promise_names_tests_that_exist() -> None:
    threats = (ROOT / "THREATS.md").read_text(encoding="utf-8")
    promises = threats[threats.index("\n## Promises\n") : threats.index("\n## Mutants\n")].split("\n### ")[1:]
    assert len(promises) == 9
    for promise in promises:
        named = re.findall(r"`(tests/[\w/]+\.py)::(test_\w+)`", promise)
        assert len(named) >= 5, promise.split("\n")[0]
        for path, name in named:
            assert f"\ndef {name}(" in (ROOT / path).read_text(encoding="utf-8"), f"{path}::{name}"


def test_the_table_of_mutants_is_of_the_modules_that_are_tried() -> None:
    threats = (ROOT / "THREATS.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `([\w/]+\.py)` \| (\d+) \| (\d+) \|", threats, re.MULTILINE)
    assert len(rows) >= 4
    assert {f"glossary_site/{name}" for name, *_ in rows} == {path for path, *_ in TARGETS}
    tried, found = (sum(int(row[column]) for row in rows) for column in (1, 2))
    assert found >= 0.9 * tried
    assert f"That is {found} of {tried} ({found / tried:.0%})".replace("%", " %") in threats


@pytest.mark.parametrize("name", SCHEMAS)
def test_the_schemas_for_editors_are_in_the_docs(name: str) -> None:
    path, text = SCHEMA_FILES / f"{name}.json", format_schema(name)
    if os.environ.get("UPDATE_DOCS"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    assert path.read_text(encoding="utf-8") == text
