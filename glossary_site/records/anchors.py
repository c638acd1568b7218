"""The anchors of a term's senses on its page."""

from collections.abc import Sequence

from glossary_site.language import distinct_slugs
from glossary_site.records.record import Sense

#: Ids that the default theme uses itself.
_TAKEN_BY_THEME = frozenset(("main", "meanings", "cards", "search-dialog"))


def sense_anchors(senses: Sequence[Sense]) -> tuple[str, ...]:
    """An anchor for each sense: the slug of its category, with a number after it where another sense has that."""
    slugs = distinct_slugs({sense.category for sense in senses}, otherwise="sense")
    taken: dict[str, int] = {}
    for sense in senses:
        name = slugs[sense.category]
        name = anchor = f"sense-{name}" if name in _TAKEN_BY_THEME else name
        while anchor in taken:
            taken[name] += 1
            anchor = f"{name}-{taken[name]}"
        taken[anchor] = 1
    return tuple(taken)
