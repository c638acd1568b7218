"""The project's own glossary, built, served under a sub-path as by a plain file server, opened in real Chromium."""

import contextlib
import functools
import http.server
import threading
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from browsers import find_chromium
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from glossary_site.build import BuildRequest, build_site

ROOT = Path(__file__).parents[2]
#: Every kind of page that the project's own glossary has.
KINDS = {
    "home": "",
    "listing": "all/2/",
    "letter": "g/",
    "category": "category/lithography/",
    "narrowed": "category/machine-learning/#letter-g",
    "term": "term/transformer/",
    "senses": "term/gate/",
    "search": "search/?q=wafer",
    "404": "404.html",
}
#: Adds a measurement to the table at the end of the run: row, goal, worst value, number of places.
Reached = Callable[[str, str, int | float, int], None]
#: Tests wait this long, because a busy machine is slow.
expect.set_options(timeout=20_000)
#: Every page must work under any path.
PREFIX = "/docs/glossary/"


class _Handler(http.server.SimpleHTTPRequestHandler):
    """Serves a folder under ``PREFIX``, silently; an unknown page gets the site's 404 page."""

    def translate_path(self, path: str) -> str:
        if not path.startswith(PREFIX):
            return str(Path(self.directory) / "there-is-no-such-file")
        return super().translate_path("/" + path.removeprefix(PREFIX))

    def copyfile(self, source: Any, outputfile: Any) -> None:
        """As the base class; a browser may close the connection at any time."""
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):
            super().copyfile(source, outputfile)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class names it so
        pass


def build_project(project: Path, files: Mapping[str, str]) -> Path:
    """Write the files of a project, by path, and build it; returns the folder of its site."""
    for name, text in files.items():
        path = project / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    build_site(BuildRequest(project / "entries", project / "site", project / "glossary.yml"))
    return project / "site"


@contextlib.contextmanager
def run_server(handler: Callable[..., http.server.BaseHTTPRequestHandler]) -> Iterator[str]:
    """Answer requests with ``handler`` in a thread; yields the address, without a path."""
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def serve(folder: Path) -> Iterator[str]:
    """Serve ``folder`` until the generator is closed; yields the address of the site's root."""
    with run_server(functools.partial(_Handler, directory=str(folder))) as address:
        yield address + PREFIX


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    output = tmp_path_factory.mktemp("built") / "site"
    build_site(BuildRequest(ROOT / "entries", output, ROOT / "glossary.yml"))
    return output


@pytest.fixture(scope="session")
def site(built: Path) -> Iterator[str]:
    yield from serve(built)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        arguments = ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync"]
        browser = playwright.chromium.launch(executable_path=find_chromium() or None, args=arguments)
        yield browser
        browser.close()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.set_default_timeout(20_000)
    yield context
    context.close()


@pytest.fixture
def reached(record_property: Callable[[str, object], None]) -> Reached:
    """See ``Reached``."""
    return lambda row, goal, value, places: record_property("reached", [row, goal, value, places])


#: Chromium's own message when it is so busy that it shows a page before the transition to it can begin.
LATE = "Transition was aborted because of invalid state. Page already revealed"


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """A page that fails its test if anything is printed to the console or thrown, or another host is requested."""
    page = context.new_page()
    trouble: list[str] = []
    page.on("console", lambda message: trouble.append(f"console: {message.text}"))
    page.on("pageerror", lambda error: trouble.append(f"exception: {error}"))
    page.on(
        "request",
        lambda request: None if "://127.0.0.1" in request.url else trouble.append(f"request: {request.url}"),
    )
    yield page
    trouble = [each for each in trouble if LATE not in each]
    assert not trouble, trouble
