"""A build with a cache makes the same site as a build without one, whatever has changed since."""

import json
import re
import shutil
import sqlite3
import zipfile
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from command_line import run_glossary, write_files

from benchmarks.generate import make_entries
from glossary_site.build import BuildReport, build_site, explain_page, open_project, seen_files, verify_build
from glossary_site.build.reasons import CHANGED, FILE
from glossary_site.disk import MANIFEST, Kept, Output
from glossary_site.glossary import Glossary
from glossary_site.glossary.translations import source_mark
from glossary_site.issues import GlossaryError
from glossary_site.loader import loader
from glossary_site.loader.readers import Reader, find_reader
from glossary_site.pages.listing import Lines, file_lines
from glossary_site.pages.page import Page, PageInput
from glossary_site.pages.plan import SitePlan
from glossary_site.pages.term import TermLinks
from glossary_site.pages.urls import id_in
from glossary_site.pages.views import Surroundings
from glossary_site.preview.preview import Preview
from glossary_site.records import parse_records
from glossary_site.renderer import Theme, render_pages
from glossary_site.request import CACHE, BuildRequest


@pytest.fixture(autouse=True, scope="module")
def old_files() -> Iterator[None]:
    """Files count as old as soon as they are written: builds read only those that changed."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(seen_files, "_GRAIN", 0)
        yield


@pytest.fixture
def project(tmp_path: Path) -> Path:
    folder = tmp_path / "project"
    (folder / "entries").mkdir(parents=True)
    (folder / "glossary.yml").write_text("title: Kept\n", encoding="utf-8")
    for number, entry in enumerate(make_entries(40)):
        (folder / "entries" / f"e{number:02}.md").write_text(entry.markdown, encoding="utf-8")
    return folder


def build(project: Path, output: str = "site", *, cache: bool = True, jobs: int = 1) -> BuildReport:
    kept = project / CACHE if cache else None
    config = project / "glossary.yml"
    return build_site(BuildRequest(project / "entries", project / output, config, jobs=jobs, cache=kept))


def content(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def assert_as_clean(project: Path) -> None:
    shutil.rmtree(project / "clean", ignore_errors=True)
    build(project, "clean", cache=False)
    assert content(project / "site") == content(project / "clean")


@pytest.mark.parametrize("text", ["[[slice]] and [[disc]]", "slice and disc", "[slice](one.yml) and [disc](two.yml)"])
def test_two_terms_that_change_places_are_linked_anew(tmp_path: Path, text: str) -> None:
    """The page mentions the same terms as before; each of them is now at the place of the other."""
    for names in (("slice", "disc"), ("disc", "slice")):
        files = {"ring": f"term: Ring\nbody: Between {text}.\n"}
        for file, identity, alias in zip(("one", "two"), ("a", "b"), names, strict=True):
            where = file if names[0] == "slice" else {"one": "two", "two": "one"}[file]
            files[where] = f"term: Term {identity}\nid: {identity}\naliases: [{alias}]\nbody: It is {identity}.\n"
        write_files(tmp_path, {"glossary.yml": "", **{f"entries/{name}.yml": text for name, text in files.items()}})
        build(tmp_path)
        assert_as_clean(tmp_path)


def test_nothing_is_made_again_where_nothing_changed(project: Path) -> None:
    first = build(project)
    before = {path: path.stat().st_ino for path in (project / "site").rglob("*")}
    again = build(project)
    assert (again.changed, again.removed, again.kept) == (0, 0, first.changed)
    assert (again.terms, again.senses, again.pages, again.issues) == (
        first.terms,
        first.senses,
        first.pages,
        first.issues,
    )
    assert set(again.timings) == {"read"}
    assert {path: path.stat().st_ino for path in (project / "site").rglob("*")} == before


def entry(project: Path, number: int = 7) -> Path:
    return project / "entries" / f"e{number:02}.md"


def change_body(project: Path) -> None:
    entry(project).write_text(entry(project).read_text("utf-8") + "\nOne more sentence.\n", encoding="utf-8")


def rename_term(project: Path) -> None:
    text = entry(project).read_text("utf-8")
    name = next(line for line in text.splitlines() if line.startswith("term:"))
    entry(project).write_text(text.replace(name, 'term: "Quite another name"'), encoding="utf-8")


def mention_elsewhere(project: Path) -> None:
    name = next(line for line in entry(project, 3).read_text("utf-8").splitlines() if line.startswith("term:"))
    with entry(project, 20).open("a", encoding="utf-8") as file:
        file.write(f"\nSee also {name.removeprefix('term: ').strip(chr(34))}.\n")


def change_definition(project: Path) -> None:
    text = entry(project).read_text("utf-8")
    line = next(line for line in text.splitlines() if line.startswith("definition:"))
    entry(project).write_text(text.replace(line, 'definition: "It is now defined so."'), encoding="utf-8")


def remove_entry(project: Path) -> None:
    entry(project).unlink()


def add_entry(project: Path) -> None:
    entry(project, 90).write_text("---\nterm: Zz new\n---\n\nZz new is a thing.\n", encoding="utf-8")


def spoil_entry(project: Path) -> None:
    """The entry is left out, and references to it become plain text."""
    text = entry(project).read_text("utf-8")
    name = next(line for line in text.splitlines() if line.startswith("term:"))
    with entry(project, 21).open("a", encoding="utf-8") as file:
        file.write(f"\nNot [[{name.removeprefix('term: ').strip(chr(34))}]].\n")
    entry(project).write_text(text.replace(name, f"{name}\ntrem: x"), encoding="utf-8")


def spoil_file(project: Path) -> None:
    entry(project, 8).write_text("---\nterm: [\n---\n" + entry(project, 8).read_text("utf-8"), encoding="utf-8")


def mend_entries(project: Path) -> None:
    for number, spoiled in ((7, "\ntrem: x"), (8, "---\nterm: [\n---\n")):
        text = entry(project, number).read_text("utf-8")
        entry(project, number).write_text(text.replace(spoiled, ""), encoding="utf-8")


def link_to_a_file(project: Path) -> None:
    with entry(project).open("a", encoding="utf-8") as file:
        file.write("\nSee [another](e08.md), [a third](../e09/) and ![a picture](e10.png).\n")


def move_a_linked_file(project: Path) -> None:
    link_to_a_file(project)
    build(project)
    (project / "entries" / "away").mkdir()
    entry(project, 8).rename(project / "entries" / "away" / "e08.md")


def change_settings(project: Path) -> None:
    (project / "glossary.yml").write_text("title: Other\nlinks: all\n", encoding="utf-8")


def change_template(project: Path) -> None:
    (project / "templates" / "parts").mkdir(parents=True)
    text = "<p>{{ site.terms }} in all</p>\n"
    (project / "templates" / "parts" / "count.html").write_text(text, encoding="utf-8")


def remove_page(project: Path) -> None:
    (project / "site" / "all" / "index.html").unlink()


def spoil_page(project: Path) -> None:
    (project / "site" / "index.html").write_text("spoiled", encoding="utf-8")


def damage_store(project: Path) -> None:
    store = project / CACHE / "bodies.sqlite"
    data = bytearray(store.read_bytes())
    data[len(data) // 2 :] = b"\x5a" * (len(data) - len(data) // 2)
    store.write_bytes(data)
    change_body(project)


#: The texts of the store of bodies, each with the digest that it is read by.
COLUMNS = ("digests", "facts", "lead", "html", "mentions", "words", "counts")
#: What is written into them in place of what.
FORGED = {"1": "2", "te": "et", "false": "true"}


def forge_texts(project: Path, columns: Sequence[str] = COLUMNS) -> None:
    """Store other texts of the same form with the old digests, and make a change that needs all pages and words."""
    with closing(sqlite3.connect(project / CACHE / "bodies.sqlite")) as store, store:
        for name in columns:
            forged = f"substr({name}, 33)"
            for old, new in FORGED.items():
                forged = f"replace({forged}, '{old}', '{new}')"
            forged = f"substr({name}, 1, 32) || {forged}"
            query = f"update bodies set {name} = {forged} where {name} != {forged}"  # noqa: S608 - our own columns
            assert store.execute(query).rowcount
        store.execute("update meta set value = replace(value, 'te', 'et') where name = 'table'")
    change_body(project)
    change_template(project)


def empty_store(project: Path) -> None:
    (project / CACHE / "bodies.sqlite").write_bytes(b"no database")
    change_body(project)


def damage_records(project: Path) -> None:
    change_body(project)
    for path in (project / CACHE / "records").iterdir():
        path.write_bytes(path.read_bytes().replace(b"e", b"a"))


def damage_state(project: Path) -> None:
    for path in (project / CACHE).glob("build-*.json"):
        path.write_text(path.read_text("utf-8")[:-200], encoding="utf-8")


def forge_state(project: Path) -> None:
    for path in (project / CACHE).glob("build-*.json"):
        state = json.loads(path.read_text("utf-8"))
        path.write_text(json.dumps({**state, "version": 0}), encoding="utf-8")


def remove_manifest(project: Path) -> None:
    shutil.rmtree(project / "site")


CHANGES: list[Callable[[Path], None]] = [
    change_body,
    rename_term,
    mention_elsewhere,
    change_definition,
    remove_entry,
    add_entry,
    spoil_entry,
    spoil_file,
    link_to_a_file,
    move_a_linked_file,
    change_settings,
    change_template,
    remove_page,
    spoil_page,
    damage_store,
    empty_store,
    damage_records,
    damage_state,
    forge_state,
    remove_manifest,
]


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
def test_a_warm_build_is_a_clean_build(project: Path, change: Callable[[Path], None]) -> None:
    build(project)
    change(project)
    build(project)
    assert_as_clean(project)


@pytest.mark.parametrize("change", [change_body, rename_term, remove_page], ids=lambda each: each.__name__)
def test_a_build_makes_the_pages_that_explain_has_reasons_for(
    project: Path, monkeypatch: pytest.MonkeyPatch, change: Callable[[Path], None]
) -> None:
    build(project)
    change(project)
    request = BuildRequest(project / "entries", project / "site", project / "glossary.yml", cache=project / CACHE)
    with open_project(request) as opened:
        urls = opened.plans[0].urls
    explained = {url for url in urls if explain_page(request, url).reasons}
    made: set[str] = set()

    def note(pages: Sequence[Page | Output], theme: Theme) -> tuple[Output, ...]:
        made.update(page.url for page in pages if isinstance(page, Page))
        return render_pages(pages, theme)

    monkeypatch.setattr("glossary_site.build.pieces.render_pages", note)
    build(project)
    assert explained
    assert explained == made


def test_the_stores_of_a_cache_keep_out_of_each_other_s_way(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A second edit of a body finds what a first one left, in each folder of the cache."""
    build(project)
    change_body(project)
    build(project)
    lost: set[str] = set()
    find = Kept.find

    def note(kept: Kept[Any], key: str) -> Any:
        found = find(kept, key)
        if found is None:
            lost.add(kept._folder.name)  # type: ignore[union-attr]
        return found

    monkeypatch.setattr(Kept, "find", note)
    change_body(project)
    build(project)
    assert lost == {"records", "texts", "documents"}  # the blocks that have the changed text


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_site_may_be_without_what_programs_read(project: Path, jobs: int) -> None:
    def is_for_programs(path: str) -> bool:
        return path.startswith("llms") or path.endswith("/index.md")

    build(project)
    whole = content(project / "site")
    (project / "glossary.yml").write_text("title: Kept\nllms: no\n", encoding="utf-8")
    build(project, jobs=jobs)
    assert content(project / "site").keys() == {path for path in whole if not is_for_programs(path)}
    assert_as_clean(project)
    (project / "glossary.yml").write_text("title: Kept\n", encoding="utf-8")
    build(project, jobs=jobs)
    assert content(project / "site") == whole


