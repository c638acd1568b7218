"""Concepts of Glossarist: a folder of YAML, a concept and its text in each language as documents of one or more files.

https://github.com/glossarist/concept-model
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from glossary_site.formats.imported import ImportedGlossary, ImportNotes, ImportSource, add_own, distinct_ids, make_id
from glossary_site.formats.nested import list_texts
from glossary_site.language import canonical_language
from glossary_site.markup import can_be_target, escape_text
from glossary_site.records import STATUSES, Citation, Origin, Record, Sense, is_date
from glossary_site.values import Frozen, replace
from glossary_site.yaml_text import Node, parse_yaml

_DOCUMENT = re.compile(r"(?m)^---[ \t]*$\n?")
#: ``{{identifier, text}}`` and ``{{text}}``, with a URN or a number as the identifier.
_MENTION = re.compile(r"\{\{([^{},]+)(?:,([^{}]*))?\}\}")
_FORMULA = re.compile(r"\b(?:stem|latexmath):\[([^\]]*)\]")
_STATUSES = {"superseded": "superseded", "retired": "deprecated", "withdrawn": "deprecated", "draft": "draft"}
_SHORT = ("abbreviation", "acronym", "initialism")
_SYMBOLS = ("symbol", "letter_symbol", "graphical_symbol")
_PARTS_OF_SPEECH = {
    **{name: name for name in ("noun", "verb", "adverb", "preposition", "participle")},
    "adj": "adjective",
}
_GENDERS = {"m": "masculine", "f": "feminine", "n": "neuter", "c": "common"}
#: What variants of a language have together.
_JOINED = ("terms", "notes", "examples", "sources")
_READ = frozenset(
    ("terms", "definition", "domain", "notes", "examples", "sources", "language_code", "entry_status", "dates", "id")
)

#: Keys of values that only programs read, and of days.
_CODES = frozenset(
    "id identifier termid status entry_status normative_status type language_code script localized_concepts dates date "
    "date_accepted domain_id uuid".split()
)


class _Text(Frozen):
    """A concept in one language: ``tag`` as the file has it, ``language`` as a record has it ("" is the site's)."""

    concept: str
    tag: str
    language: str
    fields: dict[str, Node]
    origin: Origin

    @property
    def name(self) -> str:
        """The preferred designation, else the first."""
        terms = _mappings(self.fields.get("terms"))
        first = next((each for each in terms if _text(each, "normative_status") == "preferred"), None)
        return _text(first or next(iter(terms), {}), "designation")


def _nodes(node: Node | None) -> tuple[Node, ...]:
    """The values of a list, or the one that there is."""
    if node is None:
        return ()
    return node.value if isinstance(node.value, tuple) else (node,)


def _mappings(node: Node | None) -> list[dict[str, Node]]:
    """The mappings of a list, or the one that there is."""
    return [each.value for each in _nodes(node) if isinstance(each.value, dict)]


def _text(fields: dict[str, Node], name: str) -> str:
    node = fields.get(name)
    return " ".join(node.value.split()) if node is not None and isinstance(node.value, str) else ""


def _documents(source: ImportSource, notes: ImportNotes) -> Iterator[tuple[dict[str, Node], str]]:
    """Every document of every file, with the path of that."""
    for file in source.read_files((".yaml", ".yml"), notes):
        text = file.decode(notes.of_file(file.path)).replace("\r\n", "\n")
        starts = [0, *(found.end() for found in _DOCUMENT.finditer(text))]
        for start, end in zip(starts, (*starts[1:], len(text)), strict=True):
            document = _DOCUMENT.sub("", text[start:end])
            root, found = parse_yaml(document, file.path, text.count("\n", 0, start) + 1)
            notes.issues += found
            if root is not None and isinstance(root.value, dict):
                yield root.value, file.path


def _without_codes(node: Node) -> Node:
    """A value without what only programs read: codes, and the marks of mentions and formulas."""
    if isinstance(node.value, str):
        return replace(node, value=_FORMULA.sub(r"\1", _MENTION.sub(lambda found: found[2] or "", node.value)))
    if isinstance(node.value, dict):
        inner = {name: _without_codes(each) for name, each in node.value.items() if name not in _CODES}
        return replace(node, value=inner)
    return replace(node, value=tuple(map(_without_codes, node.value))) if isinstance(node.value, tuple) else node


def _texts(documents: Iterable[tuple[dict[str, Node], str]], source: ImportSource) -> list[_Text]:
    concepts: dict[str, str] = {}
    found: dict[str, list[tuple[str, dict[str, Node], Origin]]] = defaultdict(list)
    for fields, path in documents:
        inner = fields.get("data")
        given = inner.value if inner is not None and isinstance(inner.value, dict) else fields
        linked = given.get("localized_concepts")
        if linked is not None and isinstance(linked.value, dict):
            identifier = _text(given, "identifier") or _text(fields, "id")
            concepts |= {_text(linked.value, tag): identifier for tag in linked.value}
        elif "terms" in given and _text(given, "language_code"):
            origin = Origin(path, next(iter(given.values())).line)
            found[_text(fields, "id")].append((_text(given, "language_code"), given, origin))
    by_concept: dict[str, list[tuple[str, dict[str, Node], Origin]]] = defaultdict(list)
    for identity, each in found.items():
        by_concept[concepts.get(identity, identity)] += each
    texts = []
    for concept, each in by_concept.items():
        tags = {tag: canonical_language(tag) for tag, _, _ in each}
        own = source.find_own(tags.values())
        of_concept = [
            _Text(concept, tags[tag], "" if tags[tag] == own else tags[tag], fields, origin)
            for tag, fields, origin in sorted(each, key=lambda text: (tags[text[0]] != own, text[0]))
        ]
        texts += _join_variants(of_concept, source)
    return texts


def _join_variants(texts: Sequence[_Text], source: ImportSource) -> list[_Text]:
    """The texts of a concept, those in variants of the site's language as one: colour and color are its names.

    The definition of another variant is a note.
    """
    own = [text for text in texts if source.find_own([text.tag])]
    if len(own) < 2:
        return list(texts)
    first, *others = own
    joined = dict(first.fields)
    for text in others:
        for name, node in text.fields.items():
            target = "notes" if name == "definition" else name
            if target in _JOINED:
                joined[target] = Node((*_nodes(joined.get(target)), *_nodes(node)), node.line)
    return [replace(first, fields=joined), *(text for text in texts if text not in own)]


class _Reader:
    """Makes records of the texts of concepts."""

    def __init__(self, texts: list[_Text], source: ImportSource, notes: ImportNotes) -> None:
        self.texts, self.source, self.notes = texts, source, notes
        self.ids = distinct_ids([(text.name, text.language, text.concept) for text in texts])
        own = [(text, identity) for text, identity in zip(texts, self.ids, strict=True) if not text.language]
        self.originals = {text.concept: identity or make_id(text.name) for text, identity in own}
        pairs = sorted(zip(texts, self.ids, strict=True), key=lambda pair: bool(pair[0].language))
        self.named: dict[str, str] = {}
        for text, identity in pairs:
            target = identity or (text.name if can_be_target(text.name) else make_id(text.name))
            for key in (text.concept, text.name):
                self.named.setdefault(key.lower(), target)

    def records(self) -> Iterator[Record]:
        """A record for each concept and language."""
        for text, identity in zip(self.texts, self.ids, strict=True):
            if text.name:
                yield self.record(text, identity)
            else:
                notes = self.notes.of_file(text.origin.path)
                notes.count_loss(f"a concept has no term in '{text.tag}'", text.concept, text.origin.line, "terms")

    def record(self, text: _Text, identity: str) -> Record:
        """The record of one concept in one language."""
        fields = text.fields
        self.count_losses(text)
        terms = _mappings(fields.get("terms"))
        others = [each for each in terms if _text(each, "designation") not in ("", text.name)]
        names = [_text(each, "designation") for each in others if not _is_short(each)]
        sources = _mappings(fields.get("sources"))
        days = [_text(each, "date")[:10] for each in _mappings(fields.get("dates"))]
        sense = Sense(
            categories=tuple(dict.fromkeys(filter(None, _list_texts(fields.get("domain"))))),
            body="\n\n".join(self.contents(text, "definition")),
            note=tuple(dict.fromkeys(self.contents(text, "notes"))),
            example=tuple(dict.fromkeys(self.contents(text, "examples"))),
            source=_citation(sources[0]) if sources else None,
            origin=text.origin,
        )
        symbols = [_text(each, "designation") for each in others if _text(each, "type") in _SYMBOLS]
        main = next(each for each in terms if _text(each, "designation") == text.name)
        part_of_speech, gender = _grammar(main)
        record = Record(
            term=text.name,
            senses=(sense,),
            id=identity,
            aliases=tuple(dict.fromkeys(name for name in (*names, *symbols[1:]) if name not in symbols[:1])),
            pronunciation=_pronunciation(main),
            abbreviations=tuple(dict.fromkeys(_text(each, "designation") for each in others if _is_short(each))),
            part_of_speech=part_of_speech,
            gender=gender,
            symbol=next(iter(symbols), ""),
            status=_STATUSES.get(_text(fields, "entry_status"), STATUSES[0]),
            language=text.language,
            translation_of=self.originals.get(text.concept, "") if text.language else "",
            updated=max(filter(is_date, days), default=""),
            origin=text.origin,
        )
        own = {name: _list_texts(node) for key, node in fields.items() if (name := self.source.own_field(key))}
        return add_own(record, own, self.source, self.notes.issues)

    def count_losses(self, text: _Text) -> None:
        """Note the fields of a concept in one language that its record cannot hold."""
        notes = self.notes.of_file(text.origin.path)
        for name, node in text.fields.items():
            if name not in _READ and node.value and not self.source.own_field(name):
                notes.count_loss(
                    f"the field '{name}' is not kept", node.value if isinstance(node.value, str) else "", node.line
                )
        for each in _mappings(text.fields.get("terms")):
            name = _text(each, "designation")
            if name not in ("", text.name) and _text(each, "normative_status") == "deprecated":
                notes.count_loss("the status of another name is not kept", name, text.origin.line)
        for each in _mappings(text.fields.get("sources"))[1:]:
            citation = _citation(each)
            notes.count_loss("a further source is not kept", citation.title if citation else "", text.origin.line)

    def contents(self, text: _Text, name: str) -> list[str]:
        """The texts of a list such as the notes, as Markdown on one line each."""
        return [
            self.markdown(content) for each in _mappings(text.fields.get(name)) if (content := _text(each, "content"))
        ]

    def markdown(self, content: str) -> str:
        """A text with its mentions and formulas; what else it holds is shown as it is."""
        parts = []
        start = 0
        for found in re.compile(f"{_MENTION.pattern}|{_FORMULA.pattern}").finditer(content):
            shown = (
                f"${found[3]}$" if found[3] is not None else self.mention(found[1].strip(), (found[2] or "").strip())
            )
            parts += [escape_text(content[start : found.start()]), shown]
            start = found.end()
        return "".join((*parts, escape_text(content[start:])))

    def mention(self, key: str, shown: str) -> str:
        """A reference to the concept of an identifier or a name; a loss where there is none."""
        target = self.named.get(key.rpartition("/")[2].rpartition(":")[2].lower()) or self.named.get(shown.lower())
        if target is not None:
            return self.notes.make_reference(target, escape_text(shown or key))
        self.notes.count_loss("a mention is of no concept of the folder", key, 0, "references")
        return escape_text(shown or key)


def _is_short(term: dict[str, Node]) -> bool:
    return _text(term, "type") in _SHORT or any(_text(term, name) == "true" for name in _SHORT)


def _pronunciation(term: dict[str, Node]) -> str:
    """How a designation is spoken: a text, or the first of a list of texts or of ``content``."""
    texts = _list_texts(term.get("pronunciation"))
    contents = (_text(each, "content") for each in _mappings(term.get("pronunciation")))
    return next(filter(None, (*texts, *contents)), "")


def _grammar(term: dict[str, Node]) -> tuple[str, str]:
    """Part of speech and gender of a designation, which it has itself or in its ``grammar_info``."""
    places = (term, *_mappings(term.get("grammar_info")))
    parts = (_text(place, "part_of_speech") for place in places)
    flags = (name for place in places for flag, name in _PARTS_OF_SPEECH.items() if _text(place, flag) == "true")
    gender = next((text for place in places for text in _list_texts(place.get("gender")) if text), "")
    return next(filter(None, (*parts, *flags)), ""), _GENDERS.get(gender, gender)


def _list_texts(node: Node | None) -> list[str]:
    """The texts of a list, or the one that there is."""
    nodes = node.value if node is not None and isinstance(node.value, tuple) else (node,)
    return [" ".join(each.value.split()) for each in nodes if each is not None and isinstance(each.value, str)]


def _citation(fields: dict[str, Node]) -> Citation | None:
    """Where a text is from, with its clause."""
    node = fields.get("origin")
    origin = node.value if node is not None and isinstance(node.value, dict) else {}
    place = origin.get("locality")
    clause = _text(place.value, "reference_from") if place is not None and isinstance(place.value, dict) else ""
    title = ", ".join(filter(None, (_text(origin, "ref"), clause)))
    return Citation(title=title, url=_text(origin, "link")) if title or _text(origin, "link") else None


def read_glossarist(source: ImportSource) -> ImportedGlossary:
    """A record for each concept and language; one in another language names the one that it translates.

    Issues: those of ``parse_yaml``, ``file-encoding``, ``glossarist-empty``.
    """
    notes = ImportNotes(source.path)
    documents = list(_documents(source, notes))
    texts = _texts(documents, source)
    if not texts and not notes.issues:
        notes.add_error("glossarist-empty", "there is no concept with terms in the files", "")
    held = (text for fields, path in documents for text in list_texts(_without_codes(Node(fields, 1)), path=path))
    return notes.glossary(list(_Reader(texts, source, notes).records()), held)
