"""Input that is hard for the libraries that readers use: mammoth, calamine, pandoc, ftfy and math-core.

``make audit`` gives each 100 KB and a megabyte of every unit, and prints how many inputs were tried, how many have
issues, the longest time of the processor, and the most memory, that of the process in which a library works included.
"""

import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from io import BytesIO

import pytest

from glossary_site.formats.docx import read_docx
from glossary_site.formats.imported import ImportedGlossary, ImportSource
from glossary_site.formats.pandoc_text import read_pandoc
from glossary_site.formats.xlsx import read_xlsx
from glossary_site.markup import accepts_formula
from glossary_site.text.layout import repair

SIZES = (100_000, 1_000_000)
#: The longest formula, and one beyond it.
FORMULAS = (9_990, 100_000)

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_MAIN = "http://schemas.openxmlformats.org/{}ml/2006/main"


def pack(parts: Mapping[str, str]) -> bytes:
    """An archive of Office with these parts."""
    whole = BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return whole.getvalue()


def relations(**targets: str) -> str:
    """The relations of a part: kinds and targets."""
    each = (f'<Relationship Id="{kind}" Type="{_OFFICE}/{kind}" Target="{to}"/>' for kind, to in targets.items())
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{"".join(each)}</Relationships>'


def document(body: str, notes: str = "") -> bytes:
    """A document of Word with this body, and a footnote 1."""
    head = f'xmlns:w="{_MAIN.format("wordprocessing")}"'
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" ContentType='
        '"application/vnd.openxmlformats-package.relationships+xml"/></Types>',
        "_rels/.rels": relations(officeDocument="word/document.xml"),
        "word/_rels/document.xml.rels": relations(footnotes="footnotes.xml"),
        "word/document.xml": f"<w:document {head}><w:body>{body}</w:body></w:document>",
        "word/footnotes.xml": f'<w:footnotes {head}><w:footnote w:id="1">{notes}</w:footnote></w:footnotes>',
    }
    return pack(parts)


def spreadsheet(rows: str, after: str = "", shared: str = "") -> bytes:
    """A spreadsheet with the rows of one sheet, what follows them, and texts that cells share."""
    head = f'xmlns="{_MAIN.format("spreadsheet")}" xmlns:r="{_OFFICE}"'
    sheet = f'<workbook {head}><sheets><sheet name="S" sheetId="1" r:id="worksheet"/></sheets></workbook>'
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"/>',
        "_rels/.rels": relations(officeDocument="xl/workbook.xml"),
        "xl/workbook.xml": sheet,
        "xl/_rels/workbook.xml.rels": relations(worksheet="worksheets/s.xml", sharedStrings="sharedStrings.xml"),
        "xl/worksheets/s.xml": f"<worksheet {head}><sheetData>{rows}</sheetData>{after}</worksheet>",
        "xl/sharedStrings.xml": f"<sst {head}>{shared}</sst>",
    }
    return pack(parts)


