"""One sense's Markdown to ``Body``: its HTML, its text for search, its references and what is wrong with it."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from html import escape
from itertools import accumulate, chain
from typing import Any
from urllib.parse import quote, unquote

from glossary_site.issues import Issue, Severity
from glossary_site.markup.code import Block, highlight_code
from glossary_site.markup.comments import remove_comments
from glossary_site.markup.dialect import (
    CLOSE,
    HOLE,
    LINK_CLOSE,
    LINK_EDGES,
    LINK_OPEN,
    MARK_END,
    OPEN,
    PICTURE_CLOSE,
    PICTURE_OPEN,
    Token,
    fill_formulas,
    hide_formulas,
    parse_blocks,
    parse_inline,
    render_tokens,
    text_of,
    with_bars,
    without_marks,
)
from glossary_site.markup.links import (
    LocalLink,
    Picture,
    dead_link,
    format_description,
    id_from_root,
    is_from_root,
    is_local,
    spaced_address,
    unchecked_link,
    undescribed_picture,
)
from glossary_site.markup.math import FormulaError, render_formula
from glossary_site.markup.references import Reference, replace_references
from glossary_site.markup.shown import parse_opening, show_inline
from glossary_site.text.code import find_code
from glossary_site.text.definition import NO_DEFINITION, Definition
from glossary_site.text.latex import Formula, find_formulas
from glossary_site.values import Frozen, Struct, field, replace

_HOLE_PARAGRAPH = re.compile(f"<p>({HOLE.pattern})</p>")
#: The same in an address, where markdown-it has written it by its bytes.
_ENCODED_HOLE = re.compile(f"{quote(OPEN)}(\\d{{1,9}}){quote(CLOSE)}")
_LONE_MARK = re.compile(r"^[ \t]*\$\$(?=[ \t]*$)", re.MULTILINE)
_WORD = re.compile(r"\w+")
_SLUG = re.compile(r"[^a-z0-9]+")
_PICTURE_MARK = re.compile(f"{PICTURE_OPEN}(\\d+){PICTURE_CLOSE}")
_SPACED = re.compile(r"\]\(([^\s()<>\"]+ [^()<>\"\n]*\.\w{2,5})\)")
_LINK_MARKS = re.compile(f"{LINK_OPEN}\\d+{LINK_CLOSE}|{MARK_END}")
#: Words that differ between a definition and the opening of a body that it was made of.
#: In characters: so much of a definition is looked for in so much of a text, to see soon that it does not begin it.
_FIRST, _OPENING = 60, 300
_LINKING = frozenset(("a", "an", "are", "is", "the"))

#: Characters of one sense's text: twenty times what a long entry has, and a second's work for the parser at the worst.
MAX_BODY = 100_000


class Body(Frozen):
    """A sense's rendered body.

    ``lead`` is the definition as HTML, with the rest of its paragraph where the body opens with it; ``html`` is what
    follows, ``text`` all of the body as plain text for search. In the place of ``references[n]`` the HTML has ``n``
    between ``REFERENCE_OPEN`` and ``REFERENCE_CLOSE``, then what is shown for it, if that is given. The text of
    ``links[n]`` is behind ``n`` between ``LINK_OPEN`` and ``LINK_CLOSE``. Both end at ``MARK_END``. In the place of
    ``pictures[n]`` is ``n`` between ``PICTURE_OPEN`` and ``PICTURE_CLOSE``.
    """

    lead: str
    html: str
    text: str
    references: tuple[Reference, ...] = ()
    links: tuple[LocalLink, ...] = ()
    pictures: tuple[Picture, ...] = ()
    issues: tuple[Issue, ...] = ()


class _Scope(Struct):
    """How one sense is rendered: ids get ``prefix`` and are unique, headings go down by ``shift`` levels.

    Beside that, what is found in its definition and its body.
    """

    prefix: str
    shift: int
    ids: dict[str, int] = field(default_factory=dict)
    references: list[Reference] = field(default_factory=list)
    links: list[LocalLink] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)

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


def _show_formula(formula: Formula, issues: list[Issue], line: int) -> str:
    try:
        return render_formula(formula.latex, display=formula.display)
    except FormulaError as error:
        message = f"a formula cannot be shown, so its code is shown: {' '.join(formula.latex.split())[:80]}"
        issues.append(Issue("formula-unreadable", Severity.WARNING, message, str(error), line=line))
        return f'<code class="formula">{escape(formula.latex.strip(), quote=False)}</code>'


def heading_words(text: str) -> str:
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
            text = tokens[position + 1]
            words = heading_words(text.meta.get("id") or HOLE.sub("", text_of(text)))
            token.attrSet("id", scope.new_id(words or "section"))
        if token.type == "paragraph_open":
            _make_figure(*tokens[position : position + 3])
        for child in token.children or ():
            if child.type == "link_open" and "://" in str(child.attrGet("href")):
                child.attrSet("rel", "noopener")


def _lone_picture(inline: Token) -> Token | None:
    """The picture that a paragraph consists of, perhaps within a link; None where there is more in it."""
    children = [each for each in inline.children or () if each.type not in LINK_EDGES]
    return children[0] if len(children) == 1 and children[0].type == "image" else None


def _make_figure(start: Token, inline: Token, end: Token) -> None:
    """Make a figure of a paragraph, from its three tokens, if it is a picture with a title: that is its caption."""
    picture = _lone_picture(inline)
    if picture is None or not picture.attrs.get("title"):
        return
    for edge in (start, end):
        edge.tag, edge.hidden = "figure", False
    text = Token("text", "", 0, content=str(picture.attrs.pop("title")))
    edges = Token("caption_open", "figcaption", 1), Token("caption_close", "figcaption", -1)
    inline.children = [*(inline.children or ()), edges[0], text, edges[1]]


def _collect_links(inline: Token, line: int, scope: _Scope) -> None:
    """Number the pictures and the links to other entries in the order of the text; note what is wrong with the others.

    A link to a heading gets the id of that; one that leads to nothing becomes its text. ``line`` is that of the text in
    the author's file, 0 where it has none.
    """
    opened: Token | None = None
    for child in inline.children or ():
        line += bool(line) and child.type in ("softbreak", "hardbreak")
        if child.type == "image":
            child.meta["number"] = len(scope.pictures)
            scope.pictures.append(_parse_picture(child, line, is_linked=opened is not None))
            if not scope.pictures[-1].description:
                scope.issues.append(undescribed_picture(scope.pictures[-1]))
        elif child.type == "text" and "](" in child.content:
            scope.issues += (spaced_address(each[1], line) for each in _SPACED.finditer(child.content))
        elif child.type == "link_open":
            opened = child
            _mark_link(child, line, scope)
        elif child.type == "link_close" and opened:
            if "mark" in opened.meta:
                child.meta["mark"] = MARK_END if opened.meta["mark"] else ""
            opened = None


def _parse_picture(token: Token, line: int, *, is_linked: bool) -> Picture:
    address, title = (str(token.attrs.get(name) or "") for name in ("src", "title"))
    return Picture(address, " ".join(text_of(token).split()), title, line, is_linked)


def _mark_link(link: Token, line: int, scope: _Scope) -> None:
    """Note what a link is shown as, and what is wrong with it; a link to another host stays as it is."""
    address = str(link.attrGet("href") or "")
    if address.startswith("#"):
        if heading := scope.find_id(heading_words(unquote(address))):
            link.attrSet("href", f"#{heading}")
        else:
            dead = dead_link(LocalLink(address, line), "write the name of a heading of the same text")
            scope.issues.append(dead)
            link.meta["mark"] = ""
    elif is_from_root(address) and not id_from_root(address):
        scope.issues.append(unchecked_link(LocalLink(address, line)))
    elif is_local(address) or is_from_root(address):
        link.meta["mark"] = f"{LINK_OPEN}{len(scope.links)}{LINK_CLOSE}"
        scope.links.append(LocalLink(address, line))


def _collect_references(inline: Token, line: int, scope: _Scope) -> None:
    """Number the references of a text in its order; ``line`` is its line in the author's file, 0 where it has none."""
    for child in inline.children or ():
        if child.type == "reference":
            child.meta["number"] = len(scope.references)
            scope.references.append(replace(child.meta["reference"], line=line and line + child.meta["down"]))


