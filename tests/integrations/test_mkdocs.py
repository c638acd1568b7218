"""The plugin for MkDocs: real builds of small documentations."""

import json
import logging
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort, ConfigurationError

from glossary_site.build import BuildRequest, build_site
from glossary_site.integrations.mkdocs import GlossarySettings
from glossary_site.loader import format_pin

ENTRIES = """
- term: Deck oven
  aliases: [stone oven]
  definition: A deck oven is an *oven* that bakes on stone & brick.
  related: [Proof]
- term: Proof
  definition: Proof is the last rise of a dough.
  body: |
    It ends before the [[deck oven]] is hot.
- term: C++
  definition: C++ is a language in which ovens are programmed.
"""
INDEX = """# Bread

A deck oven is hot. Another deck oven, and [[stone oven|the stone one]]; `[[code]]` is no reference.

## Rise

The deck oven waits for the proof.
"""

Build = Callable[..., Path]


@pytest.fixture
def docs(tmp_path: Path) -> Iterator[Build]:
    """Builds a documentation: settings of the plugin, and pages by their paths in ``docs``."""

    def make(settings: Mapping[str, Any], pages: Mapping[str, str], *, strict: bool = True, **config: Any) -> Path:
        (tmp_path / "entries").mkdir(exist_ok=True)
        (tmp_path / "entries" / "bakery.yml").write_text(ENTRIES, encoding="utf-8")
        for path, text in pages.items():
            file = tmp_path / "docs" / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
        whole = {"site_name": "Bread", "theme": "mkdocs", "plugins": ["search", {"glossary-site": settings}], **config}
        (tmp_path / "mkdocs.yml").write_text(json.dumps(whole), encoding="utf-8")
        build(load_config(str(tmp_path / "mkdocs.yml"), strict=strict))
        return tmp_path / "site"

    yield make


def links_in(page: Path) -> list[tuple[str, str]]:
    """The text and the address of each marked mention."""
    found = re.findall(r'<a href="([^"]*)" data-term="[^"]*">(.*?)</a>', page.read_text(encoding="utf-8"))
    return [(text, address) for address, text in found]


def test_mentions_lead_to_pages_that_the_plugin_adds(docs: Build) -> None:
    site = docs({}, {"index.md": INDEX, "more/deep.md": "# Deep\n\nA proof.\n"})
    assert links_in(site / "index.html") == [
        ("deck oven", "glossary/term/deck-oven/"),
        ("the stone one", "glossary/term/deck-oven/"),
        ("proof", "glossary/term/proof/"),
    ]
    assert links_in(site / "more/deep/index.html") == [("proof", "../../glossary/term/proof/")]
    proof = (site / "glossary/term/proof/index.html").read_text(encoding="utf-8")
    assert '<h1 id="proof">Proof</h1>' in proof
    assert 'the <a href="../deck-oven/">deck oven</a> is hot' in proof
    listing = (site / "glossary/index.html").read_text(encoding="utf-8")
    assert '<a href="term/c/">C++</a>' in listing
    assert "<title>C++ - Bread</title>" in (site / "glossary/term/c/index.html").read_text(encoding="utf-8")


def test_cards_are_in_a_file_beside_their_script_and_in_no_search(docs: Build) -> None:
    site = docs({}, {"index.md": INDEX})
    page = (site / "index.html").read_text(encoding="utf-8")
    assert "bakes on stone" not in page
    cards = (site / "assets/glossary-cards-0.js").read_text(encoding="utf-8")
    assert "<b>Deck oven</b> A deck oven is an <em>oven</em> that bakes on stone &amp; brick." in cards
    assert 'href="assets/glossary-cards.css"' in page
    assert 'src="assets/glossary-cards.js"' in page
    found = json.loads((site / "search/search_index.json").read_text(encoding="utf-8"))["docs"]
    texts = {each["location"]: each["text"] for each in found}
    assert "bakes on stone" not in texts[""]
    assert "bakes on stone" in texts["glossary/term/deck-oven/"]


@pytest.mark.parametrize(
    ("front", "count"),
    [("section", 3), ("page", 2), ("all", 4), ("off", 0), ("true", 3)],
)
def test_the_front_matter_of_a_page_decides_how_often(docs: Build, front: str, count: int) -> None:
    text = INDEX.replace("[[stone oven|the stone one]]", "none")
    site = docs({"mark": "section"}, {"index.md": f"---\nglossary: {front}\n---\n{text}"})
    assert len(links_in(site / "index.html")) == count


