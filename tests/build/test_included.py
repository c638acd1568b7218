"""Glossaries of others in ``include``: their terms are linked after one's own, and marked as theirs."""

import http.server
import json
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from command_line import Outcome, run_glossary, write_files
from lxml import html

from glossary_site.config import parse_config
from glossary_site.includes import Include
from glossary_site.loader import format_pin

SITE = "https://example.org/baking/"
ENTRIES = """\
- {term: Oven, definition: An oven is a box.}
- term: Bread
  definition: Bread is food.
  body: It is made of rye and DNA in an oven; rye again. See [[Secale|the grain]], [[DNA]] and [[Oven]].
"""


def term(identity: str, name: str, definition: str = "", **more: object) -> dict[str, object]:
    return {"id": identity, "term": name, "definition": definition, "url": f"term/{identity}/", **more}


THEIRS = (
    term("rye", "Rye", "Rye is a grain.", aliases=["Secale"]),
    term("oven", "Oven", "An oven is hot."),
    term("dna", "DNA", "DNA is a molecule."),
)


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    write_files(tmp_path, {"entries/all.yml": ENTRIES})
    include("from: theirs.json", terms=THEIRS)
    return tmp_path


def include(source: str, *, title: str = "Baking", terms: object = None) -> None:
    """Include one glossary, in whose file are ``terms``."""
    write_files(Path(), {"glossary.yml": f"include:\n  {title}: {{{source}, site: '{SITE}'}}\n"})
    if terms is not None:
        write_files(Path(), {"theirs.json": json.dumps(terms)})


def build(*options: str) -> Outcome:
    return run_glossary("build", "--verify", *options)


def links(page: str = "term/bread") -> list[tuple[str, str, str]]:
    """Text, address and title of each mention on a page."""
    tree = html.fromstring(Path(f"_site/{page}/index.html").read_text("utf-8"))
    return [
        (each.text_content(), each.get("href"), each.get("title", ""))
        for each in tree.xpath("//a[@data-term]|//a[contains(@class, 'theirs')]")
    ]


RYE = (f"{SITE}term/rye/", "Baking: Rye is a grain.")
DNA = (f"{SITE}term/dna/", "Baking: DNA is a molecule.")


def test_a_term_can_be_related_to_one_of_theirs(project: Path) -> None:
    write_files(
        project, {"entries/cake.yml": "- {term: Cake, definition: Cake is food., related: [secale, Oven, Bread]}\n"}
    )
    outcome = build()
    assert outcome.code == 0
    assert "relation-unknown" not in outcome.out + outcome.err
    page = html.fromstring(Path("_site/term/cake/index.html").read_text("utf-8"))
    related = page.xpath("//ul[@class='related']/li")
    assert [(each.find("a").text, each.find("a").get("href"), each.findtext("p")) for each in related] == [
        ("Oven", "../../term/oven/", "An oven is a box."),
        ("Bread", "../../term/bread/", "Bread is food."),
        ("Rye", f"{SITE}term/rye/", "Baking: Rye is a grain."),
    ]
    twin = Path("_site/term/cake/index.md").read_text("utf-8")
    assert f"Related terms: [secale]({SITE}term/rye/), [Oven](../oven/index.md), [Bread](../bread/index.md)" in twin


def test_a_name_that_neither_bears_is_reported(project: Path) -> None:
    write_files(project, {"entries/cake.yml": "- {term: Cake, definition: Cake is food., related: [barley]}\n"})
    assert "[relation-unknown] 'Cake' gives 'barley' under 'related', and there is no such term" in build().err


def test_their_terms_are_linked_to_their_site_and_ones_own_come_first(project: Path) -> None:
    assert build().code == 0
    own = ("../../term/oven/", "")
    assert links() == [("rye", *RYE), ("DNA", *DNA), ("oven", *own), ("the grain", *RYE), ("DNA", *DNA), ("Oven", *own)]
    pages = {path.parent.name for path in (project / "_site/term").glob("*/index.html")}
    assert pages == {"bread", "oven"}
    twin = Path("_site/term/bread/index.md").read_text("utf-8")
    assert f"[the grain]({SITE}term/rye/), [DNA]({SITE}term/dna/) and [Oven](../oven/index.md)" in twin


