"""The README lists every command, option, setting, field, rule and dependency; documents name files that exist.

``UPDATE_DOCS=1`` writes the tables that are made from code.
"""

import os
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from benchmarks.mutants import TARGETS
from glossary_site.build import STAGES
from glossary_site.checks import RULES
from glossary_site.cli.commands import main
from glossary_site.config import SETTINGS, SiteConfig
from glossary_site.formats.table import formats_summary
from glossary_site.records import FIELDS, Part

ROOT = Path(__file__).parents[1]
README = ROOT / "README.md"
ARCHITECTURE = ROOT / "docs/architecture.md"


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


def options(command: click.Command) -> Iterator[str]:
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            yield next(name for name in parameter.opts if name.startswith("--"))


@pytest.mark.parametrize("name", sorted(main.commands))
def test_every_command_and_option_is_in_the_readme(name: str) -> None:
    text = section("## Commands")
    assert f"`glossary {name}" in text
    own = text[text.index(f"`glossary {name}") :]
    for option in options(main.commands[name]):
        assert option in own or option in ("--entries", "--config"), f"{name} {option}"


def test_every_dependency_is_in_the_readme() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    names = {re.split(r"[<>=\[;]", line)[0] for line in project["dependencies"]}
    assert first_cells(section("## Dependencies")) >= names


def settings_table() -> str:
    """A row a setting; nothing, an empty text and an empty list are shown as no default."""
    rows = ["| setting | default | by language | what it does |", "| --- | --- | --- | --- |"]
    for name, setting in SETTINGS.items():
        default = getattr(SiteConfig(), name)
        shown = "no" if default is False else default or ""
        rows.append(f"| `{name}` | {shown} | {'yes' if setting.by_language else ''} | {setting.about} |")
    return "\n".join(rows) + "\n"


def rules_table() -> str:
    rows = [f"| `{rule.code}` | {rule.severity} | {rule.summary} | {rule.hint} |" for rule in RULES]
    return "\n".join(["| code | | what | what to do |", "| --- | --- | --- | --- |", *rows])


def fields_table(part: Part, head: str) -> str:
    rows = [f"| `{row.name}` | {row.sentence} |" for row in FIELDS if row.part is part]
    return "\n".join([f"| {head} | what it holds |", "| --- | --- |", *rows, ""])


def stages_table() -> str:
    rows = [f"| `{stage.name}` | {stage.summary} |" for stage in STAGES]
    return "\n".join(["| stage | what happens |", "| --- | --- |", *rows, ""])


@pytest.mark.parametrize(
    ("document", "name", "table"),
    [
        (README, "settings", settings_table()),
        (README, "rules", rules_table() + "\n"),
        (README, "formats", formats_summary()),
        (README, "record", fields_table(Part.RECORD, "field")),
        (README, "sense", fields_table(Part.SENSE, "field of a sense")),
        (ARCHITECTURE, "stages", stages_table()),
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
