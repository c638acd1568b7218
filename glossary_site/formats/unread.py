"""Forms of glossaries that are not read: each is named as what it is, with what to do."""

import re
from collections.abc import Mapping
from pathlib import Path

from glossary_site.formats.content import find_ending
from glossary_site.formats.imported import ImportedGlossary, ImportNotes, ImportSource
from glossary_site.formats.recognition import (
    count_endings,
    cut_opening,
    find_glossary_page,
    is_dita,
    is_settings,
    may_hold_entries,
)
from glossary_site.formats.sections import announces_terms, find_headings, find_other_sections
from glossary_site.formats.table import IMPORTS, PAGE
from glossary_site.loader import MARKDOWN, is_group, read_source
from glossary_site.records import opens_with_record

#: In bytes: what is looked at of a file.
_OPENING = 100_000
_OFFICE = "open it and save it as HTML or CSV, or its text as a .txt file"
_PICTURE = ("a picture", "type its text into a Markdown file")
_ARCHIVE = ("an archive", "unpack it and name what is in it")
_SOURCE = "convert it to Markdown or reStructuredText, such as with pandoc"
#: Ending -> what such a file is, and what to do with it.
_FORMS: Mapping[str, tuple[str, str]] = {
    ".pdf": ("a PDF", "name the file that it was made from, or copy its text into a .txt file"),
    **dict.fromkeys((".doc", ".pages", ".fodt"), ("a document of a word processor", _OFFICE)),
    **dict.fromkeys((".xlsb", ".fods", ".numbers"), ("a spreadsheet", "save it as .xlsx, or as CSV in UTF-8")),
    **dict.fromkeys((".ppt", ".pptx", ".odp", ".key"), ("slides", _OFFICE)),
    **dict.fromkeys((".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg", ".tif", ".tiff", ".heic"), _PICTURE),
    **dict.fromkeys((".zip", ".gz", ".tgz", ".tar", ".bz2", ".xz", ".7z", ".rar"), _ARCHIVE),
    **dict.fromkeys((".epub", ".mobi", ".azw3"), ("a book", "name the file that it was made from")),
    **dict.fromkeys((".typ", ".muse", ".t2t"), ("a text in markup", _SOURCE)),
    **dict.fromkeys((".db", ".sqlite", ".sqlite3", ".mdb"), ("a database", "export its table as CSV")),
    **dict.fromkeys((".n3", ".nt", ".nq", ".trig"), ("RDF", "convert it to Turtle (.ttl)")),
}


#: How files begin that are no text -> what they are.
_MAGIC: Mapping[bytes, tuple[str, str]] = {
    b"%PDF-": _FORMS[".pdf"],
    b"\x89PNG": _PICTURE,
    b"\xff\xd8\xff": _PICTURE,
    b"GIF8": _PICTURE,
    b"RIFF": ("a picture or a sound", _PICTURE[1]),
    b"\xd0\xcf\x11\xe0": ("a document of an old version of Word or Excel", _OFFICE),
    b"PK\x03\x04": _ARCHIVE,
    b"\x1f\x8b": _ARCHIVE,
    b"7z\xbc\xaf": _ARCHIVE,
    b"SQLite format 3": _FORMS[".db"],
}
#: Endings of files that begin so and are read.
_OWN = {b"PK\x03\x04": (".docx", ".odt", ".xlsx", ".xlsm", ".ods"), b"\xd0\xcf\x11\xe0": (".xls",)}
#: Names of files about a project, without their endings.
_PAGE_NAMES = re.compile(
    r"(?:readme|license|licence|copying|changelog|changes|history|news|contributing|code[-_]of[-_]conduct|security|"
    r"authors|maintainers|support|todo|roadmap|release[-_]?notes|pull[-_]request[-_]template)(?:[._-].*)?",
    re.IGNORECASE,
)
#: Words for pages about how something is done, in names of files and in titles.
_GUIDE = re.compile(
    r"naming|conventions?|guide(?:s|lines?)?|tutorials?|how-?to|faq|quickstart|install(?:ation|ing)?|"
    r"(?:namens)?konvention(?:en)?|leitf[aä]den|richtlinien?|anleitung(?:en)?|convenciones|gu[ií]as?|tutoriels?",
    re.IGNORECASE,
)
#: Endings of texts whose headings may be terms.
_TEXTS = (".md", ".markdown", ".mdx", ".rst", ".adoc", ".asciidoc", ".asc")
_DIRECTIVE = re.compile(r"\[glossary\]|\{glossary\}|\.\. glossary::")
_CHOICE = "--from {} reads it all the same"
#: So many headings are named.
_SHOWN = 3


