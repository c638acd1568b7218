"""The projects whose previews are compared: one glossary, written for each program, and its edits."""

import shutil
import sys
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from http.client import HTTPException
from pathlib import Path

from benchmarks.generate import MadeEntry
from benchmarks.hugo_site import write_hugo_site
from benchmarks.peer_sites import write_eleventy_site, write_mkdocs_site
from benchmarks.real import make_real_entries
from glossary_site.language import slugify
from glossary_site.renderer import default_theme

PORT = 18_450
#: Seconds to wait for an answer.
PATIENCE = 120
#: The term that is renamed, its other name, and the number of bodies that mention it by its first name.
RENAMED, OTHER_NAME, MENTIONS = "Quxward", "Fribbling", 50


def fetch(url: str) -> str:
    """The text of the page at ``url``, "" while there is none."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{PORT}/{url}", timeout=PATIENCE) as answer:
            return str(answer.read().decode("utf-8"))
    except (OSError, HTTPException):  # also a page cut short by a rebuild
        return ""


def edit(path: Path, mark: str) -> None:
    """Append a mark to a file, in place, as editors save."""
    text = path.read_text(encoding="utf-8")
    path.write_text(f"{text}\n{mark}\n", encoding="utf-8")


@dataclass(frozen=True, slots=True)
class Project:
    """A site to preview: the command that serves it, the files to edit, and the pages that show the edits.

    ``file`` is an entry and ``url`` its page; ``template`` is used by all pages. ``renamed`` is the file of the term to
    rename, and the page ``renamed_url`` holds ``mark`` while the term has its first name. ``build`` fills a cache.
    """

    name: str
    home: Path
    command: tuple[str, ...]
    file: Path
    url: str
    template: Path
    renamed: Path
    renamed_url: str
    mark: str
    build: tuple[str, ...] = ()


def entries_to_edit(count: int) -> Iterator[MadeEntry]:
    """``count`` entries like real ones, and the term to rename, last; the first ``MENTIONS`` entries mention it."""
    for number, entry in enumerate(make_real_entries(count)):
        mention = f"\n\nIt stands beside {RENAMED.lower()}." if number < MENTIONS else ""
        yield replace(entry, body=entry.body + mention)
    category = next(iter(make_real_entries(1))).category
    yield MadeEntry(RENAMED, (), (), category, "It is the one that gets another name.", "It has a body of its own.")


def make_own(home: Path, count: int) -> Project:
    """A project of this program. A new name of the term shows in the links of pages that mention it."""
    entries = home / "entries"
    for number, entry in enumerate(entries_to_edit(count)):
        path = entries / f"{number // 1_000:03}" / f"e{number:06}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(entry.markdown, encoding="utf-8")
    template = home / "templates" / "base.html"
    template.parent.mkdir()
    shutil.copy(default_theme() / "templates" / "base.html", template)
    program = (sys.executable, "-m", "glossary_site")
    first, second = (slugify(entry.term) for entry, _ in zip(make_real_entries(count), range(2), strict=False))
    return Project(
        name="this",
        home=home,
        command=(*program, "serve", "--port", str(PORT), "--strict-port"),
        file=entries / "000" / "e000000.md",
        url=f"term/{first}/",
        template=template,
        renamed=path,
        renamed_url=f"term/{second}/",
        mark=f"term/{slugify(RENAMED)}/",
        build=(*program, "build"),
    )


def _peer(name: str, home: Path, count: int, command: tuple[str, ...], terms: Path, template: Path) -> Project:
    """A project of a peer. It makes no links between terms, so a new name shows on the term's own page."""
    first = slugify(next(iter(make_real_entries(count))).term)
    own = slugify(RENAMED)
    file, renamed = terms / f"{first}.md", terms / f"{own}.md"
    return Project(name, home, command, file, f"term/{first}/", template, renamed, f"term/{own}/", RENAMED)


def make_hugo(home: Path, count: int, program: str) -> Project:
    """A Hugo project, with listings by letter and category."""
    write_hugo_site(entries_to_edit(count), home)
    command = (program, "server", "--port", str(PORT), "--bind", "127.0.0.1")
    return _peer("Hugo", home, count, command, home / "content/term", home / "layouts/_default/baseof.html")


def make_eleventy(home: Path, count: int, program: str) -> Project:
    """An Eleventy project, with listings of 50."""
    template = write_eleventy_site([*entries_to_edit(count)], home)
    command = (program, "--serve", "--incremental", "--quiet", f"--port={PORT}")
    return _peer("Eleventy", home, count, command, home / "content/term", template)


def make_mkdocs(home: Path, count: int, program: str) -> Project:
    """A MkDocs project, without listings: its navigation would name every term on every page."""
    template = write_mkdocs_site([*entries_to_edit(count)], home, "mkdocs")
    command = (program, "serve", "--watch-theme", "--dev-addr", f"127.0.0.1:{PORT}")
    return _peer("MkDocs", home, count, command, home / "docs/term", template)


def make_zensical(home: Path, count: int, program: str) -> Project:
    """A Zensical project; Zensical reads MkDocs's projects."""
    template = write_mkdocs_site([*entries_to_edit(count)], home)
    command = (program, "serve", "--dev-addr", f"127.0.0.1:{PORT}")
    return _peer("Zensical", home, count, command, home / "docs/term", template)


#: Name on the command line, function that makes the project, number of entries beyond which the peer is left out.
PEERS: tuple[tuple[str, Callable[[Path, int, str], Project], int], ...] = (
    ("hugo", make_hugo, 10**9),
    ("eleventy", make_eleventy, 10**9),
    ("zensical", make_zensical, 10**9),
    ("mkdocs", make_mkdocs, 5_000),
)
