"""What docs/compatibility.md promises is in this version as it was recorded in the version that promised it.

``tests/compatibility.json`` holds it. ``UPDATE_PROMISES=1`` adds what a release promises beyond that; a promise is only
taken back by hand. ``tests/promised/`` has entries in every form and shape, and names that make hard addresses.
A release adds to it, and changes nothing in it.
"""

import json
import os
import re
import shutil
from collections.abc import Collection, Iterator, Mapping
from contextlib import chdir
from itertools import pairwise
from pathlib import Path
from typing import Any

import click
import pytest
from command_line import run_glossary
from lxml import html

import glossary_site
from glossary_site.build import BuildRequest, build_site
from glossary_site.checks import CODES
from glossary_site.cli.commands import ALIASES, EXIT_CODES, main
from glossary_site.config import SETTINGS
from glossary_site.disk import read_manifest
from glossary_site.formats import EXPORTS, IMPORTS
from glossary_site.pages import views
from glossary_site.records import FIELDS
from glossary_site.values import Frozen, list_fields

HOME = Path(__file__).parent
RECORDED = HOME / "compatibility.json"
#: Projects of which every address is promised.
PROJECTS = {
    "everything": HOME / "sites/everything",
    "two-languages": HOME / "sites/two-languages",
    "promised": HOME / "promised",
}
#: The names in these have digests, or are numbers that follow the size of the glossary.
_CHANGING = re.compile(r"^(?:\w+/)?(?:static|search)/|\.(?:svg|png|css|js)$")
#: The anchors of a term's page: of its senses, and of headings in them.
_ANCHORS = "//section[@class='sense']/descendant-or-self::*/@id"
#: Keys of JSON below which the keys are names: of terms, categories, declared fields, stages.
_BY_NAME = ("forms", "anchors", "fields", "timings", "now")
#: Commands that have a result for programs.
_PROGRAMS = (
    ("build", "--output", "again", "--no-cache"),
    ("check",),
    ("doctor",),
    ("explain", "file-outside"),
    ("explain", "term/grain/"),
    ("diff", "earlier", "entries"),
)


def _addresses(site: Path) -> Iterator[str]:
    """The addresses of pages and files, and of the anchors that belong to the terms."""
    paths = [path for path in read_manifest(site) if not _CHANGING.search(path) or path.endswith("embed.js")]
    yield from (path.removesuffix("index.html") for path in paths)
    for path in paths:
        if "term/" in path and path.endswith(".html"):
            anchors = html.fromstring(read_text(site / path)).xpath(_ANCHORS)
            yield from (f"{path.removesuffix('index.html')}#{each}" for each in anchors)


def _leaves(value: object, *way: str | int) -> Iterator[tuple[tuple[str | int, ...], object]]:
    """The texts, numbers and flags in a value of JSON, each with the keys and places that lead to it."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, each in inner:
        yield from _leaves(each, *way, key)
    if not isinstance(value, dict | list):
        yield way, value


def _shapes(value: object) -> Iterator[str]:
    """The ways to the values in JSON, and their kinds: ``*.senses.*.definition: str``."""
    for way, leaf in _leaves(value):
        keys = ("*" if isinstance(key, int) or before in _BY_NAME else key for before, key in pairwise(("", *way)))
        yield f"{'.'.join(keys)}: {type(leaf).__name__}"


def read_text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def read_json(path: Path) -> Any:
    return json.loads(read_text(path))


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Path]:
    """The promised projects, each built with the default theme."""
    found = {}
    for name, home in PROJECTS.items():
        project = tmp_path_factory.mktemp(name) / "project"
        shutil.copytree(home, project, ignore=shutil.ignore_patterns("expected"))
        build_site(BuildRequest(project / "entries", project / "_site", project / "glossary.yml", jobs=1))
        found[name] = project / "_site"
    return found


def _read_entries(project: Path) -> Iterator[str]:
    """All that the program reads in the entries of a project, as its export in JSON has it."""
    with chdir(project):
        assert run_glossary("export", "--format", "json", "--output", "entries.json").code == 0
    for record in read_json(project / "entries.json")["records"]:
        yield from (f"{record['id']}: {'.'.join(map(str, way))} = {leaf}" for way, leaf in _leaves(record))


def _results(project: Path) -> Iterator[str]:
    """The exit codes of commands, and the keys in what they print for programs."""
    shutil.copytree(project / "entries", project / "earlier", dirs_exist_ok=True)
    (project / "earlier/grain.yml").unlink()
    for command in _PROGRAMS:
        with chdir(project):
            outcome = run_glossary(*command, "--format", "json")
        yield f"{command[0]}: exit code {outcome.code}"
        yield from (f"{command[0]}: {each.split(': ')[0]}" for each in _shapes(json.loads(outcome.out)))


def promises(sites: Mapping[str, Path]) -> dict[str, Collection[str]]:
    """All that is promised, as this version has it, by kind."""
    promised = sites["promised"]
    tokens = read_text(HOME.parent / "static/style.css").partition("@layer tokens {")[2].partition("@layer")[0]
    options = {
        f"{name} {flag}"
        for name, command in main.commands.items()
        for option in command.params
        for flag in (option.opts if isinstance(option, click.Option) else [f"<{option.name}>"])
    }
    return {
        "addresses": {f"{name}: {address}" for name, site in sites.items() for address in _addresses(site)},
        "terms.json": set(_shapes(read_json(promised / "terms.json"))),
        "terms/*.json": {each for path in (promised / "terms").glob("*.json") for each in _shapes(read_json(path))},
        "attributes of embed.js": set(re.findall(r"\bdataset\.(\w+)", read_text(promised / "embed.js"))),
        "entries as they are read": set(_read_entries(promised.parent)),
        "fields of entries": {f"{each.name}: {each.part}" for each in FIELDS},
        "settings": {*SETTINGS},
        "values of templates": {
            f"{kind.__name__}.{name}"
            for kind in vars(views).values()
            if isinstance(kind, type) and issubclass(kind, Frozen)
            for name in list_fields(kind)
        },
        "command line": options | set(ALIASES),
        "results for programs": set(_results(promised.parent)),
        "codes": {code.name for codes in CODES.values() for code in codes},
        "custom properties": set(re.findall(r"^ *(--[\w-]+):", tokens, re.MULTILINE)),
        "the library": {*glossary_site.__all__},
        "exit codes": {str(code) for code in EXIT_CODES},
        "formats": {f"read {each.name}" for each in IMPORTS} | {f"write {each.name}" for each in EXPORTS},
    }


def test_what_was_promised_is_still_so(sites: Mapping[str, Path]) -> None:
    now = {kind: sorted(found) for kind, found in promises(sites).items()}
    recorded: dict[str, list[str]] = read_json(RECORDED) if RECORDED.exists() else {}
    if os.environ.get("UPDATE_PROMISES"):
        recorded = {kind: sorted({*found, *recorded.get(kind, ())}) for kind, found in now.items()}
        RECORDED.write_text(json.dumps(recorded, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    broken = {kind: sorted({*found} - {*now.get(kind, ())}) for kind, found in recorded.items()}
    assert not any(broken.values()), broken


def test_a_promise_that_is_broken_is_found(sites: Mapping[str, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(main.commands, "pin")
    recorded = read_json(RECORDED)
    assert set(recorded["command line"]) - set(promises(sites)["command line"]) >= {"pin --entries"}
