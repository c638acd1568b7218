"""The opening of an entry's body as plain text, with the positions of its bold runs and of the ends of its blocks."""

import re
from dataclasses import dataclass
from functools import lru_cache

# In characters. A definition is near the start; reading no further bounds every search below.
WINDOW = 8000
# Character ranges of the arrows, dingbats and pictures that decorate the start of a line.
SYMBOLS = "\u2190-\u21ff\u2300-\u23ff\u25a0-\u27bf\u2b00-\u2bff\ufe0f\U0001f000-\U0001faff"

_LINK = re.compile(r"(?<![\w`])!?\[([^\[\]\n]{1,300})\]\([^()\s]{0,300}(?: [^()\n]{0,100})?\)")
_FOOTNOTE = re.compile(r"\[\^[^\[\]\s]{1,40}\]")
_AUTOLINK = re.compile(r"<((?:https?://|mailto:)[^<>\s]{1,300})>")
_TAG = re.compile(r"</?(?:b|i|u|em|strong|sub|sup|code|span|small|mark)>|<br ?/?>", re.IGNORECASE)
_BLOCK_START = re.compile(r"#{1,6} ?\S|[-*+•] |\d{1,2}[.)] |\||```|~~~|\*\*|>|\$\$|—")
_HEADING = re.compile(r"#{1,6}(?:\s+|(?=\*\*))")
_LIST_STAR = re.compile(r"[*+] ")
_QUOTE = re.compile(r"(?:> ?)+")
_SPECIAL = re.compile(r"\\[\\`*_{}\[\]()#+.!|$~<>-]|`+|~~~+|\*+|_+|\$+|[ \t]*\n\s*|\s{2,}|[^\S ]")
_MONEY = re.compile(r"\d[\d,.]*(?:[KMBkmb]|\s|$|[-–])")
_LATEX_WRAPPER = re.compile(r"\\(?:mathbb|mathcal|mathbf|mathrm|mathit|text|operatorname|left|right|displaystyle)\b")


@dataclass(frozen=True, slots=True)
class Plain:
    """Plain text in one line; ``bold`` and ``solid`` (code, formulas) are sorted (start, end) spans of ``text``.

    ``breaks`` are the indexes at which a block ended. ``is_flat``: the text may have lost line ends, and breaks with
    them. ``asides``: spans of blocks such as notes and warnings.
    """

    text: str
    bold: tuple[tuple[int, int], ...]
    solid: tuple[tuple[int, int], ...]
    breaks: frozenset[int]
    is_flat: bool = False
    asides: tuple[tuple[int, int], ...] = ()


def plain_opening(body: str) -> Plain:
    """The first ``WINDOW`` characters of ``body`` without Markdown and code fences, in single spaces."""
    return _parse_window(body.lstrip()[:WINDOW])


# The opening of an entry is read for its names, for letter case and for its definition, one soon after the other.
@lru_cache(maxsize=256)
def _parse_window(source: str) -> Plain:
    return _Parser(_simplified(source)).parse()


def _simplified(text: str) -> str:
    for pattern, replacement in ((_LINK, r"\1"), (_FOOTNOTE, ""), (_AUTOLINK, r"\1")):
        text = pattern.sub(replacement, text)
    return _TAG.sub(lambda tag: " " if tag[0][1:3].lower() == "br" else "", text)


