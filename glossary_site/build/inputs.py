"""What to build, and everything that is read for it but the theme."""

from dataclasses import dataclass
from pathlib import Path

from glossary_site.config import CONFIG_NAME, SiteConfig, read_config
from glossary_site.glossary import LEDGER, NOTHING, Change, LeftOut, Pin, read_ledger, read_log
from glossary_site.issues import Issue
from glossary_site.loader import Source, SourceMemory, read_damaged, read_sources


@dataclass(frozen=True, slots=True)
class BuildRequest:
    """What to build: folders, settings given on the command line, and how.

    ``scheduler`` is the address of a Dask cluster that works instead of ``jobs`` processes (0: as many as it pays);
    ``cache`` is the folder of what one build keeps for the next, None to keep nothing. A ``preview`` shows drafts and
    the page of the glossary's figures.
    """

    entries: Path
    output: Path
    config: Path = Path(CONFIG_NAME)
    base_url: str = ""
    strict: bool = False
    jobs: int = 0
    scheduler: str = ""
    cache: Path | None = None
    preview: bool = False


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
