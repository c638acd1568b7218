"""The site as it is now, in memory: rebuilt after each change, each page rendered when somebody looks at it."""

import mimetypes
import threading
import time
from collections.abc import Collection, Iterable, Mapping
from functools import cached_property
from html import escape
from pathlib import Path, PurePosixPath

from glossary_site.build import (
    BuildRequest,
    Memory,
    Project,
    Site,
    copy_memory,
    find_shrinkage,
    find_sites,
    open_project,
)
from glossary_site.digest import digest
from glossary_site.disk import FileCopy, Output
from glossary_site.issues import GlossaryError, Issue, Severity, errors_in
from glossary_site.loader import Source, reading_order
from glossary_site.pages import NOT_FOUND, Page, page_path
from glossary_site.preview.bad_pages import bad_pages
from glossary_site.preview.edits import EditableSite, NotAnEditError, after_changes
from glossary_site.preview.last_build import LastBuild, find_last_build
from glossary_site.renderer import Theme, render_page, theme_folders
from glossary_site.values import Frozen, Struct, field, replace
from glossary_site.workers import freeze_memory

HTML = "text/html; charset=utf-8"


class Response(Frozen):
    """Bytes of one URL, their type and digest. ``status`` is 200, 404, or 500 while the site has never been whole.

    ``source`` is the file on disk that has the bytes, where nobody holds them in memory.
    """

    status: int
    type: str
    data: bytes
    digest: str
    source: str = ""


class Update(Frozen):
    """What one rebuild did: its number, the problems there are now, how long it took, the pages rendered for tabs."""

    number: int
    issues: tuple[Issue, ...]
    milliseconds: float
    rendered: int = 0


class _WholeSite(Frozen, dict=True):
    """One whole state of the site.

    ``languages`` are the site in each language by its folder, "" for the site's own. ``bad`` are pages by URL that
    report what is wrong with entries that are left out; they are in no listing.
    """

    languages: Mapping[str, Site]
    bad: Mapping[str, Page] = field(default_factory=dict)

    @classmethod
    def of(cls, languages: Iterable[Site]) -> "_WholeSite":
        """The state that the site has in each language."""
        return cls({site.prefix: site for site in languages})

    @property
    def own(self) -> Site:
        """The site in its own language, which has the theme's files."""
        return self.languages[""]

    @cached_property
    def urls(self) -> Collection[str]:
        """The URLs of all pages, home first."""
        return dict.fromkeys(prefix + url for prefix, site in self.languages.items() for url in site.plan.urls)

    def with_page(self, url: str) -> Site:
        """The site in the language that has ``url``."""
        return self.languages.get(url.partition("/")[0] + "/", self.own)

    @cached_property
    def at_hand(self) -> Mapping[str, Output | FileCopy]:
        """The files of the theme, of the author and of entries, by their paths."""
        files: tuple[Output | FileCopy, ...] = (*self.own.static, *self.own.public, *self.own.attachments)
        return {file.path: file for file in files}

    @cached_property
    def _files(self) -> Mapping[str, Output | FileCopy]:
        """Made when first asked for, which is after the pages."""
        return {output.path: output for site in self.languages.values() for output in site.all_files()}

    def file(self, url: str) -> Output | FileCopy | None:
        """The file at ``url`` that is no page of the site's."""
        found = self.at_hand.get(page_path(url))
        # All files are made for the first of them: not for the address of a page that is not there.
        return found or (self._files.get(url) if PurePosixPath(url).suffix not in ("", ".html") else None)


class _Rendered(Frozen):
    """A page that somebody looked at: what it was rendered from, and the result."""

    page: Page
    theme: Theme
    output: Output


