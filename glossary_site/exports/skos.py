"""SKOS (W3C, 2009) in Turtle and JSON-LD, the only importer of rdflib.

A sense is a ``skos:Concept``; the senses of one term are an ordered collection. Names are labels in the record's language
(S13: none is preferred and alternative; S14: one preferred name), a category is a ``skos:Collection``, ``related`` and
``broader`` exclude each other (S27, held by the relations themselves), a translation is an ``skos:exactMatch`` and nothing
is a ``broadMatch`` or ``relatedMatch`` (S46). Beside SKOS stand DCMI terms, ``owl:deprecated`` and, for abbreviations, a
sub-property of ``skos:altLabel`` that the file itself declares, as the SKOS Primer shows it.
"""

import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from rdflib import BNode, Graph, Literal, Namespace, URIRef
from rdflib.collection import Collection
from rdflib.namespace import DCTERMS, OWL, RDF, RDFS, SKOS
from rdflib.term import Node

from glossary_site.collation import slugify
from glossary_site.exports.edition import Edition
from glossary_site.exports.plain import ReadRecords
from glossary_site.issues import Issue, Severity
from glossary_site.pages import Output
from glossary_site.records import STATUSES, Citation, Origin, Record, Sense
from glossary_site.urls import category_url, sense_anchors, term_url

#: Where relative addresses start when the file names no place of its own.
_NOWHERE = "https://glossary.invalid/"
#: https://www.w3.org/2003/06/sw-vocab-status/note
_STATUS = Namespace("http://www.w3.org/2003/06/sw-vocab-status/ns#")
_PREFIXES = {"skos": str(SKOS), "dcterms": str(DCTERMS), "owl": str(OWL), "rdfs": str(RDFS), "vs": str(_STATUS)}


