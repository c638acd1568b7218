"""Measures how the time for linking an entry grows with the number of names in the glossary.

    python benchmarks/linking.py [BODIES]

Links BODIES (default 400) generated bodies of about 2 KB against 1,000, 10,000 and 100,000 terms. Prints the time an
entry and the ratio of the largest glossary to the smallest. Times are medians of runs that alternate between the sizes,
so that a slow moment of the machine affects all alike. Names and bodies are made from a seed. In every size a body
mentions about as many terms, because a glossary's sentences do not mention more terms when it grows.
"""

import statistics
import sys
import time
from collections import Counter
from collections.abc import Sequence
from random import Random

from glossary_site.glossary import ABBREVIATION, TERM, Name
from glossary_site.glossary.names import ALIAS
from glossary_site.markup import Body
from glossary_site.mentions.inflection import inflections
from glossary_site.mentions.link_table import LinkTable, Target
from glossary_site.mentions.linker import Linker, Place

SIZES = (1_000, 10_000, 100_000)
RUNS = 7
BODY = 2_000
NAMED = 12

_ONSETS = "b br c cl d dr f fl g gr h l m n p pl qu r s st t tr v w".split()
_VOWELS = "a e i o u ea io ou".split()
_CODAS = ["", *"n r s t l m ck nd st x".split()]
_ENDINGS = ["", "", "", *"er ing ion ity or ory al".split()]
_PLAIN = """the a of and to in is that for with as by on are be it from at which or an this can has not its each one
more than between when other into only also most such where after before because while small large""".split()


def make_word(draw: Random) -> str:
    """One invented word that looks like English."""
    syllables = draw.choice((1, 2, 2, 3))
    stem = "".join(draw.choice(_ONSETS) + draw.choice(_VOWELS) for _ in range(syllables))
    return stem + draw.choice(_CODAS) + draw.choice(_ENDINGS)


def make_names(count: int, draw: Random) -> list[Name]:
    """Names of ``count`` terms: of one to four words, some hyphenated, some with an abbreviation or an alias."""
    vocabulary = [make_word(draw) for _ in range(max(500, count // 4))]
    names: list[Name] = []
    for number in range(count):
        words = [draw.choice(vocabulary) for _ in range(draw.choice((1, 2, 2, 2, 3, 3, 4)))]
        joined = words[0] + "".join(draw.choice((" ", " ", " ", "-")) + word for word in words[1:])
        names.append(Name(joined.capitalize(), f"t{number}", TERM))
        if len(words) > 1 and draw.random() < 0.4:
            names.append(Name("".join(word[0] for word in words).upper(), f"t{number}", ABBREVIATION))
        if draw.random() < 0.3:
            names.append(Name(f"{draw.choice(vocabulary)} {words[-1]}", f"t{number}", ALIAS))
    return names


def make_body(names: Sequence[Name], single: frozenset[str], draw: Random) -> Body:
    """About ``BODY`` characters of HTML that mention ``NAMED`` names among ordinary and invented words."""
    # Names of one word are left out: in a large glossary more of the drawn words would happen to be such names.
    drawn = (draw.choice(_PLAIN) if draw.random() < 0.6 else make_word(draw) for _ in range(BODY // 6))
    words = [word for word in drawn if word not in single]
    for place in sorted(draw.sample(range(len(words)), NAMED)):
        text = draw.choice(names).text
        words[place] = text if text.isupper() else text.lower() + draw.choice(("", "", "s"))
    paragraphs = [" ".join(words[start : start + 60]) for start in range(0, len(words), 60)]
    html = "\n<h2>Part</h2>\n".join(f"<p>{paragraph}, <code>x = 1</code>.</p>" for paragraph in paragraphs)
    return Body("", html, "")


def time_bodies(linker: Linker, bodies: Sequence[Body]) -> float:
    """Processor seconds for linking a body, averaged over all."""
    start = time.process_time()
    for body in bodies:
        linker.link(body, Place(""))
    return (time.process_time() - start) / len(bodies)


def main() -> None:
    """Measure and print."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 400
    linkers: list[Linker] = []
    bodies: list[list[Body]] = []
    for size in SIZES:
        draw = Random(size)
        names = make_names(size, draw)
        start = time.process_time()
        linkers.append(Linker(LinkTable(tuple(names), tuple(Target(f"t{n}") for n in range(size)), "section")))
        print(f"{size:7,} terms, {len(names):7,} names: made ready in {time.process_time() - start:6.2f} s")
        single = frozenset(
            form.lower() for name in names if " " not in name.text for form in inflections(name.text, "en")
        )
        terms_by_name = Counter(name.text.lower() for name in names)
        clear = [name for name in names if terms_by_name[name.text.lower()] == 1]
        bodies.append([make_body(clear, single, draw) for _ in range(count)])
    times: list[list[float]] = [[] for _ in SIZES]
    for _ in range(RUNS):
        for each, linker, texts in zip(times, linkers, bodies, strict=True):
            each.append(time_bodies(linker, texts))
    medians = [statistics.median(each) for each in times]
    for size, linker, texts, median in zip(SIZES, linkers, bodies, medians, strict=True):
        mentions = statistics.mean(sum(linker.link(text, Place("")).counts.values()) for text in texts)
        print(f"{size:7,} terms: {median * 1e6:7.0f} µs an entry, {mentions:.1f} mentions in each")
    print(f"time an entry, {SIZES[-1]:,} : {SIZES[0]:,}  {medians[-1] / medians[0]:.2f}")


if __name__ == "__main__":
    main()
