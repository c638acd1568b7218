"""The grammar of references, case by case."""

import pytest

from glossary_site.markup.references import (
    Reference,
    can_be_target,
    escape_references,
    format_reference,
    parse_reference,
    replace_references,
)

LONGEST = "x" * 296

#: Text -> the target and the text shown of the reference that it begins with.
CASES = {
    "[[wafer]]": ("wafer", ""),
    "[[wafer|a slice]]": ("wafer", "a slice"),
    "[[ wafer\n map | a  slice ]]": ("wafer map", "a slice"),
    "[[wafer\\|a slice]]": ("wafer", "a slice"),
    "[[wafer|a|b]]": ("wafer", "a|b"),
    "[[wafer#Optics]]": ("wafer#Optics", ""),
    "[[!wafer]]": ("", "wafer"),
    "[[! wafer|b]]": ("", "wafer|b"),
    "[[|shown]]": ("", "shown"),
    "[[a]b]]": ("a]b", ""),
    "[[a[b]]": ("a[b", ""),
    "[[a]]]": ("a", ""),
    "[[[a]]": ("[a", ""),
    "[[`a`]]": ("`a`", ""),
    f"[[{LONGEST}]]": (LONGEST, ""),
}
NONE = (
    *("", "wafer", "[wafer]", "[[wafer]", " [[wafer]]", f"[[{LONGEST}x]]"),
    *("[[]]", "[[ ]]", "[[!]]", "[[ | ]]", "[[\n]]", "[[a [[b]]", "[[a\n\nb]]"),
)


@pytest.mark.parametrize("text", CASES)
def test_a_reference_is_read(text: str) -> None:
    found = parse_reference(text)
    assert found is not None
    assert (found[0].target, found[0].shown) == CASES[text]
    assert text[: found[1]].endswith("]]")


@pytest.mark.parametrize("text", NONE)
def test_other_brackets_are_no_reference(text: str) -> None:
    assert parse_reference(text) is None
    assert replace_references(f"{text} .", lambda _: "!").endswith(" .")


def test_a_target_is_read_as_a_name_first_and_then_as_a_name_and_a_category() -> None:
    assert Reference("wafer", "").readings == (("wafer", ""),)
    assert Reference("C# # Code", "").readings == (("C# # Code", ""), ("C#", "Code"))


def test_references_are_replaced_outside_code_and_where_no_backslash_precedes_them() -> None:
    text = "[[a]] `[[b]]` \\[[c]] \\\\[[d]] [[ | ]] [[`e` f]]\n\n```\n[[g]]\n```\n[[h|i]]"
    assert replace_references(text, lambda each: f"<{each.target}>") == (
        "<a> `[[b]]` \\[[c]] \\\\<d> [[ | ]] <`e` f>\n\n```\n[[g]]\n```\n<h>"
    )


@pytest.mark.parametrize("name", ["wafer", "C", "wafer map", "a]b", "`a`", "日本"])
@pytest.mark.parametrize("shown", ["wafer", "a | b", "a\n b", "x] [y]"])
def test_what_is_written_is_read_again(name: str, shown: str) -> None:
    found = parse_reference(format_reference(name, shown))
    assert found is not None
    assert found[0].target == name
    assert (found[0].shown or name) == " ".join(shown.split()).replace("]", "")


@pytest.mark.parametrize("written", ["R&amp;D", "R&#38;D", "R&#x26;D", "R&D"])
def test_a_target_may_name_characters_as_markdown_does(written: str) -> None:
    assert replace_references(f"[[{written}]]", lambda each: each.target) == "R&D"


def test_what_names_no_character_stays() -> None:
    assert replace_references("[[R&amp;D|x]] [[A&B;]] [[C&#]] [[&x]]", lambda each: each.target) == "R&D A&B; C&# &x"


@pytest.mark.parametrize("name", ["", "!a", "a|b", "[[", "a]]b", "a  b", LONGEST + "x"])
def test_no_reference_is_written_that_would_lead_elsewhere(name: str) -> None:
    assert format_reference(name, "shown") == ""


def test_a_name_with_a_number_sign_is_no_safe_target() -> None:
    assert can_be_target("wafer")
    assert not can_be_target("C#")


@pytest.mark.parametrize("text", ["[[a]]", "x [[[a]]] `[[b]]`", "\\[[a]] \\\\[[b]]", "[[!a]] [[a|b]]"])
def test_escaped_text_has_no_references(text: str) -> None:
    assert "!!" not in replace_references(escape_references(text), lambda _: "!!")


@pytest.mark.parametrize("unit", ["[[", "[[a ", "[[a", "]]", "[[ ", "\\[[", "[[a]]"])
def test_the_time_is_linear_in_the_text(unit: str) -> None:
    text = unit * 50_000
    assert len(replace_references(text, lambda each: f"[[{each.target}]]")) == len(text)
