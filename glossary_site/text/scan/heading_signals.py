"""The evidence for and against a line being a heading, as tables of named signals with points."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import Enum

from glossary_site.text.scan.heading_leads import Match, opens_with_bold, reads_as_lead


class Enclosure(Enum):
    """Where a line stands with regard to code fences, or to display formulas."""

    OUTSIDE = "outside"
    LEFT_OPEN = "opened above and never closed: text was lost"
    INSIDE = "opened above and closed below"


class Order(Enum):
    """Whether a line keeps the order in which the headings around it were published."""

    UNKNOWN = "there are too few headings around, or they are in no order"
    KEPT = "sorts between its neighbours"
    KEPT_CLOSELY = "sorts between neighbours of its own first letter"
    BROKEN = "sorts elsewhere"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A line that could be a heading, with all that the signals ask about it."""

    text: str
    keywords: tuple[str, ...]
    words: tuple[str, ...]
    above: str
    below: str
    stands_alone: bool
    """Blank lines, or the ends of the text, above and below."""
    lead: Match = Match.NONE
    """How the line below takes up the keywords."""
    is_list_below: bool = False
    """The line below is itself written like a heading."""
    fence: Enclosure = Enclosure.OUTSIDE
    formula: Enclosure = Enclosure.OUTSIDE
    order: Order = Order.UNKNOWN
    is_category_shared: bool = False
    """Other headings end in the same keyword."""


@dataclass(frozen=True, slots=True)
class Signal:
    """One piece of evidence: points for (or, below nought, against) a heading, and why."""

    name: str
    points: int
    why: str
    holds: Callable[[Candidate], bool]


def score(signals: Iterable[Signal], line: Candidate) -> int:
    """The points of all signals that hold for ``line``, together."""
    points = 0
    for signal in signals:
        if signal.holds(line):
            points += signal.points
    return points


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_MARKUP_START = re.compile(r"[#>|\\\[({<←→↑↓]|[-*•–—+]\s|\d{1,3}[.)]\s")
_MARKUP_WITHIN = re.compile(r"\*\*|```|\$\$|\\|\s\||\|\s|://|\t")
_CODE = re.compile(r"[=;{}\[\]<>\"]|\w\(|->|::|\s--?\w")
_FORMULA = re.compile(r"[\^$∂∑∫√≈≤≥∈∇]|\w_\w?(?:\W|$)")
_EXPLAINS = re.compile(r"\s[-–—→←↔⇒]\s|:\s")
_UNFINISHED_END = re.compile(r"[.:;!,=(\[]$")
_CLOSED_END = re.compile(r"[.!?…)\"”*|`$]$")
_MIDDLE = re.compile(r"[a-z{}\[\]()=+,;.&^_]")
_DEFINES = re.compile(
    r"\*\*[^*\n]{1,200}\*\*\s*(?:[—–(-]|(?:is|are|was|were|refers?|means?|represents?|describes?|covers?)\b)"
)
_DEFINITION_ITEM = re.compile(r"[-•*]?\s?\*\*(?:definition|overview|summary)\*{0,2}:", re.IGNORECASE)
_JOINED = re.compile(r"(?:and|or|but|then|which|where|while|so|with|as|if) (?!(?:do|does|did|can|is|are) )")
_CUT_END = re.compile(r"\b(?:a|an|the|and|or|of|in|to|for|with|by|that|is|are)$", re.IGNORECASE)
_PARAGRAPH = 160  # characters, from which a line is rather a paragraph than code or a piece of a sentence
_ASKING = _words("who what when where why which how do does did can could is are am will would should may i we tell")
_CLAUSE = _words(
    "is are was were has have been be the this these those that which where while because if its their they"
)
_SMALL = _words("a an the and or of in on to for with by vs at as from")


def is_markup(text: str) -> bool:
    """Whether a stripped line is Markdown, a table row, a display formula or a link, whatever else it says."""
    return _MARKUP_START.match(text) is not None or _MARKUP_WITHIN.search(text) is not None


def _asks(phrase: str) -> bool:
    first, space, _ = phrase.partition(" ")
    return bool(space) and first.lower() in _ASKING


def _clause_words(line: Candidate) -> int:
    return 0 if any(map(_asks, line.keywords)) else sum(word.lower() in _CLAUSE for word in line.words)


def _is_plain(word: str) -> bool:
    """In lower case, or a name with capitals within or throughout: ``tin``, ``pH``, ``GPS``, ``4WD``."""
    return not word[0].isupper() or (len(word) > 1 and not word[1:].islower())


def _is_titled(line: Candidate) -> bool:
    telling = [word for word in line.words if word.lower() not in _SMALL]
    return sum(not _is_plain(word) for word in telling) * 2 > len(telling)


def _is_continued(line: Candidate) -> bool:
    """The line above is prose without an end."""
    return line.above.count(" ") >= 5 and not _CLOSED_END.search(line.above) and not is_markup(line.above)


def _is_fragment_below(line: Candidate) -> bool:
    """A short line that neither starts a sentence nor names the key nor is the next heading."""
    is_apart = line.lead < Match.SHARES_KEY and not line.is_list_below
    return is_apart and len(line.below) < _PARAGRAPH and _MIDDLE.match(line.below) is not None


def _is_prose_below(line: Candidate) -> bool:
    """A bold name, or a paragraph: code has neither."""
    return opens_with_bold(line.below) or (len(line.below) >= _PARAGRAPH and reads_as_lead(line.below))


