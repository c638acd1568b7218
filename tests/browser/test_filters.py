"""Filters of listings and of the search, the pages of tags, and the tree of terms, in Chromium."""

from collections.abc import Iterator

import pytest
from conftest import build_project, serve
from playwright.sync_api import Browser, Page, Route, expect

pytestmark = pytest.mark.browser

TERMS = """
- {term: Anvil, category: Tools / Heavy, tags: [iron], definition: An anvil is a block.}
- {term: Awl, category: [Tools, Leather], tags: [iron, hand], definition: An awl is a point.}
- {term: Bark, category: Leather, status: deprecated, tags: [tanning], definition: Bark is a skin of trees.}
- {term: Bellows, category: Tools / Heavy, tags: [air], broader: [Awl], definition: Bellows are a bag of air.}
- term: Bend
  tags: [hand]
  senses:
  - {category: Leather, definition: A bend is half a hide.}
  - {category: Tools, definition: A bend is a curved pipe.}
"""


@pytest.fixture(scope="module")
def workshop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A glossary with a tree of categories, tags and a deprecated term."""
    files = {"entries/shop.yml": TERMS, "glossary.yml": "title: Workshop\n"}
    yield from serve(build_project(tmp_path_factory.mktemp("workshop"), files))


def open_filters(page: Page, url: str) -> None:
    page.goto(url)
    page.locator(".filters summary").press("Enter")
    expect(page.get_by_label("Tag").locator("option")).not_to_have_count(1)


def found(page: Page) -> list[str]:
    return page.locator("main .result b").all_inner_texts()


def test_filters_combine_and_are_in_the_address(page: Page, workshop: str) -> None:
    open_filters(page, f"{workshop}all/")
    page.get_by_label("Tag").select_option("iron")
    status = page.locator(".filters [role=status]")
    expect(status).to_have_text("2 terms found")
    page.get_by_label("Category").select_option("Tools / Heavy")
    expect(status).to_have_text("1 term found")
    expect(page).to_have_url(f"{workshop}all/?tag=iron&category=Tools+%2F+Heavy")
    assert found(page) == ["Anvil"]
    expect(page.locator(".term-lines")).to_be_hidden()
    page.get_by_label("Status").select_option("deprecated")
    expect(status).to_have_text("0 terms found")
    page.reload()
    expect(status).to_have_text("0 terms found")
    for name in ("Tag", "Category", "Status"):
        page.get_by_label(name).select_option("")
    expect(page.locator(".term-lines")).to_be_visible()
    expect(page).to_have_url(f"{workshop}all/")


def test_filters_opened_before_their_script_is_there_stay_open_and_work(page: Page, workshop: str) -> None:
    requested: list[Route] = []
    page.route("**/filters.js", lambda route: requested.append(route))
    with page.expect_request("**/filters.js"):
        page.goto(f"{workshop}all/")
    page.locator(".filters summary").press("Enter")
    for route in requested:
        route.continue_()
    page.get_by_label("Tag").select_option("iron")
    expect(page.locator(".filters [role=status]")).to_have_text("2 terms found")


def test_a_category_has_the_terms_below_it_and_a_listing_begins_with_its_own_filter(page: Page, workshop: str) -> None:
    open_filters(page, f"{workshop}category/tools/")
    expect(page.get_by_label("Category")).to_have_value("Tools")
    expect(page.locator(".term-lines").first).to_be_visible()
    page.get_by_role("combobox", name="Letter").select_option("B")
    expect(page.locator(".filters [role=status]")).to_have_text("2 terms found")
    assert found(page) == ["Bellows", "Bend"]
    # The meaning in this category.
    expect(page.locator("main .result", has_text="Bend")).to_have_attribute("href", f"{workshop}term/bend/#tools")
    page.goto(f"{workshop}tag/hand/?letter=A")
    expect(page.locator("main .result b")).to_have_text(["Awl"])


def test_the_search_is_filtered_with_and_without_a_query(page: Page, workshop: str) -> None:
    page.goto(f"{workshop}search/?q=block&tag=iron")
    expect(page.locator("main .result b")).to_have_text(["Anvil"])
    page.get_by_label("Tag").select_option("hand")
    expect(page.locator("main .result")).to_have_count(0)
    page.goto(f"{workshop}search/?status=deprecated")
    expect(page.locator("main .result b")).to_have_text(["Bark"])
    expect(page).to_have_url(f"{workshop}search/?status=deprecated")


def test_without_a_script_listings_are_linked(browser: Browser, workshop: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{workshop}term/awl/")
    page.get_by_role("link", name="hand", exact=True).click()
    expect(page.locator("h1")).to_have_text("hand")
    expect(page.locator(".filters")).to_be_hidden()
    page.get_by_role("link", name="Tags", exact=True).click()
    page.get_by_role("link", name="air").click()
    expect(page.locator(".term-lines .name a")).to_have_text(["Bellows"])
    page.goto(f"{workshop}category/tools/heavy/")
    page.get_by_role("navigation", name="Breadcrumb").get_by_role("link", name="Tools").click()
    expect(page.locator(".position")).to_contain_text("Directly in this category: 2")
    page.goto(workshop)
    page.get_by_role("link", name="Broader and narrower terms").click()
    summary = page.locator("main summary")
    expect(page.get_by_role("link", name="Bellows")).to_be_visible()
    summary.press("Enter")
    expect(page.get_by_role("link", name="Bellows")).to_be_hidden()
    context.close()


@pytest.mark.parametrize("width", [390, 1280])
def test_no_page_is_wider_than_the_window(browser: Browser, workshop: str, width: int) -> None:
    page = browser.new_page(viewport={"width": width, "height": 800})
    for url in ("", "all/?tag=iron", "category/tools/heavy/", "tag/", "tree/", "search/?q=a&tag=iron"):
        page.goto(f"{workshop}{url}")
        page.wait_for_load_state("networkidle")
        assert page.evaluate("document.documentElement.scrollWidth") == width, url
    page.close()
