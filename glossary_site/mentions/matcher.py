"""Names found in text.

All names of a glossary are matched in one pass over a body, however many there are. The body's HTML is matched in
place: a mention's position is its position in the HTML.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from copy import copy
from itertools import chain
from pathlib import Path

from glossary_site.glossary import Edit, Name
from glossary_site.mentions.automaton import Automaton, make_automaton
from glossary_site.mentions.boundaries import Surroundings
from glossary_site.mentions.claims import Claim, Claims, claims_of, keep_claims
from glossary_site.mentions.folding import PLAIN_RUN, fold, is_plain, searchable
from glossary_site.mentions.visible import visible_text
from glossary_site.values import Frozen

#: By language: phrases in which a noun means nothing of its own.
_PHRASES = {
    "en": (
        *("a lot of", "a whole lot of", "lots of", "at least", "by means of", "for example", "for instance"),
        *("in case", "in effect", "in fact", "in general", "in order to", "in part", "in place of", "in terms of"),
        *("in the light of", "in view of", "of course", "on the whole"),
    ),
}
#: The claims of a spelling in which a noun means nothing: it holds no mention.
_PHRASE = (Claim("", (), (), 0, ""),)
#: Behind such a phrase, a sign that it is none: "a lot of 25", "lots of the same recipe".
_COUNTED = re.compile(r" \d| the same\b")
#: By language: words before a verb that are hardly ever before a noun, and those that may be between them and the verb.
_WORDS_BEFORE_VERB = {
    "en": (
        "can cannot could may might must shall should will would they we you".split(),
        "also always even never not often only still then".split(),
    ),
    "fr": ("elle elles il ils je ne on qui se tu".split(), ()),
}
_BEFORE_VERB = {
    language: re.compile(f"(?:{'|'.join(before)})" + (f"(?: (?:{'|'.join(between)}))?" if between else "") + " $")
    for language, (before, between) in _WORDS_BEFORE_VERB.items()
}
#: By language: words after a verb that are hardly ever after a noun.
_AFTER_VERB = {"en": re.compile(r" (?:away|down|off|out|up|my|our|your|his|their|them|us)\b")}

#: What makes a word with a capital before it the name of one thing: Carriage-XL, Oven-S2.
_MODEL = re.compile(r"-(?=\d*[A-Z])[A-Z\d]{1,4}(?!\w)")

#: For how many parts of names a text is first searched for each of them.
_FEW = 16
#: Claims on one spelling that are sorted once. To sort fewer again takes no time, to keep them sorted takes memory.
_MANY_CLAIMS = 16
#: Ways of writing names to remember.
_REMEMBERED = 100_000


class Mention(Frozen):
    """An inline reference to the sense ``anchor`` of the term ``id`` ("": the term as a whole).

    ``start`` and ``end`` are its place in the HTML that it was found in.
    ``language`` is that of a term which has a page only there; its ``id`` follows the way to the root of those pages.
    """

    start: int
    end: int
    id: str
    anchor: str = ""
    language: str = ""


class _VerbSigns:
    """The words beside a verb in a language that are hardly ever beside a noun."""

    def __init__(self, language: str) -> None:
        before, between = _WORDS_BEFORE_VERB[language]
        self._before, self._after = _BEFORE_VERB[language], _AFTER_VERB.get(language)
        #: What the text before a verb ends with; few texts do, and to search for the pattern takes longer.
        self._endings = tuple(f"{word} " for word in (*before, *between))

    def is_verb(self, folded: str, start: int, end: int) -> bool:
        """Whether a noun of one word is used as a verb: the words beside it show that ("they batch their work")."""
        if self._after and self._after.match(folded, end):
            return True
        if not folded.endswith(self._endings, 0, start):
            return False
        before = self._before.search(folded, max(0, start - 20), start)
        return before is not None and not folded[before.start() - 1 : before.start()].isalnum()


class _Reading(Frozen):
    """The term that a way of writing names, "" where it names none, and what the words around it are asked.

    ``may_be_verb``: whether it is a verb; ``may_begin_model``: whether it begins the name of one thing (``_MODEL``).
    """

    id: str
    may_be_verb: bool
    may_begin_model: bool


def _automata(first: int, spellings: Sequence[str]) -> tuple[tuple[int, Automaton], ...]:
    """One automaton of the spellings from number ``first`` on, or none."""
    new = spellings[first:]
    return ((first, make_automaton(new)),) if new else ()


class Matcher:
    """Finds every name of a glossary in one pass. Names of one character are left to explicit references."""

    def __init__(self, names: Iterable[Name], language: str = "en", folder: Path | None = None) -> None:
        """``language`` (BCP 47) is that of the names and of the texts. ``folder`` keeps the claims of names."""
        self._language = language
        self._primary = language.partition("-")[0].lower()
        self._signs = _VerbSigns(self._primary) if self._primary in _BEFORE_VERB else None
        spellings: dict[str, list[Claim]] = {}
        for spelled, claim in chain.from_iterable(keep_claims(names, language, folder)):
            spellings.setdefault(spelled, []).append(claim)
        self._claims = list(map(tuple, spellings.values()))
        self._spellings = list(spellings)
        self._phrases = tuple(map(searchable, _PHRASES.get(self._primary, ())))
        if spellings:
            phrases = [phrase for phrase in self._phrases if phrase not in spellings]
            self._claims += [_PHRASE] * len(phrases)
            self._spellings += phrases
        #: Automata with the number of their first spelling: one of the first names, one of names that edits added.
        self._automata = _automata(0, self._spellings)
        self._first = len(self._spellings)
        self._readings: dict[tuple[int, str], _Reading] = {}
        #: The claims on spellings that many names share; others are sorted again in no time.
        self._sorted: dict[int, Claims] = {}

    def after(self, edit: Edit) -> "Matcher":
        """The matcher of the names of ``edit.after``; shares nearly all of this one, which stays as it is."""
        if edit.names_before == edit.names_after:
            return self
        if not self._automata:
            return Matcher(edit.names_after, self._language)
        now = copy(self)
        now._claims, now._spellings = list(self._claims), list(self._spellings)
        now._readings, now._sorted = {}, {}
        numbers = {spelled: number for number, spelled in enumerate(now._spellings)}
        removed = {name.id for name in edit.names_before}
        for spelled in {spelled for name in edit.names_before for spelled, _ in claims_of(name, self._language)}:
            kept = tuple(claim for claim in now._claims[numbers[spelled]] if claim.id not in removed)
            now._claims[numbers[spelled]] = kept or (_PHRASE if spelled in self._phrases else ())
        for spelled, claim in (each for name in edit.names_after for each in claims_of(name, self._language)):
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
        visible, headings = visible_text(html, taken)
        text = fold(visible)
        hay = searchable(text.folded)
        raw = sorted(
            [
                (start, -end, first + which)
                for first, automaton in self._automata
                for which, start, end in automaton.find(hay)
            ]
        )
        if not hay.isascii():
            # A spelling begins and ends with a space, but where words may be written together.
            raw = sorted(
                [(start - (hay[start] != " "), end - (hay[-end - 1] != " "), which) for start, end, which in raw]
            )
        surroundings = Surroundings(text, self._primary)
        claims, readings = self._claims, self._readings
        found: list[tuple[Mention, int]] = []
        free = 0
        section = 0
        for start, minus_end, which in raw:
            end = -minus_end - 2
            if start < free:
                continue
            if claims[which] is _PHRASE:
                free = start if _COUNTED.match(hay, end + 1) else end
                continue
            place, behind = (text.start(start), text.end(end)) if text.opened else (start, end)
            surface = visible[place:behind]
            reading = readings.get((which, surface)) or self._read(which, surface)
            if not reading.id or not surroundings.is_word(start, end):
                continue
            if reading.may_be_verb and self._signs and self._signs.is_verb(text.folded, start, end):
                continue
            free = end
            if reading.id == own_id or (reading.may_begin_model and _MODEL.match(visible, behind)):
                continue
            while section < len(headings) and headings[section] <= place:
                section += 1
            found.append((Mention(place, behind, reading.id), section))
        return found

    def _read(self, which: int, surface: str) -> _Reading:
        """What ``surface`` is that matches spelling ``which``. It is remembered: texts write few names in few ways."""
        if len(self._readings) >= _REMEMBERED:
            self._readings.clear()
        claims = self._sorted.get(which) or Claims(self._claims[which], self._spellings[which], self._language)
        if len(self._claims[which]) > _MANY_CLAIMS:
            self._sorted[which] = claims
        chosen = claims.choose(surface)
        is_word = surface.isalpha()
        may_be_verb = is_word and surface.islower() and not surface.endswith("s")
        reading = self._readings[which, surface] = _Reading(chosen, may_be_verb, is_word and surface.istitle())
        return reading


def make_sieve(names: Iterable[Name], language: str = "en") -> Callable[[str], bool]:
    """A quick test whether any of ``names``, in any form, may occur in an HTML text: it never misses one."""
    spellings = sorted({spelled.strip() for name in names for spelled, _ in claims_of(name, language)})
    if not spellings:
        return lambda html: False
    automaton = make_automaton(spellings)

    def may_name(html: str) -> bool:
        return automaton.is_in(searchable(fold(html).folded))

    runs = {max(PLAIN_RUN.findall(spelled), key=len, default="") for spelled in spellings}
    if len(runs) > _FEW or not all(runs):
        return may_name

    def may_occur(html: str) -> bool:
        # Folding takes most of the time, and changes nothing but the case of these letters in a plain text.
        lower = html.lower()
        return (any(run in lower for run in runs) or not is_plain(html)) and may_name(html)

    return may_occur
