"""The names that an author may have meant by one that does not exist."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossary_site.glossary import near_names
from glossary_site.glossary.near_names import NearNames

KEYS = ("annealing", "etching", "gate", "photoresist", "wafer", "wafer bonding", "water")


@pytest.mark.parametrize(
    ("wrong", "meant"),
    [
        ("wafre", "wafer"),
        ("vafer bonding", "wafer bonding"),
        ("fotoresist", "photoresist"),
        ("photoresits", "photoresist"),
        ("anealing", "annealing"),
        ("etchings", "etching"),
    ],
)
def test_a_slip_at_either_end_is_found(wrong: str, meant: str) -> None:
    crowd = [f"{start}{number:04d}" for start in ("aa", "pho", "waf", "zz") for number in range(500)]
    assert NearNames([*crowd, *KEYS]).find(wrong)[0] == meant


def test_a_name_that_resembles_none_finds_none() -> None:
    assert NearNames(KEYS).find("quantum dot") == []
    assert NearNames(()).find("wafer") == []


def test_the_order_of_names_makes_no_difference() -> None:
    assert NearNames(KEYS).find("waver") == NearNames(reversed(KEYS)).find("waver") == ["water", "wafer"]


def test_few_names_are_compared_however_many_there_are(monkeypatch: pytest.MonkeyPatch) -> None:
    looked: list[str] = []

    def note(places: dict[str, int], length: int, name: str) -> float:
        looked.append(name)
        return 0.0

    monkeypatch.setattr(near_names, "_likeness", note)
    NearNames(f"name {number}" for number in range(20_000)).find("name 999x")
    assert 0 < len(looked) <= 32


@given(st.text("abc ", max_size=6), st.text("abc ", max_size=6))
def test_what_is_nearest_has_most_letters_in_common_in_one_order(name: str, other: str) -> None:
    def common(one: str, two: str) -> int:
        if not one or not two:
            return 0
        if one[-1] == two[-1]:
            return common(one[:-1], two[:-1]) + 1
        return max(common(one[:-1], two), common(one, two[:-1]))

    alike = 2 * common(name, other) >= 0.6 * (len(name) + len(other)) > 0
    assert NearNames([other]).find(name) == ([other] if alike else [])