class _Parser:
    """One pass over the opening of a body; no search leaves it."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.out: list[str] = []
        self.length = 0
        self.bold: list[tuple[int, int]] = []
        self.solid: list[tuple[int, int]] = []
        self.breaks: set[int] = set()
        self.bold_start = -1
        self.heading_start = -1
        self.closers: set[int] = set()

    def parse(self) -> Plain:
        position = self.start_line(0)
        while position < len(self.source):
            special = _SPECIAL.search(self.source, position)
            if special is None:
                self.put(self.source[position:])
                break
            chunk = self.source[position : special.start()]
            self.put(chunk[1:] if chunk.startswith(" ") and self.out and self.out[-1].endswith(" ") else chunk)
            position = self.mark(special[0], special.start())
        self.close_bold()
        self.close_heading()
        return Plain("".join(self.out), tuple(self.bold), tuple(self.solid), frozenset(self.breaks), is_flat=True)

    def put(self, text: str) -> None:
        if text:
            self.out.append(text)
            self.length += len(text)

    def space(self) -> None:
        if self.out and not self.out[-1].endswith(" "):
            self.put(" ")

    def block_ends(self) -> None:
        self.close_heading()
        self.space()
        self.breaks.add(self.length)

    def close_bold(self) -> None:
        if 0 <= self.bold_start < self.length:
            self.bold.append((self.bold_start, self.length))
        self.bold_start = -1

    def close_heading(self) -> None:
        if 0 <= self.heading_start < self.length and not (self.bold and self.bold[-1][1] > self.heading_start):
            self.bold.append((self.heading_start, self.length))
        self.heading_start = -1

    def mark(self, mark: str, start: int) -> int:
        """Read the special mark at ``start``; gives back where to read on."""
        end = start + len(mark)
        first = mark[0]
        if first.isspace():
            return self.whitespace(mark, start, end)
        if first == "\\":
            self.put(mark[1])
        elif first in "`~":
            return self.code(mark, start, end)
        elif first == "$":
            return self.formula(mark, start, end)
        elif first == "*":
            self.stars(mark, start, end)
        else:
            self.underscores(mark, start, end)
        return end

    def whitespace(self, mark: str, start: int, end: int) -> int:
        if "\n" not in mark:
            self.space()
            return end
        line = self.source[self.source.rfind("\n", 0, start) + 1 : start]
        is_title = line.startswith("**") and line.rstrip(": ").endswith("**") and line.count("**") == 2
        if mark.count("\n") > 1 or is_title or _BLOCK_START.match(self.source, end) or self.heading_start >= 0:
            self.close_bold()
            self.block_ends()
        else:
            self.space()
        return self.start_line(end)

    def start_line(self, position: int) -> int:
        """Drop the marks of headings and quotations, and table rows; ``*`` as a bullet becomes ``•``."""
        source = self.source
        if quote := _QUOTE.match(source, position):
            position = quote.end()
        if source.startswith("|", position) and (stop := source.find("\n", position)) >= 0:
            self.block_ends()
            return stop
        if heading := _HEADING.match(source, position):
            # Without a line end after it, the end of the heading cannot be found.
            if source.find("\n", heading.end()) >= 0:
                self.heading_start = self.length
            return heading.end()
        if _LIST_STAR.match(source, position):
            self.put("• ")
            return position + 2
        return position

    def code(self, mark: str, start: int, end: int) -> int:
        if mark == "~~" or (mark[0] == "~" and len(mark) < 3):
            return end
        close = self.source.find(mark, end)
        if len(mark) >= 3:
            self.block_ends()
            return len(self.source) if close < 0 else close + len(mark)
        if close < 0:
            return end
        self.put_solid(" ".join(self.source[end:close].split()))
        return close + len(mark)

    def put_solid(self, text: str) -> None:
        if text:
            self.solid.append((self.length, self.length + len(text)))
            self.put(text)

    def formula(self, mark: str, start: int, end: int) -> int:
        close = -1
        if len(mark) == 2:
            close = self.source.find("$$", end)
        elif len(mark) == 1 and not self.source[end : end + 1].isspace():
            close = self.source.find("$", end, end + 300)
            while close >= 0 and (self.source[close - 1].isspace() or self.source[close + 1 : close + 2].isdigit()):
                close = self.source.find("$", close + 1, end + 300)
            inner = self.source[end:close] if close > end else ""
            if _MONEY.match(inner) and (" " in inner or inner.endswith("-")):
                close = -1
        if close <= end:
            self.put(mark if len(mark) == 1 else "")
            return end
        self.put_solid(_formula_words(self.source[end:close]))
        return close + len(mark)

    def stars(self, mark: str, start: int, end: int) -> None:
        before = self.source[start - 1 : start]
        after = self.source[end : end + 1]
        if len(mark) == 1:
            is_apart = not before.strip() and not after.strip()
            ends_word = before.isalnum() and not after.isalnum()
            if is_apart or (ends_word and not self.in_emphasis(start)):
                self.put(mark)
        elif len(mark) in (2, 3):
            if self.bold_start >= 0:
                self.close_bold()
            elif self.source.find("**", end) >= 0:
                if not after.isspace():
                    self.bold_start = self.length
            elif before.isspace() and after.isspace():
                self.put(mark)

    def in_emphasis(self, start: int) -> bool:
        """Whether the star at ``start`` closes an earlier one; otherwise it is part of a name such as A*."""
        opening = self.source.rfind("*", max(0, start - 200), start)
        return opening >= 0 and self.source[opening - 1 : opening] != "*" and not self.source[opening + 1].isspace()

    def underscores(self, mark: str, start: int, end: int) -> None:
        before = self.source[start - 1 : start] if start else ""
        if start in self.closers:
            return
        if not before.isalnum() and self.source[end : end + 1].isalnum():
            close = self.source.find(mark, end, end + 200)
            while close >= 0 and self.source[close + len(mark) : close + len(mark) + 1].isalnum():
                close = self.source.find(mark, close + len(mark), end + 200)
            if close >= 0:
                self.closers.add(close)
                return
        self.put(mark)


def _formula_words(formula: str) -> str:
    """A formula as plain text: no delimiters, wrappers or backslashes."""
    bare = _LATEX_WRAPPER.sub("", formula).replace("\\", "")
    return " ".join(bare.split())
