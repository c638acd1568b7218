"""Read SKOS files of any tool."""

import json
import re
import warnings
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from rdflib import Graph, Literal, Namespace, URIRef
from rdflib.collection import Collection
from rdflib.namespace import DCTERMS, OWL, RDF, RDFS, SKOS
from rdflib.term import Node

from glossary_site.addresses import is_web_address
from glossary_site.config import SiteConfig
from glossary_site.formats.imported import ImportedGlossary, ImportNotes, ImportSource, add_own, distinct_ids, make_id
from glossary_site.formats.unkept import SourceText
from glossary_site.language import closest_language
from glossary_site.markup import escape_line, parse_definition
from glossary_site.records import STATUSES, Citation, Origin, Record, Sense, is_date
from glossary_site.values import replace

#: https://www.w3.org/2003/06/sw-vocab-status/note
STATUS = Namespace("http://www.w3.org/2003/06/sw-vocab-status/ns#")
#: Properties of a concept that are read without its texts, or that every concept has.
_NO_TEXTS = frozenset(
    (RDF.type, SKOS.inScheme, SKOS.topConceptOf, DCTERMS.identifier, DCTERMS.modified, STATUS.term_status)
) | {OWL.deprecated}
#: Where relative addresses start when the file names no place of its own.
_NOWHERE = "https://glossary.invalid/"
#: Between the names of a collection and one within it.
_SEPARATOR = SiteConfig().separator


def _refuse(code: str, message: str, hint: str, path: str) -> ImportedGlossary:
    notes = ImportNotes(path)
    notes.add_error(code, message, hint)
    return notes.glossary()


def _has_far_context(value: Any) -> bool:
    """Whether JSON-LD asks for a context from elsewhere, which reading would fetch."""
    waiting = [value]
    while waiting:
        here = waiting.pop()
        if isinstance(here, dict):
            contexts = here.get("@context", ())
            contexts = contexts if isinstance(contexts, list) else [contexts]
            if "@import" in here or any(isinstance(each, str) for each in contexts):
                return True
            waiting.extend(here.values())
        elif isinstance(here, list):
            waiting.extend(here)
    return False


#: The name and the value of an entity that a document declares, and the name of one that it uses.
_ENTITY = re.compile(r"<!ENTITY\s+(?:%\s+)?([^\s\"'%]+)\s+(?:\"([^\"]*)\"|'([^']*)')")
_ENTITY_USE = re.compile(r"&([^\s&;#]+);")
_MOST = 1_000_000


def read_turtle(source: ImportSource) -> ImportedGlossary:
    """Records of a SKOS file in Turtle. Issues: ``rdf-syntax``, ``rdf-empty``, ``rdf-label``."""
    return _read(source, "turtle")


def read_rdfxml(source: ImportSource) -> ImportedGlossary:
    """Records of a SKOS file in RDF/XML. Issues as those of ``read_turtle``; nothing is fetched."""
    if _grows(source.raw.decode("utf-8", "replace")):
        message, hint = "its entities would grow to fill the memory", "write out their texts"
        return _refuse("rdf-syntax", message, hint, source.path)
    return _read(source, "xml")


def _grows(text: str) -> bool:
    """Whether an entity of a document is made of others, or all uses of one have more than ``_MOST`` characters."""
    uses = Counter(_ENTITY_USE.findall(text))
    values = ((name, one or other) for name, one, other in _ENTITY.findall(text))
    return any("&" in value or "%" in value or len(value) * uses[name] > _MOST for name, value in values)


def read_jsonld(source: ImportSource) -> ImportedGlossary:
    """Records of a SKOS file in JSON-LD. Issues as those of ``read_turtle``, ``rdf-context``."""
    try:
        far = _has_far_context(json.loads(source.raw))
    except (ValueError, RecursionError) as error:
        return _refuse("rdf-syntax", f"this is not valid JSON: {error}", "export it again", source.path)
    if far:
        message, hint = "the context is elsewhere, and nothing is fetched", "write it out in the file"
        return _refuse("rdf-context", message, hint, source.path)
    return _read(source, "json-ld")


