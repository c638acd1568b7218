"""TBX-Basic version 3 in DCA style (ISO 30042:2019): a concept entry a sense, a language section a language.

What is where: categories = subject fields; definition, body (a note) and source at the language; the term with its
grammar, its administrative status, its examples (contexts) and its notes; aliases as admitted terms, abbreviations by
their term type; ``related`` = cross references of the concept, ``replaced_by`` = a cross reference of the term. A
translation is in its original's concept entry.
"""

from collections import defaultdict
from collections.abc import Iterator
from pathlib import PurePosixPath

from glossary_site.disk import Output
from glossary_site.formats.edition import Edition
from glossary_site.formats.xml_text import XML_LANGUAGE, Element, add_element, elements, format_xml, new_element
from glossary_site.records import Record

NAMESPACE = "urn:iso:std:iso:30042:ed-2"
#: The published schemas that the file keeps: its structure, and the rules of TBX-Basic.
_HOME = "https://raw.githubusercontent.com/LTAC-Global"
_SCHEMAS = (
    f'<?xml-model href="{_HOME}/TBX_Core_RNG/master/TBXcoreStructV03.rng" type="application/xml" '
    'schematypens="http://relaxng.org/ns/structure/1.0"?>\n'
    f'<?xml-model href="{_HOME}/TBX-Basic_dialect/master/DCA/TBX-Basic_DCA.sch" type="application/xml" '
    'schematypens="http://purl.oclc.org/dsdl/schematron"?>\n'
)
#: The values of TBX-Basic, by what entries have.
PARTS_OF_SPEECH = {
    **{name: name for name in ("noun", "verb", "adjective", "adverb", "other")},
    "proper noun": "properNoun",
}
GENDERS = ("masculine", "feminine", "neuter", "other")
_ADMITTED = "admittedTerm-admn-sts"
STATUS_CODES = {
    "current": "preferredTerm-admn-sts",
    "draft": "preferredTerm-admn-sts",
    "deprecated": "deprecatedTerm-admn-sts",
    "superseded": "supersededTerm-admn-sts",
}


def _mark(kind: str, identity: str, sense: int = 0) -> str:
    """An XML id: ids hold a–z, 0–9, hyphens and at most one slash, so the other marks part its pieces."""
    return f"{kind}-{identity.replace('/', '_')}" + (f".{sense + 1}" if sense else "")


def _typed(parent: Element, name: str, kind: str, text: str, target: str = "") -> None:
    add_element(parent, name, text, {"type": kind} | ({"target": target} if target else {}))


def _add_terms(section: Element, record: Record, sense: int, targets: dict[tuple[str, str], Record]) -> None:
    first = add_element(section, "termSec", "", {"id": _mark("t", record.id, sense)})
    add_element(first, "term", record.term)
    if record.part_of_speech in PARTS_OF_SPEECH:
        _typed(first, "termNote", "partOfSpeech", PARTS_OF_SPEECH[record.part_of_speech])
    if record.gender in GENDERS:
        _typed(first, "termNote", "grammaticalGender", record.gender)
    _typed(first, "termNote", "administrativeStatus", STATUS_CODES[record.status])
    for example in record.senses[sense].example:
        _typed(first, "descrip", "context", example)
    for note in record.senses[sense].note:
        add_element(first, "note", note)
    replacement = targets.get((record.language, record.replaced_by))
    if replacement is not None:
        _typed(first, "ref", "crossReference", replacement.term, _mark("t", replacement.id))
    for name in (*record.aliases, *record.abbreviations):
        other = add_element(section, "termSec")
        add_element(other, "term", name)
        if name in record.abbreviations:
            _typed(other, "termNote", "termType", "abbreviation")
        _typed(other, "termNote", "administrativeStatus", _ADMITTED)


def _add_language(
    concept: Element, record: Record, number: int, language: str, targets: dict[tuple[str, str], Record]
) -> None:
    sense = record.senses[number]
    section = add_element(concept, "langSec", "", {XML_LANGUAGE: language})
    if sense.definition:
        _typed(section, "descrip", "definition", sense.definition.text)
    if sense.source is not None and sense.source.title:
        _typed(section, "admin", "source", sense.source.title)
    if sense.body:
        add_element(section, "note", sense.body)
    if record.updated:
        change = add_element(section, "transacGrp")
        _typed(change, "transac", "transactionType", "modification")
        add_element(change, "date", record.updated)
    _add_terms(section, record, number, targets)
    if sense.source is not None and sense.source.url:
        first = next(elements(section, "termSec"))
        _typed(first, "xref", "externalCrossReference", sense.source.title or sense.source.url, sense.source.url)


def _originals(records: tuple[Record, ...]) -> dict[str, Record]:
    """Translation -> the record whose concept entries it shares, where it can."""
    by_id = {record.id: record for record in records}
    found: dict[str, Record] = {}
    taken: set[tuple[str, str]] = {(record.id, record.language) for record in records}
    for record in records:
        original = by_id.get(record.translation_of)
        if (
            original is not None
            and not original.translation_of
            and len(original.senses) == len(record.senses)
            and (original.id, record.language) not in taken
        ):
            taken.add((original.id, record.language))
            found[record.id] = original
    return found


def write_tbx(edition: Edition) -> Iterator[Output]:
    """One TBX file; characters that XML cannot hold become U+FFFD."""
    config = edition.config
    attributes = {"type": "TBX-Basic", "style": "dca", XML_LANGUAGE: config.language}
    root = new_element(f"{{{NAMESPACE}}}tbx", attributes, {None: NAMESPACE})
    file = add_element(add_element(root, "tbxHeader"), "fileDesc")
    add_element(add_element(file, "titleStmt"), "title", config.title)
    add_element(add_element(file, "sourceDesc"), "p", config.base_url or config.title)
    body = add_element(add_element(root, "text"), "body")
    originals = _originals(edition.records)
    translations: dict[str, list[Record]] = defaultdict(list)
    for record in edition.records:
        if record.id in originals:
            translations[originals[record.id].id].append(record)
    targets = {(record.language, record.term): record for record in edition.records}
    for record in edition.records:
        if record.id in originals:
            continue
        for number, sense in enumerate(record.senses):
            concept = add_element(body, "conceptEntry", "", {"id": _mark("c", record.id, number)})
            for category in sense.categories:
                _typed(concept, "descrip", "subjectField", category)
            for picture in edition.pictures(record)[number]:
                address = config.base_url + picture.url
                _typed(concept, "xref", "xGraphic", PurePosixPath(picture.path).name, address)
            for name in record.related:
                other = targets.get((record.language, name))
                if other is not None and other.id not in originals:
                    _typed(concept, "ref", "crossReference", other.term, _mark("c", other.id))
            for each in (record, *translations[record.id]):
                _add_language(concept, each, number, edition.language_of(each), targets)
    yield Output("glossary.tbx", format_xml(root, _SCHEMAS))
