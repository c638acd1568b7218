"""Abbreviations that a text writes out, and whether two texts mean the same by one."""

import pytest

from glossary_site.glossary import find_written_out, is_same_meaning, names_of
from glossary_site.records import parse_records


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Some use DFT (Density Functional Theory) here.", "Density Functional Theory"),
        ("Some use density functional theory (DFT) here.", "density functional theory"),
        ("By the density functional theory, or DFT, one finds energies.", "density functional theory"),
        ("DFT stands for discrete Fourier transform.", "discrete Fourier transform"),
        ("DFT, short for discrete Fourier transform, is used.", "discrete Fourier transform"),
        ("DFT: Discrete Fourier Transform", "Discrete Fourier Transform"),
        ("DFT — discrete Fourier transform — is used.", "discrete Fourier transform"),
        ("Two DFTs (discrete Fourier transforms) are taken.", "discrete Fourier transforms"),
        ("It is “density functional theory” (“DFT”).", "density functional theory"),
        ("DFT [density functional theory; see below]", "density functional theory"),
    ],
)
def test_the_words_of_an_abbreviation_are_found_on_either_side(text: str, words: str) -> None:
    assert list(find_written_out("DFT", text)) == [words]


def test_one_word_is_cut_to_an_abbreviation() -> None:
    assert list(find_written_out("EM", "They differ in electromigration (EM) and voids.")) == ["electromigration"]
    assert list(find_written_out("EM", "EM (electromagnetism)")) == ["electromagnetism"]


@pytest.mark.parametrize(
    "text",
    [
        "The DFT (see the next page) is slow.",
        "DFT engineers: five of them",
        "A DFT in the middle of a sentence",
        "SDFT (sliding discrete Fourier transform)",
        "The shop (DFT) is closed.",
    ],
)
def test_other_words_beside_an_abbreviation_are_not_its_own(text: str) -> None:
    assert list(find_written_out("DFT", text)) == []


@pytest.mark.parametrize(
    ("written_out", "meaning", "is_same"),
    [
        ("design for test", "Design for Testability", True),
        ("Design-for-Test", "Design for Testability", True),
        ("electromigration", "Interconnect electromigration and voids", True),
        ("optimisation by swarms", "Swarm optimization", True),
        ("Density Functional Theory", "Design for Testability", False),
        ("discrete Fourier transform", "discrete frequency transform", False),
    ],
)
def test_meanings_are_the_same_by_the_beginnings_of_their_words(written_out: str, meaning: str, is_same: bool) -> None:
    assert is_same_meaning([written_out], [meaning]) is is_same


def test_the_names_of_a_term_that_are_short_for_others_hold_what_they_mean() -> None:
    record = parse_records("term: Crop rotation\nabbreviations: [CR]\naliases: [Rotation, Field change]\n", "e.yml")[0][
        0
    ]
    meanings = {name.text: name.meanings for name in names_of(record)}
    full = ("Crop rotation", "Rotation", "Field change")
    assert meanings == {"Crop rotation": (), "CR": full, "Rotation": ("Crop rotation",), "Field change": ()}


def test_a_term_that_is_an_abbreviation_means_what_its_text_writes_out() -> None:
    record = parse_records("term: CR\ndefinition: CR (crop rotation) changes the fields.\n", "e.yml")[0][0]
    assert [name.meanings for name in names_of(record)] == [("crop rotation",)]
