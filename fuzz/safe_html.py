"""The HTML that an entry may hold, checked by a parser that reads as browsers do and shares no code with ours."""

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

_HTML = frozenset(
    "p h2 h3 h4 h5 h6 strong em s a code pre div span br hr ul ol li blockquote dl dt dd sup sub mark abbr section "
    "details summary ins kbd samp var small q cite "
    "table thead tbody tr th td".split()
)
_MATHML = frozenset(
    "math mrow mi mn mo ms mtext mspace mfrac msqrt mroot msub msup msubsup munder mover munderover mmultiscripts "
    "mprescripts mtable mtr mtd mstyle mpadded mphantom menclose merror none".split()
)
#: Attributes for the look of a formula; none can hold an address or a style sheet.
_MATHML_ATTRIBUTES = frozenset(
    "class alttext display displaystyle scriptlevel mathvariant stretchy symmetric fence separator form largeop "
    "movablelimits lspace rspace minsize maxsize width height depth voffset linethickness accent accentunder "
    "columnalign columnlines rowlines rowspacing columnspacing frame notation intent dir mathsize framespacing".split()
)
_ATTRIBUTES = {
    "a": frozenset(("href", "title", "class", "id", "rel", "data-term")),
    "ol": frozenset(("start",)),
    "div": frozenset(("class", "data-language")),
    "abbr": frozenset(("title",)),
    "li": frozenset(("id", "class")),
    **{f"h{level}": frozenset(("id",)) for level in range(2, 7)},
    "sup": frozenset(("class", "id")),
}
_CLASS_ONLY = frozenset(("class",))
_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.\-]*:")
_SCHEMES = ("http:", "https:", "mailto:", "tel:")
#: Characters that browsers remove from an address before they read it (URL Standard, "URL parsing").
_DROPPED = re.compile(r"[\t\n\r]|^[\x00-\x20]+")


def allowed_attributes(name: str) -> frozenset[str] | None:
    """The attributes that an element of an entry may have, None if the element is not allowed."""
    if name in _MATHML:
        return _MATHML_ATTRIBUTES
    return _ATTRIBUTES.get(name, _CLASS_ONLY) if name in _HTML else None


def _nodes(html: str) -> Iterator[LexborNode]:
    body = LexborHTMLParser(f"<!doctype html><html><head></head><body><main id=home>{html}</main></body>").body
    if body is None:
        raise AssertionError("the page has no body")
    yield from body.traverse(include_text=False)


def faults(html: str, prefix: str = "") -> list[str]:
    """What an entry's ``html`` must not hold, one text each: elements, attributes and addresses that are not allowed,
    ids that do not begin with ``prefix``, and elements that a browser would move out of their place."""
    found: list[str] = []
    home = None
    for node in _nodes(html):
        name, attributes = node.tag or "", node.attributes
        if name == "body":
            if [child.tag for child in node.iter(include_text=False)] != ["main"]:
                found.append("leaves its place")
            continue
        if home is None:
            home = node
            continue
        if name.startswith("!") or name in ("-comment", "_comment", "-undef"):
            found.append(f"comment or unknown node {name}")
            continue
        allowed = allowed_attributes(name)
        if allowed is None:
            found.append(f"element {name}")
        for attribute, value in attributes.items():
            if attribute not in (allowed or ()):
                found.append(f"attribute {attribute} of {name}")
            if attribute == "href":
                address = _DROPPED.sub("", value or "")
                scheme = _SCHEME.match(address)
                if scheme and scheme[0].lower() not in _SCHEMES:
                    found.append(f"address {address[:40]}")
            if attribute == "id" and prefix and not re.match(rf"(fn|fnref)?-?{prefix}-", value or ""):
                found.append(f"id {value}")
    return found
