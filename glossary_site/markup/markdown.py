"""The Markdown dialect, the only importer of markdown_it: CommonMark with tables, alerts, footnotes, definition lists.

Raw HTML is shown as text, never passed through. Formulas are found before Markdown is parsed (``*`` and ``_`` mean
something else inside them); until the end a private-use character with a number takes the place of each.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from html import escape
from itertools import accumulate
from typing import Any
from urllib.parse import quote, unquote

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin

from glossary_site.issues import Issue, Severity
from glossary_site.markup.code import highlight_code
from glossary_site.markup.links import (
    LocalLink,
    dead_link,
    is_from_root,
    is_local,
    missing_picture,
    unchecked_link,
)
from glossary_site.markup.math import FormulaError, render_formula
from glossary_site.markup.references import Reference, parse_reference, replace_references
from glossary_site.text.code import find_code
from glossary_site.text.latex import Formula, find_formulas

#: Private-use characters around a formula's number; they are removed from the author's text first.
_OPEN, _CLOSE = "\ue000", "\ue001"
_HOLE = re.compile(f"{_OPEN}(\\d{{1,9}}){_CLOSE}")
_HOLE_PARAGRAPH = re.compile(f"<p>{_OPEN}(\\d{{1,9}}){_CLOSE}</p>")
_LONE_MARK = re.compile(r"^[ \t]*\$\$(?=[ \t]*$)", re.MULTILINE)
_WORD = re.compile(r"\w+")
_SLUG = re.compile(r"[^a-z0-9]+")

#: What a link of an entry may lead to; an address with any other scheme is shown as text.
SCHEMES = ("http", "https", "mailto", "tel")
#: What browsers leave out of an address before they read it (URL Standard, basic URL parser).
_UNREAD = re.compile(r"^[\x00-\x20]+|[\t\n\r]+")
_BEFORE_COLON = re.compile(r"[^/?#:]*(?=:)")

#: The same in an address, where markdown-it has written it by its bytes.
_ENCODED_HOLE = re.compile(f"{quote(_OPEN)}(\\d{{1,9}}){quote(_CLOSE)}")

#: Around the number of an explicit reference, in the rendered HTML, until the linker replaces it.
REFERENCE_OPEN, REFERENCE_CLOSE = "\ue002", "\ue003"
#: Around the number of a local link before its text, and behind its text.
LINK_OPEN, LINK_CLOSE, LINK_END = "\ue004", "\ue005", "\ue006"
_LINK_MARKS = re.compile(f"{LINK_OPEN}\\d+{LINK_CLOSE}|{LINK_END}")
_MARKS = (_OPEN, _CLOSE, REFERENCE_OPEN, REFERENCE_CLOSE, LINK_OPEN, LINK_CLOSE, LINK_END)
_PRIVATE = dict.fromkeys(map(ord, _MARKS))
#: Characters of one sense's text: twenty times what a long entry has, and a second's work for the parser at the worst.
MAX_BODY = 100_000


@dataclass(frozen=True, slots=True)
class Body:
    """A sense's rendered body.

    ``lead`` is the definition as HTML, with the rest of its paragraph where the body opens with it; ``html`` is what
    follows, ``text`` all of the body as plain text for search. In the place of ``references[n]`` the HTML has ``n``
    between ``REFERENCE_OPEN`` and ``REFERENCE_CLOSE``. The text of ``links[n]`` is behind ``n`` between ``LINK_OPEN``
    and ``LINK_CLOSE``, and ends at ``LINK_END``.
    """

    lead: str
    html: str
    text: str
    references: tuple[Reference, ...] = ()
    links: tuple[LocalLink, ...] = ()
    issues: tuple[Issue, ...] = ()


@dataclass(slots=True)
class _Scope:
    """How one body is rendered: ids get ``prefix`` and are unique, headings go down by ``shift`` levels."""

    prefix: str
    shift: int
    ids: dict[str, int] = field(default_factory=dict)

    def new_id(self, words: str) -> str:
        """``words`` behind the prefix, and behind them the next free number where they are taken."""
        name = words
        while name in self.ids:
            self.ids[words] += 1
            name = f"{words}-{self.ids[words]}"
        self.ids[name] = 1
        return f"{self.prefix}-{name}"

    def find_id(self, words: str) -> str:
        """The id that ``words`` got, "" where there is none."""
        return f"{self.prefix}-{words}" if words in self.ids else ""


class _Renderer(RendererHTML):
    """HTML for the tokens whose default form would not do: code, tables, headings, links, images."""

    def fence(self, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType) -> str:
        words = tokens[index].info.split(maxsplit=1)
        return highlight_code(tokens[index].content, words[0] if words else "")

    def code_block(self, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType) -> str:
        return highlight_code(tokens[index].content, "")

    def table_open(self, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType) -> str:
        return '<div class="table"><table>\n'

    def table_close(self, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType) -> str:
        return "</table></div>\n"

    def footnote_block_open(self, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType) -> str:
        return '<div class="footnotes">\n<ol>\n'

    def footnote_block_close(self, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType) -> str:
        return "</ol>\n</div>\n"

    def image(self, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType) -> str:
        """A picture from elsewhere would be a request to another host: it becomes a link, or text within a link."""
        token = tokens[index]
        text = escape(_text_of(token) or str(token.attrGet("src") or ""), quote=False)
        if token.meta.get("is_text"):
            return text
        return f'<a href="{escape(str(token.attrGet("src") or ""))}" rel="noopener">{text}</a>'

    def link_open(self, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType) -> str:
        """What ``_collect_links`` has noted for a local link."""
        mark: str | None = tokens[index].meta.get("mark")
        return self.renderToken(tokens, index, options, env) if mark is None else mark

    link_close = link_open

    def reference(self, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType) -> str:
        return f"{REFERENCE_OPEN}{tokens[index].meta['number']}{REFERENCE_CLOSE}"


def _reference_rule(state: StateInline, silent: bool) -> bool:
    """The inline rule for a reference."""
    found = parse_reference(state.src, state.pos)
    if found is None:
        return False
    if not silent:
        reference = found[0]
        token = state.push("reference", "", 0)
        token.content = reference.shown or reference.target
        # From the last reference of the same text on: thousands of them would each count from its beginning.
        src, before, down = state.env.get("reference", (None, 0, 0))
        if src is not state.src or before > state.pos:
            before, down = 0, 0
        down += state.src.count("\n", before, state.pos)
        state.env["reference"] = state.src, state.pos, down
        token.meta = {"reference": reference, "number": 0, "down": down}
    state.pos = found[1]
    return True


def is_safe_address(address: str) -> bool:
    """Whether a link may lead there: a place without a scheme, or one of ``SCHEMES``, however it is spelled."""
    scheme = _BEFORE_COLON.match(_UNREAD.sub("", address))
    return scheme is None or scheme[0].lower() in SCHEMES


class _Parser(MarkdownIt):
    def validateLink(self, url: str) -> bool:  # noqa: N802 - the base class names it so
        return is_safe_address(url)


def _strip_forged_marks(state: StateCore) -> None:
    """The author's own marks were taken out of the text, but an entity (``&#xe000;``) writes them anew."""
    for token in state.tokens:
        for child in token.children or ():
            if child.type == "text_special":
                child.content = child.content.translate(_PRIVATE)


