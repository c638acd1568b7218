"""What a page of text shows."""

from glossary_site.pages.views.links import Card
from glossary_site.values import Frozen


class MenuLink(Frozen):
    """A link in the menu at the top or at the foot of every page."""

    title: str
    url: str


class TextView(Frozen):
    """A page of text. ``html`` is safe HTML, ``cards`` are of the terms that it links to; ``edit_url`` may be ""."""

    html: str
    cards: tuple[Card, ...]
    edit_url: str
