"""What changed and when, as pages."""

from collections.abc import Mapping
from itertools import groupby

from glossary_site.glossary import Change, Kind
from glossary_site.pages.pagination import Paginator
from glossary_site.pages.views import ChangeDay, ChangeLine, ChangesView, Link


def _change_line(change: Change, links: Mapping[str, Link]) -> ChangeLine:
    # Another term may have the id of a merged or deleted one by now.
    link = None if change.kind in (Kind.MERGED, Kind.DELETED) else links.get(change.id)
    return ChangeLine(change.kind.value, change.term, link, change.was, links.get(change.into))


def changes_view(changes: Paginator[Change], number: int, links: Mapping[str, Link]) -> ChangesView:
    """Page ``number`` of the changes, day by day; ``links`` are all terms by their ids."""
    days = groupby(changes.lines_on(number), key=lambda change: change.date)
    shown = tuple(ChangeDay(day, tuple(_change_line(change, links) for change in found)) for day, found in days)
    return ChangesView(shown, changes.pagination(number))
