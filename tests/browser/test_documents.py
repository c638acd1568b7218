"""The site of the documents: built strictly, with an address for all that a message may name; axe finds nothing."""

import importlib.util
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from conftest import serve
from mkdocs.commands.build import build
from mkdocs.config import load_config
from playwright.sync_api import Browser, expect

from glossary_site.checks import CODES
from glossary_site.cli.commands import main
from glossary_site.config import SETTINGS
from glossary_site.records import FIELDS, Part

pytestmark = pytest.mark.browser
ROOT = Path(__file__).parents[2]
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
#: Pages of every kind; make audit examines all of them.
PAGES = ("", "tutorial/", "entries/", "glossary/")
#: The theme's scripts are heavy, and a busy machine is slow; in milliseconds.
_PATIENCE = 90_000


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site, which a warning keeps from being built: of a dead link, a missing anchor, a page in no menu."""
    output = tmp_path_factory.mktemp("documents")
    build(load_config(str(ROOT / "mkdocs.yml"), site_dir=str(output), strict=True))
    return output


@pytest.fixture(scope="module")
def documents(folder: Path) -> Iterator[str]:
    with contextmanager(serve)(folder) as address:
        yield address


def test_whatever_a_message_may_name_has_an_address(folder: Path) -> None:
    named = {
        "codes": {code.name for codes in CODES.values() for code in codes},
        "settings": set(SETTINGS),
        "entries": {row.name for row in FIELDS if row.part in (Part.RECORD, Part.SENSE)},
        "commands": {f"glossary-{name}" for name in main.commands},
    }
    for page, names in named.items():
        html = (folder / page / "index.html").read_text(encoding="utf-8")
        assert names <= set(re.findall(r'\bid="([^"]+)"', html)), page


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 390)])
def test_axe_finds_nothing_in_the_documents_and_they_ask_no_other_host(
    browser: Browser, folder: Path, documents: str, scheme: str, width: int
) -> None:
    found = importlib.util.find_spec("axe_playwright_python")
    assert found and found.origin
    axe = (Path(found.origin).parent / "axe.min.js").read_text(encoding="utf-8")
    every = (path.parent.relative_to(folder).as_posix() for path in sorted(folder.rglob("index.html")))
    pages = [f"{page}/" for page in every] if os.environ.get("AUDIT") == "full" else PAGES
    context = browser.new_context(
        color_scheme="dark" if scheme == "dark" else "light",
        viewport={"width": width, "height": 900},
        reduced_motion="reduce",
    )
    context.set_default_timeout(_PATIENCE)
    page = context.new_page()
    strangers: list[str] = []
    page.on("request", lambda each: None if "://127.0.0.1" in each.url else strangers.append(each.url))
    for url in pages:
        page.goto(documents + url)
        expect(page.locator(".md-search")).to_have_attribute("aria-label", "Search", timeout=_PATIENCE)
        page.evaluate(axe)
        violations = page.evaluate("rules => axe.run(document, rules)", RULES)["violations"]
        assert [(each["id"], each["nodes"][0]["html"]) for each in violations] == [], url
    context.close()
    assert strangers == []


def test_the_search_finds_a_code_and_a_word_of_the_trade_has_a_card(browser: Browser, documents: str) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.set_default_timeout(_PATIENCE)
    page.goto(documents)
    # The theme loses what is typed while its index arrives, and looks at keys, not at a text that is set at once.
    expect(page.locator(".md-search-result__meta")).to_have_text("Type to start searching", timeout=_PATIENCE)
    page.get_by_role("textbox", name="Search").press_sequentially("definition-circular")
    expect(page.locator(".md-search-result__item").first).to_contain_text("definition-circular", timeout=_PATIENCE)
    page.goto(f"{documents}changes/")
    page.locator("a[data-term]", has_text="editions").first.hover()
    expect(page.locator("#hover-card")).to_contain_text(
        "An edition is a glossary as it is at one time", timeout=_PATIENCE
    )
    page.close()
