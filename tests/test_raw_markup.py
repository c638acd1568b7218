"""No reader of a whole site sees marks of Markdown, wherever a definition or a body is shown."""

from pathlib import Path

import pytest
from command_line import read_files, run_glossary, write_files
from raw_markup import find_raw_markup

GLOSSARY = {
    "glossary.yml": "title: Boats\nbase_url: https://example.org/boats/\nquality: true\n",
    "entries/boats.yml": r"""
- term: Sail
  category: Parts
  updated: 2026-03-01
  related: [Hull]
  definition: >-
    A *sail* is a `cloth` of [[Rope]] and [[Hull|hulls]] with $x_i^2$ ~~rags~~ at AT&amp;T, soft&shy;ly [sewn](https://example.org).
    <!-- secret of the sail -->
  body: The **sail** drives a [[!boat]]. <!-- secret of the body -->
- term: Hull
  category: Parts
  updated: 2026-03-02
  body: |
    <!-- secret of the hull:
    two lines -->

    A hull is the body of a [[Sail|ship]] by [the book][1] at AT&amp;T with $\frac{1}{2}$ of ~~the~~ its mass[^1]. More.

    ## Shape {#shape}

    It is long.

    [1]: https://example.org
    [^1]: About.
- term: Rope
  category: Parts
  body: "**Rope** — a *thing* that holds a [[Sail]]."
- term: Rope
  category: Tools
  definition: A rope is a **line** with [[Rope#Parts]] or [[Hull]].
- term: Mast
  status: deprecated
  replaced_by: Sail
  body: "![A mast](mast.png) A mast is a pole of $h \\le 30$. Its `[[wood]]` is spruce."
""",
    "entries/deck.txt": "Deck,boats\n\n<!-- secret of the deck --> **Deck** is a floor of planks.\n",
    "entries/keel.md": """---
term: Keel
definition: A keel is the **lowest** part of a [[Hull]].
category: Parts
---

<!-- TOC START -->
- [Shape](#shape)
<!-- TOC END -->

A keel is the lowest part of a hull. `<!-- shown in code -->`
""",
}


def build(folder: Path, **files: str) -> Path:
    write_files(folder, {**GLOSSARY, **files})
    config = folder / "glossary.yml"
    site = folder / "site"
    outcome = run_glossary("build", "--entries", folder / "entries", "--config", config, "--output", site, "--no-cache")
    assert outcome.code == 0, outcome.err
    return site


@pytest.mark.parametrize("listing", ["summary", "full"])
def test_no_page_and_no_file_of_a_site_shows_marks_of_markdown(tmp_path: Path, listing: str) -> None:
    site = build(tmp_path, **{"glossary.yml": GLOSSARY["glossary.yml"] + f"listing: {listing}\n"})
    assert find_raw_markup(site) == ()


