"""The other direction of mentions: who mentions a term, and which terms stand near it.

Two terms are near when one mentions the other, when both mention the same seldom-mentioned terms, or when their
definitions share seldom-used words; among equals the same category comes first.
"""

import math
import re
from bisect import insort
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from functools import lru_cache
from sys import intern

from glossary_site.body_store import Facts
from glossary_site.glossary import Entry, Glossary
from glossary_site.linking import LinkedBody

#: What more terms than this have in common says nothing about any two of them, and would cost a square of time.
_COMMON = 40
_NEAR = 6
_MENTION_WEIGHT = 4.0
_WORD_WEIGHT = 0.4
_CATEGORY_WEIGHT = 1.0
#: Below this two terms share too little to be shown together.
_LEAST = 4.0

_WORD = re.compile(r"[^\W\d_]{4,}")


@dataclass(frozen=True, slots=True)
class Threads:
    """What a network is worked out from, all by id but for words. Lists are in the order of the glossary.

    ``counts``: which terms an entry mentions how often; ``mentioned_by``: which entries mention a term;
    ``words``: of its definitions; ``defined_with``: the ids of the entries that a word defines.
    """

    counts: Mapping[str, Mapping[str, int]]
    mentioned_by: Mapping[str, Sequence[str]]
    categories: Mapping[str, AbstractSet[str]]
    words: Mapping[str, frozenset[str]]
    defined_with: Mapping[str, Sequence[str]]
    position: Mapping[str, int]


_NO_THREADS = Threads({}, {}, {}, {}, {}, {})
#: An entry as it was, as it is, and what its senses mention now.
Changed = tuple[Entry, Entry, Sequence[Facts]]


@dataclass(frozen=True, slots=True)
class Network:
    """By id of a term: the ids of those that mention it, most relevant first, and of those near it, nearest first."""

    backlinks: Mapping[str, tuple[str, ...]]
    near: Mapping[str, tuple[str, ...]]
    threads: Threads = field(default=_NO_THREADS, repr=False, compare=False)


def _count_mentions(bodies: Sequence[Facts | LinkedBody]) -> Mapping[str, int]:
    """What the senses of one entry mention, and how often."""
    total = bodies[0].counts if bodies else {}
    for body in bodies[1:]:
        total = {name: total.get(name, 0) + body.counts.get(name, 0) for name in (*total, *body.counts)}
    return total


def _categories(entry: Entry) -> frozenset[str]:
    return _distinct(tuple([sense.category for sense in entry.record.senses if sense.category]))


_distinct = lru_cache(maxsize=10_000)(frozenset[str])  # many terms share a category


@lru_cache(maxsize=400_000)
def _words(definition: str) -> frozenset[str]:
    return frozenset(map(intern, _WORD.findall(definition.casefold())))


def _defining_words(entry: Entry) -> frozenset[str]:
    """The words of an entry's definitions that may say something about it."""
    return frozenset().union(*(_words(sense.definition) for sense in entry.record.senses))


class _Ranked(Mapping[str, tuple[str, ...]]):
    """Ids by id, ranked when they are asked for and then remembered: a preview shows few pages of many."""

    def __init__(self, ids: Iterable[str], rank: Callable[[str], tuple[str, ...]]) -> None:
        self._rank = rank
        self._known: dict[str, tuple[str, ...] | None] = dict.fromkeys(ids)

    def __getitem__(self, identity: str) -> tuple[str, ...]:
        known = self._known[identity]
        if known is None:
            known = self._known[identity] = self._rank(identity)
        return known

    def __iter__(self) -> Iterator[str]:
        return iter(self._known)

    def __len__(self) -> int:
        return len(self._known)


class NetworkMemory:
    """The network of the last build, good for as long as names, definitions, categories and mentions are the same."""

    def __init__(self) -> None:
        self._made_of: object = None
        self._network: Network | None = None

    def build(self, glossary: Glossary, bodies: Sequence[Sequence[Facts | LinkedBody]]) -> Network:
        """As ``build_network``."""
        made_of = [
            (
                entry.id,
                [(sense.category, sense.definition, body.counts) for sense, body in zip(senses, linked, strict=True)],
            )
            for entry, linked in zip(glossary.entries, bodies, strict=True)
            for senses in (entry.record.senses,)
        ]
        if self._network is None or made_of != self._made_of:
            self._made_of, self._network = made_of, build_network(glossary, bodies)
        return self._network


