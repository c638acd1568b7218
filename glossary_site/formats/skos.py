"""SKOS (W3C, 2009) in Turtle and JSON-LD; reading is in ``skos_reading``.

A sense is a ``skos:Concept``; the senses of one term are an ordered collection. Names are labels in the record's
language (S13: none is preferred and alternative; S14: one preferred name), a category is a ``skos:Collection`` (of
concepts, and of the collections of the categories below it),
``related`` and ``broader`` exclude each other (S27, held by the relations themselves), a translation is an
``skos:exactMatch`` and nothing is a ``broadMatch`` or ``relatedMatch`` (S46). Beside SKOS it has DCMI terms,
``owl:deprecated`` and, for abbreviations, a sub-property of ``skos:altLabel`` that the file itself declares, as the
SKOS Primer shows it.
"""

import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from rdflib import BNode, Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, FOAF, OWL, RDF, RDFS, SKOS, XSD
from rdflib.term import Node

from glossary_site.disk import Output
from glossary_site.formats.edition import Edition
from glossary_site.formats.skos_reading import STATUS
from glossary_site.language import distinct_slugs
from glossary_site.pages import category_url, term_url
from glossary_site.records import STATUSES, Citation, Record, Sense, sense_anchors
from glossary_site.values import Struct, field

_PREFIXES = {"skos": str(SKOS), "dcterms": str(DCTERMS), "owl": str(OWL), "rdfs": str(RDFS), "vs": str(STATUS)}


class _Writer(Struct):
    """The graph of one edition, and the addresses of what is in it: relative where the site has no ``base_url``."""

    edition: Edition
    graph: Graph = field(default_factory=Graph)
    concepts: dict[str, list[URIRef]] = field(default_factory=dict)
    by_name: dict[tuple[str, str], Record] = field(default_factory=dict)

    def address(self, url: str) -> URIRef:
        return URIRef(self.edition.config.base_url + url)

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
        """The collection of every category by language and name; that of a lower one is in that of the higher."""
        config, separator = self.edition.config, self.edition.config.separator
        names: dict[str, dict[str, None]] = defaultdict(dict)
        for record in self.edition.records:
            for name in record.categories:
                while name and name not in names[record.language]:
                    names[record.language][name] = None
                    name = name.rpartition(separator)[0] if separator else ""
        shown = {category.name: category.slug for category in self.edition.glossary.categories}
        found: dict[tuple[str, str], URIRef] = {}
        for language, in_language in names.items():
            slugs = {**distinct_slugs(in_language, otherwise="other"), **({} if language else shown)}
            for name in in_language:
                path = f"{language.lower()}/{slugs[name]}" if language else slugs[name]
                collection = found[language, name] = self.address(category_url(path))
                self.add(collection, RDF.type, SKOS.Collection)
                self.add(collection, SKOS.prefLabel, Literal(name, lang=language or config.language))
        for (language, name), collection in found.items():
            above = found.get((language, name.rpartition(separator)[0])) if separator else None
            if above is not None:
                self.add(above, SKOS.member, collection)
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
                # Not rdflib's ``Collection``: these cells have names that are alike in every run.
                cells = [BNode(f"order{number}n{place}") for place in range(len(record.senses))]
                self.add(entry, SKOS.memberList, cells[0])
                for cell, concept, rest in zip(cells, self.concepts[record.id], (*cells[1:], RDF.nil), strict=True):
                    self.add(cell, RDF.first, concept)
                    self.add(cell, RDF.rest, rest)
            for place, (sense, concept) in enumerate(zip(record.senses, self.concepts[record.id], strict=True)):
                self.concept(record, sense, concept, scheme, shortened)
                for category in sense.categories:
                    self.add(categories[record.language, category], SKOS.member, concept)
                if sense.source is not None:
                    self.source(concept, sense.source, BNode(f"source{number}s{place}"))
                for picture in self.edition.pictures(record)[place]:
                    self.add(concept, FOAF.depiction, self.address(picture.url))
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
        label(DCTERMS.subject, *record.tags)
        label(SKOS.definition, sense.definition.text)
        label(DCTERMS.description, sense.body)
        label(SKOS.scopeNote, sense.usage)
        label(SKOS.note, *sense.note)
        label(SKOS.example, *sense.example)
        label(SKOS.historyNote, sense.history)
        if record.notation:
            self.add(concept, SKOS.notation, Literal(record.notation))
        if record.status != STATUSES[0]:
            self.add(concept, STATUS.term_status, Literal(record.status))
        if record.updated:
            self.add(concept, DCTERMS.modified, Literal(record.updated, datatype=XSD.date))
        if record.status in ("deprecated", "superseded"):
            self.add(concept, OWL.deprecated, Literal(True))

    def source(self, concept: URIRef, source: Citation, place: BNode) -> None:
        if source.title or source.url:
            self.add(concept, DCTERMS.source, place)
            for predicate, text in ((DCTERMS.title, source.title), (DCTERMS.identifier, source.url)):
                if text:
                    self.add(place, predicate, Literal(text))


def write_turtle(edition: Edition) -> Iterator[Output]:
    """One Turtle file."""
    yield Output("glossary.ttl", _Writer(edition).write().serialize(format="turtle", encoding="utf-8"))


def write_jsonld(edition: Edition) -> Iterator[Output]:
    """One JSON-LD file, compacted with the prefixes of the Turtle one, in the order of addresses."""
    text = _Writer(edition).write().serialize(format="json-ld", context=_PREFIXES, auto_compact=True)
    whole = json.loads(text)
    if isinstance(whole.get("@graph"), list):
        whole["@graph"].sort(key=lambda node: str(node.get("@id", "")))
    yield Output("glossary.jsonld", json.dumps(_ordered(whole), ensure_ascii=False, indent=1).encode() + b"\n")


def _ordered(value: Any) -> Any:
    """JSON-LD with its sets sorted; lists (``@list``) stay in their order."""
    if isinstance(value, dict):
        return {
            name: [_ordered(each) for each in inner] if name == "@list" else _ordered(inner)
            for name, inner in sorted(value.items())
        }
    if isinstance(value, list):
        return sorted((_ordered(each) for each in value), key=lambda each: json.dumps(each, sort_keys=True))
    return value
