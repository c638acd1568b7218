"""Records of one name become one record, and every record gets its id: its place in URLs for good."""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import chain
from typing import Any

from glossary_site.issues import Issue, Severity
from glossary_site.language import MAX_SLUG, slugify
from glossary_site.records import FIELDS, Field, Kind, Merge, Origin, Part, Record, Sense
from glossary_site.text.words import same_name_key

#: More senses than any word needs. Each is compared with every other: the work grows with the square.
MAX_SENSES = 100

_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
#: Characters that distinguish names and that no ASCII slug can hold, spelled out for a suggestion.
_SPELLED = {"+": " plus ", "#": " sharp ", ".": " dot ", "*": " star ", "&": " and ", "%": " percent ", "@": " at "}
_ROWS = tuple(row for row in FIELDS if row.part is Part.RECORD and row.kind is not Kind.SENSES)
_LISTS = tuple(row.name for row in _ROWS if row.kind is Kind.TEXTS)


def _describe(origin: Origin) -> str:
    return f"{origin.path}:{origin.line}" if origin.line else origin.path


def _error(code: str, message: str, hint: str, place: Origin) -> Issue:
    return Issue(code, Severity.ERROR, message, hint, place.path, place.line)


def suggest_id(term: str) -> str:
    """An id that keeps what a plain slug loses: ``C++`` -> ``c-plus-plus``."""
    return slugify("".join(_SPELLED.get(char, char) for char in term))


def _merge(records: Sequence[Record], issues: list[Issue]) -> Record:
    """One record for records of the same name, senses in the order of their files and lines."""
    first = records[0]
    senses = _bounded_senses(records, issues)
    if len(records) == 1:
        return first if senses == first.senses else replace(first, senses=senses)
    given = [record for record in records if record.id]
    for record in given:
        if record.id != given[0].id:
            # The first one counts; the error leaves out the later entry.
            named = f"'{given[0].id}' ({_describe(given[0].origin)}) and '{record.id}'"
            message = f"the senses of '{first.term}' give different ids: {named}"
            hint = "give one id, or different names to the terms"
            issues.append(_error("id-contradiction", message, hint, record.origin))
    merged: dict[str, Any] = {
        row.name: _merge_values(row, [getattr(each, row.name) for each in records]) for row in _ROWS
    }
    term = merged["term"]
    spellings = [record.term for record in records if record.term.casefold() != term.casefold()]
    merged["aliases"] = dict.fromkeys((*merged["aliases"], *spellings))
    for name in _LISTS:
        merged[name] = tuple(text for text in merged[name] if text != term)
    return replace(first, senses=senses, **merged)


def _merge_values(row: Field, values: Sequence[Any]) -> Any:
    """The value of a field that records of one name make together."""
    if row.kind is Kind.TEXTS:
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
    """The senses of records of one name, up to ``MAX_SENSES``; an entry with more is an error."""
    found: list[Sense] = []
    for record in records:
        if len(found) + len(record.senses) > MAX_SENSES:
            message = f"more than {MAX_SENSES} senses of '{records[0].term}'"
            hint = "give them different names, each a term of its own"
            issues.append(_error("senses-many", message, hint, record.origin))
        found += record.senses[: MAX_SENSES - len(found)]
    return tuple(found)


def merge_records(
    records: Iterable[Record], published: Mapping[str, str] | None = None
) -> tuple[tuple[Record, ...], tuple[Issue, ...]]:
    """One record for each name, with an id: its own, the published one (by name key), or a new one.

    Names of two languages are never merged; an entry with a language of its own has an id such as ``de/wafer``.

    Issues: ``id-contradiction``, ``id-invalid``, ``id-missing``, ``id-collision``, ``senses-many``.
    """
    groups: dict[tuple[str, str], list[Record]] = defaultdict(list)
    for record in records:
        groups[record.language.lower(), same_name_key(record.term)].append(record)
    issues: list[Issue] = []
    published = published or {}
    merged = [
        _with_id(_merge(group, issues), "" if language else published.get(key, ""), issues, _place_of_id(group))
        for (language, key), group in groups.items()
    ]
    by_id: dict[str, list[Record]] = defaultdict(list)
    for record in merged:
        by_id[unicodedata.normalize("NFKC", record.id).casefold()].append(record)
    for name, holders in by_id.items():
        if len(holders) > 1:
            # Of two with one id the later one is wrong; but no term takes the address of a published one.
            holders.sort(key=lambda record: published.get(same_name_key(record.term)) != record.id)
        for other in holders[1:]:
            mend = next((s for s in (suggest_id(other.term), suggest_id(holders[0].term)) if s != name), f"{name}-2")
            owner = other if suggest_id(other.term) == mend or mend == f"{name}-2" else holders[0]
            place = _describe(holders[0].origin)
            message = f"'{other.term}' and '{holders[0].term}' ({place}) both get the id '{name}'"
            hint = f"give '{owner.term}' an id of its own, such as id: {mend}"
            issues.append(_error("id-collision", message, hint, other.origin))
    return tuple(merged), tuple(issues)


def _place_of_id(records: Sequence[Record]) -> Origin:
    """Where the id of records of one name is written; where there is none, the first of them."""
    return next((record.origin for record in records if record.id), records[0].origin)


def _with_id(record: Record, published: str, issues: list[Issue], place: Origin) -> Record:
    if record.language:
        prefix = f"{record.language.lower()}/"
        plain = replace(record, language="", id=record.id.removeprefix(prefix))
        return replace(record, id=prefix + _with_id(plain, "", issues, place).id)
    if published and not record.id:
        return replace(record, id=published)
    slug = slugify(record.term) or suggest_id(record.term)
    if record.id and (not _ID.fullmatch(record.id) or slugify(record.id) != record.id or len(record.id) > MAX_SLUG):
        mended = slugify(record.id) or slug or "a-name"
        message = f"'{record.id}' cannot be an id: use a–z, 0–9 and hyphens"
        issues.append(_error("id-invalid", message, f"such as id: {mended}", place))
        return replace(record, id=mended)
    if not record.id and not slug:
        message = f"no id can be made from the name '{record.term}'"
        issues.append(_error("id-missing", message, "add a line such as id: a-name", place))
        return replace(record, id="".join(f"u{ord(char):x}" for char in record.term)[:MAX_SLUG])
    return record if record.id else replace(record, id=slug)
