"""Highlighted code, the only importer of Pygments: short class names, coloured by the theme in both schemes.

A lexer is a set of regular expressions, and some take time that doubles with each character. So the code of a text has
a limit of time; ``fuzz/lexers.py`` tries every lexer.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from html import escape

import pygments
from pygments.formatters.html import HtmlFormatter
from pygments.lexer import Lexer
from pygments.lexers import get_lexer_by_name
from pygments.util import ClassNotFound

from glossary_site.values import Frozen
from glossary_site.workers import map_in_time

#: In characters. Longer code is shown without colours: a lexer's regular expressions are not linear in every language.
MAX_LENGTH = 20_000

#: Seconds of the processor for the code of a text, and more for each character: four times what a usual lexer takes.
_SECONDS, _PER_CHARACTER = 0.5, 2e-5

#: Box drawings and arrows of ASCII: lines that must not be wrapped.
_DRAWING = re.compile(r"[\u2500-\u257f]|-->|<--|\+--+\+")

_FORMATTER: HtmlFormatter[str] = HtmlFormatter(nowrap=True)


class Block(Frozen):
    """Code in a text. ``language`` is the word of its fence."""

    code: str
    language: str = ""


class Code(Frozen):
    """A code block as HTML; ``is_slow``: it has a language, and could not be coloured in time."""

    html: str
    is_slow: bool = False


@lru_cache(maxsize=64)
def _lexer(language: str) -> Lexer | None:
    try:
        return get_lexer_by_name(language.lower(), stripnl=False) if language else None
    except ClassNotFound:
        return None


def _colour(block: Block) -> str:
    """The HTML within a block; "" where its lexer fails on it."""
    lexer = _lexer(block.language)
    try:
        return pygments.highlight(block.code, lexer, _FORMATTER) if lexer else ""
    except Exception:  # a mistake in one of 600 lexers, by other people
        return ""


def time_for(blocks: Sequence[Block]) -> float:
    """Seconds of the processor in which blocks are coloured, or not at all."""
    return _SECONDS + _PER_CHARACTER * sum(len(block.code) for block in blocks)


def highlight_code(blocks: Sequence[Block]) -> list[Code]:
    """The code blocks of one text. A block of an unknown language is plain, as one beyond the limit of length.

    Once the time for all blocks is over, those that follow are plain.
    """
    wanted = [block for block in dict.fromkeys(blocks) if len(block.code) <= MAX_LENGTH and _lexer(block.language)]
    coloured = dict.fromkeys(wanted, "")
    coloured.update(zip(wanted, map_in_time(_colour, wanted, time_for(wanted)), strict=False))
    return [_format(block, coloured.get(block)) for block in blocks]


def _format(block: Block, coloured: str | None) -> Code:
    """A block with its code as it was coloured: None where it is plain, "" where it should not be."""
    drawn = " diagram" if _DRAWING.search(block.code) else ""
    label = "" if coloured is None else f' data-language="{escape(block.language)}"'
    inner = coloured or escape(block.code, quote=False)
    html = f'<div class="highlight{drawn}"{label}><pre><code>{inner}</code></pre></div>\n'
    return Code(html, is_slow=coloured == "" and block.code != "")
