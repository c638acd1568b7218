"""What each listing holds, in which order, under which letter, on how many pages."""

from pathlib import Path

import pytest

import glossary_site
from glossary_site.config import SiteConfig
from glossary_site.digest import Digested
from glossary_site.glossary import relate_records
from glossary_site.markup import parse_definition
from glossary_site.mentions import LinkedBody, LinkedHtml, Mention
from glossary_site.pages.listing import (
    Listing,
    Listings,
    WholeSense,
    file_lines,
    link_to,
    listing_view,
    sort_listings,
)
from glossary_site.pages.pagination import Paginator, cut_pages
from glossary_site.pages.views import Link, SeeItem, SenseItem, TermItem
from glossary_site.records import parse_records
from glossary_site.text.definition import NO_DEFINITION

OAK = {"oak": Link("term/oak/", "Oak", NO_DEFINITION)}


def of_value(bodies: tuple[LinkedBody, ...]) -> Digested[tuple[LinkedBody, ...]]:
    return Digested(lambda: bodies)


def listings(text: str, **settings: object) -> Listings:
    records, issues = parse_records(text, "x.yml")
    assert issues == ()
    config = SiteConfig(**settings)  # type: ignore[arg-type]
    glossary = relate_records(records, config)
    body = LinkedBody(LinkedHtml("<p>lead</p>"), LinkedHtml("<p>acorn</p>", (Mention(3, 8, "oak"),)), {}, ())
    bodies = {each.id: of_value((body,) * len(each.record.senses)) for each in glossary.entries}
    return sort_listings(glossary, file_lines(glossary, bodies, config), config)


def terms(*names: str) -> str:
    return "".join(f"- {{term: '{name}', id: t{number}, body: x}}\n" for number, name in enumerate(names))


def names(listing: Listing) -> list[str]:
    """The lines of a listing; "name > term" for those that send the reader on."""
    return [
        f"{item.name} > {item.link.term}"
        if isinstance(item, SeeItem)
        else item.heading
        if isinstance(item, WholeSense)
        else item.link.term
        for item in listing.pages.lines
    ]


def by_letter(found: Listings) -> dict[str, list[str]]:
    return {listing.heading: names(listing) for listing in found.by_letter}


def test_other_names_lead_to_their_term_under_their_own_letter() -> None:
    found = listings(
        "- {term: Support vector machine, abbreviations: [SVM], aliases: [Maximum-margin classifier], body: x}\n"
        "- {term: Slack, body: x}\n"
    )
    assert by_letter(found) == {
        "M": ["Maximum-margin classifier > Support vector machine"],
        "S": ["Slack", "Support vector machine", "SVM > Support vector machine"],
    }
    see = found.by_letter[0].pages.lines[0]
    assert isinstance(see, SeeItem)
    assert see.link.url == "term/support-vector-machine/"


def test_a_listing_of_everything_and_of_a_category_has_no_see_lines() -> None:
    found = listings("- {term: Oak, category: Trees, aliases: [Quercus], body: x}\n")
    assert names(found.everything) == ["Oak"]
    assert [names(each) for each in found.by_category] == [["Oak"]]


def test_another_name_that_is_a_term_itself_has_no_see_line() -> None:
    found = listings("- {term: Oak, aliases: [Tree, tree], body: x}\n- {term: Tree, body: x}\n")
    assert by_letter(found) == {"O": ["Oak"], "T": ["Tree"]}


def test_a_name_that_is_both_alias_and_abbreviation_has_one_line() -> None:
    found = listings("- {term: Oak, aliases: [OK], abbreviations: [OK], body: x}\n")
    assert by_letter(found)["O"] == ["Oak", "OK > Oak"]


def test_terms_are_filed_under_the_letter_that_a_reader_expects() -> None:
    found = listings(terms("β-VAE", ".NET", "1×1 convolution", "The Pile", "Éclair", "C++", "Zebra", "A* search"))
    assert by_letter(found) == {
        "Digits and symbols": ["1×1 convolution"],
        "A": ["A* search"],
        "B": ["β-VAE"],
        "C": ["C++"],
        "E": ["Éclair"],
        "N": [".NET"],
        "P": ["The Pile"],
        "Z": ["Zebra"],
    }


@pytest.mark.parametrize(
    ("language", "expected"),
    [("en", ["Ådal", "Apple", "Zebra"]), ("sv", ["Apple", "Zebra", "Ådal"]), ("de", ["Ådal", "Apple", "Zebra"])],
)
def test_the_language_orders(language: str, expected: list[str]) -> None:
    found = listings(terms("Zebra", "Ådal", "Apple"), language=language)
    assert names(found.everything) == expected
    assert ("Å" in by_letter(found)) == (language == "sv")


