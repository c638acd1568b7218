"""Names, categories and definitions over any text."""

from hypothesis import example, given, settings
from hypothesis import strategies as st

from glossary_site.checks.similarity import near_duplicates
from glossary_site.markup import parse_opening
from glossary_site.text.naming import gather_evidence, name_entry
from glossary_site.text.sentences import first_definition
from glossary_site.text.words import WORD, spelling_key

MARKS = "** * ` ``` $ $$ ( ) [ ]( | # Cam cam is that CAM e.g. 1. β ß 🚀 \\ _ é ， \x00"
SPACED = ("\n", "\n\n", " ", " - ", " — ", ": ", ". ", "? ", "a part", "What Is ", "The ")
MARKUP = st.lists(st.sampled_from((*MARKS.split(" "), *SPACED)), max_size=40).map("".join)
TEXT = st.text(max_size=60) | MARKUP
HEADINGS = st.lists(st.sampled_from(["cam", "Cam", "gear box", "gb", "c++", "what is cam", "drives"]), max_size=4).map(
    ",".join
) | st.text(max_size=30)


def words(text: str) -> set[str]:
    return {word.casefold() for word in WORD.findall(text)}


@given(st.lists(st.tuples(HEADINGS, TEXT), min_size=1, max_size=4))
def test_every_word_of_a_heading_is_found_again(pairs: list[tuple[str, str]]) -> None:
    evidence = gather_evidence(pairs, {}, parse_opening)
    for heading, body in pairs:
        naming = name_entry(heading, parse_opening(body), evidence)
        found = (naming.term, *naming.abbreviations, *naming.aliases, *naming.keywords, naming.category)
        keys = {spelling_key(name) for name in found}
        text = words(" ".join(found))
        for part in (part.strip() for part in heading.split(",")):
            assert not part or spelling_key(part) in keys or words(part) <= text
        assert all(not issue.path and not issue.line for issue in naming.issues)
        assert naming.term or not any(words(part) for part in heading.split(","))


@given(TEXT)
@example("0\rؠ")
def test_a_definition_is_one_plain_line_with_an_end(body: str) -> None:
    definition = first_definition(parse_opening(body), "en")
    assert definition == "" or "\n" not in definition
    assert definition == definition.strip()
    last = next((char for char in reversed(definition) if char.isalpha()), "")
    # In a script without capitals no full stop is added.
    assert not definition or definition[-1] in ".!?…。！？\"'”’»)]」』）" or last.upper() == last.lower()


@given(TEXT)
def test_the_key_of_a_name_ignores_case_hyphens_and_outer_space(term: str) -> None:
    assert spelling_key(f" {term} ") == spelling_key(term)
    assert spelling_key(term.lower()) == spelling_key(term)


@settings(deadline=None)
@given(st.lists(TEXT, max_size=8))
def test_near_duplicates_are_found_once_and_in_order(texts: list[str]) -> None:
    pairs = near_duplicates(texts)
    assert list(pairs) == sorted(pairs)
    assert all(first < second < len(texts) and 0.8 <= value <= 1 for first, second, value in pairs)
    assert len({pair[:2] for pair in pairs}) == len(pairs)
