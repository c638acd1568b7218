"""Linked data is no script to the policy, and a site with ``offline: yes`` can be read without a network."""

import functools
import http.server
import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from conftest import PREFIX, _Handler, build_project
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser

ENTRIES = """\
- {term: Rye, definition: Rye is a </script> flour., body: Rye is baked with a peel.}
- {term: Peel, definition: A peel is a shovel.}
- {term: Oven, definition: An oven is hot.}
- {term: Salt, definition: Salt is white.}
"""


@dataclass(slots=True)
class Host:
    """A site on a server that can be stopped."""

    server: http.server.ThreadingHTTPServer
    thread: threading.Thread

    @property
    def root(self) -> str:
        return f"http://127.0.0.1:{self.server.server_port}{PREFIX}"

    def stop(self) -> None:
        if self.thread.is_alive():
            self.server.shutdown()
            self.thread.join()
            self.server.server_close()


@pytest.fixture
def host(tmp_path: Path) -> Iterator[Host]:
    files = {
        "entries/bread.yml": ENTRIES,
        "entries/de.yml": "{term: Roggen, language: de, definition: Ein Korn.}",
        "glossary.yml": "title: Bread\noffline: yes\nlanguages: [de]\n",
    }
    handler = functools.partial(_Handler, directory=str(build_project(tmp_path, files)))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    host = Host(server, thread)
    yield host
    host.stop()


def test_linked_data_is_no_script_to_the_policy(page: Page, host: Host) -> None:
    # The fixture ``page`` fails on a line in the console, such as a violation of the policy.
    page.goto(f"{host.root}term/rye/")
    data = page.locator("script[type='application/ld+json']")
    expect(data).to_have_count(1)
    assert json.loads(data.text_content() or "")["description"] == "Rye is a </script> flour."
    assert page.evaluate("document.querySelectorAll('h1').length") == 1


KEPT = """async () => {
  const found = [];
  for (const name of await caches.keys()) {
    for (const { url } of await (await caches.open(name)).keys()) found.push(new URL(url).pathname);
  }
  return found;
}"""


def wait_until_kept(page: Page, *urls: str) -> None:
    for _ in range(200):
        if {PREFIX + url for url in urls} <= set(page.evaluate(KEPT)):
            return
        page.wait_for_timeout(50)
    raise AssertionError(page.evaluate(KEPT))


def test_opened_and_listed_pages_can_be_read_offline(browser: Browser, host: Host) -> None:
    context = browser.new_context()
    context.set_default_timeout(20_000)
    page = context.new_page()
    page.goto(f"{host.root}term/rye/")
    wait_until_kept(page, "", "term/rye/")
    page.goto(f"{host.root}o/")
    wait_until_kept(page, "o/", "term/oven/")
    assert f"{PREFIX}term/salt/" not in page.evaluate(KEPT)
    host.stop()
    page.goto(f"{host.root}term/rye/")
    expect(page.locator("h1")).to_contain_text("Rye")
    assert page.evaluate("[...document.styleSheets].every((sheet) => sheet.cssRules.length > 0)")
    page.goto(f"{host.root}term/oven/")
    expect(page.locator("h1")).to_contain_text("Oven")
    page.goto(host.root)
    expect(page.locator("h1")).to_contain_text("Bread")
    page.goto(f"{host.root}term/salt/")
    page.wait_for_url("**/offline.html")
    expect(page.locator("h1")).to_contain_text("Not kept on this device")
    context.close()


def test_offline_pages_of_a_further_language_are_in_that_language(browser: Browser, host: Host) -> None:
    context = browser.new_context()
    context.set_default_timeout(20_000)
    page = context.new_page()
    page.goto(f"{host.root}de/term/roggen/")
    wait_until_kept(page, "", "de/term/roggen/", "de/offline.html")
    host.stop()
    page.goto(f"{host.root}de/term/roggen/")
    expect(page.locator("h1")).to_contain_text("Roggen")
    assert page.evaluate("[...document.styleSheets].every((sheet) => sheet.cssRules.length > 0)")
    page.goto(f"{host.root}de/")
    page.wait_for_url("**/de/offline.html")
    expect(page.locator("html")).to_have_attribute("lang", "de")
    page.goto(f"{host.root}term/rye/")
    page.wait_for_url(f"{host.root}offline.html")
    context.close()


def test_without_the_setting_nothing_is_kept(page: Page, site: str) -> None:
    page.goto(site)
    assert page.evaluate("navigator.serviceWorker.getRegistrations().then((all) => all.length)") == 0
