"""Pictures in exports: carried where the form can, named by their address where it cannot."""

import re
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from command_line import read_files, run_glossary, write_files
from lxml import etree
from rdflib import Graph, URIRef
from rdflib.namespace import FOAF

DIE = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20"><rect width="40" height="20"/></svg>'
SHEET = b"%PDF-1.7\n"
AVIF = b"\0\0\0\x20ftypavif"
WAFER = """---
term: Wafer
---
A wafer is a disc.

![A "die"](img/die.svg "From above")

![How it sounds](wafer.mp3)

Cut by a [saw](saw.md), see [its *sheet*](sheet.pdf) and [us](/about/), ![elsewhere](https://img.example.org/x.png)
`![a](img/die.svg)`.
"""
BASE = "https://example.org/g/"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    write_files(
        tmp_path,
        {
            "glossary.yml": f"title: Chips\nbase_url: {BASE}\nimages: img.example.org\n",
            "entries/wafer.md": WAFER,
            "entries/saw.md": "---\nterm: Saw\n---\nA saw is a disc, too. [Back](wafer.md)\n",
            "entries/img/die.svg": DIE,
            "entries/sheet.pdf": SHEET,
            "entries/wafer.mp3": b"ID3\x04",
        },
    )
    monkeypatch.chdir(tmp_path)
    return tmp_path


def export(form: str, output: str) -> Path:
    result = run_glossary("export", "--format", form, "--output", output)
    assert result.code == 0, result.err
    return Path(output)


def name_of(pattern: str, text: str) -> str:
    (found,) = set(re.findall(pattern, text))
    return str(found)


def test_the_twins_lead_to_the_files_of_the_site_and_to_other_twins(project: Path) -> None:
    assert run_glossary("build").code == 0
    twin = (project / "_site/term/wafer/index.md").read_text()
    address = name_of(r'!\[A "die"\]\(([^) ]+) "From above"\)', twin)
    assert (project / "_site/term/wafer" / address).read_bytes() == DIE
    assert (project / "_site/term/wafer" / name_of(r"\[its \*sheet\*\]\(([^)]+)\)", twin)).read_bytes() == SHEET
    assert "a [saw](../saw/index.md)" in twin
    assert "`![a](img/die.svg)`" in twin
    assert f"]({BASE}files/die-" in (project / "_site/llms-full.txt").read_text()


def test_a_folder_of_markdown_has_the_files(project: Path) -> None:
    found = read_files(export("markdown", "out"))
    address = name_of(r'!\[A "die"\]\(../../([^) ]+) ', found["term/wafer/index.md"].decode())
    assert found[address] == DIE
    assert SHEET in found.values()


def test_a_book_has_the_pictures_and_links_to_other_files(project: Path) -> None:
    with zipfile.ZipFile(export("epub", "book.epub")) as book:
        content = {name: book.read(name) for name in book.namelist()}
    page = next(data.decode() for name, data in content.items() if b"A wafer is" in data and name.endswith(".xhtml"))
    address = name_of(r'<img src="(files/die-[^"]+)" alt="A &quot;die&quot;" width="40" height="20"/>', page)
    assert content[f"EPUB/{address}"] == DIE
    assert b'media-type="image/svg+xml"' in content["EPUB/content.opf"]
    assert re.search(f'<a href="{BASE}files/sheet-[^"]+.pdf">its <em>sheet</em></a>', page)
    assert '<a href="https://img.example.org/x.png">elsewhere</a>' in page
    assert '<a href="https://example.org/about/">us</a>' in page
    assert 'class="picture"' not in page and "loading" not in page
    assert re.search(f'<a href="{BASE}files/wafer-[^"]+.mp3">How it sounds</a>', page)
    assert "<audio" not in page
    assert not any(name.endswith((".pdf", ".mp3")) for name in content)


def test_a_docset_has_the_files(project: Path) -> None:
    found = read_files(export("docset", "chips"))
    folder = "Contents/Resources/Documents/"
    page = found[f"{folder}wafer.html"].decode()
    assert found[folder + name_of('src="(files/die-[^"]+)"', page)] == DIE
    assert found[folder + name_of('href="(files/sheet-[^"]+)"', page)] == SHEET


def test_a_deck_has_the_pictures(project: Path) -> None:
    with zipfile.ZipFile(export("anki", "deck.apkg")) as deck:
        media = deck.read("media").decode()
        assert re.fullmatch(r'\{"0": "die-[0-9a-f]+\.svg"\}', media)
        assert deck.read("0") == DIE
        assert name_of('"(die-[^"]+)"', media).encode() in deck.read("collection.anki2")


def test_what_is_lost_of_files_is_counted(project: Path) -> None:
    done = run_glossary("export", "--format", "epub", "--output", "book.epub")
    assert re.search(r"lost: pictures and files: pictures are in it, .* \(3 here\)", done.err)


def test_vocabularies_name_the_pictures_by_their_addresses(project: Path) -> None:
    graph = Graph().parse(export("skos-turtle", "g.ttl"))
    (picture,) = graph.objects(URIRef(f"{BASE}term/wafer/"), FOAF.depiction)
    assert re.fullmatch(f"{BASE}files/die-[0-9a-f]+.svg", str(picture))
    root = etree.parse(export("tbx", "g.tbx"))
    (graphic,) = root.iterfind(".//{*}xref[@type='xGraphic']")
    assert (graphic.text, graphic.get("target")) == ("die.svg", str(picture))


def test_books_without_an_address_of_the_site_have_the_text_of_links_to_files(project: Path) -> None:
    write_files(project, {"glossary.yml": "title: Chips\n"})
    with zipfile.ZipFile(BytesIO(export("epub", "book.epub").read_bytes())) as book:
        pages = b"".join(book.read(name) for name in book.namelist() if name.endswith(".xhtml"))
    assert b"see its <em>sheet</em> and us," in pages
