"""Every URL of the site in one language, and what the page at each of them may see."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import cached_property, partial
from pathlib import Path

from glossary_site.checks import Quality
from glossary_site.config import SiteConfig
from glossary_site.digest import Digested, digest_all, digest_value
from glossary_site.disk import Kept
from glossary_site.glossary import Change, Edit, Entry, Glossary, OldAddress, RemovedTerm, last_changes
from glossary_site.language import direction_of, read_texts
from glossary_site.markup import render_text
from glossary_site.mentions import LinkedBody, Network
from glossary_site.pages.changes import changes_view
from glossary_site.pages.entries import Entries, link_to
from glossary_site.pages.languages import OtherLanguages
from glossary_site.pages.linked_data import set_data
from glossary_site.pages.listing import (
    BodiesById,
    Lines,
    Listing,
    Listings,
    Outline,
    file_lines,
    link_categories,
    link_tags,
    listing_view,
    sort_listings,
)
from glossary_site.pages.map import DrawnMap, MapInput, draw_map, is_drawn
from glossary_site.pages.page import Page, PageInput, Place, SiteFacts, ViewInput, name_first, page_path
from glossary_site.pages.pagination import Paginator, cut_pages
from glossary_site.pages.quality import quality_view
from glossary_site.pages.term import TermLinks, TermPages
from glossary_site.pages.texts import cards_of, describe_text, menu_of, text_view
from glossary_site.pages.urls import (
    ALL,
    CHANGES,
    HOME,
    MAP,
    NOT_FOUND,
    OFFLINE,
    QUALITY,
    SEARCH,
    TAGS,
    TREE,
    html_from,
    id_in,
    old_url,
    root_from,
    term_url,
)
from glossary_site.pages.views import (
    Card,
    DatedLink,
    HomeView,
    LetterLink,
    MovedView,
    OldAnchor,
    Pagination,
    PartValue,
    RemovedView,
    SiteView,
    TagsView,
)
from glossary_site.records import TextPage
from glossary_site.values import Frozen, field, replace

#: The front page shows this many of the terms that changed last.
_RECENT_SHOWN = 8
#: The icon of a site at its root, the best form first.
_ICONS = ("favicon.svg", "favicon.png", "favicon.ico")
#: And so many of the most frequent tags.
_TAGS_SHOWN = 24
_ONE_LANGUAGE = OtherLanguages()


class Contents(Frozen):
    """What the pages of one language show: every id is one term's alone, and ``bodies`` has the senses of each by it.

    ``text_bodies`` are those of the pages of text.
    ``measure`` gives the glossary's figures when their page is asked for; without it there is no such page. ``public``
    are the paths of files of the author's own, from the root of the whole site; a page at one of them is left out.
    ``folder`` keeps the outline of the listings for the next build.
    """

    glossary: Glossary
    bodies: BodiesById
    network: Network
    measure: Callable[[], Quality] | None = None
    text_bodies: Mapping[TextPage, LinkedBody] = field(default_factory=dict)
    public: frozenset[str] = frozenset()
    folder: Path | None = None


def _find_filters(glossary: Glossary) -> tuple[str, ...]:
    """What there is to choose from where there are tags or a tree of categories; () elsewhere.

    A letter and a category narrow each other without a form.
    """
    choices = {
        "letter": len({entry.letter for entry in glossary.entries}) > 1,
        "category": len(glossary.categories) > 1,
        "tag": bool(glossary.tags),
        "status": len({entry.record.status for entry in glossary.entries}) > 1,
    }
    is_wanted = choices["tag"] or any(category.parent for category in glossary.categories)
    return tuple(name for name, is_choice in choices.items() if is_choice) if is_wanted else ()


def _site_view(glossary: Glossary, config: SiteConfig, icon: str) -> SiteView:
    return SiteView(
        title=config.title,
        description=config.description,
        language=config.language,
        direction=direction_of(config.language),
        base_url=config.base_url,
        back_link=config.back_link,
        licence=config.licence,
        footer=config.footer,
        accent=config.accent,
        logo=config.logo,
        favicon=config.favicon,
        icon=icon,
        terms=len(glossary.entries),
        senses=sum(len(entry.record.senses) for entry in glossary.entries),
        definitions=sum(bool(sense.definition) for entry in glossary.entries for sense in entry.record.senses),
        images=config.images,
        has_search=True,
        has_changes=bool(glossary.history),
        has_feed=bool(glossary.history and config.base_url),
        has_map=is_drawn(config.map, len(glossary.entries)),
        offline=config.offline,
        filters=_find_filters(glossary),
        menu=menu_of(glossary.texts, "header"),
        footer_menu=menu_of(glossary.texts, "footer"),
    )


class SitePlan:
    """Every URL of the site in one language and, on demand, what its page may see: a page not asked for costs nothing.

    ``elsewhere`` holds where other languages have the same pages.
    """

    def __init__(
        self,
        contents: Contents,
        config: SiteConfig,
        elsewhere: OtherLanguages = _ONE_LANGUAGE,
        listings: Listings | None = None,
    ) -> None:
        """``listings`` are those of ``contents``, where they are made already."""
        glossary = contents.glossary
        self.contents = contents
        self.config = config
        self.elsewhere = elsewhere
        self.entries = Entries(glossary)
        #: What the pages of terms show of other terms.
        self.term_links = TermLinks(self.entries, contents.network)
        self._days = last_changes(glossary.history)
        self._texts = read_texts(config.language)
        self._lines: Lines | None = None
        self._listings_given = listings
        own = self._find_inputs()
        moved = self._find_moved(own)
        self._inputs = own | moved
        #: The pages that lead on from addresses of an older site.
        self.old_urls = frozenset(moved)

    def after(self, edit: Edit, contents: Contents) -> "SitePlan":
        """The plan of ``edit.after``, whose ``contents`` are given, with the same settings in the same one language."""
        if all(old.list_all_but_bodies() == new.list_all_but_bodies() for old, new in edit.pairs()):
            lines, listings = self._lines, self._listings
        else:
            self.get_ready()
            lines = file_lines(contents.glossary, contents.bodies, self.config, self._lines, self.glossary.entries)
            listings = sort_listings(contents.glossary, lines, self.config)
        plan = SitePlan(contents, self.config, self.elsewhere, listings)
        plan._lines = lines
        return plan

    def get_ready(self) -> None:
        """Make what the first edit would wait for: who mentions whom, and the lines of each entry."""
        _ = self.contents.network.graph
        if self._lines is None:
            self._lines = file_lines(self.glossary, self.contents.bodies, self.config)

    def _find_inputs(self) -> dict[str, "_MakeInput"]:
        """What makes the input of each page that is no term's, by its URL."""
        glossary, config = self.glossary, self.config
        _ = self._texts.gettext
        found: dict[str, _MakeInput] = {HOME: SitePlan._home, **dict.fromkeys(self._outline.urls, SitePlan._listing)}
        if glossary.tags:
            found[TAGS] = SitePlan._tags
        for url, top in self._outline.trees:
            found[url] = partial(SitePlan._tree, top=top)
        if glossary.history:
            changes = cut_pages(CHANGES, glossary.history, config.page_size)
            for number, url in enumerate(changes.urls, 1):
                found[url] = partial(SitePlan._changes, changes=changes, number=number)
        for removed in glossary.removed:
            found[term_url(removed.id)] = partial(SitePlan._removed, removed=removed)
        plain = [(SEARCH, "search", _("Search")), (NOT_FOUND, "404", _("Page not found"))]
        if config.offline:
            plain.append((OFFLINE, "offline", _("Not kept")))
        for url, kind, title in plain:
            if self.elsewhere.prefix + url not in self.contents.public:
                found[url] = partial(SitePlan._view, kind=kind, title=title, description=config.description)
        for text in glossary.texts:
            if text.url:
                found[text.url] = partial(SitePlan._text, text=text)
        if is_drawn(config.map, len(glossary.entries)):
            found[MAP] = SitePlan._map
        if self.contents.measure:
            found[QUALITY] = partial(SitePlan._quality, measure=self.contents.measure)
        return found

    @cached_property
    def _listings(self) -> Listings:
        """Made when first asked for: after most edits their pages are kept."""
        if self._listings_given is None:
            lines = file_lines(self.glossary, self.contents.bodies, self.config)
            return sort_listings(self.glossary, lines, self.config)
        return self._listings_given

    @cached_property
    def _listed(self) -> Mapping[str, tuple[Listing, int]]:
        return self._listings.by_url()

    @cached_property
    def _outline(self) -> Outline:
        """Read from the cache where terms changed in their bodies alone."""
        if self.contents.folder is None:
            return self._listings.outline
        kept, key = Kept[Outline](self.contents.folder, Outline), self._digest_of_terms
        found = kept.find(key)
        if found is None:
            found = self._listings.outline
            kept.put(key, found)
            kept.remove_others((key,))
        return found

    @cached_property
    def _digest_of_terms(self) -> str:
        """The digest of the settings and of the whole glossary but for the bodies of terms."""
        rest = replace(self.glossary, entries=(), foreign=(), issues=())
        return digest_value((self.config, rest, self.entries))

    @property
    def glossary(self) -> Glossary:
        """The terms of the pages."""
        return self.contents.glossary

    @property
    def icon(self) -> str:
        """The URL of the icon that the author has in ``public/``; "" where there is none, or the settings name one."""
        own = () if self.config.favicon else (name for name in _ICONS if name in self.contents.public)
        return next((self.elsewhere.up + name for name in own), "")

    @property
    def urls(self) -> tuple[str, ...]:
        """All URLs, home first, then the terms'."""
        others = (url for url in self._inputs if url != HOME and id_in(url) not in self.entries.places)
        return (HOME, *map(term_url, self.entries.places), *others)

    def entry_at(self, url: str) -> Entry | None:
        """The entry whose page is at ``url``."""
        place = self.entries.places.get(id_in(url))
        return None if place is None else self.entries.all[place]

    def text_at(self, url: str) -> TextPage | None:
        """The text whose page is at ``url``."""
        return next((text for text in self.glossary.texts if text.url and text.url == url), None)

    def page(self, url: str) -> Page:
        """The page at ``url``; ``KeyError`` when the site has none there."""
        return self.input(url).page()

    def input(self, url: str, links_digest: str = "") -> PageInput:
        """All that the page at ``url`` may see; ``KeyError`` when the site has none there.

        ``links_digest`` is that of the links of a term's page, "" where it is to be computed.
        """
        make = self._inputs.get(url)
        return make(self, url) if make else self._term(self.entries.places[id_in(url)], links_digest)

    def input_of_fault(self, url: str, removed: RemovedView) -> PageInput:
        """All that the page of a term that is left out for its errors may see."""
        return self._view(url, "removed", removed.term, "", removed, template="left-out.html")

    @cached_property
    def _site(self) -> Digested[SiteFacts]:
        everything = LetterLink(self._texts.gettext("All"), ALL, self._outline.total, False)
        view = _site_view(self.glossary, self.config, self.icon)
        facts = SiteFacts(self.config, view, self._outline.letters, everything)
        return Digested(lambda: facts)

    @cached_property
    def _terms(self) -> TermPages:
        categories, tags = link_categories(self.glossary), link_tags(self.glossary)
        return TermPages(self._site, self.elsewhere, categories, tags, self._days)

    def _place(self, url: str) -> Place:
        return self._terms.place(url)

    def _term(self, place: int, links_digest: str) -> PageInput:
        entry = self.entries.all[place]
        links = Digested(partial(self.term_links.around, place), (lambda: links_digest) if links_digest else None)
        return self._terms.input(entry, self.entries.at(place), self.contents.bodies[entry.id], links)

    @property
    def term_urls(self) -> tuple[str, ...]:
        """The URLs of the pages of terms, in order."""
        return tuple(map(term_url, self.entries.places))

    def digest_terms(self, urls: Iterable[str]) -> str:
        """The digest of all that the pages of terms at ``urls`` may see but for their links."""
        entries, bodies = self.entries, self.contents.bodies
        places = [entries.places[id_in(url)] for url in urls]
        own = (part for place in places for part in (entries.digests[place], bodies[entries.all[place].id].digest))
        return digest_all((self._terms.digest, *own))

    @cached_property
    def digest_of_others(self) -> str:
        """The digest of all that pages which are no terms' may see; "" where some show bodies of terms, or figures."""
        contents = self.contents
        if contents.measure or self.config.listing == "full":
            return ""
        network = contents.network if MAP in self._inputs else ""
        texts = [contents.text_bodies[text] for text in self.glossary.texts]
        return digest_value((self._digest_of_terms, self.elsewhere, network, *texts, *sorted(contents.public)))

    def _home(self, url: str) -> PageInput:
        links, entries = self.entries.links, self.entries.all
        recent = [DatedLink(links[each], day) for each, day in self._days.items() if each in links]
        # The same one until there are other terms.
        featured = link_to(entries[sum(map(ord, entries[0].record.term)) % len(entries)]) if entries else None
        listings = self._listings
        highest = tuple(listings.categories[each.name] for each in self.glossary.categories if not each.parent)
        first = {each.name for each in sorted(self.glossary.tags, key=lambda tag: -len(tag.ids))[:_TAGS_SHOWN]}
        tags = tuple(link for name, link in listings.tags.items() if name in first)
        introduction, cards = self._introduction()
        tree = TREE if listings.tree.tops else ""
        view = HomeView(highest, featured, tuple(recent[:_RECENT_SHOWN]), introduction, tags, tree, cards)
        data = set_data(self.config, max(self._days.values(), default=""))
        return self._view(url, "home", self.config.title, self.config.description, view, linked_data=data)

    def _introduction(self) -> tuple[str, tuple[Card, ...]]:
        """The introduction of the front page as HTML, and the cards of the terms that it links to."""
        for text in self.glossary.texts:
            if not text.url:
                body = self.contents.text_bodies[text]
                return html_from(body.html, root_from(HOME)), cards_of(body, self.entries.links)
        return render_text(self.config.introduction), ()

    def _text(self, url: str, text: TextPage) -> PageInput:
        view = text_view(text, self.contents.text_bodies[text], self.entries.links, self.config)
        return self._view(url, "text", text.title, describe_text(text), view)

    def _listing(self, url: str) -> PageInput:
        listing, number = self._listed[url]
        view = listing_view(listing, number, self.entries.links, full=self.config.listing == "full")
        name = " / ".join((*(place.name for place in listing.trail), listing.heading))
        title = self._numbered(name, view.pagination)
        return self._view(url, "listing", title, name_first(item.link.term for item in view.items), view)

    def _tags(self, url: str) -> PageInput:
        view = TagsView(tuple(self._listings.tags.values()))
        return self._view(url, "tags", self._texts.gettext("Tags"), name_first(each.name for each in view.tags), view)

    def _tree(self, url: str, top: str) -> PageInput:
        entries, places = self.entries.all, self.entries.places
        heading = self._texts.gettext("Broader and narrower terms")
        view = self._listings.tree.view(top, lambda identity: entries[places[identity]].record.term, heading)
        return self._view(url, "tree", view.heading, name_first(each.name for each in view.branches), view)

    def _changes(self, url: str, changes: Paginator[Change], number: int) -> PageInput:
        view = changes_view(changes, number, self.entries.links)
        title = self._numbered(self._texts.gettext("What changed"), view.pagination)
        return self._view(url, "changes", title, name_first(line.term for day in view.days for line in day.lines), view)

    @cached_property
    def drawn_map(self) -> DrawnMap:
        """The map of the glossary."""
        return draw_map(self.glossary, self.contents.network)

    def _map(self, url: str) -> PageInput:
        made_of = (self.entries, self.contents.network, self.glossary.categories)
        view = Digested(lambda: self.drawn_map.view, lambda: digest_value(made_of))
        return MapInput(self._site, self._place(url), self._texts.gettext("Map"), self.config.description, view)

    def _quality(self, url: str, measure: Callable[[], Quality]) -> PageInput:
        view = quality_view(measure(), self.entries.links, self.config.language)
        return self._view(url, "quality", self._texts.gettext("Quality"), "", view)

    def _removed(self, url: str, removed: RemovedTerm) -> PageInput:
        view = RemovedView(removed.term, self.entries.links.get(removed.moved_to))
        return self._view(url, "removed", removed.term, "", view)

    def _find_moved(self, own: Collection[str]) -> dict[str, "_MakeInput"]:
        """What makes the page at each URL of an older site where there is no ``own`` page of this one."""
        found: dict[str, list[OldAddress]] = {}
        for address in self.glossary.old_addresses:
            found.setdefault(old_url(address.path), []).append(address)
        taken = {url for url in found if url in own or id_in(url) in self.entries.places}
        taken |= {url for url in found if self.elsewhere.prefix + page_path(url) in self.contents.public}
        return {url: partial(SitePlan._moved, addresses=found[url]) for url in found if url not in taken}

    def _moved(self, url: str, addresses: Sequence[OldAddress]) -> PageInput:
        """A page of an older site: it leads to the term that it was, or has an anchor for each of its terms."""
        links = self.entries.links
        whole = next((each for each in addresses if not each.anchor), None)
        if whole:
            link = links[whole.moved_to]
            return self._view(url, "removed", link.term, "", RemovedView(link.term, link))
        anchors = tuple(OldAnchor(each.anchor, links[each.moved_to]) for each in addresses)
        return self._view(url, "moved", self.config.title, "", MovedView(anchors))

    def _numbered(self, title: str, place: Pagination) -> str:
        if place.pages == 1:
            return title
        text = self._texts.gettext("%(title)s, page %(number)s of %(pages)s")
        return text % {"title": title, "number": place.number, "pages": place.pages}

    def _view(
        self, url: str, kind: str, title: str, description: str, view: PartValue | None = None, **more: str
    ) -> PageInput:
        return ViewInput(self._site, self._place(url), kind, title, description, view, **more)


_MakeInput = Callable[[SitePlan, str], PageInput]
