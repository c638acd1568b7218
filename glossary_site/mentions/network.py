"""The inverse of mentions: who mentions a term, and which terms are near it.

Two terms are near when one mentions the other, and as far as they have the same things: terms that both mention, words
of their definitions, words of their names. What is seldom counts more. This is the cosine of two vectors of inverse
document frequencies (Salton and Buckley 1988); ``docs/decisions/2026-11-near-terms.md`` compares rules.
"""

import math
import re
from array import array
from bisect import insort
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import cached_property, lru_cache
from itertools import chain
from pathlib import Path
from typing import TypeAlias

from glossary_site.digest import digest, digest_all
from glossary_site.disk import Kept, cut_in_blocks, make_in_blocks
from glossary_site.glossary import Edit, Entry, Glossary
from glossary_site.json_rows import dump
from glossary_site.mentions.bodies import Bodies
from glossary_site.mentions.body_rows import Facts
from glossary_site.mentions.linker import LinkedBody
from glossary_site.mentions.rows import NO_ROWS, Rows
from glossary_site.values import Frozen, LazyMapping

#: What more terms than this have in common shows nothing about any two of them, and would take quadratic time.
COMMON = 40
_NEAR = 6
#: What a mention and a common category add to a cosine.
_MENTION, _SAME_CATEGORY = 0.2, 0.1
#: Below this two terms share too little to be shown together.
_LEAST = 0.12
#: Terms whose rank is remembered: a page asks several times for its own.
_REMEMBERED = 1_000

_WORD = re.compile(r"[^\W\d_]{4,}")


class MentionGraph(Frozen):
    """Who mentions whom, and who is defined with which words.

    Entries and words have numbers, which no edit changes. Rows of numbers are small, and forked workers that read
    them do not copy them, as they would objects.

    ``ids``: the ids of the entries by number, removed ones too. ``numbers``: the inverse. ``position``: the place of
    each entry in the glossary, -1 of a removed one. ``mentioned``: the entries that each one mentions, in the order of
    their numbers. ``times``: how often, in the same order. ``mentioned_by``: the entries that mention each one, in the
    order of the glossary.
    ``categories``: of each entry. ``words``: those of each entry's name and definitions. ``defined_with``: the entries
    that each word describes, in the order of the glossary. ``vocabulary``: the numbers of the words.
    """

    ids: Sequence[str]
    numbers: Mapping[str, int]
    position: Sequence[int]
    mentioned: Rows
    times: Rows
    mentioned_by: Rows
    categories: Sequence[AbstractSet[str]]
    words: Rows
    defined_with: Rows
    vocabulary: Mapping[str, int]

    def targets(self, source: int) -> list[int]:
        """The entries that one mentions, in the order of their ids: their numbers depend on the edits before."""
        return sorted(self.mentioned[source], key=self.ids.__getitem__)

    def count(self, source: int, target: int) -> int:
        """How often one entry mentions another, which it does."""
        return self.times.at(source, self.mentioned.position(source, target))

    def after(self, edit: Edit, bodies: Bodies) -> "MentionGraph":
        """The graph of ``edit.after`` and its ``bodies``."""
        changed = [
            (edit.before.entries[edit.order[place]], edit.after.entries[place], bodies.facts_at(place))
            for place in bodies.anew
        ]
        defining = [_describing_words(entry) for _, entry, _ in changed]
        numbers = _number((entry.id for _, entry, _ in changed), self.numbers)
        vocabulary = _number(chain.from_iterable(defining), self.vocabulary)
        position = [-1] * len(numbers)
        for place, entry in enumerate(edit.after.entries):
            position[numbers[entry.id]] = place
        categories = [*self.categories, *[frozenset[str]()] * (len(numbers) - len(self.categories))]
        mentioned: dict[int, Sequence[int]] = {}
        times: dict[int, Sequence[int]] = {}
        words: dict[int, Sequence[int]] = {}
        sources, defined = _Inverse(self.mentioned_by), _Inverse(self.defined_with)
        for old, _, _ in changed:
            number = numbers[old.id]
            sources.remove(number, self.mentioned[number])
            defined.remove(number, self.words[number])
            mentioned[number] = times[number] = words[number] = ()
            categories[number] = frozenset()
        for (old, entry, facts), own_words in zip(changed, defining, strict=True):
            number = numbers[entry.id]
            mentioned[number], times[number] = _number_mentions(facts, numbers)
            words[number] = [vocabulary[word] for word in own_words]
            categories[number] = _categories(entry)
            # An entry that keeps its place leaves most rows as they are, and those of popular terms are long.
            stays = entry.id == old.id and entry.record.term == old.record.term
            sources.add(number, mentioned[number], self.mentioned[number] if stays else ())
            defined.add(number, words[number], self.words[number] if stays else ())
        return MentionGraph(
            tuple(numbers),
            numbers,
            position,
            self.mentioned.after(mentioned),
            self.times.after(times),
            sources.after(position),
            categories,
            self.words.after(words),
            defined.after(position),
            vocabulary,
        )


