"""Issues for people, summed up, and for programs: JSON, annotations that GitHub shows in a pull request, SARIF."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any
from urllib.parse import quote

from glossary_site import __version__
from glossary_site.issues import Issue, Severity, errors_in, sort_key
from glossary_site.values import as_dict, replace

#: Notes that another note counts: only ``--verbose`` shows them.
_COUNTED = ("import-loss",)
#: So many warnings of one code are shown, and so many different notes of one: a flood hides what matters.
_WARNINGS, _NOTES = 10, 5
_SARIF_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


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


def format_json(issues: Iterable[Issue]) -> str:
    """Issues as a list of objects, with a key for each field of an issue."""
    return json.dumps([as_dict(issue) for issue in issues], ensure_ascii=False, indent=1)


def format_github(issues: Iterable[Issue]) -> str:
    """Issues as the workflow commands that GitHub shows beside the lines of a pull request."""
    levels = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}
    escapes = (("%", "%25"), ("\r", "%0D"), ("\n", "%0A"))

    def escape(text: str, more: tuple[tuple[str, str], ...] = ()) -> str:
        for mark, code in (*escapes, *more):
            text = text.replace(mark, code)
        return text

    return "\n".join(
        f"::{levels[issue.severity]} file={escape(issue.path, ((':', '%3A'), (',', '%2C')))},line={issue.line or 1},"
        f"title={issue.code}::{escape(_whole_message(issue))}"
        for issue in issues
    )


def format_sarif(issues: Sequence[Issue]) -> str:
    """Issues as a log in SARIF 2.1.0 (OASIS 2023), which code scanning of GitHub and many editors read.

    Paths are relative references (RFC 3986) from the folder in which the command runs.
    """
    from glossary_site.checks import RULES

    codes = sorted({issue.code for issue in issues})
    summaries = {rule.code: {"shortDescription": {"text": rule.summary}, "help": {"text": rule.hint}} for rule in RULES}
    driver = {
        "name": "glossary-site",
        "version": __version__,
        "rules": [{"id": code, **summaries.get(code, {})} for code in codes],
    }
    run = {"tool": {"driver": driver}, "results": [_result(issue, codes) for issue in issues]}
    log = {"$schema": _SARIF_SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=1)


def _result(issue: Issue, codes: Sequence[str]) -> dict[str, Any]:
    place: dict[str, Any] = {"artifactLocation": {"uri": quote(issue.path)}}
    if issue.line:
        place["region"] = {"startLine": issue.line}
    return {
        "ruleId": issue.code,
        "ruleIndex": codes.index(issue.code),
        "level": str(issue.severity),
        "message": {"text": _whole_message(issue)},
        "locations": [{"physicalLocation": place}] if issue.path else [],
    }


def _whole_message(issue: Issue) -> str:
    return issue.message + (f" ({issue.hint})" if issue.hint else "")


#: The forms for programs.
FORMS = {"json": format_json, "github": format_github, "sarif": format_sarif}