def _make_parser() -> MarkdownIt:
    parser = _Parser("commonmark", {"html": False, "xhtmlOut": False, "alerts": True}, renderer_cls=_Renderer)
    parser.enable(["table", "strikethrough"])
    parser.use(footnote_plugin).use(deflist_plugin)
    # The plugin has rules of its own for these; a <section> without a heading is an outline error.
    for rule in ("footnote_block_open", "footnote_block_close"):
        parser.add_render_rule(rule, getattr(_Renderer, rule))
    parser.inline.ruler.before("link", "reference", _reference_rule)
    parser.core.ruler.before("text_join", "forged_marks", _strip_forged_marks)
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
        message = f"a formula cannot be shown, so its code is shown: {' '.join(formula.latex.split())[:80]}"
        issues.append(Issue("formula-unreadable", Severity.WARNING, message, str(error), line=line))
        return f'<code class="formula">{escape(formula.latex.strip(), quote=False)}</code>'


def _heading_words(text: str) -> str:
    """The words of a heading's id; "" where its text has none of them."""
    return _SLUG.sub("-", text.casefold()).strip("-")


def _prepare(tokens: list[Token], scope: _Scope) -> None:
    """Shift headings below the page's own, give them ids, and keep ids of this body apart from another's."""
    for position, token in enumerate(tokens):
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(max(int(token.tag[1:]), 2) + scope.shift, 6)}"
        if token.type in ("th_open", "td_open") and (style := token.attrs.pop("style", None)):
            token.attrs["class"] = str(style).rpartition(":")[2]
        if token.type == "alert_open":
            token.attrs["class"] = f"callout {token.meta['kind'].lower()}"
        if token.type == "alert_title_open":
            token.attrs["class"] = "title"
        if token.type == "heading_open":
            words = _heading_words(_HOLE.sub("", _text_of(tokens[position + 1])))
            token.attrSet("id", scope.new_id(words or "section"))
        for child in token.children or ():
            if child.type == "link_open" and "://" in str(child.attrGet("href")):
                child.attrSet("rel", "noopener")


