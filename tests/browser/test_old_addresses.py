"""Links to an older site, as browsers follow them."""

from collections.abc import Iterator

import pytest
from conftest import build_project, serve
from playwright.sync_api import Browser, Page, expect
from test_access import axe, violations

__all__ = ["axe"]
pytestmark = pytest.mark.browser
LEDGER = "/docs/rye/: {term: Rye, moved: rye}\n" + "".join(
    f"/glossary.html#term-{name}: {{term: {term}, moved: {term.lower()}}}\n"
    for name, term in (("Rye", "Rye"), ("main", "Peel"), ("2.1-Öl", "Peel"))
)
FILES = {
    "entries/a.yml": "- {term: Rye, definition: Rye is a grain.}\n- {term: Peel, definition: A peel.}\n",
    "entries/.ids.yml": LEDGER,
}


@pytest.fixture(scope="module")
def moved(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    yield from serve(build_project(tmp_path_factory.mktemp("moved"), FILES))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("docs/rye/", "term/rye/"),
        ("glossary.html#term-Rye", "term/rye/"),
        ("glossary.html#term-main", "term/peel/"),
        ("glossary.html#term-2.1-%C3%96l", "term/peel/"),
    ],
)
def test_an_old_address_leads_to_the_page_of_its_term(page: Page, moved: str, old: str, new: str) -> None:
    page.goto(moved + old)
    expect(page).to_have_url(moved + new)


@pytest.mark.parametrize("anchor", ["", "#term-none", "#main", "#%zz"])
def test_an_unknown_anchor_stays_on_the_list_of_the_terms(page: Page, moved: str, anchor: str) -> None:
    page.goto(f"{moved}glossary.html{anchor}")
    expect(page.get_by_role("main").get_by_role("link")).to_have_count(3)


def test_without_scripts_an_anchor_is_a_link_to_its_term(browser: Browser, moved: str) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(f"{moved}glossary.html#term-Rye")
        page.locator("li:target a").click()
        expect(page).to_have_url(f"{moved}term/rye/")


def test_the_list_of_an_old_page_is_accessible(page: Page, moved: str, axe: str) -> None:
    page.goto(f"{moved}glossary.html")
    assert violations(page, axe) == []
