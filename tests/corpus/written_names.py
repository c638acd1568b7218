"""The names of records as their sources write them, where an import has taken other names out of brackets."""

from collections.abc import Container

from glossary_site.records import Record


def written_name(record: Record, names: Container[str]) -> str:
    """The one of ``names`` that a record has: its term, with another name in brackets or alone; "" for none."""
    others = (*record.abbreviations, *record.aliases)
    forms = (
        *(
            f"{record.term} ({before}{other}{after})"
            for other in others
            for before, after in (("", ""), ("or ", ""), ('or "', '"'))
        ),
        record.term,
    )
    return next((form for form in forms if form in names), "")
