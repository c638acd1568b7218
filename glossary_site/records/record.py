"""An entry as a value, and ``FIELDS``, the one table of its fields.

A field is declared once, here: its type and default as an attribute, every other fact in the ``Field`` beside it.
Reading, writing, merging, comparison, exports, the JSON Schema and the documents' tables follow from that.
"""

from collections.abc import Callable, Container, Iterable, Iterator
from itertools import chain
from operator import attrgetter
from typing import Annotated, Any, TypeAlias

from glossary_site.language import N_
from glossary_site.records.fields import Field, Kind, Merge, Part, Place, Use, read_rows
from glossary_site.text.definition import NO_DEFINITION, Definition
from glossary_site.values import Frozen, HeldAsBytes, list_fields, replace

STATUSES = ("current", "draft", "deprecated", "superseded")

#: Which automatic links an entry takes part in: ``outgoing`` from its text, ``incoming`` from other entries' texts.
AUTOLINKS = ("both", "outgoing", "incoming", "none")

Texts: TypeAlias = tuple[str, ...]

#: The given fields of the author's own, in the order of their declaration: their names and values.
OwnValues: TypeAlias = tuple[tuple[str, str | Texts], ...]

_TRANSLATED = Use.TRANSLATION | Use.COMPARED
_NAME = Use.NAME | Use.TRANSLATION
_OTHER_NAME = Use.NAME | Use.SEARCH | _TRANSLATED
_RELATION = Use.RELATION | Use.COMPARED
_LATER = Use.COMPARED | Use.IF_GIVEN
_LATER_NAME = Use.SEARCH | _LATER
_LATER_TRANSLATED = Use.TRANSLATION | _LATER


class Citation(Frozen):
    """Where a sense comes from: a file and line of glossary text, or a title with an address."""

    file: Annotated[str, Field("the file of glossary text that it was read from")] = ""
    line: Annotated[int, Field("the line in that file, from 1", Kind.NUMBER)] = 0
    title: Annotated[str, Field("the title of a publication", uses=Use.COMPARED)] = ""
    url: Annotated[str, Field("the address of the publication", uses=Use.COMPARED)] = ""


class Origin(Frozen):
    """The file and line (from 1) where an entry is written."""

    path: str = ""
    line: int = 0


class Sense(Frozen):
    """One definition of a term in one category or several. ``body_line`` is the line of the first words of its body."""

    categories: Annotated[
        Texts,
        Field(
            "the subject that it belongs to, or a list of subjects, the main one first (see Categories and tags)",
            Kind.CATEGORIES,
            Use.COMPARED,
            "Category",
            name="category",
        ),
    ] = ()
    definition: Annotated[
        Definition,
        Field(
            "one sentence, in Markdown on one line; by default the body's first that defines the term",
            Kind.DEFINITION,
            _TRANSLATED,
        ),
    ] = NO_DEFINITION
    body: Annotated[
        str, Field("Markdown; in a `.md` file the text under the front matter", Kind.MARKDOWN, _TRANSLATED)
    ] = ""
    heading: Annotated[str, Field("the original heading line, if there was one", uses=Use.COMPARED)] = ""
    usage: Annotated[
        str, Field("how the term is used, in Markdown", Kind.MARKDOWN, _LATER_TRANSLATED, N_("Usage"), place=Place.BODY)
    ] = ""
    note: Annotated[
        Texts,
        Field("notes, a list of texts in Markdown", Kind.MARKDOWNS, _LATER_TRANSLATED, N_("Note"), place=Place.BODY),
    ] = ()
    example: Annotated[
        Texts,
        Field(
            "examples, a list of texts in Markdown", Kind.MARKDOWNS, _LATER_TRANSLATED, N_("Example"), place=Place.BODY
        ),
    ] = ()
    history: Annotated[
        str,
        Field(
            "how the meaning has changed, in Markdown",
            Kind.MARKDOWN,
            _LATER_TRANSLATED,
            N_("History"),
            place=Place.BODY,
        ),
    ] = ""
    keywords: Annotated[Texts, Field("further search phrases, a list", Kind.TEXTS, Use.SEARCH | _TRANSLATED)] = ()
    findings: Annotated[
        Texts,
        Field("what an import could not resolve, a list; `check` reports each until it is removed", Kind.TEXTS),
    ] = ()
    source: Annotated[Citation | None, Field("the origin: `file` and `line`, or `title` and `url`", Kind.SOURCE)] = None
    own: OwnValues = ()
    origin: Origin = Origin()
    body_line: int = 0

    def __post_init__(self) -> None:
        """Hold the body, which is most of the memory of a build, in fewer bytes."""
        _BODY.shrink(self)

    @property
    def category(self) -> str:
        """The first category, which distinguishes the senses of a term; "" where there is none."""
        return self.categories[0] if self.categories else ""

    @property
    def compared_categories(self) -> Texts:
        """The categories, with "" for none: so they have been compared since a sense could have one only."""
        return self.categories or ("",)


