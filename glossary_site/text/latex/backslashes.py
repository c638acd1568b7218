"""Restore the backslashes that a formula lost.

Two things happen to LaTeX in a program's string. A backslash before a letter that is no escape is dropped: ``\\alpha``
becomes ``alpha``. A backslash before a letter that is an escape is replaced together with the letter: ``\\theta``
becomes a tab and ``heta``, ``\\nabla`` a line end and ``abla``, ``\\beta`` a backspace and ``eta``. Later the control
character may become a space or vanish. LaTeX's vocabulary and the tokens around a word decide whether it was a command.
A formula that still has commands is probably intact: there only a word that can be nothing else is changed.
"""

import re

from glossary_site.text.latex.readings import CLOSERS, Place, Reading, Traces, parse_word
from glossary_site.text.latex.vocabulary import COMMANDS, ENVIRONMENT, FENCES, TAKES_ARGUMENT, TAKES_WORDS
from glossary_site.values import Frozen


class Restored(Frozen):
    """A formula with its backslashes restored; ``certain`` is False where a word could be read in two ways."""

    latex: str
    certain: bool


class _Token(Frozen):
    kind: str  # "command", "escape", "word", "gap" or "sign"
    text: str


_TOKEN = re.compile(
    r"(?P<command>\\[A-Za-z]+)|(?P<escape>\\.)|(?P<word>[A-Za-z]+)|(?P<gap>[\s\x07\x08]+)|(?P<sign>.)", re.DOTALL
)
_ENTITIES = {"&lt;": "<", "&gt;": ">", "&amp;": "&"}
_ENTITY = re.compile("|".join(_ENTITIES))
_STRAY_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")

# After one of these no space is needed before a command.
_OPENING_SIGNS = frozenset("_^{([|")


def restore_backslashes(latex: str, is_display: bool, traces: Traces) -> Restored:
    """``latex`` with its lost backslashes; unchanged where nothing was lost. Takes time linear in the length.

    ``is_display``: the formula has lines of its own. Words inside ``\\text{…}`` and the like stay as they are.
    """
    latex = _ENTITY.sub(lambda match: _ENTITIES[match[0]], latex)
    return _Restoration(latex, is_display, traces).run()


