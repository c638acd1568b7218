"""A whole glossary in one file of Markdown or plain text, which entries may be written in, too."""

from glossary_site.formats.imported import ImportedGlossary, ImportNotes, ImportSource
from glossary_site.loader import GlossaryPage, is_group, is_letter, parse_glossary
from glossary_site.records import Record


def read_markdown_page(source: ImportSource) -> ImportedGlossary:
    """The entries of a page. Issues: the errors of ``parse_page``, ``file-encoding``."""
    notes = ImportNotes(source.path)
    page = parse_glossary(source.decode(notes).replace("\r\n", "\n"), source.path, source.fields)
    notes.issues += page.errors
    return notes.glossary(take_entries(page, notes))


def take_entries(page: GlossaryPage, notes: ImportNotes) -> tuple[Record, ...]:
    """The records of a page; what else it holds is lost to an import."""
    if page.records and not (is_group(page.title) or is_letter(page.title)):
        notes.count_loss("the title of a page is in no entry", page.title)
    if page.records and page.introduction:
        notes.count_loss("the introduction of a page is in no entry", page.introduction)
    for each in page.passed:
        example = each.name if each.text in ("", each.name) else f"{each.name}: {each.text}"
        notes.count_loss(f"{each.what} that is in no entry is left out", example, each.origin.line)
    return page.records
