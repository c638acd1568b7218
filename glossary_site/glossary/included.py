"""Glossaries of others, whose terms the entries may name: after all of one's own."""

from collections.abc import Iterable, Iterator

from glossary_site.glossary.names import KINDS, TERM, Name, NameTable, names_of
from glossary_site.records import Record
from glossary_site.values import Frozen, replace

#: More than the languages of a site, whose names come first (``Name.kind``).
_AFTER_LANGUAGES = 1_000
#: In characters: what is shown beside a link.
_LONGEST = 300


class Included(Frozen):
    """A glossary of others: its title, the names of its terms, and the definition of each in plain text.

    The id of a term is the address of its page, with which the definitions are named, too. ``language`` is theirs.
    """

    title: str
    language: str
    names: tuple[Name, ...] = ()
    definitions: tuple[tuple[str, str], ...] = ()

    @property
    def terms(self) -> Iterator["TheirTerm"]:
        """Its terms."""
        named = {name.id: name.text for name in self.names if name.kind % KINDS == TERM}
        return (TheirTerm(named[url], url, self.title, definition) for url, definition in self.definitions)


class TheirTerm(Frozen):
    """A term of another glossary: its name, the address of its page, the title of the glossary, its definition."""

    term: str
    url: str
    glossary: str
    definition: str

    @property
    def about(self) -> str:
        """What is shown beside a link to it: whose it is, and what it means."""
        return f"{self.glossary}: {self.definition}" if self.definition else self.glossary


class TheirTerms:
    """Finds the terms of other glossaries by their names, the first glossary's first."""

    def __init__(self, included: Iterable[Included]) -> None:
        included = tuple(included)
        self._names = NameTable(name for each in included for name in each.names)
        self._terms = {term.url: term for each in reversed(included) for term in each.terms}

    def find(self, name: str) -> TheirTerm | None:
        """The one term that bears ``name``, None where none or several do."""
        return self._terms.get(self._names.find(name) or "")


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
