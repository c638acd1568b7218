"""Code in Markdown, by the examples of CommonMark 0.31.2 (https://spec.commonmark.org/0.31.2/)."""

import re

import pytest

from glossary_site.text.code import change_outside_code, find_code, find_fences

#: Text -> its pieces of code.
SPANS = {
    "`foo`": ["`foo`"],  # 328
    "`` foo ` bar ``": ["`` foo ` bar ``"],  # 329
    "` `` `": ["` `` `"],
    "`  ``  `": ["`  ``  `"],
    "` a`": ["` a`"],
    "`\u00a0b\u00a0`": ["`\u00a0b\u00a0`"],
    "` `\n`  `": ["` `", "`  `"],
    "``\nfoo\nbar  \nbaz\n``": ["``\nfoo\nbar  \nbaz\n``"],
    "``\nfoo \n``": ["``\nfoo \n``"],
    "`foo   bar \nbaz`": ["`foo   bar \nbaz`"],
    "`foo\\`bar`": ["`foo\\`"],  # 338
    "``foo`bar``": ["``foo`bar``"],
    "` foo `` bar `": ["` foo `` bar `"],
    "*foo`*`": ["`*`"],
    "[not a `link](/foo`)": ["`link](/foo`"],
    '`<a href="`">`': ['`<a href="`'],
    "`<https://foo.bar.`baz>`": ["`<https://foo.bar.`"],  # 346
    "<https://foo.bar.`baz>`": [],
    "```foo``": [],
    "`foo": [],
    "`foo``bar``": ["``bar``"],  # 349
    "\\`` a `": ["` a `"],
    "\\\\`a`": ["`a`"],
    # No code span crosses the end of its block.
    "`a\n\nb`": [],
    "`a\n# b`": [],
    "# `a\nb`": [],
    "- `a\n- b`": [],
    "a `b\n> c`": [],
    "> `a\n> b`": ["`a\n> b`"],
}
FENCES = {
    "```\n<\n >\n```\n": ["```\n<\n >\n```\n"],  # 119
    "~~~\n<\n >\n~~~": ["~~~\n<\n >\n~~~"],
    "``\nfoo\n``": ["``\nfoo\n``"],
    "```\naaa\n~~~\n```": ["```\naaa\n~~~\n```"],
    "~~~\naaa\n```\n~~~": ["~~~\naaa\n```\n~~~"],
    "````\naaa\n```\n``````": ["````\naaa\n```\n``````"],
    "~~~~\naaa\n~~~\n~~~~": ["~~~~\naaa\n~~~\n~~~~"],
    "```": ["```"],
    "`````\n\n```\naaa": ["`````\n\n```\naaa"],
    "> ```\n> aaa\n\nbbb": ["> ```\n> aaa\n"],  # 128
    "```\n\n  \n```": ["```\n\n  \n```"],
    "```\n```\na": ["```\n```\n"],
    " ```\n aaa\naaa\n```\nb": [" ```\n aaa\naaa\n```\n"],
    "   ```\n   aaa\n  ```\nb": ["   ```\n   aaa\n  ```\n"],
    "```\naaa\n    ```": ["```\naaa\n    ```"],  # 137
    "``` ```\naaa": ["``` ```"],
    "~~~~~~\naaa\n~~~ ~~": ["~~~~~~\naaa\n~~~ ~~"],
    "foo\n```\nbar\n```\nbaz": ["```\nbar\n```\n"],
    "# baz\n~~~\nbar\n~~~\nfoo": ["~~~\nbar\n~~~\n"],
    "```ruby startline=3 $%@#$\ndef foo(x)\n```": ["```ruby startline=3 $%@#$\ndef foo(x)\n```"],
    "``` aa ```\nfoo": ["``` aa ```"],  # 145
    "~~~ aa ``` ~~~\nfoo\n~~~": ["~~~ aa ``` ~~~\nfoo\n~~~"],
    "```\n``` aaa\n```": ["```\n``` aaa\n```"],
    # A fence of a list item ends with it.
    "1. a\n\n    ```\n    b\n\n    c\n    ```\n\nd": ["    ```\n    b\n\n    c\n    ```\n"],
    "- ```\n  > b\n  ```\n\nc `d`": ["- ```\n  > b\n  ```\n", "`d`"],
    "```\n> ```\n```\n": ["```\n> ```\n```\n"],
    "- ```\n  b\nc `d`": ["- ```\n  b\n", "`d`"],
    "- a\n  - b\n\n    ```\n    c\n    ```\n  d": ["    ```\n    c\n    ```\n"],
}


@pytest.mark.parametrize("text", SPANS | FENCES)
def test_code_is_where_commonmark_finds_it(text: str) -> None:
    assert [text[start:end] for start, end in find_code(text)] == (SPANS | FENCES)[text]


def test_what_begins_outside_code_is_changed() -> None:
    text = "x `x` [`x`](x)\n```\nx\n```\nx"
    changed = change_outside_code(text, re.compile(r"x|\[`x`\]"), lambda match: match[0].upper())
    assert changed == "X `x` [`X`](X)\n```\nx\n```\nX"


@pytest.mark.parametrize("unit", ["`", "` ", "`` ` ", "\\`", "<a:`>", "```\n", "~~~\n", "- ", "> ", "- a\n ", "`a`[x "])
def test_the_time_is_linear_in_the_text(unit: str) -> None:
    text = unit * 60_000
    edges = [edge for span in find_code(text) for edge in span]
    assert edges == sorted(edges)
    assert len(change_outside_code(text, re.compile(r"\["), lambda match: match[0])) == len(text)


def test_a_text_that_lost_its_lists_has_fences_at_any_indentation() -> None:
    text = "One:\n        ```\n        a\n        ```\n`b`\n> ```\n> c\nd\n~~~\ne"
    assert [text[start:end] for start, end in find_fences(text)] == [
        "        ```\n        a\n        ```\n",
        "> ```\n> c\n",
        "~~~\ne",
    ]
    assert [text[start:end] for start, end in find_code(text)][:1] == ["```\n        a\n        ```"]
