"""Search by meaning: terms found by words that they do not have."""

import sys

import pytest

from glossary_site.issues import GlossaryError
from glossary_site.search.ranking import Ranking
from glossary_site.search.scores import SearchDocument
from glossary_site.search.vectors import NEAREST, NearDocuments


def made(term: str, definition: str) -> SearchDocument:
    return SearchDocument(term, (term,), f"term/{term.lower()}/#a", "", definition, "")


FARM = (
    made("Mare", "A grown female horse."),
    made("Anvil", "A block of iron on which a smith shapes hot metal."),
    made("Rye", "A cereal that is ground to flour for dark bread."),
)


@pytest.mark.parametrize(("query", "term"), [("animal", "Mare"), ("steel tools", "Anvil"), ("toast", "Rye")])
def test_a_word_that_no_entry_has_finds_what_is_near_to_it(query: str, term: str) -> None:
    assert Ranking(FARM).search(query) == []
    assert Ranking(FARM, by_meaning=True).search(query)[0].term == term


def test_a_name_with_a_typing_error_is_still_found_first() -> None:
    assert Ranking(FARM, by_meaning=True).search("anvli")[0].term == "Anvil"


def test_entries_with_all_words_are_found_as_before() -> None:
    for query in ("hot metal", "flour", "grown horse", "mar"):
        assert Ranking(FARM, by_meaning=True).search(query) == Ranking(FARM).search(query)


def test_only_english_glossaries_are_searched_by_meaning() -> None:
    assert Ranking(FARM, "en-GB", by_meaning=True).search("toast")
    assert Ranking(FARM, "de", by_meaning=True).search("toast") == []


def test_without_the_extra_an_error_names_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "glossary_site.search.vectors")
    monkeypatch.setitem(sys.modules, "tokenizers", None)
    with pytest.raises(GlossaryError) as caught:
        Ranking(FARM, by_meaning=True)
    (issue,) = caught.value.issues
    assert (issue.code, issue.hint) == ("extra-missing", "pip install 'glossary-site[meaning]'")
    assert "'search: meaning' needs the package 'tokenizers'" in issue.message


def test_a_word_keeps_its_nearest_documents_only() -> None:
    near = NearDocuments(range(4 * NEAREST))
    for number, word in enumerate(("ship", "bread", "music", "stone")):
        places = list(range(number * NEAREST, (number + 1) * NEAREST))
        near.add(word, [(places, [2000] * NEAREST)] * 4)
    found = dict(near.postings())
    assert len(found) > 5_000
    assert found["bread"][0] == list(range(NEAREST, 2 * NEAREST))
    assert all(len(positions) == len(scores) and min(scores) > 0 for positions, scores in found.values())
