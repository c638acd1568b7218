"""Real glossaries in one Markdown file: the entries that a count without this program finds, and no others."""

import re
from collections import defaultdict
from pathlib import Path

from glossary_site.loader import parse_page
from glossary_site.records import Record

LABELS = Path(__file__).parents[1] / "labels/single_markdown.tsv"
#: The share of entries whose names and first words must be right.
GOAL = 0.97
_SHOWN = ((r"\[\[(?:[^|\]]*\|)?([^\]]*)\]\]", r"\1"), (r"\[([^\]]*)\](?:\([^)]*\)|\[[^\]]*\])", r"\1"), (r"[*`]", ""))


def _opening(markdown: str) -> list[str]:
    for pattern, shown in _SHOWN:
        markdown = re.sub(pattern, shown, markdown)
    return re.findall(r"[\w'’-]+", markdown)[:3]


def _names(record: Record) -> set[str]:
    others = (*record.abbreviations, *record.aliases)
    return {record.term, *others, *(f"{record.term} ({other})" for other in others)}


def test_the_entries_of_real_pages_are_read(real: Path) -> None:
    labels: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for line in LABELS.read_text(encoding="utf-8").splitlines()[1:]:
        file, name, words = line.split("\t")
        labels[file].append((name, words))
    right = 0
    wrong: list[str] = []
    for file, rows in labels.items():
        path = real / "single-markdown" / file
        records = parse_page(path.read_text(encoding="utf-8"), path.as_posix()).records
        by_name = {name: record for record in records for name in _names(record)}
        found = [
            name for name, words in rows if name in by_name and _opening(by_name[name].senses[0].body) == words.split()
        ]
        print(f"{file}: {len(rows)} entries counted, {len(records)} read, {len(found)} right")
        right += len(found)
        wrong += [f"{file}: {record.term}" for record in records if not _names(record) & {name for name, _ in rows}]
    total = sum(map(len, labels.values()))
    print(f"{right} of {total} entries are right")
    assert right >= GOAL * total
    assert not wrong