class _Inverse:
    """Changes of inverted rows, each of which lists the entries that have its number in their own row."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows
        self._removed = defaultdict[int, set[int]](set)
        self._added = defaultdict[int, list[int]](list)

    def remove(self, entry: int, row: Iterable[int]) -> None:
        """Take an entry out of the rows that its own ``row`` names."""
        for each in row:
            self._removed[each].add(entry)

    def add(self, entry: int, row: Iterable[int], before: Collection[int]) -> None:
        """Put an entry into the rows that its own ``row`` names. Where it was ``before`` it stays in its place."""
        for each in row:
            if each in before:
                self._removed[each].discard(entry)
            else:
                self._added[each].append(entry)

    def after(self, position: Sequence[int]) -> Rows:
        """The rows with the changes, each in the order of the entries' places."""
        changed: dict[int, Sequence[int]] = {}
        for each in {*self._removed, *self._added}:
            removed, added = self._removed[each], self._added[each]
            if removed or added:
                kept = [entry for entry in self._rows[each] if entry not in removed]
                for entry in added:
                    insort(kept, entry, key=position.__getitem__)
                changed[each] = kept
        return self._rows.after(changed)


#: Of an entry the numbers of those that it mentions, how often it does, and the words that describe it.
MentionRow: TypeAlias = tuple[tuple[int, ...], tuple[int, ...], tuple[str, ...]]
#: How often an entry mentions others, by their numbers.
Counts: TypeAlias = Mapping[int, int]
_NO_MENTIONS = MentionGraph((), {}, (), NO_ROWS, NO_ROWS, NO_ROWS, (), NO_ROWS, NO_ROWS, {})


class Network:
    """Backlinks and near terms: a function of all entries without their bodies, and of who mentions whom how often.

    The graph is made when first asked for: a build begins its search index before.
    """

    def __init__(
        self,
        make_graph: Callable[[], MentionGraph] = lambda: _NO_MENTIONS,
        find_digests: Callable[[], Sequence[str]] = tuple,
        find_before: Callable[[Mapping[int, str]], Mapping[int, Counts]] = lambda _: {},
    ) -> None:
        """``find_digests`` and ``find_before`` are ``counts_digests`` and ``counts_before``; they need no graph."""
        self._make_graph = make_graph
        self._find_digests = find_digests
        self._find_before = find_before

    @cached_property
    def graph(self) -> MentionGraph:
        """What all the rest is worked out from."""
        return self._make_graph()

    def after(self, edit: Edit, bodies: Bodies) -> "Network":
        """The network of ``edit.after`` and its ``bodies``."""
        graph = self.graph.after(edit, bodies)
        return Network(lambda: graph, bodies.counts_digests)

    @cached_property
    def _ranked(self) -> tuple[Mapping[str, tuple[str, ...]], Mapping[str, tuple[str, ...]]]:
        return _rank(self.graph, self._vectors)

    @cached_property
    def _vectors(self) -> "_Vectors":
        return _Vectors(self.graph)

    def get_ready(self) -> None:
        """Work out what the near terms of all entries are compared by: each of them asks for that of many others."""
        for number in range(len(self.graph.position)):
            self._vectors.length(number)

    @property
    def backlinks(self) -> Mapping[str, tuple[str, ...]]:
        """The ids of those that mention a term, by its id, most relevant first."""
        return self._ranked[0]

    @property
    def near(self) -> Mapping[str, tuple[str, ...]]:
        """The ids of those near a term, by its id, nearest first."""
        return self._ranked[1]

    @cached_property
    def counts_digests(self) -> Sequence[str]:
        """The digests of the counts of each entry."""
        return self._find_digests()

    def counts_before(self, digests: Mapping[int, str]) -> Mapping[int, Counts]:
        """The counts of entries when they had these digests, by their numbers, as far as they are still kept.

        Making the graph removes them.
        """
        return self._find_before(digests)

    @property
    def digest(self) -> str:
        """The digest of who mentions whom how often: networks of the same entries and of equal digests are equal."""
        return digest_all(self.counts_digests)

    def mentioned(self, identity: str) -> list[str]:
        """The ids of the terms that one mentions, in order."""
        graph = self.graph
        return [graph.ids[number] for number in graph.targets(graph.numbers[identity])]