_BODY = HeldAsBytes(Sense, "body")


class Record(Frozen):
    """One entry parsed. ``id`` is "" until the author or the glossary gives one; texts other than bodies are plain."""

    term: Annotated[
        str,
        Field("the preferred name (the only field that is required)", uses=_NAME, merge=Merge.MOST),
    ]
    senses: Annotated[
        tuple[Sense, ...],
        Field("a list of senses; a record with one sense may give its fields at the top level instead", Kind.SENSES),
    ]
    id: Annotated[str, Field("its place in URLs: a–z, 0–9 and hyphens; by default made from the term", Kind.ID)] = ""
    aliases: Annotated[Texts, Field("other names of the term, a list", Kind.TEXTS, _OTHER_NAME, N_("Also called"))] = ()
    abbreviations: Annotated[Texts, Field("short forms, a list", Kind.TEXTS, _OTHER_NAME, N_("Abbreviation"))] = ()
    pronunciation: Annotated[
        str,
        Field("how it is spoken, such as `/ˈweɪfə/`", Kind.TEXT, _LATER_NAME, N_("Pronunciation"), place=Place.HEAD),
    ] = ""
    audio: Annotated[
        str,
        Field("a sound file of the pronunciation, beside the entry", Kind.FILE, _LATER, N_("Audio"), place=Place.HEAD),
    ] = ""
    part_of_speech: Annotated[
        str, Field("the part of speech, such as `noun`", Kind.TEXT, _LATER, N_("Part of speech"), place=Place.HEAD)
    ] = ""
    gender: Annotated[
        str, Field("the grammatical gender, such as `feminine`", Kind.TEXT, _LATER, N_("Gender"), place=Place.HEAD)
    ] = ""
    symbol: Annotated[
        str,
        Field("the sign of a quantity or a unit, such as `λ`", Kind.TEXT, _LATER_NAME, N_("Symbol"), place=Place.HEAD),
    ] = ""
    unit: Annotated[
        str, Field("what a quantity is measured in, such as `nm`", Kind.TEXT, _LATER, N_("Unit"), place=Place.HEAD)
    ] = ""
    notation: Annotated[
        str,
        Field("its code in a classification, such as `12.4`", Kind.TEXT, _LATER_NAME, N_("Notation"), place=Place.HEAD),
    ] = ""
    avoid: Annotated[
        Texts,
        Field(
            "names not to use for the term, a list; search finds it by them",
            Kind.TEXTS,
            _LATER_NAME,
            N_("Do not use"),
            place=Place.HEAD,
        ),
    ] = ()
    etymology: Annotated[
        str, Field("where the word comes from", Kind.TEXT, _LATER, N_("Etymology"), place=Place.BODY)
    ] = ""
    tags: Annotated[
        Texts,
        Field(
            "labels that many terms share, a list (see Categories and tags)",
            Kind.TEXTS,
            Use.SEARCH | _LATER,
            "Tags",
        ),
    ] = ()
    status: Annotated[
        str,
        Field(
            "`current` (the default), `draft` (left out of the site), `deprecated` or `superseded`",
            Kind.CHOICE,
            label=N_("Status"),
            merge=Merge.SAME,
            choices=STATUSES,
        ),
    ] = STATUSES[0]
    replaced_by: Annotated[
        str,
        Field("the term to use instead of a deprecated or superseded one", Kind.TEXT, Use.RELATION, N_("Replaced by")),
    ] = ""
    related: Annotated[
        Texts, Field("names of related terms, a list; it works both ways", Kind.TEXTS, _RELATION, N_("Related terms"))
    ] = ()
    broader: Annotated[Texts, Field("names of more general terms, a list", Kind.TEXTS, _RELATION, N_("Broader"))] = ()
    narrower: Annotated[
        Texts,
        Field("names of more specific terms, a list; the reverse of `broader`", Kind.TEXTS, _RELATION, N_("Narrower")),
    ] = ()
    reading: Annotated[
        str,
        Field(
            "the text to sort by, if the spelling does not give the order (kana, pinyin); search finds it, too",
            uses=Use.COMPARED | Use.SEARCH,
        ),
    ] = ""
    autolink: Annotated[
        str,
        Field(
            "which automatic links the entry takes part in: `both` (the default), `outgoing`, `incoming` or `none`",
            Kind.CHOICE,
            choices=AUTOLINKS,
        ),
    ] = AUTOLINKS[0]
    language: Annotated[
        str,
        Field("a language tag, if it is not the site's (see Several languages)", Kind.LANGUAGE),
    ] = ""
    translation_of: Annotated[str, Field("the id of the entry that this one translates")] = ""
    translated_from: Annotated[
        str, Field("the mark of the text that was translated, as `glossary check` prints it")
    ] = ""
    updated: Annotated[
        str,
        Field(
            "the day of the last change of the entry's content, such as `2026-03-31` (see What changed)",
            Kind.DATE,
            label=N_("Updated"),
            merge=Merge.LATEST,
        ),
    ] = ""
    own: OwnValues = ()
    origin: Origin = Origin()

    @property
    def categories(self) -> Texts:
        """The categories of all senses, each once."""
        return tuple(dict.fromkeys([each for sense in self.senses for each in sense.categories]))


