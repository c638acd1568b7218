"""What the texts of a glossary are like, in numbers: measured of any entries, and as they are in the real documents.

No sentence of the documents is here. ``real_words.txt`` has their words, with how often each occurs.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from statistics import mean, quantiles

from benchmarks.generate import MadeEntry
from glossary_site.markup import opens_with, parse_definition
from glossary_site.text.latex import Formula, find_formulas

_WORDS = Path(__file__).with_name("real_words.txt")
_WORD = re.compile(r"[A-Za-z][A-Za-z'’-]*")
_FENCE = re.compile(r"^```(?P<language>\w*)[^\n]*\n(?P<code>.*?)^```$", re.DOTALL | re.MULTILINE)
_COMMAND = re.compile(r"\\[A-Za-z]+")
#: The parts of a body's prose, each with what begins or is one of them; code and formulas are counted beside them.
_PARTS = {
    "headings": re.compile(r"^#{1,6} ", re.MULTILINE),
    "bullets": re.compile(r"^ *[-*] ", re.MULTILINE),
    "steps": re.compile(r"^ *\d+\. ", re.MULTILINE),
    "rows": re.compile(r"^\|", re.MULTILINE),
    "bold": re.compile(r"\*\*[^*\n]+\*\*"),
    "italics": re.compile(r"(?<!\*)\*[^*\s][^*\n]*\*(?!\*)"),
    "code": re.compile(r"`[^`\n]+`"),
    "brackets": re.compile(r"\([^()\n]*\)"),
    "quotes": re.compile(r'"[^"\n]*"'),
    "dashes": re.compile("—"),
    "signs": re.compile(r"[^\x00-\x7f—]"),
    "numbers": re.compile(r"\d+"),
}


@dataclass(frozen=True, slots=True)
class Shape:
    """What the texts of a glossary are like. Deciles are nine numbers; means are of those that have any.

    ``names``: of all terms, the shares with one word, two, three, four, and more. ``words``, ``definitions``: deciles
    of the words in a body's prose, and in a definition. ``parts``: for each kind of part, the share of bodies that have
    any, and the mean number. ``shares``: of entries with aliases and with abbreviations, of bodies that begin with
    their definition, and of abbreviations that the body has in brackets. ``own``: how often a body writes its term, and
    its abbreviation. ``code``: for each language, the share of blocks and the mean number of lines. ``inline`` and
    ``display``: deciles of the characters of formulas. ``commands``: the mean number in a formula of each of the two.
    """

    names: tuple[float, ...]
    words: tuple[int, ...]
    definitions: tuple[int, ...]
    parts: tuple[tuple[str, float, float], ...]
    shares: tuple[tuple[str, float], ...]
    own: tuple[float, float]
    code: tuple[tuple[str, float, float], ...]
    inline: tuple[int, ...]
    display: tuple[int, ...]
    commands: tuple[float, float]


REAL = Shape(
    names=(0.222, 0.389, 0.238, 0.063, 0.087),
    words=(143, 181, 200, 208, 212, 218, 261, 395, 541),
    definitions=(14, 15, 16, 17, 21, 25, 30, 33, 35),
    parts=(
        ("headings", 0.921, 4.59),
        ("bullets", 0.921, 14.02),
        ("steps", 0.032, 3.5),
        ("rows", 0.079, 11.5),
        ("bold", 0.968, 15.91),
        ("italics", 0.032, 2),
        ("code", 0.032, 6),
        ("brackets", 0.492, 9.76),
        ("quotes", 0.175, 3.36),
        ("dashes", 0.484, 4.41),
        ("signs", 0.222, 9.86),
        ("numbers", 0.468, 14.24),
        ("fences", 0.063, 3.88),
        ("formulas", 0.119, 6.47),
        ("displays", 0.008, 26),
    ),
    shares=(("aliases", 0.127), ("abbreviations", 0.071), ("openings", 0.96), ("written out", 0.778)),
    own=(3.98, 8),
    code=(("", 0.645, 4.1), ("python", 0.323, 12.8), ("bash", 0.032, 14)),
    inline=(1, 3, 5, 5, 8, 12, 21, 35, 50),
    display=(32, 46, 48, 57, 66, 75, 84, 96, 127),
    commands=(1.33, 4.85),
)
#: Of 36,448 words the documents have so many only once.
ONCE = 2500
#: The share of bodies that name a term of another entry, in the mean of all terms: with one word, and with more.
NAMED = (0.0114, 0.0036)


@dataclass(frozen=True, slots=True)
class _Text:
    """A body taken apart: its prose, its formulas, and the language and the code of each block."""

    prose: str
    formulas: tuple[Formula, ...]
    blocks: tuple[tuple[str, str], ...]


def _take_apart(body: str) -> _Text:
    text = _FENCE.sub("", body)
    formulas = find_formulas(text)
    edges = [0, *(edge for each in formulas for edge in (each.start, each.end)), len(text)]
    prose = "".join(text[start:end] for start, end in [*pairwise(edges)][::2])
    return _Text(prose, formulas, tuple((each["language"], each["code"]) for each in _FENCE.finditer(body)))


def _mean(numbers: Iterable[int]) -> float:
    """The mean of those that are not 0; 0 if all are."""
    return round(mean([number for number in numbers if number] or [0]), 2)


def _share(facts: Sequence[object]) -> float:
    return round(sum(map(bool, facts)) / max(len(facts), 1), 3)


def _deciles(numbers: Sequence[int]) -> tuple[int, ...]:
    return tuple(round(each) for each in quantiles(numbers, n=10)) if len(numbers) > 1 else ()


def _count_name(name: str, body: str) -> int:
    return len(re.findall(rf"(?<!\w){re.escape(name)}(?!\w)", body, re.IGNORECASE))


def measure_shape(entries: Sequence[MadeEntry]) -> Shape:
    """The shape of entries."""
    lengths = Counter(min(len(entry.term.split()), 5) for entry in entries)
    texts = [_take_apart(entry.body) for entry in entries]
    counts = {kind: [len(pattern.findall(text.prose)) for text in texts] for kind, pattern in _PARTS.items()}
    counts["fences"] = [len(text.blocks) for text in texts]
    counts["formulas"] = [sum(not each.display for each in text.formulas) for text in texts]
    counts["displays"] = [sum(each.display for each in text.formulas) for text in texts]
    short = [(name, entry) for entry in entries for name in entry.abbreviations]
    formulas = [each for text in texts for each in text.formulas]
    inline, display = ([each.latex for each in formulas if each.display is shown] for shown in (False, True))
    blocks = [block for text in texts for block in text.blocks]
    languages = Counter(language for language, _ in blocks)
    return Shape(
        names=tuple(round(lengths[number] / len(entries), 3) for number in range(1, 6)),
        words=_deciles([len(_WORD.findall(text.prose)) for text in texts]),
        definitions=_deciles([len(entry.definition.split()) for entry in entries]),
        parts=tuple((kind, _share(each), _mean(each)) for kind, each in counts.items()),
        shares=(
            ("aliases", _share([entry.aliases for entry in entries])),
            ("abbreviations", _share([entry.abbreviations for entry in entries])),
            ("openings", _share([opens_with(entry.body, parse_definition(entry.definition)) for entry in entries])),
            ("written out", _share([f"({name}" in entry.body for name, entry in short])),
        ),
        own=(
            _mean(_count_name(entry.term, entry.body) for entry in entries),
            _mean(_count_name(name, entry.body) for name, entry in short),
        ),
        code=tuple(
            (
                name,
                round(number / len(blocks), 3),
                _mean(code.count("\n") for language, code in blocks if language == name),
            )
            for name, number in languages.most_common()
        ),
        inline=_deciles([*map(len, inline)]),
        display=_deciles([*map(len, display)]),
        commands=(
            round(mean([len(_COMMAND.findall(each)) for each in inline] or [0]), 2),
            round(mean([len(_COMMAND.findall(each)) for each in display] or [0]), 2),
        ),
    )


def count_words(bodies: Iterable[str]) -> Counter[str]:
    """How often each word occurs in the prose of bodies; in lower case, but for one with capitals within (``GPU``)."""
    found = (word for body in bodies for word in _WORD.findall(_take_apart(body).prose))
    return Counter(word if word[1:] != word[1:].lower() else word.lower() for word in found)


def read_words() -> dict[str, int]:
    """The words that the documents have more than once, and how often; the most frequent first."""
    rows = (line.split() for line in _WORDS.read_text(encoding="utf-8").splitlines())
    return {word: int(count) for count, *words in rows for word in words}
