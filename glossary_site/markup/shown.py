"""What readers see of Markdown, as plain text: of a text without blocks, and of the opening of a body."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import takewhile

from glossary_site.markup.comments import remove_comments
from glossary_site.markup.dialect import (
    HOLE,
    LINK_EDGES,
    Token,
    hide_formulas,
    parse_one_by_one,
    picture_text,
    without_marks,
)
from glossary_site.markup.formula_text import format_formula, format_script
from glossary_site.text.latex import Formula, find_formulas
from glossary_site.text.sentences import Plain

#: In characters. A definition is near the start: of an opening no more is parsed, but for the end of its paragraph.
_WINDOW, _MOST = 1_500, 8_000
#: In characters of what is shown: the block that reaches it is the last one.
_ENOUGH = 1_000
#: What no reader sees: soft hyphens, characters without width.
_UNSEEN = re.compile("[\u00ad\u200b\u2060\ufeff]")
_SPACES = re.compile(r"\s+")
#: A character or a line that may be more than text: without any of these, Markdown shows what is written.
_MARKED = re.compile(
    r"[\\`*_\[\]<>&$#~^|{}\u00ad\u200b\u2060\ufeff\0\r]|=="
    r"|^(?::::|\t| {4}|\s*(?:[-+•:]|\d{1,9}[.)])\s|\s*[-=]+\s*$)",
    re.MULTILINE,
)
_PARAGRAPH_END = re.compile(r"\n[ \t]*\n")
_FOOTNOTE = re.compile(r"\[\^[^\]\n]+\]")
_DEFINED_BELOW = re.compile(r"^ {0,3}(\[[^\]\n]+\]):[^\n]*", re.MULTILINE)
#: Tokens in the middle of these are shown somewhere else than in running text, if at all.
_SKIPPED = ("table", "footnote_reference", "footnote_block", "alert_title", "details")


class _Writer:
    """Writes what is shown of tokens, in single spaces, and where it is bold, solid and ends a block."""

    def __init__(self, formulas: Sequence[Formula]) -> None:
        self._formulas = formulas
        self._out: list[str] = []
        self.length = 0
        self._bold: list[tuple[int, int]] = []
        self._solid: list[tuple[int, int]] = []
        self._breaks: set[int] = set()
        self._asides: list[tuple[int, int]] = []
        self._aside = -1

    def plain(self) -> Plain:
        """All that is written."""
        text = "".join(self._out).rstrip()
        breaks = frozenset(each for each in self._breaks if each < len(text))
        self.end_aside()
        return Plain(text, tuple(self._bold), tuple(self._solid), breaks, asides=tuple(self._asides))

    def _put(self, text: str) -> None:
        text = _SPACES.sub(" ", text if text.isascii() else _UNSEEN.sub("", text))
        if text.startswith(" ") and (not self._out or self._out[-1].endswith(" ")):
            text = text[1:]
        if text:
            self._out.append(text)
            self.length += len(text)

    def _put_solid(self, text: str) -> None:
        start = self.length
        self._put(text)
        if self.length > start:
            self._solid.append((start, self.length))

    def _put_text(self, text: str) -> None:
        """Text with holes where its formulas were."""
        done = 0
        for hole in HOLE.finditer(text):
            self._put(text[done : hole.start()])
            number = int(hole[1])
            if number < len(self._formulas):
                formula = self._formulas[number]
                self._put_solid(format_formula(formula.latex, display=formula.display))
            done = hole.end()
        self._put(text[done:])

    def _end_bold(self, start: int) -> None:
        if start < self.length:
            self._bold.append((start, self.length))

    def end_block(self) -> None:
        """What follows is another block."""
        self._put(" ")
        if self.length:
            self._breaks.add(self.length)

    def start_aside(self) -> None:
        """What follows is a note or a warning beside the text."""
        self._aside = self.length

    def end_aside(self) -> None:
        """The note or warning ends here, if one has started."""
        if 0 <= self._aside < self.length:
            self._asides.append((self._aside, self.length))
        self._aside = -1

    def put_mark(self, mark: str) -> None:
        """The mark of an item of a list."""
        self._put(f"{mark} ")

    def put_title(self, children: Iterable[Token]) -> None:
        """A block that is a title: it is bold unless a part of it is."""
        start, before = self.length, len(self._bold)
        self.put_inline(children)
        if len(self._bold) == before:
            self._end_bold(start)

    def put_inline(self, children: Iterable[Token]) -> None:
        """The tokens within one block. A line of nothing but bold text is a title: a block by itself."""
        bold = -1
        line = self.length
        rest = iter(children)
        for child in rest:
            match child.type:
                case "softbreak" | "hardbreak":
                    written = "".join(self._out)[line:].rstrip(": ") if self._bold else ""
                    if self._bold and self._bold[-1] == (line, line + len(written)):
                        self.end_block()
                    self._put(" ")
                    line = self.length
                case "strong_open":
                    bold = self.length if bold < 0 else bold
                case "strong_close":
                    self._end_bold(bold)
                    bold = -1
                case "code_inline":
                    self._put_solid(child.content)
                case "reference":
                    self.put_inline(child.children or ())
                case "image":
                    self._put_text(picture_text(child))
                case "sub_open" | "sup_open":
                    inner = show_inline(_within(child, rest), self._formulas)
                    self._put(format_script(inner, raised=child.tag == "sup"))
                case "footnote_ref":
                    pass
                case _:
                    self._put_text(child.content)


def _within(opening: Token, behind: Iterator[Token]) -> Iterator[Token]:
    """The tokens behind the opening of an element up to its end."""
    return takewhile(lambda each: each.type != f"{opening.tag}_close", behind)


def show_inline(children: Iterable[Token], formulas: Sequence[Formula]) -> str:
    """What readers see of the tokens of one block."""
    writer = _Writer(formulas)
    writer.put_inline(children)
    return writer.plain().text


def parse_opening(body: str, enough: int = _ENOUGH, window: int = _WINDOW) -> Plain:
    """The opening of a body as its page shows it, without tables, blocks of code and footnotes.

    Blocks are read until it has ``enough`` characters, none of them behind the paragraph that ends the ``window``.
    Marks of list items stay, as ``•`` or the item's number. Titles are bold.
    """
    source = _opening(without_marks(remove_comments(body)[0]), window)
    if not _MARKED.search(source):
        return _join_paragraphs(_PARAGRAPH_END.split(source))
    formulas = find_formulas(source)
    writer = _Writer(formulas)
    for _ in _write_blocks(parse_one_by_one(hide_formulas(source, formulas)), writer):
        if writer.length >= enough:
            break
    return writer.plain()


def _opening(body: str, window: int) -> str:
    """The first paragraphs of a body, and what is written further below: addresses of links, and its own footnotes."""
    body = body.strip("\n")
    if len(body) <= window:
        return body
    end = _PARAGRAPH_END.search(body, window, _MOST)
    cut = end.start() if end else min(len(body), _MOST)
    opening = body[:cut]
    if "[" in opening:
        named = {*_FOOTNOTE.findall(opening)}
        below = (each for each in _DEFINED_BELOW.finditer(body, cut) if each[1][1] != "^" or each[1] in named)
        opening = "\n\n".join((opening, *dict.fromkeys(each[0] for each in below)))
    return opening


def _join_paragraphs(paragraphs: Iterable[str]) -> Plain:
    """Paragraphs without any markup."""
    shown = [" ".join(paragraph.split()) for paragraph in paragraphs]
    breaks, length = [], 0
    for paragraph in shown[:-1]:
        length += len(paragraph) + 1
        breaks.append(length)
    return Plain(" ".join(shown), (), (), frozenset(breaks))


def _write_blocks(tokens: Iterator[Token], writer: _Writer) -> Iterator[None]:
    """Write the tokens of a text, block by block."""
    title = False
    for token in tokens:
        kind, _, edge = token.type.rpartition("_")
        if edge == "open" and kind in _SKIPPED:
            _skip(tokens, kind)
            writer.end_block()
        match token.type:
            case "heading_open" | "dt_open":
                title = True
            case "alert_open":
                writer.start_aside()
            case "alert_close":
                writer.end_aside()
            case "list_item_open":
                writer.put_mark(f"{token.info}{token.markup}" if token.info else "•")
            case "inline" if title:
                writer.put_title(token.children or ())
                writer.end_block()
                title = False
                yield
            case "inline" if not _is_picture(token):
                writer.put_inline(token.children or ())
                writer.end_block()
                yield
            case "fence" | "code_block" | "hr":
                writer.end_block()


def _is_picture(paragraph: Token) -> bool:
    """Whether a block has pictures and no text of its own."""
    children = paragraph.children or ()
    with_text = (each for each in children if each.type not in ("image", "softbreak", "hardbreak", *LINK_EDGES))
    return any(each.type == "image" for each in children) and not any(each.content.strip() for each in with_text)


def _skip(tokens: Iterator[Token], kind: str) -> None:
    """Go on behind the end of a token that has just been opened."""
    depth = 1
    while depth and (token := next(tokens, None)) is not None:
        depth += (token.type == f"{kind}_open") - (token.type == f"{kind}_close")
