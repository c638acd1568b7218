"""Who is who: merging depends on names and ids alone, whatever the order of files, and never joins two names."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from glossary_site.glossary import merge_records
from glossary_site.issues import Severity
from glossary_site.markup import parse_definition
from glossary_site.records import Origin, Record, Sense
from glossary_site.text.words import name_key

LETTERS = "aAbBéÉßſσΣς -+.'ﬁＡﬀªℝＢ²₂™\u0301\u00a0\u00ad"
#: Kinds of compatibility forms in Unicode that look like the plain ones, by their tags.
LOOK_PLAIN = ("<wide>", "<narrow>", "<noBreak>", "<initial>", "<medial>", "<final>", "<isolated>")
NAMES = st.one_of(
    st.sampled_from("HEAD head Head HTTP HTTPS C C++ C# c .NET NET Net An Ấn Án statistic statistics ǅ İ ß ẞ".split()),
    st.sampled_from(("B[e] star", "Be star", "be  star", "Turing-complete", "Turing complete", "résumé", "Resume")),
    st.sampled_from("R² R2 x² x2 10⁶ 106 ℝ R H₂ H2 ª a № No ™ TM ﬁlter filter ＧＰＵ GPU".split()),
    st.text(LETTERS, min_size=1, max_size=6).filter(lambda text: text.strip(" \u00a0\u00ad")),
)


@st.composite
def glossaries(draw: st.DrawFn) -> list[Record]:
    """Records in files and lines of their own, few of them with an id or with the original that they translate."""
    return [
        Record(
            draw(NAMES),
            (Sense(definition=parse_definition(f"It is number {number}.")),),
            id=draw(st.sampled_from(("", "", "", "one", "two"))),
            language=draw(st.sampled_from(("", "", "de"))),
            translation_of=draw(st.sampled_from(("", "", "rye", "oat"))),
            origin=Origin(f"{draw(st.sampled_from('abc'))}.yml", number),
        )
        for number in range(draw(st.integers(1, 7)))
    ]


def normalised(name: str) -> str:
    """A name as docs/entries.md has it that names are compared, written here once more and otherwise."""
    unseen = "\u00ad\u200b\u2060\ufeff"
    text = unicodedata.normalize("NFC", "".join(map(plain, (char for char in name if char not in unseen))))
    found, word = "", ""
    for char in f"{' '.join(text.split())}\0":
        if char.isalnum() or char == "_":
            word += char
        else:
            found += (word if word[1:] != "" and any(map(str.isupper, word[1:])) else word.lower()) + char
            word = ""
    return unicodedata.normalize("NFC", found)


def plain(char: str) -> str:
    """A letter without its width, its place in a word or its ligature."""
    looks_plain = unicodedata.decomposition(char).startswith(LOOK_PLAIN) or "LIGATURE" in unicodedata.name(char, "")
    return unicodedata.normalize("NFKC", char) if looks_plain else char


@given(glossaries(), st.randoms(use_true_random=False))
def test_terms_do_not_depend_on_the_order_of_files(records: list[Record], random) -> None:  # type: ignore[no-untyped-def]
    merged, issues = merge_records(records)
    random.shuffle(records)
    again, issues_again = merge_records(records)
    assert set(merged) == set(again)
    assert set(issues) == set(issues_again)


@given(glossaries())
def test_each_sense_is_in_one_term_of_its_own_name(records: list[Record]) -> None:
    merged, _ = merge_records(records)
    places = {record.origin: record for record in records}
    senses = [sense for record in merged for sense in record.senses]
    assert sorted(sense.definition.text for sense in senses) == sorted(
        sense.definition.text for record in records for sense in record.senses
    )
    of_definition = {record.senses[0].definition: record for record in places.values()}
    for record in merged:
        members = [of_definition[sense.definition] for sense in record.senses]
        assert len({(normalised(each.term), each.language) for each in members}) == 1
        assert len({each.id for each in members} - {""}) <= 1


@given(glossaries())
def test_merging_what_is_merged_changes_nothing(records: list[Record]) -> None:
    merged, issues = merge_records(records)
    if all(issue.severity is not Severity.ERROR for issue in issues):
        assert merge_records(merged) == (merged, ())


@given(glossaries())
def test_terms_without_errors_have_ids_of_their_own(records: list[Record]) -> None:
    merged, issues = merge_records(records)
    if all(issue.severity is not Severity.ERROR for issue in issues):
        assert len({record.id for record in merged}) == len(merged)


@given(NAMES)
def test_the_key_of_a_key_is_itself(name: str) -> None:
    assert name_key(name_key(name)) == name_key(name)