SHAPE: tuple[Signal, ...] = (
    Signal("keyword-list", 3, "headings are keywords set off by commas", lambda line: len(line.keywords) > 1),
    Signal("single-phrase", -1, "and seldom one alone", lambda line: len(line.keywords) == 1 and not _asks(line.text)),
    Signal(
        "lower-case",
        1,
        "keywords are written as they are searched, not as a sentence or a title",
        lambda line: all(map(_is_plain, line.words)),
    ),
    Signal(
        "titled",
        -3,
        "most words capitalised: a sub-heading, or a list of names",
        _is_titled,
    ),
    Signal(
        "sentence-start",
        -2,
        "a capital, then lower case: a sentence",
        lambda line: not _is_plain(line.words[0]) and all(map(_is_plain, line.words[1:])),
    ),
    Signal(
        "question",
        2,
        "visitors' questions are published as headings",
        lambda line: len(line.keywords) == 1 and line.text[0].islower() and _asks(line.text),
    ),
    Signal(
        "long-keyword",
        -4,
        "a search phrase has a handful of words, a clause has more",
        lambda line: any(keyword.count(" ") > (13 if _asks(keyword) else 7) for keyword in line.keywords),
    ),
    Signal(
        "sentence-end",
        -4,
        "keywords do not end in a sentence mark, a comma or a colon",
        lambda line: _UNFINISHED_END.search(line.text) is not None,
    ),
    Signal(
        "cut-end",
        -4,
        "nor in a word that calls for another",
        lambda line: _CUT_END.search(line.text) is not None,
    ),
    Signal(
        "joined-list",
        -3,
        "“a, b, and c” is a list in a sentence",
        lambda line: any(map(_JOINED.match, line.keywords)),
    ),
    Signal("clause-word", -1, "an article or a finite verb makes a sentence", lambda line: _clause_words(line) == 1),
    Signal("clause", -3, "several of them surely do", lambda line: _clause_words(line) > 1),
    Signal("code-marks", -4, "calls, brackets, options", lambda line: _CODE.search(line.text) is not None),
    Signal(
        "formula-marks",
        -4,
        "indices, powers, operators, money",
        lambda line: _FORMULA.search(line.text) is not None,
    ),
    Signal(
        "explains",
        -3,
        "dashes, arrows and colons explain",
        lambda line: _EXPLAINS.search(line.text) is not None,
    ),
    Signal("empty-keyword", -3, "nothing between two commas", lambda line: not all(line.keywords)),
    Signal(
        "symbols",
        -3,
        "single letters and numbers are variables and values",
        lambda line: sum(len(word) < 2 or not any(map(str.isalpha, word)) for word in line.words) * 2 > len(line.words),
    ),
)
"""What the line itself says."""

NEIGHBOURS: tuple[Signal, ...] = (
    Signal("lead-names-key", 4, "a body opens by naming its term", lambda line: line.lead is Match.NAMES_KEY),
    Signal(
        "lead-shares-key",
        3,
        "or by a longer, shorter or abbreviated form of it",
        lambda line: line.lead is Match.SHARES_KEY,
    ),
    Signal(
        "lead-shares-word",
        1,
        "or at least it speaks of the same things",
        lambda line: line.lead is Match.SHARES_WORD,
    ),
    Signal(
        "bold-name",
        1,
        "in bold, mostly",
        lambda line: line.lead >= Match.SHARES_KEY and opens_with_bold(line.below),
    ),
    Signal(
        "definition",
        1,
        "and goes on to say what it is",
        lambda line: _DEFINES.match(line.below) is not None,
    ),
    Signal(
        "definition-item",
        2,
        "or says that it will",
        lambda line: _DEFINITION_ITEM.match(line.below) is not None,
    ),
    Signal("code-below", 1, "a body may be code only", lambda line: line.below.startswith("```")),
    Signal("fragment-below", -4, "a body does not begin in the middle of a sentence or of code", _is_fragment_below),
    Signal(
        "closed-above",
        1,
        "the body above has come to its end",
        lambda line: _CLOSED_END.search(line.above) is not None,
    ),
    Signal("text-start", 4, "a text starts with a heading", lambda line: not line.above),
    Signal("announced", -5, "the line above announces this one", lambda line: line.above.endswith(":")),
    Signal("in-a-list", -3, "the line above goes on with a comma", lambda line: line.above.endswith(",")),
    Signal("continued", -3, "the sentence above is not finished", _is_continued),
    Signal(
        "cut-above",
        -2,
        "and it calls for another word",
        lambda line: _is_continued(line) and _CUT_END.search(line.above) is not None,
    ),
    Signal("stands-alone", 3, "the page dump sets headings off by blank lines", lambda line: line.stands_alone),
)
"""What the lines above and below say."""

SURROUNDINGS: tuple[Signal, ...] = (
    Signal("in-fence", -2, "code, or text with lost fences", lambda line: line.fence is Enclosure.INSIDE),
    Signal(
        "in-code",
        -3,
        "for what follows is no prose",
        lambda line: line.fence is Enclosure.INSIDE and not _is_prose_below(line),
    ),
    Signal(
        "after-open-fence",
        -2,
        "code, or the entry above lost its end",
        lambda line: line.fence is Enclosure.LEFT_OPEN and not _is_prose_below(line),
    ),
    Signal("in-formula", -3, "a display formula", lambda line: line.formula is Enclosure.INSIDE),
    Signal(
        "after-open-formula",
        -1,
        "the entry above lost its end",
        lambda line: line.formula is Enclosure.LEFT_OPEN,
    ),
    Signal("in-order", 2, "headings are published in collation order", lambda line: line.order is Order.KEPT),
    Signal("in-close-order", 4, "hardly by chance", lambda line: line.order is Order.KEPT_CLOSELY),
    Signal("out-of-order", -4, "and this line breaks it", lambda line: line.order is Order.BROKEN),
    Signal("shared-category", 2, "a category comes back in other headings", lambda line: line.is_category_shared),
)
"""What only the certain headings round about can tell."""
