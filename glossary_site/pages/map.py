"""The map of a glossary: all terms in fields by category, and the mentions between them."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from unicodedata import east_asian_width

from glossary_site.digest import Digested
from glossary_site.disk import Output
from glossary_site.glossary import Category, Glossary
from glossary_site.mentions import MentionGraph, Network
from glossary_site.pages.map_layout import Circle, grid, place_fields
from glossary_site.pages.page import Page, PageInput, Part
from glossary_site.pages.urls import MAP, category_url, term_url
from glossary_site.pages.views import CategoryPlace, Dot, Group, Label, MapView, Tie
from glossary_site.values import Frozen

#: A map is made without being asked for where no more terms than this are in the glossary: all have a dot on the page.
MOST = 1_000
#: Of more terms the page shows so many, the most mentioned of each field; a file has the others.
_SHOWN = 1_000
#: So many categories have a field of their own; the others share one.
_FIELDS = 40
_TIES = 60
_NAMED = 30
_NEAR = 3
#: From so many terms that mention it on, a dot is of the second, the third and the fourth size.
_SIZES = (3, 10, 30)
_MARGIN = 20
#: The least size of letters, and how many such sizes a picture is wide. A small one has space around it.
_TEXT, _ACROSS = 6, 75
#: The mean width of a letter, that of a wide one, and the height of a line, as shares of the size of the letters.
_LETTER, _WIDE, _LINE = 0.55, 1.0, 1.3

#: A dot that the page does not show: the number of its field, its place, its size, the page and the name of its term.
Rest = tuple[int, int, int, int, str, str]


class DrawnMap(Frozen):
    """A map, and the dots that are not on its page."""

    view: MapView
    rest: tuple[Rest, ...]


class MapInput(PageInput):
    """All that the page of the map may see."""

    title: str
    description: str
    map: Digested[MapView]

    def page(self) -> Page:
        """The page of the map."""
        return self.make_page("map", self.title, self.description, Part("map", self.map.value))


def is_drawn(wanted: str, terms: int) -> bool:
    """Whether a glossary of so many terms has a map; ``wanted`` is ``SiteConfig.map``."""
    return terms > 0 and (wanted == "yes" or (wanted == "auto" and 1 < terms <= MOST))


class _Terms:
    """The terms of a glossary by the numbers that they have in the graph of mentions."""

    def __init__(self, glossary: Glossary, graph: MentionGraph) -> None:
        self._graph = graph
        self.entries = {graph.numbers[entry.id]: entry for entry in glossary.entries}
        taken: set[int] = set()
        found: list[tuple[Category | None, list[int]]] = []
        highest = (each for each in glossary.categories if not each.parent)
        for category in sorted(highest, key=lambda each: (-len(each.ids), each.name)):
            own = [number for number in map(graph.numbers.__getitem__, category.ids) if number not in taken]
            if own and len(found) < _FIELDS:
                taken.update(own)
                found.append((category, own))
        found.append((None, [number for number in self.entries if number not in taken]))
        by_size = sorted((each for each in found if each[1]), key=lambda each: -len(each[1]))
        self.fields = [(category, sorted(numbers, key=self.rank)) for category, numbers in by_size]
        self.field_of = {number: place for place, (_, numbers) in enumerate(self.fields) for number in numbers}

    def mentioned_by(self, number: int) -> int:
        """How many terms mention one."""
        return self._graph.mentioned_by.length(number)

    def rank(self, number: int) -> tuple[int, str]:
        """The key that sorts the most mentioned terms first."""
        return -self.mentioned_by(number), self.entries[number].id

    def mentions(self, number: int) -> Sequence[int]:
        """The terms that one mentions."""
        return self._graph.targets(number)

    def closest(self, number: int, among: AbstractSet[int]) -> int | None:
        """The term among some that one mentions most, seldom mentioned ones before those that many mention."""
        targets = [each for each in self.mentions(number) if each in among and each != number]
        weights = {each: self._graph.count(number, each) / (1 + self.mentioned_by(each)) for each in targets}
        return max(targets, key=weights.__getitem__, default=None)


def _count_ties(terms: _Terms) -> Counter[tuple[int, int]]:
    """How many mentions there are between the terms of two fields, by their numbers, the lower first."""
    found: Counter[tuple[int, int]] = Counter()
    for number, field in terms.field_of.items():
        for target in terms.mentions(number):
            other = terms.field_of[target]
            if other != field:
                found[min(field, other), max(field, other)] += 1
    return found


def _place_of(category: Category | None) -> CategoryPlace | None:
    return CategoryPlace(category.name, category_url(category.slug)) if category else None


def draw_map(glossary: Glossary, network: Network) -> DrawnMap:
    """The map of a glossary with at least one term."""
    terms = _Terms(glossary, network.graph)
    ties = _count_ties(terms)
    circles = place_fields([len(numbers) for _, numbers in terms.fields], ties)
    left = min(circle.x - circle.radius for circle in circles) - _MARGIN
    top = min(circle.y - circle.radius for circle in circles) - 2 * _MARGIN
    width = round(max(circle.x + circle.radius for circle in circles) - left) + _MARGIN
    if (missing := _TEXT * _ACROSS - width) > 0:
        left, width = left - missing / 2, width + missing
    height = round(max(circle.y + circle.radius for circle in circles) - top) + _MARGIN
    circles = [Circle(circle.x - left, circle.y - top, circle.radius) for circle in circles]
    dots: dict[int, Dot] = {}
    for circle, (_, numbers) in zip(circles, terms.fields, strict=True):
        for number, (x, y) in zip(numbers, grid(len(numbers)), strict=True):
            entry, size = terms.entries[number], 1 + sum(terms.mentioned_by(number) >= least for least in _SIZES)
            dots[number] = Dot(round(circle.x + x), round(circle.y + y), size, entry.record.term, term_url(entry.id))
    share = [max(1, len(numbers) * min(_SHOWN, len(dots)) // len(dots)) for _, numbers in terms.fields]
    shown = {number for count, (_, numbers) in zip(share, terms.fields, strict=True) for number in numbers[:count]}
    text = width // _ACROSS
    places = [_place_of(category) for category, _ in terms.fields]
    first = sorted(shown, key=terms.rank)[:_NAMED]
    groups = tuple(
        Group(
            places[field],
            len(numbers),
            round(circle.x),
            round(circle.y),
            round(circle.radius),
            tuple(dots[number] for number in numbers if number in shown),
            tuple(place for other in _nearest(field, ties) if (place := places[other])),
        )
        for field, (circle, (_, numbers)) in enumerate(zip(circles, terms.fields, strict=True))
    )
    view = MapView(
        width=width,
        height=height,
        text=text,
        groups=groups,
        ties=tuple(_draw_ties(circles, ties)),
        mentions="".join(_draw_mentions(terms, dots, shown)),
        labels=tuple(_write_labels(groups, [dots[number] for number in first], width)),
        total=len(dots),
        shown=len(shown),
    )
    rest = (
        (field, dot.x, dot.y, dot.size, dot.url, dot.term)
        for number, field in terms.field_of.items()
        if number not in shown
        for dot in (dots[number],)
    )
    return DrawnMap(view, tuple(rest))


def _nearest(field: int, ties: Counter[tuple[int, int]]) -> list[int]:
    """The fields with which one has most mentions."""
    tied = [(-count, one + other - field) for (one, other), count in ties.items() if field in (one, other)]
    return [other for _, other in sorted(tied)[:_NEAR]]


def _draw_ties(circles: Sequence[Circle], ties: Counter[tuple[int, int]]) -> Iterator[Tie]:
    strongest = sorted(ties.items(), key=lambda tie: (-tie[1], tie[0]))[:_TIES]
    for (one, other), count in strongest:
        start, end = circles[one], circles[other]
        # Each width is for four times as many mentions as the next.
        width = max(1, 4 - (strongest[0][1] // count).bit_length() // 2)
        yield Tie(round(start.x), round(start.y), round(end.x), round(end.y), width)


def _draw_mentions(terms: _Terms, dots: Mapping[int, Dot], shown: AbstractSet[int]) -> Iterator[str]:
    """Lines from each dot to the one that its term mentions most."""
    for number in sorted(shown, key=terms.rank):
        target = terms.closest(number, shown)
        if target is not None:
            yield f"M{dots[number].x} {dots[number].y}L{dots[target].x} {dots[target].y}"


def _width_of(text: str) -> float:
    """The width of a text, as a multiple of the size of its letters."""
    return sum(_WIDE if east_asian_width(letter) in "WF" else _LETTER for letter in text)


def _write_labels(groups: Iterable[Group], dots: Iterable[Dot], width: int) -> Iterator[Label]:
    """The names of groups, then of dots, as far as a picture of that width has space for them."""
    text = width // _ACROSS
    wanted = [
        Label(group.x, y, group.category.name, is_category=True)
        for group in groups
        if group.category
        for y in (group.y - group.radius - 3, group.y + group.radius + text)
    ]
    wanted += [Label(dot.x + dot.size + 3, dot.y + text // 3, dot.term, is_category=False) for dot in dots]
    taken: list[tuple[float, int, float]] = []
    written: set[str] = set()
    for label in wanted:
        wide = _width_of(label.text) * text
        left = label.x - wide / 2 if label.is_category else label.x
        is_free = left >= 0 and left + wide <= width
        is_free = is_free and all(
            abs(label.y - y) > text * _LINE or left > other + space or left + wide < other for other, y, space in taken
        )
        if is_free and label.text not in written:
            taken.append((left, label.y, wide))
            written.add(label.text)
            yield label


def map_files(drawn: DrawnMap) -> Iterator[Output]:
    """``map/terms.json``, where there are more terms than the page shows: a row each, as ``Rest`` has them."""
    if drawn.rest:
        rows = ",\n".join(json.dumps(row, ensure_ascii=False, separators=(",", ":")) for row in drawn.rest)
        yield Output(f"{MAP}terms.json", f"[\n{rows}\n]\n".encode("utf-8", "replace"))
