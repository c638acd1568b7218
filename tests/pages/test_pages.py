"""Glossary -> pages: every URL, and what each page is given."""

from collections.abc import Sequence
from functools import partial

import pytest

from glossary_site.config import SiteConfig
from glossary_site.digest import Digested
from glossary_site.glossary import Glossary, relate_records
from glossary_site.mentions import LinkedBody, LinkedHtml, Mention, build_network
from glossary_site.pages import Contents, Page, PageView, SitePlan
from glossary_site.pages.urls import html_from
from glossary_site.pages.views import (
    HomeView,
    LetterLink,
    ListingView,
    SeeItem,
    SenseItem,
    SiteView,
    TermItem,
    TermView,
)
from glossary_site.records import parse_records, sense_anchors

BREAD = """\
- {term: Rye, category: Flour, definition: Rye is dark., body: x, heading: 'rye, flour'}
- {term: Spelt, category: Flour, definition: Spelt is old., aliases: [dinkel], abbreviations: [SP]}
- term: Proof
  senses:
    - {category: Baking, definition: A rise., heading: 'rising, proof, baking'}
    - {category: Baking, definition: A test.}
    - {definition: A draft.}
- {term: 2 x 2 rack, category: Tools, definition: A rack.}
- {term: Peel, category: Tools, definition: A shovel., related: [Rye], source: {title: A book, url: 'https://example.org/'}}
"""


def contents(glossary: Glossary, bodies: Sequence[tuple[LinkedBody, ...]]) -> Contents:
    by_id = {
        entry.id: Digested(partial(tuple[LinkedBody, ...], body))
        for entry, body in zip(glossary.entries, bodies, strict=True)
    }
    return Contents(glossary, by_id, build_network(glossary, bodies))


def plan(text: str = BREAD, **settings: object) -> dict[str, Page]:
    """The pages of a glossary by their URL; a body is its definition in a paragraph."""
    records, _ = parse_records(text, "bread.yml")
    config = SiteConfig(**settings)  # type: ignore[arg-type]
    glossary = relate_records(records, config)
    bodies = [
        tuple(
            LinkedBody(LinkedHtml(f"<p>{sense.definition.html}</p>"), LinkedHtml(""), {}, ())
            for sense in entry.record.senses
        )
        for entry in glossary.entries
    ]
    plan = SitePlan(contents(glossary, bodies), config)
    pages = [plan.page(url) for url in plan.urls]
    found = {page.url: page for page in pages}
    assert len(found) == len(pages)
    assert len({page.path for page in pages}) == len(pages)
    return found


def part(page: Page, name: str) -> object:
    (value,) = [part.value for part in page.parts if part.name == name]
    return value


def listing(page: Page) -> ListingView:
    found = part(page, "listing")
    assert isinstance(found, ListingView)
    return found


def term(page: Page) -> TermView:
    found = part(page, "term")
    assert isinstance(found, TermView)
    return found


def view(page: Page) -> PageView:
    found = part(page, "page")
    assert isinstance(found, PageView)
    return found


def letters(page: Page) -> tuple[LetterLink, ...]:
    found = part(page, "letters")
    assert isinstance(found, tuple)
    return found


def names(page: Page) -> list[str]:
    return [
        item.name if isinstance(item, SeeItem) else item.heading if isinstance(item, SenseItem) else item.link.term
        for item in listing(page).items
    ]


def many(number: int) -> str:
    return "".join(f"- {{term: loaf {count:03}, body: x}}\n" for count in range(number))


def test_every_page_of_a_site() -> None:
    assert set(plan()) == {
        "",
        "map/",
        "all/",
        "0-9/",
        "d/",
        "p/",
        "r/",
        "s/",
        "category/flour/",
        "category/baking/",
        "category/tools/",
        "term/rye/",
        "term/spelt/",
        "term/proof/",
        "term/2-x-2-rack/",
        "term/peel/",
        "search/",
        "404.html",
    }


