"""Pages of text, and menus of many of them, as readers see them."""

from collections.abc import Iterator

import pytest
from conftest import build_project, serve
from playwright.sync_api import Page, expect
from test_access import axe, violations

__all__ = ["axe"]
pytestmark = pytest.mark.browser
TITLES = (
    "About",
    "How to contribute",
    "Frequently asked questions",
    "Privacy and data",
    "Style guide for authors",
    "Acknowledgements",
    "How we work",
    "Extraordinarilylongwordswithoutanyspaceinthem",
)
FILES = {
    "glossary.yml": "title: Bread\nlanguages: [de]\n",
    "entries/rye.yml": "term: Rye\ndefinition: Rye is a grass that is grown for its grain.\n",
    "entries/roggen.yml": "{term: Roggen, language: de, definition: Roggen ist ein Getreide.}\n",
    "pages/licence.md": "---\ntitle: Licence\nmenu: footer\n---\nFree to use.\n",
    "pages/index.md": "Begin with rye.\n",
    **{
        f"pages/p{number}.md": f"---\ntitle: {title}\norder: {number}\n---\nWe grow rye.\n\n## By whom\n\nBy millers.\n"
        for number, title in enumerate(TITLES)
    },
}


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    yield from serve(build_project(tmp_path_factory.mktemp("pages"), FILES))


@pytest.mark.parametrize("width", [320, 390, 1280])
@pytest.mark.parametrize("url", ["", "p0/", "term/rye/"])
def test_a_menu_of_eight_pages_fits(page: Page, pages: str, url: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(pages + url)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    links = page.get_by_role("navigation", name="Pages").get_by_role("link")
    expect(links).to_have_text(TITLES)
    for link in links.all():
        box = link.bounding_box()
        assert box and box["height"] >= 24 and box["x"] >= 0 and box["x"] + box["width"] <= width


def test_the_menu_leads_to_a_page_and_marks_it(page: Page, pages: str) -> None:
    page.goto(f"{pages}term/rye/")
    page.get_by_role("navigation", name="Pages").get_by_role("link", name="About").click()
    expect(page).to_have_url(f"{pages}p0/")
    expect(page.get_by_role("heading", level=1)).to_have_text("About")
    expect(page.locator('.menu [aria-current="page"]')).to_have_text("About")
    page.locator("a.mention").hover()
    expect(page.locator("#hover-card")).to_contain_text("grown for its grain")
    page.get_by_role("navigation", name="About this site").get_by_role("link", name="Licence").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Licence")


def test_the_search_finds_a_page_by_its_title_and_marks_it(page: Page, pages: str) -> None:
    page.goto(f"{pages}search/?q=contribute")
    result = page.locator(".result")
    expect(result).to_have_count(1)
    expect(result).to_contain_text("How to contribute")
    expect(result.locator("em")).to_have_text("page")
    result.click()
    expect(page).to_have_url(f"{pages}p1/")
    page.goto(f"{pages}search/?q=millers")
    expect(page.locator(".result")).to_have_count(8)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_machines_find_nothing_wrong_with_a_page(page: Page, pages: str, axe: str, width: int, scheme: str) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.set_viewport_size({"width": width, "height": 800})
    for url in ("p0/", ""):
        page.goto(pages + url)
        assert violations(page, axe) == []
