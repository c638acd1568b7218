"""HTML tags that people write in Markdown, as tokens of Markdown: what is shown is made anew, without attributes.

The tags of a pair lead to an element only together, within one paragraph; any other tag is shown as text. Wrappers such
as ``<div>`` are left out, for the site has a layout of its own. A link and a picture are those of Markdown, with the
same addresses.
"""

import re
from collections.abc import Iterable, Mapping
from html import unescape

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from glossary_site.text.code import find_outside_code

#: Without any of these a text has no tag for these rules.
TAG_MARKS = ("</", "<br", "<BR", "<img", "<IMG")

#: The token and the element of each tag that is a pair.
_ELEMENTS: Mapping[str, tuple[str, str]] = {
    **dict.fromkeys(("b", "strong"), ("strong", "strong")),
    **dict.fromkeys(("i", "em"), ("em", "em")),
    **dict.fromkeys(("s", "del", "strike"), ("s", "s")),
    **{
        name: (name, name) for name in ("sub", "sup", "mark", "kbd", "samp", "var", "small", "q", "cite", "abbr", "ins")
    },
    "u": ("ins", "ins"),
    "dfn": ("em", "em"),
}
_CODE = frozenset(("code", "tt"))
_WRAPPERS = frozenset(
    (
        "p",
        "div",
        "span",
        "center",
        "font",
        "section",
        "article",
        "main",
        "figure",
        "figcaption",
        "picture",
        "nobr",
        "abbr",
        "a",
    )
)
_PAIRED = frozenset((*_ELEMENTS, *_CODE, *_WRAPPERS))
_TAG = re.compile(
    r"<(?P<close>/?)(?P<name>[A-Za-z][A-Za-z0-9]{0,9})"
    r"(?P<attributes>(?:\s+[A-Za-z_:@][\w:.-]*(?:\s*=\s*(?:\"[^\"]{0,2000}\"|'[^']{0,2000}'|[^\s\"'=<>`]{1,2000}))?){0,30})\s*/?>"
)
_ATTRIBUTE = re.compile(r"([A-Za-z_:@][\w:.-]*)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'=<>`]+))")
#: A link of Markdown: none is within another.
_LINK_WITHIN = re.compile(r"\]\s?[\[(]|\[\[|<\w+:")
_ONLY_WRAPPERS = re.compile(rf"(?:</?(?:{'|'.join(sorted(_WRAPPERS - {'a'}))})(?:\s[^<>]*)?>\s*)+", re.IGNORECASE)
_DETAILS = re.compile(r"<details(?:\s[^<>]*)?>\s*(?:<summary(?:\s[^<>]*)?>(?P<title>.*?)</summary>)?\s*", re.IGNORECASE)
_SUMMARY = re.compile(r"<summary(?:\s[^<>]*)?>(?P<title>.*?)</summary>\s*", re.IGNORECASE)
_DETAILS_END = re.compile(r"</details>\s*", re.IGNORECASE)


def use_html_tags(parser: MarkdownIt) -> None:
    """Give a parser the rules of this module."""
    parser.block.ruler.before(
        "fence", "html_lines", _read_line, {"alt": ["paragraph", "reference", "blockquote", "list"]}
    )
    parser.inline.ruler.before("autolink", "html_tags", _read_tag)


def _attributes(tag: re.Match[str]) -> dict[str, str]:
    return {
        name.lower(): unescape(double or single or bare)
        for name, double, single, bare in _ATTRIBUTE.findall(tag["attributes"])
    }


def _find_pairs(tags: Iterable[re.Match[str]]) -> dict[int, re.Match[str]]:
    """The closing tag of each opening one, by the offset of that."""
    pairs: dict[int, re.Match[str]] = {}
    opened: list[re.Match[str]] = []
    at: dict[str, list[int]] = {}
    for tag in tags:
        name = tag["name"].lower()
        if name not in _PAIRED:
            continue
        if not tag["close"]:
            at.setdefault(name, []).append(len(opened))
            opened.append(tag)
            continue
        places = at.get(name, [])
        while places and places[-1] >= len(opened):
            places.pop()
        if places:
            # What was opened within and is still open has no end.
            place = places.pop()
            pairs[opened[place].start()] = tag
            del opened[place:]
    return pairs


def _pairs_of(state: StateInline) -> dict[int, re.Match[str]]:
    """The pairs of tags of the paragraph, found once."""
    found: tuple[str, dict[int, re.Match[str]]] | None = state.env.get("html_tags")
    if found is None or found[0] is not state.src:
        found = state.src, _find_pairs(find_outside_code(state.src, _TAG))
        state.env["html_tags"] = found
    return found[1]


