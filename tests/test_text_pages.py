"""``pages/``: pages of text in menus, search, languages and the preview, and what is wrong with them."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from command_line import Outcome, read_files, run_glossary, write_files

from glossary_site.build import BuildRequest, open_project
from glossary_site.checks import find_external_links
from glossary_site.disk import MANIFEST
from glossary_site.preview.preview import Preview
from glossary_site.request import CACHE

PROJECT = {
    "glossary.yml": "title: Flour\nbase_url: https://example.org/\nlanguages: [de]\noffline: yes\n"
    "edit_url: https://example.org/edit/{path}#L{line}\n",
    "entries/rye.yml": "term: Rye\naliases: [secale]\ndefinition: Rye is a grass that is grown for its grain.\n",
    "entries/bran.yml": "term: Bran\ndefinition: Bran is the outer part of a grain.\n",
    "entries/de/roggen.yml": "term: Roggen\nlanguage: de\ntranslation_of: rye\nbody: Roggen ist ein Getreide.\n",
    "pages/about.md": "---\ntitle: About us\norder: 2\n---\n\nWe mill rye.\n\n## Where\n\n"
    "By the river, see [[bran]].\n",
    "pages/contribute.md": "# How to contribute\n\nWrite to us about secale.\n",
    "pages/licence.md": "---\ntitle: Licence\nmenu: footer\n---\nFree to use.\n",
    "pages/hidden.md": "---\ntitle: Hidden\nmenu: none\norder: 1\n---\nNobody is led here.\n",
    "pages/de/about.md": "---\ntitle: Über uns\n---\nWir mahlen Roggen.\n",
}


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    write_files(tmp_path, PROJECT)
    monkeypatch.chdir(tmp_path)
    return tmp_path


#: A picture of one dot.
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108000000003a7e9b550000000a49444154789c6360000000020001"
    "48afa4710000000049454e44ae426082"
)


def build(output: str = "site", *options: str) -> Outcome:
    return run_glossary("build", "--output", output, "--jobs", "1", *options)


def site(project: Path, folder: str = "site") -> dict[str, str]:
    files = read_files(project / folder).items()
    return {name: data.decode("utf-8", "replace") for name, data in files if name != MANIFEST}


def assert_as_clean(project: Path) -> None:
    shutil.rmtree(project / "clean", ignore_errors=True)
    assert build("clean", "--no-cache").code == 0
    assert site(project) == site(project, "clean")


def menu(page: str, label: str) -> list[str]:
    """The links of a menu of a page, as their addresses and texts."""
    _, _, rest = page.partition(f'<nav class="menu" aria-label="{label}">')
    items = rest.partition("</nav>")[0].split("<li>")[1:]
    return [item.partition('<a href="')[2].partition("</a>")[0].replace('">', " ") for item in items]


def test_each_page_is_at_the_address_of_its_file_and_in_a_menu(project: Path) -> None:
    assert build().code == 0
    found = site(project)
    about = found["about/index.html"]
    assert "<h1>About us</h1>" in about
    assert '<a class="mention" href="../term/rye/" data-term="rye">rye</a>' in about
    assert '<a class="mention" href="../term/bran/" data-term="bran">bran</a>' in about
    assert '<p data-term="bran"><b>Bran</b> <span>Bran is the outer part of a grain.</span></p>' in about
    assert '<meta name="description" content="We mill rye.">' in about
    assert 'href="https://example.org/edit/pages/about.md#L6"' in about
    assert "<h1>How to contribute</h1>" in found["contribute/index.html"]
    assert found["contribute/index.html"].count("How to contribute</") == 2
    assert menu(found["term/rye/index.html"], "Pages") == [
        "../../about/ About us",
        "../../contribute/ How to contribute",
    ]
    assert menu(found["index.html"], "About this site") == ["./licence/ Licence"]
    assert menu(about, "Pages")[0] == '../about/" aria-current="page About us'
    assert "Hidden" not in found["index.html"]
    assert "Nobody is led here" in found["hidden/index.html"]


def test_pages_are_in_the_sitemap_the_search_and_offline(project: Path) -> None:
    build()
    found = site(project)
    for url in ("about/", "contribute/", "licence/", "hidden/", "de/about/"):
        assert f"<loc>https://example.org/{url}</loc>" in found["sitemap.xml"]
        assert f'"{url}"' in found["sw.js"]
    (documents,) = (json.loads(text) for name, text in found.items() if name.startswith("search/") and "/d0" in name)
    assert documents[-4:] == [
        {"term": "Hidden", "url": "hidden/", "definition": "Nobody is led here.", "note": "page"},
        {"term": "About us", "url": "about/", "definition": "We mill rye.", "note": "page"},
        {"term": "How to contribute", "url": "contribute/", "definition": "Write to us about secale.", "note": "page"},
        {"term": "Licence", "url": "licence/", "definition": "Free to use.", "note": "page"},
    ]
    (words,) = (json.loads(text) for name, text in found.items() if name.startswith("search/") and "/v0" in name)
    assert "river" in words
    assert found["about/index.md"].startswith("# About us\n\nWe mill rye.\n")
    assert "see [bran](../term/bran/index.md)" in found["about/index.md"]


def test_a_page_in_the_folder_of_a_language_is_in_that_language(project: Path) -> None:
    build()
    found = site(project)
    assert '<html lang="de"' in found["de/about/index.html"]
    assert '<a class="mention" href="../term/roggen/" data-term="roggen">Roggen</a>' in found["de/about/index.html"]
    assert menu(found["de/index.html"], "Seiten") == ["./about/ Über uns"]
    assert '<a lang="de" hreflang="de" href="../de/about/">Deutsch</a>' in found["about/index.html"]
    assert 'hreflang="de" href="https://example.org/de/about/"' in found["about/index.html"]
    assert '<a lang="de" hreflang="de" href="../de/">Deutsch</a>' in found["licence/index.html"]
    assert '"note":"Seite"' in "".join(text for name, text in found.items() if name.startswith("de/search/"))


def test_a_page_in_the_folder_of_the_site_s_own_language_is_at_the_root(project: Path) -> None:
    write_files(project, {"pages/en/history.md": "# History\n\nOld.\n"})
    build()
    assert "history/index.html" in site(project)


def test_index_is_the_introduction_of_the_front_page(project: Path) -> None:
    write_files(project, {"pages/index.md": "Begin with **rye**.\n", "pages/guide/index.md": "# Guide\n\nRead.\n"})
    assert build().code == 0
    found = site(project)
    assert (
        'Begin with <strong><a class="mention" href="./term/rye/" data-term="rye">rye</a></strong>.'
        in found["index.html"]
    )
    assert '<p data-term="rye">' in found["index.html"]
    assert "Begin with" not in found["de/index.html"]
    assert "<h1>Guide</h1>" in found["guide/index.html"]
    write_files(project, {"glossary.yml": PROJECT["glossary.yml"] + "introduction: Not this\n"})
    outcome = build("site", "--verbose")
    assert "pages/index.md:1: note [introduction-twice]" in outcome.err
    assert "Begin with" in site(project)["index.html"]
    assert "Not this" not in site(project)["index.html"]
    (project / "pages/index.md").unlink()
    build()
    assert "<p>Not this</p>" in site(project)["index.html"]


def test_a_site_without_pages_has_no_menu(project: Path) -> None:
    shutil.rmtree(project / "pages")
    build()
    assert not [name for name, text in site(project).items() if 'class="menu"' in text and name.endswith(".html")]


def edit(file: str, old: str, new: str) -> Callable[[Path], None]:
    def change(project: Path) -> None:
        text = (project / file).read_text(encoding="utf-8")
        assert old in text
        (project / file).write_text(text.replace(old, new), encoding="utf-8")

    return change


def add(project: Path) -> None:
    write_files(
        project, {"pages/history.md": "# History\n\nRye came late.\n", "pages/index.md": "A word about bran.\n"}
    )


def remove(project: Path) -> None:
    (project / "pages/about.md").unlink()


def move(project: Path) -> None:
    (project / "pages/licence.md").rename(project / "pages/terms-of-use.md")


CHANGES = [
    edit("pages/about.md", "By the river", "By the lake"),
    edit("pages/about.md", "About us", "Who we are"),
    edit("pages/about.md", "order: 2", "order: 200"),
    edit("pages/licence.md", "footer", "header"),
    edit("entries/rye.yml", "[secale]", "[secale cereale, mill]"),
    edit("entries/bran.yml", "the outer part", "the coat"),
    edit("glossary.yml", "example.org/edit", "example.com/edit"),
    add,
    remove,
    move,
]


@pytest.mark.parametrize("change", CHANGES)
def test_a_warm_build_is_a_clean_build(project: Path, change: Callable[[Path], None]) -> None:
    build()
    change(project)
    assert build().code == 0
    assert_as_clean(project)


@pytest.mark.parametrize("change", CHANGES)
def test_the_preview_follows(project: Path, change: Callable[[Path], None]) -> None:
    def preview_of() -> Preview:
        return Preview(BuildRequest(Path("entries"), project / "site", Path("glossary.yml"), jobs=1))

    followed = preview_of()
    followed.rebuild()
    before = read_files(project)
    change(project)
    after = read_files(project)
    followed.rebuild({name for name in before.keys() | after.keys() if before.get(name) != after.get(name)})
    new = preview_of()
    new.rebuild()
    assert followed.urls() == new.urls()
    for url in (*new.urls(), "sitemap.xml", "sw.js", "search/manifest.json"):
        assert followed.respond(url) == new.respond(url), url


def test_the_preview_follows_names_in_pages_without_reading_everything_again(project: Path) -> None:
    write_files(project, {"glossary.yml": "title: Flour\n"})
    shutil.rmtree(project / "entries/de")
    preview = Preview(BuildRequest(Path("entries"), project / "site", Path("glossary.yml"), jobs=1))
    preview.rebuild()
    assert preview._editable is not None
    edit("entries/bran.yml", "term: Bran\n", "term: Bran\naliases: [river]\n")(project)
    before = preview._editable
    preview.rebuild({"entries/bran.yml"})
    assert preview._editable is not None and preview._editable.inputs is before.inputs
    assert b'data-term="bran">river</a>' in preview.respond("about/").data
    # A reference of a page that an edit breaks is reported.
    edit("entries/bran.yml", "term: Bran\n", "term: Husk\nid: bran\n")(project)
    update = preview.rebuild({"entries/bran.yml"})
    assert [(issue.code, issue.path) for issue in update.issues] == []
    edit("entries/bran.yml", "id: bran\n", "id: husk\n")(project)
    update = preview.rebuild({"entries/bran.yml"})
    assert [(issue.code, issue.path, issue.line) for issue in update.issues] == [
        ("reference-unknown", "pages/about.md", 10)
    ]


@pytest.mark.parametrize(
    ("file", "text", "issue"),
    [
        ("note.md", "No title.\n", "pages/note.md:1: error [page-title]"),
        ("note.md", "## Second\n\nText.\n", "pages/note.md:1: error [page-title]"),
        ("note.md", "---\ntitel: X\n---\n", "pages/note.md:2: error [unknown-field] a page has no field 'titel'"),
        ("note.md", "---\ntitle: X\nmenu: side\n---\n", "pages/note.md:3: error [field-value] 'menu' cannot be 'side'"),
        (
            "note.md",
            "---\ntitle: X\norder: first\n---\n",
            "pages/note.md:3: error [field-type] 'order' must be a whole number",
        ),
        ("note.md", "---\ntitle: [X]\n---\n", "pages/note.md:2: error [field-type] 'title' must be text"),
        ("note.md", "---\ntitle: X\n", "pages/note.md:1: error [front-matter-open]"),
        ("note.md", "---\n- X\n---\n", "pages/note.md:2: error [record-shape]"),
        ("note.md", "---\ntitle: X\ntitle: Y\n---\n", "pages/note.md:3: error [duplicate-key]"),
        ("note.md", "# X\n\nSee [[barn]].\n", "pages/note.md:3: error [reference-unknown] [[barn]] names no term"),
        ("note.md", "# X\n\n\n\nA\n[link](no.md).\n", "pages/note.md:6: warning [link-dead]"),
        ("note.md", "# X\n\n<!-- open\n", "pages/note.md:3: warning [unclosed-comment]"),
        ("note.md", b"\xff\xfeX", "pages/note.md: error [file-encoding]"),
        ("note.txt", "X", "pages/note.txt: warning [file-unknown]"),
        ("index.md", "---\ntitle: Home\n---\nHello.\n", "pages/index.md:2: warning [page-field]"),
        ("search.md", "# Search\n", "pages/search.md:1: error [page-address] its address 'search/'"),
        ("term/rye.md", "# Rye\n", "pages/term/rye.md:1: error [page-address] its address 'term/rye/'"),
        ("term/oat.md", "# Oat\n", "pages/term/oat.md:1: error [page-address]"),
        ("B.md", "# B\n", "pages/B.md:1: error [page-address] its address 'b/'"),
        ("de.md", "# German\n", "pages/de.md:1: error [page-address] its address 'de/'"),
        ("de/all.md", "# All\n", "pages/de/all.md:1: error [page-address] its address 'de/all/'"),
        ("About.markdown", "# A\n", "error [page-address] pages/About.markdown has the address 'about/', too"),
        ("+.md", "# A\n", "pages/+.md:1: error [page-address] no address can be made of its name"),
    ],
)
def test_what_is_wrong_with_a_page_has_its_file_and_line(
    project: Path, file: str, text: str | bytes, issue: str
) -> None:
    write_files(project, {f"pages/{file}": text})
    outcome = build("site", "--verbose")
    assert issue in outcome.err
    assert outcome.code == (" error " in f" {issue}")
    checked = run_glossary("check", "--verbose")
    # What no reader can follow is an error only where the glossary is checked.
    found = issue.replace("warning [link-dead]", "error [link-dead]")
    assert found in checked.out
    assert checked.code == (" error " in f" {found}")


def test_a_file_in_public_in_the_place_of_a_page_is_an_error(project: Path) -> None:
    write_files(project, {"public/about/index.html": "mine", "public/about/us.jpg": "a picture"})
    outcome = build()
    assert outcome.code == 1
    assert "'about/index.html' would be in the place of the page of pages/about.md" in outcome.err
    (project / "public/about/index.html").unlink()
    assert build().code == 0
    assert site(project)["about/us.jpg"] == "a picture"


def test_links_that_leave_the_site_are_listed(project: Path) -> None:
    write_files(project, {"pages/about.md": "# About\n\nSee\nhttps://example.org/mill.\n"})
    with open_project(BuildRequest(Path("entries"), Path("site"), Path("glossary.yml"))) as opened:
        (found,) = find_external_links(opened.analysis.glossary)
    assert (found.url, found.path, found.line) == ("https://example.org/mill", "pages/about.md", 4)


def test_links_between_files_lead_to_pages_and_terms(project: Path) -> None:
    links = "See [us](about.md#where), [home](index.md), [rye](../entries/rye.yml) and ![a mill](mill.png).\n"
    guide = "# Guide\n\n[Back](../contribute.md).\n"
    write_files(project, {"pages/contribute.md": f"# How\n\n{links}", "pages/guide/style.md": guide})
    write_files(project, {"pages/mill.png": PNG, "pages/index.md": "Hello.\n"})
    entry = "term: Bran\nbody: Ask [the millers](../pages/about.md).\n"
    write_files(project, {"entries/bran.yml": entry})
    outcome = build()
    assert outcome.code == 0
    assert "warning" not in outcome.err
    found = site(project)
    how = found["contribute/index.html"]
    assert '<a href="../about/#page-where">us</a>' in how
    assert '<h2 id="page-where">' in found["about/index.html"]
    assert '<a href="../">home</a>' in how
    assert 'data-term="rye">rye</a>' in how
    (picture,) = (name for name in found if name.startswith("files/mill-"))
    assert f'src="../{picture}"' in how
    assert '<a href="../../contribute/">Back</a>' in found["guide/style/index.html"]
    assert '<a href="../../about/">the millers</a>' in found["term/bran/index.html"]
    assert "See [us](../about/index.md), [home](../)," in found["contribute/index.md"]
    (project / "pages/about.md").rename(project / "pages/millers.md")
    assert "warning [link-dead]" in build("site", "--verbose").err
    assert_as_clean(project)


def test_a_link_out_of_the_folder_is_an_error(project: Path) -> None:
    (project / "secret.md").write_text("# Secret\n", encoding="utf-8")
    (project / "pages/secret.md").symlink_to(project / "secret.md")
    outcome = build()
    assert outcome.code == 1
    assert "pages/secret.md: error [file-outside] a link out of pages/" in outcome.err


def test_a_page_that_begins_with_an_underscore_is_left_alone(project: Path) -> None:
    write_files(project, {"pages/_draft.md": "no title", "pages/.hidden.md": "no title"})
    assert build("site", "--verbose").err.count("pages/") == 0


def test_the_output_may_not_overlap_the_pages(project: Path) -> None:
    assert "[output-is-input]" in build("pages/site").err


def test_the_cache_of_a_build_has_the_pages(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    build()
    rendered: list[str] = []
    monkeypatch.setattr("glossary_site.mentions.bodies.render_body", lambda *_, **__: rendered.append("a body"))
    write_files(project, {"public/CNAME": "x"})
    assert build().code == 0
    assert rendered == []
    assert (project / CACHE).is_dir()
