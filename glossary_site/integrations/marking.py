"""Mentions of a glossary's terms in HTML that another program made, found as those in the glossary's own texts."""

import re
from collections.abc import Callable, Iterator, Sequence
from html import escape, unescape

from glossary_site.glossary import Glossary
from glossary_site.markup import LINK_OPEN, MARK_END, REFERENCE_CLOSE, REFERENCE_OPEN, Body, Reference
from glossary_site.mentions import LinkedBody, LinkedHtml, Linker, LinkTable, Matcher, Mention, Place
from glossary_site.values import replace

#: How often a term is marked: the first time on the page, or in each section, every time, or never.
MODES = ("page", "section", "all", "off")
#: The class by which authors keep mentions out of an element.
UNMARKED_CLASS = "no-glossary"

#: A comment or a tag. What is in quotes has a limit, so that an open quote costs no more than that.
_TAG = re.compile(
    r"<!--.*?(?:-->|\Z)|<(/?)([a-zA-Z][\w:-]*)((?:[^<>\"']|\"[^\"]{0,5000}\"|'[^']{0,5000}')*+)>", re.DOTALL
)
#: Elements without prose, beside those that the matcher leaves out itself; those that hold no tags; those with no end.
_QUIET = frozenset("audio button iframe kbd label nav noscript object samp select template video".split())
_RAW = frozenset("script style textarea title".split())
_VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
#: Classes of elements without prose: formulas and diagrams for a script, code, titles of notes, links to headings.
_QUIET_CLASSES = frozenset(
    (UNMARKED_CLASS, "admonition-title", "arithmatex", "headerlink", "highlight", "math", "mermaid", "MathJax")
)
_CLASS = re.compile(r"\bclass\s*=\s*[\"']?([^\"'>]*)")
#: What is put aside while mentions are found has such a tag in its place, which no name can be part of.
_HOLE = re.compile(r"<glossaryhole(\d+)>")
#: The element by which a page's HTML holds a reference: what it leads to is its ``target``.
REFERENCE_TAG = "glossary-ref"
_REFERENCE = re.compile(f'<{REFERENCE_TAG} target="([^"]*)">(.*?)</{REFERENCE_TAG}>', re.DOTALL)
#: Signs by which mentions are placed; in the text of a page they mean nothing and are written by their numbers.
_SIGNS = re.compile(f"[{REFERENCE_OPEN}{REFERENCE_CLOSE}{LINK_OPEN}{MARK_END}]")

#: The address of a term's page, or of the anchor of one sense ("" for the term as a whole), from its id.
Address = Callable[[str, str], str]


def parse_mode(value: object, default: str) -> str | None:
    """The mode that a setting or the front matter of a page gives, None where it is none; without one the default.

    YAML reads ``off`` as false, and ``on`` as true.
    """
    if value is None or value is True:
        return default
    return "off" if value is False else value if isinstance(value, str) and value in MODES else None


class Marker:
    """Finds mentions of one glossary's terms in pages. What it needs is made once, for all pages."""

    def __init__(self, glossary: Glossary) -> None:
        table = LinkTable.of(glossary, MODES[0])
        matcher = Matcher(table.automatic_names, table.language)
        self._linkers = {mode: Linker(replace(table, mode=mode), matcher) for mode in MODES}

    def mark(self, html: str, mode: str = MODES[0], *, path: str = "", source: str = "") -> LinkedBody:
        """A page's HTML with its mentions: ``link_mentions`` makes links of them.

        ``mode`` is one of ``MODES``; references are linked in each of them. No mention is in code, in a heading, in a
        link, or in an element of the class ``no-glossary``. ``path`` is the page's file and ``source`` its text, as
        issues name them with their lines. Issues: those of ``Linker.link``.
        """
        aside: list[str] = []
        references: list[Reference] = []

        def place(found: re.Match[str]) -> str:
            target = unescape(found[1])
            references.append(Reference(target, line=_find_line(source, target)))
            return f"{REFERENCE_OPEN}{len(references) - 1}{REFERENCE_CLOSE}{found[2]}{MARK_END}"

        plain = _SIGNS.sub(lambda sign: f"&#{ord(sign[0])};", html)
        marked = _REFERENCE.sub(place, _put_aside(plain, aside))
        body = Body("", marked, _text_of(html), tuple(references))
        linked = self._linkers[mode].link(body, Place("", path=path))
        issues = tuple(replace(issue, path=path) for issue in linked.issues)
        return replace(linked, html=_put_back(linked.html, aside), issues=issues)


