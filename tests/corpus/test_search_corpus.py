"""The figures of search that do not depend on time, over the real documents: what benchmarks/search.py prints."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from benchmarks.search_documents import load_glossary
from benchmarks.search_queries import Question, body_questions, name_questions, slip_questions, term_place
from glossary_site.search.ranking import Ranking
from glossary_site.search.scores import SearchDocument

pytestmark = pytest.mark.corpus


@pytest.fixture(scope="module")
def documents(corpus: Path) -> Sequence[SearchDocument]:
    return load_glossary(corpus, corpus / "no-settings.yml")


def share(documents: Sequence[SearchDocument], questions: Sequence[Question], first: int) -> float:
    ranking = Ranking(documents)
    answers = ((each.url, ranking.search(each.query)[:first]) for each in questions)
    return sum(url in map(term_place, found) for url, found in answers) / len(questions)


def test_names_are_first(documents: Sequence[SearchDocument]) -> None:
    questions = name_questions(documents, 9_999)
    assert len(questions) > 100
    assert share(documents, questions, 1) >= 0.995


def test_one_slip_is_forgiven(documents: Sequence[SearchDocument]) -> None:
    assert share(documents, slip_questions(documents, 300), 3) >= 0.97


def test_three_words_of_an_entry_find_it(documents: Sequence[SearchDocument]) -> None:
    assert share(documents, body_questions(documents, 300), 5) >= 0.98
