"""Odd queries, and search files that cannot be loaded: an answer, nothing found, or a message, and no error."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import build_project, serve
from playwright.sync_api import BrowserContext, Page, Route, expect
from test_search import ask

pytestmark = pytest.mark.browser

QUERIES = {
    "long": "x" * 10_000,
    "long words": "wafer etch " * 1_000,
    "long CJK": "机" * 10_000,
    "punctuation": "!?…—#%&/()=",
    "quotes": "\"'`\\",
    "bidi": "\u202e\u2066refaw\u2069",
    "invisible": "\u200b\ufeff\u00ad",
    "marks": "\u0301\u0301",
    "__proto__": "__proto__",
    "constructor": "constructor",
    "toString": "toString hasOwnProperty valueOf",
    "markup": "<img src=x onerror=\"document.title='executed'\">",
    "script": "<script>document.title='executed'</script>",
    "field": "title:wafer",
    "boost": "wafer^99",
    "fuzzy": "wafer~99",
    "wildcards": "* ** wa*er *fer",
    "presence": "+wafer -etch -",
    "url": "javascript:document.title='executed'",
    "percent": "%E0%A4%A %",
}


@pytest.mark.parametrize("query", QUERIES.values(), ids=QUERIES)
def test_every_query_is_answered_and_nothing_executed(page: Page, site: str, query: str) -> None:
    """``page`` fails on an exception, a line in the console or a request to another host."""
    page.goto(f"{site}search/")
    title = page.title()
    field = page.locator("#page-search")
    field.fill(query)
    status = page.locator("main .search-status")
    if field.input_value().strip():
        expect(status).to_contain_text("ound")
    page.goto(f"{site}term/wafer/")
    page.keyboard.press("Control+k")
    page.locator("#dialog-search").fill(query)
    if query.strip():
        expect(page.locator("#search-dialog .search-status")).to_contain_text("ound")
    assert page.locator("#search-dialog .results img, #search-dialog script").count() == 0
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=*")
    expect(status).to_contain_text("ound")
    assert page.locator("main img, main script").count() == 0
    assert "executed" not in page.title()
    assert title


@pytest.mark.parametrize("query", ["\ud800", "wafer\udfff", "\udc00\ud800", "wafer \ud83d", "\ud800" * 10_000])
def test_half_a_character_is_answered(page: Page, site: str, query: str) -> None:
    page.goto(site)
    answer = ask(page, query)
    assert answer["error"] == ""
    assert "Wafer" in json.dumps(answer["results"]) or "wafer" not in query


#: Kinds of files, each with a query that needs it.
NEEDS = {"t": "wafer", "n": "wafer", "r": "waferr", "d": "wafer", "v": "zzqqxx wafr"}


@pytest.mark.parametrize("kind", NEEDS)
@pytest.mark.parametrize("trouble", ["gone", "truncated", "of another form"])
def test_a_spoilt_file_is_reported_and_fetched_again(
    context: BrowserContext, site: str, kind: str, trouble: str
) -> None:
    bodies = {"gone": "", "truncated": '[["wafer",[0,', "of another form": '{"version": 1}'}

    def spoil(route: Route) -> None:
        route.fulfill(status=404 if trouble == "gone" else 200, body=bodies[trouble], content_type="application/json")

    context.route(f"**/search/*/{kind}*.json", spoil)
    page = context.new_page()
    thrown: list[str] = []
    page.on("pageerror", lambda error: thrown.append(str(error)))
    page.goto(f"{site}term/wafer/")
    page.keyboard.press("Control+k")
    page.keyboard.insert_text(NEEDS[kind])
    status = page.locator("#search-dialog .search-status")
    expect(status).to_contain_text("not available")
    expect(page.locator("#search-dialog .search-help").get_by_role("link", name="A to Z")).to_be_visible()
    context.unroute_all()
    page.keyboard.press("Control+a")
    page.keyboard.insert_text("wafer")
    expect(page.locator("#search-dialog .result").first).to_contain_text("Wafer")
    expect(page.locator("#search-dialog .search-help")).to_be_hidden()
    assert thrown == []


def test_search_works_without_the_categories(context: BrowserContext, site: str) -> None:
    context.route("**/search/*/c*.json", lambda route: route.abort())
    page = context.new_page()
    page.goto(f"{site}search/?q=wafer")
    expect(page.locator("main .result").first).to_contain_text("Wafer")
    expect(page.locator("main select")).to_be_hidden()


def write_glossary(project: Path, *terms: str) -> None:
    lines = (f"- {{term: {term}, definition: {term} is a measure of time.}}\n" for term in terms)
    build_project(project, {"entries/words.yml": "".join(lines), "glossary.yml": "title: Time\n"})


@pytest.fixture
def changing(tmp_path: Path) -> Iterator[tuple[Path, str]]:
    write_glossary(tmp_path, "Minute", "Hour")
    for root in serve(tmp_path / "site"):
        yield tmp_path, root


def test_a_page_from_before_a_new_edition_finds_what_is_new(
    context: BrowserContext, changing: tuple[Path, str]
) -> None:
    project, root = changing
    page = context.new_page()
    page.goto(f"{root}term/hour/")
    page.keyboard.press("Control+k")
    page.keyboard.insert_text("minute")
    result = page.locator("#search-dialog .result").first
    expect(result).to_contain_text("Minute")
    write_glossary(project, "Minute", "Hour", "Fortnight")
    # A name with a slip needs a file that the page has not loaded. It was replaced; the new manifest has its new name.
    page.keyboard.press("Control+a")
    page.keyboard.insert_text("fortnigth")
    expect(result).to_contain_text("Fortnight")
