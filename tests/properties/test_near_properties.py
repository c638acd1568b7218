"""Near terms: those that a plain comparison of each two terms finds, in the same order."""

import math
from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from glossary_site.mentions.network import COMMON, MentionGraph, Network
from glossary_site.mentions.rows import Rows

SIZE, WORDS = 12, 6
sets = st.lists(st.integers(0, SIZE - 1), max_size=5, unique=True).map(sorted)
rows = st.lists(sets, min_size=SIZE, max_size=SIZE)
words = st.lists(st.lists(st.integers(0, WORDS - 1), max_size=4, unique=True).map(sorted), min_size=SIZE, max_size=SIZE)
categories = st.lists(st.frozensets(st.sampled_from("ab"), max_size=1), min_size=SIZE, max_size=SIZE)


def make_rows(given: Sequence[Sequence[int]]) -> Rows:
    made = Rows()
    for row in given:
        made.append(row)
    return made


def find_near(
    number: int, mentioned: Sequence[list[int]], words: Sequence[list[int]], categories: Sequence[frozenset[str]]
) -> tuple[str, ...]:
    """The rule in plain words: cosine of what two terms share, more for a mention and for a common category."""

    def weights(rows: Sequence[list[int]]) -> dict[int, float]:
        counts = {each: sum(each in row for row in rows) for row in rows for each in row}
        return {each: math.log(SIZE / count) ** 2 for each, count in counts.items() if count <= COMMON}

    def vector(place: int) -> dict[tuple[str, int], float]:
        kinds = {"word": (words, weights(words)), "mention": (mentioned, weights(mentioned))}
        return {(kind, each): found[each] for kind, (rows, found) in kinds.items() for each in rows[place]}

    own, scores = vector(number), {}
    for other in set(range(SIZE)) - {number}:
        theirs = vector(other)
        length = (math.sqrt(sum(own.values())) or 1) * (math.sqrt(sum(theirs.values())) or 1)
        score = sum(weight for each, weight in own.items() if each in theirs) / length
        score += 0.2 * (other in mentioned[number] or number in mentioned[other])
        # A common category alone brings no two terms together.
        scores[other] = score + 0.1 * bool(score and categories[number] & categories[other])
    near = sorted((-round(score, 6), other) for other, score in scores.items() if score >= 0.12)
    return tuple(f"t{other}" for _, other in near[:6])


@given(mentioned=rows, words=words, categories=categories, is_ready=st.booleans())
def test_near_terms_are_those_of_a_plain_comparison(
    mentioned: list[list[int]], words: list[list[int]], categories: list[frozenset[str]], is_ready: bool
) -> None:
    ids = tuple(f"t{number}" for number in range(SIZE))
    named, described = make_rows(mentioned), make_rows(words)
    graph = MentionGraph(
        ids,
        {each: number for number, each in enumerate(ids)},
        range(SIZE),
        named,
        make_rows([[1] * len(row) for row in mentioned]),
        named.turned_round(SIZE),
        categories,
        described,
        described.turned_round(WORDS),
        {str(number): number for number in range(WORDS)},
    )
    network = Network(lambda: graph)
    if is_ready:
        network.get_ready()
    for number, identity in enumerate(ids):
        assert network.near[identity] == find_near(number, mentioned, words, categories)
