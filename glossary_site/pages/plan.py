"""``Glossary`` -> ``Page`` values: what each page of the site shows is decided here."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from urllib.parse import urlsplit

from glossary_site.checks import Quality
from glossary_site.config import SiteConfig
from glossary_site.digest import digest, digest_all
from glossary_site.glossary import Change, Departed, Entry, Glossary, last_changes
from glossary_site.language import collation, read_texts
from glossary_site.mentions import LinkedBody, Network
from glossary_site.pages.changes import changes_view
from glossary_site.pages.languages import OtherLanguages
from glossary_site.pages.linked_data import set_data, term_data
from glossary_site.pages.listing import (
    Links,
    Listing,
    Listings,
    WholeSense,
    file_listings,
    link_to,
    listing_view,
)
from glossary_site.pages.pagination import Paginator, cut_pages
from glossary_site.pages.quality import quality_view
from glossary_site.pages.term import BACKLINKS_SHOWN, show_cards, show_term
from glossary_site.pages.urls import (
    ALL,
    CHANGES,
    HOME,
    NOT_FOUND,
    OFFLINE,
    QUALITY,
    SEARCH,
    id_in,
    root_from,
    term_url,
)
from glossary_site.pages.views import (
    Alternate,
    DatedLink,
    DepartedView,
    HomeView,
    LetterLink,
    Link,
    PageView,
    Pagination,
    PartValue,
    SiteView,
)
from glossary_site.values import compact

_RIGHT_TO_LEFT = frozenset(("ar", "arc", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"))
#: The front page shows this many of the terms that changed last.
_RECENT_SHOWN = 8
#: About this many characters of a description are shown with a page that a search engine found.
_DESCRIPTION = 150


@compact
@dataclass(frozen=True, slots=True)
class Part:
    """A named input of a page."""

    name: str
    value: PartValue


def page_path(url: str) -> str:
    """The file of a page, relative to the output folder."""
    return f"{url}index.html" if url.endswith("/") or not url else url


@compact
@dataclass(frozen=True, slots=True)
class Page:
    """A page to render: its URL within the site, its template, and everything that the template may see."""

    url: str
    template: str
    parts: tuple[Part, ...]

    @property
    def path(self) -> str:
        """The file it is written to, relative to the output folder."""
        return page_path(self.url)


@dataclass(frozen=True, slots=True)
class _Shared:
    """What every page of the site shares."""

    site: SiteView
    letters: tuple[LetterLink, ...]
    all_letter: LetterLink
    not_found_root: str
    elsewhere: OtherLanguages = field(repr=False)

    def _letters_on(self, url: str) -> tuple[LetterLink, ...]:
        """The A–Z bar of a page; only a letter's own pages differ from the others."""
        place = url.partition("/")[0] + "/"
        if all(letter.url != place for letter in self.letters):
            return self.letters
        return tuple(_mark_current(letter, url) for letter in self.letters)

    def _languages_of(self, url: str) -> tuple[tuple[Alternate, ...], tuple[tuple[str, str], ...]]:
        return self.elsewhere.alternates(url), self.elsewhere.addresses(url)

    def page(
        self, url: str, template: str, kind: str, title: str, description: str, *parts: Part, linked_data: str = ""
    ) -> Page:
        root = self.not_found_root if url == NOT_FOUND else root_from(url)
        every = (
            Part("site", self.site),
            Part("page", PageView(url, root, title, description, kind, linked_data, *self._languages_of(url))),
            Part("letters", self._letters_on(url)),
            Part("all_letter", _mark_current(self.all_letter, url)),
        )
        return Page(url, template, (*every, *parts))


def _mark_current(place: LetterLink, url: str) -> LetterLink:
    return replace(place, current=True) if place.url and url.startswith(place.url) else place


def _name_first(terms: Iterable[str]) -> str:
    """What a page of many terms says of itself where only a line is shown: the first of them."""
    line = ""
    for term in dict.fromkeys(terms):
        if len(line) + len(term) > _DESCRIPTION:
            return f"{line}, …" if line else ""
        line = f"{line}, {term}" if line else term
    return line


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
        has_changes=bool(glossary.history),
        has_feed=bool(glossary.history and config.base_url),
        offline=config.offline,
    )


