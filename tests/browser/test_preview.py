"""The preview as an author sees it: a real server process, a real browser, files saved on disk."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

pytestmark = pytest.mark.browser

ENTRY = "---\nterm: Rye\ncategory: Grain\n---\n\nRye is a {}.\n\n{}\n"
FILLER = "\n\n".join(f"Paragraph {number} of a long text about the grain." for number in range(80))


@pytest.fixture
def project(tmp_path: Path) -> Path:
    entries = tmp_path / "entries"
    entries.mkdir()
    (entries / "rye.md").write_text(ENTRY.format("grain", FILLER), encoding="utf-8")
    (entries / "oat.md").write_text("---\nterm: Oat\n---\n\nOat is a grain.\n", encoding="utf-8")
    return tmp_path


@pytest.fixture
def address(project: Path) -> Iterator[str]:
    command = [sys.executable, "-m", "glossary_site", "serve", "--port", "0"]
    process = subprocess.Popen(command, cwd=project, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    assert process.stdout is not None
    url = ""
    for line in process.stdout:
        if line.startswith("Preview at "):
            url = line.split()[2]
            break
    assert url, "the server did not start"
    yield url
    process.send_signal(signal.SIGINT)
    output, _ = process.communicate(timeout=15)
    assert "Traceback" not in output
    assert process.returncode == 0


@pytest.fixture
def tab(browser: Browser) -> Iterator[Page]:
    context: BrowserContext = browser.new_context(viewport={"width": 1000, "height": 700})
    context.set_default_timeout(20_000)
    yield context.new_page()
    context.close()


def mark(page: Page) -> None:
    """Mark this document; a reload removes the mark."""
    page.evaluate("window.sameDocument = true")


def is_same(page: Page) -> bool:
    return bool(page.evaluate("window.sameDocument === true"))


def test_a_saved_text_appears_in_place(tab: Page, address: str, project: Path) -> None:
    tab.goto(f"{address}term/rye/")
    mark(tab)
    tab.evaluate("window.scrollTo(0, 900)")
    tab.wait_for_timeout(300)
    (project / "entries" / "rye.md").write_text(ENTRY.format("hardy cereal", FILLER), encoding="utf-8")
    expect(tab.locator("main")).to_contain_text("hardy cereal")
    assert tab.evaluate("window.scrollY") == 900
    assert is_same(tab)


def test_problems_appear_and_disappear_over_the_page(tab: Page, address: str, project: Path) -> None:
    tab.goto(f"{address}term/rye/")
    mark(tab)
    overlay = tab.locator("glossary-preview section")
    expect(overlay).to_be_hidden()
    (project / "entries" / "oat.md").write_text("---\nterm: Oat\ntrem: x\n---\n\nOat.\n", encoding="utf-8")
    expect(overlay).to_be_visible()
    expect(overlay).to_contain_text("oat.md:3")
    expect(overlay).to_contain_text("trem: x")
    expect(overlay).to_contain_text("did you mean 'term'?")
    tab.keyboard.press("Escape")
    expect(overlay).to_be_hidden()
    (project / "entries" / "oat.md").write_text("---\nterm: Oat\ntrem: y\n---\n\nOat.\n", encoding="utf-8")
    expect(overlay).to_be_visible()
    (project / "entries" / "oat.md").write_text("---\nterm: Oat\n---\n\nOat is a grain.\n", encoding="utf-8")
    expect(overlay).to_be_hidden()
    assert is_same(tab)


def test_a_broken_template_is_reported_and_the_page_stays(tab: Page, address: str, project: Path) -> None:
    tab.goto(f"{address}term/rye/")
    folder = project / "templates"
    folder.mkdir()
    (folder / "term.html").write_text("{% extends 'base.html' %}\n{% block main %}{{ nothing }}", encoding="utf-8")
    overlay = tab.locator("glossary-preview section")
    expect(overlay).to_contain_text("term.html:2")
    expect(tab.locator("main")).to_contain_text("Rye is a grain")
    (folder / "term.html").unlink()
    expect(overlay).to_be_hidden()


def test_a_style_is_swapped_without_a_reload(tab: Page, address: str, project: Path) -> None:
    tab.goto(f"{address}term/rye/")
    mark(tab)
    (project / "static").mkdir()
    style = (Path(__file__).parents[2] / "static" / "style.css").read_text(encoding="utf-8")
    (project / "static" / "style.css").write_text(style + "\nh1 { color: rgb(1, 2, 3) !important; }", encoding="utf-8")
    expect(tab.locator("h1").first).to_have_css("color", "rgb(1, 2, 3)")
    assert is_same(tab)


def test_a_deleted_term_is_marked_and_drafts_are_shown(tab: Page, address: str, project: Path) -> None:
    (project / "entries" / "new.md").write_text("---\nterm: Teff\nstatus: draft\n---\n\nTeff is a grain.\n", "utf-8")
    tab.goto(f"{address}term/rye/")
    (project / "entries" / "rye.md").unlink()
    expect(tab.locator("glossary-preview section")).to_contain_text("no longer part of the site")
    tab.goto(f"{address}term/teff/")
    expect(tab.get_by_role("heading", level=1)).to_contain_text("Teff")


def test_seven_tabs_are_updated_after_a_build(browser: Browser, address: str, project: Path) -> None:
    context = browser.new_context()
    tabs = [context.new_page() for _ in range(7)]
    for tab in tabs:
        tab.goto(f"{address}term/oat/")
    (project / "entries" / "oat.md").write_text("---\nterm: Oat\n---\n\nOat is a cool crop.\n", encoding="utf-8")
    for tab in tabs:
        expect(tab.locator("main")).to_contain_text("cool crop", timeout=15_000)
    context.close()


def test_a_restarted_server_is_found_again(tab: Page, project: Path) -> None:
    def start(port: str) -> tuple[subprocess.Popen[str], str]:
        command = [sys.executable, "-m", "glossary_site", "serve", "--strict-port", "--port", port]
        process = subprocess.Popen(command, cwd=project, stdout=subprocess.PIPE, text=True, env=dict(os.environ))
        assert process.stdout is not None
        line = next(line for line in process.stdout if line.startswith("Preview at "))
        return process, line.split()[2]

    first, url = start("0")
    tab.goto(f"{url}term/oat/")
    first.send_signal(signal.SIGINT)
    first.communicate(timeout=15)
    (project / "entries" / "oat.md").write_text("---\nterm: Oat\n---\n\nOat is a late crop.\n", encoding="utf-8")
    second, _ = start(url.rsplit(":", 1)[1].strip("/"))
    expect(tab.locator("main")).to_contain_text("late crop", timeout=15_000)
    second.send_signal(signal.SIGINT)
    second.communicate(timeout=15)