class Preview(Struct):
    """The site in memory. ``rebuild`` and ``respond`` may be called at the same time."""

    request: BuildRequest
    issues: tuple[Issue, ...] = ()
    number: int = 0
    rendered: list[str] = field(default_factory=list)
    _site: _WholeSite | None = None
    _last_build: LastBuild | None = None
    _rebuilt: threading.Event = field(default_factory=threading.Event)
    _editable: EditableSite | None = None
    _memory: Memory = field(default_factory=Memory)
    _pages: dict[str, _Rendered] = field(default_factory=dict)
    #: Files of entries by path, as they last were without errors.
    _sources: Mapping[str, Source] = field(default_factory=dict)
    _lock: threading.RLock = field(default_factory=threading.RLock)

    def show_last_build(self) -> bool:
        """Show what the last build made of the files as they are now, until the first ``rebuild`` is done.

        False where there is no such build, and nothing to show before.
        """
        try:
            with open_project(self.request, remembered=self._memory) as project:
                self._last_build = find_last_build(project)
        except (GlossaryError, OSError):
            self._last_build = None  # the rebuild reports what is wrong
        return self._last_build is not None

    def rebuild(self, changed: Collection[str] | None = None) -> Update:
        """Read what is on disk now. ``issues`` are then what is wrong with it.

        A file of entries with errors counts as it last was without errors. Where it never was, its entries with errors
        are left out, and a page reports what is wrong with each. With errors elsewhere (settings, theme, ledger) the
        last whole site stays. ``changed`` are the paths of all files that changed since the last call, None where that
        is unknown.
        """
        start = time.perf_counter()
        site: _WholeSite | None = None
        try:
            issues, site = self._edit(changed) or self._read()
        except GlossaryError as error:
            self._editable, issues = None, error.issues
        except OSError as error:  # the file was removed while it was read: the next rebuild will see that
            found = Issue("file-unreadable", Severity.ERROR, str(error), "save it again", str(error.filename))
            self._editable, issues = None, (found,)
        with self._lock:
            self.number += 1
            self.issues = issues
            self.rendered = []
            if site is not None:
                self._site = site
            self._last_build = None
            self._rebuilt.set()
            return Update(self.number, issues, 1000 * (time.perf_counter() - start))

    def get_ready(self) -> None:
        """Make what the first edit would wait for."""
        if self._editable is not None:
            self._editable.get_ready()

    def _edit(self, changed: Collection[str] | None) -> tuple[tuple[Issue, ...], _WholeSite] | None:
        """The site after a change of the theme alone, or of names and texts alone; None after any other change."""
        editable, site = self._editable, self._site
        if not changed or editable is None or site is None:
            return None
        theme, static = site.own.theme, site.own.static
        folders = theme_folders(self.request.config.parent)
        if all(any(Path(path).is_relative_to(folder) for folder in folders) for path in changed):
            theme, static = Project(self.request, editable.inputs).theme
        else:
            try:
                editable = after_changes(editable, changed, self._memory)
            except NotAnEditError:
                return None
        self._editable, self._sources = editable, editable.sources
        site = _WholeSite.of(find_sites(editable.analysis, (editable.plan,), theme, static, editable.inputs.public))
        return editable.analysis.issues, site

    def _read(self) -> tuple[tuple[Issue, ...], _WholeSite | None]:
        """All issues of the files as they are now, and the site, None where the last whole one stays."""
        self._editable = None
        first = self._site is None
        # Several processes make the first site, as long as no server runs; a later one has little to do.
        alone = first and self._last_build is None
        request = replace(self.request, preview=True, jobs=self.request.jobs if alone else 1)
        with open_project(request, remembered=self._memory) as project:
            if first:
                recalled = copy_memory(project.cache, project.config)
                self._memory.bodies, self._memory.languages = recalled.bodies, recalled.languages
            theme, static = project.theme
            issues = project.analysis.issues
            project = self._put_back(project, errors_in(issues))
            try:
                analysis = project.sound
            except GlossaryError:
                return issues, None
        site = None
        broken = {each.path for each in analysis.bad}
        # Entries that were without errors stay on the site while their author mends the file.
        if not broken & self._sources.keys():
            inputs, plans = project.inputs, project.plans
            # A build would stop; a preview takes nothing away.
            warnings = [replace(each, severity=Severity.WARNING) for each in find_shrinkage(request.output, plans)]
            issues = (*issues, *warnings)
            analysis = replace(analysis, issues=(*analysis.issues, *warnings))
            site = _WholeSite.of(find_sites(analysis, plans, theme, static, inputs.public))
            by_folder = {prefix: each.plan for prefix, each in site.languages.items()}
            site = replace(site, bad=bad_pages(analysis.bad, inputs, analysis, by_folder))
            self._sources = {source.path: source for source in inputs.sources if source.path not in broken}
            # While a file has errors any edit may mend it, so that everything is read again.
            self._editable = None if errors_in(issues) else EditableSite.of(inputs, analysis, plans[0])
        # What is kept from build to build is large and free of cycles: the collector need not walk through it again.
        freeze_memory()
        return issues, site

    def _put_back(self, project: Project, errors: Iterable[Issue]) -> Project:
        """The project with each file that has errors as it last was without errors, where it ever was."""
        broken = {issue.path for issue in errors} & self._sources.keys()
        if not broken:
            return project
        inputs = project.inputs
        kept = [source for source in inputs.sources if source.path not in broken]
        kept += [self._sources[path] for path in broken]
        whole = replace(
            inputs,
            sources=tuple(sorted(kept, key=lambda source: reading_order(source.path))),
            issues=tuple(issue for issue in inputs.issues if issue.path not in broken),
            damaged=tuple(source for source in inputs.damaged if source.path not in broken),
        )
        return replace(project, inputs=whole)

    def has_page(self, url: str) -> bool:
        """Whether the site has a page at ``url`` (relative to its root)."""
        with self._lock:
            if self._last_build is not None:
                return self._last_build.has_page(url)
            site = self._site
            return site is not None and (url in site.urls or url in site.bad or page_path(url) in site.at_hand)

    def urls(self) -> tuple[str, ...]:
        """The URLs of all pages, home first; () before the first whole site."""
        with self._lock:
            return tuple(self._site.urls) if self._site is not None else ()

    def respond(self, url: str) -> Response:
        """The file at ``url``, which is looked up among the site's URLs and never used as a path."""
        last_build = self._last_build
        if last_build is not None:
            if (page := last_build.page(url)) is not None:
                return _respond(404 if url == NOT_FOUND else 200, HTML, page)
            if (file := last_build.files.get(page_path(url))) is not None:
                return _respond_with(file)
            self._rebuilt.wait()  # the preview may have what the build has not
        with self._lock:
            if self._site is None:
                return _respond(500, HTML, _waiting_page())
            if url in self._site.urls:
                return self._page(self._site, url, 404 if url == NOT_FOUND else 200)
            if url in self._site.bad:
                return self._page(self._site, url, 200)
            file = self._site.file(url)
            if file is not None:
                return _respond_with(file)
            own = self._site.at_hand.get(NOT_FOUND)
            return _respond_with(own, 404) if own else self._page(self._site, NOT_FOUND, 404)

    def _page(self, whole: _WholeSite, url: str, status: int) -> Response:
        """The page as last rendered where nothing that it shows has changed, else rendered anew."""
        site = whole.with_page(url)
        page = whole.bad[url] if url in whole.bad else site.plan.page(url.removeprefix(site.prefix))
        before = self._pages.get(url)
        if before is not None and before.page == page and before.theme == site.theme:
            return _respond(status, HTML, before.output.data)
        try:
            output = render_page(page, site.theme)
        except GlossaryError as error:
            self.issues = tuple(dict.fromkeys((*self.issues, *error.issues)))
            return _respond(200, HTML, before.output.data) if before else _respond(500, HTML, _waiting_page())
        self.rendered.append(url)
        self._pages[url] = _Rendered(page, site.theme, output)
        return _respond(status, HTML, output.data)


