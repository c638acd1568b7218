"""The short way from the edits that are most, of texts and names in known files, to the site that a whole build makes.

What a stage is made of is compared by value: where categories, relations and issues are what they were, an entry is
replaced by what it became, and each stage makes again what hangs on it. Whatever else an edit changes takes the long
way.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from glossary_site.build import Analysis, Inputs, Memory
from glossary_site.glossary import (
    Change,
    Edit,
    Entry,
    NameTable,
    Pin,
    Relations,
    file_record,
    merge_records,
    pinned_ids,
    pins_in,
)
from glossary_site.loader import Source, is_text, load_records, parse_source
from glossary_site.mentions import body_issues
from glossary_site.pages import Contents, SitePlan
from glossary_site.records import Origin, Record
from glossary_site.text.sentences import first_definition
from glossary_site.text.words import same_name_key
from glossary_site.workers import SerialExecutor

#: Entries that one edit may change by the short way; beyond that a look at everything is about as quick.
_MOST = 200


@dataclass(frozen=True)
class Known:
    """A whole site as values: its files by their paths, what they say, its pages in the one language that it has."""

    sources: Mapping[str, Source]
    pins: tuple[Pin, ...]
    changes: tuple[Change, ...]
    analysis: Analysis
    plan: SitePlan

    @property
    def entries(self) -> tuple[Entry, ...]:
        """All entries in their order."""
        return self.analysis.glossary.entries

    @cached_property
    def places(self) -> Mapping[Origin, int]:
        """Where in the glossary an entry stands, by the file and line of its first record."""
        return {entry.record.origin: place for place, entry in enumerate(self.entries)}

    @cached_property
    def referred(self) -> frozenset[str]:
        """The keys of all names by which entries declare their relations."""
        records = (entry.record for entry in self.entries)
        named = ((*each.related, *each.broader, *each.narrower, each.replaced_by) for each in records)
        return frozenset(same_name_key(name) for names in named for name in names if name)

    def get_ready(self) -> None:
        """Make what the first edit would wait for: what finds names in a text, and who mentions whom."""
        self.analysis.bodies.get_ready()
        self.plan.get_ready()

    def after(self, edit: Edit) -> "Known | None":
        """The site of ``edit.after``; None where bodies have other issues than before."""
        analysis, plan = self.analysis, self.plan
        bodies = analysis.bodies.after(edit)
        places = sorted(bodies.anew)
        before = [edit.order[place] for place in places]
        issues_before = body_issues(
            [edit.before.entries[place] for place in before], map(analysis.bodies.issues_at, before)
        )
        issues = body_issues([edit.after.entries[place] for place in places], map(bodies.issues_at, places))
        if [*issues_before] != [*issues]:
            return None
        network = plan.contents.network.after(edit, bodies)
        analysis = replace(analysis, glossary=edit.after, bodies=bodies)
        contents = Contents(edit.after, bodies.digested_by_id(edit.after.places()), network, analysis.quality)
        return replace(self, analysis=analysis, plan=plan.after(edit, contents))


#: A record of a known file as it was and as it is.
_Change = tuple[Record, Record]


def know(inputs: Inputs, analysis: Analysis, plan: SitePlan) -> Known | None:
    """A site whose next edit may go the short way; None where bodies are seen by more than their terms' pages.

    Those are full listings, translations, which may be of a text that is no more, and sites of several languages.
    """
    glossary = analysis.glossary
    if analysis.config.listing == "full" or analysis.further or glossary.foreign or glossary.families:
        return None
    sources = {source.path: source for source in inputs.sources}
    return Known(sources, pins_in("", inputs.pins), inputs.changes, analysis, plan)


def with_edits(known: Known, changed: Collection[str], memory: Memory) -> Known | None:
    """The site after edits of the files ``changed``, None where they changed more than names and texts of entries."""
    edited: dict[str, tuple[Source, Source]] = {}
    for name in changed:
        path = Path(name)
        before = known.sources.get(path.as_posix())
        if before is None or is_text(before) or path.is_symlink():
            return None
        source, _ = memory.sources.read(path, before.path)
        if source is None:
            return None
        if source != before:
            edited[source.path] = (before, source)
    edits: list[_Change] = []
    for before, source in edited.values():
        (old, old_issues), (new, new_issues) = (
            parse_source(before, memory.records),
            parse_source(source, memory.records),
        )
        if len(old) != len(new) or old_issues != new_issues:
            return None
        edits += [(was, now) for was, now in zip(old, new, strict=True) if was != now]
    entries = _edited_entries(known, edits, memory) if len(edits) <= _MOST else None
    if entries is None:
        return None
    after = known.after(Edit(known.analysis.glossary, entries, known.analysis.config.language, known.changes))
    if after is None:
        return None
    memory.bodies = after.analysis.bodies.store
    return replace(after, sources={**known.sources, **{path: source for path, (_, source) in edited.items()}})


def _outline(record: Record) -> Record:
    """What of a record must stay: all but its id and names, its definitions and bodies, and the lines they are on."""
    senses = tuple(replace(each, definition="", body="", body_line=0, origin=Origin()) for each in record.senses)
    return replace(record, id="", term="", aliases=(), abbreviations=(), senses=senses, origin=Origin())


def _bodiless(record: Record) -> Record:
    return replace(record, senses=tuple(replace(sense, body="", body_line=0) for sense in record.senses))


def _as_merged(record: Record, identity: str, categories: Iterable[str]) -> Record:
    """A record that shares its name with no other as it stands in the glossary, given its id and categories there."""
    senses = tuple(
        replace(sense, category=category, definition=sense.definition or first_definition(sense.body))
        for sense, category in zip(record.senses, categories, strict=True)
    )
    return replace(record, language="", id=identity, senses=senses)


def _edited_entries(known: Known, edits: Sequence[_Change], memory: Memory) -> Mapping[int, Entry] | None:
    """The entries that edits make of those in some places, None where they change more than entries alone."""
    renamed = [edit for edit in edits if _bodiless(edit[0]) != _bodiless(edit[1])]
    ids = _ids(known, renamed, memory) if renamed else {}
    if ids is None:
        return None
    found: dict[int, Entry] = {}
    for was, now in edits:
        place = known.places.get(was.origin)
        if place is None or _outline(was) != _outline(now):
            return None
        entry = known.entries[place]
        categories = [sense.category for sense in entry.record.senses]
        if len(categories) != len(was.senses) or _as_merged(was, entry.id, categories) != entry.record:
            return None
        record = _as_merged(now, ids.get(now.origin, entry.id), categories)
        found[place] = file_record(record, entry.relations, known.analysis.config.language)
        if (was, now) in renamed and not _is_alone(known, entry, found[place]):
            return None
    return found if _relations_stand(known, found) else None


def _records(known: Known, memory: Memory) -> tuple[Record, ...]:
    """The records of all files as they were, in their order."""
    pins = dict(known.analysis.config.categories)
    return load_records([*known.sources.values()], pins, SerialExecutor(), memory.records)[0]


def _ids(known: Known, renamed: Sequence[_Change], memory: Memory) -> Mapping[Origin, str] | None:
    """The ids of renamed records by their places now; None where a name or an id is not one record's alone."""
    records = _records(known, memory)
    became = {was.origin: now for was, now in renamed}
    new = [became.get(record.origin, record) for record in records]
    keys, new_keys = (Counter(same_name_key(each.term) for each in all_of) for all_of in (records, new))
    touched = {same_name_key(each.term) for edit in renamed for each in edit}
    if any(keys[key] > 1 or new_keys[key] > 1 for key in touched):
        return None
    published, now_published = pinned_ids(known.pins, records), pinned_ids(known.pins, new)
    if any(published.get(key) != now_published.get(key) for key in {*published, *now_published} - touched):
        return None
    merged, issues = merge_records([replace(now, language="") for _, now in renamed], now_published)
    gone = {known.entries[place].id for was, _ in renamed if (place := known.places.get(was.origin)) is not None}
    come = {record.id for record in merged}
    others = {entry.id for entry in known.entries} - gone
    if issues or len(come) != len(renamed) or come & others or (known.pins and come != gone):
        return None
    return {record.origin: record.id for record in merged}


