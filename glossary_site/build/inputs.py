"""Everything that is read for a build but the theme.

Readers of other forms, and what parses entries, are imported where they are used: a build that finds nothing changed
needs none.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from glossary_site.attachments import (
    Attachment,
    find_attachments,
    find_kind,
    path_key,
    read_attachment,
    read_attachments,
)
from glossary_site.config import SiteConfig, read_config
from glossary_site.digest import Digested, digest, digest_value
from glossary_site.disk import FileCopy, FileMemory, Kept, is_own_folder
from glossary_site.formats import find_foreign_format
from glossary_site.glossary import LEDGER, GlossaryInputs, Included, Pin, read_ledger, read_log
from glossary_site.includes import Include
from glossary_site.issues import Issue, Severity
from glossary_site.language import misses_icu
from glossary_site.loader import (
    Source,
    SourceRead,
    read_damaged,
    read_source,
    read_sources,
    read_text_pages,
    read_unparsed,
)
from glossary_site.publish import digest_public, read_public
from glossary_site.records import Field
from glossary_site.request import BuildRequest
from glossary_site.values import Frozen, field, replace

if TYPE_CHECKING:
    from glossary_site.formats import ImportedGlossary
    from glossary_site.loader import GlossaryPage


class Inputs(GlossaryInputs, kw_only=True):
    """Everything read from disk but the theme, and what was wrong with it.

    ``public`` are the files that the site has as they are. ``damaged`` are files of entries that are no sources, as far
    as they can be read. ``foreign`` are the records in ``sources`` that another program has written; ``page`` is what
    the only source holds, where it may be a whole glossary; it is a function of the source and the settings.
    """

    config: SiteConfig
    sources: tuple[Source, ...]
    issues: tuple[Issue, ...] = ()
    public: tuple[FileCopy, ...] = ()
    damaged: tuple[Source, ...] = ()
    foreign: "ImportedGlossary | None" = None
    page: "Digested[GlossaryPage | None] | None" = None


class InputMemory(Frozen):
    """What files held when they were last read: only those that changed are read again.

    ``fetched`` is what was found wrong when published glossaries were fetched: a preview asks for each once.
    """

    sources: FileMemory[SourceRead] = field(default_factory=lambda: FileMemory(read_source))
    texts: FileMemory[SourceRead] = field(default_factory=lambda: FileMemory(read_source))
    attachments: FileMemory[Attachment] = field(default_factory=lambda: FileMemory(read_attachment))
    public: FileMemory[str] = field(default_factory=lambda: FileMemory(digest_public))
    fetched: dict[Include, tuple[Issue, ...]] = field(default_factory=dict)


def own_cache(request: BuildRequest) -> Path | None:
    """The folder of what builds keep; None where nothing is kept, or nothing yet, or somebody else made it."""
    return request.cache if request.cache and is_own_folder(request.cache) else None


#: What the settings take from a page: its title and its introduction.
_Head = tuple[str, str]


def _open_heads(cache: Path | None) -> Kept[_Head]:
    return Kept(cache / "heads" if cache else None, _Head)


def _head_key(page: "Digested[GlossaryPage | None]", fields: Sequence[Field]) -> str:
    return digest(page.digest, digest_value(fields))


def _head_of(page: "GlossaryPage | None") -> _Head:
    return (page.title, page.introduction) if page else ("", "")


def keep_head(inputs: Inputs, cache: Path | None) -> None:
    """Keep in the cache folder what the settings take from a page: where it is as it was, it need not be parsed."""
    if inputs.page:
        heads, key = _open_heads(cache), _head_key(inputs.page, inputs.config.fields)
        if heads.find(key) is None:
            heads.put(key, _head_of(inputs.page.value))
        heads.remove_others([key])


def read_inputs(request: BuildRequest, memory: InputMemory) -> Inputs:
    """Read settings, entries with their files, published ids, recorded changes, ``pages/`` and ``public/``.

    What did not change since ``memory`` read it is not read again.
    """
    settings, config_issues = read_config(request.config, base_url=request.base_url, language=request.language)
    config = settings
    foreign = page = None
    if form := find_foreign_format(request.entries, request.kind):
        from glossary_site.formats import read_in_place

        sources, source_issues = read_unparsed(request.entries)
        foreign = read_in_place(request.entries, form, config.language, config.fields)
        if not request.config.exists() and (language := _only_elsewhere(foreign)):
            config = replace(config, language=language)
            foreign = read_in_place(request.entries, form, language, config.fields)
    else:
        sources, source_issues = read_sources(request.entries, memory.sources)
        if sources and request.entries.is_file():
            from glossary_site.loader import read_page

            page = Digested(partial(read_page, sources[0], config.fields), partial(getattr, sources[0], "digest"))
            head = _open_heads(own_cache(request)).find(_head_key(page, config.fields))
            config = _name_after_page(config, head or _head_of(page.value))
    pins, ledger_issues = read_ledger(request.home)
    log = read_log(request.home)
    public, public_issues = read_public(request.public, memory.public)
    texts, text_issues = read_text_pages(request.pages, settings, memory.texts)
    included, include_issues = _read_included(config, request.config.parent, memory)
    paths = _find_named(request, sources, foreign) if request.entries.is_file() else find_attachments(request.entries)
    read = memory.attachments.read
    homes = (request.home, request.pages) if request.pages and texts else (request.home,)
    return Inputs(
        config=config,
        sources=sources,
        foreign=foreign,
        page=page,
        pins=(*pins, *_pin_others(pins, foreign)) if foreign else pins,
        ledger=(request.home / LEDGER).as_posix(),
        changes=log.changes,
        attachments=read_attachments(homes, chain(paths, *map(find_attachments, homes[1:])), read),
        drafts=request.preview,
        issues=(
            *config_issues,
            *_find_missing_icu(request.config, config),
            *source_issues,
            *ledger_issues,
            *log.issues,
            *public_issues,
            *text_issues,
            *include_issues,
        ),
        public=public,
        texts=texts,
        included=included,
        damaged=read_damaged(source_issues),
    )


def _find_missing_icu(path: Path, config: SiteConfig) -> Iterator[Issue]:
    for language in filter(misses_icu, (config.language, *config.tags)):
        message = f"without ICU, names in '{language}' are not in the order of a dictionary, nor its words told apart"
        yield Issue("extra-missing", Severity.WARNING, message, "pip install 'glossary-site[icu]'", path.as_posix())


def _read_included(
    config: SiteConfig, folder: Path, memory: InputMemory
) -> tuple[tuple[Included, ...], tuple[Issue, ...]]:
    if not config.include:
        return (), ()
    from glossary_site.build.included import read_included

    return read_included(config, folder, memory.fetched)


def _find_named(request: BuildRequest, sources: Sequence[Source], foreign: "ImportedGlossary | None") -> Iterator[Path]:
    """The files that a glossary of one file names: not all that are beside it, which may be a folder of anything."""
    from glossary_site.markup import find_addresses, is_local

    if foreign:
        texts = (sense.body for record in foreign.records for sense in record.senses)
    else:
        texts = (source.text for source in sources)
    for address in chain.from_iterable(map(find_addresses, texts)):
        path = Path(path_key(request.home / address)) if is_local(address) and find_kind(address) else None
        if path and path.is_file():
            yield path


def _pin_others(pins: Iterable[Pin], foreign: "ImportedGlossary") -> Iterator[Pin]:
    """The old addresses of a glossary that stays as it is, but for those in the ledger."""
    from glossary_site.formats import pin_addresses

    known = {pin.id for pin in pins}
    return (pin for pin in pin_addresses(foreign, foreign.records) if pin.id not in known)


def _only_elsewhere(foreign: "ImportedGlossary") -> str:
    """The language of most records, where none is in the site's; otherwise ""."""
    languages = Counter(record.language for record in foreign.records)
    return "" if not languages or "" in languages else languages.most_common(1)[0][0]


def _name_after_page(config: SiteConfig, head: _Head) -> SiteConfig:
    """The settings of a site that is made from one page: what they leave open is as the page has it."""
    default, (title, introduction) = SiteConfig(), head
    title = title if title and config.title == default.title else config.title
    return replace(config, title=title, introduction=config.introduction or introduction)
