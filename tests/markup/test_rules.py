"""Raised, lowered and marked text, addresses, abbreviations, tasks, and blocks that readers open."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from glossary_site.markup import escape_text, parse_definition, parse_opening, render_body


def paragraph(markdown: str) -> str:
    return render_body(markdown).html.removeprefix("<p>").removesuffix("</p>")


@pytest.mark.parametrize(
    ("markdown", "html", "text"),
    [
        ("H~2~O", "H<sub>2</sub>O", "H₂O"),
        ("C~6~H~12~O~6~", "C<sub>6</sub>H<sub>12</sub>O<sub>6</sub>", "C₆H₁₂O₆"),
        ("C~n+1~H", "C<sub>n+1</sub>H", "Cₙ₊₁H"),
        ("SO~4~^2-^ ions", "SO<sub>4</sub><sup>2-</sup> ions", "SO₄²⁻ ions"),
        ("10^-3^ m, 2^10^", "10<sup>-3</sup> m, 2<sup>10</sup>", "10⁻³ m, 2¹⁰"),
        ("the 1^st^ and ^14^C", "the 1<sup>st</sup> and <sup>14</sup>C", "the 1st and ¹⁴C"),
        ("A^T^A", "A<sup>T</sup>A", "AᵀA"),
        ("x~i^2^~", "x<sub>i<sup>2</sup></sub>", "x_i²"),
        ("x^a\\^b^", "x<sup>a^b</sup>", "x^(a^b)"),
        ("x^*n*^ **y**~1~", "x<sup><em>n</em></sup> <strong>y</strong><sub>1</sub>", "xⁿ y₁"),
        ("[H~2~O](https://e.org)", '<a href="https://e.org" rel="noopener">H<sub>2</sub>O</a>', "H₂O"),
        ("a ==b *c*== d", "a <mark>b <em>c</em></mark> d", "a b c d"),
        ("==`a==b` c==", "<mark><code>a==b</code> c</mark>", "a==b c"),
        ("这是==重点==内容", "这是<mark>重点</mark>内容", "这是重点内容"),
    ],
)
def test_text_is_raised_lowered_and_marked(markdown: str, html: str, text: str) -> None:
    body = render_body(markdown)
    assert (body.html, body.text) == (f"<p>{html}</p>", text)
    assert parse_opening(markdown).text == text
    assert parse_definition(markdown).text == text


@pytest.mark.parametrize(
    "text",
    [
        "~5 nm to ~10 nm",
        "~5-~7 nm, (~1),(~2), ~/bin:~/lib",
        "5~10、20~30",
        "5~10度で40~60%",
        "a^2",
        "a^2+b^2=c^2",
        "x^2y^2 and 10^15–10^18/cm^3",
        "O(n^2)·O(m^3)",
        "a ^ b ^ c, x^, ^_^ and ^^",
        "a==b and c==d, x == y == z",
        "== title == and a===b===c",
        "if x ==1 or y ==2",
        "~ ~~ ~~~ ^ == =",
    ],
)
def test_signs_of_plain_text_are_no_marks(text: str) -> None:
    assert paragraph(text) == text
    assert parse_definition(text).text == text


def test_code_and_formulas_hold_no_marks() -> None:
    assert paragraph("`H~2~O ==a== https://e.org`") == "<code>H~2~O ==a== https://e.org</code>"
    assert 'alttext="a^2 b^2"' in paragraph("$a^2 b^2$ x^2")


@pytest.mark.parametrize(
    ("markdown", "address", "behind"),
    [
        ("https://e.org", "https://e.org", ""),
        ("https://e.org/a_b_c/~me/~x.", "https://e.org/a_b_c/~me/~x", "."),
        ("HTTP://e.org/a(b), more", "HTTP://e.org/a(b)", ", more"),
        ("https://e.org/a)) more", "https://e.org/a", ")) more"),
        ("https://e.org:80/?a=1&amp;b#c; more", "https://e.org:80/?a=1&amp;amp;b#c", "; more"),
        ("https://e.org/a。次", "https://e.org/a", "。次"),
        ("http://e.orgを見る", "http://e.org", "を見る"),
    ],
)
def test_an_address_is_a_link(markdown: str, address: str, behind: str) -> None:
    assert paragraph(markdown) == f'<a href="{address}" rel="noopener">{address}</a>{behind}'


@pytest.mark.parametrize("text", ["git+https://e.org", "xhttp://e.org", "http://", "https:// e", "ftp://e.org"])
def test_not_every_address_is_a_link(text: str) -> None:
    assert paragraph(text) == text


def test_an_address_within_a_link_is_its_text() -> None:
    assert paragraph("[at https://a.org](https://b.org)").count("<a ") == 1
    assert paragraph("<https://a.org>").count("<a ") == 1


def test_an_address_in_a_definition_is_a_link_on_its_page_alone() -> None:
    definition = parse_definition("A sail is at https://e.org.")
    assert definition.html == "A sail is at https://e.org."
    assert '<a href="https://e.org"' in render_body("Cloth.", definition).lead


def test_abbreviations_have_their_long_form() -> None:
    body = render_body('The HTML, XHTML and 用HTML的.\n*[HTML]: Hyper <b> "Text"\n\nHTML\n\n*[UN]:\n*[ ]: a\n')
    html = '<abbr title="Hyper &lt;b&gt; &quot;Text&quot;">HTML</abbr>'
    assert body.html == f"<p>The {html}, XHTML and 用{html}的.</p>\n<p>{html}</p>\n<p>*[UN]:\n*[ ]: a</p>"
    assert body.text == "The HTML, XHTML and 用HTML的. HTML *[UN]: *[ ]: a"


def test_tasks_have_a_mark_in_their_text() -> None:
    body = render_body("- [ ] sew\n- [x] **cut**\n- [y] no\n\n1. [X] far\n\n2. [ ] ```\n   a\n   ```\n")
    assert '<li class="task-list-item">☐ sew</li>\n<li class="task-list-item">☑ <strong>cut</strong></li>' in body.html
    assert "<li>[y] no</li>" in body.html
    assert "<p>☑ far</p>" in body.html
    assert '☐<div class="highlight">' in body.html
    assert body.text == "☐ sew ☑ cut [y] no ☑ far ☐ a"


def test_a_block_opens_under_its_title() -> None:
    body = render_body("A sail.\n\n::: details The *long* way of [[Rope]] by $x$\nHaul.\n\n- up\n:::\nMore.")
    html = body.html.translate(dict.fromkeys(range(0xE000, 0xE010)))
    assert "<details>\n<summary>The <em>long</em> way of 0 by <math" in html
    assert "<p>Haul.</p>\n<ul>\n<li>up</li>\n</ul>\n</details>\n<p>More.</p>" in html
    assert [each.target for each in body.references] == ["Rope"]
    assert parse_opening("::: details Way\nHaul.\n:::\nA sail.").text == "A sail."


def test_a_block_without_a_title_is_text() -> None:
    assert paragraph("::: details\na\n:::") == "::: details\na\n:::"


def test_a_bar_in_a_formula_of_a_table_is_written_as_in_its_text() -> None:
    body = render_body("| $P(A \\| B)$ | $|x|$ |\n|---|---|\n| `a\\|b` | [[x\\|y]] |\n\n$\\|x\\|$")
    assert 'alttext="P(A | B)"' in body.html
    assert 'alttext="|x|"' in body.html
    assert 'alttext="\\|x\\|"' in body.html
    assert "<code>a|b</code>" in body.html


@given(st.text("ab1 ^~=`*_[]!<>&;$\\|{}.-é重"))
@example("a~1~b^2^ ==c== ~~d~~")
def test_imported_text_shows_what_it_was(text: str) -> None:
    text = f"x {text}y"
    assert parse_definition(escape_text(text)).text == " ".join(text.split())


@pytest.mark.parametrize("mark", ["^", "~", "~~", "=="])
def test_marks_around_an_element_of_an_import_show_what_they_were(mark: str) -> None:
    assert parse_definition(f"{escape_text(f'a{mark}')}*b*{escape_text(f'{mark} c')}").text == f"a{mark}b{mark} c"
    assert parse_definition(f"{escape_text(f'a {mark}')}*b*{escape_text(f'{mark}')}").text == f"a {mark}b{mark}"
