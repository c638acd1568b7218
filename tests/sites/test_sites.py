"""Small whole sites, compared byte for byte.

Each folder here with a ``glossary.yml`` is a project, with ``entries/`` and ``expected/``: what a build writes, without
the static files. Plain ``templates/`` replace all pages of the theme, so that the theme may change; a project may
replace some of them. ``UPDATE_SITES=1`` writes ``expected/`` again: read the difference before you commit it.
"""

import os
import shutil
from pathlib import Path

import pytest

from glossary_site.build import BuildRequest, build_site
from glossary_site.disk import MANIFEST
from glossary_site.renderer import default_theme

SITES = Path(__file__).parent
TEMPLATES = SITES / "templates"
NAMES = sorted(path.parent.name for path in SITES.glob("*/glossary.yml"))


def files(folder: Path) -> dict[str, bytes]:
    """The files of a site that do not depend on the theme, by path."""
    found = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    return {
        name: path.read_bytes()
        for name, path in sorted(found.items())
        if name != MANIFEST and not name.endswith(("embed.js", "site.webmanifest")) and not name.startswith("static/")
    }


def test_there_are_sites() -> None:
    assert NAMES == [
        "back-link",
        "broader-and-narrower",
        "categories-and-tags",
        "categories-merged",
        "everything",
        "full-listing",
        "markdown",
        "own-pages",
        "pages-of-two",
        "pictures",
        "summary-listing",
        "three-kinds-of-files",
        "two-languages",
    ]


@pytest.mark.parametrize("name", NAMES)
def test_a_site_is_what_it_was(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    project, expected = tmp_path / "project", SITES / name / "expected"
    shutil.copytree(TEMPLATES, project / "templates")
    shutil.copytree(SITES / name, project, ignore=shutil.ignore_patterns("expected"), dirs_exist_ok=True)
    monkeypatch.chdir(project)
    build_site(BuildRequest(Path("entries"), tmp_path / "site", jobs=1))
    found = files(tmp_path / "site")
    if os.environ.get("UPDATE_SITES"):
        shutil.rmtree(expected, ignore_errors=True)
        for path, data in found.items():
            target = expected / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)
    wanted = files(expected)
    assert sorted(found) == sorted(wanted)
    for path, data in found.items():
        assert data == wanted[path], path


def test_no_page_depends_on_the_theme() -> None:
    plain = {path.name for path in TEMPLATES.iterdir()}
    in_previews_only = {"left-out.html"}
    assert plain >= {path.name for path in (default_theme() / "templates").glob("*.html")} - in_previews_only
    for path in SITES.glob("**/templates/*.html"):
        assert "parts/" not in path.read_text(encoding="utf-8"), path
