"""Seeded glossaries of any size whose words, names and bodies are like those of the three real documents.

    python -m benchmarks.real FOLDER COUNT [SEED]

``benchmarks/shapes.py`` has what was measured of the documents: lengths of names, definitions and bodies; aliases, and
abbreviations with how a body writes them out; bodies that begin with their definition; lists, tables, headings, bold
text, brackets, quotes, dashes, signs beyond ASCII and numbers; code by language and lines; formulas by length. A test
compares it with the documents, and a generated glossary with it. A body names as large a share of all other terms as
theirs do (``NAMED``), so a body of a larger glossary names more. Words that the documents have only once are invented
here, and a larger glossary has more of them.
"""

import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise
from pathlib import Path
from random import Random
from statistics import mean

from benchmarks.generate import MadeEntry, Words, distinct_words, write_entries
from benchmarks.shapes import NAMED, ONCE, REAL, read_words
from glossary_site.language import slugify

_SHARES = dict(REAL.shares)
#: Words of grammar, which no name begins with or is: the most frequent short ones, and all of two letters.
_MOST_FREQUENT, _SHORT = 150, 5
#: Of the names with one word, those that are words of the bodies; the others are invented, as ``TorchServe`` was.
_ORDINARY = 0.16
#: Of how many categories entries are.
_CATEGORIES = 24
#: Words of a heading, a bullet and its label, a cell, and of a sentence; sentences of a paragraph.
_HEADING, _LABEL, _BULLET, _CELL, _SENTENCE, _PARAGRAPH = (2, 5), (1, 2), (6, 15), (1, 3), (9, 20), (1, 3)
_COLUMNS = 3
#: Of the words of a body, those in sentences and bullets, where it names other terms.
_RUNNING = 0.75
#: Of the times that a body names a term, those by its abbreviation and by an alias, where it has one.
_BY_ABBREVIATION, _BY_ALIAS = 0.67, 0.33
#: What encloses words within a sentence, and how many words at most.
_AROUND = {"brackets": ("(", ")", 5), "quotes": ('"', '"', 5), "code": ("`", "`", 1), "italics": ("*", "*", 2)}
_SIGNS = "×××→→²·–°≈εαΣµ∂"
#: Lines of code by language. ``a`` and ``b`` are words, ``n`` is a number.
_LINES: Mapping[str, Sequence[str]] = {
    "": ("{a} {b} → {a} ({n})", "{a} {b}: {n} {b}", "- {a} / {b}", "{a} | {b} | {n}"),
    "python": (
        "def {a}({b}, {a}_{n}=None):",
        '    """Returns {a} of {b}."""',
        "    # {a} {b}",
        '    {a} = {b}.load("{a}/{b}", size={n})',
        "    for {a} in range({n}):",
        '        print(f"{{{a}}}: {b}")',
        '    assert {a}["{b}"] == {n}',
        "    return {a}, {b}",
        "from {a}.{b} import {a}",
    ),
    "bash": ("# {a} {b}", "pip install {a} {b}=={n}", "{a} --{b} {n} \\", '{a} "{b}" | {b} > {a}.txt', "cd {a}"),
}
#: Formulas: what may be put together, and between what.
_TERMS = (
    *("{a}", "{a}_i", "{a}_{{{b}}}", "f({a}, {b})", "|{a}|", "{a}^2", "\\theta", "\\mu", "\\beta_{b}", "\\sigma^{n}"),
    *("\\text{{{b}}}({a})", "\\text{{{a}}}_{b}", "\\frac{{{a}}}{{{b}}}", "\\frac{{\\partial {a}}}{{\\partial {b}}}"),
    *("\\mathbb{{E}}[{a}]", "\\sqrt{{{a}_{b} + \\epsilon}}", "\\sum_{{i=1}}^{{{n}}} {a}_i", "\\max({n}, {a})"),
)
_BETWEEN = (" = ", " + ", " - ", " / ", " \\cdot ", ", ", " ")
_SHORTEST, _HALF = ("{a}", "{a}", "{a}_{b}", "{a}_{n}", "{a}'", "\\mu", "\\beta"), 7
_LETTERS = "abcdfghijkmnqrstuvwxyzDFHKLMNPQRTVWX"


@dataclass(frozen=True, slots=True)
class _Names:
    """The names of one entry."""

    term: str
    aliases: tuple[str, ...]
    abbreviations: tuple[str, ...]

    def draw(self, draw: Random) -> str:
        """The name by which another body names it."""
        if self.abbreviations and draw.random() < _BY_ABBREVIATION:
            return self.abbreviations[0]
        return self.aliases[0] if self.aliases and draw.random() < _BY_ALIAS else self.term


