"""What pages see of terms that are not their own: all entries without the text of their bodies."""

from collections.abc import Mapping
from functools import cache, cached_property

from glossary_site.digest import Digested, digest_all, digest_value
from glossary_site.glossary import Entry, Glossary
from glossary_site.pages.urls import term_url
from glossary_site.pages.views import Link
from glossary_site.values import LazyMapping


def link_to(entry: Entry) -> Link:
    """What other pages see of an entry."""
    return Link(term_url(entry.id), entry.record.term, entry.definition)


class Entries:
    """The entries of a glossary in their order, where each id is one entry's alone.

    The digest is that of the entries without the text of their bodies; it is computed when it is first asked for.
    """

    def __init__(self, glossary: Glossary) -> None:
        self.all = glossary.entries
        #: The place of each entry by its id.
        self.places: Mapping[str, int] = glossary.places()

    @cached_property
    def links(self) -> Mapping[str, Link]:
        """What other pages see of each, by its id; made when first asked for, since a page shows few of many."""
        return LazyMapping(self.places.keys, cache(lambda identity: link_to(self.all[self.places[identity]])))

    @cached_property
    def digests(self) -> tuple[str, ...]:
        """The digest of each entry without the text of its bodies."""
        return tuple([digest_value(entry.list_all_but_bodies()) for entry in self.all])

    def at(self, place: int) -> Digested[Entry]:
        """One entry without the text of its bodies."""
        return Digested(self.all[place].without_bodies, lambda: self.digests[place])

    @cached_property
    def digest(self) -> str:
        """The digest of all."""
        return digest_all(self.digests)
