"""What templates see: the values of a page's parts, and nothing else.

Every ``url`` is relative to the site's root and has no leading slash (``term/wafer/``, ``category/lithography/2/``);
templates put ``root`` before it. Text is plain text (escaped by the template); fields named ``html`` are safe HTML. A
``Definition`` that a template prints is safe HTML without links; its ``text`` is plain.
"""

from typing import TypeAlias

from glossary_site.pages.views.changes import ChangeDay, ChangeLine, ChangesView
from glossary_site.pages.views.home import HomeView, TagsView
from glossary_site.pages.views.links import Card, CategoryLink, CategoryPlace, DatedLink, LetterLink, Link
from glossary_site.pages.views.listing import (
    ItemGroup,
    ListingView,
    NarrowLink,
    PageNumber,
    Pagination,
    SeeItem,
    SenseItem,
    TermItem,
)
from glossary_site.pages.views.map import Dot, Group, Label, MapView, Tie
from glossary_site.pages.views.page import Alternate, PageView, SiteView
from glossary_site.pages.views.quality import Bar, Chart, QualityView, TroubleView
from glossary_site.pages.views.term import (
    FaultView,
    FieldView,
    MovedView,
    OldAnchor,
    RemovedView,
    SenseView,
    SourceView,
    Surroundings,
    TermView,
)
from glossary_site.pages.views.text import MenuLink, TextView
from glossary_site.pages.views.tree import Branch, TreeView

#: The parts that templates name, and their types. ``site``, ``page``, ``letters`` and ``all_letter`` are on every page.
PartValue: TypeAlias = (
    SiteView
    | PageView
    | LetterLink
    | tuple[LetterLink, ...]
    | ListingView
    | TermView
    | MovedView
    | RemovedView
    | HomeView
    | ChangesView
    | QualityView
    | TagsView
    | TreeView
    | TextView
    | MapView
)
