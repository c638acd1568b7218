"""The names of an entry: its term, abbreviations, other names, search phrases and category."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping

from glossary_site.issues import Issue, Severity
from glossary_site.text.naming.categories import (
    Categories,
    Nouns,
    asked_name,
    gather_categories,
    heading_parts,
    is_other_name,
    is_question,
)
from glossary_site.text.naming.leads import Lead, bold_lead, opening_name, prose_subject
from glossary_site.text.sentences import Plain, first_definition
from glossary_site.text.words import (
    AS_IS,
    LONGEST_NAME,
    WORD,
    capitalised,
    content_words,
    has_inner_case,
    in_case,
    in_style,
    is_initials,
    most_frequent,
    singular,
    spelling_key,
    squash,
)
from glossary_site.values import Frozen

#: Glossary text is read by English grammar ("X is a ..."), so its sentences end as English ones do.
LANGUAGE = "en"

_BOLD = re.compile(r"\*\*[^*\n]{1,300}\*\*")
_MID_SENTENCE = re.compile(r"(?<=[a-z,;] )[A-Z][a-z]+\b")
_AS_NOUN = re.compile(r"\b(?:[Aa]n?|[Tt]he|[Ee]ach|[Ee]very) ([a-z]+)\b")
_AS_VERB = re.compile(r"\b([A-Za-z][a-z]+) (?:an?|the|it|them|its|your|their)\b")
#: Two things: verbs are one activity ("Knead and fold is …").
_TWO_NOUNS = re.compile(r"\b(\w+)(?: and | or | & |/)(\w+)(?: \([^()]{0,60}\))?(?:\*\*)? are\b")
_MEMBERS = re.compile(r"\s*[,/&]\s*|\s+(?:and|or|vs\.?)\s+")


class Evidence(Frozen):
    """Evidence from the whole input that decides the names of each entry."""

    categories: Categories
    terms: frozenset[str]
    """The ``spelling_key`` of every term."""
    initials: Mapping[str, frozenset[tuple[str, ...]]]
    """Initials -> the ``content_words`` of the terms that have them."""
    nouns: Nouns
    proper: frozenset[str]
    """Casefolded words that sentences write with a capital more often than without, such as names of people."""
    style: str
    """The case of the words of names: ``as-is``, ``sentence`` or ``title``."""


class Naming(Frozen):
    """The names of one entry; ``issues`` have no path and no line."""

    term: str
    abbreviations: tuple[str, ...]
    aliases: tuple[str, ...]
    keywords: tuple[str, ...]
    category: str
    issues: tuple[Issue, ...]


class _Main(Frozen):
    """The term, and how it was found.

    ``lead`` is the name that opens the body, None where the heading gave the term. ``other_subject`` is what the body
    opens with instead, and ``is_absent`` whether its opening has at most half of the words of the heading's key.
    ``is_phrase``: the term is only a search phrase.
    """

    term: str
    lead: Lead | None = None
    other_subject: str = ""
    is_absent: bool = False
    is_phrase: bool = False


def gather_evidence(
    pairs: Iterable[tuple[str, str]],
    pinned: Mapping[str, str],
    parse_opening: Callable[[str], Plain],
    style: str = AS_IS,
) -> Evidence:
    """The evidence of all (heading, body) pairs of an input, of whose bodies ``parse_opening`` gives what readers see.

    ``pinned`` maps spellings of categories to the owner's, ``style`` is that of ``Evidence``.
    """
    entries = tuple(pairs)
    vocabulary = {word.casefold() for heading, _ in entries for word in WORD.findall(heading)}
    forms, proper, word_pairs = _gather_words((body for _, body in entries), vocabulary)
    nouns = Nouns(forms, _gather_nouns(body for _, body in entries))
    categories = gather_categories(entries, word_pairs, nouns, pinned)
    terms = {
        _main_name(*_without_category(heading, categories), parse_opening(body), forms).term
        for heading, body in entries
    }
    initials: defaultdict[str, set[tuple[str, ...]]] = defaultdict(set)
    for words in map(content_words, terms):
        initials["".join(word[0] for word in words)].add(words)
    of_terms = {short: frozenset(found) for short, found in initials.items()}
    return Evidence(categories, frozenset(map(spelling_key, terms)), of_terms, nouns, proper, style)


def _gather_nouns(bodies: Iterable[str]) -> frozenset[str]:
    """Words behind an article (``an anode``), and two that are things; without those of ``fold the cloth``."""
    nouns: set[str] = set()
    verbs: set[str] = set()
    for body in bodies:
        nouns.update(_AS_NOUN.findall(body))
        nouns.update(word.casefold() for two in _TWO_NOUNS.findall(body) for word in two)
        verbs.update(word.casefold() for word in _AS_VERB.findall(body))
    return frozenset(nouns - verbs)


def _gather_words(
    bodies: Iterable[str], vocabulary: set[str]
) -> tuple[dict[str, str], frozenset[str], frozenset[tuple[str, str]]]:
    """The case of each word of ``vocabulary`` that has a case of its own, those that sentences write with a capital
    more often than not, and all neighbouring pairs of such words.

    A word has a case of its own if at least half of its uses have capitals inside (``AI``), or if nearly all uses
    within sentences of plain prose begin with a capital (``Bayesian``). Pairs are casefolded and singular.
    """
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    titled: Counter[str] = Counter()
    small: Counter[str] = Counter()
    word_pairs: set[tuple[str, str]] = set()
    stems = {singular(word) for word in vocabulary}
    for body in bodies:
        previous = ""
        for word in WORD.findall(body):
            key = word.casefold()
            stem = singular(key)
            if key in vocabulary:
                counts[key][word] += 1
            if stem not in stems:
                stem = ""
            elif previous:
                word_pairs.add((previous, stem))
            previous = stem
        prose = _BOLD.sub("", body)
        titled.update(word.casefold() for word in _MID_SENTENCE.findall(prose))
        small.update(word for word in WORD.findall(prose) if word in vocabulary)
    forms: dict[str, str] = {}
    for key, seen in counts.items():
        marked = {word: count for word, count in seen.items() if has_inner_case(word)}
        if marked and 2 * sum(marked.values()) >= seen.total():
            forms[key] = most_frequent(marked)
        elif titled[key] >= 2 and titled[key] >= 9 * small[key]:
            forms[key] = key[:1].upper() + key[1:]
    proper = frozenset(word for word, count in titled.items() if count > small[word])
    return forms, proper, frozenset(word_pairs)


def _without_category(heading: str, categories: Categories) -> tuple[tuple[str, ...], str]:
    """The parts of a heading without its category, and the category ("" without one)."""
    parts = heading_parts(heading)
    category = categories.of(parts)
    return (parts[:-1], category) if category else (parts, "")


def name_entry(heading: str, opening: Plain, evidence: Evidence) -> Naming:
    """Name the entry under ``heading`` from the opening of its body, otherwise from the key, the heading's first part.

    Issues: ``heading-body-mismatch`` (the body is about something else), ``search-phrase-name`` (the key is only a
    search phrase), ``category-variant`` (see ``Categories.variant_issue``).
    """
    parts, category = _without_category(heading, evidence.categories)
    main = _main_name(parts, category, opening, evidence.nouns.forms)
    names = _Names(main.term, opening, evidence)
    if main.lead:
        names.add_lead(main.lead)
    is_scattered = _is_scattered(parts, main.term)
    for index, part in enumerate(parts):
        names.add_part(part, is_key=index == 0, is_scattered=is_scattered)
    return Naming(
        in_style(main.term, evidence.style, evidence.nouns.forms, evidence.proper),
        tuple(names.abbreviations),
        tuple(in_style(alias, evidence.style, evidence.nouns.forms, evidence.proper) for alias in names.aliases),
        tuple(names.keywords),
        category,
        _issues(heading_parts(heading), main, evidence),
    )


def _issues(parts: tuple[str, ...], main: _Main, evidence: Evidence) -> tuple[Issue, ...]:
    issues = list(evidence.categories.variant_issue(parts))
    # A body that uses the words of its heading may be about it, unless it opens with the name of another entry.
    if main.other_subject and (main.is_absent or spelling_key(main.other_subject) in evidence.terms):
        message = f"the heading is {parts[0]!r}, but the body is about {main.other_subject!r}"
        hint = "move the body to its own entry, or write one for this heading"
        issues.append(Issue("heading-body-mismatch", Severity.WARNING, message, hint))
    if main.is_phrase:
        message = f"the entry has no name, only the search phrase {parts[0]!r}"
        issues.append(Issue("search-phrase-name", Severity.NOTE, message, "give it a term"))
    return tuple(issues)


def _main_name(parts: tuple[str, ...], category: str, plain: Plain, forms: Mapping[str, str]) -> _Main:
    """The term from the bold lead, from the opening words, or from the heading's ``parts`` without its category."""
    heading_keys = frozenset(spelling_key(part) for part in parts)
    lead = bold_lead(plain, heading_keys)
    if not parts:
        return _Main(lead.name if lead else "", lead)
    key = asked_name(parts[0])
    if lead and _names_heading(lead, key, parts):
        return _Main(_full_name(lead, key, plain), lead)
    if opening := opening_name(first_definition(plain, LANGUAGE), key, parts[1:], heading_keys):
        return _Main(_capitalised_after_article(opening.name, plain), opening)
    name = next((part for part in (key, *parts[1:]) if not is_question(part)), key)
    term = _key_in_case(name, plain, forms)
    other = lead.name if lead and lead.names_subject else "" if lead else prose_subject(plain)
    return _Main(term, None, other, not _uses_words_of(key, plain), is_question(name))


