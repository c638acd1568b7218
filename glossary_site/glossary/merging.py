"""Records of one name become one record, and every record gets its id: its place in URLs for good."""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from glossary_site.issues import Issue, Severity
from glossary_site.language import MAX_SLUG, slugify
from glossary_site.records import Origin, Record, Sense
from glossary_site.text.words import same_name_key

#: More senses than any word of a language needs. Each is told apart from every other, which is a square of work.
MAX_SENSES = 100

_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
#: Characters that tell one name from another and have no place in an ASCII slug, spelled out for a suggestion.
_SPELLED = {"+": " plus ", "#": " sharp ", ".": " dot ", "*": " star ", "&": " and ", "%": " percent ", "@": " at "}


def _describe(origin: Origin) -> str:
    return f"{origin.path}:{origin.line}" if origin.line else origin.path


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
            # The first is taken at its word: an error costs the entry that it is told of.
            named = f"'{given[0].id}' ({_describe(given[0].origin)}) and '{record.id}'"
            issues.append(
                Issue(
                    "id-contradiction",
                    Severity.ERROR,
                    f"the senses of '{first.term}' give different ids: {named}",
                    "give one id, or tell the terms apart by name",
                    record.origin.path,
                    record.origin.line,
                )
            )
    names = Counter(record.term for record in records)
    term = max(names, key=lambda name: (names[name], -list(names).index(name)))

    def union(field: str) -> tuple[str, ...]:
        joined = dict.fromkeys(value for record in records for value in getattr(record, field))
        return tuple(value for value in joined if value != term)

    def first_of(field: str) -> str:
        return next((str(value) for record in records if (value := getattr(record, field))), "")

    other_names = tuple(name for name in names if name.casefold() != term.casefold())
    statuses = {record.status for record in records}
    return replace(
        first,
        term=term,
        id=given[0].id if given else "",
        senses=senses,
        aliases=tuple(dict.fromkeys((*union("aliases"), *other_names))),
        abbreviations=union("abbreviations"),
        related=union("related"),
        broader=union("broader"),
        narrower=union("narrower"),
        replaced_by=first_of("replaced_by"),
        reading=first_of("reading"),
        translation_of=first_of("translation_of"),
        translated_from=first_of("translated_from"),
        updated=max(record.updated for record in records),
        autolink=next((record.autolink for record in records if record.autolink != "both"), "both"),
        status=statuses.pop() if len(statuses) == 1 else "current",
    )


def _bounded_senses(records: Sequence[Record], issues: list[Issue]) -> tuple[Sense, ...]:
    """The senses of records of one name, up to ``MAX_SENSES``; whoever brings more is told."""
    found: list[Sense] = []
    for record in records:
        if len(found) + len(record.senses) > MAX_SENSES:
            message = f"more than {MAX_SENSES} senses of '{records[0].term}'"
            hint = "tell them apart by name, each a term of its own"
            issues.append(Issue("senses-many", Severity.ERROR, message, hint, record.origin.path, record.origin.line))
        found += record.senses[: MAX_SENSES - len(found)]
    return tuple(found)


def merge_records(
    records: Iterable[Record], published: Mapping[str, str] | None = None
) -> tuple[tuple[Record, ...], tuple[Issue, ...]]:
    """Bring records of one name together and give each an id: its own, the published one (by name key), or a new one.

    Names of two languages never meet; an entry with a language of its own has an id such as ``de/wafer``.

    Issues: ``id-contradiction``, ``id-invalid``, ``id-missing``, ``id-collision``, ``senses-many``.
    """
    groups: dict[tuple[str, str], list[Record]] = defaultdict(list)
    for record in records:
        groups[record.language.lower(), same_name_key(record.term)].append(record)
    issues: list[Issue] = []
    known = published or {}
    merged = [
        _with_id(_merge(group, issues), "" if language else known.get(key, ""), issues, _giver(group))
        for (language, key), group in groups.items()
    ]
    by_id: dict[str, list[Record]] = defaultdict(list)
    for record in merged:
        by_id[unicodedata.normalize("NFKC", record.id).casefold()].append(record)
    for name, holders in by_id.items():
        if len(holders) > 1:
            # Of two with one id the later one has to go; but nobody takes the address of a published term.
            holders.sort(key=lambda record: known.get(same_name_key(record.term)) != record.id)
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


def _giver(records: Sequence[Record]) -> Origin:
    """Where the id of records of one name is written; where there is none, the first of them."""
    return next((record.origin for record in records if record.id), records[0].origin)


def _with_id(record: Record, published: str, issues: list[Issue], place: Origin) -> Record:
    def fail(code: str, message: str, hint: str) -> None:
        issues.append(Issue(code, Severity.ERROR, message, hint, place.path, place.line))

    if record.language:
        prefix = f"{record.language.lower()}/"
        plain = replace(record, language="", id=record.id.removeprefix(prefix))
        return replace(record, id=prefix + _with_id(plain, "", issues, place).id)
    if published and not record.id:
        return replace(record, id=published)
    slug = slugify(record.term) or suggest_id(record.term)
    if record.id and (not _ID.fullmatch(record.id) or slugify(record.id) != record.id or len(record.id) > MAX_SLUG):
        mended = slugify(record.id) or slug or "a-name"
        fail("id-invalid", f"'{record.id}' cannot be an id: use a–z, 0–9 and hyphens", f"such as id: {mended}")
        return replace(record, id=mended)
    if not record.id and not slug:
        fail("id-missing", f"no id can be made from the name '{record.term}'", "add a line such as id: a-name")
        return replace(record, id="".join(f"u{ord(char):x}" for char in record.term)[:MAX_SLUG])
    return record if record.id else replace(record, id=slug)
