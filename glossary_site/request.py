"""What is asked of a project: its folders, and how to build it. Light to import, for the command line."""

from pathlib import Path

from glossary_site.values import Frozen, replace

#: The folder of the entries of a project.
ENTRIES = Path("entries")
#: The folder, beside the settings, of files that the site has as they are.
PUBLIC = "public"
#: The folder, beside the settings, of pages of text.
PAGES = "pages"
#: The settings.
CONFIG_NAME = "glossary.yml"
#: The folder, beside the settings, of what one build keeps for the next.
CACHE = ".glossary-cache"


class BuildRequest(Frozen):
    """What to build: a folder (or one file) of entries, settings given on the command line, and how.

    ``scheduler`` is the address of a Dask cluster that works instead of ``jobs`` processes (0: as many as it pays);
    ``cache`` is the folder of what one build keeps for the next, None to keep nothing. A ``preview`` shows drafts and
    the page of the glossary's figures. ``allow_shrink``: also a site that loses most of its terms. ``kind`` names the
    format of the entries, None to recognise it. ``trust_templates``: the project's own templates may run anything;
    ``trust_cache``: another machine made the cache, such as an earlier run of a CI. ``language`` (BCP 47) is that of
    what the glossary is part of, for settings that name none.
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
    kind: str | None = None
    trust_templates: bool = False
    trust_cache: bool = False
    language: str = ""

    @property
    def home(self) -> Path:
        """The folder of the entries, where the published ids and the log of changes are."""
        return self.entries.parent if self.entries.is_file() else self.entries

    @property
    def is_project(self) -> bool:
        """Whether the entries are those of a project: they have settings, or are where a project has them."""
        return self.entries == ENTRIES or self.config.exists()

    @property
    def public(self) -> Path | None:
        """The folder of files that the site has as they are; None of a glossary that is no project."""
        return self.config.parent / PUBLIC if self.is_project else None

    @property
    def pages(self) -> Path | None:
        """The folder of pages of text; None of a glossary that is no project."""
        return self.config.parent / PAGES if self.is_project else None

    def with_cache(self) -> "BuildRequest":
        """The request with its cache where ``glossary build`` has it: beside the settings.

        A glossary that is no project leaves nothing but the site.
        """
        return replace(self, cache=self.config.parent / CACHE) if self.is_project else self
