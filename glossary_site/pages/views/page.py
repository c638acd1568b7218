"""What every page shows: the site, and the page itself."""

from glossary_site.config import NavLink
from glossary_site.pages.views.text import MenuLink
from glossary_site.values import Frozen


class SiteView(Frozen):
    """The whole site's facts. ``terms``, ``senses`` and ``definitions`` are counts; ``description`` may be "".

    ``favicon`` is a static file, ``icon`` the URL of one that the author has at the root of the site; both may be "".
    ``menu`` and ``footer_menu`` lead to the pages of text. ``images`` are other hosts whose pictures it shows.

    ``has_changes``: it has pages of changes; ``has_feed``: it has a feed of them; ``has_map``: it has a map;
    ``offline``: browsers may keep it. ``filters`` are what its listings and its search can be filtered by, of "letter",
    "category", "tag" and "status".
    """

    title: str
    description: str
    language: str
    direction: str
    base_url: str
    back_link: NavLink | None
    licence: NavLink | None
    footer: str
    accent: str
    logo: str
    favicon: str
    icon: str
    terms: int
    senses: int
    definitions: int
    images: tuple[str, ...]
    has_search: bool
    has_changes: bool
    has_feed: bool
    has_map: bool
    offline: bool
    menu: tuple[MenuLink, ...]
    footer_menu: tuple[MenuLink, ...]
    filters: tuple[str, ...] = ()


class Alternate(Frozen):
    """A page in one language of the site.

    ``language`` is a tag, ``name`` the language's own for itself; ``url`` leads from this page's ``root`` to the page
    or, where there is none, to the language's home. ``address`` is its whole address, "" where there is no such page or
    the site has no ``base_url``. ``current``: this is the page.
    """

    language: str
    name: str
    url: str
    address: str
    current: bool


class PageView(Frozen):
    """This page: ``url`` within the site, ``root`` to reach the site's root from it (``../../``), ``kind`` of page.

    ``linked_data_html`` is JSON-LD for a script element, or "". ``alternates`` are the page in each language of the
    site, () where it has one only; ``addresses`` are (hreflang, address) of those that it has.
    """

    url: str
    root: str
    title: str
    description: str
    kind: str
    linked_data_html: str = ""
    alternates: tuple[Alternate, ...] = ()
    addresses: tuple[tuple[str, str], ...] = ()
