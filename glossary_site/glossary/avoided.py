"""Names that are not to be used (``avoid``, and those of outdated terms), and what is to be used instead."""

from collections.abc import Sequence

from glossary_site.glossary.names import NameTable, names_of
from glossary_site.records import Record


def is_outdated(record: Record) -> bool:
    """Whether a term is deprecated or superseded."""
    return record.status in ("deprecated", "superseded")


def find_wrong_names(records: Sequence[Record]) -> dict[str, str]:
    """Each name that is not to be used, with the term to use, "" where there is none; each record has an id.

    A name in another case than that of its own term is wrong where it is avoided. A name of another current term is
    right.
    """
    if not any(record.avoid or is_outdated(record) for record in records):
        return {}
    right = {name.text: record.id for record in records if not is_outdated(record) for name in names_of(record)}
    owners = {name.casefold(): identity for name, identity in right.items()}
    names, by_id = NameTable.of_records(records), {record.id: record for record in records}
    wrong: dict[str, str] = {}
    for record in records:
        better, passed = record, set()
        while is_outdated(better) and better.id not in passed:
            passed.add(better.id)
            better = by_id.get(names.find(better.replaced_by) or "", better)
        own = (name.text for name in names_of(record)) if is_outdated(record) else ()
        for name in (*record.avoid, *own):
            if name not in right and owners.get(name.casefold(), record.id) == record.id:
                wrong.setdefault(name, "" if is_outdated(better) else better.term)
    return wrong
