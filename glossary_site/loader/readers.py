"""The ways to write entries, in one table: which files each has, and what reads them."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import PurePath

from glossary_site.issues import Issue
from glossary_site.loader.damaged import Names, find_fields, find_first_fields, find_headings
from glossary_site.records import Record, parse_markdown, parse_records

Parsed = tuple[tuple[Record, ...], tuple[Issue, ...]]


@dataclass(frozen=True, slots=True)
class Reader:
    """One way to write entries.

    ``parse`` takes a file's text and path. It is None for glossary text, whose names are weighed over all texts
    together. ``find_names`` finds the names of entries in a text that cannot be parsed.
    """

    endings: tuple[str, ...]
    parse: Callable[[str, str], Parsed] | None
    find_names: Callable[[str], Iterable[Names]]


READERS = (
    Reader((".txt",), None, find_headings),  # glossary text
    Reader((".md",), parse_markdown, find_first_fields),  # front matter and body of one entry
    Reader((".yml", ".yaml"), parse_records, find_fields),  # one entry, or a list of them
)
#: The reader of each ending.
BY_ENDING: Mapping[str, Reader] = {ending: reader for reader in READERS for ending in reader.endings}


def find_reader(path: str) -> Reader | None:
    """What reads a file, by its ending in any case; None where entries have no such ending."""
    return BY_ENDING.get(PurePath(path).suffix.lower())


def is_hidden(name: str) -> bool:
    """Whether a file or folder of that name is left alone: it starts with ``.`` or ``_`` or ends with ``~``."""
    return name.startswith((".", "_")) or name.endswith("~")


def holds_entries(path: PurePath) -> bool:
    """Whether a file at ``path`` (below the entries folder) is read as entries."""
    return find_reader(path.name) is not None and not any(map(is_hidden, path.parts))
