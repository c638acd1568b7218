"""Give a formula its lost backslashes back.

Two things happen to LaTeX that passes through a program's string. A backslash before a letter that is no escape is
dropped: ``\\alpha`` becomes ``alpha``. One before a letter that is an escape goes with the letter: ``\\theta`` becomes
a tab and ``heta``, ``\\nabla`` a line end and ``abla``, ``\\beta`` a backspace and ``eta``; later the control character
may turn into a space or vanish. What was a command is told by LaTeX's own vocabulary, by what stands before and after
the word, and by whether the formula still has commands: then it is probably intact, and only what cannot be read
otherwise is touched.
"""

import re
from dataclasses import dataclass

from glossary_site.text.latex_words import (
    COMMANDS,
    ENVIRONMENT,
    FENCES,
    GREEK,
    NAMED_OPERATORS,
    TAKES_ARGUMENT,
    TAKES_WORDS,
    words,
)


@dataclass(frozen=True, slots=True)
class Traces:
    """What all formulas of an entry, and its words, say about the damage to each of them."""

    escapes_taken: bool = False
    """Somewhere a letter went with its backslash (``heta``)."""
    escapes_kept: bool = False
    """Somewhere such a letter is still there (``theta``)."""
    eta_is_beta: bool = True
    """What a bare ``eta`` stands for where nothing in the formula tells."""


