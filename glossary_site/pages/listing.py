"""What each listing holds and in which order: all terms, a letter, a category, a tag, in summary or in full."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from itertools import chain, groupby

from glossary_site.config import SiteConfig
from glossary_site.digest import Digested
from glossary_site.glossary import Category, Entry, Glossary, Tag, are_meanings, with_higher
from glossary_site.language import DIGITS, collation, comma, filing_name, read_texts
from glossary_site.mentions import LinkedBody
from glossary_site.pages.entries import link_to
from glossary_site.pages.fields import view_remarks
from glossary_site.pages.pagination import Paginator, cut_pages
from glossary_site.pages.tree import Tree, make_tree
from glossary_site.pages.urls import (
    ALL,
    TAGS,
    category_url,
    html_from,
    letter_anchor,
    letter_url,
    root_from,
    tag_url,
    term_url,
)
from glossary_site.pages.views import (
    Card,
    CategoryLink,
    CategoryPlace,
    ItemGroup,
    LetterLink,
    Link,
    ListingView,
    NarrowLink,
    SeeItem,
    SenseItem,
    TermItem,
)
from glossary_site.records import sense_anchors
from glossary_site.values import Frozen, replace

#: Among more categories nobody chooses, and every page of a letter would name them all.
_CHOICE = 200


class WholeSense(Frozen):
    """An entry of a full listing in a language, which is not on a page yet: its links depend on the page's root."""

    link: Link
    heading: str
    category: str
    body: LinkedBody
    language: str

    def on_page(self, url: str) -> SenseItem:
        """The item on the page ``url``."""
        root, body = root_from(url), self.body
        fields = tuple(view_remarks(body.remarks, root, self.language))
        return SenseItem(
            self.link, self.heading, self.category, html_from(body.lead, root) + html_from(body.html, root), fields
        )


#: The linked senses of each entry, by its id.
BodiesById = Mapping[str, Digested[tuple[LinkedBody, ...]]]
#: A line of a listing; of these a template sees ``WholeSense`` as a ``SenseItem``.
Item = TermItem | SeeItem | WholeSense
Shown = TermItem | SeeItem | SenseItem


class Listing(Frozen):
    """A listing: its heading, and its lines in pages.

    ``narrow`` are a category's letters, or a letter's categories, each leading to that letter in the category.
    ``trail`` are the categories above, or the page of all tags; ``below`` are the categories next below, and ``own``
    counts the entries that are in the category itself. ``chosen`` is the filter of which this is the listing.
    """

    heading: str
    pages: Paginator[Item]
    narrow: tuple[NarrowLink, ...] = ()
    trail: tuple[CategoryPlace, ...] = ()
    below: tuple[CategoryLink, ...] = ()
    own: int = 0
    chosen: tuple[str, str] = ("", "")


class Outline(Frozen):
    """What there is of listings without their lines: the A–Z bar, the number of terms, and the URLs of all pages.

    ``trees`` are the pages of the tree of broader and narrower terms, each with the term whose lower ones it shows.
    """

    letters: tuple[LetterLink, ...]
    total: int
    urls: tuple[str, ...]
    trees: tuple[tuple[str, str], ...]


class Listings(Frozen):
    """All listings of the site, and the A–Z bar, categories and tags that lead to them, these by their whole names.

    ``tree`` is that of broader and narrower terms.
    """

    everything: Listing
    by_letter: tuple[Listing, ...]
    by_category: tuple[Listing, ...]
    by_tag: tuple[Listing, ...]
    letters: tuple[LetterLink, ...]
    categories: Mapping[str, CategoryLink]
    tags: Mapping[str, CategoryLink]
    tree: Tree

    def by_url(self) -> dict[str, tuple[Listing, int]]:
        """The listing on each page and the number of the page, by its URL."""
        every = (self.everything, *self.by_letter, *self.by_category, *self.by_tag)
        return {url: (each, number) for each in every for number, url in enumerate(each.pages.urls, 1)}

    @property
    def outline(self) -> Outline:
        """All but the lines."""
        return Outline(self.letters, self.everything.pages.total, tuple(self.by_url()), tuple(self.tree.urls()))


def _term_item(entry: Entry) -> TermItem:
    record = entry.record
    return TermItem(link_to(entry), record.abbreviations, record.categories, len(record.senses), are_meanings(record))


def _category_items(entry: Entry, item: TermItem, separator: str) -> Iterator[tuple[str, TermItem]]:
    """The line of a term in each of its categories and those above: the meaning there, and the other categories."""
    senses = entry.record.senses
    anchors = sense_anchors(senses) if len(senses) > 1 else ()
    held = [with_higher(sense.categories, separator) for sense in senses]
    for category in dict.fromkeys(chain.from_iterable(held)):
        link = item.link
        if anchors:
            place = next(place for place, names in enumerate(held) if category in names)
            link = Link(f"{item.link.url}#{anchors[place]}", item.link.term, senses[place].definition)
        others = tuple(other for other in item.categories if other != category)
        yield category, replace(item, link=link, categories=others)


