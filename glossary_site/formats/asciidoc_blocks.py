"""The blocks of AsciiDoc -> Markdown.

https://docs.asciidoctor.org/asciidoc/latest/blocks/
"""

import re
from collections.abc import Iterator, Sequence
from textwrap import indent

from glossary_site.formats.asciidoc_inline import AsciiDocInline
from glossary_site.markup import code_block, escape_text
from glossary_site.values import Frozen

#: A term of a labelled list, its mark and its meaning so far.
LABEL = re.compile(r"[ \t]*(?P<term>(?!//)\S.*?)(?P<mark>:{2,4}|;;)(?:[ \t]+(?P<text>\S.*))?[ \t]*$")
_BULLET = re.compile(r"[ \t]*(?P<mark>\*{1,5}|-|\.{1,5}|\d+\.|[a-zA-Z]\.)[ \t]+(?P<text>\S.*)$")
_STYLE = re.compile(r"\[(?!\[)([^\]]*)\][ \t]*$")
_ANCHOR = re.compile(r"\[\[([^\],]+)(?:,[^\]]*)?\]\][ \t]*$")
_TITLE = re.compile(r"\.(?=[^\s.])(.+)$")
_HEADING = re.compile(r"(={1,6})[ \t]+(\S.*)$")
_ALERT = re.compile(r"(NOTE|TIP|IMPORTANT|WARNING|CAUTION):[ \t]+(.*)$")
_FENCE = re.compile(r"(-{4,}|\.{4,}|={4,}|\*{4,}|_{4,}|\+{4,}|/{4,}|--|```\w*|[|,:!]={3,})[ \t]*$")
#: A line that names a file, or a condition.
DIRECTIVE = re.compile(r"(include|ifdef|ifndef|ifeval|endif|toc|image|video|audio)::(\S*?)\[(.*)\][ \t]*$")
_SETTING = re.compile(r":!?[\w-]+!?:(?:[ \t].*)?$")
_RULE = re.compile(r"(?:'''|<<<|---|\*\*\*)[ \t]*$")
_ALERTS = ("NOTE", "TIP", "IMPORTANT", "WARNING", "CAUTION")


class Line(Frozen):
    """A line of the file, with its number from 1."""

    text: str
    number: int


def is_skipped(line: str) -> bool:
    """Whether a line is a comment, sets an attribute or is a rule, none of which is shown."""
    return bool((line.startswith("//") and not line.startswith("///")) or _SETTING.match(line) or _RULE.match(line))


def starts_block(line: str) -> bool:
    """Whether a line ends the paragraph above it."""
    return any(pattern.match(line) for pattern in (_FENCE, _STYLE, _ANCHOR, DIRECTIVE)) or line.strip() == "+"


def starts_paragraph(line: str) -> bool:
    """Whether a line after an empty one is a paragraph, and not an item, or a part of the item above it."""
    if not line.strip() or line[0] in " \t" or line.strip() == "+" or line.startswith("//"):
        return False
    return not any(pattern.match(line) for pattern in (_BULLET, LABEL, _STYLE, DIRECTIVE))


def is_fence(line: str) -> bool:
    """Whether a line opens a block that another such line closes."""
    return _FENCE.match(line) is not None


def close_fence(lines: Sequence[Line], start: int) -> int:
    """The place of the line that closes the fence at ``start``, or the end of the lines."""
    fence = lines[start].text.strip()
    fence = "```" if fence.startswith("```") else fence
    places = (place for place in range(start + 1, len(lines)) if lines[place].text.rstrip() == fence)
    return next(places, len(lines))


