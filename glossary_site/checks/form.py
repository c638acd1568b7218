"""Rules about the form of definitions, texts and names."""

import re
from collections import Counter
from collections.abc import Iterator
from html import unescape

from glossary_site.checks.rule import Finding, LinkedGlossary
from glossary_site.checks.similarity import near_duplicates
from glossary_site.text.sentences import LONGEST_DEFINITION
from glossary_site.text.words import AS_IS, name_style

#: How many characters of a definition a message shows.
_SHOWN = 60

_WORD = re.compile(r"\w+")
_EMPTY_WORDS = frozenset(
    ("a", "an", "and", "are", "as", "by", "for", "in", "is", "it", "of", "or", "that", "the", "this", "to")
)
_ODD_MARKS = re.compile(r"[!?]{2,}|,,|;;|\.{4,}|\s+[,;:!?](?=\s|$)|(?<!\S)[^\W\d_]+\.(?=[A-Z][a-z]+ [a-z])|[‚„](?=\s)")
#: Code and formulas hold such marks by right, and so do names of programs (``__init__``).
_NO_MARKUP = re.compile(r"<(code|math)\b.*?</\1>|__\w+__", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_MARKUP = re.compile(r"\*\*|__|`|\]\(|\$\$|^#+\s")


def find_missing_definitions(linked: LinkedGlossary) -> Iterator[Finding]:
    """Senses without a definition."""
    return (Finding(entry, sense) for entry, sense in linked.senses if not sense.definition)


def find_long_definitions(linked: LinkedGlossary) -> Iterator[Finding]:
    """Definitions of more than ``LONGEST_DEFINITION`` characters."""
    for entry, sense in linked.senses:
        if len(sense.definition.text) > LONGEST_DEFINITION:
            yield Finding(entry, sense, f"{len(sense.definition.text)} characters")


def find_fragments(linked: LinkedGlossary) -> Iterator[Finding]:
    """Definitions of fewer than three words, or without a mark that ends a sentence."""
    for entry, sense in linked.senses:
        text = sense.definition.text
        if text and (not text.rstrip("”\"')]").endswith((".", "!", "?", "…", "。")) or len(_WORD.findall(text)) < 3):
            yield Finding(entry, sense, text[:_SHOWN])


def find_definition_markup(linked: LinkedGlossary) -> Iterator[Finding]:
    """Definitions that show marks of Markdown, as those of blocks and those that nothing closes."""
    for entry, sense in linked.senses:
        if found := _MARKUP.search(_NO_MARKUP.sub("", sense.definition.html)):
            yield Finding(entry, sense, found[0])


def find_tautologies(linked: LinkedGlossary) -> Iterator[Finding]:
    """Definitions all of whose words are in the names of the term."""
    for entry, sense in linked.senses:
        names = (entry.record.term, *entry.record.aliases, *entry.record.abbreviations)
        own = {word.casefold().rstrip("s") for name in names for word in _WORD.findall(name)}
        words = {word.casefold() for word in _WORD.findall(sense.definition.text)} - _EMPTY_WORDS
        if words and all(word.rstrip("s") in own for word in words):
            yield Finding(entry, sense, sense.definition.text[:_SHOWN])


def find_odd_punctuation(linked: LinkedGlossary) -> Iterator[Finding]:
    """Definitions with repeated or misplaced marks outside code and formulas."""
    for entry, sense in linked.senses:
        shown = unescape(_TAG.sub("", _NO_MARKUP.sub("x", sense.definition.html)))
        if found := _ODD_MARKS.search(shown):
            yield Finding(entry, sense, f"'{found[0].strip()}'")


def find_near_duplicates(linked: LinkedGlossary) -> Iterator[Finding]:
    """Senses whose bodies are nearly the same as that of an earlier sense."""
    senses = list(linked.senses)
    for first, second, likeness in near_duplicates([sense.body for _, sense in senses]):
        other, earlier = senses[first]
        place = f"{earlier.origin.path}:{earlier.origin.line}"
        yield Finding(*senses[second], f"{likeness:.0%} alike with a sense of '{other.record.term}' ({place})")


def find_redundant_aliases(linked: LinkedGlossary) -> Iterator[Finding]:
    """Aliases that repeat another name of their term."""
    for entry in linked.glossary.entries:
        seen = {entry.record.term.casefold()}
        for alias in entry.record.aliases:
            if alias.casefold() in seen:
                yield Finding(entry, entry.record.senses[0], f"'{alias}' repeats another name of '{entry.record.term}'")
            seen.add(alias.casefold())


def find_open_findings(linked: LinkedGlossary) -> Iterator[Finding]:
    """What the import of glossary text could not resolve, until somebody removes it from the entry."""
    return (Finding(entry, sense, each) for entry, sense in linked.senses for each in sense.findings)


def find_mixed_name_styles(linked: LinkedGlossary) -> Iterator[Finding]:
    """English names in title case where more are in sentence case, or the other way round."""
    if not linked.glossary.language.lower().startswith("en"):
        return
    styles = [(entry, name_style(entry.record.term)) for entry in linked.glossary.entries]
    counts = Counter(style for _, style in styles if style != AS_IS)
    if len(counts) < 2:
        return
    (usual, _), (rare, _) = counts.most_common()
    for entry, style in styles:
        if style == rare:
            detail = f"{rare} case, where {counts[usual]} of {counts.total()} are in {usual} case"
            yield Finding(entry, entry.record.senses[0], detail)
