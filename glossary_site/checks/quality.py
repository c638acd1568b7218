"""How good a glossary is, in figures: for its maintainers, made on demand from what the checks see."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from glossary_site.checks.meaning import MEANING, STYLE, read_meaning
from glossary_site.checks.rules import RULES, Finding, Rule
from glossary_site.glossary import Entry, Glossary, last_changes
from glossary_site.issues import Issue, Severity
from glossary_site.mentions import LinkedBody

#: Upper bounds, each its own, of the classes that numbers of links and lengths of definitions are counted in.
LINKS = (0, 1, 2, 5, 10, 20)
LENGTHS = (0, 60, 120, 180, 240, 300)
#: So many years are shown each by itself; what is older comes together.
YEARS = 8
#: So many terms are named with a rule; the count says how many there are.
NAMED = 12
#: Pairs of these rules are duplicates, of texts or of names.
DUPLICATES = ("near-duplicate", "term-alike")


@dataclass(frozen=True, slots=True)
class Trouble:
    """What one rule found: how often, and the ids of the first entries, in order. ``hint`` says what to do."""

    code: str
    severity: Severity
    summary: str
    hint: str
    count: int
    ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Quality:
    """The figures. ``coverage`` counts the terms that have something, by its name.

    ``links_out``, ``links_in`` and ``lengths`` are counts by class: one for each bound and one for what is above all.
    ``years`` are those of the last change, the newest first; "" stands for terms without a date.
    """

    terms: int
    coverage: tuple[tuple[str, int], ...]
    links_out: tuple[int, ...]
    links_in: tuple[int, ...]
    lengths: tuple[int, ...]
    years: tuple[tuple[str, int], ...]
    troubles: tuple[Trouble, ...]


def count_classes(numbers: Sequence[int], bounds: Sequence[int]) -> tuple[int, ...]:
    """How many numbers fall in each class.

    >>> count_classes([0, 1, 7, 99], (0, 5, 10))
    (1, 1, 1, 1)
    """
    found = Counter(sum(number > bound for bound in bounds) for number in numbers)
    return tuple(found[place] for place in range(len(bounds) + 1))


def _coverage(entries: Sequence[Entry], days: Mapping[str, str]) -> Iterator[tuple[str, int]]:
    senses = [entry.record.senses for entry in entries]
    declared = [(each.related, each.broader, each.narrower) for each in (entry.relations for entry in entries)]
    yield "definition", sum(all(sense.definition for sense in each) for each in senses)
    yield "text", sum(all(sense.body.strip() for sense in each) for each in senses)
    yield "category", sum(all(sense.category for sense in each) for each in senses)
    yield "source", sum(all(sense.source is not None for sense in each) for each in senses)
    yield "names", sum(bool(entry.record.aliases or entry.record.abbreviations) for entry in entries)
    yield "relation", sum(map(any, declared))
    yield "date", sum(entry.id in days for entry in entries)


def _years(entries: Sequence[Entry], days: Mapping[str, str]) -> tuple[tuple[str, int], ...]:
    found = Counter(days[entry.id][:4] if entry.id in days else "" for entry in entries)
    dated = sorted((year for year in found if year), reverse=True)
    shown = [(year, found[year]) for year in dated[:YEARS]]
    older = sum(found[year] for year in dated[YEARS:])
    rest = [(f"<{dated[YEARS - 1]}", older)] if older else []
    return (*shown, *rest, *([("", found[""])] if found[""] else []))


def _findings(glossary: Glossary, bodies: Sequence[Sequence[LinkedBody]]) -> Iterator[tuple[Rule, Finding]]:
    for rule in RULES:
        yield from ((rule, finding) for finding in (rule.find(glossary) if rule.find else ()))
    reading = read_meaning(glossary, bodies)
    for rule, find in MEANING:
        if rule.code != STYLE:
            yield from ((rule, finding) for finding in find(reading))


def _troubles(glossary: Glossary, bodies: Sequence[Sequence[LinkedBody]], issues: Sequence[Issue]) -> Iterator[Trouble]:
    """What the rules find and what reading and building found, the worst and the most frequent first."""
    rules = {rule.code: rule for rule in (*RULES, *(rule for rule, _ in MEANING))}
    counts: Counter[str] = Counter()
    named: dict[str, dict[str, None]] = defaultdict(dict)
    for rule, (entry, _, _) in _findings(glossary, bodies):
        counts[rule.code] += 1
        named[rule.code][entry.id] = None
    at = {
        (sense.origin.path, sense.origin.line): entry.id for entry in glossary.entries for sense in entry.record.senses
    }
    severities: dict[str, Severity] = {}
    told: dict[str, tuple[str, str]] = {}
    for issue in issues:
        counts[issue.code] += 1
        severities.setdefault(issue.code, issue.severity)
        told.setdefault(issue.code, (issue.message, issue.hint))
        if (place := (issue.path, issue.line)) in at:
            named[issue.code][at[place]] = None
    order = list(Severity)
    found = []
    for code, count in counts.items():
        known = rules.get(code)
        severity = known.severity if known else severities[code]
        summary, hint = (known.summary, known.hint) if known else told[code]
        found.append(Trouble(code, severity, summary, hint, count, tuple(named[code])[:NAMED]))
    yield from sorted(found, key=lambda each: (order.index(each.severity), -each.count, each.code))


def measure_quality(glossary: Glossary, bodies: Sequence[Sequence[LinkedBody]], issues: Sequence[Issue]) -> Quality:
    """The figures of a glossary; ``bodies`` are the linked senses of each entry, ``issues`` what a build found."""
    entries = glossary.entries
    days = dict(last_changes(glossary.history)) | {
        entry.id: entry.record.updated for entry in entries if entry.record.updated
    }
    out: list[int] = []
    reached: Counter[str] = Counter({entry.id: 0 for entry in entries})
    for entry, senses in zip(entries, bodies, strict=True):
        mentioned = {identity for body in senses for identity in body.counts} - {entry.id}
        out.append(len(mentioned))
        reached.update(mentioned)
    return Quality(
        terms=len(entries),
        coverage=tuple(_coverage(entries, days)),
        links_out=count_classes(out, LINKS),
        links_in=count_classes([reached[entry.id] for entry in entries], LINKS),
        lengths=count_classes([len(sense.definition) for entry in entries for sense in entry.record.senses], LENGTHS),
        years=_years(entries, days),
        troubles=tuple(_troubles(glossary, bodies, issues)),
    )
