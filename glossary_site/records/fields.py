"""The row of a field: all facts about it. The rows themselves are beside the fields, in ``record.py``."""

import re
from datetime import date
from difflib import get_close_matches
from enum import Flag, StrEnum, auto
from typing import Any, get_args, get_type_hints

from glossary_site.addresses import is_web_address
from glossary_site.language import closest_language, is_language, read_texts
from glossary_site.values import Frozen, list_defaults, list_fields, replace

#: The name of a field of the author's own.
OWN_NAME = re.compile("[a-z][a-z0-9_]{0,39}")


def is_date(text: str) -> bool:
    """Whether ``text`` is a day of the calendar such as 2026-03-31."""
    try:
        return date.fromisoformat(text).isoformat() == text  # it takes other ways to write a day, too
    except ValueError:
        return False


class Part(StrEnum):
    """What a field belongs to."""

    RECORD = "record"
    SENSE = "sense"
    SOURCE = "source"
    PAGE = "page"


class Kind(StrEnum):
    """What the value of a field is."""

    TEXT = "text on one line"
    TEXTS = "list of such texts"
    MARKDOWN = "Markdown"
    MARKDOWNS = "list of texts in Markdown"
    DEFINITION = "Markdown on one line"
    CATEGORIES = "name of a category, or list of such names"
    ID = "id of a term"
    CHOICE = "one of the choices, the first where none is given"
    DATE = "day such as 2026-03-31"
    URL = "address of a web page"
    FILE = "path of a file, from that of the entry"
    LANGUAGE = "language tag (BCP 47)"
    NUMBER = "whole number"
    SOURCE = "Citation or None"
    SENSES = "senses"


class Merge(StrEnum):
    """What several entries of one name make of a field that is no list; of a list they make the union."""

    FIRST = "the first value that is given"
    MOST = "the value that most of them give"
    SAME = "the value that all of them give, else the default"
    LATEST = "the latest day"


class Use(Flag):
    """What a field is for.

    A ``COMPARED`` field that alone differs between two editions is an editorial change. ``IF_GIVEN`` is for fields that
    older editions did not have: an empty value leaves digests as they were.
    """

    NOTHING = 0
    NAME = auto()  # it names the term
    RELATION = auto()  # it names other terms
    SEARCH = auto()  # search finds the term by it as by a name
    TRANSLATION = auto()  # a translator works from it
    COMPARED = auto()
    IF_GIVEN = auto()


class Place(StrEnum):
    """Where the page of a term shows a field; ``NONE``: nowhere, or its template gives it a place of its own."""

    NONE = "none"
    HEAD = "head"  # under the name of the term
    BODY = "body"  # under the text of its sense; of the record, under all senses
    ASIDE = "aside"  # beside the text, above the terms around


class Field(Frozen):
    """One field of a record, a sense, a source or a page of text.

    ``sentence`` describes in Markdown what it holds. ``label`` is its name on pages and in exports for readers, ""
    where they do not show it. ``name`` is what files call it, by default as the attribute of the class.
    ``attribute``, ``part`` and ``default`` of ours come from the class (``read_rows``).

    A field of the author's own has ``labels`` by language, "" for any, and is in ``terms.json`` if it ``is_exported``.
    """

    sentence: str
    kind: Kind = Kind.TEXT
    uses: Use = Use.NOTHING
    label: str = ""
    merge: Merge = Merge.FIRST
    choices: tuple[str, ...] = ()
    place: Place = Place.NONE
    name: str = ""
    attribute: str = ""
    part: Part = Part.RECORD
    default: Any = ""
    labels: tuple[tuple[str, str], ...] = ()
    is_exported: bool = False

    @property
    def full_name(self) -> str:
        """The name, after that of a source where it is one of its fields."""
        return f"source.{self.name}" if self.part is Part.SOURCE else self.name

    @property
    def is_list(self) -> bool:
        """Whether its value is a tuple of texts."""
        return self.kind in (Kind.TEXTS, Kind.CATEGORIES, Kind.MARKDOWNS)

    def label_in(self, language: str) -> str:
        """The label for readers of a language: the author's, the nearest that there is, or that of the catalogue."""
        if not self.labels:
            return read_texts(language).gettext(self.label)
        texts = dict(self.labels)
        return texts.get(closest_language(language, texts), self.label)

    def find_fault(self, text: str) -> str | None:
        """What to write instead of ``text``, which is not empty; None where it can be the field's value."""
        match self.kind:
            case Kind.CHOICE if text not in self.choices:
                near = get_close_matches(text, self.choices, n=1)
                return f"did you mean '{near[0]}'?" if near else f"use one of {', '.join(self.choices)}"
            case Kind.DATE if not is_date(text):
                return "a day such as 2026-03-31"
            case Kind.URL if not is_web_address(text):
                return "an address such as https://example.org/"
            case Kind.LANGUAGE if not is_language(text):
                return "such as de or pt-BR"
        return None


def read_rows(kind: type[Frozen], part: Part) -> tuple[Field, ...]:
    """The rows of a class in its order. What has none, such as where an entry is written, is no field of it."""
    hints, defaults = get_type_hints(kind, include_extras=True), list_defaults(kind)
    return tuple(
        replace(
            row,
            name=row.name or name,
            attribute=name,
            part=part,
            default=defaults.get(name, ""),
        )
        for name in list_fields(kind)
        for row in get_args(hints[name])
        if isinstance(row, Field)
    )
