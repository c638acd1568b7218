"""The search of the front page and the search page by keyboard alone, and checked by axe while open."""

import re

import pytest
from playwright.sync_api import Page, expect
from test_access import axe, reader, violations

__all__ = ["axe", "reader"]

pytestmark = pytest.mark.browser


def test_the_front_page_is_a_combobox(page: Page, site: str) -> None:
    page.goto(site)
    field = page.locator("#home-search")
    while not field.evaluate("(field) => field === document.activeElement"):
        page.keyboard.press("Tab")
    page.keyboard.type("gate")
    options = page.locator("main [role=option]")
    expect(options.first).to_contain_text("4 meanings")
    expect(field).to_have_attribute("role", "combobox")
    expect(field).to_have_attribute("aria-expanded", "true")
    expect(page.locator("main [role=status]")).to_contain_text("found")
    page.keyboard.press("ArrowUp")
    expect(options.last).to_have_attribute("aria-selected", "true")
    page.keyboard.press("ArrowDown")
    expect(field).to_have_attribute("aria-activedescendant", options.first.get_attribute("id") or "none")
    page.keyboard.press("Escape")
    expect(page.locator("main [role=listbox]")).to_be_hidden()
    expect(field).to_have_attribute("aria-expanded", "false")
    expect(field).to_have_value("gate")
    expect(field).to_be_focused()
    # Down opens it again, and Enter opens the chosen term.
    page.keyboard.press("ArrowDown")
    expect(options.first).to_be_visible()
    page.keyboard.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/term/gate/$"))


def test_leaving_the_front_page_s_field_closes_its_list(page: Page, site: str) -> None:
    page.goto(site)
    page.locator("#home-search").focus()
    page.keyboard.type("wafer")
    expect(page.locator("main [role=option]").first).to_be_visible()
    # Arrow keys choose results; Tab skips them.
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Search", exact=True)).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator("main [role=listbox]")).to_be_hidden()


def test_arrow_keys_move_through_the_search_page(page: Page, site: str) -> None:
    page.goto(f"{site}search/")
    field = page.locator("#page-search")
    expect(field).to_be_focused()
    page.keyboard.type("gate")
    results = page.locator("main a.result")
    expect(results.first).to_contain_text("Gate")
    page.keyboard.press("ArrowDown")
    expect(results.first).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(results.nth(1)).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(field).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/term/gate/$"))


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_axe_finds_nothing_in_open_searches(reader: Page, site: str, axe: str, scheme: str, width: int) -> None:
    reader.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    reader.set_viewport_size({"width": width, "height": 900})
    for query in ("gate", "zzqqxx"):
        reader.goto(site)
        reader.locator("#home-search").focus()
        reader.keyboard.type(query)
        reader.locator("main .search-status:not(:empty)").wait_for()
        reader.keyboard.press("ArrowDown")
        assert violations(reader, axe) == [], ("front page", query)
        reader.goto(f"{site}term/wafer/")
        reader.keyboard.press("Control+k")
        reader.keyboard.type(query)
        reader.locator("#search-dialog .search-status:not(:empty)").wait_for()
        reader.keyboard.press("ArrowDown")
        assert violations(reader, axe, "#search-dialog") == [], ("dialog", query)
        reader.goto(f"{site}search/?q={query}")
        reader.locator("main .search-status:not(:empty)").wait_for()
        reader.keyboard.press("ArrowDown")
        assert violations(reader, axe) == [], ("search page", query)
