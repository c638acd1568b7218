"""Which edits go the short way, that it leads where a whole build leads, and what each kind renders again."""

from collections.abc import Callable
from pathlib import Path

import pytest

from glossary_site.build import BuildRequest
from glossary_site.glossary import Change, Kind
from glossary_site.glossary.changes.log import format_log
from glossary_site.preview.preview import Preview

RYE = "---\nterm: Rye\naliases: [secale]\ncategory: Grain\n---\n\nRye is a grain. It makes dense bread.\n"
OVEN = "---\nterm: Deck oven\ncategory: Tools\n---\n\nA deck oven is hot. It bakes rye.\n"
PEEL = "---\nterm: Peel\ncategory: Tools\n---\n\nA peel is a flat shovel. It is made of wood.\n"
LOG = format_log([Change(Kind.ADDED, "rye", "Rye", date="2026-03-31")])
PAGES = (
    "",
    "term/rye/",
    "term/deck-oven/",
    "term/peel/",
    "all/",
    "r/",
    "category/grain/",
    "search/",
    "404.html",
)

Edit = Callable[[Path], Path]


class Counting(Preview):
    """A preview that counts how often it read everything."""

    reads: int = 0

    def _read(self):  # type: ignore[no-untyped-def]
        self.reads += 1
        return super()._read()


def replacing(file: str, old: str, new: str) -> Edit:
    def edit(home: Path) -> Path:
        path = home / file
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")
        return path

    return edit


def writing(file: str, text: str) -> Edit:
    def edit(home: Path) -> Path:
        path = home / file
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    return edit


def removing(file: str) -> Edit:
    def edit(home: Path) -> Path:
        (home / file).unlink()
        return home / file

    return edit


@pytest.fixture
def home(tmp_path: Path) -> Path:
    (tmp_path / "entries").mkdir()
    for name, text in (("rye", RYE), ("oven", OVEN), ("peel", PEEL)):
        (tmp_path / "entries" / f"{name}.md").write_text(text, encoding="utf-8")
    return tmp_path


def start(home: Path) -> Counting:
    preview = Counting(BuildRequest(home / "entries", home / "out", home / "glossary.yml"))
    preview.rebuild()
    for url in preview.urls():
        preview.respond(url)
    preview.reads = 0
    return preview


SHORT = {
    "text": replacing("entries/rye.md", "dense", "very dense"),
    "text with a new mention": replacing("entries/peel.md", "of wood", "of wood for the deck oven"),
    "text without its mention": replacing("entries/oven.md", "bakes rye", "bakes"),
    "definition": replacing("entries/rye.md", "is a grain", "is a cereal"),
    "name": replacing("entries/rye.md", "term: Rye", "term: Zea"),
    "name that was an alias": replacing("entries/rye.md", "term: Rye\naliases: [secale]", "term: Secale"),
    "name that others mention": replacing("entries/rye.md", "term: Rye", "term: Wood"),
    "name that becomes an alias": replacing(
        "entries/rye.md", "term: Rye\naliases: [secale]", "term: Zea\naliases: [Rye]"
    ),
    "name of the last": replacing("entries/rye.md", "term: Rye", "term: Alpha"),
    "alias": replacing("entries/rye.md", "secale", "hot shovel"),
    "alias of its letter": replacing("entries/rye.md", "secale", "shovel of rye"),
    "name of its letter": replacing("entries/rye.md", "term: Rye", "id: rye\nterm: Roggen"),
    "id": replacing("entries/rye.md", "aliases:", "id: rye-grain\naliases:"),
    "abbreviation": replacing("entries/rye.md", "aliases: [secale]", "abbreviations: [WO]"),
    "alias more, a line more": replacing("entries/rye.md", "aliases: [secale]", "aliases:\n- secale\n- shovel"),
    "theme": writing("templates/footer.html", "<p>Mine</p>"),
    "style": writing("static/own.css", "a{}"),
}
LONG = {
    "name of another": replacing("entries/rye.md", "term: Rye", "term: peel"),
    "slug of another": replacing("entries/rye.md", "term: Rye", "term: PEEL"),
    "category": replacing("entries/rye.md", "category: Grain", "category: Cereal"),
    "relation": replacing("entries/rye.md", "aliases:", "related: [Peel]\naliases:"),
    "new file": writing("entries/new.md", "---\nterm: Proof\n---\n\nProof is rest.\n"),
    "file gone": removing("entries/peel.md"),
    "glossary text": writing("entries/new.txt", "proof, tools\n**Proof** is rest.\n"),
    "log of changes": writing("entries/.changes.yml", LOG),
    "settings": writing("glossary.yml", "title: Other\n"),
}


@pytest.mark.parametrize(("kind", "whole"), [*((name, 0) for name in SHORT), *((name, 1) for name in LONG)])
def test_every_edit_gives_the_same_site_as_a_fresh_start(home: Path, kind: str, whole: int) -> None:
    preview = start(home)
    path = {**SHORT, **LONG}[kind](home)
    preview.rebuild({path.as_posix()})
    assert preview.reads == whole
    fresh = Preview(preview.request)
    fresh.rebuild()
    assert preview.issues == fresh.issues
    assert preview.urls() == fresh.urls()
    for url in (*fresh.urls(), "terms.json", "search/manifest.json"):
        assert preview.respond(url) == fresh.respond(url), url


