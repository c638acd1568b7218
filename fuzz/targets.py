"""Properties of any input, a function for each part of the program; it raises ``AssertionError`` if one is broken."""

import re
from collections.abc import Callable, Mapping
from xml.etree import ElementTree

from fuzz.damaged import check_damaged
from fuzz.safe_html import faults
from glossary_site.formats.asciidoc_glossary import read_asciidoc
from glossary_site.formats.csv_columns import read_csv
from glossary_site.formats.docx import read_docx
from glossary_site.formats.gettext_po import read_po
from glossary_site.formats.glosario import read_glosario
from glossary_site.formats.glossarist import read_glossarist
from glossary_site.formats.glossentries import read_glossentries
from glossary_site.formats.html_lists import read_html
from glossary_site.formats.imported import ImportedGlossary, ImportSource
from glossary_site.formats.json_text import read_json, read_jsonl
from glossary_site.formats.latex_glossary import read_latex
from glossary_site.formats.markdown_page import read_markdown_page
from glossary_site.formats.nested import read_yaml
from glossary_site.formats.skos_reading import read_jsonld, read_rdfxml, read_turtle
from glossary_site.formats.sphinx_glossary import read_sphinx
from glossary_site.formats.tbx_reading import read_tbx
from glossary_site.formats.xlsx import read_xlsx
from glossary_site.formats.xml_nested import read_xml
from glossary_site.loader import decode_source
from glossary_site.loader.glossary_text import normalise_block
from glossary_site.markup import REFERENCE_CLOSE, REFERENCE_OPEN, parse_definition, parse_opening, render_body
from glossary_site.markup.math import FormulaError, render_formula
from glossary_site.records import format_record, parse_markdown, parse_records
from glossary_site.text.latex import find_formulas
from glossary_site.text.layout import reflow
from glossary_site.text.naming import gather_evidence
from glossary_site.text.scan import scan_text

_WORD = re.compile(r"\w+")
_REFERENCE = re.compile(f"{REFERENCE_OPEN}(.*?){REFERENCE_CLOSE}", re.DOTALL)
#: Readers of other tools' glossaries, chosen by the first byte of an input.
READERS: tuple[Callable[[ImportSource], object], ...] = (
    read_csv,
    read_json,
    read_jsonl,
    read_glosario,
    read_html,
    read_sphinx,
    read_tbx,
    read_turtle,
    read_jsonld,
)


#: Readers of the forms that came later, and those that find columns and keys by themselves.
FORMS: Mapping[bytes, Callable[[ImportSource], ImportedGlossary]] = {
    b"a": read_asciidoc,
    b"c": read_csv,
    b"d": read_docx,
    b"e": read_glossentries,
    b"g": read_glossarist,
    b"j": read_json,
    b"l": read_latex,
    b"m": read_markdown_page,
    b"p": read_po,
    b"r": read_rdfxml,
    b"s": read_xlsx,
    b"x": read_xml,
    b"y": read_yaml,
}


def forms(raw: bytes) -> None:
    """Any bytes can be read as any form without an exception: the first names the form. A term is on one line."""
    read = FORMS.get(raw[:1])
    if read is None:
        return
    found = read(ImportSource("x", raw[1:], "en"))
    assert all("\n" not in record.term for record in found.records)


def readers(raw: bytes) -> None:
    """Any bytes can be read as any kind of file without an exception."""
    if raw[:1] and raw[0] < len(READERS):
        READERS[raw[0]](ImportSource("x", raw[1:], "en", {"term": "a", "definition": "b"}))
        return
    source, issues = decode_source(raw, "x.txt")
    assert source is not None or issues
    if source is None:
        return
    scan = scan_text(source.text)
    evidence = gather_evidence(((block.heading, block.body) for block in scan.blocks), {}, parse_opening)
    for block in scan.blocks:
        assert not normalise_block(block, "x.txt", evidence).lost_words


def reflowed(raw: bytes) -> None:
    """Reflow loses no word and adds none."""
    body = raw.decode("utf-8", "replace")
    assert _WORD.findall(reflow(body)) == _WORD.findall(body)


def formulas(raw: bytes) -> None:
    """Formulas are found in order, and each becomes well-formed and harmless MathML, or an error with a reason."""
    text = raw.decode("utf-8", "replace")
    end = 0
    for formula in find_formulas(text):
        assert end <= formula.start < formula.end <= len(text)
        end = formula.end
        _check_formula(formula.latex)
    _check_formula(text)


def _check_formula(latex: str) -> None:
    try:
        mathml = render_formula(latex, display=True)
    except FormulaError as error:
        assert str(error)
        return
    ElementTree.fromstring(mathml)  # noqa: S314 - our own output has no entities
    assert not faults(mathml)


def sanitiser(raw: bytes) -> None:
    """A body becomes HTML that holds only what an entry may."""
    text = raw.decode("utf-8", "replace")
    definition, _, markdown = text.rpartition("\0")
    body = render_body(markdown, parse_definition(definition), prefix="sense")
    numbers = _REFERENCE.findall(body.lead + body.html)
    assert set(numbers) == {str(number) for number in range(len(body.references))}
    assert not faults(body.lead + body.html, "sense"), faults(body.lead + body.html, "sense")
    assert not faults(body.lead, "sense")
    assert not faults(body.html, "sense")


def records(raw: bytes) -> None:
    """Records are read without an exception. A record read without an issue is the same when written and read again.

    A damaged file loses only its own entries.
    """
    check_damaged(raw)
    text = raw.decode("utf-8", "replace")
    for parse in (parse_records, parse_markdown):
        found, issues = parse(text, "x")
        assert all(issue.line > 0 for issue in issues)
        if issues:
            continue
        for record in found:
            again, more = parse_records(format_record(record), "x")
            assert not more, more
            assert [format_record(each) for each in again] == [format_record(record)]


TARGETS: Mapping[str, Callable[[bytes], None]] = {
    "readers": readers,
    "forms": forms,
    "reflow": reflowed,
    "formulas": formulas,
    "sanitiser": sanitiser,
    "records": records,
}