@dataclass(frozen=True, slots=True)
class Restored:
    """A formula with its backslashes; ``certain`` is False where a word could be read in two ways."""

    latex: str
    certain: bool


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str  # "command", "escape", "word", "gap" or "sign"
    text: str


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a bare word stands: the tokens around it ("" at the formula's ends), and what role it could have."""

    before: str
    gap: str
    after: str
    following: str
    is_label: bool
    is_power: bool
    closes: bool
    """It would close what an earlier ``langle``, ``lfloor`` … opened."""
    after_big_operator: bool
    is_display: bool


@dataclass(frozen=True, slots=True)
class _Reading:
    """How a bare word reads: letters, then commands. ``control`` is True where its gap holds half of a backslash."""

    prefix: str
    names: tuple[str, ...]
    control: bool = False
    certain: bool = True


_TOKEN = re.compile(
    r"(?P<command>\\[A-Za-z]+)|(?P<escape>\\.)|(?P<word>[A-Za-z]+)|(?P<gap>[\s\x07\x08]+)|(?P<sign>.)", re.DOTALL
)
_LONGEST_WORD = 40
_KNOWN_COMMAND = re.compile(r"\\([A-Za-z]+)")
_ENTITIES = {"&lt;": "<", "&gt;": ">", "&amp;": "&"}
_ENTITY = re.compile("|".join(_ENTITIES))
_STRAY_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")

# Which letters a character could have taken. Readers that unify line ends make a line feed of several of them.
_TAKEN_BY = {"\t": "t", "\n": "nrvf", "\r": "r", "\v": "v", "\f": "f", "\a": "a", "\b": "b"}
_ESCAPE_LETTERS = "tnbrfva"

_ACCENTS_AND_FONTS = words("""
    hat bar tilde vec dot ddot widehat widetilde overline underline mathbb mathbf mathcal mathfrak mathrm mathscr
    mathsf mathit boldsymbol bm
    """)
_TWO_ARGUMENTS = words("frac dfrac tfrac cfrac binom dbinom tbinom overset underset stackrel")
_BIG_OPERATORS = words("sum prod coprod int iint iiint oint bigcup bigcap bigoplus bigotimes bigvee bigwedge")
_TAKES_LIMITS = _BIG_OPERATORS | words("lim max min sup inf limsup liminf argmax argmin")
# English words, names of functions and short letter pairs: commands only between two operands.
_BETWEEN_OPERANDS = words("""
    in to ni mid nmid sim cap cup div le ge ne ll gg gets prec succ perp parallel land lor iff implies star ast circ bullet
    wedge vee wr colon asymp models vdash dashv setminus times notin top bot
    """)
_BEFORE_OPERAND = words("pm mp neg lnot exists nexists Re Im arg Pr hom ker therefore because angle det dim")
_NEVER_BARE = words("square backslash Box Diamond vert Vert dagger ddagger prime triangle middle")
_AS_LABEL = GREEK | words("infty perp parallel ell partial nabla hbar odot oplus emptyset aleph imath jmath")
_AS_POWER = _AS_LABEL | words("top bot prime star ast dagger ddagger circ pm bullet times vee wedge")
_CLOSERS = frozenset(("angle", "floor", "ceil", "brace", "vert", "Vert"))
_DELIMITERS = words("langle rangle lfloor rfloor lceil rceil lvert rvert lVert rVert lbrace rbrace vert Vert")
_OPENING_SIGNS = frozenset("_^{([|=<>+-*/,;:&")
_OPERATOR_SIGNS = frozenset("_^{([=<>+-*/,;:&")
_ENDING_SIGNS = frozenset("})],;:=&.")

# What is left of a name that lost its first letter, where it is no command and no likely name of anything.
_TAILS: dict[str, str] = {}
for _letter in reversed(_ESCAPE_LETTERS):
    _TAILS |= {name[1:]: name for name in COMMANDS if name[0] == _letter and name[1:] not in COMMANDS and len(name) > 1}
_STRONG_TAILS = frozenset(tail for tail in _TAILS if len(tail) > 2) - _CLOSERS - {"eth", "dash", "cute"}
# These have a meaning of their own as letters, so they need a trace of the damage.
_DOUBTFUL_TAILS = frozenset(("au", "ho", "eq", "o", "ot", "an", "op", "ec", "ar", "ee", "eg", "ert", "ig"))
_MODE_TAKEN = re.compile(
    r"(?<![A-Za-z\\])(?:heta|imes|abla|arphi|orall|rac(?=\{)|ext(?:bf|it|rm)?(?=\{)|ilde(?=\{)|egin(?=\{)|ight(?=[)\]|.]))"
    r"|[\t\v\f\b](?=[a-z])"
)
_MODE_KEPT = re.compile(
    r"(?<![A-Za-z\\])(?:theta|times|tau|nabla|neq|rho|beta|text(?=\{)|begin(?=\{)|right(?=[)\]|.]))(?![A-Za-z])"
)


def find_traces(formulas: str) -> tuple[bool, bool]:
    """Whether ``formulas`` (all of an entry, joined) show letters taken with their backslash, and letters kept."""
    return bool(_MODE_TAKEN.search(formulas)), bool(_MODE_KEPT.search(formulas))


def restore_backslashes(latex: str, is_display: bool, traces: Traces) -> Restored:
    """``latex`` with lost backslashes restored; the same text where nothing is lost.

    Words inside ``\\text{…}`` and its like stay as they are. Time is linear in the length.
    """
    latex = _ENTITY.sub(lambda match: _ENTITIES[match[0]], latex)
    return _Restoration(latex, is_display, traces).run()


class _Restoration:
    """One pass over one formula: reads tokens, writes pieces."""

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
        bare = [token.text for token in self.tokens if token.kind == "word"]
        self.open_fences = {end: bare.count("l" + end) - bare.count("r" + end) for end in _CLOSERS}
        self.pieces: list[str] = []
        self.before = ""
        self.gap = ""
        self.certain = True
        self.environments = 0
        self.words_until = -1

    def run(self) -> Restored:
        ordinal = -1
        for number, token in enumerate(self.tokens):
            if token.kind != "gap":
                ordinal += 1
            if number <= self.words_until:
                self._write(token.text)
            elif token.kind == "gap":
                self._hold(token.text)
            elif token.kind == "word":
                self._word(number, ordinal)
            elif token.text == "{" or token.text == "}":
                self._brace(number)
            elif token.kind == "escape" and token.text[1].isspace() and self.environments and not self.has_row_ends:
                self._write("\\\\" + token.text[1], r"\\")
            elif token.text == "*" and self.before == "\\operatorname":
                self._write(token.text, self.before)
            else:
                self._note_command(token)
                self._write(token.text)
        self._write("")
        return Restored(_STRAY_CONTROL.sub("", "".join(self.pieces)), self.certain)

    def _match_braces(self) -> dict[int, int]:
        """The closing brace of each opening one; braces that ``left`` and ``right`` size are none."""
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

    def _hold(self, gap: str) -> None:
        self.gap += gap

    def _write(self, piece: str, before: str | None = None) -> None:
        self.pieces += (self.gap, piece)
        self.gap = ""
        self.before = piece if before is None else before

    def _note_command(self, token: _Token) -> None:
        if token.text in ("\\begin", "\\end"):
            self.environments += 1 if token.text == "\\begin" else -1

    def _brace(self, number: int) -> None:
        text = self.tokens[number].text
        if number in self.escaped:
            self._write("\\" + text)
            return
        if text == "{":
            if self.before[:1] == "\\" and self.before[1:] in TAKES_WORDS | ENVIRONMENT:
                self.words_until = self.partner.get(number, number)
            elif self._is_set(number):
                self.escaped.add(self.partner[number])
                self._write("\\{")
                return
        self._write(text)

    def _is_set(self, number: int) -> bool:
        """Whether a brace group is a set that lost its backslashes, such as ``{0, 1}``, and no argument."""
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

    def _word(self, number: int, ordinal: int) -> None:
        word = self.tokens[number].text
        reading = self._read(word, self._place(number, ordinal)) if len(word) <= _LONGEST_WORD else None
        if reading is None:
            self._write(word)
            return
        self.certain = self.certain and reading.certain
        if reading.control:
            was_space = self.gap[-1:].isspace()
            self.gap = self.gap[:-1]
            if was_space and not self.gap and self.before and self.before[-1] not in _OPENING_SIGNS:
                self.gap = " "
        for name in reading.names:
            if name in ENVIRONMENT:
                self.environments += 1 if name == "begin" else -1
            if name[0] == "r" and name[1:] in _CLOSERS:
                self.open_fences[name[1:]] -= 1
        self._write(reading.prefix + "".join("\\" + name for name in reading.names), "\\" + reading.names[-1])

    def _place(self, number: int, ordinal: int) -> _Place:
        after = self.tokens[number + 1] if number + 1 < len(self.tokens) else _Token("sign", "")
        following = self.tokens[self.solid[ordinal + 1]].text if ordinal + 1 < len(self.solid) else ""
        script = ""
        if self.before in ("_", "^"):
            script = self.before
        elif self.before == "{" and following == "}" and ordinal > 1:
            script = self.tokens[self.solid[ordinal - 2]].text
        word = self.tokens[number].text
        return _Place(
            before=self.before,
            gap=self.gap,
            after="" if after.kind == "gap" else after.text,
            following=following,
            is_label=script == "_" and after.text != "{",
            is_power=script == "^" and after.text != "{",
            closes=self.open_fences.get(word, 0) > 0,
            after_big_operator=self.before[:1] == "\\" and self.before[1:] in _TAKES_LIMITS,
            is_display=self.is_display,
        )

    def _read(self, word: str, place: _Place) -> _Reading | None:
        reading = _after_control(word, place)
        if reading or (len(word) == 1 and word != "o"):
            return reading
        if word == "eta":
            return self._read_eta()
        if place.closes and word in _CLOSERS:
            return _Reading("", ("r" + word,), control=place.gap != "")
        if self.is_intact:
            if word in TAKES_ARGUMENT and len(word) > 3 and place.after == "{":
                return _Reading("", (word,))
            return self._read_tail(word, place) if word in _STRONG_TAILS else None
        if word in COMMANDS:
            return _Reading("", (word,)) if _fits(word, place) else None
        return self._read_glued(word, place) or self._read_tail(word, place)

    def _read_eta(self) -> _Reading | None:
        kept = self.traces.escapes_kept and not self.traces.escapes_taken
        if self.is_intact:
            return _Reading("", ("beta",), certain=False) if self.traces.escapes_taken else None
        if kept:
            return _Reading("", ("eta",))
        return _Reading("", ("beta" if self.traces.eta_is_beta else "eta",), certain=False)

    def _read_tail(self, word: str, place: _Place) -> _Reading | None:
        name = _TAILS.get(word)
        if name is None or not _fits(name, place):
            return None
        takes_gap = place.gap[-1:].isspace()
        if word in _STRONG_TAILS or name in TAKES_ARGUMENT:
            return _Reading("", (name,), control=takes_gap)
        if word not in _DOUBTFUL_TAILS or place.before.isdigit() or self.traces.escapes_kept:
            return None
        if word == "o" and not (place.gap and place.after == ""):
            return None
        return _Reading("", (name,), control=takes_gap, certain=self.traces.escapes_taken and word not in ("an", "op"))

    def _read_glued(self, word: str, place: _Place) -> _Reading | None:
        """A word of letters and names written without a space, such as ``dalpha`` or ``leqepsilon``."""
        if place.is_label or place.is_power:
            return None
        for length in range(3):
            prefix, rest = word[:length], word[length:]
            units = _split_names(rest)
            if units is None or (len(prefix + rest) == len(rest) and len(units) == 1):
                continue
            longest = max(map(len, units))
            is_differential = prefix == "d" and units[0] in GREEK
            if (longest < 4 and not is_differential) or (length == 2 and longest < 5) or not _fits(units[-1], place):
                continue
            is_tail = length == 0 and not rest.startswith(units[0])
            names = tuple(self._resolve(unit) for unit in units)
            return _Reading(prefix, names, control=is_tail and place.gap[-1:].isspace(), certain="eta" not in units)
        return None

    def _resolve(self, unit: str) -> str:
        return "beta" if unit == "eta" and self.traces.eta_is_beta else unit


def _after_control(word: str, place: _Place) -> _Reading | None:
    """The reading of a word after a control character, which tells the letter that it took."""
    letters = _TAKEN_BY.get(place.gap[-1:], "")
    if place.gap[-1:] == "\n" and (place.is_display and len(word) < 2):
        return None
    for letter in letters:
        name = letter + word
        if name in COMMANDS and name not in _NEVER_BARE:
            if (word in COMMANDS and place.gap[-1] in "\n\t") or (
                name in TAKES_ARGUMENT and not _has_argument(name, place)
            ):
                continue
            certain = len(word) > 1 or place.gap[-1] != "\n" or word == "u"
            return _Reading("", (name,), control=True, certain=certain)
        units = _split_names(name) if len(word) > 4 and word not in COMMANDS else None
        if units and len(units) > 1 and max(map(len, units)) > 3:
            return _Reading("", units, control=True, certain="eta" not in units)
    return None


def _split_names(word: str) -> tuple[str, ...] | None:
    """``word`` as the fewest names one after the other, or None; a strong tail counts as the name that it was."""
    if not 2 <= len(word) <= _LONGEST_WORD:
        return None
    best: list[tuple[str, ...] | None] = [None] * len(word) + [()]
    for start in range(len(word) - 2, -1, -1):
        for end in range(start + 2, len(word) + 1):
            rest = best[end]
            part = word[start:end]
            name = part if part in COMMANDS else _TAILS[part] if part in _STRONG_TAILS else None
            if name is None or rest is None or not _may_precede(name, rest):
                continue
            current = best[start]
            if current is None or len(rest) + 1 < len(current):
                best[start] = (name, *rest)
    return best[0]


def _may_precede(name: str, rest: tuple[str, ...]) -> bool:
    """Whether a command's name can stand directly before the next name."""
    if not rest:
        return True
    if name in FENCES:
        return rest[0] in _DELIMITERS
    return name not in _NEVER_BARE and (name not in TAKES_ARGUMENT or name in _ACCENTS_AND_FONTS) and name != "begin"


def _fits(name: str, place: _Place) -> bool:
    """Whether a bare word can be this command where it stands; words of English and labels are no commands."""
    if place.is_label or place.is_power:
        return name in (_AS_LABEL if place.is_label else _AS_POWER)
    if name in GREEK or name in _DELIMITERS:
        return True
    if name in TAKES_ARGUMENT:
        return _has_argument(name, place)
    if name in FENCES:
        return place.after[:1] in tuple("()[]{}|.<>/") or place.after in _DELIMITERS or place.following in _DELIMITERS
    if name in ENVIRONMENT:
        return place.after == "{"
    if name in ("limits", "nolimits"):
        return place.after_big_operator
    if name in _NEVER_BARE:
        return False
    if name == "not":
        return place.following in ("=", "in", "subset", "equiv", "approx", "sim", "exists")
    if name in _BIG_OPERATORS:
        return place.following not in ("", ")", "}", "=")
    if name in _BETWEEN_OPERANDS:
        return _ends_operand(place.before) and _starts_operand(place.following) and place.after != "("
    if name in _BEFORE_OPERAND:
        return _starts_operand(place.following) and not (name in ("Re", "Im") and place.after == "")
    if name in NAMED_OPERATORS:
        return not (name == "deg" and place.before.isdigit())
    return True


def _has_argument(name: str, place: _Place) -> bool:
    if place.after == "{":
        return True
    if name in _TWO_ARGUMENTS or name == "sqrt":
        return place.following.isdigit() or (name == "sqrt" and place.after == "[")
    return (
        name in _ACCENTS_AND_FONTS
        and place.after == ""
        and (len(place.following) == 1 or place.following in GREEK)
        and (place.following.isalpha())
    )


def _ends_operand(text: str) -> bool:
    return bool(text) and text[-1] not in _OPERATOR_SIGNS


def _starts_operand(text: str) -> bool:
    return bool(text) and text[0] not in _ENDING_SIGNS
