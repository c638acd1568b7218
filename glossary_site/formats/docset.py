"""A docset for Dash and Zeal: pages, and an index of names in SQLite."""

import plistlib
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from html import escape
from urllib.parse import quote

from glossary_site.disk import FileCopy, Output
from glossary_site.formats.articles import STYLE, article_html
from glossary_site.formats.edition import Edition
from glossary_site.language import direction_of, slugify
from glossary_site.markup import SITE_ROOT


def _page(title: str, language: str, body: str) -> bytes:
    return (
        f'<!DOCTYPE html>\n<html lang="{escape(language)}" dir="{direction_of(language)}">\n'
        f'<head><meta charset="utf-8"><title>{escape(title, quote=False)}</title>'
        '<link rel="stylesheet" href="style.css"></head>\n'
        f"<body>\n{body}\n</body>\n</html>\n"
    ).encode("utf-8", "replace")


def _index(names: list[tuple[str, str]]) -> bytes:
    """The index file: (name, path) pairs, all of the type "Word"."""
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute("CREATE TABLE searchIndex(id INTEGER PRIMARY KEY, name TEXT, type TEXT, path TEXT)")
        connection.execute("CREATE UNIQUE INDEX anchor ON searchIndex (name, type, path)")
        rows = [(name, "Word", path) for name, path in names]
        connection.executemany("INSERT OR IGNORE INTO searchIndex(name, type, path) VALUES (?, ?, ?)", rows)
        connection.commit()
        return bytes(connection.serialize())


def write_docset(edition: Edition) -> Iterator[Output | FileCopy]:
    """The files of the docset, from ``Contents/`` on; a page a term, every name in the index."""
    config = edition.config
    name = slugify(config.title) or "glossary"
    plist = {
        "CFBundleIdentifier": name,
        "CFBundleName": config.title,
        "DocSetPlatformFamily": name,
        "isDashDocset": True,
        "isJavaScriptEnabled": False,
        "dashIndexFilePath": "index.html",
    }
    yield Output("Contents/Info.plist", plistlib.dumps(plist))
    documents = "Contents/Resources/Documents"
    yield Output(f"{documents}/style.css", STYLE.encode())
    entries = edition.glossary.entries
    terms = {entry.id: entry.record.term for entry in entries}

    def href(identity: str, anchor: str) -> str:
        page = "index_" if identity == "index" else quote(identity)
        return f"{page}.html" + (f"#{quote(anchor)}" if anchor else "")

    names: list[tuple[str, str]] = []
    for entry in entries:
        # "index" is the page of the whole; no other id can be it, as ids hold no underscore.
        path = href(entry.id, "")
        title = f"<h1>{escape(entry.record.term, quote=False)}</h1>\n"
        body = title + article_html(edition, entry, terms, href).replace(SITE_ROOT, "")
        yield Output(f"{documents}/{path}", _page(entry.record.term, config.language, body))
        record = entry.record
        names += [(each, path) for each in (record.term, *record.abbreviations, *record.aliases)]
    yield from (each.at(f"{documents}/") for each in edition.attachments)
    shown = ((escape(href(entry.id, "")), escape(entry.record.term, quote=False)) for entry in entries)
    listed = "".join(f'<li><a href="{address}">{term}</a></li>' for address, term in shown)
    home = f"<h1>{escape(config.title, quote=False)}</h1>\n<ul>{listed}</ul>"
    yield Output(f"{documents}/index.html", _page(config.title, config.language, home))
    yield Output("Contents/Resources/docSet.dsidx", _index(names))
