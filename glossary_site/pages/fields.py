"""The fields of a term and of its senses that pages show without knowing them by name."""

from collections.abc import Iterable, Iterator

from glossary_site.language import read_texts
from glossary_site.mentions import Remark
from glossary_site.pages.urls import html_from
from glossary_site.pages.views import FieldView
from glossary_site.records import FIELDS, Part, Place, Record

_ROWS = {row.name: row for row in FIELDS if row.place is not Place.NONE}
_OF_TERMS = tuple(row for row in _ROWS.values() if row.part is Part.RECORD)


def view_fields(record: Record, language: str) -> Iterator[FieldView]:
    """The fields of a term that are given, labelled in a language."""
    texts = read_texts(language)
    for row in _OF_TERMS:
        value = getattr(record, row.name)
        if value:
            values = (value,) if isinstance(value, str) else value
            yield FieldView(row.name, texts.gettext(row.label), row.place, values)


def view_remarks(remarks: Iterable[Remark], root: str, language: str) -> Iterator[FieldView]:
    """The texts under a body, those of one field together, on a page from which ``root`` leads to the site's root."""
    texts = read_texts(language)
    values: dict[str, list[str]] = {}
    for remark in remarks:
        values.setdefault(remark.field, []).append(html_from(remark.html, root))
    for name, given in values.items():
        row = _ROWS[name]
        yield FieldView(name, texts.gettext(row.label), row.place, tuple(given), is_html=True)
