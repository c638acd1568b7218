"""Entries in HTML: definition lists, and forms that a page repeats, each with its name in its first tag.

Such are ``<details>`` and other folded texts.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import unescape

from glossary_site.loader.one_file.found import Found, join_blocks
from glossary_site.loader.one_file.names import TAG
from glossary_site.markup import Block, remove_comments

_ANCHOR = re.compile(r"\b(?:id|name)=[\"']([^\"']{1,100})[\"']")
_LIST = re.compile(r"\s*<dl\b", re.IGNORECASE)
_LIST_END = re.compile(r"</dl\s*>", re.IGNORECASE)
_PART = re.compile(r"<(dt|dd)\b([^<>]*)>(.*?)(?=<(?:dt|dd)\b|</(?:dt|dd|dl)\s*>|\Z)", re.IGNORECASE | re.DOTALL)
#: Tag -> Markdown in its place.
_MARKDOWN: Mapping[str, str] = {
    **dict.fromkeys(("p", "/p", "br", "div", "/div", "/ul", "/ol"), "\n\n"),
    **dict.fromkeys(("em", "/em", "i", "/i"), "*"),
    **dict.fromkeys(("strong", "/strong", "b", "/b"), "**"),
    **dict.fromkeys(("code", "/code"), "`"),
    "li": "\n- ",
}
_HTML_LINK = re.compile(r"<a\s[^<>]*?\bhref=[\"']?([^\"'\s<>]+)[^<>]*>(.*?)</a\s*>", re.IGNORECASE | re.DOTALL)
_BLANK_LINES = re.compile(r"[ \t]*\n\s*\n[ \t]*")
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


def read_definition_tags(blocks: Sequence[Block], place: int, lines: Sequence[str]) -> tuple[list[Found], int]:
    """The entries of the ``<dl>`` that opens at ``blocks[place]``, and how many blocks it has.

    Names that follow one another share the meanings below them.
    """
    if not _LIST.match(blocks[place].source):
        return [], 1
    ends = (at for at in range(place, len(blocks)) if _LIST_END.search(blocks[at].source))
    end = next(ends, len(blocks) - 1)
    first = blocks[place].start
    html, _ = remove_comments("\n".join(lines[first : blocks[end].end]))
    found: list[Found] = []
    names: list[tuple[str, int]] = []
    for part in _PART.finditer(html):
        line = first + html.count("\n", 0, part.start())
        if part[1].lower() == "dt":
            anchor = _ANCHOR.search(part[2])
            names.append((f'<a id="{anchor[1]}"></a>{part[3].strip()}' if anchor else part[3].strip(), line))
        elif names:
            others = tuple(name for name, _ in names[1:])
            found.append(Found(names[0][0], html_to_markdown(part[3]), names[0][1], line, others=others))
            names = []
        elif found:
            found[-1] = found[-1].with_more(html_to_markdown(part[3]), line)
    return found, end - place + 1


def html_to_markdown(html: str) -> str:
    """The Markdown of a piece of HTML: paragraphs, lists, links, emphasis and code; other tags are left out."""
    linked = _HTML_LINK.sub(r"[\2](\1)", html)
    marked = unescape(TAG.sub(lambda tag: _MARKDOWN.get(f"{tag[1]}{tag[2].lower()}", ""), linked))
    return "\n\n".join(
        "\n".join(line.strip() for line in part.split("\n") if line.strip()) for part in _BLANK_LINES.split(marked)
    ).strip()


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
