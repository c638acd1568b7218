"""The pages of the last build, shown while the preview is still making its own of the same files."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from glossary_site.build import BuildState, Project, last_build
from glossary_site.disk import Output, leads_out, stamp_of
from glossary_site.pages import page_path


@dataclass(frozen=True, slots=True)
class Standing:
    """A built site that a preview would make again: its folder, what is known of its files, the theme's own files."""

    folder: Path
    state: BuildState
    static: Mapping[str, Output]

    def knows(self, url: str) -> bool:
        """Whether there is a page at ``url``."""
        return page_path(url) in self.state.pages

    def page(self, url: str) -> bytes | None:
        """The page at ``url`` as it was built; None where there is none, or its file is no more what was written."""
        path = page_path(url)
        # The list is a file like any other: what it says leads nowhere but into the site.
        if path not in self.state.pages or leads_out(self.folder / path, self.folder.resolve()):
            return None
        before = stamp_of(self.folder, path)
        try:
            data = (self.folder / path).read_bytes()
        except OSError:
            return None
        # Looked at on both sides: another build may put its own file there in between.
        known = self.state.files.get(path)
        return data if known is not None and before == known == stamp_of(self.folder, path) else None


def find_standing(project: Project) -> Standing | None:
    """The last build of these very inputs, where it made the pages that a preview makes of them.

    Raises ``GlossaryError`` as ``read_theme`` does.
    """
    state = last_build(project)
    # A preview shows drafts, and pages of entries with errors; a build leaves both out.
    if state is None or state.report.drafts or state.report.bad:
        return None
    _, static = project.theme
    return Standing(project.request.output, state, {output.path: output for output in static})
