"""Pictures in real Chromium: nothing moves when they arrive, the keyboard opens them, axe finds nothing."""

import importlib.util
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import build_project, serve
from playwright.sync_api import Browser, Page, expect

DIE = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1600 900">
<rect width="1600" height="900" fill="none" stroke="#000" stroke-width="20"/></svg>"""
WAFER = """---
term: Wafer
---
A wafer is a thin disc.

![A disc with square dies](img/die.svg "Dies on a wafer, from above")

Then comes text. ![A small one](img/small.svg) It goes on.
"""
SHIFT = """() => new Promise(resolve => {
  let sum = 0
  new PerformanceObserver(list => { for (const each of list.getEntries()) sum += each.value })
    .observe({ type: 'layout-shift', buffered: true })
  setTimeout(() => resolve(sum), 300)
})"""


@pytest.fixture(scope="module")
def pictured(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    files = {
        "glossary.yml": "title: Chips\n",
        "entries/wafer.md": WAFER,
        "entries/img/die.svg": DIE,
        "entries/img/small.svg": DIE.replace("0 0 1600 900", "0 0 24 24"),
    }
    yield from serve(build_project(tmp_path_factory.mktemp("pictured"), files))


def test_a_picture_has_its_place_before_it_is_loaded(page: Page, pictured: str) -> None:
    page.goto(f"{pictured}term/wafer/")
    picture = page.get_by_role("img", name="A disc with square dies")
    box = picture.bounding_box()
    assert box
    assert box["width"] / box["height"] == pytest.approx(1600 / 900, rel=0.01)
    small = page.get_by_role("img", name="A small one").bounding_box()
    assert small
    assert (round(small["width"]), round(small["height"])) == (24, 24)
    assert page.evaluate(SHIFT) == 0


def test_a_figure_is_named_by_its_caption(page: Page, pictured: str) -> None:
    page.goto(f"{pictured}term/wafer/")
    expect(page.get_by_role("figure", name="Dies on a wafer, from above")).to_be_visible()


def test_the_keyboard_opens_a_picture_and_comes_back(browser: Browser, pictured: str) -> None:
    context = browser.new_context()
    page = context.new_page()  # not ``page``: for a file by itself the browser asks the server for an icon
    page.goto(f"{pictured}term/wafer/")
    page.get_by_role("link", name="A disc with square dies").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/files/die-*.svg")
    page.go_back()
    expect(page.get_by_role("heading", name="Wafer")).to_be_visible()
    context.close()


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_a_page_with_pictures(browser: Browser, pictured: str, width: int, scheme: str) -> None:
    found = importlib.util.find_spec("axe_playwright_python")
    assert found and found.origin
    axe = (Path(found.origin).parent / "axe.min.js").read_text(encoding="utf-8")
    context = browser.new_context(
        bypass_csp=True, viewport={"width": width, "height": 900}, color_scheme="dark" if scheme == "dark" else "light"
    )
    page = context.new_page()
    page.goto(f"{pictured}term/wafer/")
    page.evaluate(axe)
    assert page.evaluate("axe.run()")["violations"] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    context.close()
