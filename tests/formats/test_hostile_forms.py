"""Files in forms of other programs, made to read other files, to reach other hosts, or to fill the memory."""

import json
import os
import socket
from collections.abc import Callable, Mapping
from itertools import pairwise
from pathlib import Path

import pytest

from glossary_site.formats import read_glossary, recognise_format
from glossary_site.formats.imported import ImportedGlossary, ImportSource
from glossary_site.formats.skos_reading import read_jsonld, read_rdfxml
from glossary_site.formats.table import find_format
from glossary_site.formats.tbx_reading import read_tbx
from glossary_site.formats.xml_nested import read_xml
from glossary_site.issues import Severity

XML: Mapping[Callable[[ImportSource], ImportedGlossary], str] = {
    read_tbx: '<tbx type="TBX-Basic"><text><body><conceptEntry id="a"><langSec xml:lang="en"><termSec>'
    "<term>Rye &x;</term></termSec></langSec></conceptEntry></body></text></tbx>",
    read_rdfxml: '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
    'xmlns:skos="http://www.w3.org/2004/02/skos/core#"><skos:Concept rdf:about="urn:a">'
    '<skos:prefLabel xml:lang="en">Rye &x;</skos:prefLabel></skos:Concept></rdf:RDF>',
    read_xml: "<glossary><entry><term>Rye &x;</term><definition>A grain &x;.</definition></entry></glossary>",
}


def bomb(depth: int = 12) -> str:
    """Entities of which each has ten of the one before."""
    names = [f"x{number}" for number in range(depth)]
    made = ['<!ENTITY x0 "lollollol">']
    made += [f'<!ENTITY {name} "{f"&{before};" * 10}">' for before, name in pairwise(names)]
    return "".join(made) + f'<!ENTITY x "&{names[-1]};">'


@pytest.fixture
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("another host is asked")

    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    monkeypatch.setattr(socket.socket, "connect", refuse)


@pytest.mark.parametrize("read", XML)
@pytest.mark.parametrize(
    "entity",
    [
        '<!ENTITY x SYSTEM "{file}">',
        '<!ENTITY x PUBLIC "a" "{file}">',
        '<!ENTITY % y SYSTEM "{file}"> %y; <!ENTITY x "">',
        '<!ENTITY x SYSTEM "http://127.0.0.1:9/x">',
        bomb(),
    ],
    ids=["file", "public file", "parameter", "host", "bomb"],
)
@pytest.mark.usefixtures("no_network")
def test_an_entity_reads_nothing_and_grows_to_nothing(
    read: Callable[[ImportSource], ImportedGlossary], entity: str, tmp_path: Path
) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("SECRET", encoding="utf-8")
    kind = entity.replace("{file}", secret.as_uri())
    text = f'<?xml version="1.0"?><!DOCTYPE a [{kind}]>{XML[read]}'
    found = repr(read(ImportSource("x.xml", text.encode(), "en")))
    assert "SECRET" not in found and "lollollol" * 20 not in found


@pytest.mark.usefixtures("no_network")
def test_a_context_of_json_ld_is_not_fetched() -> None:
    text = json.dumps({"@context": "http://127.0.0.1:9/context.jsonld", "@id": "urn:a", "prefLabel": "Rye"})
    read_jsonld(ImportSource("x.jsonld", text.encode(), "en"))


