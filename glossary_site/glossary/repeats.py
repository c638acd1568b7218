"""Senses of a term that repeat the definition of another one in the same category."""

from collections.abc import Iterator, Sequence

from glossary_site.records import Sense
from glossary_site.text.words import category_key

#: Marks that change no meaning at the ends of a word: quotes, brackets, stops, Markdown.
_MARKS = "*_`~\"'“”„‘’‚«»‹›()[]{}.,;:!?…。，；：！？、「」"


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


def are_meanings(senses: Sequence[Sense]) -> bool:
    """Whether each sense has a meaning of its own. Else they are counted as entries."""
    return next(find_repeats(senses), None) is None
