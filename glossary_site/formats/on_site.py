"""The glossary in other forms, one file a form: each from the same records, each saying what it cannot carry."""

from collections.abc import Iterator

from glossary_site.config import SiteConfig
from glossary_site.disk import Output
from glossary_site.formats.edition import Edition, export_records, make_edition
from glossary_site.formats.markdown_twins import Twins
from glossary_site.formats.table import (
    FORMATS,
    Format,
    Loss,
    find_format,
    find_losses,
    formats_summary,
    formats_table,
    load_reader,
    load_writer,
)
from glossary_site.formats.terms import terms_json
from glossary_site.glossary import Glossary

__all__ = [
    "FORMATS",
    "Edition",
    "Format",
    "Loss",
    "Twins",
    "export_records",
    "find_format",
    "find_losses",
    "formats_summary",
    "formats_table",
    "load_reader",
    "load_writer",
    "make_edition",
    "site_exports",
    "terms_json",
    "whole_export",
]

#: The formats of names and definitions that are part of every site: none of them needs an extra.
_ON_SITE = ("llms", "sphinx")


def site_exports(glossary: Glossary, config: SiteConfig) -> Iterator[Output]:
    """What a site carries beside its pages that tells no text of the terms: ``terms.json``, ``llms.txt``,
    ``objects.inv``. ``Twins`` and ``whole_export`` are the rest."""
    yield terms_json(glossary)
    edition = Edition(tuple(entry.record for entry in glossary.entries), config, glossary)
    for name in _ON_SITE:
        yield from load_writer(find_format(name))(edition)


def whole_export(glossary: Glossary, config: SiteConfig) -> Iterator[Output]:
    """One more that a site carries, with every text of the glossary: ``llms-full.txt``."""
    yield from load_writer(find_format("llms-full"))(make_edition(glossary, config))
