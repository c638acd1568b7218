"""Cells of a column of categories: which of them name several."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping

from glossary_site.text.words.wording import category_key

_BETWEEN = re.compile(r"\s*(?:[;|\n]|<br ?/?>)\s*")
_COMMA = re.compile(r"\s*[,，、]\s*")


def split_categories(cells: Iterable[str]) -> Mapping[str, tuple[str, ...]]:
    """The categories that each cell names: its parts at semicolons, bars and line ends.

    At commas a cell is parted where every part is a category of another cell, too: "Food, drink" may be one.

    >>> split_categories(["Food, drink", "Bread, tools", "Tools", "Bread; Ovens"])["Bread, tools"]
    ('Bread', 'tools')
    """
    parts = {cell: tuple(dict.fromkeys(filter(None, _BETWEEN.split(cell.strip())))) for cell in cells}
    holders: dict[str, set[str]] = defaultdict(set)
    for named in parts.values():
        for name in named:
            for part in (name, *_COMMA.split(name)):
                holders[category_key(part)].add(category_key(name))
    return {
        cell: tuple(dict.fromkeys(part for name in named for part in _part(name, holders)))
        for cell, named in parts.items()
    }


def _part(name: str, holders: Mapping[str, set[str]]) -> tuple[str, ...]:
    parts = tuple(filter(None, _COMMA.split(name)))
    are_categories = all(len(holders[category_key(part)]) > 1 for part in parts)
    return parts if len(parts) > 1 and are_categories else (name,)
