"""Entries in HTML: definition lists, folded texts, and forms that a page repeats with a name in their first tag."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from html import unescape
from textwrap import dedent

from glossary_site.loader.one_file.found import Found, join_blocks
from glossary_site.loader.one_file.names import TAG
from glossary_site.markup import Block, remove_comments
from glossary_site.values import Frozen

_ANCHOR = re.compile(r"\b(?:id|name)=[\"']([^\"']{1,100})[\"']")
_LIST = re.compile(r"\s*<dl\b", re.IGNORECASE)
_LIST_END = re.compile(r"</dl\s*>", re.IGNORECASE)
_PART = re.compile(r"<(dt|dd)\b([^<>]*)>(.*?)(?=<(?:dt|dd)\b|</(?:dt|dd|dl)\s*>|\Z)", re.IGNORECASE | re.DOTALL)
_DETAILS = re.compile(r"\s*<details\b", re.IGNORECASE)
_DETAILS_EDGE = re.compile(r"<(/?)details\b([^<>]*)>", re.IGNORECASE)
_SUMMARY = re.compile(r"\s*<summary\b([^<>]*)>(.*?)</summary\s*>", re.IGNORECASE | re.DOTALL)
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
#: A page with so many blocks beside its folded texts has an introduction.
_FEW = 2


class HtmlForm(Frozen):
    """The opening tags of an entry that a page repeats, and the texts in them that are in every one (an icon's)."""

    tags: str
    labels: frozenset[str]


def find_form(blocks: Sequence[Block]) -> HtmlForm | None:
    """The form of HTML that a page repeats most, each time with another name; None where it repeats none."""
    html = [block.source for block in blocks if block.kind == "html_block" and not _DETAILS.match(block.source)]
    opening = [source for source in html if _texts(source)]
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


def read_details(blocks: Sequence[Block], place: int, lines: Sequence[str]) -> tuple[list[Found], int]:
    """The entries that are folded in ``<details>`` from ``blocks[place]`` on, and how many blocks they have.

    The ``<summary>`` of each is its name.
    """
    if not _DETAILS.match(blocks[place].source):
        return [], 1
    first, end, depth = blocks[place].start, place, 0
    for end in range(place, len(blocks)):
        html = "\n".join(lines[blocks[end].start : blocks[end].end])
        depth += sum(-1 if edge[1] else 1 for edge in _DETAILS_EDGE.finditer(html))
        if depth <= 0:
            break
    html, _ = remove_comments("\n".join(lines[first : blocks[end].end]))
    found = []
    for attributes, start, stop in _cut_details(html):
        if summary := _SUMMARY.match(html, start, stop):
            anchor = _ANCHOR.search(f"{attributes}{summary[1]}{summary[2]}")
            mark = f'<a id="{anchor[1]}"></a>' if anchor else ""
            name = " ".join(html_to_markdown(summary[2]).split())
            text, line = html[summary.end() : stop], html.count("\n", 0, summary.end())
            line += len(text[: len(text) - len(text.lstrip())].split("\n")) - 1
            found.append(Found(f"{mark}{name}", _read_folded(text), first + html.count("\n", 0, start), first + line))
    return found, end - place + 1


def holds_details(blocks: Sequence[Block], lines: Sequence[str]) -> bool:
    """Whether folded texts are the entries of a page, and no parts of entries: it has little else than headings."""
    place = folded = others = 0
    while place < len(blocks):
        found, used = read_details(blocks, place, lines)
        folded += len(found)
        others += not found and blocks[place].kind != "heading"
        place += used
    return folded > 1 and others <= max(_FEW, folded // 2)


def _cut_details(html: str) -> Iterator[tuple[str, int, int]]:
    """Attributes, start and end of the content of each ``<details>`` that is in no other."""
    depth = start = 0
    attributes = ""
    for edge in _DETAILS_EDGE.finditer(html):
        if not edge[1] and not depth:
            attributes, start = edge[2], edge.end()
        depth = max(depth + (-1 if edge[1] else 1), 0)
        if edge[1] and not depth:
            yield attributes, start, edge.start()


def _read_folded(text: str) -> str:
    """A folded text as Markdown: up to the first empty line it is HTML."""
    html, blank, markdown = re.split(r"(\n[ \t]*\n|\Z)", text, maxsplit=1)[:3]
    return join_blocks(html_to_markdown(html), dedent(markdown) if blank else "")


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
