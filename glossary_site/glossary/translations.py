"""Translations: which records translate one another, and whether their originals have changed since."""

from collections.abc import Iterable, Iterator, Sequence

from glossary_site.digest import digest
from glossary_site.issues import Issue, Severity
from glossary_site.records import FIELDS, Record, Use, text_lister

#: Hex characters of the mark: enough to distinguish the versions of one text, few enough to be typed.
_MARK_LENGTH = 10


_list_translated = text_lister(row for row in FIELDS if Use.TRANSLATION in row.uses)


def source_mark(original: Record) -> str:
    """A short digest of what a translator translates: the names and the text of every sense."""
    return digest(*_list_translated(original))[:_MARK_LENGTH]


def families(records: Iterable[Record]) -> tuple[tuple[Record, ...], ...]:
    """Groups of records that translate one another, each in the order of ``records``."""
    by_id = {record.id: record for record in records}
    heads = {identity: identity for identity in by_id}

    def head(identity: str) -> str:
        while heads[identity] != identity:
            heads[identity] = heads[heads[identity]]
            identity = heads[identity]
        return identity

    for record in by_id.values():
        if record.translation_of in by_id:
            heads[head(record.id)] = head(record.translation_of)
    found: dict[str, list[Record]] = {}
    for record in by_id.values():
        found.setdefault(head(record.id), []).append(record)
    return tuple(tuple(family) for family in found.values() if len(family) > 1)


def stale_translations(records: Iterable[Record]) -> frozenset[str]:
    """The ids of translations whose originals have changed since."""
    by_id = {record.id: record for record in records}
    return frozenset(
        record.id
        for record in by_id.values()
        if record.translated_from
        and (original := by_id.get(record.translation_of, record)) is not record
        and record.translated_from != source_mark(original)
    )


def translation_issues(translations: Sequence[Record], originals: Iterable[Record]) -> Iterator[Issue]:
    """Translations whose originals have changed, or that do not record which text they translate.

    Issues: ``translation-stale``, ``translation-untracked`` (note).
    """
    by_id = {record.id: record for record in (*originals, *translations)}
    for record in translations:
        original = by_id.get(record.translation_of)
        if original is None or original is record:
            continue
        mark, origin = source_mark(original), record.origin
        if not record.translated_from:
            message = f"'{record.term}' does not record from which text of '{original.term}' it was translated"
            hint = f"if it is a translation of the present text, write translated_from: '{mark}'"
            yield Issue("translation-untracked", Severity.NOTE, message, hint, origin.path, origin.line)
        elif record.translated_from != mark:
            place = f"{original.origin.path}:{original.origin.line}"
            message = f"'{original.term}' ({place}) has changed since '{record.term}' was translated from it"
            hint = f"bring the translation up to date, then write translated_from: '{mark}'"
            yield Issue("translation-stale", Severity.WARNING, message, hint, origin.path, origin.line)
