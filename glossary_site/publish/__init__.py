"""Files beside the pages: for search engines, feed readers, other sites, and reading offline."""

from collections.abc import Iterable, Iterator

from glossary_site.changes import last_changes
from glossary_site.config import SiteConfig
from glossary_site.glossary import Glossary
from glossary_site.pages import Output
from glossary_site.publish.embedded import EMBED, embed_outputs
from glossary_site.publish.feed import feed
from glossary_site.publish.offline import worker
from glossary_site.publish.site_files import robots, web_manifest
from glossary_site.publish.sitemap import sitemaps
from glossary_site.publish.stands import EDITION, edition, parse_edition
from glossary_site.urls import NOT_FOUND, OFFLINE, QUALITY, SEARCH, term_url

__all__ = ["EDITION", "EMBED", "left_out", "parse_edition", "publish"]


def _listed_pages(glossary: Glossary, urls: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Each page for readers and the day of its last change, where an entry tells it."""
    hidden = {NOT_FOUND, OFFLINE, QUALITY, SEARCH, *(term_url(each.id) for each in glossary.departed)}
    days = last_changes(glossary.history)
    dated = {term_url(entry.id): days.get(entry.id, "") for entry in glossary.entries}
    return ((url, dated.get(url, "")) for url in urls if url not in hidden)


def publish(
    glossary: Glossary, config: SiteConfig, urls: Iterable[str], assets: str, static: Iterable[str]
) -> Iterator[Output]:
    """Every such file. ``urls`` are all pages of the site, ``static`` the paths of its files below ``assets``."""
    yield from robots(config)
    yield web_manifest(config, assets)
    yield edition(glossary)
    yield from embed_outputs(glossary, config.release)
    if config.base_url:
        yield from sitemaps(config.base_url, _listed_pages(glossary, urls))
        if glossary.history:
            yield feed(glossary, config)
    if config.offline:
        yield worker(static)


def left_out(config: SiteConfig, glossary: Glossary) -> tuple[str, ...]:
    """What a site without ``base_url`` goes without: all of it is made of whole addresses."""
    if config.base_url:
        return ()
    return ("sitemap.xml", "canonical links", "Open Graph", *(("feed.xml",) if glossary.history else ()))
