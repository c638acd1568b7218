"""Definitions, written and taken from bodies, as text, as HTML and as Markdown."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from glossary_site.markup import escape_line, opens_with, parse_definition, render_body, take_definition
from glossary_site.markup.math import render_formula
from glossary_site.text.definition import NO_DEFINITION


@pytest.mark.parametrize(
    ("markdown", "text", "html"),
    [
        ("A sail is a cloth.", "A sail is a cloth.", "A sail is a cloth."),
        ('An "R&D" at <5%.', 'An "R&D" at <5%.', "An &quot;R&amp;D&quot; at &lt;5%."),
        ("A *thin* **cloth** `x`.", "A thin cloth x.", "A <em>thin</em> <strong>cloth</strong> <code>x</code>."),
        ("A [[rope]], a [[mast|*pole*]].", "A rope, a pole.", "A rope, a <em>pole</em>."),
        (
            "[[rope|the **big** `x` ~~z~~ a &amp; b]]",
            "the big x z a & b",
            "the <strong>big</strong> <code>x</code> <s>z</s> a &amp; b",
        ),
        ("[[!2 \\* 3]], [[rope|$y^2$ [a](b)]].", "2 * 3, y² a.", f"2 * 3, {render_formula('y^2', False)} a."),
        ("A [[a_b_c]], a [[*]].", "A a_b_c, a *.", "A a_b_c, a *."),
        ("A [link](https://example.org).", "A link.", "A link."),
        ("A ![sail](sail.png) cloth.", "A sail cloth.", "A sail cloth."),
        (
            "A ![*sail* &amp; $x_i$](https://example.org/p.png).",
            "A sail & xᵢ.",
            f'A sail &amp; <span class="unbroken">{render_formula("x_i", False)}.</span>',
        ),
        ("A [![sail](sail.png)](https://example.org).", "A sail.", "A sail."),
        ("A ![](https://example.org/p.png).", "A https://example.org/p.png.", "A https://example.org/p.png."),
        ("AT&amp;T &lt;b&gt;", "AT&T <b>", "AT&amp;T &lt;b&gt;"),
        ("An angle $x_i$.", "An angle xᵢ.", f'An angle <span class="unbroken">{render_formula("x_i", False)}.</span>'),
        ("- no list", "- no list", "- no list"),
        ("# no heading", "# no heading", "# no heading"),
        ("Two  spaces\nand lines.", "Two spaces and lines.", "Two  spaces\nand lines."),
        ("", "", ""),
    ],
)
def test_a_written_definition_is_inline_markdown(markdown: str, text: str, html: str) -> None:
    definition = parse_definition(markdown)
    assert (definition.text, definition.html, definition.markdown) == (text, html, markdown)
    assert (definition.__html__(), bool(definition)) == (html, bool(text))


def test_a_definition_taken_from_a_body_is_text() -> None:
    definition = take_definition("A *sail* < [[rope]].")
    assert definition.html == "A *sail* &lt; [[rope]]."
    assert (definition.is_taken, definition.source) == (True, definition.text)
    assert parse_definition(definition.markdown).text == definition.text


@given(st.text() | st.text("*_`[]|!#<>&;$\\~{}^ ab1"))
@example("[[!x]] ~~a~~ $x$ &amp; <https://a.b> \\* `c` ![d](e) [^1] {#f}")
def test_text_is_escaped_so_that_markdown_shows_it(text: str) -> None:
    shown = " ".join(parse_definition(text).text.split())
    plain = take_definition(shown)
    assert parse_definition(escape_line(plain.text)).text == plain.text


@pytest.mark.parametrize(
    ("body", "definition", "lead"),
    [
        ("**Flour Sieve** — a drum.", take_definition("Flour Sieve is a drum."), True),
        ("**Flour Sieve** — a drum.", parse_definition("A *flour sieve* is a drum."), True),
        ("In short: a sieve is a drum. More.", take_definition("A sieve is a drum."), True),
        ("In short: a sieve is a drum. More.", parse_definition("A sieve is a drum."), False),
        ("# A sieve\n\nIs a drum. More.", parse_definition("A sieve is a drum."), True),
        ("A sieve.\n\n- Is a drum.\n\nMore.", parse_definition("A sieve is a drum."), True),
        ("[A sieve] is a drum.\n\nMore.\n\n[A sieve]: https://a.example", parse_definition("A sieve is a drum."), True),
        ("More.\n\nA sieve is a drum.", parse_definition("A sieve is a drum."), False),
        ("It turns.", parse_definition("A sieve is a drum."), False),
        ("It turns.", NO_DEFINITION, False),
    ],
)
def test_a_body_opens_with_its_definition(body: str, definition: object, lead: bool) -> None:
    assert opens_with(body, definition) is lead  # type: ignore[arg-type]


def test_a_definition_is_shown_once() -> None:
    body = render_body("**Flour Sieve** — a *drum*.\n\nIt turns.", take_definition("Flour Sieve is a drum."))
    assert (body.lead, body.html) == ("<p><strong>Flour Sieve</strong> — a <em>drum</em>.</p>", "<p>It turns.</p>")
    below = render_body("## What it is\n\nA sieve is a drum.", take_definition("A sieve is a drum."))
    assert (below.lead, below.html.count("drum")) == ("", 1)


def test_references_of_a_written_definition_are_those_of_the_sense() -> None:
    body = render_body("See [[mast]].", parse_definition("A [[rope|line]] is *thin*."), first_line=7)
    assert (body.lead, body.html) == (
        "<p>A \ue0021\ue003line\ue006 is <em>thin</em>.</p>",
        "<p>See \ue0020\ue003\ue006.</p>",
    )
    assert [(each.target, each.line) for each in body.references] == [("mast", 7), ("rope", 0)]
