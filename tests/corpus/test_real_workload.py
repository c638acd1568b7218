"""The ``real`` workload of the benchmarks: its figures are those of the documents, and its glossaries have them."""

from pathlib import Path
from shutil import copy

import pytest

from benchmarks.documents import read_documents
from benchmarks.generate import MadeEntry, write_entries
from benchmarks.real import make_real_entries
from benchmarks.shapes import NAMED, ONCE, REAL, Shape, count_words, measure_shape, read_words
from glossary_site.build import BuildRequest, open_project

pytestmark = pytest.mark.corpus

#: How far a generated glossary may be from the documents: a share, and a part of a number.
SHARE, PART = 0.06, 0.3
#: In characters: how far a decile of the lengths of formulas may be from theirs besides.
CHARACTERS = 3


def measure_named(folder: Path) -> tuple[float, float]:
    """Of all pairs of a body and a term: the share in which it names the term, where that has one word, and more."""
    with open_project(BuildRequest(folder, folder / "site")) as project:
        analysis = project.analysis
    places = range(len(analysis.glossary.entries))
    counts = [body.counts for place in places for body in analysis.bodies[place]]
    shares = []
    for has_one in (True, False):
        ids = {entry.id for entry in analysis.glossary.entries if (" " not in entry.record.term) is has_one}
        shares.append(sum(len(ids & each.keys()) for each in counts) / len(ids) / len(counts))
    return shares[0], shares[1]


@pytest.fixture(scope="module")
def documents(corpus: Path) -> list[MadeEntry]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GLOSSARY_CORPUS", str(corpus))
        return read_documents()


@pytest.fixture(scope="module")
def made() -> Shape:
    return measure_shape(list(make_real_entries(1_000)))


def test_the_figures_are_those_of_the_documents(documents: list[MadeEntry]) -> None:
    assert measure_shape(documents) == REAL
    counted = count_words(entry.body for entry in documents)
    assert {word: count for word, count in counted.items() if count > 1} == read_words()
    assert sum(count == 1 for count in counted.values()) == ONCE


def test_the_bodies_of_the_documents_name_as_many_terms_as_in_the_figures(corpus: Path, tmp_path: Path) -> None:
    for document in corpus.glob("*.txt"):
        copy(document, tmp_path)
    assert measure_named(tmp_path) == pytest.approx(NAMED, abs=5e-5)


def test_a_generated_body_names_as_many_terms_as_one_of_the_documents(tmp_path: Path) -> None:
    write_entries(make_real_entries(400), tmp_path)
    assert measure_named(tmp_path) == pytest.approx(NAMED, rel=PART)


def test_generated_texts_are_as_long_as_those_of_the_documents(made: Shape) -> None:
    assert made.names == pytest.approx(REAL.names, abs=SHARE)
    assert made.words == pytest.approx(REAL.words, rel=PART)
    assert made.definitions == pytest.approx(REAL.definitions, rel=PART)


def test_generated_bodies_have_the_parts_of_the_documents(made: Shape) -> None:
    for (kind, share, number), (real_kind, real_share, real_number) in zip(made.parts, REAL.parts, strict=True):
        assert kind == real_kind
        assert share == pytest.approx(real_share, abs=SHARE), kind
        assert number == pytest.approx(real_number, rel=PART, abs=1), kind


def test_generated_entries_have_the_names_and_openings_of_the_documents(made: Shape) -> None:
    for (kind, share), (real_kind, real_share) in zip(made.shares, REAL.shares, strict=True):
        assert kind == real_kind
        assert share == pytest.approx(real_share, abs=2 * SHARE if kind == "written out" else SHARE), kind
    assert made.own == pytest.approx(REAL.own, rel=PART)


def test_generated_code_and_formulas_are_like_those_of_the_documents(made: Shape) -> None:
    code = {language: (share, lines) for language, share, lines in made.code}
    for language, share, lines in REAL.code:
        assert code[language][0] == pytest.approx(share, abs=SHARE), language
        assert code[language][1] == pytest.approx(lines, rel=PART), language
    assert made.inline == pytest.approx(REAL.inline, rel=PART, abs=CHARACTERS)
    assert made.display == pytest.approx(REAL.display, rel=PART, abs=CHARACTERS)
    assert made.commands == pytest.approx(REAL.commands, rel=PART)


def test_a_seed_gives_one_glossary() -> None:
    assert list(make_real_entries(50, 7)) == list(make_real_entries(50, 7))
    assert list(make_real_entries(50, 7)) != list(make_real_entries(50, 8))
