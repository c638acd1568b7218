"""Parse one bare word of a formula: is it a LaTeX command without its backslash, or the rest of one?

The word is judged by LaTeX's vocabulary and by its place: a relation needs an operand on each side, an accent an
argument, and a word alone in a subscript is a label. For English words and short groups of letters, the name of a
command is not enough.
"""

import re

from glossary_site.text.latex.vocabulary import (
    COMMANDS,
    ENVIRONMENT,
    FENCES,
    GREEK,
    NAMED_OPERATORS,
    TAKES_ARGUMENT,
)
from glossary_site.text.words import word_set
from glossary_site.values import Frozen, replace


class Traces(Frozen):
    """Evidence about the damage to a formula, from all formulas of its entry and from the words around it."""

    escapes_taken: bool = False
    """Some formula lost a letter together with its backslash (``heta``)."""
    escapes_kept: bool = False
    """Some formula lost a backslash but kept such a letter (``theta``)."""
    eta_is_beta: bool = True
    """A bare ``eta`` is the rest of ``\\beta`` wherever the formula does not show which it was."""


class Place(Frozen):
    """The place of a bare word: the tokens around it ("" at the ends of the formula) and the role it could have."""

    before: str
    gap: str
    after: str
    """The token directly after the word, "" where a gap follows."""
    following: str
    """The next token, with or without a gap before it."""
    is_label: bool = False
    """The word is alone in a subscript."""
    is_power: bool = False
    """The word is alone in a superscript."""
    closes: bool = False
    """The word would close what an earlier ``langle``, ``lfloor`` … opened."""
    is_display: bool = False
    is_intact: bool = False
    """The formula has commands that kept their backslashes."""


class Reading(Frozen):
    """A bare word read as the letters ``prefix`` and then the commands ``names``.

    ``control``: the gap before the word ends with what became of a backslash and its letter. ``certain`` is False
    where the word could be read in two ways.
    """

    prefix: str
    names: tuple[str, ...]
    control: bool = False
    certain: bool = True


LONGEST_WORD = 40
# The names of closing delimiters without their first letter, an r.
CLOSERS = word_set("angle floor ceil brace vert Vert")

# Control character -> letters that it may replace; several are line feeds where a program has unified line ends.
_TAKEN_BY = {"\t": "t", "\n": "nrvf", "\r": "r", "\v": "v", "\f": "f", "\a": "a", "\b": "b"}
_ESCAPE_LETTERS = "tnbrfva"

_ACCENTS_AND_FONTS = word_set("""
    hat bar tilde vec dot ddot widehat widetilde overline underline mathbb mathbf mathcal mathfrak mathrm mathscr
    mathsf mathit boldsymbol bm
    """)
_BIG_OPERATORS = word_set("sum prod coprod int iint iiint oint bigcup bigcap bigoplus bigotimes bigvee bigwedge")
# English words, names of functions and pairs of letters: they are commands only between two operands.
_BETWEEN_OPERANDS = word_set("""
    in to ni mid nmid sim cap cup div le ge ne ll gg gets prec succ perp parallel land lor iff implies star ast circ
    bullet wedge vee wr colon asymp models vdash dashv setminus times notin top bot bmod
    """)
_BEFORE_OPERAND = word_set("pm mp neg lnot exists nexists Re Im arg Pr hom ker therefore because angle det dim")
# Commands that begin with an escape letter: where such letters were taken, the whole word is no command.
_ESCAPED_WORDS = word_set("to not ni ne top bot")
_NEVER_BARE = word_set("not square backslash Box Diamond vert Vert dagger ddagger prime triangle middle")
_AS_LABEL = GREEK | word_set("infty perp parallel ell partial nabla hbar odot oplus emptyset aleph imath jmath")
_AS_POWER = _AS_LABEL | word_set("top bot prime star ast dagger ddagger circ pm bullet times vee wedge")
_DELIMITERS = word_set("langle rangle lfloor rfloor lceil rceil lvert rvert lVert rVert lbrace rbrace vert Vert")
# No operand ends with one of the first signs, and none begins with one of the second; "" is an end of the formula.
_OPERATOR_SIGNS = frozenset(("", *"_^{([=<>+-*/,;:&"))
_ENDING_SIGNS = frozenset(("", *"})],;:=&."))

