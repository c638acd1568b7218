"""Records -> ``Glossary``: one entry a term, with ids, letters and categories."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import chain

from glossary_site.attachments import NO_ATTACHMENTS, Attachments
from glossary_site.config import Language, SiteConfig
from glossary_site.glossary.categories import (
    NO_SUBJECTS,
    Category,
    Subjects,
    Tag,
    list_categories,
    list_tags,
    name_subjects,
)
from glossary_site.glossary.changes.compare import Change
from glossary_site.glossary.changes.past import history
from glossary_site.glossary.included import Included
from glossary_site.glossary.inputs import NO_INPUTS, GlossaryInputs
from glossary_site.glossary.ledger import (
    OldAddress,
    RemovedTerm,
    addresses_in,
    find_old_addresses,
    find_removed,
    held_ids,
    pinned_ids,
    pins_in,
    taken_ids,
)
from glossary_site.glossary.left_out import LeftOut
from glossary_site.glossary.merging import merge_records, with_ids_of_originals
from glossary_site.glossary.names import NameTable
from glossary_site.glossary.relations import Relations, resolve_relations
from glossary_site.glossary.translations import (
    NOT_ELSEWHERE,
    Elsewhere,
    families,
    find_elsewhere,
    missing_originals,
    stale_translations,
    translation_issues,
)
from glossary_site.issues import Issue, Severity
from glossary_site.language import collation, filing_name, slugify
from glossary_site.markup import parse_opening, remove_comments, take_definition
from glossary_site.records import Record, Sense, TextPage, list_all_but_texts, without_texts
from glossary_site.text.definition import NO_DEFINITION, Definition
from glossary_site.text.sentences import best_definition, first_definition
from glossary_site.values import Frozen, replace


class Entry(Frozen):
    """One term of the glossary: its record with every sense, and where it is filed."""

    record: Record
    definition: Definition
    letter: str
    relations: Relations

    @property
    def id(self) -> str:
        """The term's identity: its place in URLs and in other entries' references."""
        return self.record.id

    def without_bodies(self) -> "Entry":
        """The entry without the text of its bodies: what other pages may see of it."""
        return replace(self, record=without_texts(self.record))

    def list_all_but_bodies(self) -> tuple[object, ...]:
        """All values in the entry ``without_bodies``: equal where that is equal, and listed sooner than it is made."""
        return (*list_all_but_texts(self.record), self.definition, self.letter, self.relations)


class Glossary(Frozen):
    """All terms in the order of their language, the letters of the A–Z bar, the categories and tags by name.

    ``subjects`` has their names. ``removed`` are published ids that no term has any more, ``old_addresses`` what leads
    here from an older site. ``foreign`` are merged records in other languages than the site's, which are in its exports
    and on none of its pages. ``history`` lists changes, the newest first. ``families`` are groups of ids of terms that
    translate one another. ``stale`` are ids of translations whose originals have changed since. ``drafts`` is the
    number of records left out as drafts. ``left_out`` are the names of entries left out because they have errors.
    ``elsewhere`` is how entries refer to terms in other languages. ``language`` is that of the entries. ``attachments``
    are the files that they may refer to. ``texts`` are pages of text in the language, in the order of their menus.
    ``included`` are glossaries of others in the language, the first before the next.
    """

    entries: tuple[Entry, ...]
    letters: tuple[str, ...]
    categories: tuple[Category, ...]
    removed: tuple[RemovedTerm, ...]
    issues: tuple[Issue, ...]
    foreign: tuple[Record, ...] = ()
    history: tuple[Change, ...] = ()
    families: tuple[tuple[str, ...], ...] = ()
    stale: frozenset[str] = frozenset()
    drafts: int = 0
    left_out: tuple[str, ...] = ()
    elsewhere: Elsewhere = NOT_ELSEWHERE
    language: str = "en"
    attachments: Attachments = NO_ATTACHMENTS
    tags: tuple[Tag, ...] = ()
    subjects: Subjects = NO_SUBJECTS
    old_addresses: tuple[OldAddress, ...] = ()
    texts: tuple[TextPage, ...] = ()
    included: tuple[Included, ...] = ()

    def places(self) -> dict[str, int]:
        """The place of each entry by its id, where no two entries have the same id."""
        return {entry.id: place for place, entry in enumerate(self.entries)}


def _best_definition(senses: Sequence[Sense], term: str) -> Definition:
    """The definition of a term that listings show."""
    if len(senses) == 1:
        return senses[0].definition
    best = best_definition([sense.definition.text for sense in senses], term)
    return senses[best].definition if best >= 0 else NO_DEFINITION


def complete_sense(sense: Sense, language: str) -> Sense:
    """A sense with a definition: its author's, else the one that its body gives.

    ``language`` is that of the body. No comment is in it, from whatever form of file it was read.
    """
    written = sense.body
    body, _ = remove_comments(written)
    definition = sense.definition or take_definition(first_definition(parse_opening(body), language))
    if definition is sense.definition and body == written:
        return sense  # so it is written in most entries
    return replace(sense, definition=definition, body=body)


def complete_record(record: Record, language: str) -> Record:
    """A record whose senses have definitions; ``language`` is that of a record that names none."""
    senses = tuple(complete_sense(sense, record.language or language) for sense in record.senses)
    return record if senses == record.senses else replace(record, senses=senses)


def _note_languages(foreign: Sequence[Record], site: str) -> Iterator[Issue]:
    """One note a language that the site does not show, at its first record."""
    counts = Counter(record.language for record in foreign)
    for language, count in counts.items():
        first = next(record.origin for record in foreign if record.language == language)
        terms = "1 term" if count == 1 else f"{count} terms"
        message = f"{terms} in '{language}': not on this site, which is in '{site}', but in its exports"
        yield Issue("language-other", Severity.NOTE, message, "", first.path, first.line)


def _as_own(language: Language, records: Iterable[Record]) -> tuple[Record, ...]:
    return tuple(
        replace(record, language="", id=record.id.removeprefix(language.prefix))
        for record in records
        if record.language == language.tag
    )


def records_in(language: Language, records: Iterable[Record]) -> tuple[Record, ...]:
    """The records in a further language of the site, as a site in that language alone would have them.

    They are no translations there: only the whole glossary has their originals.
    """
    own = with_ids_of_originals(_as_own(language, records))
    return tuple(replace(record, translation_of="", translated_from="") for record in own)


def left_out_in(language: Language, left_out: LeftOut) -> LeftOut:
    """What is left out in a further language. A file that cannot be read may be in any language."""
    unread = tuple(record for record in left_out.records if not record.senses)
    return LeftOut((*records_in(language, left_out.records), *unread), left_out.files)


def _merge_further(language: Language, records: Sequence[Record], given: GlossaryInputs) -> tuple[Record, ...]:
    """The records in a further language, merged as its own pages have them, with their ids in the whole site."""
    present, absent = _as_own(language, records), left_out_in(language, given.left_out)
    published = pinned_ids(pins_in(language.prefix, given.pins), (*present, *absent.records), absent.files)
    merged, _ = merge_records(present, published, absent.records)
    return tuple(replace(record, language=language.tag, id=language.prefix + record.id) for record in merged)


def file_record(record: Record, relations: Relations, order: str) -> Entry:
    """The entry of a record that has its id, definitions and categories, under its letter; ``SiteConfig.order``."""
    letter = collation(order).letter(filing_name(record.reading or record.term, order))
    return Entry(record, _best_definition(record.senses, record.term), letter, relations)


def filing_key(entry: Entry, order: str) -> tuple[bytes, str]:
    """The key by which a glossary of this ``SiteConfig.order`` sorts its entries."""
    filed = filing_name(entry.record.reading or entry.record.term, order)
    return collation(order).sort_key(filed), entry.id


def relate_records(records: Iterable[Record], config: SiteConfig, given: GlossaryInputs = NO_INPUTS) -> Glossary:
    """The glossary of all records, whose ids and relations are found here.

    Their languages are those of the site, as ``load_records`` gives them: "" is its own.

    Issues: those of ``merge_records``, ``find_removed``, ``taken_ids``, ``resolve_relations`` and
    ``translation_issues``, ``missing_originals``, ``name_subjects``, ``language-other`` (note).
    """
    loaded = tuple(records)
    everything = [record for record in loaded if given.drafts or record.status != "draft"]
    present = [record for record in everything if not record.language]
    foreign, foreign_issues = merge_records(
        record for record in everything if record.language and record.language not in config.tags
    )
    own_pins = pins_in("", given.pins)
    lost = tuple(each for each in given.left_out.records if not each.language)
    absent = replace(given.left_out, records=lost)
    published = pinned_ids(own_pins, (*present, *lost), absent.files)
    merged, merge_issues = merge_records(present, published, lost)
    held = held_ids(own_pins, absent, published)
    removed, ledger_issues = find_removed(own_pins, merged, given.ledger, held)
    addresses, address_issues = find_old_addresses(addresses_in("", given.pins), merged, given.ledger, held)
    issues = [*merge_issues, *ledger_issues, *address_issues, *taken_ids(own_pins, merged, held, published)]
    issues += [*foreign_issues, *_note_languages(foreign, config.language)]
    # Their issues are found where the pages of their language are made.
    foreign += tuple(record for each in config.languages for record in _merge_further(each, everything, given))
    issues += translation_issues(foreign, merged)
    drafts = (record for record in loaded if record.status == "draft")
    written = {each.id or slugify(each.term) for each in chain(merged, foreign, drafts, given.left_out.records)}
    issues += missing_originals((*merged, *foreign), written)
    translated = (*merged, *foreign) if any(record.translation_of for record in (*merged, *foreign)) else ()
    groups = tuple(tuple(record.id for record in family) for family in families(translated))
    elsewhere = find_elsewhere("", (*merged, *foreign), groups, config) if config.languages else given.elsewhere
    subjects, subject_issues = name_subjects(merged, config)
    issues += subject_issues
    relations, relation_issues = resolve_relations(
        merged, NameTable.of_records(merged, absent.names(), elsewhere.names), given.included
    )
    entries = sorted(
        (
            file_record(complete_record(subjects.complete(each), config.language), relations[each.id], config.order)
            for each in merged
        ),
        key=partial(filing_key, order=config.order),
    )
    ordered = [entry.record for entry in entries]
    return Glossary(
        entries=tuple(entries),
        letters=collation(config.order).letters,
        categories=list_categories(ordered, subjects, config.order),
        tags=list_tags(ordered, subjects, config.order),
        subjects=subjects,
        removed=removed,
        issues=(*issues, *relation_issues),
        foreign=tuple(complete_record(record, config.language) for record in foreign),
        history=history(ordered, given.changes),
        families=groups,
        stale=stale_translations(translated),
        drafts=len(loaded) - len(everything),
        left_out=absent.names(),
        elsewhere=elsewhere,
        language=config.language,
        attachments=given.attachments,
        old_addresses=addresses,
        texts=given.texts,
        included=given.included,
    )
