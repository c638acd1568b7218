"""A parser that asks rules only where they may begin gives what one gives that asks them everywhere."""

from unittest.mock import patch

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from glossary_site.markup import dialect

with patch.object(dialect, "use_first_characters", lambda parser: None):
    ASKED_EVERYWHERE = {with_rules: dialect._make_parser(with_rules=with_rules) for with_rules in (True, False)}
FIRST_CHARACTERS = {True: dialect._PARSER, False: dialect._PLAIN_PARSER}

PARTS = (
    *(
        "a",
        "b c",
        " ",
        "    ",
        "\t",
        "\n",
        "\n\n",
        "1. ",
        "2) ",
        "- ",
        "* ",
        "+ ",
        "> ",
        "# ",
        "## b",
        "---",
        "***",
        "===",
    ),
    *(
        "```\n",
        "~~~ py\n",
        "| a | b |\n|---|---|\n| c | d |\n",
        "[^1]",
        "[^1]: note",
        "^[inline]",
        ": meaning",
        "term\n: ",
    ),
    *(
        "**",
        "*",
        "_",
        "~~",
        "~",
        "^",
        "==",
        "`",
        "\\",
        "\\*",
        "&amp;",
        "&#65;",
        "<",
        "<b>",
        "</b>",
        "<http://a.b>",
        "https://a.b",
    ),
    *(
        "[",
        "]",
        "](x)",
        "[a]: /b 'c'\n",
        "![p](q)",
        "[[Term]]",
        "[[Term|shown]]",
        "*[AB]: long\n",
        ":::",
        "::: details X\n",
        ":::\n",
    ),
    *(
        "<details>\n<summary>s</summary>\n",
        "</details>\n",
        "> [!NOTE]\n> text\n",
        "[ ] ",
        "[x] ",
        "{#id .class}",
        "$",
        "重",
        "é",
    ),
)


@pytest.mark.parametrize("with_rules", [True, False])
@given(
    markdown=st.lists(st.sampled_from(PARTS), max_size=20).map("".join) | st.text("ab1 ^~=`*_[]()!<>&;$\\|{}.-+#:\n")
)
@example(markdown="- a\n1. b\n\n[^1]: c\n> d\n# e")
def test_the_tokens_are_the_same(markdown: str, *, with_rules: bool) -> None:
    assert FIRST_CHARACTERS[with_rules].parse(markdown, {}) == ASKED_EVERYWHERE[with_rules].parse(markdown, {})


def test_each_named_rule_is_one_of_the_parser() -> None:
    from glossary_site.markup import first_characters

    active = FIRST_CHARACTERS[True].get_active_rules()
    assert {*first_characters._BLOCKS} - {*active["block"]} == set()
    assert {*first_characters._INLINE} - {*active["inline"]} == set()