# Name without its first letter, where that is no command -> name.
_TAILS: dict[str, str] = {}
for _letter in reversed(_ESCAPE_LETTERS):
    _TAILS |= {name[1:]: name for name in COMMANDS if name[0] == _letter and name[1:] not in COMMANDS}
_STRONG_TAILS = frozenset(tail for tail in _TAILS if len(tail) > 2) - CLOSERS - word_set("eth dash cute")
# These may be letters with a meaning of their own, so that they are read as commands only with further evidence.
_DOUBTFUL_TAILS = word_set("au ho eq o ot an op ec ar ee eg ert ig rg")
# Doubtful tail and the command that follows it: together they are evidence.
_CERTAIN_PAIRS = {("o", "infty"), ("rg", "max"), ("rg", "min")}
_TAKEN = re.compile(
    r"(?<![A-Za-z\\])(?:heta|imes|abla|arphi|orall|rac(?=\{)|ext(?:bf|it|rm)?(?=\{)|ilde(?=\{)|egin(?=\{)|ight(?=[)\]|.]))"
    r"|[\t\v\f\b](?=[a-z])"
)
_KEPT = re.compile(
    r"(?<![A-Za-z\\])(?:theta|times|tau|nabla|neq|rho|beta|text(?=\{)|begin(?=\{)|right(?=[)\]|.]))(?![A-Za-z])"
)


def find_traces(formulas: str) -> tuple[bool, bool]:
    """(taken, kept) for all formulas of an entry, joined: see ``Traces.escapes_taken`` and ``escapes_kept``."""
    return bool(_TAKEN.search(formulas)), bool(_KEPT.search(formulas))


def parse_word(word: str, place: Place, traces: Traces) -> Reading | None:
    """The commands that ``word`` was; None where it is a word, a label or a row of letters."""
    reading = _after_control(word, place)
    if reading or (len(word) == 1 and word != "o") or len(word) > LONGEST_WORD:
        return reading
    if word == "eta":
        is_kept = traces.escapes_kept and not traces.escapes_taken and not place.is_intact
        return Reading("", ("eta" if is_kept else _meant("eta", traces),), certain=is_kept)
    if place.closes and word in CLOSERS:
        return Reading("", ("r" + word,), control=place.gap != "")
    if word in COMMANDS:
        return None if place.is_intact else _parse_name(word, place, traces)
    if word in _STRONG_TAILS:
        return _parse_tail(word, place, traces)
    return _parse_glued(word, place, traces) or _parse_tail(word, place, traces)


def _parse_name(word: str, place: Place, traces: Traces) -> Reading | None:
    """The reading of a command's whole name, in a formula that lost all its backslashes."""
    if not _fits(word, place):
        return None
    if word not in _ESCAPED_WORDS:
        return Reading("", (word,))
    is_range = place.before.isdigit() and place.following.isdigit()
    return None if traces.escapes_taken or is_range else Reading("", (word,), certain=traces.escapes_kept)


def _meant(unit: str, traces: Traces) -> str:
    return "beta" if unit == "eta" and traces.eta_is_beta else unit


def _after_control(word: str, place: Place) -> Reading | None:
    """The reading of a word after a control character, which shows the letter that was lost with the backslash."""
    character = place.gap[-1:]
    if character == "\n" and place.is_display and len(word) < 2:
        return None
    is_whole = word in COMMANDS
    for letter in _TAKEN_BY.get(character, ""):
        name = letter + word
        if name in COMMANDS and name not in _NEVER_BARE:
            if (is_whole and character in "\n\t") or (name in TAKES_ARGUMENT and place.after != "{"):
                continue
            certain = len(word) > 1 or character != "\n" or word == "u"
            return Reading("", (name,), control=True, certain=certain)
        units = _split_names(name) if len(word) > 4 and not is_whole else None
        if units and len(units) > 1 and max(map(len, units)) > 3:
            return Reading("", units, control=True, certain="eta" not in units)
    return None


