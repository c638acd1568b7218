"""``Glossary`` -> ``Page`` values: every URL of the site is made here, and what each page shows is decided here."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from glossary_site.collation import DIGITS, collation, filing_name, letter_slug, slugify
from glossary_site.config import SiteConfig
from glossary_site.glossary import Category, Entry, Glossary
from glossary_site.markup import Body
from glossary_site.records import Sense
from glossary_site.views import (
    CategoryLink,
    HomeView,
    LetterLink,
    Link,
    ListingView,
    PageNumber,
    PageView,
    Pagination,
    PartValue,
    SenseItem,
    SenseView,
    SiteView,
    SourceView,
    TermItem,
    TermView,
)

HOME, ALL, SEARCH, NOT_FOUND = "", "all/", "search/", "404.html"

_RIGHT_TO_LEFT = frozenset(("ar", "arc", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"))


@dataclass(frozen=True, slots=True)
class Part:
    """A named input of a page."""

    name: str
    value: PartValue


@dataclass(frozen=True, slots=True)
class Page:
    """A page to render: its URL within the site, its template, and everything that the template may see."""

    url: str
    template: str
    parts: tuple[Part, ...]

    @property
    def path(self) -> str:
        """The file it is written to, relative to the output folder."""
        return f"{self.url}index.html" if self.url.endswith("/") or not self.url else self.url


@dataclass(frozen=True, slots=True)
class Output:
    """One file of the site: its path relative to the output folder, with ``/``, and its bytes."""

    path: str
    data: bytes


def term_url(identity: str) -> str:
    """The URL of a term's page."""
    return f"term/{identity}/"


def sense_anchors(senses: Sequence[Sense]) -> tuple[str, ...]:
    """An anchor for each sense: its category where that tells it apart, else with a number behind."""
    counts: dict[str, int] = {}
    anchors: list[str] = []
    for sense in senses:
        name = slugify(sense.category) or "sense"
        counts[name] = count = counts.get(name, 0) + 1
        anchors.append(name if count == 1 else f"{name}-{count}")
    return tuple(anchors)


def link_to(entry: Entry) -> Link:
    """What other pages see of an entry."""
    return Link(term_url(entry.id), entry.record.term, entry.definition)


@dataclass(frozen=True, slots=True)
class _Shared:
    """What every page of the site shares."""

    site: SiteView
    letters: tuple[LetterLink, ...]
    all_letter: LetterLink
    categories: Mapping[str, CategoryLink]
    base_path: str

    def page(self, url: str, template: str, kind: str, title: str, description: str, *parts: Part) -> Page:
        root = self.base_path if url == NOT_FOUND else "../" * url.count("/") or "./"
        view = PageView(url, root, title, description, kind)
        letters = tuple(LetterLink(each.label, each.url, each.count, _is_under(url, each.url)) for each in self.letters)
        bar = self.all_letter
        current = LetterLink(bar.label, bar.url, bar.count, _is_under(url, bar.url))
        return Page(
            url,
            template,
            (
                Part("site", self.site),
                Part("page", view),
                Part("letters", letters),
                Part("all_letter", current),
                *parts,
            ),
        )


def _is_under(url: str, place: str) -> bool:
    return bool(place) and url.startswith(place)


def _paginate(url: str, number: int, pages: int, total: int) -> Pagination:
    def at(target: int) -> str:
        return url if target == 1 else f"{url}{target}/"

    shown = sorted({1, pages, *range(max(1, number - 2), min(pages, number + 2) + 1)})
    numbers: list[PageNumber] = []
    for previous, target in zip([0, *shown], shown, strict=False):
        if target - previous == 2:
            numbers.append(PageNumber(target - 1, at(target - 1), False))
        elif target - previous > 2:
            numbers.append(PageNumber(0, "", False))
        numbers.append(PageNumber(target, at(target), target == number))
    return Pagination(
        number=number,
        pages=pages,
        total=total,
        first=at(1) if number > 1 else "",
        previous=at(number - 1) if number > 1 else "",
        next=at(number + 1) if number < pages else "",
        last=at(pages) if number < pages else "",
        numbers=tuple(numbers),
    )


def _term_item(entry: Entry) -> TermItem:
    categories = tuple(dict.fromkeys(sense.category for sense in entry.record.senses if sense.category))
    return TermItem(link_to(entry), entry.record.abbreviations, categories, len(entry.record.senses))


