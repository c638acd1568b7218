"""Definitions, as authors write them and as they are taken from bodies."""

import re
from collections.abc import Iterable, Iterator
from html import escape

from glossary_site.markup.comments import remove_comments
from glossary_site.markup.dialect import (
    LINK_EDGES,
    Token,
    fill_formulas,
    hide_formulas,
    parse_inline,
    render_tokens,
    without_marks,
)
from glossary_site.markup.math import FormulaError, render_formula
from glossary_site.markup.shown import show_inline
from glossary_site.text.definition import NO_DEFINITION, Definition
from glossary_site.text.latex import Formula, find_formulas

#: Without any of these characters a line of Markdown shows what is written.
_MARKED = re.compile("[\\\\`*_\\[\\]<>&$~{^\u00ad\u200b\u2060\ufeff\ue000-\ue009]|[^\\S ]|  |==")
#: Without ``]``: behind a backslash it would end a formula.
_SPECIAL = re.compile(r"[\\`*_\[<>&$~^|#{]|=(?==)")


def parse_definition(markdown: str) -> Definition:
    """The definition that an author wrote, on one line: no Markdown in it makes a block."""
    markdown, _ = remove_comments(markdown)
    if not _MARKED.search(markdown):
        return Definition(markdown, escape(markdown, quote=False), markdown)
    source = without_marks(markdown)
    formulas = find_formulas(source)
    token = parse_inline(hide_formulas(source, formulas))
    children = token.children or []
    text = show_inline(children, formulas)
    token.children = list(_without_links(children))
    html = fill_formulas(render_tokens([token], {}), formulas, _formula_html)
    return Definition(text, html, markdown)


def take_definition(text: str) -> Definition:
    """The definition that is a sentence of a body, as plain text."""
    return Definition(text, escape(text, quote=False), escape_line(text), is_taken=True) if text else NO_DEFINITION


def escape_line(text: str) -> str:
    """Markdown on one line that shows ``text`` as it is."""
    text = " ".join(text.split())
    if not _MARKED.search(text) or parse_definition(text).text == text:
        return text
    return _SPECIAL.sub(r"\\\g<0>", text)


def _without_links(children: Iterable[Token]) -> Iterator[Token]:
    """The tokens of a definition elsewhere than on its page: it may be a link itself, so it has none."""
    for child in children:
        if child.type == "reference":
            yield from child.children or ()
        elif child.type not in LINK_EDGES:
            yield child


def _formula_html(formula: Formula) -> str:
    try:
        return render_formula(formula.latex, formula.display)
    except FormulaError:
        return f'<code class="formula">{escape(formula.latex.strip(), quote=False)}</code>'