def test_kana_by_reading() -> None:
    found = listings(
        "- {term: 学習, id: gakushu, reading: がくしゅう, body: x}\n"
        "- {term: 重み, id: omomi, reading: おもみ, body: x}\n- {term: アテンション, id: attention, body: x}\n",
        language="ja",
    )
    assert names(found.everything) == ["アテンション", "重み", "学習"]
    assert by_letter(found) == {"あ": ["アテンション", "重み"], "か": ["学習"]}


def test_the_bar_counts_entries_and_leads_wherever_there_is_a_line() -> None:
    found = listings("- {term: Oak, aliases: [Quercus], body: x}\n- {term: Olive, body: x}\n")
    bar = {letter.label: (letter.url, letter.count) for letter in found.letters}
    assert bar["O"] == ("o/", 2)
    assert bar["Q"] == ("q/", 0)
    assert bar["X"] == ("", 0)
    assert bar["0–9"] == ("", 0)


def test_categories_have_their_count_of_terms_and_their_share() -> None:
    found = listings(
        "- {term: Oak, category: Trees, body: x}\n- {term: Ash, category: Trees, body: x}\n"
        "- term: Bark\n  senses: [{category: Trees, body: x}, {category: Sounds, body: x}]\n"
    )
    links = {link.name: (link.count, link.percent, link.url) for link in found.categories.values()}
    assert links == {"Sounds": (1, 33, "category/sounds/"), "Trees": (3, 100, "category/trees/")}
    assert [listing.pages.total for listing in found.by_category] == [1, 3]


def test_an_empty_glossary_has_listings() -> None:
    found = listings("[]")
    assert (names(found.everything), found.by_letter, found.by_category) == ([], (), ())
    assert (found.everything.pages.urls, found.everything.pages.lines_on(1)) == (("all/",), ())


SENSES = """\
- term: Bark
  senses:
    - {category: Trees, definition: Bark covers a tree., body: x}
    - {category: Sounds, definition: A bark is a cry., body: x}
- {term: Oak, category: Trees, body: x}
- {term: Oboe, category: Sounds, body: x}
- {term: Olive, category: Trees, body: x}
- {term: Ode, category: Songs, body: x}
"""


def test_a_category_shows_the_meaning_that_a_term_has_there() -> None:
    _, sounds, trees = listings(SENSES).by_category
    items = [*trees.pages.lines, *sounds.pages.lines[:1]]
    lines = [
        (item.link.url, item.link.definition.text, item.categories) for item in items if isinstance(item, TermItem)
    ]
    assert lines[0] == ("term/bark/#trees", "Bark covers a tree.", ("Sounds",))
    assert lines[1][0] == "term/oak/"
    assert lines[-1] == ("term/bark/#sounds", "A bark is a cry.", ("Trees",))


def test_letters_and_categories_narrow_each_other() -> None:
    """Both lead to the same place: a letter's lines in the category's listing, on the page where they begin."""
    found = listings(SENSES, page_size=1)
    trees = found.by_category[2]
    assert trees.heading == "Trees"
    assert [(each.name, each.url, each.count) for each in trees.narrow] == [
        ("B", "category/trees/#letter-b", 1),
        ("O", "category/trees/2/#letter-o", 2),
    ]
    letter = {each.heading: each for each in found.by_letter}["O"]
    assert [(each.name, each.url, each.count) for each in letter.narrow] == [
        ("Songs", "category/songs/#letter-o", 1),
        ("Sounds", "category/sounds/2/#letter-o", 1),
        ("Trees", "category/trees/2/#letter-o", 2),
    ]


def test_a_letter_that_a_page_cuts_leads_on() -> None:
    found = listings(SENSES, page_size=2)
    trees = found.by_category[2]
    first, second = (listing_view(trees, number, OAK, full=False) for number in (1, 2))
    bark, oak = first.groups
    assert (bark.anchor, bark.letter_url, bark.total, bark.url) == ("letter-b", "b/", 1, "")
    assert (oak.anchor, oak.total, oak.url) == ("letter-o", 2, "category/trees/2/#letter-o")
    (olive,) = second.groups
    assert (olive.anchor, olive.total, olive.url) == ("letter-o", 2, "")
    assert [item.link.term for item in first.items + second.items] == ["Bark", "Oak", "Olive"]
    assert first.narrow == second.narrow


def test_a_letter_of_one_category_has_nothing_to_choose() -> None:
    found = listings("- {term: Oak, category: Trees, body: x}\n- {term: Olive, category: Trees, body: x}\n")
    (letter,) = found.by_letter
    view = listing_view(letter, 1, OAK, full=False)
    assert (view.narrow, view.narrow_by, [group.anchor for group in view.groups]) == ((), "", [""])


def test_one_letter_is_one_group_however_its_names_are_filed() -> None:
    """Б follows Z among all terms; in a category it is among what the bar calls digits and symbols."""
    found = listings(
        "".join(f"- {{term: '{name}', id: t{place}, category: C, body: x}}\n" for place, name in enumerate("2aБ"))
    )
    assert names(found.everything) == ["2", "a", "Б"]
    assert found.by_category[0].pages.letters == (("0–9", 2), ("A", 1))
    assert names(found.by_category[0]) == ["2", "Б", "a"]


