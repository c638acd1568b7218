"""Where a glossary comes from that another program shows: entries, any form of file, or what a site publishes."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from posixpath import basename

from glossary_site.addresses import is_web_address, split_address
from glossary_site.build import Analysis, Memory, Project, open_project
from glossary_site.glossary import Glossary
from glossary_site.issues import GlossaryError, Issue, errors_in, sort_key
from glossary_site.loader import Published, update_kept
from glossary_site.request import CONFIG_NAME, BuildRequest
from glossary_site.values import Frozen, replace


class GlossarySource(Frozen):
    """A glossary that documentation uses.

    ``where`` is a folder of entries, a file in any form that ``glossary build`` reads, or the web address of a
    published ``terms.json`` or other form. ``settings`` is the glossary's own ``glossary.yml``, which need not exist.
    ``pin`` is the digest that a published file must have (``Published``), and ``kept`` the file that keeps it; without
    that it is beside the settings, under its own name. ``language`` is that of the documentation (BCP 47), which is the
    glossary's where its settings name none.
    """

    where: str
    settings: Path = Path(CONFIG_NAME)
    pin: str = ""
    kept: Path | None = None
    language: str = ""

    @property
    def is_published(self) -> bool:
        """Whether it is fetched from another site."""
        return is_web_address(self.where)

    @property
    def path(self) -> Path:
        """The folder or file that is read: for a published glossary its kept copy."""
        if not self.is_published:
            return Path(self.where)
        parts = split_address(self.where)
        return self.kept or self.settings.parent / (basename(parts.path if parts else "") or "terms.json")


class Terms(Frozen):
    """The terms of a source without linked bodies: enough to find and to explain them. ``issues`` are all found."""

    glossary: Glossary
    issues: tuple[Issue, ...]


def read_source(source: GlossarySource, memory: Memory | None = None) -> Analysis:
    """The glossary of a source with its linked bodies, without entries that have errors, and every issue.

    ``memory`` is what an earlier reading worked out, and makes this one short. Issues: those of ``update_kept`` and of
    a build. Raises ``GlossaryError`` where there is no glossary to go on with.
    """
    with _open_source(source, memory) as (project, found):
        return _with_issues(project.sound, found)


def read_terms(source: GlossarySource, memory: Memory | None = None) -> Terms:
    """The same without bodies, in a fifth of the time; what is wrong in a body is not found."""
    with _open_source(source, memory) as (project, found):
        related = project.relate()
        issues = (*related.inputs.issues, *related.loaded.issues, *related.glossaries[0].issues)
        if errors_in(issues):
            analysis = _with_issues(project.sound, found)
            return Terms(analysis.glossary, analysis.issues)
        return Terms(related.glossaries[0], _in_order(found, issues))


@contextmanager
def _open_source(source: GlossarySource, memory: Memory | None) -> Iterator[tuple[Project, tuple[Issue, ...]]]:
    """The project of a source, and what was found wrong when it was fetched."""
    found = update_kept(Published(source.where, source.path, source.pin)) if source.is_published else ()
    if errors_in(found):
        raise GlossaryError(found)
    # In this process: another program's may have threads, and a process with threads cannot be copied safely.
    request = BuildRequest(source.path, config=source.settings, jobs=1, language=source.language)
    with open_project(request, remembered=memory) as project:
        yield project, found


def _with_issues(analysis: Analysis, found: Iterable[Issue]) -> Analysis:
    return replace(analysis, issues=_in_order(found, analysis.issues))


def _in_order(*issues: Iterable[Issue]) -> tuple[Issue, ...]:
    return tuple(sorted({each for some in issues for each in some}, key=sort_key))