def _stretches(deciles: Sequence[int]) -> Sequence[tuple[int, int]]:
    return [*pairwise((deciles[0] // 2, *deciles, round(deciles[-1] * 1.5)))]


def _between(draw: Random, deciles: Sequence[int]) -> int:
    """A number between two deciles, or near the least or the most."""
    return draw.randint(*draw.choice(_stretches(deciles)))


def _formula(draw: Random, deciles: Sequence[int]) -> str:
    """A formula of about as many characters."""

    def term(kinds: Sequence[str]) -> str:
        return draw.choice(kinds).format(a=draw.choice(_LETTERS), b=draw.choice(_LETTERS), n=draw.randint(1, 9))

    length, latex = _between(draw, deciles), term(_SHORTEST)
    while len(latex) + _HALF < length:
        latex += draw.choice(_BETWEEN) + term(_TERMS)
    return latex


class _Writer:
    """Writes the definition and the body of one entry.

    ``length`` is how many words the body has, ``has`` how many parts of each kind; ``named`` are the names of other
    entries in it.
    """

    def __init__(self, draw: Random, words: Words, has: Mapping[str, int], named: Sequence[str], length: int) -> None:
        self._draw, self._words, self._has, self._named, self._length = draw, words, has, [*named], length
        self._rates = {kind: has[kind] / length for kind in (*_AROUND, "dashes", "signs", "numbers", "formulas")}
        self._naming = len(named) / length / _RUNNING
        self._written = 0

    def _few(self, rate: float, words: Sequence[str]) -> range:
        """As many as there are in so many words."""
        return range(int(rate * len(words) + self._draw.random()))

    def phrase(self, lengths: tuple[int, int], capital: bool = True) -> str:
        """So many words, some of them names, numbers or formulas, some in brackets or quotes."""
        draw = self._draw
        words = self._words.draw(draw, draw.randint(*lengths))
        for _ in self._few(self._naming if len(words) >= _BULLET[0] else 0, words):
            if self._named:
                words[draw.randrange(len(words))] = self._named.pop()
        text = " ".join(words)
        self._written += len(text.split())
        for kind, rate in self._rates.items():
            for _ in self._few(rate, words):
                self._mark(kind, words)
        text = " ".join(words)
        return text[0].upper() + text[1:] if capital else text

    def _mark(self, kind: str, words: list[str]) -> None:
        draw = self._draw
        place = draw.randrange(len(words))
        if around := _AROUND.get(kind):
            before, after, most = around
            end = min(place + draw.randrange(most), len(words) - 1)
            words[place] = before + words[place]
            words[end] += after
        elif kind == "dashes":
            words[place] += " —"
        elif kind == "signs":
            words[place] += f" {draw.choice(_SIGNS)}"
        elif kind == "numbers":
            words[place] += f" {draw.randint(2, 400)}"
        else:
            words[place] += f" ${_formula(draw, REAL.inline)}$"

    def entry(self, names: _Names, category: str) -> MadeEntry:
        """The entry: a lead, headings with what is under them, paragraphs up to the length, what it is again."""
        draw, term, shown = self._draw, names.term, names.term
        if names.abbreviations and draw.random() < _SHARES["written out"]:
            shown = f"{term} ({names.abbreviations[0]})"
        length = max(_between(draw, REAL.definitions) - len(shown.split()) - 1, 4)
        meaning = self.phrase((length, length), capital=False)
        end = " —" if self._has["dashes"] else "."
        blocks = [f"**{shown}** is **{meaning}**{end} {self.phrase(_SENTENCE)}."]
        own = [term, term, *(name for name in names.abbreviations for _ in range(round(REAL.own[1]) - 1))]
        blocks += self._sections(own)
        blocks += self._others()
        while self._written < self._length - _SENTENCE[1]:
            blocks.append(" ".join(f"{self.phrase(_SENTENCE)}." for _ in range(draw.randint(*_PARAGRAPH))))
        blocks.append(f"{term} is **{self.phrase(_SENTENCE, capital=False)}**.")
        if draw.random() > _SHARES["openings"]:
            meaning = self.phrase((length, length), capital=False)
        definition = f"{shown} is {meaning}."
        return MadeEntry(term, names.aliases, names.abbreviations, category, definition, "\n\n".join(blocks))

    def _sections(self, own: list[str]) -> Iterator[str]:
        """Headings and bullets, with the entry's own names in some of them."""
        bullets, sections = self._has["bullets"], max(self._has["headings"], 1)
        for number in range(sections):
            if self._has["headings"]:
                yield f"## {self.phrase(_HEADING)} {own.pop(0) if own else ''}".rstrip()
            if share := bullets // sections + (number < bullets % sections):
                yield "\n".join(self._bullet(own) for _ in range(share))

    def _bullet(self, own: list[str]) -> str:
        return f"- **{self.phrase(_LABEL)}**: {self.phrase(_BULLET)} {own.pop() if own else ''}".rstrip() + "."

    def _row(self) -> str:
        return "| " + " | ".join(self.phrase(_CELL) for _ in range(_COLUMNS)) + " |"

    def _others(self) -> Iterator[str]:
        draw, has = self._draw, self._has
        if has["steps"]:
            yield "\n".join(f"{number}. {self.phrase(_BULLET)}." for number in range(1, has["steps"] + 1))
        if has["rows"]:
            row, *others = (self._row() for _ in range(max(has["rows"] - 1, 1)))
            yield "\n".join((row, "|" + " --- |" * _COLUMNS, *others))
        for language, _, lines in draw.choices(REAL.code, [share for _, share, _ in REAL.code], k=has["fences"]):
            yield self._code(language, max(round(lines * draw.uniform(0.3, 1.7)), 1))
        for _ in range(has["displays"]):
            yield f"$$\n{_formula(draw, REAL.display)}\n$$"

    def _code(self, language: str, lines: int) -> str:
        draw = self._draw
        words = ("".join(each for each in word if each.isalnum()) for word in self._words.draw(draw, 2 * lines))
        written = (
            draw.choice(_LINES[language]).format(a=a, b=b, n=draw.randint(1, 512))
            for a, b in zip(words, words, strict=True)
        )
        return "\n".join((f"```{language}", *written, "```"))


def _make_terms(draw: Random, count: int, words: Words, single: Sequence[str]) -> Iterator[str]:
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


def _make_names(draw: Random, terms: Sequence[str], words: Words) -> Iterator[_Names]:
    """The terms with aliases, which are their last words or other ones, and abbreviations, which are their initials."""
    taken = {slugify(term) for term in terms}
    several = sum(" " in term for term in terms) / len(terms)
    for term in terms:
        parts = term.replace("-", " ").split()
        initials = "".join(part[0] for part in parts).upper()
        is_short = " " in term and draw.random() < _SHARES["abbreviations"] / several
        alias = ""
        if draw.random() < _SHARES["aliases"]:
            alias = " ".join(parts[1:]) if len(parts) > 2 else " ".join(dict.fromkeys(words.draw(draw, 2)))
        slug = slugify(alias)
        aliases = (alias[0].upper() + alias[1:],) if slug and slug not in taken else ()
        taken.add(slug)
        yield _Names(term, aliases, (initials,) if is_short else ())


def _draw_parts(draw: Random, weight: float) -> dict[str, int]:
    """How many parts of each kind a body has; a longer one has more."""
    return {
        kind: max(round(usual * weight * draw.uniform(0.7, 1.3)), 1) if draw.random() < share else 0
        for kind, share, usual in REAL.parts
    }


def make_real_entries(count: int, seed: int = 1) -> Iterator[MadeEntry]:
    """Yield ``count`` entries; the names of all are made first, because bodies mention them."""
    draw = Random(seed)
    counted = read_words()
    rare = distinct_words(draw, 2_000 + count // 2)
    once = [ONCE / len(rare)] * len(rare)
    words = Words([*counted, *rare], counts=[*counted.values(), *once])
    grammar = {word for word in list(counted)[:_MOST_FREQUENT] if len(word) < _SHORT}
    naming = {word: number for word, number in counted.items() if word not in grammar and len(word) > 2}
    for_names = Words([*naming], counts=[*naming.values()])
    names = [*_make_names(draw, [*_make_terms(draw, count, for_names, [*naming])], for_names)]
    several = {each.term: each for each in names if " " in each.term}
    popular, most = Words(draw.sample([*several], len(several)), 20), 2 * NAMED[1] * len(several)
    titles = [f"{one.capitalize()} {two}" for one, two in zip(naming, [*naming][_CATEGORIES:], strict=False)]
    usual = mean(chain(*_stretches(REAL.words)))
    sizes = Words(titles[:_CATEGORIES], 2)
    for each in names:
        length = _between(draw, REAL.words)
        others = [several[term].draw(draw) for term in popular.draw(draw, round(draw.uniform(0, most)))]
        writer = _Writer(draw, words, _draw_parts(draw, length / usual), others, length)
        yield writer.entry(each, sizes.draw(draw, 1)[0])


def main() -> None:
    """Write a glossary."""
    folder, count, *seed = sys.argv[1:]
    write_entries(make_real_entries(int(count), int(seed[0]) if seed else 1), Path(folder))


if __name__ == "__main__":
    main()
