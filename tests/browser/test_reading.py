"""Readers of the built site open it, turn pages and follow terms."""

import re

import pytest
from conftest import KINDS, Reached
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser


def test_home_shows_title_counts_letters_and_categories(page: Page, site: str) -> None:
    page.goto(site)
    expect(page.get_by_role("heading", level=1)).to_have_text("AI & Semiconductor Glossary")
    expect(page.locator("body")).to_contain_text(re.compile(r"\d+ terms, \d+ definitions"))
    assert page.locator("a", has_text=re.compile(r"^\s*L\b")).count() >= 1
    expect(page.get_by_role("link", name=re.compile("Lithography")).first).to_be_visible()


def test_pages_turn(page: Page, site: str) -> None:
    page.goto(f"{site}all/")
    expect(page.locator("main")).to_contain_text(re.compile(r"Showing page 1 of \d+ \(\d+ entries\)"))
    first = page.locator(".term-lines a").first.inner_text()
    page.get_by_role("link", name="Next").click()
    expect(page).to_have_url(f"{site}all/2/")
    expect(page.locator("main")).to_contain_text(re.compile(r"Showing page 2 of \d+ \(\d+ entries\)"))
    assert page.locator(".term-lines a").first.inner_text() != first
    page.get_by_role("link", name="First").click()
    expect(page).to_have_url(f"{site}all/")


def test_a_letter_leads_to_a_term_and_back(page: Page, site: str) -> None:
    page.goto(f"{site}w/")
    expect(page.locator("nav [aria-current]")).to_have_text("W")
    page.get_by_role("link", name="Wafer", exact=True).click()
    expect(page).to_have_url(f"{site}term/wafer/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Wafer")


def test_every_letter_is_shown(page: Page, site: str) -> None:
    page.goto(f"{site}all/")
    labels = page.locator("nav.letters li").all_inner_texts()
    assert [label.strip() for label in labels] == ["0–9", *"ABCDEFGHIJKLMNOPQRSTUVWXYZ", "All"]


def test_a_term_with_several_senses_lists_them_on_top(page: Page, site: str) -> None:
    page.goto(f"{site}term/gate/")
    page.get_by_role("link", name="Quantum computing").first.click()
    expect(page).to_have_url(f"{site}term/gate/#quantum-computing")
    expect(page.locator("#quantum-computing")).to_be_in_viewport()


def test_an_unknown_address_leads_on(page: Page, site: str) -> None:
    page.goto(f"{site}404.html")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert page.get_by_role("link").count() > 10


@pytest.mark.parametrize("path", KINDS.values(), ids=KINDS)
@pytest.mark.parametrize("width", [320, 1280])
def test_nothing_is_wider_than_the_window(page: Page, site: str, path: str, width: int, reached: Reached) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(site + path)
    over = page.evaluate("document.documentElement.scrollWidth") - width
    assert over <= 0
    reached("pixels that a page is wider than the window, 320 and 1280 px", "0", max(over, 0), 1)


def test_everything_is_readable_without_scripts(browser: Browser, site: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site}term/wafer/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Wafer")
    page.goto(site)
    page.get_by_role("searchbox").or_(page.get_by_role("textbox")).first.fill("wafer")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/all/"))
    context.close()
