"""Read TBX files of any tool: version 3 (ISO 30042:2019) in either style, and version 2 (``martif``, ISO 30042:2008).

Version 2 has other names for the levels; they are renamed first. What is read of a concept entry is noted, so that the
rest can be counted.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from glossary_site.formats.imported import ImportedGlossary, ImportNotes, ImportSource, add_own, distinct_ids, make_id
from glossary_site.formats.tbx import PARTS_OF_SPEECH, STATUS_CODES
from glossary_site.formats.xml_text import (
    XML_LANGUAGE,
    Element,
    all_text,
    elements,
    joined_text,
    list_texts,
    local_name,
    parse_xml,
    rename_elements,
    replace_by_children,
)
from glossary_site.markup import escape_line, escape_text, parse_definition
from glossary_site.records import STATUSES, Citation, Origin, Record, Sense, is_date
from glossary_site.values import Struct

#: The levels of version 2 -> those of version 3.
_LEVELS = {"termEntry": "conceptEntry", "langSet": "langSec", "tig": "termSec", "ntig": "termSec"}
#: The end that a status has in the newer files.
_STATUS_END = "-admn-sts"
_STATUSES = {code.removesuffix(_STATUS_END): name for name, code in STATUS_CODES.items() if name != "draft"}
#: Which term of a language is the main one. Our exports mark other names of a deprecated term as admitted.
_RANKS = {"preferredTerm": 0, "": 1, "deprecatedTerm": 2, "supersededTerm": 2, "admittedTerm": 3}
_SHORT = ("abbreviation", "acronym")
_SYMBOL = "symbol"
_PARTS_OF_SPEECH = {code: name for name, code in PARTS_OF_SPEECH.items()}
#: The data categories of ISO 12620 whose texts are notes, examples and remarks on usage.
_NOTES, _EXAMPLES, _USAGE = ("note", "explanation"), ("context", "example", "sampleSentence"), ("usageNote",)

_PICTURES = ("xGraphic", "figure")
#: What a file has beside its concept entries.
_AROUND = ("tbxHeader", "martifHeader", "back")


def _read_id(term: Element, concept: Element) -> str:
    """The id in the marks of a term and its concept; "" where neither is one of ours."""
    marks = (("t-", term.get("id")), ("c-", concept.get("id")))
    ids = (mark.removeprefix(kind).partition(".")[0] for kind, mark in marks if mark and mark.startswith(kind))
    return next(filter(None, ids), "").replace("_", "/")


def _kind(element: Element) -> str:
    """The data category of an element in either style: DCA's ``type``, or in DCT the element's own name."""
    return element.get("type") or local_name(element)


def _is_level(element: Element) -> bool:
    """Whether an element holds data of a concept, and is none."""
    return local_name(element) in _LEVELS.values() or local_name(element).endswith("Grp")


def _name(term: Element) -> str:
    return next((joined_text(child) for child in term if local_name(child) == "term"), "")


class _Gathered(Struct):
    """The senses of one record so far, with their sections, and the elements of the first of them."""

    term: Element
    section: Element
    concept: Element
    language: str
    original: str
    senses: list[Sense]
    sections: list[Element]

    @property
    def own_id(self) -> str:
        """The id that this program wrote for a term; that of a language of its own begins with it."""
        identity = _read_id(self.term, self.concept)
        return identity if not self.language or identity.startswith(f"{self.language.lower()}/") else ""


class _Reader:
    """Reads the concept entries of one file; ``kept`` are the elements of which every word is kept."""

    def __init__(self, source: ImportSource, notes: ImportNotes) -> None:
        self.source, self.notes = source, notes
        self.kept: set[Element] = set()
        #: A concept is asked again for each of its languages, and may have thousands of these.
        self._data: dict[Element, dict[str, list[Element]]] = {}

    def by_kind(self, parent: Element) -> Mapping[str, Sequence[Element]]:
        """The elements in ``parent`` or in a group of it, by their data category."""
        if parent not in self._data:
            found = self._data[parent] = defaultdict(list)
            for child in parent:
                for each in [child, *child] if local_name(child).endswith("Grp") else [child]:
                    if isinstance(each.tag, str):
                        found[_kind(each)].append(each)
        return self._data[parent]

    def data(self, parent: Element, kind: str) -> Sequence[Element]:
        """The elements of one data category in ``parent`` or in a group of it."""
        return self.by_kind(parent).get(kind, ())

    def references(self, parent: Element, kind: str) -> list[tuple[Element, str]]:
        """The references of one kind in ``parent`` itself, each with its target."""
        found = ((each, each.get("target", "")) for each in self.data(parent, kind) if each.getparent() is parent)
        return [(each, target) for each, target in found if target]

    def texts(self, parent: Element, kind: str) -> list[str]:
        """The texts of one data category, on one line each."""
        found = self.data(parent, kind)
        self.kept.update(found)
        return [joined_text(each) for each in found]

    def text(self, parent: Element, kind: str) -> str:
        """The first text of one data category, "" where there is none."""
        first = next(iter(self.data(parent, kind)), None)
        if first is None:
            return ""
        self.kept.add(first)
        return joined_text(first)

    def status(self, term: Element) -> str:
        """The status of a term without the end that it has in newer files; that of a main term is kept."""
        found = next(iter(self.data(term, "administrativeStatus")), None)
        return joined_text(found).removesuffix(_STATUS_END) if found is not None else ""

    def referred(self, parent: Element, kind: str) -> list[str]:
        """The targets of the references of one kind."""
        found = self.references(parent, kind)
        self.kept.update(each for each, _ in found)
        return [target for _, target in found]

    def markdown(self, parent: Element, kinds: Iterable[str], is_own: bool) -> list[str]:
        """The texts of some data categories as Markdown; those of our exports are Markdown already."""
        found = [each for kind in kinds for each in self.data(parent, kind)]
        self.kept.update(found)
        texts = (all_text(each) if is_own else escape_text(joined_text(each)) for each in found)
        return [text for text in texts if text]

    def sense(self, concept: Element, section: Element, terms: list[Element], language: str) -> Sense:
        """The sense of a concept in one language; notes of a term that is not the first begin with its name."""
        is_own = bool(_read_id(terms[0], concept))
        title = self.text(section, "source")
        urls = [
            url for each in (terms[0], section, concept) for url in self.referred(each, "externalCrossReference")[:1]
        ]
        definition, *others = self.texts(section, "definition") or self.texts(concept, "definition") or ("",)
        # Notes of a concept are in one language, most probably that of the site.
        levels = (section,) if language else (concept, section)
        notes = [text for level in levels for text in self.markdown(level, _NOTES, is_own)]
        examples = [text for level in levels for text in self.markdown(level, _EXAMPLES, is_own)]
        usage = [text for level in levels for text in self.markdown(level, _USAGE, is_own)]
        body = notes.pop(0) if is_own and notes else ""  # only the body of our exports is a note at this level
        for term in terms:
            self.keep_kind(term, is_main=term is terms[0])
            before = "" if term is terms[0] else f"**{escape_text(_name(term))}**: "
            notes += [before + text for text in self.markdown(term, _NOTES, is_own)]
            usage += [before + text for text in self.markdown(term, _USAGE, is_own)]
            examples += self.markdown(term, _EXAMPLES, is_own)
        return Sense(
            categories=tuple(filter(None, dict.fromkeys(self.texts(concept, "subjectField")))),
            definition=parse_definition(escape_line(definition)),
            body=body,
            usage="\n\n".join(usage),
            note=tuple(dict.fromkeys((*map(escape_text, others), *notes))),
            example=tuple(dict.fromkeys(examples)),
            source=Citation(title=title, url=next(iter(urls), "")) if title or urls else None,
            origin=Origin(self.source.path, concept.sourceline or 0),
        )

    def keep_kind(self, term: Element, *, is_main: bool) -> None:
        """Note what is kept of a term: the status of a main one; of other names, that they are admitted or short."""
        if is_main or self.status(term) == "admittedTerm":
            self.kept.update(self.data(term, "administrativeStatus"))
        if not is_main and self.is_of_type(term, *_SHORT, _SYMBOL):
            self.kept.update(self.data(term, "termType"))

    def is_of_type(self, term: Element, *types: str) -> bool:
        """Whether a term is of one of these types."""
        return any(joined_text(each) in types for each in self.data(term, "termType"))

    def common(self, gathered: _Gathered, kind: str) -> str:
        """The text of one data category of a term. It is that of its other names, too, where they have the same."""
        text = self.text(gathered.term, kind)
        terms = (each for section in gathered.sections for each in elements(section, "termSec"))
        self.kept.update(each for term in terms for each in self.data(term, kind) if joined_text(each) == text)
        return text

    def updated(self, sections: list[Element]) -> str:
        """The last day of the changes in sections."""
        groups = [group for section in sections for group in section if local_name(group) == "transacGrp"]
        dates = [each for group in groups for each in self.data(group, "date") if is_date(joined_text(each))]
        last = max(map(joined_text, dates), default="")
        for each in (each for each in dates if joined_text(each) == last):
            beside = (*each.itersiblings(), *each.itersiblings(preceding=True))
            self.kept.update([each], (other for other in beside if joined_text(other) == "modification"))
        return last

    def gather(self, root: Element) -> list[_Gathered]:
        """The senses of all concept entries by record: by the id that we wrote and the language."""
        gathered: dict[tuple[str, str], _Gathered] = {}
        for number, concept in enumerate(elements(root, "conceptEntry")):
            first = ""
            sections = [(_language(each, self.source), each) for each in elements(concept, "langSec")]
            own = self.source.find_own(tag for tag, _ in sections)
            # The site's own language comes first: the others translate it.
            for tag, section in sorted(sections, key=lambda each: each[0] != own):
                language = "" if tag == own else tag
                terms = [each for each in elements(section, "termSec") if _name(each)]
                if not terms:
                    self.notes.add_error("term-missing", "a language section has no term", "", section.sourceline or 0)
                    continue
                main = min(terms, key=lambda each: _RANKS.get(self.status(each), 1))
                identity = _read_id(main, concept)
                if language and not identity.startswith(f"{language.lower()}/"):
                    identity = ""
                key = (identity or f"#{number}", language)
                terms.sort(key=lambda each: each is not main)
                sense = self.sense(concept, section, terms, language)
                of_term = gathered.setdefault(key, _Gathered(main, section, concept, language, first, [], []))
                of_term.senses.append(sense)
                of_term.sections.append(section)
                first = first or identity
        return list(gathered.values())

    def record(self, gathered: _Gathered, identity: str, names: Mapping[str, Mapping[str, str]]) -> Record:
        """The record of gathered senses; ``names`` are those that references lead to, by mark and language."""
        language = gathered.language
        others = [each for each in elements(gathered.section, "termSec") if each is not gathered.term and _name(each)]
        short = [each for each in others if self.is_of_type(each, *_SHORT)]
        symbols = [each for each in others if self.is_of_type(each, _SYMBOL)]
        part_of_speech, gender = self.common(gathered, "partOfSpeech"), self.common(gathered, "grammaticalGender")

        def named(*parents: Element | None) -> tuple[str, ...]:
            found = [
                (each, names[target])
                for parent in parents
                if parent is not None
                for each, target in self.references(parent, "crossReference")
                if target in names
            ]
            self.kept.update(each for each, _ in found)
            return tuple(dict.fromkeys(by_tag[language] for _, by_tag in found if language in by_tag))

        main = [next(elements(section, "termSec"), None) for section in gathered.sections]
        record = Record(
            term=_name(gathered.term),
            senses=tuple(gathered.senses),
            id=identity,
            aliases=tuple(_name(each) for each in others if each not in (*short, *symbols[:1])),
            abbreviations=tuple(_name(each) for each in short),
            pronunciation=self.common(gathered, "pronunciation"),
            part_of_speech=_PARTS_OF_SPEECH.get(part_of_speech, part_of_speech),
            gender=gender,
            symbol=_name(symbols[0]) if symbols else "",
            etymology=self.common(gathered, "etymology"),
            status=_STATUSES.get(self.status(gathered.term), STATUSES[0]),
            replaced_by=next(iter(named(*main)), ""),
            related=() if gathered.original else named(*(section.getparent() for section in gathered.sections)),
            language=language,
            translation_of=gathered.original,
            updated=self.updated(gathered.sections),
            origin=Origin(self.source.path, gathered.concept.sourceline or 0),
        )
        places = (gathered.term, gathered.section, *(() if gathered.original else (gathered.concept,)))
        return add_own(record, self.own_texts(places), self.source, self.notes.issues)

    def own_texts(self, places: Iterable[Element]) -> dict[str, list[str]]:
        """The texts of data categories that are fields of the author's own, by the names of these."""
        found: dict[str, list[str]] = {}
        kinds = dict.fromkeys(kind for place in places for kind in self.by_kind(place))
        for kind in kinds:
            if name := self.source.own_field(kind):
                found[name] = [text for place in places for text in self.texts(place, kind)]
        return found

    def note_losses(self, root: Element) -> None:
        """Count the data of the concept entries that is not kept."""
        waiting = list(elements(root, "conceptEntry"))
        while waiting:
            for child in waiting.pop():
                if _is_level(child):
                    waiting.append(child)
                elif isinstance(child.tag, str) and local_name(child) != "term" and child not in self.kept:
                    kind = _kind(child)
                    example = " ".join(filter(None, (joined_text(child), child.get("target"))))
                    counted = "pictures" if kind in _PICTURES else ""
                    self.notes.count_loss(f"'{kind}' is not kept", example, child.sourceline or 0, counted)


