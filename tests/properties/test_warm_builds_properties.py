"""Whatever is edited between builds, a build with a cache makes the site that a build without one makes.

Edits are drawn from the tables of fields and of settings, so that a new row is tried without a line here.
"""

import json
import os
import re
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from glossary_site.build import BuildRequest, build_site, seen_files
from glossary_site.config import SETTINGS, parse_config
from glossary_site.glossary.translations import source_mark
from glossary_site.issues import GlossaryError
from glossary_site.records import FIELDS, Kind, Part, parse_records

ENTRIES = OAK, TREE, ROOT, ASH = "entries/oak.yml", "entries/tree.yml", "entries/root.yml", "entries/ash.yml"
#: A value of ``translated_from``: the mark of the oak's text at the time of the edit.
NOW = "(now)"
#: What has a value, and its name there: an entry by its file, "settings", the language "de", or "files" by their paths.
Place = tuple[str, str]
State = Mapping[Place, Any]
Edit = tuple[Place, Any]

#: Fields of the author's own, as they are at first.
DECLARED = {
    "grain": {"label": {"en": "Grain", "de": "Maserung"}, "search": "yes", "export": "yes"},
    "felled": {"type": "date", "show": "aside"},
    "uses": {"type": "list", "of": "sense"},
}
#: Two entries, a translation of the first, and an entry that shares with the first the address of its category alone:
#: where the oak leaves its own, the ash's has that address.
START: State = {
    ("settings", "fields"): DECLARED,
    (OAK, "id"): "oak",
    (OAK, "term"): "Oak",
    (OAK, "grain"): "coarse",
    (OAK, "uses"): ["ships"],
    (OAK, "category"): "Trees",
    (OAK, "definition"): "An oak is a tree with acorns.",
    (OAK, "related"): ["Tree"],
    (OAK, "body"): "An oak is a tall tree.",
    (TREE, "id"): "tree",
    (TREE, "term"): "Tree",
    (TREE, "updated"): "2026-01-02",
    (TREE, "body"): "A tree has a deep root. An oak is one.",
    (ROOT, "id"): "root",
    (ROOT, "term"): "Deep root",
    (ROOT, "translation_of"): "oak",
    (ROOT, "translated_from"): NOW,
    (ROOT, "body"): "A deep root is below a tree.",
    (ASH, "term"): "Ash",
    (ASH, "category"): "Trees!",
    (ASH, "body"): "Grey dust.",
}
#: What makes of it a site of two languages.
IN_GERMAN: State = {(ROOT, "language"): "de", ("settings", "languages"): {"de": {}}}

#: The audit makes each edit, also of a site of one language; else every third, of one of two, which has all of that.
FULL = os.environ.get("AUDIT") == "full"
WAYS = {True: "two languages", **({False: "one language"} if FULL else {})}

#: What a field may become, by its kind; a choice becomes each of its choices.
VALUES: Mapping[Kind, Sequence[Any]] = {
    Kind.TEXT: ("", "Elm", "Oak", NOW),
    Kind.TEXTS: ([], ["Elm", "Oak"]),
    Kind.MARKDOWN: ("", "Oak and [[Tree|it]].\n\n- a deep root", "Elm, [[Elm]] and [a tree](tree.yml)."),
    Kind.MARKDOWNS: ([], ["An [[oak]] and an elm.", "# A *root*"]),
    Kind.DEFINITION: ("", "An elm is tall.", "A *tree* like an [[oak]] or an [[Elm]]."),
    Kind.CATEGORIES: ("", "trees", ["Wood / Trees", "Plants"]),
    Kind.ID: ("", "elm"),
    Kind.DATE: ("", "2026-03-04"),
    Kind.LANGUAGE: ("", "de"),
    Kind.NUMBER: ("", "7"),
    Kind.FILE: ("", "oak.mp3"),
}
#: A setting may become the first three of these that it accepts.
SETTING_VALUES = (
    *("de", "leaf.svg", "full", "sentence", "meaning", "all", "yes", "1", "#0b6e99", "https://example.org/wood/"),
    *({"text": "Forest", "url": "https://example.org/"}, {"Wood": ["Trees"]}, {"de": {"title": "Holz"}}),
)
#: What else the files may hold from which a site is made. An empty text is no file.
FILES = {
    OAK: ("", "term: Elm\nbody: An elm is no oak.\n"),
    "entries/.ids.yml": (
        "",
        "oak: {term: Oak, file: entries/oak.yml}\nelm: {term: Elm, moved: oak}\n",
        "elm: {term: Elm, gone: yes}\nde/elm: {term: Ulme, gone: yes}\n",
    ),
    "entries/.changes.yml": (
        "",
        "2026-02-03:\n- {kind: renamed, id: oak, term: Oak, was: Elm}\n- {kind: added, id: tree, term: Tree}\n",
        "2026-04-05:\n- {kind: merged, id: elm, term: Elm, into: oak}\n- {kind: deleted, id: ash, term: Ash}\n",
    ),
    "templates/parts/count.html": ("", "<b>{{ site.terms }}</b>\n"),
    "templates/parts/term-lines.html": ("", "<p>No lines</p>\n"),
    "static/style.css": ("", "a { color: green }\n"),
    "wood.json": (
        '[{"id": "elm", "term": "Tall tree"}]',
        '[{"id": "ash", "term": "Root", "definition": "It drinks."}]',
    ),
    "static/leaf.svg": ("", "<svg xmlns='http://www.w3.org/2000/svg'/>\n"),
}


