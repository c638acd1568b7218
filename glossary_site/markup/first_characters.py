"""Rules of Markdown that are asked only at the characters at which they begin.

markdown-it asks every rule at each line and at each mark, and most of them answer at once that they do not begin there.
"""

from collections.abc import Callable, Mapping
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.ruler import Ruler
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline

Ask = Callable[..., bool]

#: The characters at which rules of blocks begin, by the rule's name. A rule without any is asked at each line.
_BLOCKS = {
    "fence": "`~",
    "blockquote": ">",
    "hr": "*-_",
    "list": "*+-0123456789",
    "reference": "[",
    "html_block": "<",
    "heading": "#",
    "footnote_def": "[",
    "abbreviation": "*",
    "html_lines": "<",
    "container_details": ":",
}
#: As above, of the rules within a paragraph; "" for the one that is asked where no other begins.
_INLINE = {
    "text": "",
    "newline": "\n",
    "escape": "\\",
    "backticks": "`",
    "strikethrough": "~",
    "emphasis": "*_",
    "link": "[",
    "reference": "[",
    "image": "!",
    "autolink": "<",
    "html_inline": "<",
    "html_tags": "<",
    "entity": "&",
    "footnote_inline": "^",
    "footnote_ref": "[",
    "marks": "^~=:",
}


class _Ruler(Ruler[Ask]):
    """The rules of another ruler, each chain of them as one that asks those that may begin at a character."""

    def __init__(self, ruler: Ruler[Any], firsts: Mapping[str, str], join: Callable[..., Ask]) -> None:
        super().__init__()
        self.__rules__ = ruler.__rules__
        self._firsts, self._join = firsts, join

    def __compile__(self) -> None:
        super().__compile__()
        names = {rule.fn: rule.name for rule in self.__rules__}
        for rules in (self.__cache__ or {}).values():
            firsts = [(rule, self._firsts.get(names[rule])) for rule in rules]
            others = tuple(rule for rule, found in firsts if not found)
            begun = {
                first: tuple(rule for rule, found in firsts if found is None or first in found)
                for first in "".join(found or "" for _, found in firsts)
            }
            rules[:] = [self._join(begun, others)]


def _join_blocks(begun: Mapping[str, tuple[Ask, ...]], others: tuple[Ask, ...]) -> Ask:
    def ask(state: StateBlock, line: int, end: int, silent: bool) -> bool:
        start = state.bMarks[line] + state.tShift[line]
        for rule in begun.get(state.src[start : start + 1], others):  # noqa: SIM110 - ``any`` takes longer
            if rule(state, line, end, silent):
                return True
        return False

    return ask


def _join_inline(begun: Mapping[str, tuple[Ask, ...]], others: tuple[Ask, ...]) -> Ask:
    def ask(state: StateInline, silent: bool) -> bool:
        for rule in begun.get(state.src[state.pos], others):  # noqa: SIM110 - as above
            if rule(state, silent):
                return True
        return False

    return ask


def use_first_characters(parser: MarkdownIt) -> None:
    """Let a parser, which has all its rules, ask each only where it may begin. Its tokens stay the same."""
    parser.block.ruler = _Ruler(parser.block.ruler, _BLOCKS, _join_blocks)
    parser.inline.ruler = _Ruler(parser.inline.ruler, _INLINE, _join_inline)
