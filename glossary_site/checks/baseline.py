"""Baselines: a list of the findings that a glossary already had, so that a check reports only new ones."""

import json
import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path, PurePath

from glossary_site.disk import write_atomically
from glossary_site.issues import GlossaryError, Issue, Severity, sort_key
from glossary_site.values import Frozen

_NUMBER = re.compile(r"\d+")
_VERSION = 1

#: Code, file within the entries' folder, message without its numbers: neither lines nor counts make a finding new.
Fingerprint = tuple[str, str, str]


class Comparison(Frozen):
    """The issues that are not in a baseline, how many are, and how many findings of the baseline were fixed since."""

    new: tuple[Issue, ...]
    listed: int
    fixed: int


def fingerprint(issue: Issue, entries: Path) -> Fingerprint:
    """The row of a baseline for an issue; ``entries`` is the folder that paths are relative to."""
    path = PurePath(issue.path)
    place = path.relative_to(entries) if path.is_relative_to(entries) else path
    return issue.code, place.as_posix(), _NUMBER.sub("#", issue.message)


def _can_be_listed(issue: Issue) -> bool:
    """No baseline lists an error: it fails the build as well."""
    return issue.severity is not Severity.ERROR


def format_baseline(issues: Iterable[Issue], entries: Path) -> str:
    """JSON with a sorted line for each finding that is no error, so that a diff shows what was fixed."""
    counts = Counter(fingerprint(issue, entries) for issue in issues if _can_be_listed(issue))
    rows = [json.dumps([*each, count], ensure_ascii=False) for each, count in sorted(counts.items())]
    body = ",\n".join(f"  {row}" for row in rows)
    return f'{{"version": {_VERSION}, "findings": [\n{body}\n]}}\n'


def parse_baseline(text: str, path: str) -> Counter[Fingerprint]:
    """The findings in the JSON of ``format_baseline``. Raises ``GlossaryError`` with ``baseline-unreadable``."""
    try:
        found = json.loads(text)
        if found["version"] != _VERSION:
            raise ValueError(f"version {found['version']} is not {_VERSION}")
        return Counter({(str(code), str(file), str(what)): int(count) for code, file, what, count in found["findings"]})
    except (ValueError, TypeError, KeyError) as error:
        hint = "write it again with --write-baseline"
        raise GlossaryError.of("baseline-unreadable", f"not a baseline: {error}", hint, path) from error


def read_baseline(path: Path) -> Counter[Fingerprint]:
    """The findings in the file ``path``. Raises ``GlossaryError`` with ``baseline-unreadable``."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeError) as error:
        hint = "write one with --write-baseline"
        raise GlossaryError.of("baseline-unreadable", f"cannot be read: {error}", hint, path.as_posix()) from error
    return parse_baseline(text, path.as_posix())


def write_baseline(path: Path, issues: Iterable[Issue], entries: Path) -> None:
    """Write the baseline of ``issues`` to the file ``path``. Raises ``OSError``."""
    write_atomically(path, format_baseline(issues, entries))


def compare_with_baseline(issues: Iterable[Issue], baseline: Counter[Fingerprint], entries: Path) -> Comparison:
    """Which issues are new. Of several with one fingerprint, the first in order are those of the baseline."""
    left = baseline.copy()
    new, listed = [], 0
    for issue in sorted(issues, key=sort_key):
        key = fingerprint(issue, entries)
        if _can_be_listed(issue) and left[key] > 0:
            left[key] -= 1
            listed += 1
        else:
            new.append(issue)
    return Comparison(tuple(new), listed, sum(left.values()))
