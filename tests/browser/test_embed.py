"""``embed.js`` on a page of another origin, with the headers of the sample for hosts."""

import functools
import http.server
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path

import pytest
from conftest import build_project, run_server
from playwright.sync_api import Browser, Locator, Page, expect

from glossary_site.project import start_project

pytestmark = pytest.mark.browser

BREAD = """\
- {term: Rye, definition: Rye is <form>a dark</form> flour., aliases: [dark flour]}
- {term: Rye bread, definition: Rye bread is made of rye.}
- {term: C++, id: c-plus-plus, definition: C++ is a language.}
- {term: C, definition: C is older.}
- {term: Deck oven, abbreviations: [IT], definition: A deck oven bakes on stone.}
- {term: Ärmel, id: sleeve, definition: A sleeve.}
"""
PAGE = """\
<!doctype html><html lang="en"><meta charset="utf-8"><title>Elsewhere</title>
<meta http-equiv="Content-Security-Policy"
content="default-src 'none'; script-src {root}; connect-src {root}; img-src data:">
<link rel="icon" href="data:,">
<script src="{root}{script}" {find} defer></script>
<h1>Rye in a heading</h1>
<p id="marked">A <dfn data-term="dark flour">flour</dfn>, some <a data-glossary>deck ovens</a>, <dfn data-term="sleeve">
sleeves</dfn>, <a data-glossary="Rye" href="/own">mine</a>.</p>
<main><p>Rye breads and C++ code for IT, <code>rye</code>. But it is rye, said Rye. Vitamin C. ärmel.</p></main>
<p id="outside">Rye and a deck oven.</p></html>
"""


@dataclass(frozen=True, slots=True)
class Rule:
    """A path pattern of a ``_headers`` file, and a header for the paths that match."""

    pattern: str
    name: str
    value: str


def read_rules(path: Path) -> tuple[Rule, ...]:
    rules, pattern = [], ""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("/"):
            pattern = line
        elif line.startswith("  "):
            name, _, value = line.strip().partition(": ")
            rules.append(Rule(pattern, name, value))
    return tuple(rules)


class _Host(http.server.SimpleHTTPRequestHandler):
    """A file server that sends the headers of a ``_headers`` file, and remembers the requested paths."""

    rules: tuple[Rule, ...] = ()
    asked: list[str]

    def __init__(self, *args: object, rules: tuple[Rule, ...], asked: list[str], **rest: object) -> None:
        self.rules, self.asked = rules, asked
        super().__init__(*args, **rest)  # type: ignore[arg-type]

    def end_headers(self) -> None:
        for rule in self.rules:
            if fnmatch(self.path, rule.pattern):
                self.send_header(rule.name, rule.value)
        super().end_headers()

    def log_request(self, code: object = "-", size: object = "-") -> None:
        self.asked.append(self.path)


