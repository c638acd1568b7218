"""Search data of given documents behind a real server, and pages that hold the search scripts as the worker does."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from conftest import serve
from playwright.sync_api import Browser, Page

from glossary_site.search import SearchDocument, index_outputs

ROOT = Path(__file__).parents[2]
SCRIPTS = (
    "vendor/lunr.min.js",
    "tokenise.js",
    "search-data.js",
    "search-names.js",
    "search-lunr.js",
    "search-rank.js",
)


def serve_documents(documents: Sequence[SearchDocument], folder: Path) -> Iterator[str]:
    """Serve the search files of ``documents``; yields the address of the root."""
    for output in index_outputs(documents):
        path = folder / output.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(output.data)
    (folder / "index.html").write_text("<!doctype html><title>x</title>", encoding="utf-8")
    yield from serve(folder)


def open_scripts(browser: Browser, root: str) -> Page:
    """A page at ``root`` with everything that the worker has, in its own scope."""
    page = browser.new_page()
    page.goto(root)
    page.add_script_tag(content="\n".join((ROOT / "static" / name).read_text(encoding="utf-8") for name in SCRIPTS))
    return page
