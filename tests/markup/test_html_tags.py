"""HTML tags in Markdown: harmless ones are elements without attributes, all others are text."""

import pytest

from glossary_site.markup import parse_definition, render_body


def shown(markdown: str) -> str:
    body = render_body(markdown)
    return (body.lead + body.html).replace("\n", "")


@pytest.mark.parametrize(
    ("markdown", "html"),
    [
        ("H<sub>2</sub>O", "<p>H<sub>2</sub>O</p>"),
        ("<b class=x onclick='y()'>a</b>", "<p><strong>a</strong></p>"),
        ("<STRONG>a</STRONG>", "<p><strong>a</strong></p>"),
        ("<b>a *b*</b>", "<p><strong>a <em>b</em></strong></p>"),
        ("a<br/>b", "<p>a<br>b</p>"),
        ("<kbd>Ctrl</kbd>+<kbd>C</kbd>", "<p><kbd>Ctrl</kbd>+<kbd>C</kbd></p>"),
        ("<code>a &lt; *b*</code>", "<p><code>a &lt; *b*</code></p>"),
        ("<span style='color:red'>a</span>", "<p>a</p>"),
        ('<a href="https://x.org/?a=1&amp;b">a</a>', '<p><a href="https://x.org/?a=1&amp;b" rel="noopener">a</a></p>'),
        ("<a name='x'></a>a", "<p>a</p>"),
        ('<p align="center">\n<b>a</b>\n</p>', "<p><strong>a</strong></p>"),
        ("> <div>\n> a\n> </div>", "<blockquote><p>a</p></blockquote>"),
        ("> a<br>b", "<blockquote><p>a<br>b</p></blockquote>"),
    ],
)
def test_a_harmless_tag_means_what_it_means(markdown: str, html: str) -> None:
    assert shown(markdown).startswith(html)


@pytest.mark.parametrize(
    "markdown",
    [
        "<script>a</script>",
        "<iframe src=x></iframe>",
        "a <b> b",
        "a </b> b",
        "<form>a</form>",
        '<img src="javascript:x">',
        "\\<b>a</b>",
        "<b\n\na</b>",
    ],
)
def test_any_other_tag_is_text(markdown: str) -> None:
    assert "&lt;" in shown(markdown)
    assert not {"<b", "<strong", "<script", "<iframe", "<form", "<img"} & {
        part[:7].rstrip(">") for part in shown(markdown).split(" ")
    }


def test_pairs_that_cross_are_one_element_and_text() -> None:
    assert shown("<b><i>x</b></i>") == "<p><strong>&lt;i&gt;x</strong>&lt;/i&gt;</p>"


@pytest.mark.parametrize(
    "address", ["javascript:x", " JavaScript:x", "java\tscript:x", "data:text/html,x", "vbscript:x"]
)
def test_a_link_leads_only_where_links_of_markdown_lead(address: str) -> None:
    assert shown(f'<a href="{address}">x</a>') == "<p>x</p>"


def test_no_link_is_within_another() -> None:
    assert shown('<a href="https://x.org">[z](https://y.org)</a>').count("<a ") == 1
    assert shown('<a href="https://x.org">https://x.org</a>').count("<a ") == 1


def test_details_are_a_block_that_readers_open() -> None:
    details = "<details>\n<summary>More *of* it</summary>\n\nInside [a](https://x.org).\n\n- b\n\n</details>\n\nBehind."
    html = shown(f"First.\n\n{details}")
    assert "<details><summary>More <em>of</em> it</summary><p>Inside" in html
    assert html.endswith("</details><p>Behind.</p>")
    assert "&lt;details&gt;" in shown("First.\n\n<details>\nNo end.")


def test_a_definition_shows_the_tags_and_its_text_has_none() -> None:
    definition = parse_definition("H<sub>2</sub>O is <b>wet</b><br>water.")
    assert (definition.text, definition.html) == (
        "H₂O is wet water.",
        "H<sub>2</sub>O is <strong>wet</strong><br>\nwater.",
    )
