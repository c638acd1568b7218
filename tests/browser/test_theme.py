"""Colours, bytes and markup of the theme, on the project's own glossary."""

import gzip
import re
import statistics
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from conftest import KINDS, Reached
from playwright.sync_api import Browser, BrowserContext, Page, expect

from glossary_site.markup import render_body

pytestmark = pytest.mark.browser
#: The most bytes of a term's page, compressed.
FIRST_VIEW = 30 * 1024
MEDIAN_HTML = 8 * 1024
PICTURE = 6 * 1024
BACKLINKS = 8

REMEMBER_FIRST_THEME = """
new MutationObserver(() => {
  if (document.body) window.themeAtFirst ??= document.documentElement.dataset.theme ?? "system";
}).observe(document, {childList: true, subtree: true});
"""


def html_of(built: Path, pattern: str = "**/*.html") -> dict[str, str]:
    pages = {path.relative_to(built).as_posix(): path.read_text(encoding="utf-8") for path in built.glob(pattern)}
    assert pages
    return pages


def zipped(data: bytes) -> int:
    return len(gzip.compress(data, 9))


def paper(page: Page) -> str:
    return str(page.evaluate("getComputedStyle(document.documentElement).backgroundColor"))


def test_colours_follow_the_system(page: Page, site: str) -> None:
    page.emulate_media(color_scheme="light")
    page.goto(site)
    light = paper(page)
    page.emulate_media(color_scheme="dark")
    assert paper(page) != light


def test_a_chosen_theme_stays_and_is_there_at_once(page: Page, site: str) -> None:
    page.add_init_script(REMEMBER_FIRST_THEME)
    page.emulate_media(color_scheme="light")
    page.goto(f"{site}term/wafer/")
    assert page.evaluate("themeAtFirst") == "system"
    light = paper(page)
    page.get_by_role("radio", name="Dark").check()
    dark = paper(page)
    assert dark != light
    page.goto(f"{site}w/")
    assert page.evaluate("themeAtFirst") == "dark"
    assert paper(page) == dark
    expect(page.get_by_role("radio", name="Dark")).to_be_checked()
    page.get_by_role("radio", name="As the system").check()
    assert paper(page) == light
    page.reload()
    assert page.evaluate("themeAtFirst") == "system"


def test_a_choice_reaches_the_other_tabs(page: Page, site: str) -> None:
    page.goto(site)
    other = page.context.new_page()
    other.goto(f"{site}w/")
    other.get_by_role("radio", name="Dark").check()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")