LEDGER = """rye: {term: Rye, file: entries/rye.md}
deck-oven: {term: Deck oven, file: entries/oven.md}
"""
KEEPING = replacing("entries/rye.md", "term: Rye\naliases: [secale]", "term: Zea\nid: rye\naliases: [secale, Rye]")
RENAME = replacing("entries/rye.md", "term: Rye", "term: Zea")


@pytest.mark.parametrize(
    ("file", "text", "edits", "whole"),
    [
        ("entries/.ids.yml", LEDGER, [RENAME], 0),
        ("entries/bread.yml", "term: Bread\nrelated: [Rye]\nbody: Bread is baked.\n", [RENAME], 1),
        ("entries/bread.yml", "term: Bread\nrelated: [Rye]\nbody: Bread is baked.\n", [KEEPING], 0),
        ("entries/bread.yml", "term: Bread\nrelated: [Zea]\naliases: [Zea]\nbody: Bread is baked.\n", [RENAME], 1),
        ("entries/bread.yml", "term: Bread\nrelated: [secale]\nbody: Bread is baked.\n", [RENAME], 1),
        ("entries/bread.yml", "term: Bread\nrelated: [Nothing]\nbody: Bread is baked.\n", [RENAME], 1),
        ("entries/bread.yml", "term: Rye\nbody: Rye is bread, too.\n", [RENAME], 1),
        ("entries/bread.yml", "term: Bread\naliases: [Zea]\nbody: Bread is not rye.\n", [RENAME], 0),
        ("entries/bread.yml", "term: Bread\nabbreviations: [RYE]\nbody: Bread is rye, and RYE.\n", [RENAME], 0),
        ("entries/rye-bread.txt", "rye bread, bread\n**Rye bread** is dark. It is of rye.\n", [RENAME], 0),
        ("glossary.yml", "links: all\nquality: yes\npage_size: 1\n", [RENAME], 0),
        ("glossary.yml", "title: Other\n", [*SHORT.values()], 0),
    ],
)
def test_renames_among_others(home: Path, file: str, text: str, edits: list[Edit], whole: int) -> None:
    (home / file).write_text(text.replace("file: ", f"file: {home.as_posix()}/"), encoding="utf-8")
    preview = start(home)
    for edit in edits:
        try:
            path = edit(home)
        except AssertionError:
            continue  # an earlier edit took away what this one replaces
        preview.rebuild({path.as_posix()})
    assert preview.reads == whole
    fresh = Preview(preview.request)
    fresh.rebuild()
    assert preview.issues == fresh.issues
    assert preview.urls() == fresh.urls()
    for url in (*fresh.urls(), "terms.json", "search/manifest.json"):
        assert preview.respond(url) == fresh.respond(url), url


@pytest.mark.parametrize(
    ("kind", "again"),
    [
        ("text", {"term/rye/"}),
        ("text with a new mention", {"term/peel/", "term/deck-oven/"}),
        ("text without its mention", {"term/deck-oven/", "term/rye/"}),
        ("definition", {"term/rye/", "term/deck-oven/", "term/peel/", "all/", "r/", "category/grain/"}),
        ("alias of its letter", {"term/rye/"}),
        ("name of its letter", {"term/rye/", "term/deck-oven/", "term/peel/", "all/", "r/", "category/grain/"}),
        ("theme", set(PAGES)),
    ],
)
def test_only_pages_that_show_what_changed_are_rendered_again(home: Path, kind: str, again: set[str]) -> None:
    preview = start(home)
    preview.rebuild({{**SHORT, **LONG}[kind](home).as_posix()})
    assert set(preview.urls()) >= set(PAGES)
    for url in PAGES:
        preview.respond(url)
    assert set(preview.rendered) == again


@pytest.mark.parametrize("settings", ["listing: full\n", "languages: [de]\n"])
def test_where_other_pages_see_bodies_everything_is_read(home: Path, settings: str) -> None:
    (home / "glossary.yml").write_text(settings, encoding="utf-8")
    preview = start(home)
    preview.rebuild({SHORT["text"](home).as_posix()})
    assert preview.reads == 1
    assert b"very dense" in preview.respond("term/rye/").data


def test_an_error_is_reported_until_it_is_mended(home: Path) -> None:
    preview = start(home)
    path = replacing("entries/rye.md", "dense", "[[no such term]]")(home)
    assert preview.rebuild({path.as_posix()}).issues
    assert b"dense" in preview.respond("term/rye/").data
    replacing("entries/rye.md", "[[no such term]]", "fine")(home)
    assert not preview.rebuild({path.as_posix()}).issues
    assert b"It makes fine bread" in preview.respond("term/rye/").data
