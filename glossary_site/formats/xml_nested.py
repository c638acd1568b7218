"""Entries in XML of any usual shape: an element for each, with an element for its name and one for its meaning.

So do Moodle and other programs write glossaries.
"""

from collections.abc import Iterator

from glossary_site.formats.imported import ImportedGlossary, ImportNotes, ImportSource
from glossary_site.formats.keyed import Row, Value
from glossary_site.formats.nested import read_rows
from glossary_site.formats.xml_text import Element, joined_text, list_texts, local_name, parse_xml
from glossary_site.loader import parse_head

_READ = (
    "XML that is read: TBX, SKOS in RDF, DocBook and DITA (<glossentry>), elements with a term and a definition in them"
)


def read_xml(source: ImportSource) -> ImportedGlossary:
    """The records of a file. Issues: those of ``parse_xml`` and ``read_rows``, ``format-unread``."""
    notes = ImportNotes(source.path)
    root, issues = parse_xml(source.raw, source.path)
    notes.issues += issues
    if root is None:
        return notes.glossary()
    if rows := list(_find_rows(root)):
        return notes.glossary(read_rows(rows, source, notes), list_texts(root))
    message = f"the file is XML with the root <{local_name(root)}>, which is not read"
    notes.add_error("format-unread", message, _READ)
    return notes.glossary()


def _find_rows(root: Element) -> Iterator[Row]:
    """Every element that has a name and a meaning among its parts and attributes."""
    for element in root.iter("*"):
        parts = {str(name).lower(): [str(text)] for name, text in element.attrib.items()}
        for part in element:
            if name := local_name(part).lower():
                parts.setdefault(name, []).extend(_list_texts(part))
        if {"term", "definition"} <= {parse_head(name).field for name in parts}:
            values: dict[str, Value] = {
                name: texts[0] if len(texts) == 1 else tuple(texts) for name, texts in parts.items() if texts
            }
            yield Row(element.sourceline or 0, values)


def _list_texts(element: Element) -> list[str]:
    """The texts of the innermost elements of a part."""
    leaves = [each for each in element.iter("*") if not len(each)]
    is_mixed = bool((element.text or "").strip())
    return list(filter(None, [joined_text(element)] if is_mixed else map(joined_text, leaves)))
