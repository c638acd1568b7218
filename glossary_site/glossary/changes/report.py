"""Changes as text: for a terminal, as Markdown for a pull request or release notes, as JSON for a program."""

import json
import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from glossary_site.glossary.changes.compare import Change, Kind
from glossary_site.values import as_dict

#: All that Markdown, or the HTML in it, could read as a mark.
_MARKS = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~&$:@^])")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")


def _target(change: Change) -> str:
    if change.kind is Kind.RENAMED:
        return f"{change.was} -> {change.term}"
    return f"{change.term} -> {change.into}" if change.into else change.term


def _text(changes: Sequence[Change]) -> Iterator[str]:
    for change in changes:
        yield _CONTROL.sub(" ", f"{change.kind:<10} {_target(change)}")
        if change.kind is Kind.REDEFINED:
            yield _CONTROL.sub(" ", f"    - {change.before}")
            yield _CONTROL.sub(" ", f"    + {change.after}")


def _plain(text: str) -> str:
    return _MARKS.sub(r"\\\1", _CONTROL.sub(" ", text))


def _markdown(changes: Sequence[Change]) -> Iterator[str]:
    for kind, found in groupby(changes, key=lambda change: change.kind):
        yield f"## {kind.capitalize()}"
        yield ""
        for change in found:
            if kind is Kind.RENAMED:
                yield f"- {_plain(change.was)} → **{_plain(change.term)}**"
            elif change.into:
                yield f"- **{_plain(change.term)}** → {_plain(change.into)}"
            else:
                yield f"- **{_plain(change.term)}**"
            if kind is Kind.REDEFINED:
                yield f"  - before: {_plain(change.before)}"
                yield f"  - now: {_plain(change.after)}"
            elif kind is Kind.ADDED and change.after:
                yield f"  - {_plain(change.after)}"
        yield ""


def format_changes(changes: Sequence[Change], form: str) -> str:
    """``changes``, kind by kind, as ``text``, ``markdown`` or ``json``.

    It is "" for no changes, but in JSON, which has ``changes`` and ``counts``.
    """
    if form == "json":
        found = [{name: value for name, value in as_dict(change).items() if value} for change in changes]
        counts = {kind: sum(change.kind is kind for change in changes) for kind in Kind if kind is not Kind.UPDATED}
        return json.dumps({"counts": counts, "changes": found}, ensure_ascii=False, indent=1)
    lines = _text(changes) if form == "text" else _markdown(changes)
    return "\n".join(lines).rstrip("\n")
