"""A site of several languages, and pages in another language than English, as readers see them."""

from collections.abc import Iterator

import pytest
from conftest import build_project, serve
from playwright.sync_api import Locator, Page, expect
from test_access import axe, violations

__all__ = ["axe"]
pytestmark = pytest.mark.browser
BASE = "https://example.org/b/"
FILES = {
    "glossary.yml": f"title: Bread\nbase_url: {BASE}\nsuggest_url: https://example.org/?t={{term}}\n"
    "languages: {de: {title: Brotwörter}, fr: {title: Mots du pain}}\n",
    "entries/a.yml": "- {term: Rye, definition: Rye is a grain for houses.}\n- {term: Peel, definition: A peel.}\n",
    "entries/b.yml": "- {term: Roggen, language: de, translation_of: rye, translated_from: '0123456789',\n"
    "   definition: Roggen ist ein Getreide aus den Häusern.}\n"
    "- {term: Dinkel, language: de, definition: Dinkel ist ein Getreide wie Roggen.}\n"
    "- {term: Seigle, language: fr, translation_of: rye, definition: Le seigle est une céréale.}\n",
    "entries/c.yml": "- {term: Korn, language: de, category: A, definition: Ein Korn ist hart.}\n"
    "- {term: Korn, language: de, category: B, definition: Ein Korn ist klar.}\n",
}


@pytest.fixture(scope="module")
def several(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    yield from serve(build_project(tmp_path_factory.mktemp("several"), FILES))


def _open_languages(page: Page, name: str) -> Locator:
    page.get_by_role("button", name=name).click()
    return page.get_by_role("navigation", name=name)


def test_the_switch_leads_to_the_translated_term_and_back(page: Page, several: str) -> None:
    page.goto(f"{several}term/rye/")
    languages = _open_languages(page, "Language")
    expect(languages.locator("[aria-current]")).to_have_text("English")
    languages.get_by_role("link", name="Deutsch").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Roggen")
    expect(page.locator("html")).to_have_attribute("lang", "de")
    _open_languages(page, "Sprache").get_by_role("link", name="Français").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Seigle")
    _open_languages(page, "Langue").get_by_role("link", name="English").click()
    expect(page).to_have_url(f"{several}term/rye/")


def test_a_term_that_is_not_translated_leads_to_the_languages_home(page: Page, several: str) -> None:
    page.goto(f"{several}term/peel/")
    _open_languages(page, "Language").get_by_role("link", name="Deutsch").click()
    expect(page).to_have_url(f"{several}de/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Brotwörter")


def test_a_changed_original_shows_a_notice(page: Page, several: str) -> None:
    page.goto(f"{several}de/term/roggen/")
    expect(page.locator(".notice")).to_have_text("Der Ausgangstext hat sich geändert, seit dies übersetzt wurde.")
    page.goto(f"{several}fr/term/seigle/")
    expect(page.locator(".notice")).to_have_count(0)


def test_hreflang_names_every_translation(page: Page, several: str) -> None:
    expected = {
        "en": f"{BASE}term/rye/",
        "de": f"{BASE}de/term/roggen/",
        "fr": f"{BASE}fr/term/seigle/",
        "x-default": f"{BASE}term/rye/",
    }
    for path in ("term/rye/", "de/term/roggen/", "fr/term/seigle/"):
        page.goto(several + path)
        links = page.locator("link[hreflang]").evaluate_all("all => all.map(one => [one.hreflang, one.href])")
        assert dict(links) == expected, path
    page.goto(f"{several}de/term/dinkel/")
    expect(page.locator("link[hreflang]")).to_have_count(0)


def test_search_is_in_the_language_of_the_page(page: Page, several: str) -> None:
    page.goto(f"{several}de/search/?q=haus")
    expect(page.locator("main .result")).to_have_count(1)
    expect(page.locator("main .result b")).to_have_text("Roggen")
    expect(page.locator("main .search-status")).to_have_text("1 Begriff gefunden")
    page.locator("main .result").click()
    expect(page).to_have_url(f"{several}de/term/roggen/#sense")
    page.goto(f"{several}search/?q=haus")
    expect(page.locator("main .search-status")).to_have_text("Nothing found for “haus”.")
    page.goto(f"{several}search/?q=house")
    expect(page.locator("main .result b")).to_have_text("Rye")
    expect(page.locator("main .search-status")).to_have_text("1 term found")


def test_texts_of_scripts_are_german_on_a_german_page(page: Page, several: str) -> None:
    page.goto(f"{several}de/")
    page.locator(".hero input").fill("Korn")
    found = page.locator(".hero .results")
    expect(found).to_have_attribute("aria-label", "Gefundene Begriffe")
    expect(found.locator(".result").first).to_contain_text("2 Bedeutungen")
    page.locator(".hero input").fill("Rogen zzz")
    expect(page.locator(".hero .search-status")).to_have_text("Nichts gefunden zu „Rogen zzz“.")
    page.goto(f"{several}de/search/?q=din%20kyl%26x")
    expect(page.locator("main .search-ways")).to_contain_text("Meinten Sie Dinkel?")
    page.goto(f"{several}de/search/?q={{count}}<b>")
    expect(page.locator("main .search-status")).to_have_text("Nichts gefunden zu „{count}<b>“.")
    ways = page.locator("main .search-ways")
    expect(ways).to_contain_text("„{count}<b>“ als Begriff vorschlagen")
    page.context.grant_permissions(["clipboard-write", "clipboard-read"])
    page.goto(f"{several}de/term/roggen/")
    page.locator("a.anchor").first.click()
    expect(page.locator(".toast")).to_have_text("Link kopiert")


@pytest.mark.parametrize("path", ["", "de/", "de/term/roggen/", "fr/search/", "de/all/"])
@pytest.mark.parametrize("width", [320, 1280])
def test_axe_finds_nothing(page: Page, several: str, axe: str, path: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(several + path)
    assert violations(page, axe) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
