"""Properties of reflow, for any text."""

import re

from hypothesis import example, given, settings
from hypothesis import strategies as st

from glossary_site.text.layout import reflow

WORD = re.compile(r"\w+")

# Pieces with a meaning for layout, and words, so that examples often have structure.
PIECES = st.sampled_from(
    [
        *("- ", "• ", "* ", "1. ", "2. ", "3) ", "1984. ", "+ ", "  ", "    ", "\n", "\n\n", "\t", "\r\n", " "),
        *("**", "**Kiln Zones**", "**Kiln Zones:**", "**What Is Slip?**", "**Glaze**:", "**It melts.**", "***x***"),
        *("— **Firing** —", "#**Raku**", "##", "# ", "### Bisque", "#", "*", "_", "___", "---", "> ", ">", ":", "."),
        *("|", "| a | b |", "|---|---|", "| :-: |", "\\|", "a | b", "---|---", "`", "``", "```", "```python", "~~~"),
        *("$", "$$", "$x^2$", "$$\\frac{a}{b}$$", "\\[ x \\]", "$5", "```py\nif a:\nb()\n```", "```py x = 1 y = 2 ```"),
        *(
            "kiln",
            "Glaze",
            "Clay is ",
            "a - b",
            "a * b",
            "e.g. ",
            "(",
            ")",
            "[",
            "]",
            "\\",
            "5 - 10",
            "if x: y",
            "# Fire",
        ),
    ]
)
MARKDOWN = st.lists(PIECES | st.text(max_size=4), max_size=24).map("".join)
SPACED = st.lists(PIECES, max_size=24).map(" ".join)
TEXT = MARKDOWN | SPACED | st.text(max_size=60)


@given(TEXT)
def test_no_word_is_lost_or_added(body: str) -> None:
    assert WORD.findall(reflow(body)) == WORD.findall(body)


@given(TEXT)
@settings(max_examples=400)
@example("• a")
@example("- a\n   b **Cold Glass** - D")
def test_reflowed_text_stays_as_it_is(body: str) -> None:
    once = reflow(body)
    assert reflow(once) == once