class AsciiDocBlocks:
    """Converts blocks of one file by its ``inline``."""

    def __init__(self, inline: AsciiDocInline) -> None:
        self.inline = inline

    def convert(self, lines: Sequence[Line]) -> str:
        """Blocks as Markdown, a blank line between them."""
        try:
            return "\n\n".join(filter(None, self._blocks(lines)))
        except RecursionError:
            self.inline.notes.count_loss(
                "blocks that are nested too deeply are left out", lines[0].text, lines[0].number
            )
            return ""

    def convert_item(self, text: Line, lines: Sequence[Line]) -> str:
        """The text after the mark of an item, which is no block but a paragraph, and the lines below it."""
        end = next((n for n, line in enumerate(lines) if _ends_paragraph(line.text)), len(lines)) if text.text else 0
        parts = (self._paragraph((text, *lines[:end]), "") if text.text else "", self.convert(lines[end:]))
        return "\n\n".join(filter(None, parts))

    def _blocks(self, lines: Sequence[Line]) -> Iterator[str]:
        place, style = 0, ""
        while place < len(lines):
            line = lines[place].text
            if not line.strip() or line.strip() == "+" or is_skipped(line) or _ANCHOR.match(line):
                place += 1
            elif found := _STYLE.match(line):
                style, place = found[1], place + 1
            elif found := DIRECTIVE.match(line):
                yield self.directive(found, lines[place].number)
                place += 1
            elif found := _HEADING.match(line) or _TITLE.match(line):
                yield f"**{self.inline.convert(found[found.lastindex or 1], lines[place].number)}**"
                place += 1
            elif _FENCE.match(line):
                end = close_fence(lines, place)
                yield self._fenced(line.strip(), style, lines[place + 1 : end])
                style, place = "", end + 1
            elif _BULLET.match(line) or LABEL.match(line):
                end = self._end_of_list(lines, place)
                yield self._list(lines[place:end])
                style, place = "", end
            else:
                end = next((n for n in range(place + 1, len(lines)) if _ends_paragraph(lines[n].text)), len(lines))
                yield self._paragraph(lines[place:end], style)
                style, place = "", end

    def directive(self, found: re.Match[str], number: int) -> str:
        """A picture; of other lines that name a file a loss, and nothing."""
        if found[1] == "image":
            return self.inline.picture(found[2], found[3], number)
        if found[1] == "include":
            self.inline.notes.count_loss("an included file is not read", found[2], number)
        elif found[1] in ("video", "audio"):
            self.inline.notes.count_loss(f"the {found[1]} is left out", found[2], number)
        return ""

    def _paragraph(self, lines: Sequence[Line], style: str) -> str:
        text = "\n".join(line.text.strip() for line in lines if not is_skipped(line.text))
        alert = _ALERT.match(text)
        if alert or style in _ALERTS:
            shown = self.inline.convert(alert[2] if alert else text, lines[0].number)
            return indent(f"[!{alert[1] if alert else style}]\n{shown}", "> ", lambda _: True)
        shown = self.inline.convert(text, lines[0].number)
        return self._quote(shown, style) if style.startswith(("quote", "verse")) else shown

    def _quote(self, shown: str, style: str) -> str:
        """A quotation, with whom and what it is from, which ``style`` names."""
        source = ", ".join(part.strip() for part in style.split(",")[1:] if part.strip())
        return indent(f"{shown}\n\n— {escape_text(source)}" if source else shown, "> ", lambda _: True)

    def _fenced(self, fence: str, style: str, lines: Sequence[Line]) -> str:
        if fence.startswith("/"):
            return ""
        if fence.startswith(("---", "...", "```")):
            language = re.sub(r"\W", "", style.partition(",")[2].partition(",")[0]) or fence.strip("`-.")
            return code_block("\n".join(line.text for line in lines), language)
        if fence.startswith("+"):
            text = "\n".join(line.text for line in lines)
            return f"$$\n{text}\n$$" if style.startswith(("stem", "latexmath")) else code_block(text)
        if fence[0] in "|,:!":
            return self._table(lines)
        inner = self.convert(lines)
        if style in _ALERTS:
            return indent(f"[!{style}]\n{inner}", "> ", lambda _: True)
        return self._quote(inner, style) if fence.startswith("_") else inner

    def _table(self, lines: Sequence[Line]) -> str:
        """A table of Markdown; the number of cells in its first row is that of each."""
        rows = [[self.inline.convert(cell, number) for cell in cells] for cells, number in read_rows(lines)]
        if not rows:
            return ""
        shown = [f"| {' | '.join(cell.replace(chr(10), ' ') for cell in row)} |" for row in rows]
        return "\n".join((shown[0], "|" + " --- |" * len(rows[0]), *shown[1:]))

    def _end_of_list(self, lines: Sequence[Line], start: int) -> int:
        """Where the list that starts at ``start`` ends: a paragraph after a blank line is none of it."""
        place = start + 1
        while place < len(lines):
            line = lines[place].text
            if _FENCE.match(line):
                place = close_fence(lines, place) + 1
                continue
            after_blank = not lines[place - 1].text.strip()
            if after_blank and starts_paragraph(line):
                break
            place += 1
        return min(place, len(lines))

    def _list(self, lines: Sequence[Line]) -> str:
        """A list by the mark of its first item; items with other marks are in lists within it."""
        first = _mark(lines[0].text)
        starts = [place for place, line in enumerate(lines) if _mark(line.text) == first]
        items = []
        for start, end in zip(starts, (*starts[1:], len(lines)), strict=True):
            found = _BULLET.match(lines[start].text)
            if found:
                lead, mark = "", "- " if found["mark"][0] in "*-" else "1. "
                text = found["text"]
            else:
                label = LABEL.match(lines[start].text)
                text = (label["text"] or "") if label else ""
                lead, mark = f"**{self.inline.convert(label['term'] if label else '', lines[start].number)}** ", "- "
            inner = self.convert_item(Line(text, lines[start].number), lines[start + 1 : end])
            items.append(mark + indent(lead + inner, " " * len(mark)).lstrip())
        return "\n".join(items)


def _mark(line: str) -> str:
    """What an item of a list begins with, alike for all its kind; "" for other lines."""
    bullet = _BULLET.match(line)
    if bullet:
        return "1." if bullet["mark"][0].isalnum() else bullet["mark"]
    label = LABEL.match(line)
    return label["mark"] if label else ""


def _ends_paragraph(line: str) -> bool:
    return not line.strip() or starts_block(line) or bool(_BULLET.match(line) or LABEL.match(line))


def read_rows(lines: Sequence[Line]) -> Iterator[tuple[list[str], int]]:
    """The rows of a table, each with the number of its first line; the first line has as many cells as each row."""
    cells: list[tuple[str, int]] = []
    width = 0
    for line in lines:
        if not line.text.strip() or is_skipped(line.text):
            continue
        parts = [part.strip() for part in re.split(r"(?:(?<=\s)|^)(?:\d*[.+*<^>]*[aehlmsd]?)?(?<!\\)\|", line.text)]
        if parts[0] and cells:
            cells[-1] = (f"{cells[-1][0]} {parts[0]}", cells[-1][1])
        cells += [(part, line.number) for part in parts[1:]]
        width = width or len(cells)
    for start in range(0, len(cells) - width + 1, width) if width else ():
        yield [text for text, _ in cells[start : start + width]], cells[start][1]
