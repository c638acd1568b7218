"""What pages show of terms, letters and categories that have pages of their own."""

from glossary_site.digest import Shared
from glossary_site.text.definition import Definition
from glossary_site.values import Frozen


class Link(Frozen, Shared, dict=True):
    """All that one page sees of another entry."""

    url: str
    term: str
    definition: Definition


class Card(Frozen):
    """What a hover card shows of a mentioned term; mentions carry ``id`` in ``data-term``."""

    id: str
    link: Link


class DatedLink(Frozen):
    """A term and the day (2026-03-31) of its last change."""

    link: Link
    date: str


class LetterLink(Frozen):
    """One place on the A–Z bar; ``url`` is "" where the letter has no entries."""

    label: str
    url: str
    count: int
    current: bool


class CategoryLink(Frozen):
    """A category with those below it, or a tag: how many terms it has, also as a share of the largest (1 to 100)."""

    name: str
    url: str
    count: int
    percent: int


class CategoryPlace(Frozen):
    """A category or a tag without counts, which change with every other entry."""

    name: str
    url: str