@dataclass(frozen=True, slots=True)
class _FiledSense:
    """A sense as a full listing shows it, and the letter of its published heading."""

    item: SenseItem
    letter: str


def _file_senses(glossary: Glossary, bodies: Mapping[str, Sequence[Body]], language: str) -> list[_FiledSense]:
    """Every sense in the published order: the collation order of the whole heading line."""
    order = collation(language)
    filed: list[tuple[bytes, str, int, _FiledSense]] = []
    for entry in glossary.entries:
        anchors = sense_anchors(entry.record.senses)
        for number, (sense, body, anchor) in enumerate(
            zip(entry.record.senses, bodies[entry.id], anchors, strict=True)
        ):
            heading = sense.heading or entry.record.term
            link = Link(f"{term_url(entry.id)}#{anchor}", entry.record.term, sense.definition)
            item = SenseItem(link, heading, sense.category, body.lead + body.html)
            letter = order.letter(filing_name(heading, language))
            filed.append((order.sort_key(heading), entry.id, number, _FiledSense(item, letter)))
    filed.sort(key=lambda each: each[:3])
    return [each[3] for each in filed]


@dataclass(frozen=True, slots=True)
class _FiledItems:
    """The lines of every listing, each in order."""

    everything: Sequence[TermItem | SenseItem]
    by_letter: Mapping[str, Sequence[TermItem | SenseItem]]
    by_category: Mapping[str, Sequence[TermItem | SenseItem]]


def _file_items(glossary: Glossary, filed: Sequence[_FiledSense], full: bool) -> _FiledItems:
    everything: list[TermItem | SenseItem] = []
    by_letter: dict[str, list[TermItem | SenseItem]] = defaultdict(list)
    by_category: dict[str, list[TermItem | SenseItem]] = defaultdict(list)

    def file(item: TermItem | SenseItem, letter: str, categories: Iterable[str]) -> None:
        everything.append(item)
        by_letter[letter].append(item)
        for category in categories:
            by_category[category].append(item)

    if full:
        for sense in filed:
            file(sense.item, sense.letter, filter(None, [sense.item.category]))
    else:
        for entry in glossary.entries:
            item = _term_item(entry)
            file(item, entry.letter, item.categories)
    return _FiledItems(everything, by_letter, by_category)


def _letter_links(glossary: Glossary, letters_of_items: Iterable[str]) -> tuple[LetterLink, ...]:
    counts = dict.fromkeys(glossary.letters, 0)
    for letter in letters_of_items:
        counts[letter] += 1
    return tuple(
        LetterLink(label, f"{letter_slug(label)}/" if count else "", count, False) for label, count in counts.items()
    )


def _category_links(categories: Sequence[Category]) -> dict[str, CategoryLink]:
    most = max((len(category.ids) for category in categories), default=1)
    return {
        category.name: CategoryLink(
            category.name,
            f"category/{category.slug}/",
            len(category.ids),
            max(1, round(100 * len(category.ids) / most)),
        )
        for category in categories
    }


def _sense_views(entry: Entry, bodies: Sequence[Body], categories: Mapping[str, CategoryLink]) -> tuple[SenseView, ...]:
    return tuple(
        SenseView(
            anchor=anchor,
            number=number,
            category=categories.get(sense.category),
            definition=sense.definition,
            lead=body.lead,
            html=body.html,
            keywords=sense.keywords,
            heading=sense.heading,
            source=_source_view(sense),
        )
        for number, (sense, body, anchor) in enumerate(
            zip(entry.record.senses, bodies, sense_anchors(entry.record.senses), strict=True), 1
        )
    )


def _source_view(sense: Sense) -> SourceView | None:
    source = sense.source
    if source is None or not (source.title or source.url):
        return None
    web = urlsplit(source.url).scheme in ("http", "https")
    return SourceView(source.title or source.url, source.url if web else "")


def _configured_url(pattern: str, **values: str) -> str:
    """A configured address with ``{path}``, ``{id}`` or ``{term}`` filled in, each escaped for its place."""
    for name, value in values.items():
        pattern = pattern.replace(f"{{{name}}}", quote(value, safe="/" if name == "path" else ""))
    return pattern


