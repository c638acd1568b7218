"""Glossaries of others, read for a build: their published files are fetched, kept and compared with their digests."""

from collections.abc import Sequence
from pathlib import Path
from urllib.parse import quote

from glossary_site.config import SiteConfig
from glossary_site.disk import leads_out
from glossary_site.formats import UNREAD, read_glossary, recognise_format
from glossary_site.glossary import Included, include_records
from glossary_site.includes import Include
from glossary_site.issues import Issue, Severity, errors_in
from glossary_site.language import name_slug
from glossary_site.loader import Published, place_records, update_kept
from glossary_site.pages import term_url
from glossary_site.records import Record
from glossary_site.values import replace


def read_included(
    config: SiteConfig, folder: Path, fetched: dict[Include, tuple[Issue, ...]]
) -> tuple[tuple[Included, ...], tuple[Issue, ...]]:
    """The glossaries that the settings in ``folder`` include, in their order.

    Those in ``fetched`` are not fetched again. What was found when one is fetched is added to it, if there is no error.

    Issues: ``file-outside``, those of ``update_kept``, and of ``read_glossary`` where a file has no term at all: what
    is wrong with one entry is for its authors.
    """
    found: list[Included] = []
    issues: list[Issue] = []
    for place, include in enumerate(config.include):
        notes = fetched.get(include) or _fetch(include, folder)
        issues += notes
        if errors_in(notes):
            continue
        fetched[include] = notes
        records, wrong = _read(include, folder, config)
        issues += wrong
        found += (
            include_records(include.title, tag, place, [each for each in records if each.language == tag])
            for tag in ("", *config.tags)
        )
    return tuple(each for each in found if each.names), tuple(issues)


def _fetch(include: Include, folder: Path) -> tuple[Issue, ...]:
    if not include.is_published:
        return ()
    kept = include.find_file(folder)
    if leads_out(kept, folder):
        message, hint = "a link out of the folder of the settings", "remove it: what is published is kept there"
        return (Issue("file-outside", Severity.ERROR, message, hint, kept.as_posix()),)
    return update_kept(Published(include.source, kept, include.pin))


def _read(include: Include, folder: Path, config: SiteConfig) -> tuple[Sequence[Record], Sequence[Issue]]:
    """The records of an included glossary in the languages of the site, with the addresses of their pages as ids."""
    path = include.find_file(folder)
    form = recognise_format(path)
    imported = read_glossary(path, form if form.reads else UNREAD, include.language or config.language, {})
    if not imported.records:
        return (), errors_in(imported.issues)
    written = [replace(each, language=each.language or include.language) for each in imported.records]
    concepts = {_key(record): address for address, record in imported.concepts}
    pages = [concepts.get(_key(each)) or _find_page(each, include.site) for each in imported.records]
    return [replace(each, id=page) for each, page in zip(place_records(written, config), pages, strict=True)], ()


def _key(record: Record) -> tuple[str, str, str]:
    return record.id, record.term, record.language


def _find_page(record: Record, site: str) -> str:
    """The address of a term's page on a site of this program, which no id can lead away from."""
    return site + term_url(quote(record.id or name_slug(record.term)))
