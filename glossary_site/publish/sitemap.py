"""Sitemaps (sitemaps.org, protocol 0.9): one file, or an index of several where there is too much for one."""

from collections.abc import Iterable, Iterator
from html import escape

from glossary_site.disk import Output

_NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
#: What the links between languages need.
_XHTML = ' xmlns:xhtml="http://www.w3.org/1999/xhtml"'
#: What the protocol allows in one file.
MAX_URLS = 50_000
MAX_BYTES = 50 * 1024 * 1024


#: (URL, day or "", (hreflang, address) of the page in each language).
Listed = tuple[str, str, tuple[tuple[str, str], ...]]


def _wrap(name: str, items: Iterable[bytes], more: str = "") -> bytes:
    head = f'<?xml version="1.0" encoding="UTF-8"?>\n<{name} xmlns="{_NAMESPACE}"{more}>\n'
    return head.encode() + b"".join(items) + f"</{name}>\n".encode()


def _item(name: str, address: str, day: str, alternates: Iterable[tuple[str, str]] = ()) -> bytes:
    changed = f"<lastmod>{day}</lastmod>" if day else ""
    links = "".join(
        f'<xhtml:link rel="alternate" hreflang="{escape(language)}" href="{escape(each)}"/>'
        for language, each in alternates
    )
    return f"<{name}><loc>{escape(address, quote=False)}</loc>{changed}{links}</{name}>\n".encode()


def _cut(items: Iterable[tuple[bytes, str]], urls: int, size: int) -> Iterator[list[tuple[bytes, str]]]:
    """Runs of items that fit into one file of at most ``urls`` items and ``size`` bytes."""
    run: list[tuple[bytes, str]] = []
    used = 0
    for item in items:
        if run and (len(run) == urls or used + len(item[0]) > size):
            yield run
            run, used = [], 0
        run.append(item)
        used += len(item[0])
    if run:
        yield run


def sitemaps(base_url: str, pages: Iterable[Listed], urls: int = MAX_URLS, size: int = MAX_BYTES) -> tuple[Output, ...]:
    """``sitemap.xml`` and, where one does not hold all pages, ``sitemap-1.xml`` ….

    ``lastmod`` is the day of a page's last change, never the time of the build; that of a file is its latest one.
    """
    pages = tuple(pages)
    more = _XHTML if any(alternates for *_, alternates in pages) else ""
    items = ((_item("url", base_url + url, day, alternates), day) for url, day, alternates in pages)
    runs = list(_cut(items, urls, size - len(_wrap("urlset", (), more))))
    files = [_wrap("urlset", (item for item, _ in run), more) for run in runs]
    if len(files) < 2:
        return tuple(Output("sitemap.xml", data) for data in files)
    names = [f"sitemap-{number}.xml" for number in range(1, len(files) + 1)]
    latest = [max(day for _, day in run) for run in runs]
    index = (_item("sitemap", base_url + name, day) for name, day in zip(names, latest, strict=True))
    return (Output("sitemap.xml", _wrap("sitemapindex", index)), *map(Output, names, files))
