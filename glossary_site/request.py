"""What is asked of a project: its folders, and how to build it. Light to import, for the command line."""

from dataclasses import dataclass, replace
from pathlib import Path

#: The settings.
CONFIG_NAME = "glossary.yml"
#: The folder, beside the settings, of what one build keeps for the next.
CACHE = ".glossary-cache"


@dataclass(frozen=True, slots=True)
class BuildRequest:
    """What to build: folders, settings given on the command line, and how.

    ``scheduler`` is the address of a Dask cluster that works instead of ``jobs`` processes (0: as many as it pays);
    ``cache`` is the folder of what one build keeps for the next, None to keep nothing. A ``preview`` shows drafts and
    the page of the glossary's figures.
    """

    entries: Path = Path("entries")
    output: Path = Path("_site")
    config: Path = Path(CONFIG_NAME)
    base_url: str = ""
    strict: bool = False
    jobs: int = 0
    scheduler: str = ""
    cache: Path | None = None
    preview: bool = False

    def with_cache(self) -> "BuildRequest":
        """The request with its cache where ``glossary build`` has it: beside the settings."""
        return replace(self, cache=self.config.parent / CACHE)