def _keep_attributes_plain(tokens: Sequence[Token], markdown: str, formulas: Sequence[Formula]) -> None:
    """Put formulas in a link's title or address, and in the description of a picture, back as they were written.

    An attribute holds text, no elements.
    """

    def source(match: re.Match[str]) -> str:
        number = int(match[1])
        return markdown[formulas[number].start : formulas[number].end] if number < len(formulas) else ""

    children = (child for token in tokens for child in token.children or ())
    for each in chain(tokens, children):
        if each.type == "image":
            for inner in each.children or ():
                inner.content = HOLE.sub(source, inner.content)
        for name, value in each.attrs.items() if each.attrs else ():
            if isinstance(value, str):
                value = _ENCODED_HOLE.sub(lambda match: quote(source(match), safe="$/?&=+,;:@!()*'"), value)
                each.attrs[name] = without_marks(HOLE.sub(source, value))


class _Lines:
    """Lines of the author's file, by lines of the text with its formulas hidden and by offsets in the text itself.

    A hidden formula holds no line end. Without a ``first_line`` every line is 0.
    """

    def __init__(self, markdown: str, formulas: Sequence[Formula], first_line: int) -> None:
        self._markdown, self._first = markdown, first_line
        self._removed = [0, *accumulate(markdown.count("\n", each.start, each.end) for each in formulas)]
        edges = (0, *(formula.end for formula in formulas))
        between = (markdown.count("\n", end, formula.start) for end, formula in zip(edges, formulas, strict=False))
        self._formulas = list(accumulate(between))

    def of(self, hidden_line: int) -> int:
        """The line in the author's file of a line (from 0) of the hidden text."""
        line = self._first + hidden_line + self._removed[bisect_left(self._formulas, hidden_line)]
        return line if self._first else 0

    def at(self, offset: int) -> int:
        """The line in the author's file of an offset in the author's text."""
        return self._first + self._markdown.count("\n", 0, offset) if self._first else 0


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


