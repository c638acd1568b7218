"""Names found in text, the only importer of ahocorasick_rs.

All names of a glossary are matched in one pass over a body, however many there are. The body's HTML is matched in
place: markup, code, formulas, links and headings are blanked out, character for character, so that a match's position
is its position in the HTML.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from copy import copy
from dataclasses import dataclass
from html import escape
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick, MatchKind

from glossary_site.glossary import ABBREVIATION, TERM, Edit, Name

_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)[^<>]*>")
_OPAQUE = frozenset(("a", "code", "pre", "math", "svg", "dfn", "h1", "h2", "h3", "h4", "h5", "h6"))
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
#: Replaces whatever cannot be part of a name; no name contains it.
_BLANK = "\0"

# Hyphens and spaces between the words of a name are alike to a reader.
_SPACES = dict.fromkeys(map(ord, "-\u2010\u2011\u2012\u2013\u00a0\u202f\n\t/"), " ")
# Quotes, brackets and stops may be on either side of a name, so they count as boundaries.
_BOUNDARIES = dict.fromkeys(map(ord, "()[]{}<>\"'’‘“”,;:!?—*=|~"), "\x01")
_TABLE = {**_SPACES, **_BOUNDARIES}
# A blank is several characters long, so that words on both sides of it never make one name.
_AS_SPACES = {0: " ", 1: " "}
_SHAPES = {**_SPACES, ord("’"): "'"}
#: Escaped characters: an ampersand may be part of a name, the others end one.
_ESCAPES = (("&amp;", "&\x02\x02\x02\x02"), ("&quot;", "\x01" * 6), ("&lt;", "\x01" * 4), ("&gt;", "\x01" * 4))

_SENTENCE_END = re.compile(r"\.(?=[\s\x00\x01]|$)")
#: Phrases of English in which a noun means nothing of its own.
_PHRASES = (
    *("a lot of", "a whole lot of", "lots of", "at least", "by means of", "for example", "for instance", "in case"),
    *("in effect", "in fact", "in general", "in order to", "in part", "in place of", "in terms of", "in the light of"),
    *("in view of", "of course", "on the whole"),
)
#: Behind such a phrase, a sign that it is none: "a lot of 25", "lots of the same recipe".
_COUNTED = re.compile(r" \d| the same\b")
#: The title of a work, in quotes: at least three words, the first and most others in capitals.
_TITLE = re.compile(r"(?:&quot;|[\"“])(?=[A-Z])[^\"“”&<>\0]{8,150}(?:&quot;|[\"”])")
#: Words before a verb, or after one, that are hardly ever beside a noun.
_BEFORE_VERB = re.compile(
    r"(?:can|cannot|could|may|might|must|shall|should|will|would|they|we|you)"
    r"(?: (?:also|always|even|never|not|often|only|still|then))? $"
)
_AFTER_VERB = re.compile(r" (?:away|down|off|out|up|my|our|your|his|their|them|us)\b")


#: Letters that folding leaves alone, and for how many names a text is first searched for each of them.
_PLAIN_RUN = re.compile(r"[a-z0-9]+")
_FEW = 16

#: Ways of writing names to remember.
_REMEMBERED = 100_000


class Mention(NamedTuple):
    """An inline reference to the sense ``anchor`` of the term ``id`` ("": the term as a whole).

    ``start`` and ``end`` are its place in the HTML that it was found in, ``html`` is the text of that place.
    ``language`` is that of a term which has a page only there; its ``id`` follows the way to the root of those pages.
    A build makes more mentions than anything else, and a tuple is made in a third of the time of a dataclass.
    """

    start: int
    end: int
    id: str
    anchor: str = ""
    language: str = ""
    html: str = ""


def _fold(text: str) -> str:
    """HTML text in lower case, with one character for all separators, of the same length."""
    for escaped, held in _ESCAPES:
        text = text.replace(escaped, held)
    lower = text.translate(_TABLE).lower()
    if len(lower) == len(text):
        return lower
    return "".join(low if len(low := char.lower()) == 1 else char for char in text.translate(_TABLE))


def _escape(name: str) -> str:
    """A name as rendered HTML writes it: apostrophes are not escaped."""
    return escape(name, quote=False).replace('"', "&quot;")


def _searchable(folded: str) -> str:
    """Folded text in which only spaces separate words. A stop ends a name only where it ends a sentence: .NET, 2.5D."""
    return f" {_SENTENCE_END.sub(' ', folded.translate(_AS_SPACES))} "


def inflections(name: str) -> tuple[str, ...]:
    """``name`` and its simple plural or singular forms, in English spelling.

    >>> inflections("wafer"), inflections("memory"), inflections("guard rings")
    (('wafer', 'wafers'), ('memory', 'memories'), ('guard rings', 'guard ring'))
    >>> inflections("bias"), inflections("basis"), inflections("matrix")
    (('bias', 'biases'), ('basis', 'bases'), ('matrix', 'matrixes', 'matrices'))
    """
    last = name.rpartition(" ")[2].lower()
    if len(last) < 3 or not last[-1].isalpha():
        return (name, f"{name}s") if last and last[-1].isalnum() else (name,)
    if name.endswith("s") and name[-2].isupper():
        return (name, name[:-1])
    if last.endswith("ies") and len(last) > 4:
        return (name, f"{name[:-3]}y")
    if last.endswith(("sses", "ches", "shes", "xes")):
        return (name, name[:-2])
    if last.endswith(("ix", "ex")):
        return (name, f"{name}es", f"{name[:-2]}ices")
    if last.endswith("is"):
        return (name, f"{name[:-2]}es")
    if last.endswith(("ss", "us", "as", "os", "x", "ch", "sh")):
        return (name, f"{name}es")
    if last.endswith("s"):
        return (name, name[:-1])
    if last.endswith("y") and last[-2] not in "aeiou":
        return (name, f"{name[:-1]}ies")
    return (name, f"{name}s")


def _needs_own_case(word: str) -> bool:
    """A word with a capital after its first letter (``IT``, ``GaN``, ``FinFET``) is itself only in that case."""
    return any(char.isupper() for char in word[1:])


@dataclass(frozen=True, slots=True)
class _Claim:
    """A spelling names the term ``id``, where a text also shows what follows.

    ``shape`` is the spelling with its own marks, in lower case, with one kind of space, hyphen and apostrophe; "" where
    it has no marks. ``own_case`` holds the words that must be written in their own case, "" for each other word, or ()
    where there is none. ``inflected``: it is a plural or singular form of the name. ``kind`` is that of the name. Most
    claims share their parts, because of 100,000 names few are in a processor's cache.
    """

    shape: str
    own_case: tuple[str, ...]
    inflected: bool
    kind: int
    id: str

    @property
    def rank(self) -> tuple[bool, bool, int]:
        """The place of the claim among those that fit a text, as in a ``NameTable``: the nearest name first."""
        return self.inflected, not any(map(_needs_own_case, self.own_case)), self.kind


#: The claims of a spelling in which a noun means nothing: it holds no mention.
_PHRASE = (_Claim("", (), False, TERM, ""),)


def _shape(text: str) -> str:
    return text.translate(_SHAPES).lower()


_WORDS = re.compile(r"[^\s\-\u2010-\u2013\u00a0/]+")


def _own_case(name: Name) -> tuple[str, ...]:
    words = _WORDS.findall(_escape(name.text))
    if name.kind == ABBREVIATION:
        return tuple(words)
    wanted = tuple(word if _needs_own_case(word) else "" for word in words)
    return wanted if any(wanted) else ()


def _keeps_case(surface: str, own_case: tuple[str, ...]) -> bool:
    if not own_case:
        return True
    words = _WORDS.findall(surface)
    return len(words) == len(own_case) and all(
        not wanted or word == wanted or (word.startswith(wanted) and word[len(wanted) :] in ("s", "es"))
        for word, wanted in zip(words, own_case, strict=True)
    )


def _claims_of(name: Name) -> Iterator[tuple[str, _Claim]]:
    """Each spelling of a name, with its claim."""
    if len(name.text) < 2 or not name.automatic:
        return
    own_case = _own_case(name)
    for form in dict.fromkeys(map(_escape, inflections(name.text))):
        spelled, shape = _searchable(_fold(form)), _shape(form)
        marked = "" if shape == spelled[1:-1] else shape
        yield spelled, _Claim(marked, own_case, form != _escape(name.text), name.kind, name.id)


def _automata(first: int, spellings: Sequence[str]) -> tuple[tuple[int, AhoCorasick], ...]:
    """One automaton of the spellings from number ``first`` on, or none."""
    new = spellings[first:]
    return ((first, AhoCorasick(new, matchkind=MatchKind.Standard)),) if new else ()


_SPELLED_PHRASES = tuple(map(_searchable, _PHRASES))


class Matcher:
    """Finds every name of a glossary in one pass. Names of one character are left to explicit references."""

    def __init__(self, names: Iterable[Name]) -> None:
        spellings: dict[str, list[_Claim]] = {}
        for name in names:
            for spelled, claim in _claims_of(name):
                spellings.setdefault(spelled, []).append(claim)
        self._claims = list(map(tuple, spellings.values()))
        self._spellings = list(spellings)
        if spellings:
            phrases = [phrase for phrase in _SPELLED_PHRASES if phrase not in spellings]
            self._claims += [_PHRASE] * len(phrases)
            self._spellings += phrases
        #: Automata with the number of their first spelling: one of the first names, one of names that edits added.
        self._automata = _automata(0, self._spellings)
        self._first = len(self._spellings)
        self._chosen: dict[tuple[int, str], str] = {}

    def after(self, edit: Edit) -> "Matcher":
        """The matcher of the names of ``edit.after``; shares nearly all of this one, which stays as it is."""
        if edit.names_before == edit.names_after:
            return self
        if not self._automata:
            return Matcher(edit.names_after)
        now = copy(self)
        now._claims, now._spellings, now._chosen = list(self._claims), list(self._spellings), {}
        numbers = {spelled: number for number, spelled in enumerate(now._spellings)}
        removed = {name.id for name in edit.names_before}
        for spelled in {spelled for name in edit.names_before for spelled, _ in _claims_of(name)}:
            kept = tuple(claim for claim in now._claims[numbers[spelled]] if claim.id not in removed)
            now._claims[numbers[spelled]] = kept or (_PHRASE if spelled in _SPELLED_PHRASES else ())
        for spelled, claim in (each for name in edit.names_after for each in _claims_of(name)):
            number = numbers.setdefault(spelled, len(now._spellings))
            if number == len(now._spellings):
                now._spellings.append(spelled)
                now._claims.append(())
            held = now._claims[number]
            now._claims[number] = (claim,) if held is _PHRASE else (*held, claim)
        now._automata = (*self._automata[:1], *_automata(self._first, now._spellings))
        return now

    def find(self, html: str, own_id: str, taken: Sequence[range] = ()) -> list[tuple[Mention, int]]:
        """Every mention in ``html`` of another term than ``own_id``, in order, each with the number of its section.

        Of several names at one place the longest is found. The stretches ``taken``, in order, hold no mentions.
        """
        if not self._automata:
            return []
        visible, headings = _blank_markup(html)
        visible = _TITLE.sub(_blank_title, _blank_stretches(visible, taken))
        folded = _fold(visible)
        hay = _searchable(folded)
        raw = sorted(
            (
                (start, -end, first + which)
                for first, automaton in self._automata
                for which, start, end in automaton.find_matches_as_indexes(hay, overlapping=True)
            )
        )
        found: list[tuple[Mention, int]] = []
        free = 0
        section = 0
        for start, minus_end, which in raw:
            end = -minus_end - 2
            if start < free:
                continue
            claims = self._claims[which]
            if claims is _PHRASE:
                free = start if _COUNTED.match(hay, end + 1) else end
                continue
            surface = visible[start:end]
            target = self._choose(which, surface)
            if not target or _is_verb(folded, start, end, surface):
                continue
            free = end
            if target == own_id:
                continue
            while section < len(headings) and headings[section] <= start:
                section += 1
            found.append((Mention(start, end, target), section))
        return found

    def _choose(self, which: int, surface: str) -> str:
        """The term that ``surface`` names, which matches spelling ``which``; texts write few names in few ways."""
        chosen = self._chosen.get((which, surface))
        if chosen is None:
            if len(self._chosen) >= _REMEMBERED:
                self._chosen.clear()
            found = self._spellings[which][1:-1]
            chosen = self._chosen[which, surface] = _choose(self._claims[which], surface, found)
        return chosen


def make_sieve(names: Iterable[str]) -> Callable[[str], bool]:
    """A quick test whether any of ``names``, inflected or not, may occur in an HTML text: it never misses one."""
    stems = {stem for name in names if (stem := _stem(name))}
    if not stems:
        return lambda html: False
    automaton = AhoCorasick(sorted(stems), matchkind=MatchKind.LeftmostFirst)
    runs = [max(_PLAIN_RUN.findall(stem), key=len, default="") for stem in stems]
    if len(runs) > _FEW or not all(runs):
        return lambda html: bool(automaton.find_matches_as_indexes(_fold(html)))

    def may_occur(html: str) -> bool:
        # Folding takes most of the time, and changes nothing but the case of these letters.
        lower = html.lower()
        return any(run in lower for run in runs) and bool(automaton.find_matches_as_indexes(_fold(html)))

    return may_occur


def _stem(name: str) -> str:
    """The letters that every inflection of a name begins with, folded."""
    first, *others = (_fold(_escape(form)) for form in inflections(name))
    length = next(
        (place for place, char in enumerate(first) if any(form[place : place + 1] != char for form in others)),
        len(first),
    )
    return first[:length].strip(" \x01")


def _blank_title(match: re.Match[str]) -> str:
    """The text in quotes, blanked if it is a title: three words or more, most of them with a capital first."""
    words = re.findall(r"[^\W\d_]+", match[0].replace("&quot;", ""))
    large = sum(word[0].isupper() for word in words)
    return _BLANK * len(match[0]) if len(words) >= 3 and 2 * large > len(words) else match[0]


def _blank_stretches(text: str, stretches: Sequence[range]) -> str:
    parts: list[str] = []
    done = 0
    for stretch in stretches:
        parts += (text[done : stretch.start], _BLANK * len(stretch))
        done = stretch.stop
    return "".join((*parts, text[done:]))


def _is_verb(folded: str, start: int, end: int, surface: str) -> bool:
    """Whether a noun of one word is used as a verb here: the words beside it show that ("they batch their work")."""
    if not surface.isalpha() or not surface.islower() or surface.endswith("s"):
        return False
    if _AFTER_VERB.match(folded, end):
        return True
    before = _BEFORE_VERB.search(folded, max(0, start - 20), start)
    return before is not None and not folded[before.start() - 1 : before.start()].isalnum()


def _choose(claims: Sequence[_Claim], surface: str, found: str) -> str:
    """The term that ``surface`` names, where the automaton ``found`` a spelling.

    The nearest name decides, of equally near ones the best kind; "" where two terms have an equal claim.
    """
    shape = _shape(surface)
    fitting = [claim for claim in claims if (claim.shape or found) == shape and _keeps_case(surface, claim.own_case)]
    if len(fitting) == 1:
        return fitting[0].id
    best = min((claim.rank for claim in fitting), default=None)
    ids = {claim.id for claim in fitting if claim.rank == best}
    return ids.pop() if len(ids) == 1 else ""


def _blank_markup(html: str) -> tuple[str, list[int]]:
    """``html`` with tags and everything that takes no links blanked out, and the positions of headings."""
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
