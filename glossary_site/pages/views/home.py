"""What the front page shows."""

from glossary_site.pages.views.links import Card, CategoryLink, DatedLink, Link
from glossary_site.values import Frozen


class HomeView(Frozen):
    """The front page. ``featured`` is a term chosen by the build's content (a random term without JavaScript).

    ``categories`` are those that are below no other, ``tags`` the most frequent ones. ``tree`` is the URL of the
    tree of broader and narrower terms, "" where there is none.

    ``recent`` are the terms that changed last, the newest first. ``introduction`` is safe HTML, ``cards`` are those of
    the terms that it links to.
    """

    categories: tuple[CategoryLink, ...]
    featured: Link | None
    recent: tuple[DatedLink, ...] = ()
    introduction: str = ""
    tags: tuple[CategoryLink, ...] = ()
    tree: str = ""
    cards: tuple[Card, ...] = ()


class TagsView(Frozen):
    """All tags in their order."""

    tags: tuple[CategoryLink, ...]
