"""Names, categories and definitions of every entry of the real documents; ``pytest -s`` prints them as a table."""

import re
from collections import Counter

import pytest

from corpus.conftest import Entry
from glossary_site.checks.similarity import near_duplicates
from glossary_site.markup import parse_opening
from glossary_site.text.layout import reflow
from glossary_site.text.naming import Naming, gather_evidence, name_entry
from glossary_site.text.sentences import Plain, first_definition
from glossary_site.text.sentences.definitions import LONGEST_DEFINITION
from glossary_site.text.words import spelling_key

pytestmark = pytest.mark.corpus
Pairs = list[tuple[str, str]]


def read_opening(body: str) -> Plain:
    """The opening of a body with its lines restored, as the import reads it."""
    return parse_opening(reflow(body))


@pytest.fixture(scope="module")
def pairs(entries: list[Entry]) -> Pairs:
    return [(entry.heading, entry.body) for entry in entries]


def name_all(pairs: Pairs) -> list[Naming]:
    evidence = gather_evidence(pairs, {}, parse_opening)
    return [name_entry(heading, read_opening(body), evidence) for heading, body in pairs]


@pytest.fixture(scope="module")
def namings(pairs: Pairs) -> list[Naming]:
    return name_all(pairs)


def words(text: str) -> set[str]:
    return {word.casefold() for word in re.findall(r"\w+", text)}


def parts(heading: str) -> list[str]:
    return [part.strip() for part in heading.split(",")]


def test_the_table(pairs: Pairs, namings: list[Naming]) -> None:
    for (_, body), naming in zip(pairs, namings, strict=True):
        issues = " ".join(issue.code for issue in naming.issues)
        names = f"{naming.term} | {', '.join(naming.abbreviations)} | {'; '.join(naming.aliases)}"
        print(f"{names} | {naming.category} | {first_definition(read_opening(body), 'en')} {issues}")
    assert len(namings) == 150


def test_every_part_of_every_heading_is_findable(pairs: Pairs, namings: list[Naming]) -> None:
    for (heading, _), naming in zip(pairs, namings, strict=True):
        found = (naming.term, *naming.abbreviations, *naming.aliases, *naming.keywords, naming.category)
        keys = {spelling_key(name) for name in found}
        for part in parts(heading):
            assert spelling_key(part) in keys or words(part) <= words(" ".join(found)), (heading, part)


def test_no_entry_has_a_name_twice(namings: list[Naming]) -> None:
    for naming in namings:
        names = (naming.term, *naming.abbreviations, *naming.aliases, *naming.keywords)
        assert len(set(map(spelling_key, names))) == len(names), naming.term


def test_terms_are_clean_names(namings: list[Naming]) -> None:
    for naming in namings:
        assert naming.term == naming.term.strip()
        assert naming.term[0].isupper(), naming.term
        assert not re.search(r"[()*|$`:—,?]|\s\s", naming.term), naming.term
        assert len(naming.term.split()) <= 8, naming.term
        assert not naming.term.casefold().startswith(("the ", "a ", "an ")), naming.term


def test_abbreviations_have_capitals(namings: list[Naming]) -> None:
    found = [short for naming in namings for short in naming.abbreviations]
    assert len(set(found)) >= 8
    assert all(sum(char.isupper() for char in short) >= 2 and len(short) <= 14 for short in found)


def test_two_part_headings_have_categories_and_phrases_none(pairs: Pairs, namings: list[Naming]) -> None:
    two = [naming for (heading, _), naming in zip(pairs, namings, strict=True) if len(parts(heading)) == 2]
    long = [naming for (heading, _), naming in zip(pairs, namings, strict=True) if len(parts(heading)) > 3]
    assert len(two) > 90
    assert sum(not naming.category for naming in two) <= 1
    assert not [naming.category for naming in long if naming.category]


def test_the_categories(namings: list[Naming]) -> None:
    counts = Counter(naming.category for naming in namings if naming.category)
    assert len(counts) == 38
    assert len({spelling_key(category) for category in counts}) == len(counts)
    assert all(category[0].isupper() and "Ai" not in category.split() for category in counts)
    assert sum(category.endswith(" AI") or category.startswith("AI ") for category in counts) >= 6
    assert counts.total() == 103


def test_the_distinct_terms(namings: list[Naming]) -> None:
    assert len({spelling_key(naming.term) for naming in namings}) == 126


def test_the_issues(namings: list[Naming]) -> None:
    codes = Counter(issue.code for naming in namings for issue in naming.issues)
    assert codes == {"heading-body-mismatch": 1, "category-variant": 1}


def test_every_entry_has_a_definition(pairs: Pairs) -> None:
    for heading, body in pairs:
        definition = first_definition(read_opening(body), "en")
        assert re.search(r"[.!?][\"”’)]*$", definition), (heading, definition)
        assert not re.search(r"\*\*|\$|\||`|\]\(|\s\s|\n|^[-•#]|[:,—-]\.$", definition), (heading, definition)
        assert len(definition) >= 40, (heading, definition)
        assert definition[0].isupper() or body.count(definition.split()[0]) > 2, (heading, definition)
        assert definition.count("(") == definition.count(")"), (heading, definition)
        assert definition.count('"') % 2 == 0, (heading, definition)


def test_few_definitions_are_long(pairs: Pairs) -> None:
    lengths = [len(first_definition(read_opening(body), "en")) for _, body in pairs]
    assert sum(length > LONGEST_DEFINITION for length in lengths) <= 2
    assert max(lengths) <= LONGEST_DEFINITION + 20


def test_line_ends_change_nothing(pairs: Pairs, namings: list[Naming]) -> None:
    flat = [(heading, " ".join(body.split())) for heading, body in pairs]
    assert name_all(flat) == namings
    assert [first_definition(read_opening(body), "en") for _, body in flat] == [
        first_definition(read_opening(body), "en") for _, body in pairs
    ]


def test_no_two_bodies_are_the_same(pairs: Pairs) -> None:
    assert near_duplicates([body for _, body in pairs]) == ()
