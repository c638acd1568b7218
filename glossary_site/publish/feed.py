"""What changed, as an Atom feed (RFC 4287). Dates are those of the entries: another build gives the same feed."""

from gettext import NullTranslations
from html import escape

from glossary_site.config import SiteConfig
from glossary_site.disk import Output
from glossary_site.glossary import Change, Entry, Glossary, Kind
from glossary_site.language import NOT_XML, read_texts
from glossary_site.late import compile_late
from glossary_site.pages import CHANGES, FEED, term_url

#: The newest changes; the pages of changes have them all.
SHOWN = 100

_NOT_XML = compile_late(f"[{NOT_XML}]")


def _text(text: str) -> str:
    return escape(_NOT_XML.sub("\ufffd", text), quote=False)


def _sentence(change: Change, into: str, texts: NullTranslations) -> str:
    """One change as a sentence with placeholders; ``into`` is the name of the term that replaces it, or ""."""
    _ = texts.gettext
    match change.kind:
        case Kind.ADDED:
            return _("New term: %(term)s")
        case Kind.REDEFINED:
            return _("New definition: %(term)s")
        case Kind.RENAMED:
            return _("%(was)s is now called %(term)s")
        case Kind.MERGED:
            return _("%(term)s is now part of %(into)s") if into else _("%(term)s was merged")
        case Kind.DEPRECATED:
            return _("Deprecated: %(term)s; use %(into)s") if into else _("Deprecated: %(term)s")
        case Kind.DELETED:
            return _("Deleted: %(term)s")
        case Kind.EDITORIAL:
            return _("Reworded: %(term)s")
        case Kind.UPDATED:
            return _("Changed: %(term)s")


def _title(change: Change, entries: dict[str, Entry], texts: NullTranslations) -> str:
    into = entries[change.into].record.term if change.into in entries else ""
    return _sentence(change, into, texts) % {"term": change.term, "was": change.was or change.term, "into": into}


def _entry(change: Change, config: SiteConfig, entries: dict[str, Entry]) -> str:
    base = config.base_url
    # Another term may have the id of a merged or deleted one by now.
    has_page = change.id in entries and change.kind not in (Kind.MERGED, Kind.DELETED)
    address = base + (term_url(change.id) if has_page else CHANGES)
    title = _title(change, entries, read_texts(config.language))
    definition = entries[change.id].definition.text if has_page else ""
    return "\n".join(
        (
            "<entry>",
            f"<id>{_text(f'{base}{CHANGES}#{change.date}-{change.kind}-{change.id}')}</id>",
            f"<title>{_text(title)}</title>",
            f"<updated>{change.date}T00:00:00Z</updated>",
            f'<link rel="alternate" href="{escape(address)}"/>',
            f'<category term="{change.kind}"/>',
            f"<summary>{_text(definition or title)}</summary>",  # W3C's feed rules ask for a text
            "</entry>",
        )
    )


def feed(glossary: Glossary, config: SiteConfig) -> Output:
    """``feed.xml``; the glossary must have a history and the site a ``base_url``."""
    entries = {entry.id: entry for entry in glossary.entries}
    base = config.base_url
    head = (
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{escape(config.language)}">',
        f"<id>{_text(base + FEED)}</id>",
        f"<title>{_text(config.title)}</title>",
        f"<updated>{glossary.history[0].date}T00:00:00Z</updated>",
        f"<author><name>{_text(config.title)}</name></author>",
        f'<link rel="self" type="application/atom+xml" href="{escape(base + FEED)}"/>',
        f'<link rel="alternate" type="text/html" href="{escape(base + CHANGES)}"/>',
    )
    items = (_entry(change, config, entries) for change in glossary.history[:SHOWN])
    return Output(FEED, "\n".join((*head, *items, "</feed>", "")).encode("utf-8", "replace"))
