"""The other direction of mentions: who mentions a term, and which terms stand near it.

Two terms are near when one mentions the other, when both mention the same seldom-mentioned terms, or when their
definitions share seldom-used words; among equals the same category comes first.
"""

import math
import re
from bisect import insort
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cached_property, lru_cache

from glossary_site.glossary import Entry, Glossary
from glossary_site.mentions.linker import LinkedBody
from glossary_site.mentions.rows import NO_ROWS, Rows
from glossary_site.mentions.store import Facts

#: What more terms than this have in common says nothing about any two of them, and would cost a square of time.
_COMMON = 40
_NEAR = 6
_MENTION_WEIGHT = 4.0
_WORD_WEIGHT = 0.4
_CATEGORY_WEIGHT = 1.0
#: Below this two terms share too little to be shown together.
_LEAST = 4.0
#: Terms whose rank is remembered: a page asks several times for its own.
_REMEMBERED = 1_000

_WORD = re.compile(r"[^\W\d_]{4,}")


@dataclass(frozen=True, slots=True)
class Threads:
    """What a network is worked out from. Entries and words have numbers, for good: rows of them take little room, and
    workers that read them do not copy them, as they do objects.

    ``ids``: the entries' ids by number, those too that are no more; ``numbers``: the other way; ``position``: where
    each stands in the glossary, -1 where it is no more. ``mentioned``: which entries each one mentions, ``times`` in
    the same places how often; ``mentioned_by``: the other way, in the order of the glossary. ``categories``: of each
    entry. ``words``: of its definitions; ``defined_with``: the entries that a word defines, in the order of the
    glossary; ``vocabulary``: the words' numbers.
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

    def count(self, source: int, target: int) -> int:
        """How often one entry mentions another, which it does."""
        return self.times.at(source, self.mentioned.position(source, target))


_NO_THREADS = Threads((), {}, (), NO_ROWS, NO_ROWS, NO_ROWS, (), NO_ROWS, NO_ROWS, {})
#: An entry as it was, as it is, and what its senses mention now.
Changed = tuple[Entry, Entry, Sequence[Facts]]


class Network:
    """Who mentions whom and who is near whom, woven when it is first asked for: a build begins its index before."""

    def __init__(self, weave: Callable[[], Threads] = lambda: _NO_THREADS) -> None:
        self._weave = weave

    @cached_property
    def threads(self) -> Threads:
        """What all the rest is worked out from."""
        return self._weave()

    def get_ready(self) -> None:
        """Weave it now, for whoever would wait for it later."""
        _ = self.threads

    @cached_property
    def _ranked(self) -> tuple["_Ranked", "_Ranked"]:
        return _rank(self.threads)

    @property
    def backlinks(self) -> Mapping[str, tuple[str, ...]]:
        """The ids of those that mention a term, by its id, most relevant first."""
        return self._ranked[0]

    @property
    def near(self) -> Mapping[str, tuple[str, ...]]:
        """The ids of those near a term, by its id, nearest first."""
        return self._ranked[1]

    def mentioned(self, identity: str) -> list[str]:
        """The ids of the terms that one mentions."""
        threads = self.threads
        return [threads.ids[number] for number in threads.mentioned[threads.numbers[identity]]]


def _count_mentions(bodies: Sequence[Facts | LinkedBody]) -> Mapping[str, int]:
    """What the senses of one entry mention, and how often."""
    total = bodies[0].counts if bodies else {}
    for body in bodies[1:]:
        more = body.counts
        total = {name: total.get(name, 0) + more.get(name, 0) for name in (*total, *more)}
    return total


def _categories(entry: Entry) -> frozenset[str]:
    return _distinct(tuple([sense.category for sense in entry.record.senses if sense.category]))


_distinct = lru_cache(maxsize=10_000)(frozenset[str])  # many terms share a category


def _defining_words(entry: Entry) -> Iterable[str]:
    """The words of an entry's definitions that may say something about it, each once."""
    found = (_WORD.findall(sense.definition.casefold()) for sense in entry.record.senses)
    return dict.fromkeys(word for words in found for word in words)