def _names_heading(lead: Lead, key: str, parts: tuple[str, ...]) -> bool:
    """Whether a bold lead names what the heading names, in full or short, with at least half of the same words."""
    keys = {spelling_key(part) for part in (key, *parts)}
    every = (lead.name, *lead.abbreviations, *lead.aliases, *lead.keywords)
    if any(spelling_key(name) in keys for name in every) or is_other_name(key, lead.name):
        return True
    of_lead = set(content_words(lead.name))
    short = {singular(each.casefold()) for each in lead.abbreviations}
    joined = squash(lead.name)
    of_key = set(content_words(key))
    shared = sum(word in of_lead or word in short or (len(word) >= 5 and word in joined) for word in of_key)
    return shared > 0 and 2 * shared >= min(len(of_lead), len(of_key))


def _full_name(lead: Lead, key: str, plain: Plain) -> str:
    """The name in the lead; the full form in the heading where the lead has only an abbreviation."""
    full = next((alias for alias in lead.aliases if spelling_key(alias) == spelling_key(key)), "")
    return full if is_initials(lead.name, full) else _capitalised_after_article(lead.name, plain)


def _capitalised_after_article(name: str, plain: Plain) -> str:
    """``name`` capitalised, unless the body opens with it in lower case: then that is its case."""
    opens_body = plain.text[: len(name) + 20].lstrip("*#—–- ").startswith(name)
    return name if opens_body and name[:1].islower() else capitalised(name)


