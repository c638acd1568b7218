"""Highlighted code, the only importer of Pygments: short class names, coloured by the theme in both schemes.

A lexer is a set of regular expressions, and some take time that doubles with each character. So a block has a limit of
time, which is looked at between two tokens; ``fuzz/lexers.py`` measures that no single one takes long.
"""

import re
import time
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from typing import TypeVar

import pygments
from pygments.formatters.html import HtmlFormatter
from pygments.lexer import Lexer
from pygments.lexers import get_lexer_by_name
from pygments.util import ClassNotFound

T = TypeVar("T")

#: In characters. Longer code is shown without colours: a lexer's regular expressions are not linear in every language.
MAX_LENGTH = 20_000

#: Seconds of the processor for one block: ten times what one of that length takes in a usual lexer.
_LIMIT = 1.0

#: Box drawings and arrows of ASCII: lines that must not be wrapped.
_DRAWING = re.compile(r"[\u2500-\u257f]|--+>|<--+|\+--+\+")

_FORMATTER: HtmlFormatter[str] = HtmlFormatter(nowrap=True)


@dataclass(frozen=True, slots=True)
class Code:
    """A code block as HTML; ``is_slow``: it could not be coloured in time, so it is plain."""

    html: str
    is_slow: bool = False


class _TooSlowError(Exception):
    """The time of a block is over."""


@lru_cache(maxsize=64)
def _lexer(language: str) -> Lexer | None:
    try:
        return get_lexer_by_name(language, stripnl=False)
    except ClassNotFound:
        return None


def _in_time(tokens: Iterable[T]) -> Iterator[T]:
    """The tokens. Raises ``_TooSlowError`` at the limit of time."""
    end = time.thread_time() + _LIMIT
    for token in tokens:
        if time.thread_time() > end:
            raise _TooSlowError
        yield token


def highlight_code(code: str, language: str) -> Code:
    """A code block. ``language`` is the fence's word; an unknown one gives plain code, as a length beyond the limit."""
    lexer = _lexer(language.lower()) if language and len(code) <= MAX_LENGTH else None
    shown: str | None = None
    if lexer is not None:
        with suppress(_TooSlowError):
            shown = pygments.format(_in_time(lexer.get_tokens(code)), _FORMATTER)
    is_slow = lexer is not None and shown is None
    drawn = " diagram" if _DRAWING.search(code) else ""
    label = f' data-language="{escape(language)}"' if lexer is not None else ""
    inner = escape(code, quote=False) if shown is None else shown
    return Code(f'<div class="highlight{drawn}"{label}><pre><code>{inner}</code></pre></div>\n', is_slow)
