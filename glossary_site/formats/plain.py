"""Records out of plain mappings of texts, lists and numbers, as JSON, JSON Lines and CSV have them."""

from collections.abc import Mapping, Sequence
from typing import Any

from glossary_site.formats.imported import ImportNotes
from glossary_site.issues import Issue
from glossary_site.records import Field, Record, RecordReader


class _PlainReader(RecordReader[Any]):
    """Reads mappings as ``to_plain`` makes them, one on each line. Texts stay as they are; null counts as nothing."""

    text_hint = "put it in quotes"
    term_hint = "give it a term"

    def __init__(self, path: str, line: int, issues: list[Issue]) -> None:
        super().__init__(path, issues)
        self._line = line

    def text_of(self, raw: Any) -> str | None:
        return raw if isinstance(raw, str) else None

    def list_of(self, raw: Any) -> Sequence[Any] | None:
        return raw if isinstance(raw, list) else None

    def mapping_of(self, raw: Any) -> Mapping[str, Any] | None:
        return {name: value for name, value in raw.items() if value is not None} if isinstance(raw, dict) else None

    def number_of(self, raw: Any) -> int | None:
        if isinstance(raw, int) and not isinstance(raw, bool):
            return raw if raw >= 0 else None
        return super().number_of(raw)

    def line_of(self, raw: Any) -> int:
        return self._line

    def clean(self, row: Field, text: str) -> str:
        return text


def from_plain(plain: Any, line: int, notes: ImportNotes) -> Record | None:
    """The record of a mapping that is on ``line`` of a file (0 where lines mean nothing), None where it has no term.

    Issues: those of ``RecordReader``.
    """
    return _PlainReader(notes.path, line, notes.issues).read(plain)
