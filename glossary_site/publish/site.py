"""Files beside the pages: for search engines, feed readers, other sites, and reading offline."""

from collections.abc import Iterable, Iterator, Sequence

from glossary_site.config import SiteConfig
from glossary_site.disk import Output
from glossary_site.glossary import Glossary, last_changes
from glossary_site.pages import NOT_FOUND, OFFLINE, QUALITY, SEARCH, SitePlan, term_url
from glossary_site.publish.embed import embed_outputs
from glossary_site.publish.feed import feed
from glossary_site.publish.offline import worker
from glossary_site.publish.robots import robots, web_manifest
from glossary_site.publish.sitemap import sitemaps


def _listed_pages(glossary: Glossary, urls: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Each page for readers and the day of its last change, or "" where it is not given."""
    hidden = {NOT_FOUND, OFFLINE, QUALITY, SEARCH, *(term_url(each.id) for each in glossary.departed)}
    days = last_changes(glossary.history)
    dated = {term_url(entry.id): days.get(entry.id, "") for entry in glossary.entries}
    return ((url, dated.get(url, "")) for url in urls if url not in hidden)


def _listed_languages(plans: Iterable[SitePlan]) -> Iterator[tuple[str, str, tuple[tuple[str, str], ...]]]:
    """The same of the pages in each language, with their addresses in all."""
    for plan in plans:
        for url, day in _listed_pages(plan.glossary, plan.urls):
            yield plan.elsewhere.prefix + url, day, plan.elsewhere.addresses(url)


def publish(
    glossary: Glossary,
    config: SiteConfig,
    urls: Iterable[str],
    assets: str,
    static: Iterable[str],
    languages: Sequence[SitePlan] = (),
    *,
    is_whole: bool = True,
) -> Iterator[Output]:
    """Every such file but the ``edition``.

    ``urls`` are all pages of the site, ``static`` the paths of its files below ``assets``.
    ``languages`` are the pages of a site of several, by language; only the first of them is ``is_whole``: it has
    the files of which a host has one.
    """
    yield web_manifest(config, assets)
    yield from embed_outputs(glossary, config.release)
    if config.base_url and glossary.history:
        yield feed(glossary, config)
    if is_whole:
        yield from robots(config)
        listed = _listed_languages(languages) if languages else ((*page, ()) for page in _listed_pages(glossary, urls))
        if config.base_url:
            yield from sitemaps(config.base_url, listed)
        if config.offline:
            yield worker(static, [plan.elsewhere.prefix for plan in languages])


def left_out(config: SiteConfig, glossary: Glossary) -> tuple[str, ...]:
    """What a site without ``base_url`` does not have: all of it needs whole addresses."""
    if config.base_url:
        return ()
    feeds = ("feed.xml",) if glossary.history else ()
    languages = ("hreflang",) if config.languages else ()
    return ("sitemap.xml", "canonical links", "Open Graph", *feeds, *languages)
