"""Records of this program in YAML, imported."""

from pathlib import Path

from glossary_site.formats.imported import ImportedGlossary, ImportNotes, ImportSource
from glossary_site.loader import RecordMemory, parse_source, read_sources
from glossary_site.records import Record


def read_entries(source: ImportSource) -> ImportedGlossary:
    """The records of a file or a folder. Issues: those of ``read_sources`` and of the readers of entries."""
    notes = ImportNotes(source.path)
    sources, found = read_sources(Path(source.path))
    notes.issues += found
    memory = RecordMemory(source.fields)
    records: list[Record] = []
    for each in sources:
        parsed = parse_source(each, memory)
        if parsed is None:
            notes.of_file(each.path).count_loss("glossary text is imported by itself, not from a folder", "")
            continue
        records += parsed[0]
        notes.issues += parsed[1]
    if not records and not notes.issues:
        notes.add_error(
            "entries-empty", "there are no entries here but glossary text", "name the .txt files themselves"
        )
    return notes.glossary(records)
