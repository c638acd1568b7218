"""Web pages, as other programs make them."""

from pathlib import Path

import pytest

from glossary_site.formats import ImportedGlossary, read_glossary, recognise_format


def read(tmp_path: Path, body: str, head: str = "") -> ImportedGlossary:
    path = tmp_path / "words.html"
    path.write_text(f"<!DOCTYPE html><html><head><title>Words</title>{head}</head><body>{body}</body></html>", "utf-8")
    return read_glossary(path, recognise_format(path), "en", {})


def bodies(found: ImportedGlossary) -> dict[str, str]:
    return {record.term: record.senses[0].body for record in found.records}


AROUND = (
    "<nav><ul><li><b>Home</b>: the start</li><li><b>About</b>: us</li></ul><dl><dt>Menu</dt><dd>All.</dd></dl></nav>{}"
    "<aside><p><b>Advice</b>: buy.</p></aside><footer><p><b>Licence</b>: free.</p></footer>"
)
PAGES = {
    "a list": "<dl><dt>Rye</dt><dd>A grain.</dd><dt>Oat</dt><dd>For horses.</dd></dl>",
    "headings": "<h1>Words</h1><h2>Rye</h2><p>A grain.</p><h2>Oat</h2><p>For horses.</p>",
    "letters": "<h1>Words</h1><h2>R</h2><h3>Rye</h3><p>A grain.</p><h2>O</h2><h3>Oat</h3><p>For horses.</p>",
    "bold names": "<h1>Words</h1><p><strong>Rye</strong> – A grain.</p><p><b>Oat:</b> For horses.</p>",
    "a list of bold names": "<ul><li><b>Rye</b>: A grain.</li><li><b>Oat</b>: For horses.</li></ul>",
    "a table": "<table><tr><th>Term</th><th>Meaning</th></tr><tr><td>Rye</td><td><p>A grain.</p></td></tr>"
    "<tr><td><b>Oat</b></td><td>For horses.</td></tr></table>",
}


@pytest.mark.parametrize(
    "around", ["{}", AROUND, AROUND.format("<main>{}</main>"), AROUND.format('<div id="content">{}</div>')]
)
@pytest.mark.parametrize("page", PAGES)
def test_only_the_text_of_a_page_is_read(tmp_path: Path, page: str, around: str) -> None:
    assert bodies(read(tmp_path, around.format(PAGES[page]))) == {"Rye": "A grain.", "Oat": "For horses."}


def test_links_of_a_page_become_references(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        '<h1>Words</h1><h2 id="rye">Rye<a class="headerlink" href="#rye">¶</a></h2><p>Not <a href="#oat">oats</a>.</p>'
        '<section id="oat"><h2>Oat</h2><p>Not <a href="words.html#rye">rye</a>, <a href="https://example.org/">x</a>.</p>'
        "</section>",
    )
    assert bodies(found) == {"Rye": "Not [[Oat|oats]].", "Oat": "Not [[Rye|rye]], [x](<https://example.org/>)."}
    assert found.references == 2


def test_permalinks_are_no_part_of_names(tmp_path: Path) -> None:
    found = read(
        tmp_path, '<dl><dt id="term-rye">Rye<a class="headerlink" href="#term-rye">¶</a></dt><dd>A grain.</dd></dl>'
    )
    assert bodies(found) == {"Rye": "A grain."}


def test_raised_and_lowered_letters_are_kept(tmp_path: Path) -> None:
    text = "5 m<sup>2</sup> of CO<sub>2</sub>, the 4<sup>th</sup>, x<sup>n+1</sup>, y<sup><em>a</em></sup>"
    found = read(tmp_path, f"<dl><dt>Rye</dt><dd>{text}</dd></dl>")
    assert bodies(found) == {"Rye": "5 m² of CO₂, the 4$^{\\text{th}}$, xⁿ⁺¹, y*a*"}


