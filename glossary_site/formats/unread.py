"""Forms of glossaries that are not read: each is named as what it is, with what to do."""

from collections.abc import Mapping
from pathlib import PurePath

from glossary_site.formats.imported import ImportedGlossary, ImportNotes, ImportSource

_OFFICE = "open it and save it as HTML or CSV, or its text as a .txt file"
_PICTURE = ("a picture", "type its text into a Markdown file")
_ARCHIVE = ("an archive", "unpack it and name what is in it")
_SOURCE = "convert it to Markdown or reStructuredText, such as with pandoc"
#: Ending -> what such a file is, and what to do with it.
_FORMS: Mapping[str, tuple[str, str]] = {
    ".pdf": ("a PDF", "name the file that it was made from, or copy its text into a .txt file"),
    **dict.fromkeys((".doc", ".odt", ".rtf", ".pages"), ("a document of a word processor", _OFFICE)),
    **dict.fromkeys((".xls", ".ods", ".numbers"), ("a spreadsheet", "save it as .xlsx, or as CSV in UTF-8")),
    **dict.fromkeys((".ppt", ".pptx", ".odp", ".key"), ("slides", _OFFICE)),
    **dict.fromkeys((".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg", ".tif", ".tiff", ".heic"), _PICTURE),
    **dict.fromkeys((".zip", ".gz", ".tgz", ".tar", ".bz2", ".xz", ".7z", ".rar"), _ARCHIVE),
    **dict.fromkeys((".epub", ".mobi", ".azw3"), ("a book", "name the file that it was made from")),
    **dict.fromkeys((".org", ".wiki", ".mediawiki", ".textile", ".typ", ".fodt"), ("a text in markup", _SOURCE)),
    **dict.fromkeys((".db", ".sqlite", ".sqlite3", ".mdb"), ("a database", "export its table as CSV")),
    **dict.fromkeys((".n3", ".nt", ".nq", ".trig"), ("RDF", "convert it to Turtle (.ttl)")),
}


def refuse_file(source: ImportSource) -> ImportedGlossary:
    """No records, and what the file is. Issues: ``format-unread``."""
    notes = ImportNotes(source.path)
    ending = PurePath(source.path).suffix.lower()
    if ending in _FORMS:
        what, hint = _FORMS[ending]
        notes.add_error("format-unread", f"the file is {what} ({ending}), which is not read", hint)
        return notes.glossary()
    is_text = b"\0" not in source.raw and source.decode(ImportNotes("")) != ""
    hint = "--from names its format, such as --from text" if is_text else "save it as text, HTML or CSV"
    notes.add_error("format-unread", f"files that end in {ending} are not read", hint)
    return notes.glossary()
