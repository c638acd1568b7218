"""Addresses where they are written in Markdown."""

import pytest

from glossary_site.markup import find_addresses, replace_addresses


@pytest.mark.parametrize(
    ("markdown", "addresses"),
    [
        ("[a](b.md) ![c](d.png 'title')", ["b.md", "d.png"]),
        ("![a](<two words.png>) [b](two%20words.png)", ["two words.png", "two words.png"]),
        ("[![a](b.png)](c.md)", ["b.png", "c.md"]),
        ("[a](b(1).png) [a](c\\_d.png) [e](f&amp;g.png)", ["b(1).png", "c_d.png", "f&g.png"]),
        ("[a]\n\n[a]: b.png\n  [c]: <d e.png> 'f'", ["b.png", "d e.png"]),
        ("`[a](b.png)`\n\n```\n[a](b.png)\n```", []),
        ("[a] (b.png) \\](c.png) text", []),
        ("[[rye]](s) and [[oat|Oats]](a.md), \\[[rye]](b.md)", ["b.md"]),
        ("", []),
    ],
)
def test_addresses_are_found_outside_code(markdown: str, addresses: list[str]) -> None:
    assert list(find_addresses(markdown)) == addresses


def test_an_address_is_replaced_where_it_is_written() -> None:
    markdown = "![a](b.png 'c') `![a](b.png)` [d](<e f.png>) [g](h.md)\n\n[i]: b.png"
    new = {"b.png": "x/b.png", "e f.png": "x/e f.png"}
    assert replace_addresses(markdown, new.get) == (
        "![a](x/b.png 'c') `![a](b.png)` [d](<x/e f.png>) [g](h.md)\n\n[i]: x/b.png"
    )
