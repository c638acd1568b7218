"""Records of one name become one record, and every record gets its id: its place in URLs for good.

Records are of one name where ``name_key`` gives them one key; docs/decisions/2026-11-who-is-who.md has the reasons.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from heapq import nsmallest
from itertools import chain, pairwise
from typing import Any

from glossary_site.issues import Issue, Severity
from glossary_site.language import MAX_SLUG, distinct_slugs, name_slug, slugify
from glossary_site.records import FIELDS, Field, Kind, Merge, Origin, Part, Record, Sense, merge_own
from glossary_site.text.words import name_key
from glossary_site.values import Frozen, replace

#: More senses than any word needs. Each is compared with every other: the work grows with the square.
MAX_SENSES = 100
#: More categories than any term needs. Each has a page that shows the others: these grow with the square.
MAX_CATEGORIES = 200

_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_ROWS = tuple(row for row in FIELDS if row.part is Part.RECORD and row.kind is not Kind.SENSES)
_LISTS = tuple(row.name for row in _ROWS if row.is_list)


def _describe(origin: Origin) -> str:
    return f"{origin.path}:{origin.line}" if origin.line else origin.path


def _error(code: str, message: str, hint: str, place: Origin) -> Issue:
    return Issue(code, Severity.ERROR, message, hint, place.path, place.line)


def _place(record: Record) -> tuple[str, int]:
    return record.origin.path, record.origin.line


def _merge(records: Sequence[Record], issues: list[Issue]) -> Record:
    """One record for records of the same name, senses in the order of their files and lines."""
    first = records[0]
    senses = _bounded_senses(records, issues)
    if len(records) == 1:
        return first if senses == first.senses else replace(first, senses=senses)
    issues += _note_merges(records)
    merged: dict[str, Any] = {
        row.name: _merge_values(row, [getattr(each, row.name) for each in records]) for row in _ROWS
    }
    for name in _LISTS:
        merged[name] = tuple(text for text in merged[name] if text != merged["term"])
    return replace(first, senses=senses, own=merge_own(each.own for each in records), **merged)


def _note_merges(records: Sequence[Record]) -> Iterator[Issue]:
    """A note at each record that is merged with one before it: its author may mean another term."""
    for before, record in pairwise(records):
        message = f"'{record.term}' is one term with '{before.term}' ({_describe(before.origin)})"
        hint = "if they are two, give each an id of its own"
        yield Issue("entries-merged", Severity.NOTE, message, hint, record.origin.path, record.origin.line)


def _merge_values(row: Field, values: Sequence[Any]) -> Any:
    """The value of a field that records of one name make together."""
    if row.is_list:
        return dict.fromkeys(chain.from_iterable(values))
    match row.merge:
        case Merge.MOST:
            return Counter(values).most_common(1)[0][0]
        case Merge.SAME:
            return values[0] if len(set(values)) == 1 else row.default
        case Merge.LATEST:
            return max(values)
        case Merge.FIRST:
            return next((value for value in values if value != row.default), row.default)


def _bounded_senses(records: Sequence[Record], issues: list[Issue]) -> tuple[Sense, ...]:
    """The senses of records of one name, up to ``MAX_SENSES`` in ``MAX_CATEGORIES``; an entry with more is an error."""
    found: list[Sense] = []
    categories: set[str] = set()
    for record in records:
        senses = record.senses
        if len(categories.union(record.categories)) > MAX_CATEGORIES:
            message = f"more than {MAX_CATEGORIES} categories of '{records[0].term}'"
            hint = "keep those that a reader would look for it in; use tags or keywords for others"
            issues.append(_error("categories-many", message, hint, record.origin))
            senses = tuple(replace(sense, categories=()) for sense in senses)
        categories.update(chain.from_iterable(sense.categories for sense in senses))
        if len(found) + len(senses) > MAX_SENSES:
            message = f"more than {MAX_SENSES} senses of '{records[0].term}'"
            hint = "give them different names, each a term of its own"
            issues.append(_error("senses-many", message, hint, record.origin))
        found += senses[: MAX_SENSES - len(found)]
    return tuple(found)


def with_ids_of_originals(records: Iterable[Record]) -> tuple[Record, ...]:
    """The records; those of one name that translate different terms have the ids of these, where they have none.

    Two words of one language may have the same translation in another, and remain two terms there.
    """
    records = tuple(records)
    originals: dict[tuple[str, str], dict[str, str]] = defaultdict(dict)
    for record in records:
        if record.translation_of:
            ids = originals[_name(record)]
            ids[record.translation_of] = max(ids.get(record.translation_of, ""), record.id)
    return tuple(
        replace(record, id=ids[record.translation_of] or record.translation_of.rpartition("/")[2])
        if record.translation_of and not record.id and len(ids := originals[_name(record)]) > 1
        else record
        for record in records
    )


def _name(record: Record) -> tuple[str, str]:
    return record.language.lower(), name_key(record.term)


def group_records(
    records: Iterable[Record], published: Mapping[str, str] | None = None
) -> tuple[tuple[Record, ...], ...]:
    """Records of one term together, in the order of their files and lines.

    These have one name (``name_key``) in one language. Where records of one name give several ids, they are as many
    terms; a record without an id belongs to the one that has its ``published`` id, or else the slug of its name.
    """
    by_name: dict[tuple[str, str], list[Record]] = defaultdict(list)
    for record in with_ids_of_originals(records):
        by_name[_name(record)].append(record)
    groups: list[tuple[Record, ...]] = []
    for (language, key), named in by_name.items():
        named.sort(key=_place)
        ids = [record.id.removeprefix(f"{language}/") for record in named]
        if len({*ids} - {""}) < 2:
            groups.append(tuple(named))
            continue
        default = "" if language else (published or {}).get(key, "")
        by_id: dict[str, list[Record]] = defaultdict(list)
        for record, identity in zip(named, ids, strict=True):
            by_id[identity or default or name_slug(key)].append(record)
        groups += map(tuple, by_id.values())
    return tuple(groups)


def merge_records(
    records: Iterable[Record], published: Mapping[str, str] | None = None, left_out: Iterable[Record] = ()
) -> tuple[tuple[Record, ...], tuple[Issue, ...]]:
    """One record for each term (``group_records``), whatever the order of ``records``.

    Each has an id: its own, the published one (by ``name_key``), or one made from its name that no other term has. An
    entry with a language of its own has an id such as ``de/wafer``. Records that are ``left_out`` keep their ids, too.

    Issues: ``id-invalid``, ``id-missing``, ``id-collision``, ``senses-many``, ``categories-many``, ``slug-collision``
    (warning), ``entries-merged`` (note).
    """
    published, issues = published or {}, list[Issue]()
    absent = tuple(left_out)
    origins = {record.origin for record in absent}
    terms: list[_Term] = []
    by_language: dict[str, list[_Term]] = defaultdict(list)
    for group in group_records((*records, *absent), published):
        present = tuple(record for record in group if record.origin not in origins) if origins else group
        # The name of a term that is left out is known, and nothing that is wrong with it is reported again.
        found = issues if present else []
        record = _merge(present or group, found)
        terms.append(_Term(record, name_slug(record.term), _place_of_id(present or group), bool(present)))
        by_language[group[0].language.lower()].append(terms[-1])
    ids: dict[_Term, str] = {}
    for language, of_language in by_language.items():
        ids |= _choose_ids(f"{language}/" if language else "", of_language, {} if language else published, issues)
    merged = (
        term.record if term.record.id == ids[term] else replace(term.record, id=ids[term])
        for term in terms
        if term.is_present
    )
    return tuple(merged), tuple(issues)


class _Term(Frozen, eq=False):
    """A merged record, the slug of its name by itself, the place of its id, and whether it is present or left out."""

    record: Record
    slug: str
    place: Origin
    is_present: bool


def _place_of_id(records: Sequence[Record]) -> Origin:
    """Where the id of records of one name is written; where there is none, the first of them."""
    return next((record.origin for record in records if record.id), records[0].origin)


def _choose_ids(
    prefix: str, terms: Sequence[_Term], published: Mapping[str, str], issues: list[Issue]
) -> Mapping[_Term, str]:
    """The ids of all terms of one language, which begin with its ``prefix``."""
    ids = {term: _given_id(term, prefix, published, issues if term.is_present else []) for term in terms}
    holders: dict[str, list[_Term]] = defaultdict(list)
    for term in terms:
        if ids[term]:
            holders[ids[term]].append(term)
    for identity, several in holders.items():
        issues += _collisions(prefix + identity, [term for term in several if term.is_present], published)
    unnamed = [term for term in terms if not ids[term]]
    slugs = distinct_slugs((term.record.term for term in unnamed), holders)
    for term in unnamed:
        ids[term] = slugs[term.record.term]
        holders[term.slug].append(term)
    wanted = {term.slug for term in unnamed if ids[term] != term.slug}
    firsts = {slug: _find_firsts(slug, holders[slug], ids) for slug in wanted}
    for term in unnamed:
        if ids[term] != term.slug and term.is_present:
            other = next(each.record for each in firsts[term.slug] if each is not term)
            issues.append(_slug_collision(term.record, other, prefix + term.slug, prefix + ids[term]))
    return {term: prefix + identity for term, identity in ids.items()}


def _find_firsts(slug: str, holders: Iterable[_Term], ids: Mapping[_Term, str]) -> Sequence[_Term]:
    """Of terms whose names make a slug, the one that has it as its id, or else the first, and the one after it."""
    return nsmallest(2, holders, key=lambda term: (ids[term] != slug, _place(term.record)))


def _given_id(term: _Term, prefix: str, published: Mapping[str, str], issues: list[Issue]) -> str:
    """The id that an entry gives, mended where it is none, or the published one; "" where the name makes the id."""
    name, identity = term.record.term, term.record.id.removeprefix(prefix)
    if not identity and (known := published.get(name_key(name))):
        return known
    if identity and (not _ID.fullmatch(identity) or slugify(identity) != identity or len(identity) > MAX_SLUG):
        mended = slugify(identity) or term.slug or "a-name"
        message = f"'{identity}' cannot be an id: use a–z, 0–9 and hyphens"
        issues.append(_error("id-invalid", message, f"such as id: {mended}", term.place))
        return mended
    if not identity and not term.slug:
        message = f"no id can be made from the name '{name}'"
        issues.append(_error("id-missing", message, "add a line such as id: a-name", term.place))
        return "".join(f"u{ord(char):x}" for char in name)[:MAX_SLUG]
    return identity


def _collisions(identity: str, terms: Sequence[_Term], published: Mapping[str, str]) -> Iterator[Issue]:
    """Errors of terms that are given one id: the later one is wrong, but none takes the address of a published one."""
    ranked = sorted(
        (term.record for term in terms), key=lambda each: (published.get(name_key(each.term)) != identity, _place(each))
    )
    for other in ranked[1:]:
        first = ranked[0]
        message = f"'{other.term}' and '{first.term}' ({_describe(first.origin)}) have the same id '{identity}'"
        yield _error("id-collision", message, f"give '{other.term}' another id", other.origin)


def _slug_collision(record: Record, other: Record, slug: str, identity: str) -> Issue:
    message = (
        f"the names '{record.term}' and '{other.term}' ({_describe(other.origin)}) both make the id '{slug}': "
        f"'{record.term}' has the id '{identity}'"
    )
    hint = f"so that its address stays, write an id in the entry, such as id: {identity.rpartition('/')[2]}"
    return Issue("slug-collision", Severity.WARNING, message, hint, record.origin.path, record.origin.line)
