"""Where the fields of a map are drawn, and the dots in each.

A field is a circle of dots, which fill it from the middle on a grid of triangles. Fields lie beside one another, the
largest in the middle, each as near as possible to those that it is tied to. Only sums, products and square roots
are computed, one by one: these have the same bits on every machine.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from math import sqrt
from typing import NamedTuple

#: The distance of two neighbouring dots, and of a field from what is beside it.
STEP, GAP = 10.0, 20.0
#: The height of a row of the grid, as a share of the distance of its dots.
_ROW = 0.8660254037844386
#: So many places are tried around each field; of those that are free, so many nearest to the middle are compared.
_AROUND, _COMPARED = 24, 8
#: The cosine and the sine of the angle from one of these places to the next.
_TURN = 0.9659258262890683, 0.25881904510252074


class Circle(NamedTuple):
    """A round field: its middle and its radius."""

    x: float
    y: float
    radius: float


@cache
def grid(count: int) -> tuple[tuple[float, float], ...]:
    """The places of so many dots around a middle at (0, 0), the nearest first."""
    reach = int(sqrt(count)) + 2
    points = [
        (column * column + column * row + row * row, column, row)
        for row in range(-reach, reach + 1)
        for column in range(-reach, reach + 1)
    ]
    return tuple(((column + row / 2) * STEP, row * _ROW * STEP) for _, column, row in sorted(points)[:count])


def radius_of(count: int) -> float:
    """The radius of a field of so many dots."""
    x, y = grid(count)[-1] if count else (0.0, 0.0)
    return sqrt(x * x + y * y) + STEP


def _directions() -> Iterator[tuple[float, float]]:
    x, y = 1.0, 0.0
    for _ in range(_AROUND):
        yield x, y
        x, y = x * _TURN[0] - y * _TURN[1], x * _TURN[1] + y * _TURN[0]


_DIRECTIONS = tuple(_directions())


def place_fields(counts: Sequence[int], ties: Mapping[tuple[int, int], int]) -> list[Circle]:
    """Fields of so many dots, the largest first; ``ties`` are how strongly two are tied, by their numbers."""
    placed: list[Circle] = []
    for number, count in enumerate(counts):
        radius = radius_of(count)
        free = _free_places(placed, radius) if placed else [(0.0, 0.0)]
        pulls = [(ties.get((other, number), 0), circle) for other, circle in enumerate(placed)]

        def cost(place: tuple[float, float], pulls: Sequence[tuple[int, Circle]] = pulls) -> float:
            total = 0.0
            for pull, circle in pulls:
                total += (1 + pull) * _distance(place, circle)
            return total

        x, y = min(free, key=cost)
        placed.append(Circle(x, y, radius))
    return placed


def _distance(place: tuple[float, float], circle: Circle) -> float:
    dx, dy = place[0] - circle.x, place[1] - circle.y
    return sqrt(dx * dx + dy * dy)


def _free_places(placed: Sequence[Circle], radius: float) -> list[tuple[float, float]]:
    """Places beside the fields where one of that radius overlaps none of them, those nearest to the middle."""
    beside = [
        (circle.x + x * reach, circle.y + y * reach)
        for circle in placed
        for reach in (circle.radius + radius + GAP,)
        for x, y in _DIRECTIONS
    ]
    beside.sort(key=lambda place: (place[0] * place[0] + place[1] * place[1], place))
    free: list[tuple[float, float]] = []
    for place in beside:
        if all(_distance(place, circle) >= circle.radius + radius + GAP - 0.01 for circle in placed):
            free.append(place)
            if len(free) == _COMPARED:
                break
    return free
