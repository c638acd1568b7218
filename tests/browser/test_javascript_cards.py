"""Cards on a page that remark made with ``npm/remark-glossary``: by mouse, keyboard and finger, and what axe finds."""

import functools
import http.server
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from conftest import run_server
from javascript import PACKAGE, Module, install_package, needs_node
from playwright.sync_api import Browser, Locator, Page, expect
from test_access import axe

__all__ = ["axe"]

pytestmark = [pytest.mark.browser, needs_node]

_RENDER = """
import rehypeStringify from "rehype-stringify";
import remarkParse from "remark-parse";
import remarkRehype from "remark-rehype";
import { unified } from "unified";
import remarkGlossary from "./index.js";
function answer({ text, options }) {
  const writer = unified().use(remarkParse).use(remarkGlossary, options).use(remarkRehype).use(rehypeStringify);
  return String(writer.processSync(text));
}
"""
TERMS = [
    {"id": "oven", "term": "Oven", "url": "term/oven/", "definition": "An oven is a <b>hot</b> box.", "forms": {}},
    {"id": "peel", "term": "Peel", "url": "term/peel/", "definition": "A peel is a flat shovel.", "forms": {}},
    {"id": "rye", "term": "Rye", "url": "term/rye/", "definition": "", "forms": {}},
]
TEXT = "# Baking\n\nThe oven is hot, and the peel is long.\n\n## More\n\nThat oven bakes rye.\n"
PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>Baking</title>
<meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark">
<link rel="icon" href="data:,">
<link rel="stylesheet" href="cards.css"><script src="cards.js" defer></script><main>{}</main></html>"""


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class names it so
        pass


@contextmanager
def run_files(folder: Path) -> Iterator[str]:
    """Serve a folder; yields the address of its root."""
    with run_server(functools.partial(_Quiet, directory=str(folder))) as address:
        yield f"{address}/"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("cards")
    with Module(_RENDER, install_package(tmp_path_factory.mktemp("npm"))) as render:
        made = render(
            {"text": TEXT, "options": {"terms": TERMS, "site": "/glossary/", "mode": "section", "goTo": "More on it"}}
        )
    (folder / "index.html").write_text(PAGE.format(made), encoding="utf-8")
    for name in ("cards.css", "cards.js"):
        (folder / name).write_bytes((PACKAGE / name).read_bytes())
    with run_files(folder) as address:
        yield address


def card(page: Page) -> Locator:
    return page.locator("#hover-card")


def mention(page: Page, place: int) -> Locator:
    return page.locator("a[data-term]").nth(place)


def test_the_mouse_opens_the_card_of_each_mention_and_leaves_it(page: Page, address: str) -> None:
    page.goto(address)
    for place, definition in ((0, "An oven is a <b>hot</b> box."), (1, "A peel is a flat shovel."), (2, "An oven is")):
        mention(page, place).hover()
        expect(card(page)).to_be_visible()
        expect(card(page)).to_contain_text(definition)
        box = card(page).bounding_box()
        assert box
        page.mouse.move(box["x"] + 20, box["y"] + box["height"] / 2)
        page.wait_for_timeout(500)
        expect(card(page)).to_be_visible()
        page.mouse.move(5, 500)
        expect(card(page)).to_be_hidden()


def test_the_keyboard_opens_and_closes_it(page: Page, address: str) -> None:
    page.goto(address)
    page.keyboard.press("Tab")
    expect(mention(page, 0)).to_be_focused()
    expect(card(page)).to_be_visible()
    expect(mention(page, 0)).to_have_accessible_description("Oven An oven is a <b>hot</b> box.")
    page.keyboard.press("Escape")
    expect(card(page)).to_be_hidden()
    expect(mention(page, 0)).to_be_focused()


def test_a_term_without_a_definition_has_a_link_and_no_card(page: Page, address: str) -> None:
    page.goto(address)
    mention(page, 3).hover()
    page.wait_for_timeout(500)
    expect(card(page)).to_be_hidden()
    assert mention(page, 3).get_attribute("href") == "/glossary/term/rye/"


def test_a_finger_opens_it_with_a_link_to_the_term(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 800}, has_touch=True, is_mobile=True)
    page = context.new_page()
    page.goto(address)
    mention(page, 0).tap()
    expect(card(page)).to_contain_text("An oven is")
    assert card(page).get_by_role("link", name="More on it").evaluate("link => link.pathname") == "/glossary/term/oven/"
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(browser: Browser, address: str, axe: str, scheme: str) -> None:
    context = browser.new_context(color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(address)
    mention(page, 0).hover()
    expect(card(page)).to_be_visible()
    page.evaluate(axe)
    assert page.evaluate("axe.run()")["violations"] == []
    context.close()
