"""Senses that have one definition, or nearly one, are entries, not meanings."""

import pytest

from glossary_site.glossary import are_meanings, find_alike, find_repeats
from glossary_site.markup import parse_definition
from glossary_site.records import Record, Sense


def record(*senses: Sense) -> Record:
    return Record(term="Bud count", senses=senses)


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
    assert not are_meanings(record(FIRST, other))


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
    other = Sense(categories=(category,) if category else (), definition=parse_definition(definition))
    assert are_meanings(record(FIRST, other))


@pytest.mark.parametrize(("one", "other"), [("C++ is old.", "C# is old."), ("It is < 5.", "It is > 5."), ("", "")])
def test_signs_distinguish_definitions_and_none_repeats_an_empty_one(one: str, other: str) -> None:
    assert are_meanings(record(Sense(definition=parse_definition(one)), Sense(definition=parse_definition(other))))


@pytest.mark.parametrize(
    ("category", "definition", "is_alike"),
    [
        ("Orchard work", "A bud count is the winter survey of flower buds on the branches of a pear tree.", True),
        ("Orchard work", "A bud count estimates the harvest of a pear tree from its branches in winter.", True),
        ("Orchard work", "A bud count is the number of apprentices who climb ladders for a farm.", False),
        ("Bakery", "A bud count is the winter survey of flower buds on the branches of a pear tree.", False),
    ],
)
def test_nearly_the_same_definition_in_one_category_is_no_meaning_of_its_own(
    category: str, definition: str, is_alike: bool
) -> None:
    text = "A bud count is a survey of the flower buds on branches of a pear tree in winter."
    first = Sense(categories=("Orchard work",), definition=parse_definition(text))
    other = Sense(categories=(category,), definition=parse_definition(definition))
    found = record(first, other)
    assert ([*find_alike(found)], are_meanings(found)) == ([(other, first)] if is_alike else [], not is_alike)
