"""What every export starts from: all records with their relations called by the terms' own names."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, TypeVar

from glossary_site.attachments import Attachment, Shown
from glossary_site.config import SiteConfig
from glossary_site.glossary import Glossary, Name, NameTable, list_names
from glossary_site.mentions import LinkedBody
from glossary_site.records import FIELDS, Citation, Record, Sense, Use, list_own, text_lister
from glossary_site.values import Frozen, field, list_fields, replace

_RELATIONS = tuple(row for row in FIELDS if Use.RELATION in row.uses)


_Value = TypeVar("_Value", Record, Sense)


class Edition(Frozen):
    """A glossary to export. ``records`` are of all languages, each with an id; ``glossary`` and ``bodies`` (by id) are
    what the site shows, for formats that are made of pages; ``made`` is the date of formats that must have one."""

    records: tuple[Record, ...]
    config: SiteConfig
    glossary: Glossary = field(default_factory=lambda: Glossary((), (), (), (), ()))
    bodies: Mapping[str, Sequence[LinkedBody]] = field(default_factory=dict)
    made: datetime = datetime(1980, 1, 1, tzinfo=UTC)

    @property
    def attachments(self) -> tuple[Attachment, ...]:
        """The files that the entries on the site show or link to, one of each content and name."""
        paths = {path for bodies in self.bodies.values() for body in bodies for path, url in body.files if url}
        found = map(self.glossary.attachments.find, sorted(paths))
        return tuple({each.url: each for each in found if each}.values())

    def pictures(self, record: Record) -> Sequence[tuple[Attachment, ...]]:
        """The pictures of each sense of a record; none of one that is on no page."""
        find = self.glossary.attachments.find
        return [
            tuple(each for path, url in body.files if url and (each := find(path)) and each.shown is Shown.PICTURE)
            for body in self.bodies.get(record.id, ())
        ] or [()] * len(record.senses)

    def language_of(self, record: Record) -> str:
        """The language tag of a record."""
        return record.language or self.config.language


def whole_text(text: str) -> str:
    """``text`` without halves of surrogate pairs, which no file in UTF-8 can hold."""
    if text.isascii():
        return text
    return text.encode("utf-8", "replace").decode("utf-8")


_list_texts = text_lister(FIELDS)


def _with_whole_texts(record: Record) -> Record:
    """A record without half pairs. Nearly all are without: to look at every attribute takes ten times as long."""
    paths = (record.origin.path, *(sense.origin.path for sense in record.senses))
    shown = (text for sense in record.senses for text in (sense.definition.text, sense.definition.html))
    own = (text for _, text in list_own(record))
    text = "".join((*_list_texts(record), *paths, *shown, *own))
    return record if whole_text(text) == text else _mended(record)


def _mended(value: Any) -> Any:
    if isinstance(value, str):
        return whole_text(value)
    if isinstance(value, tuple):
        return tuple(map(_mended, value))
    if not isinstance(value, Frozen):
        return value
    return replace(value, **{name: _mended(getattr(value, name)) for name in list_fields(type(value))})


def _name_table(records: Sequence[Record]) -> NameTable:
    """The table of all names, without half pairs, and of the ids of ``records``."""
    names = (Name(whole_text(text), each.id, kind) for each in records for text, kind in list_names(each))
    return NameTable(names, (each.id for each in records))


class RecordNormaliser:
    """Gives records one form, whatever their authors chose: relations by the related terms' names, every name once
    (as term, else abbreviation, else alias, else keyword), every category once, no empty source.

    Names that differ in white space alone are one: XML and web pages show any white space as a space.

    It takes the names of all ``records`` and none of their texts.
    """

    def __init__(self, records: Iterable[Record]) -> None:
        by_language: dict[str, list[Record]] = defaultdict(list)
        #: The name of every id.
        self.terms: dict[str, str] = {}
        for record in records:
            by_language[record.language].append(record)
            if record.id:
                self.terms[record.id] = whole_text(record.term)
        self._tables = {language: _name_table(group) for language, group in by_language.items()}

    def names(self, language: str = "") -> NameTable:
        """The names of the records in a language."""
        return self._tables.get(language) or NameTable(())

    def normalise(self, record: Record) -> Record:
        """One of the records in that form."""
        record = _with_whole_texts(record)
        abbreviations = _without(record.abbreviations, {record.term})
        aliases = _without(record.aliases, {record.term, *abbreviations})
        names = {record.term, *abbreviations, *aliases}
        senses = tuple(
            _changed(
                sense,
                categories=_without(sense.categories, ()),
                keywords=_without(sense.keywords, names),
                source=None if sense.source == Citation() else sense.source,
            )
            for sense in record.senses
        )
        relations = {row.name: self._term_names(record, getattr(record, row.name)) for row in _RELATIONS}
        return _changed(record, senses=senses, abbreviations=abbreviations, aliases=aliases, **relations)

    def _term_names(self, record: Record, names: str | tuple[str, ...]) -> Any:
        """The names in a relation of a record as its terms bear them, in the type of ``names``."""
        if not names:
            return names
        if isinstance(names, str):
            return next(iter(self._term_names(record, (names,))), "")
        find = self.names(record.language).find
        return _without((self.terms.get(find(name) or "", name) for name in names), {record.term})


def _changed(value: _Value, **changes: Any) -> _Value:
    """A value with other fields; the same one where they are as they were, as in nearly all records."""
    new = {name: field for name, field in changes.items() if field != getattr(value, name)}
    return replace(value, **new) if new else value


def _without(names: Iterable[str], taken: Iterable[str]) -> tuple[str, ...]:
    """Names, each once, but for those that are taken, as they are written first."""
    if not (names := tuple(names)):
        return ()
    written: dict[str, str] = {}
    for name in names:
        written.setdefault(" ".join(name.split()), name)
    for name in taken:
        written.pop(" ".join(name.split()), None)
    return tuple(written.values())


def normalise_records(records: Iterable[Record]) -> tuple[Record, ...]:
    """All records of a glossary in one form (``RecordNormaliser``)."""
    records = tuple(records)
    return tuple(map(RecordNormaliser(records).normalise, records))


def make_edition(
    glossary: Glossary,
    config: SiteConfig,
    bodies: Mapping[str, Sequence[LinkedBody]] | None = None,
    made: datetime = datetime(1980, 1, 1, tzinfo=UTC),
) -> Edition:
    """The edition of a finished glossary; ``bodies`` are the linked senses by the id of their entry."""
    records = normalise_records((*(entry.record for entry in glossary.entries), *glossary.foreign))
    return Edition(records, config, glossary, bodies or {}, made)