@pytest.mark.parametrize(
    ("url", "root", "path", "kind"),
    [
        ("", "./", "index.html", "home"),
        ("all/", "../", "all/index.html", "listing"),
        ("term/rye/", "../../", "term/rye/index.html", "term"),
        ("search/", "../", "search/index.html", "search"),
        ("404.html", "./", "404.html", "404"),
    ],
)
def test_every_page_has_the_relative_path_to_the_root(url: str, root: str, path: str, kind: str) -> None:
    page = plan()[url]
    assert (view(page).root, page.path, view(page).kind, view(page).url) == (root, path, kind, url)


def test_a_page_that_hosts_serve_at_any_address_needs_the_base_url() -> None:
    pages = plan(base_url="https://example.org/bread/")
    assert view(pages["404.html"]).root == "/bread/"
    assert view(pages["all/"]).root == "../"


def test_the_bar_shows_every_letter_and_links_those_with_entries() -> None:
    bar = letters(plan()["p/"])
    assert "".join(place.label[0] for place in bar) == "0ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    assert {place.label: (place.url, place.count) for place in bar if place.url} == {
        "0–9": ("0-9/", 1),
        "D": ("d/", 0),
        "P": ("p/", 2),
        "R": ("r/", 1),
        "S": ("s/", 1),
    }
    assert [place.label for place in bar if place.current] == ["P"]
    assert [place.label for place in letters(plan()["all/"]) if place.current] == []
    everything = part(plan()["all/"], "all_letter")
    assert isinstance(everything, LetterLink)
    assert (everything.url, everything.count, everything.current) == ("all/", 5, True)


def test_a_summary_lists_terms_and_other_names_lead_to_them() -> None:
    pages = plan()
    assert names(pages["all/"]) == ["2 x 2 rack", "Peel", "Proof", "Rye", "Spelt"]
    assert names(pages["s/"]) == ["SP", "Spelt"]
    assert names(pages["d/"]) == ["dinkel"]
    assert names(pages["category/baking/"]) == ["Proof"]
    (proof,) = listing(pages["category/baking/"]).items
    assert isinstance(proof, TermItem)
    # In its category a term is what it means there, and its list of categories has the others.
    assert (proof.senses, proof.categories, proof.link.definition.text) == (3, (), "A rise.")
    assert proof.link.url.startswith("term/proof/#")
    assert listing(pages["s/"]).pagination.total == 1
    assert not listing(pages["all/"]).full


def test_a_full_listing_has_every_sense_in_the_order_of_its_heading_line() -> None:
    pages = plan(listing="full")
    assert names(pages["all/"]) == [
        "2 x 2 rack",
        "Peel",
        "Proof",
        "Proof",
        "rising, proof, baking",
        "rye, flour",
        "Spelt",
    ]
    assert names(pages["r/"]) == ["rising, proof, baking", "rye, flour"]
    assert names(pages["category/baking/"]) == ["Proof", "rising, proof, baking"]
    items = [item for item in listing(pages["p/"]).items if isinstance(item, SenseItem)]
    assert [(item.link.url, item.html) for item in items] == [
        ("term/peel/#tools", "<p>A shovel.</p>"),
        ("term/proof/#baking-2", "<p>A test.</p>"),
        ("term/proof/#sense", "<p>A draft.</p>"),
    ]
    assert listing(pages["all/"]).full and listing(pages["all/"]).pagination.total == 7


@pytest.mark.parametrize(
    ("entries", "size", "expected"),
    [(1, 50, [1]), (50, 50, [50]), (51, 50, [50, 1]), (100, 50, [50, 50]), (7, 2, [2, 2, 2, 1]), (3, 1, [1, 1, 1])],
)
def test_entries_are_cut_into_pages(entries: int, size: int, expected: list[int]) -> None:
    pages = plan(many(entries), page_size=size)
    urls = ["all/", *(f"all/{number}/" for number in range(2, len(expected) + 1))]
    assert [url for url in pages if url.startswith("all/")] == urls
    assert [len(names(pages[url])) for url in urls] == expected
    assert [name for url in urls for name in names(pages[url])] == [f"loaf {count:03}" for count in range(entries)]
    assert [view(pages[url]).title for url in urls][-1] == (
        "All terms" if len(urls) == 1 else f"All terms, page {len(urls)} of {len(urls)}"
    )


