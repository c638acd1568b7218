"""Every page fits every window, in Chromium and in Firefox: nothing is too wide or cut off, whatever words it has."""

import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import accumulate
from pathlib import Path

import pytest
from browsers import find_firefox
from conftest import KINDS, Reached, build_project, serve
from javascript import Module, install_packages, needs_node
from long_words import FILES, long
from playwright.sync_api import Browser, Page, expect
from test_access import axe, reader, violations

__all__ = ["axe", "reader"]
pytestmark = pytest.mark.browser
HERE = Path(__file__).parent
#: From a folded telephone to a desk, in CSS pixels. 320 x 256 is a window of 1280 x 1024 at 400 % (WCAG 1.4.10).
WINDOWS = ((280, 653), (320, 256), (390, 844), (768, 1024), (1280, 900))
#: A page of every kind that the glossary of long words has, and the element that shows that it is there.
PAGES = {
    "home": "",
    "listing": "all/2/",
    "letter": "m/2/",
    "category": f"category/{long('category')}/",
    "category below": f"category/{long('category')}/{long('below')}/",
    "tags": "tag/",
    "tag": f"tag/{long('tag')}/2/",
    "tree": "tree/",
    "changes": "changes/",
    "map": "map/",
    "quality": "quality/",
    "text": "about/",
    "term": f"term/{long('everything')}/",
    "senses": f"term/{long('senses')}/",
    "mentioned": f"term/{long('related')}/",
    "removed": "term/removed/",
    "search": f"search/?q={long('Related')}",
    "nothing found": f"search/?q={long('Nothing')}",
    "404": "404.html",
    "offline": "offline.html",
    "translated": f"de/term/{long('uberall')}/",
}
#: A word of daily life in sixteen languages: four directions and scripts of writing, and German words for it.
BREAD = {
    "en": "Bread",
    "de": "Vollkornbrotbackmischungsverordnung",
    "fr": "Pain",
    "es": "Pan",
    "it": "Pane",
    "nl": "Brood",
    "pt": "Pão",
    "sv": "Bröd",
    "da": "Brød",
    "fi": "Leipä",
    "pl": "Chleb",
    "cs": "Chléb",
    "ru": "Хлеб",
    "ar": "خبز",
    "ja": "パン",
    "zh": "面包",
}
#: What readers can open in a page: folded texts, and the list of languages.
OPEN = """
for (const each of document.querySelectorAll("details")) each.open = true;
document.querySelector("#languages")?.showPopover();
"""
FIND = (HERE / "sticking_out.js").read_text(encoding="utf-8").partition("*/")[2].strip()

ROW = "what sticks out or is cut in {}: words of 60 letters, from 280 x 653 to 1280 x 900"

#: Firefox is slower: the narrow windows, where things stick out, and a wide one.
FEWER = (WINDOWS[0], WINDOWS[1], WINDOWS[-1])
#: The lines of the first heading, without the hyphens that the browser adds.
LINES = """() => {
  const node = document.querySelector("h1 dfn").firstChild, range = new Range(), lines = [];
  for (let at = 0, top = null; at < node.length; at++) {
    range.setStart(node, at);
    range.setEnd(node, at + 1);
    const box = range.getBoundingClientRect();
    if (top === null || box.top > top + box.height / 2) lines.push("");
    top = box.top;
    lines[lines.length - 1] += node.data[at];
  }
  return lines;
}"""
#: What is found in a page that is shown in one window after another: (address, an element to wait for).
Look = Callable[[str, str], list[str]]
#: What a function of JavaScript finds in each window: (address, an element to wait for, the function, windows).
Find = Callable[[str, str, str, Iterable[tuple[int, int]]], list[list[str]]]


