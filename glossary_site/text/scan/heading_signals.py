"""The evidence for and against a heading: tables of named signals, each with its points."""

import re
from collections.abc import Callable, Iterable
from enum import Enum

from glossary_site.text.scan.heading_leads import Match, opens_with_bold, reads_as_lead
from glossary_site.text.words import is_function_word, word_set
from glossary_site.values import Frozen


class Enclosure(Enum):
    """Whether a line is inside a code fence."""

    OUTSIDE = "outside"
    LEFT_OPEN = "after one that is opened above and never closed: text was lost"
    INSIDE = "in one that is opened above and closed below"


class Order(Enum):
    """Whether a line keeps the alphabetical order of the headings around it."""

    UNKNOWN = "too few headings are around, or they are in no order"
    KEPT = "sorts between its neighbours"
    KEPT_CLOSELY = "sorts between neighbours with the same first letter"
    BROKEN = "sorts elsewhere"


class Candidate(Frozen):
    """A line that could be a heading, with all facts that the signals need."""

    text: str
    keywords: tuple[str, ...]
    words: tuple[str, ...]
    above: str
    below: str
    is_apart: bool
    """Blank lines, or the ends of the text, are above and below, and blank lines separate headings from bodies."""
    lead: Match = Match.NONE
    """How well the line below matches the keywords."""
    is_list_below: bool = False
    """The line below is itself written like a heading."""
    fence: Enclosure = Enclosure.OUTSIDE
    order: Order = Order.UNKNOWN
    is_category_shared: bool = False
    """Other headings end with the same keyword."""


class Signal(Frozen):
    """One piece of evidence, and its points for a heading, or against it (below 0)."""

    name: str
    points: int
    holds: Callable[[Candidate], bool]


def score(signals: Iterable[Signal], line: Candidate) -> int:
    """The sum of the points of all signals that hold for ``line``."""
    return sum(signal.points for signal in signals if signal.holds(line))


_MARKUP_START = re.compile(r"[#>|\\\[({<←→↑↓]|[-*•–—+]\s|\d{1,3}[.)]\s")
_MARKUP_WITHIN = re.compile(r"\*\*|```|\$\$|\\|\s\||\|\s|://|\t")
_CODE = re.compile(r"[=;{}\[\]<>\"]|\w\(|->|::|\s--?\w")
_FORMULA = re.compile(r"[\^$∂∑∫√≈≤≥∈∇]|\w_\w?(?:\W|$)")
_EXPLAINS = re.compile(r"\s[-–—→←↔⇒]\s|:\s")
_UNFINISHED_END = re.compile(r"[.:;!,=(\[]$")
_CLOSED_END = re.compile(r"[.!?…)\"”*|`$]$")
_MIDDLE = re.compile(r"[a-z{}\[\]()=+,;.&^_]")
_JOINED = re.compile(r"(?:and|or|but|then|which|where|while|so|with|as|if) (?!(?:do|does|did|can|is|are) )")
_CUT_END = re.compile(r"\b(?:a|an|the|and|or|of|in|to|for|with|by|that|is|are)$", re.IGNORECASE)
_PARAGRAPH = 160  # characters: a line of more is probably a paragraph, no code and no part of a sentence
_ASKING = word_set("who what when where why which how do does did can could is are am will would should may i we tell")
_CLAUSE = word_set(
    "is are was were has have been be the this these those that which where while because if its their they"
)


def is_markup(text: str) -> bool:
    """Whether a stripped line begins with or holds marks of Markdown, of a table, of a formula or of a link."""
    return _MARKUP_START.match(text) is not None or _MARKUP_WITHIN.search(text) is not None


def _has(pattern: re.Pattern[str]) -> Callable[[Candidate], bool]:
    return lambda line: pattern.search(line.text) is not None


def _asks(phrase: str) -> bool:
    first, space, _ = phrase.partition(" ")
    return bool(space) and first.lower() in _ASKING


def _clause_words(line: Candidate) -> int:
    return 0 if any(map(_asks, line.keywords)) else sum(word.lower() in _CLAUSE for word in line.words)


def _is_plain(word: str) -> bool:
    """Whether a word is in lower case, or a name with capitals inside or throughout: ``tin``, ``pH``, ``GPS``."""
    return not word[0].isupper() or (len(word) > 1 and not word[1:].islower())


