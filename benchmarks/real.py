"""Seeded glossaries of any size whose words, names and bodies are like those of the three real documents.

    python -m benchmarks.real FOLDER COUNT [SEED]

``REAL`` has what was measured of the documents, and ``real_words.txt`` their words with how often each occurs; no
sentence of them is here. A test compares both with the documents, and a generated glossary with both. A body names as
large a share of all other terms as theirs do (``NAMED``), so a body of a larger glossary names more. Words that the
documents have only once are invented here, and a larger glossary has more of them.
"""

import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from statistics import mean, quantiles

from benchmarks.generate import MadeEntry, Words, distinct_words, write_entries
from glossary_site.language import slugify

_WORDS = Path(__file__).with_name("real_words.txt")
_WORD = re.compile(r"[A-Za-z][A-Za-z'’-]*")
#: Text of a body that is no prose: its code and its formulas.
_NO_PROSE = re.compile(r"```.*?```|\$[^$]*\$", re.DOTALL)
#: The parts of a body, each with what begins or is one of them.
_PARTS = {
    "headings": re.compile(r"^#{1,6} ", re.MULTILINE),
    "bullets": re.compile(r"^\s*[-*] ", re.MULTILINE),
    "steps": re.compile(r"^\s*\d+\. ", re.MULTILINE),
    "rows": re.compile(r"^\|", re.MULTILINE),
    "fences": re.compile(r"^```\w*\n[^`]*```", re.MULTILINE),
    "formulas": re.compile(r"(?<!\$)\$[^$\n]+\$(?!\$)"),
    "bold": re.compile(r"\*\*[^*\n]+\*\*"),
}


@dataclass(frozen=True, slots=True)
class Shape:
    """What the texts of a glossary are like.

    ``names``: of all terms, the shares with one word, two, three, four, and more. ``words``: nine deciles of the words
    in a body, code and formulas left out. ``parts``: for each kind of part, the share of bodies that have any, and the
    mean number of those that do.
    """

    names: tuple[float, ...]
    words: tuple[int, ...]
    parts: tuple[tuple[str, float, float], ...]


REAL = Shape(
    names=(0.222, 0.389, 0.238, 0.063, 0.087),
    words=(142, 173, 201, 208, 213, 225, 286, 402, 533),
    parts=(
        ("headings", 0.893, 4.75),
        ("bullets", 0.88, 14.02),
        ("steps", 0.047, 4.71),
        ("rows", 0.113, 10.35),
        ("fences", 0.073, 3.91),
        ("formulas", 0.12, 6.39),
        ("bold", 0.947, 15.53),
    ),
)
#: Of 44,208 words the documents have so many only once.
ONCE = 2541
#: The share of bodies that name a term of another entry, in the mean of all terms: with one word, and with more.
NAMED = (0.0114, 0.0036)


def measure_shape(names: Iterable[str], bodies: Sequence[str]) -> Shape:
    """The shape of some terms' names and bodies, in Markdown."""
    counts = Counter(min(len(name.split()), 5) for name in names)
    total = sum(counts.values())
    lengths = [len(_WORD.findall(_NO_PROSE.sub("", body))) for body in bodies]
    parts = []
    for kind, pattern in _PARTS.items():
        found = [count for body in bodies if (count := len(pattern.findall(body)))]
        parts.append((kind, round(len(found) / len(bodies), 3), round(mean(found or (0,)), 2)))
    return Shape(
        tuple(round(counts[number] / total, 3) for number in range(1, 6)),
        tuple(round(each) for each in quantiles(lengths, n=10)),
        tuple(parts),
    )


def count_words(bodies: Iterable[str]) -> Counter[str]:
    """How often each word occurs in the prose of bodies, in lower case."""
    return Counter(word.lower() for body in bodies for word in _WORD.findall(_NO_PROSE.sub("", body)))


def read_words() -> dict[str, int]:
    """The words that the documents have more than once, and how often; the most frequent first."""
    rows = (line.split() for line in _WORDS.read_text(encoding="utf-8").splitlines())
    return {word: int(count) for count, *words in rows for word in words}


#: Words of grammar, which no name begins with or is: the most frequent short ones, and all of two letters.
_MOST_FREQUENT, _SHORT = 150, 5
#: Of the names with one word, those that are words of the bodies; the others are invented, as ``TorchServe`` was.
_ORDINARY = 0.16
#: Of how many categories entries are.
_CATEGORIES = 24
#: Words of a heading, a bullet and its label, a cell, and of the sentences of a paragraph.
_HEADING, _LABEL, _BULLET, _CELL, _SENTENCE = (1, 3), (1, 2), (5, 10), (1, 3), (9, 20)
_COLUMNS = 3


