"""The extension of Python-Markdown, as programs without plugins use it."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from markdown import Markdown
from markdown.extensions import Extension
from markdown.preprocessors import Preprocessor

from glossary_site.issues import GlossaryError

SITE = "https://glossary.invalid/"


@pytest.fixture
def settings(tmp_path: Path) -> dict[str, Any]:
    entries = tmp_path / "entries"
    entries.mkdir()
    entry = "- {term: Proof, definition: Proof is the last rise of a dough.}\n- {term: Oven}\n"
    (entries / "bakery.yml").write_text(entry, encoding="utf-8")
    return {"source": str(entries), "settings": str(tmp_path / "glossary.yml"), "link_to": SITE}


def convert(text: str, settings: dict[str, Any], *extensions: str | Extension) -> str:
    return Markdown(extensions=[*extensions, "glossary_site"], extension_configs={"glossary_site": settings}).convert(
        text
    )


def test_terms_are_marked(settings: dict[str, Any]) -> None:
    assert convert("Proof it, then [[oven|bake]].", settings) == (
        f'<p><a href="{SITE}term/proof/" data-term="proof">Proof</a> it, then '
        f'<a href="{SITE}term/oven/" data-term="oven">bake</a>.</p>'
    )


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("`[[proof]]`", "<code>[[proof]]</code>"),
        (r"\[[proof]]", "[[proof]]"),
        ("[[proof]](/x)", '<a href="/x">[proof]</a>'),
        ("    [[proof]]", "<pre><code>[[proof]]\n</code></pre>"),
        ("[[!proof]]", "proof"),
    ],
)
def test_what_is_no_reference_stays(settings: dict[str, Any], text: str, shown: str) -> None:
    html = convert(text, {**settings, "mark": "off"})
    assert shown in html
    assert "data-term" not in html


def test_a_table_of_contents_has_the_names_alone(settings: dict[str, Any]) -> None:
    html = convert("[TOC]\n\n# The proof\n\n## Of [[proof]]\n\nProof.\n", settings, "toc")
    assert '<h1 id="the-proof">The proof</h1>' in html
    assert '<a href="#of-proof">Of proof</a>' in html
    assert html.count("data-term") == 2


def test_an_unknown_reference_ends_a_strict_build(settings: dict[str, Any]) -> None:
    with pytest.raises(GlossaryError, match=r"\[\[prof\]\] names no term"):
        convert("A [[prof]].", {**settings, "strict": True})
    assert convert("A [[prof]].", settings) == "<p>A prof.</p>"


@pytest.mark.parametrize("wrong", [{"link_to": ""}, {"link_to": "words.html"}, {"mark": "sometimes"}])
def test_settings_that_cannot_be_used_are_refused(settings: dict[str, Any], wrong: dict[str, str]) -> None:
    with pytest.raises(GlossaryError, match="config-value"):
        convert("", settings | wrong)


def test_the_files_of_cards_are_written_once(settings: dict[str, Any], tmp_path: Path) -> None:
    assets = tmp_path / "docs" / "assets"
    convert("Proof.", {**settings, "assets": str(assets)})
    written = {path.name: path.stat().st_mtime_ns for path in assets.iterdir()}
    assert set(written) == {"glossary-cards.css", "glossary-cards.js", "glossary-cards-0.js"}
    convert("Proof.", {**settings, "assets": str(assets)})
    assert written == {path.name: path.stat().st_mtime_ns for path in assets.iterdir()}


@dataclass
class Page:
    url: str
    path: str = "page.md"
    meta: dict[str, Any] = field(default_factory=dict)


class Named(Extension):
    """Names the page, as Zensical does."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        self.page = page

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - the base class calls it so
        class Naming(Preprocessor):
            page = self.page

            def run(self, lines: list[str]) -> list[str]:
                return lines

        md.preprocessors.register(Naming(md), "naming", 0)


@pytest.mark.parametrize(
    ("link_to", "url", "href"),
    [
        ("words/#", "a/b/", "../../words/#proof"),
        ("glossary/", "a/b.html", "../glossary/term/proof/"),
        ("/glossary/", "a/b/", "/glossary/term/proof/"),
        (SITE, "a/", f"{SITE}term/proof/"),
    ],
)
def test_links_lead_from_the_page_that_is_named(settings: dict[str, Any], link_to: str, url: str, href: str) -> None:
    assert f'href="{href}"' in convert("A proof.", {**settings, "link_to": link_to}, Named(Page(url)))


def test_the_front_matter_of_the_page_decides_how_often(settings: dict[str, Any]) -> None:
    assert "data-term" not in convert("A proof.", settings, Named(Page("a/", meta={"glossary": False})))
    assert convert("Proof, proof.", settings, Named(Page("a/", meta={"glossary": "all"}))).count("<a ") == 2


def test_the_page_of_all_terms_gets_their_anchors(settings: dict[str, Any]) -> None:
    html = convert("**Proof**: a rise.\n", {**settings, "link_to": "words/#"}, Named(Page("words/")))
    assert html == '<p><strong><span id="proof"></span>Proof</strong>: a rise.</p>'