def test_the_policy_blocks_what_is_not_the_themes_own(browser: Browser, site: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(site)
    page.evaluate(
        """() => {
          const script = document.createElement("script");
          script.textContent = "window.injected = true";
          document.head.append(script);
          document.body.insertAdjacentHTML("beforeend", "<p id='styled' style='position: fixed'>x</p>");
        }"""
    )
    assert page.evaluate("window.injected") is None
    assert page.evaluate("getComputedStyle(styled).position") == "static"
    context.close()


def test_page_transitions_print_no_errors(page: Page, site: str) -> None:
    """A busy browser may skip a transition; the fixture ``page`` fails on any error.

    The page notes what passed as an attribute: a condition that is waited for in JavaScript would be evaluated there
    again and again, which the policy of the site forbids as soon as the first try is too early.
    """
    page.add_init_script(
        "addEventListener('pagereveal', (event) => (document.documentElement.dataset.passed = !!event.viewTransition))"
    )
    page.goto(f"{site}term/transformer/")
    passed = []
    for _ in range(4):
        target = page.locator(".neighbours .next").get_attribute("href") or ""
        page.locator(".neighbours .next").click()
        page.wait_for_url("**" + target.removeprefix("../.."))
        passed.append(page.locator("html[data-passed]").get_attribute("data-passed"))
    assert "true" in passed


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("kind", KINDS)
def test_a_loading_page_moves_nothing_and_prints_nothing(
    context: BrowserContext, site: str, kind: str, width: int, reached: Reached
) -> None:
    """While it loads nothing moves, nothing is printed to the console, and no other host is requested."""
    page = context.new_page()
    printed: list[str] = []
    asked: list[str] = []
    page.on("console", lambda message: printed.append(message.text))
    page.on("pageerror", lambda error: printed.append(str(error)))
    page.on("request", lambda request: asked.append(request.url))
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(site + KINDS[kind], wait_until="networkidle")
    if kind == "search":
        page.locator(".result").first.wait_for()
    shift = page.evaluate(
        """() => new Promise((resolve) => {
          let sum = 0;
          const read = (list) => list.getEntries().forEach((entry) => (sum += entry.value));
          new PerformanceObserver(read).observe({type: "layout-shift", buffered: true});
          setTimeout(() => resolve(sum), 300);
        })"""
    )
    elsewhere = [url for url in asked if not url.startswith(site)]
    assert (shift, printed, elsewhere) == (0, [], [])
    reached("cumulative layout shift", "0", shift, 1)
    reached("console messages", "0", len(printed), 1)
    reached("requests to other hosts", "0", len(elsewhere), 1)


def test_focus_returns_where_the_search_was_opened(page: Page, site: str, reached: Reached) -> None:
    page.goto(f"{site}term/wafer/")
    opener = page.locator(".search-open")
    opener.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#search-dialog input[type=search]")).to_be_focused()
    page.keyboard.press("Escape")
    expect(opener).to_be_focused()
    link = page.locator(".neighbours a").last
    link.focus()
    page.keyboard.press("Control+k")
    expect(page.locator("#search-dialog")).to_be_visible()
    page.get_by_role("button", name="Close search").click()
    expect(link).to_be_focused()
    reached("dialogs that lose the focus", "0", 0, 2)


@pytest.mark.parametrize("path", ["", "g/", "category/machine-learning/", "term/gate/"])
def test_every_stop_of_the_tab_key_is_visible(page: Page, site: str, path: str, reached: Reached) -> None:
    """Each stop of the Tab key has a ring, in the window and not under the bar of letters (WCAG 2.4.7, 2.4.11)."""
    page.goto(site + path)
    stops = 0
    while stops < 200:
        page.keyboard.press("Tab")
        trouble = page.evaluate(
            """() => {
              const stop = document.activeElement;
              if (stop === document.body) return null;
              const boxes = [...stop.getClientRects()];
              const seen = boxes.some((box) => {
                const hit = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
                return hit && (stop.contains(hit) || hit.contains(stop) || hit.closest("label")?.contains(stop));
              });
              const ring = getComputedStyle(stop).outlineStyle !== "none" || stop.matches("input[type=search]");
              return seen && ring ? "" : stop.outerHTML.slice(0, 120) + ` seen ${seen} ring ${ring}`;
            }"""
        )
        if trouble is None:
            break
        assert trouble == ""
        stops += 1
    assert 40 < stops < 200
    reached("stops of the Tab key that are not seen", "0", 0, stops)


def test_a_term_page_is_light(page: Page, site: str, built: Path, reached: Reached) -> None:
    sizes = {name: zipped(text.encode()) for name, text in html_of(built, "term/*/index.html").items()}
    median = round(statistics.median(sizes.values()))
    assert median <= MEDIAN_HTML
    reached("bytes of the median term page's HTML, compressed", f"{MEDIAN_HTML:,}", median, len(sizes))
    heaviest = max(sizes, key=lambda name: sizes[name]).removesuffix("index.html")
    asked: list[str] = []
    page.on("request", lambda request: None if "sec-purpose" in request.headers else asked.append(request.url))
    page.goto(site + heaviest, wait_until="networkidle")
    files = {urlsplit(url).path.removeprefix(urlsplit(site).path) for url in asked}
    weights = {
        name: zipped((built / (name or ".") / ("index.html" if name.endswith("/") else "")).read_bytes())
        for name in files
    }
    assert sum(weights.values()) <= FIRST_VIEW, weights
    reached("bytes of the heaviest term page's first view, compressed", f"{FIRST_VIEW:,}", sum(weights.values()), 1)
    fonts = [name for name in files if re.search(r"\.(woff2?|ttf|otf)$", name)]
    assert fonts == []
    reached("web fonts", "0", len(fonts), 1)


def test_at_most_one_file_blocks_the_page(built: Path, reached: Reached) -> None:
    pages = html_of(built)
    most = 0
    for name, text in pages.items():
        head = text.partition("</head>")[0]
        sheets = re.findall(r"<link[^>]*rel=\"stylesheet\"", head)
        scripts = [tag for tag in re.findall(r"<script[^>]*\bsrc=[^>]*>", text) if 'type="module"' not in tag]
        assert len(sheets) + len(scripts) <= 1, name
        most = max(most, len(sheets) + len(scripts))
    reached("files that block a page", "1", most, len(pages))


def test_no_tooltips_and_nothing_that_the_policy_blocks(built: Path) -> None:
    """No ``title`` but that of links in the head, no ``style``, no inline handlers."""
    for name, text in html_of(built).items():
        body = text.partition("<body>")[2]
        assert not re.search(r"<[a-z][^<>]*\s(title|style|on[a-z]+)=\"", body), name
        assert 'http-equiv="Content-Security-Policy"' in text, name


def test_the_picture_and_the_column_stay_small(built: Path) -> None:
    pictures = 0
    for name, text in html_of(built, "term/*/index.html").items():
        found = re.findall(r'<figure class="neighbourhood".*?</figure>', text, re.DOTALL)
        pictures += len(found)
        assert all(len(picture.encode()) <= PICTURE for picture in found), name
        aside = re.sub(
            r"<details>.*?</details>", "", text.partition('<aside class="beside"')[2].partition("</aside>")[0]
        )
        aside = re.sub(r"<details>.*?</details>", "", aside, flags=re.DOTALL)
        for listed in re.findall(r'<ul class="names">(.*?)</ul>', aside, re.DOTALL):
            assert listed.count("<li>") <= BACKLINKS, name
    assert pictures > 100


def test_no_letter_of_a_formula_is_cut_off(page: Page, site: str) -> None:
    """A box that scrolls is cut at its edges, but slanted and tall letters extend beyond their boxes."""
    page.goto(f"{site}term/kl-divergence/")
    formulas = page.locator("main math:not([display=block])")
    assert formulas.count() > 3
    for formula in formulas.all():
        box = formula.bounding_box()
        assert box
        place = {"x": box["x"] - 8, "y": box["y"] - 8, "width": box["width"] + 16, "height": box["height"] + 16}
        as_it_is = page.screenshot(clip=place, full_page=True)  # type: ignore[arg-type]  # a rectangle
        formula.evaluate("each => (each.style.overflow = 'visible')")
        assert page.screenshot(clip=place, full_page=True) == as_it_is, formula.inner_text()  # type: ignore[arg-type]
        formula.evaluate("each => each.style.removeProperty('overflow')")


def test_no_line_begins_with_the_mark_behind_a_formula(page: Page, site: str) -> None:
    page.goto(f"{site}term/kl-divergence/")
    lines = "".join(f"<p>{'i' * count} aa {render_body('($x+y$), and').html[3:]}" for count in range(20, 90))
    page.locator(".prose").first.evaluate("(prose, lines) => (prose.innerHTML = lines)", lines)
    page.set_viewport_size({"width": 320, "height": 800})
    spans = page.locator(".prose .unbroken")
    assert spans.count() == 70
    assert spans.evaluate_all("all => all.filter((each) => each.getClientRects().length !== 1).length") == 0


def test_an_unknown_address_has_a_search_that_answers(page: Page, site: str) -> None:
    page.goto(f"{site}404.html")
    page.get_by_role("searchbox").or_(page.get_by_role("combobox")).first.fill("wafer")
    page.locator("main .result").first.wait_for()
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{site}search/?q=wafer")
