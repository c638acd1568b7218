"""The glossary as pages of a documentation: a listing and a page for each term, in the look of its theme.

Headings are Markdown, of which a theme makes its own table of contents. What is below them is added as HTML when the
theme's parser is done, so that a term's text is as safe as on the glossary's own site.
"""

import json
import re
from collections.abc import Iterable, Iterator
from html import escape
from itertools import groupby

from glossary_site.build import Analysis
from glossary_site.formats import Headings, article_html, make_edition
from glossary_site.glossary import Entry
from glossary_site.integrations.marking import Address
from glossary_site.language import read_texts
from glossary_site.markup import SITE_ROOT

_NO_BRACKETS = str.maketrans("<>", "‹›")
_SIGNS = re.compile(r"[^\w\s]|_", re.ASCII)


def _heading(text: str, level: int = 1) -> str:
    """A heading in Markdown that shows ``text`` as it is, whatever the dialect: its signs are written by number."""
    plain = _SIGNS.sub(lambda sign: f"&#{ord(sign[0])};", " ".join(text.split()))
    return f"{'#' * level} {plain}\n"


def _page(title: str, *headings: str) -> str:
    """The Markdown of a page, with its title in the front matter, in JSON, which YAML reads.

    Themes write a title as HTML, and some take it for text and make brackets of entities before: it has no brackets.
    """
    plain = escape(title.translate(_NO_BRACKETS))
    return "\n".join((f"---\ntitle: {json.dumps(plain)}\n---\n", _heading(title), *headings))


class TermPages:
    """The pages of one glossary: the Markdown of each, and its HTML made of what a theme's parser makes of that."""

    def __init__(self, analysis: Analysis) -> None:
        self._config = analysis.config
        self._edition = make_edition(analysis.glossary, analysis.config, analysis.bodies_by_id)
        self._terms = {entry.id: entry.record.term for entry in analysis.glossary.entries}
        self._by_letter = [
            (letter, tuple(entries))
            for letter, entries in groupby(analysis.glossary.entries, lambda entry: entry.letter)
        ]

    def term_markdown(self, entry: Entry) -> str:
        """The Markdown of a term's page."""
        return _page(entry.record.term)

    def term_html(self, heading: str, entry: Entry, address: Address, root: str) -> str:
        """A term's page: the ``heading`` as the theme has it, then the term in full, then a link to the listing.

        ``address`` gives that of the listing for the id "". ``root`` is the way from the page to the folder of the
        glossary, below which its files are.
        """
        article = article_html(self._edition, entry, self._terms, address, Headings(level=2))
        listing = escape(read_texts(self._config.language).gettext("All terms"), quote=False)
        return (
            f'{heading}\n{article.replace(SITE_ROOT, root)}\n<p><a href="{escape(address("", ""))}">{listing}</a></p>'
        )

    def listing_markdown(self) -> str:
        """The Markdown of the listing, a heading a letter."""
        return _page(self._config.title, *(_heading(letter, 2) for letter, _ in self._by_letter))

    def listing_html(self, headings: str, address: Address) -> str:
        """The listing: below each of the letters' ``headings`` its terms with their definitions."""
        lists = iter([_list_html(entries, address) for _, entries in self._by_letter])
        return re.sub("</h2>", lambda end: f"{end[0]}\n{next(lists, '')}", headings)

    def files(self) -> Iterator[tuple[str, bytes]]:
        """The path and the bytes of each file that the terms show or link to, below the folder of the glossary."""
        return ((each.url, each.read()) for each in self._edition.attachments)


def _list_html(entries: Iterable[Entry], address: Address) -> str:
    def item(entry: Entry) -> str:
        term = escape(entry.record.term, quote=False)
        short = "".join(f" <abbr>{escape(each, quote=False)}</abbr>" for each in entry.record.abbreviations)
        link = f'<a href="{escape(address(entry.id, ""))}">{term}</a>'
        return f"<dt>{link}{short}</dt>\n<dd>{entry.definition.html}</dd>"

    return "<dl>\n" + "\n".join(map(item, entries)) + "\n</dl>"
