"""Measures what the glossary adds to a documentation's build and to the weight of its pages.

    python -m benchmarks.documentation [--pages 1000] [--terms 2000] [--theme mkdocs] [--runs 3] [--kinds alone,pages]

Makes a documentation of pages of 5 KB of Markdown and a glossary, both from a seed and like the real documents
(``benchmarks/real.py``). Names of one word are ordinary words there, so that a page names 60 terms: a page of this
project's own glossary names 9 in as much text, one of FastAPI's documentation 2 of the terms of MDN. MkDocs builds it
alone, with the plugin whose mentions lead to a site elsewhere, and with the plugin's own page for each term, in turn.
Prints the medians of processor seconds and what the plugin adds, and how many bytes a page has more, as it is and as
it is sent (gzip).
"""

import argparse
import gzip
import json
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from itertools import cycle
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.generate import write_entries
from benchmarks.measure import measure
from benchmarks.real import make_real_entries

#: The characters of a page.
_SIZE = 5_000
#: What is built: the settings of the plugin, None for none.
KINDS: Mapping[str, Mapping[str, Any] | None] = {
    "alone": None,
    "elsewhere": {"link_to": "https://glossary.example/"},
    "pages": {},
}


def write_documentation(home: Path, pages: int, terms: int, theme: str) -> None:
    """Write the glossary, the pages (a hundred in each folder) and the settings of each kind."""
    entries = tuple(make_real_entries(terms))
    write_entries(entries, home / "entries")
    bodies = cycle([entry.body for entry in entries])
    for number in range(pages):
        text = f"# Page {number}\n"
        while len(text) < _SIZE:
            text += f"\n{next(bodies)}\n"
        path = home / "docs" / f"part-{number // 100:03}" / f"page-{number:05}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text[:_SIZE] + "\n", encoding="utf-8")
    for kind, settings in KINDS.items():
        plugins = ["search"] if settings is None else ["search", {"glossary-site": settings}]
        whole = {"site_name": "Benchmark", "theme": theme, "plugins": plugins, "site_dir": kind}
        (home / f"{kind}.yml").write_text(json.dumps(whole), encoding="utf-8")


def _added_bytes(home: Path, size: Callable[[bytes], int]) -> Sequence[int]:
    """How much larger each page is with the plugin, by ``size``."""
    pages = sorted((home / "alone").glob("part-*/*/index.html"))
    marked = (home / "elsewhere" / page.relative_to(home / "alone") for page in pages)
    return [size(more.read_bytes()) - size(page.read_bytes()) for page, more in zip(pages, marked, strict=True)]


def main() -> None:
    """Build in turn, and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=1_000)
    parser.add_argument("--terms", type=int, default=2_000)
    parser.add_argument("--theme", default="mkdocs")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--kinds", default=",".join(KINDS), help="what to build, of %(default)s")
    asked = parser.parse_args()
    kinds = asked.kinds.split(",")
    with tempfile.TemporaryDirectory() as scratch:
        home = Path(scratch)
        write_documentation(home, asked.pages, asked.terms, asked.theme)
        seconds: dict[str, list[float]] = {kind: [] for kind in kinds}
        for _ in range(asked.runs):
            for kind in kinds:
                command = (sys.executable, "-m", "mkdocs", "build", "--quiet", "-f", f"{kind}.yml")
                seconds[kind].append(measure(command, home).cpu)
        alone = median(seconds["alone"])
        print(f"{asked.pages} pages, {asked.terms} terms, theme {asked.theme}, medians of {asked.runs} runs")
        for kind, all_runs in seconds.items():
            cpu = median(all_runs)
            spread = f"{min(all_runs):.1f} to {max(all_runs):.1f}"
            print(f"{kind:10} {cpu:6.1f} s of the processor ({spread}), {cpu / alone - 1:+.1%}")
        for what, size in (("bytes", len), ("bytes as they are sent", lambda page: len(gzip.compress(page)))):
            added = _added_bytes(home, size)
            print(f"{what} added to a page: median {median(added):.0f}, most {max(added)}")


if __name__ == "__main__":
    main()
