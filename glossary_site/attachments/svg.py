"""Pictures in SVG: their size, and what in them a browser could run.

Within an ``<img>`` nothing in a picture runs (SVG 2, section 2.2.2, "secure static mode"). But a host also serves the
file by itself, as a document of the site. So one that could run anything there is refused, not changed.
"""

import re
from collections.abc import Iterator, Mapping
from xml.parsers.expat import ExpatError, ParserCreate

from glossary_site.values import Struct

_SVG = "http://www.w3.org/2000/svg"
#: Elements of these may run scripts within a picture.
_ACTIVE_NAMESPACES = {"http://www.w3.org/1999/xhtml": "HTML", "http://www.w3.org/1998/Math/MathML": "MathML"}
_ACTIVE = frozenset(
    ("script", "foreignObject", "handler", "listener", "iframe", "embed", "object", "audio", "video", "canvas")
)
_ANIMATIONS = frozenset(("animate", "set"))
#: What a link within a picture may lead to: a part of it, a page, a picture in its own text.
_SAFE_ADDRESS = re.compile(
    r"#|https?://|mailto:|data:image/(?:png|jpe?g|gif|webp|avif)[;,]|(?![^/?#]*:)", re.IGNORECASE
)
#: What browsers read as expat does; Python would look up any other name of an encoding.
_ENCODINGS = frozenset(("utf-8", "utf-16", "us-ascii", "iso-8859-1"))
#: The document types of SVG. Those of XHTML and some others bring entities that browsers have and expat leaves out,
#: such as the colon in a link; Firefox finds them by the last part of the address alone.
_PUBLIC, _SYSTEM = re.compile(r"-//W3C//DTD SVG .*"), re.compile(r"https?://www\.w3\.org/[\w./-]+/svg[\w-]*\.dtd")
_UNREAD = re.compile(r"[\x00-\x20]+")
#: CSS Images 3, section 5.1: the size of a picture that has none.
_DEFAULT = (300.0, 150.0)
_LENGTH = re.compile(r"\s*(\d*\.?\d+(?:e[+-]?\d+)?)(px|in|cm|mm|q|pt|pc)?\s*", re.IGNORECASE)
#: Pixels of CSS in a unit.
_UNITS = {"px": 1.0, "in": 96.0, "cm": 96 / 2.54, "mm": 96 / 25.4, "q": 96 / 101.6, "pt": 96 / 72, "pc": 16.0}
#: No side is longer, in pixels.
_LONGEST = 100_000
#: Around the parts of a name that expat gives.
_PART = " "


class SvgError(ValueError):
    """A picture cannot be shown, or could run something. The text is why."""


class _Reading(Struct):
    """What is found in a picture while it is read. Each method raises ``SvgError``."""

    root: Mapping[str, str] | None = None

    def open(self, name: str, attributes: Mapping[str, str]) -> None:
        namespace, _, local = name.rpartition(_PART)
        if self.root is None:
            if local != "svg" or namespace not in ("", _SVG):
                raise SvgError(f"its first element is <{local}>, not <svg>")
            self.root = attributes
        for fault in _find_faults(namespace, local, attributes):
            raise SvgError(fault)

    def check_declaration(self, _version: str, encoding: str | None, _standalone: int) -> None:
        if encoding and encoding.lower() not in _ENCODINGS:
            raise SvgError(f"it has the encoding '{encoding[:40]}'")

    def check_type(self, _name: str, system: str | None, public: str | None, _has_inner: int) -> None:
        for found, of_svg in ((public, _PUBLIC), (system, _SYSTEM)):
            if found and not of_svg.fullmatch(found):
                raise SvgError(f"it has the document type '{found[:40]}'")

    def refuse_instruction(self, target: str, _: str) -> None:
        if target.lower() == "xml-stylesheet":
            raise SvgError("it has an <?xml-stylesheet?>")

    def refuse_entity(self, name: str, *_: object) -> None:
        raise SvgError(f"it declares the entity '{name}'")


def _find_faults(namespace: str, name: str, attributes: Mapping[str, str]) -> Iterator[str]:
    if namespace in _ACTIVE_NAMESPACES:
        yield f"it has {_ACTIVE_NAMESPACES[namespace]} (<{name}>)"
    elif name in _ACTIVE:
        yield f"it has <{name}>"
    for full, value in attributes.items():
        attribute = full.rpartition(_PART)[2].lower()
        if attribute.startswith("on"):
            yield f"it has '{attribute}' at <{name}>"
        elif attribute in ("href", "src") and not _SAFE_ADDRESS.match(_UNREAD.sub("", value)):
            yield f"it has a link to '{value[:40]}'"
        elif name in _ANIMATIONS and attribute == "attributename" and "href" in value.lower():
            yield f"it changes a link (<{name}>)"


def read_svg_size(raw: bytes) -> tuple[int, int]:
    """The width and height of a picture in pixels of CSS. Raises ``SvgError``."""
    reading = _Reading()
    parser = ParserCreate(namespace_separator=_PART)
    parser.XmlDeclHandler = reading.check_declaration
    parser.StartDoctypeDeclHandler = reading.check_type
    parser.StartElementHandler = reading.open
    parser.ProcessingInstructionHandler = reading.refuse_instruction
    parser.EntityDeclHandler = reading.refuse_entity
    try:
        parser.Parse(raw, True)
    except ExpatError as error:
        raise SvgError(f"it is not valid XML: {error}") from error
    return _size(reading.root or {})


def _size(root: Mapping[str, str]) -> tuple[int, int]:
    """The size that the attributes of the root give; what is missing is as the view box has it."""
    width, height = _pixels(root.get("width", "")), _pixels(root.get("height", ""))
    wide, high = _view_box(root.get("viewBox", ""))
    if width and not height:
        return _whole(width), _whole(width * high / wide)
    if height and not width:
        return _whole(height * wide / high), _whole(height)
    return _whole(width or wide), _whole(height or high)


def _whole(length: float) -> int:
    return round(min(max(length, 1), _LONGEST))


def _pixels(length: str) -> float:
    """A length in pixels; 0 where there is none, or it is a share of the page's."""
    found = _LENGTH.fullmatch(length)
    return float(found[1]) * _UNITS[(found[2] or "px").lower()] if found else 0.0


def _view_box(text: str) -> tuple[float, float]:
    """The width and height of a view box; the default size where there is none."""
    try:
        _, _, width, height = map(float, text.replace(",", " ").split())
    except ValueError:
        return _DEFAULT
    return (width, height) if 0 < width < _LONGEST and 0 < height < _LONGEST else _DEFAULT
