"""What a glossary already had when it took up the checks: told no more, until it is mended and struck off."""

import json
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path, PurePath

from glossary_site.disk import write_atomically
from glossary_site.issues import GlossaryError, Issue, Severity, sort_key

_NUMBER = re.compile(r"\d+")
_VERSION = 1

#: Code, file within the entries' folder, message without its numbers: neither lines nor counts make a finding new.
Fingerprint = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Sifted:
    """The issues that a baseline does not know, how many it does, and how many of its findings are gone."""

    new: tuple[Issue, ...]
    known: int
    gone: int


def fingerprint(issue: Issue, entries: Path) -> Fingerprint:
    """What an issue is known by in a baseline."""
    path = PurePath(issue.path)
    place = path.relative_to(entries) if path.is_relative_to(entries) else path
    return issue.code, place.as_posix(), _NUMBER.sub("#", issue.message)


def _is_kept(issue: Issue) -> bool:
    """Errors are never known: they fail the build as well."""
    return issue.severity is not Severity.ERROR


def format_baseline(issues: Iterable[Issue], entries: Path) -> str:
    """All findings but errors, a line each, sorted: JSON that shows in a diff what was mended."""
    counts = Counter(fingerprint(issue, entries) for issue in issues if _is_kept(issue))
    rows = [json.dumps([*each, count], ensure_ascii=False) for each, count in sorted(counts.items())]
    body = ",\n".join(f"  {row}" for row in rows)
    return f'{{"version": {_VERSION}, "findings": [\n{body}\n]}}\n'


def parse_baseline(text: str, path: str) -> Counter[Fingerprint]:
    """The reverse of ``format_baseline``; raises ``GlossaryError`` (``baseline-unreadable``)."""
    try:
        found = json.loads(text)
        if found["version"] != _VERSION:
            raise ValueError(f"version {found['version']} is not {_VERSION}")
        return Counter({(str(code), str(file), str(what)): int(count) for code, file, what, count in found["findings"]})
    except (ValueError, TypeError, KeyError) as error:
        hint = "write it again with --write-baseline"
        issue = Issue("baseline-unreadable", Severity.ERROR, f"not a baseline: {error}", hint, path)
        raise GlossaryError([issue]) from error


def read_baseline(path: Path) -> Counter[Fingerprint]:
    """The baseline in the file ``path``. Raises ``GlossaryError`` where there is none."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeError) as error:
        hint = "write one with --write-baseline"
        issue = Issue("baseline-unreadable", Severity.ERROR, f"cannot be read: {error}", hint, path.as_posix())
        raise GlossaryError([issue]) from error
    return parse_baseline(text, path.as_posix())


def write_baseline(path: Path, issues: Iterable[Issue], entries: Path) -> None:
    """Write what ``issues`` there are to the file ``path``."""
    write_atomically(path, format_baseline(issues, entries))


def sift(issues: Iterable[Issue], known: Counter[Fingerprint], entries: Path) -> Sifted:
    """Tell new issues from known ones; of several that look alike the first in order are the known ones."""
    left = known.copy()
    new, found = [], 0
    for issue in sorted(issues, key=sort_key):
        key = fingerprint(issue, entries)
        if _is_kept(issue) and left[key] > 0:
            left[key] -= 1
            found += 1
        else:
            new.append(issue)
    return Sifted(tuple(new), found, sum(left.values()))