def _respond(status: int, kind: str, data: bytes) -> Response:
    return Response(status, kind, data, digest(data))


def _respond_with(file: Output | FileCopy, status: int = 200) -> Response:
    kind = _type_of(file.path)
    if isinstance(file, FileCopy):
        return Response(status, kind, b"", file.bytes_digest, file.source)
    return _respond(status, kind, file.data)


def _type_of(path: str) -> str:
    kind = mimetypes.guess_type(path)[0] or "application/octet-stream"
    return f"{kind}; charset=utf-8" if kind.startswith("text/") else kind


def _waiting_page() -> bytes:
    text = "The site cannot be shown yet. This page shows it as soon as the problems are mended."
    return f'<!doctype html><html lang="en"><title>Preview</title><body><p>{escape(text)}</p></body></html>'.encode()


def source_lines(issue: Issue, around: int = 2) -> list[tuple[int, str]]:
    """The lines around an issue's place, with their numbers; [] where the file cannot be read."""
    if not issue.path or not issue.line:
        return []
    try:
        lines = Path(issue.path).read_text(encoding="utf-8", errors="replace").split("\n")
    except OSError:
        return []
    first = max(issue.line - around, 1)
    return [(number, lines[number - 1][:200]) for number in range(first, min(issue.line + around, len(lines)) + 1)]
