"""``Glossary`` -> ``Page`` values: what each page of the site shows is decided here."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from glossary_site.config import SiteConfig
from glossary_site.glossary import Entry, Glossary
from glossary_site.linking import LinkedBody
from glossary_site.listings import Listings, file_listings, link_to, paginate
from glossary_site.matching import Mention
from glossary_site.network import Network
from glossary_site.records import Sense
from glossary_site.urls import (
    ALL,
    HOME,
    NOT_FOUND,
    SEARCH,
    fill_pattern,
    html_from,
    root_from,
    sense_anchors,
    term_url,
)
from glossary_site.views import (
    Card,
    DepartedView,
    HomeView,
    LetterLink,
    Link,
    PageView,
    PartValue,
    SenseView,
    SiteView,
    SourceView,
    TermView,
)

_RIGHT_TO_LEFT = frozenset(("ar", "arc", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"))
#: A much-mentioned term shows this many backlinks; the count says how many there are.
_BACKLINKS_SHOWN = 50


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


@dataclass(frozen=True, slots=True)
class _Shared:
    """What every page of the site shares."""

    site: SiteView
    letters: tuple[LetterLink, ...]
    all_letter: LetterLink
    not_found_root: str

    def page(self, url: str, template: str, kind: str, title: str, description: str, *parts: Part) -> Page:
        root = self.not_found_root if url == NOT_FOUND else root_from(url)
        every = (
            Part("site", self.site),
            Part("page", PageView(url, root, title, description, kind)),
            Part("letters", tuple(_mark_current(place, url) for place in self.letters)),
            Part("all_letter", _mark_current(self.all_letter, url)),
        )
        return Page(url, template, (*every, *parts))


def _mark_current(place: LetterLink, url: str) -> LetterLink:
    return replace(place, current=True) if place.url and url.startswith(place.url) else place


def _source_view(sense: Sense) -> SourceView | None:
    source = sense.source
    if source is None or not (source.title or source.url):
        return None
    web = urlsplit(source.url).scheme in ("http", "https")
    return SourceView(source.title or source.url, source.url if web else "")


def _sense_views(entry: Entry, bodies: Sequence[LinkedBody], listings: Listings) -> tuple[SenseView, ...]:
    root = root_from(term_url(entry.id))
    senses = zip(entry.record.senses, bodies, sense_anchors(entry.record.senses), strict=True)
    return tuple(
        SenseView(
            anchor=anchor,
            number=number,
            category=listings.categories.get(sense.category),
            definition=sense.definition,
            lead=html_from(body.lead, root),
            html=html_from(body.html, root),
            keywords=sense.keywords,
            heading=sense.heading,
            source=_source_view(sense),
        )
        for number, (sense, body, anchor) in enumerate(senses, 1)
    )


def _cards(bodies: Sequence[LinkedBody], links: Mapping[str, Link]) -> tuple[Card, ...]:
    mentioned = (piece.id for body in bodies for piece in (*body.lead, *body.html) if isinstance(piece, Mention))
    return tuple(Card(identity, links[identity]) for identity in dict.fromkeys(mentioned))


def _term_view(
    config: SiteConfig,
    entry: Entry,
    bodies: Sequence[LinkedBody],
    listings: Listings,
    network: Network,
    links: Mapping[str, Link],
    neighbours: tuple[Link | None, Link | None],
) -> TermView:
    record, relations = entry.record, entry.relations
    declared = {*relations.related, *relations.broader, *relations.narrower, relations.replaced_by}
    backlinks = network.backlinks.get(entry.id, ())

    def links_to(ids: Sequence[str]) -> tuple[Link, ...]:
        return tuple(links[identity] for identity in ids)

    return TermView(
        id=record.id,
        term=record.term,
        abbreviations=record.abbreviations,
        aliases=record.aliases,
        status="" if record.status == "current" else record.status,
        replaced_by=links.get(relations.replaced_by),
        definition=entry.definition,
        senses=_sense_views(entry, bodies, listings),
        related=links_to(relations.related),
        broader=links_to(relations.broader),
        narrower=links_to(relations.narrower),
        near=links_to([identity for identity in network.near.get(entry.id, ()) if identity not in declared]),
        backlinks=links_to(backlinks[:_BACKLINKS_SHOWN]),
        backlinks_count=len(backlinks),
        cards=_cards(bodies, links),
        previous=neighbours[0],
        next=neighbours[1],
        letter=next(letter for letter in listings.letters if letter.label == entry.letter),
        edit_url=fill_pattern(config.edit_url, path=record.origin.path),
        suggest_url=fill_pattern(config.suggest_url, term=record.term),
    )


def _site_view(glossary: Glossary, config: SiteConfig) -> SiteView:
    return SiteView(
        title=config.title,
        description=config.description,
        language=config.language,
        direction="rtl" if config.language.split("-")[0].lower() in _RIGHT_TO_LEFT else "ltr",
        base_url=config.base_url,
        back_link=config.back_link,
        licence=config.licence,
        footer=config.footer,
        accent=config.accent,
        logo=config.logo,
        favicon=config.favicon,
        terms=len(glossary.entries),
        senses=sum(len(entry.record.senses) for entry in glossary.entries),
        has_search=True,
    )


def plan_pages(
    glossary: Glossary,
    bodies: Mapping[str, Sequence[LinkedBody]],
    network: Network,
    config: SiteConfig,
) -> tuple[Page, ...]:
    """Every page of the site. ``bodies`` holds the linked senses of each entry by its id."""
    listings = file_listings(glossary, bodies, config)
    shared = _Shared(
        _site_view(glossary, config),
        listings.letters,
        LetterLink("All", ALL, listings.everything.total, False),
        urlsplit(config.base_url).path or "./",
    )
    links = {entry.id: link_to(entry) for entry in glossary.entries}
    ordered = tuple(links.values())

    featured = ordered[sum(map(ord, ordered[0].term)) % len(ordered)] if ordered else None
    home = HomeView(tuple(listings.categories.values()), featured)
    pages = [shared.page(HOME, "home.html", "home", config.title, config.description, Part("home", home))]
    around = zip((None, *ordered), glossary.entries, (*ordered[1:], None), strict=False)
    for previous, entry, following in around:
        view = _term_view(config, entry, bodies[entry.id], listings, network, links, (previous, following))
        parts = (Part("term", view),)
        pages.append(shared.page(term_url(entry.id), "term.html", "term", view.term, view.definition, *parts))
    for listing in (listings.everything, *listings.by_letter, *listings.by_category):
        for url, shown in paginate(listing, config):
            place = shown.pagination
            title = shown.heading if place.pages == 1 else f"{shown.heading}, page {place.number} of {place.pages}"
            pages.append(shared.page(url, "listing.html", "listing", title, "", Part("listing", shown)))
    for each in glossary.departed:
        gone = DepartedView(each.term, links.get(each.moved_to))
        pages.append(shared.page(term_url(each.id), "departed.html", "departed", each.term, "", Part("departed", gone)))
    pages.append(shared.page(SEARCH, "search.html", "search", "Search", ""))
    pages.append(shared.page(NOT_FOUND, "404.html", "404", "Page not found", ""))
    return tuple(pages)
