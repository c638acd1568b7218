"""LaTeX becomes safe, accessible MathML, or a FormulaError."""

from xml.etree import ElementTree

import pytest

from glossary_site.markup.math import MAX_LENGTH, FormulaError, accepts_formula, render_formula


@pytest.mark.parametrize(
    "latex",
    [
        r"\frac{a}{b} < 1",
        r"\log \sin x",
        r"\text{d_model & x\_y}",
        r"\sum_{\substack{i \\ j}} \widetilde{x}",
        r"\begin{align} a &= b \\ c &= d \end{align}",
        r"\begin{split} a &= b \end{split}",
        r"\begin{cases} 1 & \text{if } x > 0 \\ 0 & \text{otherwise} \end{cases}",
        r"\mathbbm{1} \mbox{ if } x \dotsc y",
        'a "b" \' c',
    ],
)
@pytest.mark.parametrize("display", [False, True])
def test_mathml_is_well_formed_and_carries_its_latex(latex: str, display: bool) -> None:
    math = ElementTree.fromstring(render_formula(latex, display))  # noqa: S314 - our own output
    assert math.tag == "math"
    assert math.get("alttext") == " ".join(latex.split())
    assert math.get("display") == ("block" if display else None)


@pytest.mark.parametrize(
    "latex",
    [
        r"\href{https://example.org}{x}",
        r"\url{https://example.org}",
        r"\eqref{a}",
        r"\begin{align} a \label{b} \end{align}",
        r"\newcommand{\a}{\a\a} \a",
        r"\unknowncommand x",
        "x_{",
        "",
        " \n",
        "x \x08 y",
        "\ud800",
        "x" * (MAX_LENGTH + 1),
        "{" * 1_001 + "}" * 1_001,
        r"\sqrt" * 1_001 + " x",
    ],
)
def test_refused(latex: str) -> None:
    assert not accepts_formula(latex)
    with pytest.raises(FormulaError, match=r".+"):
        render_formula(latex, False)


def test_deepest_formula_is_converted_or_refused_but_never_crashes() -> None:
    assert accepts_formula("{" * 1_000 + "x" + "}" * 1_000)
    assert accepts_formula(r"\hat" * 999 + " x")


def test_percent_is_no_comment() -> None:
    assert "7" in render_formula("95% + 7", False).split("alttext")[1].split(">", 1)[1]


def test_words_stay_text() -> None:
    mathml = render_formula(r"\text{<script>alert(1)</script>}", False)
    assert "<script" not in mathml
    assert "&lt;script&gt;" in mathml


def test_same_formula_twice_is_one_conversion() -> None:
    assert render_formula("x^{41}", False) is render_formula("x^{41}", False)
