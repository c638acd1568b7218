"""Markdown -> safe HTML."""

import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from html import escape
from html.parser import HTMLParser
from typing import TypeVar

import pytest

from glossary_site.issues import Severity
from glossary_site.markup import (
    LINK_CLOSE,
    LINK_OPEN,
    MARK_END,
    PICTURE_CLOSE,
    PICTURE_OPEN,
    Body,
    LocalLink,
    Picture,
    accepts_formula,
    format_picture,
    parse_definition,
    render_body,
    render_text,
    take_definition,
)
from glossary_site.markup.code import MAX_LENGTH, Block, Code, highlight_code
from glossary_site.markup.containers import replace_containers
from glossary_site.markup.dialect import fill_formulas, is_safe_address
from glossary_site.markup.markdown import MAX_BODY
from glossary_site.markup.math import MAX_NESTING, FormulaError, render_formula

Out = TypeVar("Out")

ALLOWED = frozenset(
    [
        "p",
        "strong",
        "em",
        "s",
        "code",
        "pre",
        "div",
        "span",
        "ul",
        "ol",
        "li",
        "a",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "table",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
        "blockquote",
        "hr",
        "br",
        "dl",
        "dt",
        "dd",
        "section",
        "sup",
        "sub",
        "mark",
        "abbr",
        "details",
        "summary",
        "math",
        "semantics",
        "mrow",
        "mi",
        "mo",
        "mn",
        "mfrac",
        "msub",
        "msup",
        "msubsup",
        "msqrt",
        "munder",
        "mover",
        "munderover",
        "mtext",
        "mspace",
        "mstyle",
        "mtable",
        "mtr",
        "mtd",
        "mroot",
        "mpadded",
        "merror",
    ]
)