@dataclass(slots=True)
class _Writer:
    """The graph of one edition, and the addresses of what is in it."""

    edition: Edition
    base: str
    graph: Graph = field(default_factory=Graph)
    concepts: dict[str, list[URIRef]] = field(default_factory=dict)
    by_name: dict[tuple[str, str], Record] = field(default_factory=dict)

    def address(self, url: str) -> URIRef:
        return URIRef(self.base + url)

    def add(self, subject: Node, predicate: URIRef, value: Node) -> None:
        self.graph.add((subject, predicate, value))

    def prepare(self) -> None:
        for record in self.edition.records:
            url = term_url(record.id)
            self.by_name[record.language, record.term] = record
            if len(record.senses) == 1:
                self.concepts[record.id] = [self.address(url)]
            else:
                self.concepts[record.id] = [self.address(f"{url}#{anchor}") for anchor in sense_anchors(record.senses)]

    def scheme(self) -> URIRef:
        config = self.edition.config
        scheme = self.address("#glossary")
        self.add(scheme, RDF.type, SKOS.ConceptScheme)
        self.add(scheme, DCTERMS.title, Literal(config.title, lang=config.language))
        self.add(scheme, DCTERMS.language, Literal(config.language))
        if config.description:
            self.add(scheme, DCTERMS.description, Literal(config.description, lang=config.language))
        if config.licence:
            self.add(scheme, DCTERMS.license, Literal(config.licence.url or config.licence.text))
        return scheme

    def abbreviation(self) -> URIRef:
        shown = self.address("#abbreviation")
        self.add(shown, RDF.type, OWL.DatatypeProperty)
        self.add(shown, RDFS.subPropertyOf, SKOS.altLabel)
        self.add(shown, RDFS.label, Literal("abbreviation", lang="en"))
        return shown

    def categories(self) -> dict[tuple[str, str], URIRef]:
        """The collection of every category by language and name."""
        found: dict[tuple[str, str], URIRef] = {}
        taken: set[str] = set()
        for record in self.edition.records:
            for sense in record.senses:
                key = (record.language, sense.category)
                if not sense.category or key in found:
                    continue
                slug = "/".join(part for part in (record.language.lower(), slugify(sense.category) or "other") if part)
                name, number = slug, 2
                while slug in taken:
                    slug, number = f"{name}-{number}", number + 1
                taken.add(slug)
                found[key] = self.address(category_url(slug))
                self.add(found[key], RDF.type, SKOS.Collection)
                label = Literal(sense.category, lang=self.edition.language_of(record))
                self.add(found[key], SKOS.prefLabel, label)
        return found

    def relate(self, record: Record, sense: Sense, concept: URIRef) -> None:
        """A relation of a term is one of each of its senses, to the other's sense of the same category or its first."""

        def concept_of(other: Record) -> URIRef:
            same = (n for n, each in enumerate(other.senses) if each.category == sense.category)
            return self.concepts[other.id][next(same, 0)]

        named: tuple[tuple[URIRef, Sequence[str]], ...] = (
            (SKOS.related, record.related),
            (SKOS.broader, record.broader),
            (SKOS.narrower, record.narrower),
            (DCTERMS.isReplacedBy, (record.replaced_by,) if record.replaced_by else ()),
        )
        for predicate, names in named:
            for name in names:
                other = self.by_name.get((record.language, name))
                if other is not None:
                    self.add(concept, predicate, concept_of(other))

    def write(self) -> Graph:
        for prefix, address in _PREFIXES.items():
            self.graph.bind(prefix, address)
        self.prepare()
        scheme, shortened, categories = self.scheme(), self.abbreviation(), self.categories()
        ids = {record.id: record for record in self.edition.records}
        for number, record in enumerate(self.edition.records):
            language = self.edition.language_of(record)
            if len(record.senses) > 1:
                entry = self.address(term_url(record.id))
                self.add(entry, RDF.type, SKOS.OrderedCollection)
                self.add(entry, SKOS.prefLabel, Literal(record.term, lang=language))
                order = BNode(f"order{number}")
                self.add(entry, SKOS.memberList, order)
                Collection(self.graph, order, list(self.concepts[record.id]))
                _name_list(self.graph, order, number)
            for place, (sense, concept) in enumerate(zip(record.senses, self.concepts[record.id], strict=True)):
                self.concept(record, sense, concept, scheme, shortened)
                if sense.category:
                    self.add(categories[record.language, sense.category], SKOS.member, concept)
                if sense.source is not None:
                    self.source(concept, sense.source, BNode(f"source{number}s{place}"))
                self.relate(record, sense, concept)
                original = ids.get(record.translation_of)
                if original is not None and original is not record:
                    targets = self.concepts[original.id]
                    self.add(concept, SKOS.exactMatch, targets[min(place, len(targets) - 1)])
        return self.graph

    def concept(self, record: Record, sense: Sense, concept: URIRef, scheme: URIRef, shortened: URIRef) -> None:
        language = self.edition.language_of(record)

        def label(predicate: URIRef, *texts: str) -> None:
            for text in texts:
                if text:
                    self.add(concept, predicate, Literal(text, lang=language))

        self.add(concept, RDF.type, SKOS.Concept)
        self.add(concept, SKOS.inScheme, scheme)
        if not record.broader:
            self.add(concept, SKOS.topConceptOf, scheme)
        self.add(concept, DCTERMS.identifier, Literal(record.id))
        label(SKOS.prefLabel, record.term)
        label(SKOS.altLabel, *record.aliases, *record.abbreviations)
        label(shortened, *record.abbreviations)
        label(SKOS.hiddenLabel, *sense.keywords)
        label(SKOS.definition, sense.definition)
        label(SKOS.note, sense.body)
        if record.status != STATUSES[0]:
            self.add(concept, _STATUS.term_status, Literal(record.status))
        if record.status in ("deprecated", "superseded"):
            self.add(concept, OWL.deprecated, Literal(True))

    def source(self, concept: URIRef, source: Citation, place: BNode) -> None:
        if source.title or source.url:
            self.add(concept, DCTERMS.source, place)
            for predicate, text in ((DCTERMS.title, source.title), (DCTERMS.identifier, source.url)):
                if text:
                    self.add(place, predicate, Literal(text))


def _name_list(graph: Graph, first: BNode, number: int) -> None:
    """Give the cells of a list names that are alike in every run."""
    previous: Node = first
    rest = graph.value(first, RDF.rest)
    place = 1
    while isinstance(rest, BNode):
        named = BNode(f"order{number}n{place}")
        for predicate, value in list(graph.predicate_objects(rest)):
            graph.remove((rest, predicate, value))
            graph.add((named, predicate, value))
        graph.remove((previous, RDF.rest, rest))
        graph.add((previous, RDF.rest, named))
        previous, rest, place = named, graph.value(named, RDF.rest), place + 1


def make_graph(edition: Edition) -> Graph:
    """The glossary as a graph; addresses are relative where the site has no ``base_url``."""
    return _Writer(edition, edition.config.base_url).write()


def write_turtle(edition: Edition) -> Iterator[Output]:
    """One Turtle file."""
    text = make_graph(edition).serialize(format="turtle", encoding="utf-8")
    yield Output("glossary.ttl", text)


