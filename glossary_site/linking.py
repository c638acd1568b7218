"""Bodies with their mentions: automatic ones and ``[[explicit]]`` ones, each leading to the sense that fits."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from html import escape

from glossary_site.collation import slugify
from glossary_site.issues import Issue, Severity
from glossary_site.markup import REFERENCE_CLOSE, REFERENCE_OPEN, Body, Reference
from glossary_site.matching import Matcher, Mention, Name
from glossary_site.text.names import same_name_key

_REFERENCE = re.compile(f"{REFERENCE_OPEN}(\\d+){REFERENCE_CLOSE}")


@dataclass(frozen=True, slots=True)
class Target:
    """What a reference needs to know of a term: its id, and the anchors of its senses by category if it has several."""

    id: str
    anchors: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class LinkTable:
    """Everything that linking a body needs: all names, all targets, and how often to link (``SiteConfig.links``)."""

    names: tuple[Name, ...]
    targets: tuple[Target, ...]
    mode: str


@dataclass(frozen=True, slots=True)
class LinkedBody:
    """A body whose mentions are known: HTML in pieces, ``Mention`` where a link goes, its text standing in it.

    ``counts`` says how often each other term is named, linked or not; ``explicit``, whether ``[[references]]`` stand
    in the text.
    """

    lead: tuple["str | Mention", ...]
    html: tuple["str | Mention", ...]
    text: str
    counts: tuple[tuple[str, int], ...]
    issues: tuple[Issue, ...]
    explicit: bool = False


class Linker:
    """Links bodies against one ``LinkTable``."""

    def __init__(self, table: LinkTable) -> None:
        self.table = table
        self._mode = table.mode
        self._matcher = Matcher(table.names)
        self._anchors = {target.id: dict(target.anchors) for target in table.targets}
        #: By key of a name: whose it is, one id as a rule, and how it is written. The best kind of name decides.
        self._bearers: dict[str, tuple[str, ...]] = {}
        self._shown: dict[str, str] = {}
        kinds: dict[str, int] = {}
        for name in sorted(table.names, key=lambda name: name.kind):
            key = same_name_key(name.text)
            if kinds.setdefault(key, name.kind) == name.kind and name.id not in self._bearers.get(key, ()):
                self._bearers[key] = (*self._bearers.get(key, ()), name.id)
                self._shown.setdefault(key, name.text)
        for identity in self._anchors:
            self._bearers.setdefault(same_name_key(identity), (identity,))
            self._shown.setdefault(same_name_key(identity), identity)

    def _resolve(self, reference: Reference) -> tuple[str, str, str] | Issue:
        """Id, anchor and text to show of an explicit reference, or what is wrong with it."""
        target, category = reference.target, ""
        if same_name_key(target) not in self._bearers and "#" in target:
            target, _, category = (part.strip() for part in target.rpartition("#"))
        bearers = self._bearers.get(same_name_key(target), ())
        if len(bearers) != 1:
            near = get_close_matches(same_name_key(target), self._bearers, n=3, cutoff=0.6)
            names = " or ".join(f"[[{name}]]" for name in sorted(bearers) or [self._shown[each] for each in near])
            return Issue(
                "reference-unknown",
                Severity.ERROR,
                f"[[{reference.target}]] names {'more than one' if bearers else 'no'} term",
                f"did you mean {names}?" if names else "write the term, or take the brackets away",
                line=reference.line,
            )
        (identity,) = bearers
        anchors = self._anchors[identity]
        if category and slugify(category) not in {slugify(name) for name in anchors}:
            return Issue(
                "reference-unknown",
                Severity.ERROR,
                f"[[{reference.target}]]: '{target}' has no sense in '{category}'",
                f"its senses are in {', '.join(anchors)}" if anchors else f"it has one sense: write [[{target}]]",
                line=reference.line,
            )
        anchor = next((each for name, each in anchors.items() if slugify(name) == slugify(category)), "")
        return identity, anchor, reference.shown or target

    def _place_references(self, html: str, body: Body, issues: list[Issue]) -> tuple[str, list[Mention], list[range]]:
        """Fill in the explicit references: the HTML, their mentions, and the stretches that take no other link."""
        parts: list[str] = []
        mentions: list[Mention] = []
        taken: list[range] = []
        length = done = 0
        for hole in _REFERENCE.finditer(html):
            reference = body.references[int(hole[1])]
            found = self._resolve(reference) if reference.target else ("", "", reference.shown)
            if isinstance(found, Issue):
                issues.append(found)
                found = ("", "", reference.shown or reference.target)
            identity, anchor, shown = found
            parts.append(html[done : hole.start()])
            start = length + len(parts[-1])
            parts.append(escape(shown, quote=False))
            length = start + len(parts[-1])
            done = hole.end()
            taken.append(range(start, length))
            if identity:
                mentions.append(Mention(start, length, identity, anchor))
        parts.append(html[done:])
        return "".join(parts), mentions, taken

    def link(self, body: Body, own_id: str, category: str, *, automatic: bool = True) -> LinkedBody:
        """Find the mentions of one sense's body. Issues: those of the body, ``reference-unknown``."""
        issues = list(body.issues)
        counts: Counter[str] = Counter()
        # Without automatic links the explicit references still stand.
        mode = self._mode if automatic else "off"
        seen: set[tuple[str, int]] = set()
        pieces = []
        for part, html in enumerate((body.lead, body.html)):
            html, mentions, taken = self._place_references(html, body, issues)
            mentions = [mention for mention in mentions if mention.id != own_id]
            counts.update(mention.id for mention in mentions)
            automatic_ones = self._matcher.find(html, own_id, taken) if automatic else []
            counts.update(mention.id for mention, _ in automatic_ones)
            for mention, section in automatic_ones:
                place = (mention.id, section + part if mode == "section" else 0)
                if mode == "all" or (mode != "off" and place not in seen):
                    seen.add(place)
                    anchor = self._anchors[mention.id].get(category, "")
                    mentions.append(replace(mention, anchor=anchor))
            pieces.append(_cut(html, sorted(mentions, key=lambda mention: mention.start)))
        named = tuple(sorted(counts.items()))
        return LinkedBody(pieces[0], pieces[1], body.text, named, tuple(issues), bool(body.references))


def joined_html(body: LinkedBody) -> str:
    """The HTML of a body without its links."""
    return "".join(piece if isinstance(piece, str) else piece.html for piece in (*body.lead, *body.html))


def _cut(html: str, mentions: Sequence[Mention]) -> tuple["str | Mention", ...]:
    pieces: list[str | Mention] = []
    done = 0
    for mention in mentions:
        pieces += [html[done : mention.start], replace(mention, html=html[mention.start : mention.end])]
        done = mention.end
    pieces.append(html[done:])
    return tuple(piece for piece in pieces if piece)


_made: list[Linker] = []


def make_linker(table: LinkTable) -> Linker:
    """The linker of this very table, remembered: a worker builds it once, and comparing tables would cost more."""
    if not _made or _made[0].table is not table:
        _made[:] = [Linker(table)]
    return _made[0]