@contextmanager
def host(folder: Path, rules: tuple[Rule, ...] = ()) -> Iterator[tuple[str, list[str]]]:
    asked: list[str] = []
    handler = functools.partial(_Host, directory=str(folder), rules=rules, asked=asked)
    with run_server(handler) as address:
        yield f"{address}/", asked


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Two origins: ``glossary`` serves the glossary, ``root`` the pages; ``asked`` has the requests to the first."""

    root: str
    glossary: str
    asked: list[str]


@pytest.fixture(scope="module")
def elsewhere(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Elsewhere]:
    home = tmp_path_factory.mktemp("embed")
    start_project(home / "sample")
    site = build_project(home, {"entries/bread.yml": BREAD, "glossary.yml": "release: 1.0\n"})
    pages = home / "pages"
    pages.mkdir()
    with ExitStack() as stack:
        glossary, asked = stack.enter_context(host(site, read_rules(home / "sample/public/_headers")))
        root, _ = stack.enter_context(host(pages))
        for name, script, find in (
            ("marked", "embed.js", ""),
            ("found", "embed.js", 'data-find="main"'),
            ("pinned", "embed/1.0/embed.js", 'data-find="main"'),
        ):
            text = PAGE.format(root=glossary, script=script, find=find)
            (pages / f"{name}.html").write_text(text, encoding="utf-8")
        yield Elsewhere(root, glossary, asked)


def linked(page: Page, where: str) -> list[tuple[str, str]]:
    """The text and the address of each term in an element, once there are any."""
    page.locator("#marked .glossary-term").first.wait_for()
    found = page.locator(f"{where} .glossary-term")
    return [(each.inner_text().strip(), each.get_attribute("href") or "") for each in found.all()]


def card(page: Page) -> Locator:
    return page.locator("#glossary-card")


def test_marked_terms_become_links_by_slices(page: Page, elsewhere: Elsewhere) -> None:
    elsewhere.asked.clear()
    page.goto(f"{elsewhere.root}marked.html")
    terms = f"{elsewhere.glossary}term/"
    assert linked(page, "#marked") == [
        ("flour", f"{terms}rye/"),
        ("deck ovens", f"{terms}deck-oven/"),
        ("sleeves", f"{terms}sleeve/"),
        ("mine", "/own"),
    ]
    assert linked(page, "main") == []
    assert sorted(elsewhere.asked) == ["/embed.js", "/terms/d.json", "/terms/r.json", "/terms/s.json"]


@pytest.mark.parametrize("name", ["found", "pinned"])
def test_terms_are_found_once_each_the_longest_first(page: Page, elsewhere: Elsewhere, name: str) -> None:
    elsewhere.asked.clear()
    page.goto(f"{elsewhere.root}{name}.html")
    terms = f"{elsewhere.glossary}term/"
    # Rye, the deck oven and the sleeve are marked above already; "it" is not "IT", nor is a single letter a term.
    assert linked(page, "main") == [
        ("Rye breads", f"{terms}rye-bread/"),
        ("C++", f"{terms}c-plus-plus/"),
    ]
    assert linked(page, "h1") == linked(page, "#outside") == linked(page, "code") == []
    folder = "/embed/1.0/" if name == "pinned" else "/"
    assert sorted(elsewhere.asked) == [f"{folder}embed.js", f"{folder}terms.json"]


def test_a_card_shows_the_definition_as_text(page: Page, elsewhere: Elsewhere) -> None:
    page.goto(f"{elsewhere.root}marked.html")
    term = page.locator(".glossary-term").first
    term.hover()
    expect(card(page)).to_be_visible()
    expect(card(page)).to_have_text("RyeRye is <form>a dark</form> flour.")
    expect(term).to_have_accessible_description("Rye Rye is <form>a dark</form> flour.")
    card(page).hover()
    page.wait_for_timeout(500)
    expect(card(page)).to_be_visible()
    page.keyboard.press("Escape")
    expect(card(page)).to_be_hidden()
    assert term.get_attribute("aria-describedby") is None


def test_the_keyboard_opens_and_leaves_a_card(page: Page, elsewhere: Elsewhere) -> None:
    page.goto(f"{elsewhere.root}marked.html")
    assert linked(page, "#marked")
    page.keyboard.press("Tab")
    expect(page.locator(".glossary-term").first).to_be_focused()
    expect(card(page)).to_contain_text("dark")
    page.keyboard.press("Tab")
    expect(card(page)).to_contain_text("bakes on stone")
    for _ in range(3):
        page.keyboard.press("Tab")
    expect(card(page)).to_be_hidden()


@pytest.mark.parametrize("more", ["", "Weiterlesen"])
def test_a_finger_opens_a_card_and_then_the_term(browser: Browser, elsewhere: Elsewhere, more: str) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 800}, has_touch=True, is_mobile=True)
    page = context.new_page()
    page.goto(f"{elsewhere.root}marked.html")
    page.evaluate("more => document.querySelector('script[src]').setAttribute('data-more', more)", more)
    page.locator(".glossary-term").first.tap()
    expect(card(page)).to_be_visible()
    expect(card(page).get_by_role("link")).to_have_text(more or "Read more")
    box = card(page).bounding_box()
    assert box and box["x"] >= 0 and box["x"] + box["width"] <= 390
    card(page).get_by_role("link").tap()
    page.wait_for_url(f"{elsewhere.glossary}term/rye/")
    context.close()


def test_a_glossary_that_cannot_be_reached_leaves_the_page_alone(browser: Browser, elsewhere: Elsewhere) -> None:
    context = browser.new_context()
    page = context.new_page()
    thrown: list[str] = []
    page.on("pageerror", lambda error: thrown.append(str(error)))
    page.route("**/terms/*.json", lambda route: route.abort())
    with page.expect_request_finished(lambda request: request.url.endswith("embed.js")):
        page.goto(f"{elsewhere.root}marked.html")
    page.wait_for_load_state("networkidle")
    expect(page.locator(".glossary-term")).to_have_count(0)
    expect(page.locator("#marked")).to_contain_text("A flour, some deck ovens")
    assert thrown == []
    context.close()
