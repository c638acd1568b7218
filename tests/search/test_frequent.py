"""The words that many entries have, and which words of a query are asked for."""

import pytest

from glossary_site.search.frequent import FrequentTerms

#: Of an index of 10,000 documents.
FOUND = FrequentTerms.of({"the": 9_000, "of": 9_500, "use": 2_000, "chip": 2_000, "rye": 1_250, "oat": 1}, 10_000)


def test_the_most_frequent_terms_are_first() -> None:
    assert FOUND.terms == ("of", "the", "chip", "use")
    assert FOUND.common == 2


@pytest.mark.parametrize("documents", [1, 100, 1_000])
def test_a_small_index_has_no_frequent_terms(documents: int) -> None:
    assert FrequentTerms.of({"the": documents}, documents) == FrequentTerms((), 0)


def test_common_words_are_left_out_where_there_are_others() -> None:
    assert FOUND.used(["the", "use", "of", "oat"]) == ["use", "oat"]
    assert FOUND.used(["of", "the"]) == ["of", "the"]


@pytest.mark.parametrize(
    ("query", "asked"),
    [
        ("use rye of oat bread", "rye oat bread"),
        ("the rye use chip oat", "rye use oat"),
        ("the use of chip", "the use chip"),
        ("use", "use"),
        ("use use use chip", "use use use"),
        ("", ""),
    ],
)
def test_rare_words_are_asked_for_and_at_least_three(query: str, asked: str) -> None:
    assert list(FOUND.asked(query.split())) == asked.split()
