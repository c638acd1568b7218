"""TBX-Basic version 3 in DCA style (ISO 30042:2019): a concept entry a sense, a language section a language.

What is where: category = subject field; definition, body (a note) and source at the language; the term with its
administrative status, aliases as admitted terms, abbreviations by their term type; ``related`` = cross references of
the concept, ``replaced_by`` = a cross reference of the term. A translation is in its original's concept entry.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from glossary_site.disk import Output
from glossary_site.formats.edition import Edition
from glossary_site.formats.imported import ImportedGlossary, ImportNotes, ImportSource, distinct_ids, make_id
from glossary_site.formats.xml_text import (
    XML_LANGUAGE,
    Element,
    add_element,
    all_text,
    elements,
    format_xml,
    local_name,
    new_element,
    parse_xml,
)
from glossary_site.markup import escape_text, parse_definition
from glossary_site.records import STATUSES, Citation, Origin, Record, Sense, is_date

NAMESPACE = "urn:iso:std:iso:30042:ed-2"
_ADMITTED = "admittedTerm-admn-sts"
#: Which term of a language is the main one; any other status is between these.
_RANKS = {"preferredTerm-admn-sts": 0, _ADMITTED: 2}
_STATUSES = {
    "current": "preferredTerm-admn-sts",
    "draft": "preferredTerm-admn-sts",
    "deprecated": "deprecatedTerm-admn-sts",
    "superseded": "supersededTerm-admn-sts",
}
_READ_STATUSES = {code: name for name, code in _STATUSES.items() if name != "draft"}
_SHORT = ("abbreviation", "acronym")


def _mark(kind: str, identity: str, sense: int = 0) -> str:
    """An XML id: ids hold a–z, 0–9, hyphens and at most one slash, so the other marks part its pieces."""
    return f"{kind}-{identity.replace('/', '_')}" + (f".{sense + 1}" if sense else "")


def _read_id(term: Element, concept: Element) -> str:
    """The id in the marks of a term and its concept; "" where neither is one of ours."""
    marks = (("t-", term.get("id")), ("c-", concept.get("id")))
    ids = (mark.removeprefix(kind).partition(".")[0] for kind, mark in marks if mark and mark.startswith(kind))
    return next(filter(None, ids), "").replace("_", "/")


def _typed(parent: Element, name: str, kind: str, text: str, target: str = "") -> None:
    add_element(parent, name, text, {"type": kind} | ({"target": target} if target else {}))


def _add_terms(section: Element, record: Record, sense: int, targets: dict[tuple[str, str], Record]) -> None:
    first = add_element(section, "termSec", "", {"id": _mark("t", record.id, sense)})
    add_element(first, "term", record.term)
    _typed(first, "termNote", "administrativeStatus", _STATUSES[record.status])
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
            if sense.category:
                _typed(concept, "descrip", "subjectField", sense.category)
            for name in record.related:
                other = targets.get((record.language, name))
                if other is not None and other.id not in originals:
                    _typed(concept, "ref", "crossReference", other.term, _mark("c", other.id))
            for each in (record, *translations[record.id]):
                _add_language(concept, each, number, edition.language_of(each), targets)
    instruction = (
        '<?xml-model href="https://raw.githubusercontent.com/LTAC-Global/TBX-Basic_dialect/master/DCA/'
        'TBXcoreStructV03_TBX-Basic_integrated.rng" type="application/xml" '
        'schematypens="http://relaxng.org/ns/structure/1.0"?>\n'
    )
    yield Output("glossary.tbx", format_xml(root, instruction))


def _kind(element: Element) -> str:
    """The data category of an element in either style: DCA's ``type``, or in DCT the element's own name."""
    return element.get("type") or local_name(element)


def _texts(parent: Element, kind: str) -> list[str]:
    """The texts of one data category in ``parent`` or in a group of it."""
    found = []
    for child in parent:
        members = [child, *child] if local_name(child).endswith("Grp") else [child]
        found += [all_text(each) for each in members if isinstance(each.tag, str) and _kind(each) == kind]
    return found


def _text(parent: Element, kind: str) -> str:
    return next(iter(_texts(parent, kind)), "")


def _referenced(parent: Element, kind: str) -> list[str]:
    return [
        target
        for child in parent
        if isinstance(child.tag, str) and _kind(child) == kind and (target := child.get("target"))
    ]


@dataclass(slots=True)
class _Gathered:
    """The senses of one record so far, and the elements of the first of them."""

    term: Element
    section: Element
    concept: Element
    language: str
    original: str
    senses: list[Sense]


def _sense(concept: Element, section: Element, terms: list[Element], path: str) -> Sense:
    title = _text(section, "source")
    urls = _referenced(terms[0], "externalCrossReference") or _referenced(concept, "externalCrossReference")
    source = Citation(title=title, url=next(iter(urls), "")) if title or urls else None
    notes = [*_texts(section, "note"), *(f"> {text}" for term in terms for text in _texts(term, "context"))]
    return Sense(
        category=_text(concept, "subjectField"),
        definition=parse_definition(escape_text(_text(section, "definition") or _text(concept, "definition"))),
        body="\n\n".join(notes),
        source=source,
        origin=Origin(path, concept.sourceline or 0),
    )


def _updated(section: Element) -> str:
    """The last day of the changes in a section."""
    groups = (group for group in section if local_name(group) == "transacGrp")
    return max((text for group in groups for text in _texts(group, "date") if is_date(text)), default="")


def _name(term: Element) -> str:
    return next((all_text(child) for child in term if local_name(child) == "term"), "")


def _gather(body: Element, source: ImportSource, notes: ImportNotes) -> list[_Gathered]:
    gathered: dict[tuple[str, str], _Gathered] = {}
    for number, concept in enumerate(elements(body, "conceptEntry")):
        first = ""
        sections = [(each.get(XML_LANGUAGE) or source.language, each) for each in elements(concept, "langSec")]
        own = source.find_own(tag for tag, _ in sections)
        # The site's own language comes first: the others translate it.
        for tag, section in sorted(sections, key=lambda each: each[0] != own):
            language = "" if tag == own else tag
            terms = [each for each in elements(section, "termSec") if _name(each)]
            if not terms:
                notes.add_error("term-missing", "a language section has no term", "", section.sourceline or 0)
                continue
            # The preferred term, else the first that is not just admitted.
            main = min(terms, key=lambda each: _RANKS.get(_text(each, "administrativeStatus"), 1))
            identity = _read_id(main, concept)
            if language and not identity.startswith(f"{language.lower()}/"):
                identity = ""
            key = (identity or f"#{number}", language)
            sense = _sense(concept, section, [main, *(each for each in terms if each is not main)], notes.path)
            gathered.setdefault(key, _Gathered(main, section, concept, language, first, [])).senses.append(sense)
            first = first or identity
    return list(gathered.values())


def read_tbx(source: ImportSource) -> ImportedGlossary:
    """Records of a TBX version 3 file in either style.

    Issues: those of ``parse_xml``, ``tbx-shape``, ``term-missing`` (a language section without one).
    """
    notes = ImportNotes(source.path)
    root, found = parse_xml(source.raw, source.path)
    notes.issues += found
    if root is None:
        return notes.glossary()
    if local_name(root) != "tbx":
        notes.add_error("tbx-shape", f"the root is <{local_name(root)}>, not <tbx>", "only TBX version 3 is read")
        return notes.glossary()
    gathered = _gather(root, source, notes)
    given = [_own_id(each) for each in gathered]
    marks = ["" if identity else each.concept.get("id", "") for identity, each in zip(given, gathered, strict=True)]
    made = distinct_ids([(_name(each.term), each.language, mark) for each, mark in zip(gathered, marks, strict=True)])
    names = {
        (mark, each.language): identity or _name(each.term)
        for each, identity in zip(gathered, made, strict=True)
        for mark in (each.term.get("id"), each.concept.get("id"))
        if mark
    }
    ids = [own or identity for own, identity in zip(given, made, strict=True)]
    originals = {
        each.concept: identity or make_id(_name(each.term))
        for each, identity in zip(gathered, ids, strict=True)
        if not each.language
    }
    for each in gathered:
        if each.language:
            each.original = each.original or originals.get(each.concept, "")
    return notes.glossary(
        _record(each, identity, names, source.path) for each, identity in zip(gathered, ids, strict=True)
    )


def _own_id(gathered: _Gathered) -> str:
    """The id that this program wrote for a term; that of a language of its own begins with it."""
    language = gathered.language
    identity = _read_id(gathered.term, gathered.concept)
    return identity if not language or identity.startswith(f"{language.lower()}/") else ""


def _record(gathered: _Gathered, identity: str, names: dict[tuple[str, str], str], path: str) -> Record:
    language = gathered.language
    others = [each for each in elements(gathered.section, "termSec") if each is not gathered.term and _name(each)]
    short = [each for each in others if any(kind in _SHORT for kind in _texts(each, "termType"))]

    def named(parent: Element) -> tuple[str, ...]:
        found = (names.get((target, language)) for target in _referenced(parent, "crossReference"))
        return tuple(dict.fromkeys(name for name in found if name))

    return Record(
        term=_name(gathered.term),
        senses=tuple(gathered.senses),
        id=identity,
        aliases=tuple(_name(each) for each in others if each not in short),
        abbreviations=tuple(_name(each) for each in short),
        status=_READ_STATUSES.get(_text(gathered.term, "administrativeStatus"), STATUSES[0]),
        replaced_by=next(iter(named(gathered.term)), ""),
        related=() if gathered.original else named(gathered.concept),
        language=language,
        translation_of=gathered.original,
        updated=_updated(gathered.section),
        origin=Origin(path, gathered.concept.sourceline or 0),
    )
