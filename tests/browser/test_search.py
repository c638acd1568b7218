"""Search as a reader uses it; index and browser make the same words of a text."""

import gzip
import importlib.util
import json
import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import build_project, serve
from playwright.sync_api import Browser, BrowserContext, Page, Response, Route, expect
from test_access import violations

from glossary_site.search.analysis import name_key, tokenise
from glossary_site.search.stemmer import stem

pytestmark = pytest.mark.browser
ROOT = Path(__file__).parents[2]
CORPUS = Path(os.environ.get("GLOSSARY_CORPUS") or ROOT.parent / "shared" / "corpus")


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


def ask(page: Page, query: str) -> dict[str, object]:
    """The client's own answer, also to text that no field accepts."""
    found: dict[str, object] = page.evaluate(
        """async (query) => {
          const main = document.querySelector('script[src$="main.js"]').src;
          const { searchClient } = await import(main.replace("main.js", "search-client.js"));
          return searchClient.search(JSON.parse(query), 5);
        }""",
        json.dumps(query),
    )
    return found


@pytest.mark.parametrize("query", ["\ud800", "a\udfffb \ud83d", "\x00\x1b", "\u202eefaw", "y" * 10_000, "?!… — #"])
def test_any_query_is_answered(page: Page, site: str, query: str) -> None:
    page.goto(site)
    answer = ask(page, query)
    assert answer["error"] == ""
    assert isinstance(answer["results"], list)


def test_the_dialog_is_a_combobox(page: Page, site: str) -> None:
    """It opens by its button, is used by keyboard and closes by Escape, and the focus returns."""
    page.goto(f"{site}term/wafer/")
    opener = page.locator(".search-open")
    opener.focus()
    page.keyboard.press("Enter")
    field = page.locator("#dialog-search")
    expect(field).to_be_focused()
    expect(field).to_have_attribute("role", "combobox")
    expect(field).to_have_attribute("aria-expanded", "false")
    page.keyboard.type("gate")
    options = page.locator("#search-dialog [role=option]")
    expect(options.first).to_contain_text("4 meanings")
    expect(field).to_have_attribute("aria-expanded", "true")
    expect(page.locator("#search-dialog [role=status]")).to_contain_text("found")
    # Selection is manual: nothing is chosen until an arrow key is pressed.
    assert field.get_attribute("aria-activedescendant") is None
    page.keyboard.press("ArrowDown")
    expect(field).to_have_attribute("aria-activedescendant", options.first.get_attribute("id") or "none")
    expect(options.first).to_have_attribute("aria-selected", "true")
    page.keyboard.press("ArrowUp")
    expect(options.last).to_have_attribute("aria-selected", "true")
    expect(field).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#search-dialog")).to_be_hidden()
    expect(opener).to_be_focused()


def test_enter_without_a_choice_leads_to_the_search_page(page: Page, site: str) -> None:
    page.goto(f"{site}term/wafer/")
    page.keyboard.press("/")
    page.keyboard.type("etching")
    # This must work before the code of the search is loaded, too.
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/search/\?q=etching$"))
    expect(page.locator("main .result").first).to_be_visible()


def test_the_slash_can_be_turned_off(page: Page, site: str) -> None:
    page.goto(f"{site}term/wafer/")
    page.keyboard.press("Control+k")
    page.locator("[name=slash]").uncheck()
    page.keyboard.press("Escape")
    page.keyboard.press("/")
    expect(page.locator("#search-dialog")).to_be_hidden()
    page.reload()
    page.keyboard.press("/")
    expect(page.locator("#search-dialog")).to_be_hidden()


def test_results_lead_to_the_sense_and_can_be_of_one_category(page: Page, site: str) -> None:
    page.goto(f"{site}search/?q=qubits+gate")
    first = page.locator("main .result").first
    expect(first).to_have_attribute("href", re.compile(r"/term/gate/#quantum"))
    category = first.locator("small").inner_text()
    page.get_by_role("combobox", name="Category").select_option(category)
    expect(page).to_have_url(re.compile(r"category="))
    expect(page.locator("main .result small").first).to_have_text(category)
    assert set(page.locator("main .result small").all_inner_texts()) == {category}


def test_more_results_are_shown_on_demand(page: Page, site: str) -> None:
    page.goto(f"{site}search/?q=the")
    expect(page.locator("main .result")).to_have_count(20)
    page.get_by_role("button", name="Show more").click()
    expect(page.locator("main .result")).to_have_count(40)
    expect(page.locator("main .result").nth(20)).to_be_focused()


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A glossary with a term out of use, where terms can be suggested and the address is known."""
    files = {
        "entries/words.yml": """
