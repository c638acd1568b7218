"""Reflow reads any text in time proportional to its length: quadratic time would exceed the time limit of the run."""

import os
import re

import pytest

from glossary_site.text.layout import is_writing, reflow

MANY = 100_000 if os.environ.get("AUDIT") == "full" else 50_000
HOSTILE = {
    "stars": "*" * MANY,
    "pipes": "|" * MANY,
    "dollars": "$" * MANY,
    "backticks": "`" * MANY,
    "bullets": "- " * MANY,
    "lone stars": "* " * MANY,
    "lone pipes": "| " * MANY,
    "lone backticks": "` " * MANY,
    "numbers": "1. " * MANY,
    "delimiter rows": "|-" * MANY,
    "bold labels": "**Glaze**: " * (MANY // 10),
    "bold labels in items": "- **Glaze**: thin " * (MANY // 10),
    "emphasis in one item": "**Kiln** - Clay " + "**Wet** clay " * (MANY // 10),
    "brackets": "[" * 3_000 + "x" + "]" * 3_000,
    "braces": "${" + "{" * 3_000 + "x" + "}" * 3_000 + "}$",
    "fences": "``` " * (MANY // 4),
    "runs of backticks": " ".join("`" * length for length in range(1, 450)),
    "comments in code": "```python " + "# heat = cold " * 1_400 + "```",
    "branches in code": "```python " + "if a: b() " * 1_900 + "```",
    "bullets in code": "``` " + "- " * 9_000 + "```",
    "notes in code": "```c " + "// a { " * 2_800 + "```",
    "clauses in code": "```sql " + "SELECT " * 2_800 + "```",
    "comments in a script": "```bash " + "# cd " * 4_000 + "```",
    "brackets in a script": "```bash " + "( " * 9_000 + "```",
    "branches in a script": "```bash " + "if " * 6_000 + "```",
    "macros in code": "```c " + "#define A (b) \\ " * 1_100 + "```",
    "unfenced brackets": "f(\n" * (MANY // 10),
    "unfenced code": "f(a)\n" * (MANY // 10),
    "unfenced comments": "#heat\n" * (MANY // 10),
    "unfenced statements in one line": "heat\n" + "f(a) = b; " * (MANY // 10),
    "brackets in code": "```python " + "(" * 9_000 + ")" * 9_000 + "```",
    "items": "- a\n" * MANY,
    "bold lines": "**Glaze**\n" * MANY,
    "rows": "|a|b|\n" * (MANY // 5),
    "wrapped lines": "- a\n" + "and so on\n" * (MANY // 2),
    "quoted lines": "> a\n" * MANY,
}


@pytest.mark.parametrize("body", HOSTILE.values(), ids=HOSTILE)
def test_hostile_text(body: str) -> None:
    assert re.findall(r"\w+", reflow(body)) == re.findall(r"\w+", body)


@pytest.mark.parametrize("body", HOSTILE.values(), ids=HOSTILE)
def test_hostile_text_among_words(body: str) -> None:
    body = f"{body} {'word ' * (3 * len(body))}".strip()
    assert is_writing(body)
    assert re.findall(r"\w+", reflow(body)) == re.findall(r"\w+", body)


def test_a_line_of_five_megabytes() -> None:
    body = "**Kiln Wash** - **Silica**: keeps shelves clean (a - b). More - text. " * 72_000
    assert len(body) > 5_000_000
    assert reflow(body).count("\n- ") > 70_000
