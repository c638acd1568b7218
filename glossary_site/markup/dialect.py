"""The Markdown dialect: CommonMark with tables, alerts, footnotes, definition lists, and the rules of ``rules.py``.

Emphasis begins and ends beside letters of scripts without spaces, too (https://github.com/tats-u/markdown-cjk-friendly).
No HTML of an author is passed through: harmless tags are tokens (``html_tags.py``), all others are shown as text.
Formulas are found before Markdown is parsed (``*`` and ``_`` mean something else inside them); until the end a
private-use character with a number takes the place of each.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from html import escape
from itertools import pairwise
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.parser_inline import ParserInline
from markdown_it.renderer import RendererHTML
from markdown_it.rules_core import StateCore, normalize
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.state_inline import Scanned
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin

from glossary_site.language import HANGUL, UNSPACED
from glossary_site.late import compile_late
from glossary_site.markup.code import Block, highlight_code
from glossary_site.markup.first_characters import use_first_characters
from glossary_site.markup.formula_text import format_script
from glossary_site.markup.references import Reference, parse_reference
from glossary_site.markup.rules import CLOSE, OPEN, finish_blocks, has_marks, use_rules
from glossary_site.text.latex import Formula
from glossary_site.values import replace

#: The marks around a formula's number; they are removed from the author's text first.
HOLE = re.compile(f"{OPEN}(\\d{{1,9}}){CLOSE}")
#: A hole in HTML, with the marks before and behind it at which no line may end or begin. Those before it are few, so
#: that a text of nothing but brackets takes no longer than another.
_MARKED_HOLE = re.compile(f"((?:&quot;|[(\\[{{“‘„«‹¿¡']){{0,8}}){HOLE.pattern}((?:&quot;|[-‐‑–).,:;!?%\\]}}…”’“»›'])*)")
#: Around the number of an explicit reference before what is shown for it, until the linker replaces them.
REFERENCE_OPEN, REFERENCE_CLOSE = "\ue002", "\ue003"
#: Around the number of a local link before its text.
LINK_OPEN, LINK_CLOSE = "\ue004", "\ue005"
#: Behind the text of either.
MARK_END = "\ue006"
#: Around the number of a picture, until the linker replaces them.
PICTURE_OPEN, PICTURE_CLOSE = "\ue007", "\ue008"
#: Before an address from the root of the site, until a page or a file replaces it by the way from there to the root.
SITE_ROOT = "\ue009"
_MARKS = (
    *(OPEN, CLOSE, REFERENCE_OPEN, REFERENCE_CLOSE, LINK_OPEN, LINK_CLOSE, MARK_END),
    *(PICTURE_OPEN, PICTURE_CLOSE, SITE_ROOT),
)
#: A pattern, because "".translate takes thirty times as long where a text is not ASCII.
_MARK = re.compile(f"[{''.join(_MARKS)}]")
#: The tokens around the text of a link.
LINK_EDGES = ("link_open", "link_close")

#: What a link of an entry may lead to; an address with any other scheme is shown as text.
SCHEMES = ("http", "https", "mailto", "tel")
#: What browsers leave out of an address before they read it (URL Standard, basic URL parser).
_UNREAD = re.compile(r"^[\x00-\x20]+|[\t\n\r]+")
_BEFORE_COLON = re.compile(r"[^/?#:]*(?=:)")
#: Where an inline rule may begin, or the text of a link end.
_INLINE_MARK = re.compile(r"[\n!&*:<=\[\\\]^_`~]")
_UNSPACED = compile_late(f"[{UNSPACED}{HANGUL}\u3000-\u303f\uff01-\uffee]")
#: An id and classes behind a heading or a paragraph, as other generators read them (``{#id .class}``, ``{: #id}``).
_ATTRIBUTES = re.compile(r"(?:^|\s+)\{:?\s*(?:#(?P<id>[A-Za-z][\w-]*)|\.[A-Za-z][\w-]*)(?:\s+[#.][\w-]+)*\s*\}\s*$")


def text_of(inline: Token) -> str:
    """The text of a heading, a paragraph, a reference or a picture's description, in one line, without its markup."""
    parts: list[str] = []
    starts: list[int] = []
    for child in inline.children or ():
        match child.type:
            case "text" | "code_inline":
                parts.append(child.content)
            case "softbreak" | "hardbreak":
                parts.append(" ")
            case "sub_open" | "sup_open":
                starts.append(len(parts))
            case "sub_close" | "sup_close":
                start = starts.pop()
                parts[start:] = [format_script("".join(parts[start:]), raised=child.tag == "sup")]
            case _:
                parts.append(text_of(child) if child.children else child.content)
    return "".join(parts)


def picture_text(picture: Token) -> str:
    """What is shown in the place of a picture: its description, or else its address."""
    return text_of(picture) or str(picture.attrGet("src") or "")


