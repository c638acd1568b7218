"""``public/``: what an author puts there is at the root of the site as it is, and nothing of the site's is lost."""

import os
import re
import shutil
import zipfile
from pathlib import Path

import pytest
from command_line import Outcome, read_files, run_glossary, write_files
from starlette.testclient import TestClient

from glossary_site.build import build_site
from glossary_site.disk import MANIFEST
from glossary_site.pages.clashes import _OTHERS, _SINGLE, REPLACEABLE
from glossary_site.preview.preview import Preview
from glossary_site.preview.server import make_app
from glossary_site.preview.watch import Watch, scan_files
from glossary_site.request import CACHE, BuildRequest

ENTRIES = {
    "entries/rye.yml": "term: Rye\nupdated: 2026-02-03\ndefinition: Rye is a grass that is grown for its grain.\n",
    "entries/de/roggen.yml": "term: Roggen\nlanguage: de\nupdated: 2026-02-03\nbody: Roggen ist ein Getreide.\n",
    "glossary.yml": "title: Flour\nbase_url: https://example.org/\nlanguages: [de]\noffline: yes\n",
}
#: What hosts look for, and other files, by their paths.
OWN: dict[str, str | bytes] = {
    "CNAME": "flour.example.org\n",
    ".nojekyll": "",
    ".well-known/security.txt": "Contact: mailto:flour@example.org\n",
    "_headers": "/*\n  X-Own: yes\n",
    "pictures/größe 1.png": b"\x89PNG\r\n\x1a\n\0\xff",
    "de/brief.pdf": b"%PDF-1.7",
    "demo/index.html": "<!doctype html><title>Demo</title>",
}


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    write_files(tmp_path, ENTRIES)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def put(project: Path, files: dict[str, str | bytes]) -> None:
    write_files(project / "public", files)


def build(output: str = "site", *options: str) -> Outcome:
    return run_glossary("build", "--output", output, "--jobs", "1", *options)


def site(project: Path, folder: str = "site") -> dict[str, bytes]:
    return {name: data for name, data in read_files(project / folder).items() if name != MANIFEST}


def as_bytes(content: str | bytes) -> bytes:
    return content if isinstance(content, bytes) else content.encode()


def assert_as_clean(project: Path) -> None:
    shutil.rmtree(project / "clean", ignore_errors=True)
    assert build("clean", "--no-cache").code == 0
    assert site(project) == site(project, "clean")


def test_the_site_has_every_file_as_it_is(project: Path) -> None:
    assert build().code == 0
    without = site(project)
    put(project, OWN)
    assert build().code == 0
    assert site(project) == without | {name: as_bytes(content) for name, content in OWN.items()}
    assert_as_clean(project)


def test_what_systems_and_git_leave_in_folders_is_left_out(project: Path) -> None:
    put(project, OWN)
    clutter = (".DS_Store", "pictures/.DS_Store", ".git/config", ".gitignore", "._CNAME", "Thumbs.db", "notes.txt~")
    put(project, dict.fromkeys(clutter, "x"))
    put(project, {".env": "SECRET=1", "pictures/.hidden/x.png": "x"})
    outcome = build("site", "--verbose")
    assert outcome.code == 0
    assert not {*clutter, ".env", "pictures/.hidden/x.png"} & {*site(project)}
    assert {*OWN} <= {*site(project)}
    noted = [line for line in outcome.err.splitlines() if "public-hidden" in line]
    assert [line.split(": ")[0] for line in noted] == ["public/.env", "public/pictures/.hidden"]


def test_a_warm_build_copies_what_changed_and_removes_what_is_not_there(project: Path) -> None:
    put(project, OWN)
    build()
    before = {path: path.stat().st_ino for path in (project / "site").rglob("*") if path.is_file()}
    put(project, {"CNAME": "rye.example.org\n", "new.txt": "new"})
    (project / "public/demo/index.html").unlink()
    assert build().code == 0
    after = {path: path.stat().st_ino for path in (project / "site").rglob("*") if path.is_file()}
    changed = {path.relative_to(project / "site").as_posix() for path in after if before.get(path) != after[path]}
    assert changed == {"CNAME", "new.txt", MANIFEST}
    assert not (project / "site/demo").exists()
    assert_as_clean(project)


def test_a_file_of_the_same_size_and_time_with_other_bytes_is_copied(project: Path) -> None:
    put(project, {"CNAME": "rye.example.org"})
    build()
    times = (project / "public/CNAME").stat()
    put(project, {"CNAME": "oat.example.org"})
    os.utime(project / "public/CNAME", ns=(times.st_atime_ns, times.st_mtime_ns))
    build()
    assert site(project)["CNAME"] == b"oat.example.org"


def test_a_file_in_the_site_is_no_link_to_the_author_s(project: Path) -> None:
    put(project, {"CNAME": "example.org"})
    build()
    assert (project / "public/CNAME").stat().st_nlink == 1


