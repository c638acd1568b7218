"""Code without a fence among the lines of a stream: lines that read as statements of one language."""

import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from itertools import accumulate
from keyword import kwlist

from glossary_site.text.layout.brace_layout import DIRECTIVE
from glossary_site.text.layout.code_layout import SQL_CLAUSE
from glossary_site.text.layout.commands import begins_command
from glossary_site.text.layout.python_layout import lay_out_python
from glossary_site.text.layout.python_statements import has_effect, parse

_HEAD = re.compile(r"(?:async\s+)?(?:def|class|for|while|if|elif|else|with|try|except|finally)\b.*:\s*(?:#.*)?$")
_SURE = re.compile(
    r"^(?:(?:import|from)\s\w|(?:async )?def\s+\w+\(|class\s+\w+.*:$|@\w+|.*(?:\w\.\w+\(|=\s*[\w.]+\()|print\("
    r"|(?:for\s+\w+(?:,\s*\w+)*\s+in\s.*|while\s.*|try):$)",
    re.MULTILINE,
)
#: A field of a class, which is a statement below other fields and the head of a class only.
_FIELD = re.compile(r"[a-z_]\w*: [A-Za-z][\w.]*(?:\[.*\])?(?: = .+)?$")
_COMMENT = re.compile(rf"\s*(?!{DIRECTIVE})#")
_BRACES = re.compile(r"(?:.*(?:[({=]|::).*|return\b.*|\w+\s+\w+);(?:\s*//.*)?$|(?:.*[)\w]\s*)?\{$|//|" + DIRECTIVE)
_BRACES_SURE = re.compile(r"(?:[({=]|::).*;$|\{$", re.MULTILINE)
_SQL = re.compile(SQL_CLAUSE + r"|(?:UPDATE|SET|AND|OR|ON)\b")
_SQL_SURE = re.compile(r"^(?:SELECT|INSERT INTO|UPDATE|DELETE FROM|CREATE|ALTER|DROP)\s.*[^.]$", re.MULTILINE)
#: Keys in small letters and short items, which do not end as a sentence.
_YAML = re.compile(r"(?:- )*[a-z][\w.-]*:(?: .*[^.?!])?$|- [^:.]{1,40}$|# ")
_YAML_SURE = re.compile(r"^[a-z][\w.-]*:\n(?:- )?[a-z][\w.-]*: \S", re.MULTILINE)
#: What has an effect calls, assigns, begins with a keyword or is a text: a quick test before the code is parsed.
_ACTS = re.compile(rf"[=('\"]|^(?:{'|'.join(kwlist)})\b")
_MOST_LINES, _LONGEST_LINE = 100, 500  # lines of a statement; characters of a line, as patterns take its square


def find_unfenced(lines: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """The first line, the line after the last, and the language of each run of at least two lines of code."""
    lines = [line if len(line) <= _LONGEST_LINE else "" for line in lines]
    languages = [each for each in _LANGUAGES if each[2].search("\n".join(map(str.strip, lines)))]
    at, tried = 0, dict.fromkeys((language for language, _, _ in languages), 0)
    while at < len(lines):
        for language, measure, sure in languages:
            if at < tried[language]:
                continue
            tried[language] = end = _find_end(lines, at, measure)
            if end - at > 1 and _reads_as(language, sure, "\n".join(line.strip() for line in lines[at:end])):
                yield at, end, language
                at = end - 1
                break
        at += 1


def _reads_as(language: str, sure: re.Pattern[str], code: str) -> bool:
    return bool(sure.search(code) and (language != "python" or parse("\n".join(lay_out_python(code.split("\n"))))))


def _find_end(lines: Sequence[str], start: int, measure: Callable[[Sequence[str], int], int]) -> int:
    """Where the code that begins at ``start``, which no comment does, ends: behind its last line that is no comment."""
    at = end = start
    while at < len(lines) and not (at == start and _COMMENT.match(lines[at])) and (length := measure(lines, at)):
        at += length
        if not _COMMENT.match(lines[at - 1]):
            end = at
    return end


def _measure_python(lines: Sequence[str], at: int) -> int:
    """The number of lines of the Python statement that begins at ``at``; 0 where none does."""
    first = lines[at].strip()
    if first.startswith(("# ", "@")) or _HEAD.match(first):
        return 1
    length = _find_balance(lines, at)
    code = "\n".join(each.strip() for each in lines[at : at + length])
    is_code = _ACTS.search(code) and (tree := parse(code)) and all(map(has_effect, tree.body))
    is_field = _FIELD.match(first) and at > 0 and (_FIELD.match(lines[at - 1]) or lines[at - 1].startswith("class "))
    return length if is_code or is_field else 0


def _measure_braces(lines: Sequence[str], at: int) -> int:
    """The number of lines of the statement or block in braces that begins at ``at``; 0 where none does."""
    return (_find_balance(lines, at) or 1) if _BRACES.match(lines[at].strip()) else 0


def _find_balance(lines: Sequence[str], at: int) -> int:
    """The number of lines from ``at`` to that where all open brackets are closed; 0 where it is far."""
    depths = enumerate(accumulate(map(_deepen, lines[at : at + _MOST_LINES])), start=1)
    return next((length for length, depth in depths if depth <= 0), 0)


@lru_cache(maxsize=1_000)
def _deepen(line: str) -> int:
    return sum(map(line.count, "([{")) - sum(map(line.count, ")]}"))


def _by_pattern(pattern: re.Pattern[str]) -> Callable[[Sequence[str], int], int]:
    return lambda lines, at: int(pattern.match(lines[at].strip()) is not None)


_LANGUAGES: tuple[tuple[str, Callable[[Sequence[str], int], int], re.Pattern[str]], ...] = (
    ("python", _measure_python, _SURE),
    ("sql", _by_pattern(_SQL), _SQL_SURE),
    ("", _measure_braces, _BRACES_SURE),
    ("yaml", _by_pattern(_YAML), _YAML_SURE),
    ("bash", lambda lines, at: int(begins_command(lines[at].strip())), re.compile("^[^#]", re.MULTILINE)),
)
