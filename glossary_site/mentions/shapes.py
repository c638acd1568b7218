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


def is_same_shape(name: str, text: str, *, capitals: bool) -> bool:
    """Whether the shape of a ``text`` is that of a ``name``: words may be parted by dashes or spaces.

    A long dash is one of a name that has a dash there. A text in ``capitals`` has no accents in Greek, and no ß.
    """
    if capitals:
        name, text = (without_accents(each).replace(_SHARP, "ss") for each in (name, text))
    name = name.replace(_LONG_DASH, "-")
    return name == text.replace(_LONG_DASH, "-") if _LONG_DASH in text else _spaced(name) == _spaced(text)


def _spaced(shape: str) -> str:
    return shape[:1] + shape[1:-1].replace("-", " ") + shape[-1:]
