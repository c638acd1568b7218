"""The names by which the search looks up terms, and the distance between names.

``static/search-names.js`` does the same in the browser.
"""

from collections.abc import Iterable

from glossary_site.digest import digest_value
from glossary_site.search.analysis import loose_key, name_key
from glossary_site.search.scores import SearchDocument, script_order
from glossary_site.values import Frozen


class NameEntry(Frozen):
    """A name to look up: its key, the document of its term's first sense, and whether it is the term itself."""

    key: str
    document: int
    is_term: bool

    @property
    def loose(self) -> str:
        """The key without spaces and signs, by which names are sorted and found."""
        return loose_key(self.key)


def _order(entry: NameEntry) -> tuple[str, str, bool, int]:
    return script_order(entry.loose), script_order(entry.key), not entry.is_term, entry.document


class NameCollector:
    """Every name of every term once, each pointing to the first document of its term."""

    def __init__(self) -> None:
        self._added: list[tuple[str, tuple[str, ...]]] = []

    def add(self, url: str, keys: tuple[str, ...]) -> None:
        """Add the names of the next document: its URL, and the keys of its term and of its other names."""
        self._added.append((url.partition("#")[0], keys))

    @property
    def digest(self) -> str:
        """The digest of all that was added."""
        return digest_value(tuple(self._added))

    def entries(self) -> list[NameEntry]:
        """The names that were added, in JavaScript's order of their loose keys."""
        first: dict[str, int] = {}
        found: dict[tuple[str, int], bool] = {}
        for position, (page, (term, *others)) in enumerate(self._added):
            if first.setdefault(page, position) == position:
                found[(term, position)] = True
                for other in others:
                    found.setdefault((other, position), False)
        return sorted(
            (NameEntry(key, document, is_term) for (key, document), is_term in found.items() if key), key=_order
        )


def name_keys(document: SearchDocument) -> tuple[str, ...]:
    """The keys of the term of a document and of its other names."""
    return tuple(map(name_key, (document.term, *document.others)))


def collect_names(documents: Iterable[SearchDocument]) -> list[NameEntry]:
    """The names of ``documents``."""
    collector = NameCollector()
    for document in documents:
        collector.add(document.url, name_keys(document))
    return collector.entries()


def edits_allowed(length: int) -> int:
    """How many edits may separate a query of ``length`` characters from a name that it finds."""
    return 2 if length >= 8 else 1 if length >= 4 else 0


def edit_distance(one: str, other: str, most: int) -> int:
    """The number of edits between two names, where a swap of neighbours is one; above ``most``, ``most + 1``."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    last = list(range(len(other) + 1))
    for i, char in enumerate(one, 1):
        row = [i]
        for j, opposite in enumerate(other, 1):
            cost = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (char != opposite))
            if i > 1 and j > 1 and char == other[j - 2] and one[i - 2] == opposite:
                cost = min(cost, before[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
        before, last = last, row
    return last[-1]