def test_see_lines_do_not_count_on_a_page() -> None:
    text = "".join(f"- {{term: loaf {count}, body: x, aliases: [lob {count}, lump {count}]}}\n" for count in range(4))
    pages = plan(text, page_size=2)
    shown = [names(pages[url]) for url in ("l/", "l/2/")]
    assert [sum(name.startswith("loaf") for name in each) for each in shown] == [2, 2]
    assert sum(map(len, shown)) == 12
    assert "l/3/" not in pages


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (1, "1 2 3 … 9"),
        (2, "1 2 3 4 … 9"),
        (4, "1 2 3 4 5 6 … 9"),
        (5, "1 2 3 4 5 6 7 8 9"),
        (6, "1 … 4 5 6 7 8 9"),
        (9, "1 … 7 8 9"),
    ],
)
def test_page_numbers_leave_gaps_of_two_or_more(number: int, expected: str) -> None:
    pages = plan(many(9), page_size=1)
    place = listing(pages["all/" if number == 1 else f"all/{number}/"]).pagination
    assert " ".join(str(each.number) if each.number else "…" for each in place.numbers) == expected
    assert [each.number for each in place.numbers if each.current] == [number]
    assert all(each.url in pages for each in place.numbers if each.number)
    assert (place.number, place.pages, place.total) == (number, 9, 9)


def test_the_ways_on_from_a_page() -> None:
    pages = plan(many(5), page_size=2)

    def ways(url: str) -> tuple[str, str, str, str]:
        place = listing(pages[url]).pagination
        return place.first, place.previous, place.next, place.last

    assert ways("all/") == ("", "", "all/2/", "all/3/")
    assert ways("all/2/") == ("all/", "all/", "all/3/", "all/3/")
    assert ways("all/3/") == ("all/", "all/2/", "", "")


def test_a_term_page_has_every_sense_with_an_anchor_of_its_own() -> None:
    proof = term(plan()["term/proof/"])
    assert [(sense.number, sense.anchor, sense.lead) for sense in proof.senses] == [
        (1, "baking", "<p>A rise.</p>"),
        (2, "baking-2", "<p>A test.</p>"),
        (3, "sense", "<p>A draft.</p>"),
    ]
    assert [sense.category and sense.category.url for sense in proof.senses] == [
        "category/baking/",
        "category/baking/",
        None,
    ]


def test_anchors_are_unique() -> None:
    categories = ["Tools", "tools!", "Tools 2", "Tools", "''", "sense"]
    text = "term: A\nsenses:\n" + "".join(f"- category: {category}\n" for category in categories)
    (record,), _ = parse_records(text, "x.yml")
    anchors = sense_anchors(record.senses)
    assert anchors[0] == "tools"
    assert len(set(anchors)) == len(record.senses)


def test_a_term_page_has_links_to_its_neighbours_and_relations() -> None:
    pages = plan()
    peel = term(pages["term/peel/"])
    assert peel.previous and peel.previous.term == "2 x 2 rack"
    assert peel.next and peel.next.term == "Proof"
    assert [(link.url, link.definition.text) for link in peel.related] == [("term/rye/", "Rye is dark.")]
    assert (peel.letter.label, peel.letter.url) == ("P", "p/")
    assert peel.senses[0].source and peel.senses[0].source.url == "https://example.org/"
    assert term(pages["term/2-x-2-rack/"]).previous is None
    assert term(pages["term/spelt/"]).next is None


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "//example.org"])
def test_a_source_links_to_the_web_only(url: str) -> None:
    page = plan(f"term: A\nbody: x\nsource: {{title: A book, url: '{url}'}}")["term/a/"]
    (sense,) = term(page).senses
    assert sense.source and (sense.source.text, sense.source.url) == ("A book", "")