class _Renderer(RendererHTML):
    """HTML for the tokens whose default form would not do: code, tables, headings, links, images."""

    @staticmethod
    def renderAttrs(token: Token) -> str:  # noqa: N802 - the base class names it so
        """The attributes of a token; most have none."""
        return RendererHTML.renderAttrs(token) if token.attrs else ""

    def fence(self, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType) -> str:
        """What ``render_body`` has made of it."""
        return str(tokens[index].meta["html"])

    def code_block(self, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType) -> str:
        return highlight_code([Block(tokens[index].content)])[0].html

    def table_open(self, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType) -> str:
        return '<div class="table"><table>\n'

    def table_close(self, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType) -> str:
        return "</table></div>\n"

    def list_item_open(self, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType) -> str:
        """An item without the checkbox of a task, whose mark is in its text."""
        return self.renderToken(tokens, index, options, env)

    def footnote_block_open(self, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType) -> str:
        return '<div class="footnotes">\n<ol>\n'

    def footnote_block_close(self, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType) -> str:
        return "</ol>\n</div>\n"

    def image(self, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType) -> str:
        """What ``render_body`` has noted for a picture; within what is shown for a reference, its description."""
        token = tokens[index]
        number: int | None = token.meta.get("number")
        if number is None:
            return escape(picture_text(token), quote=False)
        return f"{PICTURE_OPEN}{number}{PICTURE_CLOSE}"

    def link_open(self, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType) -> str:
        """What ``render_body`` has noted for a local link."""
        mark: str | None = tokens[index].meta.get("mark")
        return self.renderToken(tokens, index, options, env) if mark is None else mark

    link_close = link_open

    def reference(self, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType) -> str:
        token = tokens[index]
        is_given = token.meta["reference"].shown
        shown = self.renderInline(token.children or (), options, env) if is_given else ""
        return f"{REFERENCE_OPEN}{token.meta['number']}{REFERENCE_CLOSE}{shown}{MARK_END}"


def _reference_rule(state: StateInline, silent: bool) -> bool:
    """The inline rule for a reference."""
    found = parse_reference(state.src, state.pos)
    if found is None:
        return False
    if not silent:
        reference = found[0]
        token = state.push("reference", "", 0)
        token.children = _shown_part(reference)
        # From the last reference of the same text on: thousands of them would each count from its beginning.
        src, before, down = state.env.get("reference", (None, 0, 0))
        if src is not state.src or before > state.pos:
            before, down = 0, 0
        down += state.src.count("\n", before, state.pos)
        state.env["reference"] = state.src, state.pos, down
        token.meta = {"reference": reference, "number": 0, "down": down}
    state.pos = found[1]
    return True


def _shown_part(reference: Reference) -> list[Token]:
    """The tokens of what is shown for a reference, which is inline Markdown; the links in it are text."""
    if not reference.shown:
        return [Token("text", "", 0, content=reference.text)]
    return [each for each in parse_inline(reference.shown).children or () if each.type not in LINK_EDGES]


def is_safe_address(address: str) -> bool:
    """Whether a link may lead there: a place without a scheme, or one of ``SCHEMES``, however it is spelled."""
    scheme = _BEFORE_COLON.match(_UNREAD.sub("", address))
    return scheme is None or scheme[0].lower() in SCHEMES


class _InlineState(StateInline):
    """The state of a paragraph, where a ``**`` needs no space between a bracket or a full stop and a letter of Chinese.

    Beside punctuation CommonMark asks for a space on the other side, which such a script does not have.
    """

    def scanDelims(self, start: int, canSplitWord: bool) -> Scanned:  # noqa: N802, N803 - the base class's names
        found = super().scanDelims(start, canSplitWord)
        if not canSplitWord or self.src.isascii() or (found.can_open and found.can_close):
            return found
        before = self.src[start - 1 : start] or " "
        behind = self.src[start + found.length : start + found.length + 1] or " "
        opens = found.can_open or (_UNSPACED.match(before) is not None and not behind.isspace())
        closes = found.can_close or (_UNSPACED.match(behind) is not None and not before.isspace())
        return Scanned(opens, closes, found.length)


class _InlineParser(ParserInline):
    def __init__(self) -> None:
        super().__init__()
        # At any other character each rule would be asked in vain.
        self.terminator_re = _INLINE_MARK

    def parse(self, src: str, md: MarkdownIt, env: EnvType, tokens: list[Token]) -> list[Token]:
        state = _InlineState(src, md, env, tokens)
        self.tokenize(state)
        for rule in self.ruler2.getRules(""):
            rule(state)
        return state.tokens


class _Parser(MarkdownIt):
    def validateLink(self, url: str) -> bool:  # noqa: N802 - the base class names it so
        return is_safe_address(url)


