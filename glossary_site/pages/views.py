"""What templates see: the values of a page's parts, and nothing else.

Every ``url`` is relative to the site's root and has no leading slash (``term/wafer/``, ``category/lithography/2/``);
templates put ``root`` before it. Text is plain text (escaped by the template); fields named ``html`` are safe HTML.
"""

from typing import TypeAlias

from glossary_site.config import NavLink
from glossary_site.digest import Shared
from glossary_site.records import Record
from glossary_site.values import compact


@compact
class Link(Shared):
    """All that one page sees of another entry. ``definition`` is one plain sentence."""

    url: str
    term: str
    definition: str


@compact
class SiteView:
    """The whole site's facts. ``terms`` and ``senses`` are counts; ``description`` may be "".

    ``has_changes``: it has pages of changes; ``has_feed``: it has a feed of them; ``offline``: browsers may keep it.
    """

    title: str
    description: str
    language: str
    direction: str
    base_url: str
    back_link: NavLink | None
    licence: NavLink | None
    footer: str
    accent: str
    logo: str
    favicon: str
    terms: int
    senses: int
    has_search: bool
    has_changes: bool
    has_feed: bool
    offline: bool


@compact
class Alternate:
    """A page in one language of the site.

    ``language`` is a tag, ``name`` the language's own for itself; ``url`` leads from this page's ``root`` to the page
    or, where there is none, to the language's home. ``address`` is its whole address, "" where there is no such page or
    the site has no ``base_url``. ``current``: this is the page.
    """

    language: str
    name: str
    url: str
    address: str
    current: bool


@compact
class PageView:
    """This page: ``url`` within the site, ``root`` to reach the site's root from it (``../../``), ``kind`` of page.

    ``linked_data_html`` is JSON-LD for a script element, or "". ``alternates`` are the page in each language of the
    site, () where it has one only; ``addresses`` are (hreflang, address) of those that it has.
    """

    url: str
    root: str
    title: str
    description: str
    kind: str
    linked_data_html: str = ""
    alternates: tuple[Alternate, ...] = ()
    addresses: tuple[tuple[str, str], ...] = ()


@compact
class LetterLink:
    """One place on the A–Z bar; ``url`` is "" where the letter has no entries."""

    label: str
    url: str
    count: int
    current: bool


@compact
class CategoryLink:
    """A category, how many terms it has, and that as a share of the largest one (1 to 100)."""

    name: str
    url: str
    count: int
    percent: int


@compact
class CategoryPlace:
    """A category as a term's page shows it: without counts, which change with every other entry."""

    name: str
    url: str


@compact
class PageNumber:
    """One number in a pagination; ``url`` is "" for a gap (``number`` is 0 then)."""

    number: int
    url: str
    current: bool


@compact
class Pagination:
    """The place of a page among those of its listing. The urls are "" where there is no such page."""

    number: int
    pages: int
    total: int
    first: str
    previous: str
    next: str
    last: str
    numbers: tuple[PageNumber, ...]


@compact
class TermItem:
    """A line of a summary listing."""

    link: Link
    abbreviations: tuple[str, ...]
    categories: tuple[str, ...]
    senses: int


@compact
class SeeItem:
    """A line of a letter's listing that leads from another name to its term: ``name``, see ``link``."""

    name: str
    link: Link


@compact
class SenseItem:
    """An entry of a full listing: the keyword line as published (or the term), and the whole entry as HTML."""

    link: Link
    heading: str
    category: str
    html: str


@compact
class NarrowLink:
    """A part of a listing: a letter of a category or a category of a letter, and how many entries it has.

    ``url`` leads to the group of lines where it begins, which is always in the category's listing.
    """

    name: str
    url: str
    count: int


@compact
class ItemGroup:
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


@compact
class ListingView:
    """A listing: ``heading`` is what is listed ("All terms", "T", a category's name).

    The lines of ``groups`` are ``TermItem`` and ``SeeItem`` in a summary, ``SenseItem`` where ``full`` is true; then
    ``cards`` are those of every term mentioned in them. ``narrow`` are a category's letters or a letter's categories:
    ``narrow_by`` is "letter" or "category", and "" where there is nothing to choose.
    """

    heading: str
    full: bool
    groups: tuple[ItemGroup, ...]
    pagination: Pagination
    narrow_by: str = ""
    narrow: tuple[NarrowLink, ...] = ()
    cards: tuple["Card", ...] = ()

    @property
    def items(self) -> tuple[TermItem | SeeItem | SenseItem, ...]:
        """All lines in order."""
        return tuple(item for group in self.groups for item in group.items)


