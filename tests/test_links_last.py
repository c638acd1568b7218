"""Published addresses stay reachable: each test publishes a glossary, changes it, and builds again."""

import re
from collections.abc import Mapping
from pathlib import Path

import pytest
from command_line import Outcome, run_glossary, write_files

WAFER = "---\nterm: Wafer\ncategory: Materials\ndefinition: A wafer is a thin slice.\n---\n\nIt is round.\n"
DIE = "---\nterm: Die\ncategory: Yield\ndefinition: A die is a piece of a wafer.\n---\n\nCut from a wafer.\n"
LEDGER = "entries/.ids.yml"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project that was built and pinned once; it is the current folder."""
    monkeypatch.chdir(tmp_path)
    write_files(tmp_path, {"entries/wafer.md": WAFER, "entries/die.md": DIE})
    build()
    pinned = run_glossary("pin")
    assert (pinned.code, pinned.out) == (0, "2 ids pinned, 2 of them new\n")
    return tmp_path


def build() -> Outcome:
    outcome = run_glossary("build", "--jobs", "1")
    assert outcome.code == 0, outcome.err
    return outcome


def change(project: Path, files: Mapping[str, str]) -> None:
    write_files(project, files)


def page(project: Path, url: str) -> str:
    return (project / "_site" / url / "index.html").read_text(encoding="utf-8")


def has_page(project: Path, url: str) -> bool:
    return (project / "_site" / url / "index.html").exists()


def leads_to(html: str) -> str:
    """The address to which a redirect page leads."""
    found = re.search(r'<meta http-equiv="refresh" content="0; url=([^"]*)">', html)
    return found[1] if found else ""


def test_pinning_again_changes_nothing(project: Path) -> None:
    before = (project / LEDGER).read_bytes()
    assert run_glossary("pin").out == "2 ids pinned, 0 of them new; nothing changed\n"
    assert (project / LEDGER).read_bytes() == before


def test_a_renamed_term_keeps_its_address(project: Path) -> None:
    change(project, {"entries/wafer.md": WAFER.replace("term: Wafer", "term: Substrate disc")})
    build()
    html = page(project, "term/wafer")
    assert "Substrate disc" in html
    assert not has_page(project, "term/substrate-disc")
    assert run_glossary("pin").code == 0
    build()
    assert "Substrate disc" in page(project, "term/wafer")


def test_a_renamed_term_keeps_its_address_when_its_file_moves_later(project: Path) -> None:
    change(project, {"entries/wafer.md": WAFER.replace("term: Wafer", "term: Substrate disc")})
    run_glossary("pin")
    (project / "entries/wafer.md").rename(project / "entries/disc.md")
    build()
    assert "Substrate disc" in page(project, "term/wafer")


def test_a_new_address_leaves_a_redirect_at_the_old_one(project: Path) -> None:
    renamed = WAFER.replace("term: Wafer", "term: Disc\nid: disc\naliases: [Wafer]")
    change(project, {"entries/wafer.md": renamed})
    build()
    assert "<h1>" in page(project, "term/disc")
    old = page(project, "term/wafer")
    assert leads_to(old) == "../../term/disc/"
    assert 'href="../../term/disc/"' in old
    assert 'href="../../term/disc/"' in page(project, "term/die")


def test_an_id_given_by_hand_needs_a_row_in_the_ledger(project: Path) -> None:
    change(project, {"entries/wafer.md": WAFER.replace("term: Wafer", "term: Disc\nid: disc")})
    outcome = run_glossary("build", "--jobs", "1")
    assert outcome.code == 1
    assert "[term-gone]" in outcome.err
    ledger = (project / LEDGER).read_text(encoding="utf-8")
    change(project, {LEDGER: ledger.replace("term: Wafer", "term: Wafer\n  moved: disc")})
    build()
    assert leads_to(page(project, "term/wafer")) == "../../term/disc/"


def test_a_deleted_term_fails_the_build_and_leaves_the_last_site(project: Path) -> None:
    (project / "entries/wafer.md").unlink()
    outcome = run_glossary("build", "--jobs", "1")
    assert outcome.code == 1
    line = next(number for number, text in enumerate((project / LEDGER).read_text().split("\n"), 1) if "wafer:" in text)
    assert f"{LEDGER}:{line + 1}: error [term-gone]" in outcome.err or f"{LEDGER}:{line}: error" in outcome.err
    assert "'Wafer'" in outcome.err
    assert "moved: other-id" in outcome.err
    assert "gone: yes" in outcome.err
    assert "thin slice" in page(project, "term/wafer")
    assert run_glossary("pin").code == 1
    assert run_glossary("check").code == 1


def test_a_deleted_term_may_move_to_another(project: Path) -> None:
    (project / "entries/wafer.md").unlink()
    ledger = (project / LEDGER).read_text(encoding="utf-8")
    change(project, {LEDGER: ledger.replace("term: Wafer", "term: Wafer\n  moved: die")})
    build()
    old = page(project, "term/wafer")
    assert leads_to(old) == "../../term/die/"
    assert "Die" in old
    assert "term/wafer/" not in page(project, "all")
    assert run_glossary("pin").code == 0
    build()
    assert leads_to(page(project, "term/wafer")) == "../../term/die/"


def test_a_deleted_term_may_be_removed_for_good(project: Path) -> None:
    (project / "entries/wafer.md").unlink()
    ledger = (project / LEDGER).read_text(encoding="utf-8")
    change(project, {LEDGER: ledger.replace("term: Wafer", "term: Wafer\n  gone: yes")})
    build()
    old = page(project, "term/wafer")
    assert "no longer in the glossary" in old
    assert "Wafer" in old
    assert 'content="noindex"' in old
    assert leads_to(old) == ""
    assert 'href="../../term/wafer/"' not in page(project, "term/die")


def test_a_term_that_is_written_again_has_its_page_again(project: Path) -> None:
    (project / "entries/wafer.md").unlink()
    ledger = (project / LEDGER).read_text(encoding="utf-8")
    change(project, {LEDGER: ledger.replace("term: Wafer", "term: Wafer\n  gone: yes")})
    build()
    change(project, {"entries/wafer.md": WAFER})
    build()
    assert "thin slice" in page(project, "term/wafer")


def test_a_merged_term_leads_to_the_one_that_has_its_name(project: Path) -> None:
    (project / "entries/wafer.md").unlink()
    change(project, {"entries/die.md": DIE.replace("term: Die", "term: Die\naliases: [Wafer]")})
    build()
    assert leads_to(page(project, "term/wafer")) == "../../term/die/"


def test_a_move_to_a_term_that_does_not_exist_is_an_error(project: Path) -> None:
    (project / "entries/wafer.md").unlink()
    ledger = (project / LEDGER).read_text(encoding="utf-8")
    change(project, {LEDGER: ledger.replace("term: Wafer", "term: Wafer\n  moved: nowhere")})
    outcome = run_glossary("build", "--jobs", "1")
    assert outcome.code == 1
    assert "[ledger-target]" in outcome.err


@pytest.mark.parametrize("status", ["deprecated", "superseded"])
def test_an_outdated_term_keeps_its_page_with_a_notice_and_a_link(project: Path, status: str) -> None:
    head = f"term: Wafer\nstatus: {status}\nreplaced_by: Disc"
    disc = WAFER.replace("term: Wafer", "term: Disc").replace("A wafer is", "A disc is")
    change(project, {"entries/wafer.md": WAFER.replace("term: Wafer", head), "entries/disc.md": disc})
    build()
    html = page(project, "term/wafer")
    assert "thin slice" in html
    assert status.capitalize() in html
    notice = html[html.index("<header") : html.index("</header", html.index('class="term-head"'))]
    assert 'href="../../term/disc/"' in notice
    assert status.capitalize() not in page(project, "term/disc")


def test_links_to_a_renamed_term_lead_to_its_kept_address(project: Path) -> None:
    renamed = WAFER.replace("term: Wafer", "term: Substrate disc\naliases: [Wafer]")
    change(project, {"entries/wafer.md": renamed})
    build()
    assert 'href="../../term/wafer/"' in page(project, "term/die")
    assert run_glossary("check").code == 0


HUGO = {
    "src/rye.md": "---\ntitle: Rye\naliases: [/docs/rye/, /grain/rye.html, /?id=rye]\n---\nRye is a grain.\n",
    "src/oat.md": "---\ntitle: Oat\nslug: /cereals/oat\n---\nOat is a grain.\n",
}
SPHINX = ".. glossary::\n\n   Rye bread\n      A loaf of :term:`Öl`.\n\n   Öl\n   oil\n      It is wet.\n"


def test_addresses_of_an_older_site_lead_to_the_terms_of_an_import(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    write_files(tmp_path, HUGO)
    for _ in range(2):
        outcome = run_glossary("import", "src", "--to", "entries")
        assert "3 old addresses kept" in outcome.out
        assert "  1  an old address is not kept, such as '/?id=rye' (src/rye.md)" in outcome.out
        build()
        assert leads_to(page(tmp_path, "docs/rye")) == "../../term/rye/"
        assert leads_to(page(tmp_path, "cereals/oat")) == "../../term/oat/"
        assert leads_to((tmp_path / "_site/grain/rye.html").read_text(encoding="utf-8")) == "../term/rye/"
        run_glossary("pin")
    (tmp_path / "entries/rye.yml").unlink()
    refused = run_glossary("build", "--jobs", "1")
    assert "'/docs/rye/' moved to 'rye', and there is no such term" in refused.err


def test_a_page_of_an_older_site_has_an_anchor_for_each_of_its_terms(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    write_files(tmp_path, {"glossary.rst": SPHINX})
    assert run_glossary("build", "glossary.rst", "--base-url", "https://example.org/").code == 0
    html = (tmp_path / "_site/glossary.html").read_text(encoding="utf-8")
    anchors = re.findall(r'<li id="([^"]*)"><a href="([^"]*)">', html)
    assert anchors == [
        ("term-Rye-bread", "./term/rye-bread/"),
        ("term-Ol", "./term/ol/"),
        ("term-oil", "./term/ol/"),
    ]
    assert "glossary.html" not in (tmp_path / "_site/sitemap.xml").read_text(encoding="utf-8")


def test_a_page_of_this_site_stays_where_an_older_one_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    ledger = "/all/: {term: Wafer, moved: wafer}\n/term/die/: {term: Wafer, moved: wafer}\n"
    write_files(tmp_path, {"entries/wafer.md": WAFER, "entries/die.md": DIE, LEDGER: ledger})
    build()
    assert leads_to(page(tmp_path, "all")) == leads_to(page(tmp_path, "term/die")) == ""


def test_addresses_below_the_folder_of_a_language_lead_to_its_terms(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    german = "---\nterm: Scheibe\nlanguage: de\n---\n\nDünn und rund.\n"
    ledger = "/de/docs/x/: {term: Scheibe, moved: de/scheibe}\n"
    files = {"entries/wafer.md": WAFER, "entries/de.md": german, LEDGER: ledger, "glossary.yml": "languages: [de]\n"}
    write_files(tmp_path, files)
    build()
    assert leads_to(page(tmp_path, "de/docs/x")) == "../../term/scheibe/"
