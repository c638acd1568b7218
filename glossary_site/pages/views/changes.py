"""What pages of changes show."""

from glossary_site.pages.views.links import Link
from glossary_site.pages.views.listing import Pagination
from glossary_site.values import Frozen


class ChangeLine(Frozen):
    """One change: ``kind`` is added, redefined, renamed, merged, deprecated, deleted, editorial or updated.

    ``link`` is the term's, None where it was deleted; ``was`` its old name; ``into`` what replaces it or has its names.
    """

    kind: str
    term: str
    link: Link | None
    was: str
    into: Link | None


class ChangeDay(Frozen):
    """What changed on one day (2026-03-31)."""

    date: str
    lines: tuple[ChangeLine, ...]


class ChangesView(Frozen):
    """A page of changes, the newest first."""

    days: tuple[ChangeDay, ...]
    pagination: Pagination
