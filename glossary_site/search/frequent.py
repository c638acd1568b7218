"""The words that many entries have. A query first asks for its other words, whose rows are small.

``static/search-rank.js`` does the same in the browser. It reads the list in the manifest, before it fetches any row.
"""

from collections.abc import Mapping, Sequence
from typing import Self

from glossary_site.search.scores import script_order
from glossary_site.values import Frozen

#: A term is frequent with more postings than an eighth of the documents, within the first two bounds. A query ignores a
#: term of more than a sixth, within the last two, where it has others: it distinguishes little, and is large to load.
_LEAST_FREQUENT, _LEAST_COMMON, _MOST_RARE = 1_000, 8_000, 16_000
#: How many words of a query are asked for even where all are frequent.
_FEWEST = 3


def least_frequent(documents: int) -> int:
    """The number of postings above which a term is frequent in an index of so many documents."""
    return min(max(documents // 8, _LEAST_FREQUENT), _MOST_RARE)


class FrequentTerms(Frozen):
    """The frequent terms of an index, those with most postings first; ``common``: how many of them are left out."""

    terms: tuple[str, ...]
    common: int

    @classmethod
    def of(cls, counts: Mapping[str, int], documents: int) -> Self:
        """The frequent ones of terms with so many postings each."""
        least = least_frequent(documents)
        terms = sorted(
            (term for term in counts if counts[term] > least), key=lambda each: (-counts[each], script_order(each))
        )
        bound = min(max(documents // 6, _LEAST_COMMON), _MOST_RARE)
        return cls(tuple(terms), sum(counts[term] > bound for term in terms))

    def used(self, stems: Sequence[str]) -> Sequence[str]:
        """The stems of a query without common ones, if there are others."""
        common = self.terms[: self.common]
        return [stem for stem in stems if stem not in common] or stems

    def asked(self, stems: Sequence[str]) -> Sequence[str]:
        """The stems that are not frequent; where these are fewer than three, also the least frequent of the others."""
        places = {term: place for place, term in enumerate(self.terms)}
        rarity = [places.get(stem, len(places)) for stem in stems]
        least = min(sorted(rarity, reverse=True)[:_FEWEST], default=0)
        return [stem for stem, rare in zip(stems, rarity, strict=True) if rare >= least]
