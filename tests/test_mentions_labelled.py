"""Mentions compared with labels made by hand: how many of them are right, and how many are found.

``labels/mentions.tsv`` holds a seeded sample of the places in the project's own entries where a term may be named (see
``mention_candidates.py``), each judged by reading its sentence: whether a reader would say that the term is meant
there, and in which sense. ``labels/mentions-*.txt`` hold texts in five languages, written to be hard, on subjects of
many kinds: names behind ``=``, then texts with ⟦mentions⟧ and ⟨places where a name is meant by nobody⟩.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from html import escape
from pathlib import Path

import pytest
from found_mentions import term
from mention_candidates import CLOSE, OPEN, Candidate, Link, Text, read_entries, read_labels

from glossary_site.mentions import Matcher

LABELS = Path(__file__).parent / "labels" / "mentions.tsv"
#: A label does not count after its sentence was rewritten; so many must be left.
LEAST = 240


def link_at(text: Text, start: int, end: int, term: str) -> Link | None:
    """The link of ``term`` that overlaps these characters."""
    return next((link for link in text.links if link.start < end and start < link.end and link.id == term), None)


def _rates(outcomes: Mapping[str, Sequence[Candidate]], wanted: Callable[[Candidate], bool]) -> str:
    found, missed, wrong = (sum(map(wanted, outcomes.get(name, ()))) for name in ("found", "missed", "wrong"))
    return f"precision {found / (found + wrong):.3f}, recall {found / (found + missed):.3f} of {found + missed + wrong}"


def test_the_linker_agrees_with_the_labels(capsys: pytest.CaptureFixture[str]) -> None:
    by_file: dict[str, list[Text]] = defaultdict(list)
    for text in read_entries()[1]:
        by_file[text.file].append(text)
    outcomes: dict[str, list[Candidate]] = defaultdict(list)
    for label in read_labels(LABELS):
        context = label.context.replace(OPEN, "").replace(CLOSE, "")
        places = [(text, text.text.find(context)) for text in by_file[label.file] if context in text.text]
        if not places:
            outcomes["stale"].append(label)
            continue
        text, place = places[0]
        start = place + label.context.index(OPEN)
        link = link_at(text, start, start + len(label.surface), label.term)
        if label.expected == "yes":
            outcomes["found" if link else "missed"].append(label)
            if link and label.sense != "any":
                right = "sense" if link.anchor == label.sense else "whole term" if not link.anchor else "wrong sense"
                outcomes[right].append(label)
        else:
            outcomes["wrong" if link else "left alone"].append(label)
    found, missed, wrong = (len(outcomes[name]) for name in ("found", "missed", "wrong"))
    used = found + missed + wrong + len(outcomes["left alone"])
    precision, recall = found / (found + wrong), found / (found + missed)
    with capsys.disabled():
        print(f"\nmentions: {used} labels, precision {precision:.3f}, recall {recall:.3f}", end="")
        print(f" ({found} found, {missed} missed, {wrong} wrong, {len(outcomes['stale'])} stale);", end="")
        senses = [len(outcomes[name]) for name in ("sense", "whole term", "wrong sense")]
        print(f" senses: {senses[0]} right, {senses[1]} to the whole term, {senses[2]} wrong")
        print(
            f"  one-word names: {_rates(outcomes, lambda label: label.surface.islower() and ' ' not in label.surface)}"
        )
        for name in ("missed", "wrong", "wrong sense", "stale"):
            for label in outcomes[name]:
                print(f"  {name}: {label.row()}")
    assert used >= LEAST
    assert precision >= 0.98
    assert recall >= 0.95
    assert senses[0] / (senses[0] + senses[2]) >= 0.95


_MARKED = re.compile("([⟦⟨])(.*?)[⟧⟩]")


def labelled_texts(path: Path) -> Iterator[tuple[tuple[str, ...], str, frozenset[tuple[int, int]], int]]:
    """Each text as HTML with the names that may be in it, the places of its mentions, and how many places are none."""
    names: tuple[str, ...] = ()
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("= "):
            names = tuple(line.removeprefix("= ").split(" | "))
        elif line:
            html, done, places = "", 0, set()
            marks = list(_MARKED.finditer(line))
            for mark in marks:
                html += escape(line[done : mark.start()], quote=False)
                if mark[1] == "⟦":
                    places.add((len(html), len(html + escape(mark[2], quote=False))))
                html += escape(mark[2], quote=False)
                done = mark.end()
            yield names, html + escape(line[done:], quote=False), frozenset(places), len(marks) - len(places)


@pytest.mark.parametrize("language", ["de", "en", "fr", "ja", "zh"])
def test_the_matcher_agrees_with_the_labels_of_a_language(language: str, capsys: pytest.CaptureFixture[str]) -> None:
    found = missed = wrong = candidates = 0
    lines: list[str] = []
    for names, html, places, others in labelled_texts(LABELS.with_name(f"mentions-{language}.txt")):
        matcher = Matcher(map(term, names), language)
        links = {(mention.start, mention.end) for mention, _ in matcher.find(html, "")}
        candidates += len(places) + others
        found, missed, wrong = found + len(links & places), missed + len(places - links), wrong + len(links - places)
        lines += [f"  missed: {html[start:end]} in {html}" for start, end in sorted(places - links)]
        lines += [f"  wrong: {html[start:end]} in {html}" for start, end in sorted(links - places)]
    precision, recall = found / (found + wrong), found / (found + missed)
    with capsys.disabled():
        print(
            f"\n{language}: {candidates} candidates, precision {precision:.3f}, recall {recall:.3f}", *lines, sep="\n"
        )
    assert candidates >= 100
    assert precision >= 0.97
    assert recall >= 0.97
