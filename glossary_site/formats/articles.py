"""Terms as pieces of HTML, for formats that are made of pages: books, docsets, cards."""

import re
from collections.abc import Callable, Iterable, Iterator
from html import escape, unescape
from pathlib import PurePosixPath
from urllib.parse import urljoin

from glossary_site.attachments import find_kind
from glossary_site.config import SiteConfig
from glossary_site.formats.edition import Edition
from glossary_site.formats.facts import REMARKS, label_of, list_facts, list_own_facts, list_relations
from glossary_site.glossary import Entry
from glossary_site.language import comma, format_labelled, read_texts
from glossary_site.markup import SITE_ROOT
from glossary_site.mentions import LinkedBody, LinkedHtml, Mention
from glossary_site.records import Sense, sense_anchors
from glossary_site.values import Frozen

#: Id of a term, anchor of a sense or "" -> the address, relative to the file of the article.
Href = Callable[[str, str], str]


class Headings(Frozen):
    """The headings of a term's senses: what their ids begin with, and their level in HTML."""

    prefix: str = ""
    level: int = 3


_NO_HEADINGS = Headings()

#: Enough for any reader; colours are the reader's own.
STYLE = """\
body { font-family: sans-serif; line-height: 1.5; margin: 1em; max-width: 45em; }
dl.facts { display: grid; grid-template-columns: max-content 1fr; gap: 0 1em; }
dl.facts dd { margin: 0; }
pre { overflow-x: auto; }
table { border-collapse: collapse; }
img { max-width: 100%; height: auto; }
figure { margin: 1em 0; }
th, td { border: 1px solid; padding: 0.2em 0.5em; }
"""


def linked_html(text: LinkedHtml, href: Href) -> str:
    """Linked HTML as one text, the address of each mention made by ``href``; terms of other languages are not there."""

    def link(mention: Mention, shown: str) -> str:
        if mention.language:
            return shown
        return f'<a href="{escape(href(mention.id, mention.anchor))}">{shown}</a>'

    return text.with_links(link)


#: The media types of pictures that readers of books and cards show (EPUB 3.3, section 3.2).
_SHOWN = frozenset(("image/gif", "image/jpeg", "image/png", "image/svg+xml", "image/webp"))
_PICTURE = re.compile(
    f'(<a class="picture" href="[^"]*">)?<img src="(?P<own>{SITE_ROOT})?(?P<url>[^"]*)" alt="(?P<text>[^"]*)"'
    '(?P<size>[^>]*?) loading="lazy" decoding="async">(?(1)</a>)'
)
_SOUND = re.compile("<audio [^>]*>(.*?)</audio>", re.DOTALL)
_LINK = re.compile(f'<a href="(?:{SITE_ROOT}(?=[^/])|(?=/[^/]))(?P<url>[^"]*)"[^>]*>(?P<shown>.*?)</a>', re.DOTALL)


def is_carried(url: str) -> bool:
    """Whether books and cards carry the file at ``url``: a picture that their readers show."""
    kind = find_kind(url)
    return kind is not None and kind.media_type in _SHOWN


def with_pictures(html: str, folder: str, site: str) -> str:
    """The HTML of an article whose pictures are below ``folder``, and are no links, as nothing opens them.

    A link to another file leads to the ``site``, at that address; without one it is text, as a picture that is not
    carried. A picture of another host is a link. A link from the root of a host leads to that of the ``site``.
    """

    def lead(found: re.Match[str]) -> str:
        if not site:
            return found["shown"]
        return f'<a href="{escape(urljoin(site, unescape(found["url"])))}">{found["shown"]}</a>'

    def place(found: re.Match[str]) -> str:
        if not found["own"] and found[1]:
            return f'<a href="{found["url"]}">{found["text"]}</a>'
        if not (found["own"] and is_carried(found["url"])):
            return found["text"]
        return f'<img src="{folder}{PurePosixPath(found["url"]).name}" alt="{found["text"]}"{found["size"]}>'

    return _LINK.sub(lead, _SOUND.sub(r"\1", _PICTURE.sub(place, html)))


def body_html(body: LinkedBody, href: Href, language: str) -> str:
    """A body with what is under it, for readers of a language."""
    remarks = [each for each in body.remarks if each.field in REMARKS]
    items = ((label_of(each.field, language), linked_html(each.html, href)) for each in remarks)
    under = _definitions_html("<dl>", items)
    return "\n".join(filter(None, (linked_html(body.lead, href), linked_html(body.html, href), under)))


def _source(sense: Sense, language: str) -> str:
    source = sense.source
    if source is None or not (source.title or source.url):
        return ""
    title = escape(source.title or source.url, quote=False)
    if source.url.startswith(("https://", "http://")):
        title = f'<a href="{escape(source.url)}">{title}</a>'
    label = escape(read_texts(language).gettext("Source"), quote=False)
    return f"<p>{format_labelled(label, title, language)}</p>"


def _definitions_html(opening: str, facts: Iterable[tuple[str, str]]) -> str:
    """Labels and values as a list of definitions; "" where no value is given."""
    items = "".join(f"<dt>{escape(label, quote=False)}</dt><dd>{value}</dd>" for label, value in facts if value)
    return f"{opening}{items}</dl>" if items else ""


def _list_html(facts: Iterable[tuple[str, str]]) -> str:
    return _definitions_html('<dl class="facts">', facts)


def _own_facts(sense: Sense, config: SiteConfig) -> str:
    facts = list_own_facts(sense, config.fields, config.language)
    return _list_html((row.label_in(config.language), escape(text, quote=False)) for row, text in facts)


def _facts(entry: Entry, config: SiteConfig, terms: dict[str, str], href: Href) -> Iterator[tuple[str, str]]:
    for row, text in list_facts(entry.record, config.fields, config.language):
        yield row.label_in(config.language), escape(text, quote=False)
    for row, ids in list_relations(entry.relations):
        named = [(href(each, ""), terms[each]) for each in ids if each in terms]
        if row.name == "related":
            named += [(each.url, f"{each.term} ({each.glossary})") for each in entry.relations.theirs]
        yield row.label_in(config.language), _links_html(named, config.language)


def _links_html(named: Iterable[tuple[str, str]], language: str) -> str:
    links = (f'<a href="{escape(address)}">{escape(shown, quote=False)}</a>' for address, shown in named)
    return comma(language).join(links)


def article_html(
    edition: Edition, entry: Entry, terms: dict[str, str], href: Href, headings: Headings = _NO_HEADINGS
) -> str:
    """A term in full, without its heading. ``terms`` are names by id; ``headings`` are those of its senses."""
    config = edition.config
    parts = [_list_html(_facts(entry, config, terms, href))]
    senses = zip(entry.record.senses, edition.bodies[entry.id], sense_anchors(entry.record.senses), strict=True)
    for number, (sense, body, name) in enumerate(senses, 1):
        category = escape(comma(config.language).join(sense.categories), quote=False)
        if len(entry.record.senses) > 1:
            heading = f"h{headings.level}"
            parts.append(f'<{heading} id="{escape(headings.prefix + name)}">{number}. {category}</{heading}>')
        elif category:
            parts.append(f"<p>{category}</p>")
        under = _own_facts(sense, config), _source(sense, config.language)
        parts += [body_html(body, href, config.language), *under]
    return "\n".join(part for part in parts if part)
