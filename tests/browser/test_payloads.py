"""Hostile entries in real Chromium, with the site's policy and without it: no script runs, no other host is requested,
and everything outside an entry is as with harmless words.

``make test`` packs all payloads into a few pages, without the policy; ``make audit`` gives each a page of its own, and
has both kinds of listing, with and without the policy.
"""

import contextlib
import functools
import http.server
import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from conftest import run_server
from payload_cases import bodies, case_id, file_name, names, read_family, write_glossary
from playwright.sync_api import Browser, BrowserContext, Dialog, Page, expect

from fuzz.safe_html import allowed_attributes
from glossary_site.build import BuildRequest, build_site

pytestmark = pytest.mark.browser

FULL = os.environ.get("AUDIT") == "full"
#: Payloads on one page; a term has at most 100 senses. In full each has a page of its own, so that a fault names it.
A_PAGE = 1 if FULL else 90
_POLICY = re.compile(rb'<meta http-equiv="Content-Security-Policy"[^>]*>')
_NUMBERED = re.compile(r"(?:case-|gone-)?\d*")
NOWHERE = "no/such/page/"
#: Attributes that scripts of the theme add to elements of an entry.
_ADDED = frozenset(("tabindex", "aria-describedby"))
_SCHEMES = ("http:", "https:", "mailto:", "tel:")
#: Elements of search results, and their attributes.
_RESULTS = frozenset(("a", "b", "small", "em", "span", "mark", "p", "div", "option"))
_GIVEN = frozenset(("class", "href", "id", "role", "aria-selected", "tabindex", "value", "selected"))

#: The page as a test sees it: the elements in entries one by one, and every kind of place outside them.
_LOOK = """() => {
  const ENTRY = ".lead, .prose, .sense-foot";
  const names = (each) => each.getAttributeNames().sort();
  const inside = [], outside = new Set();
  for (const each of document.querySelectorAll("*")) {
    const entry = each.parentElement?.closest(ENTRY);
    if (entry && entry.closest("main")) {
      const scheme = each.getAttribute("href") === null ? "" : each.protocol ?? "none";
      inside.push([each.localName, names(each), scheme, each.id]);
      continue;
    }
    const path = [];
    for (let node = each; node; node = node.parentElement) path.unshift(node.localName);
    outside.add(`${path.join(">")}[${names(each).join()}]`);
  }
  const frame = (root) => [...root.children].map((each) => each.localName + (each.id && "#" + each.id));
  return { inside, outside: [...outside], head: frame(document.head), body: frame(document.body), url: location.href };
}"""


@dataclass(slots=True)
class Watched:
    """A page, and the forbidden events that happened on it."""

    page: Page
    trouble: list[str] = field(default_factory=list)


@contextlib.contextmanager
def watched(browser: Browser, origins: tuple[str, ...]) -> Iterator[Watched]:
    """A page that notes dialogs, calls of ``pwned``, requests to other hosts, other windows and frames."""
    context: BrowserContext = browser.new_context(viewport={"width": 1000, "height": 700}, service_workers="block")
    context.set_default_timeout(120_000 if FULL else 20_000)  # a whole audit may run beside other work
    page = context.new_page()
    seen = Watched(page)

    def ask(url: str) -> None:
        if not url.startswith(origins):
            seen.trouble.append(f"{page.url}: request {url[:100]}")

    def refuse(dialog: Dialog) -> None:
        seen.trouble.append(f"{page.url}: dialog")
        dialog.dismiss()

    context.expose_binding("pwned", lambda source, *_: seen.trouble.append(f"{source['frame'].url}: a payload ran"))
    context.route(lambda url: not url.startswith(origins), lambda route: route.abort())
    context.on("request", lambda request: ask(request.url))
    context.on("dialog", refuse)
    page.on("popup", lambda popup: seen.trouble.append(f"{page.url}: window {popup.url}"))
    page.on("frameattached", lambda frame: seen.trouble.append(f"{page.url}: frame {frame.url}"))
    yield seen
    context.close()