def test_an_archive_has_the_files_too(project: Path) -> None:
    put(project, OWN)
    assert build("site.zip").code == 0
    with zipfile.ZipFile(project / "site.zip") as archive:
        assert {name: archive.read(name) for name in OWN} == {name: as_bytes(data) for name, data in OWN.items()}
    assert build("public/site.zip").code == 1


@pytest.mark.parametrize("name", sorted(REPLACEABLE))
def test_a_file_that_others_look_for_may_be_the_author_s_own(project: Path, name: str) -> None:
    build()
    before = site(project)
    put(project, {name: "mine"})
    outcome = build("site", "--verbose")
    assert outcome.code == 0
    assert f"public/{name}: note [public-replaces]" in outcome.err
    assert site(project) == before | {name: b"mine"}
    assert_as_clean(project)
    (project / "public" / name).unlink()
    build()
    assert site(project) == before


def test_a_further_language_may_have_its_own_404_page(project: Path) -> None:
    put(project, {"de/404.html": "Nichts"})
    assert build().code == 0
    assert site(project)["de/404.html"] == b"Nichts"
    assert b"Nichts" not in site(project)["404.html"]


@pytest.mark.parametrize("name", ["favicon.svg", "favicon.png", "favicon.ico"])
def test_an_icon_in_public_is_that_of_every_page(project: Path, name: str) -> None:
    put(project, {name: "an icon"})
    assert build().code == 0
    found = site(project)
    assert f'<link rel="icon" href="../../{name}">'.encode() in found["term/rye/index.html"]
    assert f'<link rel="icon" href="../../../{name}">'.encode() in found["de/term/roggen/index.html"]
    assert name.encode() in found["site.webmanifest"]
    write_files(project, {"glossary.yml": f"{ENTRIES['glossary.yml']}favicon: search.svg\n", "static/search.svg": "s"})
    assert build().code == 0
    assert name.encode() not in site(project)["index.html"]


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("index.html", "the site's own index.html"),
        ("INDEX.html", "the site's own index.html"),
        ("ROBOTS.txt", "the site's own robots.txt"),
        ("terms.json", "the site's own terms.json"),
        ("sitemap-2.xml", "the site's own sitemap-2.xml"),
        ("term/rye/index.html", "the page of 'Rye' (entries/rye.yml:1)"),
        ("Term/Rye/Index.html", "the page of 'Rye' (entries/rye.yml:1)"),
        ("term/oat/picture.png", "the site's own pages and files in term/"),
        ("search/manifest.json", "the site's own pages and files in search/"),
        ("search", "the site's own pages and files in search/"),
        ("r/index.html", "the site's own pages and files in r/"),
        ("0-9/x.txt", "the site's own pages and files in 0-9/"),
        ("embed/1.0/embed.js", "the site's own pages and files in embed/"),
        ("static/style.css", "the site's own pages and files in static/"),
        ("de/index.html", "the site's own index.html"),
        ("de/term/roggen/index.html", "the page of 'Roggen' (entries/de/roggen.yml:1)"),
        ("DE/search/x.json", "the site's own pages and files in search/"),
    ],
)
def test_a_file_in_the_place_of_one_of_the_site_s_is_an_error(project: Path, name: str, place: str) -> None:
    put(project, {name: "mine"})
    for outcome in (build(), run_glossary("check")):
        assert outcome.code == 1
        assert f"public/{name}: error [public-clash] '{name}' would be in the place of {place}" in (
            outcome.err + outcome.out
        )
    assert not (project / "site").exists()


def test_every_file_of_a_site_is_protected(project: Path) -> None:
    """A file with the path of any that the site has is the author's own by a rule, or an error."""
    build()
    names = {name for name in site(project) if "/" not in name}
    assert names <= _OTHERS | REPLACEABLE
    assert {name for name in names if not (project / "site/de" / name).exists()} == _SINGLE
    folders = {name.partition("/")[0] for name in site(project) if "/" in name} - {"de"}
    for name in sorted((_OTHERS - {"index.html"}) | {f"{folder}/mine.txt" for folder in folders}):
        put(project, {name: "mine"})
        assert build().code == 1, name
        (project / "public" / name).unlink()


@pytest.mark.parametrize("others", [("Plan.pdf", "plan.pdf"), ("é.txt", "e\u0301.txt")])
def test_two_files_that_are_one_on_some_systems_are_an_error(project: Path, others: tuple[str, str]) -> None:
    put(project, dict.fromkeys(others, "x"))
    if len([*(project / "public").iterdir()]) < 2:
        pytest.skip("this system has one file of both names")
    outcome = build()
    assert outcome.code == 1
    assert "[output-collision]" in outcome.err


def test_names_and_links_are_checked(project: Path) -> None:
    (project / "secret").write_text("secret", encoding="utf-8")
    put(project, {"aux.txt": "x", "a:b.txt": "x", "plain.txt": "plain", "folder/x.txt": "x"})
    (project / "public/out").symlink_to(project / "secret")
    (project / "public/up").symlink_to(project)
    (project / "public/nowhere").symlink_to("no-such-file")
    (project / "public/inside").symlink_to("folder")
    os.mkfifo(project / "public/pipe")
    outcome = build("site", "--verbose")
    assert outcome.code == 1
    found = re.findall(r"^(public/[^ ]+): error \[([a-z-]+)\]", outcome.err, re.MULTILINE)
    assert dict(found) == {
        "public/a:b.txt": "file-name",
        "public/aux.txt": "file-name",
        "public/inside": "file-unreadable",
        "public/nowhere": "file-unreadable",
        "public/out": "file-outside",
        "public/pipe": "file-unreadable",
        "public/up": "file-outside",
    }


