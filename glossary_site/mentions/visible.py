"""What of a body's HTML may hold mentions: everything else is blanked out, character for character."""

import re
from collections.abc import Sequence

#: Replaces whatever cannot be part of a name; no name contains it.
BLANK = "\0"

_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)[^<>]*>")
_OPAQUE = frozenset(("a", "code", "pre", "math", "svg", "dfn", "summary", "h1", "h2", "h3", "h4", "h5", "h6"))
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
#: The title of a work, in quotes: at least three words, the first and most others in capitals.
_TITLE = re.compile(r"(?:&quot;|[\"“])(?=[A-Z])[^\"“”&<>\0]{8,150}(?:&quot;|[\"”])")

_QUOTES = ("&quot;", '"', "“")


def visible_text(html: str, taken: Sequence[range]) -> tuple[str, list[int]]:
    """``html`` with markup and all that takes no links blanked out, and the positions of its headings.

    Code, formulas, links, headings, titles of blocks, titles of works in quotes and the stretches ``taken`` (in order)
    take none. Every other character keeps its position.
    """
    visible, headings = _blank_markup(html)
    visible = _blank_stretches(visible, taken) if taken else visible
    # To look for the pattern itself takes longer than all else here.
    quoted = any(quote in visible for quote in _QUOTES)
    return _TITLE.sub(_blank_title, visible) if quoted else visible, headings


def _blank_title(match: re.Match[str]) -> str:
    """The text in quotes, blanked if it is a title: three words or more, most of them with a capital first."""
    words = re.findall(r"[^\W\d_]+", match[0].replace("&quot;", ""))
    large = sum(word[0].isupper() for word in words)
    return BLANK * len(match[0]) if len(words) >= 3 and 2 * large > len(words) else match[0]


def _blank_stretches(text: str, stretches: Sequence[range]) -> str:
    parts: list[str] = []
    done = 0
    for stretch in stretches:
        parts += (text[done : stretch.start], BLANK * len(stretch))
        done = stretch.stop
    return "".join((*parts, text[done:]))


def _blank_markup(html: str) -> tuple[str, list[int]]:
    parts: list[str] = []
    headings: list[int] = []
    done = depth = opened = 0
    for tag in _TAG.finditer(html):
        name = tag[2].lower()
        if name not in _OPAQUE:
            if not depth:
                parts.append(html[done : tag.start()])
                parts.append(BLANK * (tag.end() - tag.start()))
                done = tag.end()
            continue
        if not tag[1]:
            if not depth:
                opened = tag.start()
                if name in _HEADINGS:
                    headings.append(tag.start())
            depth += 1
        elif depth:
            depth -= 1
            if not depth:
                parts.append(html[done:opened])
                parts.append(BLANK * (tag.end() - opened))
                done = tag.end()
    if depth:
        parts.append(html[done:opened])
        parts.append(BLANK * (len(html) - opened))
    else:
        parts.append(html[done:])
    return "".join(parts), headings
