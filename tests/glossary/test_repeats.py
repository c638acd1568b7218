"""Senses that repeat one definition are entries, not meanings."""

import pytest

from glossary_site.glossary import are_meanings, find_repeats
from glossary_site.markup import parse_definition
from glossary_site.records import Sense

FIRST = Sense(categories=("Orchard work",), definition=parse_definition("A bud count is a number of buds."))


@pytest.mark.parametrize(
    ("category", "definition"),
    [
        ("Orchard work", "A bud count is a number of buds."),
        ("orchard-work", "A bud  count is a number of buds"),
        ("Orchard work", "A **bud count** is a number of *buds*."),
        ("Orchard work", "a “bud count” is a number of buds!"),
    ],
)
def test_a_definition_in_another_spelling_is_a_repeat(category: str, definition: str) -> None:
    other = Sense(categories=(category,) if category else (), definition=parse_definition(definition))
    assert [*find_repeats((FIRST, other, other))] == [(other, FIRST), (other, FIRST)]
    assert not are_meanings((FIRST, other))


@pytest.mark.parametrize(
    ("category", "definition"),
    [
        ("Orchard work", "A bud count is a number of twigs."),
        ("Bakery", "A bud count is a number of buds."),
        ("", "A bud count is a number of buds."),
        ("Orchard work", ""),
    ],
)
def test_another_category_or_definition_is_a_meaning(category: str, definition: str) -> None:
    assert are_meanings(
        (FIRST, Sense(categories=(category,) if category else (), definition=parse_definition(definition)))
    )


@pytest.mark.parametrize(("one", "other"), [("C++ is old.", "C# is old."), ("It is < 5.", "It is > 5."), ("", "")])
def test_signs_distinguish_definitions_and_none_repeats_an_empty_one(one: str, other: str) -> None:
    assert are_meanings((Sense(definition=parse_definition(one)), Sense(definition=parse_definition(other))))
