"""Issues for people, summed up, and for programs: JSON, and the annotations that GitHub shows in a pull request."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, replace

from glossary_site.issues import Issue, Severity, errors_in, sort_key

#: Notes that another note counts: only ``--verbose`` shows them.
_COUNTED = ("import-loss",)
#: So many warnings of one code are shown, and so many different notes of one: a flood hides what matters.
_WARNINGS, _NOTES = 10, 5


def sum_up(issues: Iterable[Issue], *, verbose: bool = False) -> Iterator[Issue]:
    """Issues as people read them: errors, warnings, notes, each by file and line.

    Every error is shown. Behind the warnings, one more counts those of its code beyond the first ``_WARNINGS``. Equal
    notes are one note with their number; all notes of a code are, where more than ``_NOTES`` different ones have it.
    With ``verbose`` every issue is shown by itself, those too that another note counts.
    """
    ordered = sorted(issues, key=sort_key)
    warnings, notes = (
        [issue for issue in ordered if issue.severity is severity] for severity in (Severity.WARNING, Severity.NOTE)
    )
    yield from errors_in(ordered)
    if verbose:
        yield from (*warnings, *notes)
    else:
        yield from _first_warnings(warnings)
        yield from _summed_notes([note for note in notes if note.code not in _COUNTED])


def _first_warnings(warnings: Iterable[Issue]) -> Iterator[Issue]:
    seen: Counter[str] = Counter()
    for issue in warnings:
        seen[issue.code] += 1
        if seen[issue.code] <= _WARNINGS:
            yield issue
    for code, number in seen.items():
        if number > _WARNINGS:
            yield Issue(code, Severity.WARNING, f"{number - _WARNINGS:,} more of this kind", "--verbose prints them")


def _summed_notes(notes: Sequence[Issue]) -> Iterator[Issue]:
    alike = Counter((issue.code, issue.message) for issue in notes)
    different = Counter(code for code, _ in alike)
    of_code = Counter(issue.code for issue in notes)
    seen: set[tuple[str, str]] = set()
    for issue in notes:
        is_flood = different[issue.code] > _NOTES
        kind = (issue.code, "" if is_flood else issue.message)
        number = of_code[issue.code] if is_flood else alike[kind]
        if kind not in seen:
            seen.add(kind)
            words = f"one of {number:,} of this kind; --verbose prints them" if is_flood else f"{number:,} times"
            yield replace(issue, message=f"{issue.message} ({words})") if number > 1 else issue


def format_issues(issues: Sequence[Issue], form: str) -> str:
    """Issues as ``json``, or as the workflow commands of GitHub."""
    if form == "json":
        return json.dumps([asdict(issue) for issue in issues], ensure_ascii=False, indent=1)
    levels = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}
    escapes = (("%", "%25"), ("\r", "%0D"), ("\n", "%0A"))

    def quote(text: str, more: tuple[tuple[str, str], ...] = ()) -> str:
        for mark, code in (*escapes, *more):
            text = text.replace(mark, code)
        return text

    return "\n".join(
        f"::{levels[issue.severity]} file={quote(issue.path, ((':', '%3A'), (',', '%2C')))},line={issue.line or 1},"
        f"title={issue.code}::{quote(issue.message + (f' ({issue.hint})' if issue.hint else ''))}"
        for issue in issues
    )
