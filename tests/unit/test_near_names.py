"""Guesses at what a name that nobody has may have meant."""

from collections.abc import Collection

import pytest

from glossary_site.text import near_names
from glossary_site.text.near_names import NearNames

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
def test_a_slip_at_either_end_is_understood(wrong: str, meant: str) -> None:
    crowd = [f"{start}{number:04d}" for start in ("aa", "pho", "waf", "zz") for number in range(500)]
    assert NearNames([*crowd, *KEYS]).find(wrong)[0] == meant


def test_what_looks_like_nothing_is_no_guess() -> None:
    assert NearNames(KEYS).find("quantum dot") == []
    assert NearNames(()).find("wafer") == []


def test_the_order_of_names_makes_no_difference() -> None:
    assert NearNames(KEYS).find("waver") == NearNames(reversed(KEYS)).find("waver") == ["water", "wafer"]


def test_few_names_are_looked_at_however_many_there_are(monkeypatch: pytest.MonkeyPatch) -> None:
    looked: list[int] = []

    def count(key: str, names: Collection[str], n: int, cutoff: float) -> list[str]:
        looked.append(len(names))
        return []

    monkeypatch.setattr(near_names, "get_close_matches", count)
    NearNames(f"name {number}" for number in range(20_000)).find("name 999x")
    assert 0 < looked[0] <= 32