def test_lists_and_tables_in_a_meaning_are_markdown(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        "<dl><dt>Flag</dt><dd><p>One of:</p><dl><dt><code>-a</code><dt>b</dt><dd>All of <em>them</em>.</dd><dt>c</dt>"
        "<dd><p>One.</p><p>Two.</p></dd></dl><table><tr><th>x<th>y<tr><td rowspan=2>1<td>2|<code>3|4</code><tr><td>5"
        "<tr><td colspan=2>6</table></dd></dl>",
    )
    assert bodies(found)["Flag"] == (
        "One of:\n\n`-a`\n\nb\n:   All of *them*.\n\nc\n:   One.\n    \n    Two.\n\n"
        "| x | y |\n| --- | --- |\n| 1 | 2\\|`3\\|4` |\n| 1 | 5 |\n| 6 |  |"
    )
    assert not found.issues


def test_pictures_and_links_lead_to_the_address_of_their_page(tmp_path: Path) -> None:
    body = '<dl><dt>Rye</dt><dd><img src="rye.png" alt="An ear"> <a href="oat.html">oats</a></dd></dl>'
    head = '<link rel="canonical" href="https://example.org/w/words.html">'
    assert bodies(read(tmp_path, body, head)) == {
        "Rye": "![An ear](<https://example.org/w/rye.png>) [oats](<https://example.org/w/oat.html>)"
    }
    found = read(tmp_path, body)
    assert bodies(found) == {"Rye": "![An ear](<rye.png>) oats"}
    assert [loss.message for loss in found.losses] == ["a link to another page of its site is not kept: oat.html"]


def test_a_picture_that_is_no_file_beside_the_page_is_its_text(tmp_path: Path) -> None:
    body = '<dl><dt>Rye</dt><dd><img src="/rye.png" alt="An ear"> <img src="rye.bmp" alt="A field"></dd></dl>'
    found = read(tmp_path, body)
    assert bodies(found) == {"Rye": "An ear A field"}
    assert [loss.counted for loss in found.losses] == ["pictures", "pictures"]


@pytest.mark.parametrize("body", ["", "<p>Nothing.", "<h1>Essay</h1><p>Of rye.</p>", "<b>" * 400 + "word"])
def test_a_page_without_entries_is_an_error(tmp_path: Path, body: str) -> None:
    found = read(tmp_path, body)
    assert not found.records
    assert [issue.code for issue in found.issues] == ["html-empty"]


def test_folded_texts_are_entries(tmp_path: Path) -> None:
    pairs = (("Crumb", "The inside of <a href='#crust'>it</a>."), ("Crust", "The outside."))
    folded = "<details id='{}'><summary>{}</summary><p>{}</p></details>"
    found = read(tmp_path, "".join(folded.format(name.lower(), name, text) for name, text in pairs))
    assert bodies(found) == {"Crumb": "The inside of [[Crust|it]].", "Crust": "The outside."}


def test_words_over_others_names_of_abbreviations_and_formulas_are_kept(tmp_path: Path) -> None:
    meaning = (
        "<ruby>dough<rt>doh</rt></ruby> of <abbr title='rye flour'>RF</abbr>, "
        "<math><mi>x</mi><annotation encoding='application/x-tex'>x^2</annotation></math>"
    )
    found = read(tmp_path, f"<dl><dt>Dough</dt><dd>{meaning}</dd></dl>")
    assert bodies(found) == {"Dough": "dough(doh) of RF (rye flour), $x^2$"}


def test_a_single_definition_list_within_a_list_of_entries_is_a_part_of_it(tmp_path: Path) -> None:
    entries = "".join(f"<li><p><strong>{name}:</strong> a kind of bread</p></li>" for name in ("Rye", "Oat", "Emmer"))
    listed = "<li><dl><dt><strong>Crumb:</strong> the inside</dt><dd><p>It is soft.</p></dd></dl></li>"
    path = tmp_path / "g.html"
    path.write_text(
        f"<html><body><main><h1>Words</h1><ul>{entries}{listed}</ul></main></body></html>", encoding="utf-8"
    )
    found = read_glossary(path, recognise_format(path), "en", {})
    assert {"Rye", "Oat", "Emmer"} <= {record.term for record in found.records}
