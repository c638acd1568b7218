"""Records -> ``Glossary``: one entry a term, ids, letters and categories; what one page may know of another."""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from glossary_site.collation import MAX_SLUG, Collation, collation, filing_name, slugify
from glossary_site.config import SiteConfig
from glossary_site.issues import Issue, Severity
from glossary_site.records import Origin, Record, Sense
from glossary_site.text.definitions import first_definition
from glossary_site.text.names import same_name_key

_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
#: Characters that tell one name from another and have no place in an ASCII slug, spelled out for a suggestion.
_SPELLED = {"+": " plus ", "#": " sharp ", ".": " dot ", "*": " star ", "&": " and ", "%": " percent ", "@": " at "}


@dataclass(frozen=True, slots=True)
class Entry:
    """One term of the glossary: its record with every sense, and where it is filed."""

    record: Record
    definition: str
    letter: str
    related: tuple[str, ...]

    @property
    def id(self) -> str:
        """The term's identity: its place in URLs and in other entries' references."""
        return self.record.id


@dataclass(frozen=True, slots=True)
class Category:
    """A category by its slug, the spelling shown for it, and the ids of its terms in order."""

    slug: str
    name: str
    ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Glossary:
    """All terms in the order of their language, the letters of the A–Z bar, the categories by name."""

    entries: tuple[Entry, ...]
    letters: tuple[str, ...]
    categories: tuple[Category, ...]
    issues: tuple[Issue, ...]


def _describe(origin: Origin) -> str:
    return f"{origin.path}:{origin.line}" if origin.line else origin.path


def suggest_id(term: str) -> str:
    """An id that keeps what a plain slug loses: ``C++`` -> ``c-plus-plus``."""
    return slugify("".join(_SPELLED.get(char, char) for char in term))


def _merge(records: Sequence[Record], issues: list[Issue]) -> Record:
    """One record for records of the same name, senses in the order of their files and lines."""
    first = records[0]
    if len(records) == 1:
        return first
    ids = {record.id: record for record in reversed(records) if record.id}
    if len(ids) > 1:
        named = " and ".join(f"'{record.id}' ({_describe(record.origin)})" for record in ids.values())
        issues.append(
            Issue(
                "id-contradiction",
                Severity.ERROR,
                f"the senses of '{first.term}' give different ids: {named}",
                "give one id, or tell the terms apart by name",
                first.origin.path,
                first.origin.line,
            )
        )
    names = Counter(record.term for record in records)
    term = max(names, key=lambda name: (names[name], -list(names).index(name)))

    def union(field: str) -> tuple[str, ...]:
        joined = dict.fromkeys(value for record in records for value in getattr(record, field))
        return tuple(value for value in joined if value != term)

    other_names = tuple(name for name in names if name != term)
    statuses = {record.status for record in records}
    return replace(
        first,
        term=term,
        id=next(iter(ids), ""),
        senses=tuple(sense for record in records for sense in record.senses),
        aliases=tuple(dict.fromkeys((*union("aliases"), *other_names))),
        abbreviations=union("abbreviations"),
        related=union("related"),
        status=statuses.pop() if len(statuses) == 1 else "current",
    )


def merge_records(records: Iterable[Record]) -> tuple[tuple[Record, ...], tuple[Issue, ...]]:
    """Bring records of one name together and give each an id.

    Issues: ``id-contradiction``, ``id-invalid``, ``id-missing``, ``id-collision``.
    """
    groups: dict[str, list[Record]] = defaultdict(list)
    for record in records:
        groups[same_name_key(record.term)].append(record)
    issues: list[Issue] = []
    merged = [_with_id(_merge(group, issues), issues) for group in groups.values()]
    by_id: dict[str, list[Record]] = defaultdict(list)
    for record in merged:
        by_id[unicodedata.normalize("NFKC", record.id).casefold()].append(record)
    for name, holders in by_id.items():
        for other in holders[1:]:
            mend = next((s for s in (suggest_id(other.term), suggest_id(holders[0].term)) if s != name), f"{name}-2")
            owner = other if suggest_id(other.term) == mend or mend == f"{name}-2" else holders[0]
            issues.append(
                Issue(
                    "id-collision",
                    Severity.ERROR,
                    f"'{other.term}' and '{holders[0].term}' ({_describe(holders[0].origin)}) both get the id '{name}'",
                    f"give '{owner.term}' an id of its own, such as id: {mend}",
                    other.origin.path,
                    other.origin.line,
                )
            )
    return tuple(merged), tuple(issues)


