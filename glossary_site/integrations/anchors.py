"""Anchors of terms on a page of somebody else's: a whole glossary on one page, to which mentions link."""

import re
from collections.abc import Iterable, Iterator
from html import escape, unescape

from glossary_site.glossary import Entry

#: What may hold the name of a term alone.
_OPENING = re.compile(r"<(h[1-6]|dt|dfn|strong|b|td|th)\b[^<>]*>")
#: In characters: a name with its markup. What has no end costs no more.
_LONGEST = 1_000
_LINK_TO_HEADING = re.compile(r"<a [^<>]*headerlink[^<>]*>.*?</a>", re.DOTALL)
_TAG = re.compile(r"<[^<>]*>")
_IN_BRACKETS = re.compile(r" \([^()]*\)$")


def add_anchors(html: str, entries: Iterable[Entry]) -> tuple[str, tuple[Entry, ...]]:
    """The page with each term's id as an anchor where the term is, and the terms that it does not have.

    A term is where an element has its id, else where a heading, a name of a list of definitions, bold text or a cell is
    its name and nothing more.
    """
    places: dict[str, int] = {}
    for name, start in _find_names(html):
        places.setdefault(name, start)
    ids = set(re.findall(r'\bid="([^"]*)"', html))
    anchors: list[tuple[int, str]] = []
    missing: list[Entry] = []
    for entry in entries:
        if entry.id in ids:
            continue
        record = entry.record
        names = (record.term, _IN_BRACKETS.sub("", record.term), *record.aliases, *record.abbreviations)
        place = next((places[key] for name in names if (key := _key(name)) in places), None)
        if place is None:
            missing.append(entry)
        else:
            anchors.append((place, entry.id))
    parts: list[str] = []
    done = 0
    for place, identity in sorted(anchors):
        parts += (html[done:place], f'<span id="{escape(identity)}"></span>')
        done = place
    return "".join((*parts, html[done:])), tuple(missing)


def _find_names(html: str) -> Iterator[tuple[str, int]]:
    """What elements hold, as keys, each with where its content begins; also without brackets at the end."""
    for opening in _OPENING.finditer(html):
        end = html.find(f"</{opening[1]}>", opening.end(), opening.end() + _LONGEST)
        if end < 0:
            continue
        text = _key(unescape(_TAG.sub("", _LINK_TO_HEADING.sub("", html[opening.end() : end]))))
        yield text, opening.end()
        yield _IN_BRACKETS.sub("", text), opening.end()


def _key(name: str) -> str:
    return " ".join(name.split()).casefold()