def write_jsonld(edition: Edition) -> Iterator[Output]:
    """One JSON-LD file, compacted with the prefixes of the Turtle one, in the order of addresses."""
    text = make_graph(edition).serialize(format="json-ld", context=_PREFIXES, auto_compact=True)
    whole = json.loads(text)
    if isinstance(whole.get("@graph"), list):
        whole["@graph"].sort(key=lambda node: str(node.get("@id", "")))
    yield Output("glossary.jsonld", json.dumps(_ordered(whole), ensure_ascii=False, indent=1).encode() + b"\n")


def _ordered(value: Any) -> Any:
    """JSON-LD with its sets in order; lists (``@list``) keep theirs."""
    if isinstance(value, dict):
        return {
            name: [_ordered(each) for each in inner] if name == "@list" else _ordered(inner)
            for name, inner in sorted(value.items())
        }
    if isinstance(value, list):
        return sorted((_ordered(each) for each in value), key=lambda each: json.dumps(each, sort_keys=True))
    return value


def _refuse(code: str, message: str, hint: str, path: str) -> ReadRecords:
    return (), (Issue(code, Severity.ERROR, message, hint, path),)


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


def read_turtle(raw: bytes, path: str, language: str) -> ReadRecords:
    """Records of a SKOS file in Turtle. Issues: ``rdf-syntax``, ``rdf-empty``, ``rdf-label`` (a concept without one)."""
    return _read(raw, path, language, "turtle")


def read_jsonld(raw: bytes, path: str, language: str) -> ReadRecords:
    """Records of a SKOS file in JSON-LD. Issues as those of ``read_turtle``, ``rdf-context``."""
    try:
        far = _has_far_context(json.loads(raw))
    except (ValueError, RecursionError) as error:
        return _refuse("rdf-syntax", f"this is not valid JSON: {error}", "export it again", path)
    if far:
        return _refuse(
            "rdf-context", "the context is elsewhere, and nothing is fetched", "write it out in the file", path
        )
    return _read(raw, path, language, "json-ld")


def _read(raw: bytes, path: str, language: str, form: str) -> ReadRecords:
    graph = Graph()
    try:
        graph.parse(data=raw.decode("utf-8-sig"), format=form, publicID=_NOWHERE)
    except RecursionError:
        return _refuse("rdf-syntax", "this is nested too deeply", "flatten it", path)
    except Exception as error:  # rdflib's parsers raise what they like
        lines = str(error).strip().splitlines() or [type(error).__name__]
        return _refuse("rdf-syntax", f"this cannot be read: {lines[0][:200]}", "check it with another tool", path)
    return _Reader(graph, path, language).records()


