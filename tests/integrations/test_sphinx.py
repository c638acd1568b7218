"""The extension for Sphinx: real builds of small documentations."""

import re
import zlib
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from sphinx.cmd.build import build_main

from glossary_site.build import BuildRequest, build_site
from glossary_site.loader import format_pin

ENTRIES = """
- term: Deck oven
  aliases: [stone oven]
  abbreviations: [DO]
  definition: A deck oven is an *oven* that bakes on stone & brick.
  related: [Proof]
- term: Proof
  definition: Proof is the last rise of a dough.
  body: |
    It ends before the [[deck oven]] is hot, after $t^2$ minutes.[^1]

    [^1]: Or more.

    ```python
    rise = 1
    ```

    | flour | hours |
    | ----- | ----- |
    | rye   | **8** |
"""
INDEX = """\
Bread
=====

A deck oven is hot. Another deck oven, ``deck oven``, and :term:`the stone one <stone oven>`.

.. note:: Proof is in a note.

Rise
----

The deck oven waits for the *proof*: :term:`deck ovens`, :term:`DO`.

.. toctree::

   words
   more
"""
WORDS = "Words\n=====\n\n.. glossary-terms::\n"
MORE = "# More\n\nA proof, and {term}`proof`.\n"
PAGES = {"index.rst": INDEX, "words.rst": WORDS, "more.md": MORE}

Build = Callable[..., Path]


def write_files(folder: Path, files: Mapping[str, str]) -> None:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")


def build_docs(home: Path, pages: Mapping[str, str], builder: str = "html", *options: str, **settings: object) -> Path:
    """Build a documentation with these pages and settings below ``home``; returns the folder of what was built."""
    extensions = ["glossary_site.integrations.sphinx", "myst_parser"]
    given = {"project": "Bread", "extensions": extensions, "html_theme": "alabaster", **settings}
    conf = "".join(f"{name} = {value!r}\n" for name, value in given.items())
    write_files(home / "docs", {"entries/bakery.yml": ENTRIES, "conf.py": conf, **pages})
    output = home / builder
    failed = build_main(["-q", "-b", builder, *options, "-d", str(home / "doctrees"), str(home / "docs"), str(output)])
    assert not failed
    return output


