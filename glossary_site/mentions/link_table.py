"""Everything that links depend on, as one frozen value: the names of terms, their senses and files, the settings."""

import re
from collections import defaultdict
from collections.abc import Sequence
from itertools import chain
from sys import intern

from glossary_site.attachments import NO_ATTACHMENTS, Attachments
from glossary_site.glossary import NOT_ELSEWHERE, Edit, Elsewhere, Entry, Glossary, Included, Name, names_of
from glossary_site.language import slugify
from glossary_site.records import sense_anchors
from glossary_site.text.words import category_key
from glossary_site.values import Frozen, replace

#: What the ids of all headings in a page of text begin with.
HEADINGS_OF_TEXT = "page"
_WORD = re.compile(r"[^\W\d_]{4,}")


class Choice(Frozen):
    """One of several senses of a term: its categories, its anchor, and the ``vocabulary`` of its text."""

    categories: tuple[str, ...]
    anchor: str
    words: frozenset[str] = frozenset()


class Anchors:
    """The anchors of the senses of a term, found by what a reference writes for a category."""

    def __init__(self, senses: Sequence[Choice]) -> None:
        """``senses`` are those of one term, in order."""
        self._named: dict[str, list[Choice]] = defaultdict(list)
        self._slugs: dict[str, list[Choice]] = defaultdict(list)
        for sense in senses:
            for key in {category_key(each) for each in sense.categories}:
                self._named[key].append(sense)
            for slug in {sense.anchor, *map(slugify, sense.categories)} - {""}:
                self._slugs[slug].append(sense)

    def find(self, category: str) -> str:
        """The anchor of the first sense in a category, by its name, slug or anchor; "" where it is not clear."""
        alike = self._named.get(category_key(category)) or self._slugs.get(slugify(category), [])
        return alike[0].anchor if len({sense.categories[:1] for sense in alike}) == 1 else ""


class Target(Frozen):
    """A term as links lead to it: its id, its senses if it has several, and the files that it is written in."""

    id: str
    senses: tuple[Choice, ...] = ()
    files: tuple[str, ...] = ()

    @classmethod
    def of(cls, entry: Entry) -> "Target":
        """The target that an entry is."""
        senses = entry.record.senses
        files = tuple(dict.fromkeys(sense.origin.path for sense in senses))
        if len(senses) < 2:
            return cls(entry.id, files=files)
        words = (vocabulary(" ".join((sense.definition.text, sense.body, *sense.keywords))) for sense in senses)
        categories = (sense.categories for sense in senses)
        return cls(entry.id, tuple(map(Choice, categories, sense_anchors(senses), words)), files)


class LinkTable(Frozen):
    """Everything that links depend on: all names, all targets, and how often to link (``SiteConfig.links``).

    ``left_out`` are names of entries that are left out for their errors. A reference to one of them is a warning.
    ``elsewhere`` is how references lead to other languages, ``language`` that of the names and of the texts.
    ``attachments`` are the files that bodies may show or link to, ``images`` the hosts whose pictures are shown,
    ``texts`` the files and URLs of pages of text. ``included`` are the glossaries of others.
    """

    names: tuple[Name, ...]
    targets: tuple[Target, ...]
    mode: str
    left_out: tuple[str, ...] = ()
    elsewhere: Elsewhere = NOT_ELSEWHERE
    language: str = "en"
    attachments: Attachments = NO_ATTACHMENTS
    images: tuple[str, ...] = ()
    texts: tuple[tuple[str, str], ...] = ()
    included: tuple[Included, ...] = ()

    @property
    def automatic_names(self) -> tuple[Name, ...]:
        """The names that are found in texts: those of the entries before those of the glossaries of others."""
        return tuple(chain(self.names, *(each.names for each in self.included)))

    @classmethod
    def of(cls, glossary: Glossary, mode: str, images: tuple[str, ...] = ()) -> "LinkTable":
        """The table of all entries of a glossary."""
        names = tuple([name for entry in glossary.entries for name in names_of(entry.record)])
        targets = tuple(map(Target.of, glossary.entries))
        texts = tuple((text.path, text.url) for text in glossary.texts)
        given = glossary.left_out, glossary.elsewhere, glossary.language, glossary.attachments, images, texts
        return cls(names, targets, mode, *given, glossary.included)

    def after(self, edit: Edit) -> "LinkTable":
        """The table of ``edit.after``; this very one where the edit changes no name and no target."""
        if edit.names_before == edit.names_after and not changed_targets(edit):
            return self
        names: dict[str, list[Name]] = {target.id: [] for target in self.targets}
        for name in self.names:
            names[name.id].append(name)
        places = zip(edit.order, edit.after.entries, strict=True)
        entries = [(place in edit.replaced, self.targets[place], entry) for place, entry in places]
        return replace(
            self,
            names=tuple(
                chain.from_iterable(names_of(new.record) if is_new else names[old.id] for is_new, old, new in entries)
            ),
            targets=tuple([Target.of(new) if is_new else old for is_new, old, new in entries]),
        )


def changed_targets(edit: Edit) -> frozenset[str]:
    """The ids of the targets that an edit adds, removes or changes."""
    pairs = ((Target.of(old), Target.of(new)) for old, new in edit.pairs())
    return frozenset(target.id for old, new in pairs if old != new for target in (old, new))


def vocabulary(text: str) -> frozenset[str]:
    """The words of a text that show its subject: of four letters or more, in lower case, without a plural ending."""
    # Interned, because the senses of a large glossary share most of their words.
    return frozenset(intern(word.lower().rstrip("s")) for word in _WORD.findall(text))
