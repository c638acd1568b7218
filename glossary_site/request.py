"""What is asked of a project: its folders, and how to build it. Light to import, for the command line."""

from dataclasses import dataclass, replace
from pathlib import Path

#: The folder of the entries of a project.
ENTRIES = Path("entries")
#: The settings.
CONFIG_NAME = "glossary.yml"
#: The folder, beside the settings, of what one build keeps for the next.
CACHE = ".glossary-cache"


@dataclass(frozen=True, slots=True)
class BuildRequest:
    """What to build: a folder (or one file) of entries, settings given on the command line, and how.

    ``scheduler`` is the address of a Dask cluster that works instead of ``jobs`` processes (0: as many as it pays);
    ``cache`` is the folder of what one build keeps for the next, None to keep nothing. A ``preview`` shows drafts and
    the page of the glossary's figures. ``allow_shrink``: also a site that loses most of its terms.
    """

    entries: Path = ENTRIES
    output: Path = Path("_site")
    config: Path = Path(CONFIG_NAME)
    base_url: str = ""
    strict: bool = False
    jobs: int = 0
    scheduler: str = ""
    cache: Path | None = None
    preview: bool = False
    allow_shrink: bool = False

    @property
    def home(self) -> Path:
        """The folder of the entries, where the published ids and the log of changes are."""
        return self.entries.parent if self.entries.is_file() else self.entries

    def with_cache(self) -> "BuildRequest":
        """The request with its cache where ``glossary build`` has it: beside the settings.

        A glossary that is no project, without settings and elsewhere, leaves nothing but the site.
        """
        is_alone = self.entries != ENTRIES and not self.config.exists()
        return self if is_alone else replace(self, cache=self.config.parent / CACHE)
