"""What docs/compatibility.md promises is in this version as it was recorded in the version that promised it.

``tests/compatibility.json`` holds it. ``UPDATE_PROMISES=1`` adds what a release promises beyond that; a promise is only
taken back by hand.
"""

import json
import os
import re
import shutil
from collections.abc import Collection, Iterator, Mapping
from dataclasses import fields, is_dataclass
from pathlib import Path

import click
import pytest

from glossary_site.build import BuildRequest, build_site
from glossary_site.cli.commands import ALIASES, EXIT_CODES, main
from glossary_site.config import SETTINGS
from glossary_site.disk import read_manifest
from glossary_site.formats import EXPORTS, IMPORTS
from glossary_site.pages import views
from glossary_site.publish import EMBED
from glossary_site.records import FIELDS

HOME = Path(__file__).parent
RECORDED = HOME / "compatibility.json"
#: Projects of which every address is promised.
PROJECTS = ("everything", "two-languages")
#: The names in these have digests, or are numbers that follow the size of the glossary.
_CHANGING = re.compile(r"^(?:\w+/)?(?:static|search)/|\.(?:svg|png|css|js)$")
_ID = re.compile(r' id="([^"]+)"')


def _addresses(site: Path) -> Iterator[str]:
    """The addresses of pages and files, and of the anchors that belong to the terms."""
    paths = [path for path in read_manifest(site) if not _CHANGING.search(path) or path.endswith("embed.js")]
    yield from (path.removesuffix("index.html") for path in paths)
    anchors = {path: set(_ID.findall((site / path).read_text("utf-8"))) for path in paths if "term/" in path}
    of_all = set.intersection(*anchors.values())
    yield from (f"{path.removesuffix('index.html')}#{each}" for path, ids in anchors.items() for each in ids - of_all)


def _shape(value: object, name: str) -> Iterator[str]:
    """The keys of a value in JSON, and the kinds of their values: ``senses[].definition: str``."""
    if isinstance(value, dict):
        for key, each in value.items():
            yield from _shape(each, f"{name}.{key}")
    elif isinstance(value, list):
        for each in value:
            yield from _shape(each, f"{name}[]")
    else:
        yield f"{name}: {type(value).__name__}"


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Path]:
    """The promised projects, each built with the default theme."""
    found = {}
    for name in PROJECTS:
        project = tmp_path_factory.mktemp(name) / "project"
        shutil.copytree(HOME / "sites" / name, project, ignore=shutil.ignore_patterns("expected"))
        build_site(BuildRequest(project / "entries", project / "_site", project / "glossary.yml", jobs=1))
        found[name] = project / "_site"
    return found


def promises(sites: Mapping[str, Path]) -> dict[str, Collection[str]]:
    """All that is promised, as this version has it, by kind."""
    terms = json.loads((sites["everything"] / "terms.json").read_text(encoding="utf-8"))
    options = {
        f"{name} {flag}"
        for name, command in main.commands.items()
        for option in command.params
        for flag in (option.opts if isinstance(option, click.Option) else [f"<{option.name}>"])
    }
    return {
        "addresses": {f"{name}: {address}" for name, site in sites.items() for address in _addresses(site)},
        "terms.json": set(_shape(terms, "")),
        "files for other sites": {
            each for each in read_manifest(sites["everything"]) if EMBED in each or "terms" in each
        },
        "fields of entries": {f"{each.name}: {each.part}" for each in FIELDS},
        "settings": {*SETTINGS},
        "values of templates": {
            f"{kind.__name__}.{each.name}"
            for kind in vars(views).values()
            if is_dataclass(kind) and isinstance(kind, type)
            for each in fields(kind)
        },
        "command line": options | set(ALIASES),
        "exit codes": {str(code) for code in EXIT_CODES},
        "formats": {f"read {each.name}" for each in IMPORTS} | {f"write {each.name}" for each in EXPORTS},
    }


def test_what_was_promised_is_still_so(sites: Mapping[str, Path]) -> None:
    now = {kind: sorted(found) for kind, found in promises(sites).items()}
    recorded: dict[str, list[str]] = json.loads(RECORDED.read_text(encoding="utf-8")) if RECORDED.exists() else {}
    if os.environ.get("UPDATE_PROMISES"):
        recorded = {kind: sorted({*found, *recorded.get(kind, ())}) for kind, found in now.items()}
        RECORDED.write_text(json.dumps(recorded, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    broken = {kind: sorted({*found} - {*now.get(kind, ())}) for kind, found in recorded.items()}
    assert not any(broken.values()), broken


def test_a_promise_that_is_broken_is_found(sites: Mapping[str, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(main.commands, "pin")
    recorded = json.loads(RECORDED.read_text(encoding="utf-8"))
    assert set(recorded["command line"]) - set(promises(sites)["command line"]) >= {"pin --entries"}
