"""The one door: a project opened once answers everything that a command asks of it.

What works out an answer is imported when it is first asked for, too: a build that finds nothing changed only reads.
"""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from glossary_site.build.inputs import InputMemory, Inputs, own_cache, read_inputs
from glossary_site.build.seen_files import SeenFiles, read_seen_files
from glossary_site.build.stages import PARSE, PLAN, READ, Progress, StageTimer, be_silent
from glossary_site.config import SiteConfig
from glossary_site.disk import Output
from glossary_site.issues import GlossaryError, fails_build
from glossary_site.renderer import Theme, read_theme
from glossary_site.request import BuildRequest
from glossary_site.values import Frozen, field, replace
from glossary_site.workers import Executor, open_executor

if TYPE_CHECKING:
    from glossary_site.build.analysis import Analysis, Loaded, Related
    from glossary_site.build.memory import Memory
    from glossary_site.glossary import LeftOut
    from glossary_site.pages import SitePlan


class Project(Frozen, dict=True):
    """A project on disk: what was read of it, and what follows from that, worked out when it is first asked for.

    ``opened`` closes the workers and the cache. ``remembered`` is what earlier looks at the files worked out; a project
    ``on_disk`` remembers what the cache folder keeps. ``seen`` is what the next build need not read.
    """

    request: BuildRequest
    inputs: Inputs
    timer: StageTimer = field(default_factory=StageTimer)
    opened: ExitStack = field(default_factory=ExitStack)
    remembered: "Memory | None" = None
    on_disk: bool = False
    seen: SeenFiles = field(default_factory=SeenFiles)

    @property
    def config(self) -> SiteConfig:
        """The settings."""
        return self.inputs.config

    @property
    def input_paths(self) -> tuple[Path, ...]:
        """The files and folders that were read, and that no output may overlap."""
        request = self.request
        own = ((request.public, self.inputs.public), (request.pages, self.inputs.texts))
        return (request.entries, request.config, *(folder for folder, found in own if folder and found))

    @property
    def cache(self) -> Path | None:
        """The folder of what builds keep; None where nothing is kept, or nothing yet, or somebody else made it."""
        return own_cache(self.request)

    @cached_property
    def theme(self) -> tuple[Theme, tuple[Output, ...]]:
        """The theme and its static files. Raises ``GlossaryError`` as ``read_theme`` does."""
        config, request = self.config, self.request
        home, trusted = request.config.parent, request.trust_templates
        return read_theme(home, config.accent, config.language, config.tags, trusted=trusted)

    @cached_property
    def executor(self) -> Executor:
        """The workers. Raises ``GlossaryError`` as ``open_executor`` does."""
        request = self.request
        return self.opened.enter_context(open_executor(request.jobs, len(self.inputs.sources), request.scheduler))

    @cached_property
    def memory(self) -> "Memory":
        """What was remembered. Raises ``StoreDamagedError`` as ``open_memory`` does."""
        from glossary_site.build.bad_entries import cannot_build
        from glossary_site.build.memory import Memory, open_memory

        if not self.on_disk:
            return self.remembered or Memory()
        request, inputs = self.request, self.inputs
        # What cannot become a site leaves nothing behind: the folder may not even be a glossary's.
        is_no_site = not inputs.sources or cannot_build(inputs.issues, request.entries, request.strict)
        return self.opened.enter_context(open_memory(None if is_no_site else request.cache, self.config))

    @cached_property
    def analysis(self) -> "Analysis":
        """The glossary as its authors wrote it, with everything found wrong."""
        return self._analyse(self.relate())

    @cached_property
    def sound(self) -> "Analysis":
        """The analysis without bad entries. Raises ``GlossaryError`` as ``leave_out_bad_entries`` does."""
        from glossary_site.build.bad_entries import leave_out_bad_entries

        first = self.analysis
        return leave_out_bad_entries(partial(self._analyse_without, first.loaded), self.request.entries, first)

    @cached_property
    def plans(self) -> "tuple[SitePlan, ...]":
        """The pages of the sound glossary in each of its languages, the site's own first."""
        from glossary_site.build.analysis import plan_sites

        analysis, cache = self.sound, self.cache if self.on_disk else None
        with self.timer.run(PLAN):
            return plan_sites(analysis, self.inputs.public, cache, with_quality=self.request.preview)

    def relate(self) -> "Related":
        """The glossary before its bodies are rendered, made anew at each call: nothing here holds all records."""
        from glossary_site.build.analysis import load, relate

        with self.timer.run(PARSE):
            loaded = load(self.inputs, self.executor, self.memory.records)
        return relate(self.inputs, loaded, self.timer)

    def refuse_errors(self) -> None:
        """Raise ``GlossaryError`` with every issue where one of them fails the build."""
        if any(fails_build(issue, self.request.strict) for issue in self.analysis.issues):
            raise GlossaryError(self.analysis.issues)

    def _analyse(self, related: "Related") -> "Analysis":
        from glossary_site.build.analysis import analyse

        return analyse(related, self.executor, self.memory, self.timer)

    def _analyse_without(self, loaded: "Loaded", left_out: "LeftOut") -> "Analysis":
        from glossary_site.build.analysis import relate

        return self._analyse(relate(replace(self.inputs, left_out=left_out), loaded, self.timer))


@contextmanager
def open_project(
    request: BuildRequest,
    progress: Progress = be_silent,
    *,
    remembered: "Memory | None" = None,
    on_disk: bool = False,
) -> Iterator[Project]:
    """The project of a request; its workers end with the block.

    What a preview ``remembered`` makes another look short. With ``on_disk`` linked bodies are in the cache folder, or
    in a passing one, not in memory: a large glossary needs it. They cannot be read after the block.
    """
    timer = StageTimer(progress)
    with ExitStack() as opened:
        with timer.run(READ):
            seen = SeenFiles() if remembered else read_seen_files(own_cache(request), request.entries)
            memory = remembered.inputs if remembered else InputMemory(seen.recall())
            inputs = read_inputs(request, memory)
            seen = seen if remembered else seen.after(memory.sources, inputs.sources)
        yield Project(request, inputs, timer, opened, remembered, on_disk, seen)