def _highlight(tokens: Sequence[Token], lines: _Lines) -> Iterator[Issue]:
    """Colour the code of each fence, and note an issue for each for which there is no time."""
    fences = [token for token in tokens if token.type == "fence"]
    blocks = [Block(fence.content, "".join(fence.info.split(maxsplit=1)[:1])) for fence in fences]
    for fence, block, code in zip(fences, blocks, highlight_code(blocks), strict=True):
        fence.meta["html"] = code.html
        if code.is_slow:
            message = f"the code in '{block.language}' cannot be coloured in time, so it is plain"
            line = lines.of(fence.map[0]) if fence.map else 0
            yield Issue("code-slow", Severity.WARNING, message, "shorten it, or leave out its language", line=line)


def _lone_marks(markdown: str, formulas: Sequence[Formula]) -> Iterator[re.Match[str]]:
    """Lines of nothing but ``$$`` that delimit no formula and are not in code."""
    marks = list(_LONE_MARK.finditer(markdown)) if "$$" in markdown else []
    if marks:
        spans = sorted([*((formula.start, formula.end) for formula in formulas), *find_code(markdown)])
        starts = [start for start, _ in spans]
        for mark in marks:
            place = bisect_right(starts, mark.end() - 1) - 1
            if place < 0 or spans[place][1] < mark.end():
                yield mark


def _plain_text(tokens: Sequence[Token]) -> str:
    lines = (text_of(token) if token.type == "inline" else token.content for token in tokens if token.content)
    return " ".join(HOLE.sub(" ", " ".join(lines)).split())


class _Source:
    """A text on its way to HTML: its tokens, and the lines of what is found in it."""

    def __init__(self, markdown: str, scope: _Scope, env: dict[str, Any] | None, first_line: int = 0) -> None:
        """``env`` is filled with what the blocks share; None for a text on one line, without blocks."""
        self._scope, self._env = scope, env or {}
        formulas = find_formulas(markdown)
        hidden = hide_formulas(markdown, formulas)
        self.tokens = [parse_inline(hidden)] if env is None else parse_blocks(hidden, self._env)
        self._formulas = with_bars(formulas, self.tokens) if formulas else formulas
        self._lines = _Lines(markdown, formulas, first_line)
        _keep_attributes_plain(self.tokens, markdown, formulas)
        if env is not None:
            _prepare(self.tokens, scope)
            scope.issues += _unclosed(self.tokens, self._formulas, markdown, self._lines)
            scope.issues += _highlight(self.tokens, self._lines)
        for token in self.tokens:
            line = self._lines.of(token.map[0] if token.map else 0)
            _collect_references(token, line, scope)
            _collect_links(token, line, scope)

    def render(self, tokens: Sequence[Token]) -> str:
        """The HTML of some of the tokens."""

        def show(formula: Formula) -> str:
            return _show_formula(formula, self._scope.issues, self._lines.at(formula.start))

        html = _HOLE_PARAGRAPH.sub(r'<div class="formula">\1</div>', render_tokens(tokens, self._env))
        return fill_formulas(html, self._formulas, show)

    def opens_with(self, definition: Definition) -> bool:
        """Whether its first block is a paragraph that begins with a definition."""
        if [token.type for token in self.tokens[:3]] != ["paragraph_open", "inline", "paragraph_close"]:
            return False
        if self.tokens[0].tag == "figure":
            return False
        inline = self.tokens[1]
        return _may_hold(inline.content, definition) and _begins(
            show_inline(inline.children or (), self._formulas), definition
        )


