"""A formula as text on one line, from the MathML that pages show: ``\\frac{1}{2}`` is ``1/2``, ``x_i^2`` is ``xᵢ²``."""

import re
import unicodedata
from collections.abc import Mapping
from xml.etree.ElementTree import Element, fromstring

from glossary_site.markup.math import FormulaError, render_formula

#: The blocks of Unicode that raised and lowered characters are in.
_SCRIPT_BLOCKS = (range(0xB2, 0xBA), range(0x2B0, 0x2B9), range(0x1D2C, 0x1D6B), range(0x2070, 0x20A0))
_COMBINING = {"ˆ": "\u0302", "^": "\u0302", "¯": "\u0304", "‾": "\u0304", "˜": "\u0303", "~": "\u0303"} | {
    "→": "\u20d7",
    "⃗": "\u20d7",
    "˙": "\u0307",
    "¨": "\u0308",
}
_APPLIED = "\u2061"
#: What is there for programs alone, and what is drawn around its neighbours.
_UNSHOWN = dict.fromkeys(map(ord, "\u2062\u2063⏞⏟"))
#: They are written apart from what they range over.
_LARGE = frozenset("∑∏∐∫∬∭∮⋃⋂")
#: Letters of a style of their own (bold, script) in a formula, and the marks that choose between two of these.
_STYLED = re.compile("[\U0001d400-\U0001d7ff\ufe00\ufe01]+")
_ONE = re.compile(r"\d[\d.]*|[^\W\d]\w*′?|.?")


def _scripts(kind: str) -> Mapping[str, str]:
    """Character -> its raised (``<super>``) or lowered (``<sub>``) form, where Unicode has one."""
    found: dict[str, str] = {"−": {"<super>": "⁻", "<sub>": "₋"}[kind]}
    for char in (chr(code) for block in _SCRIPT_BLOCKS for code in block):
        form, _, code = unicodedata.decomposition(char).partition(" ")
        if form == kind and " " not in code:
            found.setdefault(chr(int(code, 16)), char)
    return found


_RAISED, _LOWERED = _scripts("<super>"), _scripts("<sub>")


def format_formula(latex: str, *, display: bool = False) -> str:
    """``latex`` (no delimiters) as readable text; as it is written where no MathML can be made of it."""
    try:
        mathml = render_formula(latex, display)
    except FormulaError:
        return " ".join(latex.split())
    text = _text(fromstring(mathml))  # noqa: S314 - no author's XML: the converter wrote it
    text = text.replace(f"{_APPLIED}(", "(").replace(_APPLIED, " ").translate(_UNSHOWN)
    text = _STYLED.sub(lambda styled: unicodedata.normalize("NFKC", styled[0]).rstrip("\ufe00\ufe01"), text)
    return " ".join(text.split())


def format_script(text: str, *, raised: bool) -> str:
    """Raised or lowered text of prose, in Unicode's forms but for words: H₂O, 10⁻³, T_c, and 1st, as it is read."""
    if text.isalpha() and len(text) > 1:
        return text
    return _script(text.replace("-", "−"), *((_RAISED, "^") if raised else (_LOWERED, "_")))


def _grouped(text: str) -> str:
    """``text`` in brackets unless it is one number or word."""
    return text if _ONE.fullmatch(text) else f"({text})"


def _script(text: str, forms: Mapping[str, str], mark: str) -> str:
    """``text`` raised or lowered by its ``forms``; behind ``mark`` where one of its characters has none."""
    bare = "".join(text.translate(_UNSHOWN).split())
    if all(char in forms for char in bare):
        return "".join(forms[char] for char in bare)
    if bare in ("′", "″", "‴"):
        return bare
    return mark + (_grouped(text.strip()) if len(bare) == 1 or forms is _LOWERED else f"({text.strip()})")


def _with_scripts(base: str, lowered: str, raised: str) -> str:
    scripts = (lowered and _script(lowered, _LOWERED, "_")) + (raised and _script(raised, _RAISED, "^"))
    return f"{base.strip()}{scripts} " if base.strip() in _LARGE else base + scripts


def _text(element: Element) -> str:
    parts = [_text(each) for each in element]
    match element.tag:
        case "mo":
            return _operator(element)
        case "mspace":
            return " " if element.get("width", "").strip("0.em") else ""
        case "mfrac" if element.get("linethickness") == "0":
            return ", ".join(parts)
        case "mfrac":
            return "/".join(map(_grouped, parts))
        case "msqrt":
            return f"√{_grouped(''.join(parts))}"
        case "mroot":
            return f"{_script(parts[1], _RAISED, '^')}√{_grouped(parts[0])}"
        case "mover" if element.get("accent") == "true":
            return parts[0] + _COMBINING.get(parts[1].strip(), "") if len(parts[0]) == 1 else parts[0]
        case "msub" | "munder":
            return _with_scripts(parts[0], parts[1], "")
        case "msup" | "mover":
            return _with_scripts(parts[0], "", parts[1])
        case "msubsup" | "munderover":
            return _with_scripts(parts[0], parts[1], parts[2])
        case "mtd":
            return f"{''.join(parts)} "
        case "mtr":
            return f"{''.join(parts).strip()}; "
        case "mtable":
            return "".join(parts).removesuffix("; ")
    return (element.text or "") + "".join(parts)


def _operator(element: Element) -> str:
    """An operator; one between two operands has spaces around it, one that separates them has a space behind it."""
    text = element.text or ""
    if text in (",", ";"):
        return f"{text} "
    is_infix = len(text) == 1 and unicodedata.category(text) == "Sm" and element.get("lspace") != "0"
    return f" {text} " if is_infix and not (element.get("stretchy") == "false" and text == "|") else text