def _find_line(source: str, target: str) -> int:
    """The line of the first reference to ``target`` in Markdown, 0 where there is none."""
    found = re.search(rf"\[\[\s*{re.escape(target)}\s*(?:\||\]\])", source)
    return source.count("\n", 0, found.start()) + 1 if found else 0


def _text_of(html: str) -> str:
    return unescape(_TAG.sub(" ", html))


def _put_aside(html: str, aside: list[str]) -> str:
    """``html`` with a hole for all that may hold no mention, which is added to ``aside``. References stay."""
    parts: list[str] = []

    def hide(text: str) -> None:
        if text:
            parts.append(f"<glossaryhole{len(aside)}>")
            aside.append(text)

    done = 0
    for stretch in _quiet_stretches(html):
        parts.append(html[done : stretch.start])
        done = stretch.start
        for reference in _REFERENCE.finditer(html, stretch.start, stretch.stop):
            hide(html[done : reference.start()])
            parts.append(reference[0])
            done = reference.end()
        hide(html[done : stretch.stop])
        done = stretch.stop
    parts.append(html[done:])
    return "".join(parts)


def _put_back(text: LinkedHtml, aside: Sequence[str]) -> LinkedHtml:
    """The HTML without holes, whose mentions are behind what fills them."""
    parts: list[str] = []
    mentions: list[Mention] = []
    length = done = 0
    for mention in text.mentions:
        parts += (_fill(text.html[done : mention.start], aside), text.html[mention.start : mention.end])
        start = length + len(parts[-2])
        length = start + len(parts[-1])
        mentions.append(replace(mention, start=start, end=length))
        done = mention.end
    parts.append(_fill(text.html[done:], aside))
    return LinkedHtml("".join(parts), tuple(mentions))


def _fill(html: str, aside: Sequence[str]) -> str:
    return _HOLE.sub(lambda hole: aside[int(hole[1])], html) if "<glossaryhole" in html else html


def _quiet_stretches(html: str) -> Iterator[range]:
    """The stretches of HTML without prose, in order: comments, quiet elements, tags with brackets in their quotes."""
    start, opened, depth = 0, "", 0
    done = 0
    for tag in _TAG.finditer(html):
        if tag.start() < done:
            continue
        name = (tag[2] or "").lower()
        if name in _RAW and not tag[1]:
            end = html.find(f"</{tag[2]}", tag.end())
            done = len(html) if end < 0 else end
            if not depth:
                yield range(tag.start(), done)
        elif depth:
            depth += 0 if name != opened or _is_single(name, tag[3]) else -1 if tag[1] else 1
            if not depth:
                yield range(start, tag.end())
        elif not name or "<" in tag[3] or ">" in tag[3]:
            yield range(tag.start(), tag.end())
        elif not tag[1] and not _is_single(name, tag[3]) and (name in _QUIET or _has_quiet_class(tag[3])):
            start, opened, depth = tag.start(), name, 1
    if depth:
        yield range(start, len(html))


def _is_single(name: str, attributes: str) -> bool:
    return name in _VOID or attributes.endswith("/")


def _has_quiet_class(attributes: str) -> bool:
    found = _CLASS.search(attributes) if "class" in attributes else None
    return found is not None and not _QUIET_CLASSES.isdisjoint(found[1].split())


def link_mentions(text: LinkedHtml, address: Address) -> str:
    """HTML with its mentions as links; each names its term by ``data-term``, by which styles and cards find it."""

    def link(mention: Mention, shown: str) -> str:
        if mention.language:  # its page is in another language, which the documentation does not have
            return shown
        href = escape(address(mention.id, mention.anchor))
        return f'<a href="{href}" data-term="{mention.id}">{shown}</a>'

    return text.with_links(link)
