"""Figures about the quality of a glossary, for its maintainers."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

from glossary_site.checks.rule import Rule
from glossary_site.checks.table import RULES, choose_rules, find_all
from glossary_site.glossary import Entry, Glossary, last_changes
from glossary_site.issues import Issue, Severity
from glossary_site.mentions import LinkedBody
from glossary_site.values import Frozen

#: Upper bounds, each its own, of the classes that numbers of links and lengths of definitions are counted in.
LINKS = (0, 1, 2, 5, 10, 20)
LENGTHS = (0, 60, 120, 180, 240, 300)
#: How many years have a row of their own; older ones share one.
YEARS = 8
#: How many terms are named with a problem at most.
NAMED = 12
#: The rules that find duplicates, of texts or of names.
DUPLICATES = ("near-duplicate", "term-alike")


class Problem(Frozen):
    """What was found under one code: what is wrong, what to do, how often, and the ids of the first entries."""

    code: str
    severity: Severity
    summary: str
    hint: str
    count: int
    ids: tuple[str, ...]


class Quality(Frozen):
    """The figures. ``coverage`` counts the terms that have a definition, a category and so on, by its name.

    ``links_out``, ``links_in`` (terms) and ``lengths`` (of definitions, in characters) are counts by class, as
    ``count_classes`` gives them. ``years`` counts terms by the year of their last change, the newest first; "" is for
    terms without a date.
    """

    terms: int
    coverage: tuple[tuple[str, int], ...]
    links_out: tuple[int, ...]
    links_in: tuple[int, ...]
    lengths: tuple[int, ...]
    years: tuple[tuple[str, int], ...]
    problems: tuple[Problem, ...]


def count_classes(numbers: Sequence[int], bounds: Sequence[int]) -> tuple[int, ...]:
    """How many numbers are in each class: one class for each upper bound, and one for what is above all bounds.

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


def _count_problems(
    glossary: Glossary, bodies: Sequence[Sequence[LinkedBody]], issues: Sequence[Issue]
) -> list[Problem]:
    """What the rules and the build found, the most severe and then the most frequent first."""
    rules = {rule.code: rule for rule in RULES}
    counts: Counter[str] = Counter()
    ids: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for rule, finding in find_all(glossary, bodies, choose_rules()):
        counts[rule.code] += 1
        ids[rule.code][finding.entry.id] = None
    at = {
        (sense.origin.path, sense.origin.line): entry.id for entry in glossary.entries for sense in entry.record.senses
    }
    for issue in issues:
        # A code that is no rule's is described by its first issue.
        rules.setdefault(issue.code, Rule(issue.code, issue.severity, issue.message, issue.hint))
        counts[issue.code] += 1
        if (place := (issue.path, issue.line)) in at:
            ids[issue.code][at[place]] = None
    order = list(Severity)
    problems = [
        Problem(rule.code, rule.severity, rule.summary, rule.hint, counts[rule.code], tuple(ids[rule.code])[:NAMED])
        for rule in rules.values()
        if counts[rule.code]
    ]
    return sorted(problems, key=lambda each: (order.index(each.severity), -each.count, each.code))


def count_quality(glossary: Glossary, bodies: Sequence[Sequence[LinkedBody]], issues: Sequence[Issue]) -> Quality:
    """The figures of a glossary; ``bodies`` are the linked senses of each entry, ``issues`` those of the build."""
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
        lengths=count_classes(
            [len(sense.definition.text) for entry in entries for sense in entry.record.senses], LENGTHS
        ),
        years=_years(entries, days),
        problems=tuple(_count_problems(glossary, bodies, issues)),
    )
