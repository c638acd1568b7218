"""Which dollars and brackets of a text delimit formulas."""

import pytest

from glossary_site.text.latex import find_formulas


def found(text: str) -> list[str]:
    return [text[formula.start : formula.end] for formula in find_formulas(text)]


@pytest.mark.parametrize(
    "text",
    [
        "A seat costs $1,200 per person (open house), $8K-$12K (in house).",
        "| Model | ~$70K | TPU | ~$90M |",
        "between $5 and $10 a month, from $3/hr to $4/hr",
        "($25M+) vs. older ($300K-$2M), all of $400M+ together",
        "written out (“$7.5M” → “seven and a half million”)",
        "is $5, $6, or $7.",
        "costs $20 and y_1 = 3 or $30",
        "US$5, R$ 6 and A$7 or A$8",
        "Buy $AAPL, $MSFT and $GOOG",
        "echo $HOME/bin:$PATH",
        "export A=${B}/${C}",
        "set $i and $j, or $(pwd)/$x",
        "awk '{print $1, $2}'",
        '$("#a").val() and $("b")',
        "a lone $ here",
        "$a = b — c$ and $$`x_1`$$",
        "costs $3/hr, or$ nothing",
        "escaped \\$x\\$ and \\\\\\$y$",
        "`$x$` and ``a ` $y$``",
        "```\n$x$\n```\n",
        "~~~\n$$\nx\n~~~\n",
        "```sh\n$x$ and $y$",
        "$$ or $$$ restaurants",
        "a PID is $$ in a shell",
        "\\[1\\] and \\[see below\\]",
        "$$$$$$",
        "$ $",
        "$x\n\ny$",
        "$x\n- y$",
        "it costs $5 **more** than $4",
    ],
)
def test_no_formula(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "formulas"),
    [
        ("Let $x$ be $x^2$.", ["$x$", "$x^2$"]),
        ("the $k$-means and the $n$th", ["$k$", "$n$"]),
        ("$100$ of $12d^2$ and $2^n$", ["$100$", "$12d^2$", "$2^n$"]),
        ("$1/|B|$, $2/L$ and $1/(1-gamma)$", ["$1/|B|$", "$2/L$", "$1/(1-gamma)$"]),
        ("from $5M to $x$", ["$x$"]),
        ("costs $20, which $n$ people pay", ["$n$"]),
        ("C$_2$ and H$_2$O", ["$_2$", "$_2$"]),
        ("($x$) and [$y_1$]", ["$x$", "$y_1$"]),
        ("**weights in ${-1, +1}$**", ["${-1, +1}$"]),
        ("$ heta$ by $ imes$", ["$ heta$", "$ imes$"]),
        ("$a =\nabla f(x)$ here", ["$a =\nabla f(x)$"]),
        ("$output = LayerNorm(x + SubLayer(x))$", ["$output = LayerNorm(x + SubLayer(x))$"]),
        ("$\\text{number of words in it}$", ["$\\text{number of words in it}$"]),
        ("$\\text{price} = \\$5$", ["$\\text{price} = \\$5$"]),
        ("inline $$x$$ too", ["$$x$$"]),
        ("\\(x^2\\) and \\(c\\)", ["\\(x^2\\)", "\\(c\\)"]),
        ("\\[\nE = mc^2\n\\]", ["\\[\nE = mc^2\n\\]"]),
        ("$$\na = b\n$$\ntext\n$$\nc = d\n$$", ["$$\na = b\n$$", "$$\nc = d\n$$"]),
        ("`$` $\\alpha$ `$`", ["$\\alpha$"]),
        ("```\n$x$\n```\n$z$", ["$z$"]),
        ("``` a $x$ ``` $z$", ["$z$"]),
    ],
)
def test_formula(text: str, formulas: list[str]) -> None:
    assert found(text) == formulas


def test_formula_values() -> None:
    inline, display = find_formulas("a $x$\n$$\ny\n$$\n")
    assert (inline.latex, inline.display, inline.closed) == ("x", False, True)
    assert (display.latex, display.display, display.closed) == ("\ny\n", True, True)


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("Then\n$$\n\\sum_{i=1}^{n} x_{", "$$\n\\sum_{i=1}^{n} x_{"),
        ("$$\nx_{1} + y_{\n**Loss** is a number.", "$$\nx_{1} + y_{"),
        ("$$\nx_{1} + y_{\n\nProse goes on here as if nothing had happened.", "$$\nx_{1} + y_{"),
        ("$$\nx_{1} + y_{\n- **Next**: $$", "$$\nx_{1} + y_{"),
        ("and $p(x_{", "$p(x_{"),
    ],
)
def test_unclosed_formula_ends_with_its_mathematics(text: str, cut: str) -> None:
    formula = find_formulas(text)[0]
    assert not formula.closed
    assert text[formula.start : formula.end] == cut


@pytest.mark.parametrize(
    "unit", ["$", "$ ", "$a ", "$$ ", "$$x_1 ", "`", "` ", "`` ` ", "\\(", "\\[x ", "\\[x\\] ", "- $x$\n", "$a\n", "{$"]
)
def test_hostile_text_is_read_to_its_end(unit: str) -> None:
    text = unit * 100_000
    formulas = find_formulas(text)
    assert all(text[each.start] in "$\\" and each.start < each.end <= len(text) for each in formulas)
