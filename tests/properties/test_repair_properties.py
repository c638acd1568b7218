"""Repair on any text: no exception, no word lost unless listed, and nothing left to repair."""

import re

from hypothesis import given
from hypothesis import strategies as st

from glossary_site.markup import accepts_formula
from glossary_site.text.code import find_code
from glossary_site.text.latex import find_formulas
from glossary_site.text.layout import repair

MARKS = (
    "$",
    "$$",
    "\\(",
    "\\)",
    "\\[",
    "\\]",
    "`",
    "```",
    "~~~",
    "\n",
    "\n\n",
    "{",
    "}",
    "_",
    "^",
    "|",
    ",",
    "\\",
    "\\\\",
)
DAMAGED = (
    "alpha",
    " heta",
    "\nabla",
    "eta",
    " ext{",
    "rac{",
    "left(",
    " ight)",
    "begin{cases}",
    "[email protected]",
    "&",
)
SOUND = ("\\frac", "\\theta", "\\left", "\\right", "\\begin{cases}", "$5", "$x$", "- ", "**", "  ", "x", "word")
BROKEN = ("\t", "\x08", "\x0c", "\x0b", "\r", "\x93", "\u200b", "\u00ad", "Ã©", "\ud800", "\ufffd")
PIECES = st.sampled_from(MARKS + DAMAGED + SOUND + BROKEN)
TEXTS = st.one_of(st.text(), st.lists(PIECES, max_size=40).map("".join), st.lists(PIECES, max_size=40).map(" ".join))


@given(TEXTS)
def test_formulas_and_code_are_in_order_and_apart(text: str) -> None:
    formulas = find_formulas(text)
    spans = sorted([*find_code(text), *((formula.start, formula.end) for formula in formulas)])
    edges = [edge for span in spans for edge in span]
    assert edges == sorted(edges)
    assert all(formula.latex and formula.latex in text[formula.start : formula.end] for formula in formulas)


@given(TEXTS)
def test_every_change_is_listed_and_no_word_is_lost_otherwise(text: str) -> None:
    repaired = repair(text, accepts_formula)
    assert (repaired.text == text) == (not repaired.repairs)
    for word in re.findall(r"\w+", text):
        assert word in repaired.text or any(word in one.before for one in repaired.repairs)
    assert all(1 <= one.line <= text.count("\n") + 1 for one in repaired.repairs)


@given(TEXTS)
def test_the_changes_account_for_every_character(text: str) -> None:
    repaired = repair(text)
    assert sum(len(one.before) - len(one.after) for one in repaired.repairs) == len(text) - len(repaired.text)


@given(TEXTS)
def test_repaired_text_can_be_written(text: str) -> None:
    repair(text).text.encode("utf-8")
