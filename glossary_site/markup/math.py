"""LaTeX to MathML: the only importer of math_core.

The converter has no ``\\href``, ``\\url`` or HTML commands; what it has of links (``\\eqref``), identifiers
(``\\label``) and macros (``\\newcommand``) is refused here, so that a formula can neither point anywhere nor grow.
"""

import re
from functools import lru_cache
from html import escape

import math_core

MAX_LENGTH = 10_000
# Each brace or command may be one level of the converter's recursion, at up to 1 kB of stack: 1,000 fit any stack.
MAX_NESTING = 1_000
REMEMBERED = 4_096
#: The converter's time doubles with each bracket that nothing closes.
MAX_UNCLOSED = 10

_REFUSED = re.compile(r"\\(newcommand|renewcommand|providecommand|def|label|ref|eqref|href|url)(?![A-Za-z])")
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
# A comment would hide the rest of the line, and a parameter has no meaning outside a macro.
_COMMENT_OR_PARAMETER = re.compile(r"(\\.)|([%#])", re.DOTALL)
_WORDS_ARGUMENT = re.compile(
    r"\\(?:text|textbf|textit|textrm|textsf|texttt|mbox|operatorname)\{(?:[^{}\\$]|\\.)*\}", re.DOTALL
)
# What a bracket's partner is looked for in ends at a group, a cell, a row or an environment; a sized bracket is none.
_BRACKET_OR_EDGE = re.compile(
    r"\\(?:left|right)\s*[(\[)\]]|\\(?:left|right|begin|end)(?![A-Za-z])|\\.|[()\[\]{}&]", re.DOTALL
)
_UNESCAPED = re.compile(r"(\\.)|([_&])", re.DOTALL)
_ENVIRONMENT = re.compile(r"\\(begin|end)\{([a-z]+)\}")
# No formula of a glossary is numbered, and the converter lacks a few names of the same layouts.
_SAME_LAYOUT = {
    "align": "align*",
    "equation": "equation*",
    "gather": "gather*",
    "multline": "multline*",
    "split": "aligned",
    "smallmatrix": "matrix",
}
_MACROS = {
    "dotsb": r"\cdots",
    "dotsc": r"\ldots",
    "mathbbm": r"\mathbb{#1}",
    "mathds": r"\mathbb{#1}",
    "mathnormal": r"{#1}",
    "mbox": r"\text{#1}",
    "substack": r"\begin{matrix}#1\end{matrix}",
    "textnormal": r"\text{#1}",
    "widetilde": r"\tilde{#1}",
}
# The converter writes these two by name, which only HTML has: a feed or an EPUB is XML.
_NAMED = {"&ApplyFunction;": "\u2061", "&InvisibleTimes;": "\u2062"}
# Attributes that MathML Core allows on any element but its HTML schema does not; both only repeat the default here.
_MISPLACED = re.compile(r'(<(?:mtable|mfrac)\b[^>]*?) (?:scriptlevel="0"|displaystyle="(?:true|false)")')
_STYLE = re.compile(r'\sstyle="([^"]*)"')
_STYLE_CLASSES = {
    "text-align:left": "m-left",
    "text-align:right": "m-right",
    "text-align:center": "m-center",
    "padding-left:0": "m-flush-left",
    "padding-right:0": "m-flush-right",
    "padding-left:1em": "m-gap",
    "padding-right:0.1667em": "m-thin",
    "margin-left:-0.16666667em": "m-back",
}
_CONVERTER = math_core.LatexToMathML(fancy_error=False, macros=_MACROS, max_expansions=MAX_NESTING)


class FormulaError(ValueError):
    """A formula that cannot become MathML; its text is the reason, in the converter's words where it gives one."""


def render_formula(latex: str, display: bool) -> str:
    """MathML for ``latex`` (no delimiters), with the LaTeX as ``alttext``; well-formed XML and safe in HTML.

    Raises ``FormulaError`` where the LaTeX is not understood, is too long or too deep, or holds a refused command.
    """
    mathml, error = _convert(latex, display)
    if error:
        raise FormulaError(error)
    return mathml


def accepts_formula(latex: str) -> bool:
    """Whether ``render_formula`` can convert ``latex``."""
    return not _convert(latex, True)[1]


@lru_cache(maxsize=REMEMBERED)
def _convert(latex: str, display: bool) -> tuple[str, str]:
    """The MathML and no error, or an error and no MathML: a cache remembers values, not exceptions."""
    if len(latex) > MAX_LENGTH:
        return "", f"formula of {len(latex)} characters, more than {MAX_LENGTH}"
    if latex.count("\\") + latex.count("{") > MAX_NESTING:
        return "", f"formula with more than {MAX_NESTING} commands and braces"
    if not latex.strip():
        return "", "empty formula"
    if _count_unclosed(latex) > MAX_UNCLOSED:
        return "", f"formula with more than {MAX_UNCLOSED} brackets that nothing closes"
    if refused := _REFUSED.search(latex):
        return "", f"\\{refused[1]} is not allowed in a formula"
    if _UNPRINTABLE.search(latex):
        return "", "control character in a formula"
    try:
        mathml = _CONVERTER.convert_with_local_state(_in_converter_dialect(latex), displaystyle=display)
    except math_core.LatexError as error:
        return "", str(error)
    for name, character in _NAMED.items():
        mathml = mathml.replace(name, character)
    mathml = _MISPLACED.sub(r"\1", _STYLE.sub(_style_as_class, mathml))
    alttext = escape(" ".join(latex.split()), quote=True)
    return mathml.replace("<math", f'<math alttext="{alttext}"', 1), ""


def _count_unclosed(latex: str) -> int:
    """How many ``(`` and ``[`` have no partner in their own group, cell, row or environment."""
    unclosed = 0
    scopes = [0]
    for match in _BRACKET_OR_EDGE.finditer(latex):
        mark = match[0]
        if mark in ("(", "["):
            scopes[-1] += 1
        elif mark in (")", "]"):
            scopes[-1] = max(scopes[-1] - 1, 0)
        elif mark == "{":
            scopes.append(0)
        elif mark == "}":
            unclosed += scopes.pop()
            scopes = scopes or [0]
        elif mark in ("&", "\\\\") or len(mark) > 2:
            unclosed += scopes[-1]
            scopes[-1] = 0
    return unclosed + sum(scopes)


def _style_as_class(match: re.Match[str]) -> str:
    """The converter's ``style`` attribute as classes of the theme's: a Content-Security-Policy blocks the attribute."""
    declarations = ("".join(each.split()) for each in match[1].split(";"))
    classes = " ".join(name for each in declarations if (name := _STYLE_CLASSES.get(each)))
    return f' class="{classes}"' if classes else ""


def _in_converter_dialect(latex: str) -> str:
    """The same formula in the names that the converter has, with every character of it meant to be seen."""
    latex = _escape_each(_COMMENT_OR_PARAMETER, latex)
    latex = _WORDS_ARGUMENT.sub(lambda match: _escape_each(_UNESCAPED, match[0]), latex)
    return _ENVIRONMENT.sub(lambda match: f"\\{match[1]}{{{_SAME_LAYOUT.get(match[2], match[2])}}}", latex)


def _escape_each(pattern: re.Pattern[str], latex: str) -> str:
    """A backslash before every second group of ``pattern``, whose first group is what is escaped already."""
    return pattern.sub(lambda match: match[1] or "\\" + match[2], latex)