@pytest.fixture
def sphinx(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> Build:
    """Builds a documentation of ``PAGES``, or those given, and gives its folder; a warning ends a strict build."""

    def make(
        pages: Mapping[str, str] = PAGES, builder: str = "html", *options: str, strict: bool = True, **settings: object
    ) -> Path:
        try:
            return build_docs(
                tmp_path, pages, builder, *options, *(("-W", "--keep-going") if strict else ()), **settings
            )
        except AssertionError:
            raise AssertionError(capfd.readouterr().err) from None

    return make


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of ``PAGES``, with a mention of a term in each section."""
    return build_docs(tmp_path_factory.mktemp("site"), PAGES, "html", "-W", glossary_mark="section")


def links_in(page: Path) -> list[tuple[str, str]]:
    """The text and the address of each link to a term."""
    found = re.findall(r'<a href="([^"]*)" data-term="[^"]*">(.*?)</a>', page.read_text(encoding="utf-8"))
    return [(re.sub("<[^>]*>", "", text), address) for address, text in found]


def inventory(folder: Path) -> dict[str, str]:
    """The addresses of terms in the inventory of a site, by name."""
    lines = zlib.decompress((folder / "objects.inv").read_bytes().split(b"zlib.\n", 1)[1]).decode()
    found = re.findall(r"^(.*) std:term -1 (\S+) ", lines, re.MULTILINE)
    return {name: address.replace("$", name.replace(" ", "-")) for name, address in found}


def test_mentions_and_roles_lead_to_the_terms_that_the_directive_lists(site: Path) -> None:
    oven, proof = "words.html#term-Deck-oven", "words.html#term-Proof"
    assert links_in(site / "index.html") == [
        ("deck oven", oven),
        ("the stone one", oven),
        ("Proof", proof),
        ("deck oven", oven),
        ("proof", proof),
        ("deck ovens", oven),
        ("DO", oven),
    ]
    assert links_in(site / "more.html") == [("proof", proof), ("proof", proof)]
    assert "<em><a " in (site / "index.html").read_text(encoding="utf-8")


def test_pages_load_the_script_of_cards_which_loads_the_definitions(site: Path) -> None:
    page = (site / "more.html").read_text(encoding="utf-8")
    assert "the last rise" not in page
    cards = (site / "_static/glossary-cards-0.js").read_text(encoding="utf-8")
    assert "<b>Proof</b> Proof is the last rise of a dough." in cards
    assert re.search('<script defer="defer" src="_static/glossary-cards.js', page)
    assert "glossary-cards.css" in page
    assert (site / "_static/glossary-cards.js").stat().st_size > 1_000
    assert (site / "_static/glossary-cards.css").stat().st_size > 500


def test_the_list_has_each_term_in_full(site: Path) -> None:
    page = (site / "words.html").read_text(encoding="utf-8")
    assert '<dt id="term-Deck-oven"><span id="term-DO"></span><span id="term-stone-oven"></span>Deck oven' in page
    assert "is an <em>oven</em> that bakes on stone &amp; brick" in page
    assert r"\(t^2\)" in page
    assert '<div class="highlight-python' in page
    assert "<td><p><strong>8</strong></p></td>" in page
    assert "Or more." in page and "↩" not in page
    assert '<a href="#term-Proof" data-term="proof">Proof</a>' in page


def test_the_list_may_have_no_more_than_the_definitions(sphinx: Build) -> None:
    words = WORDS + "   :only-definitions:\n"
    page = (sphinx({**PAGES, "words.rst": words}) / "words.html").read_text(encoding="utf-8")
    assert "is an <em>oven</em> that bakes on stone &amp; brick" in page and 'id="term-stone-oven"' in page
    assert "Or more." not in page and "Also called" not in page


def test_the_inventory_the_index_and_the_search_have_the_terms(site: Path) -> None:
    assert inventory(site) == {
        "Deck oven": "words.html#term-Deck-oven",
        "DO": "words.html#term-DO",
        "stone oven": "words.html#term-stone-oven",
        "Proof": "words.html#term-Proof",
    }
    assert 'href="words.html#term-stone-oven"><strong>stone oven</strong></a>' in (site / "genindex.html").read_text(
        encoding="utf-8"
    )
    assert '"stone oven"' in (site / "searchindex.js").read_text(encoding="utf-8")


def test_a_book_in_latex_has_the_terms_and_the_references_to_them(sphinx: Build) -> None:
    (book,) = sphinx(builder="latex").glob("*.tex")
    text = book.read_text(encoding="utf-8")
    assert re.search(r"\\sphinxlineitem\{Deck oven\\index\{Deck oven", text)
    assert r"\label{\detokenize{words:term-Proof}}" in text
    assert r"A {\hyperref[\detokenize{words:term-Deck-oven}]{\sphinxcrossref{deck oven}}} is hot" in text
    assert r"\(t^2\)" in text and r"\PYG{n}{rise}" in text


def test_a_plain_text_has_them_too(sphinx: Build) -> None:
    assert "Proof is the last rise of a dough." in (sphinx(builder="text") / "words.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize(("mode", "count"), [("section", 2), ("all", 4), (False, 0)])
def test_a_mode_decides_how_often_a_term_is_marked(sphinx: Build, mode: str | bool, count: int) -> None:
    index = "Heat\n====\n\nA DO, the DO.\n\nMore\n----\n\nThat DO and this DO.\n\n.. toctree::\n\n   words\n"
    site = sphinx({"index.rst": index, "words.rst": WORDS}, glossary_mark=mode)
    assert len(links_in(site / "index.html")) == count


def test_a_page_decides_for_itself(sphinx: Build) -> None:
    fronts = {
        "a.rst": (":glossary: off\n\n", 0),
        "b.rst": (":glossary: all\n\n", 2),
        "c.md": ("---\nglossary: off\n---\n", 0),
        "d.md": ("---\nglossary: all\n---\n", 2),
        "e.md": ("---\nglossary: on\n---\n", 1),
    }
    titles = {".rst": "Title\n=====\n", ".md": "# Title\n"}
    text = "\nA proof, a proof.\n"
    pages = {name: f"{front}{titles[Path(name).suffix]}{text}" for name, (front, _) in fronts.items()}
    index = INDEX.replace("   more\n", "".join(f"   {Path(name).stem}\n" for name in fronts))
    site = sphinx({"index.rst": index, "words.rst": WORDS, **pages})
    found = {name: len(links_in(site / Path(name).with_suffix(".html"))) for name in fronts}
    assert found == {name: count for name, (_, count) in fronts.items()}


def test_nothing_is_marked_where_no_mention_may_be(sphinx: Build) -> None:
    quiet = """\
Proof
=====

``proof``, `a proof <https://example.org/>`_, :ref:`proof <x>` and :doc:`proof <words>`.

.. _x:

More on proof
-------------

.. code-block:: text

   proof

.. image:: proof.svg
   :alt: a proof

.. math:: proof

.. py:function:: proof(proof)

.. |proof| replace:: x

.. rst-class:: no-glossary

A proof.

--proof=PROOF  The option.

:command:`proof` and :file:`proof`.

:proof: field

.. admonition:: The proof

   Nothing.

.. _proof: https://example.org/
"""
    index, picture = INDEX.replace("more", "quiet"), '<svg xmlns="http://www.w3.org/2000/svg"/>'
    site = sphinx({"index.rst": index, "words.rst": WORDS, "quiet.rst": quiet, "proof.svg": picture})
    assert links_in(site / "quiet.html") == []


def test_mentions_lead_to_a_site_where_no_page_lists_the_terms(sphinx: Build, tmp_path: Path) -> None:
    pages = {"index.rst": INDEX.replace("   words\n", ""), "more.md": MORE}
    site = sphinx(pages, glossary_site="https://example.org/g/")
    assert links_in(site / "more.html") == [("proof", "https://example.org/g/term/proof/")] * 2
    assert ("deck ovens", "https://example.org/g/term/deck-oven/") in links_in(site / "index.html")


def test_mentions_lead_to_a_glossary_that_is_written_by_hand_in_any_case(sphinx: Build) -> None:
    words = "Words\n=====\n\n.. glossary::\n\n   deck oven\n      Hot.\n\n   Proof\n      A rise.\n"
    site = sphinx({**PAGES, "words.rst": words})
    assert {("deck oven", "words.html#term-deck-oven"), ("Proof", "words.html#term-Proof")} <= set(
        links_in(site / "index.html")
    )


def test_nothing_to_lead_to_is_a_warning(sphinx: Build, capfd: pytest.CaptureFixture[str]) -> None:
    sphinx({"index.rst": "A\n=\n\nA proof.\n"}, strict=False)
    assert "no page lists the terms: write the directive glossary-terms on one, or set" in capfd.readouterr().err


def test_a_changed_glossary_is_read_again_and_marks_pages_anew(sphinx: Build, tmp_path: Path) -> None:
    assert len(links_in(sphinx() / "more.html")) == 2
    changed = ENTRIES.replace("term: Proof", "term: Last rise").replace("related: [Proof]", "aliases: [more]")
    more = "# More\n\nA proof, a last rise.\n"
    site = sphinx({**PAGES, "entries/bakery.yml": changed, "more.md": more}, strict=False)
    assert links_in(site / "more.html") == [("last rise", "words.html#term-Last-rise")]


def test_pages_are_read_and_written_in_parallel(sphinx: Build) -> None:
    pages = {f"p{number}.md": f"# Page {number}\n\nA proof.\n" for number in range(12)}
    index = INDEX.replace("   more", "".join(f"   p{number}\n" for number in range(12)))
    site = sphinx({"index.rst": index, "words.rst": WORDS, **pages}, "html", "-j", "2")
    for number in range(12):
        assert links_in(site / f"p{number}.html") == [("proof", "words.html#term-Proof")]


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"glossary_source": "nowhere"}, "nowhere"),
        ({"glossary_mark": "twice"}, "glossary_mark: 'twice' is none of page, section, all, off"),
    ],
)
def test_a_wrong_setting_ends_the_build_with_its_name(
    sphinx: Build, settings: dict[str, str], message: str, capfd: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(AssertionError, match=re.escape(message)):
        sphinx(**settings)


def test_what_is_wrong_with_an_entry_or_a_page_is_a_warning(sphinx: Build, capfd: pytest.CaptureFixture[str]) -> None:
    broken = f"{ENTRIES}- {{term: Crumb, definition: A crumb., related: [Nothing]}}\n- {{definition: Nameless.}}\n"
    sphinx({**PAGES, "entries/bakery.yml": broken, "more.md": "---\nglossary: twice\n---\n# A\n"}, strict=False)
    said = capfd.readouterr().err
    assert said.count("entries/bakery.yml:21: warning [relation") == 1 and "'Nothing'" in said
    assert "'twice' is no way to mark terms: one of page, section, all, off" in said


def test_another_documentation_refers_to_the_terms_by_intersphinx(site: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    conf = f"""
extensions = ["sphinx.ext.intersphinx"]
intersphinx_mapping = {{"bread": ("https://bread.example/", {str(site / "objects.inv")!r})}}
"""
    write_files(other, {"conf.py": conf, "index.rst": "Other\n=====\n\nA :term:`stone oven`.\n"})
    assert not build_main(["-q", "-W", str(other), str(tmp_path / "out")])
    page = (tmp_path / "out/index.html").read_text(encoding="utf-8")
    assert 'href="https://bread.example/words.html#term-stone-oven"' in page


def test_a_documentation_refers_to_a_published_site_by_intersphinx(tmp_path: Path) -> None:
    write_files(tmp_path, {"entries/bakery.yml": ENTRIES})
    build_site(BuildRequest(tmp_path / "entries", tmp_path / "site", tmp_path / "glossary.yml"))
    conf = f"""
extensions = ["sphinx.ext.intersphinx"]
intersphinx_mapping = {{"bread": ("https://bread.example/", {str(tmp_path / "site/objects.inv")!r})}}
"""
    text = "Other\n=====\n\nA :term:`DO`, :term:`proof <Proof>`, :external+bread:term:`stone oven`.\n"
    write_files(tmp_path / "docs", {"conf.py": conf, "index.rst": text})
    assert not build_main(["-q", "-W", str(tmp_path / "docs"), str(tmp_path / "out")])
    page = (tmp_path / "out/index.html").read_text(encoding="utf-8")
    assert page.count('href="https://bread.example/term/deck-oven/"') == 2
    assert 'href="https://bread.example/term/proof/"' in page


def test_terms_of_an_included_glossary_are_links_to_its_site(sphinx: Build, tmp_path: Path) -> None:
    theirs = "- {term: Mill, definition: A mill grinds & more.}\n"
    write_files(tmp_path / "docs", {"theirs.yml": theirs})
    include = "include: {Mills: {from: theirs.yml, site: 'https://mills.example/'}}\n"
    more = "# More\n\nTwo mills & a *mill* for a proof.\n"
    site = sphinx({**PAGES, "glossary.yml": include, "more.md": more})
    page = (site / "more.html").read_text(encoding="utf-8")
    link = re.search('Two <a class="theirs reference external"([^>]*)>mills</a> &amp; a <em>mill</em>', page)
    assert link and 'href="https://mills.example/term/mill/"' in link[1]
    assert 'title="Mills: A mill grinds &amp; more."' in link[1]
    assert links_in(site / "more.html") == [("proof", "words.html#term-Proof")]


def test_a_published_glossary_is_kept_and_pinned(sphinx: Build, tmp_path: Path) -> None:
    write_files(tmp_path, {"entries/bakery.yml": ENTRIES, "docs/conf.py": ""})
    build_site(BuildRequest(tmp_path / "entries", tmp_path / "published", tmp_path / "glossary.yml"))
    terms = (tmp_path / "published/terms.json").read_bytes()
    (tmp_path / "docs/terms.json").write_bytes(terms)
    pages = {"index.rst": INDEX.replace("   words\n", ""), "more.md": MORE}
    address = "https://unreachable.invalid/g/terms.json"
    site = sphinx(pages, glossary_source=address, glossary_pin=format_pin(terms), strict=False)
    assert links_in(site / "more.html") == [("proof", "https://unreachable.invalid/g/term/proof/")] * 2
