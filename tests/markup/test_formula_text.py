"""Formulas as text on one line."""

import pytest

from glossary_site.markup.formula_text import format_formula


@pytest.mark.parametrize(
    ("latex", "text"),
    [
        (r"\frac{1}{2}", "1/2"),
        (r"\frac{a+b}{2\pi r}", "(a+b)/(2πr)"),
        (r"x_i^2", "xᵢ²"),
        (r"x_{k-1}", "xₖ₋₁"),
        (r"t_c", "t_c"),
        (r"e^{i\phi}", "e^(iϕ)"),
        (r"f'(x)", "f′(x)"),
        (r"10^{-3}", "10⁻³"),
        (r"\sqrt{2}", "√2"),
        (r"\sqrt[3]{x+1}", "³√(x + 1)"),
        (r"\sum_{i=1}^n a_i", "∑ᵢ₌₁ⁿ aᵢ"),
        (r"\hat{x} \in \mathbb{R}^n", "x̂ ∈ ℝⁿ"),
        (r"\mathcal{O}(n \log n)", "O(n log n)"),
        (r"a \le -b", "a ≤ −b"),
        (r"(a,b;c)", "(a, b; c)"),
        (r"\begin{pmatrix}a&b\\c&d\end{pmatrix}", "(a b; c d)"),
        (r"\binom{n}{k}", "(n, k)"),
        (r"100\,\mathrm{m}", "100 m"),
        (r"\text{cost per hour}", "cost per hour"),
        (r"\mathrm{H_2O}", "H₂O"),
    ],
)
def test_a_formula_is_text_that_can_be_read_aloud(latex: str, text: str) -> None:
    assert format_formula(latex) == text


@pytest.mark.parametrize("latex", ["", r"\bad {", r"\href{x}{y}"])
def test_what_is_no_formula_stays_as_it_is_written(latex: str) -> None:
    assert format_formula(latex) == latex
