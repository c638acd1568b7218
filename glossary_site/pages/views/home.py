"""What the front page shows."""

from glossary_site.pages.views.links import CategoryLink, DatedLink, Link
from glossary_site.values import compact


@compact
class HomeView:
    """The front page. ``featured`` is a term chosen by the build's content (a random term without JavaScript).

    ``recent`` are the terms that changed last, the newest first. ``introduction`` is safe HTML.
    """

    categories: tuple[CategoryLink, ...]
    featured: Link | None
    recent: tuple[DatedLink, ...] = ()
    introduction: str = ""
