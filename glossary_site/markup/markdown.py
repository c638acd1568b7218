"""The Markdown dialect, the only importer of markdown_it: CommonMark with tables, alerts, footnotes, definition lists.

Raw HTML is shown as text, never passed through. Formulas are found before Markdown is parsed (``*`` and ``_`` mean
something else inside them) and stand in the text as a private-use character with a number until the end.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from html import escape
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin

from glossary_site.issues import Issue, Severity
from glossary_site.markup.code import highlight_code
from glossary_site.markup.math import FormulaError, render_formula
from glossary_site.text.formulas import Formula, find_formulas

#: Private-use characters around a formula's number; they are removed from the author's text first.
_OPEN, _CLOSE = "\ue000", "\ue001"
_HOLE = re.compile(f"{_OPEN}(\\d+){_CLOSE}")
_HOLE_PARAGRAPH = re.compile(f"<p>{_OPEN}(\\d+){_CLOSE}</p>")
_WORD = re.compile(r"\w+")
_SLUG = re.compile(r"[^a-z0-9]+")

_BLOCK_TYPES = frozenset(
    (
        "inline",
        "fence",
        "code_block",
        "paragraph_close",
        "heading_close",
        "list_item_close",
        "tr_close",
        "td_close",
        "th_close",
    )
)


@dataclass(frozen=True, slots=True)
class Body:
    """A sense's rendered body. ``lead`` is the HTML of a first paragraph that opens with the definition ("" when the
    definition stands apart), ``html`` the rest, ``text`` all of it as plain text for search."""

    lead: str
    html: str
    text: str
    issues: tuple[Issue, ...] = ()


@dataclass(slots=True)
class _Scope:
    """What one rendering needs to know beyond the text: where ids live and which formulas failed."""

    prefix: str
    shift: int
    ids: dict[str, int] = field(default_factory=dict)


class _Renderer(RendererHTML):
    """HTML for the tokens whose default form would not do: code, tables, headings, links, images."""

    def fence(self, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType) -> str:
        words = tokens[index].info.split(maxsplit=1)
        return highlight_code(tokens[index].content, words[0] if words else "")

    def code_block(self, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType) -> str:
        return highlight_code(tokens[index].content, "")

    def table_open(self, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType) -> str:
        return '<div class="table" role="region" aria-label="Table" tabindex="0"><table>\n'

    def table_close(self, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType) -> str:
        return "</table></div>\n"

    def image(self, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType) -> str:
        """A picture from elsewhere would be a request to another host: it becomes a link."""
        token = tokens[index]
        text = token.content or str(token.attrGet("src") or "")
        return f'<a href="{escape(str(token.attrGet("src") or ""))}" rel="noopener">{escape(text, quote=False)}</a>'


def _make_parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False, "alerts": True}, renderer_cls=_Renderer)
    parser.enable(["table", "strikethrough"])
    parser.use(footnote_plugin).use(deflist_plugin)
    return parser


_PARSER = _make_parser()


def _hide_formulas(markdown: str, formulas: Sequence[Formula]) -> str:
    parts: list[str] = []
    done = 0
    for number, formula in enumerate(formulas):
        parts.append(markdown[done : formula.start])
        parts.append(f"{_OPEN}{number}{_CLOSE}")
        done = formula.end
    parts.append(markdown[done:])
    return "".join(parts)


def _show_formula(formula: Formula, issues: list[Issue], line: int) -> str:
    try:
        return render_formula(formula.latex, display=formula.display)
    except FormulaError as error:
        issues.append(
            Issue(
                "formula-unreadable",
                Severity.WARNING,
                f"a formula cannot be shown, so it stands as code: {' '.join(formula.latex.split())[:80]}",
                str(error),
                line=line,
            )
        )
        return f'<code class="formula">{escape(formula.latex.strip(), quote=False)}</code>'


def _prepare(tokens: list[Token], scope: _Scope) -> None:
    """Shift headings below the page's own, give them ids, and keep ids of this body apart from another's."""
    for position, token in enumerate(tokens):
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(max(int(token.tag[1:]), 2) + scope.shift, 6)}"
        if token.type == "heading_open":
            words = _SLUG.sub("-", _HOLE.sub("", _text_of(tokens[position + 1])).casefold()).strip("-") or "section"
            count = scope.ids[words] = scope.ids.get(words, 0) + 1
            token.attrSet("id", f"{scope.prefix}-{words}" if count == 1 else f"{scope.prefix}-{words}-{count}")
        for child in token.children or ():
            if child.type == "link_open" and "://" in str(child.attrGet("href")):
                child.attrSet("rel", "noopener")


def _text_of(inline: Token) -> str:
    return "".join(
        " " if child.type in ("softbreak", "hardbreak") else child.content for child in inline.children or ()
    )


def _plain_text(tokens: Sequence[Token]) -> str:
    lines = (_text_of(token) if token.type == "inline" else token.content for token in tokens if token.content)
    return " ".join(_HOLE.sub(" ", " ".join(lines)).split())


def _opens_with(paragraph: str, definition: str) -> bool:
    """Whether the paragraph's words begin with the definition's, whatever the markup between them."""
    wanted = _WORD.findall(definition.casefold())
    return bool(wanted) and _WORD.findall(paragraph.casefold())[: len(wanted)] == wanted


def _split_lead(tokens: list[Token], definition: str) -> int:
    """How many tokens at the start form the lead paragraph (0 when the definition stands apart)."""
    if [token.type for token in tokens[:3]] != ["paragraph_open", "inline", "paragraph_close"]:
        return 0
    return 3 if _opens_with(_text_of(tokens[1]), definition) else 0


def render_body(markdown: str, definition: str = "", *, prefix: str = "s", shift: int = 0, first_line: int = 1) -> Body:
    """Render one sense's Markdown.

    ``prefix`` starts every id in it; ``shift`` lowers its headings (0: they start at h2); ``first_line`` is the line of
    its file that the text starts on. Issues: ``formula-unreadable`` (warning).
    """
    markdown = markdown.replace(_OPEN, "").replace(_CLOSE, "")
    formulas = find_formulas(markdown)
    env: dict[str, Any] = {"docId": prefix}
    tokens = _PARSER.parse(_hide_formulas(markdown, formulas), env)
    _prepare(tokens, _Scope(prefix, shift))
    issues: list[Issue] = []

    def fill(match: re.Match[str]) -> str:
        number = int(match[1])
        if number >= len(formulas):
            return ""
        line = first_line + markdown.count("\n", 0, formulas[number].start)
        return _show_formula(formulas[number], issues, line)

    def render(part: list[Token]) -> str:
        html = str(_PARSER.renderer.render(part, _PARSER.options, env)).strip()
        html = _HOLE_PARAGRAPH.sub(lambda match: f'<div class="formula">{fill(match)}</div>', html)
        return _HOLE.sub(fill, html)

    lead = _split_lead(tokens, definition)
    return Body(render(tokens[:lead]), render(tokens[lead:]), _plain_text(tokens), tuple(issues))
