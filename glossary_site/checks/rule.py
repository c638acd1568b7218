"""What a rule is, and what its function is called with."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence

from glossary_site.glossary import Entry, Glossary, names_of
from glossary_site.issues import Severity
from glossary_site.mentions import LinkedBody, Matcher
from glossary_site.records import Sense
from glossary_site.values import Frozen, replace


class LinkedGlossary(Frozen):
    """A glossary and its links: the value that all rules read.

    ``names`` are all names and the words in them. ``reached`` holds the id of each term that another entry mentions or
    is related to, ``mentions`` how often all bodies mention each term.
    """

    glossary: Glossary
    matcher: Matcher
    names: frozenset[str]
    reached: frozenset[str]
    mentions: Mapping[str, int]

    @property
    def senses(self) -> Iterator[tuple[Entry, Sense]]:
        """Each sense with its entry, in the order of the glossary."""
        return ((entry, sense) for entry in self.glossary.entries for sense in entry.record.senses)


def linked_glossary(glossary: Glossary, bodies: Sequence[Sequence[LinkedBody]]) -> LinkedGlossary:
    """The value for the rules; ``bodies`` are the linked senses of each entry, in order."""
    names = [replace(name, automatic=True) for entry in glossary.entries for name in names_of(entry.record)]
    words = {word for name in names for word in re.findall(r"[^\W_]+", name.text)}
    reached: set[str] = set()
    mentions: Counter[str] = Counter()
    for entry, senses in zip(glossary.entries, bodies, strict=True):
        for body in senses:
            mentions.update(body.counts)
        found = {identity for body in senses for identity in body.counts}
        relations = entry.relations
        found |= {*relations.related, *relations.broader, *relations.narrower, relations.replaced_by}
        reached |= found - {entry.id}
    return LinkedGlossary(
        glossary,
        Matcher(names, glossary.language),
        frozenset({name.text for name in names} | words),
        frozenset(reached),
        mentions,
    )


class Finding(Frozen):
    """A sense that a rule found, and what it found there, "" where the summary is enough."""

    entry: Entry
    sense: Sense
    detail: str = ""


class Rule(Frozen):
    """One rule: what is wrong (``summary``) and what to do (``hint``).

    ``find`` is None where another room finds the issue on the way to the glossary. ``style`` is True for a rule that
    ``--style`` asks for, False for one that it excludes. ``is_mended``: a build shows something else in its place and
    goes on, so that there it is a warning. ``by_default`` is False for a rule that ``--all`` asks for: of its findings
    in real glossaries fewer than four in five were right.
    """

    code: str
    severity: Severity
    summary: str
    hint: str
    find: Callable[[LinkedGlossary], Iterator[Finding]] | None = None
    style: bool | None = None
    is_mended: bool = False
    by_default: bool = True
