"""Flattened Markdown gets its lines back, and the lines of a stream their blank lines and headings."""

import pytest
from case_files import Case, read_cases

from glossary_site.text.layout import reflow


@pytest.mark.parametrize("case", read_cases("reflow", fewest=20), ids=lambda case: case.name)
def test_case(case: Case) -> None:
    assert reflow(case.before) == case.after


@pytest.mark.parametrize(
    "body",
    [
        "",
        "Clay shrinks by 5 - 10 % as it dries.",
        "Use `a - b` and `c | d` in the shell.",
        "We have $a - b$ and $P(a | b)$ and $5 - $10.",
        "Step 3 - Fire the kiln - Slowly.",
        "The width is a * b - c, or |x| - |y|.",
        "A low-fire glaze - for earthenware - melts early.",
        "**Raku** is **a way of firing** - It comes from Japan.",
        "**Raku**",
        "**Raku** - a way of firing. It comes from Japan.",
        "**Raku** - firing by hand",
        "**Raku** — **firing by hand in an open kiln**. It comes from Japan.",
        "Version 2. The rest follows in 3. Nothing more.",
    ],
)
def test_nothing_to_divide(body: str) -> None:
    assert reflow(body) == body


@pytest.mark.parametrize("body", ["**Kiln**\n**Wood**\n- ash", "**Kiln** **Wood** - ash"])
def test_a_bold_line_at_the_start_names_the_page(body: str) -> None:
    assert reflow(body) == "**Kiln**\n\n## Wood\n\n- ash"


def test_a_heading_keeps_its_question_mark_and_drops_its_colon() -> None:
    assert reflow("Clay.\n**What Is Slip?**\nWet clay.\n**Uses:**\nJoining.").count("## ") == 2
    assert reflow("Clay.\n**What Is Slip?**\nWet clay.") == "Clay.\n\n## What Is Slip?\n\nWet clay."
    assert reflow("Clay.\n**Uses:**\nJoining.") == "Clay.\n\n## Uses\n\nJoining."


@pytest.mark.parametrize(
    ("body", "levels"),
    [
        ("Lead.\n**A**\ntext\n**B**:\n- x\n**C**:\n- y\n**D**\nend", [2, 3, 3, 2]),
        ("Lead.\n**B**:\n- x\n**C**:\n- y\nend", [2, 2]),
        ("Lead.\n**A**\n#**B**\ntext\n**C**:\n- y\n**D**\nend", [2, 3, 4, 2]),
        ("Lead.\n#### A\ntext\n###### B\ntext\n# C\nend", [2, 3, 2]),
    ],
)
def test_levels_begin_at_two_and_skip_none(body: str, levels: list[int]) -> None:
    lines = [line for line in reflow(body).split("\n") if line.startswith("#")]
    assert [len(line.split()[0]) for line in lines] == levels


def test_a_sentence_in_bold_is_no_heading() -> None:
    body = "Lead.\n\n**Clay remembers each hand that touched it.**\n\nEnd."
    assert reflow(body) == body


def test_no_cell_of_a_table_is_lost() -> None:
    assert reflow("| a | b |\n|---|:-:|\n| c | d | e |\n| f |") == (
        "| a | b |\n| --- | :---: |\n| c | d \\| e |\n| f |  |"
    )


def test_a_pipe_in_code_or_a_formula_divides_no_cell() -> None:
    assert reflow("x | a | b | |---|---| | `c|d` | $|e|$ |").endswith("| `c\\|d` | $\\|e\\|$ |")


def test_bullets_within_brackets_are_none() -> None:
    body = "Rules: - Hold the rule (king - Man - Woman) here - Mind the gap"
    assert reflow(body) == "Rules:\n\n- Hold the rule (king - Man - Woman) here\n- Mind the gap"


def test_indented_items_keep_their_nesting() -> None:
    assert reflow("- a\n    - b\n    - c\n- d") == "- a\n  - b\n  - c\n- d"


def test_bullets_under_a_label_with_a_colon_belong_to_it() -> None:
    assert (
        reflow("- **Kinds**:\n- red\n- white\n- **Price**: low") == "- **Kinds**:\n  - red\n  - white\n- **Price**: low"
    )


def test_a_fence_around_a_fence_is_longer() -> None:
    assert reflow("~~~~\n~~~\n~~~~") == "~~~~\n~~~\n~~~~"


def test_a_fence_without_end_is_closed() -> None:
    assert reflow("Text.\n```\ncode") == "Text.\n\n```\ncode\n```"


def test_line_ends_of_other_systems() -> None:
    assert reflow("Clay.\r\n- a\r- b") == "Clay.\n\n- a\n- b"


def test_a_framed_heading_may_end_a_body() -> None:
    assert reflow("Clay.\nWet.\n— **Kilns** —") == "Clay.\n\nWet.\n\n## Kilns"


@pytest.mark.parametrize(
    ("last", "closing"),
    [
        ("Three days of flame.", "Slow SWF is **the oldest way to glaze** — ash does the work."),
        ("Three days of flame.", "Classic SWF is **the oldest way to glaze** — ash does the work."),
        ("Three days of flame.", "The SWF has **shaped a whole region** — ash does the work."),
        ("Three days of flame.", "All SWF kilns are **long and low** — ash does the work."),
        ("Three days of flame", "Slow SWF is **the oldest way to glaze** — ash does the work."),
        ("Three days of flame", "Slow wood firing is **the oldest way to glaze** — ash does the work."),
    ],
)
def test_the_statement_that_closes_a_body_begins_with_its_whole_subject(last: str, closing: str) -> None:
    body = f"**Slow Wood Firing (SWF)** is **a firing with logs**. **Steps**: - **Stack**: Pots. - **Fire**: {last}"
    assert reflow(f"{body} {closing}").endswith(f"- **Fire**: {last}\n\n{closing}")


@pytest.mark.parametrize("closing", ["Slow SWF is **the oldest way**.", "Today's SWF is **a long, slow art**."])
def test_the_closing_statement_is_found_in_a_paragraph(closing: str) -> None:
    body = "**Slow Wood Firing (SWF)** is **a firing with logs**. **Uses**: It glazes pots of all kinds with ash."
    assert reflow(f"{body} {closing}").endswith(f"kinds with ash.\n\n{closing}")


def test_names_before_a_dash_are_paragraphs() -> None:
    body = (
        "**Shelves** hold pots. **Kinds of Shelves** **Clay** - cheap and heavy. **Steel** - thin. **Uses** - Firing."
    )
    paragraphs = "**Clay** - cheap and heavy.\n\n**Steel** - thin."
    assert reflow(body) == f"**Shelves** hold pots.\n\n## Kinds of Shelves\n\n{paragraphs}\n\n## Uses\n\n- Firing."


@pytest.mark.parametrize("label", ["**Vat**: of oak.", "**Vat:** of oak."])
def test_a_heading_of_a_stream_may_have_a_label_in_its_line(label: str) -> None:
    body = f"**Dyeing** needs tools.\n**Tools** {label}\n**Stick**: of ash.\n**Rib** **Wire** cut clay."
    end = "**Stick**: of ash.\n\n**Rib** **Wire** cut clay."
    assert reflow(body) == f"**Dyeing** needs tools.\n\n## Tools\n\n{label}\n\n{end}"


def test_a_list_of_signs_follows_a_formula() -> None:
    body = "**Board Foot** is $V = T W$ - $T$: thickness in inches - $W$: width in inches. **Use**: Trade."
    items = "- $T$: thickness in inches\n- $W$: width in inches."
    assert reflow(body) == f"**Board Foot** is $V = T W$\n\n{items}\n\n**Use**: Trade."
