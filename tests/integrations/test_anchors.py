"""Anchors of terms on a page that has a whole glossary."""

import pytest

from glossary_site.glossary import Entry
from glossary_site.integrations import GlossarySource, read_terms
from glossary_site.integrations.anchors import add_anchors


@pytest.fixture(scope="module")
def entries(tmp_path_factory: pytest.TempPathFactory) -> tuple[Entry, ...]:
    folder = tmp_path_factory.mktemp("entries")
    (folder / "words.yml").write_text("- {term: Deck oven, abbreviations: [DO]}\n- {term: R&D}\n", encoding="utf-8")
    return read_terms(GlossarySource(str(folder), folder / "glossary.yml")).glossary.entries


@pytest.mark.parametrize(
    ("html", "anchored"),
    [
        ('<h2 id="deck-oven">Ovens</h2>', '<h2 id="deck-oven">Ovens</h2>'),
        (
            '<h3 id="x">Deck  Oven<a class="headerlink" href="#x">¶</a></h3>',
            '<h3 id="x"><span id="deck-oven"></span>Deck  Oven<a class="headerlink" href="#x">¶</a></h3>',
        ),
        ("<dl><dt>deck oven (DO)</dt></dl>", '<dl><dt><span id="deck-oven"></span>deck oven (DO)</dt></dl>'),
        ("<li><p><b><i>DO</i></b>: hot</p></li>", '<li><p><b><span id="deck-oven"></span><i>DO</i></b>: hot</p></li>'),
        (
            "<td>Deck oven</td><td><b>deck oven</b></td>",
            '<td><span id="deck-oven"></span>Deck oven</td><td><b>deck oven</b></td>',
        ),
    ],
)
def test_a_term_gets_its_anchor_where_it_is_first(entries: tuple[Entry, ...], html: str, anchored: str) -> None:
    page = f"{html}<p><strong>R&amp;D</strong></p>"
    found, missing = add_anchors(page, entries)
    assert found == f'{anchored}<p><strong><span id="r-d"></span>R&amp;D</strong></p>'
    assert missing == ()


@pytest.mark.parametrize("html", ["<p>A deck oven.</p>", "<strong>A deck oven</strong>", "<strong>deck oven"])
def test_a_term_in_running_text_has_no_place(entries: tuple[Entry, ...], html: str) -> None:
    found, missing = add_anchors(html, entries[:1])
    assert (found, missing) == (html, entries[:1])


def test_names_without_end_take_no_long_time(entries: tuple[Entry, ...]) -> None:
    html = "<b>" * 50_000 + "</b>"
    assert add_anchors(html, entries) == (html, entries)
