"""Documents list every command, option, setting, field, rule and dependency, and name files that exist.

``UPDATE_DOCS=1`` writes the tables that are made from code.
"""

import os
import re
import tomllib
from pathlib import Path

import pytest
from generated_docs import command_sections, common_options_table, exit_codes_table, format_table

from benchmarks.mutants import TARGETS
from glossary_site.build import STAGES
from glossary_site.checks import RULES
from glossary_site.config import SETTINGS, SiteConfig
from glossary_site.formats.losses import LEFT_OUT
from glossary_site.formats.table import EXPORTS, FOLDER, FORMATS, IMPORTS, Format
from glossary_site.project import SCHEMAS, format_schema
from glossary_site.records import FIELDS, PAGE_FIELDS, Part

ROOT = Path(__file__).parents[1]
README = ROOT / "README.md"
SCHEMA_FILES = ROOT / "docs/schemas"
ARCHITECTURE = ROOT / "docs/architecture.md"
COMMANDS_PAGE = ROOT / "docs/commands.md"
FORMATS_PAGE = ROOT / "docs/formats.md"


def section(heading: str) -> str:
    text = README.read_text(encoding="utf-8")
    level = heading.split(" ")[0]
    start = text.index(f"\n{heading}\n")
    end = re.search(rf"\n#{{1,{len(level)}}} ", text[start + len(heading) + 2 :])
    return text[start : start + len(heading) + 2 + end.start()] if end else text[start:]


def first_cells(text: str) -> set[str]:
    """The names in code quotes in the first column of the tables of ``text``."""
    rows = [line.split("|")[1] for line in text.split("\n") if line.startswith("| `")]
    return {name for row in rows for name in re.findall(r"`([^`]+)`", row)}


def test_every_dependency_is_in_the_readme() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    names = {re.split(r"[<>=\[;]", line)[0] for line in project["dependencies"]}
    assert first_cells(section("## Dependencies")) >= names


def settings_table() -> str:
    """A row a setting; nothing, an empty text and an empty list are shown as no default."""

    def shown(name: str) -> str:
        default = getattr(SiteConfig(), name)
        return "no" if default is False else str(default or "")

    return format_table(
        "| setting | default | by language | what it does |",
        ((f"`{name}`", shown(name), "yes" if each.by_language else "", each.about) for name, each in SETTINGS.items()),
    )


def rules_table() -> str:
    return format_table(
        "| code | | what | what to do |",
        (
            (f"`{rule.code}`", f"{rule.severity}{'' if rule.by_default else ', with `--all`'}", rule.summary, rule.hint)
            for rule in RULES
        ),
    )


def fields_table(part: Part, head: str) -> str:
    rows = ((f"`{row.name}`", row.sentence) for row in (*FIELDS, *PAGE_FIELDS) if row.part is part)
    return format_table(f"| {head} | what it holds |", rows)


def stages_table() -> str:
    return format_table("| stage | what happens |", ((f"`{each.name}`", each.summary) for each in STAGES))


def _command(form: Format) -> str:
    return f"`glossary export --format {form.name} --output {'glossary' + form.ending if form.ending else 'DIR'}`"


def _extra(form: Format) -> str:
    return f"`[{form.extra}]`" if form.extra else ""


def _endings(form: Format) -> str:
    return ", ".join("a folder" if ending == FOLDER else f"`{ending}`" for ending in form.endings)


def formats_summary() -> str:
    """The table of exports in the README: what each cannot carry, with a star where it carries a part."""

    def lost(form: Format) -> str:
        notes = {name: "" if note == LEFT_OUT else "\\*" for name, note in form.loses.items()}
        return ", ".join(map("".join, notes.items())) or "nothing"

    return format_table(
        "| format | command | standard | what it cannot carry |",
        ((form.name, _command(form), form.what, lost(form)) for form in EXPORTS),
    )


def exports_table() -> str:
    """The table of exports in Markdown."""

    def lost(form: Format) -> str:
        notes = {name: "" if note == LEFT_OUT else f" ({note})" for name, note in form.loses.items()}
        return "; ".join(map("".join, notes.items())) or "nothing"

    return format_table(
        "| format | command | standard | what it cannot carry | read back | needs |",
        (
            (form.name, _command(form), form.what, lost(form), "yes" if form.reads else "", _extra(form))
            for form in EXPORTS
        ),
    )


def imports_table() -> str:
    """The table of imports in Markdown."""
    return format_table(
        "| form (`--from`) | what | recognised by | kept | lost | read by | needs |",
        (
            (
                form.name,
                form.what,
                "; ".join(filter(None, (_endings(form), form.takes.by))),
                form.takes.keeps,
                form.takes.lost,
                f"`{form.takes.library}`" if form.takes.library else "own parser",
                _extra(form),
            )
            for form in IMPORTS
            if form.takes
        ),
    )


def imports_summary() -> str:
    """The short table of imports in the README."""
    return format_table("| form | files |", ((form.what, _endings(form)) for form in IMPORTS))


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
        (README, "settings", settings_table()),
        (README, "rules", rules_table()),
        (README, "formats", formats_summary()),
        (README, "forms", imports_summary()),
        (README, "record", fields_table(Part.RECORD, "field")),
        (README, "page", fields_table(Part.PAGE, "field")),
        (README, "sense", fields_table(Part.SENSE, "field of a sense")),
        (FORMATS_PAGE, "exports", exports_table()),
        (FORMATS_PAGE, "imports", imports_table()),
        (ARCHITECTURE, "stages", stages_table()),
        (COMMANDS_PAGE, "common", common_options_table()),
        (COMMANDS_PAGE, "exits", exit_codes_table()),
        (COMMANDS_PAGE, "commands", command_sections()),
    ],
)
def test_tables_are_made_from_code(document: Path, name: str, table: str) -> None:
    text = document.read_text(encoding="utf-8")
    mark = f"<!-- {name} -->\n"
    start, end = text.index(mark) + len(mark), text.index(f"<!-- /{name} -->")
    if os.environ.get("UPDATE_DOCS"):
        document.write_text(text[:start] + table + text[end:], encoding="utf-8")
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
    assert len(promises) == 8
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
