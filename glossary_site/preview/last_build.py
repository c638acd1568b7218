"""The pages of the last build, which the preview shows until it has made its own of the same files."""

from collections.abc import Mapping
from pathlib import Path

from glossary_site.build import BuildState, Project, last_build
from glossary_site.disk import FileCopy, Output, leads_out, real_path, stamp_of
from glossary_site.pages import page_path
from glossary_site.values import Frozen


class LastBuild(Frozen):
    """A built site of the files as they are now: its folder, and the state that the build kept.

    ``files`` are those of the theme and of the author, by their paths.
    """

    folder: Path
    state: BuildState
    files: Mapping[str, Output | FileCopy]

    def has_page(self, url: str) -> bool:
        """Whether there is a page at ``url``, or a file of the author's own."""
        return page_path(url) in self.state.pages or page_path(url) in self.files

    def page(self, url: str) -> bytes | None:
        """The page at ``url`` as it was built; None where there is none, or its file has changed since."""
        path = page_path(url)
        # The list of pages was read from a file: a path in it must not lead out of the site.
        if path not in self.state.pages or leads_out(self.folder / path, real_path(self.folder)):
            return None
        stamp = self.state.files.get(path)
        before = stamp_of(self.folder, path)
        try:
            page = (self.folder / path).read_bytes()
        except OSError:
            return None
        # Compared before and after reading: another build may replace the file in between.
        return page if stamp is not None and before == stamp == stamp_of(self.folder, path) else None


def find_last_build(project: Project) -> LastBuild | None:
    """The last build of these very inputs, where its pages are those of a preview.

    Raises ``GlossaryError`` as ``Project.theme`` does.
    """
    state = last_build(project)
    # A preview shows drafts, and pages of entries with errors; a build leaves both out.
    if state is None or state.report.drafts or state.report.bad:
        return None
    _, static = project.theme
    files: tuple[Output | FileCopy, ...] = (*static, *project.inputs.public)
    return LastBuild(project.request.output, state, {file.path: file for file in files})
