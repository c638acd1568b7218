"""The history that readers see: recorded changes, and the entries' own ``updated``."""

from collections.abc import Iterable, Mapping

from glossary_site.glossary.changes.compare import Change, Kind
from glossary_site.records import Record


def history(records: Iterable[Record], recorded: Iterable[Change]) -> tuple[Change, ...]:
    """All changes, the newest first, those of a day in the order of ``records``.

    The ``updated`` of a record adds no change where one of that term is recorded for the same day.
    """
    records = tuple(records)
    place = {record.id: number for number, record in enumerate(records)}
    changes = list(recorded)
    dated = {(change.date, change.id) for change in changes}
    changes += [
        Change(Kind.UPDATED, record.id, record.term, date=record.updated)
        for record in records
        if record.updated and (record.updated, record.id) not in dated
    ]
    changes.sort(key=lambda change: (place.get(change.id, len(place)), change.term, change.kind))
    changes.sort(key=lambda change: change.date, reverse=True)
    return tuple(changes)


def last_changes(changes: Iterable[Change]) -> Mapping[str, str]:
    """The day of each term's last change by its id, from changes with the newest first."""
    days: dict[str, str] = {}
    for change in changes:
        days.setdefault(change.id, change.date)
    return days
