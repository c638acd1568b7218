"""The order of answers, and queries run as tests."""

import pytest

from glossary_site.search.names import edit_distance
from glossary_site.search.queries import Expectation, parse_queries
from glossary_site.search.ranking import Ranking
from glossary_site.search.scores import SearchDocument

TERMS = {
    "Bread": ("loaf", "A baked food of flour and water."),
    "Bread oven": ("", "An oven that bakes by stored heat."),
    "Rye bread": ("RB", "A dark kind of bread."),
    "Crumb": ("", "The soft inner part of bread; its pores come from gas."),
    "Crust": ("", "The hard outer part, brown by the heat of the oven."),
    "RB": ("rolled barley", "Barley pressed flat between rollers."),
    "C++": ("", "A language for programs."),
    "C#": ("", "Another language for programs."),
    "IT": ("", "Machines that compute."),
    "Sourdough starter": ("levain", "Flour and water kept alive with wild yeast."),
}


@pytest.fixture(scope="module")
def ranking() -> Ranking:
    documents = [
        SearchDocument(term, (other,) if other else (), f"term/{n}/#s", "", text, "", (other,) if other else ())
        for n, (term, (other, text)) in enumerate(TERMS.items())
    ]
    return Ranking(documents)


@pytest.mark.parametrize(
    ("query", "terms"),
    [
        # Exact name, names that begin so, words in names, then the text.
        ("bread", ["Bread", "Bread oven", "Rye bread", "Crumb"]),
        ("loaf", ["Bread"]),
        # A term before another's abbreviation.
        ("rb", ["RB", "Rye bread"]),
        ("C++", ["C++"]),
        ("c#", ["C#"]),
        ("brea", ["Bread", "Bread oven", "Rye bread", "Crumb"]),
        # Slips: a letter other, more, less, two swapped; two in a long name; spaces.
        ("cromb", ["Crumb"]),
        ("crumbb", ["Crumb"]),
        ("crst", ["Crust"]),
        ("curst", ["Crust"]),
        ("sourdogh statrer", ["Sourdough starter"]),
        ("breadoven", ["Bread oven"]),
        # Words together, in any form, and names within a question.
        ("oven heated", ["Bread oven", "Crust"]),
        ("what is a levain", ["Sourdough starter"]),
        # A word that is nowhere, but nearly.
        ("yeats", ["Sourdough starter"]),
        ("qqqqqq", []),
        ("…", []),
        ("", []),
    ],
)
def test_names_rank_above_text(ranking: Ranking, query: str, terms: list[str]) -> None:
    assert [document.term for document in ranking.search(query)][: len(terms) or 9] == terms


@pytest.mark.parametrize(
    ("one", "other", "edits"),
    [
        ("oven", "oven", 0),
        ("oven", "ovne", 1),
        ("oven", "ove", 1),
        ("oven", "loven", 1),
        ("abcd", "badc", 2),
        ("a", "xyz", 3),
    ],
)
def test_edits_are_counted(one: str, other: str, edits: int) -> None:
    assert edit_distance(one, other, 2) == edits


def test_queries_are_read_by_rank() -> None:
    found, issues = parse_queries("1:\n  TSV: Via\n3:\n  no: Number\n", "q.yml")
    assert found == (Expectation("TSV", "Via", 1, 2), Expectation("no", "Number", 3, 4))
    assert not issues


@pytest.mark.parametrize("text", ["- a", "2: {a: B}", "1: [a]", "1: {a: [b]}", "1: {a: }"])
def test_a_file_that_is_no_list_of_queries_is_refused(text: str) -> None:
    found, issues = parse_queries(text, "q.yml")
    assert not found
    assert [issue.code for issue in issues] == ["search-queries"]
