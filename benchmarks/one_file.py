"""What a glossary in one Markdown file costs beside the same glossary in a folder with a file a term.

    python -m benchmarks.one_file [COUNT] [RUNS]

Both have the same names and texts, of about 2 KB each, so 10,000 entries are a file of 20 MB. Prints the medians of
whole builds into empty folders, and their ratio: seconds of processors, which other programs do not change.
"""

import sys
from dataclasses import replace
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from benchmarks.generate import MadeEntry, make_entries, write_entries
from benchmarks.measure import Run, measure


def _plain(entry: MadeEntry) -> MadeEntry:
    """An entry with nothing but its name and its text."""
    return replace(entry, aliases=(), abbreviations=(), definition="", body=f"{entry.definition}\n\n{entry.body}")


def _build(entries: Path, home: Path, number: int) -> Run:
    command = (
        sys.executable,
        "-m",
        "glossary_site",
        "build",
        entries,
        "--output",
        home / f"site-{entries.stem}-{number}",
    )
    return measure(command, home)


def main() -> None:
    """Measure both."""
    given = [int(each) for each in sys.argv[1:]]
    count, runs = (*given, *(10_000, 3)[len(given) :])
    with TemporaryDirectory() as name:
        home = Path(name)
        entries = [_plain(each) for each in make_entries(count)]
        write_entries(entries, home / "folder")
        file = home / "file.md"
        file.write_text("\n\n".join(f"# {each.term}\n\n{each.body}" for each in entries), encoding="utf-8")
        print(f"{count:,} entries, a file of {file.stat().st_size / 1e6:.1f} MB")
        seconds = {}
        for source in (home / "folder", file):
            made = [_build(source, home, number) for number in range(runs)]
            seconds[source] = median(run.cpu for run in made)
            memory = median(run.memory for run in made) / 1e6
            print(f"{source.name}: {seconds[source]:.1f} s of processors, {memory:.0f} MB")
        print(f"ratio: {seconds[file] / seconds[home / 'folder']:.2f}")


if __name__ == "__main__":
    main()