def _collect_links(tokens: Sequence[Token], scope: _Scope, lines: "_Lines") -> tuple[list[LocalLink], list[Issue]]:
    """The links to other entries, numbered in the order of the text, and what is wrong with the others.

    A link to a heading gets the id of that; one that leads to nothing becomes its text, as a picture that is a file.
    """
    links: list[LocalLink] = []
    issues: list[Issue] = []
    for token in tokens:
        line = lines.of(token.map[0]) if token.map else 0
        opened: Token | None = None
        for child in token.children or ():
            line += child.type in ("softbreak", "hardbreak")
            if child.type == "image":
                address = unquote(str(child.attrGet("src") or ""))
                child.meta["is_text"] = opened is not None
                if is_from_root(address):
                    issues.append(unchecked_link(LocalLink(address, line)))
                elif is_local(address):
                    issues.append(missing_picture(address, line))
                    child.meta["is_text"] = True
            elif child.type == "link_open":
                opened = child
                _mark_link(child, line, scope, links, issues)
            elif child.type == "link_close" and opened:
                if "mark" in opened.meta:
                    child.meta["mark"] = LINK_END if opened.meta["mark"] else ""
                opened = None
    return links, issues


def _mark_link(link: Token, line: int, scope: _Scope, links: list[LocalLink], issues: list[Issue]) -> None:
    """Note what a link is shown as, and what is wrong with it; a link to another host stays as it is."""
    address = unquote(str(link.attrGet("href") or ""))
    if is_from_root(address):
        issues.append(unchecked_link(LocalLink(address, line)))
    elif address.startswith("#"):
        if heading := scope.find_id(_heading_words(address)):
            link.attrSet("href", f"#{heading}")
        else:
            issues.append(dead_link(LocalLink(address, line), "write the name of a heading of the same text"))
            link.meta["mark"] = ""
    elif is_local(address):
        link.meta["mark"] = f"{LINK_OPEN}{len(links)}{LINK_CLOSE}"
        links.append(LocalLink(address, line))


