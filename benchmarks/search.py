"""Compares this program's search with lunr.js on one whole index, Pagefind and MiniSearch, in one run.

    python -m benchmarks.search [own] [corpus] [10000] [100000]

The arguments choose glossaries; without any, all four are measured. They are the project's own, the documents in
$GLOSSARY_CORPUS or ../shared/corpus, and generated ones of so many entries (beyond 20,000 with this program only).

Needs Chromium ($CHROMIUM, else Playwright's own), node and npm, which installs the peers into a temporary folder. Every
engine answers the same queries in the same browser and gives the terms of as many results. Bytes are those of the
bodies that a server with gzip sends, without headers. Scripts are included: of this program also those of its
interface, of the peers none.
"""

import os
import statistics
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks.search_documents import load_documents
from benchmarks.search_queries import Question, body_questions, name_questions, slip_questions
from benchmarks.search_site import PEERS, Sent, Traffic, build_ours, build_peers, install_peers, serving

ENGINES = ("ours", *PEERS)
#: Results shown at once, in the dialog.
LIMIT = 8
#: Queries of each kind: names, slips, words of the text.
COUNTS = (1_000, 1_000, 500)
#: Queries of each kind in a browser with an empty cache; whole indexes cost the same every time.
FRESH = {"ours": 30, "pagefind": 30, "lunr": 1, "minisearch": 1}
#: Queries of each kind, one after another in one page.
FURTHER = 40
#: Names typed letter by letter, once to load the files and once to measure.
TYPED = 40

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
    """The queries for one glossary."""

    names: list[Question]
    slips: list[Question]
    double_slips: list[Question]
    bodies: list[Question]

    def kinds(self, count: int) -> dict[str, list[str]]:
        """The queries whose bytes are counted, by their name in the table."""
        kinds = (("a name", self.names), ("three words", self.bodies))
        return {kind: [question.query for question in questions[:count]] for kind, questions in kinds}


@dataclass(slots=True)
class Column:
    """One engine's figures over one glossary, by the name of the row."""

    engine: str
    figures: dict[str, str] = field(default_factory=dict)


def _share(page: Page, questions: Sequence[Question], first: int) -> str:
    answers = page.evaluate(ASK, [[each.query for each in questions], LIMIT])
    good = sum(each.url in found[:first] for each, found in zip(questions, answers, strict=True))
    return f"{100 * good / len(questions):.1f} % of {len(questions):,}"


def _percentile(values: Sequence[float], part: float) -> float:
    return sorted(values)[min(int(len(values) * part), len(values) - 1)]


def _kilobytes(sizes: Sequence[int]) -> str:
    if len(set(sizes)) == 1:
        return f"{sizes[0] / 1000:,.0f} KB"
    return f"{statistics.median(sizes) / 1000:,.0f} KB ({_percentile(sizes, 0.95) / 1000:,.0f})"


def open_engine(browser: Browser, root: str, engine: str) -> Page:
    """A page in a browser with an empty cache, with an engine loaded."""
    page = browser.new_context().new_page()
    page.set_default_timeout(600_000)
    page.goto(root)
    page.evaluate(ENTER, engine)
    return page


def measure_bytes(browser: Browser, root: str, traffic: Traffic, queries: Queries, column: Column) -> None:
    """Measure the bytes of the first query and of each further one."""
    engine = column.engine
    for kind, asked in queries.kinds(FRESH[engine]).items():
        sent: list[Sent] = []
        for query in asked:
            traffic.take()
            page = open_engine(browser, root, engine)
            page.evaluate(ASK, [[query], LIMIT])
            sent.append(traffic.take())
            page.context.close()
        column.figures[f"bytes, first query, {kind}"] = _kilobytes([each.size for each in sent])
        column.figures[f"… requests, {kind}"] = f"{statistics.median(each.requests for each in sent):.0f}"
    page = open_engine(browser, root, engine)
    further: dict[str, list[int]] = {}
    page.evaluate(ASK, [[queries.names[-1].query], LIMIT])
    traffic.take()
    by_kind = queries.kinds(FURTHER)
    # The kinds alternate, as in people's searches.
    for kind, query in chain.from_iterable(
        zip(*([(kind, each) for each in by_kind[kind]] for kind in by_kind), strict=False)
    ):
        page.evaluate(ASK, [[query], LIMIT])
        further.setdefault(kind, []).append(traffic.take().size)
    for kind, sizes in further.items():
        column.figures[f"bytes, further query, {kind}"] = _kilobytes(sizes)
    page.context.close()


def measure(browser: Browser, root: str, traffic: Traffic, engine: str, queries: Queries) -> Column:
    """Measure all figures of one engine but the time of its index."""
    column = Column(engine)
    page = open_engine(browser, root, engine)
    column.figures["names at rank 1"] = _share(page, queries.names, 1)
    column.figures["one slip: in the first 3"] = _share(page, queries.slips, 3)
    column.figures["two slips, of ten letters: in the first 3"] = _share(page, queries.double_slips, 3)
    column.figures["three words: in the first 5"] = _share(page, queries.bodies, 5)
    names = [each.query for each in queries.names[:TYPED]]
    times = page.evaluate(TYPE, [names, LIMIT])
    column.figures["keystroke to results: median (95 %)"] = (
        f"{statistics.median(times):.1f} ms ({_percentile(times, 0.95):.1f})"
    )
    page.context.close()
    measure_bytes(browser, root, traffic, queries, column)
    return column


def print_table(title: str, columns: Sequence[Column]) -> None:
    """Print the figures as a Markdown table."""
    rows = dict.fromkeys(row for column in columns for row in column.figures)
    print(f"\n**{title}**\n")
    print(f"| | {' | '.join(column.engine for column in columns)} |")
    print("| --- |" + " ---: |" * len(columns))
    for row in rows:
        print(f"| {row} | {' | '.join(column.figures.get(row, '–') for column in columns)} |", flush=True)


def run(which: str, browser: Browser, folder: Path, installed: Path | None) -> None:
    """Measure one glossary, with the peers that are installed or with this program alone."""
    documents = load_documents(which)
    names, slips, bodies = COUNTS
    queries = Queries(
        name_questions(documents, names),
        slip_questions(documents, slips),
        slip_questions(documents, slips, 2),
        body_questions(documents, bodies),
    )
    site = folder / which
    seconds: dict[str, Any] = {"ours": build_ours(documents, site)}
    if installed is not None:
        seconds |= build_peers(documents, site, installed)
    columns: list[Column] = []
    with serving(site) as (root, traffic):
        for engine in seconds:
            print(f"{which}: {engine}", file=sys.stderr)
            columns.append(measure(browser, root, traffic, engine, queries))
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
