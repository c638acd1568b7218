"""What every export starts from: all records with their relations called by the terms' own names."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields, is_dataclass, replace
from datetime import UTC, datetime
from typing import Any, TypeVar

from glossary_site.config import SiteConfig
from glossary_site.glossary import Glossary, NameTable
from glossary_site.mentions import LinkedBody
from glossary_site.records import Citation, Record

_Value = TypeVar("_Value")


@dataclass(frozen=True, slots=True)
class Edition:
    """A glossary to export. ``records`` are of all languages, each with an id; ``glossary`` and ``bodies`` (by id) are
    what the site shows, for formats that are made of pages; ``made`` is the date of formats that must have one."""

    records: tuple[Record, ...]
    config: SiteConfig
    glossary: Glossary = field(default_factory=lambda: Glossary((), (), (), (), ()))
    bodies: Mapping[str, Sequence[LinkedBody]] = field(default_factory=dict)
    made: datetime = datetime(1980, 1, 1, tzinfo=UTC)

    def language_of(self, record: Record) -> str:
        """The language tag of a record."""
        return record.language or self.config.language


def whole_text(text: str) -> str:
    """``text`` without halves of surrogate pairs, which no file in UTF-8 can hold."""
    if text.isascii():
        return text
    return text.encode("utf-8", "replace").decode("utf-8")


def _is_whole(record: Record) -> bool:
    """Whether nothing in a record needs mending, as in nearly all: to look at every field takes ten times as long."""
    parts = [record.term, record.id, record.status, record.replaced_by, record.reading, record.autolink]
    parts += [record.language, record.translation_of, record.translated_from, record.updated, record.origin.path]
    for names in (record.aliases, record.abbreviations, record.related, record.broader, record.narrower):
        parts += names
    for sense in record.senses:
        parts += [sense.category, sense.definition, sense.body, sense.heading, sense.origin.path, *sense.keywords]
        if sense.source is not None:
            parts += [sense.source.file, sense.source.title, sense.source.url]
    text = "".join(parts)
    return whole_text(text) == text


def _with_whole_texts(record: Record) -> Record:
    return record if _is_whole(record) else _mended(record)


def _mended(value: _Value) -> _Value:
    changed: dict[str, Any] = {}
    for each in fields(value):  # type: ignore[arg-type]
        old = getattr(value, each.name)
        new: Any = old
        if isinstance(old, str):
            new = whole_text(old)
        elif isinstance(old, tuple):
            new = tuple(whole_text(part) if isinstance(part, str) else _mended(part) for part in old)
        elif is_dataclass(old):
            new = _mended(old)
        if new != old:
            changed[each.name] = new
    return replace(value, **changed) if changed else value  # type: ignore[type-var]


class Teller:
    """Says records in one way, whatever their authors chose: relations by the related terms' names, every name given
    once (term, else abbreviation, else alias, else keyword), no empty source.

    It knows ``records`` by their names and looks at no text of theirs.
    """

    def __init__(self, records: Iterable[Record]) -> None:
        named = [_with_whole_texts(replace(record, senses=())) for record in records]
        by_language: dict[str, list[Record]] = defaultdict(list)
        for record in named:
            by_language[record.language].append(record)
        self._tables = {language: NameTable.of_records(group) for language, group in by_language.items()}
        #: The name of every id.
        self.terms = {record.id: record.term for record in named if record.id}

    def names(self, language: str = "") -> NameTable:
        """The names of the records in a language."""
        return self._tables.get(language) or NameTable(())

    def tell(self, record: Record) -> Record:
        """One of the records, said so."""
        record = _with_whole_texts(record)
        abbreviations = tuple(name for name in dict.fromkeys(record.abbreviations) if name != record.term)
        aliases = tuple(
            name for name in dict.fromkeys(record.aliases) if name != record.term and name not in abbreviations
        )
        names = {record.term, *abbreviations, *aliases}
        senses = tuple(
            replace(
                sense,
                keywords=tuple(word for word in dict.fromkeys(sense.keywords) if word not in names),
                source=None if sense.source == Citation() else sense.source,
            )
            for sense in record.senses
        )
        return replace(
            record,
            senses=senses,
            abbreviations=abbreviations,
            aliases=aliases,
            related=self._called(record, record.related),
            broader=self._called(record, record.broader),
            narrower=self._called(record, record.narrower),
            replaced_by=next(iter(self._called(record, (record.replaced_by,))), "") if record.replaced_by else "",
        )

    def _called(self, record: Record, names: Sequence[str]) -> tuple[str, ...]:
        if not names:
            return ()
        find = self.names(record.language).find
        found = (self.terms.get(find(name) or "", name) for name in names)
        return tuple(dict.fromkeys(name for name in found if name != record.term))


def export_records(records: Iterable[Record]) -> tuple[Record, ...]:
    """Records said in one way (``Teller``)."""
    records = tuple(records)
    return tuple(map(Teller(records).tell, records))


def make_edition(
    glossary: Glossary,
    config: SiteConfig,
    bodies: Mapping[str, Sequence[LinkedBody]] | None = None,
    made: datetime = datetime(1980, 1, 1, tzinfo=UTC),
) -> Edition:
    """The edition of a finished glossary; ``bodies`` are the linked senses by the id of their entry."""
    records = export_records((*(entry.record for entry in glossary.entries), *glossary.foreign))
    return Edition(records, config, glossary, bodies or {}, made)
