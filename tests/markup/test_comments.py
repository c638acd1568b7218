"""Authors' comments in Markdown."""

import pytest

from glossary_site.markup import remove_comments


@pytest.mark.parametrize(
    ("markdown", "without"),
    [
        ("A <!-- note --> sail.", "A  sail."),
        ("<!-- one\ntwo\n-->\nA sail.", "\n\n\nA sail."),
        ("A <!-- a\n\nb --> sail.", "A \n\n sail."),
        ("<!---->A<!-- - -- -->.", "A."),
        ("`<!-- code -->` <!-- note -->", "`<!-- code -->` "),
        ("```\n<!-- code -->\n```\n<!-- note -->", "```\n<!-- code -->\n```\n"),
        (r"\<!-- text -->", r"\<!-- text -->"),
        ("a --> b", "a --> b"),
    ],
)
def test_comments_are_taken_out_and_lines_stay(markdown: str, without: str) -> None:
    assert remove_comments(markdown) == (without, -1)


def test_a_comment_that_nothing_closes_takes_the_rest() -> None:
    assert remove_comments("A sail.\n\n<!-- note\nmore") == ("A sail.\n\n\n", 9)
