"""A site with the search of this program and of its peers over the same documents, and a server that counts bytes."""

import functools
import gzip
import http.server
import json
import shutil
import subprocess
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from html import escape
from pathlib import Path

from benchmarks.search_queries import term_place
from glossary_site.search.listed import list_late
from glossary_site.search.scores import SearchDocument
from glossary_site.search.shards import index_outputs
from glossary_site.values import as_dict

ROOT = Path(__file__).parents[1]
ENGINES = Path(__file__).parent / "search_engines"
PEERS = ("lunr", "pagefind", "minisearch")
PACKAGES = ("lunr@2.3.9", "minisearch@7.2.0", "pagefind@1.6.0")
#: Endings of files that servers compress. Pagefind's index files are compressed already.
_TEXT = (".js", ".json", ".html")


def install_peers(folder: Path) -> dict[str, str]:
    """Install the peers from npm into ``folder``; returns their versions."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "package.json").write_text("{}", encoding="utf-8")
    subprocess.run(["npm", "install", "--silent", "--no-audit", "--no-fund", *PACKAGES], cwd=folder, check=True)
    manifests = ((peer, folder / "node_modules" / peer / "package.json") for peer in PEERS)
    return {peer: json.loads(path.read_text(encoding="utf-8"))["version"] for peer, path in manifests}


def build_ours(documents: Sequence[SearchDocument], site: Path, *, by_meaning: bool = False) -> float:
    """Write this program's index and scripts; returns the seconds for the index, in one process, files included."""
    start = time.perf_counter()
    for output in index_outputs(list_late(documents), by_meaning=by_meaning):
        path = site / output.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(output.data)
    seconds = time.perf_counter() - start
    shutil.copytree(ROOT / "static", site / "static")
    shutil.copytree(ENGINES, site / "engines")
    (site / "index.html").write_text('<!doctype html><html data-root="./"><title>x</title>', encoding="utf-8")
    return seconds


def _write_pages(documents: Sequence[SearchDocument], site: Path) -> None:
    """Write a page a term for Pagefind, with its names and senses."""
    by_term: dict[str, list[SearchDocument]] = {}
    for document in documents:
        by_term.setdefault(term_place(document), []).append(document)
    for place, senses in by_term.items():
        names = "".join(f"<p data-pagefind-weight=6>{escape(name)}</p>" for name in senses[0].names)
        texts = "".join(f"<p>{escape(each.definition)}</p><p>{escape(each.body)}</p>" for each in senses)
        page = f"<h1>{escape(senses[0].term)}</h1>{names}{texts}"
        path = site / "pages" / place / "index.html"
        path.parent.mkdir(parents=True, exist_ok=True)
        title = escape(senses[0].term)
        html = f'<!doctype html><html lang="en"><title>{title}</title><body><main data-pagefind-body>{page}</main>'
        path.write_text(html, encoding="utf-8")


def build_peers(documents: Sequence[SearchDocument], site: Path, installed: Path) -> dict[str, float]:
    """Make the peers' indexes over the same documents; returns the seconds for each."""
    modules = installed / "node_modules"
    for name in ("lunr", "minisearch"):
        (site / name).mkdir()
    shutil.copy(modules / "lunr" / "lunr.min.js", site / "lunr" / "lunr.js")
    shutil.copy(modules / "minisearch" / "dist" / "es" / "index.js", site / "minisearch" / "minisearch.js")
    rows = [as_dict(each) | {"names": " ".join(each.names)} for each in documents]
    (site / "documents.json").write_text(json.dumps(rows), encoding="utf-8")
    node = subprocess.run(
        ["node", "--max-old-space-size=8192", str(ENGINES / "build.mjs"), str(site)],
        cwd=installed,
        check=True,
        capture_output=True,
        text=True,
    )
    seconds: dict[str, float] = json.loads(node.stdout)
    _write_pages(documents, site)
    start = time.perf_counter()
    command = [str(modules / ".bin" / "pagefind"), "--site", str(site / "pages"), "--quiet"]
    subprocess.run(command, check=True, capture_output=True)
    return seconds | {"pagefind": time.perf_counter() - start}


@dataclass(frozen=True, slots=True)
class Sent:
    """The number of answers that a server sent, and the bytes of their bodies."""

    requests: int
    size: int


@dataclass(slots=True)
class Traffic:
    """The paths that were requested, each with the bytes of the body sent."""

    sent: list[tuple[str, int]] = field(default_factory=list)

    def take(self) -> Sent:
        """Return and forget what was sent, without the pages and modules that only this benchmark has."""
        own = ("/", "/favicon.ico")
        sizes = [size for path, size in self.sent if not path.startswith("/engines/") and path not in own]
        self.sent.clear()
        return Sent(len(sizes), sum(sizes))


@functools.lru_cache(maxsize=20_000)
def _body(path: Path) -> bytes:
    data = path.read_bytes()
    return gzip.compress(data, 6) if path.suffix in _TEXT else data


@contextmanager
def serving(site: Path) -> Iterator[tuple[str, Traffic]]:
    """Serve ``site`` as a host does, compressed and cacheable; yields the address and what was sent."""
    traffic = Traffic()

    class Handler(http.server.SimpleHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            path = Path(self.translate_path(self.path))
            path = path / "index.html" if path.is_dir() else path
            found = path.is_file()
            body = _body(path) if found else b""
            traffic.sent.append((self.path.partition("?")[0], len(body)))
            self.send_response(200 if found else 404)
            self.send_header("Content-Type", self.guess_type(path))
            self.send_header("Content-Length", str(len(body)))
            if found and path.suffix in _TEXT:
                self.send_header("Content-Encoding", "gzip")
            self.send_header("Cache-Control", "no-cache" if path.name == "manifest.json" else "max-age=31536000")
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class names it so
            pass

    handler = functools.partial(Handler, directory=str(site))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/", traffic
        server.shutdown()
