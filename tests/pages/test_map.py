"""The map: no field or name covers another, every term has a dot, and a large glossary has a small page."""

import gzip
import json
import random
from itertools import pairwise
from math import hypot
from pathlib import Path

import pytest

from glossary_site.config import SiteConfig
from glossary_site.glossary import Glossary, relate_records
from glossary_site.mentions import LinkedBody, LinkedHtml, Network, build_network
from glossary_site.pages import Contents, SitePlan, map_files
from glossary_site.pages.map import MOST, draw_map, is_drawn
from glossary_site.pages.map_layout import GAP, STEP, grid, place_fields, radius_of
from glossary_site.records import Record, Sense
from glossary_site.renderer import read_theme, render_page

#: The most bytes of the first view of a map, compressed, whatever the size of the glossary.
FIRST_VIEW = 60 * 1024


def make_glossary(terms: int, categories: int, mentions: int = 8) -> tuple[Glossary, Network]:
    """A glossary whose terms mention others, more often in their own category, some much more often than others."""
    chance = random.Random(1)
    names = [f"Category of kind {number}" for number in range(categories)]
    records = [
        Record(
            f"Entry {number:05} {chance.choice('abcdefgh') * 6}",
            (Sense((names[number % categories],) if names else ()),),
        )
        for number in range(terms)
    ]
    glossary = relate_records(records, SiteConfig())
    ids = [entry.id for entry in glossary.entries]

    def body() -> LinkedBody:
        found = sorted({ids[int(len(ids) * chance.random() ** 3)] for _ in range(mentions)})
        return LinkedBody(LinkedHtml(""), LinkedHtml(""), dict.fromkeys(found, 1), ())

    bodies = [(body(),) for _ in ids]
    return glossary, build_network(glossary, bodies)


def test_the_dots_of_a_field_are_apart_and_fill_it_from_the_middle() -> None:
    dots = grid(300)
    assert len(set(dots)) == 300
    assert dots[0] == (0, 0)
    distances = [hypot(x, y) for x, y in dots]
    assert all(one <= other + 1e-9 for one, other in pairwise(distances))
    nearest = min(hypot(x - a, y - b) for place, (x, y) in enumerate(dots) for a, b in dots[:place])
    assert nearest == pytest.approx(STEP)
    assert max(distances) <= radius_of(300) - STEP + 1e-9


@pytest.mark.parametrize("counts", [[1], [7, 7], [900, 40, 40, 12, 3, 1, 1, 1], [5] * 41, [2_000, *[30] * 40]])
def test_no_field_covers_another(counts: list[int]) -> None:
    ties = {(one, other): one + other for other in range(len(counts)) for one in range(other)}
    fields = place_fields(counts, ties)
    assert len(fields) == len(counts)
    for place, one in enumerate(fields):
        for other in fields[:place]:
            assert hypot(one.x - other.x, one.y - other.y) >= one.radius + other.radius + GAP - 0.1


def test_a_field_is_placed_near_those_that_it_is_tied_to() -> None:
    counts = [50, 50, 50, 50, 50, 50, 50, 4]

    def distance(tied: int) -> float:
        fields = place_fields(counts, {(tied, 7): 1_000})
        return hypot(fields[7].x - fields[tied].x, fields[7].y - fields[tied].y)

    others = place_fields(counts, {})
    for tied in range(1, 7):
        assert distance(tied) <= hypot(others[7].x - others[tied].x, others[7].y - others[tied].y)


@pytest.mark.parametrize(("terms", "categories"), [(1, 0), (2, 1), (60, 0), (300, 20), (300, 90)])
def test_every_term_has_one_dot_in_the_field_of_its_category(terms: int, categories: int) -> None:
    glossary, network = make_glossary(terms, categories)
    drawn = draw_map(glossary, network)
    view = drawn.view
    dots = [dot for group in view.groups for dot in group.dots]
    assert sorted(dot.url for dot in dots) == sorted(f"term/{entry.id}/" for entry in glossary.entries)
    assert (view.total, view.shown, drawn.rest) == (terms, terms, ())
    assert len({(dot.x, dot.y) for dot in dots}) == terms
    for group in view.groups:
        assert group.count == len(group.dots)
        assert group.radius <= group.x <= view.width - group.radius
        assert group.radius <= group.y <= view.height - group.radius
        assert all(hypot(dot.x - group.x, dot.y - group.y) <= group.radius for dot in group.dots)
    assert len(view.groups) <= 41
    assert [*map_files(drawn)] == []