def repeat(unit: str, size: int) -> str:
    """About ``size`` characters of a unit."""
    return unit * max(1, size // len(unit))


def nest(start: str, end: str, size: int) -> str:
    """About ``size`` characters of elements within one another."""
    times = size // len(start + end)
    return start * times + end * times


def run(text: str, style: str = "") -> str:
    """A run of Word."""
    return f"<w:r>{style and f'<w:rPr><w:{style}/></w:rPr>'}<w:t>{text}</w:t></w:r>"


_P = f"<w:p>{run('a')}</w:p>"
_FIELD = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
_NOTE = '<w:p><w:r><w:footnoteReference w:id="1"/></w:r></w:p>'
_CELL = f"<w:tc>{_P}</w:tc>"
WORD: Mapping[str, Callable[[int], bytes]] = {
    "paragraphs": lambda size: document(repeat(_P, size)),
    "empty paragraphs": lambda size: document(repeat("<w:p/>", size)),
    "bold names": lambda size: document(repeat(f"<w:p>{run('Rye', 'b')}{run('is a grain')}</w:p>", size)),
    "runs": lambda size: document(f"<w:p>{repeat(run('a', 'b') + run('b', 'i'), size)}</w:p>"),
    "marks": lambda size: document(f"<w:p>{run(repeat('*_`[](', size))}</w:p>"),
    "one text": lambda size: document(f"<w:p>{run(repeat('Rye: a grain. ', size))}</w:p>"),
    "rows": lambda size: document(f"<w:tbl>{repeat(f'<w:tr>{_CELL * 2}</w:tr>', size)}</w:tbl>"),
    "cells": lambda size: document(f"<w:tbl><w:tr>{repeat(_CELL, size)}</w:tr></w:tbl>"),
    "a wide cell": lambda size: document(
        f'<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="{size}"/></w:tcPr>{_P}</w:tc></w:tr></w:tbl>'
    ),
    "merged cells": lambda size: document(
        f"<w:tbl>{repeat(f'<w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr>{_P}</w:tc></w:tr>', size)}</w:tbl>"
    ),
    "nested tables": lambda size: document(nest("<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>", size)),
    "nested changes": lambda size: document(f"<w:p>{nest('<w:ins>', '</w:ins>', size)}</w:p>"),
    "fields": lambda size: document(f"<w:p>{repeat(_FIELD, size)}</w:p>"),
    "notes": lambda size: document(repeat(_NOTE, size), _P),
    "a large note": lambda size: document(repeat(_NOTE, size // 10), f"<w:p>{run('a' * size)}</w:p>"),
}
_ROW = '<row><c t="inlineStr"><is><t>Rye {0}</t></is></c><c t="inlineStr"><is><t>a</t></is></c></row>'
_MERGED = '<mergeCell ref="A1:A{}"/>'
SHEETS: Mapping[str, Callable[[int], bytes]] = {
    "rows": lambda size: spreadsheet("".join(_ROW.format(n) for n in range(size // len(_ROW)))),
    "cells": lambda size: spreadsheet(f"<row>{repeat('<c><v>1</v></c>', size)}</row>"),
    "empty rows": lambda size: spreadsheet(repeat("<row/>", size) + _ROW),
    "a cell far away": lambda size: spreadsheet(f'{_ROW}<row r="{size}"><c r="xfd{size}"><v>1</v></c></row>'),
    "a cell far away without a place": lambda size: spreadsheet(
        f'{_ROW}<row r="{size}">{"<c/>" * 16_000}<c><v>1</v></c></row>'
    ),
    "one text for all cells": lambda size: spreadsheet(
        repeat('<row><c t="s"><v>0</v></c></row>', size), "", f"<si><t>{'a' * size}</t></si>"
    ),
    "merged cells": lambda size: spreadsheet(
        "".join(_ROW.format(n) for n in range(size // len(_ROW))),
        f"<mergeCells>{repeat(_MERGED.format(size // len(_ROW)), size)}</mergeCells>",
    ),
    "nested texts": lambda size: spreadsheet(f"<row><c><is>{nest('<t>', '</t>', size)}</is></c></row>"),
}
_MOJIBAKE = (
    "Ã© ",
    "Ã©’ ",
    "éÃ©\n",
    "Ã©",
    "â€™",
    "ÃƒÂ©",
    "Ã",
    "â€",
    "Â ",
    "ï¿½",
    "\x81",
    "Ð¡",
    "é",
    "Ã©’",
    "&amp;",
    "\u0301",
    "a\u0301 ",
    "ﬁ",
    "ÃÃ ",
)
_LATEX = (
    *(
        "(",
        "[",
        "{",
        "}",
        "|",
        "'",
        "a'",
        "^",
        "_",
        "a^",
        "a_b",
        "^{",
        "_{",
        "&",
        "\\\\",
        "\\,",
        "1",
        "1.",
        "é",
        "\\",
        "~",
    ),
    *(
        "\\left(",
        "\\right)",
        "\\left(a\\right)",
        "\\frac{a}{b}",
        "\\frac{",
        "\\sqrt{",
        "\\sqrt[",
        "\\text{a}",
        "\\text{",
    ),
    *("\\begin{matrix}a&", "\\begin{align}", "\\begin{cases}a\\\\", "\\overbrace{a}^{", "\\not", "\\hat{", "\\middle|"),
    *(
        "\\mathbb{a}",
        "\\operatorname{a}",
        "\\substack{a}",
        "\\substack{",
        "\\dotsb",
        "\\mbox{a}",
        "\\widetilde{",
        "\\int",
    ),
    *(
        "\\limits",
        "\\color{red}",
        "\\hspace{1em}",
        "\\binom{a}{b}",
        "\\stackrel{a}",
        "\\prescript{a}{",
        "\\tag{a}",
        "\\big(",
    ),
)

#: By ending, what pandoc reads: opened and never closed, or many of them.
_PANDOC: Mapping[str, tuple[str, ...]] = {
    ".org": ("* a\n", "- a :: b\n", "#+BEGIN_SRC\n", "[[a][b]] ", "| a |\n"),
    ".mediawiki": ("; a : b\n", "'''a", "{{a|", "{|\n|a\n", "<ref>a", "* a\n"),
    ".textile": ("*a ", "- a := b\n", "|a|\n", "<b>", "fn1. a\n\n"),
    ".rtf": ("{\\b a", "\\par ", "}", "\\trowd\\cell\\row "),
}
_DOCUMENTS = {f"{unit} in {ending}": (unit, ending) for ending, units in _PANDOC.items() for unit in units}


def _read_document(name: str, size: int) -> bool:
    unit, ending = _DOCUMENTS[name]
    text = f"{{\\rtf1 {repeat(unit, size)}" if ending == ".rtf" else repeat(unit, size)
    return bool(read_pandoc(ImportSource(f"x{ending}", text.encode(), "en")).issues)


def _read(read: Callable[[ImportSource], ImportedGlossary], make: Callable[[int], bytes], size: int) -> bool:
    return bool(read(ImportSource("x", make(size), "en")).issues)


@dataclass(frozen=True, slots=True)
class Library:
    """Inputs by name, sizes, what says whether an input of a size is refused, and seconds and megabytes at most."""

    names: tuple[str, ...]
    sizes: tuple[int, ...]
    is_refused: Callable[[str, int], bool]
    seconds: float
    megabytes: int = 400


LIBRARIES: Mapping[str, Library] = {
    "mammoth": Library(tuple(WORD), SIZES, lambda name, size: _read(read_docx, WORD[name], size), 30, 1_900),
    "calamine": Library(tuple(SHEETS), SIZES, lambda name, size: _read(read_xlsx, SHEETS[name], size), 30, 1_900),
    # A program of its own: after two minutes by the clock, or with a gigabyte, it is ended.
    "pandoc": Library(tuple(_DOCUMENTS), (20_000, 100_000), _read_document, 120, 1_400),
    "ftfy": Library(_MOJIBAKE, SIZES, lambda unit, size: not repair(repeat(unit, size), accepts_formula), 5),
    "math-core": Library(_LATEX, FORMULAS, lambda unit, size: not accepts_formula(repeat(unit, size)), 2),
}

_MEASURE = """
import json, resource, sys
from tests.test_worst_libraries import LIBRARIES
library = LIBRARIES[sys.argv[1]]
whose = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
seconds = lambda: sum(each.ru_utime + each.ru_stime for each in map(resource.getrusage, whose))
rows = []
for name in library.names:
    for size in library.sizes:
        start = seconds()
        refused = library.is_refused(name, size)
        rows.append((seconds() - start, f"{name!r} as {size:,}", refused))
print(json.dumps([rows, sum(resource.getrusage(each).ru_maxrss for each in whose) / 1024]))
"""


@pytest.mark.skipif(os.environ.get("AUDIT") != "full", reason="measured by make audit")
@pytest.mark.parametrize("name", LIBRARIES)
def test_a_megabyte_for_a_library_takes_no_long_time_and_little_memory(name: str) -> None:
    done = subprocess.run([sys.executable, "-c", _MEASURE, name], capture_output=True, text=True, check=True)
    rows, megabytes = json.loads(done.stdout)
    slowest = ", ".join(f"{what} {seconds:.2f} s" for seconds, what, _ in sorted(rows, reverse=True)[:3])
    refused = sum(each for *_, each in rows)
    print(f"\n{name}: {len(rows)} inputs, {refused} with issues; {slowest}; {megabytes:.0f} MB")
    assert max(seconds for seconds, *_ in rows) <= LIBRARIES[name].seconds
    assert megabytes <= LIBRARIES[name].megabytes


#: Small files that ask a library for hundreds of gigabytes, for one, or for a hundred megabytes.
BOMBS: Mapping[str, tuple[Callable[[ImportSource], ImportedGlossary], Callable[[int], bytes], int]] = {
    "a cell far away": (read_xlsx, SHEETS["a cell far away"], 1_048_576),
    "a cell far away without a place": (read_xlsx, SHEETS["a cell far away without a place"], 1_048_576),
    "one text for all cells": (read_xlsx, SHEETS["one text for all cells"], 200_000),
    "one text for some cells": (read_xlsx, SHEETS["one text for all cells"], 60_000),
    "a large note": (read_docx, WORD["a large note"], 800_000),
    "a large note, less often": (read_docx, WORD["a large note"], 200_000),
}


@pytest.mark.skipif(sys.platform != "linux", reason="only there a process may be kept from memory")
@pytest.mark.parametrize("name", BOMBS)
def test_a_small_file_cannot_take_all_memory(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("glossary_site.workers.limits._APART", 400_000_000)  # in less time than with more
    read, make, size = BOMBS[name]
    raw = make(size)
    assert len(raw) < 20_000
    assert [issue.code for issue in read(ImportSource("x", raw, "en")).issues] == ["file-too-large"]
