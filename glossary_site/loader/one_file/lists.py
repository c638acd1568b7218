"""Entries in paragraphs and lists, behind their leads."""

import re
from collections.abc import Sequence

from glossary_site.loader.one_file.found import Found, join_blocks
from glossary_site.loader.one_file.leads import find_lead
from glossary_site.markup import Block

_LIST_MARK = re.compile(r"[ \t]*(?:[-+*]|\d{1,9}[.)])[ \t]*")
#: Of the items of a list, and of the paragraphs of a section with unmarked leads, so many must be entries.
_SHARE = 0.6


def takes_plain_leads(blocks: Sequence[Block]) -> bool:
    """Whether so many paragraphs open with a name and a colon or dash that it is the shape of a section."""
    paragraphs = [block for block in blocks if block.kind == "paragraph"]
    leads = [lead for block in paragraphs if (lead := find_lead(block.source))]
    plain = sum(not lead.is_marked for lead in leads)
    return plain >= 2 and len(leads) >= _SHARE * len(paragraphs)


def read_paragraph(block: Block, *, plain: bool) -> list[Found]:
    """The entries of a paragraph: one, or one a line where each opens with a marked name.

    ``plain``: names need no marks.
    """
    lines = block.source.split("\n")
    starts = [0, *(number for number, line in enumerate(lines[1:], 1) if _opens_entry(line))]
    found: list[Found] = []
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        lead = find_lead("\n".join(lines[start:end]))
        if lead is None or not (lead.is_marked or plain):
            return found
        line = block.start + start
        found.append(Found(lead.name, lead.meaning, line, line + lead.down, others=lead.others))
    return found


def _opens_entry(line: str) -> bool:
    lead = find_lead(line) if line.startswith(("**", "__")) else None
    return lead is not None and lead.is_apart and bool(lead.meaning)


def read_list(block: Block, lines: Sequence[str], *, plain: bool, alone: bool) -> list[Found]:
    """The entries of a list, where most of its items open with a name and have a meaning; other items go on with it.

    ``plain``: names need no marks; ``alone``: the list is all of a section, so that two such names are enough.
    """
    items = [(item, find_lead(item.parts[0].source)) for item in block.parts if item.parts and item.parts[0].source]
    whole = [lead for item, lead in items if lead and (lead.meaning or len(item.parts) > 1)]
    marked = sum(lead.is_marked and lead.is_apart for lead in whole)
    if block.kind == "ordered_list" and all(lead.name.startswith("`") for lead in whole):
        return []  # numbered code is steps
    if len(whole) < _SHARE * len(block.parts) or not (marked or (plain and len(whole) > (1 if alone else 2))):
        return []
    found: list[Found] = []
    for item, lead in items:
        if lead:
            rest = _without_indent(lines[item.parts[0].end : item.end], lines[item.start])
            text = join_blocks(lead.meaning, rest)
            found.append(Found(lead.name, text, item.start, item.start + lead.down, others=lead.others))
        elif found:
            found[-1] = found[-1].with_more("\n".join(lines[item.start : item.end]), item.start)
    return found


def _without_indent(rest: Sequence[str], first: str) -> str:
    """Lines of a list item without the indent that the mark in its first line gives them."""
    mark = _LIST_MARK.match(first)
    width = len(mark[0].expandtabs(4)) if mark else 0
    wide = [line.expandtabs(4) for line in rest]
    return "\n".join(line[min(width, len(line) - len(line.lstrip())) :] for line in wide)
