"""Seeded glossaries of any size, for every benchmark: invented names and words that vary as real ones do.

    python -m benchmarks.generate FOLDER COUNT [SEED]

An entry is a Markdown file of about 2 KB. Words follow Zipf's law over a vocabulary that grows with the glossary
(Heaps's law). Ordinary words occur everywhere, and each category has words of its own. Names have one to four words and
share words with one another; some have hyphens, digits, accents or marks (as ``C++`` has). Most long names have an
abbreviation, a third an alias; some abbreviations belong to several terms. Bodies mention other terms, popular ones and
those of their category more often. The same count and seed give the same glossary on every machine.
"""

import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import accumulate
from pathlib import Path
from random import Random

from glossary_site.language import slugify

_ONSETS = "b br c ch cl cr d dr f fl g gr h j k l m n p ph pl pr qu r s sc sh sl sp st str t th tr v w z".split()
_VOWELS = "a a e e i i o o u ea io ou ai y".split()
_CODAS = ["", "", "", "n", "r", "s", "t", "l", "m", "ck", "nd", "st", "x", "ct", "rm", "ng"]
_ENDINGS = ["", "", "", *"er ing ion ity or ory al ive ance ed s ate ism ous able ment ness graphy meter".split()]
_PLAIN = """the of a and to in is that for with as by on are be it from at which or an this can has not its each one
more than between when other into only also most such where after before because while small large their they but may
two these both if used same over so how then less many some no high low first through under new well often must whole
called being part way like given without within about number form set time point value work case kind result who what
does have will would should every another different""".split()
_HEADINGS = ("How it works", "In practice", "Limits", "History", "Example", "Variants", "What it costs")
_CATEGORIES = 24
#: Words of a body, for about 2 KB of text.
_WORDS = (150, 380)


@dataclass(frozen=True, slots=True)
class MadeEntry:
    """One invented entry: its names, its category, a definition of one sentence, a Markdown body."""

    term: str
    aliases: tuple[str, ...]
    abbreviations: tuple[str, ...]
    category: str
    definition: str
    body: str

    @property
    def markdown(self) -> str:
        """The text of a file of ``entries/``."""
        quote = partial(json.dumps, ensure_ascii=False)  # which is YAML, too
        lines = ["---", f"term: {quote(self.term)}"]
        for field, names in (("aliases", self.aliases), ("abbreviations", self.abbreviations)):
            if names:
                lines.append(f"{field}: [{', '.join(map(quote, names))}]")
        described = f"category: {quote(self.category)}", f"definition: {quote(self.definition)}"
        lines += [*described, "---", "", self.body, ""]
        return "\n".join(lines)


class Words:
    """Words and their frequencies: without ``counts``, the first is drawn most often."""

    def __init__(self, words: Sequence[str], flat: float = 2.7, counts: Sequence[float] = ()) -> None:
        self._words = words
        self._odds = list(accumulate(counts or (1 / (rank + flat) for rank in range(len(words)))))

    def draw(self, draw: Random, count: int) -> list[str]:
        """So many words, some of them several times."""
        return draw.choices(self._words, cum_weights=self._odds, k=count)


def make_word(draw: Random) -> str:
    """One invented word that looks like English."""
    syllables = draw.choices((1, 2, 3), (40, 50, 10))[0]
    stem = "".join(draw.choice(_ONSETS) + draw.choice(_VOWELS) for _ in range(syllables))
    return stem + draw.choice(_CODAS) + draw.choice(_ENDINGS)


def distinct_words(draw: Random, count: int) -> list[str]:
    """So many invented words."""
    found: dict[str, None] = {}
    while len(found) < count:
        found[make_word(draw)] = None
    return list(found)


def _accented(word: str, draw: Random) -> str:
    for plain, marked in draw.sample((("e", "é"), ("o", "ö"), ("u", "ü"), ("a", "å"), ("n", "ñ")), 5):
        if plain in word:
            return word.replace(plain, marked, 1)
    return word


def _make_name(words: Words, draw: Random) -> str:
    parts = list(dict.fromkeys(words.draw(draw, draw.choices((1, 2, 3, 4), (25, 45, 22, 8))[0])))
    kind = draw.random()
    if kind < 0.02:
        parts[0] = _accented(parts[0], draw)
    elif kind < 0.04:
        parts.insert(draw.randint(0, len(parts)), f"{draw.randint(1, 9)}{draw.choice(('D', 'T', 'x1', 'G'))}")
    elif kind < 0.05 and len(parts) == 1:
        return parts[0].capitalize() + draw.choice(("++", "#"))
    name = parts[0] + "".join((draw.choice("    -") if len(parts) > 1 else " ") + part for part in parts[1:])
    return name[0].upper() + name[1:]


