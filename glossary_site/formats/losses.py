"""What each format loses: a note for each field that it cannot carry whole."""

from collections.abc import Callable, Iterable, Mapping

from glossary_site.formats.facts import CARD_FACTS, REMARKS
from glossary_site.language import NOT_XML
from glossary_site.late import compile_late
from glossary_site.records import FIELDS, Field, Kind, Record, Use, list_own, list_values, text_lister


def _count_values(row: Field) -> Callable[[Record], int]:
    """How many values of a field a record has; of its senses, those beyond the first."""
    if row.kind is Kind.SENSES:
        return lambda record: len(record.senses) - 1
    if row.is_list:
        return lambda record: sum(map(len, list_values(record, row)))
    return lambda record: sum(value != row.default for value in list_values(record, row))


def _has_several(rows: Iterable[Field]) -> Callable[[Record], int]:
    """Whether any list of a record has an order to lose."""
    rows = [row for row in rows if row.is_list]
    return lambda record: any(len(value) > 1 for row in rows for value in list_values(record, row))


def _count_files(record: Record) -> int:
    """How many pictures and other files of their own the bodies of a record show or link."""
    # Here, since who only asks for the names of formats does without Markdown.
    from glossary_site.attachments import find_kind
    from glossary_site.markup import find_addresses, is_local

    return sum(
        is_local(address) and find_kind(address) is not None
        for sense in record.senses
        for address in find_addresses(sense.body)
    )


_NOT_XML = compile_late(f"[{NOT_XML}]")
_list_texts = text_lister(FIELDS)

#: What a format may lose of the fields that an author has declared.
_OWN = "own fields"
#: What every format carries: without it there is no record.
_CARRIED = {"term", "id", "source"}
#: What a format may lose -> how often a record has it.
LOSSES: Mapping[str, Callable[[Record], int]] = {
    **{row.full_name: _count_values(row) for row in FIELDS if row.full_name not in _CARRIED},
    _OWN: lambda record: sum(1 for _ in list_own(record)),
    "order of names": _has_several(row for row in FIELDS if Use.SEARCH in row.uses),
    "order of relations": _has_several(row for row in FIELDS if Use.RELATION in row.uses),
    "order of categories": _has_several(row for row in FIELDS if row.kind is Kind.CATEGORIES),
    "order of notes": _has_several(row for row in FIELDS if row.kind is Kind.MARKDOWNS),
    "markup of definitions": lambda record: sum(
        sense.definition.source != sense.definition.text for sense in record.senses
    ),
    "pictures and files": _count_files,
    "control characters": lambda record: sum(_NOT_XML.search(text) is not None for text in _list_texts(record)),
}

#: What becomes of a field that a format cannot carry at all.
LEFT_OUT = "left out"
_SITE_LANGUAGE = {"language": "entries in other languages than the site's are left out"}
_AS_TEXT = {"markup of definitions": "their text is kept"}
_FILES = "pictures and files"
_NAMED = {_FILES: "pictures are named by their addresses on the site"}
_PICTURES = {_FILES: "pictures are in it, but for AVIF; links to other files lead to the site"}
_NO_CONTROLS = {"control characters": "become U+FFFD: XML has none"}


def _loses(carried: Iterable[str], changed: Mapping[str, str]) -> Mapping[str, str]:
    """What a format loses: every field but those that it carries, with what becomes of it (``changed`` or left out)."""
    left_out = {_OWN, *(row.full_name for row in FIELDS)} - {*carried, *_CARRIED, "senses"}
    return {name: changed.get(name, LEFT_OUT) for name in LOSSES if name in left_out or name in changed}


#: What an export for readers lists of a term beside its text.
_FACTS = {row.full_name for row in FIELDS if row.label and row.kind is not Kind.FILE}
_SOURCE = {"source.title", "source.url"}
_PAGE = {*_FACTS, _OWN, "definition", "body", *_SOURCE}
_CARD = {*CARD_FACTS, _OWN, *REMARKS, "category", "definition", "body", *_SOURCE}
_VOCABULARY = {"aliases", "abbreviations", "updated", "language", "definition", "body", "note", "example", *_SOURCE}
SKOS = _loses(
    {*_VOCABULARY, "status", "category", "tags", "keywords", "notation", "usage", "history"},
    {
        **_AS_TEXT,
        **_NAMED,
        "order of names": "a set has none",
        "order of relations": "a set has none",
        "order of notes": "a set has none",
        "order of categories": "a set has none",
        "related": "names that are no term's are left out",
        "broader": "names that are no term's are left out",
        "narrower": "names that are no term's are left out",
        "replaced_by": "a name that is no term's is left out",
        "translation_of": "an id that is no entry's is left out",
    },
)
TBX = _loses(
    _VOCABULARY,
    {
        **_AS_TEXT,
        **_NAMED,
        "part_of_speech": "one that TBX has no value for is left out",
        "gender": "one that TBX has no value for is left out",
        "status": "a draft is current; aliases are admitted terms",
        "related": "names that are no term's, and those of translations, are left out",
        "replaced_by": "a name that is no term's is left out",
        "translation_of": "kept where the original is there and has as many senses",
        "category": "a translation's is its original's",
        **_NO_CONTROLS,
    },
)
PAGES = _loses(_PAGE, _SITE_LANGUAGE)
TEXTS = _loses(_PAGE, _SITE_LANGUAGE | {_FILES: "links to them lead to the site"})
BOOKS = _loses(_PAGE, _SITE_LANGUAGE | _PICTURES | _NO_CONTROLS)
CARDS = _loses(_CARD, _SITE_LANGUAGE | _PICTURES)
LISTS = _loses({"definition"}, _SITE_LANGUAGE | _AS_TEXT | {"senses": "only the best definition is kept"})
NAMES = _loses({"aliases", "abbreviations"}, _SITE_LANGUAGE | {"senses": "all lead to the term's page"})
WORDS = _loses({"aliases", "abbreviations", "avoid", "status", "replaced_by"}, _SITE_LANGUAGE)
