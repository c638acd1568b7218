"""All places of many spellings in a text, in one pass: the only importer of ahocorasick_rs.

Where that has no wheel for a system (Windows on ARM), the same places are found by a dictionary, more slowly.
"""

from collections.abc import Iterator, Sequence
from typing import Protocol

try:
    from ahocorasick_rs import AhoCorasick
except ImportError:
    AhoCorasick = None  # type: ignore[assignment,misc]

#: A spelling that may begin at a place is looked for by so many of its first characters.
_BEGINNING = 4


class Automaton(Protocol):
    """Finds spellings, which are different and not empty, in texts."""

    def find(self, text: str) -> list[tuple[int, int, int]]:
        """The number of each spelling that is in ``text``, its start and its end; they may overlap."""
        ...

    def is_in(self, text: str) -> bool:
        """Whether any of the spellings is in ``text``."""
        ...


class _AhoCorasick:
    def __init__(self, spellings: Sequence[str]) -> None:
        self._automaton = AhoCorasick(spellings)

    def find(self, text: str) -> list[tuple[int, int, int]]:
        """See ``Automaton``."""
        return self._automaton.find_matches_as_indexes(text, overlapping=True)

    def is_in(self, text: str) -> bool:
        """See ``Automaton``."""
        return bool(self._automaton.find_matches_as_indexes(text))


class Dictionary:
    """The same without ahocorasick_rs: spellings by their first characters, and the lengths that those may have."""

    def __init__(self, spellings: Sequence[str]) -> None:
        self._numbers = {spelling: number for number, spelling in enumerate(spellings)}
        self._beginning = min(_BEGINNING, *map(len, spellings))
        lengths: dict[str, set[int]] = {}
        for spelling in spellings:
            lengths.setdefault(spelling[: self._beginning], set()).add(len(spelling))
        self._lengths = {beginning: tuple(sorted(each)) for beginning, each in lengths.items()}

    def find(self, text: str) -> list[tuple[int, int, int]]:
        """See ``Automaton``."""
        return list(self._places(text))

    def is_in(self, text: str) -> bool:
        """See ``Automaton``."""
        return next(self._places(text), None) is not None

    def _places(self, text: str) -> Iterator[tuple[int, int, int]]:
        for start in range(len(text) - self._beginning + 1):
            for length in self._lengths.get(text[start : start + self._beginning], ()):
                end = start + length
                number = self._numbers.get(text[start:end]) if end <= len(text) else None
                if number is not None:
                    yield number, start, end


def make_automaton(spellings: Sequence[str]) -> Automaton:
    """The quickest automaton that this system has."""
    return Dictionary(spellings) if AhoCorasick is None else _AhoCorasick(spellings)
