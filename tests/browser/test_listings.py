"""Listings: a letter and a category chosen together, with a script and without, and the keys that turn pages."""

from collections.abc import Iterator

import pytest
from conftest import build_project, serve
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def short(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A glossary from right to left of seven terms in one category, three on a page."""
    names = ("Ash", "Oak", "Olive", "Orange", "Osage", "Pear", "Plum")
    trees = "".join(f"- {{term: {name}, category: Trees, body: A tree.}}\n" for name in names)
    files = {"entries/trees.yml": trees, "glossary.yml": "language: ar\npage_size: 3\n"}
    yield from serve(build_project(tmp_path_factory.mktemp("short"), files))


def shown(page: Page) -> list[str]:
    """The names of the visible terms."""
    return [each.inner_text() for each in page.locator(".term-lines .name a").all() if each.is_visible()]


@pytest.mark.parametrize("scripts", [True, False])
def test_a_category_narrows_to_a_letter_and_back(browser: Browser, site: str, scripts: bool) -> None:
    context = browser.new_context(java_script_enabled=scripts)
    page = context.new_page()
    page.goto(f"{site}category/machine-learning/")
    everything = shown(page)
    letter = page.locator("nav.narrow a").first
    name = letter.inner_text().split()[0]
    letter.click()
    expect(page).to_have_url(f"{site}category/machine-learning/#letter-{name.lower()}")
    narrowed = shown(page)
    assert 0 < len(narrowed) < len(everything)
    assert all(term.startswith(name) for term in narrowed)
    expect(page.locator(".narrowed:visible")).to_contain_text(f"under {name} in Machine learning")
    if scripts:
        expect(letter).to_have_attribute("aria-current", "true")
    page.get_by_role("link", name="All of Machine learning").click()
    assert shown(page) == everything
    assert page.locator("nav.narrow [aria-current]").count() == 0
    letter.click()
    page.get_by_role("link", name=f"All under {name}").click()
    expect(page).to_have_url(f"{site}{name.lower()}/")
    context.close()


def test_a_letter_narrows_to_a_category(page: Page, site: str) -> None:
    page.goto(f"{site}g/")
    page.get_by_text("Narrow to a category").click()
    page.locator("nav.narrow").get_by_role("link", name="Deep learning 1 entry").click()
    page.wait_for_url(f"{site}category/deep-learning/#letter-g")
    assert shown(page) == ["Gate"]
    # The term's meaning in this category, not its first one.
    expect(page.locator(".term-lines:visible p").first).to_contain_text("learned vector")


def test_a_letter_on_two_pages_links_to_its_rest(page: Page, short: str) -> None:
    page.goto(f"{short}category/trees/#letter-o")
    assert shown(page) == ["Oak", "Olive"]
    expect(page.locator(".narrowed:visible").first).to_contain_text("4 مداخل تحت O في Trees")
    page.get_by_role("link", name="المزيد تحت O في الصفحة التالية").click()
    page.wait_for_url(f"{short}category/trees/2/#letter-o")
    assert shown(page) == ["Orange", "Osage"]
    page.goto(f"{short}p/")
    assert page.locator("nav.narrow").count() == 0


def test_the_arrow_keys_turn_pages(page: Page, site: str, short: str) -> None:
    page.goto(f"{site}all/")
    expect(page.locator(".keys")).to_be_visible()
    page.keyboard.press("ArrowRight")
    page.wait_for_url(f"{site}all/2/")
    page.keyboard.press("ArrowLeft")
    page.wait_for_url(f"{site}all/")
    # There is no page before the first, and a field uses the arrow keys itself.
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Control+k")
    page.keyboard.type("gate")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Escape")
    expect(page).to_have_url(f"{site}all/")
    page.goto(f"{short}all/")
    page.keyboard.press("ArrowLeft")
    expect(page).to_have_url(f"{short}all/2/")


@pytest.fixture(scope="module")
def mixed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A German glossary of 1,200 terms in one category, some with names in other scripts; Q has other names only."""
    lines = [f"- {{term: Wort {number}, category: Wörter, body: Ein Wort.}}\n" for number in range(1199)]
    lines.append("- {term: Eiche, aliases: [Quercus, בלוט, 橡树], definition: Eine Eiche ist ein Baum., body: Baum.}\n")
    files = {"entries/words.yml": "".join(lines), "glossary.yml": "title: Wörter\nlanguage: de\n"}
    yield from serve(build_project(tmp_path_factory.mktemp("mixed"), files))


def test_counts_are_written_as_the_language_does(page: Page, mixed: str) -> None:
    page.goto(mixed)
    expect(page.locator(".hero .count")).to_have_text("1.200 Begriffe, 1.200 Definitionen")
    expect(page.locator(".alphabet a", has_text="W")).to_contain_text("1.199")
    expect(page.locator(".categories .number")).to_contain_text("1.199")
    page.goto(f"{mixed}all/")
    expect(page.locator(".position")).to_have_text("Seite 1 von 24 (1.200 Einträge)")
    page.goto(f"{mixed}search/?q=wort")
    expect(page.locator("main .search-status")).to_contain_text("1.199")


def test_a_letter_of_other_names_only_has_a_line_for_it(page: Page, mixed: str) -> None:
    page.goto(mixed)
    letter = page.locator(".alphabet").get_by_role("link", name="Q siehe")
    assert "0" not in letter.inner_text()
    letter.click()
    expect(page.locator(".position")).to_have_text("Nur andere Namen")
    expect(page.locator(".term-lines")).to_contain_text("Quercus")


def test_names_in_other_scripts_are_marked_with_their_language(page: Page, mixed: str) -> None:
    page.goto(f"{mixed}term/eiche/")
    expect(page.locator(".aliases [lang=he][dir=rtl]")).to_have_text("בלוט")
    expect(page.locator(".aliases [lang=zh]")).to_have_text("橡树")
    assert page.locator("h1 [lang]").count() == 0
