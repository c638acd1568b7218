"""Entries in HTML that a page repeats: ``<details>`` and other folded texts, each with its name in its first tag."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from glossary_site.loader.one_file.found import Found, join_blocks
from glossary_site.loader.one_file.names import TAG
from glossary_site.markup import Block, remove_comments

_ANCHOR = re.compile(r"\b(?:id|name)=[\"']([^\"']{1,100})[\"']")
#: A page that opens the same tags so often repeats a form.
_REPEATED = 3


@dataclass(frozen=True, slots=True)
class HtmlForm:
    """The opening tags of an entry that a page repeats, and the texts in them that are in every one (an icon's)."""

    tags: str
    labels: frozenset[str]


def find_form(blocks: Sequence[Block]) -> HtmlForm | None:
    """The form of HTML that a page repeats most, each time with another name; None where it repeats none."""
    opening = [block.source for block in blocks if block.kind == "html_block" and _texts(block.source)]
    counts = Counter(_tags(html) for html in opening)
    tags, count = max(counts.items(), key=lambda each: each[1], default=("", 0))
    if count < _REPEATED or not tags:
        return None
    texts = [set(_texts(html)) for html in opening if _tags(html) == tags]
    labels = frozenset.intersection(*map(frozenset, texts))
    return HtmlForm(tags, labels) if any(each - labels for each in texts) else None


def read_html(blocks: Sequence[Block], place: int, lines: Sequence[str], form: HtmlForm) -> tuple[list[Found], int]:
    """The entry that opens at ``blocks[place]``, and how many blocks it has; it goes on to the next of its form."""
    block = blocks[place]
    if not _opens(block, form):
        return [], 1
    name, *texts = (text for text in _texts(block.source) if text not in form.labels)
    end = next((other for other in range(place + 1, len(blocks)) if _opens(blocks[other], form)), len(blocks))
    rest = ("\n".join(lines[each.start : each.end]) for each in blocks[place + 1 : end])
    anchor = _ANCHOR.search(block.source)
    mark = f'<a id="{anchor[1]}"></a>' if anchor else ""
    text = join_blocks("\n".join(texts), *map(_without_tags, rest))
    return [Found(f"{mark}{name}", text, block.start, block.start)], end - place


def _opens(block: Block, form: HtmlForm) -> bool:
    return block.kind == "html_block" and _tags(block.source) == form.tags and set(_texts(block.source)) > form.labels


def _tags(html: str) -> str:
    """The tags of a block of HTML up to the text behind its name, without attributes."""
    return " ".join(f"{tag[1]}{tag[2].lower()}" for tag in TAG.finditer(remove_comments(html)[0]))


def _texts(html: str) -> list[str]:
    """The pieces of text between the tags of HTML."""
    pieces = (piece.strip() for piece in TAG.split(remove_comments(html)[0])[::3])
    return [piece for piece in pieces if piece]


def _without_tags(html: str) -> str:
    """Lines of a page without tags that wrap them; Markdown between tags is kept, at its margin."""
    lines = (TAG.sub("", line).strip() if line.lstrip().startswith("<") else line.rstrip() for line in html.split("\n"))
    return "\n".join(line[2:] if line.startswith("  ") and not line.startswith("    ") else line for line in lines)
