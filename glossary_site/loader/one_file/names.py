"""The Markdown of a name on a page read as the names of a record, with its anchors."""

import re
from dataclasses import dataclass

from glossary_site.markup import render_body
from glossary_site.text.words import is_derived, is_initials, looks_abbreviated

_ANCHOR = re.compile(
    r"<a\s[^<>]*?\b(?:id|name)\s*=\s*[\"']?([^\"'\s<>]{1,100})[^<>]*?(?:/>|>\s*</a>|>)|\[\]\{#([^{}\s]{1,100})\}"
)
_ATTRIBUTES = re.compile(r"\s*\\?\{(?:/\*|:)?\s*#([\w.:-]{1,100})[^{}]*?(?:\*/)?\s*\}\s*$|\s*\{:?\s*\.[^{}]*\}\s*$")
#: A tag of HTML: its slash if it closes, its name.
TAG = re.compile(r"<(/?)([a-zA-Z][\w-]*)[^<>]*>")
_LINK = re.compile(r"\[([^\[\]]*)\](?:\([^()\s]*(?:\s+\"[^\"]*\")?\)|\[[^\[\]]*\])")
_BRACKETS = re.compile(r"(.*\S)\s*\(([^()]{1,80})\)", re.DOTALL)
_ALSO = re.compile(
    r"(?:a\.?k\.?a\.?|also(?: known as| called)?|or|formerly|syn\.?|short(?: for)?:?|auch|oder|aussi|tambi[eé]n)[:\s]+",
    re.IGNORECASE,
)
_MARKUP = re.compile(r"[*_`~\\&$!]")
_NOT_SLUG = re.compile(r"[^\w\- ]")


@dataclass(frozen=True, slots=True)
class PageName:
    """The names of an entry on a page; ``anchors`` are those given to it, the first is its id if it can be one."""

    term: str
    abbreviations: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    anchors: tuple[str, ...] = ()


def parse_name(source: str) -> PageName:
    """The names in the Markdown of a heading or a lead: ``**Numerical aperture (NA)** {#na}``."""
    anchors = [found[1] or found[2] for found in _ANCHOR.finditer(source)]
    plain = _ANCHOR.sub("", source)
    while attributes := _ATTRIBUTES.search(plain):
        anchors += filter(None, attributes.groups())
        plain = plain[: attributes.start()]
    term = to_text(plain).strip(" \t:：")
    abbreviations: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    if found := _BRACKETS.fullmatch(term):
        outer, inner = found[1].strip(" :"), found[2].strip()
        also = _ALSO.match(inner)
        inner = inner[also.end() :] if also else inner
        parts = tuple(filter(None, (part.strip() for part in re.split(r"\s*[,;]\s*", inner))))
        if all(_is_abbreviation(part, outer) for part in parts):
            term, abbreviations = outer, parts
        elif also or is_initials(outer, inner) or (looks_abbreviated(outer) and is_derived(outer, inner)):
            term, aliases = outer, parts
    return PageName(term, abbreviations, aliases, tuple(dict.fromkeys(anchors)))


def _is_abbreviation(short: str, name: str) -> bool:
    return len(short.split()) == 1 and len(short) < len(name) and (is_initials(short, name) or looks_abbreviated(short))


def to_text(markdown: str) -> str:
    """What a line of Markdown shows, as text in single spaces."""
    plain = _LINK.sub(r"\1", TAG.sub("", markdown))
    return " ".join((render_body(plain).text if _MARKUP.search(plain) else plain).split())


def heading_slug(heading: str) -> str:
    """The anchor that GitHub, and most generators, give to a heading (github-slugger)."""
    return _NOT_SLUG.sub("", to_text(heading).lower()).replace(" ", "-")
