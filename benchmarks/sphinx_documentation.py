"""Measures what the glossary adds to a documentation that Sphinx builds, and to the weight of its pages.

    python -m benchmarks.sphinx_documentation [--pages 1000] [--terms 2000] [--theme alabaster] [--runs 3]

Makes a documentation of pages of 5 KB in MyST and a glossary, both from a seed and like the real documents
(``benchmarks/real.py``). Sphinx builds it alone, with the extension whose mentions lead to a site elsewhere, and with a
page of all terms, with their definitions or whole (2,000 whole terms are a page of 5 MB), in turn. Prints the medians
of processor seconds and what the extension adds, and how many bytes a page has more, as it is and as it is sent (gzip).
"""

import argparse
import gzip
import shutil
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from itertools import cycle
from pathlib import Path
from statistics import median

from benchmarks.generate import write_entries
from benchmarks.measure import measure
from benchmarks.real import make_real_entries

#: The characters of a page.
_SIZE = 5_000
_GLOSSARY = 'extensions += ["glossary_site.integrations.sphinx"]\n'
#: What is built: what each has in its ``conf.py``.
KINDS: Mapping[str, str] = {
    "alone": "",
    "elsewhere": f'{_GLOSSARY}glossary_source = "../entries"\nglossary_site = "https://glossary.example/"\n',
    "definitions": f'{_GLOSSARY}glossary_source = "../entries"\n',
    "whole": f'{_GLOSSARY}glossary_source = "../entries"\n',
}

_LISTS = {
    "definitions": "\n```{glossary-terms}\n:only-definitions:\n```\n",
    "whole": "\n```{glossary-terms}\n```\n",
}


def write_documentation(home: Path, pages: int, terms: int, theme: str) -> None:
    """Write the glossary, and the pages and settings of each kind into its own folder."""
    entries = tuple(make_real_entries(terms))
    write_entries(entries, home / "entries")
    bodies = cycle([entry.body for entry in entries])
    texts = []
    for number in range(pages):
        text = f"# Page {number}\n"
        while len(text) < _SIZE:
            text += f"\n{next(bodies)}\n"
        texts.append(text[:_SIZE] + "\n")
    for kind, settings in KINDS.items():
        folder = home / kind
        conf = f'project = "Benchmark"\nextensions = ["myst_parser"]\nhtml_theme = "{theme}"\n{settings}'
        files = {
            "conf.py": conf,
            "words.md": f"# Words\n{_LISTS.get(kind, '')}",
            "index.md": _contents("words\n*/index"),
        }
        for number, text in enumerate(texts):
            # The menu of a page has the pages of its folder: of a thousand it would take longer than the page.
            part = f"part-{number // 100:03}"
            files |= {f"{part}/index.md": _contents("page-*"), f"{part}/page-{number:05}.md": text}
        for name, text in files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")


def _contents(pages: str) -> str:
    return f"# Contents\n\n```{{toctree}}\n:glob:\n:maxdepth: 1\n\n{pages}\n```\n"


def _added_bytes(home: Path, size: Callable[[bytes], int]) -> Sequence[int]:
    """How much larger each page is with the extension, by ``size``."""
    pages = sorted((home / "alone/out").glob("part-*/page-*.html"))
    marked = (home / "elsewhere/out" / page.relative_to(home / "alone/out") for page in pages)
    return [size(more.read_bytes()) - size(page.read_bytes()) for page, more in zip(pages, marked, strict=True)]


def main() -> None:
    """Build in turn, and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=1_000)
    parser.add_argument("--terms", type=int, default=2_000)
    parser.add_argument("--theme", default="alabaster")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--kinds", default=",".join(KINDS), help="what to build, of %(default)s")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        home = Path(scratch)
        write_documentation(home, asked.pages, asked.terms, asked.theme)
        seconds: dict[str, list[float]] = {kind: [] for kind in asked.kinds.split(",")}
        for _ in range(asked.runs):
            for kind, runs in seconds.items():
                shutil.rmtree(home / kind / "out", ignore_errors=True)
                command = (sys.executable, "-m", "sphinx", "-q", "-E", kind, f"{kind}/out")
                runs.append(measure(command, home).cpu)
        alone = median(seconds["alone"])
        print(f"{asked.pages} pages, {asked.terms} terms, theme {asked.theme}, medians of {asked.runs} runs")
        for kind, runs in seconds.items():
            cpu = median(runs)
            print(
                f"{kind:10} {cpu:6.1f} s of the processor ({min(runs):.1f} to {max(runs):.1f}), {cpu / alone - 1:+.1%}"
            )
        for what, size in (("bytes", len), ("bytes as they are sent", lambda page: len(gzip.compress(page)))):
            added = _added_bytes(home, size)
            print(f"{what} added to a page: median {median(added):.0f}, most {max(added)}")


if __name__ == "__main__":
    main()