def test_addresses_to_edit_and_to_suggest_are_filled_and_escaped() -> None:
    text = "term: 'R & D/?#'\nid: r-and-d\nbody: x"
    view_ = term(
        plan(text, edit_url="https://example.org/edit/{path}", suggest_url="https://example.org/new?title={term}")[
            "term/r-and-d/"
        ]
    )
    assert view_.edit_url == "https://example.org/edit/bread.yml"
    assert view_.suggest_url == "https://example.org/new?title=R%20%26%20D%2F%3F%23"
    assert term(plan(text)["term/r-and-d/"]).edit_url == ""


def test_the_home_page_has_the_categories_by_name_with_their_share() -> None:
    home = part(plan()[""], "home")
    assert isinstance(home, HomeView)
    assert [(each.name, each.url, each.count, each.percent) for each in home.categories] == [
        ("Baking", "category/baking/", 1, 50),
        ("Flour", "category/flour/", 2, 100),
        ("Tools", "category/tools/", 2, 100),
    ]
    assert home.featured is not None


def test_every_page_shares_the_facts_of_the_site() -> None:
    pages = plan(title="Bread words", language="he")
    for page in pages.values():
        site = part(page, "site")
        assert isinstance(site, SiteView)
        assert (site.title, site.terms, site.senses, site.direction) == ("Bread words", 5, 7, "rtl")


def test_an_empty_glossary_still_has_its_pages() -> None:
    pages = plan("")
    assert set(pages) == {"", "all/", "search/", "404.html"}
    assert listing(pages["all/"]).pagination.total == 0
    home = part(pages[""], "home")
    assert isinstance(home, HomeView) and home.featured is None


def test_links_in_a_body_are_relative_to_its_page() -> None:
    text = "- {term: Rye, body: x}\n- {term: Peel, body: x}\n"
    records, _ = parse_records(text, "x.yml")
    for listing_kind, url, root in (
        ("full", "all/", "../"),
        ("full", "all/2/", "../../"),
        ("summary", "term/peel/", "../../"),
    ):
        config = SiteConfig(listing=listing_kind, page_size=1)
        glossary = relate_records(records, config)
        for_rye = LinkedHtml("<p>for <b>rye</b></p>", (Mention(7, 17, "rye"),))
        of_peel = LinkedHtml("<p>of peel</p>", (Mention(6, 10, "peel", "sense"),))
        peel, rye = (
            (LinkedBody(LinkedHtml(""), for_rye, {"rye": 1}, ()),),
            (LinkedBody(LinkedHtml(""), of_peel, {"peel": 1}, ()),),
        )
        plan = SitePlan(contents(glossary, (peel, rye)), config)
        pages = {url: plan.page(url) for url in plan.urls}
        if listing_kind == "full":
            (item,) = listing(pages[url]).items
            assert isinstance(item, SenseItem)
            html = item.html
        else:
            html = term(pages[url]).senses[0].html
            assert [card.id for card in term(pages[url]).cards] == ["rye"]
        assert f'href="{root}term/' in html
        link = f'<a class="mention" href="{root}term/rye/" data-term="rye"><b>rye</b></a>'
        assert html_from(for_rye, root) == f"<p>for {link}</p>"


def test_a_page_of_many_terms_describes_itself_by_the_first_of_them() -> None:
    found = plan(description="Words of bakers")

    def description(url: str) -> str:
        view = part(found[url], "page")
        assert isinstance(view, PageView)
        return view.description

    assert description("category/tools/") == "2 x 2 rack, Peel"
    assert description("search/") == "Words of bakers"
    many = plan("".join(f"- {{term: Bread number {n}, definition: It is bread.}}\n" for n in range(30)))
    view = part(many["all/"], "page")
    assert isinstance(view, PageView)
    assert view.description.startswith("Bread number 0, Bread number 1, ")
    assert view.description.endswith(", …")
    assert len(view.description) < 180
