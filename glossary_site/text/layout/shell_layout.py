"""Line ends of shell scripts, restored.

Whether a line ends between two words is decided by facts about both, about the line so far and the bracket around them,
each with a weight; a second set of facts decides whether a word is in a comment. ``benchmarks/shell_lines.py`` learns
the weights by logistic regression. The most probable lines are found by a beam search (Lowerre, 1976), which leaves out
those that are no script: each ``if`` needs its ``then`` and ``fi``. The grammar of Bash has the last word.
"""

import json
import math
import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from heapq import nlargest
from importlib import resources
from itertools import chain, pairwise

import tree_sitter_bash
from tree_sitter import Language, Parser

from glossary_site.text.layout.commands import COMMANDS, ENGLISH_COMMANDS
from glossary_site.values import Frozen, replace

_BEAM, _WIDEST_BEAM = 12, 96
_MOST_STEPS = 30_000  # of the wider search: words times divisions
_CLOSES = {")": "(", "]": "[", "}": "{"}
_SHAPES = str.maketrans(
    {chr(code): "a" for code in range(ord("a"), ord("z") + 1)}
    | {chr(code): "A" for code in range(ord("A"), ord("Z") + 1)}
    | dict.fromkeys("0123456789", "0")
)
_RUN = re.compile(r"([aA0])\1+")
_INSTALLS = frozenset({"install", "add", "-y", "upgrade"})
_QUOTES = re.compile(r"\\.|[\"'`]")
_LONGEST_WORD = 24  # characters
#: Each reserved word: which word its command awaits before it, and after it.
_RESERVED = {
    "if": ("", "then"), "then": ("then", "fi"), "elif": ("fi", "then"), "else": ("fi", "fi"), "fi": ("fi", ""),
    "for": ("", "do"), "while": ("", "do"), "until": ("", "do"), "select": ("", "do"), "do": ("do", "done"),
    "done": ("done", ""), "case": ("", "in"), "in": ("in", "esac"), "esac": ("esac", ""),
    "{": ("", "}"), "}": ("}", ""),
}  # fmt: skip
_BEFORE_COMMAND = frozenset({"if", "then", "elif", "else", "while", "until", "do", "!", "{", "time"})
_BLANK = re.compile(r"<[\w -]+>")
_PROMPT = re.compile(r"^[$%] ", re.MULTILINE)
_QUOTED = re.compile(r"\\.|([\"'`])(?:\\.|(?!\1).)*(?:\1|$)")
_ODD = re.compile(r"[\w.]+\((?!\))|\((?![()])")  # a call in another language, a bracket in the midst of a command
_ODD_FIRST = re.compile(r"[\w.]+\((?!\))|\(\)|[&|]|;(?!;)")
_SIGNS = "$()`;&|"
_DEEPEST = 40  # commands and brackets within each other
_LEAST_CERTAINTY = -1.0  # in nats; docs/decisions/2026-11-flattened-code.md has what this gives
_MOST_ODDS = 30.0


class Line(Frozen):
    """A line up to some word: the number of its first word, and what is open behind its last one."""

    start: int = 0
    within: str = ""
    """``#`` in a comment, the quotation mark of an open text; else empty."""
    above: int = -1
    """The number of the first word of the line above; -1 without one."""
    quoted: str = ""
    """The quotation mark of a text that is open, from this line or one above."""
    awaited: tuple[str, ...] | None = ()
    """The words that the open compound commands wait for, such as ``fi``; None where these lines are no script."""
    at_command: bool = True
    """Whether the next word begins a command."""

    def then(self, word: str) -> "Line":
        """The line with one word more."""
        if self.within == "#" or (not self.quoted and word[0] == "#"):
            return replace(self, within="#")
        within, quoted = self.within, self.quoted
        for sign in _QUOTES.findall(word):
            within, quoted = (_quote(each, sign) for each in (within, quoted))
        awaited = self._await(word.partition(self.quoted)[2] if self.quoted else word)
        in_case = awaited is not None and awaited[-1:] == ("esac",)
        begins = self.at_command and word.strip(_SIGNS) in _BEFORE_COMMAND
        ends = word[-1] in ";&|(" or word[-2:] == "()" or (word[-1] == ")" and in_case)
        return Line(self.start, within, self.above, quoted, awaited, ends or begins)

    def _await(self, word: str) -> tuple[str, ...] | None:
        """What the open commands wait for after a word; None where it cannot follow."""
        awaited, bare = self.awaited, _QUOTED.sub("", word)
        if awaited is None or not bare:
            return awaited
        is_first, in_case = self.at_command, awaited[-1:] == ("esac",)
        is_odd = (_ODD_FIRST if is_first else _ODD).match(bare) and not in_case
        if is_odd or len(awaited) > _DEEPEST:
            return None
        depth, reserved = bare.count("(") - bare.count(")"), bare.strip(_SIGNS)
        awaited += (")",) * depth
        if reserved in _RESERVED and (is_first or bare[0] == "(" or awaited[-1:] == ("in",) == (reserved,)):
            before, after = _RESERVED[reserved]
            if before and awaited[-1:] != (before,):
                return None
            awaited = (*awaited[: len(awaited) - bool(before)], *filter(None, [after]))
        for _ in range(-depth):
            if awaited[-1:] == ("esac",):  # the bracket ends a pattern
                break
            if awaited[-1:] != (")",):
                return None
            awaited = awaited[:-1]
        return awaited

    def end(self, number: int) -> "Line":
        """The line after it, which begins with the word of this number."""
        return Line(number, above=self.start, quoted=self.quoted, awaited=self.awaited)

    @property
    def is_whole(self) -> bool:
        """Whether a script may end with it."""
        return not self.quoted and self.awaited == ()


