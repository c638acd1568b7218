"""The log of changes: what ``glossary diff --record`` found, by day, committed beside the entries.

The field ``updated`` of an entry has the day of a change, but not the kind. Merged and deleted terms have no entry.
"""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from glossary_site.disk import read_own_text, write_atomically
from glossary_site.glossary.changes.compare import Change, Kind
from glossary_site.issues import Issue, Severity
from glossary_site.records import is_date
from glossary_site.schema import DATE, FILLED, TEXT, Schema, fields_of, mapping, or_none
from glossary_site.values import Frozen, replace
from glossary_site.yaml_text import Node, Plain, format_yaml, parse_yaml

LOG = ".changes.yml"

_ABOUT = {
    "kind": "what happened to the term",
    "id": "the id of the term",
    "term": "its name",
    "was": "its name before",
    "into": "the id of the term that it became a part of",
}
_FIELDS = tuple(_ABOUT)
_KINDS = tuple(kind.value for kind in Kind if kind is not Kind.UPDATED)
_HEADER = """\
# What changed, and when. 'glossary diff OLD NEW --record DATE' adds to this file; commit it. The site's pages of
# changes and its feed come from here and from the 'updated' fields of entries.
"""


class Log(Frozen):
    """Recorded changes, each with its date, in the order of the file, and its issues."""

    changes: tuple[Change, ...] = ()
    issues: tuple[Issue, ...] = ()


def log_schema() -> Schema:
    """The JSON Schema of ``.changes.yml``, for editors."""
    kinds = {"kind": {"enum": list(_KINDS)}, "id": FILLED, "term": FILLED, "was": TEXT, "into": TEXT}
    properties = {name: {**kinds[name], "description": about} for name, about in _ABOUT.items()}
    changes = {"type": "array", "items": fields_of(properties, "kind", "id", "term")}
    return or_none(mapping(changes, {"minLength": 1, **DATE}))


def _parse_change(node: Node, day: str, path: str, issues: list[Issue]) -> Change | None:
    values: Mapping[str, Node] = node.value if isinstance(node.value, dict) else {}
    texts = {name: value.value for name, value in values.items() if isinstance(value.value, str)}
    if not (texts.get("id") and texts.get("term")) or set(texts) - set(_FIELDS) or len(texts) != len(values):
        message = f"a change must have kind, id and term and may have {', '.join(_FIELDS[3:])}"
        issues.append(Issue("changes-shape", Severity.ERROR, message, "mend it or take it out", path, node.line))
        return None
    if texts.get("kind") not in _KINDS:
        message = f"'kind' cannot be '{texts.get('kind', '')}'"
        hint = f"use one of {', '.join(_KINDS)}"
        issues.append(Issue("changes-shape", Severity.ERROR, message, hint, path, node.line))
        return None
    kind = Kind(texts["kind"])
    return Change(kind, texts["id"], texts["term"], texts.get("was", ""), texts.get("into", ""), date=day)


def parse_log(text: str, path: str) -> Log:
    """Recorded changes. Issues: those of ``parse_yaml``, ``changes-shape``."""
    root, yaml_issues = parse_yaml(text, path)
    issues = list(yaml_issues)
    if root is None or root.value == "":
        return Log((), tuple(issues))
    changes: list[Change] = []
    if not isinstance(root.value, dict):
        message, hint = "the log must map days to lists of changes", "let 'glossary diff --record' write it"
        issues.append(Issue("changes-shape", Severity.ERROR, message, hint, path, root.line))
        return Log((), tuple(issues))
    for day, node in root.value.items():
        if not is_date(day) or not isinstance(node.value, tuple):
            message = f"'{day}' must be a day with a list of changes"
            issues.append(Issue("changes-shape", Severity.ERROR, message, "such as 2026-03-31:", path, node.line))
            continue
        found = (_parse_change(each, day, path, issues) for each in node.value)
        changes += [change for change in found if change is not None]
    return Log(tuple(changes), tuple(issues))


def read_log(entries: Path) -> Log:
    """The log of the folder ``entries``, empty when it has none (issues of ``parse_log``, ``file-unreadable``)."""
    path = entries / LOG
    text, unreadable = read_own_text(path)
    log = parse_log(text, path.as_posix())
    return replace(log, issues=(*unreadable, *log.issues))


def format_log(changes: Iterable[Change]) -> str:
    """The text of a log, the newest day first."""
    days: dict[str, list[Plain]] = {}
    for change in sorted(changes, key=lambda change: change.date, reverse=True):
        fields: dict[str, Plain] = {name: str(getattr(change, name)) for name in _FIELDS}
        days.setdefault(change.date, []).append({name: value for name, value in fields.items() if value})
    return _HEADER + format_yaml({day: list(found) for day, found in days.items()})


def record_changes(entries: Path, day: str, changes: Sequence[Change]) -> tuple[int, tuple[Issue, ...]]:
    """Add ``changes`` to the log of ``entries`` under ``day`` (2026-03-31).

    Returns how many are new, and the issues of ``read_log``: a log with issues is not written over.
    """
    log = read_log(entries)
    recorded = {(change.date, change.kind, change.id) for change in log.changes}
    new = [replace(change, date=day) for change in changes if (day, change.kind, change.id) not in recorded]
    if log.issues or not new:
        return 0, log.issues
    write_atomically(entries / LOG, format_log((*log.changes, *new)))
    return len(new), ()
