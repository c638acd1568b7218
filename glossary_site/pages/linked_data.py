"""The glossary in the vocabulary of schema.org, as JSON-LD for a page's ``<script type="application/ld+json">``.

Only properties that schema.org gives these types: ``DefinedTermSet`` is a CreativeWork, ``DefinedTerm`` is not.
"""

import json
from typing import Any

from glossary_site.config import SiteConfig
from glossary_site.glossary import Entry
from glossary_site.pages.urls import HOME, root_from, term_url
from glossary_site.records import Record

_CONTEXT = "https://schema.org"


def _script_text(data: dict[str, Any]) -> str:
    """JSON in which nothing ends or opens a tag or a comment: it may be put into HTML as it is."""
    given = {"@context": _CONTEXT, **{name: value for name, value in data.items() if value}}
    text = json.dumps(given)
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def _base(config: SiteConfig, url: str) -> str:
    """The address of the site or, where that is not set, the way from the page ``url`` to its root."""
    return config.base_url or root_from(url)


def set_data(config: SiteConfig, changed: str) -> str:
    """The glossary as a whole, for its front page; ``changed`` is the day of its last change, or ""."""
    base = _base(config, HOME)
    licence = config.licence.url or config.licence.text if config.licence else ""
    return _script_text(
        {
            "@type": "DefinedTermSet",
            "@id": base,
            "name": config.title,
            "description": config.description,
            "url": base,
            "inLanguage": config.language,
            "license": licence,
            "dateModified": changed,
        }
    )


def _spoken_name(record: Record) -> str | list[str | dict[str, str]]:
    """The name of a term; with its pronunciation, where that is given, as a ``PronounceableText`` beside it."""
    if not record.pronunciation:
        return record.term
    spoken = {"@type": "PronounceableText", "textValue": record.term, "phoneticText": record.pronunciation}
    return [record.term, spoken]


def term_data(config: SiteConfig, entry: Entry) -> str:
    """One term, for its page."""
    record, url = entry.record, term_url(entry.id)
    base = _base(config, url)
    return _script_text(
        {
            "@type": "DefinedTerm",
            "@id": base + url,
            "name": _spoken_name(record),
            "alternateName": [*record.aliases, *record.abbreviations, *filter(None, (record.symbol,))],
            "description": entry.definition.text,
            "termCode": record.notation or entry.id,
            "url": base + url,
            "inDefinedTermSet": {"@type": "DefinedTermSet", "@id": base, "name": config.title, "url": base},
        }
    )
