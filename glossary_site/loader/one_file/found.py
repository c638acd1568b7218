"""An entry as a page has it, before its names and links are read."""

import re

from glossary_site.values import Frozen, replace

#: Spaces before a line of code, and what begins an item of a list.
_CODE, _ITEM = 4, re.compile(r"[-*+•]\s|\d+[.)]\s")


class Translation(Frozen):
    """The name and the meaning of an entry in another language, "" for a meaning that is not there."""

    language: str
    name: str
    text: str


class Found(Frozen):
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


def without_indent(text: str) -> str:
    """A text of which all lines but the first are indented as code is, as below a name in plain text, without that."""
    first, *rest = text.split("\n")
    indents = [len(line) - len(line.lstrip(" ")) for line in rest if line.strip()]
    if not rest or not rest[0].strip() or min(indents) < _CODE or _ITEM.match(first):
        return text
    return "\n".join((first, *(line[min(indents) :] for line in rest)))