def _with_id(record: Record, issues: list[Issue]) -> Record:
    def fail(code: str, message: str, hint: str) -> None:
        issues.append(Issue(code, Severity.ERROR, message, hint, record.origin.path, record.origin.line))

    slug = slugify(record.term) or suggest_id(record.term)
    if record.id and (not _ID.fullmatch(record.id) or slugify(record.id) != record.id or len(record.id) > MAX_SLUG):
        mended = slugify(record.id) or slug or "a-name"
        fail("id-invalid", f"'{record.id}' cannot be an id: use a–z, 0–9 and hyphens", f"such as id: {mended}")
        return replace(record, id=mended)
    if not record.id and not slug:
        fail("id-missing", f"no id can be made from the name '{record.term}'", "add a line such as id: a-name")
        return replace(record, id="".join(f"u{ord(char):x}" for char in record.term)[:MAX_SLUG])
    return record if record.id else replace(record, id=slug)


def _best_definition(senses: Sequence[Sense]) -> str:
    """The definition shown in listings: the first sense that has one, complete sentences before scraps."""
    definitions = [sense.definition for sense in senses if sense.definition]
    return next((text for text in definitions if text.endswith((".", "!", "?"))), definitions[0] if definitions else "")


def _with_definitions(record: Record) -> Record:
    senses = tuple(
        sense if sense.definition else replace(sense, definition=first_definition(sense.body))
        for sense in record.senses
    )
    return replace(record, senses=senses)


def _name_categories(
    records: Iterable[Record], pins: Mapping[str, str], issues: list[Issue]
) -> dict[str, tuple[str, str]]:
    """Spelling -> (slug, name shown): spellings with one slug are one category, shown as most often written."""
    counts: Counter[str] = Counter()
    where: dict[str, Origin] = {}
    for record in records:
        for sense in record.senses:
            if sense.category:
                counts[sense.category] += 1
                where.setdefault(sense.category, sense.origin)
    pinned = {slugify(variant): name for variant, name in pins.items()}
    groups: dict[str, list[str]] = defaultdict(list)
    for spelling in counts:
        slug = slugify(spelling) or "other"
        groups[slugify(pinned[slug]) if slug in pinned else slug].append(spelling)
    found: dict[str, tuple[str, str]] = {}
    for slug, spellings in groups.items():
        name = pinned.get(slug) or max(spellings, key=lambda text: (counts[text], text))
        for spelling in spellings:
            found[spelling] = (slug, name)
            if spelling != name and slug not in pinned:
                issues.append(
                    Issue(
                        "category-variant",
                        Severity.NOTE,
                        f"the category '{spelling}' is taken as '{name}'",
                        "spell it so, or pin the spelling under 'categories' in glossary.yml",
                        where[spelling].path,
                        where[spelling].line,
                    )
                )
    return found


def _resolve_related(record: Record, ids_by_name: Mapping[str, str], issues: list[Issue]) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for name in record.related:
        target = ids_by_name.get(same_name_key(name))
        if target is None:
            issues.append(
                Issue(
                    "related-unknown",
                    Severity.WARNING,
                    f"'{record.term}' names '{name}' as related, and there is no such term",
                    "spell it as the term is spelled, or remove it",
                    record.origin.path,
                    record.origin.line,
                )
            )
        elif target != record.id:
            found[target] = None
    return tuple(found)


def link_glossary(records: Iterable[Record], config: SiteConfig) -> Glossary:
    """All records -> the glossary. Issues: those of ``merge_records``, ``category-variant``, ``related-unknown``."""
    merged, merge_issues = merge_records(record for record in records if record.status != "draft")
    issues = list(merge_issues)
    order: Collation = collation(config.language)
    named = _name_categories(merged, dict(config.categories), issues)
    ids_by_name: dict[str, str] = {}
    for pick in ("abbreviations", "aliases"):
        ids_by_name.update((same_name_key(n), record.id) for record in merged for n in getattr(record, pick))
    ids_by_name.update((same_name_key(record.term), record.id) for record in merged)

    entries: list[tuple[bytes, str, Entry]] = []
    members: dict[tuple[str, str], list[str]] = defaultdict(list)
    for record in map(_with_definitions, merged):
        senses = tuple(
            replace(sense, category=named[sense.category][1]) if sense.category else sense for sense in record.senses
        )
        record = replace(record, senses=senses)
        filed = filing_name(record.term, config.language)
        entry = Entry(
            record, _best_definition(senses), order.letter(filed), _resolve_related(record, ids_by_name, issues)
        )
        entries.append((order.sort_key(filed), record.id, entry))
    entries.sort(key=lambda each: each[:2])
    by_name = {name: slug for slug, name in named.values()}
    for _, identity, entry in entries:
        for category in dict.fromkeys(sense.category for sense in entry.record.senses if sense.category):
            members[(by_name[category], category)].append(identity)
    categories = sorted(
        (Category(slug, name, tuple(ids)) for (slug, name), ids in members.items()),
        key=lambda category: (order.sort_key(category.name), category.slug),
    )
    return Glossary(tuple(entry for *_, entry in entries), order.letters, tuple(categories), tuple(issues))
