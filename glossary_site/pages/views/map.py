"""What the map shows."""

from glossary_site.pages.views.links import CategoryPlace
from glossary_site.values import Frozen


class Dot(Frozen):
    """A term on the map: its place, its size from 1 to 4 by how often it is mentioned, its name and its page."""

    x: int
    y: int
    size: int
    term: str
    url: str


class Group(Frozen):
    """The terms of one category, or of several small ones (``category`` is None): a field with a dot for each.

    ``dots`` are those that the page shows, the most mentioned first, ``count`` is the number of all its terms. ``near``
    are the categories with which it has most mentions.
    """

    category: CategoryPlace | None
    count: int
    x: int
    y: int
    radius: int
    dots: tuple[Dot, ...]
    near: tuple[CategoryPlace, ...]


class Tie(Frozen):
    """How often the terms of two groups mention one another, as a line of width 1 to 4 between their middles."""

    x1: int
    y1: int
    x2: int
    y2: int
    width: int


class Label(Frozen):
    """A name on the map, of a category in the middle above its place or of a term behind it."""

    x: int
    y: int
    text: str
    is_category: bool


class MapView(Frozen):
    """The map of the glossary, in a field of ``width`` by ``height``; ``text`` is the size of its letters.

    ``mentions`` is the path of lines between terms. ``labels`` are names that do not cover one another. ``total``
    counts all terms, ``shown`` those with a dot on the page.
    """

    width: int
    height: int
    text: int
    groups: tuple[Group, ...]
    ties: tuple[Tie, ...]
    mentions: str
    labels: tuple[Label, ...]
    total: int
    shown: int
