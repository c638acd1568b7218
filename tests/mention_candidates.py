"""Places in the project's own entries where the name of another term may be mentioned, for labelling by hand.

    python tests/mention_candidates.py [LABELS.tsv]

prints a seeded sample of them as unlabelled rows of ``labels/mentions.tsv``, without those that the file has already.
A candidate is any occurrence of a name, an alias or an abbreviation, inflected or not, in any case, outside code,
formulas, links, headings and the term's own entry. It is found without any of the linker's code.
"""

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from random import Random

from glossary_site.build import BuildRequest, open_project
from glossary_site.mentions import BodySettings, LinkedBody, Mention, render_bodies

ROOT = Path(__file__).parents[1]
SEED = 20261128
#: The most candidates of one term, so that ordinary words such as "it" do not fill the sample.
PER_TERM = 16
AROUND = 60
OPEN, CLOSE = "⟦", "⟧"

_OPAQUE = frozenset(("a", "code", "pre", "math", "svg", "dfn", "h1", "h2", "h3", "h4", "h5", "h6"))
_BETWEEN = r"[\s\-\u2010-\u2013/]+"


@dataclass(frozen=True, slots=True)
class Link:
    """A mention in the text of a body, and the term and sense to which it leads."""

    start: int
    end: int
    id: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Text:
    """The text of one sense in single spaces, with formulas as □; ``closed`` ranges can have no mention."""

    file: str
    id: str
    text: str
    closed: tuple[range, ...]
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A row of the labels. ``expected`` is yes, no or ?; ``sense`` an anchor or "any"."""

    file: str
    context: str
    surface: str
    term: str
    expected: str = "?"
    sense: str = "any"

    def row(self) -> str:
        return "\t".join((self.file, self.context, self.surface, self.term, self.expected, self.sense))


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.text = ""
        self.closed: list[range] = []
        self.links: list[Link] = []
        self._opened: dict[str, int] = {}
        self._depth = 0
        self._target = ("", "")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "mark":
            self._opened[tag] = len(self.text)
            self._target = (attrs[0][1] or "", attrs[1][1] or "")
        if tag == "math":
            self.text += "□"
            self._opened[tag] = len(self.text)
        if tag in _OPAQUE:
            if not self._depth:
                self._opened[""] = len(self.text) - (tag == "math")
            self._depth += 1

    def handle_endtag(self, tag: str) -> None:
        if tag == "mark":
            self.links.append(Link(self._opened[tag], len(self.text), *self._target))
        if tag == "math":
            self.text = self.text[: self._opened[tag]]
        if tag in _OPAQUE:
            self._depth -= 1
            if not self._depth:
                self.closed.append(range(self._opened[""], len(self.text)))

    def handle_data(self, data: str) -> None:
        spaced = re.sub(r"\s+", " ", data)
        self.text += spaced.lstrip() if self.text[-1:] == " " else spaced


def read_text(file: str, identity: str, body: LinkedBody) -> Text:
    """The text and the links that a reader sees in a linked body."""
    reader = _Reader()

    def mark(mention: Mention, shown: str) -> str:
        return f'<mark id="{mention.id}" class="{mention.anchor}">{shown}</mark>'

    reader.feed("\n".join((body.lead.with_links(mark), body.html.with_links(mark))))
    reader.close()
    return Text(file, identity, reader.text, tuple(reader.closed), tuple(reader.links))


@cache
def read_entries() -> tuple[dict[str, frozenset[str]], tuple[Text, ...]]:
    """Name in the project's own entries (folded) -> ids of the terms that have it; and every sense, fully linked."""
    with open_project(BuildRequest(ROOT / "entries", Path(), ROOT / "glossary.yml")) as project:
        glossary = project.analysis.glossary
        bodies = render_bodies(glossary, BodySettings("all"), project.executor)
    names: dict[str, frozenset[str]] = {}
    texts: list[Text] = []
    for entry, senses in zip(glossary.entries, bodies, strict=True):
        record = entry.record
        for name in (record.term, *record.aliases, *record.abbreviations):
            for form in _forms(name.lower()):
                key = re.sub(_BETWEEN, " ", form)
                names[key] = names.get(key, frozenset()) | {record.id}
        for sense, body in zip(record.senses, senses, strict=True):
            file = Path(sense.origin.path).name
            texts.append(read_text(file, record.id, body))
    return names, tuple(texts)


def _forms(name: str) -> Iterator[str]:
    """A name and its possible inflections: too many rather than too few."""
    yield name
    if len(name) > 2:
        yield from (f"{name}s", f"{name}es", f"{name}ed", f"{name}ing", name.removesuffix("ing"))
    if len(name) > 3:
        yield from (name.removesuffix("s"), f"{name.removesuffix('y')}ies", f"{name.removesuffix('is')}es")
        yield from (f"{name}d", f"{name.removesuffix('e')}ing", f"{name.removesuffix('x')}ces")


def candidates() -> Iterator[Candidate]:
    """Every candidate in the project's own entries, unlabelled."""
    names, texts = read_entries()
    longest_first = sorted((name for name in names if len(name) > 1), key=len, reverse=True)
    choices = "|".join(re.escape(name).replace("\\ ", _BETWEEN) for name in longest_first)
    # A lookahead, so that a name inside a longer one is a candidate, too.
    pattern = re.compile(rf"(?<!\w)(?=({choices})(?!\w))", re.IGNORECASE)
    for text in texts:
        closed = {position for stretch in text.closed for position in stretch}
        done = dict.fromkeys(frozenset[str]().union(*names.values()), 0)
        for found in pattern.finditer(text.text):
            start, end = found.span(1)
            if closed.isdisjoint(range(start, end)):
                before, after = text.text[max(0, start - AROUND) : start], text.text[end : end + AROUND]
                context = f"{before}{OPEN}{found[1]}{CLOSE}{after}"
                for identity in sorted(names[re.sub(_BETWEEN, " ", found[1].lower())] - {text.id}):
                    # "lot" inside "wafer lot" is no further candidate: both are names of the same term.
                    if end > done[identity]:
                        done[identity] = end
                        yield Candidate(text.file, context, found[1], identity)


def read_labels(path: Path) -> tuple[Candidate, ...]:
    """The labelled rows of a file."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return tuple(Candidate(*line.split("\t")) for line in lines[1:])


def sample() -> list[Candidate]:
    """At most ``PER_TERM`` candidates of each term, drawn at random from a fixed seed."""
    by_term: dict[str, list[Candidate]] = {}
    for candidate in candidates():
        by_term.setdefault(candidate.term, []).append(candidate)
    draw = Random(SEED)
    groups = (by_term[term] for term in sorted(by_term))
    return [each for group in groups for each in draw.sample(group, min(PER_TERM, len(group)))]


def main() -> None:
    """Print the candidates to be labelled."""
    labelled = {(each.file, each.context) for path in sys.argv[1:] for each in read_labels(Path(path))}
    for candidate in sample():
        if (candidate.file, candidate.context) not in labelled:
            print(candidate.row())


if __name__ == "__main__":
    main()
