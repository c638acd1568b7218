"""What listings show: their lines in groups, and the pages of each."""

from glossary_site.pages.views.links import Card, CategoryLink, CategoryPlace, Link
from glossary_site.pages.views.term import FieldView
from glossary_site.values import Frozen


class PageNumber(Frozen):
    """One number in a pagination; ``url`` is "" for a gap (``number`` is 0 then)."""

    number: int
    url: str
    current: bool


class Pagination(Frozen):
    """The place of a page among those of its listing. The urls are "" where there is no such page."""

    number: int
    pages: int
    total: int
    first: str
    previous: str
    next: str
    last: str
    numbers: tuple[PageNumber, ...]


class TermItem(Frozen):
    """A line of a summary listing. ``are_meanings``: no two of its ``senses`` have one definition, or nearly one."""

    link: Link
    abbreviations: tuple[str, ...]
    categories: tuple[str, ...]
    senses: int
    are_meanings: bool


class SeeItem(Frozen):
    """A line of a letter's listing that leads from another name to its term: ``name``, see ``link``."""

    name: str
    link: Link


class SenseItem(Frozen):
    """An entry of a full listing: the keyword line as published (or the term), and the whole entry as HTML.

    ``fields`` are shown under it.
    """

    link: Link
    heading: str
    category: str
    html: str
    fields: tuple[FieldView, ...] = ()


class NarrowLink(Frozen):
    """A part of a listing: a letter of a category or a category of a letter, and how many entries it has.

    ``url`` leads to the group of lines where it begins, which is always in the category's listing.
    """

    name: str
    url: str
    count: int


class ItemGroup(Frozen):
    """The lines under one letter on a page of a listing.

    In a category ``anchor`` is the group's id, ``letter_url`` the letter's own listing, and ``url`` leads to where the
    group goes on, "" when it ends here. ``total`` counts its entries on all pages. Other listings have one group,
    without an anchor.
    """

    anchor: str
    letter: str
    letter_url: str
    items: tuple[TermItem | SeeItem | SenseItem, ...]
    total: int
    url: str


class ListingView(Frozen):
    """A listing: ``heading`` is what is listed ("All terms", "T", a category's name).

    The lines of ``groups`` are ``TermItem`` and ``SeeItem`` in a summary, ``SenseItem`` where ``full`` is true; then
    ``cards`` are those of every term mentioned in them. ``narrow`` are a category's letters or a letter's categories:
    ``narrow_by`` is "letter" or "category", and "" where there is nothing to choose. ``trail`` are the categories above
    a category, or the page of all tags. ``below`` are the categories next below one; ``own`` counts its own entries.
    ``chosen`` is the filter of which it is the listing, and its value: ``("letter", "T")``.
    """

    heading: str
    full: bool
    groups: tuple[ItemGroup, ...]
    pagination: Pagination
    narrow_by: str = ""
    narrow: tuple[NarrowLink, ...] = ()
    cards: tuple[Card, ...] = ()
    trail: tuple[CategoryPlace, ...] = ()
    below: tuple[CategoryLink, ...] = ()
    own: int = 0
    chosen: tuple[str, str] = ("", "")

    @property
    def items(self) -> tuple[TermItem | SeeItem | SenseItem, ...]:
        """All lines in order."""
        return tuple(item for group in self.groups for item in group.items)
