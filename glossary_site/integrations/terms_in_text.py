"""What an editor asks of a glossary while somebody writes: which term a text names, and which names it could complete.

Texts are those of entries and of any other Markdown; places in them are counted in characters, from 0.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property

from glossary_site.glossary import (
    ABBREVIATION,
    ALIAS,
    KINDS,
    TERM,
    Entry,
    Glossary,
    Included,
    NameTable,
    Relations,
    names_of,
)
from glossary_site.markup import Reference, can_be_target, escape_line, find_references, parse_definition
from glossary_site.mentions import Matcher
from glossary_site.records import Record, Sense
from glossary_site.text.code import find_code
from glossary_site.text.words import name_key
from glossary_site.values import Frozen

#: A reference that is being written, up to the cursor.
_OPEN = re.compile(r"\[\[([^\[\]|#!\n][^\[\]|#\n]*)?\Z")
_LONGEST = 300
#: So many names are offered at once; further letters leave fewer.
_MOST = 100


class Found(Frozen):
    """A term that a text names from ``start`` to ``end``, and the senses that are meant."""

    entry: Entry
    senses: tuple[Sense, ...]
    start: int
    end: int


class Suggestion(Frozen):
    """A name of a term, and ``target``, what a reference writes between its brackets to lead there."""

    name: str
    target: str
    entry: Entry


class _Language(Frozen, dict=True):
    """The glossary in one language of the site."""

    glossary: Glossary

    @cached_property
    def names(self) -> NameTable:
        return NameTable.of_records(entry.record for entry in self.glossary.entries)

    @cached_property
    def entries(self) -> Mapping[str, Entry]:
        return {entry.id: entry for entry in self.glossary.entries}

    @cached_property
    def matcher(self) -> Matcher:
        names = (name for entry in self.glossary.entries for name in names_of(entry.record))
        return Matcher(names, self.glossary.language)

    @cached_property
    def suggestions(self) -> Sequence[tuple[str, Suggestion]]:
        """Every name that a reference can lead to, behind its key, in the order of the keys."""
        found = []
        for entry in self.glossary.entries:
            for name in names_of(entry.record):
                is_clear = self.names.find(name.text) == entry.id
                target = name.text if is_clear else f"{entry.id}|{name.text}"
                if can_be_target(target.partition("|")[0]) and (is_clear or not is_of_others(entry)):
                    found.append((name_key(name.text).casefold(), Suggestion(name.text, target, entry)))
        return sorted(found, key=lambda pair: pair[0])


class TermsInText:
    """Finds the terms of a glossary in texts: those of the site's own language before those of the others."""

    def __init__(self, glossaries: Iterable[Glossary]) -> None:
        """``glossaries`` are those of the languages of a site, its own first; those of others follow."""
        glossaries = tuple(glossaries)
        theirs = (_make_glossary(each, own.language) for own in glossaries for each in own.included)
        self._languages = tuple(map(_Language, (*glossaries, *theirs)))

    @property
    def own_entries(self) -> Iterator[Entry]:
        """Every entry of the project, of every language."""
        every = (entry for language in self._languages for entry in language.glossary.entries)
        return (entry for entry in every if not is_of_others(entry))

    def language_of(self, entry: Entry) -> str:
        """The language of an entry."""
        return next(each.glossary.language for each in self._languages if each.entries.get(entry.id) == entry)

    def find_named(self, name: str) -> Entry | None:
        """The entry that a name or an id leads to."""
        found = ((language, language.names.find(name)) for language in self._languages)
        return next((language.entries[identity] for language, identity in found if identity), None)

    def find_target(self, reference: Reference) -> tuple[Entry, tuple[Sense, ...]] | None:
        """The entry that a reference leads to, with its senses, or the one of them whose category it names."""
        for name, category in reference.readings:
            if entry := self.find_named(name):
                senses = entry.record.senses
                key = name_key(category).casefold()
                chosen = [sense for sense in senses if key in (name_key(each).casefold() for each in sense.categories)]
                return entry, tuple(chosen) or senses
        return None

    def find_at(self, text: str, place: int) -> Found | None:
        """The term that ``text`` names at a place: by a reference, else by the longest of its names there."""
        for reference, start, end in find_references(text):
            if start <= place <= end:
                target = self.find_target(reference)
                return Found(*target, start, end) if target else None
        begin = text.rfind("\n", 0, place) + 1
        line = text[begin:].partition("\n")[0]
        for language in self._languages:
            for mention, _ in language.matcher.find(line, ""):
                if begin + mention.start <= place <= begin + mention.end:
                    entry = language.entries[mention.id]
                    return Found(entry, entry.record.senses, begin + mention.start, begin + mention.end)
        return None

    def suggest(self, text: str, place: int) -> tuple[int, Sequence[Suggestion]] | None:
        """Where the name begins that is being written between ``[[`` and a place, and the names that it may become.

        Names that begin with what is written come first, then those of which another word does. None where no
        reference is being written.
        """
        opened = _OPEN.search(text[max(0, place - _LONGEST) : place])
        start = place - len(opened[1] or "") if opened else place
        if not opened or any(begin <= start < end for begin, end in find_code(text)):
            return None
        written = name_key(text[start:place]).casefold()
        later = re.compile(rf"(?<!\w){re.escape(written)}")
        every = [pair for language in self._languages for pair in language.suggestions]
        first = [each for key, each in every if key.startswith(written)]
        others = [each for key, each in every if not key.startswith(written) and later.search(key)]
        # A reference leads to the first of those that it can mean.
        found: dict[str, Suggestion] = {}
        for each in first + others:
            found.setdefault(each.target, each)
        return start, tuple(found.values())[:_MOST]


def is_of_others(entry: Entry) -> bool:
    """Whether an entry is of a glossary that is included: no file of the project has it."""
    return not entry.record.origin.path


def _make_glossary(included: Included, language: str) -> Glossary:
    """A glossary of others with its title as the category of each term, which shows whose it is."""
    named: dict[str, dict[int, list[str]]] = {}
    for name in included.names:
        named.setdefault(name.id, {}).setdefault(name.kind % KINDS, []).append(name.text)
    definitions = dict(included.definitions)
    entries = []
    for identity, names in named.items():
        definition = parse_definition(escape_line(definitions[identity]))
        sense = Sense(categories=(included.title,), definition=definition)
        (term, *_), short, others = (names.get(kind, []) for kind in (TERM, ABBREVIATION, ALIAS))
        record = Record(term, (sense,), identity, aliases=tuple(others), abbreviations=tuple(short))
        entries.append(Entry(record, definition, "", Relations()))
    return Glossary(tuple(entries), (), (), (), (), language=language)