@pytest.mark.parametrize("column", COLUMNS)
def test_no_text_of_a_body_is_used_without_its_digest(project: Path, column: str) -> None:
    build(project)
    forge_texts(project, [column])
    build(project)
    assert_as_clean(project)


def test_one_change_after_the_other(project: Path) -> None:
    build(project)
    for change in (change_body, mention_elsewhere, rename_term, add_entry, change_template, remove_entry):
        change(project)
        build(project, jobs=2)
        assert_as_clean(project)


def test_a_changed_original_makes_the_page_of_its_translation_anew(project: Path) -> None:
    """On a site of one language, too: the page of the translation has a notice that the original is newer."""
    original = project / "entries" / "original.yml"
    original.write_text("term: Rye\ndefinition: A grass.\nbody: It is tall.\n", encoding="utf-8")
    mark = source_mark(parse_records(original.read_text("utf-8"), "")[0][0])
    (project / "entries" / "translation.yml").write_text(
        f"term: Secale\ntranslation_of: rye\ntranslated_from: '{mark}'\nbody: A grass.\n", encoding="utf-8"
    )
    build(project)
    original.write_text("term: Rye\ndefinition: A grass.\nbody: It has long ears.\n", encoding="utf-8")
    build(project)
    assert_as_clean(project)


def test_entries_that_are_spoiled_and_mended(project: Path) -> None:
    build(project)
    before = content(project / "site")
    spoil_file(project)
    assert build(project).bad == ((project / "entries/e08.md").as_posix(),)
    mend_entries(project)
    build(project)
    assert content(project / "site") == before
    for change in (spoil_entry, change_body, spoil_file, rename_term, mend_entries, mention_elsewhere):
        change(project)
        build(project, jobs=2)
        assert_as_clean(project)
    # All are mended, but the term to which one of them refers has another name now.
    assert build(project).bad == ((project / "entries/e21.md").as_posix(),)