def _number_mentions(
    bodies: Sequence[Facts | LinkedBody], numbers: Mapping[str, int]
) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The numbers of the entries that the senses of one mention, in order, and how often they do."""
    total: dict[int, int] = {}
    for body in bodies:
        for name, count in body.counts.items():
            number = numbers[name]
            total[number] = total.get(number, 0) + count
    ordered = tuple(sorted(total))
    return ordered, tuple([total[number] for number in ordered])


def _categories(entry: Entry) -> frozenset[str]:
    return _distinct(tuple([each for sense in entry.record.senses for each in sense.categories]))


_distinct = lru_cache(maxsize=10_000)(frozenset[str])  # many terms share a category


def _describing_words(entry: Entry) -> Iterable[str]:
    """The longer words of an entry's definitions, each once, and those of its name, which are words of another kind."""
    found = (_WORD.findall(sense.definition.text.casefold()) for sense in entry.record.senses)
    named = (f"={word}" for word in _WORD.findall(entry.record.term.casefold()))
    return dict.fromkeys(chain(chain.from_iterable(found), named))


def build_network(glossary: Glossary, bodies: Iterable[Sequence[Facts | LinkedBody]]) -> Network:
    """The network of a glossary. ``bodies`` are the linked senses of each entry, in order, or the facts of them."""

    def digest_counts() -> tuple[str, ...]:
        return tuple(digest(repr([body.counts for body in senses])) for senses in bodies)

    def rows() -> Iterator[MentionRow]:
        numbers = glossary.places()
        return (make_row(entry, senses, numbers) for entry, senses in zip(glossary.entries, bodies, strict=True))

    return Network(lambda: make_graph(glossary, rows()), digest_counts)


def kept_network(glossary: Glossary, bodies: Bodies, folder: Path | None) -> Network:
    """The same, where a ``folder`` keeps the rows: those of entries that are as they were need not be made."""
    entries, numbers, facts = glossary.entries, glossary.places(), bodies.facts
    kept = Kept[tuple[MentionRow, ...]](folder, tuple[MentionRow, ...])

    def find_key(counted: tuple[int, str]) -> tuple[str, str]:
        place, counts = counted
        record = entries[place].record
        return record.id, dump((counts, record.term, *(sense.definition.text for sense in record.senses)))

    def make(counted: tuple[int, str]) -> MentionRow:
        place, _ = counted
        return make_row(entries[place], facts[place], numbers)

    def rows() -> Iterator[MentionRow]:
        return make_in_blocks(kept, enumerate(network.counts_digests), find_key, make, digest_all(numbers))

    def find_before(digests: Mapping[int, str]) -> Mapping[int, Counts]:
        before = ((place, digests.get(place, now)) for place, now in enumerate(network.counts_digests))
        found: dict[int, Counts] = {}
        for key, block in cut_in_blocks(before, find_key, digest_all(numbers)):
            places = [place for place, _ in block]
            if not digests.keys().isdisjoint(places):
                # None are found where the block of the last build had other terms.
                for place, (targets, counts, _) in zip(places, kept.find(key) or (), strict=False):
                    if place in digests:
                        found[place] = dict(zip(targets, counts, strict=True))
        return found

    network = Network(lambda: make_graph(glossary, rows()), bodies.counts_digests, find_before)
    return network


def make_row(entry: Entry, bodies: Sequence[Facts | LinkedBody], numbers: Mapping[str, int]) -> MentionRow:
    """The row of one entry with its ``bodies``; ``numbers`` are those of all ids."""
    return *_number_mentions(bodies, numbers), tuple(_describing_words(entry))


def make_graph(glossary: Glossary, rows: Iterable[MentionRow]) -> MentionGraph:
    """The graph of a glossary with a row for each entry."""
    numbers = glossary.places()
    vocabulary: dict[str, int] = {}
    mentioned, times, words = Rows(), Rows(), Rows()
    for targets, counts, describing in rows:
        mentioned.append(targets)
        times.append(counts)
        words.append([vocabulary.setdefault(word, len(vocabulary)) for word in describing])
    return MentionGraph(
        tuple([entry.id for entry in glossary.entries]),
        numbers,
        range(len(numbers)),
        mentioned,
        times,
        mentioned.turned_round(len(numbers)),
        tuple([_categories(entry) for entry in glossary.entries]),
        words,
        words.turned_round(len(vocabulary)),
        vocabulary,
    )


