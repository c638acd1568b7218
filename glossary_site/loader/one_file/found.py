"""An entry as a page has it, before its names and links are read."""

from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Translation:
    """The name and the meaning of an entry in another language, "" for a meaning that is not there."""

    language: str
    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Found:
    """The Markdown of a name and of its meaning, with their lines (from 0).

    ``group`` is the heading that it is under; ``others`` are more names in its place; ``fields`` are further columns
    of its table, by fields of a record. ``language`` is that of a column of names, "" where its head names none.
    ``unread`` are the texts in columns whose heads mean nothing, behind these.
    """

    name: str
    text: str
    line: int
    text_line: int
    group: str = ""
    others: tuple[str, ...] = ()
    fields: tuple[tuple[str, str], ...] = ()
    language: str = ""
    translations: tuple[Translation, ...] = ()
    unread: tuple[tuple[str, str], ...] = ()

    def with_more(self, text: str, line: int) -> "Found":
        """The entry with one more block in its meaning, which begins on ``line``."""
        text_line = self.text_line if self.text else line
        return replace(self, text=join_blocks(self.text, text), text_line=text_line)


def join_blocks(*blocks: str) -> str:
    """Blocks of Markdown as one text; empty ones are left out."""
    return "\n\n".join(stripped for block in blocks if (stripped := block.strip("\n").rstrip()))