class Code(Frozen):
    """The words of a script, and the bracket that is open before each, as ``find_brackets`` gives it."""

    words: tuple[str, ...]
    brackets: tuple[tuple[str, int], ...]
    installed: Mapping[str, int]
    """What it installs, and where."""

    def rank(self, number: int) -> str:
        """Whether a word is ``an`` often used command or one that was installed, an ``english`` word too, or ``no``."""
        word = self.words[number]
        is_installed = self.installed.get(word, number) < number
        return "english" if word in ENGLISH_COMMANDS else "an" if is_installed or word in COMMANDS else "no"


class Division(Frozen):
    """The first words of some code in lines: the line of the last one, and the number of each line's first word.

    ``score`` is the logarithm of its odds, and ``certainty`` that part of it which is about line ends.
    """

    line: Line
    starts: tuple[int, ...] = (0,)
    score: float = 0.0
    certainty: float = 0.0


def lay_out_shell(code: str) -> list[str]:
    """The lines of a script in one line, as they probably were; the one line where no division of it is a script."""
    words = code.split()
    widest = min(_WIDEST_BEAM, _MOST_STEPS // (len(words) or 1))
    for division in chain.from_iterable(_divide(words, beam) for beam in (_BEAM, widest)):
        lines = [" ".join(words[start:end]) for start, end in pairwise((*division.starts, len(words)))]
        if is_script("\n".join(lines)):
            return lines
    return [code]


def is_certain_shell(lines: Sequence[str]) -> bool:
    """Whether the most probable lines of a script are much more probable than others."""
    words = " ".join(lines).split()
    best = _divide(words, _BEAM)[:1]
    return not words or max((each.certainty for each in best), default=-_MOST_ODDS) >= _LEAST_CERTAINTY


@lru_cache(10_000)
def is_script(code: str) -> bool:
    """Whether the grammar of Bash accepts the code, with words for what is to be filled in: ``<name>``."""
    return not _read_grammar().parse(_PROMPT.sub("", _BLANK.sub("name", code)).encode()).root_node.has_error


def read_code(words: Sequence[str]) -> Code:
    """The words with what surrounds them."""
    installed = {word: number for number, word in reversed([*enumerate(words)]) if words[number - 1] in _INSTALLS}
    return Code(tuple(words), tuple(find_brackets(words)), installed)


def find_brackets(words: Sequence[str]) -> Iterator[tuple[str, int]]:
    """The innermost bracket that is open before each word, and the number of the next word if it ends its own.

    ``("", 0)`` where none is open; a bracket within a word has 0, too.
    """
    opened = [("", 0)]
    for number, word in enumerate(words, start=1):
        yield opened[-1]
        for place, sign in enumerate(word, start=1):
            if sign in "([{":
                opened.append((sign, number if place == len(word) else 0))
            elif sign in _CLOSES and opened[-1][0] == _CLOSES[sign]:
                opened.pop()


def find_end_facts(code: Code, division: Division, number: int) -> Iterator[str]:
    """What speaks for or against the end of the line before the word of this number."""
    words, line = code.words, division.line
    before, after, first = (words[place][:_LONGEST_WORD] for place in (number - 1, number, line.start))
    second = words[number + 1][:_LONGEST_WORD] if number + 1 < len(words) else ""
    end, start, next_start = _shape(before)[-2:], _shape(after)[:2], _shape(second)[:2]
    length = min(number - line.start, 6)
    width = min(len(" ".join(words[line.start : number])) // 20, 4) if length > 5 else length > 2
    rank = code.rank(number)
    bracket, inside = code.brackets[number]
    if inside:
        place = bisect_left(division.starts, inside)
        is_broken = division.starts[place : place + 1] == (inside,)
        bracket += "new" if inside == number else "broken" if is_broken else "whole"
    facts = (
        "",
        f"before {before}",
        f"after {after}",
        f"ends {end}",
        f"starts {start}",
        f"ends {end} starts {start}",
        f"ends {end[-1:]} starts {start[:1]} then {next_start}",
        f"ends {end[-1:]} after {after}",
        f"before {before} starts {start}",
        f"ends {end[-1:]}",
        f"first {first}",
        f"first {first} length {length}",
        f"first {first} starts {start}",
        f"first {first} ends {end[-1:]}",
        f"length {length}",
        f"length {length} starts {start}",
        f"starts {start} then {next_start}",
        f"after {after} then {next_start}",
        f"then {second}",
        f"in {bracket}",
        f"in {bracket} ends {end[-1:]} starts {start[:1]}",
        f"in {bracket} after {after}",
        f"width {width}",
        f"{rank} command",
        f"{rank} command behind {end}",
        f"{rank} command behind {code.rank(number - 1)}",
        f"{rank} command first {code.rank(line.start)} {length}",
        f"like first {after == first}",
        f"like line before {line.above >= 0 and after == words[line.above]}",
    )
    return (f"{line.within}{fact}" for fact in facts)


def find_comment_facts(words: Sequence[str], number: int) -> tuple[str, ...]:
    """What shows whether the word of this number is in a comment or in code."""
    word, shape = words[number][:_LONGEST_WORD], _shape(words[number][:_LONGEST_WORD])
    return (
        f"word {word}",
        f"word starts {shape[:2]}",
        f"word ends {shape[-2:]}",
        f"word is {shape[:6]}",
        f"word {shape[:2]} behind {_shape(words[number - 1])[-2:]}",
    )


def _divide(words: Sequence[str], beam: int) -> list[Division]:
    """The most probable divisions of words that are scripts, the best first; none where no division is."""
    if not words:
        return []
    code, weights = read_code(words), _read_weights()
    divisions = [Division(Line().then(words[0]))]
    for number in range(1, len(words)):
        best: dict[Line, Division] = {}
        comment = _sum_up(weights, find_comment_facts(words, number))
        for division in divisions:
            end = _sum_up(weights, find_end_facts(code, division, number))
            for ends, odds in ((False, -end), (True, end)):
                line = (division.line.end(number) if ends else division.line).then(words[number])
                certainty = division.certainty + _log_chance(odds)
                score = division.score + _log_chance(odds) + _log_chance(comment if line.within == "#" else -comment)
                # A line ends behind a backslash, and not before it.
                is_possible = line.awaited is not None and words[number if ends else number - 1] != "\\"
                if is_possible and (line not in best or best[line].score < score):
                    best[line] = Division(
                        line, (*division.starts, number)[: len(division.starts) + ends], score, certainty
                    )
        divisions = nlargest(beam, best.values(), key=lambda division: division.score)
    return [division for division in divisions if division.line.is_whole]


def _log_chance(odds: float) -> float:
    return -math.log1p(math.exp(-max(-_MOST_ODDS, min(odds, _MOST_ODDS))))


def _sum_up(weights: Mapping[str, float], facts: Iterable[str]) -> float:
    return sum(weights.get(fact, 0.0) for fact in facts)


def _quote(within: str, sign: str) -> str:
    """The quotation mark that is open behind a sign."""
    return "" if sign == within else within or sign * (len(sign) == 1)


@cache
def _shape(word: str) -> str:
    """The word with ``a``, ``A`` and ``0`` for runs of letters and digits."""
    return _RUN.sub(r"\1", word.translate(_SHAPES))


@cache
def _read_grammar() -> Parser:
    return Parser(Language(tree_sitter_bash.language()))


@cache
def _read_weights() -> Mapping[str, float]:
    text = resources.files(__package__).joinpath("shell_weights.json").read_text("utf-8")
    weights: dict[str, float] = json.loads(text)
    return weights
