"""Which names a spelling may belong to, and which of them a text means by it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

from glossary_site.glossary import ABBREVIATION, KINDS, Name
from glossary_site.mentions.boundaries import open_spelling
from glossary_site.mentions.folding import fold, searchable
from glossary_site.mentions.inflection import inflections, is_adjective
from glossary_site.mentions.shapes import find_shape, is_same_shape, plain_spelling, split_words
from glossary_site.text.words import has_inner_case


@dataclass(frozen=True, slots=True)
class Claim:
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


def _capitals(name: str, language: str) -> tuple[int, ...]:
    """The words of a German name that are nouns: they begin with a capital wherever they are."""
    if language.partition("-")[0].lower() != "de":
        return ()
    words = split_words(plain_spelling(name))
    first = 1 if len(words) > 1 or is_adjective(words[0]) else 0
    return tuple(place for place, word in enumerate(words) if place >= first and word[:1].isupper())


def choose_claim(claims: Sequence[Claim], surface: str, found: str, language: str) -> str:
    """The term that ``surface`` names, where the spelling ``found`` matches it.

    The best claim decides; "" where two terms have an equal one.
    """
    spelling = plain_spelling(surface)
    shape, words = find_shape(spelling, language), split_words(spelling)
    spelled, capitals = found.strip(), surface.isupper()
    fitting = [
        claim
        for claim in claims
        if is_same_shape(claim.shape or spelled, shape, capitals=capitals) and _keeps_case(words, claim)
    ]
    best = min((claim.rank for claim in fitting), default=0)
    ids = {claim.id for claim in fitting if claim.rank == best}
    return ids.pop() if len(ids) == 1 else ""


def _keeps_case(words: Sequence[str], claim: Claim) -> bool:
    own_case, capitals = claim.own_case, claim.capitals
    if own_case and (
        len(words) != len(own_case)
        or any(wanted not in ("", word) for wanted, word in zip(own_case, words, strict=True))
    ):
        return False
    return all(len(words) > place and words[place][:1].isupper() for place in capitals)
