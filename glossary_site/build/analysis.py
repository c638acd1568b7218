"""From texts to the linked glossary and to the plan of its pages."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from glossary_site.build.inputs import Inputs
from glossary_site.build.memory import Memory
from glossary_site.build.stages import MENTION, RELATE, StageTimer
from glossary_site.checks import Quality, count_quality
from glossary_site.config import SiteConfig
from glossary_site.digest import Digested
from glossary_site.disk import FileCopy
from glossary_site.glossary import (
    NOTHING,
    Change,
    Glossary,
    Included,
    LeftOut,
    addresses_in,
    find_elsewhere,
    left_out_in,
    pins_in,
    records_in,
    relate_records,
)
from glossary_site.issues import Issue, errors_in, sort_key
from glossary_site.loader import RecordMemory, Source, load_records, parse_damaged, place_records
from glossary_site.mentions import Bodies, BodySettings, LinkedBody, body_issues, kept_network, render_bodies
from glossary_site.pages import Contents, SitePlan, find_clashes, find_other_languages, prefix_issues
from glossary_site.records import Record, TextPage
from glossary_site.request import CONFIG_NAME
from glossary_site.search import WordCounter
from glossary_site.values import Frozen, replace
from glossary_site.workers import Executor

#: Errors of what never became a record, at the line where it begins; its names are not found.
UNNAMED = frozenset({"record-shape", "term-missing", "body-without-heading"})


class BadEntry(Frozen):
    """What is left out in one place (``path``, or ``path:line`` where the file has more), and why."""

    place: str
    path: str
    records: tuple[Record, ...]
    issues: tuple[Issue, ...]


class Loaded(Frozen):
    """The records of all files, what no record could be made of, and what was wrong."""

    records: tuple[Record, ...] = ()
    lost: LeftOut = NOTHING
    issues: tuple[Issue, ...] = ()


class Related(Frozen):
    """The glossary in each language of the site, its own first, and what it was made of; no body is rendered yet."""

    inputs: Inputs
    loaded: Loaded
    glossaries: tuple[Glossary, ...]


class Analysis(Frozen):
    """The glossary as its authors wrote it, each entry's senses rendered and linked, and every issue, in order.

    ``further`` is the same in each further language of the site, by itself; their issues are among those of the whole.
    ``bad`` are the entries left out for their errors; ``loaded`` is all that was loaded, where there are errors.
    """

    config: SiteConfig
    glossary: Glossary
    bodies: Bodies
    issues: tuple[Issue, ...]
    further: tuple["Analysis", ...] = ()
    bad: tuple[BadEntry, ...] = ()
    loaded: Loaded = Loaded()

    @property
    def languages(self) -> tuple["Analysis", ...]:
        """The glossary in each language that has pages, the site's own first."""
        return (self, *self.further)

    @property
    def bodies_by_id(self) -> Mapping[str, Sequence[LinkedBody]]:
        """The linked senses by the id of their entry, where every id is one entry's alone."""
        return self.bodies.by_id(self.glossary.places())

    @property
    def words_by_id(self) -> Mapping[str, Sequence[Digested[Mapping[str, int]]]]:
        """The counted words of each sense by the id of its entry, as above."""
        return self.bodies.words_by_id(self.glossary.places())

    def quality(self) -> Quality:
        """The figures of the quality page; reads every body."""
        return count_quality(self.glossary, self.bodies, self.issues)


def find_lost(
    records: Iterable[Record], issues: Iterable[Issue], sources: Iterable[Source], damaged: Sequence[Source]
) -> LeftOut:
    """What loading ``sources`` with ``issues`` could make no ``records`` of; ``damaged`` are no sources at all."""
    errors = errors_in(issues)
    if not errors and not damaged:
        return NOTHING
    unnamed = {issue.path for issue in errors if issue.code in UNNAMED}
    whole = {issue.path for issue in errors} - {record.origin.path for record in records}
    lost = [*damaged, *(source for source in sources if source.path in whole)]
    found = tuple(record for source in lost for record in parse_damaged(source))
    return LeftOut(found, frozenset((*unnamed, *(source.path for source in lost))))


def _recorded_in(prefix: str, changes: Iterable[Change]) -> tuple[Change, ...]:
    """The recorded changes of a further language's terms, by the ids that they have in it."""
    return tuple(
        replace(change, id=change.id.removeprefix(prefix), into=change.into.removeprefix(prefix))
        for change in changes
        if change.id.startswith(prefix)
    )


def _texts_in(language: str, texts: Iterable[TextPage]) -> tuple[TextPage, ...]:
    return tuple(text for text in texts if text.language == language)


def _included_in(language: str, included: Iterable[Included]) -> tuple[Included, ...]:
    return tuple(each for each in included if each.language == language)


