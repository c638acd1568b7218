"""Sites of Starlight, Docusaurus, VitePress and Next, built as ``docs/javascript.md`` describes them, in real Chromium.

To install and build them takes minutes, so that only ``make audit`` does. With ``UPDATE_DOCS=1`` it also makes the
document's picture.
"""

import json
import os
import re
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
from javascript import PACKAGE, install_packages, needs_node
from playwright.sync_api import Browser, Locator, Page, expect
from test_access import axe
from test_javascript_cards import run_files

from glossary_site.config import SiteConfig
from glossary_site.formats.terms import terms_json
from glossary_site.glossary import relate_records
from glossary_site.records import parse_records

__all__ = ["axe"]

ROOT = Path(__file__).parents[2]
PICTURE = ROOT / "docs" / "pictures" / "javascript.png"
pytestmark = [
    pytest.mark.browser,
    needs_node,
    pytest.mark.skipif(os.environ.get("AUDIT") != "full", reason="built by make audit"),
]
ENTRIES = """
- {term: Oven, definition: "An oven is a closed place that is hot, for bread and other things that are baked."}
- {term: Hearth bread, aliases: [oven-bottom bread], definition: Hearth bread is baked on a hot floor.}
- {term: Proof, definition: Proof is the last rise of a dough before it is baked.}
"""
TEXT = """
{heading}

An oven must be hot before the proof ends. They proof the loaves at night, and [[hearth bread]] before dawn.

## The second bake

Two ovens bake oven-bottom breads; `oven` is code.
"""
BARE = "bare/"
_FENCE = re.compile(r"```js\n// (?P<path>\S+)\n(?P<code>.*?)```", re.DOTALL)


@dataclass(frozen=True)
class Peer:
    """A program that builds sites: its section in the document, its packages, its command and where its pages are.

    ``page`` is the name of a page's file, in a folder a page.
    """

    section: str
    packages: Mapping[str, str]
    command: tuple[str, ...]
    pages: str
    site: str
    further: Mapping[str, str]
    page: str = "index.md"


PEERS = (
    Peer(
        "Astro Starlight",
        {"astro": "5.18.2", "@astrojs/starlight": "0.37.7"},
        ("astro", "build"),
        "src/content/docs",
        "dist",
        {
            "src/content.config.ts": (
                'import { defineCollection } from "astro:content";\n'
                'import { docsLoader } from "@astrojs/starlight/loaders";\n'
                'import { docsSchema } from "@astrojs/starlight/schema";\n'
                "const docs = defineCollection({ loader: docsLoader(), schema: docsSchema() });\n"
                "export const collections = { docs };\n"
            )
        },
    ),
    Peer(
        "Docusaurus",
        {
            "@docusaurus/core": "3.10.2",
            "@docusaurus/preset-classic": "3.10.2",
            "react": "19.3.1",
            "react-dom": "19.3.1",
        },
        ("docusaurus", "build"),
        "docs",
        "build",
        {},
    ),
    Peer("VitePress", {"vitepress": "1.6.4"}, ("vitepress", "build"), ".", ".vitepress/dist", {}),
    Peer(
        "Next",
        {
            "next": "15.5.29",
            "@next/mdx": "15.5.28",
            "@mdx-js/loader": "3.1.1",
            "react": "19.3.1",
            "react-dom": "19.3.1",
            "remark-frontmatter": "5.0.0",
        },
        ("next", "build"),
        "app",
        "out",
        {},
        "page.mdx",
    ),
)


def described_files(section: str) -> dict[str, str]:
    """The files that a section of the document shows, by their paths."""
    text = (ROOT / "docs" / "javascript.md").read_text(encoding="utf-8")
    part = text.partition(f"\n## {section}\n")[2].partition("\n## ")[0]
    return {fence["path"]: fence["code"] for fence in _FENCE.finditer(part)}


def build_peer(peer: Peer, folder: Path) -> Path:
    """Build the site of a peer with two pages: with mentions, and without them; returns its folder."""
    front = "---\ntitle: Baking\nslug: {slug}\n{glossary}---\n"
    is_absolute = peer.section == "Docusaurus"
    home, bare_slug = ("/", "/bare") if is_absolute else ("index", "bare")
    text = TEXT.format(heading="# Baking" if peer.section in ("VitePress", "Next") else "")
    bare = text.replace("[[", "").replace("]]", "")
    dependencies = {**peer.packages, "remark-glossary": f"file:{PACKAGE}"}
    glossary = relate_records(parse_records(ENTRIES, "a.yml")[0], SiteConfig())
    files = {
        "package.json": json.dumps({"private": True, "dependencies": dependencies}),
        "terms.json": terms_json(glossary).data.decode(),
        **described_files(peer.section),
        **peer.further,
        f"{peer.pages}/{peer.page}": front.format(slug=home, glossary="") + text,
        f"{peer.pages}/bare/{peer.page}": front.format(slug=bare_slug, glossary="glossary: off\n") + bare,
    }
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    install_packages(folder, "install", "--no-package-lock", "--install-links")
    quiet = {**os.environ, "ASTRO_TELEMETRY_DISABLED": "1", "NEXT_TELEMETRY_DISABLED": "1"}
    done = subprocess.run(["npx", *peer.command], cwd=folder, env=quiet, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder / peer.site


@pytest.fixture(scope="module", params=PEERS, ids=lambda peer: peer.section)
def address(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with run_files(build_peer(request.param, tmp_path_factory.mktemp("peer"))) as address:
        yield address


def mentions(page: Page) -> Locator:
    return page.locator("a[data-term]")


def test_each_first_mention_is_linked(browser: Browser, address: str) -> None:
    page = browser.new_page()
    page.goto(address)
    expect(mentions(page)).to_have_text(["oven", "proof", "hearth bread", "oven-bottom breads"])
    page.goto(f"{address}{BARE}")
    expect(page.locator("h1")).to_contain_text("Baking")
    expect(mentions(page)).to_have_count(0)
    page.close()


def test_cards_open_by_mouse_keyboard_and_finger(browser: Browser, address: str) -> None:
    page = browser.new_page()
    page.goto(address, wait_until="networkidle")
    card = page.locator("#hover-card")
    mentions(page).nth(3).hover()
    expect(card).to_contain_text("Hearth bread is baked")
    page.keyboard.press("Escape")
    expect(card).to_be_hidden()
    mentions(page).nth(1).focus()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    expect(card).to_contain_text("Proof is the last rise")
    page.close()
    context = browser.new_context(viewport={"width": 390, "height": 800}, has_touch=True, is_mobile=True)
    page = context.new_page()
    page.goto(address, wait_until="networkidle")
    mentions(page).first.tap()
    link = page.locator("#hover-card").get_by_role("link", name="Go to this term")
    expect(link).to_have_attribute("href", "https://example.org/glossary/term/oven/")
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_that_the_bare_page_has_not(browser: Browser, address: str, axe: str, scheme: str) -> None:
    context = browser.new_context(color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    found = []
    for path in (BARE, ""):
        page.goto(address + path, wait_until="networkidle")
        if not path:
            mentions(page).first.hover()
            expect(page.locator("#hover-card")).to_be_visible()
            if "Starlight" in page.content() and scheme == "light" and os.environ.get("UPDATE_DOCS"):
                page.screenshot(path=PICTURE, clip={"x": 0, "y": 0, "width": 1280, "height": 480})
        page.evaluate(axe)
        found.append({each["id"] for each in page.evaluate("axe.run()")["violations"]})
    assert found[1] <= found[0]
    context.close()