class _Ranked(Mapping[str, tuple[str, ...]]):
    """Ids by id, ranked when they are asked for: a preview shows few pages of many."""

    def __init__(self, threads: Threads, ids: Callable[[], Iterable[str]], rank: Callable[[int], list[int]]) -> None:
        """``ids`` are those that have any."""
        self._threads = threads
        self._ids = ids
        self._rank = lru_cache(maxsize=_REMEMBERED)(rank)

    def __getitem__(self, identity: str) -> tuple[str, ...]:
        ids = self._threads.ids
        return tuple([ids[number] for number in self._rank(self._threads.numbers[identity])])

    def __iter__(self) -> Iterator[str]:
        return iter(self._ids())

    def __len__(self) -> int:
        return sum(1 for _ in self._ids())


class NetworkMemory:
    """The network of the last build, good for as long as names, definitions, categories and mentions are the same."""

    def __init__(self) -> None:
        self._made_of: object = None
        self._network: Network | None = None

    def build(self, glossary: Glossary, bodies: Iterable[Sequence[Facts]]) -> Network:
        """As ``build_network``."""
        known = tuple(bodies)
        made_of = [
            (
                entry.id,
                [(sense.category, sense.definition, body.counts) for sense, body in zip(senses, linked, strict=True)],
            )
            for entry, linked in zip(glossary.entries, known, strict=True)
            for senses in (entry.record.senses,)
        ]
        if self._network is None or made_of != self._made_of:
            self._made_of, self._network = made_of, build_network(glossary, known)
        return self._network


def build_network(glossary: Glossary, bodies: Iterable[Sequence[Facts | LinkedBody]]) -> Network:
    """Backlinks and near terms of every entry; ``bodies`` holds the linked senses of each entry in order."""
    return Network(lambda: _weave(glossary, bodies))