def test_a_link_to_a_file_of_the_folder_is_copied_as_that_file(project: Path) -> None:
    put(project, {"one.txt": "one"})
    (project / "public/two.txt").symlink_to("one.txt")
    assert build().code == 0
    assert site(project)["two.txt"] == b"one"
    assert not (project / "site/two.txt").is_symlink()


def test_a_site_may_be_built_into_a_folder_of_that_name(project: Path) -> None:
    for _ in range(2):
        assert build("public").code == 0
    assert "public" not in {name.partition("/")[0] for name in site(project, "public")}
    assert build().code == 0
    put(project, {"CNAME": "x"})
    (project / "public" / MANIFEST).unlink()
    assert build("public").code == 1
    shutil.rmtree(project / "public")
    put(project, {"CNAME": "x"})
    assert "[output-is-input]" in build("public").err
    assert "[output-is-input]" in build("public/site").err


def test_a_single_glossary_elsewhere_takes_no_files_of_other_programs(project: Path) -> None:
    (project / "glossary.yml").unlink()
    put(project, {"CNAME": "x"})
    write_files(project, {"GLOSSARY.md": "# Words\n\n## Rye\n\nRye is a grass.\n"})
    assert run_glossary("build", "GLOSSARY.md", "--output", "site").code == 0
    assert "CNAME" not in site(project)


def preview_of(project: Path) -> Preview:
    return Preview(BuildRequest(Path("entries"), project / "site", Path("glossary.yml"), jobs=1, cache=Path(CACHE)))


def test_the_preview_serves_the_files(project: Path) -> None:
    put(project, OWN)
    preview = preview_of(project)
    preview.rebuild()
    app = make_app(preview, Watch(()), "token", frozenset({"testserver"}), lambda *_: None)
    client = TestClient(app, raise_server_exceptions=True)
    for name, content in OWN.items():
        answer = client.get(f"/{name}")
        assert (answer.status_code, answer.content) == (200, as_bytes(content)), name
    assert client.get("/pictures/größe 1.png").headers["content-type"] == "image/png"
    assert client.get("/demo/").text == OWN["demo/index.html"]
    assert client.get("/demo", follow_redirects=False).headers["location"] == "/demo/"
    assert client.get("/de/brief.pdf", headers={"range": "bytes=1-3"}).content == b"PDF"
    tag = client.get("/CNAME").headers["etag"]
    assert client.get("/CNAME", headers={"if-none-match": tag}).status_code == 304
    assert client.get("/../glossary.yml").status_code == 404


def test_the_preview_follows_the_files(project: Path) -> None:
    preview = preview_of(project)
    preview.rebuild()
    assert b"Nothing of mine" not in preview.respond("no/such/").data
    put(project, {"404.html": "Nothing of mine", "CNAME": "one"})
    preview.rebuild({"public/404.html", "public/CNAME"})
    found = preview.respond("no/such/")
    assert (found.status, found.source) == (404, "public/404.html")
    before = preview.respond("CNAME").digest
    put(project, {"CNAME": "two"})
    preview.rebuild({"public/CNAME"})
    assert preview.respond("CNAME").digest != before
    shutil.rmtree(project / "public")
    preview.rebuild({"public/404.html", "public/CNAME"})
    assert preview.respond("CNAME").status == 404
    assert b"<title>Page not found" in preview.respond("no/such/").data


def test_the_preview_keeps_the_last_site_while_a_file_is_in_the_way(project: Path) -> None:
    preview = preview_of(project)
    preview.rebuild()
    put(project, {"index.html": "mine"})
    update = preview.rebuild({"public/index.html"})
    assert [issue.code for issue in update.issues if issue.severity == "error"] == ["public-clash"]
    assert b"Rye" in preview.respond("").data


def test_the_preview_of_the_last_build_has_the_files(project: Path) -> None:
    put(project, {"CNAME": "one", "404.html": "mine"})
    build_site(BuildRequest(Path("entries"), project / "site", Path("glossary.yml"), jobs=1, cache=Path(CACHE)))
    preview = preview_of(project)
    assert preview.show_last_build()
    assert preview.respond("CNAME").source == "public/CNAME"
    assert preview.has_page("CNAME")


def test_changes_of_hidden_files_that_hosts_read_are_seen(project: Path) -> None:
    put(project, {".well-known/security.txt": "x", ".htaccess": "x", ".DS_Store": "x"})
    found = {Path(path).relative_to(project / "public").as_posix() for path in scan_files([project / "public"])}
    assert found == {".well-known/security.txt", ".htaccess"}
