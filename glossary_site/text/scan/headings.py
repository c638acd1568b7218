"""Find the heading lines of glossary text by weighing evidence, in two rounds.

No mark shows a heading: it is a short list of keywords above a body. Each line that could be one gets points from the
signals of ``heading_signals``. The first round judges it by itself and by its two neighbours. Lines with ``ANCHOR``
points or more after that are practically certain; they divide the text into stretches. The second round adds the
evidence of these anchors: open fences, alphabetical order, shared categories. Each step reads a line a
fixed number of times, so that the time is linear in the text.
"""

import re
from collections import Counter
from collections.abc import Sequence

from glossary_site.text.scan.heading_leads import Match, lead_match
from glossary_site.text.scan.heading_signals import NEIGHBOURS, SHAPE, SURROUNDINGS, Candidate, Order, is_markup, score
from glossary_site.text.scan.heading_surroundings import (
    collation_key,
    find_fence_marks,
    neighbourhood,
    order_among,
)
from glossary_site.values import replace

HEADING = 5
"""A line with so many points is a heading."""

ANCHOR = 8
"""A line with so many points after the first round is evidence for and against the lines around it."""

_LONGEST = 500  # characters; a longer line is a body
_LIST_LIKE = 4  # a line with so many points for its shape is written like a heading
_MOST_AROUND = {
    shared: max(
        score(SURROUNDINGS, Candidate("", (), (), "", "", False, order=order, is_category_shared=shared))
        for order in Order
    )
    for shared in (False, True)
}
_WORD = re.compile(r"[^\W_]+(?:['’.+#/&_-]+[^\W_]+)*")


def find_headings(lines: Sequence[str], blank_lines_separate: bool) -> list[int]:
    """The indexes of all headings in ``lines``, ascending.

    ``blank_lines_separate``: there are blank lines between headings and bodies, as in a page dump.
    """
    candidates, local = _candidates(lines, blank_lines_separate)
    anchors = [index for index, points in local.items() if points >= ANCHOR]
    open_lines = {index: line for index, line in candidates.items() if local[index] + _most_around(line) >= HEADING}
    around = _with_surroundings(open_lines, anchors, lines)
    return [index for index, line in around.items() if local[index] + score(SURROUNDINGS, line) >= HEADING]


def _most_around(line: Candidate) -> int:
    """The most points that any surroundings could give a line: most lines are decided without a look at theirs."""
    return _MOST_AROUND[len(line.keywords) > 1]


def _candidates(lines: Sequence[str], blank_lines_separate: bool) -> tuple[dict[int, Candidate], dict[int, int]]:
    """Index -> line that could be a heading, and index -> its points from its shape and its neighbours."""
    written = [index for index, line in enumerate(lines) if line and not line.isspace()]
    found: dict[int, Candidate] = {}
    for above, index, below in zip([-1, *written], written, [*written[1:], len(lines)], strict=False):
        text = lines[index].strip()
        if len(text) > _LONGEST or is_markup(text) or not (words := tuple(_WORD.findall(text))):
            continue
        found[index] = Candidate(
            text=text,
            keywords=tuple(keyword.strip() for keyword in text.split(",")),
            words=words,
            above=lines[above].strip() if above >= 0 else "",
            below=lines[below].strip() if below < len(lines) else "",
            is_apart=blank_lines_separate and above != index - 1 and below != index + 1,
        )
    shapes = {index: score(SHAPE, line) for index, line in found.items()}
    list_like = {found[index].text for index, points in shapes.items() if points >= _LIST_LIKE}
    local: dict[int, int] = {}
    for index, line in found.items():
        if line.below in list_like:
            found[index] = line = replace(line, is_list_below=True)
        elif (lead := lead_match(line.keywords[0], line.text, line.below)) is not Match.NONE:
            found[index] = line = replace(line, lead=lead)
        local[index] = shapes[index] + score(NEIGHBOURS, line)
    return found, local


def _with_surroundings(
    candidates: dict[int, Candidate], anchors: list[int], lines: Sequence[str]
) -> dict[int, Candidate]:
    """The candidates with the evidence of the anchors."""
    fences = find_fence_marks(lines)
    keys = [collation_key(candidates[index].text) for index in anchors]
    categories = Counter(_category(candidates[index]) for index in anchors)
    certain = frozenset(anchors)
    around: dict[int, Candidate] = {}
    for index, line in candidates.items():
        near = neighbourhood(index, anchors, keys, len(lines))
        around[index] = replace(
            line,
            fence=fences.enclosure(index, near.earlier, near.later),
            order=order_among(collation_key(line.text), near.earlier_keys, near.later_keys),
            is_category_shared=len(line.keywords) > 1 and categories[_category(line)] > (1 if index in certain else 0),
        )
    return around


def _category(line: Candidate) -> str:
    return line.keywords[-1].casefold()
