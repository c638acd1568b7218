"""The ways to write entries, in one table: which files each has, and what reads them."""

from collections.abc import Callable, Iterable, Sequence
from pathlib import PurePath

from glossary_site.issues import Issue
from glossary_site.loader.damaged import Names, find_fields, find_first_fields, find_headings
from glossary_site.loader.endings import MARKDOWN, TEXT, YAML
from glossary_site.loader.one_file.page import find_page_names, is_word_list, parse_glossary_file
from glossary_site.loader.one_file.word_lists import is_cut_list
from glossary_site.records import Field, Record, opens_with_record, parse_markdown, parse_records
from glossary_site.values import Frozen

Parsed = tuple[tuple[Record, ...], tuple[Issue, ...]]


class Reader(Frozen):
    """One way to write entries.

    ``parse`` takes a file's text, its path and the fields that the author has declared. It is None for glossary text,
    whose names are weighed over all texts together. ``find_names`` finds the names of entries in a text that cannot be
    parsed. ``holds`` recognises a text whose ending other readers share.
    """

    endings: tuple[str, ...]
    parse: Callable[[str, str, Sequence[Field]], Parsed] | None
    find_names: Callable[[str], Iterable[Names]]
    holds: Callable[[str], bool] = bool


#: In characters: glossary text has a heading before.
_OPENING = 20_000
#: A text with so many words before what looks like a heading is a list of them.
_MANY_WORDS = 10


def is_plain_glossary(text: str) -> bool:
    """Whether a plain text is a list of words, or Markdown with entries: one in which glossary text has no heading."""
    # Imported where a plain text is read: it takes as long as all else that a build imports to read entries.
    from glossary_site.text.scan import scan_text

    if is_cut_list(text):
        return True
    blocks = scan_text(text[:_OPENING]).blocks
    if any(block.heading for block in blocks):
        return not blocks[0].heading and is_word_list(blocks[0].body, _MANY_WORDS)
    return is_word_list(text)


READERS = (
    Reader(TEXT, parse_glossary_file, find_page_names, is_plain_glossary),  # a list of words
    Reader(TEXT, None, find_headings),  # glossary text
    Reader(MARKDOWN, parse_markdown, find_first_fields, opens_with_record),  # front matter and body of one entry
    Reader(MARKDOWN, parse_glossary_file, find_page_names),  # a whole glossary
    Reader(YAML, parse_records, find_fields),  # one entry, or a list of them
)


def find_reader(path: str, text: str) -> Reader | None:
    """What reads a file, by its ending and its text; None where entries have no such ending."""
    readers = [reader for reader in READERS if PurePath(path).suffix.lower() in reader.endings]
    return next((reader for reader in readers if reader.holds(text)), readers[-1] if readers else None)