FULL = """\
- term: Proof
  senses:
    - {category: Baking, body: x, heading: 'rising, proof, baking'}
    - {category: Law, body: x, heading: 'evidence, proof, law'}
- {term: Rye, body: x}
"""


def test_a_full_listing_has_every_sense_by_its_heading() -> None:
    found = listings(FULL, listing="full")
    assert names(found.everything) == ["evidence, proof, law", "rising, proof, baking", "Rye"]
    assert found.everything.pages.total == 3
    assert by_letter(found) == {"E": ["evidence, proof, law"], "R": ["rising, proof, baking", "Rye"]}
    assert [names(each) for each in found.by_category] == [["rising, proof, baking"], ["evidence, proof, law"]]


def test_links_in_a_full_listing_are_relative_to_its_page() -> None:
    found = listings(FULL, listing="full", page_size=2)
    view = listing_view(found.everything, 1, OAK, full=True)
    item = view.items[0]
    assert isinstance(item, SenseItem)
    assert item.link.url == "term/proof/#law"
    assert item.html == ('<p>lead</p><p><a class="mention" href="../term/oak/" data-term="oak">acorn</a></p>')
    second = listing_view(found.everything, 2, OAK, full=True).items[0]
    assert isinstance(second, SenseItem)
    assert 'href="../../term/oak/"' in second.html


def many(count: int, see: str = "") -> tuple[TermItem | SeeItem, ...]:
    items: list[TermItem | SeeItem] = []
    for number in range(count):
        link = Link(f"term/t{number}/", f"T{number}", NO_DEFINITION)
        items.append(TermItem(link, (), (), 1, are_meanings=True))
        items += [SeeItem(f"{see}{number}", link)] * bool(see)
    return tuple(items)


def cut(items: tuple[TermItem | SeeItem, ...], size: int) -> Paginator[TermItem | SeeItem]:
    return cut_pages("all/", items, size, is_entry=lambda item: isinstance(item, TermItem))


def sizes_of(pages: Paginator[TermItem | SeeItem]) -> list[int]:
    return [len(pages.lines_on(number)) for number, _url in enumerate(pages.urls, 1)]


@pytest.mark.parametrize(("count", "sizes"), [(0, [0]), (1, [1]), (3, [3]), (4, [3, 1]), (6, [3, 3]), (7, [3, 3, 1])])
def test_pages_are_cut_by_entries(count: int, sizes: list[int]) -> None:
    assert sizes_of(cut(many(count), 3)) == sizes


def test_see_lines_do_not_count_and_stay_with_the_entry_above() -> None:
    assert sizes_of(cut(many(4, see="s"), 3)) == [6, 2]
    first = (SeeItem("s", Link("term/t/", "T", NO_DEFINITION)), *many(2))
    assert sizes_of(cut(first, 1)) == [2, 1]
    assert sizes_of(cut(many(2, see="s")[1::2], 1)) == [2]


def test_only_the_paginator_computes_the_url_of_a_page() -> None:
    package = Path(glossary_site.__file__).parent
    users = {path.name for path in package.rglob("*.py") if "listing_url(" in path.read_text("utf-8")}
    assert users == {"urls.py", "pagination.py"}


def shown(number: int, pages: int) -> str:
    numbers = cut(many(pages), 1).pagination(number).numbers
    return " ".join(f"[{each.number}]" if each.current else str(each.number or "…") for each in numbers)


@pytest.mark.parametrize(
    ("number", "pages", "expected"),
    [
        (1, 1, "[1]"),
        (1, 3, "[1] 2 3"),
        (1, 9, "[1] 2 3 … 9"),
        (5, 9, "1 2 3 4 [5] 6 7 8 9"),
        (6, 12, "1 … 4 5 [6] 7 8 … 12"),
        (12, 12, "1 … 10 11 [12]"),
    ],
)
def test_page_numbers(number: int, pages: int, expected: str) -> None:
    assert shown(number, pages) == expected


def test_a_pagination_leads_to_its_neighbours() -> None:
    middle = cut(many(9), 3).pagination(2)
    assert (middle.first, middle.previous, middle.next, middle.last) == ("all/", "all/", "all/3/", "all/3/")
    assert (middle.number, middle.pages, middle.total) == (2, 3, 9)
    alone = cut(many(9), 9).pagination(1)
    assert (alone.first, alone.previous, alone.next, alone.last) == ("", "", "", "")


def test_a_link_shows_the_terms_definition() -> None:
    records, _ = parse_records("{term: Oak, definition: A tree., body: x}", "x.yml")
    (entry,) = relate_records(records, SiteConfig()).entries
    assert link_to(entry) == Link("term/oak/", "Oak", parse_definition("A tree."))