class SitePlan:
    """Every URL of the site and, on demand, its page: a page that nobody asks for costs nothing."""

    def __init__(
        self,
        glossary: Glossary,
        bodies: Mapping[str, Sequence[LinkedBody]],
        network: Network,
        config: SiteConfig,
        marks: Callable[[int], Sequence[str]] = lambda _: (),
        elsewhere: OtherLanguages | None = None,
        stale: Collection[str] = (),
        quality: Callable[[], Quality] | None = None,
        before: "SitePlan | None" = None,
    ) -> None:
        """``bodies`` holds the linked senses of each entry by its id, ``marks`` gives their marks by its place.

        ``elsewhere`` says where other languages have the same pages, ``stale`` which entries are translations of what
        has changed since. With ``quality``, which is called when its page is asked for, there is a page of the
        glossary's figures. Listed lines of the very entries of a plan ``before`` are taken over.
        """
        self.glossary = glossary
        self.elsewhere = elsewhere or OtherLanguages()
        self._stale = stale
        self._config = config
        self._marks = marks
        self._texts = read_texts(config.language)
        _ = self._texts.gettext
        self._bodies = bodies
        self.network = network
        known = (before._listings, before.glossary) if before else ()
        self._listings: Listings = file_listings(glossary, bodies, config, *known)
        self._shared = _Shared(
            _site_view(glossary, config),
            self._listings.letters,
            LetterLink(_("All"), ALL, self._listings.everything.pages.total, False),
            urlsplit(config.base_url).path or "./",
            self.elsewhere,
        )
        self.places: Mapping[str, int] = glossary.places()
        self._links = Links(glossary.entries, self.places)
        self._days = last_changes(glossary.history)
        self._makers: dict[str, Callable[[SitePlan, str], Page]] = {}
        for listing in (self._listings.everything, *self._listings.by_letter, *self._listings.by_category):
            for number, url in enumerate(listing.pages.urls, 1):
                self._makers[url] = partial(SitePlan._listing, listing=listing, number=number)
        if glossary.history:
            changes = cut_pages(CHANGES, glossary.history, config.page_size)
            for number, url in enumerate(changes.urls, 1):
                self._makers[url] = partial(SitePlan._changes, changes=changes, number=number)
        for each in glossary.departed:
            self._makers[term_url(each.id)] = partial(SitePlan._departed, departed=each)
        self._makers[SEARCH] = partial(SitePlan._plain, template="search.html", kind="search", title=_("Search"))
        self._makers[NOT_FOUND] = partial(SitePlan._plain, template="404.html", kind="404", title=_("Page not found"))
        if quality:
            self._makers[QUALITY] = partial(SitePlan._quality, measure=quality)
        if config.offline:
            title = _("Not kept")
            self._makers[OFFLINE] = partial(SitePlan._plain, template="offline.html", kind="offline", title=title)

    def with_bodies(
        self,
        glossary: Glossary,
        bodies: Mapping[str, Sequence[LinkedBody]],
        marks: Callable[[int], Sequence[str]],
        network: Network,
        quality: Callable[[], Quality],
    ) -> "SitePlan":
        """The plan where only bodies are new and no listing is in full.

        Pages of no term see no body.
        """
        plan = copy(self)
        plan.glossary, plan._bodies, plan.network = glossary, bodies, network
        plan._marks, plan._links = marks, Links(glossary.entries, self.places)
        if QUALITY in plan._makers:
            plan._makers = {**self._makers, QUALITY: partial(SitePlan._quality, measure=quality)}
        return plan

    def with_entries(
        self,
        glossary: Glossary,
        bodies: Mapping[str, Sequence[LinkedBody]],
        marks: Callable[[int], Sequence[str]],
        network: Network,
        quality: Callable[[], Quality],
    ) -> "SitePlan":
        """The plan of another glossary with the same settings, in the one language that it has."""
        measure = quality if QUALITY in self._makers else None
        return SitePlan(glossary, bodies, network, self._config, marks, quality=measure, before=self)

    def let_go(self) -> None:
        """Forget what only another plan of nearly the same entries would ask for."""
        self._listings = replace(self._listings, filed={})
        collation(self.language).forget()

    @property
    def language(self) -> str:
        """The language of the pages."""
        return self._config.language

    @property
    def urls(self) -> tuple[str, ...]:
        """All URLs, home first."""
        terms = map(term_url, self.places)
        return (HOME, *terms, *(url for url in self._makers if self.entry_at(url) is None))

    def entry_at(self, url: str) -> Entry | None:
        """The entry whose page is at ``url``."""
        place = self.places.get(id_in(url))
        return None if place is None else self.glossary.entries[place]

    def page(self, url: str) -> Page:
        """The page at ``url``; ``KeyError`` when the site has none there."""
        if url == HOME:
            return self._home(url)
        if (make := self._makers.get(url)) is not None:
            return make(self, url)
        entry = self.entry_at(url)
        if entry is None:
            raise KeyError(url)
        return self._term(url, entry)

    def _neighbours(self, entry: Entry) -> tuple[str, str]:
        """The ids of the terms before and after one, "" where there is none."""
        entries, place = self.glossary.entries, self.places[entry.id]
        return entries[place - 1].id if place else "", entries[place + 1].id if place + 1 < len(entries) else ""

    @cached_property
    def _shared_mark(self) -> str:
        return digest(repr(self._shared), repr(self._config), repr(self.elsewhere.languages))

    def links_mark(self, heads: str) -> str:
        """The digest of everything that the ``links`` of any page hang on; an edited body mostly leaves it.

        ``heads`` is the digest of what all entries say but for their bodies.
        """
        graph = self.network.graph
        return digest_all((heads, *graph.mentioned.parts(), *graph.times.parts()))

    def made_of(self, url: str, links: str = "") -> Mapping[str, str]:
        """What the page at ``url`` is made of besides the theme, by name, each as a digest: equal ones, equal pages.

        ``site`` is what all pages share, ``entry`` the term's own, ``bodies`` its rendered senses, ``links`` what it
        shows of other terms, given where it is known; other pages are made of their ``content``.
        """
        entry = self.entry_at(url)
        if entry is None:
            return {"content": digest(repr(self.page(url)))}
        return {
            "site": self._shared_mark,
            "entry": digest(entry.head, self._days.get(entry.id, ""), str(entry.id in self._stale)),
            "bodies": digest("".join(self._marks(self.places[entry.id]))),
            "links": links or self._links_of(entry),
            **self._translated_mark(entry),
        }

    def _links_of(self, entry: Entry) -> str:
        mentioned = self.network.mentioned(entry.id)
        relations, backlinks = entry.relations, self.network.backlinks.get(entry.id, ())
        shown = (
            *(relations.related, relations.broader, relations.narrower, (relations.replaced_by,), mentioned),
            *(self.network.near.get(entry.id, ()), backlinks[:BACKLINKS_SHOWN]),
        )
        linked = "|".join(["".join(map(self._links.mark, ids)) for ids in (*shown, self._neighbours(entry))])
        return digest(linked, str(len(backlinks)))

    def _translated_mark(self, entry: Entry) -> Mapping[str, str]:
        """What a term's page is made of besides, on a site of several languages."""
        if not self.elsewhere.languages:
            return {}
        return {"languages": digest(repr(self.elsewhere.alternates(term_url(entry.id))))}

    def _home(self, url: str) -> Page:
        recent = [DatedLink(self._links[each], day) for each, day in self._days.items() if each in self._links]
        home = HomeView(tuple(self._listings.categories.values()), self._featured(), tuple(recent[:_RECENT_SHOWN]))
        title, description = self._config.title, self._config.description
        data = set_data(self._config, max(self._days.values(), default=""))
        return self._shared.page(url, "home.html", "home", title, description, Part("home", home), linked_data=data)

    def _featured(self) -> Link | None:
        """A term for the front page, the same one until terms come or go."""
        entries = self.glossary.entries
        return link_to(entries[sum(map(ord, entries[0].record.term)) % len(entries)]) if entries else None

    def _term(self, url: str, entry: Entry) -> Page:
        bodies = self._bodies[entry.id]
        before, after = map(self._links.get, self._neighbours(entry))
        day = self._days.get(entry.id, "")
        view = show_term(self._config, entry, bodies, self._listings, self.network, self._links, (before, after), day)
        data = term_data(self._config, entry)
        part = Part("term", replace(view, is_stale=entry.id in self._stale))
        return self._shared.page(url, "term.html", "term", view.term, view.definition, part, linked_data=data)

    def _listing(self, url: str, listing: Listing, number: int) -> Page:
        view = listing_view(listing, number, full=self._config.listing == "full")
        items = listing.pages.lines_on(number)
        whole = (piece for item in items if isinstance(item, WholeSense) for piece in item.pieces)
        view = replace(view, cards=show_cards(whole, self._links))
        title = self._numbered(listing.heading, view.pagination)
        description = _name_first(item.link.term for item in items)
        return self._shared.page(url, "listing.html", "listing", title, description, Part("listing", view))

    def _changes(self, url: str, changes: Paginator[Change], number: int) -> Page:
        view = changes_view(changes, number, self._links)
        title = self._numbered(self._texts.gettext("What changed"), view.pagination)
        description = _name_first(line.term for day in view.days for line in day.lines)
        return self._shared.page(url, "changes.html", "changes", title, description, Part("changes", view))

    def _quality(self, url: str, measure: Callable[[], Quality]) -> Page:
        view = quality_view(measure(), self._links, self._config.language)
        title = self._texts.gettext("Quality")
        return self._shared.page(url, "quality.html", "quality", title, "", Part("quality", view))

    def _numbered(self, title: str, place: Pagination) -> str:
        if place.pages == 1:
            return title
        text = self._texts.gettext("%(title)s, page %(number)s of %(pages)s")
        return text % {"title": title, "number": place.number, "pages": place.pages}

    def _departed(self, url: str, departed: Departed) -> Page:
        view = DepartedView(departed.term, self._links.get(departed.moved_to))
        return self._shared.page(url, "departed.html", "departed", departed.term, "", Part("departed", view))

    def _plain(self, url: str, template: str, kind: str, title: str) -> Page:
        return self._shared.page(url, template, kind, title, self._config.description)