@pytest.fixture(autouse=True, scope="module")
def old_files() -> Iterator[None]:
    """Files count as old as soon as they are written: builds read only those that changed."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(seen_files, "_GRAIN", 0)
        yield


def setting_values(name: str) -> list[Any]:
    accepted = (value for value in SETTING_VALUES if not parse_config(json.dumps({name: value}))[1])
    return list(islice(accepted, 3))


OWN = parse_config(json.dumps({"fields": DECLARED}))[0].fields
ROWS = {row.full_name: row for row in (*FIELDS, *OWN) if row.kind not in (Kind.SOURCE, Kind.SENSES)}
OF_FIELDS: Mapping[str, Sequence[Any]] = {name: row.choices or VALUES[row.kind] for name, row in ROWS.items()}
OF_SETTINGS = {name: setting_values(name) for name in SETTINGS}
OF_SETTINGS["include"] = [{}, {"Wood": {"from": "wood.json", "site": "https://example.org/wood/"}}]
OF_SETTINGS["llms"] = ["no", "yes"]
OF_SETTINGS["fields"] = [
    {},
    DECLARED | {"grain": {"label": "Figure", "show": "body"}},
    DECLARED | {"uses": {"type": "list", "of": "sense", "show": "none"}},
]
OF_GERMAN = {name: OF_SETTINGS[name] for name, setting in SETTINGS.items() if setting.by_language}
OWNERS: Mapping[str, Mapping[str, Sequence[Any]]] = {
    **dict.fromkeys((OAK, ROOT), OF_FIELDS),
    "settings": OF_SETTINGS,
    "de": OF_GERMAN,
    "files": FILES,
}
#: All edits by what they are of.
EDITS: Mapping[str, Sequence[Edit]] = {
    owner: [((owner, name), value) for name, values in found.items() for value in values]
    for owner, found in OWNERS.items()
}
EVERY_EDIT = [edit for edits in EDITS.values() for edit in edits]
#: The files of a release, with those of earlier ones, which stay where they are.
RELEASES = re.compile(r"(de/)?embed/[^/]+/")


def entry_text(state: State, file: str) -> str:
    """An entry as JSON, which is YAML: the fields of its sense and of the source where they are nested."""
    source: dict[str, Any] = {}
    sense: dict[str, Any] = {"source": source}
    record: dict[str, Any] = {"senses": [sense]}
    parts = {Part.RECORD: record, Part.SENSE: sense, Part.SOURCE: source}
    for (owner, name), value in state.items():
        if owner == file:
            parts[ROWS[name].part][ROWS[name].name] = value
    return json.dumps(record)


def settings_text(state: State) -> str:
    values = {name: value for (owner, name), value in state.items() if owner == "settings"}
    german = {name: value for (owner, name), value in state.items() if owner == "de"}
    if german:
        values["languages"] = {"de": german}
    return json.dumps(values)


def apply(state: State, edit: Edit) -> State:
    """The state after an edit, with a mark in the place of ``NOW``."""
    place, value = edit
    if value == NOW:
        records, _ = parse_records(entry_text(state, OAK), OAK, OWN)
        value = source_mark(records[0]) if records else ""
    return {**state, place: value}


def start(several: bool) -> State:
    state = {**START, **(IN_GERMAN if several else {})}
    return apply(state, ((ROOT, "translated_from"), NOW))


def write(folder: Path, state: State) -> None:
    """The files of a project: those that differ are written."""
    texts = {file: entry_text(state, file) for file in ENTRIES}
    texts |= {name: state.get(("files", name), texts.get(name, "")) for name in FILES}
    texts["glossary.yml"] = settings_text(state)
    for name, text in texts.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if not text:
            path.unlink(missing_ok=True)
        elif not path.exists() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")


def build(folder: Path, output: str, cache: str | None) -> Mapping[str, bytes] | None:
    """The files of the site; None where it cannot be built."""
    kept, site = folder / cache if cache else None, folder / output
    try:
        settings_file = folder / "glossary.yml"
        build_site(BuildRequest(folder / "entries", site, settings_file, jobs=1, cache=kept, allow_shrink=True))
    except GlossaryError:
        return None
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()}


@contextmanager
def built_project(state: State) -> Iterator[Path]:
    """The folder of a project that was built with a cache."""
    with TemporaryDirectory() as name:
        write(Path(name), state)
        assert build(Path(name), "warm", "cache") is not None
        yield Path(name)


def assert_warm_is_clean(folder: Path, state: State) -> None:
    write(folder, state)
    shutil.rmtree(folder / "clean", ignore_errors=True)
    clean, warm = build(folder, "clean", None), build(folder, "warm", "cache")
    if clean and warm:
        warm = {path: content for path, content in warm.items() if path in clean or not RELEASES.match(path)}
    assert warm == clean


@pytest.mark.parametrize("several", WAYS, ids=WAYS.get)
@pytest.mark.parametrize("owner", EDITS)
def test_a_warm_build_after_each_edit_is_a_clean_build(owner: str, several: bool) -> None:
    before = start(several)
    with built_project(before) as folder:
        for edit in EDITS[owner][:: 1 if FULL else 3]:
            assert_warm_is_clean(folder, apply(before, edit))


@settings(max_examples=25 if FULL else 12, deadline=None, suppress_health_check=list(HealthCheck))
@given(several=st.booleans(), sequence=st.lists(st.sampled_from(EVERY_EDIT), min_size=2, max_size=5))
def test_a_warm_build_after_several_edits_is_a_clean_build(several: bool, sequence: Sequence[Edit]) -> None:
    state = start(several)
    with built_project(state) as folder:
        for edit in sequence:
            state = apply(state, edit)
            assert_warm_is_clean(folder, state)


def test_every_setting_has_values() -> None:
    assert [name for name, values in OF_SETTINGS.items() if not values] == []