def _correct_inline(token: Token) -> None:
    """Take out what the author's text must not show: marks of this module, and attributes at the end.

    The author's own marks were taken out of the text, but an entity (``&#xe000;``) writes them anew.
    """
    children = token.children or ()
    for child in children:
        if child.type == "text_special":
            child.content = without_marks(child.content)
    last = children[-1] if children else token
    if last.type == "text" and last.content.endswith("}") and (found := _ATTRIBUTES.search(last.content)):
        last.content = last.content[: found.start()]
        token.meta["id"] = found["id"] or ""


def _correct_tokens(state: StateCore) -> None:
    for token in state.tokens:
        if token.children:
            _correct_inline(token)


def _make_parser(*, with_rules: bool) -> MarkdownIt:
    parser = _Parser(renderer_cls=_Renderer)
    parser.inline = _InlineParser()
    # Options that are off are named, too: to look for one that is missing takes an exception.
    off = dict.fromkeys(("html", "xhtmlOut", "tasklists", "strikethrough_single_tilde"), False)
    parser.configure("commonmark", {**off, "alerts": True})
    parser.enable(["table", "strikethrough"])
    parser.use(footnote_plugin).use(deflist_plugin)
    if with_rules:
        parser.use(use_rules)
    # The plugin has rules of its own for these; a <section> without a heading is an outline error.
    for rule in ("footnote_block_open", "footnote_block_close"):
        parser.add_render_rule(rule, getattr(_Renderer, rule))
    parser.inline.ruler.before("link", "reference", _reference_rule)
    parser.core.ruler.before("text_join", "corrections", _correct_tokens)
    use_first_characters(parser)
    return parser


_PARSER = _make_parser(with_rules=True)
#: For a text without any mark of the rules, as most are: it gives the same in less time.
_PLAIN_PARSER = _make_parser(with_rules=False)


def _parser_of(markdown: str) -> MarkdownIt:
    return _PARSER if has_marks(markdown) else _PLAIN_PARSER


def without_marks(text: str) -> str:
    """A text without the characters that mark holes."""
    return text if text.isascii() else _MARK.sub("", text)


def hide_formulas(markdown: str, formulas: Sequence[Formula]) -> str:
    """``markdown`` with a numbered hole in the place of each of its ``formulas``."""
    parts: list[str] = []
    done = 0
    for number, formula in enumerate(formulas):
        parts.append(markdown[done : formula.start])
        parts.append(f"{OPEN}{number}{CLOSE}")
        done = formula.end
    parts.append(markdown[done:])
    return "".join(parts)


def fill_formulas(html: str, formulas: Sequence[Formula], show: Callable[[Formula], str]) -> str:
    """``html`` with what ``show`` gives for each formula.

    Browsers may break a line on both sides of a formula, so one in a line of text is kept with the marks beside it.
    """

    def fill(match: re.Match[str]) -> str:
        before, number, after = match.groups()
        formula = formulas[int(number)] if int(number) < len(formulas) else None
        shown = before + (show(formula) if formula else "") + after
        is_joined = formula and not formula.display and (before or after)
        return f'<span class="unbroken">{shown}</span>' if is_joined else shown

    return _MARKED_HOLE.sub(fill, html) if OPEN in html else html


def with_bars(formulas: Sequence[Formula], tokens: Sequence[Token]) -> tuple[Formula, ...]:
    """The formulas of a text; in a cell of a table the bar is written ``\\|`` (GFM 4.10), in formulas too."""
    cells = (inline for cell, inline in pairwise(tokens) if cell.type in ("td_open", "th_open"))
    within = {int(hole[1]) for inline in cells for hole in HOLE.finditer(inline.content)}
    return tuple(
        replace(formula, latex=formula.latex.replace("\\|", "|")) if number in within else formula
        for number, formula in enumerate(formulas)
    )


def parse_blocks(markdown: str, env: dict[str, Any]) -> list[Token]:
    """The tokens of a text; ``env`` is filled with what its parts share, such as footnotes."""
    return _parser_of(markdown).parse(markdown, env)


def parse_inline(markdown: str) -> Token:
    """One token that holds those of a text without blocks, and so without footnotes."""
    token = _parser_of(markdown).parseInline(markdown, {})[0]
    token.children = [child for child in token.children or () if child.type != "footnote_ref"]
    return token


def parse_one_by_one(markdown: str) -> Iterator[Token]:
    """The tokens of a text, where each block is parsed when it is asked for; footnotes stay where they are written."""
    parser = _parser_of(markdown)
    state = StateCore(markdown, parser, {})
    normalize(state)
    parser.block.parse(state.src, parser, state.env, state.tokens)
    finish_blocks(state)
    for token in state.tokens:
        if token.type == "inline":
            token.children = []
            parser.inline.parse(token.content, parser, state.env, token.children)
            _correct_inline(token)
        yield token


def render_tokens(tokens: Sequence[Token], env: dict[str, Any]) -> str:
    """The HTML of tokens, with holes and references as marks."""
    return str(_PARSER.renderer.render(tokens, _PARSER.options, env)).strip()
