"""Which terms' backlinks and near terms may be others, after some entries mention others than before.

Nobody keeps the graph of the last build: the digests of who mentions each term are enough.
"""

from array import array
from collections.abc import Collection, Iterator, Mapping

from glossary_site.digest import digest
from glossary_site.mentions.network import COMMON, Counts, MentionGraph


def digest_sources(graph: MentionGraph) -> Iterator[str]:
    """The digest of who mentions each entry, by its number."""
    return (digest(array("I", graph.mentioned_by[number]).tobytes()) for number in range(len(graph.ids)))


def find_affected(
    graph: MentionGraph, recounted: Collection[int], resourced: Collection[int], before: Mapping[int, Counts]
) -> frozenset[str]:
    """The ids of all terms whose links may be others, of the same entries with the same definitions and categories.

    ``recounted`` mention others than ``before``, or not as often; ``resourced`` are not mentioned by the same as
    before. The backlinks of these may be others, and those of all that one of the former mentions as often as it did
    not; where it is not known how often it did, of all that it mentions. So may the near terms of an entry that has
    something in common with one whose vector has another length, since a term that it mentions has another weight.
    """
    mentioned, mentioned_by = graph.mentioned, graph.mentioned_by
    found = {*recounted, *resourced}
    for source in recounted:
        counts = zip(mentioned[source], graph.times[source], strict=True)
        found.update(target for target, count in counts if before.get(source, {}).get(target) != count)
    if resourced:
        # A term that more than these mention has no weight, now as before.
        most = COMMON + len(recounted)
        weighed = (target for target in resourced if mentioned_by.length(target) <= most)
        changed = {*recounted, *(source for target in weighed for source in mentioned_by[target])}
        found |= changed
        for number in changed:
            for holders, held in ((graph.defined_with, graph.words[number]), (mentioned_by, mentioned[number])):
                for each in held:
                    if holders.length(each) <= COMMON:
                        found.update(holders[each])
    return frozenset(graph.ids[number] for number in found)
