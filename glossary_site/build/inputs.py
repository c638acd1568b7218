"""Everything that is read for a build but the theme."""

from dataclasses import dataclass

from glossary_site.config import SiteConfig, read_config
from glossary_site.glossary import LEDGER, NOTHING, Change, LeftOut, Pin, read_ledger, read_log
from glossary_site.issues import Issue
from glossary_site.loader import Source, SourceMemory, read_damaged, read_sources
from glossary_site.request import BuildRequest


@dataclass(frozen=True, slots=True)
class Inputs:
    """Everything read from disk but the theme, and what was wrong with it.

    ``ledger`` is the file of published ids, as issues name it. ``damaged`` are files of entries that are no sources, as
    far as they can be read. ``left_out`` are entries to do without; ``drafts`` are taken or not.
    """

    config: SiteConfig
    sources: tuple[Source, ...]
    pins: tuple[Pin, ...] = ()
    issues: tuple[Issue, ...] = ()
    changes: tuple[Change, ...] = ()
    ledger: str = LEDGER
    damaged: tuple[Source, ...] = ()
    left_out: LeftOut = NOTHING
    drafts: bool = False


def read_inputs(request: BuildRequest, memory: SourceMemory | None = None) -> Inputs:
    """Read settings, entries, published ids and recorded changes; a ``memory`` reads only files that changed."""
    config, config_issues = read_config(request.config, base_url=request.base_url)
    sources, source_issues = read_sources(request.entries, memory)
    pins, ledger_issues = read_ledger(request.entries)
    log = read_log(request.entries)
    issues = (*config_issues, *source_issues, *ledger_issues, *log.issues)
    ledger = (request.entries / LEDGER).as_posix()
    return Inputs(
        config, sources, pins, issues, log.changes, ledger, read_damaged(source_issues), drafts=request.preview
    )