def _read(source: ImportSource, form: str) -> ImportedGlossary:
    graph = Graph()
    try:
        with warnings.catch_warnings():
            # rdflib's own parser of JSON-LD uses what rdflib has deprecated.
            warnings.simplefilter("ignore", DeprecationWarning)
            graph.parse(data=source.raw.decode("utf-8-sig"), format=form, publicID=_NOWHERE)
    except RecursionError:
        return _refuse("rdf-syntax", "this is nested too deeply", "flatten it", source.path)
    except Exception as error:  # rdflib's parsers raise what they like
        lines = str(error).strip().splitlines() or [type(error).__name__]
        return _refuse(
            "rdf-syntax", f"this cannot be read: {lines[0][:200]}", "check it with another tool", source.path
        )
    return _Reader(graph, source).records()


def _address(concept: Node) -> str:
    """The address of a concept, "" where it has none."""
    return str(concept) if isinstance(concept, URIRef) else ""


class _Reader:
    """Records of a graph: concepts of one identifier, or of one ordered collection, are one record's senses.

    What is read of a concept is noted, so that the rest can be reported.
    """

    def __init__(self, graph: Graph, source: ImportSource) -> None:
        self.graph, self.given, self.path, self.language = graph, source, source.path, source.language
        self.notes = ImportNotes(source.path)
        self.kept: set[tuple[Node, Node, Node]] = set()
        self.shortened = set(graph.subjects(RDFS.subPropertyOf, SKOS.altLabel))
        self.order: dict[Node, tuple[str, int]] = {}
        for entry, first in graph.subject_objects(SKOS.memberList):
            for place, concept in enumerate(Collection(graph, first)):
                self.order[concept] = (str(entry), place)
        self.categories: dict[Node, list[str]] = defaultdict(list)
        for name, collection in sorted(
            (self.category(each), each) for each in graph.subjects(RDF.type, SKOS.Collection)
        ):
            for concept in graph.objects(collection, SKOS.member) if name else ():
                self.categories[concept].append(name)

    def category(self, collection: Node) -> str:
        """The name of a collection as a category: below that of the collection that it is in, "" where it has none."""
        parts: list[str] = []
        seen: set[Node] = set()
        here: Node | None = collection
        while here is not None and here not in seen:
            seen.add(here)
            labels = (str(each) for each in self.graph.objects(here, SKOS.prefLabel) if isinstance(each, Literal))
            label = self.text(here, SKOS.prefLabel, self.language) or min(labels, default="")
            if not label or not parts or not parts[-1].startswith(f"{label}{_SEPARATOR}"):
                parts.append(label)
            here = min(self.graph.subjects(SKOS.member, here), key=str, default=None)
        return _SEPARATOR.join(filter(None, reversed(parts))) if parts[0] else ""

    def texts(self, subject: Node, predicate: Node, language: str, most: int | None = None) -> list[str]:
        """Literals in the closest language there is, sorted; those without a language count for every one.

        Instead of a text there may be a node with the text as its ``rdf:value`` (SKOS Reference, 7.1).
        """
        found = [
            (text, given)
            for given in self.graph.objects(subject, predicate)
            for text in ((given,) if isinstance(given, Literal) else self.graph.objects(given, RDF.value))
            if isinstance(text, Literal)
        ]
        closest = closest_language(language, sorted({text.language or language for text, _ in found}))
        own = (each for each in found if (each[0].language or language) == closest)
        chosen = sorted(own, key=lambda each: str(each[0]))[:most]
        self.kept.update((subject, predicate, given) for _, given in chosen)
        return [str(text) for text, _ in chosen]

    def text(self, subject: Node, predicate: Node, language: str) -> str:
        return next(iter(self.texts(subject, predicate, language, 1)), "")

    def note_losses(self) -> None:
        """Count the properties of concepts that are not kept."""
        for concept in sorted(self.graph.subjects(RDF.type, SKOS.Concept), key=str):
            for predicate, value in sorted(self.graph.predicate_objects(concept), key=str):
                if predicate not in _NO_TEXTS and (concept, predicate, value) not in self.kept:
                    self.notes.count_loss(self.name_loss(predicate), f"{value} ({concept})")

    def languages(self, concept: Node) -> list[str]:
        """The languages that a concept has a preferred name in, ours first: those of all its regions are one."""
        labels = (each for each in self.graph.objects(concept, SKOS.prefLabel) if isinstance(each, Literal))
        tags = sorted({each.language or self.language for each in labels})
        others = [tag for tag in tags if not self.is_own(tag)]
        return others if len(others) == len(tags) else [self.language, *others]

    def is_own(self, tag: str) -> bool:
        """Whether texts in a language, or in that of a region, are those of the site."""
        return closest_language(self.language, (tag,)) != ""

    def own_names(self, concepts: Sequence[Node]) -> list[str]:
        """All names in the site's language, of whatever region: ``color`` beside ``colour``."""
        found = []
        for concept in concepts:
            for predicate in (SKOS.prefLabel, SKOS.altLabel):
                for label in sorted(self.graph.objects(concept, predicate), key=str):
                    if isinstance(label, Literal) and label.language and self.is_own(label.language):
                        self.kept.add((concept, predicate, label))
                        found.append(str(label))
        return found

    def foreign(self, tag: str) -> str:
        """The language of a record: "" for the site's own."""
        return "" if tag == self.language else tag

    def source(self, concept: Node) -> Citation | None:
        found = min(self.graph.objects(concept, DCTERMS.source), key=str, default=None)
        if found is None:
            return None
        self.kept.add((concept, DCTERMS.source, found))
        if isinstance(found, Literal):
            return Citation(title=str(found))
        title, url = (self.graph.value(found, each) for each in (DCTERMS.title, DCTERMS.identifier))
        address = str(url) if url is not None else str(found) if isinstance(found, URIRef) else ""
        return Citation(title=str(title) if title is not None else "", url=address)

    def sense(self, concept: Node, language: str) -> Sense:
        definition, *others = self.texts(concept, SKOS.definition, language) or ("",)
        return Sense(
            categories=tuple(self.categories[concept]),
            definition=parse_definition(escape_line(definition)),
            body="\n\n".join(self.texts(concept, DCTERMS.description, language)),
            usage="\n\n".join(self.texts(concept, SKOS.scopeNote, language)),
            note=tuple(dict.fromkeys((*map(escape_line, others), *self.texts(concept, SKOS.note, language)))),
            example=tuple(self.texts(concept, SKOS.example, language)),
            history="\n\n".join(self.texts(concept, SKOS.historyNote, language)),
            keywords=tuple(self.texts(concept, SKOS.hiddenLabel, language)),
            source=self.source(concept),
            origin=Origin(self.path),
        )

    def records(self) -> ImportedGlossary:
        groups: dict[tuple[str, str], list[Node]] = defaultdict(list)
        names: dict[tuple[Node, str], str] = {}
        for concept in sorted(
            self.graph.subjects(RDF.type, SKOS.Concept), key=lambda each: (*self.order.get(each, ("", 0)), str(each))
        ):
            tags = self.languages(concept)
            if not tags:
                message = f"the concept {concept} has no preferred name"
                self.notes.add_error("rdf-label", message, "give it a skos:prefLabel")
            identifier = self.graph.value(concept, DCTERMS.identifier)
            entry = f"id {identifier}" if identifier is not None else self.order.get(concept, (str(concept), 0))[0]
            for tag in tags:
                groups[entry, tag].append(concept)
                names[concept, tag] = self.text(concept, SKOS.prefLabel, tag)
        made = distinct_ids(
            [
                (names[concepts[0], tag], self.foreign(tag), "" if entry.startswith("id ") else _address(concepts[0]))
                for (entry, tag), concepts in groups.items()
            ]
        )
        # Terms refer to one another by name, or by id where the name is that of several.
        for ((_, tag), concepts), identity in zip(groups.items(), made, strict=True):
            names |= {(concept, tag): identity for concept in concepts if identity}
        records: list[Record] = []
        for ((entry, tag), concepts), identity in zip(groups.items(), made, strict=True):
            record = self.record(entry, tag, concepts, names)
            record = replace(record, id=record.id or identity)
            records.append(record)
            if is_web_address(address := _address(concepts[0])) and not address.startswith(_NOWHERE):
                self.notes.concepts.append((address, record))
        ids = {
            entry: record.id or make_id(record.term)
            for (entry, _), record in zip(groups, records, strict=True)
            if not record.language
        }
        records = [
            replace(record, translation_of=record.translation_of or ids.get(entry, "")) if record.language else record
            for (entry, _), record in zip(groups, records, strict=True)
        ]
        if not records and not self.notes.issues:
            self.notes.add_error("rdf-empty", "there is no skos:Concept in the file", "only SKOS can be read")
        self.note_losses()
        return self.notes.glossary(records, self.list_texts())

    def list_texts(self) -> Iterator[SourceText]:
        """The texts of what is no concept, such as a scheme."""
        concepts = set(self.graph.subjects(RDF.type, SKOS.Concept))
        for subject, predicate, value in sorted(self.graph, key=str):
            if isinstance(value, Literal) and subject not in concepts:
                yield SourceText(self.name_loss(predicate), str(value))

    def name_loss(self, predicate: Node) -> str:
        """The kind of loss that a value of a property is."""
        return f"{predicate.n3(self.graph.namespace_manager)} is not kept"

    def record(self, entry: str, tag: str, concepts: Sequence[Node], names: dict[tuple[Node, str], str]) -> Record:
        def gather(predicates: Sequence[Node]) -> tuple[str, ...]:
            return tuple(
                dict.fromkeys(
                    text for concept in concepts for each in predicates for text in self.texts(concept, each, tag)
                )
            )

        def related(predicate: URIRef) -> tuple[str, ...]:
            found = {
                (concept, predicate, other): names[other, tag]
                for concept in concepts
                for other in self.graph.objects(concept, predicate)
                if (other, tag) in names
            }
            self.kept.update(found)
            return tuple(sorted(set(found.values())))

        first = concepts[0]
        term, language = self.text(first, SKOS.prefLabel, tag), self.foreign(tag)
        identity = entry.removeprefix("id ") if entry.startswith("id ") else ""
        abbreviations = gather(tuple(self.shortened))
        named = {term, *abbreviations}
        names_beside = (*gather((SKOS.altLabel,)), *(() if language else self.own_names(concepts)))
        status = self.graph.value(first, STATUS.term_status)
        deprecated = any(
            isinstance(each, Literal) and each.value is True for each in self.graph.objects(first, OWL.deprecated)
        )
        modified = str(self.graph.value(first, DCTERMS.modified) or "")[:10]
        notation = self.text(first, SKOS.notation, tag)
        codes = ((each, SKOS.notation, code) for each in concepts for code in self.graph.objects(each, SKOS.notation))
        self.kept.update(code for code in codes if str(code[2]) == notation)
        record = Record(
            term=term,
            senses=tuple(self.sense(concept, tag) for concept in concepts),
            id=identity if not language or identity.startswith(f"{tag.lower()}/") else "",
            aliases=tuple(dict.fromkeys(name for name in names_beside if name not in named)),
            abbreviations=abbreviations,
            notation=notation,
            tags=gather((DCTERMS.subject,)),
            status=str(status) if str(status) in STATUSES else "deprecated" if deprecated else STATUSES[0],
            replaced_by=next(iter(related(DCTERMS.isReplacedBy)), ""),
            related=related(SKOS.related),
            broader=related(SKOS.broader),
            narrower=related(SKOS.narrower),
            language=language,
            updated=modified if is_date(modified) else "",
            origin=Origin(self.path),
        )
        record = replace(record, translation_of=self.original(record, concepts))
        return add_own(record, self.own_texts(concepts, tag), self.given, self.notes.issues)

    def own_texts(self, concepts: Sequence[Node], language: str) -> dict[str, list[str]]:
        """The values of properties that are fields of the author's own, by the names of these."""
        found: dict[str, list[str]] = {}
        for concept in concepts:
            for predicate in sorted(
                {each for each in self.graph.predicates(concept) if each not in _NO_TEXTS}, key=str
            ):
                if name := self.given.own_field(re.split("[/#]", str(predicate))[-1]):
                    addresses = [each for each in self.graph.objects(concept, predicate) if isinstance(each, URIRef)]
                    self.kept.update((concept, predicate, each) for each in addresses)
                    texts = (*self.texts(concept, predicate, language), *sorted(map(str, addresses)))
                    found[name] = [*found.get(name, ()), *texts]
        return found

    def original(self, record: Record, concepts: Sequence[Node]) -> str:
        """The id of what a record translates, where the file gives it: a matching concept's, else its own."""
        found: dict[str, None] = {}
        for concept in concepts:
            for match in sorted(self.graph.objects(concept, SKOS.exactMatch), key=str):
                identifier = self.graph.value(match, DCTERMS.identifier)
                if identifier is not None and (match, RDF.type, SKOS.Concept) in self.graph:
                    found[str(identifier)] = None
                    if len(found) == 1:  # a record translates one other
                        self.kept.add((concept, SKOS.exactMatch, match))
        if found:
            return next(iter(found))
        own = self.graph.value(concepts[0], DCTERMS.identifier)
        if record.language and own is not None and not record.id:
            return str(own)
        return ""