@pytest.fixture(scope="module")
def long_words(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    yield from serve(build_project(tmp_path_factory.mktemp("long"), FILES))


@pytest.fixture(scope="module")
def whole_entries(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    files = {**FILES, "glossary.yml": f"{FILES['glossary.yml']}listing: full\n"}
    yield from serve(build_project(tmp_path_factory.mktemp("whole"), files))


def _breads(language: str, *further: str) -> dict[str, str]:
    """The files of a glossary of bread in a language, and in further ones."""
    entries = (
        f"- {{term: {BREAD[each]}, id: bread, language: {each}, translation_of: bread, related: [{BREAD[each]} 2],"
        f" definition: '{BREAD[each]}, {BREAD[each]} + {BREAD[each]}.'}}\n"
        f"- {{term: {BREAD[each]} 2, id: second, language: {each}, definition: '{BREAD[each]} 2.'}}\n"
        for each in (language, *further)
    )
    settings = f"title: {BREAD[language]}\nlanguage: {language}\nlanguages: [{', '.join(further)}]\nmap: yes\n"
    return {"glossary.yml": settings, "entries/bread.yml": "".join(entries)}


@pytest.fixture(scope="module")
def sixteen(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    yield from serve(build_project(tmp_path_factory.mktemp("sixteen"), _breads(*BREAD)))


@pytest.fixture(scope="module")
def firefox(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Find]:
    """An installed Firefox, which Puppeteer drives by WebDriver BiDi."""
    path = find_firefox()
    if not path:
        pytest.skip("no Firefox is installed: make browser installs one, $FIREFOX names one")
    folder = Path(shutil.copytree(HERE / "firefox", tmp_path_factory.mktemp("npm") / "firefox"))
    install_packages(folder, "ci")
    with Module((folder / "drive.mjs").read_text(encoding="utf-8"), folder) as answer:

        def find(address: str, wanted: str, find: str, windows: Iterable[tuple[int, int]]) -> list[list[str]]:
            asked = {"address": address, "wanted": wanted, "find": find, "windows": list(windows)}
            found: list[list[str]] = answer({"firefox": path, "open": OPEN, **asked})
            return found

        yield find


@pytest.fixture
def in_firefox(firefox: Find) -> Look:
    """Looks at pages in Firefox."""
    return lambda address, wanted: _lines(FEWER, firefox(address, wanted, FIND, FEWER))


@pytest.fixture
def chromium(browser: Browser) -> Iterator[Look]:
    """Looks at pages in Chromium."""
    page = browser.new_page(reduced_motion="reduce")

    def look(address: str, wanted: str) -> list[str]:
        page.goto(address)
        page.locator(wanted).first.wait_for()
        page.evaluate(OPEN)
        return _lines(WINDOWS, (_found(page, *window) for window in WINDOWS))

    yield look
    page.close()


def _lines(windows: Iterable[tuple[int, int]], found: Iterable[list[str]]) -> list[str]:
    return [f"{window}: {each}" for window, troubles in zip(windows, found, strict=True) for each in troubles]


def _troubles(look: Look, root: str, paths: Mapping[str, str]) -> list[str]:
    """What is found in the pages at ``paths``, each with the kind of its page."""
    wanted = {PAGES["search"]: ".result"}
    return [f"{kind} {each}" for kind, path in paths.items() for each in look(root + path, wanted.get(path, "main"))]


def _found(page: Page, width: int, height: int) -> list[str]:
    page.set_viewport_size({"width": width, "height": height})
    found: list[str] = page.evaluate(FIND)
    return found


def test_long_words_fit_in_chromium(chromium: Look, long_words: str, whole_entries: str, reached: Reached) -> None:
    assert _troubles(chromium, long_words, PAGES) == []
    assert _troubles(chromium, whole_entries, {"whole entries": "all/"}) == []
    reached(ROW.format("Chromium"), "0", 0, len(WINDOWS) * (len(PAGES) + 1))


@needs_node
def test_long_words_fit_in_firefox(in_firefox: Look, long_words: str, reached: Reached) -> None:
    assert _troubles(in_firefox, long_words, PAGES) == []
    reached(ROW.format("Firefox"), "0", 0, len(FEWER) * len(PAGES))


@needs_node
@pytest.mark.parametrize("name", ["chromium", "in_firefox"])
def test_glossaries_of_many_languages_fit(name: str, request: pytest.FixtureRequest, site: str, sixteen: str) -> None:
    """The project's own, and one in sixteen languages, with pages in German, Japanese and Arabic."""
    look: Look = request.getfixturevalue(name)
    assert _troubles(look, site, {kind: KINDS[kind] for kind in ("home", "listing", "senses")}) == []
    assert _troubles(look, sixteen, {"home": "", "de": "de/term/bread/", "ja": "ja/all/", "ar": "ar/term/bread/"}) == []


def test_what_opens_over_a_page_fits(reader: Page, long_words: str) -> None:
    """The search with its answers, and a hover card."""
    reader.goto(long_words + PAGES["term"])
    for width, height in WINDOWS:
        reader.set_viewport_size({"width": width, "height": height})
        reader.keyboard.press("Control+k")
        reader.keyboard.insert_text(long("Related"))
        reader.locator("#search-dialog .result").first.wait_for()
        assert reader.evaluate(FIND) == [], (width, height)
        reader.keyboard.press("Escape")
        reader.locator(".prose a.mention").first.hover()
        reader.locator("#hover-card:popover-open").wait_for()
        assert reader.evaluate(FIND) == [], (width, height)
        reader.keyboard.press("Escape")
        reader.mouse.move(0, 0)


@needs_node
def test_a_long_word_breaks_at_its_syllables_in_firefox(firefox: Find, sixteen: str) -> None:
    """Firefox has the patterns of German, Chromium only those of its platform."""
    (lines,) = firefox(f"{sixteen}de/term/bread/", "h1", LINES, WINDOWS[:1])
    assert "".join(lines) == BREAD["de"]
    assert len(lines) > 1
    assert set(accumulate(lines)) <= set(accumulate("Voll korn brot back mi schungs ver ord nung".split()))


@pytest.mark.parametrize(("root", "name", "own"), [("", "Language", "English"), ("ar/", "اللغة", "العربية")])
def test_sixteen_languages_are_a_menu_of_the_keyboard(page: Page, sixteen: str, root: str, name: str, own: str) -> None:
    page.set_viewport_size({"width": 320, "height": 568})
    page.goto(f"{sixteen}{root}all/")
    button = page.get_by_role("button", name=name)
    menu = page.get_by_role("navigation", name=name)
    expect(menu).to_be_hidden()
    expect(button).to_have_accessible_name(f"{name} {own}")
    button.press("Enter")
    expect(menu.get_by_role("listitem")).to_have_count(len(BREAD))
    assert _found(page, 320, 568) == []
    page.keyboard.press("Escape")
    expect(menu).to_be_hidden()
    expect(button).to_be_focused()
    button.press("Space")
    page.keyboard.press("Tab")
    expect(menu.get_by_role("link").first).to_be_focused()
    menu.get_by_role("link", name="Deutsch").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Alle Begriffe")


def test_axe_finds_nothing_in_the_menu_of_languages(reader: Page, sixteen: str, axe: str) -> None:
    reader.set_viewport_size({"width": 320, "height": 568})
    reader.goto(f"{sixteen}all/")
    reader.get_by_role("button", name="Language").click()
    assert violations(reader, axe) == []
