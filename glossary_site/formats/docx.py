"""Documents of Word (DOCX): their tables, headings and bold names, read as those of a Markdown page are.

The only importer of mammoth, which makes HTML of a document.
"""

from io import BytesIO
from zipfile import BadZipFile, ZipFile

import mammoth

from glossary_site.formats.html_markdown import HtmlConverter
from glossary_site.formats.imported import ImportedGlossary, ImportNotes, ImportSource
from glossary_site.formats.markdown_page import take_entries
from glossary_site.formats.xml_text import Element, elements, local_name, parse_html
from glossary_site.loader import MAX_BYTES, parse_page

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
        html = mammoth.convert_to_html(
            BytesIO(source.raw), convert_image=mammoth.images.img_element(_show_nothing)
        ).value
    except (BadZipFile, KeyError, ValueError, OSError, RecursionError) as error:
        notes.add_error("docx-syntax", f"this is not a document of Word: {error}", "save it again as .docx")
        return notes.glossary()
    root = parse_html(f"<body>{html}</body>")
    if root is not None:
        for picture in elements(root, "img"):
            notes.count_loss("a picture is left out", picture.get("alt") or "", counted="pictures")
        page = parse_page(_to_markdown(root, HtmlConverter(notes, {})), source.path)
        if len(page.records) > 1:
            return notes.glossary(take_entries(page, notes))
    notes.add_error("docx-empty", "the document has no table of terms, no headings with text and no bold names", "")
    return notes.glossary()


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