def _parse_tail(word: str, place: Place, traces: Traces) -> Reading | None:
    """The reading of a word that lost its first letter, where the gap does not show which letter."""
    name = _TAILS.get(word)
    if name is None or not _fits(name, place):
        return None
    takes_gap = place.gap[-1:].isspace()
    if word in _STRONG_TAILS or (name in TAKES_ARGUMENT and place.after == "{"):
        return Reading("", (name,), control=takes_gap)
    # Nobody writes a space after an opening sign: this one was a control character.
    is_traced = traces.escapes_taken or (takes_gap and place.before in ("_", "^", "{", "("))
    is_traced = is_traced or (word, place.following.removeprefix("\\")) in _CERTAIN_PAIRS
    is_letters = word not in _DOUBTFUL_TAILS or place.before.isdigit() or traces.escapes_kept
    if is_letters or (word == "o" and not (place.gap and place.after == "")) or (place.is_intact and not is_traced):
        return None
    return Reading("", (name,), control=takes_gap, certain=is_traced and word not in ("an", "op"))


def _parse_glued(word: str, place: Place, traces: Traces) -> Reading | None:
    """The reading of letters and names written without a space, such as ``dalpha`` or ``leqepsilon``."""
    # A script without braces is one letter or command; the rest of the word is not in it.
    beside_script = place.before in ("_", "^")
    if place.is_label and not beside_script:
        return None
    for length in range(3):
        prefix, rest = word[:length], word[length:]
        units = _split_names(rest)
        if units is None or (length == 0 and len(units) == 1):
            continue
        begins_with_tail = not rest.startswith(units[0])
        last = replace(place, before=prefix or "x", is_label=False, is_power=place.is_power and not beside_script)
        is_likely = _is_script_and_more(units) if beside_script else _is_likely(prefix, units, place)
        if is_likely and _fits(units[-1], last):
            names = tuple(_meant(unit, traces) for unit in units)
            control = length == 0 and begins_with_tail and place.gap[-1:].isspace()
            return Reading(prefix, names, control=control, certain="eta" not in units)
    return None


def _is_likely(prefix: str, units: tuple[str, ...], place: Place) -> bool:
    """Whether letters and names so joined are no word or identifier: more letters need a longer name after them."""
    longest = max(map(len, units))
    if place.is_power:
        return prefix in ("i", "j") and units[0] in GREEK
    if longest > 4 or (longest == 4 and len(prefix) < 2):
        return True
    if prefix in ("d", "i"):
        return units[0] in GREEK or (units[-1] in _ACCENTS_AND_FONTS and place.after == "{")
    return not prefix and set(units) <= GREEK | NAMED_OPERATORS and units[-1] in GREEK


def _is_script_and_more(units: tuple[str, ...]) -> bool:
    """Whether commands follow the letter of a script, as in ``x_ialpha``, rather than the rest of a label."""
    return max(map(len, units)) > 4 or (len(units[-1]) > 3 and units[-1] in GREEK | FENCES)


def _split_names(word: str) -> tuple[str, ...] | None:
    """``word`` split into the fewest names, or None if it has other letters; a strong tail counts as its name."""
    if not 2 <= len(word) <= LONGEST_WORD:
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
            if current is None or (len(rest) + 1, "eta" in (name, *rest)) < (len(current), "eta" in current):
                best[start] = (name, *rest)
    return best[0]


def _may_precede(name: str, rest: tuple[str, ...]) -> bool:
    """Whether a command can be followed directly by the next ones."""
    if not rest:
        return True
    if name in FENCES:
        return rest[0] in _DELIMITERS
    return name not in _NEVER_BARE and (name not in TAKES_ARGUMENT or name in _ACCENTS_AND_FONTS) and name != "begin"


def _fits(name: str, place: Place) -> bool:
    """Whether a bare word can be this command at its place; English words and labels are no commands."""
    if place.is_label or place.is_power:
        return name in (_AS_LABEL if place.is_label else _AS_POWER)
    if name in GREEK or name in _DELIMITERS:
        return True
    if name in TAKES_ARGUMENT | ENVIRONMENT:
        return place.after == "{"
    if name in FENCES:
        return place.after[:1] in tuple("()[]{}|.<>/\\") or place.following in _DELIMITERS | CLOSERS
    if name in _NEVER_BARE:
        return False
    if name in _BIG_OPERATORS:
        return place.following not in ("", ")", "}", "=")
    precedes_operand = place.following[:1] not in _ENDING_SIGNS
    if name in _BETWEEN_OPERANDS:
        return precedes_operand and place.before[-1:] not in _OPERATOR_SIGNS and place.after != "("
    if name in _BEFORE_OPERAND:
        return precedes_operand and not (name in ("Re", "Im") and place.after == "")
    return not (name == "deg" and place.before.isdigit())