@pytest.mark.parametrize(("mark", "count"), [("page", 2), (False, 0)])
def test_a_setting_decides_how_often(docs: Build, mark: object, count: int) -> None:
    site = docs({"mark": mark}, {"index.md": INDEX.replace("[[stone oven|the stone one]]", "none")})
    assert len(links_in(site / "index.html")) == count


@pytest.fixture
def logged(caplog: pytest.LogCaptureFixture) -> Callable[[], list[str]]:
    """The warnings of a build."""
    return lambda: [each.getMessage() for each in caplog.records if each.levelno >= logging.WARNING]


def test_an_unknown_reference_fails_a_strict_build(docs: Build, logged: Callable[[], list[str]]) -> None:
    with pytest.raises(Abort):
        docs({}, {"index.md": "---\ntitle: Bread\n---\n\n# Bread\n\nA [[deck ovn]].\n"})
    (message,) = logged()
    assert "index.md:7: error [reference-unknown] [[deck ovn]] names no term" in message
    assert "did you mean [[Deck oven]]?" in message


def test_a_front_matter_that_is_no_way_to_mark_is_a_warning(docs: Build, logged: Callable[[], list[str]]) -> None:
    with pytest.raises(Abort):
        docs({}, {"index.md": "---\nglossary: sometimes\n---\n# Bread\n"})
    (message,) = logged()
    assert "index.md: warning [mark-unknown] 'sometimes' is no way to mark terms" in message


def test_a_bad_entry_is_left_out_and_fails_a_strict_build(docs: Build, logged: Callable[[], list[str]]) -> None:
    bad = docs({}, {"index.md": INDEX}).parent / "entries" / "bad.yml"
    bad.write_text("- term: Rye\n  body: It needs [[nothing]].\n", encoding="utf-8")
    docs({}, {"index.md": "# Rye\n\nRye is dark.\n"}, strict=False)
    assert "[reference-unknown] [[nothing]] names no term" in logged()[-1]
    assert links_in(bad.parents[1] / "site" / "index.html") == []
    with pytest.raises(Abort):
        docs({}, {"index.md": INDEX})


def test_mentions_lead_to_a_site_elsewhere(docs: Build) -> None:
    site = docs({"link_to": "https://glossary.invalid/g"}, {"index.md": "# Bread\n\nA proof.\n"})
    assert links_in(site / "index.html") == [("proof", "https://glossary.invalid/g/term/proof/")]
    assert not (site / "glossary").exists()


def test_mentions_lead_to_one_page_of_the_documentation(docs: Build) -> None:
    words = (
        "# Words\n\n## Deck oven\n\nA deck oven is hot.\n\n- **Proof**: the last rise.\n- **Rye** (dark): no bread.\n"
    )
    site = docs({"source": "docs/words.md", "link_to": "words.md"}, {"words.md": words, "a/index.md": "Hi, a proof.\n"})
    assert links_in(site / "a/index.html") == [("proof", "../words/#proof")]
    page = (site / "words/index.html").read_text(encoding="utf-8")
    assert '<strong><span id="proof"></span>Proof</strong>' in page
    assert page.count('id="deck-oven"') == 1
    assert links_in(site / "words/index.html") == []


def test_a_term_without_a_place_on_the_one_page_is_a_warning(docs: Build, logged: Callable[[], list[str]]) -> None:
    with pytest.raises(Abort):
        docs({"link_to": "words.md"}, {"words.md": "# Words\n\n## Deck oven\n\n## Proof\n"})
    (message,) = logged()
    assert "words.md: warning [anchor-missing] 'C++' is not on the page that mentions link to" in message


@pytest.mark.parametrize("settings", [{"link_to": "nowhere.md"}, {"source": "nowhere"}])
def test_what_is_not_there_ends_the_build(docs: Build, settings: Mapping[str, Any], logged: Any) -> None:
    with pytest.raises(Abort):
        docs(settings, {"index.md": INDEX})
    assert "nowhere" in logged()[-1]


def test_a_setting_that_is_none_is_refused(docs: Build) -> None:
    with pytest.raises((ConfigurationError, Abort)):
        docs({"mark": "sometimes"}, {"index.md": INDEX})


