"""Hover cards with mouse, keyboard and finger, and without scripts (WCAG 1.4.13)."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from conftest import Reached, build_project, serve
from playwright.sync_api import Browser, Locator, Page, expect

pytestmark = pytest.mark.browser
PATH = "term/transformer/"


def mention(page: Page, place: int = 0) -> Locator:
    return page.locator(".prose a.mention").nth(place)


def card(page: Page) -> Locator:
    return page.locator("#hover-card")


def definition(page: Page, place: int = 0) -> str:
    """The text that the card of a mention must show, from the page's own source."""
    identity = mention(page, place).get_attribute("data-term")
    text = page.evaluate("id => cards.content.querySelector(`[data-term='${id}'] span`).textContent", identity)
    assert isinstance(text, str)
    assert text
    return text


@pytest.fixture
def finger(browser: Browser, site: str) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 390, "height": 800}, has_touch=True, is_mobile=True)
    context.set_default_timeout(20_000)
    page = context.new_page()
    page.goto(site + PATH)
    yield page
    context.close()


def test_the_mouse_opens_a_card_and_leaves_it(page: Page, site: str) -> None:
    page.goto(site + PATH, wait_until="networkidle")
    asked: list[str] = []
    page.on("request", lambda request: None if "sec-purpose" in request.headers else asked.append(request.url))
    mention(page).hover()
    expect(card(page)).to_be_visible()
    expect(card(page)).to_contain_text(definition(page))
    assert asked == []
    page.mouse.move(5, 5)
    expect(card(page)).to_be_hidden()


def test_a_passing_mouse_opens_nothing(page: Page, site: str) -> None:
    page.goto(site + PATH)
    mention(page).hover()
    page.mouse.move(5, 5)
    page.wait_for_timeout(500)
    expect(card(page)).to_be_hidden()


def test_the_pointer_may_go_into_the_card_and_stay(page: Page, site: str) -> None:
    page.goto(site + PATH)
    mention(page).hover()
    expect(card(page)).to_be_visible()
    inside = card(page).bounding_box()
    assert inside
    page.mouse.move(inside["x"] + 20, inside["y"] + inside["height"] / 2, steps=8)
    page.wait_for_timeout(800)
    expect(card(page)).to_be_visible()


def test_escape_closes_a_card_without_moving_the_pointer(page: Page, site: str) -> None:
    page.goto(site + PATH)
    mention(page).hover()
    expect(card(page)).to_be_visible()
    page.keyboard.press("Escape")
    expect(card(page)).to_be_hidden()
    page.wait_for_timeout(500)
    expect(card(page)).to_be_hidden()
    page.mouse.move(5, 5)
    mention(page).hover()
    expect(card(page)).to_be_visible()


def test_the_keyboard_opens_a_card_which_describes_the_link(page: Page, site: str, reached: Reached) -> None:
    page.goto(site + PATH)
    for _ in range(80):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('.prose a.mention')"):
            break
    focused = page.locator("a.mention:focus")
    expect(card(page)).to_be_visible()
    expect(focused).to_have_accessible_description(card(page).inner_text().replace("\n", " "))
    page.mouse.move(5, 5)
    page.mouse.move(400, 700)
    page.wait_for_timeout(500)
    expect(card(page)).to_be_visible()
    page.keyboard.press("Escape")
    expect(card(page)).to_be_hidden()
    expect(focused).to_be_focused()
    assert focused.get_attribute("aria-describedby") is None
    target = focused.get_attribute("data-term")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/term/{target}/**")
    reached("hover cards that do not open, close or describe by keyboard", "0", 0, 1)


def test_leaving_by_keyboard_closes_the_card(page: Page, site: str, reached: Reached) -> None:
    page.goto(site + PATH)
    page.locator(".neighbours a").last.focus()
    mention(page).focus()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    expect(mention(page)).to_be_focused()
    expect(card(page)).to_be_visible()
    page.evaluate("document.querySelector('.neighbours a').focus()")
    expect(card(page)).to_be_hidden()
    reached("hover cards that do not open, close or describe by keyboard", "0", 0, 1)


@pytest.mark.parametrize(("width", "height"), [(320, 480), (1280, 400)])
def test_cards_are_inside_the_window(page: Page, site: str, width: int, height: int) -> None:
    page.set_viewport_size({"width": width, "height": height})
    page.goto(site + PATH)
    for place in range(4):
        for block in ("start", "end"):
            mention(page, place).evaluate("(link, block) => link.scrollIntoView({block})", block)
            mention(page, place).hover()
            expect(card(page)).to_be_visible()
            expect(card(page)).to_contain_text(definition(page, place))
            box, link = card(page).bounding_box(), mention(page, place).bounding_box()
            assert box
            assert link
            assert box["x"] >= 0
            assert box["x"] + box["width"] <= width
            assert box["y"] >= 0
            assert box["y"] + box["height"] <= height
            assert box["y"] >= link["y"] + link["height"] - 1 or box["y"] + box["height"] <= link["y"] + 1
            page.keyboard.press("Escape")
            page.mouse.move(1, 1)


def test_the_first_tap_shows_the_card_and_the_second_follows(finger: Page) -> None:
    link = mention(finger)
    target = link.get_attribute("data-term")
    link.tap()
    expect(card(finger)).to_contain_text(definition(finger))
    expect(finger).to_have_url(f"{finger.url.partition('term/')[0]}{PATH}")
    link.tap()
    finger.wait_for_url(f"**/term/{target}/**")


def test_the_link_in_a_tapped_card_leads_to_the_term(finger: Page) -> None:
    target = mention(finger).get_attribute("data-term")
    mention(finger).tap()
    card(finger).get_by_role("link").tap()
    finger.wait_for_url(f"**/term/{target}/**")


def test_a_tap_elsewhere_closes_the_card(finger: Page) -> None:
    mention(finger).tap()
    expect(card(finger)).to_be_visible()
    finger.locator("h1 dfn").tap()
    expect(card(finger)).to_be_hidden()


def test_without_scripts_a_mention_is_a_link(browser: Browser, site: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(site + PATH)
    target = mention(page).get_attribute("data-term")
    expect(card(page)).to_have_count(0)
    mention(page).click()
    page.wait_for_url(f"**/term/{target}/**")
    context.close()


def test_a_term_of_another_glossary_has_a_card_in_place_of_its_title(browser: Browser, tmp_path: Path) -> None:
    rye = {"id": "rye", "term": "Rye", "url": "term/rye/", "definition": "Rye is a <dark> cereal."}
    files = {
        "glossary.yml": "include: {Baking: {from: baking.json, site: https://baking.example/}}\n",
        "baking.json": json.dumps([rye]),
        "entries/oven.md": "# Oven\n\nAn oven is hot. It bakes rye.\n",
    }
    with contextmanager(serve)(build_project(tmp_path, files)) as address:
        page = browser.new_page()
        page.goto(f"{address}term/oven/")
        link = page.locator("a.theirs")
        expect(link).to_have_attribute("title", "Baking: Rye is a <dark> cereal.")
        for _ in range(2):
            link.hover()
            expect(card(page)).to_have_text("Baking: Rye is a <dark> cereal.")
            assert link.get_attribute("title") is None
            page.keyboard.press("Escape")
            page.mouse.move(5, 5)
        link.focus()
        page.keyboard.press("Shift+Tab")
        page.keyboard.press("Tab")
        expect(link).to_have_accessible_description("Baking: Rye is a <dark> cereal.")
        page.close()