def load(inputs: Inputs, executor: Executor, memory: RecordMemory) -> Loaded:
    """Parse all sources but those that did not change since ``memory`` had them parsed."""
    if inputs.foreign is not None:
        return Loaded(place_records(inputs.foreign.records, inputs.config), NOTHING, inputs.foreign.issues)
    memory.page = inputs.page
    read, issues = load_records(inputs.sources, inputs.config, executor, memory)
    return Loaded(read, find_lost(read, issues, inputs.sources, inputs.damaged), issues)


def relate(inputs: Inputs, loaded: Loaded, timer: StageTimer) -> Related:
    """The glossary of what was loaded, but for what ``inputs`` leave out."""
    config = inputs.config
    records, left_out = inputs.left_out.without(loaded.records), inputs.left_out.plus(loaded.lost)
    prefixes = tuple(each.prefix for each in config.languages)
    changes = tuple(change for change in inputs.changes if not change.id.startswith(prefixes))
    with timer.run(RELATE):
        own_texts = _texts_in("", inputs.texts)
        here = replace(inputs, included=_included_in("", inputs.included), texts=own_texts)
        whole = relate_records(records, config, replace(here, changes=changes, left_out=left_out))
        glossaries = [whole]
        everywhere = (*(entry.record for entry in whole.entries), *whole.foreign)
        for language in config.languages:
            own = replace(
                inputs,
                pins=(*pins_in(language.prefix, inputs.pins), *addresses_in(language.prefix, inputs.pins)),
                changes=_recorded_in(language.prefix, inputs.changes),
                left_out=left_out_in(language, left_out),
                elsewhere=find_elsewhere(language.tag, everywhere, whole.families, config),
                texts=_texts_in(language.tag, inputs.texts),
                included=_included_in(language.tag, inputs.included),
            )
            glossaries.append(relate_records(records_in(language, records), config.in_language(language), own))
    return Related(inputs, loaded, tuple(glossaries))


def analyse(related: Related, executor: Executor, memory: Memory, timer: StageTimer) -> Analysis:
    """The glossary with its bodies rendered and linked; those in ``memory`` are reused."""
    config, (glossary, *others) = related.inputs.config, related.glossaries
    whole = _with_bodies(glossary, config, memory, executor, timer)
    further = [
        _with_bodies(each, config.in_language(language), memory.of(language), executor, timer)
        for language, each in zip(config.languages, others, strict=True)
    ]
    loaded = related.loaded
    issues = {*related.inputs.issues, *loaded.issues, *prefix_issues(config, glossary, CONFIG_NAME)}
    issues.update(find_clashes(config, related.glossaries, related.inputs.public))
    issues.update(*(each.issues for each in (whole, *further)))
    # Only the search for bad entries asks for what was loaded; a glossary without errors need not hold it.
    kept = loaded if errors_in(issues) else Loaded()
    return replace(whole, issues=tuple(sorted(issues, key=sort_key)), further=tuple(further), loaded=kept)


def _with_bodies(
    glossary: Glossary, config: SiteConfig, memory: Memory, executor: Executor, timer: StageTimer
) -> Analysis:
    settings = BodySettings(config.links, config.listing == "full", WordCounter(config.language), config.images)
    with timer.run(MENTION) as progress:
        bodies = render_bodies(glossary, settings, executor, progress, memory.bodies)
        memory.bodies = bodies.store
    found = body_issues(glossary.entries, bodies, range(len(bodies)))
    return Analysis(config, glossary, bodies, (*glossary.issues, *found, *bodies.text_issues))


def plan_sites(
    analysis: Analysis, public: Iterable[FileCopy] = (), cache: Path | None = None, *, with_quality: bool = False
) -> tuple[SitePlan, ...]:
    """The pages of a glossary in each of its languages, the site's own first; every id is one entry's alone there.

    ``public`` are files of the author's own, some of them in place of a page; ``cache`` is the folder of what builds
    keep. ``with_quality``: with the page of its figures, also where the settings have none.
    """
    glossaries = [each.glossary for each in analysis.languages]
    others = find_other_languages(analysis.config, glossaries)
    paths = frozenset(file.path for file in public)
    plans = []
    for each, elsewhere in zip(analysis.languages, others, strict=True):
        folder = cache / elsewhere.prefix if cache else None
        network = kept_network(each.glossary, each.bodies, folder and folder / "mentions")
        measure = each.quality if with_quality or each.config.quality else None
        bodies, texts = each.bodies.digested_by_id(each.glossary.places()), each.bodies.by_text
        contents = Contents(each.glossary, bodies, network, measure, texts, paths, folder and folder / "listings")
        plans.append(SitePlan(contents, each.config, elsewhere))
    return tuple(plans)
