"""What changed, as an Atom feed (RFC 4287). All dates are the data's: building again changes nothing."""

import re
from xml.sax.saxutils import escape, quoteattr

from glossary_site.changes import Change, Kind
from glossary_site.config import SiteConfig
from glossary_site.glossary import Entry, Glossary
from glossary_site.pages import Output
from glossary_site.urls import CHANGES, FEED, term_url

#: The newest changes; the pages of changes have them all.
SHOWN = 100

_SAID = {
    Kind.ADDED: "New term: {term}",
    Kind.REDEFINED: "New definition: {term}",
    Kind.RENAMED: "{was} is now called {term}",
    Kind.MERGED: "{term} is now part of {into}",
    Kind.DEPRECATED: "Deprecated: {term}",
    Kind.DELETED: "Deleted: {term}",
    Kind.EDITORIAL: "Reworded: {term}",
    Kind.UPDATED: "Changed: {term}",
}
#: All that XML 1.0 cannot hold, not even escaped.
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def _text(text: str) -> str:
    return escape(_NOT_XML.sub("\ufffd", text))


def _title(change: Change, entries: dict[str, Entry]) -> str:
    into = entries[change.into].record.term if change.into in entries else ""
    said = "{term} was merged" if change.kind is Kind.MERGED and not into else _SAID[change.kind]
    title = said.format(term=change.term, was=change.was or change.term, into=into)
    return f"{title}; use {into}" if change.kind is Kind.DEPRECATED and into else title


def _entry(change: Change, config: SiteConfig, entries: dict[str, Entry]) -> str:
    base = config.base_url
    gone = change.kind in (Kind.MERGED, Kind.DELETED)
    here = change.id in entries and not gone
    address = base + (term_url(change.id) if here else CHANGES)
    summary = entries[change.id].definition if here else ""
    return "\n".join(
        (
            "<entry>",
            f"<id>{_text(f'{base}{CHANGES}#{change.date}-{change.kind}-{change.id}')}</id>",
            f"<title>{_text(_title(change, entries))}</title>",
            f"<updated>{change.date}T00:00:00Z</updated>",
            f'<link rel="alternate" href={quoteattr(address)}/>',
            f'<category term="{change.kind}"/>',
            f"<summary>{_text(summary)}</summary>" if summary else "<summary/>",
            "</entry>",
        )
    )


def feed(glossary: Glossary, config: SiteConfig) -> Output:
    """``feed.xml``; the glossary must have a history and the site a ``base_url``."""
    entries = {entry.id: entry for entry in glossary.entries}
    base = config.base_url
    head = (
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang={quoteattr(config.language)}>',
        f"<id>{_text(base + FEED)}</id>",
        f"<title>{_text(config.title)}</title>",
        f"<updated>{glossary.history[0].date}T00:00:00Z</updated>",
        f"<author><name>{_text(config.title)}</name></author>",
        f'<link rel="self" type="application/atom+xml" href={quoteattr(base + FEED)}/>',
        f'<link rel="alternate" type="text/html" href={quoteattr(base + CHANGES)}/>',
    )
    items = (_entry(change, config, entries) for change in glossary.history[:SHOWN])
    return Output(FEED, "\n".join((*head, *items, "</feed>", "")).encode("utf-8", "replace"))
