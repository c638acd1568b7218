"""What a result shows and where it is sought: the sentence that matched, the language, all languages, last searches."""

from collections.abc import Iterator

import pytest
from conftest import build_project, serve
from playwright.sync_api import Page, expect
from test_access import axe, violations

__all__ = ["axe"]
pytestmark = pytest.mark.browser
FILES = {
    "glossary.yml": "title: Bread\nlanguages: {de: {title: Brotwörter}}\n",
    "entries/a.yml": "- term: Rye\n  definition: Rye is a grain.\n"
    "  body: Rye is a grain. It grows on poor soils. Millers grind it.\n"
    "- term: Peel\n  definition: A peel is a shovel.\n"
    "  body: |\n    A peel is a shovel.\n\n    - It is made of beech.\n"
    "- {term: パン, definition: Bread in Japan.}\n",
    "entries/b.yml": "- {term: Roggen, language: de, definition: Roggen ist ein Getreide.}\n"
    "- {term: Peel-Brett, language: de, definition: Ein Brett.}\n",
}


@pytest.fixture(scope="module")
def bread(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    yield from serve(build_project(tmp_path_factory.mktemp("bread"), FILES))


def open_dialog(page: Page) -> None:
    page.wait_for_load_state()
    page.keyboard.press("Control+K")
    expect(page.locator("#search-dialog")).to_be_visible()


def test_a_result_shows_the_sentence_that_matched(page: Page, bread: str) -> None:
    page.goto(f"{bread}search/?q=poor+soil")
    result = page.locator("main .result")
    expect(result.locator("span")).to_have_text("It grows on poor soils.")
    expect(result.locator("mark")).to_have_text(["poor", "soils"])
    page.goto(f"{bread}search/?q=beech")
    expect(result.locator("span")).to_have_text("It is made of beech.")
    page.goto(f"{bread}search/?q=grain")
    expect(result.locator("span")).to_have_text("Rye is a grain.")


def test_the_dialog_shows_it_too(page: Page, bread: str) -> None:
    page.goto(bread)
    open_dialog(page)
    page.locator("dialog input[name=q]").fill("millers")
    expect(page.locator("dialog .result span")).to_have_text("Millers grind it.")


@pytest.mark.parametrize("query", ["rye", "grain", "peeel", "bread japan", "パン"])
def test_the_dialog_and_the_page_give_the_same_answers(page: Page, bread: str, query: str) -> None:
    page.goto(f"{bread}search/?q={query}")
    on_page = page.locator("main .result")
    expect(on_page.first).to_be_visible()
    addresses = on_page.evaluate_all("all => all.map((one) => one.href)")
    status = page.locator("main .search-status").inner_text()
    open_dialog(page)
    page.locator("dialog input[name=q]").fill(query)
    expect(page.locator("dialog .search-status")).to_have_text(status)
    assert page.locator("dialog .result").evaluate_all("all => all.map((one) => one.href)") == addresses


def test_a_name_in_another_script_names_its_language(page: Page, bread: str) -> None:
    page.goto(f"{bread}search/?q=japan")
    expect(page.locator("main .result")).to_have_attribute("lang", "ja")
    page.goto(f"{bread}search/?q=grain")
    expect(page.locator("main .result b")).to_have_text("Rye")
    assert page.locator("main .result").get_attribute("lang") is None


def test_all_languages_are_searched_where_asked(page: Page, bread: str, axe: str) -> None:
    page.goto(bread)
    open_dialog(page)
    page.locator("dialog input[name=q]").fill("roggen")
    expect(page.locator("dialog .search-status")).to_contain_text("Nothing found")
    page.get_by_role("link", name="Search in all languages").click()
    expect(page).to_have_url(f"{bread}search/?q=roggen&lang=all")
    result = page.locator("main .result")
    expect(result).to_have_attribute("href", f"{bread}de/term/roggen/#sense")
    expect(result).to_have_attribute("lang", "de")
    page.get_by_label("Language").last.select_option("de")
    expect(page).to_have_url(f"{bread}search/?q=roggen&lang=de")
    page.locator("main input[name=q]").fill("peel")
    expect(result.locator("b")).to_have_text(["Peel-Brett"])
    page.get_by_label("Language").last.select_option("all")
    expect(result.locator("b")).to_have_text(["Peel", "Peel-Brett"])
    assert violations(page, axe) == []
    page.reload()
    expect(result.locator("b")).to_have_text(["Peel", "Peel-Brett"])


def test_searches_are_remembered_only_if_the_reader_wants_it(page: Page, bread: str) -> None:
    page.goto(bread)
    open_dialog(page)
    field, results = page.locator("dialog input[name=q]"), page.locator("dialog .result")
    field.fill("rye")
    results.first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Rye")
    open_dialog(page)
    expect(page.locator("dialog .results")).to_be_hidden()
    wish = page.get_by_label("Remember my searches on this device")
    wish.check()
    for query in ("rye", "peel", "rye"):
        field.fill(query)
        page.locator("dialog .result b", has_text=query.capitalize()).click()
        page.wait_for_url(f"**/term/{query}/**")
        open_dialog(page)
    expect(results).to_have_text(["rye", "peel"])
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{bread}search/?q=rye")
    open_dialog(page)
    wish.uncheck()
    page.reload()
    open_dialog(page)
    expect(page.locator("dialog .results")).to_be_hidden()
    assert page.evaluate("localStorage.getItem('search-recent')") is None


def test_escape_while_a_word_is_composed_leaves_the_dialog_open(page: Page, bread: str) -> None:
    page.goto(bread)
    open_dialog(page)
    dialog = page.locator("#search-dialog")
    session = page.context.new_cdp_session(page)
    session.send("Input.imeSetComposition", {"text": "ぱ", "selectionStart": 1, "selectionEnd": 1})
    page.keyboard.press("Escape")
    expect(dialog).to_be_visible()
    session.send("Input.insertText", {"text": "パン"})
    expect(page.locator("dialog .result b")).to_have_text("パン")
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