def test_of_two_glossaries_the_first_comes_first(project: Path) -> None:
    write_files(
        project, {"other.json": json.dumps([term("x", "Rye", "Another."), term("y", "food", "What one eats.")])}
    )
    second = "  Food: {from: other.json, site: 'https://example.org/food/'}\n"
    path = Path("glossary.yml")
    path.write_text(path.read_text("utf-8") + second, "utf-8")
    assert build().code == 0
    assert ("rye", *RYE) in links()
    path.write_text("include:\n" + second + path.read_text("utf-8").partition("\n")[2].replace(second, ""), "utf-8")
    assert build().code == 0
    assert ("rye", "https://example.org/food/term/x/", "Food: Another.") in links()


def test_a_changed_definition_of_theirs_is_on_the_pages_after_a_warm_build(project: Path) -> None:
    assert build().code == 0
    include("from: theirs.json", terms=[term("rye", "Rye", "Rye is a cereal.", aliases=["Secale"]), THEIRS[2]])
    assert build().code == 0
    assert links()[0] == ("rye", RYE[0], "Baking: Rye is a cereal.")
    write_files(project, {"glossary.yml": ""})
    assert "[[Secale]] names no term" in build().err


def test_a_definition_of_equal_length_is_on_the_pages_after_a_warm_build(project: Path) -> None:
    assert build().code == 0
    include("from: theirs.json", terms=[term("rye", "Rye", "Rye is a grass.", aliases=["Secale"]), *THEIRS[1:]])
    assert build().code == 0
    assert links()[0] == ("rye", RYE[0], "Baking: Rye is a grass.")


def test_terms_are_named_in_texts_of_their_own_language_alone(project: Path) -> None:
    german = "- {term: Brot, language: de, definition: Brot ist Rye., body: 'Brot ist aus Rye. Siehe [[Rye]].'}\n"
    write_files(project, {"entries/de.yml": german, "theirs.json": json.dumps([term("rye", "Rye", "Ein Getreide.")])})
    settings = "languages: [de]\ninclude: {Backen: {from: theirs.json, language: de, site: 'https://example.org/'}}\n"
    write_files(project, {"glossary.yml": settings, "entries/all.yml": "term: Bread\nbody: It is made of rye.\n"})
    assert build().code == 0
    assert links("de/term/brot") == [("Rye", "https://example.org/term/rye/", "Backen: Ein Getreide.")] * 2
    assert links() == []


def test_concepts_of_skos_lead_to_their_own_addresses(project: Path) -> None:
    turtle = """\
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
<https://vocab.example/c?id=17> a skos:Concept ; skos:prefLabel "rye"@en ; skos:definition "A grain."@en .
<urn:x:dna> a skos:Concept ; skos:prefLabel "DNA"@en .
<javascript:alert(1)> a skos:Concept ; skos:prefLabel "Secale"@en .
"""
    write_files(project, {"theirs.ttl": turtle})
    include("from: theirs.ttl")
    assert build().code == 0
    assert {text: (href, title) for text, href, title in links() if "oven" not in href} == {
        "rye": ("https://vocab.example/c?id=17", "Baking: A grain."),
        "DNA": (f"{SITE}term/dna/", "Baking"),
        "the grain": (f"{SITE}term/secale/", "Baking"),
    }


def test_nothing_of_theirs_is_markup_or_leads_elsewhere(project: Path) -> None:
    hostile = '"><script>alert(1)</script> <img src=x onerror=alert(2)> [x](javascript:alert(3)) \ue009\ue000\u202e'
    terms = [
        term("javascript:alert(1)", "Rye", hostile),
        term("../../..//evil.example/", "DNA", "**bold** " * 200),
        term('"onmouseover="alert(1)', "Secale<script>", aliases=["Secale"]),
    ]
    include("from: theirs.json", title="'<b>Theirs</b>\"'", terms=terms)
    assert build().code == 0
    found = links()
    assert {href.partition("term/")[0] for _, href, _ in found} == {SITE, "../../"}
    page = Path("_site/term/bread/index.html").read_text("utf-8")
    assert "<script>alert" not in page and "onerror=alert(2)>" not in page and "<b>Theirs" not in page
    assert not {each for tag in html.fromstring(page).iter() for each in tag.attrib if each.startswith("on")}
    assert not {"\ue009", "\ue000", "\u202e"} & set(page)
    assert max(len(title) for *_, title in found) < 400


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"[" * 100_000, "json-syntax"),
        (b"[]", "entries-empty"),
        (b"<html>Please sign in</html>", "html-empty"),
        (b"\0\1\2", "file-binary"),
        (b" " * (33 * 1024 * 1024), "file-too-large"),
    ],
)
def test_what_is_no_glossary_stops_the_build_with_its_name(project: Path, content: bytes, code: str) -> None:
    write_files(project, {"theirs.json": content})
    done = run_glossary("build")
    assert done.code == 1
    assert f"theirs.json: error [{code}]" in done.err.replace("theirs.json:1:", "theirs.json:")