def _is_titled(line: Candidate) -> bool:
    words = [word for word in line.words if not is_function_word(word)]
    return sum(not _is_plain(word) for word in words) * 2 > len(words)


def _is_continued(line: Candidate) -> bool:
    """Whether the line above is an unfinished sentence."""
    return line.above.count(" ") >= 5 and not _CLOSED_END.search(line.above) and not is_markup(line.above)


def _is_fragment_below(line: Candidate) -> bool:
    """Whether the line below is short and neither starts a sentence nor names the key nor is a heading."""
    is_unrelated = line.lead < Match.SHARES_KEY and not line.is_list_below
    return is_unrelated and len(line.below) < _PARAGRAPH and _MIDDLE.match(line.below) is not None


def _is_prose_below(line: Candidate) -> bool:
    """Whether the line below is a bold name or a paragraph, which code does not have."""
    return opens_with_bold(line.below) or (len(line.below) >= _PARAGRAPH and reads_as_lead(line.below))


SHAPE: tuple[Signal, ...] = (
    Signal("keyword-list", 3, lambda line: len(line.keywords) > 1),
    Signal("single-phrase", -1, lambda line: len(line.keywords) == 1 and not _asks(line.text)),
    Signal("lower-case", 1, lambda line: all(map(_is_plain, line.words))),
    Signal("titled", -3, _is_titled),
    Signal("sentence-start", -2, lambda line: not _is_plain(line.words[0]) and all(map(_is_plain, line.words[1:]))),
    Signal("question", 2, lambda line: len(line.keywords) == 1 and line.text[0].islower() and _asks(line.text)),
    Signal("sentence-end", -4, _has(_UNFINISHED_END)),
    Signal("cut-end", -4, _has(_CUT_END)),
    Signal("joined-list", -3, lambda line: any(map(_JOINED.match, line.keywords))),
    Signal("clause-word", -1, lambda line: _clause_words(line) == 1),
    Signal("clause", -3, lambda line: _clause_words(line) > 1),
    Signal("code-marks", -4, _has(_CODE)),
    Signal("formula-marks", -4, _has(_FORMULA)),
    Signal("explains", -3, _has(_EXPLAINS)),
    Signal("empty-keyword", -3, lambda line: not all(line.keywords)),
    Signal(
        "symbols",
        -3,
        lambda line: sum(len(word) < 2 or not any(map(str.isalpha, word)) for word in line.words) * 2 > len(line.words),
    ),
)
"""Evidence from the line itself."""

NEIGHBOURS: tuple[Signal, ...] = (
    Signal("lead-names-key", 4, lambda line: line.lead is Match.NAMES_KEY),
    Signal("lead-shares-key", 3, lambda line: line.lead is Match.SHARES_KEY),
    Signal("lead-shares-word", 1, lambda line: line.lead is Match.SHARES_WORD),
    Signal("bold-name", 1, lambda line: line.lead >= Match.SHARES_KEY and opens_with_bold(line.below)),
    Signal("fragment-below", -4, _is_fragment_below),
    Signal("closed-above", 1, lambda line: bool(_CLOSED_END.search(line.above))),
    Signal("text-start", 4, lambda line: not line.above),
    Signal("announced", -5, lambda line: line.above.endswith(":")),
    Signal("in-a-list", -3, lambda line: line.above.endswith(",")),
    Signal("continued", -3, _is_continued),
    Signal("cut-above", -2, lambda line: _is_continued(line) and _CUT_END.search(line.above) is not None),
    Signal("apart", 3, lambda line: line.is_apart),
)
"""Evidence from the lines above and below."""

SURROUNDINGS: tuple[Signal, ...] = (
    Signal("in-fence", -2, lambda line: line.fence is Enclosure.INSIDE),
    Signal("in-code", -3, lambda line: line.fence is Enclosure.INSIDE and not _is_prose_below(line)),
    Signal("after-open-fence", -2, lambda line: line.fence is Enclosure.LEFT_OPEN and not _is_prose_below(line)),
    Signal("in-order", 2, lambda line: line.order is Order.KEPT),
    Signal("in-close-order", 4, lambda line: line.order is Order.KEPT_CLOSELY),
    Signal("out-of-order", -4, lambda line: line.order is Order.BROKEN),
    Signal("shared-category", 2, lambda line: line.is_category_shared),
)
"""Evidence from the certain headings around the line."""
