"""Senses of a term that have the definition of another one in the same category, or nearly."""

import re
from collections.abc import Iterator, Sequence

from glossary_site.glossary.names import names_of
from glossary_site.records import Record, Sense
from glossary_site.text.words import category_key

#: Marks that change no meaning at the ends of a word: quotes, brackets, stops, Markdown.
_MARKS = "*_`~\"'“”„‘’‚«»‹›()[]{}.,;:!?…。，；：！？、「」"

#: Senses of a term that are compared with each other.
_MOST_SENSES = 50
#: Definitions of which this part of their words is the same may mean the same; the names of their term do not count.
_NEARLY = 0.3
#: Definitions with fewer other words are too short to be compared.
_FEWEST_WORDS = 4


def _words(definition: str) -> tuple[str, ...]:
    """The words of a definition: case, white space, markup and punctuation around words do not count."""
    words = (word.strip(_MARKS) for word in definition.lower().split())
    return tuple(word for word in words if word)


def find_repeats(senses: Sequence[Sense]) -> Iterator[tuple[Sense, Sense]]:
    """Each sense that repeats the definition of an earlier one in its category, with that one."""
    seen: dict[tuple[str, tuple[str, ...]], Sense] = {}
    for sense in senses if len(senses) > 1 else ():
        if words := _words(sense.definition.text):
            first = seen.setdefault((category_key(sense.category), words), sense)
            if first is not sense:
                yield sense, first


def key_words(definition: str) -> frozenset[str]:
    """The words of four letters or more of a definition, by which two are compared."""
    return frozenset(re.findall(r"[^\W_]{4,}", definition.casefold()))


def likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """The part of the words of two definitions that both have (Jaccard), from 0 to 1."""
    return len(one & other) / len(one | other) if one and other else 0.0


def find_alike(record: Record) -> Iterator[tuple[Sense, Sense]]:
    """Each sense with nearly the definition of an earlier one in its category, with that one; none that repeats one."""
    senses = record.senses[:_MOST_SENSES]
    if len(senses) < 2:
        return
    own = frozenset(word for name in names_of(record) for word in key_words(name.text))
    words = [key_words(sense.definition.text) - own for sense in senses]
    repeated = [sense for sense, _ in find_repeats(senses)]
    for place, (sense, each) in enumerate(zip(senses, words, strict=True)):
        key = category_key(sense.category)
        earlier = (
            first
            for first, other in zip(senses[:place], words, strict=False)
            if len(other) >= _FEWEST_WORDS and category_key(first.category) == key and likeness(each, other) >= _NEARLY
        )
        if len(each) >= _FEWEST_WORDS and sense not in repeated and (first := next(earlier, None)):
            yield sense, first


def are_meanings(record: Record) -> bool:
    """Whether each sense of a record has a meaning of its own. Else they are counted as entries."""
    return next(find_repeats(record.senses), None) is None and next(find_alike(record), None) is None
