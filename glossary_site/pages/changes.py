"""What changed and when, as pages."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby

from glossary_site.glossary import Change, Kind
from glossary_site.language import read_texts
from glossary_site.pages.page import Page, PageInput, Part, name_first
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


@dataclass(frozen=True, slots=True)
class ChangesInput(PageInput):
    """All that a page of changes may see."""

    changes: ChangesView

    def page(self) -> Page:
        """The page of these changes."""
        title = read_texts(self.site.value.config.language).gettext("What changed")
        description = name_first(line.term for day in self.changes.days for line in day.lines)
        title = self.number_title(title, self.changes.pagination)
        return self.make_page("changes", title, description, Part("changes", self.changes))
