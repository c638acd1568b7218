"""Documentations by MkDocs and Zensical: cards by mouse, keyboard and finger, and nothing new that axe finds."""

import importlib.util
import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from conftest import serve
from mkdocs.commands.build import build
from mkdocs.config import load_config
from playwright.sync_api import Browser, Locator, Page, expect

pytestmark = pytest.mark.browser
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
ENTRIES = """
- term: Deck oven
  aliases: [stone oven]
  definition: A deck oven is an oven that bakes on stone.
  related: [Proof]
- term: Proof
  abbreviations: [PF]
  definition: Proof is the last rise of a dough.
  body: |
    ## Signs of it

    It ends before the [[deck oven]] is hot.
"""
PAGES = {
    "index.md": "# Bread\n\nA deck oven is hot, and the proof done.\n\n## Rise\n\nA proof, in [more](more.md).\n",
    "more.md": "# More\n\nA second page about the proof.\n",
}
THEMES: dict[str, dict[str, Any]] = {
    "mkdocs": {"name": "mkdocs", "color_mode": "auto", "highlightjs": False},
    "readthedocs": {"name": "readthedocs", "highlightjs": False},
    "material": {
        "name": "material",
        "font": False,
        "features": ["navigation.instant"],
        "palette": [
            {"media": "(prefers-color-scheme: light)", "scheme": "default"},
            {"media": "(prefers-color-scheme: dark)", "scheme": "slate"},
        ],
    },
}


#: Zensical takes no plugins, but the extension; the glossary is a page of the documentation.
ZENSICAL = "zensical"
WORDS = (
    "# Words\n\n## Deck oven\n\nA deck oven is an oven that bakes on stone.\n\n**Proof**: the last rise of a dough.\n"
)
MARKED = """
extra_css = ["assets/glossary-cards.css"]
extra_javascript = ["assets/glossary-cards.js"]

[project.markdown_extensions.toc]
permalink = true
[project.markdown_extensions.glossary_site]
source = "entries"
link_to = "glossary/#"
assets = "docs/assets"
strict = true
"""


@dataclass(frozen=True, slots=True)
class Site:
    """The addresses of one documentation with the glossary and without it, and of the pages of its terms."""

    marked: str
    bare: str
    term: str
    folder: Path


def build_with_mkdocs(home: Path, theme: dict[str, Any]) -> None:
    for name, plugins in (("marked", ["search", "glossary-site"]), ("bare", ["search"])):
        settings = {"site_name": "Bread", "site_url": "", "theme": theme, "plugins": plugins, "site_dir": name}
        (home / f"{name}.yml").write_text(json.dumps(settings), encoding="utf-8")
        build(load_config(str(home / f"{name}.yml"), strict=True))


