"""Macros of site generators: what becomes of each."""

from collections import Counter

import pytest

from glossary_site.markup import replace_macros


def replaced(markdown: str) -> str:
    return replace_macros(markdown, lambda key, shown: f"({key}|{shown})", lambda name: None)


def unknown(markdown: str) -> Counter[str]:
    found = Counter[str]()
    replace_macros(markdown, lambda key, _: key, lambda name: found.update([name]))
    return found


@pytest.mark.parametrize(
    ("macro", "text"),
    [
        ('{{< glossary_tooltip text="loaves" term_id="bread" >}}', "(bread|loaves)"),
        ('{{<glossary_tooltip term_id="bread" text="loaves">}}', "(bread|loaves)"),
        ('{{% glossary_tooltip  term_id="bread" %}}', "(bread|)"),
        ('{{< glossary_definition term_id="bread" length="short" >}}', "(bread|)"),
        ('[more]({{< ref "bread.md" >}})', "[more](bread.md)"),
        ('[more]({{% relref "/b/bread#crust" %}})', "[more](/b/bread#crust)"),
        ('{{Glossary("bread")}}', "(bread|bread)"),
        ("{{ glossary('white bread', \"loaves\") }}", "(white bread|loaves)"),
        ('{{cssxref("&lt;length&gt;")}}', "`<length>`"),
        ('{{domxref("Window.open()", "open()")}}', "`open()`"),
        ('{{HTMLElement("head")}}', "`<head>`"),
        ('{{RFC(2616, "Bread", "4.2")}}', "RFC 2616: Bread"),
        ("{{GlossarySidebar}}", ""),
        ("{{count}} loaves", "{{count}} loaves"),
        ("`{{GlossarySidebar}}`", "`{{GlossarySidebar}}`"),
        ('```\n{{< ref "x" >}}\n```', '```\n{{< ref "x" >}}\n```'),
        ("{{</* note */>}}", "{{</* note */>}}"),
        ("{ {x} }", "{ {x} }"),
    ],
)
def test_a_known_macro_becomes_what_it_shows(macro: str, text: str) -> None:
    assert replaced(macro) == text
    assert not unknown(macro)


@pytest.mark.parametrize("kind", ["note", "tip", "important", "warning", "caution"])
def test_a_block_becomes_an_alert(kind: str) -> None:
    block = f"Before.\n\n{{{{< {kind} >}}}}\nMind `{{{{< x >}}}}`.\n\n- one\n{{{{< /{kind} >}}}}\n"
    assert replaced(block).strip() == f"Before.\n\n> [!{kind.upper()}]\n> Mind `{{{{< x >}}}}`.\n> \n> - one"


def test_a_block_without_an_end_leaves_its_text() -> None:
    assert replaced("{{< note >}}\nMind the oven.\n") == "\nMind the oven.\n"


def test_unknown_macros_are_left_out_and_counted_by_name() -> None:
    text = (
        "A {{< param version >}} b {{< param version >}}.\n\n{{< tabs >}}inside{{< /tabs >}}\n\n"
        '{{DisambiguationList}}\n\n{{ EmbedLiveSample("a", 300) }}\n'
    )
    assert unknown(text) == {"param": 2, "tabs": 1, "DisambiguationList": 1, "EmbedLiveSample": 1}
    assert replaced(text) == "A  b .\n\ninside\n\n\n\n\n"


@pytest.mark.parametrize("text", ["{{<" * 5000, '{{< x "' * 3000, "{{a(" * 5000, '{{a("' * 3000, "{{< note >}}" * 3000])
def test_what_never_ends_takes_little_time(text: str) -> None:
    assert isinstance(replaced(text), str)
