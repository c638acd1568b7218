"""Pages for entries with errors: what is wrong with them, at the address that they will have."""

from collections.abc import Iterator, Mapping, Sequence

from glossary_site.build import Analysis, BadEntry, Inputs
from glossary_site.glossary import merge_records, pinned_ids, pins_in
from glossary_site.pages import FaultView, Page, RemovedView, SitePlan, term_url
from glossary_site.records import Record
from glossary_site.values import replace


def _named(bad: BadEntry, inputs: Inputs, analysis: Analysis) -> Iterator[tuple[str, str, str]]:
    """The folder of the language, the id and the name of each entry left out in one place."""
    everything = (*analysis.loaded.records, *analysis.loaded.lost.records)
    for prefix, tag in (("", ""), *((each.prefix, each.tag) for each in inputs.config.languages)):
        pins = pins_in(prefix, inputs.pins)

        def here(record: Record, tag: str = tag) -> bool:
            return record.language == tag

        published = pinned_ids(pins, filter(here, everything), analysis.loaded.lost.files)
        records = (
            replace(record, language="", id=record.id.removeprefix(prefix)) for record in bad.records if here(record)
        )
        for record in merge_records(records, published)[0]:
            yield prefix, record.id, record.term
        if bad.path in analysis.loaded.lost.files:
            for pin in pins:
                if pin.file == bad.path and not (pin.gone or pin.moved_to):
                    yield prefix, pin.id, pin.term


def bad_pages(
    bad: Sequence[BadEntry], inputs: Inputs, analysis: Analysis, plans: Mapping[str, SitePlan]
) -> Mapping[str, Page]:
    """The pages of ``bad`` entries by their URLs, where no term has a page at that URL.

    ``plans`` are the pages of each language by their folder, "" for the site's own.
    """
    found: dict[tuple[str, str], tuple[str, dict[FaultView, None]]] = {}
    for each in bad:
        faults = dict.fromkeys(
            FaultView(f"{issue.path}:{issue.line}" if issue.line else issue.path, issue.message, issue.hint)
            for issue in each.issues
        )
        for prefix, identity, term in _named(each, inputs, analysis):
            found.setdefault((prefix, identity), (term, {}))[1].update(faults)
    return {
        prefix + url: plans[prefix].input_of_fault(url, RemovedView(term, None, tuple(faults))).page()
        for (prefix, identity), (term, faults) in found.items()
        if (url := term_url(identity)) not in plans[prefix].urls
    }
