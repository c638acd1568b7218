"""What formats for readers list of a term beside its text."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from glossary_site.language import comma, read_texts
from glossary_site.records import FIELDS, Field, Kind, Part, Place, Record, Sense, Use

if TYPE_CHECKING:
    from glossary_site.glossary import Relations

_FACTS = tuple(
    row
    for row in FIELDS
    if row.label and row.part is Part.RECORD and Use.RELATION not in row.uses and row.kind is not Kind.FILE
)
_ROWS = {row.name: row for row in FIELDS}
#: The texts under the body of a sense.
REMARKS = tuple(row.name for row in FIELDS if row.part is Part.SENSE and row.place is Place.BODY)
#: Relations in the order in which a reader needs them.
_RELATIONS = ("replaced_by", "broader", "narrower", "related")
#: The fields that a card shows.
CARD_FACTS = tuple(row.name for row in _FACTS if row.kind is not Kind.DATE)


def label_of(name: str, language: str) -> str:
    """The label of a field for readers of a language."""
    return _ROWS[name].label_in(language)


def list_facts(record: Record, own: Iterable[Field], language: str) -> Iterator[tuple[Field, str]]:
    """The fields of a record that are given, with those of the author's ``own``, each as one text in a language."""
    for row in _FACTS:
        value = getattr(record, row.name)
        if value == row.default:
            continue
        if row.kind is Kind.CHOICE:
            value = read_texts(language).gettext(value)
        yield row, comma(language).join(value) if row.is_list else value
    yield from list_own_facts(record, own, language)


def list_own_facts(holder: Record | Sense, own: Iterable[Field], language: str) -> Iterator[tuple[Field, str]]:
    """The author's own fields of a record or a sense that are given and shown, each as one text in a language."""
    given = dict(holder.own)
    for row in own:
        if row.name in given and row.place is not Place.NONE:
            value = given[row.name]
            yield row, value if isinstance(value, str) else comma(language).join(value)


def list_relations(relations: "Record | Relations") -> Iterable[tuple[Field, tuple[str, ...]]]:
    """The field and the terms of each kind of relation: their names for a record's, their ids for a glossary's."""
    for name in _RELATIONS:
        value = getattr(relations, name)
        terms = (value,) if isinstance(value, str) else value
        yield _ROWS[name], tuple(filter(None, terms))
