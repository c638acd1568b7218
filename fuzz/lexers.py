"""How long code of any language takes to be coloured: ``python -m fuzz.lexers [LANGUAGE ...]``, else all languages.

Each lexer gets repeated openings, brackets, quotes and spaces, and attacks on its own expressions. Prints the languages
with the longest time. Seconds are of processor time, so that it does not matter what else the machine does.
"""

import sys
import time
from collections.abc import Iterator
from random import Random

from pygments.lexer import RegexLexer
from pygments.lexers import get_all_lexers, get_lexer_by_name

from fuzz.attacks import Attack, find_attacks
from glossary_site.markup.code import MAX_LENGTH, Block, highlight_code, time_for

#: Characters: enough where an expression takes time that doubles, and where it takes the square.
_SIZES = (120, MAX_LENGTH - 300)
#: Code without a language, which may be longer.
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


def measure(language: str) -> tuple[float, int, int, str]:
    """The longest time, how many texts were tried and how many were not coloured in time, and the slowest text."""
    longest, tried, plain, slowest = 0.0, 0, 0, ""
    highlight_code([Block("a", language)])  # its expressions are compiled
    for attack in _attacks(language):
        for size in _SIZES if language else _PLAIN:
            code = attack.text(size)
            start = time.process_time()
            (found,) = highlight_code([Block(code, language)])
            seconds = time.process_time() - start
            assert seconds <= time_for([Block(code, language)]) + _BEYOND, (language, attack, size, seconds)
            tried += 1
            plain += found.is_slow
            if seconds > longest:
                longest, slowest = seconds, f"{attack.unit!r} as {size:,} characters"
            if found.is_slow:
                break
    return longest, tried, plain, slowest


def main(languages: list[str]) -> None:
    """Print the languages with the longest times; fails where one takes longer than the limit."""
    languages = languages or ["", *sorted(aliases[0] for _, aliases, _, _ in get_all_lexers() if aliases)]
    rows = sorted(((*measure(language), language) for language in languages), reverse=True)
    for seconds, tried, plain, slowest, language in rows[:_ROWS]:
        print(f"{language or '(none)':20} {seconds:5.2f} s  {plain:4} of {tried:,} plain; slowest: {slowest}")
    slow = sum(plain > 0 for _, _, plain, _, _ in rows)
    tried = sum(tried for _, tried, _, _, _ in rows)
    print(f"{len(rows)} languages, {tried:,} texts, at most {rows[0][0]:.2f} s; in {slow} languages some text is plain")


if __name__ == "__main__":
    main(sys.argv[1:])