def _make_names(words: Words, draw: Random, taken: set[str]) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    """Term, aliases and abbreviations. Other entries may have the abbreviation too; no two other names share a slug."""

    def fresh() -> str:
        name = _make_name(words, draw)
        while slugify(name) in taken:
            name = f"{make_word(draw).capitalize()} {name[0].lower()}{name[1:]}"
        taken.add(slugify(name))
        return name

    term = fresh()
    aliases = tuple(fresh() for _ in range(draw.choices((0, 1, 2), (67, 26, 7))[0]))
    initials = "".join(word[0] for word in term.replace("-", " ").split()).upper()
    has_short = len(initials) > 2 and draw.random() < 0.7
    return term, aliases, (initials,) if has_short and initials != term else ()


def _sentences(words: list[str], draw: Random) -> Iterator[str]:
    place = 0
    while place < len(words):
        length = draw.randint(8, 22)
        part = words[place : place + length]
        place += length
        if len(part) > 13:
            part[6] += ","
        text = " ".join(part)
        yield text[0].upper() + text[1:] + "."


def _make_body(words: list[str], draw: Random) -> str:
    """Paragraphs under headings, some with a list or code, as in real bodies."""
    blocks: list[str] = []
    sentences = list(_sentences(words, draw))
    place = 0
    while place < len(sentences):
        size = draw.randint(2, 5)
        blocks.append(" ".join(sentences[place : place + size]))
        place += size
        kind = draw.random()
        if kind < 0.25:
            blocks.append(f"## {draw.choice(_HEADINGS)}")
        elif kind < 0.4:
            blocks.append("\n".join(f"- {word}" for word in draw.sample(words, 3)))
        elif kind < 0.44:
            blocks.append(f"```python\n{words[0].strip(',').lower()} = {draw.randint(1, 99)}\n```")
        elif kind < 0.48:
            blocks.append(f"It is $x_{{{draw.randint(1, 9)}}} = {draw.randint(2, 99)}$ here.")
    if blocks[-1].startswith("## "):
        blocks.pop()
    return "\n\n".join(blocks)


def make_entries(count: int, seed: int = 1) -> Iterator[MadeEntry]:
    """Yield ``count`` entries; the names of all are made first, because bodies mention them."""
    draw = Random(seed)
    vocabulary = distinct_words(draw, 5_000 + count // 2)
    general, special = vocabulary[:3_000], vocabulary[3_000:]
    share = max(200, len(special) // 12)
    own = [Words(draw.sample(special, min(share, len(special))), 8) for _ in range(_CATEGORIES)]
    plain, common = Words(_PLAIN, 1.5), Words(general, 12)
    sizes = list(accumulate(1 / (rank + 2) for rank in range(_CATEGORIES)))
    titles = [f"{a.capitalize()} {b}" for a, b in zip(general[100:], general[200:300], strict=False)][:_CATEGORIES]
    naming = [Words(draw.sample(special, len(special) // 3) + general[:400], 60) for _ in range(_CATEGORIES)]
    homes = draw.choices(range(_CATEGORIES), cum_weights=sizes, k=count)
    taken: set[str] = set()
    names = [_make_names(naming[home], draw, taken) for home in homes]
    popular = Words([name[0] for name in draw.sample(names, count)], 20)
    nearby = [
        [name[0] for name, place in zip(names, homes, strict=True) if place == home] for home in range(_CATEGORIES)
    ]
    for (term, aliases, abbreviations), home in zip(names, homes, strict=True):
        length = draw.randint(*_WORDS)
        words = plain.draw(draw, length * 45 // 100) + common.draw(draw, length * 33 // 100)
        words += own[home].draw(draw, length * 22 // 100)
        draw.shuffle(words)
        mentioned = popular.draw(draw, draw.randint(1, 4)) + draw.choices(nearby[home], k=draw.randint(1, 5)) + [term]
        for name in mentioned:
            words[draw.randrange(len(words))] = name if name.isupper() else name.lower()
        definition = f"{term} is {' '.join(words[-draw.randint(8, 16) :])}."
        yield MadeEntry(term, aliases, abbreviations, titles[home], definition, _make_body(words, draw))


def write_entries(entries: Iterable[MadeEntry], folder: Path) -> None:
    """Write entries as Markdown files below ``folder``, a thousand in each subfolder."""
    for number, entry in enumerate(entries):
        if number % 1_000 == 0:
            place = folder / f"{number // 1_000:03}"
            place.mkdir(parents=True, exist_ok=True)
        (place / f"e{number:06}.md").write_text(entry.markdown, encoding="utf-8")


def main() -> None:
    """Write a glossary."""
    folder, count, *seed = sys.argv[1:]
    write_entries(make_entries(int(count), int(seed[0]) if seed else 1), Path(folder))


if __name__ == "__main__":
    main()
