"""Glosario's YAML (The Carpentries): a list of entries by slug, each in many languages, linked as ``[text](#slug)``."""

import re
from collections.abc import Iterator

from glossary_site.formats.imported import ImportedGlossary, ImportNotes, ImportSource, make_id
from glossary_site.formats.nested import list_texts
from glossary_site.markup import escape_references
from glossary_site.records import Origin, Record, Sense
from glossary_site.values import Frozen
from glossary_site.yaml_text import Node, parse_yaml

_LINK = re.compile(r"\[([^\[\]]{1,300})\]\(#([^()\s]{1,100})\)")
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:[-_][A-Za-z]{2,4})?")


def _text(fields: dict[str, Node], name: str) -> str:
    node = fields.get(name)
    return node.value.strip() if node is not None and isinstance(node.value, str) else ""


def _texts(fields: dict[str, Node], name: str) -> tuple[str, ...]:
    node = fields.get(name)
    nodes = node.value if node is not None and isinstance(node.value, tuple) else (node,) if node is not None else ()
    return tuple(" ".join(each.value.split()) for each in nodes if isinstance(each.value, str) and each.value.strip())


def _join_texts(node: Node) -> str:
    """Every text of a value, on one line."""
    return " ".join(each.text for each in list_texts(node))


class _Term(Frozen):
    """An entry in one language: ``tag`` as the file has it, ``language`` as a record has it ("" = the site's)."""

    slug: str
    tag: str
    language: str
    name: str
    fields: dict[str, Node]
    line: int


def _terms(slug: str, entry: dict[str, Node], source: ImportSource) -> Iterator[_Term]:
    nodes = {key.replace("_", "-"): node for key, node in entry.items() if _LANGUAGE.fullmatch(key)}
    own = source.find_own(nodes)
    for tag, node in nodes.items():
        if isinstance(node.value, dict):
            name = " ".join(_text(node.value, "term").split())
            yield _Term(slug, tag, "" if tag == own else tag, name, node.value, node.line)


def read_glosario(source: ImportSource) -> ImportedGlossary:
    """A record for each slug and language; a translation names the record of the site's language that it translates.

    ``[text](#slug)`` becomes a reference to the term in the same language, else to the one in the site's language.
    Issues: those of ``parse_yaml``, ``file-encoding``, ``glosario-shape``.
    """
    notes = ImportNotes(source.path)
    root, found = parse_yaml(source.decode(notes), source.path)
    notes.issues += found
    nodes = root.value if root is not None and isinstance(root.value, tuple) else ()
    if root is not None and not nodes:
        notes.add_error("glosario-shape", "the file is not a list of entries", "", root.line)
    terms: list[_Term] = []
    related: dict[str, tuple[str, ...]] = {}
    for node in nodes:
        entry = node.value if isinstance(node.value, dict) else {}
        slug = _text(entry, "slug")
        if not slug:
            notes.add_error("glosario-shape", "an entry has no slug", "give it one", node.line)
            continue
        for name, field in entry.items():
            if name not in ("slug", "ref") and not _LANGUAGE.fullmatch(name):
                notes.count_loss(f"the field '{name}' is not read", _join_texts(field) or slug, field.line)
        related[slug] = _texts(entry, "ref")
        terms += _terms(slug, entry, source)
    known = frozenset((term.language, term.slug) for term in terms if term.name)
    records = []
    for term in terms:
        if term.name:
            named = () if term.language else tuple(make_id(each) for each in related[term.slug])
            records.append(_record(term, named, known, notes))
        else:
            notes.count_loss(f"an entry has no term in '{term.tag}'", term.slug, term.line, "terms")
    return notes.glossary(records)


def _record(term: _Term, related: tuple[str, ...], known: frozenset[tuple[str, str]], notes: ImportNotes) -> Record:
    for name, field in term.fields.items():
        if name not in ("term", "def", "acronym"):
            notes.count_loss(f"the field '{name}' is not read", _join_texts(field) or term.slug, field.line)

    def refer(link: re.Match[str]) -> str:
        shown, slug = " ".join(link[1].split()), link[2]
        if {(term.language, slug), ("", slug)} & known:
            # Two words may have one translation, whose name then leads nowhere; an id holds in every language.
            return notes.make_reference(make_id(slug), shown, term.line)
        notes.count_loss("a link leads to no term in its language", slug, term.line, "references")
        return shown

    body = _LINK.sub(refer, escape_references(_text(term.fields, "def")))
    for _ in range(body.count("](#")):
        notes.count_loss("a link is broken and stays as it is", term.slug, term.line, "references")
    return Record(
        term=term.name,
        senses=(Sense(body=body, origin=Origin(notes.path, term.line)),),
        id=make_id(term.slug, term.language),
        abbreviations=tuple(short for short in _texts(term.fields, "acronym") if short != term.name),
        related=related,
        language=term.language,
        translation_of=make_id(term.slug) if term.language and ("", term.slug) in known else "",
        origin=Origin(notes.path, term.line),
    )
