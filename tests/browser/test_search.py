"""Search as a reader uses it, and the proof that index and query speak the same words."""

import json
import os
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from glossary_site.search.analysis import tokenise
from glossary_site.search.stemmer import stem

pytestmark = pytest.mark.browser
ROOT = Path(__file__).parents[2]
CORPUS = Path(os.environ.get("GLOSSARY_CORPUS") or ROOT.parent / "shared" / "corpus")


def search(page: Page, site: str, query: str) -> list[str]:
    """The terms found for a query, by the search page's own address."""
    page.goto(f"{site}search/")
    page.get_by_role("searchbox").or_(page.get_by_role("textbox")).first.fill(query)
    expect(page.locator(".search-status")).to_have_text(re.compile(r"found|[Nn]o|[Nn]othing"))
    return [text.strip() for text in page.locator(".results strong, .results .name").all_inner_texts()]


def test_the_dialog_finds_a_term_by_keyboard_alone(page: Page, site: str) -> None:
    page.goto(f"{site}term/wafer/")
    page.keyboard.press("Control+k")
    expect(page.locator("#search-dialog")).to_be_visible()
    page.keyboard.type("electromigr")
    expect(page.locator("#search-dialog [role=option]").first).to_contain_text("Electromigration")
    expect(page.locator("#search-dialog [role=option] mark").first).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/term/electromigration/"))


def test_a_query_in_the_address_is_answered(page: Page, site: str) -> None:
    page.goto(f"{site}search/?q=systolic")
    expect(page.locator("main")).to_contain_text("Systolic array")
    expect(page.locator("mark").first).to_be_visible()


@pytest.mark.parametrize(
    ("query", "url"),
    [("TSV", "term/through-silicon-via/"), ("frechet", "term/frechet-inception-distance/"), ("C#", "term/csharp/")],
)
def test_names_find_their_term(page: Page, site: str, query: str, url: str) -> None:
    page.goto(f"{site}search/?q={query.replace('#', '%23')}")
    expect(page.locator(f'main a[href*="{url}"]').first).to_be_visible()


@pytest.mark.parametrize(
    "query",
    [
        "std::vector",
        "android:",
        "title:x",
        "^",
        "~99",
        "*",
        "+",
        "-",
        "a^b~2",
        "__proto__",
        "constructor",
        "<img src=x onerror=alert(1)>",
        "%",
        "\ud83d\ude00",
        "🙂" * 50,
        "x" * 10_000,
    ],
    ids=lambda text: text[:12].encode("ascii", "backslashreplace").decode(),
)
def test_no_query_breaks_search(page: Page, site: str, query: str) -> None:
    page.goto(f"{site}search/")
    field = page.get_by_role("searchbox").or_(page.get_by_role("textbox")).first
    field.fill(query.encode("utf-16", "surrogatepass").decode("utf-16", "replace"))
    page.wait_for_timeout(300)
    field.fill("wafer")
    expect(page.locator("main")).to_contain_text("Wafer")


def vocabulary() -> list[str]:
    """Every word of the project's own entries and, where they are, of the real documents."""
    files = [*(ROOT / "entries").rglob("*.*"), *CORPUS.glob("*.txt")]
    texts = [path.read_text(encoding="utf-8") for path in files if path.is_file()]
    return sorted({word for text in texts for word in tokenise(text)})


def test_the_stemmer_is_the_browsers_word_by_word(page: Page, site: str) -> None:
    words = [
        *vocabulary(),
        "key",
        "deploy",
        "array",
        "shapley",
        "yields",
        "y",
        "skies",
        "hopping",
        "agreed",
        "ll",
        "naïve",
    ]
    script = next((ROOT / "static" / "vendor").glob("lunr*.js")).read_text(encoding="utf-8")
    page.goto(site)
    page.evaluate(script)
    stems = page.evaluate("words => words.map(word => lunr.stemmer(new lunr.Token(word, {})).toString())", words)
    assert len(words) > 5_000
    different = [(word, stem(word), theirs) for word, theirs in zip(words, stems, strict=True) if stem(word) != theirs]
    assert different == []


def test_words_are_split_alike_in_index_and_browser(page: Page, site: str) -> None:
    names = [record["term"] for record in json.loads((ROOT / "tests/browser/words.json").read_text(encoding="utf-8"))]
    texts = [*names, *vocabulary()[:2_000]]
    script = (ROOT / "static" / "tokenise.js").read_text(encoding="utf-8")
    page.goto(site)
    theirs = page.evaluate(f"texts => {{ {script}; return texts.map(tokenise); }}", texts)
    assert [tokenise(text) for text in texts] == theirs
