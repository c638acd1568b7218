"""The anchors of a term's senses on its page."""

from collections.abc import Sequence
from functools import lru_cache

from glossary_site.language import distinct_slugs
from glossary_site.records.record import Sense

#: Ids that the default theme uses itself.
_TAKEN_BY_THEME = frozenset(("main", "meanings", "cards", "search-dialog"))


def sense_anchors(senses: Sequence[Sense]) -> tuple[str, ...]:
    """An anchor for each sense: the slug of its category, with a number after it where another sense has that."""
    return _anchors(tuple(sense.category for sense in senses))


@lru_cache(maxsize=4096)  # most terms have one sense, and many of them the same category
def _anchors(categories: tuple[str, ...]) -> tuple[str, ...]:
    slugs = distinct_slugs(set(categories), otherwise="sense")
    taken: dict[str, int] = {}
    for category in categories:
        name = slugs[category]
        name = anchor = f"sense-{name}" if name in _TAKEN_BY_THEME else name
        while anchor in taken:
            taken[name] += 1
            anchor = f"{name}-{taken[name]}"
        taken[anchor] = 1
    return tuple(taken)
