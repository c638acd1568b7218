"""What differs from language to language on the screen: direction, dates, code, words found, counts, broken words."""

from collections.abc import Iterator

import pytest
from conftest import build_project, serve
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

LOAF = """
- term: رغيف
  category: خبز
  unit: 12.5 g/cm³
  updated: 2026-03-31
  definition: الرغيف قطعة من الخبز.
  body: 'يخبز بالأمر `baker --temp 220` في الفرن.'
- {term: فرن, category: خبز, definition: الفرن مكان يخبز فيه الرغيف.}
- term: コンテナストレージ
  language: ja
  definition: ストレージをコンテナに公開するソフトウェアです。
- term: 粉
  language: ja
  definition: 白い粉です。
- {term: Bread of Liverpool, language: en, definition: It is bread.}
- {term: Oven, language: en, definition: It bakes.}
"""
FILES = {
    "glossary.yml": "title: معجم\nlanguage: ar\nmap: yes\n"
    "languages: {en: {title: The Weatherboard Glossary}, ja: {title: パン}}\n",
    "entries/loaf.yml": LOAF,
}
#: The left edge of each character of an element's text; null for one that takes no space.
EDGES = """element => {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT), range = new Range(), edges = [];
  for (let node; (node = walker.nextNode()); )
    for (let at = 0; at < node.length; at++) {
      range.setStart(node, at);
      range.setEnd(node, at + 1);
      edges.push(range.getBoundingClientRect().left);
    }
  return edges;
}"""
#: The words of an element that are on more than one line.
BROKEN = """element => {
  const node = [...element.childNodes].find((each) => each.data?.trim()), range = new Range();
  return [...node.data.matchAll(/\\S+/g)].filter(({ 0: word, index }) => {
    range.setStart(node, index);
    range.setEnd(node, index + word.length);
    return range.getClientRects().length > 1;
  }).map(([word]) => word);
}"""


@pytest.fixture(scope="module")
def languages(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    yield from serve(build_project(tmp_path_factory.mktemp("languages"), FILES))


@pytest.mark.parametrize("place", [".updated time", ".prose code", "dd.unit"])
def test_dates_code_and_measures_read_from_left_to_right_on_an_arabic_page(
    page: Page, languages: str, place: str
) -> None:
    page.goto(f"{languages}term/rghyf/")
    edges = page.locator(place).first.evaluate(EDGES)
    assert len(edges) >= 10
    assert edges == sorted(edges)


@pytest.mark.parametrize("root", ["", "en/"])
def test_a_narrow_window_shows_the_middle_of_the_map(page: Page, languages: str, root: str) -> None:
    page.set_viewport_size({"width": 320, "height": 700})
    page.goto(f"{languages}{root}map/")
    figure = page.locator(".term-map[tabindex]")
    shown, whole = (
        figure.locator(each).evaluate("one => one.getBoundingClientRect().toJSON()") for each in (":scope", "svg")
    )
    assert whole["width"] > 2 * shown["width"]
    assert (whole["left"] + whole["right"]) / 2 == pytest.approx((shown["left"] + shown["right"]) / 2, abs=2)


def test_names_on_the_map_are_beside_their_dots_from_right_to_left_too(page: Page, languages: str) -> None:
    page.goto(f"{languages}map/")
    dots = page.locator(".term-map .dots circle").evaluate_all(
        "all => all.map((one) => one.getBoundingClientRect().right)"
    )
    names = page.locator(".term-map text:not(.category)").evaluate_all(
        "all => all.map((one) => one.getBoundingClientRect().left)"
    )
    assert names
    assert all(any(0 <= name - dot < 12 for dot in dots) for name in names)


def test_only_what_was_asked_for_is_marked_in_a_text_without_spaces(page: Page, languages: str) -> None:
    page.goto(f"{languages}ja/search/?q=コンテナ")
    result = page.locator("main .result").first
    expect(result.locator("mark")).to_have_text(["コンテナ", "コンテナ"])
    expect(page.locator("main .search-status")).to_have_text("1 語が見つかりました")
    page.goto(f"{languages}ja/search/?q=粉")
    expect(result.locator("mark")).to_have_text(["粉", "粉"])


def test_a_count_is_in_words_where_the_language_has_a_form_for_it(page: Page, languages: str) -> None:
    page.goto(f"{languages}search/?q=الرغيف")
    status = page.locator("main .search-status")
    expect(status).to_have_text("عُثر على مصطلحين")
    page.locator("main input[type=search]").fill("قطعة")
    expect(status).to_have_text("عُثر على مصطلح واحد")


def test_no_word_of_the_title_breaks_beside_the_buttons(page: Page, languages: str) -> None:
    page.set_viewport_size({"width": 320, "height": 700})
    page.goto(f"{languages}en/all/")
    assert page.locator(".brand span").evaluate(BROKEN) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_texts_may_be_hyphenated_in_their_own_language(page: Page, languages: str) -> None:
    """A browser breaks words by the rules of the nearest language that is named around them."""
    page.goto(f"{languages}ja/term/kontenasutoreji/")
    heading = page.locator("h1 dfn")
    assert heading.evaluate("one => [getComputedStyle(one).hyphens, one.closest('[lang]').lang]") == ["auto", "ja"]
    foreign = page.goto(f"{languages}search/?lang=all&q=Liverpool")
    assert foreign
    result = page.locator("main .result[lang]").first
    assert result.evaluate("one => [getComputedStyle(one).hyphens, one.lang, one.dir]") == ["auto", "en", "auto"]