@compact
class SourceView:
    """Where a sense was taken from; ``url`` may be ""."""

    text: str
    url: str


@compact
class SenseView:
    """One sense on a term's page. ``lead`` is the definition as HTML, ``html`` the rest (either may be "")."""

    anchor: str
    number: int
    category: CategoryPlace | None
    definition: str
    lead: str
    html: str
    keywords: tuple[str, ...]
    heading: str
    source: SourceView | None


@compact
class Card:
    """What a hover card shows of a mentioned term; mentions carry ``id`` in ``data-term``."""

    id: str
    link: Link


@compact
class Surroundings:
    """What a term's page shows of other terms.

    ``replaced_by`` is what to use instead of a deprecated or superseded term. ``related``, ``broader`` and ``narrower``
    are declared by an author, ``near`` is computed. ``backlinks`` are the first of the ``backlinks_count`` terms that
    mention this one; ``mentioned`` are the terms that its bodies name.
    """

    replaced_by: Link | None
    related: tuple[Link, ...]
    broader: tuple[Link, ...]
    narrower: tuple[Link, ...]
    near: tuple[Link, ...]
    backlinks: tuple[Link, ...]
    backlinks_count: int
    mentioned: tuple[Link, ...]
    previous: Link | None
    next: Link | None


@compact
class TermView(Surroundings):
    """A term's page.

    ``record`` holds the names and all other fields of the term's entry as its author gave them, without its bodies.
    ``definition`` is the one that listings show. ``cards`` are those of the terms that its bodies link to. ``edit_url``
    and ``suggest_url`` are "" where none is configured, ``updated`` (2026-03-31) where no change is dated.
    ``is_stale``: it was translated, and its original has changed since.
    """

    record: Record
    definition: str
    senses: tuple[SenseView, ...]
    cards: tuple[Card, ...]
    letter: LetterLink
    edit_url: str
    suggest_url: str
    updated: str
    is_stale: bool = False


@compact
class FaultView:
    """One error of an entry that is left out: file and line, what is wrong, what to do."""

    place: str
    message: str
    hint: str


@compact
class DepartedView:
    """A term that was removed, and where it is found now; in a preview, why its entry is left out."""

    term: str
    link: Link | None
    faults: tuple[FaultView, ...] = ()


@compact
class DatedLink:
    """A term and the day (2026-03-31) of its last change."""

    link: Link
    date: str


@compact
class HomeView:
    """The front page. ``featured`` is a term chosen by the build's content (a random term without JavaScript).

    ``recent`` are the terms that changed last, the newest first. ``introduction`` is safe HTML.
    """

    categories: tuple[CategoryLink, ...]
    featured: Link | None
    recent: tuple[DatedLink, ...] = ()
    introduction: str = ""


@compact
class ChangeLine:
    """One change: ``kind`` is added, redefined, renamed, merged, deprecated, deleted, editorial or updated.

    ``link`` is the term's, None where it was deleted; ``was`` its old name; ``into`` what replaces it or has its names.
    """

    kind: str
    term: str
    link: Link | None
    was: str
    into: Link | None


@compact
class ChangeDay:
    """What changed on one day (2026-03-31)."""

    date: str
    lines: tuple[ChangeLine, ...]


@compact
class ChangesView:
    """A page of changes, the newest first."""

    days: tuple[ChangeDay, ...]
    pagination: Pagination


@compact
class Bar:
    """A line of a chart; ``percent`` is its length, from 0 to 100."""

    label: str
    count: int
    percent: int


@compact
class Chart:
    """One chart of the quality page; ``name`` is its anchor."""

    name: str
    heading: str
    about: str
    bars: tuple[Bar, ...]


@compact
class TroubleView:
    """What one rule found: ``summary`` and ``hint`` are English, as ``glossary check`` prints them."""

    code: str
    severity: str
    summary: str
    hint: str
    count: int
    percent: int
    links: tuple[Link, ...]


@compact
class QualityView:
    """The quality page; ``duplicates`` are among the ``troubles``."""

    charts: tuple[Chart, ...]
    duplicates: tuple[TroubleView, ...]
    troubles: tuple[TroubleView, ...]


#: The parts that templates name, and their types. ``site``, ``page``, ``letters`` and ``all_letter`` are on every page.
PartValue: TypeAlias = (
    SiteView
    | PageView
    | LetterLink
    | tuple[LetterLink, ...]
    | ListingView
    | TermView
    | DepartedView
    | HomeView
    | ChangesView
    | QualityView
)
