"""The blocks of a Markdown page with their lines: what a reader of whole pages cuts entries from."""

from collections.abc import Iterator, Mapping
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.colon_fence import colon_fence_plugin
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin

from glossary_site.values import Frozen


class Block(Frozen):
    """One block of a page, by markdown-it's name for it: ``heading``, ``paragraph``, ``bullet_list``, ``tr`` …

    Lines are counted from 0, ``end`` is behind the last. ``source`` is the Markdown of a block that holds text and the
    content of a fence or of HTML; ``info`` is what follows a fence's marks; ``level`` is a heading's.
    """

    kind: str
    start: int
    end: int
    source: str = ""
    info: str = ""
    level: int = 0
    parts: tuple["Block", ...] = ()


class Outline(Frozen):
    """The blocks of a page in order, and its link definitions: addresses with titles, by labels in capitals."""

    blocks: tuple[Block, ...]
    links: Mapping[str, str]


def _make_parser() -> MarkdownIt:
    # What a page may hold beside the dialect of bodies: HTML around entries, and fences of colons (MyST, Docusaurus).
    parser = MarkdownIt("commonmark").enable("table")
    parser.use(deflist_plugin).use(colon_fence_plugin).use(footnote_plugin)
    parser.core.ruler.disable(["inline", "footnote_tail"])
    return parser


_PARSER = _make_parser()


def parse_outline(markdown: str) -> Outline:
    """The outline of a page without front matter; what is inside paragraphs is not parsed."""
    env: dict[str, Any] = {}
    tokens = iter(_PARSER.parse(markdown, env))
    links = {label: f"<{link['href']}>" for label, link in env.get("references", {}).items()}
    return Outline(tuple(_blocks(tokens, (0, 0))), links)


def _blocks(tokens: Iterator[Token], lines: tuple[int, int]) -> Iterator[Block]:
    """The blocks up to the end of the block that opened last; ``lines`` are those of that one."""
    for token in tokens:
        start, end = token.map or lines
        if token.nesting < 0:
            return
        if token.nesting == 0:
            yield Block(token.type, start, end, token.content, token.info)
            continue
        parts = tuple(_blocks(tokens, (start, end)))
        kind = token.type.removesuffix("_open")
        level = int(token.tag[1]) if kind == "heading" else 0
        if [part.kind for part in parts] == ["inline"]:
            yield Block(kind, start, end, parts[0].source, "", level)
        else:
            yield Block(kind, start, end, "", token.info, level, parts)