def test_no_file_of_a_site_or_an_export_has_an_authors_comment(tmp_path: Path) -> None:
    site = build(tmp_path)
    (tmp_path / "exports").mkdir()
    for name, form in (
        ("a.json", "json"),
        ("a.csv", "csv"),
        ("a.ttl", "skos-turtle"),
        ("a.tbx", "tbx"),
        ("a", "markdown"),
    ):
        given = ("--entries", tmp_path / "entries", "--config", tmp_path / "glossary.yml")
        outcome = run_glossary("export", "--format", form, "--output", tmp_path / "exports" / name, *given)
        assert outcome.code == 0, (form, outcome.err)
    published = {**read_files(site), **read_files(tmp_path / "exports")}
    assert not [name for name, content in published.items() if b"secret" in content or b"TOC" in content]
    assert b"&lt;!-- shown in code --&gt;" in published["term/keel/index.html"]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.html", "<p>A [[sail]].</p>"),
        ("a.html", "<p>A <b>sail</b> of **cloth**.</p>"),
        ("a.html", "<head><meta name=description content='A $x_i$.'></head><p>x</p>"),
        ("a.html", "<p>AT&amp;amp;T</p>"),
        ("a.html", "<p>&lt;!-- note --&gt;</p>"),
        ("a.html", '<script type="application/ld+json">{"description": "A [[sail]]"}</script>'),
        ("a.json", '[{"definition": "~~cloth~~"}]'),
        ("a.json", '{"definition": ["A soft&shy;ly"]}'),
        ("feed.xml", "<feed><summary>A [sail](x)</summary></feed>"),
        ("a.md", "A [[sail]]."),
        ("llms.txt", "A <!-- note -->."),
    ],
)
def test_a_mark_in_any_kind_of_file_would_be_seen(tmp_path: Path, name: str, content: str) -> None:
    write_files(tmp_path, {name: content})
    (found,) = find_raw_markup(tmp_path)
    assert found.path == name


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.html", "<p>The <code>[[sail]]</code> costs $5 and $6 in C# &amp; R&amp;D.</p>"),
        ("a.html", "<pre><code>2 <b>**</b> <i>[[3]](<b>**</b>kept)</i></code></pre>"),
        ("a.html", '<p><math alttext="x_i"><mi>x</mi></math></p>'),
        ("a.md", "A `[[sail]]` and \\[\\[hull]]."),
    ],
)
def test_code_money_and_names_are_no_marks(tmp_path: Path, name: str, content: str) -> None:
    write_files(tmp_path, {name: content})
    assert find_raw_markup(tmp_path) == ()


def test_a_definition_that_is_shown_as_it_is_written_would_be_seen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("glossary_site.markup.definition.show_inline", lambda *_: "A [[sail]] is **cloth**.")
    found = {mark.path for mark in find_raw_markup(build(tmp_path))}
    assert {"term/sail/index.html", "terms.json", "feed.xml", "changes/edition.json"} <= found
    assert any(path.startswith("search/") for path in found)


def test_markup_of_a_definition_is_html_wherever_pages_show_it(tmp_path: Path) -> None:
    pages = {name: content.decode() for name, content in read_files(build(tmp_path)).items() if name.endswith(".html")}
    shown = "A <em>sail</em> is a <code>cloth</code> of Rope and hulls with <math"
    assert shown in pages["all/index.html"]  # a listing
    assert shown in pages["term/hull/index.html"].partition("<template")[2]  # a hover card
    assert (
        "<td>A rope is a <strong>line</strong> with Rope or Hull.</td>" in pages["term/rope/index.html"]
    )  # a comparison
    lead = pages["term/sail/index.html"].partition('<div class="lead">')[2].partition("</div>")[0]
    assert '<a class="mention" href="../../term/hull/" data-term="hull">hulls</a>' in lead
    assert "term/keel/" in pages["term/hull/index.html"]  # a backlink, by its definition alone


def test_a_reference_of_a_definition_that_names_no_term_is_an_error(tmp_path: Path) -> None:
    text = "- {term: Oar}\n- {term: Sail, definition: 'A sail is a [[ropes]].'}\n"
    write_files(tmp_path, {"glossary.yml": "", "entries/boats.yml": text})
    outcome = run_glossary("check", "--entries", tmp_path / "entries", "--config", tmp_path / "glossary.yml")
    assert "boats.yml:2: error [reference-unknown] [[ropes]] names no term" in outcome.out + outcome.err


def test_the_home_page_counts_the_definitions_that_there_are(tmp_path: Path) -> None:
    write_files(
        tmp_path, {"glossary.yml": "", "entries/boats.yml": "- {term: Oar}\n- {term: Sail, body: A sail pulls.}\n"}
    )
    given = ("--entries", tmp_path / "entries", "--config", tmp_path / "glossary.yml", "--output", tmp_path / "site")
    assert run_glossary("build", *given).code == 0
    assert "2 terms, 1 definition<" in (tmp_path / "site" / "index.html").read_text(encoding="utf-8")