@contextlib.contextmanager
def served(folder: Path, *, policy: bool = True) -> Iterator[str]:
    """Serve ``folder``, and without ``policy`` remove the policy from every page; yields the address."""

    class Handler(http.server.SimpleHTTPRequestHandler):
        def do_GET(self) -> None:
            path = Path(self.translate_path(self.path))
            path = path / "index.html" if path.is_dir() else path
            status = 200 if path.is_file() else 404
            path = path if path.is_file() else folder / "404.html"
            data = path.read_bytes()
            self.send_response(status)
            self.send_header("Content-Type", self.guess_type(path))
            self.send_header("Access-Control-Allow-Origin", "*")
            self.end_headers()
            self.wfile.write(data if policy else _POLICY.sub(b"", data))

        def handle(self) -> None:
            with contextlib.suppress(BrokenPipeError, ConnectionResetError):  # the page closed the connection
                super().handle()

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class names it so
            pass

    with run_server(functools.partial(Handler, directory=str(folder))) as address:
        yield f"{address}/"


@dataclass(frozen=True, slots=True)
class Sites:
    """One glossary with the payloads, and the same with harmless words."""

    hostile: Path
    harmless: Path
    entries: int


def _build(project: Path, *, harmless: bool, listing: str) -> int:
    entries = write_glossary(project, A_PAGE, harmless=harmless, listing=listing)
    report = build_site(BuildRequest(project / "entries", project / "site", project / "glossary.yml"))
    assert not report.bad, "an entry that is left out tries no payload"
    return entries


#: What the inline Markdown of a definition makes wherever it is shown: elements without any attribute.
_IN_DEFINITIONS = re.compile(r">(?:cite|code|del|em|ins|kbd|mark|q|s|samp|small|strong|sub|sup|var)\[\]$")
#: Kind of listing, and whether the site's policy is in force: without it nothing but the text itself is safe.
_WAYS = [("summary", False), ("full", False), ("summary", True), ("full", True)][: None if FULL else 1]
in_every_way = pytest.mark.parametrize(("sites", "policy"), _WAYS, indirect=["sites"])
as_a_summary = pytest.mark.parametrize("sites", ["summary"], indirect=True)


@pytest.fixture(scope="module")
def built() -> dict[str, Sites]:
    """The sites by their listing: each is built once, whatever the order of the tests."""
    return {}


@pytest.fixture(scope="module")
def sites(request: pytest.FixtureRequest, built: dict[str, Sites], tmp_path_factory: pytest.TempPathFactory) -> Sites:
    listing: str = request.param
    if listing not in built:
        home = tmp_path_factory.mktemp("payloads")
        entries = _build(home / "hostile", harmless=False, listing=listing)
        assert _build(home / "harmless", harmless=True, listing=listing) == entries
        built[listing] = Sites(home / "hostile/site", home / "harmless/site", entries)
    return built[listing]


def pages_of(folder: Path) -> list[str]:
    """The URLs of all pages of a site, and one that does not exist."""
    found = sorted(path.relative_to(folder).as_posix().removesuffix("index.html") for path in folder.rglob("*.html"))
    return [*found, NOWHERE]


def look(page: Page, url: str) -> Any:
    page.goto(url)
    page.evaluate("new Promise((done) => requestAnimationFrame(() => setTimeout(done)))")
    return page.evaluate(_LOOK)


def inside_faults(elements: list[tuple[str, list[str], str, str]]) -> list[str]:
    """The elements, attributes, addresses and ids in entries that are not allowed."""
    found = []
    for name, attributes, scheme, identity in elements:
        allowed = allowed_attributes(name)
        if allowed is None:
            found.append(f"element {name}")
        found += [f"{name}[{each}]" for each in attributes if each not in (allowed or ()) and each not in _ADDED]
        if scheme and scheme not in _SCHEMES:
            found.append(f"address of scheme {scheme}")
        if identity in ("main", "cards", "meanings", "search-dialog", "hover-card"):
            found.append(f"id {identity}")
    return found


def kind(url: str) -> str:
    """The kind of a page; pages of one kind have one structure."""
    first = url.partition("/")[0]
    if url.startswith("term/gone"):
        return "gone"
    if first in ("term", "category", "changes", "search", "all", "texts", "tag") or url.endswith(".html") or not url:
        return first
    return "none" if url == NOWHERE else "letter"


def twin_key(url: str) -> tuple[str, ...]:
    """What the address of a page and of its harmless twin have in common: the number of the payload, and the depth."""
    return kind(url), *(_NUMBERED.match(part)[0] for part in url.split("/"))  # type: ignore[index]


