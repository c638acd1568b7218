"""The ``real`` workload of the benchmarks: its figures are those of the documents, and its glossaries have them."""

from pathlib import Path
from shutil import copy

import pytest

from benchmarks.generate import write_entries
from benchmarks.real import NAMED, ONCE, REAL, count_words, make_real_entries, measure_shape, read_words
from glossary_site.build import Analysis, BuildRequest, open_project

pytestmark = pytest.mark.corpus

#: How far a generated glossary may be from the documents: a share, and a part of a number.
SHARE, PART = 0.06, 0.3


def analyse(folder: Path) -> Analysis:
    with open_project(BuildRequest(folder, folder / "site")) as project:
        return project.analysis


def measure_named(analysis: Analysis) -> tuple[float, float]:
    """Of all pairs of a body and a term: the share in which it names the term, where that has one word, and more."""
    places = range(len(analysis.glossary.entries))
    counts = [body.counts for place in places for body in analysis.bodies[place]]
    shares = []
    for has_one in (True, False):
        ids = {entry.id for entry in analysis.glossary.entries if (" " not in entry.record.term) is has_one}
        shares.append(sum(len(ids & each.keys()) for each in counts) / len(ids) / len(counts))
    return shares[0], shares[1]


@pytest.fixture(scope="module")
def documents(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> Analysis:
    folder = tmp_path_factory.mktemp("entries")
    for document in corpus.glob("*.txt"):
        copy(document, folder)
    return analyse(folder)


def test_the_figures_are_those_of_the_documents(documents: Analysis) -> None:
    records = [entry.record for entry in documents.glossary.entries]
    bodies = [sense.body for record in records for sense in record.senses]
    assert measure_shape([record.term for record in records], bodies) == REAL
    counted = count_words(bodies)
    assert {word: count for word, count in counted.items() if count > 1} == read_words()
    assert sum(count == 1 for count in counted.values()) == ONCE
    assert measure_named(documents) == pytest.approx(NAMED, abs=5e-5)


def test_a_generated_body_names_as_many_terms_as_one_of_the_documents(tmp_path: Path) -> None:
    write_entries(make_real_entries(400), tmp_path)
    assert measure_named(analyse(tmp_path)) == pytest.approx(NAMED, rel=PART)


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
