"""The rules, in one table: code, severity, what is wrong, what to do. The README lists them from it.

Rules with a function look at the finished glossary; the others are found on the way to it, where their module is named.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from glossary_site.glossary import Entry, Glossary
from glossary_site.issues import Issue, Severity
from glossary_site.records import Sense
from glossary_site.text.words import near_duplicates, same_name_key

#: A hover card shows about this many characters without scrolling.
LONGEST_DEFINITION = 300

Finding = tuple[Entry, Sense, str]

_WORD = re.compile(r"\w+")
_EMPTY_WORDS = frozenset(
    ("a", "an", "and", "are", "as", "by", "for", "in", "is", "it", "of", "or", "that", "the", "this", "to")
)
_ODD_MARKS = re.compile(r"[!?]{2,}|,,|;;|\.{4,}|\s+[,;:!?](?=\s|$)|(?<=\w)\.(?=[A-Z][a-z]+ [a-z])|[‚„](?=\s)")
_MARKUP = re.compile(r"\*\*|__|`|\]\(|\$\$|^#+\s")


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule. ``find`` yields entry, sense and the words that complete ``summary``; None: found while reading."""

    code: str
    severity: Severity
    summary: str
    hint: str
    find: Callable[[Glossary], Iterator[Finding]] | None = None


def _senses(glossary: Glossary) -> Iterator[tuple[Entry, Sense]]:
    return ((entry, sense) for entry in glossary.entries for sense in entry.record.senses)


def _missing_definitions(glossary: Glossary) -> Iterator[Finding]:
    return ((entry, sense, "") for entry, sense in _senses(glossary) if not sense.definition)


def _long_definitions(glossary: Glossary) -> Iterator[Finding]:
    for entry, sense in _senses(glossary):
        if len(sense.definition) > LONGEST_DEFINITION:
            yield entry, sense, f"{len(sense.definition)} characters"


def _fragments(glossary: Glossary) -> Iterator[Finding]:
    for entry, sense in _senses(glossary):
        text = sense.definition
        if text and (not text.rstrip("”\"')]").endswith((".", "!", "?", "…", "。")) or len(_WORD.findall(text)) < 3):
            yield entry, sense, text[:60]


def _marked_up(glossary: Glossary) -> Iterator[Finding]:
    for entry, sense in _senses(glossary):
        if found := _MARKUP.search(sense.definition):
            yield entry, sense, found[0]


def _tautologies(glossary: Glossary) -> Iterator[Finding]:
    """Definitions with no word of their own beside the term's."""
    for entry, sense in _senses(glossary):
        names = (entry.record.term, *entry.record.aliases, *entry.record.abbreviations)
        own = {word.casefold().rstrip("s") for name in names for word in _WORD.findall(name)}
        words = {word.casefold() for word in _WORD.findall(sense.definition)} - _EMPTY_WORDS
        if words and all(word.rstrip("s") in own for word in words):
            yield entry, sense, sense.definition[:60]


def _odd_punctuation(glossary: Glossary) -> Iterator[Finding]:
    for entry, sense in _senses(glossary):
        if found := _ODD_MARKS.search(sense.definition):
            yield entry, sense, f"'{found[0].strip()}'"


def _near_duplicates(glossary: Glossary) -> Iterator[Finding]:
    everything = list(_senses(glossary))
    for first, second, likeness in near_duplicates([sense.body for _, sense in everything]):
        entry, sense = everything[second]
        other, twin = everything[first]
        place = f"{twin.origin.path}:{twin.origin.line}"
        yield entry, sense, f"{likeness:.0%} alike with a sense of '{other.record.term}' ({place})"


def _unused_aliases(glossary: Glossary) -> Iterator[Finding]:
    """Aliases that say what another name of the same term says already, or that another term bears as its name."""
    terms = {same_name_key(entry.record.term): entry for entry in glossary.entries}
    for entry in glossary.entries:
        seen = {entry.record.term.casefold()}
        for alias in entry.record.aliases:
            key = same_name_key(alias)
            owner = terms.get(key)
            if owner is not None and owner is not entry:
                yield entry, entry.record.senses[0], f"'{alias}' is the name of another term"
            elif alias.casefold() in seen:
                yield entry, entry.record.senses[0], f"'{alias}' repeats another name of '{entry.record.term}'"
            seen.add(alias.casefold())


_W, _N, _E = Severity.WARNING, Severity.NOTE, Severity.ERROR

RULES: tuple[Rule, ...] = (
    Rule("definition-missing", _W, "no definition", "write one sentence that says what it is", _missing_definitions),
    Rule(
        "definition-long", _N, "too long for a tooltip", "keep to 300 characters; the rest is body", _long_definitions
    ),
    Rule("definition-fragment", _W, "not a sentence", "end it with a full stop", _fragments),
    Rule("definition-markup", _W, "Markdown in the definition", "write it as plain text", _marked_up),
    Rule("definition-repeats-term", _W, "only repeats the term", "say what kind of thing it is", _tautologies),
    Rule("punctuation", _N, "non-standard punctuation", "one mark, no space before it", _odd_punctuation),
    Rule("near-duplicate", _W, "nearly the same text twice", "merge the two, or tell them apart", _near_duplicates),
    Rule("alias-unused", _N, "an alias that leads nowhere new", "remove it", _unused_aliases),
    Rule("heading-body-mismatch", _W, "heading and body name different things", "move the body to its own entry"),
    Rule("category-variant", _N, "a category in another spelling", "pin it under 'categories' in glossary.yml"),
    Rule("formula-unreadable", _W, "a formula that cannot be shown", "mend its LaTeX"),
    Rule("uncertain-formula", _W, "a formula repaired by a guess", "compare it with its source"),
    Rule("formula-cut-off", _W, "a formula whose end is lost", "write the rest of it"),
    Rule("unclosed-formula", _W, "a display formula is not closed", "close it with $$"),
    Rule("unclosed-fence", _W, "a code fence is not closed", "close it with ```"),
    Rule("obfuscated-mail", _W, "a mail address that was hidden from robots", "write the address, or take it out"),
    Rule("reference-unknown", _E, "a [[reference]] that names no term", "take one of the nearest names"),
    Rule("target-left-out", _W, "leads to an entry left out because of errors", "mend that entry"),
    Rule("relation-unknown", _W, "a related term that does not exist", "write it, or remove it"),
    Rule("broader-cycle", _E, "a term broader than itself (SKOS)", "take one 'broader' away"),
    Rule("relation-contradiction", _E, "related and broader at once (SKOS S27)", "keep one of the two"),
    Rule("id-collision", _E, "two terms with one id", "give one of them an id of its own"),
    Rule("search-query", _E, "a query of .queries.yml misses its term", "an alias for the term, or a mended query"),
    Rule("search-name", _E, "a name that does not find its own term", "see what stands before it"),
    Rule("translation-stale", _W, "its original has changed since", "translate anew, then write the mark it names"),
    Rule("translation-untracked", _N, "from which text it was translated is unknown", "write the mark that it names"),
    Rule("search-unread", _N, "terms that no query of .queries.yml asks for", "add what readers would type"),
    Rule("term-gone", _E, "a published term is gone", "'moved: id' or 'gone: yes' in the ledger"),
)


def check_glossary(glossary: Glossary) -> Iterator[Issue]:
    """The issues that the rules with a function find."""
    for rule in RULES:
        for entry, sense, detail in rule.find(glossary) if rule.find else ():
            message = f"'{entry.record.term}': {rule.summary}" + (f" ({detail})" if detail else "")
            yield Issue(rule.code, rule.severity, message, rule.hint, sense.origin.path, sense.origin.line)