def _term_page(
    shared: _Shared,
    config: SiteConfig,
    entry: Entry,
    bodies: Sequence[Body],
    links: Mapping[str, Link],
    neighbours: tuple[Link | None, Link | None],
) -> Page:
    record = entry.record
    view = TermView(
        id=record.id,
        term=record.term,
        abbreviations=record.abbreviations,
        aliases=record.aliases,
        status="" if record.status == "current" else record.status,
        definition=entry.definition,
        senses=_sense_views(entry, bodies, shared.categories),
        related=tuple(links[identity] for identity in entry.related),
        previous=neighbours[0],
        next=neighbours[1],
        letter=next(letter for letter in shared.letters if letter.label == entry.letter),
        edit_url=_configured_url(config.edit_url, path=record.origin.path),
        suggest_url=_configured_url(config.suggest_url, term=record.term),
    )
    return shared.page(term_url(record.id), "term.html", "term", record.term, entry.definition, Part("term", view))


def _listing_pages(
    shared: _Shared,
    config: SiteConfig,
    url: str,
    heading: str,
    items: Sequence[TermItem | SenseItem],
) -> Iterator[Page]:
    size = config.page_size
    pages = max(1, -(-len(items) // size))
    full = config.listing == "full"
    for number in range(1, pages + 1):
        listing = ListingView(
            heading,
            full,
            tuple(items[(number - 1) * size : number * size]),
            _paginate(url, number, pages, len(items)),
        )
        here = url if number == 1 else f"{url}{number}/"
        title = heading if pages == 1 else f"{heading}, page {number} of {pages}"
        yield shared.page(here, "listing.html", "listing", title, "", Part("listing", listing))


def plan_pages(glossary: Glossary, bodies: Mapping[str, Sequence[Body]], config: SiteConfig) -> tuple[Page, ...]:
    """Every page of the site. ``bodies`` holds the rendered senses of each entry by its id."""
    full = config.listing == "full"
    filed = _file_senses(glossary, bodies, config.language) if full else []
    letters = _letter_links(
        glossary, (sense.letter for sense in filed) if full else (entry.letter for entry in glossary.entries)
    )
    terms = len(glossary.entries)
    senses = sum(len(entry.record.senses) for entry in glossary.entries)
    categories = _category_links(glossary.categories)
    language = config.language.split("-")[0].lower()
    site = SiteView(
        title=config.title,
        description=config.description,
        language=config.language,
        direction="rtl" if language in _RIGHT_TO_LEFT else "ltr",
        base_url=config.base_url,
        back_link=config.back_link,
        licence=config.licence,
        footer=config.footer,
        accent=config.accent,
        logo=config.logo,
        favicon=config.favicon,
        terms=terms,
        senses=senses,
        has_search=True,
    )
    base_path = (urlsplit(config.base_url).path if config.base_url else "") or "./"
    shared = _Shared(site, letters, LetterLink("All", ALL, senses if full else terms, False), categories, base_path)
    links = {entry.id: link_to(entry) for entry in glossary.entries}
    ordered = list(links.values())

    pages: list[Page] = []
    featured = ordered[sum(map(ord, ordered[0].term)) % terms] if ordered else None
    home = HomeView(tuple(categories.values()), featured)
    pages.append(shared.page(HOME, "home.html", "home", config.title, config.description, Part("home", home)))
    for number, entry in enumerate(glossary.entries):
        neighbours = (
            ordered[number - 1] if number else None,
            ordered[number + 1] if number + 1 < terms else None,
        )
        pages.append(_term_page(shared, config, entry, bodies[entry.id], links, neighbours))

    items = _file_items(glossary, filed, full)
    pages.extend(_listing_pages(shared, config, ALL, "All terms", items.everything))
    for place in letters:
        if place.url:
            heading = "Digits and symbols" if place.label == DIGITS else place.label
            pages.extend(_listing_pages(shared, config, place.url, heading, items.by_letter[place.label]))
    for category in glossary.categories:
        url = categories[category.name].url
        pages.extend(_listing_pages(shared, config, url, category.name, items.by_category[category.name]))
    pages.append(shared.page(SEARCH, "search.html", "search", "Search", ""))
    pages.append(shared.page(NOT_FOUND, "404.html", "not-found", "Page not found", ""))
    return tuple(pages)