def test_an_entry_of_theirs_with_an_error_is_left_to_its_authors(project: Path) -> None:
    include("from: theirs.json", terms=[*THEIRS, {"definition": "No name."}, term("z", "Zest", "See [[nothing]].")])
    done = build("--strict")
    assert done.code == 0, done.err


@contextmanager
def serve(folder: Path) -> Iterator[str]:
    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=folder)) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/terms.json"
        server.shutdown()
        thread.join()


def test_a_published_glossary_is_kept_and_a_build_goes_on_from_the_kept_copy(project: Path) -> None:
    content = json.dumps(THEIRS).encode()
    write_files(project, {"theirs/terms.json": content})
    with serve(project / "theirs") as url:
        include(f"from: '{url}'")
        done = build()
        assert (done.code, "[published-unpinned]" in done.err) == (0, True)
    kept = project / "included/baking.json"
    assert kept.read_bytes() == content
    done = build()
    assert (done.code, " warning [published-unreachable] " in done.err) == (0, True)
    assert ("rye", *RYE) in links()
    include(f"from: '{url}', pin: '{format_pin(content)}'")
    done = build("--strict")
    assert (done.code, "published" in done.err) == (0, False)
    kept.write_bytes(b"[]")
    assert "error [published-unreachable]" in run_glossary("build").err


def test_a_pipe_is_no_glossary_and_nothing_is_kept_behind_a_link(project: Path, tmp_path_factory: Any) -> None:
    outside = tmp_path_factory.mktemp("outside")
    os.mkfifo("pipe.json")
    include("from: pipe.json")
    done = run_glossary("build")
    assert (done.code, "pipe.json: error [file-unreadable]" in done.err) == (1, True)
    write_files(project, {"theirs/terms.json": json.dumps(THEIRS)})
    Path("included").symlink_to(outside)
    with serve(project / "theirs") as url:
        include(f"from: '{url}'")
        done = run_glossary("build")
        assert (done.code, "included/baking.json: error [file-outside]" in done.err) == (1, True)
        assert list(outside.iterdir()) == []
        Path("included").unlink()
        Path("included").mkdir()
        os.mkfifo("included/baking.json")
        done = run_glossary("build")
    assert (done.code, Path("included/baking.json").is_file()) == (0, True)


def test_a_published_file_that_has_changed_since_it_was_pinned_is_refused(project: Path) -> None:
    write_files(project, {"theirs/terms.json": json.dumps(THEIRS)})
    with serve(project / "theirs") as url:
        include(f"from: '{url}', pin: '{format_pin(b'what was there')}'")
        done = run_glossary("build")
    assert (done.code, "[published-changed]" in done.err) == (1, True)


def test_an_address_is_enough_and_its_site_follows() -> None:
    config, issues = parse_config("include: {The Bakers: 'https://example.org/g/embed/1.0/terms.json'}\n")
    assert issues == ()
    (found,) = config.include
    assert found == Include("The Bakers", "https://example.org/g/embed/1.0/terms.json", "https://example.org/g/")
    assert found.find_file(Path("p")) == Path("p/included/the-bakers.json")


@pytest.mark.parametrize(
    "value",
    [
        "https://example.org/terms.json",
        "[https://example.org/terms.json]",
        "{Baking: terms.json}",
        "{Baking: {site: 'https://example.org/'}}",
        "{Baking: {from: 'file:///etc/passwd', site: 'https://example.org/'}}",
        "{Baking: {from: 'javascript://example.org/%0aalert(1)', site: 'https://example.org/'}}",
        "{Baking: {from: a.json, site: 'javascript:alert(1)'}}",
        "{Baking: {from: a.json, site: 'https://example.org/', pin: abc}}",
        "{Baking: {from: a.json, site: 'https://example.org/', language: xx_}}",
        "{Baking: {from: a.json, site: 'https://example.org/', colour: red}}",
        "{Baking: {from: [a.json], site: 'https://example.org/'}}",
        "{The bakers: 'https://a.example/t.json', the Bakers: 'https://b.example/t.json'}",
    ],
)
def test_a_setting_that_cannot_be_followed_is_an_error_with_its_line(value: str) -> None:
    config, issues = parse_config(f"title: Words\ninclude: {value}\n")
    assert [(issue.code, issue.line) for issue in issues] == [("config-value", 2)]
    assert issues[0].hint
    assert len(config.include) == (1 if value.startswith("{The") else 0)