def _rename_levels(root: Element) -> None:
    """The levels of version 2 as version 3 has them: the group of a term within ``ntig`` is dissolved."""
    for term in list(elements(root, "ntig")):
        for group in [each for each in term if local_name(each) == "termGrp"]:
            replace_by_children(group)
    rename_elements(root, _LEVELS)


def _join_variants(root: Element, source: ImportSource) -> None:
    """Put what a concept of another program has in further variants of the site's language into the section of one.

    So their terms are names of one term: color and colour.
    """
    for concept in elements(root, "conceptEntry"):
        sections = {each: _language(each, source) for each in elements(concept, "langSec")}
        own = source.find_own(sections.values())
        if not own or (concept.get("id") or "").startswith("c-"):
            continue
        variants = [each for each, tag in sections.items() if source.find_own([tag])]
        first, *others = sorted(variants, key=lambda each: sections[each] != own)
        for other in others:
            first.extend(list(other))
            concept.remove(other)


def _language(section: Element, source: ImportSource) -> str:
    """The language of a section; that of the site where it names none."""
    return section.get(XML_LANGUAGE) or section.get("lang") or source.language


def read_tbx(source: ImportSource) -> ImportedGlossary:
    """Records of a TBX file, version 2 or 3.

    Issues: those of ``parse_xml``, ``tbx-shape``, ``term-missing`` (a language section without one).
    """
    notes = ImportNotes(source.path)
    root, found = parse_xml(source.raw, source.path)
    notes.issues += found
    if root is None:
        return notes.glossary()
    if local_name(root) not in ("tbx", "martif"):
        message = f"the root is <{local_name(root)}>, not <tbx> or <martif>"
        notes.add_error("tbx-shape", message, "only TBX versions 2 and 3 are read")
        return notes.glossary()
    _rename_levels(root)
    _join_variants(root, source)
    reader = _Reader(source, notes)
    gathered = reader.gather(root)
    given = [each.own_id for each in gathered]
    marks = ["" if identity else each.concept.get("id", "") for identity, each in zip(given, gathered, strict=True)]
    made = distinct_ids([(_name(each.term), each.language, mark) for each, mark in zip(gathered, marks, strict=True)])
    names: dict[str, dict[str, str]] = defaultdict(dict)
    for each, identity in zip(gathered, made, strict=True):
        for mark in filter(None, (each.term.get("id"), each.concept.get("id"))):
            names[mark][each.language] = identity or _name(each.term)
    ids = [own or identity for own, identity in zip(given, made, strict=True)]
    originals = {
        each.concept: identity or make_id(_name(each.term))
        for each, identity in zip(gathered, ids, strict=True)
        if not each.language
    }
    for each in gathered:
        if each.language:
            each.original = each.original or originals.get(each.concept, "")
    records = [reader.record(each, identity, names) for each, identity in zip(gathered, ids, strict=True)]
    reader.note_losses(root)
    around = [each for each in root.iter() if local_name(each) in _AROUND]
    return notes.glossary(records, [text for each in around for text in list_texts(each)])