class Line(Frozen):
    """A line of listings: its place in the order, its letter, what the listings of its categories show, its tags."""

    key: tuple[bytes, str, int]
    item: Item
    letter: str
    in_categories: tuple[tuple[str, Item], ...] = ()
    tags: tuple[str, ...] = ()


#: The lines of each entry, by its id.
Lines = Mapping[str, Sequence[Line]]
#: Links by the whole names of categories or tags.
_Links = Mapping[str, CategoryLink]


def _file_term(entry: Entry, taken: Collection[str], separator: str, language: str) -> Iterator[Line]:
    """A term, and a "see" line for each other name of it, under that name's letter, that is not ``taken`` by a term."""
    order = collation(language)
    item = _term_item(entry)
    filed = filing_name(entry.record.reading or entry.record.term, language)
    in_categories = tuple(_category_items(entry, item, separator))
    yield Line((order.sort_key(filed), entry.id, 0), item, entry.letter, in_categories, entry.record.tags)
    for name in dict.fromkeys((*entry.record.aliases, *entry.record.abbreviations)):
        if name.casefold() not in taken:
            filed = filing_name(name, language)
            yield Line((order.sort_key(filed), entry.id, 1), SeeItem(name, item.link), order.letter(filed))


def _file_terms(glossary: Glossary, language: str, before: Lines, same: Mapping[str, Entry]) -> Lines:
    """The lines of each term, by its id; those that it had ``before`` where its entry is the ``same``."""
    taken = {entry.record.term.casefold() for entry in glossary.entries}
    separator = glossary.subjects.separator
    # A name has a "see" line only where no term has that name.
    changed = taken ^ {entry.record.term.casefold() for entry in same.values()}

    def is_same(entry: Entry) -> bool:
        others = (*entry.record.aliases, *entry.record.abbreviations)
        return same.get(entry.id) is entry and (not others or changed.isdisjoint(map(str.casefold, others)))

    return {
        entry.id: before[entry.id] if is_same(entry) else tuple(_file_term(entry, taken, separator, language))
        for entry in glossary.entries
    }


def _file_senses(glossary: Glossary, bodies: BodiesById, config: SiteConfig) -> Lines:
    """Each sense by its whole heading line: the order in which the source glossary publishes them."""
    order, separator = collation(config.order), glossary.subjects.separator
    found: dict[str, Sequence[Line]] = {}
    for entry in glossary.entries:
        senses = zip(entry.record.senses, bodies[entry.id].value, sense_anchors(entry.record.senses), strict=True)
        filed = []
        for number, (sense, body, anchor) in enumerate(senses):
            heading = sense.heading or entry.record.term
            link = Link(f"{term_url(entry.id)}#{anchor}", entry.record.term, sense.definition)
            item = WholeSense(link, heading, comma(config.language).join(sense.categories), body, config.language)
            letter = order.letter(filing_name(heading, config.language))
            in_categories = tuple((name, item) for name in with_higher(sense.categories, separator))
            key = (order.sort_key(heading), entry.id, number)
            filed.append(Line(key, item, letter, in_categories, entry.record.tags))
        found[entry.id] = tuple(filed)
    return found


def _letter_bar(letters: Sequence[str], filed: Iterable[Line]) -> tuple[LetterLink, ...]:
    counts = dict.fromkeys(letters, 0)
    used: set[str] = set()
    for each in filed:
        used.add(each.letter)
        counts[each.letter] += _is_entry(each.item)
    return tuple(
        LetterLink(label, letter_url(label) if label in used else "", count, False) for label, count in counts.items()
    )


def _subject_links(subjects: Sequence[Category | Tag], url: Callable[[str], str]) -> dict[str, CategoryLink]:
    most = max((len(each.ids) for each in subjects), default=1)
    return {
        each.name: CategoryLink(each.name, url(each.slug), len(each.ids), max(1, round(100 * len(each.ids) / most)))
        for each in subjects
    }


def link_categories(glossary: Glossary) -> dict[str, CategoryLink]:
    """Links to the listings of categories, by their whole names."""
    return _subject_links(glossary.categories, category_url)


def link_tags(glossary: Glossary) -> dict[str, CategoryLink]:
    """Links to the listings of tags, by their names."""
    return _subject_links(glossary.tags, tag_url)


def _is_entry(item: Item) -> bool:
    return not isinstance(item, SeeItem)


def _subject_listing(
    place: CategoryLink, filed: Sequence[tuple[str, Item]], letters: Sequence[str], size: int
) -> Listing:
    """The listing of a category or a tag, letter by letter: names filed by other rules may interrupt their letter."""
    ranks = {letter: rank for rank, letter in enumerate(letters)}
    ordered = sorted(filed, key=lambda each: ranks[each[0]])
    runs = [(letter, len(list(run))) for letter, run in groupby(letter for letter, _ in ordered)]
    pages = cut_pages(place.url, [item for _, item in ordered], size, letters=runs)
    starts = pages.letter_starts()
    narrow = tuple(NarrowLink(letter, f"{url}#{letter_anchor(letter)}", count) for letter, url, count in starts)
    return Listing(place.name, pages, narrow)