class Harmless:
    """The pages of the harmless glossary, which show what the structure of a page may be."""

    def __init__(self, page: Page, root: str, urls: list[str]) -> None:
        """Looks at a few pages of each kind."""
        self._page, self._root = page, root
        self._twins: dict[tuple[str, ...], str] = {}
        self._outside: dict[str, set[str]] = {}
        self._frames: dict[str, list[tuple[list[str], list[str]]]] = {}
        for url in urls:
            self._twins.setdefault(twin_key(url), url)
            frames = self._frames.setdefault(kind(url), [])
            if len(frames) < (25 if FULL else 8):
                found = look(page, root + url)
                self._outside.setdefault(kind(url), set()).update(found["outside"])
                frames.append((found["head"], found["body"]))

    def differences(self, url: str, found: Any) -> list[str]:
        """What a page has that neither pages of its kind nor its own twin have."""
        outside = {each for each in found["outside"] if not _IN_DEFINITIONS.search(each)} - self._outside[kind(url)]
        frame, frames = (found["head"], found["body"]), self._frames[kind(url)]
        if (outside or frame not in frames) and twin_key(url) in self._twins:
            twin = look(self._page, self._root + self._twins[twin_key(url)])
            outside, frames = outside - {*twin["outside"]}, [*frames, (twin["head"], twin["body"])]
        return [*sorted(outside), *(() if frame in frames else (f"{frame}, not {frames[-1]}",))]


def test_there_are_at_least_five_hundred_payloads() -> None:
    assert len({each.text for each in bodies()}) >= 500
    assert len(set(names())) >= 250
    print(f"\n{len(bodies())} bodies and {len(names())} names")


@in_every_way
def test_every_page_stays_as_it_is(browser: Browser, sites: Sites, policy: bool) -> None:
    origins = ("http://127.0.0.1:",)
    with watched(browser, origins) as plain, served(sites.harmless, policy=policy) as root:
        harmless = Harmless(plain.page, root, pages_of(sites.harmless))
        faults: list[str] = []
        with watched(browser, origins) as seen, served(sites.hostile, policy=policy) as root:
            urls = pages_of(sites.hostile)
            for url in urls:
                found = look(seen.page, root + url)
                faults += [
                    f"{url}: {each}" for each in (*harmless.differences(url, found), *inside_faults(found["inside"]))
                ]
                if found["url"] != root + url:
                    faults.append(f"{url}: led to {found['url']}")
            assert not seen.trouble, seen.trouble[:10]
        assert not plain.trouble
    assert not faults, "\n".join(faults[:10])
    assert len(urls) > sites.entries
    print(f"\n{len(urls)} pages opened, {len(bodies())} payloads")


@in_every_way
def test_search_and_cards_show_text(browser: Browser, sites: Sites, policy: bool) -> None:
    with watched(browser, ("http://127.0.0.1:",)) as seen, served(sites.hostile, policy=policy) as root:
        page = seen.page
        page.goto(f"{root}search/?q=case")
        expect(page.locator(".results > *").first).to_be_visible()
        for query in ("script", "onerror pwned", *names()[: 250 if FULL else 12]):
            page.fill("#page-search", query)
            page.wait_for_timeout(60)
        elements = page.evaluate(
            """() => [...document.querySelectorAll(".results *, .search-status *, .search-help *, select *")]
                 .map((each) => [each.localName, each.getAttributeNames()])"""
        )
        assert {name for name, _ in elements} <= _RESULTS
        assert {attribute for _, attributes in elements for attribute in attributes} <= _GIVEN
        for number in range(1, min(sites.entries, 400 if FULL else 3) + 1):
            page.goto(f"{root}term/{case_id(number)}/")
            page.evaluate(
                """() => {
                  const cards = document.querySelector("#cards");
                  if (cards) document.querySelector("main").append(cards.content.cloneNode(true));
                  // A payload may fold what is behind it: readers open that.
                  for (const folded of document.querySelectorAll("details")) folded.open = true;
                }"""
            )
            mention = page.locator("main a.mention").last
            if mention.count():
                mention.scroll_into_view_if_needed()
                mention.hover()
                card = page.locator("#hover-card:popover-open")
                expect(card).to_be_visible()
                is_theirs = mention.evaluate("(link) => link.classList.contains('theirs')")
                elements = card.locator("*").evaluate_all("all => all.map((each) => each.localName)")
                assert elements == ([] if is_theirs else ["b", "span"])
        assert not seen.trouble, seen.trouble[:10]