def test_an_edited_body_writes_its_own_pages_alone(project: Path) -> None:
    build(project)
    change_body(project)
    report = build(project)
    assert report.kept > report.pages - 5
    written = [path for path in (project / "site").rglob("index.html") if path.stat().st_nlink == 1]
    assert (project / "site" / MANIFEST).is_file()
    assert written


def test_an_edit_has_the_pages_of_its_piece_compared_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages that are together as they were need no inputs, but those of terms whose links may be others."""
    tree = "A tree has a root."
    files = {name: f"# {name}\n\nOf wood." for name in ("Ash", "Elm", "Oak", "Yew")} | {"Tree": f"# Tree\n\n{tree}"}
    write_files(tmp_path, {"glossary.yml": "", **{f"entries/{name}.md": text for name, text in files.items()}})
    monkeypatch.setattr("glossary_site.build.pieces.CHUNK", 1)
    build(tmp_path)
    asked: set[str] = set()
    find_input = SitePlan.input

    def note(plan: SitePlan, url: str, links_digest: str = "") -> PageInput:
        asked.add(id_in(url))
        return find_input(plan, url, links_digest)

    monkeypatch.setattr(SitePlan, "input", note)
    write_files(tmp_path, {"entries/Tree.md": f"# Tree\n\n{tree} It is tall."})
    build(tmp_path)
    assert asked == {"tree"}
    asked.clear()
    write_files(tmp_path, {"glossary.yml": "title: Wood\n"})
    build(tmp_path)
    assert asked == {"", "ash", "elm", "oak", "tree", "yew"}
    assert_as_clean(tmp_path)


def test_an_edited_body_files_no_term_anew(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What there is of listings is kept: no page of them is made."""
    build(project)
    filed: list[str] = []

    def note(glossary: Glossary, *given: Any) -> Lines:
        filed.append(glossary.language)
        return file_lines(glossary, *given)

    monkeypatch.setattr("glossary_site.pages.plan.file_lines", note)
    change_body(project)
    build(project)
    assert filed == []
    rename_term(project)
    build(project)
    assert filed == ["en"]
    monkeypatch.undo()
    assert_as_clean(project)