- {term: Sundial, definition: A sundial tells the hour by a shadow.}
- {term: Shadow clock, status: superseded, replaced_by: Sundial, definition: A shadow clock is an old name of it.}
""",
        "glossary.yml": "title: Words about time and clocks\nbase_url: https://example.org/\n"
        "suggest_url: https://example.org/new?title={term}&kind=term\n",
    }
    yield from serve(build_project(tmp_path_factory.mktemp("small"), files))


def test_without_results_there_are_suggestions(page: Page, small: str) -> None:
    page.goto(f"{small}search/?q=son%20dyal%26x")
    expect(page.locator("main .search-status")).to_contain_text("Nothing found")
    ways = page.locator("main .search-ways")
    expect(ways.get_by_role("link", name="Sundial")).to_have_attribute("href", re.compile(r"/term/sundial/"))
    expect(ways.get_by_role("link", name="where it would be")).to_have_attribute("href", re.compile(r"/s/$"))
    suggested = "https://example.org/new?title=son%20dyal%26x&kind=term"
    expect(ways.get_by_role("link", name="Suggest")).to_have_attribute("href", suggested)
    expect(page.locator("main .search-help").get_by_role("link", name="A to Z")).to_be_visible()


def test_a_digit_suggests_the_page_of_symbols(page: Page, site: str) -> None:
    page.goto(f"{site}search/?q=9zzqqxx")
    place = page.locator("main .search-ways").get_by_role("link", name="where it would be")
    expect(place).to_have_attribute("href", re.compile(r"/0-9/$"))


def test_axe_finds_nothing_in_results_and_suggestions(browser: Browser, small: str) -> None:
    found = importlib.util.find_spec("axe_playwright_python")
    assert found
    assert found.origin
    axe = (Path(found.origin).parent / "axe.min.js").read_text(encoding="utf-8")
    context = browser.new_context(bypass_csp=True, reduced_motion="reduce")
    page = context.new_page()
    for query in ("son%20dyal", "shadow+clock"):
        page.goto(f"{small}search/?q={query}")
        page.locator("main .search-status:not(:empty)").wait_for()
        assert violations(page, axe) == []
        page.keyboard.press("Control+k")
        page.keyboard.type("son dyal" if query == "son%20dyal" else "clock")
        page.locator("#search-dialog .search-status:not(:empty)").wait_for()
        page.keyboard.press("ArrowDown")
        assert violations(page, axe, "#search-dialog") == []
    context.close()


def test_a_result_out_of_use_shows_its_replacement(page: Page, small: str) -> None:
    page.goto(f"{small}search/?q=shadow+clock")
    expect(page.locator("main .result").first).to_contain_text("superseded: use Sundial")


def test_browsers_can_add_the_search(page: Page, small: str) -> None:
    page.goto(f"{small}term/sundial/")
    link = page.locator('link[rel="search"]')
    assert link.get_attribute("type") == "application/opensearchdescription+xml"
    text = page.evaluate("async (link) => (await fetch(link.href)).text()", link.element_handle())
    assert "<ShortName>Words about time</ShortName>" in text
    assert 'template="https://example.org/search/?q={searchTerms}"' in text


@pytest.mark.parametrize("trouble", ["offline", "missing", "truncated", "old"])
@pytest.mark.parametrize("files", ["manifest.json", "*/*.json"])
def test_without_data_there_is_a_message_and_typing_again_recovers(
    context: BrowserContext, site: str, trouble: str, files: str
) -> None:
    page = context.new_page()

    def spoil(route: Route) -> None:
        match trouble:
            case "offline":
                route.abort("internetdisconnected")
            case "missing":
                route.fulfill(status=404, body="gone")
            case "truncated":
                route.fulfill(body='[["a",[0]', content_type="application/json")
            case _:
                route.fulfill(body='{"version": 1}', content_type="application/json")

    context.route(f"**/search/{files}", spoil)
    page.goto(f"{site}search/?q=wafer")
    expect(page.locator("main .search-status")).to_contain_text("not available")
    expect(page.locator("main .search-help").get_by_role("link", name="A to Z")).to_be_visible()
    context.unroute_all()
    page.locator("#page-search").press("End")
    page.locator("#page-search").press("s")
    expect(page.locator("main .result").first).to_contain_text("Wafer")


def test_opened_from_a_folder_the_page_shows_that_it_cannot_search(context: BrowserContext, built: Path) -> None:
    page = context.new_page()
    page.goto((built / "search" / "index.html").as_uri())
    expect(page.locator(".search-fallback")).to_be_visible()
    expect(page.locator(".search-fallback")).to_contain_text("needs JavaScript and a web server")


def test_without_scripts_the_form_leads_to_the_list(browser: Browser, site: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(site)
    page.get_by_role("searchbox").first.fill("wafer")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/all/\?q=wafer"))
    context.close()


def test_the_first_query_is_light(context: BrowserContext, site: str) -> None:
    """Scripts and index files for one query, compressed as by a host."""
    sizes: dict[str, int] = {}
    wanted = re.compile(r"/search/.+json$|/search-[a-z]+\.js$|/tokenise\.js$|/lunr\.min\.js$")

    def note_size(found: Response) -> None:
        if wanted.search(found.url):
            sizes[found.url] = len(gzip.compress(found.body()))

    context.on("response", note_size)
    page = context.new_page()
    page.goto(f"{site}term/wafer/")
    with context.expect_event("response", lambda found: "lunr.min.js" in found.url):
        page.keyboard.press("Control+k")
        page.keyboard.insert_text("electromigration")
    expect(page.locator("#search-dialog .result").first).to_contain_text("Electromigration")
    assert sum(sizes.values()) <= 100_000, sizes


def vocabulary() -> list[str]:
    """All words of the project's own entries and, if there are any, of the real documents."""
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
    texts = [*names, *vocabulary()]
    assert len(texts) > 5_000
    script = (ROOT / "static" / "tokenise.js").read_text(encoding="utf-8")
    page.goto(site)
    theirs = page.evaluate(
        f"texts => {{ {script}; return texts.map((text) => [tokenise(text), nameKey(text)]); }}", texts
    )
    ours = [[tokenise(text), name_key(text)] for text in texts]
    assert [each for each in zip(texts, ours, theirs, strict=True) if each[1] != each[2]] == []