class _Reader:
    """Records of a graph: concepts of one identifier, or of one ordered collection, are one record's senses."""

    def __init__(self, graph: Graph, path: str, language: str) -> None:
        self.graph, self.path, self.language = graph, path, language
        self.issues: list[Issue] = []
        self.shortened = set(graph.subjects(RDFS.subPropertyOf, SKOS.altLabel))
        self.order: dict[Node, tuple[str, int]] = {}
        for entry, first in graph.subject_objects(SKOS.memberList):
            for place, concept in enumerate(Collection(graph, first)):
                self.order[concept] = (str(entry), place)
        self.category: dict[Node, Literal] = {}
        for collection in sorted(graph.subjects(RDF.type, SKOS.Collection), key=str):
            name = next((each for each in graph.objects(collection, SKOS.prefLabel) if isinstance(each, Literal)), None)
            if name is not None:
                for concept in graph.objects(collection, SKOS.member):
                    self.category.setdefault(concept, name)

    def texts(self, subject: Node, predicate: Node, language: str) -> list[str]:
        """The literals in one language, in the order of their letters; those without a language count for every one."""
        literals = (each for each in self.graph.objects(subject, predicate) if isinstance(each, Literal))
        return sorted(str(each) for each in literals if (each.language or language).lower() == language.lower())

    def text(self, subject: Node, predicate: Node, language: str) -> str:
        return next(iter(self.texts(subject, predicate, language)), "")

    def languages(self, concept: Node) -> list[str]:
        """The languages that a concept has a preferred name in, ours first."""
        tags = {
            (each.language or self.language): None
            for each in self.graph.objects(concept, SKOS.prefLabel)
            if isinstance(each, Literal)
        }
        return sorted(tags, key=lambda tag: (tag.lower() != self.language.lower(), tag))

    def source(self, concept: Node) -> Citation | None:
        found = min(self.graph.objects(concept, DCTERMS.source), key=str, default=None)
        if found is None:
            return None
        if isinstance(found, Literal):
            return Citation(title=str(found))
        title, url = (self.graph.value(found, each) for each in (DCTERMS.title, DCTERMS.identifier))
        address = str(url) if url is not None else str(found) if isinstance(found, URIRef) else ""
        return Citation(title=str(title) if title is not None else "", url=address)

    def sense(self, concept: Node, language: str) -> Sense:
        category = self.category.get(concept)
        notes = (SKOS.note, SKOS.scopeNote, SKOS.example)
        return Sense(
            category=str(category) if category is not None else "",
            definition=self.text(concept, SKOS.definition, language),
            body="\n\n".join(text for each in notes for text in self.texts(concept, each, language)),
            keywords=tuple(self.texts(concept, SKOS.hiddenLabel, language)),
            source=self.source(concept),
            origin=Origin(self.path),
        )

    def records(self) -> ReadRecords:
        groups: dict[tuple[str, str], list[Node]] = defaultdict(list)
        names: dict[tuple[Node, str], str] = {}
        for concept in sorted(
            self.graph.subjects(RDF.type, SKOS.Concept), key=lambda each: self.order.get(each, ("", 0)) + (str(each),)
        ):
            tags = self.languages(concept)
            if not tags:
                message, hint = f"the concept {concept} has no preferred name", "give it a skos:prefLabel"
                self.issues.append(Issue("rdf-label", Severity.ERROR, message, hint, self.path))
            identifier = self.graph.value(concept, DCTERMS.identifier)
            entry = f"id {identifier}" if identifier is not None else self.order.get(concept, (str(concept), 0))[0]
            for tag in tags:
                groups[entry, tag].append(concept)
                names[concept, tag] = self.text(concept, SKOS.prefLabel, tag)
        records = [self.record(entry, tag, concepts, names) for (entry, tag), concepts in groups.items()]
        if not records and not self.issues:
            message, hint = "there is no skos:Concept in the file", "only SKOS can be read"
            self.issues.append(Issue("rdf-empty", Severity.ERROR, message, hint, self.path))
        return tuple(records), tuple(self.issues)

    def record(self, entry: str, tag: str, concepts: Sequence[Node], names: dict[tuple[Node, str], str]) -> Record:
        def gather(predicates: Sequence[Node]) -> tuple[str, ...]:
            return tuple(
                dict.fromkeys(
                    text for concept in concepts for each in predicates for text in self.texts(concept, each, tag)
                )
            )

        def related(predicate: URIRef) -> tuple[str, ...]:
            found = (
                names.get((other, tag)) for concept in concepts for other in self.graph.objects(concept, predicate)
            )
            return tuple(sorted({name for name in found if name}))

        first = concepts[0]
        foreign = tag.lower() != self.language.lower()
        identity = entry.removeprefix("id ") if entry.startswith("id ") else ""
        abbreviations = gather(tuple(self.shortened))
        known = {names[first, tag], *abbreviations}
        status = self.graph.value(first, _STATUS.term_status)
        deprecated = any(
            isinstance(each, Literal) and each.value is True for each in self.graph.objects(first, OWL.deprecated)
        )
        record = Record(
            term=names[first, tag],
            senses=tuple(self.sense(concept, tag) for concept in concepts),
            id=identity if not foreign or identity.startswith(f"{tag.lower()}/") else "",
            aliases=tuple(name for name in gather((SKOS.altLabel,)) if name not in known),
            abbreviations=abbreviations,
            status=str(status) if str(status) in STATUSES else "deprecated" if deprecated else STATUSES[0],
            replaced_by=next(iter(related(DCTERMS.isReplacedBy)), ""),
            related=related(SKOS.related),
            broader=related(SKOS.broader),
            narrower=related(SKOS.narrower),
            language=tag if foreign else "",
            origin=Origin(self.path),
        )
        return replace(record, translation_of=self.original(record, first))

    def original(self, record: Record, concept: Node) -> str:
        """The id of what a record translates: a matching concept's, else its own in the site's language."""
        for match in sorted(self.graph.objects(concept, SKOS.exactMatch), key=str):
            identifier = self.graph.value(match, DCTERMS.identifier)
            if identifier is not None and (match, RDF.type, SKOS.Concept) in self.graph:
                return str(identifier)
        own = self.graph.value(concept, DCTERMS.identifier)
        if record.language and own is not None and not record.id:
            return str(own)
        return ""