class Inspector(HTMLParser):
    """Collects elements, attributes and ids, and keeps count of what is open."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[str] = []
        self.attributes: list[tuple[str, str, str]] = []
        self.open: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append(tag)
        self.attributes += [(tag, name, value or "") for name, value in attrs]
        if tag not in ("hr", "br"):
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in ("hr", "br"):
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        assert self.open and self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data

    @property
    def ids(self) -> list[str]:
        return [value for _, name, value in self.attributes if name == "id"]


def inspect(html: str) -> Inspector:
    inspector = Inspector()
    inspector.feed(html)
    inspector.close()
    assert inspector.open == []
    return inspector


def codes(body: Body) -> list[tuple[str, int]]:
    assert all(issue.severity is Severity.WARNING and issue.hint for issue in body.issues)
    return [(issue.code, issue.line) for issue in body.issues]


@pytest.mark.parametrize(
    "markdown",
    [
        "<script>alert(1)</script>",
        "a <b onclick=x>bold</b> move",
        "<!-- hidden --> text",
        "<img src=x onerror=alert(1)>",
        "<div>\n\nblock\n\n</div>",
        "[x](javascript:alert(1))",
        "[x](JaVaScRiPt:alert(1))",
        "[x](data:text/html;base64,PHNjcmlwdD4=)",
        "[x](vbscript:x)",
        "![x](javascript:alert(1))",
        '[x](https://example.org "a\\" onclick=alert(1) \\"b")',
        '![" onload="x](https://example.org/a.png)',
        '```"><script>alert(1)</script>\ncode\n```',
        "$<script>alert(1)</script>^2$",
        "$$\\text{<img src=x onerror=alert(1)>} = x_1$$",
        "| a |\n|---|\n| <script> |",
        "# <script>x</script>",
        "[^1]\n\n[^1]: <script>x</script>",
        "<https://example.org/<script>>",
        "\ue0000\ue001 <b>",
    ],
)
def test_no_markup_of_the_author_passes_through(markdown: str) -> None:
    body = render_body(markdown, prefix="s")
    found = inspect(body.lead + body.html)
    assert set(found.elements) <= ALLOWED
    for _, name, value in found.attributes:
        assert not name.startswith("on")
        if name in ("href", "src"):
            assert value.startswith(("https://", "#"))


def test_raw_html_is_shown_as_text() -> None:
    assert render_body("a <form>bold</form> & move").html == "<p>a &lt;form&gt;bold&lt;/form&gt; &amp; move</p>"


def test_the_dialect() -> None:
    html = render_body(
        "Rye | wheat\n\n| a | b |\n|---|:-:|\n| 1 | 2 |\n\n~~old~~\n\nOven\n: A hot box.\n\n> [!NOTE]\n> Mind.\n\n"
        "See[^1].\n\n[^1]: A note.\n"
    ).html
    for piece in (
        '<div class="table"><table>',
        "</table></div>",
        "<s>old</s>",
        "<dl>\n<dt>Oven</dt>\n<dd>A hot box.</dd>\n</dl>",
        'class="callout note"',
        'class="footnotes"',
    ):
        assert piece in html
    inspect(html)


def test_pictures_are_marked_for_the_linker() -> None:
    body = render_body("One.\n\n![a *die* $x$](a%20b.png)\n[![](/c.png)](d.md)", first_line=3)
    assert body.pictures == (
        Picture("a%20b.png", "a die $x$", line=5),
        Picture("/c.png", "", line=6, is_linked=True),
    )
    assert body.pictures[0].address == "a b.png"
    marks = [f"{PICTURE_OPEN}{number}{PICTURE_CLOSE}" for number in range(2)]
    assert body.html.endswith(f"<p>{marks[0]}\n{LINK_OPEN}0{LINK_CLOSE}{marks[1]}{MARK_END}</p>")
    assert codes(body) == [("picture-text", 6)]


@pytest.mark.parametrize(
    "text", ['![a](b.png "One & two")', '- ![a](b.png "One & two")', '[![a](b.png "One & two")](c.md)']
)
def test_a_picture_alone_with_a_title_is_a_figure_with_a_caption(text: str) -> None:
    html = render_body(text).html
    assert re.search("<figure>[^<]*<figcaption>One &amp; two</figcaption></figure>", html)
    assert "<p>" not in html


def test_a_picture_among_words_keeps_its_title() -> None:
    body = render_body('See ![a](b.png "One $x$").')
    assert "figure" not in body.html
    assert body.pictures[0].title == "One $x$"


def test_a_picture_is_a_link_to_itself_with_its_size() -> None:
    assert format_picture(Picture("a.png", 'a "die" & more'), "files/a.png", 20, 10) == (
        '<a class="picture" href="files/a.png"><img src="files/a.png" alt="a &quot;die&quot; &amp; more"'
        ' width="20" height="10" loading="lazy" decoding="async"></a>'
    )
    linked = format_picture(Picture("a.png", "a", "title", is_linked=True), "a.png")
    assert linked == '<img src="a.png" alt="a" title="title" loading="lazy" decoding="async">'


def test_an_address_with_spaces_is_no_link_and_a_warning() -> None:
    body = render_body("A\n![b](my pic.png) `[x](my pic.png)` [c](a (b) c.pdf) [d] (no link.png)", first_line=3)
    assert codes(body) == [("address-spaces", 4)]
    assert "(<my pic.png>)" in body.issues[0].hint


@pytest.mark.parametrize(
    ("markdown", "html"),
    [
        ("**下游(downstream)**应用", "<strong>下游(downstream)</strong>应用"),
        ("中文**「引用」**中", "中文<strong>「引用」</strong>中"),
        ("これは**重要。**です。", "これは<strong>重要。</strong>です。"),
        ("**링크(link)**는 *말.*이다", "<strong>링크(link)</strong>는 <em>말.</em>이다"),
        ("文~~(旧)~~新", "文<s>(旧)</s>新"),
        ("文 ** (x) ** 新", "文 ** (x) ** 新"),
        ("a**(b)**c", "a**(b)**c"),
        ("文_(a)_新", "文_(a)_新"),
    ],
)
def test_emphasis_needs_no_space_beside_a_script_without_spaces(markdown: str, html: str) -> None:
    assert render_body(markdown).html == f"<p>{html}</p>"


def test_links_out_are_marked() -> None:
    assert render_body("[a](https://example.org) [b](/oven/)").html == (
        '<p><a href="https://example.org" rel="noopener">a</a> <a href="/oven/">b</a></p>'
    )


def test_local_links_are_marked_for_the_linker() -> None:
    body = render_body("A\n[*b*](b.md 'title') and [c](../a%20b/),\n[[d]] and [e][f].\n\n[f]: f.yml#g", first_line=3)
    assert inspect(body.html.translate(dict.fromkeys(range(0xE000, 0xE010)))).elements == ["p", "em"]
    assert body.links == (LocalLink("b.md", 4), LocalLink("../a%20b/", 4), LocalLink("f.yml#g", 5))
    texts = re.findall(f"{LINK_OPEN}(\\d){LINK_CLOSE}(.*?){MARK_END}", body.html)
    assert texts == [("0", "<em>b</em>"), ("1", "c"), ("2", "e")]
    assert body.issues == ()


def test_a_link_to_a_heading_of_its_body_gets_the_id_of_that() -> None:
    body = render_body(
        "[up](#how-it-works) [way](#How%20it%20works) [off](#nowhere)\n\n## How it works\n", prefix="rye"
    )
    assert body.html.startswith('<p><a href="#rye-how-it-works">up</a> <a href="#rye-how-it-works">way</a> off</p>')
    assert codes(body) == [("link-dead", 1)]
    assert "'#nowhere'" in body.issues[0].message


def test_a_link_from_the_root_of_the_host_stays_and_is_noted() -> None:
    body = render_body("[a](/about/)")
    assert body.html == '<p><a href="/about/">a</a></p>'
    assert [(issue.code, issue.severity) for issue in body.issues] == [("link-unchecked", Severity.NOTE)]


def test_a_link_from_the_root_to_what_may_be_a_term_is_marked_for_the_linker() -> None:
    assert render_body("[a](/docs/glossary/die/)").links == (LocalLink("/docs/glossary/die/", 1),)


def test_a_text_of_no_entry_shows_the_descriptions_of_pictures() -> None:
    assert render_text("![a *loaf*](https://example.org/loaf.png) ![b](b.png)\n[![c](c.png)](d.md)") == (
        '<p><a href="https://example.org/loaf.png" rel="noopener">a loaf</a> b\nc</p>'
    )


@pytest.mark.parametrize(
    ("markdown", "shift", "levels"),
    [
        ("# A\n## B\n### C\n###### D", 0, ["h2", "h2", "h3", "h6"]),
        ("# A\n## B\n### C\n###### D", 1, ["h3", "h3", "h4", "h6"]),
    ],
)
def test_headings_stay_below_the_page_title(markdown: str, shift: int, levels: list[str]) -> None:
    assert inspect(render_body(markdown, shift=shift).html).elements == levels


def test_ids_are_unique_within_a_body_and_carry_its_prefix() -> None:
    text = "## How\n\n## How\n\n## How 2\n\n## $x^2$\n\n## 面包\n\nx[^1]\n\n[^1]: y\n"
    first = inspect(render_body(text, prefix="tools").html)
    other = inspect(render_body(text, prefix="trade").html)
    assert first.ids[:2] == ["tools-how", "tools-how-2"]
    assert first.ids[3:5] == ["tools-section", "tools-section-2"]
    assert len(first.ids) == len(set(first.ids)) == 7
    assert all("tools" in identity for identity in first.ids)
    assert not set(first.ids) & set(other.ids)
    targets = [value for _, name, value in first.attributes if name == "href"]
    assert targets and {target.removeprefix("#") for target in targets} <= set(first.ids)


@pytest.mark.parametrize(
    ("markdown", "definition", "lead", "html"),
    [
        (
            "**Rye** is dark. It keeps.\n\nMore.",
            "Rye is dark.",
            "<p><strong>Rye</strong> is dark. It keeps.</p>",
            "<p>More.</p>",
        ),
        ("Rye, as *ever*, is dark.", "Rye as ever is dark.", "<p>Rye, as <em>ever</em>, is dark.</p>", ""),
        ("Bread is old.", "Rye is < dark.", "<p>Rye is &lt; dark.</p>", "<p>Bread is old.</p>"),
        ("- Rye is dark.", "Rye is dark.", "<p>Rye is dark.</p>", "<ul>\n<li>Rye is dark.</li>\n</ul>"),
        ("Rye is dark.", "", "", "<p>Rye is dark.</p>"),
        ("", "Rye is dark.", "<p>Rye is dark.</p>", ""),
        ("", "", "", ""),
    ],
)
def test_the_lead_is_the_definition_or_the_paragraph_that_opens_with_it(
    markdown: str, definition: str, lead: str, html: str
) -> None:
    body = render_body(markdown, parse_definition(definition))
    assert (body.lead, body.html) == (lead, html)


def test_the_plain_text_has_the_words_and_no_marks() -> None:
    text = "## How\n\n**Rye** is *dark*\nand [old](https://example.org).\n\n- one\n- `two`\n\n"
    text += "| a |\n|---|\n| 3 |\n\n$x^2$\n"
    assert render_body(text).text == "How Rye is dark and old. one two a 3"


def test_formulas_are_mathml_and_their_stars_are_no_emphasis() -> None:
    body = render_body("Heat is $a*b*c$ and $x_1 + x_2$.\n\n$$\\frac{a}{b} = c$$\n")
    assert body.issues == ()
    assert body.html.count("<math") == 3
    assert "<em>" not in body.html
    assert '<div class="formula"><math' in body.html
    assert "display=" in body.html.rpartition('<div class="formula">')[2]
    inspect(body.html)


@pytest.mark.parametrize(
    ("markdown", "kept"),
    [
        ("Heat $x$, then", "f,"),
        ("Heat ($x$). Then", "(f)."),
        ("The $n$-gram", "f-"),
        ('A "$x$" is', "&quot;f&quot;"),
        ("As $x$; $y$ too", "f;"),
        ("Heat $x$ slowly", ""),
        ("$$x$$, then", ""),
        ("Heat `x`, then", ""),
    ],
)
def test_a_formula_is_kept_together_with_the_marks_beside_it(markdown: str, kept: str) -> None:
    for html in (render_body(markdown).html, parse_definition(markdown).html):
        shown = re.sub("<math.*?</math>", "f", html)
        assert "".join(re.findall('<span class="unbroken">(.*?)</span>', shown)) == kept


@pytest.mark.parametrize("mark", ["(", "&quot;", ","])
def test_millions_of_marks_without_a_formula_take_no_longer(mark: str) -> None:
    """With time that grows with the square of the marks, this would take hours."""
    assert fill_formulas(mark * 2_000_000, [], str) == mark * 2_000_000


def test_many_components_in_a_line_take_no_longer() -> None:
    assert replace_containers('a <T t="x"/>' * 300_000, lambda _: None) == "a x" * 300_000


def test_money_is_no_formula() -> None:
    body = render_body("From $1,500 per oven to $2,000 with a stone.")
    assert body.html == "<p>From $1,500 per oven to $2,000 with a stone.</p>"


def test_a_formula_that_cannot_be_shown_is_reported_and_shown_as_code() -> None:
    body = render_body("One.\n\nTwo $\\frobnicate{x}^2$.", first_line=10)
    assert codes(body) == [("formula-unreadable", 12)]
    assert '<code class="formula">\\frobnicate{x}^2</code>' in body.html


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("a\n\n```python\nx = 1\n", [("unclosed-fence", 12)]),
        ("```", [("unclosed-fence", 10)]),
        ("~~~~\n~~~\n", [("unclosed-fence", 10)]),
        ("- a\n\n  ```\n  x\n\nb\n", [("unclosed-fence", 12)]),
        ("$$\nx_1 = \\frac{a}{b}\n$$\n\n```\ny\n", [("unclosed-fence", 14)]),
        ("a\n\n$$ x_1 = \\frac{a}{b}\n", [("unclosed-formula", 12)]),
        ("```\na\n\u2028b\x0cc\n```\n", []),
        ("````\n```\n````\n", []),
        ("- ```\n  x\n  ```\n", []),
        ("```\n```\n", []),
    ],
)
def test_what_nothing_closes_is_reported_with_its_line(markdown: str, expected: list[tuple[str, int]]) -> None:
    assert codes(render_body(markdown, first_line=10)) == expected


@pytest.mark.parametrize(
    "markdown",
    [
        "*" * 100_000,
        "|" * 100_000,
        "$" * 100_000,
        "`" * 100_000,
        "- " * 50_000,
        "> " * 3_000,
        "[" * 3_000 + "]" * 3_000,
        "$x$ " * 20_000,
        "x " * 1_000_000,
    ],
    ids=lambda text: f"{text[:4]}…",
)
def test_hostile_text_is_rendered(markdown: str) -> None:
    assert render_body(markdown).html


def highlight(code: str, language: str) -> Code:
    return highlight_code([Block(code, language)])[0]


def test_code_is_coloured_by_its_language() -> None:
    html = highlight("x = '<b>'\n", "Python").html
    assert html.startswith('<div class="highlight" data-language="Python"><pre><code><span class="n">x</span>')
    assert "&lt;b&gt;" in html
    assert html.endswith("\n</code></pre></div>\n")


@pytest.mark.parametrize("language", ["", "no-such-language", '"><script>'])
def test_code_of_an_unknown_language_is_plain(language: str) -> None:
    expected = '<div class="highlight"><pre><code>\na &lt; "b"\n</code></pre></div>\n'
    assert highlight('\na < "b"\n', language) == Code(expected)


def test_very_long_code_is_plain() -> None:
    assert "<span" in highlight("x = 1\n", "python").html
    assert "<span" not in highlight("x = 1\n" * MAX_LENGTH, "python").html


#: A lexer that makes tokens without end; expressions that take minutes and years for a single match.
SLOW = {"mcschema": "<!--" * 25, "arduino": "a" + " " * 6_000, "bat": "goto/?" + "!^!" * 40}


def in_a_thread(work: Callable[[], Out]) -> Out:
    with ThreadPoolExecutor(1) as threads:
        return threads.submit(work).result()


@pytest.mark.parametrize("run", [lambda work: work(), in_a_thread], ids=["here", "in a thread"])
@pytest.mark.parametrize("language", SLOW)
def test_code_that_takes_too_long_is_plain_and_named(language: str, run: Callable[[Callable[[], Body]], Body]) -> None:
    code = SLOW[language]
    text = f"A\n\n```python\nx = 1\n```\n\n```{language}\n{code}\n```\n"
    body = run(lambda: render_body(text, first_line=3))
    assert '<span class="n">x</span>' in body.html
    start = escape(code[:5], quote=False)
    assert f'<div class="highlight" data-language="{language}"><pre><code>{start}' in body.html
    assert codes(body) == [("code-slow", 9)]
    assert f"'{language}'" in body.issues[0].message


def test_the_code_of_a_text_has_one_limit_of_time() -> None:
    code = SLOW["mcschema"]
    body = render_body("".join(f"```mcschema\n{code}{number}\n```\n\n" for number in range(100)))
    assert len(body.issues) == 100


def test_code_on_which_a_lexer_fails_is_plain_and_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> str:
        raise ValueError

    monkeypatch.setattr("pygments.highlight", fail)
    code = highlight("x < 1\n", "python")
    assert code.is_slow and "<code>x &lt; 1\n</code>" in code.html


def test_a_formula_is_mathml_with_its_source_as_text() -> None:
    mathml = render_formula('x < "y"', display=False)
    assert mathml.startswith('<math alttext="x &lt; &quot;y&quot;"')
    assert render_formula("x", display=True) != render_formula("x", display=False)


@pytest.mark.parametrize(
    "latex",
    [
        "",
        "  ",
        "\\frac{a",
        "x_",
        "\\href{https://example.org}{x}",
        "\\def\\x{y}",
        "\\newcommand{\\x}{y}\\x",
        "\\label{a}",
        "x\0y",
        "{" * (MAX_NESTING + 1) + "}" * (MAX_NESTING + 1),
        "x" * 10_001,
    ],
)
def test_a_refused_formula_is_reported_with_its_reason(latex: str) -> None:
    assert not accepts_formula(latex)
    with pytest.raises(FormulaError) as error:
        render_formula(latex, display=False)
    assert str(error.value)


@pytest.mark.parametrize(
    "latex", ["100%", "a # b", "\\text{a_b & c}", "\\begin{align} a &= b \\end{align}", "\\mbox{x}"]
)
def test_a_formula_in_another_dialect_is_understood(latex: str) -> None:
    assert accepts_formula(latex)


@pytest.mark.parametrize(
    ("markdown", "lines"),
    [("a\n\n$$\nx = 1\n\nb", [3]), ("$$\nx^2\n$$\n\nb", []), ("```\n$$\n```\n", []), ("a\n$$", [2])],
)
def test_a_lone_mark_of_a_formula_is_reported(markdown: str, lines: list[int]) -> None:
    issues = render_body(markdown).issues
    assert [issue.line for issue in issues if issue.code == "unclosed-formula"] == lines


def shown(markdown: str, definition: str = "") -> str:
    body = render_body(markdown, parse_definition(definition))
    return body.lead + body.html


@pytest.mark.parametrize(
    "address",
    [
        "data:image/png;base64,x",
        "file:///etc/passwd",
        "httq://x",
        "JaVaScRiPt:x",
        "blob:x",
        "ms-settings:x",
        "java\tscript:x",
    ],
)
def test_only_allowed_schemes_make_links(address: str) -> None:
    for markdown in (
        f"[x]({address})",
        f"[x](<{address}>)",
        f"![x]({address})",
        f"<{address}>",
        f"[x]\n\n[x]: {address}",
    ):
        assert "href" not in shown(markdown)


@pytest.mark.parametrize("address", ["http://e/", "HTTPS://e/", "mailto:a@e", "tel:+49", "//e/x", "/a/b:c"])
def test_ordinary_addresses_make_links(address: str) -> None:
    assert f'href="{address}"' in shown(f"[x]({address})")


@pytest.mark.parametrize("address", ["a/b:c", "?q=a:b", "../x", ""])
def test_addresses_without_a_host_make_local_links(address: str) -> None:
    assert render_body(f"[x]({address})").links == (LocalLink(address, 1),)


@pytest.mark.parametrize(
    "address", [" \tjavascript:x", "\x01javascript:x", "java\nscript:x", "ja\rva\tscript:x", ":x", "x:"]
)
def test_what_browsers_leave_out_hides_no_scheme(address: str) -> None:
    assert not is_safe_address(address)


def test_a_formula_in_a_title_stays_text() -> None:
    html = shown('[x](/u "$\\text{ onmouseover=alert(1) }$") $y$')
    assert html.startswith('<p><a href="/u" title="$\\text{ onmouseover=alert(1) }$">x</a> <math alttext="y">')


def test_a_formula_in_an_address_stays_as_it_was_written() -> None:
    assert 'href="http://x/$b$"' in shown("[a](http://x/$b$)")


@pytest.mark.parametrize("mark", ["&#xe002;0&#xe003;", "&#xe000;0&#xe001;", "&#57344;0&#57345;"])
def test_no_entity_forges_a_mark(mark: str) -> None:
    for markdown in (f"{mark} $x$ [[A]]", f'[x](u "{mark}") $x$ [[A]]', f"# {mark}\n\n$x$ [[A]]"):
        html = shown(markdown)
        assert html.count("<math") == html.count("\ue002") == html.count("\ue003") == 1


def test_no_definition_forges_a_mark() -> None:
    assert shown("", "A \ue0029\ue003 b \ue0009\ue001.") == "<p>A 9 b 9.</p>"


@pytest.mark.parametrize(
    "latex", ["(" * 200, "[(" * 100, r"\frac{(}{(}" * 12, r"\begin{matrix} ( & ( \\ ( \end{matrix}" * 4]
)
def test_brackets_that_nothing_closes_take_no_time(latex: str) -> None:
    with pytest.raises(FormulaError, match="nothing closes"):
        render_formula(latex, display=True)


@pytest.mark.parametrize(
    "latex", ["(" * 100 + ")" * 100, "[0,1)" * 50, r"f(x) = (" + "x" + ")", r"\left( ( \right]" * 3]
)
def test_closed_brackets_are_shown(latex: str) -> None:
    assert "<math" in render_formula(latex, display=True)


def test_a_body_beyond_the_limit_is_shown_as_plain_text() -> None:
    text = "**a** <b> [[c]] $d$\n\n" * (MAX_BODY // 20)
    body = render_body(text, parse_definition("A <definition>."), first_line=7)
    assert len(text) > MAX_BODY
    assert body.lead == "<p>A &lt;definition&gt;.</p>"
    assert render_body(text, take_definition("A <definition>.")).lead == ""
    assert body.html.startswith("<p>**a** &lt;b&gt; [[c]] $d$</p>\n<p>**a**")
    assert body.references == ()
    assert [(issue.code, issue.line) for issue in body.issues] == [("body-too-long", 7)]
    assert render_body("x" * MAX_BODY).issues == ()


def test_a_picture_without_a_text_is_shown_by_its_address() -> None:
    assert render_text("![](https://e.org/a.png)") == (
        '<p><a href="https://e.org/a.png" rel="noopener">https://e.org/a.png</a></p>'
    )
    assert '>a "b"</a>' in render_text('![a "b"](https://e.org/a.png)')


def test_quotes_in_plain_text_stay_quotes() -> None:
    body = "An \"oven\" & a 'door'.\n\n" + "word " * MAX_BODY
    rendered = render_body(body, parse_definition('An "oven".'))
    assert "An \"oven\" &amp; a 'door'." in rendered.html
    assert rendered.lead == '<p>An "oven".</p>'


def test_an_id_at_the_end_of_a_heading_is_its_own_and_is_not_shown() -> None:
    body = render_body("[More](#shape)\n\n## How it looks {#shape .wide}\n\nText {.note}\n\n`{#code}` {a}")
    assert '<a href="#s-shape">More</a>' in body.html
    assert '<h2 id="s-shape">How it looks</h2>' in body.html
    assert "<p>Text</p>\n<p><code>{#code}</code> {a}</p>" in body.html
    assert body.issues == ()
