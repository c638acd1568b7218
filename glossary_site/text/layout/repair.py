"""Repair a damaged body: lost backslashes, cut-off formulas, mojibake, invisible characters.

Formulas are repaired only inside their delimiters. Code keeps all but its invisible and control characters. Each
change is a ``Repair``, so that a person can check it; damage that cannot be repaired is an issue.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache

import ftfy
from ftfy.fixes import fix_c1_controls, fix_surrogates

from glossary_site.issues import Issue, Severity
from glossary_site.text.code import find_code
from glossary_site.text.latex import Formula, Traces, find_formulas, find_traces, restore_backslashes
from glossary_site.values import Frozen


class Repair(Frozen):
    """One change: the text ``before`` it and ``after`` it, on ``line`` of the body, from 1.

    ``kind`` is ``latex``, ``cut-off-formula``, ``mojibake``, ``invisible-character``, ``control-character`` or
    ``title`` (a first line that repeats the entry's name). ``certain`` is False where the text could be read in two
    ways.
    """

    kind: str
    before: str
    after: str
    line: int
    certain: bool


class Repaired(Frozen):
    """A body after repair, its changes, and the issues of the damage that is left."""

    text: str
    repairs: tuple[Repair, ...]
    issues: tuple[Issue, ...]


class _Change(Frozen):
    """``text[start:end]`` is to be replaced by ``after``."""

    start: int
    end: int
    after: str
    kind: str
    certain: bool = True


_UNWRITTEN = re.compile("[\u200b\u2060\ufeff\u00ad]+|[\ud800-\udfff]+")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]+")
# UTF-8 that was read in another encoding has a character of the first class before one of the second. Only words with
# such a pair are examined further.
_FIRST_BYTE = "[\u00c2-\u00f4\u0413\u0432\u0420\u0421]"
_NEXT_BYTE = "[\u0080-\u00bf\u0152-\u0192\u02c6\u02dc\u2013-\u2122\u0400-\u04ff]"
_MOJIBAKE = re.compile(_FIRST_BYTE + _NEXT_BYTE)
_WORD = re.compile(r"[^ \n]+")
_LOST = re.compile(r"\[email(?:&#160;|[ \u00a0])protected\]|\ufffd+", re.IGNORECASE)
_LONGEST_SHOWN = 80  # characters
# Rates, step sizes, efficiencies and viscosities are usually written as η.
_ETA_WORDS = re.compile(
    r"η|\\eta\b|\blearning[- ]rates?\b|\bstep[- ]sizes?\b|\befficienc(?:y|ies)\b|\bviscosit(?:y|ies)\b", re.IGNORECASE
)
_BETA_WORDS = re.compile(r"β|\\beta\b|\bbeta\b", re.IGNORECASE)
_BRACE = re.compile(r"(?<!\\)[{}]")


#: In characters. A longer body is examined only if it is writing, as hundreds of thousands of marks would take long.
LONG = 20_000


def is_writing(body: str) -> bool:
    """Whether a body is short, or has enough words between its marks; other bodies are not repaired or reflowed."""
    return len(body) <= LONG or (
        sum(map(str.isalnum, body)) >= 0.3 * len(body)
        and body.count("- ") <= len(body) / 12
        and max(body.count("$"), body.count("\n")) <= len(body) / 8
    )


def repair(body: str, accepts: Callable[[str], bool] | None = None) -> Repaired:
    """``body`` with its damage repaired, in time linear in its length; a sound body stays the same.

    ``accepts`` checks whether a formula's LaTeX can be shown, so that no repair makes a formula worse. Issues, all
    warnings: ``uncertain-formula``, ``formula-cut-off``, ``obfuscated-mail``, ``lost-character``.
    """
    text, misread = _apply(body, list(_misread_words(body)))
    text, unwritten = _apply(text, list(_unwritten_characters(text)))
    formulas = find_formulas(text)
    changes, issues = _formula_changes(text, formulas, accepts) if is_writing(body) else ([], [])
    changes += _control_characters(text, formulas)
    text, others = _apply(text, sorted(changes, key=lambda change: change.start))
    return Repaired(text, (*misread, *unwritten, *others), (*issues, *_damage_left(text)))


def _apply(text: str, changes: list[_Change]) -> tuple[str, list[Repair]]:
    """The text after ``changes``, which are in order and do not overlap, and each change as a repair."""
    pieces: list[str] = []
    repairs: list[Repair] = []
    done, line = 0, 1
    for change in changes:
        kept = text[done : change.start]
        line += kept.count("\n")
        before = text[change.start : change.end]
        pieces += (kept, change.after)
        repairs.append(Repair(change.kind, before, change.after, line, change.certain))
        line += before.count("\n")
        done = change.end
    return "".join([*pieces, text[done:]]), repairs


def _outside(text: str, spans: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The stretches of ``text`` outside ``spans``, which are in order."""
    start = 0
    for begin, end in spans:
        if start < begin:
            yield start, begin
        start = max(start, end)
    if start < len(text):
        yield start, len(text)


@lru_cache(maxsize=4_096)
def _read_again(word: str) -> str:
    """A word as its author wrote it; a text has each of its words many times."""
    return ftfy.fix_encoding(word)


def _misread_words(text: str) -> Iterator[_Change]:
    """Words outside code that were written in one encoding and read in another."""
    if not _MOJIBAKE.search(text):
        return
    for start, end in _outside(text, find_code(text)):
        for word in _WORD.finditer(text, start, end):
            if _MOJIBAKE.search(word[0]):
                fixed = _read_again(word[0])
                if fixed != word[0]:
                    yield _Change(*word.span(), fixed, "mojibake")


def written_text(text: str) -> str:
    """``text`` without the characters that ``repair`` removes everywhere, so that it has the words of the result."""
    return _CONTROL.sub(lambda match: _CONTROL.sub("", fix_c1_controls(match[0])), _UNWRITTEN.sub("", text))


def _unwritten_characters(text: str) -> Iterator[_Change]:
    """Characters of no width, which are invisible, and lone surrogates, which no file can hold."""
    for match in _UNWRITTEN.finditer(text):
        if "\ud800" <= match[0][0] <= "\udfff":
            yield _Change(*match.span(), fix_surrogates(match[0]), "control-character")
        else:
            yield _Change(*match.span(), "", "invisible-character")


def _formula_changes(
    text: str, formulas: tuple[Formula, ...], accepts: Callable[[str], bool] | None
) -> tuple[list[_Change], list[Issue]]:
    """The changes of the formulas, and the issues of those that are uncertain or cut off."""
    taken, kept = find_traces("\n".join(formula.latex for formula in formulas))
    # Without words for one of the two letters alone it was β, the more frequent one.
    traces = Traces(taken, kept, bool(_BETA_WORDS.search(text)) or not _ETA_WORDS.search(text))
    changes: list[_Change] = []
    issues: list[Issue] = []
    done, line = 0, 1
    for formula in formulas:
        line += text.count("\n", done, formula.start)
        done = formula.start
        restored = restore_backslashes(formula.latex, formula.display, traces)
        latex, certain = restored.latex, restored.certain
        if latex != formula.latex and accepts and accepts(formula.latex) and not accepts(latex):
            latex, certain = formula.latex, True
        opening = text[formula.start : formula.end].partition(formula.latex)[0]
        closing = {"\\(": "\\)", "\\[": "\\]"}.get(opening, opening)
        if not formula.closed:
            latex = _end_with_ellipsis(latex, accepts)
            closing = "\n" + closing if formula.latex.startswith("\n") else closing
            issues.append(_cut_off_issue(latex, line))
        if not certain:
            issues.append(_uncertain_issue(formula.latex, latex, line))
        if latex != formula.latex:
            kind = "latex" if formula.closed else "cut-off-formula"
            changes.append(_Change(formula.start, formula.end, opening + latex + closing, kind, certain))
    return changes, issues


def _end_with_ellipsis(latex: str, accepts: Callable[[str], bool] | None) -> str:
    """A cut-off formula with an end: an ellipsis, then all open braces closed."""
    latex = latex.rstrip()
    braces = _BRACE.findall(latex)
    end = "}" * (braces.count("{") - braces.count("}"))
    backslash = latex.rfind("\\")
    unfinished = latex[:backslash] if backslash >= 0 and latex[backslash + 1 :].isalpha() else latex
    candidates = [f"{latex} \\ldots{end}", f"{latex}{{\\ldots}}{end}", f"{unfinished} \\ldots{end}"]
    if latex[-1:] in ("_", "^", "{"):
        candidates.insert(0, f"{latex}\\ldots{end}")
    return next((candidate for candidate in candidates if accepts is None or accepts(candidate)), candidates[0])


def _control_characters(text: str, formulas: tuple[Formula, ...]) -> Iterator[_Change]:
    """Control characters outside formulas; those of a Windows code page become the characters that they mean there."""
    for start, end in _outside(text, [(formula.start, formula.end) for formula in formulas]):
        for match in _CONTROL.finditer(text, start, end):
            yield _Change(*match.span(), _CONTROL.sub("", fix_c1_controls(match[0])), "control-character")


def _damage_left(text: str) -> Iterator[Issue]:
    """The issues of damage that cannot be repaired, as nothing in the text shows what was lost."""
    done, line = 0, 1
    for match in _LOST.finditer(text):
        line += text.count("\n", done, match.start())
        done = match.start()
        if match[0][0] == "[":
            message = f"a mail address was hidden from robots and is lost: {match[0]}"
            yield Issue("obfuscated-mail", Severity.WARNING, message, "write the address, or take it out", line=line)
        else:
            message = "a character was lost: U+FFFD is in its place"
            yield Issue("lost-character", Severity.WARNING, message, "write the lost character", line=line)


def _uncertain_issue(before: str, after: str, line: int) -> Issue:
    message = f"a formula could be read in two ways: {_shown(before)} became {_shown(after)}"
    return Issue("uncertain-formula", Severity.WARNING, message, "compare it with its source", line=line)


def _cut_off_issue(latex: str, line: int) -> Issue:
    message = f"a formula was cut off and ends with an ellipsis: {_shown(latex)}"
    hint = "text after a < is often lost; write the rest of the formula"
    return Issue("formula-cut-off", Severity.WARNING, message, hint, line=line)


def _shown(latex: str) -> str:
    shown = " ".join(latex.split())
    return shown if len(shown) <= _LONGEST_SHOWN else shown[:_LONGEST_SHOWN] + "…"
