"""Sources -> records, whichever of the three ways they are written in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from glossary_site.digest import digest_all
from glossary_site.issues import Issue
from glossary_site.loader.sources import Source
from glossary_site.records import Record, parse_markdown, parse_records
from glossary_site.workers import Executor, chunked, map_chunks

if TYPE_CHECKING:
    # Loaded for glossary text alone: finding and mending entries takes as long to import as all else that reads.
    from glossary_site.loader.glossary_text import Normalised
    from glossary_site.text.naming import Evidence
    from glossary_site.text.scan import Block, Scan

#: Entries a chunk: large enough to make a trip to another process worth while.
CHUNK = 100


@dataclass(frozen=True, slots=True)
class ScannedText:
    """A source of glossary text and what the scan found in it."""

    source: Source
    scan: "Scan"


def _suffix(source: Source) -> str:
    """What the file's name says it holds; ``.MD`` and ``.md`` are alike."""
    return f".{source.path.rpartition('.')[2].lower()}"


def scan_sources(sources: Sequence[Source]) -> tuple[ScannedText, ...]:
    """Find the entries of every glossary text among ``sources``."""
    from glossary_site.text.scan import scan_text

    return tuple(ScannedText(source, scan_text(source.text)) for source in sources if is_text(source))


def _normalise_chunk(chunk: "Sequence[tuple[str, Block]]", evidence: "Evidence") -> "tuple[Normalised, ...]":
    from glossary_site.loader.glossary_text import normalise_block

    return tuple(normalise_block(block, path, evidence) for path, block in chunk)


def normalise_texts(
    texts: Sequence[ScannedText], pins: Mapping[str, str], executor: Executor
) -> "tuple[Normalised, ...]":
    """Every block of every text as a record, in order. Names and categories are weighed over all texts together."""
    from glossary_site.text.naming import gather_evidence

    blocks = [(text.source.path, block) for text in texts for block in text.scan.blocks]
    evidence = gather_evidence(((block.heading, block.body) for _, block in blocks), pins)
    return tuple(chain.from_iterable(map_chunks(executor, _normalise_chunk, chunked(blocks, CHUNK), evidence)))


def scan_issues(texts: Sequence[ScannedText]) -> list[Issue]:
    """What the scans found wrong, placed in their files."""
    return [issue.at(text.source.path) for text in texts for issue in text.scan.issues]


_Parsed = tuple[tuple[Record, ...], tuple[Issue, ...]]


class RecordMemory:
    """What files of an earlier build were parsed to, by their digests; glossary texts are weighed and kept together."""

    def __init__(self) -> None:
        self.files: dict[str, _Parsed] = {}
        self.texts: dict[str, tuple[tuple[Normalised, ...], tuple[Issue, ...]]] = {}


def _load_texts(
    sources: Sequence[Source], pins: Mapping[str, str], executor: Executor, memory: RecordMemory
) -> "tuple[tuple[Normalised, ...], tuple[Issue, ...]]":
    key = digest_all((repr(sorted(pins.items())), *(source.digest for source in sources)))
    if key not in memory.texts:
        texts = scan_sources(sources)
        memory.texts = {key: (normalise_texts(texts, pins, executor), tuple(scan_issues(texts)))}
    return memory.texts[key]


def parse_source(source: Source, memory: RecordMemory) -> _Parsed:
    """The records of a file that is no glossary text, and what is wrong with it; parsed once."""
    if source.digest not in memory.files:
        parse = parse_markdown if _suffix(source) == ".md" else parse_records
        memory.files[source.digest] = parse(source.text, source.path)
    return memory.files[source.digest]


def is_text(source: Source) -> bool:
    """Whether a source is glossary text, whose names are weighed together with those of all other texts."""
    return _suffix(source) == ".txt"


def load_records(
    sources: Sequence[Source], pins: Mapping[str, str], executor: Executor, memory: RecordMemory | None = None
) -> tuple[tuple[Record, ...], tuple[Issue, ...]]:
    """Records of all sources, in the order of their files and lines; a bad entry costs only itself.

    With a ``memory`` only files that changed since are parsed.
    """
    memory = memory or RecordMemory()
    texts = [source for source in sources if is_text(source)]
    normalised, found = _load_texts(texts, pins, executor, memory) if texts else ((), ())
    issues = list(found)
    by_path: dict[str, list[Record]] = {source.path: [] for source in sources}
    for each in normalised:
        if each.record.term:  # text before the first heading names nothing; the scan has an issue for it
            by_path[each.record.origin.path].append(each.record)
        issues.extend(each.issues)
    for source in sources:
        if not is_text(source):
            records, found = parse_source(source, memory)
            by_path[source.path].extend(records)
            issues.extend(found)
    known = {source.digest for source in sources}
    memory.files = {mark: parsed for mark, parsed in memory.files.items() if mark in known}
    return tuple(chain.from_iterable(by_path.values())), tuple(issues)
