"""Files beside the pages: for search engines, feed readers, other sites, and reading offline. One table has them."""

from collections.abc import Callable, Iterable, Iterator
from itertools import chain

from glossary_site.config import SiteConfig
from glossary_site.disk import Output
from glossary_site.glossary import Glossary, last_changes
from glossary_site.pages import FEED, NOT_FOUND, OFFLINE, QUALITY, SEARCH, SitePlan, term_url
from glossary_site.publish.feed import feed
from glossary_site.publish.offline import worker
from glossary_site.publish.robots import robots, web_manifest
from glossary_site.publish.sitemap import Listed, sitemaps
from glossary_site.values import Frozen


class Publication(Frozen):
    """The site in one language as others find it.

    ``languages`` are the pages in all languages of the site, its own first. ``static`` are the paths of the theme's own
    files, () but in the site's own language; ``assets`` is the URL of their folder.
    """

    plan: SitePlan
    languages: tuple[SitePlan, ...]
    static: tuple[str, ...]
    assets: str


_Publish = Callable[[Publication], Iterable[Output]]


class _Published(Frozen):
    """One thing that is published: files which ``make`` makes, or a part of each page.

    ``needs_address``: it holds whole addresses, so a site without a ``base_url`` lacks it. ``is_single``: a host has
    one, that of the site's own language. ``is_wanted``: whether these settings and this glossary ask for it.
    """

    name: str
    make: _Publish = lambda _: ()
    needs_address: bool = False
    is_single: bool = False
    is_wanted: Callable[[SiteConfig, Glossary], object] = lambda *_: True


def _listed_pages(plan: SitePlan) -> Iterator[Listed]:
    """Each page for readers, the day of its last change where it is given, and its addresses in all languages."""
    glossary, elsewhere = plan.glossary, plan.elsewhere
    hidden = {NOT_FOUND, OFFLINE, QUALITY, SEARCH, *(term_url(each.id) for each in glossary.removed)}
    hidden.update(plan.old_urls)
    days = last_changes(glossary.history)
    dated = {term_url(entry.id): days.get(entry.id, "") for entry in glossary.entries}
    for url in plan.urls:
        if url not in hidden:
            yield elsewhere.prefix + url, dated.get(url, ""), elsewhere.addresses(url)


def _web_manifest(site: Publication) -> Iterator[Output]:
    config = site.plan.config
    yield web_manifest(config, site.plan.icon or site.assets + (config.favicon or "favicon.svg"))


def _robots(site: Publication) -> Iterable[Output]:
    return robots(site.plan.config)


def _sitemaps(site: Publication) -> Iterable[Output]:
    return sitemaps(site.plan.config.base_url, chain.from_iterable(map(_listed_pages, site.languages)))


def _feed(site: Publication) -> Iterator[Output]:
    yield feed(site.plan.glossary, site.plan.config)


def _worker(site: Publication) -> Iterator[Output]:
    texts = [plan.elsewhere.prefix + text.url for plan in site.languages for text in plan.glossary.texts if text.url]
    yield worker(site.static, [plan.elsewhere.prefix for plan in site.languages], texts)


#: All but the ``edition`` and what other sites embed. What needs an address is in the order in which a build names what
#: it lacks.
_PUBLISHED = (
    _Published("site.webmanifest", _web_manifest),
    _Published("robots.txt", _robots, is_single=True),
    _Published("sitemap.xml", _sitemaps, needs_address=True, is_single=True),
    _Published("canonical links", needs_address=True),
    _Published("Open Graph", needs_address=True),
    _Published(FEED, _feed, needs_address=True, is_wanted=lambda _, glossary: glossary.history),
    _Published("hreflang", needs_address=True, is_wanted=lambda config, _: config.languages),
    _Published("sw.js", _worker, is_single=True, is_wanted=lambda config, _: config.offline),
)


def publish(site: Publication) -> Iterator[Output]:
    """Every such file."""
    plan = site.plan
    for each in _PUBLISHED:
        is_lacking = (each.needs_address and not plan.config.base_url) or (each.is_single and plan.elsewhere.prefix)
        if not is_lacking and each.is_wanted(plan.config, plan.glossary):
            yield from each.make(site)


def left_out(config: SiteConfig, glossary: Glossary) -> tuple[str, ...]:
    """What a site without ``base_url`` does not have: all of it needs whole addresses."""
    if config.base_url:
        return ()
    return tuple(each.name for each in _PUBLISHED if each.needs_address and each.is_wanted(config, glossary))
