"""Records as authors write them: in YAML, and in the front matter of Markdown.

The shape is documented in docs/entries.md; ``parse_records`` and ``format_record`` are its two directions.
"""

from collections.abc import Iterable

from glossary_site.issues import Issue, Severity
from glossary_site.records.fields import Field
from glossary_site.records.front_matter import split_front_matter
from glossary_site.records.reading import RecordReader
from glossary_site.records.record import Record, list_remarks, to_plain
from glossary_site.yaml_text import Node, Plain, format_yaml, parse_yaml


def parse_records(text: str, path: str, own: Iterable[Field] = ()) -> tuple[tuple[Record, ...], tuple[Issue, ...]]:
    """Records of a YAML file: one mapping or a list of them. ``own`` are the fields that the author has declared.

    Issues: those of ``parse_yaml`` and ``RecordReader``, ``body-missing`` (warning).
    """
    root, yaml_issues = parse_yaml(text, path)
    issues = list(yaml_issues)
    nodes = () if root is None else root.value if isinstance(root.value, tuple) else (root,)
    reader = RecordReader(path, issues, own)
    records = [record for node in nodes if (record := reader.read(node)) is not None]
    for record in records:
        issues.extend(_missing_bodies(record))
    return tuple(records), tuple(issues)


def parse_markdown(text: str, path: str, own: Iterable[Field] = ()) -> tuple[tuple[Record, ...], tuple[Issue, ...]]:
    """The record of a Markdown file: its fields in front matter, with ``own`` ones as above, the rest is the body.

    Issues: those of ``parse_records`` and ``split_front_matter``, ``body-twice``.
    """
    matter = split_front_matter(text, path)
    issues = list(matter.issues)

    def fail(code: str, message: str, hint: str, line: int = 1) -> tuple[tuple[Record, ...], tuple[Issue, ...]]:
        return (), (Issue(code, Severity.ERROR, message, hint, path, line),)

    root = matter.fields
    if root is None or root.value == "":
        if issues:
            return (), tuple(issues)
        return fail("term-missing", "the front matter is empty", "add a line such as term: Name of the term")
    body = matter.body.strip("\n")
    if body.strip() and isinstance(root.value, dict):
        lines = matter.body.split("\n")
        first = next(number for number, line in enumerate(lines, matter.body_line) if line.strip())
        for name in ("body", "senses"):
            if name in root.value:
                line = root.value[name].line
                return fail("body-twice", f"'{name}' and text under the front matter", "keep one of them", line)
        root = Node({**root.value, "body": Node(body, first)}, root.line)
    record = RecordReader(path, issues, own).read(root)
    if record is None:
        return (), tuple(issues)
    return (record,), (*issues, *_missing_bodies(record))


def _missing_bodies(record: Record) -> list[Issue]:
    message = f"'{record.term}' has neither a definition nor a body"
    return [
        Issue("body-missing", Severity.WARNING, message, "write what it means", sense.origin.path, sense.origin.line)
        for sense in record.senses
        if not sense.definition and not sense.body.strip() and not list_remarks(sense)
    ]


def format_record(record: Record) -> str:
    """The YAML text of a record, ending in a line end; bodies come last, the fields of a single sense at the top."""
    plain = to_plain(record)
    senses = [_with_body_last(sense) for sense in plain.pop("senses")]
    return format_yaml(plain | senses[0] if len(senses) == 1 else plain | {"senses": senses})


def _with_body_last(sense: dict[str, Plain]) -> dict[str, Plain]:
    body = sense.pop("body", "")
    return sense | {"body": f"{body}\n" if "\n" in str(body) else body} if body else sense