def _words(text: str) -> str:
    """The words of a text between spaces, without those in which "Sieve: a drum" and "A sieve is a drum" differ."""
    return " ".join(("", *(word for word in _WORD.findall(text.casefold()) if word not in _LINKING), ""))


def _may_hold(markdown: str, definition: Definition) -> bool:
    """Whether the first words of a definition are in a text; few texts have them that do not hold all of it."""
    source = (markdown if definition.is_taken else markdown[:_OPENING]).casefold()
    first = _words(definition.source[:_FIRST]).split()
    # The last one may be cut; characters beyond ASCII may be written in other ways.
    return bool(definition) and all(word in source for word in first[:-1] if word.isascii())


def _begins(shown: str, definition: Definition) -> bool:
    """Whether a text, as readers see it, begins with a definition; one that was taken from it may be further down."""
    wanted, words = _words(definition.text), _words(shown)
    return bool(wanted.strip()) and (words.startswith(wanted) if not definition.is_taken else wanted in words)


def opens_with(body: str, definition: Definition) -> bool:
    """Whether a body in Markdown begins with a definition; one that was taken from it may be further down."""
    if not _may_hold(body, definition):
        return False
    if definition.is_taken:
        return _begins(parse_opening(body).text, definition)
    # Nearly always it is in the first paragraph; else it ends well before twice its length.
    openings = (parse_opening(body, *limits) for limits in ((1, 1), (2 * len(definition.text),)))
    return any(_begins(opening.text, definition) for opening in openings)


def _too_long(markdown: str, definition: Definition, first_line: int) -> Body:
    """A body beyond the limit, as paragraphs of plain text."""
    paragraphs = (" ".join(part.split()) for part in markdown.split("\n\n"))
    html = "\n".join(f"<p>{escape(part, quote=False)}</p>" for part in paragraphs if part)
    message = f"the text has {len(markdown):,} characters, so it is shown as plain text: the limit is {MAX_BODY:,}"
    issue = Issue("body-too-long", Severity.WARNING, message, "make several entries or senses of it", line=first_line)
    lead = f"<p>{definition.html}</p>" if definition and not definition.is_taken else ""
    return Body(lead, html, " ".join(markdown.split()), issues=(issue,))


def _definition_html(definition: Definition, scope: _Scope) -> str:
    """A written definition with its links."""
    if definition.markdown == definition.text and "://" not in definition.text:
        return definition.html
    written = _Source(without_marks(definition.markdown), scope, None)
    return written.render(written.tokens)


def render_body(
    markdown: str, definition: Definition = NO_DEFINITION, *, prefix: str = "s", shift: int = 0, first_line: int = 1
) -> Body:
    """Render one sense's Markdown.

    ``prefix`` starts every id in it; ``shift`` lowers its headings (0: they start at h2); ``first_line`` is the line of
    its file that the text starts on, 0 where it is not known. What is found in a definition has no line. Issues, all
    warnings: ``unclosed-fence``, ``unclosed-formula``, ``formula-unreadable``, ``code-slow``, ``body-too-long``,
    ``link-dead``, ``picture-text``, ``address-spaces``, and a note: ``link-unchecked``.
    """
    markdown = without_marks(markdown)
    if len(markdown) > MAX_BODY:
        return _too_long(markdown, definition, first_line)
    scope = _Scope(prefix, shift)
    body = _Source(markdown, scope, {"docId": prefix}, first_line)
    split, lead = 0, ""
    if body.opens_with(definition):
        split = 3
        lead = body.render(body.tokens[:split])
    elif definition and not definition.is_taken:
        lead = f"<p>{_definition_html(definition, scope)}</p>"
    html = body.render(body.tokens[split:])
    found = (tuple(scope.references), tuple(scope.links), tuple(scope.pictures), tuple(scope.issues))
    return Body(lead, html, _plain_text(body.tokens), *found)


def render_text(markdown: str) -> str:
    """The HTML of a text that belongs to no entry: references and local links are shown, and lead nowhere."""
    shown = replace_references(remove_comments(markdown)[0], lambda each: each.text)
    body = render_body(shown, prefix="i")
    html = _PICTURE_MARK.sub(lambda mark: format_description(body.pictures[int(mark[1])]), body.html)
    return _LINK_MARKS.sub("", html)
