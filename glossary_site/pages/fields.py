"""The fields of a term and of its senses that pages show without knowing them by name."""

from collections.abc import Iterable, Iterator

from glossary_site.config import SiteConfig
from glossary_site.mentions import Remark
from glossary_site.pages.urls import html_from
from glossary_site.pages.views import FieldView
from glossary_site.records import FIELDS, Field, Kind, Part, Place, Record, Sense

_ROWS = {row.name: row for row in FIELDS if row.place is not Place.NONE}
_OF_TERMS = tuple(row for row in _ROWS.values() if row.part is Part.RECORD and row.kind is not Kind.FILE)
#: What templates distinguish beside text and HTML.
_KINDS = {Kind.DATE: "date", Kind.URL: "url"}


def view_fields(record: Record, config: SiteConfig) -> Iterator[FieldView]:
    """The fields of a term that are given: ours, then those that the author has declared."""
    found = ((row, getattr(record, row.name)) for row in _OF_TERMS)
    yield from (_view(row, value, config.language) for row, value in found if value)
    yield from view_own(record, config)


def view_own(holder: Record | Sense, config: SiteConfig) -> Iterator[FieldView]:
    """The author's own fields of a term or of a sense that are given."""
    given = dict(holder.own)
    return (_view(row, given[row.name], config.language) for row in config.fields if row.name in given)


def _view(row: Field, value: str | tuple[str, ...], language: str) -> FieldView:
    values = (value,) if isinstance(value, str) else value
    return FieldView(row.name, row.label_in(language), row.place, values, _KINDS.get(row.kind, "text"))


def view_remarks(remarks: Iterable[Remark], root: str, language: str) -> Iterator[FieldView]:
    """The texts under a body, those of one field together, on a page from which ``root`` leads to the site's root."""
    values: dict[str, list[str]] = {}
    for remark in remarks:
        values.setdefault(remark.field, []).append(html_from(remark.html, root))
    for name, given in values.items():
        row = _ROWS[name]
        yield FieldView(name, row.label_in(language), row.place, tuple(given), "html")
