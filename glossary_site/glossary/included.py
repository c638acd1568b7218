"""Glossaries of others, whose terms the entries may name: after all of one's own."""

from collections.abc import Iterable
from dataclasses import replace

from glossary_site.glossary.names import KINDS, Name, names_of
from glossary_site.records import Record
from glossary_site.values import compact

#: More than the languages of a site, whose names come first (``Name.kind``).
_AFTER_LANGUAGES = 1_000
#: In characters: what is shown beside a link.
_LONGEST = 300


@compact
class Included:
    """A glossary of others: its title, the names of its terms, and the definition of each in plain text.

    The id of a term is the address of its page, with which the definitions are named, too. ``language`` is theirs.
    """

    title: str
    language: str
    names: tuple[Name, ...] = ()
    definitions: tuple[tuple[str, str], ...] = ()


def include_records(title: str, language: str, place: int, records: Iterable[Record]) -> Included:
    """The glossary that is the one at ``place`` among those included; the ids of ``records`` are addresses."""
    names: list[Name] = []
    definitions: dict[str, str] = {}
    for record in records:
        names += [replace(name, kind=(_AFTER_LANGUAGES + place) * KINDS + name.kind) for name in names_of(record)]
        definitions.setdefault(record.id, _shown(record.senses[0].definition.text))
    return Included(title, language, tuple(names), tuple(definitions.items()))


def _shown(text: str) -> str:
    """A definition on one line, without signs that control how a text is shown or where a page places things."""
    line = "".join(char for char in " ".join(text.split()) if char.isprintable())
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST]}…"