def _keep_attributes_plain(tokens: Sequence[Token], markdown: str, formulas: Sequence[Formula]) -> None:
    """Put formulas in a link's title or address back as they were written: an attribute holds text, no elements."""

    def source(match: re.Match[str]) -> str:
        number = int(match[1])
        return markdown[formulas[number].start : formulas[number].end] if number < len(formulas) else ""

    for token in tokens:
        for each in (token, *(token.children or ())):
            for name, value in each.attrs.items():
                if isinstance(value, str):
                    value = _ENCODED_HOLE.sub(lambda match: quote(source(match), safe="$/?&=+,;:@!()*'"), value)
                    each.attrs[name] = _HOLE.sub(source, value).translate(_PRIVATE)


class _Lines:
    """Lines of the author's file, by lines of the text with its formulas hidden and by offsets in the text itself.

    A hidden formula holds no line end.
    """

    def __init__(self, markdown: str, formulas: Sequence[Formula], first_line: int) -> None:
        self._markdown, self._first = markdown, first_line
        self._removed = [0, *accumulate(markdown.count("\n", each.start, each.end) for each in formulas)]
        edges = (0, *(formula.end for formula in formulas))
        between = (markdown.count("\n", end, formula.start) for end, formula in zip(edges, formulas, strict=False))
        self._formulas = list(accumulate(between))

    def of(self, hidden_line: int) -> int:
        """The line in the author's file of a line (from 0) of the hidden text."""
        return self._first + hidden_line + self._removed[bisect_left(self._formulas, hidden_line)]

    def at(self, offset: int) -> int:
        """The line in the author's file of an offset in the author's text."""
        return self._first + self._markdown.count("\n", 0, offset)


def _collect_references(tokens: Sequence[Token], lines: _Lines) -> tuple[Reference, ...]:
    """Number the references of a body in the order of its text."""
    found: list[Reference] = []
    for token in tokens:
        for child in token.children or ():
            if child.type == "reference":
                child.meta["number"] = len(found)
                line = lines.of((token.map[0] if token.map else 0) + child.meta["down"])
                found.append(replace(child.meta["reference"], line=line))
    return tuple(found)


def _is_unclosed(fence: Token) -> bool:
    """Whether a fence ends with its text or container; a closing line would be one more than its own and the code's."""
    start, end = fence.map or (0, 0)
    lines = fence.content.count("\n") + (fence.content[-1:] not in ("", "\n"))
    return end - start == 1 + lines


def _unclosed(tokens: Sequence[Token], formulas: Sequence[Formula], markdown: str, lines: _Lines) -> Iterator[Issue]:
    """An issue for each fence and each display formula that nothing closes, so that it takes the text below with it."""
    for token in tokens:
        if token.type == "fence" and token.map and _is_unclosed(token):
            message, hint = "a code fence is not closed", f"close it with a line of {token.markup}"
            yield Issue("unclosed-fence", Severity.WARNING, message, hint, line=lines.of(token.map[0]))
    message, hint = "a display formula is not closed", "close it with $$"
    for formula in formulas:
        if not formula.closed:
            yield Issue("unclosed-formula", Severity.WARNING, message, hint, line=lines.at(formula.start))
    message, hint = "a line $$ opens or closes nothing", "close the formula with $$, or remove the line"
    for mark in _lone_marks(markdown, formulas):
        yield Issue("unclosed-formula", Severity.WARNING, message, hint, line=lines.at(mark.end()))


def _lone_marks(markdown: str, formulas: Sequence[Formula]) -> Iterator[re.Match[str]]:
    """Lines of nothing but ``$$`` that delimit no formula and are not in code."""
    marks = list(_LONE_MARK.finditer(markdown))
    if marks:
        spans = sorted([*((formula.start, formula.end) for formula in formulas), *find_code(markdown)])
        starts = [start for start, _ in spans]
        for mark in marks:
            place = bisect_right(starts, mark.end() - 1) - 1
            if place < 0 or spans[place][1] < mark.end():
                yield mark


