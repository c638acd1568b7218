"""What the quality page shows."""

from glossary_site.pages.views.links import Link
from glossary_site.values import Frozen


class Bar(Frozen):
    """A line of a chart; ``percent`` is its length, from 0 to 100."""

    label: str
    count: int
    percent: int


class Chart(Frozen):
    """One chart of the quality page; ``name`` is its anchor."""

    name: str
    heading: str
    about: str
    bars: tuple[Bar, ...]


class TroubleView(Frozen):
    """What one rule found: ``summary`` and ``hint`` are English, as ``glossary check`` prints them."""

    code: str
    severity: str
    summary: str
    hint: str
    count: int
    percent: int
    links: tuple[Link, ...]


class QualityView(Frozen):
    """The quality page; ``duplicates`` are among the ``troubles``."""

    charts: tuple[Chart, ...]
    duplicates: tuple[TroubleView, ...]
    troubles: tuple[TroubleView, ...]
