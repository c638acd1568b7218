"""The preview after an edit of names and texts: an ``Edit`` is found in the changed files, and each stage follows it.

The edit must leave categories, relations and issues as they are. For any other change everything is read again.
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from functools import cached_property
from pathlib import Path

from glossary_site.build import Analysis, Inputs, Memory
from glossary_site.glossary import (
    Edit,
    Entry,
    NameTable,
    Relations,
    Subjects,
    complete_record,
    file_record,
    merge_records,
    names_of,
    pinned_ids,
    pins_in,
)
from glossary_site.loader import RecordMemory, Source, load_records, parse_source
from glossary_site.mentions import body_issues
from glossary_site.pages import SitePlan
from glossary_site.records import Origin, Record
from glossary_site.text.definition import NO_DEFINITION
from glossary_site.text.words import name_key, spelling_key
from glossary_site.values import Frozen, replace
from glossary_site.workers import SerialExecutor

#: With more changed entries than this, to read everything again takes about as long.
_MOST = 200
#: A record before and after a change of its file.
_Pair = tuple[Record, Record]


class NotAnEditError(Exception):
    """A change of files is no edit of names and texts alone."""


class EditableSite(Frozen, dict=True):
    """A site in one language, and everything that it is made of.

    ``sources`` are the files of entries by path. Bodies are on the pages of their own terms alone.
    """

    inputs: Inputs
    sources: Mapping[str, Source]
    analysis: Analysis
    plan: SitePlan

    @classmethod
    def of(cls, inputs: Inputs, analysis: Analysis, plan: SitePlan) -> "EditableSite | None":
        """The site, or None where other pages than their terms' depend on bodies.

        Those are full listings, translations and sites of several languages.
        """
        glossary = analysis.glossary
        if analysis.config.listing == "full" or analysis.further or glossary.foreign or glossary.families:
            return None
        return cls(inputs, {source.path: source for source in inputs.sources}, analysis, plan)

    @property
    def entries(self) -> Sequence[Entry]:
        """All entries in their order."""
        return self.analysis.glossary.entries

    @cached_property
    def places(self) -> Mapping[Origin, int]:
        """The place of each entry in the glossary, by the file and line of its first record."""
        return {entry.record.origin: place for place, entry in enumerate(self.entries)}

    @cached_property
    def referred(self) -> Mapping[str, frozenset[str]]:
        """All names by which entries declare their relations, by the key that their spellings share."""
        records = (entry.record for entry in self.entries)
        names = {name for each in records for name in (*each.related, *each.broader, *each.narrower, each.replaced_by)}
        found: dict[str, frozenset[str]] = {}
        for name in names - {""}:
            key = spelling_key(name)
            found[key] = found.get(key, frozenset()) | {name}
        return found

    def get_ready(self) -> None:
        """Make what the first edit would wait for: what finds names in a text, and who mentions whom."""
        self.analysis.bodies.get_ready()
        self.plan.get_ready()

    def after(self, edit: Edit, sources: Mapping[str, Source]) -> "EditableSite":
        """The site of ``edit.after``, whose changed ``sources`` are given.

        Raises ``NotAnEditError`` where bodies have other issues than before.
        """
        analysis, plan = self.analysis, self.plan
        bodies = analysis.bodies.after(edit)
        before = [edit.order[place] for place in bodies.anew]
        issues_before = body_issues(edit.before.entries, analysis.bodies, before)
        issues = body_issues(edit.after.entries, bodies, bodies.anew)
        if [*issues_before, *analysis.bodies.text_issues] != [*issues, *bodies.text_issues]:
            raise NotAnEditError
        network = plan.contents.network.after(edit, bodies)
        analysis = replace(analysis, glossary=edit.after, bodies=bodies)
        linked = bodies.digested_by_id(edit.after.places())
        shown = replace(plan.contents, glossary=edit.after, bodies=linked, text_bodies=bodies.by_text)
        contents = replace(shown, network=network, measure=analysis.quality)
        return replace(self, sources={**self.sources, **sources}, analysis=analysis, plan=plan.after(edit, contents))


def after_changes(site: EditableSite, changed: Collection[str], memory: Memory) -> EditableSite:
    """The site after changes of the files with the paths ``changed``. Raises ``NotAnEditError``."""
    sources = {path: _read_again(site, Path(path), memory) for path in changed}
    edited = {source.path: source for source in sources.values() if source != site.sources[source.path]}
    pairs = [pair for source in edited.values() for pair in _changed_records(site, source, memory.records)]
    replaced = _replaced(site, pairs, memory.records)
    edit = Edit(site.analysis.glossary, replaced, site.analysis.config.order, site.inputs.changes)
    after = site.after(edit, edited)
    memory.bodies = after.analysis.bodies.store
    return after


def _read_again(site: EditableSite, path: Path, memory: Memory) -> Source:
    """A file of entries as it is now."""
    if path.as_posix() in site.sources and not path.is_symlink():
        source, _ = memory.inputs.sources.read(path, path.as_posix())
        if source is not None:
            return source
    raise NotAnEditError


def _changed_records(site: EditableSite, source: Source, memory: RecordMemory) -> list[_Pair]:
    """The records of a file that differ from those that it had."""
    parsed_before, parsed = parse_source(site.sources[source.path], memory), parse_source(source, memory)
    if parsed_before is None or parsed is None:
        raise NotAnEditError
    (before, issues_before), (after, issues) = parsed_before, parsed
    if len(before) != len(after) or issues_before != issues:
        raise NotAnEditError
    return [(old, new) for old, new in zip(before, after, strict=True) if old != new]


def _replaced(site: EditableSite, pairs: Sequence[_Pair], memory: RecordMemory) -> Mapping[int, Entry]:
    """The new entries of changed records, by their places in the glossary."""
    if len(pairs) > _MOST:
        raise NotAnEditError
    renamed = [(old, new) for old, new in pairs if _without_bodies(old) != _without_bodies(new)]
    ids = _new_ids(site, renamed, memory) if renamed else {}
    replaced: dict[int, Entry] = {}
    language, subjects = site.analysis.config.language, site.analysis.glossary.subjects
    for old, new in pairs:
        place = site.places.get(old.origin)
        if place is None or _outline(old) != _outline(new):
            raise NotAnEditError
        entry = site.entries[place]
        if _as_entry(old, entry.id, subjects, language) != entry.record:
            raise NotAnEditError
        record = _as_entry(new, ids.get(new.origin, entry.id), subjects, language)
        replaced[place] = file_record(record, entry.relations, site.analysis.config.order)
    if renamed:
        _check_dependents(site, replaced)
    return replaced


def _without_bodies(record: Record) -> Record:
    return replace(record, senses=tuple(replace(sense, body="", body_line=0) for sense in record.senses))


def _outline(record: Record) -> Record:
    """The fields that an edit leaves as they are: all but id, names, definitions, bodies and lines."""
    senses = tuple(
        replace(each, definition=NO_DEFINITION, body="", body_line=0, origin=Origin()) for each in record.senses
    )
    return replace(record, id="", term="", aliases=(), abbreviations=(), senses=senses, origin=Origin())


def _as_entry(record: Record, identity: str, subjects: Subjects, language: str) -> Record:
    """A record that shares its name with no other as a glossary in ``language`` has it, with its id and categories."""
    return complete_record(subjects.complete(replace(record, language="", id=identity)), language)


def _new_ids(site: EditableSite, renamed: Sequence[_Pair], memory: RecordMemory) -> Mapping[Origin, str]:
    """The ids of renamed records by their new origins. No name or id may be shared with another record."""
    records, _ = load_records([*site.sources.values()], site.analysis.config, SerialExecutor(), memory)
    new_records = {old.origin: new for old, new in renamed}
    records_after = [new_records.get(record.origin, record) for record in records]
    names, names_after = (Counter(name_key(each.term) for each in found) for found in (records, records_after))
    own_names = {name_key(each.term) for pair in renamed for each in pair}
    pins = pins_in("", site.inputs.pins)
    published, published_after = pinned_ids(pins, records), pinned_ids(pins, records_after)
    if any(names[key] > 1 or names_after[key] > 1 for key in own_names) or any(
        published.get(key) != published_after.get(key) for key in {*published, *published_after} - own_names
    ):
        raise NotAnEditError
    merged, issues = merge_records([replace(new, language="") for _, new in renamed], published_after)
    ids = {site.entries[place].id for old, _ in renamed if (place := site.places.get(old.origin)) is not None}
    ids_after = {record.id for record in merged}
    others = {entry.id for entry in site.entries} - ids
    if issues or len(ids_after) != len(renamed) or ids_after & others or (pins and ids_after != ids):
        raise NotAnEditError
    return {record.origin: record.id for record in merged}


def _check_dependents(site: EditableSite, replaced: Mapping[int, Entry]) -> None:
    """Nothing but mentions may depend on the names of the replaced entries, or on their lines."""
    glossary = site.analysis.glossary
    pairs = [(site.entries[place], entry) for place, entry in replaced.items()]
    paths = {entry.record.origin.path for entry, _ in pairs}
    if any(issue.path in paths or issue.code in ("relation-unknown", "slug-collision") for issue in glossary.issues):
        raise NotAnEditError  # such an issue names lines, or names that look alike
    renamed = [(old, new) for old, new in pairs if [*names_of(old.record)] != [*names_of(new.record)]]
    is_related = any(old.id != new.id and old.relations != Relations() for old, new in renamed)
    if is_related or (renamed and (glossary.removed or glossary.left_out)):
        raise NotAnEditError
    # Every name by which a relation is declared must remain the same term's, or nobody's.
    entries = [entry for pair in renamed for entry in pair]
    texts = {text for entry in entries for text in (entry.id, *(name.text for name in names_of(entry.record)))}
    referred = {name for key in set(map(spelling_key, texts)) for name in site.referred.get(key, ())}
    if referred:
        after = [replaced.get(place, entry) for place, entry in enumerate(site.entries)]
        table, table_after = (NameTable.of_records(entry.record for entry in found) for found in (site.entries, after))
        if any(table.bearers(name) != table_after.bearers(name) for name in referred):
            raise NotAnEditError
