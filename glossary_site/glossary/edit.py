"""An edit of a glossary: some of its entries replaced, and what follows from that."""

from bisect import insort
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from glossary_site.glossary.categories import list_categories, list_tags
from glossary_site.glossary.changes.compare import Change
from glossary_site.glossary.changes.past import history
from glossary_site.glossary.glossary import Entry, Glossary, filing_key
from glossary_site.glossary.names import Name, names_of
from glossary_site.values import Frozen, replace


class Edit(Frozen, dict=True):
    """Entries of the glossary ``before`` replaced by others, by their places in it.

    The entries differ in ids, names, definitions and bodies alone. No relation, category, tag or issue of the
    glossary depends on the difference. ``filed`` is the order of the glossary (``SiteConfig.order``),
    ``recorded`` its log of changes.

    Every stage after the glossary has a method ``after(edit, …)``, which returns what a whole build would make of
    ``edit.after``. What several stages ask of an edit is worked out once.
    """

    before: Glossary
    replaced: Mapping[int, Entry]
    filed: str
    recorded: Sequence[Change] = ()

    @cached_property
    def order(self) -> Sequence[int]:
        """The place in ``before`` of each entry, in the order of ``after``."""
        order = [place for place in range(len(self.before.entries)) if place not in self.replaced]
        for place in self.replaced:
            insort(order, place, key=lambda each: filing_key(self._entry(each), self.filed))
        return order

    def _entry(self, place: int) -> Entry:
        return self.replaced.get(place, self.before.entries[place])

    @cached_property
    def after(self) -> Glossary:
        """The glossary with the new entries."""
        entries = tuple([self._entry(place) for place in self.order])
        records = [entry.record for entry in entries]
        categories, tags = self.before.categories, self.before.tags
        if self._moves_ids():
            categories = list_categories(records, self.before.subjects, self.filed)
            tags = list_tags(records, self.before.subjects, self.filed)
        changes = history(records, self.recorded)
        return replace(self.before, entries=entries, categories=categories, tags=tags, history=changes)

    def _moves_ids(self) -> bool:
        """Whether an id is new or at another place: an edit of texts alone leaves all of them where they are."""
        return any(place != before for place, before in enumerate(self.order)) or any(
            old.id != new.id for old, new in self.pairs()
        )

    @cached_property
    def names_before(self) -> tuple[Name, ...]:
        """All names of the replaced entries."""
        return tuple(name for place in self.replaced for name in names_of(self.before.entries[place].record))

    @cached_property
    def names_after(self) -> tuple[Name, ...]:
        """All names of the entries that replace them."""
        return tuple(name for entry in self.replaced.values() for name in names_of(entry.record))

    def pairs(self) -> Iterator[tuple[Entry, Entry]]:
        """Each replaced entry, and the one that replaces it."""
        return ((self.before.entries[place], entry) for place, entry in self.replaced.items())
