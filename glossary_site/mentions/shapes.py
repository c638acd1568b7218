"""Two spellings compared: those of one name have one shape, whatever their signs and their case."""

import re
import unicodedata

from glossary_site.mentions.folding import ALIKE, APOSTROPHES, DOTLESS, SLASHES, fold, is_dash, without_accents

_LONG_DASH = "\u2014"
_LONG_DASHES = frozenset("\u2014\u2015\u2e3a\u2e3b\ufe31\ufe58")
_JOINTS = re.compile(f"[ {_LONG_DASH}-]")
_TURKIC = frozenset(("az", "tr"))
#: The ß of German words that are others with ss, and what takes its place. In capitals they look alike.
_SHARP_S = re.compile(r"(?<=ma|bu|ru)ß(?=e[nrs]?\b)|(?<=flo)ß(?=e[nrs]?\b)", re.IGNORECASE)
_SHARP = "sz"


class _Signs(dict[int, str]):
    """Character -> the one of its kind, in its own case, worked out when it first occurs."""

    def __missing__(self, code: int) -> str:
        sign = self[code] = _find_sign(chr(code))
        return sign


def _find_sign(char: str) -> str:
    if char in _LONG_DASHES:
        return _LONG_DASH
    if is_dash(char) or char in SLASHES:
        return "-"
    if char in APOSTROPHES:
        return "'"
    if char.isspace():
        return " "
    usual = unicodedata.normalize("NFKC", char)
    return usual if len(usual) == 1 and not unicodedata.decomposition(char).startswith("<super>") else char


_SIGNS = _Signs()


def plain_spelling(html: str) -> str:
    """A spelling in HTML in its own case, with one sign for all of a kind: spaces, dashes, slashes, apostrophes."""
    if not html.isascii() or "  " in html or "&" in html:
        html = fold(_SHARP_S.sub(_SHARP, html)).text
    return html.translate(_SIGNS)


def split_words(spelling: str) -> list[str]:
    """The words of a plain spelling: spaces, dashes and slashes part them."""
    return _JOINTS.split(spelling)


def find_shape(spelling: str, language: str) -> str:
    """The shape of a plain spelling in a language (BCP 47).

    >>> find_shape(plain_spelling("Newton’s  method"), "en"), find_shape("IŞIK", "tr"), find_shape("ΛΌΓΟΣ", "el")
    ("newton's method", 'ışık', 'λόγοσ')
    """
    if language.partition("-")[0].lower() in _TURKIC:
        return spelling.replace("İ", "i").replace("I", "ı").lower()
    if spelling.isascii():
        return spelling.lower()
    return spelling.translate(_WITH_DOTS).lower().translate(_ALIKE)


_WITH_DOTS, _ALIKE = str.maketrans(DOTLESS), str.maketrans(ALIKE)


def has_long_dash(shape: str) -> bool:
    """Whether a shape has a long dash, which only a name with a dash in its place can mean."""
    return _LONG_DASH in shape


def shape_key(shape: str, capitals: bool, long_dash: bool) -> str:
    """What is equal of the shape of a text and of the shapes of the names that it may mean.

    Words may be parted by dashes or spaces, but for a text with a long dash (``long_dash``). A text in ``capitals`` has
    no accents in Greek, and no ß.

    >>> shape_key("x-ray", False, False), shape_key("x ray", False, False), shape_key("x—ray", False, True)
    ('x ray', 'x ray', 'x-ray')
    """
    if capitals:
        shape = without_accents(shape).replace(_SHARP, "ss")
    shape = shape.replace(_LONG_DASH, "-")
    return shape if long_dash else shape[:1] + shape[1:-1].replace("-", " ") + shape[-1:]
