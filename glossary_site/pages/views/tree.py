"""What the pages of broader and narrower terms show."""

from glossary_site.pages.views.links import CategoryPlace
from glossary_site.values import Frozen


class Branch(Frozen):
    """A term in the tree. ``narrower`` counts the terms next below it.

    They are in ``branches``, and ``anchor`` is the id of their place; or else ``elsewhere`` is the URL where they are.
    """

    name: str
    url: str
    narrower: int
    anchor: str
    elsewhere: str
    branches: tuple["Branch", ...]


class TreeView(Frozen):
    """What is below one term, or below none: ``url`` is that of the term, "" for the whole tree.

    ``trail`` leads from the whole tree to this page.
    """

    heading: str
    url: str
    trail: tuple[CategoryPlace, ...]
    branches: tuple[Branch, ...]
