"""Sources to records, each by its reader."""

from collections.abc import Callable, Iterator, Sequence
from itertools import chain
from pathlib import Path, PurePath

from glossary_site.config import SiteConfig
from glossary_site.digest import Digested, digest_all, digest_value
from glossary_site.disk import Kept, make_in_blocks
from glossary_site.issues import Issue
from glossary_site.loader.glossary_text import normalise_texts
from glossary_site.loader.languages import place_records
from glossary_site.loader.one_file.page import GlossaryPage, parse_glossary, parse_glossary_file
from glossary_site.loader.readers import Parsed, find_reader
from glossary_site.loader.sources import Source
from glossary_site.records import Field, Origin, Record
from glossary_site.workers import Executor


class RecordMemory:
    """What an earlier build parsed: files by their digests, and all glossary texts together by one digest.

    It holds for one set of ``fields``, those that the author has declared. ``page`` is the only file, where it may be a
    whole glossary. ``folder`` is where blocks of files are kept on disk.
    """

    def __init__(self, fields: tuple[Field, ...] = (), folder: Path | None = None) -> None:
        self.fields = fields
        self.page: Digested[GlossaryPage | None] | None = None
        #: Empty where there is a folder: its blocks have them, and memory would hold each record twice.
        self.files: dict[str, Parsed] = {}
        self._are_held = folder is None
        self.blocks = Kept[tuple[Parsed | None, ...]](folder, tuple[Parsed | None, ...])
        self.texts: dict[str, Parsed] = {}

    def find(self, digest: str, parse: Callable[[], Parsed | None]) -> Parsed | None:
        """What a file was parsed to, or is parsed to now."""
        found = self.files.get(digest) or parse()
        if found and self._are_held:
            self.files[digest] = found
        return found

    def use(self, fields: tuple[Field, ...]) -> None:
        """Drop the files that were read with other fields."""
        if fields != self.fields:
            self.fields, self.files = fields, {}


def _parse_texts(sources: Sequence[Source], config: SiteConfig, executor: Executor, memory: RecordMemory) -> Parsed:
    key = digest_all((config.names, repr(sorted(config.categories)), *(source.digest for source in sources)))
    if key not in memory.texts:
        texts = normalise_texts(sources, dict(config.categories), executor, config.names)
        # A text before the first heading names nothing; the scan has an issue for it.
        records = tuple(each.record for text in texts for each in text.entries if each.record.term)
        memory.texts = {key: (records, tuple(issue for text in texts for issue in text.issues))}
    return memory.texts[key]


def parse_source(source: Source, memory: RecordMemory) -> Parsed | None:
    """The records of a file and its issues, parsed once; None for glossary text, which is parsed with all others."""
    return memory.find(source.digest, lambda: _parse_source(source, memory))


def _parse_source(source: Source, memory: RecordMemory) -> Parsed | None:
    if memory.page and memory.page.digest == source.digest and (page := memory.page.value):
        return page.records, page.issues
    text = source.text
    reader = find_reader(source.path, text)
    return reader.parse(text, source.path, memory.fields) if reader and reader.parse else None


def _parse_sources(sources: Sequence[Source], memory: RecordMemory) -> Iterator[Parsed | None]:
    """What ``parse_source`` gives for each file. A block of files without a change is as the cache has it."""
    return make_in_blocks(
        memory.blocks,
        sources,
        lambda source: (source.path, source.digest),
        lambda source: parse_source(source, memory),
        digest_value(memory.fields),
    )


def read_page(source: Source, fields: Sequence[Field] = ()) -> GlossaryPage | None:
    """The page that a file of a whole glossary is; None for a file of another kind. ``fields`` are declared ones."""
    reader = find_reader(source.path, source.text)
    return parse_glossary(source.text, source.path, fields) if reader and reader.parse is parse_glossary_file else None


def parse_damaged(source: Source) -> tuple[Record, ...]:
    """Records without senses of the names that a damaged file seems to hold; one of its file name where it has none."""
    reader, origin = find_reader(source.path, source.text), Origin(source.path)
    return tuple(
        Record(
            term=names["term"][0],
            senses=(),
            id=next(iter(names.get("id", ())), ""),
            aliases=names.get("aliases", ()),
            abbreviations=names.get("abbreviations", ()),
            origin=origin,
        )
        for names in (reader.find_names(source.text) if reader else ())
    ) or (Record(PurePath(source.path).stem, (), origin=origin),)


def load_records(
    sources: Sequence[Source], config: SiteConfig, executor: Executor, memory: RecordMemory | None = None
) -> Parsed:
    """Records of all sources, in the order of their files and lines; a bad entry costs only itself.

    Each is in the language of the site that is closest to its own (``place_records``). With a ``memory`` only files
    that changed since are parsed.
    """
    memory = memory or RecordMemory()
    memory.use(config.fields)
    by_path: dict[str, list[Record]] = {source.path: [] for source in sources}
    issues: list[Issue] = []
    texts: list[Source] = []
    for source, parsed in zip(sources, _parse_sources(sources, memory), strict=True):
        if parsed is None:
            texts.append(source)
            continue
        by_path[source.path].extend(parsed[0])
        issues.extend(parsed[1])
    if texts:
        records, found = _parse_texts(texts, config, executor, memory)
        issues.extend(found)
        for record in records:
            by_path[record.origin.path].append(record)
    used = {source.digest for source in sources}
    memory.files = {mark: each for mark, each in memory.files.items() if mark in used}
    return place_records(tuple(chain.from_iterable(by_path.values())), config), tuple(issues)
