"""How long code of any language takes to be coloured: ``python -m fuzz.lexers [LANGUAGE ...]``, else all languages.

Each lexer gets repeated openings, brackets, quotes and spaces, and attacks on its own expressions. Prints the languages
with the longest time. Seconds are of processor time, so that it does not matter what else the machine does.

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

#: Characters: enough where an expression takes time that doubles, where it takes the square, and where code is plain.
_SIZES = (120, MAX_LENGTH - 300, 100_000)
#: Code without a language.
_PLAIN = (100_000, 1_000_000)
#: Seconds beyond the limit: the last step of a lexer, and what is no lexer's work.
_BEYOND = 0.3
#: Attacks on a lexer's own expressions that are tried, and rows that are printed.
_OWN, _ROWS = 60, 25
_UNITS = (
    *("<!--", "<", "<a ", '<a b="', "</", "<?", "<%", "{%", "{{", "{#", "${", "#{", "$(", "$", "@", "@a", "&", "&a"),
    *('"', "'", "`", '"""', "'''", '\\"', "\\", "\\\n", '"a', "'a", "(", "[", "{", ")", "((", "[[", "(*", "/*", "//"),
    *("/", "#", "--", "---", ";", ":", "::", ".", "..", ",", "-", "_", "=", "==", "|", "||", "*", "**", "!", "?", "~"),
    *("%", "^", " ", "\t", "\n", " \n", "\n ", "a", "A", "a ", "a\n", "0", "0.", "1e", "a.", "a(", "a:", "a=", "a, "),
    *("a::", "a-", "_a", "a (", "a b ", "a<", "a[", "a{", "a;", "a'", 'a"', "é", "\x00", ">", "> ", ">>", "if "),
)


def _attacks(language: str) -> Iterator[Attack]:
    yield from (Attack("", unit, "") for unit in _UNITS)
    lexer = get_lexer_by_name(language) if language else None
    if isinstance(lexer, RegexLexer):
        rules = [rule for state in getattr(lexer, "_tokens", {}).values() for rule in state]
        own = [attack for match, *_ in rules for attack in find_attacks(match.__self__, 2)]
        yield from Random(0).sample(own, min(_OWN, len(own)))


@dataclass(frozen=True, slots=True)
class Row:
    """The longest time of a language, the text that took it, and how many texts were tried.

    ``plain`` were not coloured in time, and ``late`` took longer than that time.
    """

    seconds: float
    language: str
    slowest: str
    tried: int
    plain: int
    late: int


def measure(language: str) -> Row:
    """Try all texts on one language."""
    longest, tried, plain, late, slowest = 0.0, 0, 0, 0, ""
    highlight_code([Block("a", language)])  # its expressions are compiled
    for attack in _attacks(language):
        for size in _SIZES if language else _PLAIN:
            code = attack.text(size)
            start = time.process_time()
            (found,) = highlight_code([Block(code, language)])
            seconds = time.process_time() - start
            late += seconds > time_for([Block(code, language)]) + _BEYOND
            tried += 1
            plain += found.is_slow
            if seconds > longest:
                longest, slowest = seconds, f"{attack.unit!r} as {size:,} characters"
            if found.is_slow:
                break
    return Row(longest, language, slowest, tried, plain, late)


def _measure_all(languages: Iterable[str], kept: Path | None) -> Iterator[Row]:
    lines = kept.read_text(encoding="utf-8").splitlines() if kept and kept.exists() else []
    rows = {row.language: row for row in (Row(**json.loads(line)) for line in lines)}
    for language in languages:
        row = rows.get(language) or measure(language)
        if kept and language not in rows:
            with kept.open("a", encoding="utf-8") as file:
                file.write(json.dumps(asdict(row)) + "\n")
        yield row


def main() -> None:
    """Print the languages with the longest times; fails where a text takes longer than the limit."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("languages", nargs="*")
    parser.add_argument("--sample", type=int)
    parser.add_argument("--kept", type=Path)
    wanted = parser.parse_args()
    languages = wanted.languages or ["", *sorted(aliases[0] for _, aliases, _, _ in get_all_lexers() if aliases)]
    if wanted.sample:
        languages = Random(datetime.date.today().toordinal()).sample(languages, min(wanted.sample, len(languages)))
    rows = sorted(_measure_all(languages, wanted.kept), key=lambda row: row.seconds, reverse=True)
    for row in rows[:_ROWS]:
        found = f"{row.plain:4} of {row.tried:,} plain; slowest: {row.slowest}"
        print(f"{row.language or '(none)':20} {row.seconds:5.2f} s  {found}")
    slow = sum(row.plain > 0 for row in rows)
    tried = sum(row.tried for row in rows)
    print(f"{len(rows)} languages, {tried:,} texts, at most {rows[0].seconds:.2f} s; in {slow} some text is plain")
    if late := [row.language for row in rows if row.late]:
        sys.exit(f"longer than the limit: {', '.join(late)}")


if __name__ == "__main__":
    main()
