"""Blocks and components of site generators: what becomes of each."""

import pytest

from glossary_site.markup import replace_containers

ALERT = "\n\n> [!WARNING]\n> Mind the oven.\n\n"


def replaced(markdown: str) -> tuple[str, list[str]]:
    unknown: list[str] = []
    return replace_containers(markdown, unknown.append), unknown


@pytest.mark.parametrize(
    "block",
    [
        ":::warning\nMind the oven.\n:::",
        "::: warning\n\nMind the oven.\n\n:::",
        ":::{warning}\nMind the oven.\n:::",
        "::: {.callout-warning}\nMind the oven.\n:::",
        '{% hint style="warning" %}\nMind the oven.\n{% endhint %}',
        "!!! warning\n    Mind the oven.",
        "??? warning\n\n    Mind the oven.",
    ],
)
def test_a_block_of_a_generator_is_an_alert(block: str) -> None:
    assert replaced(block) == (ALERT, [])


@pytest.mark.parametrize(
    "block", [":::tip[Bakers]\nKnead.\n:::", "::: tip Bakers\nKnead.\n:::", '!!! tip "Bakers"\n    Knead.']
)
def test_the_title_of_a_block_is_in_its_alert(block: str) -> None:
    text, unknown = replaced(block)
    assert text == "\n\n> [!TIP]\n> **Bakers**\n> \n> Knead.\n\n"
    assert not unknown


def test_blocks_within_blocks_are_quotes_within_quotes() -> None:
    text, _ = replaced("::::note\nA.\n:::danger\nHot.\n:::\nB.\n::::\n")
    assert "> [!NOTE]\n> A." in text
    assert "> > [!CAUTION]\n> > Hot." in text
    assert ":::" not in text


def test_an_unknown_block_leaves_its_text_and_is_counted() -> None:
    assert replaced("::: aside Bread\nA loaf.\n:::\n") == ("**Bread**\n\nA loaf.\n\n", ["aside"])
    assert replaced('<Tabs>\n<Tab label="x">A loaf</Tab>.\n</Tabs>\n<Map/>') == (
        "\nA loaf.\n\n",
        ["Tabs", "Tab", "Map"],
    )
    assert replaced("{% include bread.html %}A loaf.") == ("A loaf.", ["include"])


@pytest.mark.parametrize(
    "line",
    [
        'import Tabs from "@theme/Tabs";\n',
        "import {\n  A,\n} from './a'\n",
        "[[toc]]\n",
        "[[_TOC_]]\n",
        "* TOC\n{:toc}\n",
    ],
)
def test_what_only_the_generator_reads_is_left_out(line: str) -> None:
    assert replaced(f"{line}A loaf.\n") == ("A loaf.\n", [])


@pytest.mark.parametrize(
    "text",
    [
        "::: details Of bread\nA loaf.\n:::\n",
        "A list of `<Tabs>` and List<String>.\n",
        "Write <Name> there, where a < B.\n",
        "```\n:::tip\nimport x from 'y'\n:::\n```\n",
        "import duties from abroad.\n",
        "A loaf.\n:::\n",
        "{{% loaves %}}",
    ],
)
def test_other_text_stays(text: str) -> None:
    assert replaced(text) == (text, [])


@pytest.mark.parametrize("text", [":::tip\n", "!!! note\n", "{% ", "<A ", "import ", "!!! note\n    x\n\n", "<A>"])
def test_what_never_ends_takes_little_time(text: str) -> None:
    assert isinstance(replaced(text * 5000), tuple)