@as_a_summary
def test_no_link_of_an_author_is_fetched_ahead(browser: Browser, sites: Sites) -> None:
    with watched(browser, ("http://127.0.0.1:",)) as seen, served(sites.hostile) as root:
        links = 0
        for number in range(1, min(sites.entries, 30) + 1):
            seen.page.goto(f"{root}term/{case_id(number)}/")
            fetched, own = seen.page.evaluate(
                """() => {
                  const rules = JSON.parse(document.querySelector('script[type="speculationrules"]').textContent);
                  const matched = [...document.querySelectorAll(rules.prefetch[0].where.selector_matches)];
                  const authors = matched.filter((each) => !each.matches(".mention") &&
                    each.closest(".lead, .prose, .sense-foot"));
                  return [authors.map((each) => each.outerHTML), matched.length];
                }"""
            )
            assert fetched == []
            links += own
        assert links > 100


@as_a_summary
def test_cards_on_another_site_show_text(browser: Browser, sites: Sites, tmp_path: Path) -> None:
    with served(sites.hostile) as root:
        marked = "".join(
            f'<p><dfn data-term="{case_id(number)}">x</dfn></p>'
            for number in range(1, min(sites.entries, 300 if FULL else 8) + 1)
        )
        words = "".join(
            f"<p>Case {number:04d} and more</p>" for number in range(1, min(sites.entries, 300 if FULL else 8) + 1)
        )
        (tmp_path / "index.html").write_text(
            f'<!doctype html><meta charset="utf-8"><title>x</title><link rel="icon" href="data:,">'
            f'<script src="{root}embed.js" data-find="main" defer></script>{marked}<main>{words}</main>',
            encoding="utf-8",
        )
        with watched(browser, ("http://127.0.0.1:", "data:,")) as seen, served(tmp_path) as elsewhere:
            seen.page.goto(elsewhere)
            links = seen.page.locator("dfn a.glossary-term")
            expect(links.first).to_be_visible()
            for number in range(links.count()):
                links.nth(number).focus()
                links.nth(number).hover()
                card = seen.page.locator("#glossary-card:popover-open")
                expect(card).to_be_visible()
                inside = card.locator("*").evaluate_all("all => all.map((each) => each.localName)")
                assert set(inside) <= {"b", "span", "a", "p"}
            assert not seen.trouble, seen.trouble[:10]


@as_a_summary
def test_data_files_are_well_formed(sites: Sites) -> None:
    """JSON is JSON, XML is well-formed, and JSON-LD ends no script element."""
    count = 0
    for path in sorted(sites.hostile.rglob("*")):
        if path.suffix in (".json", ".webmanifest"):
            json.loads(path.read_bytes())
        elif path.suffix in (".xml", ".svg"):
            ElementTree.fromstring(path.read_bytes())  # noqa: S314 - our own output
        elif path.suffix == ".html":
            for block in re.findall(
                rb'<script type="application/ld\+json">(.*?)</script>', path.read_bytes(), re.DOTALL
            ):
                assert b"<" not in block
                json.loads(block)
        else:
            continue
        count += 1
    assert count > 30


def test_the_preview_shows_problems_as_text(browser: Browser, tmp_path: Path) -> None:
    write_glossary(tmp_path, 60)
    for number, name in enumerate(names()[: 290 if FULL else 40]):
        text = f"term: Broken {number}\nbody: x\n'{name.replace(chr(39), '')}': y\n"
        (tmp_path / f"entries/z{number} {file_name(name)}.yml").write_text(text, encoding="utf-8", errors="replace")
    command = [sys.executable, "-m", "glossary_site", "serve", "--port", "0", "--poll"]
    server = subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    try:
        assert server.stdout is not None
        url = next(line.split()[2] for line in server.stdout if line.startswith("Preview at "))
        origins = (url, url.replace("http:", "ws:"))
        with watched(browser, origins) as seen:
            for path in ("", *(f"term/{case_id(number)}/" for number in range(1, 6)), "no/such/page/"):
                seen.page.goto(url + path)
                box = seen.page.locator("glossary-preview section")
                expect(box).to_be_visible()
                shown = box.locator("*").evaluate_all("all => all.map((each) => each.localName)")
                assert set(shown) <= {"h2", "article", "p", "pre", "span"}
            assert "pwned" in (box.text_content() or "")
            assert not seen.trouble, seen.trouble[:10]
    finally:
        server.send_signal(signal.SIGINT)
        server.communicate(timeout=20)


def test_every_family_is_read() -> None:
    for family in ("html", "breakouts", "templates", "addresses", "formulas", "markdown"):
        found = read_family(family)
        assert len(found) >= 20
        assert not any("RUN" in each.text or "AWAY" in each.text for each in found)
