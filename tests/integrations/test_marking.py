"""Mentions in pages of other programs."""

from pathlib import Path

import pytest

from glossary_site.integrations import GlossarySource, Marker, link_mentions, read_source
from glossary_site.markup import Reference
from glossary_site.mentions import LinkedHtml

ENTRIES = """
- term: Deck oven
  definition: A deck oven is an oven that bakes on stone.
- term: Oven
  definition: An oven is a closed place that is hot.
- term: Hearth bread
  abbreviations: [HB]
  definition: Hearth bread is bread baked on a hot floor.
- term: Proof
  definition: Proof is the last rise of a dough.
"""


@pytest.fixture(scope="module")
def marker(tmp_path_factory: pytest.TempPathFactory) -> Marker:
    entries = tmp_path_factory.mktemp("entries")
    (entries / "bakery.yml").write_text(ENTRIES, encoding="utf-8")
    return Marker(read_source(GlossarySource(str(entries), entries / "glossary.yml")).glossary)


def format_tag(reference: Reference) -> str:
    return f'<glossary-ref target="{reference.target}">{reference.text}</glossary-ref>'


def marked(marker: Marker, html: str, mode: str = "page") -> str:
    linked = marker.mark(html, mode)
    shown = link_mentions(linked.html, lambda identity, anchor: identity)
    return shown.replace('<a href="', "<").replace("</a>", "</>")


def mentioned_ids(text: LinkedHtml) -> list[str]:
    return [mention.id for mention in text.mentions]


def test_the_first_mention_of_each_term_is_marked_the_longest_name_first(marker: Marker) -> None:
    html = "<p>A deck oven is no other oven, and two deck ovens are no <em>hearth bread</em>.</p>"
    linked = marker.mark(html, "page")
    assert mentioned_ids(linked.html) == ["deck-oven", "oven", "hearth-bread"]
    shown = link_mentions(linked.html, lambda identity, anchor: f"g/{identity}/?a=1&b")
    assert shown.startswith('<p>A <a href="g/deck-oven/?a=1&amp;b" data-term="deck-oven">deck oven</a> is no other <a')
    assert shown.endswith("two deck ovens are no <em>" + shown.partition("<em>")[2])


@pytest.mark.parametrize(
    ("mode", "count"),
    [("section", 2), ("page", 1), ("all", 4), ("off", 0)],
)
def test_a_mode_decides_how_often_a_term_is_marked(marker: Marker, mode: str, count: int) -> None:
    html = "<h2>Heat</h2><p>An oven, the oven.</p><h2>More</h2><p>That oven and this oven.</p>"
    assert len(marker.mark(html, mode).html.mentions) == count


@pytest.mark.parametrize(
    "html",
    [
        "<pre><code>oven</code></pre>",
        '<h2 id="oven">The oven</h2>',
        '<a href="/x">an oven</a>',
        "<script>var oven = '<p>oven</p>';</script>",
        "<style>.oven { color: red }</style>",
        "<!-- an oven > of old -->",
        "<textarea>oven <b> oven</textarea>",
        "<button>Start the oven</button>",
        "<nav><ul><li>oven</li></ul></nav>",
        '<p class="admonition-title">Oven</p>',
        '<span class="arithmatex">\\(oven\\)</span>',
        '<div class="no-glossary"><div>oven</div> the oven</div>',
        '<img alt="an oven > 200 degrees" src="x.png">',
        '<img alt="a <b>hot</b> oven">',
        '<p title="the oven is >> hot">It is.</p>',
        '<p data-x="</p> oven">It is.</p>',
        "<kbd>oven</kbd>",
        "<p class=no-glossary>oven</p>",
        "<div class='no-glossary'><script>'</div> oven'</script> oven</div>",
    ],
)
def test_nothing_is_marked_where_there_is_no_prose(marker: Marker, html: str) -> None:
    page = f"<p>Bread.</p>{html}<p>Then proof it.</p>"
    linked = marker.mark(page, "all")
    assert mentioned_ids(linked.html) == ["proof"]
    assert linked.html.html == page


def test_a_reference_is_linked_in_every_mode_and_in_quiet_elements(marker: Marker) -> None:
    title = f'<p class="admonition-title">Of {format_tag(Reference("HB"))} and an oven</p>'
    assert marked(marker, title, "off") == (
        '<p class="admonition-title">Of <hearth-bread" data-term="hearth-bread">HB</> and an oven</p>'
    )
    shown = format_tag(Reference("deck oven", "the big one"))
    assert marked(marker, f"<p>{shown}</p>") == '<p><deck-oven" data-term="deck-oven">the big one</></p>'


def test_an_unknown_reference_is_an_issue_and_its_text_stays(marker: Marker) -> None:
    linked = marker.mark(
        f"<p>{format_tag(Reference('deck ovn'))}</p>", path="docs/index.md", source="# Ovens\n\nA [[deck ovn]].\n"
    )
    (issue,) = linked.issues
    assert str(issue) == (
        "docs/index.md:3: error [reference-unknown] [[deck ovn]] names no term (did you mean [[Deck oven]]?)"
    )
    assert linked.html == LinkedHtml("<p>deck ovn</p>")


def test_signs_of_our_own_in_a_page_are_text(marker: Marker) -> None:
    assert marked(marker, "<p>\ue0020\ue003x\ue006</p>") == "<p>&#57346;0&#57347;x&#57350;</p>"


@pytest.mark.parametrize("open_end", ['<p class="no-glossary">oven', "<script>oven", "<!-- oven", "<nav>oven"])
def test_what_has_no_end_is_quiet_to_the_end(marker: Marker, open_end: str) -> None:
    assert mentioned_ids(marker.mark(f"<p>proof</p>{open_end}", "all").html) == ["proof"]


@pytest.mark.parametrize("hostile", ['<a "', "<!--", "<p class='", "<script", '<x y="\'"', "</a", "<nav>"])
def test_repeated_openings_take_no_long_time(marker: Marker, hostile: str) -> None:
    marker.mark(hostile * 20_000)


def test_entries_in_a_file_name_their_source(tmp_path: Path) -> None:
    (tmp_path / "GLOSSARY.md").write_text("# Words\n\n## Rye\n\nRye is a cereal.\n", encoding="utf-8")
    analysis = read_source(GlossarySource(str(tmp_path / "GLOSSARY.md"), tmp_path / "glossary.yml"))
    assert [entry.record.term for entry in analysis.glossary.entries] == ["Rye"]