def test_the_most_mentioned_terms_are_in_the_middle_and_largest() -> None:
    glossary, network = make_glossary(400, 3)
    for group in draw_map(glossary, network).view.groups:
        counts = [len(network.backlinks.get(dot.url.split("/")[1], ())) for dot in group.dots]
        assert counts == sorted(counts, reverse=True)
        sizes = [dot.size for dot in group.dots]
        assert sizes == sorted(sizes, reverse=True)
        assert {1, 4} <= set(sizes)


def test_no_name_covers_another() -> None:
    view = draw_map(*make_glossary(500, 30)).view
    boxes = []
    for label in view.labels:
        wide = len(label.text) * view.text * 0.55
        left = label.x - wide / 2 if label.is_category else label.x
        boxes.append((left, left + wide, label.y))
    assert sum(label.is_category for label in view.labels) > 20
    for place, (left, right, y) in enumerate(boxes):
        for other_left, other_right, other_y in boxes[:place]:
            assert abs(y - other_y) > view.text or right < other_left or left > other_right


@pytest.mark.parametrize("name", ["Compare the whole of it", "全部比較"])
def test_every_name_is_within_the_picture(name: str) -> None:
    """A short name fits beside its dot; one thirty times as long would not, and is not written."""
    records = [Record(name * times, (Sense((name * times,)),)) for times in (1, 30)]
    glossary = relate_records(records, SiteConfig())
    view = draw_map(glossary, build_network(glossary, [(LinkedBody(LinkedHtml(""), LinkedHtml(""), {}, ()),)] * 2)).view
    assert {label.text for label in view.labels} == {name}


def test_the_letters_of_a_small_map_are_no_larger_than_those_of_a_large_one() -> None:
    small, large = (draw_map(*make_glossary(*size)).view for size in ((3, 1), (900, 20)))
    assert small.width / small.text == pytest.approx(large.width / large.text, rel=0.1)
    (field,) = small.groups
    assert field.x == pytest.approx(small.width / 2, abs=1)


def test_equal_glossaries_have_equal_maps() -> None:
    assert draw_map(*make_glossary(500, 30)) == draw_map(*make_glossary(500, 30))


def test_a_line_leads_from_each_term_to_one_that_it_mentions() -> None:
    glossary, network = make_glossary(80, 4)
    view = draw_map(glossary, network).view
    ids = {f"{dot.x} {dot.y}": dot.url.split("/")[1] for group in view.groups for dot in group.dots}
    lines = [tuple(map(ids.__getitem__, line.split("L"))) for line in view.mentions.split("M")[1:]]
    assert len({start for start, _ in lines}) == len(lines) > 70
    assert all(end in network.mentioned(start) for start, end in lines)


def test_the_first_view_of_ten_thousand_terms_is_small_and_a_file_has_the_others() -> None:
    glossary, network = make_glossary(10_000, 60)
    plan = SitePlan(Contents(glossary, {}, network), SiteConfig(map="yes", listing="summary"))
    theme, static = read_theme(Path("no-project"))
    page = render_page(plan.page("map/"), theme).data
    needed = [each.data for each in static if each.path.endswith(("/style.css", "/map.css", "/map.js", "/main.js"))]
    assert len(needed) == 4
    assert sum(len(gzip.compress(data, 9)) for data in (page, *needed)) <= FIRST_VIEW
    drawn = plan.drawn_map
    assert drawn.view.total == 10_000
    assert 900 <= drawn.view.shown <= MOST
    (file,) = map_files(drawn)
    rows = json.loads(file.data)
    assert file.path == "map/terms.json"
    shown = {dot.url for group in drawn.view.groups for dot in group.dots}
    assert len(shown | {row[4] for row in rows}) == len(shown) + len(rows) == 10_000


@pytest.mark.parametrize(
    ("wanted", "terms", "has_map"),
    [
        ("auto", 0, False),
        ("auto", 1, False),
        ("auto", 2, True),
        ("auto", MOST, True),
        ("auto", MOST + 1, False),
        ("yes", 0, False),
        ("yes", 1, True),
        ("yes", 50_000, True),
        ("no", 50, False),
    ],
)
def test_a_glossary_has_a_map_where_the_settings_ask_for_one_or_all_terms_fit(
    wanted: str, terms: int, has_map: bool
) -> None:
    assert is_drawn(wanted, terms) == has_map