def _weave(glossary: Glossary, bodies: Iterable[Sequence[Facts | LinkedBody]]) -> Threads:
    numbers = glossary.places()
    vocabulary: dict[str, int] = {}
    mentioned, times, words = Rows(), Rows(), Rows()
    for entry, senses in zip(glossary.entries, bodies, strict=True):
        counts = _count_mentions(senses)
        mentioned.append([numbers[target] for target in counts])
        times.append(counts.values())
        words.append([vocabulary.setdefault(word, len(vocabulary)) for word in _defining_words(entry)])
    return Threads(
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


def _rewoven(
    rows: Rows, gone: Mapping[int, AbstractSet[int]], come: Mapping[int, Sequence[int]], position: Sequence[int]
) -> Rows:
    """Rows without the entries that are ``gone`` from them, and with those that have ``come``, in order of places."""
    changed: dict[int, Sequence[int]] = {}
    for number in (each for each in {*gone, *come} if gone.get(each) or come.get(each)):
        kept = [each for each in rows[number] if each not in gone.get(number, ())]
        for each in come.get(number, ()):
            insort(kept, each, key=position.__getitem__)
        changed[number] = kept
    return rows.with_rows(changed)


def _numbered(names: Iterable[str], known: Mapping[str, int]) -> Mapping[str, int]:
    """The numbers that are known, and further ones for new names."""
    new = [name for name in dict.fromkeys(names) if name not in known]
    return {**known, **{name: number for number, name in enumerate(new, len(known))}} if new else known


def change_network(network: Network, glossary: Glossary, changed: Sequence[Changed]) -> Network:
    """The network of another glossary with those entries changed: what a new one of all entries would be."""
    before = network.threads
    now_words = [_defining_words(entry) for _, entry, _ in changed]
    numbers = _numbered((entry.id for _, entry, _ in changed), before.numbers)
    vocabulary = _numbered((word for words in now_words for word in words), before.vocabulary)
    position = [-1] * len(numbers)
    for place, entry in enumerate(glossary.entries):
        position[numbers[entry.id]] = place
    categories = [*before.categories, *[frozenset[str]()] * (len(numbers) - len(before.categories))]
    mentioned: dict[int, Sequence[int]] = {}
    times: dict[int, Sequence[int]] = {}
    words: dict[int, Sequence[int]] = {}
    gone, gone_words = defaultdict[int, set[int]](set), defaultdict[int, set[int]](set)
    come, come_words = defaultdict[int, list[int]](list), defaultdict[int, list[int]](list)
    for old, _, _ in changed:
        number = numbers[old.id]
        for target in before.mentioned[number]:
            gone[target].add(number)
        for word in before.words[number]:
            gone_words[word].add(number)
        mentioned[number] = times[number] = words[number] = ()
        categories[number] = frozenset()
    for (old, entry, facts), defining in zip(changed, now_words, strict=True):
        number = numbers[entry.id]
        counts = _count_mentions(facts)
        mentioned[number] = [numbers[target] for target in counts]
        times[number] = [*counts.values()]
        words[number] = [vocabulary[word] for word in defining]
        categories[number] = _categories(entry)
        # An entry that stands where it stood leaves most rows as they are, and those of popular terms are long.
        stays = entry.id == old.id and entry.record.term == old.record.term
        _turn(number, mentioned[number], before.mentioned[number] if stays else (), gone, come)
        _turn(number, words[number], before.words[number] if stays else (), gone_words, come_words)
    threads = Threads(
        tuple(numbers),
        numbers,
        position,
        before.mentioned.with_rows(mentioned),
        before.times.with_rows(times),
        _rewoven(before.mentioned_by, gone, come, position),
        categories,
        before.words.with_rows(words),
        _rewoven(before.defined_with, gone_words, come_words, position),
        vocabulary,
    )
    return Network(lambda: threads)


def _turn(
    number: int, row: Iterable[int], before: Collection[int], gone: dict[int, set[int]], come: dict[int, list[int]]
) -> None:
    """Note where an entry has come from now on; where it was ``before`` it stays, and is not gone."""
    for target in row:
        if target in before:
            gone[target].discard(number)
        else:
            come[target].append(number)


def _rank(threads: Threads) -> tuple[_Ranked, _Ranked]:
    """Backlinks and near terms."""
    mentioned, mentioned_by, categories = threads.mentioned, threads.mentioned_by, threads.categories
    words, defined_with, position = threads.words, threads.defined_with, threads.position
    total = len(position) if isinstance(position, range) else sum(place >= 0 for place in position)

    def present() -> Iterator[int]:
        return (number for number, place in enumerate(position) if place >= 0)

    def rank_backlinks(target: int) -> list[int]:
        sources, own = mentioned_by[target], categories[target]
        # In the order of the glossary where they are equal.
        ranked = sorted(
            (-threads.count(source, target) - (0 if own.isdisjoint(categories[source]) else 2), place)
            for place, source in enumerate(sources)
        )
        return [sources[place] for _, place in ranked]

    def rank_near(number: int) -> list[int]:
        scores: dict[int, float] = defaultdict(float)
        for target in mentioned[number]:
            scores[target] += _MENTION_WEIGHT
        for source in mentioned_by.first(number, _COMMON):
            scores[source] += _MENTION_WEIGHT

        def share(holders: Rows, held: Sequence[int], weight: float) -> None:
            for each in held:
                count = holders.length(each)
                if 1 < count <= _COMMON:
                    rarity = weight * math.log(total / count)
                    for other in holders[each]:
                        scores[other] += rarity

        share(defined_with, words[number], _WORD_WEIGHT)
        share(mentioned_by, mentioned[number], 1)
        scores.pop(number, None)
        own = categories[number]
        for other in scores:
            if not own.isdisjoint(categories[other]):
                scores[other] += _CATEGORY_WEIGHT
        # Rounded, so that the order does not hang on the last bit of a sum.
        least = max([_LEAST, *(score - 1e-6 for score in sorted(scores.values())[-_NEAR:][:1])])
        near = [other for other, score in scores.items() if score >= least]
        return sorted(near, key=lambda other: (-round(scores[other], 6), position[other]))[:_NEAR]

    ids = threads.ids
    return (
        _Ranked(threads, lambda: (ids[each] for each in present() if mentioned_by.length(each)), rank_backlinks),
        _Ranked(threads, lambda: (ids[each] for each in present()), rank_near),
    )
