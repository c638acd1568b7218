"""The formulas of the real documents: found, repaired and shown."""

import re

import pytest

from corpus.conftest import Entry
from glossary_site.markup import accepts_formula
from glossary_site.text.latex import find_formulas
from glossary_site.text.layout import Repaired, repair

pytestmark = pytest.mark.corpus


@pytest.fixture(scope="module")
def repaired(entries: list[Entry]) -> list[Repaired]:
    return [repair(entry.body, accepts_formula) for entry in entries]


def test_formulas_become_mathml(repaired: list[Repaired]) -> None:
    formulas = [formula for one in repaired for formula in find_formulas(one.text)]
    failed = [formula.latex for formula in formulas if not accepts_formula(formula.latex)]
    print(f"{len(formulas)} formulas, {len(failed)} cannot be shown", *failed, sep="\n")
    assert len(formulas) >= 120
    assert len(failed) <= len(formulas) / 100


def test_no_money_is_a_formula(repaired: list[Repaired]) -> None:
    money = re.compile(r"\s*~?\d[\d.,]*\s*(?:[KMBT]\b|per\b|million|billion)")
    for one in repaired:
        assert not [formula.latex for formula in find_formulas(one.text) if money.match(formula.latex)]


def test_no_bare_command_is_left_in_a_formula(repaired: list[Repaired]) -> None:
    bare = re.compile(r"(?<![A-Za-z\\])(?:heta|imes|abla|ext|alpha|frac|cdot|mathbb|epsilon|sigma|partial)(?![A-Za-z])")
    for one in repaired:
        assert not [formula.latex for formula in find_formulas(one.text) if bare.search(formula.latex)]


def test_repairs_are_few_and_stable(repaired: list[Repaired]) -> None:
    for one in repaired:
        assert repair(one.text, accepts_formula).text == one.text
    repairs = [change for one in repaired for change in one.repairs]
    uncertain = [f"{change.line}: {change.before} -> {change.after}" for change in repairs if not change.certain]
    print(f"{len(repairs)} repairs, {len(uncertain)} uncertain", *uncertain, sep="\n")
    assert len(uncertain) < len(repairs) / 3
    assert sum(change.kind == "cut-off-formula" for change in repairs) == 1
