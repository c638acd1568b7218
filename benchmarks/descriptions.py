"""Measures how many descriptions of a term find it, in the search of this program and of its peers.

    python -m benchmarks.descriptions [own cncf kubernetes glosario]

``tests/labels/descriptions.tsv`` has the descriptions, of terms of this project's glossary and of three real ones in
../shared/migrate. Each half is decided by a digest: rules are chosen by the one half, and judged by the other. Engines
run in one Chromium, as for ``benchmarks.search``; ``lunr-any`` is Lunr asked for any of the words, without more. A term
counts that is among the first five.
"""

import os
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from benchmarks.search import ASK, LIMIT, open_engine
from benchmarks.search_documents import ROOT, load_glossary
from benchmarks.search_queries import Question
from benchmarks.search_site import PEERS, build_ours, build_peers, install_peers, serving
from glossary_site.search.scores import SearchDocument

LABELS = ROOT / "tests" / "labels" / "descriptions.tsv"
MIGRATE = ROOT.parent / "shared" / "migrate"
GLOSSARIES = {
    "own": ROOT / "entries",
    "cncf": MIGRATE / "cncf" / "en",
    "kubernetes": MIGRATE / "kubernetes" / "en",
    "glosario": MIGRATE / "glosario" / "glossary.yml",
}
FIRST = 5


@dataclass(frozen=True, slots=True)
class Description:
    """What a reader types for a term, and the half of the set that it is in."""

    term: str
    text: str
    held_out: bool

    @property
    def question(self) -> Question:
        """The description as a query."""
        return Question(self.text, f"term/{self.term}/")


def read_descriptions(glossary: str) -> list[Description]:
    """The descriptions for a glossary."""
    lines = LABELS.read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if not line.startswith("#"))
    return [
        Description(term, text, int(sha256(f"{which}/{term}".encode()).hexdigest(), 16) % 2 == 0)
        for which, term, text in rows
        if which == glossary
    ]


def load_described(glossary: str) -> Sequence[SearchDocument]:
    """The documents of a glossary."""
    return load_glossary(GLOSSARIES[glossary], Path("glossary.yml") if glossary == "own" else Path("no-settings"))


def _count(browser: Browser, site: Path, engine: str, asked: Sequence[Description]) -> tuple[int, int]:
    """How many are found of the half for choosing, and of the half for judging."""
    with serving(site) as (root, _):
        page = open_engine(browser, root, engine)
        answers = page.evaluate(ASK, [[each.text for each in asked], LIMIT])
        page.context.close()
    found = [each for each, urls in zip(asked, answers, strict=True) if each.question.url in urls[:FIRST]]
    held_out = sum(each.held_out for each in found)
    return len(found) - held_out, held_out


def _counts(browser: Browser, glossary: str, folder: Path, installed: Path) -> Iterator[tuple[str, tuple[int, int]]]:
    """The counts of each engine by its name."""
    documents, asked = load_described(glossary), read_descriptions(glossary)
    for name, by_meaning in (("ours", False), ("ours, meaning", True)):
        build_ours(documents, folder / name, by_meaning=by_meaning)
        yield name, _count(browser, folder / name, "ours", asked)
    build_peers(documents, folder / "ours", installed)
    for name in (*PEERS, "lunr-any"):
        yield name, _count(browser, folder / "ours", name, asked)


def main() -> None:
    """Measure and print."""
    wanted = sys.argv[1:] or list(GLOSSARIES)
    with tempfile.TemporaryDirectory() as temporary, sync_playwright() as playwright:
        folder = Path(temporary)
        install_peers(folder / "npm")
        browser = playwright.chromium.launch(executable_path=os.environ.get("CHROMIUM") or None, args=["--no-sandbox"])
        rows = {each: dict(_counts(browser, each, folder / each, folder / "npm")) for each in wanted}
        browser.close()
    engines = list(rows[wanted[0]])
    print(f"| in the first {FIRST} | {' | '.join(engines)} |\n| --- |{' ---: |' * len(engines)}")
    for glossary, counts in rows.items():
        of = len(read_descriptions(glossary))
        print(f"| {glossary}, of {of} | {' | '.join(str(sum(counts[each])) for each in engines)} |")
    for half, name in enumerate(("chosen by", "held out")):
        sums = (sum(counts[each][half] for counts in rows.values()) for each in engines)
        of = sum(each.held_out == bool(half) for glossary in wanted for each in read_descriptions(glossary))
        print(f"| {name}, of {of} | {' | '.join(map(str, sums))} |")


if __name__ == "__main__":
    main()