def _is_alone(known: Known, before: Entry, after: Entry) -> bool:
    """Whether nothing but mentions hangs on the names of an entry and on the lines that it stands on."""
    glossary = known.analysis.glossary
    if any(issue.path == before.record.origin.path or issue.code == "relation-unknown" for issue in glossary.issues):
        return False  # such an issue names lines, or names that look alike
    names, now = (
        {each.id, each.record.term, *each.record.aliases, *each.record.abbreviations} for each in (before, after)
    )
    if names == now and before.record.term == after.record.term:
        return True
    return not (glossary.departed or glossary.left_out) and (before.id == after.id or before.relations == Relations())


def _relations_stand(known: Known, edits: Mapping[int, Entry]) -> bool:
    """Whether every name by which a relation is declared still is the same term's, or nobody's."""
    records = {place: (known.entries[place].record, entry.record) for place, entry in edits.items()}
    touched = {
        same_name_key(name)
        for was, now in records.values()
        for names in ({each.id, each.term, *each.aliases, *each.abbreviations} for each in (was, now))
        for name in names
        if (was.id, was.term, was.aliases, was.abbreviations) != (now.id, now.term, now.aliases, now.abbreviations)
    }
    touched &= known.referred
    if not touched:
        return True
    places = range(len(known.entries))
    before = NameTable.of_records(known.entries[place].record for place in places)
    after = NameTable.of_records(edits.get(place, known.entries[place]).record for place in places)
    return all(before.bearers(key) == after.bearers(key) for key in touched)
