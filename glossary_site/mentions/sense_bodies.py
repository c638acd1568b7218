"""The linked senses of each entry, by its place in the glossary or by its id; each is read when it is asked for."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TypeVar, overload

from glossary_site.issues import Issue
from glossary_site.mentions.linker import LinkedBody
from glossary_site.mentions.store import BodyStore, Facts

Found = TypeVar("Found")


class Bodies(Sequence[tuple[LinkedBody, ...]]):
    """The linked senses of each entry, in the order of the glossary; each is read when asked for."""

    def __init__(self, marks: Sequence[tuple[str, ...]], store: BodyStore) -> None:
        self._marks = marks
        self._store = store

    @overload
    def __getitem__(self, place: int) -> tuple[LinkedBody, ...]: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[tuple[LinkedBody, ...]]: ...
    def __getitem__(self, place: int | slice) -> tuple[LinkedBody, ...] | Sequence[tuple[LinkedBody, ...]]:
        if isinstance(place, slice):
            return Bodies(self._marks[place], self._store)
        return tuple(map(self._store.get, self._marks[place]))

    def __len__(self) -> int:
        return len(self._marks)

    def with_marks(self, marks: Mapping[int, tuple[str, ...]], order: Sequence[int], store: BodyStore) -> "Bodies":
        """The same from a ``store`` that holds others in some places; ``order`` is that of the places from now on."""
        return Bodies([marks[place] if place in marks else self._marks[place] for place in order], store.snapshot())

    def missing(self, store: BodyStore) -> list[int]:
        """The places of entries of which a ``store`` has forgotten a sense."""
        known = store.marks
        return [place for place, marks in enumerate(self._marks) if any(mark not in known for mark in marks)]

    def marks_at(self, place: int) -> tuple[str, ...]:
        """The marks of one entry's senses: equal marks, equal bodies."""
        return self._marks[place]

    def issues_at(self, place: int) -> tuple[tuple[Issue, ...], ...]:
        """What was found wrong with each sense of one entry."""
        return tuple([self._store.issues.get(mark, ()) for mark in self._marks[place]])

    def facts_at(self, place: int) -> tuple[Facts, ...]:
        """The facts of one entry's senses."""
        return tuple(map(self._store.facts, self._marks[place]))

    def by_id(self, places: Mapping[str, int]) -> Mapping[str, tuple[LinkedBody, ...]]:
        """The same by the ids of the entries, of which each is one entry's alone, and their ``places``."""
        return _ById(places, self.__getitem__)

    def words_by_id(self, places: Mapping[str, int]) -> Mapping[str, tuple[Mapping[str, int], ...]]:
        """The counted words of each entry's senses, by the ids of the entries."""
        return _ById(places, lambda place: tuple(map(self._store.words, self._marks[place])))

    @property
    def facts(self) -> Iterator[tuple[Facts, ...]]:
        """The facts of each entry's senses."""
        return map(self.facts_at, range(len(self)))


class _ById(Mapping[str, Found]):
    def __init__(self, places: Mapping[str, int], find: Callable[[int], Found]) -> None:
        self._places = places
        self._find = find

    def __getitem__(self, identity: str) -> Found:
        return self._find(self._places[identity])

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)