def _text_of(inline: Token) -> str:
    """The text of a heading, a paragraph or a picture's description, in one line, without its markup."""
    return "".join(
        " " if child.type in ("softbreak", "hardbreak") else _text_of(child) if child.type == "image" else child.content
        for child in inline.children or ()
    )


def _plain_text(tokens: Sequence[Token]) -> str:
    lines = (_text_of(token) if token.type == "inline" else token.content for token in tokens if token.content)
    return " ".join(_HOLE.sub(" ", " ".join(lines)).split())


def _split_lead(tokens: list[Token], definition: str) -> int:
    """How many tokens at the start form the lead paragraph: one whose first words are the definition's, else none."""
    wanted = _WORD.findall(definition.casefold())
    if not wanted or [token.type for token in tokens[:3]] != ["paragraph_open", "inline", "paragraph_close"]:
        return 0
    return 3 if _WORD.findall(_text_of(tokens[1]).casefold())[: len(wanted)] == wanted else 0


def _too_long(markdown: str, definition: str, first_line: int) -> Body:
    """A body beyond the limit, as paragraphs of plain text."""
    paragraphs = (" ".join(part.split()) for part in markdown.split("\n\n"))
    html = "\n".join(f"<p>{escape(part, quote=False)}</p>" for part in paragraphs if part)
    message = f"the text has {len(markdown):,} characters, so it is shown as plain text: the limit is {MAX_BODY:,}"
    issue = Issue("body-too-long", Severity.WARNING, message, "make several entries or senses of it", line=first_line)
    lead = f"<p>{escape(definition, quote=False)}</p>" if definition else ""
    return Body(lead, html, " ".join(markdown.split()), issues=(issue,))


def render_body(markdown: str, definition: str = "", *, prefix: str = "s", shift: int = 0, first_line: int = 1) -> Body:
    """Render one sense's Markdown.

    ``prefix`` starts every id in it; ``shift`` lowers its headings (0: they start at h2); ``first_line`` is the line of
    its file that the text starts on. Issues, all warnings: ``unclosed-fence``, ``unclosed-formula``,
    ``formula-unreadable``, ``body-too-long``, ``link-dead``, ``picture-missing``, and a note: ``link-unchecked``.
    """
    markdown, definition = markdown.translate(_PRIVATE), definition.translate(_PRIVATE)
    if len(markdown) > MAX_BODY:
        return _too_long(markdown, definition, first_line)
    formulas = find_formulas(markdown)
    env: dict[str, Any] = {"docId": prefix}
    tokens = _PARSER.parse(_hide_formulas(markdown, formulas), env)
    scope = _Scope(prefix, shift)
    _prepare(tokens, scope)
    _keep_attributes_plain(tokens, markdown, formulas)
    lines = _Lines(markdown, formulas, first_line)
    issues = list(_unclosed(tokens, formulas, markdown, lines))
    references = _collect_references(tokens, lines)
    links, wrong = _collect_links(tokens, scope, lines)
    issues += wrong

    def fill(match: re.Match[str]) -> str:
        number = int(match[1])
        if number >= len(formulas):
            return ""
        return _show_formula(formulas[number], issues, lines.at(formulas[number].start))

    def render(part: list[Token]) -> str:
        html = str(_PARSER.renderer.render(part, _PARSER.options, env)).strip()
        html = _HOLE_PARAGRAPH.sub(lambda match: f'<div class="formula">{fill(match)}</div>', html)
        return _HOLE.sub(fill, html)

    split = _split_lead(tokens, definition)
    lead = render(tokens[:split]) or (f"<p>{escape(definition, quote=False)}</p>" if definition else "")
    return Body(lead, render(tokens[split:]), _plain_text(tokens), references, tuple(links), tuple(issues))


def render_text(markdown: str) -> str:
    """The HTML of a text that belongs to no entry: references and local links are shown, and lead nowhere."""
    shown = replace_references(markdown, lambda each: each.shown or each.target)
    return _LINK_MARKS.sub("", render_body(shown, prefix="i").html)