#: A glossary in each form that can name another file, with that file as ``FILE``.
NAMING = {
    "g.org": '* Words\n- Rye :: A grain.\n- Oat :: A grass.\n\n* More\n#+INCLUDE: "FILE"\n#+INCLUDE: "FILE" src\n',
    "g.rst": """\
.. glossary::

   Rye
      A grain.

      .. include:: FILE

      .. literalinclude:: FILE

      .. raw:: html
         :file: FILE

      .. csv-table::
         :file: FILE

   Oat
      A grass.
""",
    "g.adoc": "[glossary]\n== Glossary\n\nRye:: A grain.\n+\ninclude::FILE[]\n\nOat:: A grass.\ninclude::FILE[]\n",
    "g.tex": "\\newglossaryentry{r}{name={Rye}, description={A grain. \\input{FILE} \\verbatiminput{FILE}}}\n"
    "\\newglossaryentry{o}{name={Oat}, description={A grass.}}\n\\loadglsentries{FILE}\n",
    "g.mediawiki": "; Rye : A grain. {{FILE}} [[File:FILE]]\n; Oat : A grass.\n",
    "g.textile": "h2. Rye\n\nA grain. !FILE!\n\nh2. Oat\n\nA grass.\n",
    "g.html": "<dl><dt>Rye<dd>A grain. <iframe src='FILE'></iframe><dt>Oat<dd>A grass.</dl>",
    "g.md": '# Words\n\nRye: A grain. ![[FILE]] {% include FILE %} --8<-- "FILE"\n\nOat: A grass.\n',
    "g.xml": """\
<glossary xmlns:xi='http://www.w3.org/2001/XInclude'>
<entry><term>Rye</term><definition>A grain. <xi:include href='FILE' parse='text'/></definition></entry>
<entry><term>Oat</term><definition>A grass.</definition></entry>
</glossary>
""",
}


@pytest.mark.parametrize("name", NAMING)
@pytest.mark.usefixtures("no_network")
def test_a_file_that_a_glossary_names_is_not_read(tmp_path: Path, name: str) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("SECRET", encoding="utf-8")
    path = tmp_path / name
    path.write_text(NAMING[name].replace("FILE", secret.as_posix()), encoding="utf-8")
    found = read_glossary(path, recognise_format(path), "en", {})
    assert [record.term for record in found.records] == ["Rye", "Oat"]
    assert "SECRET" not in repr(found)


#: A glossary in each form whose folder is read as a whole: the name of a file, its text about ``NAME``.
FOLDERS = {
    "dita": ("a.dita", '<glossentry id="NAME"><glossterm>NAME</glossterm><glossdef>A grain.</glossdef></glossentry>'),
    "glossarist": (
        "a.yaml",
        """\
---
data:
  identifier: "1"
  localized_concepts: {eng: NAME-1}
id: NAME
---
data: {language_code: eng, terms: [{type: expression, designation: NAME}], definition: [{content: A grain.}]}
id: NAME-1
""",
    ),
    "json": ("a.json", '[{"term": "NAME", "definition": "A grain."}]'),
    "markdown": ("a.md", "# NAME\n\nA grain.\n"),
}


@pytest.mark.parametrize("form", FOLDERS)
def test_a_folder_is_read_without_links_out_of_it_and_what_has_no_end(form: str, tmp_path: Path) -> None:
    name, text = FOLDERS[form]
    ending = Path(name).suffix
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / name).write_text(text.replace("NAME", "Rye"), encoding="utf-8")
    (tmp_path / f"out{ending}").write_text(text.replace("NAME", "Secret"), encoding="utf-8")
    (tmp_path / f"in/link{ending}").symlink_to(f"../out{ending}")
    (tmp_path / f"in/device{ending}").symlink_to("/dev/zero")
    os.mkfifo(tmp_path / f"in/pipe{ending}")
    found = read_glossary(tmp_path / "in", recognise_format(tmp_path / "in"), "en", {})
    assert [record.term for record in found.records] == ["Rye"]
    wrong = sorted((Path(each.path).stem, each.code) for each in found.issues if each.severity is Severity.ERROR)
    assert wrong == [("device", "file-outside"), ("link", "file-outside"), ("pipe", "file-unreadable")]


@pytest.mark.parametrize("name", ["a.csv", "a.xlsx", "a.docx", "a.tbx", "a.rdf", "a.po", "a.tex", "a.org", "a"])
def test_what_has_no_end_is_not_read_as_a_glossary(name: str, tmp_path: Path) -> None:
    (tmp_path / name).symlink_to("/dev/zero")
    found = read_glossary(tmp_path / name, find_format("csv"), "en", {})
    assert [issue.message for issue in found.issues] == ["this is no ordinary file"]
