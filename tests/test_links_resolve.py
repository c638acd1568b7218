"""Every internal link and fragment of the project's own site leads somewhere, in both kinds of listing."""

import shutil
from pathlib import Path

import pytest
from command_line import run_glossary
from site_links import Page, broken_links, read_pages, repeated_ids

ROOT = Path(__file__).parents[1]


@pytest.mark.parametrize("listing", ["summary", "full"])
def test_every_link_of_the_projects_own_site_resolves(
    listing: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(ROOT / "entries", tmp_path / "entries")
    settings = (ROOT / "glossary.yml").read_text(encoding="utf-8")
    (tmp_path / "glossary.yml").write_text(f"{settings}\nlisting: {listing}\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    outcome = run_glossary("build", "--jobs", "1")
    assert outcome.code == 0, outcome.err
    pages = read_pages(tmp_path / "_site")
    assert len(pages) > 200
    assert sum(len(page.links) for page in pages.values()) > 5_000
    assert broken_links(tmp_path / "_site", pages) == []
    assert repeated_ids(pages) == []


def test_a_broken_link_would_be_seen(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "index.html").write_text(
        '<a href="a/#x">1</a><a href="a/#y">2</a><a href="b/">3</a><p id="k"><b id="k">'
    )
    (tmp_path / "a" / "index.html").write_text(
        '<p id="x"><img src="../no.png"><a href="..">up</a><a href="../../">out</a>'
    )
    pages = read_pages(tmp_path)
    assert isinstance(pages["index.html"], Page)
    assert broken_links(tmp_path, pages) == [
        "a/index.html -> ../no.png",
        "a/index.html -> ../../",
        "index.html -> a/#y (no such id)",
        "index.html -> b/",
    ]
    assert repeated_ids(pages) == ["index.html: k"]
