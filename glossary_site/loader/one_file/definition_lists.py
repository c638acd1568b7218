"""Entries in definition lists: those of Pandoc, PHP Markdown Extra and kramdown, and MyST's ``{glossary}``."""

import re
from collections.abc import Sequence

from glossary_site.loader.one_file.found import Found
from glossary_site.markup import Block

_MARK = re.compile(r"[ ]{0,3}[:~][ \t]+")
#: What a term of a directive has behind it in Sphinx: `` : key``, by which an index sorts.
_SORT_KEY = re.compile(r"\s+:\s+\S+$")


def read_definitions(block: Block, lines: Sequence[str]) -> list[Found]:
    """The entries of a definition list: terms that follow one another share the meanings below them."""
    found: list[Found] = []
    names: list[Block] = []
    for part in block.parts:
        if part.kind == "dt":
            names.append(part)
            continue
        start = part.parts[0].start if part.parts else part.start
        first, *rest = lines[start : part.end]
        text = "\n".join((_MARK.sub("", first, count=1), without_margin(rest)))
        if names:
            others = tuple(line for name in names for line in name.source.split("\n"))
            found.append(Found(others[0], text, names[0].start, start, others=others[1:]))
            names = []
        elif found:
            found[-1] = found[-1].with_more(text, start)
    return found


def read_glossary_directive(block: Block) -> list[Found]:
    """The entries of a ``{glossary}`` directive: terms at its margin, their meanings indented below them."""
    found: list[Found] = []
    names: list[tuple[int, str]] = []
    meaning: list[tuple[int, str]] = []

    def close() -> None:
        if names and meaning:
            text = without_margin([line for _, line in meaning])
            others = tuple(name for _, name in names[1:])
            found.append(Found(names[0][1], text, names[0][0], meaning[0][0], others=others))
            names.clear()
            meaning.clear()

    for number, line in enumerate(block.source.split("\n"), block.start + 1):
        if line[:1].strip():
            close()
            if names or not line.startswith((":", "..", "<!--")):  # options and comments of the directive
                names.append((number, _SORT_KEY.sub("", line.strip())))
        elif names and (meaning or line.strip()):
            meaning.append((number, line))
    close()
    return found


def without_margin(lines: Sequence[str]) -> str:
    """Lines without the indent that all of them share."""
    width = min((len(line) - len(line.lstrip()) for line in lines if line.strip()), default=0)
    return "\n".join(line[width:] for line in lines)
