"""What the page of a term shows: its senses, the terms around it, who mentions it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from urllib.parse import urlsplit

from glossary_site.config import SiteConfig
from glossary_site.glossary import Entry
from glossary_site.mentions import LinkedBody, Mention, Network
from glossary_site.pages.listing import Listings
from glossary_site.pages.urls import fill_pattern, html_from, root_from, term_url
from glossary_site.pages.views import Card, CategoryPlace, Link, SenseView, SourceView, TermView
from glossary_site.records import Origin, Sense, sense_anchors

#: A much-mentioned term shows this many backlinks; the count says how many there are.
BACKLINKS_SHOWN = 50


def _source_view(sense: Sense) -> SourceView | None:
    source = sense.source
    if source is None or not (source.title or source.url):
        return None
    web = urlsplit(source.url).scheme in ("http", "https")
    return SourceView(source.title or source.url, source.url if web else "")


def _category_place(listings: Listings, name: str) -> CategoryPlace | None:
    link = listings.categories.get(name)
    return CategoryPlace(link.name, link.url) if link else None


def _sense_views(entry: Entry, bodies: Sequence[LinkedBody], listings: Listings) -> tuple[SenseView, ...]:
    root = root_from(term_url(entry.id))
    senses = zip(entry.record.senses, bodies, sense_anchors(entry.record.senses), strict=True)
    return tuple(
        SenseView(
            anchor=anchor,
            number=number,
            category=_category_place(listings, sense.category),
            definition=sense.definition,
            lead=html_from(body.lead, root),
            html=html_from(body.html, root),
            keywords=sense.keywords,
            heading=sense.heading,
            source=_source_view(sense),
        )
        for number, (sense, body, anchor) in enumerate(senses, 1)
    )


def show_cards(pieces: Iterable[str | Mention], links: Mapping[str, Link]) -> tuple[Card, ...]:
    """A card for each term that is mentioned on a page."""
    mentioned = (piece.id for piece in pieces if isinstance(piece, Mention))
    return tuple(Card(identity, links[identity]) for identity in dict.fromkeys(mentioned))


def show_term(
    config: SiteConfig,
    entry: Entry,
    bodies: Sequence[LinkedBody],
    listings: Listings,
    network: Network,
    links: Mapping[str, Link],
    neighbours: tuple[Link | None, Link | None],
    updated: str,
) -> TermView:
    """What the page of ``entry`` shows; ``links`` are all terms by their ids, ``neighbours`` those before and after."""
    record, relations = entry.record, entry.relations
    declared = {*relations.related, *relations.broader, *relations.narrower, relations.replaced_by}
    backlinks = network.backlinks.get(entry.id, ())

    def links_to(ids: Sequence[str]) -> tuple[Link, ...]:
        return tuple(links[identity] for identity in ids)

    return TermView(
        record=replace(record, senses=(), origin=Origin()),
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
        backlinks=links_to(backlinks[:BACKLINKS_SHOWN]),
        backlinks_count=len(backlinks),
        cards=show_cards((piece for body in bodies for piece in (*body.lead, *body.html)), links),
        previous=neighbours[0],
        next=neighbours[1],
        letter=next(letter for letter in listings.letters if letter.label == entry.letter),
        edit_url=fill_pattern(config.edit_url, path=record.origin.path),
        suggest_url=fill_pattern(config.suggest_url, term=record.term),
        updated=updated,
    )
