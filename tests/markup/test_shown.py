"""What the opening of a body shows, as plain text."""

import pytest

from glossary_site.markup import parse_opening
from glossary_site.text.sentences import Plain

LINKED = "[The book][b] is long.\n\n" + "A page. " * 300 + "\n\nAn end.\n\n[b]: https://example.org\n"


def shown(body: str) -> str:
    return parse_opening(body).text


def spans(plain: Plain, places: tuple[tuple[int, int], ...]) -> list[str]:
    return [plain.text[start:end] for start, end in places]


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("A sail is a [[rope]].", "A sail is a rope."),
        ("A sail is a [[rope|thin\n rope]].", "A sail is a thin rope."),
        ("A sail is a [[!rope]].", "A sail is a rope."),
        ("A sail is [[rope|**bound** `by` $x_i$ ~~a~~ R&amp;D]].", "A sail is bound by xᵢ a R&D."),
        ("A sail is [[C#]], [[cache#memory]], [[C#/.NET]].", "A sail is C#, cache, C#/.NET."),
        ("A [link](https://example.org 'title') and <https://example.org>.", "A link and https://example.org."),
        ("A link by [reference][x].\n\n[x]: https://example.org", "A link by reference."),
        ("A note[^1] below.\n\n[^1]: The note.", "A note below."),
        ("AT&amp;T is &lt;one&gt; of&nbsp;two &#x41;.", "AT&T is <one> of two A."),
        ("A soft&shy;ly wo\u00adven cloth\u200b.", "A softly woven cloth."),
        ("A ~~red~~ *thin* _long_ ***cloth***.", "A red thin long cloth."),
        (r"It is $\frac{1}{2}$ of $x_i$ for \$5.", "It is 1/2 of xᵢ for $5."),
        ("The `a ** b` is code.", "The a ** b is code."),
        ("An ![icon](https://example.org/i.png) is here.", "An icon is here."),
        ("A ![big *sail*][s], [![icon](i.png)](b.md).\n\n[s]: s.png", "A big sail, icon."),
        ("![A sail.](sail.png)\n\nA sail is a cloth.", "A sail is a cloth."),
        ("[![built](b.svg)](https://example.org)\n![wide](w.svg)\n\nA sail is a cloth.", "A sail is a cloth."),
        ("## Sail {#sail}\n\nA cloth. {.wide}", "Sail A cloth."),
        (r"2 \* 3 \[\[sail]]", "2 * 3 [[sail]]"),
        ("A <b>sail</b>.", "A sail."),
        ("A <form>sail</form>.", "A <form>sail</form>."),
        ("<!-- a note -->\nA sail <!-- sure? -->is a cloth.", "A sail is a cloth."),
        ("First\nline.\n\nSecond\tline.", "First line. Second line."),
        ("> A quotation\n> goes on.", "A quotation goes on."),
        ("> [!NOTE]\n> Mind it.", "Mind it."),
        ("| a | b |\n|---|---|\n| c | d |\n\nA sail.", "A sail."),
        ("```\ncode\n```\n\nA sail.", "A sail."),
        ("    code\n\nA sail.", "A sail."),
        ("- one\n- two\n\n3. three", "• one • two 3. three"),
        ("&#xe000;0&#xe001; is nothing.", "0 is nothing."),
        ("", ""),
    ],
)
def test_an_opening_is_what_its_page_shows(body: str, text: str) -> None:
    assert shown(body) == text


def test_bold_text_and_titles_and_code_have_their_places() -> None:
    plain = parse_opening("# The sail\n\n**A sail** is `a ** b` or $x$.\n\nSail\n: a cloth\n\n**Title**\nText.")
    assert plain.text == "The sail A sail is a ** b or x. Sail a cloth Title Text."
    assert spans(plain, plain.bold) == ["The sail", "A sail", "Sail", "Title"]
    assert spans(plain, plain.solid) == ["a ** b", "x"]
    assert [plain.text[place:].split()[0] for place in sorted(plain.breaks)] == ["A", "Sail", "a", "Title", "Text."]


@pytest.mark.parametrize("body", ["A sail.\n\nA rope\nis long.\n \nA mast.", "A sail\n\nA *rope*\nis long.\n\nA mast."])
def test_paragraphs_end_at_the_same_places_with_and_without_markup(body: str) -> None:
    plain = parse_opening(body)
    assert [plain.text[place:].split()[1] for place in sorted(plain.breaks)] == ["rope", "mast."]


def test_no_more_is_read_than_an_opening() -> None:
    assert shown("A sail. *x*\n\n" * 5_000).count("x") < 200
    assert "An end" not in shown(LINKED)


def test_marks_of_footnotes_below_the_opening_are_hidden() -> None:
    below = "[^a]: A note.\n\n[^c]: Of a later word.\n\n[w]: https://example.org\n\n[^b]: Another."
    body = f"Oak[^a] is a tree[^b] of [wood][w].\n\n{'Words. ' * 2_000}\n\n{below}\n"
    assert parse_opening(body).text.startswith("Oak is a tree of wood. Words.")


def test_addresses_below_the_opening_are_found() -> None:
    assert shown(LINKED).startswith("The book is long.")
