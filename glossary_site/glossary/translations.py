"""Translations: which records translate one another, how they refer to one another, whether their originals changed."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence

from glossary_site.config import SiteConfig
from glossary_site.digest import digest
from glossary_site.glossary.names import ID, KINDS, Name, names_of
from glossary_site.glossary.near_names import NearNames
from glossary_site.issues import Issue, Severity
from glossary_site.records import Record, Use, digest_lister
from glossary_site.values import Frozen, replace

#: Hex characters of the mark: enough to distinguish the versions of one text, few enough to be typed.
_MARK_LENGTH = 10


_list_translated = digest_lister(Use.TRANSLATION)


def source_mark(original: Record) -> str:
    """A short digest of what a translator translates: the names and the text of every sense."""
    return digest(*_list_translated(original))[:_MARK_LENGTH]


def families(records: Iterable[Record]) -> tuple[tuple[Record, ...], ...]:
    """Groups of records that translate one another, each in the order of ``records``."""
    by_id = {record.id: record for record in records}
    heads = {identity: identity for identity in by_id}

    def head(identity: str) -> str:
        while heads[identity] != identity:
            heads[identity] = heads[heads[identity]]
            identity = heads[identity]
        return identity

    for record in by_id.values():
        if record.translation_of in by_id:
            heads[head(record.id)] = head(record.translation_of)
    found: dict[str, list[Record]] = {}
    for record in by_id.values():
        found.setdefault(head(record.id), []).append(record)
    return tuple(tuple(family) for family in found.values() if len(family) > 1)


class Elsewhere(Frozen):
    """How the entries in one language of a site refer to terms in the others: by these ``names``.

    ``is_further``: the language is not the site's own, and its entries are translations. A reference of theirs that
    leads nowhere is no error, for the term may not be translated yet.
    """

    names: tuple[Name, ...] = ()
    is_further: bool = False


#: The site has one language.
NOT_ELSEWHERE = Elsewhere()


def find_elsewhere(
    language: str, records: Iterable[Record], families: Iterable[Sequence[str]], config: SiteConfig
) -> Elsewhere:
    """How entries in one of the site's languages ("" for its own) refer to terms in the others.

    ``records`` are those of the whole site, with their ids in it, and ``families`` the ids of those that translate one
    another. A name leads to the translation of its term, or where there is none, to the page in another language. The
    site's own language has precedence, then the others in the order of the settings.
    """
    prefixes = {"": "", **{each.tag: each.prefix for each in config.languages}}
    by_language: dict[str, list[Record]] = defaultdict(list)
    for record in records:
        by_language[record.language].append(record)
    own = {record.id: record.id.removeprefix(prefixes[language]) for record in by_language[language]}
    #: The folder that a whole id begins with, also in the site's own language, whose pages are in none.
    folders = prefixes | {"": f"{config.language.lower()}/"}
    translated = {
        identity: own[translations[0]]
        for family in families
        if (translations := [each for each in family if each in own])
        for identity in family
    }
    # In its own language the whole id of a term (de/wafer) leads to it, too.
    found = [Name(folders[language] + identity, identity, KINDS + ID, automatic=False) for identity in own.values()]
    way = "../" * prefixes[language].count("/")
    for place, (tag, prefix) in enumerate(prefixes.items(), 1):
        for record in by_language[tag] if tag != language else ():
            names = [*names_of(record), Name(record.id, "", ID), Name(record.id.removeprefix(prefix), "", ID)]
            here = translated.get(record.id)
            found += [
                replace(
                    name,
                    id=here or way + record.id,
                    kind=place * KINDS + name.kind,
                    automatic=False,
                    language="" if here else tag or config.language,
                )
                for name in dict.fromkeys(names)
            ]
            if not tag:
                # The whole id leads to that very page, also where the term has a translation here.
                there = folders[tag] + record.id, way + record.id
                found.append(Name(*there, place * KINDS + ID, automatic=False, language=config.language))
    return Elsewhere(tuple(found), is_further=language != "")


def stale_translations(records: Iterable[Record]) -> frozenset[str]:
    """The ids of translations whose originals have changed since."""
    by_id = {record.id: record for record in records}
    return frozenset(
        record.id
        for record in by_id.values()
        if record.translated_from
        and (original := by_id.get(record.translation_of, record)) is not record
        and record.translated_from != source_mark(original)
    )


def missing_originals(records: Iterable[Record], present: Collection[str]) -> Iterator[Issue]:
    """Records that translate an id which is not in ``present``. Issues: ``translation-unknown``."""
    missing = [each for each in records if each.translation_of and each.translation_of not in present]
    near = NearNames(present if missing else ())
    for record in missing:
        origin = record.origin
        message = f"'{record.term}' translates '{record.translation_of}', which is the id of no entry"
        names = " or ".join(f"'{name}'" for name in near.find(record.translation_of))
        hint = f"did you mean {names}?" if names else "write the id of the entry that it translates"
        yield Issue("translation-unknown", Severity.WARNING, message, hint, origin.path, origin.line)


def translation_issues(translations: Sequence[Record], originals: Iterable[Record]) -> Iterator[Issue]:
    """Translations whose originals have changed, or that do not record which text they translate.

    Issues: ``translation-stale``, ``translation-untracked`` (note).
    """
    by_id = {record.id: record for record in (*originals, *translations)}
    for record in translations:
        original = by_id.get(record.translation_of)
        if original is None or original is record:
            continue
        mark, origin = source_mark(original), record.origin
        if not record.translated_from:
            message = f"'{record.term}' does not record from which text of '{original.term}' it was translated"
            hint = f"if it is a translation of the present text, write translated_from: '{mark}'"
            yield Issue("translation-untracked", Severity.NOTE, message, hint, origin.path, origin.line)
        elif record.translated_from != mark:
            place = f"{original.origin.path}:{original.origin.line}"
            message = f"'{original.term}' ({place}) has changed since '{record.term}' was translated from it"
            hint = f"bring the translation up to date, then write translated_from: '{mark}'"
            yield Issue("translation-stale", Severity.WARNING, message, hint, origin.path, origin.line)