def test_an_edit_has_the_files_of_its_block_parsed_alone(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("glossary_site.disk.kept._BLOCK", 2)
    build(project)
    change_body(project)
    read: set[str] = set()

    def find_and_note(path: str, text: str) -> Reader | None:
        read.add(path)
        return find_reader(path, text)

    monkeypatch.setattr(loader, "find_reader", find_and_note)
    build(project)
    assert entry(project).as_posix() in read
    assert len(read) < 40
    assert_as_clean(project)


def test_a_page_that_did_not_change_is_not_parsed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A glossary in one file: a build finds that nothing changed, and one of another theme has its records."""
    page, first = (
        tmp_path / "GLOSSARY.md",
        "# Trees\n\nOf a wood.\n\n## Oak\n\nAn oak is a tree.\n\n## Ash\n\nA tree.\n",
    )
    write_files(tmp_path, {"glossary.yml": "", "GLOSSARY.md": first})
    request = BuildRequest(page, tmp_path / "site", tmp_path / "glossary.yml", jobs=1, cache=tmp_path / CACHE)
    build_site(request)
    before = content(tmp_path / "site")
    assert b"Of a wood." in before["index.html"]
    monkeypatch.setattr(loader, "parse_glossary", lambda *_: pytest.fail("it was parsed"))
    assert build_site(request).changed == 0
    change_template(tmp_path)
    assert build_site(request).changed
    (tmp_path / "templates" / "parts" / "count.html").unlink()
    build_site(request)
    assert content(tmp_path / "site") == before
    monkeypatch.undo()
    write_files(tmp_path, {"GLOSSARY.md": first.replace("# Trees", "# Wood").replace("An oak", "The oak")})
    build_site(request)
    assert b"Wood" in content(tmp_path / "site")["index.html"]
    assert b"The oak" in content(tmp_path / "site")["term/oak/index.html"]


def test_a_term_named_more_often_is_ranked_anew_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In the second sense of a term, too: only its links are looked up and those of what it mentions more often."""
    senses = [{"definition": f"A {each}.", "category": each, "body": f"A {each}."} for each in ("Rod", "slice")]
    bodies = {"Disc": "A slice of a slice, as a pane.", "Slice": "It is cut.", "Pane": "Of glass.", "Rod": "Of wood."}
    other = {name: {"term": name, "definition": f"A {name} is one.", "body": text} for name, text in bodies.items()}
    files = {"Ring": {"term": "Ring", "senses": senses}, **other}
    write_files(tmp_path, {"glossary.yml": "links: page\n"})
    write_files(tmp_path, {f"entries/{name}.yml": json.dumps(each) for name, each in files.items()})
    build(tmp_path)
    page = tmp_path / "site" / "term" / "slice" / "index.html"
    before = page.read_bytes()
    senses[1]["body"] = "A slice of a slice of a slice."
    write_files(tmp_path, {"entries/Ring.yml": json.dumps(files["Ring"])})
    around = TermLinks.around
    asked: set[str] = set()

    def look_up(links: TermLinks, place: int) -> Surroundings:
        asked.add(links.entries.all[place].record.term)
        return around(links, place)

    monkeypatch.setattr(TermLinks, "around", look_up)
    build(tmp_path)
    assert page.read_bytes() != before
    assert asked == {"Ring", "Slice"}
    assert_as_clean(tmp_path)
    # How often it mentioned others is not known any more.
    shutil.rmtree(tmp_path / CACHE / "mentions")
    asked.clear()
    senses[1]["body"] = "A slice of a slice."
    write_files(tmp_path, {"entries/Ring.yml": json.dumps(files["Ring"])})
    build(tmp_path)
    assert asked == {"Ring", "Rod", "Slice"}
    assert_as_clean(tmp_path)


def test_another_version_of_the_program_makes_its_own_pages(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another version may make other text of the same entries, so that nothing of it is used."""
    build(project)
    before = content(project / "site")
    for module in ("state", "build", "memory"):
        monkeypatch.setattr(f"glossary_site.build.{module}.program_digest", lambda: "of another version")
    monkeypatch.setattr("glossary_site.pages.term.term_data", lambda *_: '{"@type": "DefinedTerm"}')
    monkeypatch.setattr("glossary_site.search.shards.pipeline", lambda _: ["another"])
    build(project)
    after = content(project / "site")
    pages = [path for path in before if path.startswith("term/") and path.endswith(".html")]
    assert all(after[path] != before[path] for path in (*pages, "search/manifest.json"))
    assert_as_clean(project)


def test_a_cache_that_cannot_be_used_is_no_error(project: Path) -> None:
    (project / CACHE).write_text("a file in its place", encoding="utf-8")
    build(project)
    change_body(project)
    build(project)
    assert_as_clean(project)


def test_a_kept_site_is_compared_with_a_clean_build(project: Path) -> None:
    build(project)
    request = BuildRequest(project / "entries", project / "site", project / "glossary.yml", cache=project / CACHE)
    assert verify_build(request) == len(content(project / "site")) - 1  # the manifest is no page
    wrong, missing, more = (project / "site" / name for name in ("index.html", "404.html", "search/index.html"))
    wrong.write_bytes(wrong.read_bytes() + b" ")
    missing.unlink()
    manifest = json.loads((project / "site" / MANIFEST).read_text(encoding="utf-8"))
    manifest["files"]["old/index.html"] = "0"
    (project / "site" / MANIFEST).write_text(json.dumps(manifest), encoding="utf-8")
    with pytest.raises(GlossaryError) as error:
        verify_build(request)
    assert more.is_file()
    assert {(issue.code, issue.path) for issue in error.value.issues} == {
        ("cache-wrong", "index.html"),
        ("cache-wrong", "404.html"),
        ("cache-wrong", "old/index.html"),
    }


def test_a_page_has_a_list_of_what_it_is_made_of(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(project)
    (project / "entries/rye.md").write_text("---\nterm: Rye\n---\nRye is a dark flour.\n", encoding="utf-8")
    printed = run_glossary("explain", "term/rye/", "--output", "site").out
    assert "The next build makes it: no earlier build of this folder is remembered that made it.\n" in printed
    assert run_glossary("build", "--output", "site").code == 0
    printed = run_glossary("explain", "term/rye/index.html", "--output", "site").out
    assert "from entries/rye.md:2" in printed
    assert printed.endswith("The next build keeps it.\n")
    (project / "entries/rye.md").write_text("---\nterm: Rye\n---\nRye is a dark, old flour.\n", encoding="utf-8")
    (project / "glossary.yml").write_text("title: Kept\naccent: '#123456'\n", encoding="utf-8")
    printed = run_glossary("explain", "/term/rye/", "--output", "site").out
    reasons = [line.removeprefix("The next build makes it: ") for line in printed.splitlines() if "next build" in line]
    assert reasons == [f"{CHANGED[name].sentence}." for name in ("theme", "site", "entry", "bodies")]
    (project / "site/term/rye/index.html").unlink()
    assert (
        f"The next build makes it: {FILE.sentence}.\n" in run_glossary("explain", "term/rye/", "--output", "site").out
    )
    outcome = run_glossary("explain", "term/ry/", "--output", "site")
    assert outcome.code == 1
    assert "error [page-unknown] the site has no page at 'term/ry/'" in outcome.err
    assert "did you mean term/rye/" in outcome.err


@pytest.mark.parametrize("cached", [True, False])
def test_a_site_in_one_archive(project: Path, monkeypatch: pytest.MonkeyPatch, cached: bool) -> None:
    monkeypatch.chdir(project)
    build(project)
    without = () if cached else ("--no-cache",)
    assert run_glossary("build", "--output", "site.zip", *without).code == 0
    first = (project / "site.zip").read_bytes()
    with zipfile.ZipFile(project / "site.zip") as archive:
        packed = {name: archive.read(name) for name in archive.namelist()}
    assert packed == {name: data for name, data in content(project / "site").items() if name != MANIFEST}
    assert run_glossary("build", "--output", "site.zip", *without).code == 0
    assert (project / "site.zip").read_bytes() == first
    outcome = run_glossary("build", "--output", "entries/site.zip")
    assert "error [output-is-input]" in outcome.err
    assert run_glossary("build", "--output", "site.zip", "--verify").code == 2


def test_a_preview_starts_from_the_cache_of_a_build(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    request = BuildRequest(project / "entries", Path(), project / "glossary.yml", jobs=1, cache=project / CACHE)
    cold = Preview(request)
    cold.rebuild()
    assert not (project / CACHE).exists()
    build(project)
    before = content(project / CACHE)
    rendered: list[str] = []
    monkeypatch.setattr("glossary_site.mentions.bodies.render_body", lambda *_, **__: rendered.append("a body"))
    warm = Preview(request)
    warm.rebuild()
    assert rendered == []
    assert content(project / CACHE) == before
    assert warm.urls() == cold.urls()
    assert all(warm.respond(url) == cold.respond(url) for url in (*warm.urls(), "terms.json", "search/manifest.json"))


def preview_of(project: Path) -> Preview:
    request = BuildRequest(project / "entries", project / "site", project / "glossary.yml", cache=project / CACHE)
    return Preview(request)


def test_a_preview_shows_the_last_build_until_it_has_its_own(project: Path) -> None:
    build(project)
    preview = preview_of(project)
    assert preview.show_last_build()
    whole = preview_of(project)
    whole.rebuild()
    pages = set(whole.urls()) - {"quality/"}  # a build has it only where the settings ask for it
    assert all(map(preview.has_page, pages))
    style = re.search(r'href="([^"?]+\.css)', whole.respond("").data.decode())
    assert style
    for url in (*pages, style[1].removeprefix("./")):
        assert preview.respond(url) == whole.respond(url), url
    preview.rebuild()
    assert [preview.respond(url) for url in whole.urls()] == [whole.respond(url) for url in whole.urls()]


def test_a_list_of_pages_that_names_other_files_leads_nowhere(project: Path) -> None:
    build(project)
    secret = project / "glossary.yml"
    (state,) = (project / CACHE).glob("build-*.json")
    kept = json.loads(state.read_text(encoding="utf-8"))
    path = "../glossary.yml"
    kept["pages"][path] = ""
    for column, value in (("paths", path), ("sizes", secret.stat().st_size), ("times", secret.stat().st_mtime_ns)):
        kept[column].append(value)
    state.write_text(json.dumps(kept), encoding="utf-8")
    preview = preview_of(project)
    assert preview.show_last_build()
    preview._rebuilt.set()
    assert preview.respond(path).data != secret.read_bytes()


def test_a_page_that_the_last_build_lacks_is_waited_for(project: Path) -> None:
    build(project)
    (project / "site" / "all" / "index.html").write_text("not what was built", encoding="utf-8")
    preview = preview_of(project)
    assert preview.show_last_build()
    with ThreadPoolExecutor() as pool:
        asked = {url: pool.submit(preview.respond, url) for url in ("all/", "quality/", "terms.json", "no/such/")}
        preview.rebuild()
        for url, answer in asked.items():
            assert answer.result() == preview.respond(url)


def add_a_word(project: Path) -> None:
    path = project / "entries" / "e00.md"
    path.write_text(path.read_text(encoding="utf-8") + "\nMore.\n", encoding="utf-8")


def add_a_draft(project: Path) -> None:
    text = "---\nterm: Unripe\nstatus: draft\n---\n\nUnripe is not ready.\n"
    (project / "entries" / "draft.md").write_text(text, encoding="utf-8")
    build(project)


def change_theme(project: Path) -> None:
    (project / "templates").mkdir()
    (project / "templates" / "footer.html").write_text("<p>Mine</p>", encoding="utf-8")


def forget_build(project: Path) -> None:
    shutil.rmtree(project / CACHE)


@pytest.mark.parametrize("change", [add_a_word, add_a_draft, change_settings, change_theme, forget_build])
def test_a_build_of_other_files_is_not_shown(project: Path, change: Callable[[Path], None]) -> None:
    build(project)
    change(project)
    assert not preview_of(project).show_last_build()


@pytest.mark.parametrize("damage", [damage_store, forge_texts, empty_store])
def test_a_damaged_cache_only_slows_a_preview_down(project: Path, damage: Callable[[Path], None]) -> None:
    build(project)
    damage(project)
    cold, warm = (
        Preview(BuildRequest(project / "entries", Path(), project / "glossary.yml", jobs=1, cache=cache))
        for cache in (None, project / CACHE)
    )
    cold.rebuild()
    warm.rebuild()
    assert [warm.respond(url) for url in warm.urls()] == [cold.respond(url) for url in cold.urls()]
