"""How long each lexer of Pygments takes for repeated openings, brackets, quotes and spaces: ``python -m fuzz.lexers``.

Prints the lexers with the longest time between two tokens, which nothing in a build can end. Beside common units each
lexer gets the texts in its own expressions. Seconds are of processor time, so that it does not matter what else the
machine does. Needs signals (no Windows).
"""

import re
import signal
import sys
import time
from collections.abc import Iterator
from re import _constants, _parser  # type: ignore[attr-defined]
from typing import Any

from pygments.lexer import Lexer, RegexLexer
from pygments.lexers import get_all_lexers, get_lexer_by_name

from glossary_site.markup.code import MAX_LENGTH

#: Characters of the first try; what takes long there is tried with as many as a block may have.
_SHORT = 1_000
#: A match this long in a block of ``MAX_LENGTH`` makes a lexer slow; tried further where it may be one.
_SLOW, _MAYBE = 0.5, 0.002
#: Nothing is measured for longer.
_LIMIT = 2.0
#: Texts in a lexer's own expressions that are tried, and the characters of each.
_OWN, _LENGTH = 50, 12
_UNITS = (
    *("<!--", "<", "<a ", '<a b="', "</", "<?", "<%", "{%", "{{", "{#", "${", "#{", "$(", "$", "@", "@a", "&", "&a"),
    *('"', "'", "`", '"""', "'''", '\\"', "\\", "\\\n", '"a', "'a", "(", "[", "{", ")", "((", "[[", "(*", "/*", "//"),
    *("/", "#", "--", "---", ";", ":", "::", ".", "..", ",", "-", "_", "=", "==", "|", "||", "*", "**", "!", "?", "~"),
    *("%", "^", " ", "\t", "\n", " \n", "\n ", "a", "A", "a ", "a\n", "0", "0.", "1e", "a.", "a(", "a:", "a=", "a, "),
    *(
        "a::",
        "a-",
        "_a",
        "a (",
        "a b ",
        "a<",
        "a[",
        "a{",
        "a;",
        "a'",
        'a"',
        "é",
        "\x00",
        ">",
        "> ",
        ">>",
        "if ",
        "end\n",
    ),
)


class _TooLongError(Exception):
    """The limit is reached."""


def _stop(_signal: int, _frame: object) -> None:
    raise _TooLongError


def _texts(parsed: Any) -> Iterator[str]:
    """The runs of literal characters in a parsed expression."""
    run = ""
    for operator, argument in parsed:
        if operator is _constants.LITERAL:
            run += chr(argument)
            continue
        if run:
            yield run
        run = ""
        parts = argument if isinstance(argument, tuple | list) else (argument,)
        for part in parts:
            if isinstance(part, _parser.SubPattern):
                yield from _texts(part)
            elif isinstance(part, list):
                yield from (text for each in part if isinstance(each, _parser.SubPattern) for text in _texts(each))
    if run:
        yield run


def _own_units(lexer: Lexer) -> list[str]:
    found: dict[str, None] = {}
    if isinstance(lexer, RegexLexer):
        for rules in getattr(lexer, "_tokens", {}).values():
            for match, *_ in rules:
                pattern: re.Pattern[str] = match.__self__
                found.update(
                    dict.fromkeys(each[:_LENGTH] for each in _texts(_parser.parse(pattern.pattern, pattern.flags)))
                )
    marks = [each for each in found if not each.isalnum()]
    return marks[:_OWN]


def longest_match(lexer: Lexer, code: str) -> float:
    """The longest time between two tokens; ``_LIMIT`` where it is no shorter."""
    longest = 0.0
    signal.setitimer(signal.ITIMER_PROF, _LIMIT)
    before = time.process_time()
    try:
        for _ in lexer.get_tokens(code):
            now = time.process_time()
            longest, before = max(longest, now - before), now
    except _TooLongError:
        return min(_LIMIT, max(longest, time.process_time() - before))
    except Exception:  # it fails in a way of its own
        return longest
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
    return longest


def measure(alias: str) -> tuple[float, str]:
    """The longest match of a lexer in any of its inputs, and the unit of that."""
    lexer = get_lexer_by_name(alias, stripnl=False)
    longest_match(lexer, "a")  # its expressions are compiled
    worst = (0.0, "")
    for unit in (*_UNITS, *_own_units(lexer)):
        found = longest_match(lexer, unit * (_SHORT // len(unit)))
        if _MAYBE < found < _SLOW:
            found = longest_match(lexer, unit * (MAX_LENGTH // len(unit)))
        if found > worst[0]:
            worst = found, unit
        if found >= _LIMIT:
            break
    return worst


def main() -> None:
    """Print the worst lexers; exit code 1 where one of them is slow."""
    signal.signal(signal.SIGPROF, _stop)
    rows = []
    for name, aliases, _, _ in sorted(get_all_lexers()):
        if aliases:
            seconds, unit = measure(aliases[0])
            rows.append((seconds, name, unit))
            if seconds >= _SLOW / 10:
                print(f"{seconds:6.2f}  {name:<40} {unit!r}", flush=True)
    slow = [name for seconds, name, _ in rows if seconds >= _SLOW]
    print(f"{len(rows)} lexers; slow: {', '.join(slow) or 'none'}")
    sys.exit(bool(slow))


if __name__ == "__main__":
    main()
