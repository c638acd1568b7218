"""The short way from the edits that are most, of texts in known files, to the very site that a whole build makes.

What a stage is made of is compared by value: where names, definitions, categories and relations are what they were,
their merging, linking, filing and planning gives what it gave. Whatever else an edit changes takes the long way.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from glossary_site.bodies import body_issues, render_again
from glossary_site.body_store import Facts
from glossary_site.glossary import Entry
from glossary_site.loader import is_text, parse_source
from glossary_site.pages import SitePlan
from glossary_site.pipeline import Analysis, Inputs, Memory
from glossary_site.records import Origin, Record
from glossary_site.sources import Source
from glossary_site.text.definitions import first_definition


@dataclass(frozen=True)
class Known:
    """A whole site as values: its files by their paths, what they say, its pages in the one language that it has."""

    sources: Mapping[str, Source]
    analysis: Analysis
    plan: SitePlan

    @cached_property
    def places(self) -> Mapping[Origin, int]:
        """Where in the glossary an entry stands, by the file and line of its first record."""
        return {entry.record.origin: place for place, entry in enumerate(self.analysis.glossary.entries)}


def know(inputs: Inputs, analysis: Analysis, plan: SitePlan) -> Known | None:
    """A site whose next edit may go the short way; None where bodies are seen by more than their terms' pages.

    Those are full listings, translations, which may be of a text that is no more, and sites of several languages.
    """
    glossary = analysis.glossary
    if analysis.config.listing == "full" or analysis.further or glossary.foreign or glossary.families:
        return None
    return Known({source.path: source for source in inputs.sources}, analysis, plan)


def with_new_bodies(known: Known, changed: Collection[str], memory: Memory) -> Known | None:
    """The site after edits of the files ``changed``, None when they changed more than the bodies of senses."""
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
    entries: dict[int, Entry] = {}
    for before, source in edited.values():
        (old, old_issues), (new, new_issues) = (
            parse_source(before, memory.records),
            parse_source(source, memory.records),
        )
        if len(old) != len(new) or old_issues != new_issues:
            return None
        for was, now in zip(old, new, strict=True):
            if was != now:
                place = known.places.get(was.origin)
                entry = None if place is None else _with_bodies(known.analysis.glossary.entries[place], was, now)
                if place is None or entry is None:
                    return None
                entries[place] = entry
    sources = {path: source for path, (_, source) in edited.items()}
    return _with_entries(replace(known, sources={**known.sources, **sources}), entries, memory)


def _bodiless(record: Record) -> Record:
    return replace(record, senses=tuple(replace(sense, body="", body_line=0) for sense in record.senses))


def _with_bodies(entry: Entry, before: Record, after: Record) -> Entry | None:
    """The entry that came of the record ``before`` alone as it comes of ``after``; None where more is new."""
    record = entry.record
    if _bodiless(before) != _bodiless(after) or len(record.senses) != len(before.senses):
        return None
    senses = []
    for known, now in zip(record.senses, after.senses, strict=True):
        if known.definition != (now.definition or first_definition(now.body)):
            return None
        senses.append(replace(known, body=now.body, body_line=now.body_line))
    return replace(entry, record=replace(record, senses=tuple(senses)))


def _mentions(facts: Iterable[Facts]) -> list[Mapping[str, int]]:
    return [each.counts for each in facts]


def _with_entries(known: Known, entries: Mapping[int, Entry], memory: Memory) -> Known | None:
    """The site with other entries in some places, which differ from those there in their bodies only."""
    analysis, glossary, store = known.analysis, known.analysis.glossary, memory.bodies
    marks: dict[int, tuple[str, ...]] = {}
    for place, entry in entries.items():
        rendered = render_again(glossary.entries[place], entry, store)
        if rendered is None:
            return None
        marks[place] = rendered
    glossary = replace(
        glossary, entries=tuple([entries.get(place, entry) for place, entry in enumerate(glossary.entries)])
    )
    bodies = analysis.bodies.with_marks(marks, store)
    facts = {place: bodies.facts_at(place) for place in entries}
    before = {place: analysis.bodies.facts_at(place) for place in entries}
    edited = replace(glossary, entries=tuple(entries.values()))  # an issue has its place from what no edit here changes
    if [*body_issues(edited, [*facts.values()])] != [*body_issues(edited, [*before.values()])]:
        return None
    same = all(_mentions(facts[place]) == _mentions(before[place]) for place in entries)
    network = known.plan.network if same else memory.network.build(glossary, bodies.facts)
    analysis = replace(analysis, glossary=glossary, bodies=bodies)
    by_id = {entry.id: facts[place] for place, entry in entries.items()}
    plan = known.plan.with_bodies(
        glossary, tuple(entries.values()), analysis.bodies_by_id, by_id, network, analysis.quality
    )
    return replace(known, analysis=analysis, plan=plan)
