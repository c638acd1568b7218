"""Which names a spelling may belong to, and which of them a text means by it."""

from collections.abc import Iterable, Iterator, Sequence
from html import escape
from pathlib import Path

from glossary_site.disk import Kept, make_in_blocks
from glossary_site.glossary import ABBREVIATION, KINDS, Name
from glossary_site.mentions.boundaries import open_spelling
from glossary_site.mentions.folding import fold, searchable
from glossary_site.mentions.inflection import inflections, is_adjective
from glossary_site.mentions.shapes import find_shape, has_long_dash, plain_spelling, shape_key, split_words
from glossary_site.text.words import has_inner_case
from glossary_site.values import Frozen

#: A spelling whose claims ask for the case of a text in more ways is no name: no text shows which of them it means.
_MOST_PATTERNS = 100


class Claim(Frozen):
    """A spelling names the term ``id``, where a text also shows what follows.

    ``shape`` is that of the spelling, "" where it is the spelling itself. ``own_case`` holds the words that must be
    written in their own case, "" for each other word, or () where there is none. ``capitals`` are the numbers of the
    words that must begin with a capital. Of several claims that hold the one of the lowest ``rank`` decides. Most
    claims share their parts, because of 100,000 names few are in a processor's cache.
    """

    shape: str
    own_case: tuple[str, ...]
    capitals: tuple[int, ...]
    rank: int
    id: str


def claims_of(name: Name, language: str) -> Iterator[tuple[str, Claim]]:
    """Each spelling of a name in any of its forms, as it is searched for, with its claim."""
    if len(name.text) < 2 or not name.automatic:
        return
    capitals = _capitals(name.text, language)
    for place, form in enumerate(inflections(name.text, language)):
        html = escape(form, quote=False).replace('"', "&quot;")
        spelled = open_spelling(searchable(fold(html).folded))
        if not spelled.strip():
            continue
        spelling = plain_spelling(html)
        shape, words = find_shape(spelling, language), split_words(spelling)
        strict = not spelling[1:].islower() and any(map(has_inner_case, words))
        own_case: tuple[str, ...] = ()
        if name.kind % KINDS == ABBREVIATION:
            own_case = tuple(words)
        elif strict:
            own_case = tuple(word if has_inner_case(word) else "" for word in words)
        rank = 16 * (name.kind // KINDS) + 8 * (place > 0) + 4 * (not strict) + name.kind % KINDS
        same = "" if shape == spelled.strip() else shape
        yield spelled, Claim(same, own_case, capitals, rank, name.id)


def keep_claims(names: Iterable[Name], language: str, folder: Path | None) -> Iterator[tuple[tuple[str, Claim], ...]]:
    """The claims of each name, as ``claims_of`` gives them. Where a ``folder`` keeps them, those of other names are not
    made anew: a build that links one body needs them all.
    """
    kind = tuple[tuple[str, Claim], ...]
    return make_in_blocks(
        Kept[tuple[kind, ...]](folder, tuple[kind, ...]),
        names,
        lambda name: (name.text, f"{name.text} {name.kind} {name.automatic} {name.id}"),
        lambda name: tuple(claims_of(name, language)),
        language,
    )


def _capitals(name: str, language: str) -> tuple[int, ...]:
    """The words of a German name that are nouns: they begin with a capital wherever they are."""
    if language.partition("-")[0].lower() != "de":
        return ()
    words = split_words(plain_spelling(name))
    first = 1 if len(words) > 1 or is_adjective(words[0]) else 0
    return tuple(place for place, word in enumerate(words) if place >= first and word[:1].isupper())


class _Pattern(Frozen):
    """What claims ask of the case of a text.

    ``count`` is the number of words that it must have, 0 for any; ``own`` are the places of the words that must be
    written in their own case, and ``capitals`` of those that must begin with a capital.
    """

    count: int
    own: tuple[int, ...]
    capitals: tuple[int, ...]

    def fits(self, words: Sequence[str]) -> bool:
        """Whether a text of these words may be meant."""
        return self.count in (0, len(words)) and all(
            len(words) > place and words[place][:1].isupper() for place in self.capitals
        )


#: The lowest rank of some claims, and the term of that rank: "" where there are two.
_Best = tuple[int, str]
#: The best of claims by their pattern, and by their shape and the words in their own case.
_Sorted = dict[_Pattern, dict[tuple[str, ...], _Best]]


class Claims:
    """The claims on one spelling. They are sorted by what they ask of a text, so many take the time of a few."""

    def __init__(self, claims: Iterable[Claim], spelled: str, language: str) -> None:
        """``spelled`` is the spelling, ``language`` (BCP 47) that of the names and of the texts."""
        self._claims, self._spelled, self._language = claims, spelled.strip(), language
        self._sorted: dict[tuple[bool, bool], _Sorted] = {}

    def choose(self, surface: str) -> str:
        """The term that ``surface`` names, where it matches the spelling.

        The best claim decides; "" where two terms have an equal one.
        """
        spelling = plain_spelling(surface)
        shape, words = find_shape(spelling, self._language), split_words(spelling)
        compared = surface.isupper(), has_long_dash(shape)
        patterns = self._sorted.get(compared)
        if patterns is None:
            patterns = self._sorted[compared] = self._sort(*compared)
        if len(patterns) > _MOST_PATTERNS:
            return ""
        key = shape_key(shape, *compared)
        found = [
            best
            for pattern, sorted_claims in patterns.items()
            if pattern.fits(words) and (best := sorted_claims.get((key, *(words[place] for place in pattern.own))))
        ]
        return _best(found)[1] if found else ""

    def _sort(self, capitals: bool, long_dash: bool) -> _Sorted:
        patterns: _Sorted = {}
        for claim in self._claims:
            own = tuple(place for place, word in enumerate(claim.own_case) if word)
            pattern = _Pattern(len(claim.own_case), own, claim.capitals)
            key = shape_key(claim.shape or self._spelled, capitals, long_dash)
            found = patterns.setdefault(pattern, {})
            place = (key, *(claim.own_case[each] for each in own))
            best = (claim.rank, claim.id)
            found[place] = _best((found[place], best)) if place in found else best
        return patterns


def _best(found: Sequence[_Best]) -> _Best:
    lowest = min(rank for rank, _ in found)
    ids = {term for rank, term in found if rank == lowest}
    return lowest, ids.pop() if len(ids) == 1 else ""
