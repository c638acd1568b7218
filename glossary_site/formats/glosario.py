"""Glosario's YAML (The Carpentries): a list of entries by slug, each in many languages, linked as ``[text](#slug)``."""

import re
from collections.abc import Iterator
from dataclasses import replace

from glossary_site.formats.imported import ImportedGlossary, ImportNotes, ImportSource, make_id
from glossary_site.issues import Issue, Severity
from glossary_site.markup import can_be_target, escape_references
from glossary_site.records import Origin, Record, Sense
from glossary_site.yaml_text import Node, parse_yaml

_LINK = re.compile(r"\[([^\[\]]{1,300})\]\(#([^()\s]{1,100})\)")
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:[-_][A-Za-z]{2,4})?")


def _fields(node: Node) -> dict[str, Node]:
    return node.value if isinstance(node.value, dict) else {}


def _text(fields: dict[str, Node], name: str) -> str:
    node = fields.get(name)
    return node.value.strip() if node is not None and isinstance(node.value, str) else ""


def _texts(fields: dict[str, Node], name: str) -> tuple[str, ...]:
    node = fields.get(name)
    nodes = node.value if node is not None and isinstance(node.value, tuple) else (node,) if node is not None else ()
    return tuple(" ".join(each.value.split()) for each in nodes if isinstance(each.value, str) and each.value.strip())


def _languages(entry: dict[str, Node]) -> Iterator[tuple[str, dict[str, Node]]]:
    for name, node in entry.items():
        if _LANGUAGE.fullmatch(name) and isinstance(node.value, dict):
            yield name.replace("_", "-"), node.value


def read_glosario(source: ImportSource) -> ImportedGlossary:
    """A record a language and slug; translations say which record of the site's language they translate.

    ``[text](#slug)`` becomes a reference to the term in the same language, where that has it.
    Issues: those of ``parse_yaml``, ``file-encoding``, ``glosario-shape``, ``import-loss``, ``reference-lost``.
    """
    path, language = source.path, source.language
    issues: list[Issue] = []
    root, found = parse_yaml(source.decode(issues), path)
    issues += found
    nodes = root.value if root is not None and isinstance(root.value, tuple) else ()
    if root is not None and not nodes:
        issues.append(Issue("glosario-shape", Severity.ERROR, "the file is not a list of entries", "", path, root.line))
    notes = ImportNotes(path, issues)
    entries = [(node, _fields(node)) for node in nodes]
    here = {
        (tag, _text(entry, "slug")): " ".join(name.split())
        for _, entry in entries
        for tag, said in _languages(entry)
        if (name := _text(said, "term"))
    }
    records: list[Record] = []
    for node, entry in entries:
        slug = _text(entry, "slug")
        if not slug:
            message, hint = "an entry has no slug", "give it one"
            issues.append(Issue("glosario-shape", Severity.ERROR, message, hint, path, node.line))
            continue
        for name in entry:
            if name not in ("slug", "ref") and not _LANGUAGE.fullmatch(name):
                notes.add_loss(f"the field '{name}' of '{slug}' is not read", entry[name].line)
        related = tuple(here.get((language, each), each) for each in _texts(entry, "ref"))
        for tag, said in _languages(entry):
            own = "" if tag.lower() == language.lower() else tag
            record = _record(
                said, slug, own, related if not own else (), (tag, language, here), notes, _line(entry, tag)
            )
            if record is not None:
                records.append(record)
    ids = {record.id for record in records}
    kept = (record if record.translation_of in ids else replace(record, translation_of="") for record in records)
    return ImportedGlossary(tuple(kept), tuple(issues), notes.references)


def _line(entry: dict[str, Node], tag: str) -> int:
    node = entry.get(tag) or entry.get(tag.replace("-", "_"))
    return node.line if node else 0


def _target(name: str, identity: str) -> str:
    """What to refer to a term by: its name, which tells more, where it can be written."""
    return name if can_be_target(name) else identity


def _record(
    said: dict[str, Node],
    slug: str,
    language: str,
    related: tuple[str, ...],
    where: tuple[str, str, dict[tuple[str, str], str]],
    notes: ImportNotes,
    line: int,
) -> Record | None:
    tag, site, here = where
    term = " ".join(_text(said, "term").split())
    if not term:
        notes.add_loss(f"'{slug}' has no term in '{tag}'", line)
        return None
    for name in said:
        if name not in ("term", "def", "acronym"):
            notes.add_loss(f"the field '{name}' of '{slug}' in '{tag}' is not read", said[name].line)

    def refer(link: re.Match[str]) -> str:
        shown, target = " ".join(link[1].split()), link[2]
        if (tag, target) in here:
            return notes.make_reference(_target(here[tag, target], make_id(target, language)), shown)
        if language and (site, target) in here:
            # Not said in this language: the site's own entry is the next best.
            return notes.make_reference(_target(here[site, target], make_id(target)), shown)
        notes.add_loss(f"'{slug}' in '{tag}' refers to '{target}', which is not said in it", line, "reference-lost")
        return shown

    body = _LINK.sub(refer, escape_references(_text(said, "def")))
    for _ in range(body.count("](#")):
        notes.add_loss(f"a link of '{slug}' in '{tag}' is broken and stays as it is", line, "reference-lost")
    return Record(
        term=term,
        senses=(Sense(body=body, origin=Origin(notes.path, line)),),
        id=make_id(slug, language),
        abbreviations=tuple(short for short in _texts(said, "acronym") if short != term),
        related=related,
        language=language,
        translation_of=make_id(slug) if language else "",
        origin=Origin(notes.path, line),
    )