class _Restoration:
    """One pass over one formula: its tokens in, the pieces of the restored formula out."""

    def __init__(self, latex: str, is_display: bool, traces: Traces) -> None:
        self.tokens = [_Token(match.lastgroup or "sign", match[0]) for match in _TOKEN.finditer(latex)]
        self.is_display = is_display
        self.traces = traces
        self.is_intact = any(
            (token.kind == "command" and token.text[1:] in COMMANDS) or token.text in ("\\{", "\\}")
            for token in self.tokens
        )
        self.has_row_ends = "\\\\" in latex
        self.escaped: set[int] = set()
        self.partner = self._match_braces()
        self.solid = [number for number, token in enumerate(self.tokens) if token.kind != "gap"]
        bare = [token.text.removeprefix("\\") for token in self.tokens if token.kind in ("word", "command")]
        self.open_fences = dict.fromkeys(CLOSERS, 0)
        for word in bare:
            if word.endswith(tuple(CLOSERS)):
                for end in CLOSERS:
                    self.open_fences[end] += word.endswith("l" + end) - word.endswith("r" + end)
        self.pieces: list[str] = []
        self.before = ""
        self.gap = ""
        self.certain = True
        self.environments = 0
        self.words_until = -1
        self.is_damaged = False
        self.spaces: list[int] = []

    def run(self) -> Restored:
        ordinal = -1
        for number, token in enumerate(self.tokens):
            if token.kind != "gap":
                ordinal += 1
            if number <= self.words_until:
                self._put(token.text)
            elif token.kind == "gap":
                self.gap += token.text
            elif token.kind == "word":
                self._put_reading(token.text, parse_word(token.text, self._place(number, ordinal), self.traces))
            elif token.text in ("{", "}"):
                self._brace(number)
            elif token.kind == "escape" and token.text[1].isspace() and self.environments and not self.has_row_ends:
                self._put("\\\\" + token.text[1], r"\\")
            else:
                self.environments += (token.text == "\\begin") - (token.text == "\\end")
                if self._may_be_space(number):
                    self.spaces.append(len(self.pieces) + 1)
                self._put(token.text)
        self._put("")
        if self.is_damaged and not self.is_intact:
            for piece in self.spaces:
                self.pieces[piece] = "\\" + self.pieces[piece]
        return Restored(_STRAY_CONTROL.sub("", "".join(self.pieces)), self.certain)

    def _may_be_space(self, number: int) -> bool:
        """Whether a sign could be a space without its backslash: a comma after a gap, or a semicolon after a comma."""
        follower = "".join(token.text for token in self.tokens[number + 1 : number + 3]).strip()
        sign = self.tokens[number].text
        if sign == ",":
            return bool(follower) and self.gap == " "
        if sign == "!":
            return self.before[:1] in ("\\", "}") and follower.startswith(("left", "big", "Big"))
        return sign == ";" and self.before == ","

    def _match_braces(self) -> dict[int, int]:
        """Opening brace -> its closing brace, as token numbers; braces sized by ``left`` and ``right`` do not count."""
        partner: dict[int, int] = {}
        stack: list[int] = []
        for number, token in enumerate(self.tokens):
            if token.text not in ("{", "}"):
                continue
            last = self.tokens[number - 1].text if number else ""
            if (last.lstrip("\\") in FENCES and (last[0] == "\\" or not self.is_intact)) or last == "ight":
                self.escaped.add(number)
            elif token.text == "{":
                stack.append(number)
            elif stack:
                partner[stack.pop()] = number
        return partner

    def _put(self, piece: str, before: str | None = None) -> None:
        self.pieces += (self.gap, piece)
        self.gap = ""
        self.before = piece if before is None else before

    def _brace(self, number: int) -> None:
        text = self.tokens[number].text
        if text == "{" and number not in self.escaped:
            if self.before[:1] == "\\" and self.before[1:] in TAKES_WORDS | ENVIRONMENT:
                self.words_until = self.partner.get(number, number)
            elif self._is_set(number):
                self.escaped |= {number, self.partner[number]}
        self._put("\\" + text if number in self.escaped else text)

    def _is_set(self, number: int) -> bool:
        """Whether a group in braces is a set that lost its backslashes, such as ``{0, 1}``, and no argument."""
        end = self.partner.get(number)
        if self.is_intact or end is None or self.before in ("_", "^", "}", "]"):
            return False
        if self.before[:1] == "\\" and self.before[1:] in TAKES_ARGUMENT | ENVIRONMENT:
            return False
        depth = 0
        sides = [False, False]
        comma = False
        for token in self.tokens[number + 1 : min(end, number + 400)]:
            depth += (token.text in "([{") - (token.text in ")]}")
            if depth == 0 and token.text in (",", "|", ":", "mid"):
                comma = True
            elif token.kind != "gap":
                sides[comma] = True
        return comma and all(sides)

    def _put_reading(self, text: str, reading: Reading | None) -> None:
        if reading is None:
            self._put(text)
            return
        self.is_damaged = True
        self.certain = self.certain and reading.certain
        if reading.control:
            was_space = self.gap[-1:].isspace()
            self.gap = self.gap[:-1]
            if was_space and not self.gap and self.before and self.before[-1] not in _OPENING_SIGNS:
                self.gap = " "
        for name in reading.names:
            self.environments += (name == "begin") - (name == "end")
            if name[0] == "r" and name[1:] in CLOSERS:
                self.open_fences[name[1:]] = max(0, self.open_fences[name[1:]] - 1)
        self._put(reading.prefix + "".join(map(_format_command, reading.names)), "\\" + reading.names[-1])

    def _place(self, number: int, ordinal: int) -> Place:
        after = self.tokens[number + 1] if number + 1 < len(self.tokens) else _Token("sign", "")
        following = self.tokens[self.solid[ordinal + 1]].text if ordinal + 1 < len(self.solid) else ""
        script = ""
        if self.before in ("_", "^"):
            script = self.before
        elif self.before == "{" and following == "}" and ordinal > 1:
            script = self.tokens[self.solid[ordinal - 2]].text
        word = self.tokens[number].text
        return Place(
            before=self.before,
            gap=self.gap,
            after="" if after.kind == "gap" else after.text,
            following=following,
            is_label=script == "_" and after.text != "{",
            is_power=script == "^" and after.text != "{",
            closes=self.open_fences.get(word, 0) > 0,
            is_display=self.is_display,
            is_intact=self.is_intact,
        )


def _format_command(name: str) -> str:
    """A command in LaTeX, which has ``\\arg\\min`` and ``\\arg\\max`` but no ``\\argmin`` and ``\\argmax``."""
    return f"\\arg\\{name[3:]}" if name in ("argmin", "argmax") else "\\" + name
