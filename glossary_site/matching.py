"""Names found in text, the only importer of ahocorasick_rs.

All names of a glossary are matched in one pass over a body, however many there are. The body's HTML is matched in
place: markup, code, formulas, links and headings are blanked out, character for character, so that a match's position
is its position in the HTML.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from html import escape

from ahocorasick_rs import AhoCorasick, MatchKind

#: What a name is to its term, in the order in which a text prefers it when two terms share it.
TERM, ABBREVIATION, ALIAS = 0, 1, 2

_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)[^<>]*>")
_OPAQUE = frozenset(("a", "code", "pre", "math", "svg", "dfn", "h1", "h2", "h3", "h4", "h5", "h6"))
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
#: Stands for whatever cannot be part of a name; no name contains it.
_BLANK = "\0"

# Hyphens and spaces between the words of a name are alike to a reader.
_SPACES = dict.fromkeys(map(ord, "-\u2010\u2011\u2012\u2013\u00a0\u202f\n\t/"), " ")
# Quotes, brackets and stops may stand on either side of a name, so they count as boundaries.
_BOUNDARIES = dict.fromkeys(map(ord, "()[]{}<>\"'’‘“”,;:!?—*_=|~"), "\x01")
_TABLE = {**_SPACES, **_BOUNDARIES}
# A blank is several characters long, so that words on both sides of it never make one name.
_AS_SPACES = {0: " ", 1: " "}


@dataclass(frozen=True, slots=True)
class Name:
    """One way to write a term. ``id`` is the term's; names that are not ``automatic`` only answer to ``[[name]]``."""

    text: str
    id: str
    kind: int
    automatic: bool = True


@dataclass(frozen=True, slots=True)
class Mention:
    """An inline reference to the sense ``anchor`` of the term ``id`` ("": the term as a whole).

    ``start`` and ``end`` are its place in the HTML it was found in, ``html`` is what stands there.
    """

    start: int
    end: int
    id: str
    anchor: str = ""
    html: str = ""


def _fold(text: str) -> str:
    """HTML text in lower case with alike separators, of the same length; an escaped ``&`` ends no name."""
    text = text.replace("&amp;", "&\x02\x02\x02\x02")
    lower = text.translate(_TABLE).lower()
    if len(lower) == len(text):
        return lower
    return "".join(low if len(low := char.lower()) == 1 else char for char in text.translate(_TABLE))


def inflections(name: str) -> tuple[str, ...]:
    """``name`` and its simple plural or singular forms, in English spelling.

    >>> inflections("wafer"), inflections("memory"), inflections("guard rings")
    (('wafer', 'wafers'), ('memory', 'memories'), ('guard rings', 'guard ring'))
    """
    last = name.rpartition(" ")[2].lower()
    if len(last) < 3 or not last[-1].isalpha():
        return (name, f"{name}s") if last and last[-1].isalnum() else (name,)
    if last.endswith("ies") and len(last) > 4:
        return (name, f"{name[:-3]}y")
    if last.endswith(("sses", "ches", "shes", "xes")):
        return (name, name[:-2])
    if last.endswith(("ss", "x", "ch", "sh")):
        return (name, f"{name}es")
    if last.endswith(("us", "is", "as", "os")):
        return (name,)
    if last.endswith("s"):
        return (name, name[:-1])
    if last.endswith("y") and last[-2] not in "aeiou":
        return (name, f"{name[:-1]}ies")
    return (name, f"{name}s")


def _needs_own_case(word: str) -> bool:
    """A word with a capital after its first letter (``IT``, ``GaN``, ``FinFET``) is itself only in that case."""
    return any(char.isupper() for char in word[1:])


@dataclass(frozen=True, slots=True)
class _Pattern:
    """A spelling of a name: the words that must be written in their own case stand in ``own_case`` (else "")."""

    name: Name
    own_case: tuple[str, ...]


_WORDS = re.compile(r"[^\s\-\u2010-\u2013\u00a0/]+")


def _own_case(name: Name) -> tuple[str, ...]:
    words = _WORDS.findall(escape(name.text))
    if name.kind == ABBREVIATION:
        return tuple(words)
    return tuple(word if _needs_own_case(word) else "" for word in words)


def _keeps_case(surface: str, own_case: tuple[str, ...]) -> bool:
    if not any(own_case):
        return True
    words = _WORDS.findall(surface)
    return len(words) == len(own_case) and all(
        not wanted or word == wanted or (word.startswith(wanted) and word[len(wanted) :] in ("s", "es"))
        for word, wanted in zip(words, own_case, strict=True)
    )


