"""Terms found by descriptions: the set itself, and how many of them each kind of search finds in four glossaries."""

import pytest

from benchmarks.descriptions import FIRST, GLOSSARIES, Description, load_described, read_descriptions
from benchmarks.search_queries import term_place
from glossary_site.search.languages import index_terms
from glossary_site.search.ranking import Ranking
from glossary_site.search.scores import SearchDocument

#: Words that hold a sentence together, which a description may share with a definition.
FUNCTION_WORDS = frozenset(
    index_terms(
        "a about above after all an and another any are as at be been before being below but by can did do does down "
        "each every for from had has have how if in into is it its many may more most must no not of off on one ones "
        "or other out over own per same some such than that the their them then there these they this those to two up "
        "was were what when where which while who whose why will with without",
        "en",
    )
)
#: By glossary: how many of 75 descriptions are found with ``search: words`` and with ``search: meaning``, at least.
FOUND = {"own": (22, 32), "cncf": (26, 37), "kubernetes": (24, 34), "glosario": (2, 11)}


@pytest.fixture(scope="module", params=GLOSSARIES)
def glossary(request: pytest.FixtureRequest) -> str:
    which = str(request.param)
    if not GLOSSARIES[which].exists():
        pytest.skip(f"the glossary is not at {GLOSSARIES[which]}")
    return which


@pytest.fixture(scope="module")
def documents(glossary: str) -> list[SearchDocument]:
    return list(load_described(glossary))


def shared_words(each: Description, documents: list[SearchDocument]) -> set[str]:
    """The words that a description has in common with the names and definitions of its term."""
    senses = [sense for sense in documents if term_place(sense) == each.question.url]
    assert senses, each
    texts = (" ".join((sense.term, *sense.others, sense.definition)) for sense in senses)
    return set(index_terms(each.text, "en")) & set(index_terms(" ".join(texts), "en")) - FUNCTION_WORDS


def test_a_description_shares_no_word_with_its_term(glossary: str, documents: list[SearchDocument]) -> None:
    described = read_descriptions(glossary)
    assert len({each.term for each in described}) == len(described) == 75
    assert {each.text: shared for each in described if (shared := shared_words(each, documents))} == {}


def test_descriptions_find_their_terms(glossary: str, documents: list[SearchDocument]) -> None:
    described = read_descriptions(glossary)
    for by_meaning, least in zip((False, True), FOUND[glossary], strict=True):
        ranking = Ranking(documents, by_meaning=by_meaning)
        found = [
            each.text for each in described if each.question.url in map(term_place, ranking.search(each.text)[:FIRST])
        ]
        assert len(found) >= least
