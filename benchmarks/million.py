"""Measures processor time and memory of linking and the search index at up to a million entries.

    python -m benchmarks.million [STAGE SIZE]

Without arguments every stage runs at every size, each time in a process of its own, and a Markdown table is printed.
``linking`` makes the automaton of all names and links 2,000 rendered bodies. ``index`` counts, scores and cuts into
shards all documents. They are made one at a time, as in a build.
"""

import json
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from itertools import islice

from benchmarks.generate import make_entries
from glossary_site.glossary import ABBREVIATION, TERM, Name
from glossary_site.glossary.names import ALIAS
from glossary_site.language import slugify
from glossary_site.markup import parse_definition, render_body
from glossary_site.mentions.link_table import LinkTable, Target
from glossary_site.mentions.linker import Linker, Place
from glossary_site.search.scores import SearchDocument
from glossary_site.search.shards import index_outputs

SIZES = (10_000, 100_000, 1_000_000)
STAGES = ("linking", "index")
LINKED = 2_000


def _memory() -> int:
    """The peak memory of this process so far, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def measure_linking(size: int) -> dict[str, float]:
    """Seconds for the table of names, milliseconds for linking a body, peak memory in MB."""
    names: list[Name] = []
    for number, entry in enumerate(make_entries(size)):
        identity = f"{slugify(entry.term)}-{number}"
        names.append(Name(entry.term, identity, TERM))
        names += [Name(each, identity, ABBREVIATION) for each in entry.abbreviations]
        names += [Name(each, identity, ALIAS) for each in entry.aliases]
    before = _memory()
    start = time.process_time()
    linker = Linker(
        LinkTable(tuple(names), tuple(Target(name.id, ()) for name in names if name.kind == TERM), "section")
    )
    made = time.process_time() - start
    bodies = [
        render_body(entry.body, parse_definition(entry.definition)) for entry in islice(make_entries(size), LINKED)
    ]
    start = time.process_time()
    for body in bodies:
        linker.link(body, Place(""))
    linked = (time.process_time() - start) / LINKED * 1_000
    return {"names": len(names), "table, s": made, "a body, ms": linked, "MB": _memory(), "MB before": before}


def _documents(size: int) -> Iterator[SearchDocument]:
    for number, each in enumerate(make_entries(size)):
        others = (*each.abbreviations, *each.aliases)
        url = f"term/{slugify(each.term)}-{number}/#sense"
        yield SearchDocument(each.term, others, url, each.category, each.definition, each.body, others)


def measure_index(size: int) -> dict[str, float]:
    """Seconds for the index without those for making the documents; its files, their bytes, peak memory in MB."""
    start = time.process_time()
    for _ in _documents(size):
        pass
    making = time.process_time() - start
    start = time.process_time()
    sizes = [len(each.data) for each in index_outputs(_documents(size))]
    made = time.process_time() - start - making
    return {"index, s": made, "files": len(sizes), "bytes": sum(sizes), "MB": _memory()}


def main() -> None:
    """Measure one stage, or all, each in a process of its own."""
    if len(sys.argv) > 2:
        measure = {"linking": measure_linking, "index": measure_index}[sys.argv[1]]
        print(json.dumps(measure(int(sys.argv[2]))))
        return
    for stage in STAGES:
        for size in SIZES:
            command = [sys.executable, "-m", "benchmarks.million", stage, str(size)]
            found = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
            cells = " | ".join(f"{name} {value:,.2f}".removesuffix(".00") for name, value in found.items())
            print(f"| {stage} | {size:,} | {cells} |", flush=True)


if __name__ == "__main__":
    main()
