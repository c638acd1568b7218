"""A whole glossary in one Markdown file, which entries may be written in, too."""

from glossary_site.formats.imported import ImportedGlossary, ImportNotes, ImportSource
from glossary_site.loader import parse_page


def read_markdown_page(source: ImportSource) -> ImportedGlossary:
    """The entries of a page. Issues: those of ``parse_page``, ``file-encoding``."""
    notes = ImportNotes(source.path)
    page = parse_page(source.decode(notes).replace("\r\n", "\n"), source.path)
    notes.issues += page.issues
    notes.references = sum(sense.body.count("[[") for record in page.records for sense in record.senses)
    return notes.glossary(page.records)