def test_a_published_glossary_is_read_from_its_kept_copy(
    docs: Build, tmp_path: Path, logged: Callable[[], list[str]]
) -> None:
    pages = {"index.md": "# Bread\n\nA proof.\n"}
    docs({}, pages)
    build_site(BuildRequest(tmp_path / "entries", tmp_path / "published", tmp_path / "glossary.yml"))
    kept = tmp_path / "shared" / "terms.json"
    kept.parent.mkdir()
    kept.write_bytes((tmp_path / "published" / "terms.json").read_bytes())
    published = {"source": "http://127.0.0.1:9/g/embed/1.0/terms.json", "keep": "shared/terms.json"}
    site = docs({**published, "pin": format_pin(kept.read_bytes())}, pages)
    assert links_in(site / "index.html") == [("proof", "http://127.0.0.1:9/g/term/proof/")]
    site = docs(published, pages, strict=False)
    assert links_in(site / "index.html") == [("proof", "http://127.0.0.1:9/g/term/proof/")]
    assert "warning [published-unreachable]" in logged()[-1]


@pytest.mark.parametrize("theme", ["mkdocs", "readthedocs", "material"])
def test_the_text_of_a_published_glossary_is_no_html(docs: Build, tmp_path: Path, theme: str) -> None:
    hostile = [
        {
            "id": "proof",
            "term": "Proof </title><img src=x onerror=alert(1)>",
            "aliases": ["proof"],
            "definition": "A <script>alert(1)</script> [x](javascript:alert(1)) of it.",
        }
    ]
    (tmp_path / "terms.json").write_text(json.dumps(hostile), encoding="utf-8")
    site = docs({"source": "terms.json"}, {"index.md": "# Bread\n\nA proof.\n"}, theme=theme)
    for page in (*site.rglob("*.html"), site / "assets/glossary-cards-0.js"):
        text = page.read_text(encoding="utf-8")
        assert "<script>alert" not in text
        assert "<img src=x" not in text
        assert 'href="javascript' not in text
    assert links_in(site / "index.html") == [("proof", "glossary/term/proof/")]


def test_every_setting_is_in_the_documents() -> None:
    text = (Path(__file__).parents[2] / "docs" / "mkdocs.md").read_text(encoding="utf-8")
    named = [name for name, _ in GlossarySettings._schema]
    assert [name for name in named if f"| `{name}` |" not in text] == []


def test_addresses_without_folders_work_too(docs: Build) -> None:
    site = docs({}, {"a/index.md": INDEX}, use_directory_urls=False)
    assert links_in(site / "a/index.html")[0] == ("deck oven", "../glossary/term/deck-oven.html")
    proof = (site / "glossary/term/proof.html").read_text(encoding="utf-8")
    assert 'the <a href="deck-oven.html">deck oven</a> is hot' in proof
    assert '<a href="../index.html">All terms</a>' in proof


def test_pages_of_the_documentation_stay_where_the_plugin_would_add_its_own(docs: Build) -> None:
    site = docs({}, {"index.md": INDEX, "glossary/index.md": "# Our words\n\nLike proof.\n"})
    assert "Our words" in (site / "glossary/index.html").read_text(encoding="utf-8")
    assert links_in(site / "glossary/index.html") == [("proof", "term/proof/")]


GERMAN = ("Auch genannt", "Verwandte Begriffe", "Alle Begriffe")


@pytest.mark.parametrize(
    ("theme", "settings", "labels"),
    [
        ({"name": "mkdocs", "locale": "de"}, "", GERMAN),
        ({"name": "material", "language": "fr"}, "", ("Aussi appelé", "Termes associés", "Tous les termes")),
        (
            {"name": "material", "language": "fr"},
            "language: de",
            ("Auch genannt", "Verwandte Begriffe", "Alle Begriffe"),
        ),
        ({"name": "mkdocs"}, "", ("Also called", "Related terms", "All terms")),
    ],
)
def test_the_pages_of_terms_are_in_the_language_of_the_documentation(
    docs: Build, tmp_path: Path, theme: Mapping[str, str], settings: str, labels: tuple[str, str, str]
) -> None:
    names, related, everything = labels
    (tmp_path / "glossary.yml").write_text(settings, encoding="utf-8")
    site = docs({}, {"index.md": INDEX}, theme=theme)
    page = (site / "glossary/term/deck-oven/index.html").read_text(encoding="utf-8")
    assert f"<dt>{names}</dt><dd>stone oven</dd>" in page
    assert f"<dt>{related}</dt>" in page
    assert f">{everything}</a>" in page
