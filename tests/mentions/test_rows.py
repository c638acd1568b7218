"""Rows of numbers in arrays."""

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from glossary_site.mentions.rows import NO_ROWS, Rows

TABLES = st.lists(st.lists(st.integers(0, 9), unique=True), max_size=8)


def rows_of(table: Sequence[Sequence[int]]) -> Rows:
    rows = Rows()
    for row in table:
        rows.append(row)
    return rows


@given(TABLES, st.dictionaries(st.integers(0, 12), st.lists(st.integers(0, 9)), max_size=3))
def test_rows_are_those_given_or_those_that_replaced_them(
    table: list[list[int]], changed: dict[int, list[int]]
) -> None:
    rows = rows_of(table)
    now = rows.after({}).after(changed)
    for number in range(14):
        before = table[number] if number < len(table) else []
        after = changed.get(number, before)
        assert (list(rows[number]), rows.length(number)) == (before, len(before))
        assert (list(now[number]), now.length(number)) == (after, len(after))
        assert list(now.first(number, 2)) == after[:2]


@given(st.lists(st.lists(st.sampled_from((0, 1, 255, 256, 65_535, 65_536, (1 << 32) - 1)), max_size=4), max_size=8))
def test_rows_hold_numbers_of_any_size(table: list[list[int]]) -> None:
    rows = rows_of(table)
    assert [list(rows[number]) for number in range(len(table))] == table


@given(TABLES)
def test_rows_turned_round_list_the_rows_that_hold_a_number(table: list[list[int]]) -> None:
    turned = rows_of(table).turned_round(10)
    assert [list(turned[each]) for each in range(10)] == [
        [number for number, row in enumerate(table) if each in row] for each in range(10)
    ]


@given(TABLES, st.sets(st.integers(0, 7), max_size=2))
def test_a_value_beside_another_is_in_the_same_row_at_the_same_position(
    table: list[list[int]], changed: set[int]
) -> None:
    keys = rows_of([sorted(row) for row in table])
    values = rows_of([[10 * each for each in sorted(row)] for row in table])
    now = values.after({number: [20 * each for each in keys[number]] for number in changed})
    for each in range(10):
        numbers = [number for number, row in enumerate(table) if each in row]
        assert values.beside(each, keys, numbers) == [10 * each] * len(numbers)
        assert now.beside(each, keys, numbers) == [20 * each if n in changed else 10 * each for n in numbers]


def test_no_rows_are_empty() -> None:
    assert (list(NO_ROWS[0]), NO_ROWS.length(3), list(NO_ROWS.first(0, 5))) == ([], 0, [])


def test_many_rows_turned_round_have_numbers_beyond_a_byte() -> None:
    turned = rows_of([[number % 3] for number in range(300)]).turned_round(3)
    assert [list(turned[each]) for each in range(3)] == [list(range(each, 300, 3)) for each in range(3)]
