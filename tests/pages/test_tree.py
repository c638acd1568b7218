"""The tree of broader and narrower terms: what is shown where, whatever the shape of the relations."""

from collections.abc import Iterable, Iterator, Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from glossary_site.config import SiteConfig
from glossary_site.glossary import Relations, file_record, relate_records
from glossary_site.pages import tree
from glossary_site.pages.tree import Tree, make_tree
from glossary_site.pages.urls import tree_url
from glossary_site.pages.views import Branch, TreeView
from glossary_site.records import Record, Sense, parse_records


def make(broader: Mapping[str, Iterable[str]]) -> Tree:
    """The tree of terms whose broader ones are given, in the order of their names."""
    names = sorted({*broader, *(each for above in broader.values() for each in above)})
    entries = [
        file_record(
            Record(name, (Sense(),), id=name),
            Relations(
                broader=tuple(broader.get(name, ())),
                narrower=tuple(each for each in names if name in broader.get(each, ())),
            ),
            "en",
        )
        for name in names
    ]
    return make_tree(entries)


def view(found: Tree, top: str = "") -> TreeView:
    return found.view(top, str.upper, "All")


def outline(branches: Iterable[Branch], level: int = 0) -> list[str]:
    """A line for each branch: its level, its name, and where its narrower terms are."""
    lines = []
    for each in branches:
        lines += [f"{'.' * level}{each.name}{f' > {each.elsewhere}' if each.elsewhere else ''}"]
        lines += outline(each.branches, level + 1)
    return lines


def test_narrower_terms_are_below_their_broader_one() -> None:
    found = make({"cat": ["animal"], "dog": ["animal"], "puppy": ["dog"], "rose": ["plant"]})
    assert outline(view(found).branches) == ["ANIMAL", ".CAT", ".DOG", "..PUPPY", "PLANT", ".ROSE"]
    assert [*found.urls()] == [("tree/", "")]


def test_a_term_with_two_broader_ones_is_below_both_and_opens_once() -> None:
    found = make({"bat": ["animal", "flier"], "fruit bat": ["bat"]})
    assert outline(view(found).branches) == [
        *("ANIMAL", ".BAT", "..FRUIT BAT"),
        *("FLIER", ".BAT > tree/#below-bat"),
    ]


def test_a_cycle_has_a_place_in_the_tree() -> None:
    found = make({"a": ["b"], "b": ["a"], "c": ["a"]})
    assert outline(view(found).branches) == ["A", ".B", "..A > tree/#below-a", ".C"]


def test_terms_without_relations_make_no_tree() -> None:
    records, _ = parse_records("- {term: a, body: x}\n- {term: b, related: [a], body: x}\n", "x.yml")
    found = make_tree(relate_records(records, SiteConfig()).entries)
    assert [*found.urls()] == []


def test_a_large_tree_has_a_page_for_each_term_at_the_top() -> None:
    found = make({f"{top}{number:03}": [top] for top in "abc" for number in range(tree._MOST_LINES // 2)})
    assert [*found.urls()] == [("tree/", ""), *((f"tree/{top}/", top) for top in "abc")]
    assert outline(view(found).branches) == [f"{top.upper()} > tree/{top}/" for top in "abc"]
    page = view(found, "b")
    assert (page.heading, page.url, page.trail[0].url) == ("B", "term/b/", "tree/")
    assert len(page.branches) == tree._MOST_LINES // 2


def test_a_deep_tree_goes_on_on_further_pages() -> None:
    found = make({f"n{number:05}": [f"n{number - 1:05}"] for number in range(1, 900)})
    pages = [*found.urls()]
    assert len(pages) == -(-899 // tree._DEEPEST)
    assert max(len(line) - len(line.lstrip(".")) for line in outline(view(found).branches)) < tree._DEEPEST
    assert view(found, pages[1][1]).trail[0].url == "tree/"


_NODES = st.integers(0, 14).map(lambda number: f"t{number:02}")
_GRAPHS = st.dictionaries(_NODES, st.lists(_NODES, max_size=3, unique=True), max_size=15).map(
    lambda graph: {low: [high for high in above if high != low] for low, above in graph.items()}
)


def all_branches(branches: Iterable[Branch]) -> Iterator[Branch]:
    for each in branches:
        yield each
        yield from all_branches(each.branches)


@given(_GRAPHS, st.integers(1, 20), st.integers(1, 4))
@settings(max_examples=200, deadline=None)
def test_every_relation_is_shown_once_and_every_link_leads_to_its_place(
    graph: dict[str, list[str]], most: int, deepest: int
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tree, "_MOST_LINES", most)
        patch.setattr(tree, "_DEEPEST", deepest)
        found = make(graph)
        pages = {url: view(found, top) for url, top in found.urls()}
    shown = [branch for page in pages.values() for branch in all_branches(page.branches)]
    relations = sum(len(above) for above in graph.values())
    tops = pages["tree/"].branches if pages else ()
    assert len(shown) == relations + len(tops)
    places = {
        f"{url}#{each.anchor}" for url, page in pages.items() for each in all_branches(page.branches) if each.anchor
    }
    assert {branch.elsewhere for branch in shown if branch.elsewhere} <= places | {*pages}
    for branch in shown:
        assert bool(branch.branches) == bool(branch.anchor)
        assert bool(branch.narrower) == bool(branch.branches or branch.elsewhere)
    below = [branch.name for branch in shown if branch.branches] + [page.heading for page in pages.values() if page.url]
    assert sorted(below) == sorted({high.upper() for above in graph.values() for high in above})


def test_the_root_has_the_address_of_the_tree() -> None:
    assert (tree_url(""), tree_url("rye")) == ("tree/", "tree/rye/")
