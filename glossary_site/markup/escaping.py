"""Markdown that shows a text as it is."""

import re

from glossary_site.markup.rules import escape_pairs
from glossary_site.text.latex import find_formulas

_SPECIAL = re.compile(r"([\\`*_\[\]<>$|])")


def escape_text(text: str) -> str:
    """Markdown that shows ``text`` as it is; line ends are kept."""
    escaped = escape_pairs(_SPECIAL.sub(r"\\\1", text))
    # What is between two escaped brackets may read as a formula, within a text.
    return escaped.replace("\\[", "&#91;") if find_formulas(f"a {escaped} a") else escaped


def code_span(text: str) -> str:
    """Markdown of a code span; ``text`` may hold backticks."""
    longest = max((len(run) for run in re.findall("`+", text)), default=0)
    ticks = "`" * (longest + 1)
    space = " " if text.startswith("`") or text.endswith("`") or not text.strip() else ""
    return f"{ticks}{space}{text}{space}{ticks}"


def code_block(text: str, language: str = "") -> str:
    """Markdown of a fence; the lines of ``text`` may hold backticks."""
    longest = max((len(run) for run in re.findall("`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}{language}\n{text}\n{fence}"
