"""Rules about what entries mean together: circular definitions, undefined abbreviations, entries without links.

Each rule rather misses a fault than reports a false one: somebody has to read each report.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from html import escape
from importlib.resources import files
from itertools import combinations

from glossary_site.checks.rule import Finding, LinkedGlossary
from glossary_site.glossary import (
    ABBREVIATION,
    ALIAS,
    TERM,
    Entry,
    Name,
    find_alike,
    find_repeats,
    find_written_out,
    find_wrong_names,
    key_words,
    likeness,
    names_of,
)
from glossary_site.mentions import Matcher
from glossary_site.records import Sense
from glossary_site.text.code import find_code
from glossary_site.text.latex import find_formulas
from glossary_site.text.words import is_initials, name_key, singular

#: An abbreviation that so many entries use deserves an entry.
ENOUGH_USES = 3
#: Longer cycles are not reported: they mislead no reader.
LONGEST_CYCLE = 4
#: How many terms of a definition's beginning are looked at.
_KINDS = 4

#: Longer names are not compared.
_LONGEST_NAME = 100
#: In words from this length on, one letter more or less is taken for a typing error.
_LONG_WORD = 6
#: Words that are left out when the order of words is compared.
_JOINING = frozenset({"of", "a", "an", "the"})
#: Ends the genus, the kind of thing that a definition names: how it differs from others of its kind follows.
_GENUS_ENDS = re.compile(
    r"\b(?:that|which|who|whose|where|when|in|on|for|from|with|by|to|between|beside|across|along|around|under|over|above|below|behind|before|after|near|inside|outside|through|used|using|made|such|so)\b|[,;:(—–]"
)
_COPULA = re.compile(r"\b(?:is|are|was|were|means|denotes)\b")
_ABBREVIATION = re.compile(r"(?<![\w.&/+-])[A-Z](?=[A-Z0-9]*[A-Z])[A-Z0-9]{1,4}(?=s?(?![\w&/+-]))")
#: Roman numbers, units, formats of numbers, operators.
_PLAIN = re.compile(
    r"[IVXLCDM]+|[KMGTP]i?B|[KMG]Hz|(?:FP|BF|TF|U?INT)\d+|AM|PM|AD|BC|US|USA|UK|EU|USD|EUR|AND|OR|NOT|XOR|NAND|NOR|XNOR"
)
_ADDRESS = re.compile(r"\]\([^)\n]*\)?|https?://\S+")
_ARTICLE = re.compile(r"(?:an?|the)\s", re.IGNORECASE)
_CAPITALS = re.compile(r"[A-Z]")
_BRACKET = re.compile(r"\(")
#: The lengths of abbreviations, with the plural's ending.
_SHORT = range(2, 7)
_ENDS_AS_NAME = re.compile(r"s?\b")


def genus(definition: str) -> str:
    """The kind of thing that a definition names.

    >>> genus("An oak is a large tree that bears acorns.")
    'a large tree'
    """
    found = _COPULA.search(definition)
    text = definition[found.end() :] if found else definition
    end = _GENUS_ENDS.search(text)
    return text[: end.start()].strip() if end else text.strip(" .")


def _cycles(edges: dict[str, tuple[str, ...]]) -> Iterator[tuple[str, ...]]:
    """Each cycle of at most ``LONGEST_CYCLE`` members once, beginning with its first member in order."""

    def walk(path: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
        for target in edges.get(path[-1], ()):
            if target == path[0]:
                yield path
            elif target > path[0] and target not in path and len(path) < LONGEST_CYCLE:
                yield from walk((*path, target))

    for start in sorted(edges):
        yield from walk((start,))


def find_circular_definitions(linked: LinkedGlossary) -> Iterator[Finding]:
    """Terms whose genus is defined by another term, and so on, back to the first."""
    by_id = {entry.id: entry for entry in linked.glossary.entries}
    edges: dict[str, tuple[str, ...]] = {}
    for entry, sense in linked.senses:
        found = linked.matcher.find(genus(sense.definition.text), entry.id)
        targets = [mention.id for mention, _ in found if mention.id]
        edges[entry.id] = tuple(dict.fromkeys((*edges.get(entry.id, ()), *targets)))[:_KINDS]
    for cycle in _cycles(edges):
        names = " -> ".join(by_id[identity].record.term for identity in (*cycle, cycle[0]))
        yield Finding(by_id[cycle[0]], by_id[cycle[0]].record.senses[0], names)


def find_avoided_names(linked: LinkedGlossary) -> Iterator[Finding]:
    """Senses whose text has a name that is not to be used. A term may write of its own."""
    records = [entry.record for entry in linked.glossary.entries]
    if not (wrong := find_wrong_names(records)):
        return
    matcher = Matcher([Name(name, name, TERM) for name in wrong], linked.glossary.language)
    for entry, sense in linked.senses:
        own = {*entry.record.avoid, *(name.text for name in names_of(entry.record))}
        # A definition that was taken is in the body, too.
        written = "" if sense.definition.is_taken else sense.definition.markdown
        text = escape(_prose(f"{written}\n{sense.body}"), quote=False)
        found = dict.fromkeys(mention.id for mention, _ in matcher.find(text, "") if mention.id not in own)
        for name in found:
            yield Finding(entry, sense, f"'{name}': use '{wrong[name]}'" if wrong[name] else f"'{name}'")


def _prose(text: str) -> str:
    """``text`` with a space for each piece of code, each formula and each address."""
    spans = sorted([*find_code(text), *((formula.start, formula.end) for formula in find_formulas(text))])
    starts, ends = zip(*spans, (len(text), len(text)), strict=True)
    return _ADDRESS.sub(" ", " ".join(text[end:start] for end, start in zip((0, *ends), starts, strict=False)))


@cache
def _common() -> frozenset[str]:
    """Abbreviations that need no explanation."""
    text = (files("glossary_site.checks") / "common_abbreviations.txt").read_text("utf-8")
    return frozenset(word for line in text.splitlines() if not line.startswith("#") for word in line.split())


def _unknown(linked: LinkedGlossary, text: str) -> list[str]:
    """The abbreviations in ``text`` that name no term and are not explained beside brackets."""
    words = dict.fromkeys(match[0] for match in _ABBREVIATION.finditer(_prose(text)))
    beside = _beside_brackets(text) if words else frozenset()

    def is_explained(word: str) -> bool:
        return word in linked.names or word in beside

    return [
        word
        for word in words
        if not (is_explained(word) or is_explained(f"{word}s") or _PLAIN.fullmatch(word) or word in _common())
    ]


def _is_written_out(short: str, entry: Entry, sense: Sense) -> bool:
    """Whether the names or the text of an entry write an abbreviation out."""
    has_initials = any(is_initials(short, name.text) for name in names_of(entry.record))
    return has_initials or any(find_written_out(short, sense.body))


def _beside_brackets(text: str) -> frozenset[str]:
    """The texts as long as an abbreviation directly after an opening bracket, and directly before one."""
    found: set[str] = set()
    for match in _BRACKET.finditer(text):
        place = match.end()
        found.update(text[place : place + length] for length in _SHORT)
        if text.startswith(" (", place - 2):
            found.update(text[max(place - 2 - length, 0) : place - 2] for length in _SHORT)
    return frozenset(found)


def _is_in_capitals(text: str) -> bool:
    """In a text in capitals, no abbreviation can be recognised."""
    return len(_CAPITALS.findall(text)) > len(text) / 3


def find_unknown_abbreviations(linked: LinkedGlossary) -> Iterator[Finding]:
    """Abbreviations in definitions that are not explained, each at the first of these definitions."""
    users: defaultdict[str, list[tuple[Entry, Sense]]] = defaultdict(list)
    for entry, sense in linked.senses:
        if not _is_in_capitals(sense.definition.text):
            for word in _unknown(linked, sense.definition.source):
                if not _is_written_out(word, entry, sense):
                    users[word].append((entry, sense))
    for word, used in users.items():
        yield Finding(*used[0], f"{word}, in {len(used)} definitions" if used[1:] else word)


def find_wanted_terms(linked: LinkedGlossary) -> Iterator[Finding]:
    """Abbreviations that ``ENOUGH_USES`` entries use without an explanation, each at the first of these entries."""
    users: defaultdict[str, dict[str, tuple[Entry, Sense]]] = defaultdict(dict)
    for entry, sense in linked.senses:
        for word in _unknown(linked, sense.body):
            users[word].setdefault(entry.id, (entry, sense))
    for word, used in sorted(users.items(), key=lambda each: (-len(each[1]), each[0])):
        if len(used) >= ENOUGH_USES:
            yield Finding(*next(iter(used.values())), f"'{word}' in {len(used)} entries")


def find_orphans(linked: LinkedGlossary) -> Iterator[Finding]:
    """Entries that no other entry mentions or is related to."""
    entries = linked.glossary.entries
    return (
        Finding(entry, entry.record.senses[0])
        for entry in entries
        if entry.id not in linked.reached and len(entries) > 1
    )


def find_contradicting_senses(linked: LinkedGlossary) -> Iterator[Finding]:
    """Entries with one meaning in two categories, or with two meanings in one category."""
    for entry in linked.glossary.entries:
        words = [(sense, key_words(sense.definition.text)) for sense in entry.record.senses]
        for (first, one), (second, other) in combinations(words, 2):
            if first.category != second.category and likeness(one, other) >= 0.6:
                yield Finding(entry, second, f"one meaning in '{first.category}' and in '{second.category}'")
            elif first.category and first.category == second.category and likeness(one, other) < 0.1:
                yield Finding(entry, second, f"two meanings in '{first.category}'")


def find_repeated_senses(linked: LinkedGlossary) -> Iterator[Finding]:
    """Senses with the definition of an earlier one of the same term and category."""
    for entry in linked.glossary.entries:
        for sense, first in find_repeats(entry.record.senses):
            yield Finding(entry, sense, f"as in {first.origin.path}:{first.origin.line}")


def find_alike_senses(linked: LinkedGlossary) -> Iterator[Finding]:
    """Senses of one term and category with nearly the definition of an earlier one; each is reported once."""
    for entry in linked.glossary.entries:
        for sense, first in find_alike(entry.record):
            yield Finding(entry, sense, f"beside {first.origin.path}:{first.origin.line}")


def find_shared_aliases(linked: LinkedGlossary) -> Iterator[Finding]:
    """Aliases that are a name of another term too; those that two terms have as an alias, at the later one.

    One other term is named: where thousands share an alias, each is reported once.
    """
    bearers: dict[str, list[tuple[bool, tuple[str, int], Entry, int]]] = defaultdict(list)
    for entry in linked.glossary.entries:
        for name in names_of(entry.record):
            bearers[name_key(name.text)].append((name.kind == ALIAS, _place(entry), entry, name.kind))
    for named in bearers.values():
        named.sort(key=lambda each: each[:2])
    for entry in linked.glossary.entries:
        for alias in entry.record.aliases:
            others = (each for each in bearers[name_key(alias)] if each[2] is not entry)
            is_alias, (path, line), other, kind = next(others, (True, _place(entry), entry, ALIAS))
            if other is not entry and (not is_alias or (path, line) < _place(entry)):
                what = "an alias" if is_alias else "an abbreviation" if kind == ABBREVIATION else "the name"
                detail = f"'{alias}' is also {what} of '{other.record.term}' ({path}:{line})"
                yield Finding(entry, entry.record.senses[0], detail)


def _place(entry: Entry) -> tuple[str, int]:
    return entry.record.origin.path, entry.record.origin.line


def _near_spellings(name: str) -> Iterator[tuple[str, ...]]:
    """Keys that a name shares with those that are nearly the same.

    These are names with the same words in another order, and names that differ in one letter of a long word, or in the
    order of two letters. The first two letters of a word are never ignored, nor are digits: p-channel and n-channel
    differ, and so do inter- and intra-. Names that differ by hyphens and spaces are nearly the same, and so is the
    plural of several words; that of one word (custom, customs) is often another word.
    """
    words = re.findall(r"[^\s-]+", name.lower()) if len(name) <= _LONGEST_NAME else []
    if words:
        yield ("", "".join(words[:-1]) + (singular(words[-1]) if len(words) > 1 else words[-1]))
    # "Rigging of a mast" and "mast rigging" are the same.
    turned = [word for word in words if word not in _JOINING] if "of" in words else words
    if len(turned) > 1:
        yield tuple(sorted(turned))
    for place, word in enumerate(words):
        if len(word) >= _LONG_WORD and word.isalpha():
            for cut in range(2, len(word)):
                yield (*words[:place], f"{word[:cut]}*{word[cut + 1 :]}", *words[place + 1 :])
                yield (*words[:place], f"{word[:cut]}*{word[cut:]}", *words[place + 1 :])
                pair = "".join(sorted(word[cut : cut + 2]))
                yield (*words[:place], f"{word[:cut]}*{pair}*{word[cut + 2 :]}", *words[place + 1 :])


def find_similar_terms(linked: LinkedGlossary) -> Iterator[Finding]:
    """Terms with nearly the same name as an earlier one."""
    seen: dict[tuple[str, ...], Entry] = {}
    for entry in linked.glossary.entries:
        others = {}
        for spelling in _near_spellings(entry.record.term):
            other = seen.setdefault(spelling, entry)
            # Names that differ by case alone have ids that an author gave, or a warning of their own.
            if other is not entry and other.record.term.lower() != entry.record.term.lower():
                others[other.id] = other
        for other in others.values():
            yield Finding(entry, entry.record.senses[0], f"beside '{other.record.term}'")


def find_definitions_against_iso_704(linked: LinkedGlossary) -> Iterator[Finding]:
    """Definitions that cannot replace their term in a text, as ISO 704 and ISO 10241-1 demand."""
    for entry, sense in linked.senses:
        text, wrong = sense.definition.text, []
        own = (entry.record.term, *entry.record.aliases, *entry.record.abbreviations)
        opening = _ARTICLE.sub("", text, count=1).casefold()
        names = (name.casefold() for name in own)
        if any(opening.startswith(name) and _ENDS_AS_NAME.match(opening, len(name)) for name in names):
            wrong.append("starts with its term")
        elif _ARTICLE.match(text):
            wrong.append("starts with an article")
        if text.endswith((".", "。")):
            wrong.append("ends with a full stop")
        if wrong:
            yield Finding(entry, sense, ", ".join(wrong))
