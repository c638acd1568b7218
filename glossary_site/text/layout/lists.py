"""Lists: the nesting of their items, and their Markdown."""

import itertools
import re
from collections.abc import Sequence

from glossary_site.values import Frozen, replace

_LABEL = re.compile(r"(\*\*)|[^\W\d_][\w'’/-]*(?: [\w'’/-]+){0,2}(:)(?=\s|$)")


class Item(Frozen):
    """One list item: ``number`` is -1 for a bullet, ``indent`` the columns before it, ``depth`` its nesting from 0."""

    text: str
    number: int
    indent: int = 0
    depth: int = 0

    @property
    def label(self) -> str:
        """``**`` if the item begins with a bold label, ``:`` if with a few words and a colon, else ""."""
        found = _LABEL.match(self.text)
        return found[found.lastindex or 0] if found else ""

    @property
    def introduces(self) -> bool:
        """Whether the item ends with a colon, so that following items may belong to it."""
        return self.text.rstrip("*").endswith(":")

    @property
    def is_bare(self) -> bool:
        """Whether the item is a bold label without a text."""
        return self.text.startswith("**") and self.text.rstrip(":").endswith("**") and self.text.count("**") == 2


def nest(items: Sequence[Item]) -> list[Item]:
    """The items of one list with their depths, from their indentation, or without any from their numbers and labels.

    Bullets between two consecutive numbers belong to the first of them. Bullets after the last number belong to it if
    the list has such bullets, or if that item ends with a colon. Numbers from 1 belong to a bullet directly before them
    that ends with a colon or is a label only. Bullets without a label belong to the labelled bullet before them if that
    ends with a colon; if a labelled bullet follows it directly, all belong to it up to the next label without a text.
    """
    if any(item.indent for item in items):
        return _nest_by_indent(items)
    depths = [0] * len(items)
    _nest_under_numbers(items, depths)
    _nest_numbers(items, depths)
    _nest_under_labels(items, depths)
    return [replace(item, depth=depth) for item, depth in zip(items, depths, strict=True)]


def format_list(items: Sequence[Item]) -> str:
    """The Markdown of one list, one line an item; another kind of marker at the outer level begins a new list."""
    lines: list[str] = []
    offsets: list[int] = [0]
    outer_is_bullet: bool | None = None
    for item in items:
        depth = min(item.depth, len(offsets) - 1)
        is_bullet = item.number < 0
        if depth == 0:
            if outer_is_bullet is not None and outer_is_bullet != is_bullet:
                lines.append("")
            outer_is_bullet = is_bullet
        marker = "- " if is_bullet else f"{item.number}. "
        lines.append(" " * offsets[depth] + marker + item.text)
        offsets = [*offsets[: depth + 1], offsets[depth] + len(marker)]
    return "\n".join(lines)


def _nest_by_indent(items: Sequence[Item]) -> list[Item]:
    nested: list[Item] = []
    indents: list[int] = []
    for item in items:
        while indents and item.indent < indents[-1]:
            indents.pop()
        if not indents or item.indent >= indents[-1] + 2:
            indents.append(item.indent)
        nested.append(replace(item, depth=len(indents) - 1))
    return nested


def _nest_under_numbers(items: Sequence[Item], depths: list[int]) -> None:
    numbered = [place for place, item in enumerate(items) if item.number >= 0]
    some_nested = False
    for place, following in itertools.pairwise([*numbered, len(items)]):
        if following == place + 1:
            continue
        is_last = following == len(items)
        if items[place].introduces or (some_nested if is_last else items[following].number == items[place].number + 1):
            some_nested = True
            depths[place + 1 : following] = [1] * (following - place - 1)


def _nest_numbers(items: Sequence[Item], depths: list[int]) -> None:
    for place, item in enumerate(items):
        if item.number < 0 and (item.introduces or item.is_bare):
            wanted, child = 1, place + 1
            while child < len(items) and (items[child].number == wanted or depths[child] > depths[place]):
                wanted += items[child].number == wanted
                depths[child] += 1
                child += 1


def _nest_under_labels(items: Sequence[Item], depths: list[int]) -> None:
    parent = -1
    takes_labels = False
    for place, item in enumerate(items):
        opens = item.number < 0 and item.label != "" and item.introduces
        if parent >= 0 and depths[place] > depths[parent]:
            depths[place] += takes_labels
        elif parent >= 0 and item.number < 0 and depths[place] == depths[parent] and not opens:
            takes_labels = takes_labels or (item.label != "" and parent == place - 1)
            if takes_labels or item.label not in ("**", items[parent].label):
                depths[place] += 1
            else:
                parent = -1
        else:
            parent, takes_labels = (place, False) if opens else (-1, False)
