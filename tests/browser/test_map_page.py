"""The map in a browser: by pointer, by keyboard, without a script, and with more terms than its page holds."""

from collections.abc import Iterator

import pytest
from conftest import build_project, serve
from playwright.sync_api import Browser, Page, expect
from test_access import axe, violations

__all__ = ["axe"]
pytestmark = pytest.mark.browser
TERMS = 1_200
CATEGORIES = ("Grain", "Ovens", "Tools", "Loaves of a long name", "Water", "Salt")


def entry(number: int) -> str:
    category = CATEGORIES[number % len(CATEGORIES)]
    mentioned = f"loaf {number // 2 + 1}x" if number else "nothing"
    return f"- {{term: Loaf {number + 1}x, category: {category}, body: It is kept beside {mentioned}.}}\n"


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    files = {"glossary.yml": "title: Bread\nmap: yes\n", "entries/loaves.yml": "".join(map(entry, range(TERMS)))}
    yield from serve(build_project(tmp_path_factory.mktemp("large"), files))


def test_the_front_page_leads_to_the_map_and_a_dot_to_its_term(page: Page, site: str) -> None:
    page.goto(site)
    page.get_by_role("link", name="Map", exact=True).click()
    expect(page).to_have_url(f"{site}map/")
    dot = page.locator('.term-map a[href$="term/wafer/"]')
    dot.hover()
    expect(page.get_by_role("status").filter(visible=True)).to_have_text("Wafer")
    assert page.locator(".chosen").get_attribute("d")
    dot.click()
    expect(page).to_have_url(f"{site}term/wafer/")


def test_arrow_keys_move_from_dot_to_dot_and_enter_opens_one(page: Page, site: str) -> None:
    page.goto(f"{site}map/")
    figure = page.get_by_role("group", name="Map")
    figure.focus()
    names = []
    for key in ("ArrowDown", "ArrowRight", "ArrowRight", "ArrowDown", "ArrowLeft"):
        page.keyboard.press(key)
        names.append(figure.get_by_role("status").inner_text())
    assert len(set(names)) >= 4
    address = page.locator(".term-map .active").get_attribute("href")
    assert address
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{site}{address.removeprefix('../')}")


def test_the_tab_key_passes_the_dots(page: Page, site: str) -> None:
    page.goto(f"{site}map/")
    page.get_by_role("group", name="Map").focus()
    page.keyboard.press("Tab")
    expect(page.locator(".map-words a").first).to_be_focused()


def test_without_a_script_all_dots_are_links_and_the_words_are_there(browser: Browser, site: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    try:
        page = context.new_page()
        page.goto(f"{site}map/")
        assert page.locator(".term-map a").count() == 200
        expect(page.locator(".map-words")).to_contain_text("Most mentioned:")
        expect(page.locator(".term-map .picked")).not_to_be_visible()
        page.locator('.term-map a[href$="term/wafer/"]').click()
        expect(page).to_have_url(f"{site}term/wafer/")
    finally:
        context.close()


def test_a_button_shows_the_terms_that_the_page_lacks(page: Page, large: str) -> None:
    page.goto(f"{large}map/")
    before = page.locator(".term-map a").count()
    assert before <= 1_000
    page.get_by_role("button", name="Show all 1,200 terms").click()
    expect(page.locator(".term-map a")).to_have_count(TERMS)
    expect(page.locator(".map-more")).to_have_count(0)
    dot = page.locator(".term-map a").nth(TERMS - 1)
    page.get_by_role("group", name="Map").press("ArrowDown")
    assert dot.get_attribute("href")
    colours = page.evaluate("[...document.querySelectorAll('.dots')].map((each) => getComputedStyle(each).fill)")
    assert len(set(colours)) == len(CATEGORIES)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 390, 1280])
def test_machines_find_nothing_wrong_with_the_map(page: Page, site: str, axe: str, width: int, scheme: str) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"{site}map/")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert violations(page, axe) == []
