"""What each listing holds and in which order: all terms, a letter, a category, in summary or in full."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import accumulate, chain, groupby, pairwise

from glossary_site.config import SiteConfig
from glossary_site.glossary import Category, Change, Entry, Glossary, Kind
from glossary_site.language import DIGITS, collation, filing_name, read_texts
from glossary_site.mentions import LinkedBody, Mention
from glossary_site.pages.urls import (
    ALL,
    CHANGES,
    category_url,
    html_from,
    letter_anchor,
    letter_url,
    listing_url,
    root_from,
    term_url,
)
from glossary_site.pages.views import (
    CategoryLink,
    ChangeDay,
    ChangeLine,
    ChangesView,
    ItemGroup,
    LetterLink,
    Link,
    ListingView,
    NarrowLink,
    PageNumber,
    Pagination,
    SeeItem,
    SenseItem,
    TermItem,
)
from glossary_site.records import sense_anchors

#: Among more categories nobody chooses, and every page of a letter would name them all.
_CHOICE = 200


@dataclass(frozen=True, slots=True)
class WholeSense:
    """An entry of a full listing before it is known on which page, and so by which root, its links stand."""

    link: Link
    heading: str
    category: str
    pieces: tuple[str | Mention, ...]

    def on_page(self, url: str) -> SenseItem:
        """The item as it stands on the page ``url``."""
        return SenseItem(self.link, self.heading, self.category, html_from(self.pieces, root_from(url)))


#: A line of a listing; of these a template sees ``WholeSense`` as a ``SenseItem``.
Item = TermItem | SeeItem | WholeSense
Shown = TermItem | SeeItem | SenseItem


@dataclass(frozen=True, slots=True)
class Listing:
    """A listing: where it starts, its heading, its lines in order. ``total`` counts entries, not "see" lines.

    ``runs`` are a category's lines by letter, in order: the letter and how many there are. ``narrow`` are a letter's
    categories, each leading to that letter's run.
    """

    url: str
    heading: str
    items: tuple[Item, ...]
    total: int
    runs: tuple[tuple[str, int], ...] = ()
    narrow: tuple[NarrowLink, ...] = ()


@dataclass(frozen=True, slots=True)
class Listings:
    """All listings of the site, and the A–Z bar and category list that lead to them.

    ``filed`` is what each entry, by its id, has in them.
    """

    everything: Listing
    by_letter: tuple[Listing, ...]
    by_category: tuple[Listing, ...]
    letters: tuple[LetterLink, ...]
    categories: Mapping[str, CategoryLink]
    filed: Mapping[str, Sequence["_Filed"]] = field(repr=False)


def link_to(entry: Entry) -> Link:
    """What other pages see of an entry."""
    return Link(term_url(entry.id), entry.record.term, entry.definition)


class Links(Mapping[str, Link]):
    """What other pages see of each entry, by its id; made when first asked for, since a page shows few of many."""

    def __init__(self, entries: Sequence[Entry], places: Mapping[str, int]) -> None:
        self._entries = entries
        self._places = places
        self._made: dict[str, Link] = {}
        self._marks: dict[str, str] = {}

    def __getitem__(self, identity: str) -> Link:
        made = self._made.get(identity)
        if made is None:
            made = self._made[identity] = link_to(self._entries[self._places[identity]])
        return made

    def mark(self, identity: str) -> str:
        """All that a page shows of another term, in one text; "" of none."""
        made = self._marks.get(identity)
        if made is None:
            link = self.get(identity)
            made = self._marks[identity] = f"{identity}\n{link.term}\n{link.definition}\n" if link else ""
        return made

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)


def _term_item(entry: Entry) -> TermItem:
    categories = tuple(dict.fromkeys(sense.category for sense in entry.record.senses if sense.category))
    return TermItem(link_to(entry), entry.record.abbreviations, categories, len(entry.record.senses))


def _category_items(entry: Entry, item: TermItem) -> Iterator[tuple[str, TermItem]]:
    """What the listing of each category of a term says: the meaning that it has there, and where else it has one."""
    if len(entry.record.senses) == 1:
        yield from ((category, replace(item, categories=())) for category in item.categories)
        return
    anchors = sense_anchors(entry.record.senses)
    for category in item.categories:
        place, sense = next(each for each in enumerate(entry.record.senses) if each[1].category == category)
        link = Link(f"{item.link.url}#{anchors[place]}", item.link.term, sense.definition)
        others = tuple(other for other in item.categories if other != category)
        yield category, replace(item, link=link, categories=others)


@dataclass(frozen=True, slots=True)
class _Filed:
    """An item, its place in the order, its letter, and what stands for it in the listings of its categories."""

    key: tuple[bytes, str, int]
    item: Item
    letter: str
    in_categories: tuple[tuple[str, Item], ...]


def _file_term(entry: Entry, taken: Collection[str], language: str) -> Iterator[_Filed]:
    """A term, and a "see" line for each other name of it, under that name's letter, that is not ``taken`` by a term."""
    order = collation(language)
    item = _term_item(entry)
    filed = filing_name(entry.record.reading or entry.record.term, language)
    in_categories = tuple(_category_items(entry, item))
    yield _Filed((order.sort_key(filed), entry.id, 0), item, entry.letter, in_categories)
    for name in dict.fromkeys((*entry.record.aliases, *entry.record.abbreviations)):
        if name.casefold() not in taken:
            filed = filing_name(name, language)
            yield _Filed((order.sort_key(filed), entry.id, 1), SeeItem(name, item.link), order.letter(filed), ())