class Matcher:
    """Finds every name of a glossary in one pass. Names of one character are left to explicit references."""

    def __init__(self, names: Iterable[Name]) -> None:
        spellings: dict[str, list[_Pattern]] = {}
        for name in names:
            if len(name.text) < 2 or not name.automatic:
                continue
            own_case = _own_case(name)
            for form in dict.fromkeys(inflections(escape(name.text))):
                spellings.setdefault(f" {_fold(form)} ".replace("\x01", " "), []).append(_Pattern(name, own_case))
        self._patterns = list(spellings.values())
        self._automaton = AhoCorasick(list(spellings), matchkind=MatchKind.Standard) if spellings else None

    def find(self, html: str, own_id: str, taken: Sequence[range] = ()) -> list[tuple[Mention, int]]:
        """Every mention in ``html`` but of ``own_id``, longest first at each place, with the section it stands in.

        Stretches ``taken`` (in order) hold no mentions.
        """
        if self._automaton is None:
            return []
        visible, headings = _blank_markup(html)
        for stretch in taken:
            visible = visible[: stretch.start] + _BLANK * len(stretch) + visible[stretch.stop :]
        folded = _fold(visible)
        # A stop ends a name only where it ends a sentence: ".NET" and "2.5D" keep theirs.
        hay = " " + _SENTENCE_END.sub(" ", folded.translate(_AS_SPACES)) + " "
        raw = sorted(
            (
                (start, -end, which)
                for which, start, end in self._automaton.find_matches_as_indexes(hay, overlapping=True)
            )
        )
        found: list[tuple[Mention, int]] = []
        free = 0
        section = 0
        for start, minus_end, which in raw:
            end = -minus_end - 2
            if start < free:
                continue
            surface = visible[start:end]
            if not _is_name_shaped(surface, folded[start:end]):
                continue
            target = _choose(self._patterns[which], surface)
            if target is None:
                continue
            free = end
            if target == own_id:
                continue
            while section < len(headings) and headings[section] <= start:
                section += 1
            found.append((Mention(start, end, target), section))
        return found


_SENTENCE_END = re.compile(r"\.(?=[\s\x00\x01]|$)")


def make_sieve(names: Iterable[str]) -> Callable[[str], bool]:
    """A quick test whether any of ``names``, inflected or not, may stand in an HTML text: never a false no."""
    stems = {stem for name in names if (stem := _fold(escape(name)).strip(" \x01").removesuffix("y").removesuffix("s"))}
    if not stems:
        return lambda html: False
    automaton = AhoCorasick(sorted(stems), matchkind=MatchKind.LeftmostFirst)
    return lambda html: bool(automaton.find_matches_as_indexes(_fold(html)))


def _is_name_shaped(surface: str, folded: str) -> bool:
    """Whether what stands between the words of a match is only space or hyphens, as in the name itself."""
    return "\x01" not in folded.strip("\x01") and ". " not in surface and "\n\n" not in surface


def _choose(patterns: Sequence[_Pattern], surface: str) -> str | None:
    """The term that ``surface`` names: the best kind of name decides; None when two terms have an equal claim."""
    fitting = [pattern.name for pattern in patterns if _keeps_case(surface, pattern.own_case)]
    if not fitting:
        return None
    best = min(name.kind for name in fitting)
    ids = {name.id for name in fitting if name.kind == best}
    return ids.pop() if len(ids) == 1 else None


def _blank_markup(html: str) -> tuple[str, list[int]]:
    """``html`` with tags and everything that takes no links blanked out, and where headings start."""
    parts: list[str] = []
    headings: list[int] = []
    done = depth = opened = 0
    for tag in _TAG.finditer(html):
        name = tag[2].lower()
        if name not in _OPAQUE:
            if not depth:
                parts.append(html[done : tag.start()])
                parts.append(_BLANK * (tag.end() - tag.start()))
                done = tag.end()
            continue
        if not tag[1]:
            if not depth:
                opened = tag.start()
                if name in _HEADINGS:
                    headings.append(tag.start())
            depth += 1
        elif depth:
            depth -= 1
            if not depth:
                parts.append(html[done:opened])
                parts.append(_BLANK * (tag.end() - opened))
                done = tag.end()
    if depth:
        parts.append(html[done:opened])
        parts.append(_BLANK * (len(html) - opened))
    else:
        parts.append(html[done:])
    return "".join(parts), headings