def find_refusal(path: Path) -> tuple[str, str] | None:
    """Why a file or folder is no glossary that can be read, and what to do; None where it may be one."""
    if path.is_dir():
        return _refuse_folder(path)
    ending, opening = find_ending(path), _read_opening(path)
    if ending in _FORMS:
        what, hint = _FORMS[ending]
        return f"the file is {what} ({ending}), which is not read", hint
    for magic, (what, hint) in _MAGIC.items():
        if opening.startswith(magic) and ending not in _OWN.get(magic, ()):
            return f"the file is {what}, whatever its name, and that is not read", hint
    choice = _CHOICE.format(next((form.name for form in IMPORTS if ending in form.endings), PAGE.name))
    if is_settings(path):
        return "the file has the name of the settings of a program", choice
    text = opening.decode("utf-8", "replace")
    if _PAGE_NAMES.fullmatch(path.stem) and not announces_terms(text):
        message = f"pages with the name '{path.stem}' are about a project or a site, and no heading announces terms"
        return message, choice
    if ending in _TEXTS and _is_guide(path.stem, text):
        return "the file is a guide by its name or title, and no heading in it announces a glossary", choice
    return _refuse_sections(path) if ending in MARKDOWN else None


def _refuse_sections(path: Path) -> tuple[str, str] | None:
    """Why the headings of a Markdown file are no terms; None where most may be."""
    source, _ = read_source(path, path.as_posix())
    others = find_other_sections(cut_opening(source.text), path.stem) if source else ()
    if not others:
        return None
    shown = ", ".join(f"'{name}'" for name in others[:_SHOWN])
    message = f"this is no glossary: its headings, such as {shown}, are those of another page, and none announces terms"
    return message, _CHOICE.format(PAGE.name)


def _read_opening(path: Path) -> bytes:
    if not path.is_file():  # a pipe may have no end
        return b""
    try:
        with path.open("rb") as file:
            return file.read(_OPENING)
    except OSError:
        return b""


def _is_guide(name: str, text: str) -> bool:
    """Whether a text is about how something is done, by its name or its first heading, and names no glossary."""
    words = re.split(r"[\W_]+", name)
    title = re.split(r"[^\w-]+", next(find_headings(text), ""))
    if not any(map(_GUIDE.fullmatch, (*words, *title))) or any(map(is_group, words)):
        return False
    return not (announces_terms(text) or _DIRECTIVE.search(text) or opens_with_record(text))


def _refuse_folder(folder: Path) -> tuple[str, str] | None:
    if page := find_glossary_page(folder):
        message = f"{count_endings(folder)}: one of the files is a whole glossary, and the others are pages"
        return message, f"name the one file, {page.as_posix()}; --from markdown-folder reads each file as a term"
    if may_hold_entries(folder) or is_dita(folder):
        return None
    # It loads the readers of most forms, for which a build of a folder of entries does not wait.
    from glossary_site.formats.keyed_folder import is_keyed_folder

    if is_keyed_folder(folder) or not (held := count_endings(folder)):
        return None
    return f"the folder holds {held}: no glossary is read from such files together", "name one file, or import several"


def refuse_file(source: ImportSource) -> ImportedGlossary:
    """No records, and why. Issues: ``format-unread``."""
    notes = ImportNotes(source.path)
    path = Path(source.path)
    if refusal := find_refusal(path):
        notes.add_error("format-unread", *refusal)
        return notes.glossary()
    is_text = b"\0" not in source.raw and source.decode(ImportNotes("")) != ""
    hint = "--from names its format, such as --from text" if is_text else "save it as text, HTML or CSV"
    notes.add_error("format-unread", f"files that end in {path.suffix.lower()} are not read", hint)
    return notes.glossary()