RECORD_FIELDS = tuple(sorted(read_rows(Record, Part.RECORD), key=lambda row: row.kind is Kind.SENSES))
SENSE_FIELDS = read_rows(Sense, Part.SENSE)
SOURCE_FIELDS = read_rows(Citation, Part.SOURCE)

#: Every field of an entry in the order in which it is written: the record's, a sense's, a source's.
FIELDS = (*RECORD_FIELDS, *SENSE_FIELDS, *SOURCE_FIELDS)


def list_values(record: Record, row: Field) -> list[Any]:
    """The values of one field in a record: one, or one for each sense, or one for each source."""
    if row.part is Part.RECORD:
        return [getattr(record, row.attribute)]
    if row.part is Part.SENSE:
        return [getattr(sense, row.attribute) for sense in record.senses]
    return [getattr(sense.source, row.attribute) for sense in record.senses if sense.source is not None]


def list_own(record: Record, names: Container[str] | None = None) -> Iterator[tuple[str, str]]:
    """Name and text of each value of the author's own fields, or of some: the record's, then those of its senses."""
    for own in (record.own, *(sense.own for sense in record.senses)):
        for name, value in own:
            if names is None or name in names:
                yield from ((name, text) for text in _list_values(value))


def merge_own(several: Iterable[OwnValues]) -> OwnValues:
    """What several records of one name have together: of a list all texts, of another field the first value."""
    found: dict[str, str | Texts] = {}
    for name, value in chain.from_iterable(several):
        before = found.setdefault(name, value)
        if isinstance(before, tuple) and isinstance(value, tuple):
            found[name] = tuple(dict.fromkeys(before + value))
    return tuple(found.items())


def _path(row: Field) -> str:
    """Where the text of a field is in its holder."""
    match row.kind:
        case Kind.DEFINITION:
            return f"{row.attribute}.source"
        case Kind.CATEGORIES:
            return f"compared_{row.attribute}"
    return row.attribute


def text_lister(rows: Iterable[Field]) -> Callable[[Record], list[str]]:
    """A function that lists the texts of ``rows`` in a record: the record's, then each sense's with its source's."""
    chosen = [row for row in rows if row.kind not in (Kind.NUMBER, Kind.SOURCE, Kind.SENSES)]
    named = {part: tuple(_path(row) for row in chosen if row.part is part) for part in Part}
    # Of one name ``attrgetter`` would give no tuple.
    getters = {part: attrgetter(*names, *names[:1]) if names else lambda _: () for part, names in named.items()}

    def add(found: list[str], holder: Record | Sense | Citation, part: Part) -> None:
        for value in getters[part](holder)[: len(named[part])]:
            if value.__class__ is tuple:
                found += value
            else:
                found.append(value)

    def list_texts(record: Record) -> list[str]:
        found: list[str] = []
        add(found, record, Part.RECORD)
        for sense in record.senses:
            add(found, sense, Part.SENSE)
            if sense.source is not None:
                add(found, sense.source, Part.SOURCE)
        return found

    return list_texts