def _file_terms(
    glossary: Glossary, language: str, before: Mapping[str, Sequence[_Filed]], same: Mapping[str, Entry]
) -> dict[str, Sequence[_Filed]]:
    """What each term has in listings, by its id; what it had ``before`` where the entry is the ``same``."""
    taken = {entry.record.term.casefold() for entry in glossary.entries}
    # A "see" line comes or goes with a term of its name.
    turned = taken ^ {entry.record.term.casefold() for entry in same.values()}

    def stands(entry: Entry) -> bool:
        others = (*entry.record.aliases, *entry.record.abbreviations)
        return same.get(entry.id) is entry and (not others or turned.isdisjoint(map(str.casefold, others)))

    return {
        entry.id: before[entry.id] if stands(entry) else tuple(_file_term(entry, taken, language))
        for entry in glossary.entries
    }


def _file_senses(
    glossary: Glossary, bodies: Mapping[str, Sequence[LinkedBody]], language: str
) -> dict[str, Sequence[_Filed]]:
    """Each sense by its whole heading line: the order in which the source glossary publishes them."""
    order = collation(language)
    found: dict[str, Sequence[_Filed]] = {}
    for entry in glossary.entries:
        senses = zip(entry.record.senses, bodies[entry.id], sense_anchors(entry.record.senses), strict=True)
        filed = []
        for number, (sense, body, anchor) in enumerate(senses):
            heading = sense.heading or entry.record.term
            link = Link(f"{term_url(entry.id)}#{anchor}", entry.record.term, sense.definition)
            item = WholeSense(link, heading, sense.category, body.lead + body.html)
            letter = order.letter(filing_name(heading, language))
            in_categories = ((sense.category, item),) if sense.category else ()
            filed.append(_Filed((order.sort_key(heading), entry.id, number), item, letter, in_categories))
        found[entry.id] = tuple(filed)
    return found


def _letter_links(letters: Sequence[str], filed: Iterable[_Filed]) -> tuple[LetterLink, ...]:
    counts = dict.fromkeys(letters, 0)
    used: set[str] = set()
    for each in filed:
        used.add(each.letter)
        counts[each.letter] += not isinstance(each.item, SeeItem)
    return tuple(
        LetterLink(label, letter_url(label) if label in used else "", count, False) for label, count in counts.items()
    )


def _category_links(categories: Sequence[Category]) -> dict[str, CategoryLink]:
    most = max((len(category.ids) for category in categories), default=1)
    return {
        category.name: CategoryLink(
            category.name,
            category_url(category.slug),
            len(category.ids),
            max(1, round(100 * len(category.ids) / most)),
        )
        for category in categories
    }


def _listing(url: str, heading: str, items: Sequence[Item], narrow: Sequence[NarrowLink] = ()) -> Listing:
    total = sum(not isinstance(item, SeeItem) for item in items)
    return Listing(url, heading, tuple(items), total, narrow=tuple(narrow) if 1 < len(narrow) <= _CHOICE else ())


def _category_listing(place: CategoryLink, filed: Sequence[tuple[str, Item]], letters: Sequence[str]) -> Listing:
    """The listing of a category, letter by letter: names that are filed by other rules may interrupt their letter."""
    ranks = {letter: rank for rank, letter in enumerate(letters)}
    ordered = sorted(filed, key=lambda each: ranks[each[0]])
    runs = tuple((letter, len(list(run))) for letter, run in groupby(letter for letter, _ in ordered))
    items = tuple(item for _, item in ordered)
    return Listing(place.url, place.name, items, len(items), runs)


def letter_links(listing: Listing, size: int) -> tuple[NarrowLink, ...]:
    """A category's letters, each with the place in pages of ``size`` lines where it begins."""
    starts = accumulate((count for _, count in listing.runs), initial=0)
    return tuple(
        NarrowLink(letter, f"{listing_url(listing.url, start // size + 1)}#{letter_anchor(letter)}", count)
        for (letter, count), start in zip(listing.runs, starts, strict=False)
    )


