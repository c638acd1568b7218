"""A term renamed wherever its name is written: where it is declared, in relations, in references of any Markdown."""

import re
from collections.abc import Iterator, Mapping

from glossary_site.glossary import Entry
from glossary_site.integrations.terms_in_text import TermsInText
from glossary_site.markup import can_be_target, find_references
from glossary_site.mentions import inflections
from glossary_site.records import FIELDS, Use
from glossary_site.text.words import has_inner_case, spelling_key
from glossary_site.values import Frozen, replace
from glossary_site.yaml_text import WrittenText, find_texts, format_text

_YAML = (".yml", ".yaml")
_FRONT_MATTER = re.compile(r"\s*---[ \t]*\r?\n(.*?)^(?:---|\.\.\.)[ \t]*\r?$", re.DOTALL | re.MULTILINE)
#: What parts a target from what is shown; in a table of Markdown there is a backslash before it.
_SHOWN = re.compile(r"\\?\|")
_RELATIONS = frozenset(row.name for row in FIELDS if Use.RELATION in row.uses)


class CannotRenameError(Exception):
    """A term that cannot be renamed as it is asked; its text is the reason."""


class Replacement(Frozen):
    """A stretch of a text, and what replaces it."""

    start: int
    end: int
    text: str


class Renaming(Frozen):
    """A term of a glossary and its new name."""

    terms: TermsInText
    entry: Entry
    name: str

    def __post_init__(self) -> None:
        """Raise ``CannotRenameError`` where the name is another term's, or none that a reference can lead to."""
        if not can_be_target(self.name):
            raise CannotRenameError(f"a reference cannot lead to '{self.name}'")
        other = self.terms.find_named(self.name)
        if other and other.id != self.entry.id:
            raise CannotRenameError(f"'{self.name}' is already a name of '{other.record.term}'")

    def change(self, texts: Mapping[str, str]) -> Mapping[str, tuple[Replacement, ...]]:
        """What changes in each of ``texts`` (by path), in order. Those of the entry's own files must be among them.

        Raises ``CannotRenameError`` where its name is declared in a way that cannot be changed here.
        """
        own = {(sense.origin.path, sense.origin.line) for sense in self.entry.record.senses}
        changes = {path: {*self._in_fields(path, text), *self._in_references(text)} for path, text in texts.items()}
        for path, line in sorted(own):
            changes[path].update(self._declared(path, texts[path], line))
        return {path: tuple(sorted(found, key=lambda each: each.start)) for path, found in changes.items() if found}

    def _declared(self, path: str, text: str, line: int) -> Iterator[Replacement]:
        """Where a file declares the term, of which it has an entry that begins on ``line``."""
        written = [each for each in _find_texts(path, text) if each.key == "term" and self._is_name(each.value)]
        if written:
            yield from (Replacement(each.start, each.end, format_text(self.name)) for each in written)
            return
        lines = text.split("\n")
        number = max(line - 1, 0)
        start = sum(len(each) + 1 for each in lines[:number])
        name = re.compile(rf"(?<!\w){re.escape(self.entry.record.term)}(?!\w)", re.IGNORECASE)
        found = name.search(text, start, start + len(lines[number]))
        if not found:
            raise CannotRenameError(
                f"change the name in {path}:{line} by hand: that line does not have it as it is shown"
            )
        yield Replacement(found.start(), found.end(), self._in_form(found[0]))

    def _in_fields(self, path: str, text: str) -> Iterator[Replacement]:
        for each in _find_texts(path, text):
            if each.key in _RELATIONS and self._is_name(each.value):
                yield Replacement(each.start, each.end, format_text(self.name))

    def _in_references(self, text: str) -> Iterator[Replacement]:
        for reference, start, end in find_references(text):
            for name, category in reference.readings:
                if self._is_name(name):
                    place = _find_target(text, start, end, category)
                    yield Replacement(place.start, place.stop, self._in_form(name))
                    break
                if self.terms.find_named(name):
                    break

    def _is_name(self, name: str) -> bool:
        """Whether ``name`` is the term's preferred one, in any spelling, and leads to it."""
        if spelling_key(name) != spelling_key(self.entry.record.term):
            return False
        found = self.terms.find_named(name)
        return found is not None and found.id == self.entry.id

    def _in_form(self, written: str) -> str:
        """The new name in the form in which the old one is ``written``: its plural, a small first letter."""
        olds, news = (
            inflections(name, self.terms.language_of(self.entry)) for name in (self.entry.record.term, self.name)
        )
        place = next((place for place, old in enumerate(olds) if old.casefold() == written.casefold()), 0)
        new = news[place] if len(olds) == len(news) else self.name
        is_lowered = written[:1].islower() and self.entry.record.term[:1].isupper() and not has_inner_case(new)
        return new[:1].lower() + new[1:] if is_lowered else new


def _find_texts(path: str, text: str) -> Iterator[WrittenText]:
    """The texts in the fields of a file: of YAML all of it, of Markdown its front matter."""
    if path.lower().endswith(_YAML):
        yield from find_texts(text)
    elif matter := _FRONT_MATTER.match(text):
        for each in find_texts(matter[1]):
            yield replace(each, start=each.start + matter.start(1), end=each.end + matter.start(1))


def _find_target(text: str, start: int, end: int, category: str) -> range:
    """The stretch of a reference that names the term, without its category and the text that it shows."""
    inner = text[start + 2 : end - 2]
    target = _SHOWN.split(inner, maxsplit=1)[0]
    if category:
        target = target.rpartition("#")[0]
    begin = start + 2 + len(target) - len(target.lstrip())
    return range(begin, begin + len(target.strip()))