def _number(names: Iterable[str], before: Mapping[str, int]) -> Mapping[str, int]:
    """The numbers of names given ``before``, and further ones for new names."""
    new = [name for name in dict.fromkeys(names) if name not in before]
    return {**before, **{name: number for number, name in enumerate(new, len(before))}} if new else before


def _least_of_nearest(scores: Mapping[int, float]) -> float:
    """The score of the last of the nearest, 0 where there are fewer; 1e-6 less: scores are compared when rounded."""
    highest = sorted(scores.values())[-_NEAR:]
    return highest[0] - 1e-6 if len(highest) == _NEAR else 0


class _Vectors:
    """What the vectors of entries have and how long they are.

    A length is remembered in an array, which forked workers inherit without copying it.
    """

    def __init__(self, graph: MentionGraph) -> None:
        position = graph.position
        total = len(position) if isinstance(position, range) else sum(place >= 0 for place in position)
        #: The square of the weight of what so many entries have: 0 for what too many have.
        self._squares = [0.0, *(math.log(max(total, 1) / count) ** 2 for count in range(1, COMMON + 1))]
        self._graph = graph
        #: The lengths by the numbers of the entries, 0 of those that nobody asked for.
        self.lengths = array("d", (0.0,)) * len(position)

    def weigh(self, holders: Rows, each: int) -> float:
        """The square of the weight of what the entries of a row have."""
        count = holders.length(each)
        return self._squares[count] if count <= COMMON else 0.0

    def length(self, number: int) -> float:
        """The length of an entry's vector, which is never 0."""
        if not self.lengths[number]:
            graph, weigh = self._graph, self.weigh
            described = sum([weigh(graph.defined_with, each) for each in graph.words[number]])
            mentioned = sum([weigh(graph.mentioned_by, each) for each in graph.mentioned[number]])
            self.lengths[number] = math.sqrt(described + mentioned) or 1.0
        return self.lengths[number]


def _rank(
    graph: MentionGraph, vectors: _Vectors
) -> tuple[Mapping[str, tuple[str, ...]], Mapping[str, tuple[str, ...]]]:
    """Backlinks and near terms, ranked when asked for: a preview shows few pages of many."""
    ids, numbers = graph.ids, graph.numbers
    mentioned, mentioned_by, categories = graph.mentioned, graph.mentioned_by, graph.categories
    words, defined_with, position = graph.words, graph.defined_with, graph.position
    lengths, length = vectors.lengths, vectors.length

    def present() -> Iterator[int]:
        return (number for number, place in enumerate(position) if place >= 0)

    @lru_cache(maxsize=_REMEMBERED)
    def rank_backlinks(identity: str) -> tuple[str, ...]:
        target = numbers[identity]
        sources, own = mentioned_by[target], categories[target]
        # In the order of the glossary where they are equal.
        times = graph.times.beside(target, mentioned, sources)
        ranked = sorted(
            (-count - (0 if own.isdisjoint(categories[source]) else 2), place)
            for place, (source, count) in enumerate(zip(sources, times, strict=True))
        )
        return tuple([ids[sources[place]] for _, place in ranked])

    @lru_cache(maxsize=_REMEMBERED)
    def rank_near(identity: str) -> tuple[str, ...]:
        number = numbers[identity]
        products: dict[int, float] = defaultdict(float)
        for holders, held in ((defined_with, words[number]), (mentioned_by, mentioned[number])):
            for each in held:
                if weight := vectors.weigh(holders, each):
                    for other in holders[each]:
                        products[other] += weight
        products.pop(number, None)
        own, own_length = categories[number], length(number)
        scores = {
            other: product / (own_length * (lengths[other] or length(other))) for other, product in products.items()
        }
        for other in {*mentioned[number], *mentioned_by.first(number, COMMON)} - {number}:
            scores[other] = scores.get(other, 0) + _MENTION
        # One that has less cannot become one of the nearest, even in a common category.
        least = max(_LEAST, _least_of_nearest(scores)) - _SAME_CATEGORY
        near = {
            other: score if own.isdisjoint(categories[other]) else score + _SAME_CATEGORY
            for other, score in scores.items()
            if score >= least
        }
        least = max(_LEAST, _least_of_nearest(near))
        nearest = sorted(
            (other for other, score in near.items() if score >= least),
            key=lambda other: (-round(near[other], 6), position[other]),
        )
        return tuple([ids[other] for other in nearest[:_NEAR]])

    return (
        LazyMapping(lambda: (ids[each] for each in present() if mentioned_by.length(each)), rank_backlinks),
        LazyMapping(lambda: (ids[each] for each in present()), rank_near),
    )