def _in_tree(listings: Iterable[Listing], categories: Sequence[Category], links: _Links) -> Iterator[Listing]:
    """The listings of categories, each with the categories above and below it."""
    by_name = {each.name: each for each in categories}
    below: dict[str, list[CategoryLink]] = defaultdict(list)
    for each in categories:
        below[each.parent].append(replace(links[each.name], name=each.label))
    for listing, category in zip(listings, categories, strict=True):
        trail: list[CategoryPlace] = []
        above = category.parent
        while above:
            trail.insert(0, CategoryPlace(by_name[above].label, links[above].url))
            above = by_name[above].parent
        yield replace(
            listing,
            heading=category.label,
            trail=tuple(trail),
            below=tuple(below[category.name]),
            own=category.own,
            chosen=("category", category.name),
        )


def file_lines(
    glossary: Glossary,
    bodies: BodiesById,
    config: SiteConfig,
    before: Lines | None = None,
    entries_before: Iterable[Entry] = (),
) -> Lines:
    """The lines of each entry in all listings, by its id.

    The lines ``before`` are those of ``entries_before``; an entry that is one of these keeps its own.
    """
    if config.listing == "full":
        return _file_senses(glossary, bodies, config)
    return _file_terms(glossary, config.order, before or {}, {entry.id: entry for entry in entries_before})


def sort_listings(glossary: Glossary, lines: Lines, config: SiteConfig) -> Listings:
    """All listings, of the lines that ``file_lines`` gives."""
    _ = read_texts(config.language).gettext
    filed = sorted(chain.from_iterable(lines.values()), key=lambda each: each.key)
    by_letter: dict[str, list[Item]] = defaultdict(list)
    filed_in: dict[str, list[tuple[str, Item]]] = defaultdict(list)
    tagged: dict[str, list[tuple[str, Item]]] = defaultdict(list)
    for each in filed:
        by_letter[each.letter].append(each.item)
        for category, item in each.in_categories:
            filed_in[category].append((each.letter, item))
        for tag in each.tags:
            tagged[tag].append((each.letter, each.item))
    letters = _letter_bar(glossary.letters, filed)
    categories, tags = link_categories(glossary), link_tags(glossary)
    size = config.page_size
    by_category = [
        _subject_listing(categories[each.name], filed_in[each.name], glossary.letters, size)
        for each in glossary.categories
    ]
    all_tags = (CategoryPlace(_("Tags"), TAGS),)
    narrow: dict[str, list[NarrowLink]] = defaultdict(list)
    for listing in by_category:
        for link in listing.narrow:
            narrow[link.name].append(replace(link, name=listing.heading))
    everything = [each.item for each in filed if _is_entry(each.item)]
    return Listings(
        everything=Listing(_("All terms"), cut_pages(ALL, everything, size)),
        by_letter=tuple(
            Listing(
                _("Digits and symbols") if place.label == DIGITS else place.label,
                cut_pages(place.url, by_letter[place.label], size, is_entry=_is_entry),
                tuple(narrow[place.label]) if 1 < len(narrow[place.label]) <= _CHOICE else (),
                chosen=("letter", place.label),
            )
            for place in letters
            if place.url
        ),
        by_category=tuple(_in_tree(by_category, glossary.categories, categories)),
        by_tag=tuple(
            replace(_subject_listing(place, tagged[name], glossary.letters, size), trail=all_tags, chosen=("tag", name))
            for name, place in tags.items()
        ),
        letters=letters,
        categories=categories,
        tags=tags,
        tree=make_tree(glossary.entries),
    )


def _shown(item: Item, url: str) -> Shown:
    return item.on_page(url) if isinstance(item, WholeSense) else item


def listing_view(listing: Listing, number: int, links: Mapping[str, Link], *, full: bool) -> ListingView:
    """What page ``number`` of a listing shows; ``links`` are all terms by their ids."""
    pages, url = listing.pages, listing.pages.url_of(number)
    items = pages.lines_on(number)
    if pages.letters:
        groups = [
            ItemGroup(
                letter_anchor(run.letter),
                run.letter,
                letter_url(run.letter),
                tuple(_shown(item, url) for item in run.lines),
                run.total,
                run.next_url and f"{run.next_url}#{letter_anchor(run.letter)}",
            )
            for run in pages.runs_on(number)
        ]
    else:
        shown = tuple(_shown(item, url) for item in items)
        groups = [ItemGroup("", "", "", shown, len(shown), "")] if shown else []
    bodies = [item.body for item in items if isinstance(item, WholeSense)]
    mentioned = dict.fromkeys(identity for body in bodies for identity in body.linked_ids)
    return ListingView(
        listing.heading,
        full,
        tuple(groups),
        pages.pagination(number),
        narrow_by="letter" if pages.letters else "category" if listing.narrow else "",
        narrow=listing.narrow,
        cards=tuple(Card(identity, links[identity]) for identity in mentioned),
        trail=listing.trail,
        below=listing.below,
        own=listing.own,
        chosen=listing.chosen,
    )
