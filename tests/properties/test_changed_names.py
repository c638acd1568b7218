"""A matcher whose names changed finds what a new one finds."""

from hypothesis import given, settings
from hypothesis import strategies as st

from glossary_site.glossary import ABBREVIATION, TERM, Name
from glossary_site.glossary.names import ALIAS
from glossary_site.mentions import Matcher

#: Few spellings, so that names meet: plurals, case that counts, hyphens, phrases in which nouns mean nothing.
SPELLINGS = ("oak", "Oak", "oaks", "IT", "it", "ITs", "oak tree", "oak-trees", "tree", "R&D", "a lot of", "lots of")
TEXTS = st.lists(st.sampled_from((*SPELLINGS, "trees", "OAK", "R&amp;D", ".", ",", "a lot of 5")), max_size=12)


def names_of(identity: str) -> st.SearchStrategy[list[Name]]:
    texts, kinds = st.sampled_from(SPELLINGS), st.sampled_from((TERM, ABBREVIATION, ALIAS))
    return st.lists(st.builds(Name, texts, st.just(identity), kinds, st.booleans()), max_size=4)


@settings(max_examples=400, deadline=None)
@given(
    first=st.tuples(*map(names_of, "abc")),
    edits=st.lists(st.tuples(st.sampled_from("abc"), names_of("?")), max_size=4),
    text=TEXTS.map(" ".join),
)
def test_changed_names_are_found_as_if_they_had_always_been_so(
    first: tuple[list[Name], ...], edits: list[tuple[str, list[Name]]], text: str
) -> None:
    names = dict(zip("abc", first, strict=True))
    matcher = Matcher([name for each in names.values() for name in each])
    for identity, new in edits:
        before, names[identity] = (
            names[identity],
            [Name(each.text, identity, each.kind, each.automatic) for each in new],
        )
        matcher = matcher.with_names(before, names[identity])
        fresh = Matcher([name for each in names.values() for name in each])
        assert matcher.find(text, "") == fresh.find(text, "")