def _key_in_case(key: str, plain: Plain, forms: Mapping[str, str]) -> str:
    """``key`` in the case of the entry's own text, otherwise with the case that ``forms`` has for its words."""
    words = [re.escape(word) for word in re.split(r"[\s\-]+", key) if word]
    if not words or len(key) > LONGEST_NAME:
        return key
    own = _most_frequent_case("[ -]".join(words), plain)
    return capitalised(own or WORD.sub(lambda word: in_case(word[0], forms), key))


def _most_frequent_case(pattern: str, plain: Plain) -> str:
    """The most frequent form with capitals in which a text has whole words that match ``pattern``; "" without one."""
    found = re.finditer(rf"(?<!\w){pattern}(?!\w)", plain.text, re.IGNORECASE)
    return most_frequent(Counter(match[0] for match in found if not match[0].islower()))


def _uses_words_of(key: str, plain: Plain) -> bool:
    """Whether the opening of a body uses more than half of the words of ``key``."""
    opening = plain.text[:500]
    words = set(content_words(opening))
    joined = squash(opening)
    wanted = content_words(key)
    return 2 * sum(word in words or (len(word) >= 5 and word in joined) for word in wanted) > len(wanted)


class _Names:
    """The other names and phrases of an entry, sorted by kind; each is taken once (by ``spelling_key``)."""

    def __init__(self, term: str, plain: Plain, evidence: Evidence) -> None:
        self.term = term
        self.plain = plain
        self.evidence = evidence
        self.seen = {spelling_key(term)}
        self.members = {spelling_key(member): member for member in _MEMBERS.split(term)}
        self.key_is_member = False
        self.abbreviations: list[str] = []
        self.aliases: list[str] = []
        self.keywords: list[str] = []

    def add(self, name: str, kind: list[str]) -> None:
        key = spelling_key(name)
        if key and key not in self.seen:
            self.seen.add(key)
            (self.keywords if self.is_of_another(key, kind) else kind).append(name)

    def is_of_another(self, key: str, kind: list[str]) -> bool:
        """Whether another entry has an alias as its term; or an abbreviation, where its term is a part of this one."""
        if kind is self.abbreviations:
            own = set(content_words(self.term))
            return any(set(words) < own for words in self.evidence.initials.get(key, ()))
        return kind is self.aliases and key in self.evidence.terms

    def add_lead(self, lead: Lead) -> None:
        if is_initials(lead.name, self.term):
            self.add(lead.name, self.abbreviations)
        self.add(lead.name, self.aliases)
        for kind, names in (
            (self.abbreviations, lead.abbreviations),
            (self.aliases, tuple(capitalised(alias) for alias in lead.aliases)),
            (self.keywords, lead.keywords),
        ):
            for name in names:
                self.add(name, kind)

    def add_part(self, part: str, is_key: bool, is_scattered: bool) -> None:
        """Add a part of the heading as an abbreviation, as a name, or as a search phrase.

        The key is a name if the term has its words side by side. Another part is a name if the term joins it to the
        key (``overfitting, underfitting`` for "Overfitting and underfitting"). A single word must be a noun: texts use
        a verb such as "fold" without meaning the term.
        """
        key = spelling_key(part)
        if is_key:
            self.key_is_member = key in self.members
        if is_initials(part, self.term):
            self.add(_short_form(part, self.plain, self.evidence.nouns.forms), self.abbreviations)
        elif " " in part and is_other_name(part, self.term):
            self.add(_key_in_case(part, self.plain, self.evidence.nouns.forms), self.aliases)
        elif not self.evidence.nouns.has(part):
            self.add(part, self.keywords)
        elif self.key_is_member and key in self.members:
            self.add(capitalised(self.members[key]), self.aliases)
        elif is_key and not is_scattered and _is_within(part, self.term):
            self.add(_key_in_case(part, self.plain, self.evidence.nouns.forms), self.aliases)
        else:
            self.add(part, self.keywords)


def _is_scattered(parts: tuple[str, ...], term: str) -> bool:
    """Whether a heading is one phrase with its words set apart (``graph,neural,network``), as the term shows."""
    return len(parts) >= 3 and " " not in parts[0] + parts[1] and _is_within(f"{parts[0]} {parts[1]}", term)


def _is_within(part: str, term: str) -> bool:
    """Whether the term has the words of ``part`` side by side."""
    words = " ".join(word.casefold() for word in WORD.findall(part))
    return bool(words) and f" {words} " in f" {' '.join(word.casefold() for word in WORD.findall(term))} "


def _short_form(part: str, plain: Plain, forms: Mapping[str, str]) -> str:
    """An abbreviation in the case of the entry's own text, of ``forms``, or otherwise in capitals."""
    own = _most_frequent_case(re.escape(part), plain)
    return own or forms.get(part.casefold(), part.upper() if part.islower() else part)