def build_network(glossary: Glossary, bodies: Sequence[Sequence[Facts | LinkedBody]]) -> Network:
    """Backlinks and near terms of every entry; ``bodies`` holds the linked senses of each entry in order."""
    counts = {entry.id: _count_mentions(senses) for entry, senses in zip(glossary.entries, bodies, strict=True)}
    position = {entry.id: number for number, entry in enumerate(glossary.entries)}
    categories = {entry.id: _categories(entry) for entry in glossary.entries}

    mentioned_by: dict[str, list[str]] = defaultdict(list)
    defined_with: dict[str, list[str]] = defaultdict(list)
    words = {entry.id: _defining_words(entry) for entry in glossary.entries}
    for entry in glossary.entries:
        for target in counts[entry.id]:
            mentioned_by[target].append(entry.id)
        for word in words[entry.id]:
            defined_with[word].append(entry.id)
    # Plain dictionaries: asking what nobody mentions must not add it.
    return _rank(Threads(counts, dict(mentioned_by), categories, words, dict(defined_with), position))


def _rewoven(
    lists: Mapping[str, Sequence[str]],
    gone: Mapping[str, AbstractSet[str]],
    come: Mapping[str, Sequence[str]],
    position: Mapping[str, int],
) -> Mapping[str, Sequence[str]]:
    """Lists without the ids that are ``gone`` from them, and with those that have ``come``, in the order of places."""
    changed: dict[str, Sequence[str]] = {}
    for name in (each for each in {*gone, *come} if gone.get(each) or come.get(each)):
        kept = [each for each in lists.get(name, ()) if each not in gone.get(name, ())]
        for each in come.get(name, ()):
            insort(kept, each, key=position.__getitem__)
        changed[name] = kept
    return {**lists, **changed}


def change_network(network: Network, glossary: Glossary, changed: Sequence[Changed]) -> Network:
    """The network of another glossary with those entries changed: what a new one of all entries would be."""
    threads = network.threads
    position = {entry.id: number for number, entry in enumerate(glossary.entries)}
    counts, categories, words = {**threads.counts}, {**threads.categories}, {**threads.words}
    gone: dict[str, set[str]] = defaultdict(set)
    gone_words: dict[str, set[str]] = defaultdict(set)
    come: dict[str, list[str]] = defaultdict(list)
    come_words: dict[str, list[str]] = defaultdict(list)
    for old, _, _ in changed:
        for target in counts.pop(old.id):
            gone[target].add(old.id)
        for word in words.pop(old.id):
            gone_words[word].add(old.id)
        del categories[old.id]
    for old, entry, facts in changed:
        identity = entry.id
        counts[identity], words[identity] = _count_mentions(facts), _defining_words(entry)
        categories[identity] = _categories(entry)
        # An entry that stands where it stood leaves most lists as they are, and those of popular terms are long.
        stays = identity == old.id and entry.record.term == old.record.term
        for target in counts[identity]:
            if stays and target in threads.counts[identity]:
                gone[target].discard(identity)
            else:
                come[target].append(identity)
        for word in words[identity]:
            if stays and word in threads.words[identity]:
                gone_words[word].discard(identity)
            else:
                come_words[word].append(identity)
    mentioned_by = _rewoven(threads.mentioned_by, gone, come, position)
    defined_with = _rewoven(threads.defined_with, gone_words, come_words, position)
    return _rank(Threads(counts, mentioned_by, categories, words, defined_with, position))


def _rank(threads: Threads) -> Network:
    counts, mentioned_by, categories = threads.counts, threads.mentioned_by, threads.categories
    words, defined_with, position = threads.words, threads.defined_with, threads.position

    def rank_backlinks(target: str) -> tuple[str, ...]:
        sources, own = mentioned_by[target], categories[target]
        # In the order of the glossary where they are equal.
        ranked = sorted(
            (-counts[source][target] - (0 if own.isdisjoint(categories[source]) else 2), place)
            for place, source in enumerate(sources)
        )
        return tuple([sources[place] for _, place in ranked])

    def rank_near(identity: str) -> tuple[str, ...]:
        scores: dict[str, float] = defaultdict(float)
        for target in counts[identity]:
            scores[target] += _MENTION_WEIGHT
        for source in mentioned_by.get(identity, ())[:_COMMON]:
            scores[source] += _MENTION_WEIGHT

        def share(holders: Sequence[str], weight: float) -> None:
            if 1 < len(holders) <= _COMMON:
                rarity = weight * math.log(len(position) / len(holders))
                for other in holders:
                    scores[other] += rarity

        for word in words[identity]:
            share(defined_with[word], _WORD_WEIGHT)
        for target in counts[identity]:
            share(mentioned_by[target], 1)
        scores.pop(identity, None)
        own = categories[identity]
        for other in scores:
            if not own.isdisjoint(categories[other]):
                scores[other] += _CATEGORY_WEIGHT
        # Rounded, so that the order does not hang on the last bit of a sum.
        least = max([_LEAST, *(score - 1e-6 for score in sorted(scores.values())[-_NEAR:][:1])])
        near = [other for other, score in scores.items() if score >= least]
        return tuple(sorted(near, key=lambda other: (-round(scores[other], 6), position[other]))[:_NEAR])

    return Network(_Ranked(tuple(mentioned_by), rank_backlinks), _Ranked(tuple(position), rank_near), threads)
