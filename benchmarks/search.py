"""This program's search side by side with lunr.js on one whole index, Pagefind and MiniSearch, in one run.

    python -m benchmarks.search [own] [corpus] [10000] [100000]

Without arguments all four glossaries: the project's own, the documents in $GLOSSARY_CORPUS or ../shared/corpus, and
generated ones of so many entries (100,000: bytes of this program only). Needs node and npm, which fetches the peers
into a temporary folder, and Chromium. Every engine answers the same queries in the same browser; bytes are those of
the bodies that a server with gzip sends, scripts included.
"""

import os
import statistics
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks.search_documents import load_documents
from benchmarks.search_queries import Question, body_questions, name_questions, slip_questions
from benchmarks.search_site import PEERS, Wire, build_ours, build_peers, install_peers, serving

ENGINES = ("ours", *PEERS)
#: Results shown at once, in the dialog.
LIMIT = 8
#: Queries of each kind: names, slips, words of the text.
COUNTS = (400, 300, 200)
#: Queries asked in a browser that has nothing yet; whole indexes cost the same every time.
FRESH = {"ours": 40, "pagefind": 20, "lunr": 1, "minisearch": 1}
TYPED = 25

ENTER = "async (engine) => { window.engine = await import(`/engines/${engine}.js`); }"
ASK = """async ([queries, limit]) => {
  const found = [];
  for (const query of queries) found.push(await window.engine.find(query, limit));
  return found;
}"""
TYPE = """async ([names, limit]) => {
  const times = [];
  for (const again of [false, true]) {
    for (const name of names) {
      for (let end = 1; end <= name.length; end++) {
        const start = performance.now();
        await window.engine.find(name.slice(0, end), limit);
        if (again) times.push(performance.now() - start);
      }
    }
  }
  return times;
}"""


@dataclass(frozen=True, slots=True)
class Queries:
    """What an engine is asked about one glossary."""

    names: list[Question]
    slips: list[Question]
    bodies: list[Question]

    @property
    def mixed(self) -> list[str]:
        """A name and words of the text in turn."""
        pairs = zip(self.names, self.bodies, strict=False)
        return [question.query for pair in pairs for question in pair]


@dataclass(slots=True)
class Column:
    """One engine's figures over one glossary, by the name of the row; "" where it was not asked."""

    engine: str
    figures: dict[str, str] = field(default_factory=dict)


def _share(page: Page, questions: Sequence[Question], first: int) -> str:
    answers = page.evaluate(ASK, [[each.query for each in questions], LIMIT])
    good = sum(each.url in found[:first] for each, found in zip(questions, answers, strict=True))
    return f"{100 * good / len(questions):.2f} %" if questions else ""


def _percentile(values: Sequence[float], part: float) -> float:
    return sorted(values)[min(int(len(values) * part), len(values) - 1)]


def _kilobytes(sizes: Sequence[int]) -> str:
    if len(set(sizes)) == 1:
        return f"{sizes[0] / 1000:,.0f} KB"
    return f"{statistics.median(sizes) / 1000:,.0f} KB ({_percentile(sizes, 0.95) / 1000:,.0f})"


def _open(browser: Browser, root: str, engine: str) -> Page:
    page = browser.new_context().new_page()
    page.set_default_timeout(600_000)
    page.goto(root)
    page.evaluate(ENTER, engine)
    return page


def measure_bytes(browser: Browser, root: str, wire: Wire, engine: str, queries: Queries, column: Column) -> None:
    """What the first query and each further one bring over the wire."""
    first: list[int] = []
    for query in queries.mixed[: FRESH[engine]]:
        wire.take()
        page = _open(browser, root, engine)
        page.evaluate(ASK, [[query], LIMIT])
        first.append(wire.take())
        page.context.close()
    column.figures["bytes, first query: median (95 %)"] = _kilobytes(first)
    page = _open(browser, root, engine)
    further: list[int] = []
    kinds: dict[str, list[int]] = {"name": [], "three words": []}
    for number, query in enumerate(queries.mixed[: 1 + 2 * FRESH["ours"]]):
        wire.take()
        page.evaluate(ASK, [[query], LIMIT])
        if number:
            further.append(wire.take())
            kinds["three words" if number % 2 else "name"].append(further[-1])
    column.figures["bytes, a further query"] = _kilobytes(further)
    for kind, sizes in kinds.items():
        column.figures[f"… {kind}"] = _kilobytes(sizes)
    page.context.close()


def measure(browser: Browser, root: str, wire: Wire, engine: str, queries: Queries) -> Column:
    """All figures of one engine but the time of its index."""
    column = Column(engine)
    measure_bytes(browser, root, wire, engine, queries, column)
    page = _open(browser, root, engine)
    column.figures["names at rank 1"] = _share(page, queries.names, 1)
    column.figures["one slip: in the first 3"] = _share(page, queries.slips, 3)
    column.figures["three words: in the first 5"] = _share(page, queries.bodies, 5)
    names = [each.query for each in queries.names[:TYPED]]
    times = page.evaluate(TYPE, [names, LIMIT])
    column.figures["keystroke to results: median (95 %)"] = (
        f"{statistics.median(times):.1f} ms ({_percentile(times, 0.95):.1f})"
    )
    page.context.close()
    return column


def print_table(title: str, columns: Sequence[Column]) -> None:
    """The figures as a Markdown table."""
    rows = dict.fromkeys(row for column in columns for row in column.figures)
    print(f"\n**{title}**\n")
    print(f"| | {' | '.join(column.engine for column in columns)} |")
    print("| --- |" + " ---: |" * len(columns))
    for row in rows:
        print(f"| {row} | {' | '.join(column.figures.get(row, '–') for column in columns)} |", flush=True)


def run(which: str, browser: Browser, folder: Path, installed: Path | None) -> None:
    """Measure one glossary with all engines, or this program alone."""
    documents = load_documents(which)
    names, slips, bodies = COUNTS
    queries = Queries(
        name_questions(documents, names), slip_questions(documents, slips), body_questions(documents, bodies)
    )
    site = folder / which
    seconds: dict[str, Any] = {"ours": build_ours(documents, site)}
    if installed is not None:
        seconds |= build_peers(documents, site, installed)
    columns: list[Column] = []
    with serving(site) as (root, wire):
        for engine in seconds:
            columns.append(measure(browser, root, wire, engine, queries))
            columns[-1].figures["index time"] = f"{seconds[engine]:.1f} s"
    print_table(f"{which}: {len(documents):,} entries", columns)


def main() -> None:
    """Measure and print."""
    wanted = sys.argv[1:] or ["own", "corpus", "10000", "100000"]
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        versions = install_peers(Path(folder) / "npm")
        browser = playwright.chromium.launch(executable_path=os.environ.get("CHROMIUM") or None, args=["--no-sandbox"])
        print(f"Chromium {browser.version}, Python {sys.version.split()[0]}, {os.cpu_count()} processors, {versions}")
        for which in wanted:
            alone = which.isdigit() and int(which) > 20_000
            run(which, browser, Path(folder), None if alone else Path(folder) / "npm")
        browser.close()


if __name__ == "__main__":
    main()