class _Writer:
    """Writes the body of one entry.

    ``has`` is how many parts of each kind it has, ``named`` the terms that it names beside those that its words are.
    """

    def __init__(self, draw: Random, words: Words, has: Mapping[str, int], named: Iterable[str]) -> None:
        self._draw, self._words, self._has, self._named = draw, words, has, [*named]

    def phrase(self, lengths: tuple[int, int]) -> str:
        """So many words, the first with a capital; the last of a long one may be a term."""
        words = self._words.draw(self._draw, self._draw.randint(*lengths))
        if self._named and len(words) >= _BULLET[0]:
            name = self._named.pop()
            words[-len(name.split()) :] = [name]
        text = " ".join(words)
        return text[0].upper() + text[1:]

    def body(self, term: str, length: int) -> str:
        """A lead, then headings with what is under them; paragraphs fill it up to ``length`` words."""
        blocks = [f"**{term}** is **{self.phrase(_SENTENCE).lower()}.** {self.phrase(_SENTENCE)}."]
        bullets, sections = self._has["bullets"], max(self._has["headings"], 1)
        for number in range(sections):
            if self._has["headings"]:
                blocks.append(f"## {self.phrase(_HEADING)}")
            share = bullets // sections + (number < bullets % sections)
            if share:
                blocks.append("\n".join(self._bullet() for _ in range(share)))
        blocks += self._others()
        words = len(_WORD.findall(" ".join(blocks)))
        while words < length:
            sentence = f"{self.phrase(_SENTENCE)}."
            words += len(sentence.split())
            blocks.append(sentence)
        return "\n\n".join(blocks)

    def _bullet(self) -> str:
        return f"- **{self.phrase(_LABEL)}**: {self.phrase(_BULLET)}."

    def _row(self) -> str:
        return "| " + " | ".join(self.phrase(_CELL) for _ in range(_COLUMNS)) + " |"

    def _others(self) -> Iterator[str]:
        draw, has = self._draw, self._has
        if has["steps"]:
            yield "\n".join(f"{number}. {self.phrase(_BULLET)}." for number in range(1, has["steps"] + 1))
        if has["rows"]:
            row, *others = (self._row() for _ in range(has["rows"] - 1))
            yield "\n".join((row, "|" + " --- |" * _COLUMNS, *others))
        for number in range(has["fences"]):
            yield f"```python\n{self.phrase((1, 1)).lower()} = compute({number}, rate={draw.random():.3f})\n```"
        for _ in range(has["formulas"]):
            yield f"{self.phrase(_CELL)} $x_{{{draw.randint(1, 9)}}} = \\frac{{a}}{{{draw.randint(2, 99)}}}$ holds."


def _make_names(draw: Random, count: int, words: Words, single: Sequence[str]) -> Iterator[str]:
    """Distinct names; those of one word are of ``single`` while there are any, or invented."""
    taken = {""}
    ordinary, invented = iter(draw.sample(single, len(single))), iter(distinct_words(draw, count))
    alone = ((next(ordinary, "") if draw.random() < _ORDINARY else "") or next(invented) for _ in range(count))
    for length in draw.choices(range(1, 6), REAL.names, k=count):
        name = ""
        while slugify(name) in taken:
            name = next(alone) if length == 1 else " ".join(dict.fromkeys(words.draw(draw, length)))
        taken.add(slugify(name))
        yield name[0].upper() + name[1:]


def _draw_length(draw: Random) -> int:
    """The number of words of a body: between two deciles, or near the least or the most."""
    edges = (REAL.words[0] // 2, *REAL.words, round(REAL.words[-1] * 1.5))
    place = draw.randrange(len(edges) - 1)
    return draw.randint(edges[place], edges[place + 1])


def make_real_entries(count: int, seed: int = 1) -> Iterator[MadeEntry]:
    """Yield ``count`` entries; the names of all are made first, because bodies mention them."""
    draw = Random(seed)
    counted = read_words()
    rare = distinct_words(draw, 2_000 + count // 2)
    once = [ONCE / len(rare)] * len(rare)
    words = Words([*counted, *rare], counts=[*counted.values(), *once])
    grammar = {word for word in list(counted)[:_MOST_FREQUENT] if len(word) < _SHORT}
    naming = {word: number for word, number in counted.items() if word not in grammar and len(word) > 2}
    names = list(_make_names(draw, count, Words([*naming], counts=[*naming.values()]), list(naming)))
    several = [name for name in names if " " in name]
    popular, named = Words(draw.sample(several, len(several)), 20), round(2 * NAMED[1] * len(several))
    titles = [f"{one.capitalize()} {two}" for one, two in zip(naming, [*naming][_CATEGORIES:], strict=False)]
    sizes = Words(titles[:_CATEGORIES], 2)
    for term in names:
        has = {
            kind: round(usual * draw.uniform(0.5, 1.5)) if draw.random() < share else 0
            for kind, share, usual in REAL.parts
        }
        writer = _Writer(draw, words, has, popular.draw(draw, draw.randint(0, named)))
        body = writer.body(term, _draw_length(draw))
        definition = f"{term} is {writer.phrase(_SENTENCE).lower()}."
        yield MadeEntry(term, (), (), sizes.draw(draw, 1)[0], definition, body)


def main() -> None:
    """Write a glossary."""
    folder, count, *seed = sys.argv[1:]
    write_entries(make_real_entries(int(count), int(seed[0]) if seed else 1), Path(folder))


if __name__ == "__main__":
    main()
