"""Rules that read what entries say of each other: who defines whom, what is used but not defined, what nobody reaches.

They see the glossary with its mentions, as a build links it. Each prefers silence to a false alarm: somebody has to
read what is told here.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from glossary_site.checks.rules import Finding, Rule
from glossary_site.glossary import Entry, Glossary, names_of
from glossary_site.issues import Issue, Severity
from glossary_site.mentions import LinkedBody, Matcher
from glossary_site.records import Sense

#: What so many entries use is worth an entry of its own.
ENOUGH_USES = 3
#: The cycles told of are at most this long: a longer one misleads no reader.
LONGEST_CYCLE = 4
#: A definition names one kind of thing, or a few; of a list of terms in its place the first are looked at.
_KINDS = 4

#: A longer name is no slip of another.
_LONGEST_NAME = 100
#: In words from this length on, one letter more or less is a slip.
_LONG_WORD = 6
#: What stands between two words that could as well stand the other way round.
_JOINING = frozenset({"of", "a", "an", "the"})
#: What comes after the kind of thing that a definition names: how it differs from others of its kind.
_GENUS_ENDS = re.compile(
    r"\b(?:that|which|who|whose|where|when|in|on|for|from|with|by|to|between|beside|across|along|around|under|over|above|below|behind|before|after|near|inside|outside|through|used|using|made|such|so)\b|[,;:(—–]"
)
_COPULA = re.compile(r"\b(?:is|are|was|were|means|denotes)\b")
_ABBREVIATION = re.compile(r"(?<![\w.&/+-])[A-Z](?=[A-Z0-9]*[A-Z])[A-Z0-9]{1,4}(?=s?(?![\w&/+-]))")
#: Numbers, units, and what nobody looks up.
_PLAIN = re.compile(
    r"[IVXLCDM]+|[KMGTP]i?B|[KMG]Hz|OK|AM|PM|AD|BC|US|USA|UK|EU|UN|USD|EUR|ID|TV|PC|CD|DVD|AND|OR|NOT|XOR|NAND|NOR|XNOR"
)
_CODE = re.compile(r"```.*?(?:```|\Z)|`[^`\n]*`|\$\$.*?(?:\$\$|\Z)|\$[^$\n]*\$|\]\([^)\n]*\)?|https?://\S+", re.DOTALL)
_ARTICLE = re.compile(r"(?:an?|the)\s", re.IGNORECASE)
_CAPITALS = re.compile(r"[A-Z]")
_BRACKET = re.compile(r"\(")
#: The lengths of abbreviations, with the ending of several.
_SHORT = range(2, 7)
_ENDS_AS_NAME = re.compile(r"s?\b")


@dataclass(frozen=True, slots=True)
class Reading:
    """What these rules look at. ``reached`` are the ids of the terms that another entry mentions or relates to."""

    glossary: Glossary
    matcher: Matcher
    names: frozenset[str]
    reached: frozenset[str]


def read_meaning(glossary: Glossary, bodies: Sequence[Sequence[LinkedBody]]) -> Reading:
    """``bodies`` are the linked senses of each entry, in order."""
    # Those that take no automatic links, too.
    names = [replace(name, automatic=True) for entry in glossary.entries for name in names_of(entry.record)]
    words = {word for name in names for word in re.findall(r"[^\W_]+", name.text)}
    reached: set[str] = set()
    for entry, senses in zip(glossary.entries, bodies, strict=True):
        found = {identity for body in senses for identity in body.counts}
        relations = entry.relations
        found |= {*relations.related, *relations.broader, *relations.narrower, relations.replaced_by}
        reached |= found - {entry.id}
    return Reading(glossary, Matcher(names), frozenset({name.text for name in names} | words), frozenset(reached))


def _senses(glossary: Glossary) -> Iterator[tuple[Entry, Sense]]:
    return ((entry, sense) for entry in glossary.entries for sense in entry.record.senses)


def genus(definition: str) -> str:
    """The kind of thing that a definition names, before what sets it apart from others of its kind.

    >>> genus("An oak is a large tree that bears acorns.")
    'a large tree'
    """
    found = _COPULA.search(definition)
    text = definition[found.end() :] if found else definition
    end = _GENUS_ENDS.search(text)
    return text[: end.start()].strip() if end else text.strip(" .")


def _cycles(edges: dict[str, tuple[str, ...]]) -> Iterator[tuple[str, ...]]:
    """Each cycle of at most ``LONGEST_CYCLE`` once, from its first member on."""

    def walk(path: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
        for target in edges.get(path[-1], ()):
            if target == path[0]:
                yield path
            elif target > path[0] and target not in path and len(path) < LONGEST_CYCLE:
                yield from walk((*path, target))

    for start in sorted(edges):
        yield from walk((start,))


def _circular(reading: Reading) -> Iterator[Finding]:
    """Terms whose definitions lead back to them by the kind of thing that each is said to be."""
    by_id = {entry.id: entry for entry in reading.glossary.entries}
    edges: dict[str, tuple[str, ...]] = {}
    for entry, sense in _senses(reading.glossary):
        found = reading.matcher.find(genus(sense.definition), entry.id)
        targets = [mention.id for mention, _ in found if mention.id]
        edges[entry.id] = tuple(dict.fromkeys((*edges.get(entry.id, ()), *targets)))[:_KINDS]
    for cycle in _cycles(edges):
        names = " -> ".join(by_id[identity].record.term for identity in (*cycle, cycle[0]))
        yield by_id[cycle[0]], by_id[cycle[0]].record.senses[0], names


def _unknown(reading: Reading, text: str) -> list[str]:
    """The abbreviations in ``text`` that name no term and are not written out beside."""
    words = dict.fromkeys(match[0] for match in _ABBREVIATION.finditer(_CODE.sub(" ", text)))
    beside = _beside_brackets(text) if words else frozenset()

    def is_known(word: str) -> bool:
        return word in reading.names or word in beside

    return [word for word in words if not (is_known(word) or is_known(f"{word}s") or _PLAIN.fullmatch(word))]


def _beside_brackets(text: str) -> frozenset[str]:
    """What could be a short form right behind an opening bracket, or right before one and a space."""
    found: set[str] = set()
    for match in _BRACKET.finditer(text):
        place = match.end()
        found.update(text[place : place + length] for length in _SHORT)
        if text.startswith(" (", place - 2):
            found.update(text[max(place - 2 - length, 0) : place - 2] for length in _SHORT)
    return frozenset(found)


def _shouted(text: str) -> bool:
    """A text in capitals has no abbreviations to tell."""
    return len(_CAPITALS.findall(text)) > len(text) / 3


def _unknown_abbreviations(reading: Reading) -> Iterator[Finding]:
    for entry, sense in _senses(reading.glossary):
        if not _shouted(sense.definition) and (found := _unknown(reading, sense.definition)):
            yield entry, sense, ", ".join(found)


def _wanted(reading: Reading) -> Iterator[Finding]:
    """Told once, at the first entry that uses it."""
    users: defaultdict[str, list[tuple[Entry, Sense]]] = defaultdict(list)
    for entry in reading.glossary.entries:
        seen: set[str] = set()
        for sense in entry.record.senses:
            for word in _unknown(reading, sense.body):
                if word not in seen:
                    users[word].append((entry, sense))
                seen.add(word)
    for word, used in sorted(users.items(), key=lambda each: (-len(each[1]), each[0])):
        if len(used) >= ENOUGH_USES:
            entry, sense = used[0]
            yield entry, sense, f"'{word}' in {len(used)} entries"


def _orphans(reading: Reading) -> Iterator[Finding]:
    return (
        (entry, entry.record.senses[0], "")
        for entry in reading.glossary.entries
        if entry.id not in reading.reached and len(reading.glossary.entries) > 1
    )


def _words(definition: str) -> frozenset[str]:
    return frozenset(re.findall(r"[^\W_]{4,}", definition.casefold()))


def _alike(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / len(one | other) if one and other else 0.0


def _contradicting(reading: Reading) -> Iterator[Finding]:
    """One meaning in two categories, or two meanings in one."""
    for entry in reading.glossary.entries:
        words = [(sense, _words(sense.definition)) for sense in entry.record.senses]
        for (first, one), (second, other) in combinations(words, 2):
            if first.category != second.category and _alike(one, other) >= 0.6:
                yield entry, second, f"one meaning in '{first.category}' and in '{second.category}'"
            elif first.category and first.category == second.category and _alike(one, other) < 0.1:
                yield entry, second, f"two meanings in '{first.category}'"


def _near_spellings(name: str) -> Iterator[tuple[str, ...]]:
    """What two names share whose words are the same in another order, or that differ in one letter of a long word, or
    in the order of two.

    The first two letters of a word and its digits tell names apart: p-channel and n-channel, inter- and intra-.
    """
    words = re.findall(r"[^\s-]+", name.lower()) if len(name) <= _LONGEST_NAME else []
    # "Rigging of a mast" says what "mast rigging" does.
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


def _alike_names(reading: Reading) -> Iterator[Finding]:
    """Terms that nearly the same letters spell."""
    seen: dict[tuple[str, ...], Entry] = {}
    for entry in reading.glossary.entries:
        others = {}
        for spelling in _near_spellings(entry.record.term):
            other = seen.setdefault(spelling, entry)
            if other is not entry:
                others[other.id] = other
        for other in others.values():
            yield entry, entry.record.senses[0], f"beside '{other.record.term}'"


def _not_substitutable(reading: Reading) -> Iterator[Finding]:
    """What ISO 704 and ISO 10241-1 ask of a definition: that it may stand in a text for its term."""
    for entry, sense in _senses(reading.glossary):
        text, wrong = sense.definition, []
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
            yield entry, sense, ", ".join(wrong)


_W, _N = Severity.WARNING, Severity.NOTE
#: The rule of this code is asked for by name.
STYLE = "definition-substitution"

MEANING: tuple[tuple[Rule, Callable[[Reading], Iterator[Finding]]], ...] = (
    (Rule("definition-circular", _W, "defined by itself", "say in one of them what kind of thing it is"), _circular),
    (
        Rule("abbreviation-unknown", _N, "an abbreviation nobody explains", "write it out, or give it an entry"),
        _unknown_abbreviations,
    ),
    (Rule("term-wanted", _N, "used in several entries and never defined", "write an entry for it"), _wanted),
    (Rule("term-orphan", _N, "no other entry leads here", "name it in one, or relate it to one"), _orphans),
    (Rule("sense-category", _W, "senses and categories at odds", "one category for one meaning"), _contradicting),
    (Rule("term-alike", _W, "two terms of nearly one name", "merge the two, or tell them apart"), _alike_names),
    (
        Rule(STYLE, _N, "cannot stand for its term (ISO 704)", "no article, no full stop, not the term"),
        _not_substitutable,
    ),
)


def check_meaning(
    glossary: Glossary, bodies: Sequence[Sequence[LinkedBody]], *, style: bool = False
) -> Iterator[Issue]:
    """The issues that these rules find; ``style`` asks for the form of ISO 704 too."""
    reading = read_meaning(glossary, bodies)
    for rule, find in MEANING:
        for entry, sense, detail in find(reading) if style or rule.code != STYLE else ():
            message = f"'{entry.record.term}': {rule.summary}" + (f" ({detail})" if detail else "")
            yield Issue(rule.code, rule.severity, message, rule.hint, sense.origin.path, sense.origin.line)
