"""Which last keywords of headings are categories: decided from all headings of the input, not from a list."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from itertools import pairwise

from glossary_site.issues import Issue, Severity
from glossary_site.text.words import (
    WORD,
    content_words,
    has_inner_case,
    in_case,
    is_derived,
    is_initials,
    most_frequent,
    spelling_key,
)
from glossary_site.values import Frozen

# The last part of a long heading may be any search phrase: it is a category if so many headings end with it.
_LONG_HEADINGS_NEEDED = 3

_PARTS = re.compile(r"\s*,\s*")
_ASKS = re.compile(
    r"(?:do|does|did|can|could|how|what|why|which|who|where|when|is|are|should|would|will)\s"
    r"(?:i|you|we|they|it|is|are|do|does|did|can|could|should|to|the|an?|there|my|your|much|many|long)\b",
    re.IGNORECASE,
)
_WHAT_IS = re.compile(r"(?:(?:what|who)\s(?:is|are)|what[’']s)\s(?:an?\s|the\s)?(\S.*)", re.IGNORECASE)


#: Words with these endings are nouns, whatever a text does with them.
_NOUN = re.compile(r"\w{2,}(?:ing|ion|ity|ness|ment|ism|[ae]nce|ics|[ly]sis|logy|ship|meter|scope|graph|phy|ware)s?")


class Nouns(Frozen):
    """The words of an input that name things.

    ``forms`` maps casefolded words to those with a case of their own. The texts use the casefolded ``used`` as nouns
    and never as verbs.
    """

    forms: Mapping[str, str]
    used: frozenset[str]

    def has(self, word: str) -> bool:
        """Whether a word names a thing."""
        key = word.casefold()
        is_marked = has_inner_case(in_case(key, self.forms)) or not key.isalpha()
        return is_marked or key in self.used or _NOUN.fullmatch(key) is not None


class Categories(Frozen):
    """``spelling_key`` of a category -> its spelling: as decided from the input, and as the owner ``pinned`` it."""

    spelling: Mapping[str, str]
    pinned: Mapping[str, str]

    def of(self, parts: tuple[str, ...]) -> str:
        """The category of a heading, in the spelling used for all entries; "" if its last part is no category."""
        if len(parts) < 2:
            return ""
        key = spelling_key(parts[-1])
        return self.pinned.get(key) or self.spelling.get(key, "")

    def variant_issue(self, parts: tuple[str, ...]) -> tuple[Issue, ...]:
        """A note ``category-variant`` where a heading spells its category in another way and no pin decides it."""
        chosen = self.of(parts)
        written = parts[-1] if parts else ""
        if not chosen or spelling_key(written) in self.pinned or written.casefold() == chosen.casefold():
            return ()
        hint = f"pin {written!r} in the configuration to choose its spelling"
        return (Issue("category-variant", Severity.NOTE, f"the category {written!r} was read as {chosen!r}", hint),)


def heading_parts(heading: str) -> tuple[str, ...]:
    """The comma-separated parts of a heading line, trimmed, without empty ones."""
    return tuple(part for part in _PARTS.split(" ".join(heading.split()).strip(" ,")) if part)


def gather_categories(
    entries: Iterable[tuple[str, str]],
    word_pairs: frozenset[tuple[str, str]],
    nouns: Nouns,
    pinned: Mapping[str, str],
) -> Categories:
    """Decide the categories of an input of (heading, body) pairs.

    The last keyword of a heading is a category where all other parts are names of one term. One such heading is
    enough, unless the body opens with name and keyword as a pair, or no space precedes the keyword and it reads as a
    search phrase: there are other names before it, it repeats a word of the name, or it ends with no noun and the body
    has all its words but no body has them side by side (``word_pairs``: neighbouring words of the bodies, as
    ``content_words``). Of several spellings the most frequent is used, then the first in alphabetical order.
    ``pinned`` maps spellings to the owner's.
    """
    spellings: defaultdict[str, Counter[str]] = defaultdict(Counter)
    two_part: defaultdict[str, set[str]] = defaultdict(set)
    long: defaultdict[str, set[str]] = defaultdict(set)
    single: set[str] = set()
    for heading, body in entries:
        parts = heading_parts(heading)
        if len(parts) < 2:
            continue
        name, last = asked_name(parts[0]), parts[-1]
        key = spelling_key(last)
        spellings[key][last] += 1
        others = [part for part in parts[1:-1] if not is_other_name(part, name)]
        if others and not all(is_question(part) for part in others):
            long[key].add(spelling_key(name))
            continue
        two_part[key].add(spelling_key(name))
        if is_other_name(last, name) or _is_joined(name, last, body):
            continue
        if ", " in heading or (len(parts) == 2 and not _is_search_phrase(last, name, body, word_pairs, nouns)):
            single.add(key)
    owned = {spelling_key(variant): category for variant, category in pinned.items()}
    owned |= {spelling_key(category): category for category in pinned.values()}
    spelling = {
        key: _display_category(most_frequent(counts), nouns.forms)
        for key, counts in spellings.items()
        if key in single or len(two_part[key]) > 1 or len(long[key]) + len(two_part[key]) >= _LONG_HEADINGS_NEEDED
    }
    return Categories(spelling, owned)


def is_question(text: str) -> bool:
    """Whether a part of a heading is a question as a visitor types it (``how do i …``)."""
    return bool(_ASKS.match(text)) or text.endswith("?")


def asked_name(key: str) -> str:
    """The name that a question asks for (``x`` in ``what is x``); any other key unchanged."""
    asked = _WHAT_IS.match(key)
    return asked[1].rstrip("? ") or key if asked else key


def is_other_name(part: str, name: str) -> bool:
    """Whether a part of a heading repeats its name, in full or short (``computer numerical control, cnc``)."""
    if spelling_key(part) == spelling_key(name) or is_initials(part, name) or is_initials(name, part):
        return True
    words = part.split()
    is_short = len(words) > 1 and " " not in name and 2 < len(name) <= len(part) // 2
    return is_short and _takes_every_initial(name, words)


def _takes_every_initial(short: str, words: list[str]) -> bool:
    """Whether ``short`` is made of the beginnings of all ``words`` (``lidar``: light detection and ranging)."""
    letters = short.casefold()
    if not letters.startswith(words[0][:1].casefold()) or not is_derived(short, " ".join(words)):
        return False
    rest = iter(letters)
    return all(initial in rest for word in words for initial in word[0].casefold())


def _is_joined(name: str, last: str, body: str) -> bool:
    """Whether a body opens with both: ``warp, weft`` above "Warp and weft are …" are two names and no category."""
    opening = " ".join(body[:300].casefold().replace("*", "").split())
    return opening.startswith(tuple(f"{name} {joint} {last}".casefold() for joint in ("and", "or", "&", "vs", "vs.")))


def _is_search_phrase(text: str, name: str, body: str, word_pairs: frozenset[tuple[str, str]], nouns: Nouns) -> bool:
    words = content_words(text)
    if set(words) & set(content_words(name)):
        return True
    if all(pair in word_pairs for pair in pairwise(words)) or nouns.has(text.split()[-1]):
        return False
    return set(words) <= set(content_words(body))


def _display_category(text: str, forms: Mapping[str, str]) -> str:
    """A category as readers see it: a capital first, acronyms and proper names in their case (``CNC tools``)."""
    cased = WORD.sub(lambda word: in_case(word[0], forms), text)
    return cased if has_inner_case(cased.split(maxsplit=1)[0]) else cased[:1].upper() + cased[1:]
