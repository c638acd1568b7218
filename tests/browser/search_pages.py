"""A server of the search files of given documents, and pages with the search scripts that the worker loads."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from conftest import serve
from playwright.sync_api import Browser, Page

from glossary_site.search.languages import SNOWBALL
from glossary_site.search.listed import list_late
from glossary_site.search.scores import SearchDocument
from glossary_site.search.shards import index_outputs

ROOT = Path(__file__).parents[2]
SCRIPTS = (
    "vendor/lunr.min.js",
    "tokenise.js",
    "search-language.js",
    "search-files.js",
    "search-names.js",
    "search-lunr.js",
    "search-rank.js",
)


def snowball_scripts(language: str) -> list[str]:
    """The scripts that the worker fetches for a site in ``language``."""
    folder = ROOT / "static" / "vendor" / "snowball"
    names = ("base", SNOWBALL[language]) if language in SNOWBALL else ()
    return [(folder / f"{name}-stemmer.js").read_text(encoding="utf-8") for name in names]


def serve_documents(
    documents: Sequence[SearchDocument], folder: Path, language: str = "en", *, by_meaning: bool = False
) -> Iterator[str]:
    """Serve the search files of ``documents``; yields the address of the root."""
    for output in index_outputs(list_late(documents, language), language, by_meaning=by_meaning):
        path = folder / output.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(output.data)
    (folder / "index.html").write_text("<!doctype html><title>x</title>", encoding="utf-8")
    yield from serve(folder)


def open_scripts(browser: Browser, root: str, language: str = "en") -> Page:
    """A page at ``root`` with all scripts of the worker, in its own scope."""
    page = browser.new_page()
    page.goto(root)
    scripts = [(ROOT / "static" / name).read_text(encoding="utf-8") for name in SCRIPTS]
    page.add_script_tag(content="\n".join((*snowball_scripts(language), *scripts)))
    return page
