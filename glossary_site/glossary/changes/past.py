"""The history that readers see: recorded changes, and the entries' own ``updated``."""

from collections.abc import Iterable, Mapping

from glossary_site.glossary.changes.compare import Change, Kind
from glossary_site.records import Record


def history(records: Iterable[Record], recorded: Iterable[Change]) -> tuple[Change, ...]:
    """All that changed, the newest first, within a day in the order of the terms.

    An ``updated`` says nothing new where a change of that term is recorded for the same day.
    """
    records = tuple(records)
    place = {record.id: number for number, record in enumerate(records)}
    changes = list(recorded)
    known = {(change.date, change.id) for change in changes}
    changes += [
        Change(Kind.UPDATED, record.id, record.term, date=record.updated)
        for record in records
        if record.updated and (record.updated, record.id) not in known
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
