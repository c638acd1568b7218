"""Measures how long import and build take on the real documents, and whether import grows linearly.

    python benchmarks/corpus.py [FOLDER]

FOLDER holds glossary texts (default: $GLOSSARY_CORPUS, else ../shared/corpus). Prints medians of whole processes, and
the ratio of the time an entry at 100 copies of the documents to that at one copy.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

RUNS = 5
COPIES = 100


def timed(*arguments: str | Path) -> float:
    """Run ``glossary`` with these arguments in a process of its own; returns its seconds."""
    start = time.perf_counter()
    command = [sys.executable, "-m", "glossary_site", *map(str, arguments)]
    subprocess.run(command, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return time.perf_counter() - start


def copy_texts(texts: list[Path], folder: Path, copies: int) -> list[Path]:
    """Write ``copies`` copies of the texts into ``folder``; returns the files."""
    paths = []
    for number in range(copies):
        for text in texts:
            path = folder / f"{number:03}-{text.name}"
            path.write_bytes(text.read_bytes())
            paths.append(path)
    return paths


def main() -> None:
    """Measure and print."""
    home = Path(sys.argv[1] if len(sys.argv) > 1 else os.environ.get("GLOSSARY_CORPUS") or "../shared/corpus")
    texts = sorted(path for path in home.glob("*.txt"))
    with tempfile.TemporaryDirectory() as scratch:
        work = Path(scratch)
        entries = work / "entries"
        entries.mkdir()
        copy_texts(texts, entries, 1)
        imports = [timed("import", *texts, "--to", work / f"imported-{run}") for run in range(RUNS)]
        builds = [timed("build", "--entries", entries, "--output", work / f"site-{run}") for run in range(RUNS)]
        many = work / "many"
        many.mkdir()
        copies = copy_texts(texts, many, COPIES)
        large = [timed("import", *copies, "--to", work / f"large-{run}", "--jobs", "1") for run in range(3)]
        start = [timed("--version") for _ in range(RUNS)]
    one, hundred, idle = statistics.median(imports), statistics.median(large), statistics.median(start)
    ratio = ((hundred - idle) / COPIES) / (one - idle)
    print(f"{len(texts)} documents, Python {sys.version.split()[0]}, medians of whole processes")
    print(f"start alone                 {idle:6.2f} s")
    print(f"import                      {one:6.2f} s")
    print(f"build                       {statistics.median(builds):6.2f} s")
    print(f"import of {COPIES} copies        {hundred:6.2f} s")
    print(f"time an entry, {COPIES} copies : 1  {ratio:5.2f}")


if __name__ == "__main__":
    main()
