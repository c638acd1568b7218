"""The ``real`` workload of the benchmarks: its figures are those of the documents, and its glossaries have them."""

from collections.abc import Sequence
from pathlib import Path
from shutil import copy

import pytest

from benchmarks.real import ONCE, REAL, count_words, make_real_entries, measure_shape, read_words
from glossary_site.build import BuildRequest, open_project
from glossary_site.records import Record

pytestmark = pytest.mark.corpus

#: How far a generated glossary may be from the documents: a share, and a part of a number.
SHARE, PART = 0.06, 0.3


@pytest.fixture(scope="module")
def records(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> Sequence[Record]:
    folder = tmp_path_factory.mktemp("entries")
    for document in corpus.glob("*.txt"):
        copy(document, folder)
    with open_project(BuildRequest(folder, folder / "site")) as project:
        (glossary,) = project.relate().glossaries
    return [entry.record for entry in glossary.entries]


def test_the_figures_are_those_of_the_documents(records: Sequence[Record]) -> None:
    bodies = [sense.body for record in records for sense in record.senses]
    assert measure_shape([record.term for record in records], bodies) == REAL
    counted = count_words(bodies)
    assert {word: count for word, count in counted.items() if count > 1} == read_words()
    assert sum(count == 1 for count in counted.values()) == ONCE


def test_a_generated_glossary_is_like_the_documents() -> None:
    entries = list(make_real_entries(1_000))
    made = measure_shape([entry.term for entry in entries], [entry.body for entry in entries])
    assert made.names == pytest.approx(REAL.names, abs=SHARE)
    assert made.words == pytest.approx(REAL.words, rel=PART)
    for (kind, share, number), (real_kind, real_share, real_number) in zip(made.parts, REAL.parts, strict=True):
        assert kind == real_kind
        assert share == pytest.approx(real_share, abs=SHARE)
        assert number == pytest.approx(real_number, rel=PART)


def test_a_seed_gives_one_glossary() -> None:
    assert list(make_real_entries(50, 7)) == list(make_real_entries(50, 7))
    assert list(make_real_entries(50, 7)) != list(make_real_entries(50, 8))
