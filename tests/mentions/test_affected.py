"""Where entries mention others than before, only the terms that are found have other links."""

from hypothesis import given
from hypothesis import strategies as st

from glossary_site.config import SiteConfig
from glossary_site.glossary import relate_records
from glossary_site.mentions import Network, digest_sources, find_affected
from glossary_site.mentions.network import COMMON, MentionRow, make_graph
from glossary_site.records import parse_records

SIZE = COMMON + 8
TEXT = "".join(f"- {{term: t{number:02}, category: c{number % 3}}}\n" for number in range(SIZE))
GLOSSARY = relate_records(parse_records(TEXT, "x.yml")[0], SiteConfig())
#: The first terms are mentioned by many, so that their weight ends in between.
TARGETS = st.one_of(st.sampled_from(range(3)), st.sampled_from(range(SIZE)))
MENTIONS = st.dictionaries(TARGETS, st.integers(1, 3), max_size=4)
WORDS = st.lists(st.sampled_from("abcdefgh"), max_size=2, unique=True)


def make_network(mentions: list[dict[int, int]], words: list[list[str]]) -> Network:
    rows: list[MentionRow] = [
        (tuple(sorted(each)), tuple(each[target] for target in sorted(each)), tuple(own))
        for each, own in zip(mentions, words, strict=True)
    ]
    graph = make_graph(GLOSSARY, rows)
    return Network(lambda: graph)


@given(data=st.data())
def test_all_terms_with_other_links_are_found(data: st.DataObject) -> None:
    words = data.draw(st.lists(WORDS, min_size=SIZE, max_size=SIZE))
    popular = data.draw(st.integers(COMMON - 2, SIZE))
    before = data.draw(st.lists(MENTIONS, min_size=SIZE, max_size=SIZE))
    before = [{**each, 0: 1} if place < popular else each for place, each in enumerate(before)]
    edits = data.draw(st.dictionaries(st.sampled_from(range(SIZE)), MENTIONS, min_size=1, max_size=3))
    after = [edits.get(place, each) for place, each in enumerate(before)]
    old, new = make_network(before, words), make_network(after, words)
    recounted = [place for place, each in enumerate(after) if each != before[place]]
    sources = zip(digest_sources(old.graph), digest_sources(new.graph), strict=True)
    resourced = [place for place, (one, other) in enumerate(sources) if one != other]
    known = {place: before[place] for place in recounted if data.draw(st.booleans())}
    affected = find_affected(new.graph, recounted, resourced, known)
    for identity in old.graph.ids:
        links = [(each.near.get(identity), each.backlinks.get(identity)) for each in (old, new)]
        assert identity in affected or links[0] == links[1]


def test_few_terms_are_affected_by_one_more_mention_of_a_common_term() -> None:
    many = [{0: 1} for _ in range(COMMON + 2)] + [{} for _ in range(SIZE - COMMON - 2)]
    none: list[list[str]] = [[] for _ in range(SIZE)]
    once_more = make_network([*many[:1], {0: 2, 2: 1}, *many[2:]], none)
    assert find_affected(once_more.graph, [1], [], {1: {0: 1, 2: 1}}) == {"t00", "t01"}
    assert find_affected(once_more.graph, [1], [], {}) == {"t00", "t01", "t02"}
    one_more = make_network([*many[:-1], {0: 1}], none)
    assert find_affected(one_more.graph, [SIZE - 1], [0], {}) == {"t00", f"t{SIZE - 1}"}
