"""The case of the words of names."""

import pytest

from glossary_site.markup import parse_opening
from glossary_site.text.naming import gather_evidence, name_entry
from glossary_site.text.words import AS_IS, SENTENCE, TITLE, in_style, name_style


@pytest.mark.parametrize(
    ("name", "style"),
    [
        ("Deck oven", SENTENCE),
        ("Deck Oven", TITLE),
        ("Art of Baking", TITLE),
        ("Art of baking", SENTENCE),
        ("Oven", AS_IS),
        ("Oven A", AS_IS),
        ("Deck FinFET", AS_IS),
        ("Deck 3D", AS_IS),
        ("Deck Oven door", AS_IS),
        ("Deck-Oven", TITLE),
        ("Sun-dried Loaf", TITLE),
        ("Sun-dried loaf", SENTENCE),
        ("Pre-ferment", AS_IS),
        ("oven-all", AS_IS),
        ("Oven (kitchen tool)", AS_IS),
        ("setup.py", AS_IS),
        ("Deck oven.toml File", TITLE),
        ("bake.org", AS_IS),
        ("bake_all", AS_IS),
        ("", AS_IS),
    ],
)
def test_the_words_behind_the_first_show_the_style_of_a_name(name: str, style: str) -> None:
    assert name_style(name) == style


@pytest.mark.parametrize(
    ("name", "sentence", "title"),
    [
        ("deck oven", "Deck oven", "Deck Oven"),
        ("Poisson Noise", "Poisson noise", "Poisson Noise"),
        ("Noise of Poisson", "Noise of Poisson", "Noise of Poisson"),
        ("text-to-3D", "Text-to-3D", "Text-to-3D"),
        ("pH Meter", "pH meter", "pH Meter"),
        ("oven.toml File", "oven.toml file", "oven.toml File"),
        ("Finfet Gate", "FinFET gate", "FinFET Gate"),
        ("GPU for the Oven", "GPU for the oven", "GPU for the Oven"),
    ],
)
def test_a_name_takes_a_style_but_for_words_with_a_case_of_their_own(name: str, sentence: str, title: str) -> None:
    forms, proper = {"finfet": "FinFET"}, {"poisson"}
    assert [in_style(name, style, forms, proper) for style in (AS_IS, SENTENCE, TITLE)] == [name, sentence, title]
    assert in_style(sentence, SENTENCE, forms, proper) == sentence


def test_the_texts_show_which_words_are_names_of_people() -> None:
    body = "**Poisson Noise** is noise. We call it Poisson noise, for Poisson found it."
    pairs = [("poisson noise, signals", body), ("deck oven, signals", "**Deck Oven** is hot.")]
    evidence = gather_evidence(pairs, {}, parse_opening, SENTENCE)
    assert [name_entry(heading, parse_opening(body), evidence).term for heading, body in pairs] == [
        "Poisson noise",
        "Deck oven",
    ]
