"""LaTeX becomes safe, accessible MathML, or a FormulaError."""

from xml.etree import ElementTree

import pytest

from glossary_site.markup import accepts_formula
from glossary_site.markup.math import MAX_LENGTH, MAX_NESTING, MAX_UNCLOSED, FormulaError, render_formula


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


def is_refused_for_brackets(latex: str) -> bool:
    try:
        render_formula(latex, False)
    except FormulaError as error:
        return "nothing closes" in str(error)
    return False


@pytest.mark.parametrize(
    ("latex", "unclosed"),
    [
        ("", 0), ("x", 0), ("()", 0), ("[]", 0), ("(", 1), ("[", 1), ("[)", 0), ("(]", 0), ("(()", 1), ("(())", 0),
        # What closes nothing does not count against what is opened later.
        (")", 0), ("]", 0), ("))", 0), (")(", 1), ("))((", 2),
        # A group is closed within itself, and what is around it stays open for its own partner.
        ("{}", 0), ("{(}", 1), ("{(})", 1), ("({})", 0), ("({)})", 0), ("{{(}}", 1), ("{(}{[}", 2), ("({(})", 1),
        # Braces that nothing opened.
        ("}", 0), ("}(", 1), ("}}()", 0), ("(}", 1), ("(})", 1), ("}({})", 0),
        # So are a cell, a row, an environment.
        ("(&)", 1), (r"(\\)", 1), ("(&(", 2), (r"(\\[\\", 2), ("()&()", 0), (r"()\\()", 0),
        (r"(\begin{matrix})", 1), (r"\begin{matrix}(\end{matrix})", 1), (r"(\left)", 1), (r"(\right)", 1),
        (r"\begin{matrix}()\end{matrix}", 0),
        # A sized bracket is none, and an edge.
        (r"\left(", 0), (r"\left[ \right)", 0), (r"(\left()\right))", 1), (r"\left ( ) \right ]", 0),
        # Escaped ones are signs of their own; a command that begins like an edge is none.
        (r"\(", 0), (r"\[", 0), (r"(\{)", 0), (r"(\})", 0), (r"(\&)", 0), (r"(\leftarrow)", 0), (r"(\endash)", 0),
    ],
)  # fmt: skip
def test_brackets_that_nothing_closes_are_counted_exactly(latex: str, unclosed: int) -> None:
    # As many more at the end as are allowed with those there are; one more is one too many.
    assert not is_refused_for_brackets(latex + "(" * (MAX_UNCLOSED - unclosed))
    assert is_refused_for_brackets(latex + "(" * (MAX_UNCLOSED - unclosed + 1))


def test_limits_are_exact() -> None:
    assert accepts_formula("x" * MAX_LENGTH)
    assert not accepts_formula("x" * (MAX_LENGTH + 1))
    half = MAX_NESTING // 2
    assert accepts_formula("{" * half + r"\hat " * half + "x" + "}" * half)
    for more in ("{" * (half + 1) + r"\hat " * half, "{" * half + r"\hat " * (half + 1)):
        with pytest.raises(FormulaError, match=f"more than {MAX_NESTING} commands and braces"):
            render_formula(more + "x" + "}" * more.count("{"), False)


@pytest.mark.parametrize(
    ("latex", "message"),
    [
        ("x" * 10_001, "formula of 10001 characters, more than 10000"),
        ("", "empty formula"),
        ("\\url{x}", "\\url is not allowed in a formula"),
        ("\x7f", "control character in a formula"),
        ("(" * 11, "formula with more than 10 brackets that nothing closes"),
    ],
)
def test_a_refusal_names_what_is_refused(latex: str, message: str) -> None:
    with pytest.raises(FormulaError) as error:
        render_formula(latex, False)
    assert str(error.value) == message


@pytest.mark.parametrize("display", [False, True])
def test_no_character_is_named_as_only_html_can(display: bool) -> None:
    mathml = render_formula(r"\sin x \lim_{a} f \operatorname{id} y", display)
    assert "&ApplyFunction;" not in mathml and "\u2061" in mathml


def test_attributes_with_their_default_value_are_left_out() -> None:
    for latex in (
        r"\frac{a}{b}",
        r"\dfrac{a}{b}",
        r"\begin{matrix} a & b \end{matrix}",
        r"\begin{align} a &= b \end{align}",
    ):
        for display in (False, True):
            mathml = render_formula(latex, display)
            assert "style=" not in mathml.replace("displaystyle=", "").replace("scriptstyle=", "")
            for tag in ElementTree.fromstring(mathml).iter():  # noqa: S314 - our own output
                if tag.tag in ("mtable", "mfrac"):
                    assert "displaystyle" not in tag.attrib
