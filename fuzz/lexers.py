"""How long code of any language takes to be coloured: ``python -m fuzz.lexers [LANGUAGE ...]``, else all languages.

Each lexer gets repeated openings, brackets, quotes and spaces, and attacks on its own expressions, as short texts.
Those that took it longest follow as long ones: what takes the square of its length, or more, is among them. Prints a
row for each language, the longest time first. Seconds are of processor time, so that it does not matter what else the
machine does.

``--short N`` and ``--long N`` try as many attacks on each language, as short texts and as long ones. All of them take
hours, as a text may take its limit of time.
``--sample N`` takes as many languages, others each day. ``--kept FILE`` writes each language's row to a file as soon as
it is measured, and measures none that is in it: a run that was stopped goes on.
"""

import argparse
import datetime
import json
import sys
import time
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from random import Random

from pygments.lexer import RegexLexer
from pygments.lexers import get_all_lexers, get_lexer_by_name

from fuzz.attacks import Attack, find_attacks
from glossary_site.markup.code import MAX_LENGTH, Block, highlight_code, time_for

#: Characters: enough where an expression takes time that doubles, and where it takes the square.
_SHORT = (120, 2_500)
#: As long as code may be to have colours, and longer.
_LONG = (MAX_LENGTH - 300, 100_000)
#: Seconds beyond the limit: the last step of a lexer, and what is no lexer's work.
_BEYOND = 0.3
_UNITS = (
    *("<!--", "<", "<a ", '<a b="', "</", "<?", "<%", "{%", "{{", "{#", "${", "#{", "$(", "$", "@", "@a", "&", "&a"),
    *('"', "'", "`", '"""', "'''", '\\"', "\\", "\\\n", '"a', "'a", "(", "[", "{", ")", "((", "[[", "(*", "/*", "//"),
    *("/", "#", "--", "---", ";", ":", "::", ".", "..", ",", "-", "_", "=", "==", "|", "||", "*", "**", "!", "?", "~"),
    *("%", "^", " ", "\t", "\n", " \n", "\n ", "a", "A", "a ", "a\n", "0", "0.", "1e", "a.", "a(", "a:", "a=", "a, "),
    *("a::", "a-", "_a", "a (", "a b ", "a<", "a[", "a{", "a;", "a'", 'a"', "é", "\x00", ">", "> ", ">>", "if "),
)


def _attacks(language: str, most: int) -> list[Attack]:
    """At most so many attacks: those on a lexer's own expressions are half of them, where it has as many."""
    lexer = get_lexer_by_name(language) if language else None
    own: list[Attack] = []
    if isinstance(lexer, RegexLexer):
        rules = [rule for state in getattr(lexer, "_tokens", {}).values() for rule in state]
        own = [attack for match, *_ in rules for attack in find_attacks(match.__self__, 2)]
        own = Random(0).sample(own, min(most // 2, len(own)))
    units = Random(0).sample(_UNITS, min(most - len(own), len(_UNITS)))
    return [*own, *(Attack("", unit, "") for unit in units)]


@dataclass(frozen=True, slots=True)
class Trial:
    """The seconds that a text took, and whether it was not coloured in time, or took longer than that time."""

    seconds: float
    attack: Attack
    size: int
    is_plain: bool
    is_late: bool


@dataclass(frozen=True, slots=True)
class Row:
    """The longest time of a language, the text that took it, how many texts were tried, and how many of them were long.

    ``plain`` were not coloured in time, and ``late`` took longer than that time.
    """

    seconds: float
    language: str
    slowest: str
    tried: int
    long: int
    plain: int
    late: int


def _seconds(measured: Trial | Row) -> float:
    return measured.seconds


def _try(language: str, attack: Attack, size: int) -> Trial:
    blocks = [Block(attack.text(size), language)]
    start = time.process_time()
    (found,) = highlight_code(blocks)
    seconds = time.process_time() - start
    return Trial(seconds, attack, size, found.is_slow, seconds > time_for(blocks) + _BEYOND)


def measure(language: str, attacks: int, longest: int) -> Row:
    """Try so many attacks on one language as short texts, and so many of them as long ones."""
    highlight_code([Block("a", language)])  # its expressions are compiled
    short = [_try(language, attack, size) for attack in _attacks(language, attacks) for size in _SHORT]
    slowest = dict.fromkeys(trial.attack for trial in sorted(short, key=_seconds, reverse=True))
    long = [_try(language, attack, size) for attack in list(slowest)[:longest] for size in _LONG]
    worst = max(*short, *long, key=_seconds)
    plain, late = (sum(each) for each in zip(*((trial.is_plain, trial.is_late) for trial in short + long), strict=True))
    text = f"{worst.attack.unit!r} as {worst.size:,} characters"
    return Row(worst.seconds, language, text, len(short) + len(long), len(long), plain, late)


def _measure_all(languages: Iterable[str], counts: tuple[int, int], kept: Path | None) -> Iterator[Row]:
    lines = kept.read_text(encoding="utf-8").splitlines() if kept and kept.exists() else []
    rows = {row.language: row for row in (Row(**json.loads(line)) for line in lines)}
    for language in languages:
        row = rows.get(language) or measure(language, *counts)
        if kept and language not in rows:
            with kept.open("a", encoding="utf-8") as file:
                file.write(json.dumps(asdict(row)) + "\n")
        yield row


def main() -> None:
    """Print the languages with the longest times; fails where a text takes longer than the limit."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("languages", nargs="*")
    parser.add_argument("--sample", type=int)
    parser.add_argument("--short", type=int, default=40)
    parser.add_argument("--long", type=int, default=2)
    parser.add_argument("--kept", type=Path)
    wanted = parser.parse_args()
    languages = wanted.languages or ["", *sorted(aliases[0] for _, aliases, _, _ in get_all_lexers() if aliases)]
    if wanted.sample:
        languages = Random(datetime.date.today().toordinal()).sample(languages, min(wanted.sample, len(languages)))
    rows = sorted(_measure_all(languages, (wanted.short, wanted.long), wanted.kept), key=_seconds, reverse=True)
    for row in rows:
        found = f"{row.plain:4} of {row.tried} plain; slowest: {row.slowest}"
        print(f"{row.language or '(none)':24} {row.seconds:5.2f} s  {found}")
    tried, long, slow = (
        sum(each) for each in zip(*((row.tried, row.long, row.plain > 0) for row in rows), strict=True)
    )
    sizes = " and ".join(f"{size:,}" for size in _LONG)
    print(f"{len(rows)} languages, {tried:,} texts, {long:,} of them of {sizes} characters")
    print(f"at most {rows[0].seconds:.2f} s; in {slow} languages some text is plain")
    if late := [row.language for row in rows if row.late]:
        sys.exit(f"longer than the limit: {', '.join(late)}")


if __name__ == "__main__":
    main()