def _read_tag(state: StateInline, silent: bool) -> bool:
    """The inline rule for a tag."""
    if state.src[state.pos] != "<":
        return False
    tag = _TAG.match(state.src, state.pos, state.posMax)
    if tag is None:
        return False
    name = tag["name"].lower()
    if name in ("br", "img"):
        return _read_single(state, tag, name, silent)
    closing = _pairs_of(state).get(state.pos)
    if closing is None or closing.end() > state.posMax:
        return False
    if not silent:
        _push_pair(state, name, tag, closing)
    state.pos = closing.end()
    return True


def _read_single(state: StateInline, tag: re.Match[str], name: str, silent: bool) -> bool:
    attributes = _attributes(tag)
    address = state.md.normalizeLink(attributes.get("src", ""))
    if name == "img" and not (address and state.md.validateLink(address)):
        return False
    if not silent and name == "br":
        state.push("hardbreak", "br", 0)
    elif not silent:
        token = state.push("image", "img", 0)
        token.attrs = {"src": address, "alt": ""}
        if title := attributes.get("title"):
            token.attrs["title"] = title
        token.content = attributes.get("alt", "")
        token.children = [Token("text", "", 0, content=token.content)] if token.content else []
    state.pos = tag.end()
    return True


def _push_pair(state: StateInline, name: str, tag: re.Match[str], closing: re.Match[str]) -> None:
    start, end = tag.end(), closing.start()
    if name in _CODE:
        state.push("code_inline", "code", 0).content = " ".join(unescape(state.src[start:end]).split())
        return
    opening, element, attributes = "", "", {}
    if name == "a":
        address = state.md.normalizeLink(_attributes(tag).get("href", ""))
        holds_link = state.linkLevel or _LINK_WITHIN.search(state.src, start, end)
        if address and state.md.validateLink(address) and not holds_link:
            opening, element, attributes = "link", "a", {"href": address}
    elif name in _ELEMENTS:
        opening, element = _ELEMENTS[name]
    if opening:
        state.push(f"{opening}_open", element, 1).attrs = dict(attributes)
    most, links = state.posMax, state.linkLevel
    state.pos, state.posMax = start, end
    state.linkLevel += opening == "link"
    state.md.inline.tokenize(state)
    state.posMax, state.linkLevel = most, links
    if opening:
        state.push(f"{opening}_close", element, -1)


def _read_line(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """The block rule for a line of wrappers, which is left out, and for ``<details>`` up to its end."""
    first, last = state.bMarks[start] + state.tShift[start], state.eMarks[start]
    if state.is_code_block(start) or not state.src.startswith("<", first):
        return False
    line = state.src[first:last].strip()
    if _ONLY_WRAPPERS.fullmatch(line):
        if not silent:
            state.line = start + 1
        return True
    found = _DETAILS.fullmatch(line)
    closing = _details_ends(state).get(start) if found else None
    if found is None or closing is None or closing >= end:
        return False
    if not silent:
        _push_details(state, start, closing, found["title"])
    return True


def _details_ends(state: StateBlock) -> dict[int, int]:
    """The line of the end of each ``<details>``, by its own; found once in a text."""
    found: tuple[str, dict[int, int]] | None = state.env.get("html_details")
    if found is not None and found[0] is state.src:
        return found[1]
    ends: dict[int, int] = {}
    opened: list[int] = []
    for number in range(len(state.bMarks) - 1):
        line = state.src[state.bMarks[number] + state.tShift[number] : state.eMarks[number]]
        if _DETAILS.fullmatch(line):
            opened.append(number)
        elif opened and _DETAILS_END.fullmatch(line):
            ends[opened.pop()] = number
    state.env["html_details"] = state.src, ends
    return ends


def _push_details(state: StateBlock, start: int, closing: int, title: str | None) -> None:
    inner = start + 1
    if title is None and inner < closing:
        found = _SUMMARY.fullmatch(state.src[state.bMarks[inner] + state.tShift[inner] : state.eMarks[inner]])
        if found:
            title, inner = found["title"], inner + 1
    state.push("details_open", "details", 1).map = [start, closing + 1]
    state.push("summary_open", "summary", 1)
    token = state.push("inline", "", 0)
    token.content, token.children, token.map = (title or "…").strip(), [], [start, start + 1]
    state.push("summary_close", "summary", -1)
    line_max, parent = state.lineMax, state.parentType
    state.lineMax, state.parentType = closing, "container"
    state.md.block.tokenize(state, inner, closing)
    state.lineMax, state.parentType = line_max, parent
    state.push("details_close", "details", -1)
    state.line = closing + 1
