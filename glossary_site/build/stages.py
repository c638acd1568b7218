"""The stages of a build by name: what each does, how long it took, how far it is."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from glossary_site.values import Frozen, field

#: Called as work goes on: the name of the stage, how much of it is done, how much there is. That is 0 where a stage
#: begins; some count nothing.
Progress = Callable[[str, int, int], None]


class Stage(Frozen):
    """One stage: its name on the terminal, and what it does."""

    name: str
    summary: str


READ = Stage("read", "settings, entries, published ids and the theme are read from disk")
PARSE = Stage("parse", "texts become records")
RELATE = Stage("relate", "records become the glossary: merged by name, in order, related")
MENTION = Stage("mention", "bodies become HTML, and the names in them become links")
PLAN = Stage("plan", "every page of the site gets its address")
RENDER = Stage("render", "pages, the search index and exports are made and written beside the old site")
PUBLISH = Stage("publish", "the new site takes the place of the old one")

#: All stages in order. ``--timings``, the progress bar and ``docs/architecture.md`` read this table.
STAGES = (READ, PARSE, RELATE, MENTION, PLAN, RENDER, PUBLISH)


def be_silent(stage: str, done: int, total: int) -> None:
    """The progress that nobody watches."""


class StageTimer(Frozen):
    """Measures stages in seconds, by name, and reports how far they are."""

    progress: Progress = be_silent
    timings: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def run(self, stage: Stage) -> Iterator[Callable[[int, int], None]]:
        """Add the time of the block to a stage; gives what the block reports its progress to (done, total)."""
        start = time.perf_counter()
        self.progress(stage.name, 0, 0)
        yield lambda done, total: self.progress(stage.name, done, total)
        self.timings[stage.name] = self.timings.get(stage.name, 0) + time.perf_counter() - start
