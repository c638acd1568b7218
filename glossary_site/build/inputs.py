"""Everything that is read for a build but the theme."""

from dataclasses import dataclass

from glossary_site.config import SiteConfig, read_config
from glossary_site.glossary import LEDGER, GlossaryInputs, read_ledger, read_log
from glossary_site.issues import Issue
from glossary_site.loader import Source, SourceMemory, read_damaged, read_sources
from glossary_site.request import BuildRequest


@dataclass(frozen=True, slots=True, kw_only=True)
class Inputs(GlossaryInputs):
    """Everything read from disk but the theme, and what was wrong with it.

    ``damaged`` are files of entries that are no sources, as far as they can be read.
    """

    config: SiteConfig
    sources: tuple[Source, ...]
    issues: tuple[Issue, ...] = ()
    damaged: tuple[Source, ...] = ()


def read_inputs(request: BuildRequest, memory: SourceMemory | None = None) -> Inputs:
    """Read settings, entries, published ids and recorded changes; a ``memory`` reads only files that changed."""
    config, config_issues = read_config(request.config, base_url=request.base_url)
    sources, source_issues = read_sources(request.entries, memory)
    pins, ledger_issues = read_ledger(request.entries)
    log = read_log(request.entries)
    return Inputs(
        config=config,
        sources=sources,
        pins=pins,
        ledger=(request.entries / LEDGER).as_posix(),
        changes=log.changes,
        drafts=request.preview,
        issues=(*config_issues, *source_issues, *ledger_issues, *log.issues),
        damaged=read_damaged(source_issues),
    )
