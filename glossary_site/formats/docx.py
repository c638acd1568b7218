"""Documents of Word (DOCX): their tables, headings and bold names, read as those of a Markdown page are.

The only importer of mammoth, which makes HTML of a document. It works apart: a small file can make it take all memory.
"""

from io import BytesIO
from zipfile import BadZipFile, ZipFile

import mammoth

from glossary_site.formats.html_markdown import HtmlConverter
from glossary_site.formats.imported import ImportedGlossary, ImportNotes, ImportSource
from glossary_site.formats.markdown_page import take_entries
from glossary_site.formats.xml_text import Element, elements, local_name, parse_html
from glossary_site.loader import MAX_BYTES, parse_page
from glossary_site.workers import run_apart

#: In seconds of the processor: mammoth reads a megabyte in 3 to 16.
_LONGEST = 60
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


def read_docx(source: ImportSource) -> ImportedGlossary:
    """The entries of a document.

    Issues: ``docx-syntax``, ``file-too-large`` (unpacked), ``docx-empty``.
    """
    notes = ImportNotes(source.path)
    try:
        with ZipFile(BytesIO(source.raw)) as archive:
            size = sum(each.file_size for each in archive.infolist())
        if size > MAX_BYTES:
            message = f"the document is too large unpacked: the limit is {MAX_BYTES // 1024 // 1024} MB"
            notes.add_error("file-too-large", message, "split it")
            return notes.glossary()
    except (BadZipFile, OSError) as error:
        return _refuse(notes, str(error))
    html, fault = run_apart(_to_html, source.raw, _LONGEST) or ("", "")
    if fault:
        return _refuse(notes, fault)
    if not html:
        message = "the document takes too much memory or time to be read"
        notes.add_error("file-too-large", message, "split it")
        return notes.glossary()
    root = parse_html(html)
    if root is not None:
        for picture in elements(root, "img"):
            notes.count_loss("a picture is left out", picture.get("alt") or "", counted="pictures")
        page = parse_page(_to_markdown(root, HtmlConverter(notes, {})), source.path)
        if len(page.records) > 1:
            return notes.glossary(take_entries(page, notes))
    notes.add_error("docx-empty", "the document has no table of terms, no headings with text and no bold names", "")
    return notes.glossary()


def _refuse(notes: ImportNotes, why: str) -> ImportedGlossary:
    notes.add_error("docx-syntax", f"this is not a document of Word: {why}", "save it again as .docx")
    return notes.glossary()


def _to_html(raw: bytes) -> tuple[str, str]:
    """The HTML that mammoth makes of a document, within one element; or "", and why, which is "" if it is too large."""
    try:
        made = mammoth.convert_to_html(BytesIO(raw), convert_image=mammoth.images.img_element(_show_nothing))
    except MemoryError:
        raise
    except Exception as error:  # mammoth looks into the document as it goes, and meets anything
        return "", str(error) or type(error).__name__
    return (f"<body>{made.value}</body>" if len(made.value) <= MAX_BYTES else ""), ""


def _show_nothing(_: object) -> dict[str, str]:
    """The attributes of a picture, which would else have all its bytes in its address."""
    return {"src": ""}


def _to_markdown(root: Element, converter: HtmlConverter) -> str:
    body = next(elements(root, "body"), root)
    return "\n\n".join(filter(None, (_block(each, converter) for each in body))) + "\n"


def _block(element: Element, converter: HtmlConverter) -> str:
    name = local_name(element)
    if name in _HEADINGS:
        return f"{'#' * int(name[1])} {converter.inline(element).strip()}"
    if name != "table":
        return converter.block(element)
    rows = [
        [_cell(each, converter) for each in row if local_name(each) in ("td", "th")] for row in elements(element, "tr")
    ]
    shown = [f"| {' | '.join(row)} |" for row in rows]
    return "\n".join((shown[0], "|" + " --- |" * len(rows[0]), *shown[1:])) if shown else ""


def _cell(element: Element, converter: HtmlConverter) -> str:
    return " ".join(converter.blocks(element).split())
