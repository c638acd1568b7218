"""What the page of a term shows: its senses, the terms around it, who mentions it."""

from collections.abc import Iterable, Iterator, Mapping
from urllib.parse import urlsplit

from glossary_site.digest import Digested, Shared
from glossary_site.glossary import Entry, are_meanings
from glossary_site.mentions import LinkedBody, Network
from glossary_site.pages.entries import Entries
from glossary_site.pages.fields import view_fields, view_own, view_remarks
from glossary_site.pages.languages import OtherLanguages
from glossary_site.pages.linked_data import term_data
from glossary_site.pages.page import Page, PageInput, Part, Place, SiteFacts
from glossary_site.pages.urls import fill_pattern, html_from, id_in, root_from, term_url
from glossary_site.pages.views import (
    Card,
    CategoryLink,
    CategoryPlace,
    FieldView,
    SenseView,
    SourceView,
    Surroundings,
    TermView,
)
from glossary_site.records import Sense, sense_anchors
from glossary_site.values import Frozen, list_fields

#: A much-mentioned term shows this many backlinks, and the count of all.
_BACKLINKS_SHOWN = 50


class TermLinks(Frozen):
    """What the pages of terms show of other terms is a function of this value alone."""

    entries: Entries
    network: Network

    def around(self, place: int) -> Surroundings:
        """The terms around the one at a place."""
        entries, links, network = self.entries.all, self.entries.links, self.network
        entry = entries[place]
        relations = entry.relations
        declared = {*relations.related, *relations.broader, *relations.narrower, relations.replaced_by}
        near = (identity for identity in network.near.get(entry.id, ()) if identity not in declared)
        backlinks = network.backlinks.get(entry.id, ())
        return Surroundings(
            replaced_by=links.get(relations.replaced_by),
            related=tuple(map(links.__getitem__, relations.related)),
            theirs=relations.theirs,
            broader=tuple(map(links.__getitem__, relations.broader)),
            narrower=tuple(map(links.__getitem__, relations.narrower)),
            near=tuple(map(links.__getitem__, near)),
            backlinks=tuple(map(links.__getitem__, backlinks[:_BACKLINKS_SHOWN])),
            backlinks_count=len(backlinks),
            mentioned=tuple(map(links.__getitem__, network.mentioned(entry.id))),
            previous=links[entries[place - 1].id] if place else None,
            next=links[entries[place + 1].id] if place + 1 < len(entries) else None,
        )


def _source_view(sense: Sense) -> SourceView | None:
    source = sense.source
    if source is None or not (source.title or source.url):
        return None
    web = urlsplit(source.url).scheme in ("http", "https")
    return SourceView(source.title or source.url, source.url if web else "")


class TermInput(PageInput):
    """All that the page of a term may see.

    ``entry`` is without the text of its bodies; ``categories`` and ``bodies`` are those of its senses, in order;
    ``tags`` are those of the entry.
    ``links`` are other terms. ``updated`` is the day of the last change, or ""; ``is_stale``: the entry is a
    translation of a text that has changed since.
    """

    entry: Digested[Entry]
    categories: tuple[tuple[CategoryPlace, ...], ...]
    tags: tuple[CategoryPlace, ...]
    bodies: Digested[tuple[LinkedBody, ...]]
    links: Digested[Surroundings]
    updated: str
    is_stale: bool

    def page(self) -> Page:
        """The page of the term."""
        config, entry, links = self.site.value.config, self.entry.value, self.links.value
        record = entry.record
        shown = dict.fromkeys(identity for body in self.bodies.value for identity in body.linked_ids)
        mentioned = {id_in(link.url): link for link in links.mentioned}
        view = TermView(
            **{name: getattr(links, name) for name in list_fields(Surroundings)},
            record=record,
            definition=entry.definition,
            senses=self._senses(),
            cards=tuple(Card(identity, mentioned[identity]) for identity in shown),
            letter=next(letter for letter in self.site.value.letters if letter.label == entry.letter),
            edit_url=fill_pattern(config.edit_url, path=record.origin.path, line=str(record.origin.line)),
            suggest_url=fill_pattern(config.suggest_url, term=record.term),
            updated=self.updated,
            are_meanings=are_meanings(record),
            is_stale=self.is_stale,
            fields=(*view_fields(record, config), *self._beside_name()),
            tags=self.tags,
        )
        data = term_data(config, entry)
        return self.make_page("term", record.term, entry.definition.text, Part("term", view), linked_data=data)

    def _beside_name(self) -> Iterator[FieldView]:
        """What its bodies hold that is shown under the name of the term, as its sound."""
        root, language = root_from(self.place.url), self.site.value.config.language
        for body in self.bodies.value:
            yield from (each for each in view_remarks(body.remarks, root, language) if each.place == "head")

    def _senses(self) -> tuple[SenseView, ...]:
        record, config = self.entry.value.record, self.site.value.config
        root = root_from(term_url(record.id))
        senses = zip(record.senses, self.categories, self.bodies.value, sense_anchors(record.senses), strict=True)
        return tuple(
            SenseView(
                anchor=anchor,
                number=number,
                categories=categories,
                definition=sense.definition,
                lead=html_from(body.lead, root),
                html=html_from(body.html, root),
                keywords=sense.keywords,
                heading=sense.heading,
                source=_source_view(sense),
                fields=(*view_remarks(body.remarks, root, config.language), *view_own(sense, config)),
            )
            for number, (sense, categories, body, anchor) in enumerate(senses, 1)
        )


def _places(names: Iterable[str], links: Mapping[str, CategoryLink]) -> tuple[CategoryPlace, ...]:
    return tuple(CategoryPlace(name, links[name].url) for name in names)


class TermPages(Frozen, Shared, dict=True):
    """What the pages of all terms see: where this value, an entry, its bodies and its links are as they were, so is
    the page.

    ``categories`` and ``tags`` are links by whole names, ``days`` the last changes by ids.
    """

    site: Digested[SiteFacts]
    elsewhere: OtherLanguages
    categories: Mapping[str, CategoryLink]
    tags: Mapping[str, CategoryLink]
    days: Mapping[str, str]

    def place(self, url: str) -> Place:
        """Where the page at ``url`` is, in each language."""
        return Place(url, self.elsewhere.alternates(url), self.elsewhere.addresses(url))

    def input(
        self,
        entry: Entry,
        shown: Digested[Entry],
        bodies: Digested[tuple[LinkedBody, ...]],
        links: Digested[Surroundings],
    ) -> TermInput:
        """All that the page of an entry may see; ``shown`` is the entry without the text of its bodies."""
        return TermInput(
            site=self.site,
            place=self.place(term_url(entry.id)),
            entry=shown,
            categories=tuple(_places(sense.categories, self.categories) for sense in entry.record.senses),
            tags=_places(entry.record.tags, self.tags),
            bodies=bodies,
            links=links,
            updated=self.days.get(entry.id, ""),
            is_stale=entry.id in self.elsewhere.stale,
        )