def file_listings(
    glossary: Glossary,
    bodies: Mapping[str, Sequence[LinkedBody]],
    config: SiteConfig,
    before: Listings | None = None,
    known: Glossary | None = None,
) -> Listings:
    """All listings. ``bodies`` holds the linked senses of each entry by its id.

    Entries that are the very ones of the glossary ``known`` are taken over from the listings ``before``.
    """
    _ = read_texts(config.language).gettext
    if config.listing == "full":
        filed_by_id = _file_senses(glossary, bodies, config.language)
    else:
        same = {entry.id: entry for entry in known.entries} if known else {}
        filed_by_id = _file_terms(glossary, config.language, before.filed if before else {}, same)
    filed = sorted(chain.from_iterable(filed_by_id.values()), key=lambda each: each.key)
    by_letter: dict[str, list[Item]] = defaultdict(list)
    filed_in: dict[str, list[tuple[str, Item]]] = defaultdict(list)
    for each in filed:
        by_letter[each.letter].append(each.item)
        for category, item in each.in_categories:
            filed_in[category].append((each.letter, item))
    letters = _letter_links(glossary.letters, filed)
    categories = _category_links(glossary.categories)
    by_category = [_category_listing(place, filed_in[name], glossary.letters) for name, place in categories.items()]
    narrow: dict[str, list[NarrowLink]] = defaultdict(list)
    for listing in by_category:
        for link in letter_links(listing, config.page_size):
            narrow[link.name].append(replace(link, name=listing.heading))
    return Listings(
        everything=_listing(ALL, _("All terms"), [each.item for each in filed if not isinstance(each.item, SeeItem)]),
        by_letter=tuple(
            _listing(
                place.url,
                _("Digits and symbols") if place.label == DIGITS else place.label,
                by_letter[place.label],
                narrow[place.label],
            )
            for place in letters
            if place.url
        ),
        by_category=tuple(by_category),
        letters=letters,
        categories=categories,
        filed=filed_by_id,
    )


def _paginate(url: str, number: int, pages: int, total: int) -> Pagination:
    shown = sorted({1, pages, *range(max(1, number - 2), min(pages, number + 2) + 1)})
    numbers: list[PageNumber] = []
    for previous, target in zip([0, *shown], shown, strict=False):
        if target - previous == 2:
            numbers.append(PageNumber(target - 1, listing_url(url, target - 1), False))
        elif target - previous > 2:
            numbers.append(PageNumber(0, "", False))
        numbers.append(PageNumber(target, listing_url(url, target), target == number))
    return Pagination(
        number=number,
        pages=pages,
        total=total,
        first=url if number > 1 else "",
        previous=listing_url(url, number - 1) if number > 1 else "",
        next=listing_url(url, number + 1) if number < pages else "",
        last=listing_url(url, pages) if number < pages else "",
        numbers=tuple(numbers),
    )


def cut_pages(listing: Listing, size: int) -> list[tuple[Item, ...]]:
    """The lines of each page: ``size`` entries; "see" lines go with the entry above them and take no room."""
    starts = [position for position, item in enumerate(listing.items) if not isinstance(item, SeeItem)][::size]
    edges = [0, *starts[1:], len(listing.items)]
    return [listing.items[start:end] for start, end in pairwise(edges)]


def _change_line(change: Change, links: Mapping[str, Link]) -> ChangeLine:
    # A term that was merged or deleted has left its id, which another term may have taken since.
    gone = change.kind in (Kind.MERGED, Kind.DELETED)
    link = None if gone else links.get(change.id)
    return ChangeLine(change.kind.value, change.term, link, change.was, links.get(change.into))


def change_views(changes: Sequence[Change], links: Mapping[str, Link], size: int) -> tuple[ChangesView, ...]:
    """The pages of changes, ``size`` of them on each; ``links`` are all terms by their ids."""
    pages = [changes[start : start + size] for start in range(0, len(changes), size)]
    views = []
    for number, page in enumerate(pages, 1):
        days = groupby(page, key=lambda change: change.date)
        shown = tuple(ChangeDay(day, tuple(_change_line(change, links) for change in found)) for day, found in days)
        views.append(ChangesView(shown, _paginate(CHANGES, number, len(pages), len(changes))))
    return tuple(views)


def _groups(listing: Listing, shown: Sequence[Shown], number: int, size: int) -> Iterator[ItemGroup]:
    """The lines of page ``number`` of a category's listing, letter by letter."""
    first = (number - 1) * size
    start = 0
    for letter, count in listing.runs:
        end = start + count
        part = shown[max(start - first, 0) : max(end - first, 0)]
        if part:
            anchor = letter_anchor(letter)
            further = f"{listing_url(listing.url, number + 1)}#{anchor}" if end > first + size else ""
            yield ItemGroup(anchor, letter, letter_url(letter), tuple(part), count, further)
        start = end


def listing_view(
    listing: Listing, items: Sequence[Item], number: int, pages: int, *, full: bool, size: int
) -> ListingView:
    """What page ``number`` of ``pages`` shows of a listing: ``items``, as ``cut_pages`` gave them for ``size``."""
    url = listing_url(listing.url, number)
    shown = tuple(item.on_page(url) if isinstance(item, WholeSense) else item for item in items)
    pagination = _paginate(listing.url, number, pages, listing.total)
    if listing.runs:
        groups = tuple(_groups(listing, shown, number, size))
        return ListingView(listing.heading, full, groups, pagination, "letter", letter_links(listing, size))
    groups = (ItemGroup("", "", "", shown, len(shown), ""),) if shown else ()
    return ListingView(listing.heading, full, groups, pagination, "category" if listing.narrow else "", listing.narrow)