_REMARKS = tuple(row for row in SENSE_FIELDS if row.place is Place.BODY)


def list_remarks(sense: Sense) -> tuple[tuple[str, str], ...]:
    """The texts in Markdown that are shown under the body of a sense, in order, each behind the name of its field."""
    found = ((row.name, getattr(sense, row.name)) for row in _REMARKS)
    return tuple((name, text) for name, value in found for text in _list_values(value) if text)


_NO_TEXTS = {"body": "", **{row.name: row.default for row in _REMARKS}}
_get_all_but_senses = attrgetter(*(name for name in list_fields(Record) if name != "senses"))
_get_all_but_texts = attrgetter(*(name for name in list_fields(Sense) if name not in _NO_TEXTS))


def without_texts(record: Record) -> Record:
    """A record whose senses are without their bodies and what is shown under these."""
    return replace(record, senses=tuple(replace(sense, **_NO_TEXTS) for sense in record.senses))


def list_all_but_texts(record: Record) -> tuple[object, ...]:
    """All values in the record ``without_texts``, which is not made: that takes fifteen times as long."""
    return (*_get_all_but_senses(record), *map(_get_all_but_texts, record.senses))


def change_markdown(sense: Sense, change: Callable[[str], str]) -> Sense:
    """A sense with its body and what is shown under it as ``change`` makes it of them."""
    changed = {row.name: getattr(sense, row.name) for row in _REMARKS}
    for name, value in changed.items():
        changed[name] = change(value) if isinstance(value, str) else tuple(map(change, value))
    return replace(sense, body=change(sense.body), **changed)


def _list_values(value: str | Texts) -> Texts:
    return (value,) if isinstance(value, str) else value


def digest_lister(use: Use) -> Callable[[Record], list[str]]:
    """A function that lists the texts of a record whose digest shows that a value for ``use`` has changed.

    Of fields that older records did not have (``Use.IF_GIVEN``) it lists values that are given, with their names.
    """
    rows = [row for row in FIELDS if use in row.uses]
    list_always = text_lister(row for row in rows if Use.IF_GIVEN not in row.uses)
    with_own = use is Use.COMPARED
    later = [row for row in rows if Use.IF_GIVEN in row.uses]

    def list_texts(record: Record) -> list[str]:
        given = [
            f"{row.name}{number or ''}={text}"
            for row in later
            for number, value in enumerate(list_values(record, row))
            for text in _list_values(value)
            if text
        ]
        own = [f"own {name}={text}" for name, text in list_own(record)] if with_own else []
        return list_always(record) + given + own

    return list_texts


def to_plain(record: Record) -> dict[str, Any]:
    """A record as JSON and YAML have it: a mapping of texts, lists and mappings; empty values and defaults left out.

    ``senses`` is always a list, and the last. Fields of the author's own are beside ours.
    """
    return {
        **_plain(record, RECORD_FIELDS),
        **_plain_own(record),
        "senses": [_plain_sense(sense) for sense in record.senses],
    }


def _plain_sense(sense: Sense) -> dict[str, Any]:
    plain = _plain(sense, SENSE_FIELDS)
    if sense.source is not None:
        plain["source"] = _plain(sense.source, SOURCE_FIELDS)
    return {name: value for name, value in plain.items() if value} | _plain_own(sense)


def _plain_own(holder: Record | Sense) -> dict[str, Any]:
    return {name: list(value) if isinstance(value, tuple) else value for name, value in holder.own}


def _plain(holder: Record | Sense | Citation, rows: Iterable[Field]) -> dict[str, Any]:
    found = ((row, getattr(holder, row.attribute)) for row in rows)
    return {row.name: _plain_value(row, value) for row, value in found if value != row.default}


def _plain_value(row: Field, value: Any) -> Any:
    match row.kind:
        case Kind.DEFINITION:
            return value.markdown
        case Kind.CATEGORIES if len(value) == 1:
            return value[0]
    return list(value) if row.is_list else value
