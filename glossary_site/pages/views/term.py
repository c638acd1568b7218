"""What the page of a term shows, and that of a removed one."""

from glossary_site.glossary import TheirTerm
from glossary_site.pages.views.links import Card, CategoryPlace, LetterLink, Link
from glossary_site.records import Record
from glossary_site.text.definition import Definition
from glossary_site.values import Frozen


class SourceView(Frozen):
    """Where a sense was taken from; ``url`` may be ""."""

    text: str
    url: str


class FieldView(Frozen):
    """A field that is given: its name, its label in the language of the page, where the page shows it, its values.

    ``place`` is "head", "body", "aside" or "none". The values are of one ``kind``: safe "html", or plain "text", a
    "date" (2026-03-31) or a "url".
    """

    name: str
    label: str
    place: str
    values: tuple[str, ...]
    kind: str = "text"


class SenseView(Frozen):
    """One sense on a term's page. ``lead`` is the definition as HTML, ``html`` the rest (either may be "").

    ``fields`` are shown under them.
    """

    anchor: str
    number: int
    categories: tuple[CategoryPlace, ...]
    definition: Definition
    lead: str
    html: str
    keywords: tuple[str, ...]
    heading: str
    source: SourceView | None
    fields: tuple[FieldView, ...] = ()

    @property
    def category(self) -> CategoryPlace | None:
        """The first category, which distinguishes it from other senses of its term; None where it has none."""
        return self.categories[0] if self.categories else None


class Surroundings(Frozen):
    """What a term's page shows of other terms.

    ``replaced_by`` is what to use instead of a deprecated or superseded term. ``related``, ``broader`` and ``narrower``
    are declared by an author, as are ``theirs``, related terms of other glossaries; ``near`` is computed. ``backlinks``
    are the first of the ``backlinks_count`` terms that mention this one; ``mentioned`` are those that its bodies name.
    """

    replaced_by: Link | None
    related: tuple[Link, ...]
    theirs: tuple[TheirTerm, ...]
    broader: tuple[Link, ...]
    narrower: tuple[Link, ...]
    near: tuple[Link, ...]
    backlinks: tuple[Link, ...]
    backlinks_count: int
    mentioned: tuple[Link, ...]
    previous: Link | None
    next: Link | None


class TermView(Surroundings):
    """A term's page.

    ``record`` holds the names and all other fields of the term's entry as its author gave them, without its bodies.
    ``definition`` is the one that listings show. ``cards`` are those of the terms that its bodies link to. ``edit_url``
    and ``suggest_url`` are "" where none is configured, ``updated`` (2026-03-31) where no change is dated.
    ``is_stale``: it was translated, and its original has changed since. ``are_meanings``: no two senses have one
    definition, or nearly one. ``fields`` are those of the record that have a label, the author's own among them.
    """

    record: Record
    definition: Definition
    senses: tuple[SenseView, ...]
    cards: tuple[Card, ...]
    letter: LetterLink
    edit_url: str
    suggest_url: str
    updated: str
    are_meanings: bool
    is_stale: bool = False
    fields: tuple[FieldView, ...] = ()
    tags: tuple[CategoryPlace, ...] = ()


class FaultView(Frozen):
    """One error of an entry that is left out: file and line, what is wrong, what to do."""

    place: str
    message: str
    hint: str


class OldAnchor(Frozen):
    """An anchor of a page of an older site, and the term that it is now."""

    anchor: str
    link: Link


class MovedView(Frozen):
    """A page of an older site, with an anchor for each of its terms."""

    anchors: tuple[OldAnchor, ...]


class RemovedView(Frozen):
    """A term that was removed, and where it is found now; in a preview, why its entry is left out."""

    term: str
    link: Link | None
    faults: tuple[FaultView, ...] = ()
