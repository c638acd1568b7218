"""A list of lines cut into pages. All arithmetic of pages is here: nothing else computes a page's number."""

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate, pairwise
from typing import Generic, TypeVar

from glossary_site.pages.urls import listing_url
from glossary_site.pages.views import PageNumber, Pagination
from glossary_site.values import Frozen

Line = TypeVar("Line")


class Run(Frozen, Generic[Line]):
    """The lines of one letter on one page.

    ``total`` counts them on all pages; ``next_url`` is the page where they continue, or "".
    """

    letter: str
    lines: tuple[Line, ...]
    total: int
    next_url: str


class Paginator(Frozen, Generic[Line]):
    """Lines cut into pages, the first of them at ``url``.

    ``starts`` are the positions at which pages begin. ``total`` counts entries, which may be fewer than lines.
    ``letters`` are the lines by letter, where they are grouped so: each letter and how many lines it has, in order.
    """

    url: str
    lines: tuple[Line, ...]
    starts: tuple[int, ...]
    total: int
    letters: tuple[tuple[str, int], ...] = ()

    @property
    def urls(self) -> tuple[str, ...]:
        """The URL of each page."""
        return tuple(map(self.url_of, range(1, len(self.starts) + 1)))

    def url_of(self, number: int) -> str:
        """The URL of page ``number``, counted from 1."""
        return listing_url(self.url, number)

    def _edges(self, number: int) -> tuple[int, int]:
        end = self.starts[number] if number < len(self.starts) else len(self.lines)
        return self.starts[number - 1], end

    def lines_on(self, number: int) -> tuple[Line, ...]:
        """The lines of page ``number``."""
        start, end = self._edges(number)
        return self.lines[start:end]

    def _spans(self) -> Iterator[tuple[str, int, int]]:
        """Each letter, where its lines begin and where they end."""
        edges = accumulate((count for _, count in self.letters), initial=0)
        return ((letter, start, end) for (letter, _), (start, end) in zip(self.letters, pairwise(edges), strict=True))

    def letter_starts(self) -> Iterator[tuple[str, str, int]]:
        """Each letter, the URL of the page on which its lines begin, and how many they are."""
        for letter, start, end in self._spans():
            yield letter, self.url_of(bisect_right(self.starts, start)), end - start

    def runs_on(self, number: int) -> Iterator[Run[Line]]:
        """The lines of page ``number``, letter by letter."""
        first, after = self._edges(number)
        for letter, start, end in self._spans():
            if start < after and first < end:
                next_url = self.url_of(number + 1) if end > after else ""
                yield Run(letter, self.lines[max(start, first) : min(end, after)], end - start, next_url)

    def pagination(self, number: int) -> Pagination:
        """What page ``number`` shows of the others: its neighbours, the first, the last, and the numbers around it."""
        last = len(self.starts)
        shown = sorted({1, last, *range(max(1, number - 2), min(last, number + 2) + 1)})
        numbers: list[PageNumber] = []
        for previous, target in pairwise((0, *shown)):
            if target - previous == 2:
                numbers.append(PageNumber(target - 1, self.url_of(target - 1), False))
            elif target - previous > 2:
                numbers.append(PageNumber(0, "", False))
            numbers.append(PageNumber(target, self.url_of(target), target == number))
        return Pagination(
            number=number,
            pages=last,
            total=self.total,
            first=self.url if number > 1 else "",
            previous=self.url_of(number - 1) if number > 1 else "",
            next=self.url_of(number + 1) if number < last else "",
            last=self.url_of(last) if number < last else "",
            numbers=tuple(numbers),
        )


def cut_pages(
    url: str,
    lines: Sequence[Line],
    size: int,
    *,
    is_entry: Callable[[Line], bool] = lambda _: True,
    letters: Sequence[tuple[str, int]] = (),
) -> Paginator[Line]:
    """The lines in pages of ``size`` entries; a line that is no entry goes with the entry above it. No lines: one page.

    ``letters`` are the lines by letter: each letter and how many lines it has, in order.
    """
    entries = [position for position, line in enumerate(lines) if is_entry(line)]
    return Paginator(url, tuple(lines), (0, *entries[::size][1:]), len(entries), tuple(letters))
