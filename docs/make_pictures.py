"""Make the pictures of the documents from the shipped glossary: ``python docs/make_pictures.py``."""

import functools
import http.server
import io
import json
import sys
import tempfile
import threading
from pathlib import Path
from typing import Literal

from mkdocs.commands.build import build
from mkdocs.config import load_config
from PIL import Image
from playwright.sync_api import sync_playwright

from glossary_site.build import BuildRequest, build_site

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests" / "browser"))

from browsers import find_chromium  # noqa: E402 - the path is extended above

PICTURES = ROOT / "docs" / "pictures"
#: File name, page, colour scheme, width, query to type into the search dialog.
SHOTS: tuple[tuple[str, str, Literal["light", "dark"], int, str], ...] = (
    ("home", "", "light", 1100, ""),
    ("term", "term/gate/", "light", 1100, ""),
    ("search", "term/wafer/", "light", 1100, "electro"),
    ("dark", "term/reactive-ion-etching/", "dark", 1100, ""),
    ("picture", "term/wafer/", "light", 1100, ""),
    ("phone", "term/kl-divergence/", "light", 390, ""),
    ("own-look", "own/term/wafer/", "light", 1100, ""),
    ("mkdocs", "documentation/", "light", 1100, ""),
)


class _Silent(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class names it so
        pass


#: A project's own look, as in the README: one setting and one template.
OWN_LOOK = "accent: '#9c2c77'\nfooter: Made by the process group\n"
OWN_COUNT = "{{ site.terms }} words we use in the fab"


def build_both(scratch: Path) -> Path:
    """Build the shipped glossary, and once more below ``own/`` with a look of its own; returns the site."""
    site = scratch / "site"
    build_site(BuildRequest(ROOT / "entries", site, ROOT / "glossary.yml"))
    project = scratch / "project"
    (project / "templates" / "parts").mkdir(parents=True)
    (project / "templates" / "parts" / "count.html").write_text(OWN_COUNT, encoding="utf-8")
    settings = (ROOT / "glossary.yml").read_text(encoding="utf-8") + OWN_LOOK
    (project / "glossary.yml").write_text(settings, encoding="utf-8")
    build_site(BuildRequest(ROOT / "entries", scratch / "own", project / "glossary.yml"))
    (scratch / "own").rename(site / "own")
    return site


#: A page in another program's documentation, as ``docs/mkdocs.md`` shows it.
DOCUMENTATION_PAGE = """# From sand to circuit

A wafer is cut from a crystal and polished. Photolithography then draws the first layer, and reactive ion etching
removes what the resist left open. At the end each die is tested.

## What a gate is

In a transistor a gate lets current flow or stops it. In the digital part of a design, a gate computes one function of
its inputs; its delay is short against the period of the clock.
"""


def build_documentation(scratch: Path) -> Path:
    """Build a documentation by MkDocs with the shipped glossary; returns its site."""
    home = scratch / "documentation"
    (home / "docs").mkdir(parents=True)
    (home / "docs" / "index.md").write_text(DOCUMENTATION_PAGE, encoding="utf-8")
    plugin = {"glossary-site": {"source": str(ROOT / "entries"), "settings": str(ROOT / "glossary.yml")}}
    settings = {"site_name": "How chips are made", "theme": {"name": "material", "font": False}}
    (home / "mkdocs.yml").write_text(json.dumps({**settings, "plugins": ["search", plugin]}), encoding="utf-8")
    build(load_config(str(home / "mkdocs.yml")))
    return home / "site"


def write_small(picture: bytes, path: Path) -> None:
    """Write a PNG of 128 colours, enough for text on few backgrounds, and a third of the bytes of all colours."""
    colours = Image.open(io.BytesIO(picture)).convert("RGB").quantize(128, dither=Image.Dither.NONE)
    colours.save(path, optimize=True)


def main() -> None:
    """Build, serve and photograph the pages."""
    with tempfile.TemporaryDirectory() as scratch, sync_playwright() as playwright:
        site = build_both(Path(scratch))
        build_documentation(Path(scratch)).rename(site / "documentation")
        handler = functools.partial(_Silent, directory=str(site))
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        browser = playwright.chromium.launch(executable_path=find_chromium() or None, args=["--no-sandbox"])
        for name, page_url, scheme, width, query in SHOTS:
            page = browser.new_page(viewport={"width": width, "height": 760}, color_scheme=scheme)
            page.goto(f"http://127.0.0.1:{server.server_port}/{page_url}")
            if query:
                page.keyboard.press("Control+k")
                page.keyboard.type(query)
                page.locator("#search-dialog [role=option]").first.wait_for()
            if name == "mkdocs":
                page.locator("a[data-term]").first.hover()
                page.locator("#hover-card:popover-open").wait_for()
            page.wait_for_timeout(300)
            write_small(page.screenshot(), PICTURES / f"{name}.png")
            page.close()
        browser.close()
        server.shutdown()


if __name__ == "__main__":
    main()
