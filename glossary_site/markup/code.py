"""Highlighted code, the only importer of Pygments: short class names, coloured by the theme in both schemes."""

import re
from functools import lru_cache
from html import escape

from pygments import highlight
from pygments.formatters.html import HtmlFormatter
from pygments.lexer import Lexer
from pygments.lexers import get_lexer_by_name
from pygments.util import ClassNotFound

#: Longer code is shown without colours: a lexer's regular expressions are not linear in every language.
MAX_LENGTH = 20_000

#: Box drawings and arrows of ASCII: lines that must not be wrapped.
_DRAWING = re.compile(r"[\u2500-\u257f]|--+>|<--+|\+--+\+")

_FORMATTER: HtmlFormatter[str] = HtmlFormatter(nowrap=True)


@lru_cache(maxsize=64)
def _lexer(language: str) -> Lexer | None:
    try:
        return get_lexer_by_name(language, stripnl=False)
    except ClassNotFound:
        return None


def highlight_code(code: str, language: str) -> str:
    """HTML of a code block; ``language`` is the fence's word, and an unknown one gives plain code."""
    lexer = _lexer(language.lower()) if language and len(code) <= MAX_LENGTH else None
    shown = highlight(code, lexer, _FORMATTER) if lexer is not None else escape(code, quote=False)
    drawn = " diagram" if _DRAWING.search(code) else ""
    label = f' data-language="{escape(language)}"' if lexer is not None else ""
    return f'<div class="highlight{drawn}"{label}><pre><code>{shown}</code></pre></div>\n'
