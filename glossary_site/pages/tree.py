"""The tree of broader and narrower terms, cut into pages of limited size.

A term below several others is shown below each. What is below it is shown once, at the first of its places; the others
lead there. So the pages grow with the number of relations, whatever their shape.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence

from glossary_site.glossary import Entry
from glossary_site.pages.urls import term_url, tree_url
from glossary_site.pages.views import Branch, CategoryPlace, TreeView
from glossary_site.values import Frozen

#: A page of more lines is cut into one for each of its terms; in that of Unified Astronomy they are 110 bytes each.
_MOST_LINES = 1_000
#: And so many lists within one another are read at once; browsers nest some hundred elements.
_DEEPEST = 12


class Tree(Frozen):
    """Which terms are shown below which, by their ids: ``""`` is the root, above the terms that nothing is above.

    ``below`` are the terms next below each, in the order of the glossary. ``above`` is the term below which each term
    that has lower ones is first shown, in the order of the tree. ``tops`` are the terms whose lower ones have a page of
    their own, among them the root.
    """

    below: Mapping[str, Sequence[str]]
    above: Mapping[str, str]
    tops: frozenset[str]

    def urls(self) -> Iterator[tuple[str, str]]:
        """The URL of each page, and the term whose lower ones it shows."""
        return ((tree_url(each), each) for each in ("", *self.above) if each in self.tops)

    def _way(self, identity: str) -> Iterator[str]:
        """The terms above one, from the next up to the root."""
        while identity:
            identity = self.above[identity]
            yield identity

    def _page_of(self, identity: str) -> str:
        """The URL of the page that shows what is below a term, with the place there."""
        if identity in self.tops:
            return tree_url(identity)
        top = next(each for each in self._way(identity) if each in self.tops)
        return f"{tree_url(top)}#{_anchor(identity)}"

    def view(self, top: str, name_of: Callable[[str], str], heading: str) -> TreeView:
        """The page of what is below ``top``; ``heading`` is that of the whole tree."""
        trail = [CategoryPlace(name_of(each) if each else heading, self._page_of(each)) for each in self._way(top)]
        branches = tuple(self._branches(top, name_of))
        return TreeView(name_of(top) if top else heading, top and term_url(top), tuple(reversed(trail)), branches)

    def _branches(self, higher: str, name_of: Callable[[str], str]) -> Iterator[Branch]:
        for identity in self.below[higher]:
            narrower = len(self.below.get(identity, ()))
            is_here = narrower and self.above[identity] == higher and identity not in self.tops
            yield Branch(
                name=name_of(identity),
                url=term_url(identity),
                narrower=narrower,
                anchor=_anchor(identity) if is_here else "",
                elsewhere="" if is_here or not narrower else self._page_of(identity),
                branches=tuple(self._branches(identity, name_of)) if is_here else (),
            )


def _anchor(identity: str) -> str:
    return f"below-{identity}"


def make_tree(entries: Sequence[Entry]) -> Tree:
    """The tree of the terms that have broader or narrower ones; without any it has no pages."""
    places = {entry.id: place for place, entry in enumerate(entries)}
    below: dict[str, Sequence[str]] = {
        entry.id: sorted(entry.relations.narrower, key=places.__getitem__)
        for entry in entries
        if entry.relations.narrower
    }
    if not below:
        return Tree({}, {}, frozenset())
    # In a cycle, which is an issue of its own, nothing is at the top: the first term of it is taken.
    order = sorted(below, key=lambda each: (bool(entries[places[each]].relations.broader), places[each]))
    above: dict[str, str] = {}
    for each in order:
        _walk(each, below, above)
    below[""] = sorted((each for each, higher in above.items() if not higher), key=places.__getitem__)
    return Tree(below, above, _cut(below, above))


def _walk(start: str, below: Mapping[str, Sequence[str]], above: dict[str, str]) -> None:
    """Note the first place of ``start`` and of all below it that have lower terms, the higher before the lower."""
    waiting = [(start, "")]
    while waiting:
        identity, higher = waiting.pop()
        if identity not in above:
            above[identity] = higher
            waiting += [(each, identity) for each in reversed(below[identity]) if each in below]


def _cut(below: Mapping[str, Sequence[str]], above: Mapping[str, str]) -> frozenset[str]:
    """The terms whose lower ones have a page of their own, and the root."""
    lines = {each: len(below[each]) for each in ("", *above)}
    for identity, higher in reversed([*above.items()]):
        lines[higher] += lines[identity]
    depth = {"": 0}
    for identity, higher in above.items():
        is_cut = depth[higher] == 0 and lines[higher] > _MOST_LINES
        depth[identity] = 0 if is_cut or depth[higher] + 1 >= _DEEPEST else depth[higher] + 1
    return frozenset(identity for identity, number in depth.items() if number == 0)