def build_with_zensical(home: Path) -> None:
    (home / "docs" / "glossary.md").write_text(WORDS, encoding="utf-8")
    # The first build with the extension writes the files of cards.
    for name, settings in (("bare", ""), ("marked", MARKED), ("marked", MARKED)):
        project = f'[project]\nsite_name = "Bread"\nsite_dir = "{name}"\ntheme.font = false\n'
        (home / f"{name}.toml").write_text(project + settings, encoding="utf-8")
        command = [sys.executable, "-m", "zensical", "build", "--strict", "--clean", "-f", f"{name}.toml"]
        done = subprocess.run(command, cwd=home, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr


@pytest.fixture(scope="module", params=[*THEMES, ZENSICAL])
def documentation(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    home = tmp_path_factory.mktemp(request.param)
    for path, text in {"entries/bakery.yml": ENTRIES, **{f"docs/{path}": text for path, text in PAGES.items()}}.items():
        (home / path).parent.mkdir(exist_ok=True)
        (home / path).write_text(text, encoding="utf-8")
    if request.param == ZENSICAL:
        build_with_zensical(home)
    else:
        build_with_mkdocs(home, THEMES[request.param])
    term = "glossary/#{}" if request.param == ZENSICAL else "glossary/term/{}/"
    with contextmanager(serve)(home / "marked") as marked, contextmanager(serve)(home / "bare") as bare:
        yield Site(marked, bare, term, home / "marked")


@pytest.fixture
def reader(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 700})
    context.set_default_timeout(20_000)
    page = context.new_page()
    strangers: list[str] = []
    page.on(
        "request",
        lambda each: None if each.url.startswith(("http://127.0.0.1", "file://")) else strangers.append(each.url),
    )
    yield page
    context.close()
    assert strangers == []


def mention(page: Page, name: str) -> Locator:
    return page.locator("a[data-term]", has_text=name).first


def card(page: Page) -> Locator:
    return page.locator("#hover-card")


def test_the_mouse_opens_a_card_may_go_into_it_and_escape_closes_it(reader: Page, documentation: Site) -> None:
    reader.goto(documentation.marked)
    mention(reader, "deck oven").hover()
    expect(card(reader)).to_have_text("Deck oven A deck oven is an oven that bakes on stone.")
    inside = card(reader).bounding_box()
    assert inside
    reader.mouse.move(inside["x"] + 20, inside["y"] + inside["height"] / 2, steps=8)
    reader.wait_for_timeout(500)
    expect(card(reader)).to_be_visible()
    reader.keyboard.press("Escape")
    expect(card(reader)).to_be_hidden()


def test_the_keyboard_opens_a_card_and_leads_to_the_term(reader: Page, documentation: Site) -> None:
    reader.goto(documentation.marked)
    for _ in range(60):
        reader.keyboard.press("Tab")
        if reader.evaluate("document.activeElement.matches('a[data-term]')"):
            break
    expect(card(reader)).to_be_visible()
    expect(mention(reader, "deck oven")).to_have_accessible_description(
        "Deck oven A deck oven is an oven that bakes on stone."
    )
    reader.keyboard.press("Enter")
    reader.wait_for_url(f"**/{documentation.term.format('deck-oven')}")
    expect(reader.get_by_role("heading", name="Deck oven")).to_be_visible()


def test_a_finger_opens_a_card_and_then_the_term(browser: Browser, documentation: Site) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 800}, has_touch=True, is_mobile=True)
    page = context.new_page()
    page.goto(documentation.marked)
    mention(page, "proof").tap()
    expect(card(page)).to_be_visible()
    box = card(page).bounding_box()
    assert box and box["x"] >= 0 and box["x"] + box["width"] <= 390
    card(page).get_by_role("link", name="Go to this term").tap()
    page.wait_for_url(f"**/{documentation.term.format('proof')}")
    context.close()


def test_a_card_opens_on_a_page_that_is_read_from_disk(reader: Page, documentation: Site) -> None:
    reader.goto((documentation.folder / "index.html").as_uri())
    mention(reader, "deck oven").hover()
    expect(card(reader)).to_have_text("Deck oven A deck oven is an oven that bakes on stone.")


def test_a_finger_follows_a_mention_whose_definition_cannot_be_loaded(browser: Browser, documentation: Site) -> None:
    context = browser.new_context(has_touch=True, is_mobile=True)
    page = context.new_page()
    page.route("**/glossary-cards-*.js*", lambda route: route.abort())
    page.goto(documentation.marked)
    mention(page, "proof").tap()
    expect(page).to_have_url(documentation.marked + documentation.term.format("proof"))
    context.close()


def test_cards_open_on_a_page_that_the_theme_put_in_place(reader: Page, documentation: Site) -> None:
    reader.goto(documentation.marked)
    mention(reader, "deck oven").hover()
    expect(card(reader)).to_be_visible()
    reader.get_by_role("link", name="more", exact=True).click()
    reader.wait_for_url("**/more/")
    mention(reader, "proof").hover()
    expect(card(reader)).to_have_text("Proof Proof is the last rise of a dough.")


def found_by_axe(page: Page, axe: str, address: str) -> set[str]:
    page.goto(address)
    if page.locator("a[data-term]").count():
        mention(page, "proof").hover()
        expect(card(page)).to_be_visible()
        page.wait_for_timeout(300)  # the card fades in
    page.evaluate(axe)
    return {each["id"] for each in page.evaluate("rules => axe.run(rules)", RULES)["violations"]}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_that_the_bare_theme_has_not(browser: Browser, documentation: Site, scheme: Any) -> None:
    origin = importlib.util.find_spec("axe_playwright_python")
    assert origin and origin.origin
    axe = (Path(origin.origin).parent / "axe.min.js").read_text(encoding="utf-8")
    context = browser.new_context(color_scheme=scheme, bypass_csp=True)
    page = context.new_page()
    bare = found_by_axe(page, axe, documentation.bare)
    further = ("glossary/", documentation.term.format("proof")) if scheme == "light" else ()
    for path in ("", *further):
        assert found_by_axe(page, axe, documentation.marked + path) <= bare, path
    context.close()
