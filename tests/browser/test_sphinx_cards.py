"""A documentation that Sphinx builds as ``docs/sphinx.md`` describes it, in real Chromium.

``UPDATE_DOCS=1`` makes the document's picture.
"""

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect
from sphinx.cmd.build import build_main
from test_access import axe
from test_javascript_cards import run_files

__all__ = ["axe"]

pytestmark = pytest.mark.browser
ROOT = Path(__file__).parents[2]
PICTURE = ROOT / "docs" / "pictures" / "sphinx.png"
ENTRIES = """
- {term: Oven, definition: "An oven is a closed place that is hot, for bread and other things that are baked."}
- {term: Hearth bread, aliases: [oven-bottom bread], definition: Hearth bread is baked on a hot floor.}
- {term: Proof, definition: Proof is the last rise of a dough before it is baked.}
"""
TEXT = """
Baking
======

An oven must be hot before the proof ends. They proof the loaves at night, and
:term:`hearth breads <hearth bread>` before dawn.

The second bake
---------------

Two ovens bake oven-bottom breads; ``oven`` is code.
"""
TOCTREE = "\n.. toctree::\n   :hidden:\n\n   words\n   bare\n"


@pytest.fixture(scope="module", params=["furo", "alabaster"])
def address(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    home = tmp_path_factory.mktemp("sphinx")
    text = (ROOT / "docs" / "sphinx.md").read_text(encoding="utf-8")
    conf, words = re.findall(r"```(?:python\n# conf.py|rst)\n(.*?)```", text, re.DOTALL)
    files = {
        "entries/bakery.yml": ENTRIES,
        "conf.py": conf.replace("furo", request.param),
        "words.rst": words,
        "index.rst": TEXT + TOCTREE,
        "bare.rst": f":glossary: off\n{TEXT}".replace(":term:", ""),
    }
    for name, content in files.items():
        (home / name).parent.mkdir(exist_ok=True)
        (home / name).write_text(content, encoding="utf-8")
    assert not build_main(["-q", "-W", "-d", str(home / "doctrees"), str(home), str(home / "site")])
    (home / "site" / "favicon.ico").write_bytes(b"")  # browsers ask for it
    with run_files(home / "site") as address:
        yield address


def mentions(page: Page) -> Locator:
    return page.locator("a[data-term]")


def card(page: Page) -> Locator:
    return page.locator("#hover-card")


def test_the_mouse_and_the_keyboard_open_cards(page: Page, address: str) -> None:
    page.goto(address)
    expect(mentions(page)).to_have_text(["oven", "proof", "hearth breads", "oven-bottom breads"])
    mentions(page).nth(3).hover()
    expect(card(page)).to_contain_text("Hearth bread is baked")
    page.keyboard.press("Escape")
    expect(card(page)).to_be_hidden()
    mentions(page).nth(0).focus()
    page.keyboard.press("Tab")
    expect(mentions(page).nth(1)).to_be_focused()
    expect(card(page)).to_contain_text("Proof is the last rise")
    expect(mentions(page).nth(1)).to_have_accessible_description(re.compile("^Proof"))


def test_a_finger_opens_a_card_with_a_link_to_the_term(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 800}, has_touch=True, is_mobile=True)
    page = context.new_page()
    page.goto(address)
    mentions(page).first.tap()
    card(page).get_by_role("link", name="Go to this term").tap()
    page.wait_for_url("**/words.html#term-Oven")
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_that_the_bare_page_has_not(browser: Browser, address: str, axe: str, scheme: str) -> None:
    context = browser.new_context(color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    found = []
    for path in ("bare.html", "index.html"):
        page.goto(address + path)
        if path == "index.html":
            mentions(page).first.hover()
            expect(card(page)).to_be_visible()
            if "furo" in page.content() and scheme == "light" and os.environ.get("UPDATE_DOCS"):
                page.screenshot(path=PICTURE, clip={"x": 0, "y": 0, "width": 1280, "height": 440})
        page.evaluate(axe)
        violations = page.evaluate("axe.run()")["violations"]
        found.append({(each["id"], len(each["nodes"])) for each in violations})
    assert found[1] <= found[0]
    context.close()
