"""The one list of the site's files: a build writes what is here, and a preview serves it."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from itertools import chain
from pathlib import Path

from glossary_site.build.analysis import Analysis
from glossary_site.digest import Digested, digest_value
from glossary_site.disk import FileCopy, Kept, Output, make_in_blocks
from glossary_site.formats import MarkdownPages, join_whole, site_exports
from glossary_site.mentions import Bodies
from glossary_site.pages import MAP, Page, SitePlan, map_files
from glossary_site.publish import EMBED, Publication, edition, edition_line, embed_outputs, publish
from glossary_site.renderer import Theme, theme_in
from glossary_site.search import OPENSEARCH, SEARCH_FOLDER, SearchInput, search_outputs
from glossary_site.values import Frozen, replace


class Site(Frozen, dict=True):
    """All that the files of the site in one language are made from.

    ``static`` are the files of the theme, ``public`` the author's, ``attachments`` those that entries in any language
    show or link to; all () but in the site's own language. ``languages`` are the plans of all languages, the site's
    own first. ``cache`` is the folder of what builds keep.
    """

    plan: SitePlan
    bodies: Bodies
    theme: Theme
    static: tuple[Output, ...]
    public: tuple[FileCopy, ...]
    attachments: tuple[FileCopy, ...]
    languages: tuple[SitePlan, ...]
    cache: Path | None = None

    @property
    def prefix(self) -> str:
        """The folder of all files, "" in the site's own language."""
        return self.plan.elsewhere.prefix

    @cached_property
    def _twins(self) -> MarkdownPages:
        return MarkdownPages(self.plan.glossary, self.plan.config, self.prefix)

    @property
    def searched(self) -> SearchInput:
        """All that the search files are made of."""
        bodies, entries = self.bodies, self.plan.entries
        return SearchInput(
            self.plan.config,
            entries,
            Digested(lambda: bodies.words_by_id(entries.places), lambda: bodies.digest),
            Digested(lambda: bodies.words_by_text, lambda: digest_value(self.plan.glossary.texts)),
        )

    @cached_property
    def linked(self) -> str:
        """The digest of all that terms in Markdown are made of beside what the pages of these terms show."""
        glossary = self.plan.glossary
        named = tuple(
            (each.id, each.record.origin.path, each.record.term, *each.record.abbreviations, *each.record.aliases)
            for each in glossary.entries
        )
        return digest_value((self.plan.config, named, glossary.attachments, glossary.included))

    @property
    def entry_texts(self) -> Iterator[tuple[str, str]]:
        """Of each entry its part of ``llms-full.txt``, "" where the site has none, and its line of the edition."""
        entries, bodies, twins = self.plan.entries, self.bodies, self._twins

        def key(place: int) -> tuple[str, str]:
            return entries.all[place].id, entries.digests[place] + bodies.digest_at(place)

        def write(place: int) -> tuple[str, str]:
            record = entries.all[place].record
            return twins.whole(record) if self.plan.config.llms else "", edition_line(record)

        folder = self.cache / self.prefix / "texts" if self.cache else None
        kept = Kept[tuple[tuple[str, str], ...]](folder, tuple[tuple[str, str], ...])
        return make_in_blocks(kept, range(len(entries.all)), key, write, self.linked)

    def twin_of_term(self, url: str) -> str:
        """The path of the Markdown twin of the page at ``url``; "" where it has none or the author has it."""
        path = f"{self.prefix}{url}index.md"
        has_twin = self.plan.config.llms and self.plan.entry_at(url)
        return path if has_twin and path not in self.plan.contents.public else ""

    def twins(self, urls: Iterable[str]) -> Iterator[Output]:
        """The Markdown twins of the pages of terms and of text among ``urls``."""
        for url in urls if self.plan.config.llms else ():
            if entry := self.plan.entry_at(url):
                yield self._twins.of(entry.record)
            elif text := self.plan.text_at(url):
                yield self._twins.of_text(text)

    def place(self, files: Iterable[Page | Output | FileCopy]) -> Iterator[Output | FileCopy]:
        """Files within this language as files of the whole site, but for those that the author has instead."""
        own = self.plan.contents.public
        for file in files:
            if isinstance(file, FileCopy) or (isinstance(file, Output) and self.prefix + file.path not in own):
                yield replace(file, path=self.prefix + file.path)

    def all_files(self) -> Iterator[Output | FileCopy]:
        """Every file of the site but its pages, each made as it is asked for."""
        yield from self.place(self.twins(self.plan.urls))
        for each in SITE_FILES:
            yield from self.place(each.make(self))


def find_sites(
    analysis: Analysis,
    plans: Sequence[SitePlan],
    theme: Theme,
    static: tuple[Output, ...],
    public: tuple[FileCopy, ...] = (),
) -> Iterator[Site]:
    """The site in each language, its own first; what the theme, the author and entries add is in that one only."""
    for each, plan in zip(analysis.languages, plans, strict=True):
        prefix = plan.elsewhere.prefix
        if prefix:
            yield Site(plan, each.bodies, theme_in(theme, plan.config.language, prefix), (), (), (), tuple(plans))
        else:
            attachments = tuple(_find_attachments(analysis))
            yield Site(plan, each.bodies, theme, static, public, attachments, tuple(plans))


def _find_attachments(analysis: Analysis) -> Iterator[FileCopy]:
    """The files that entries in any language show or link to, each once."""
    paths = {path for each in analysis.languages for path in each.bodies.files}
    files = map(analysis.glossary.attachments.find, sorted(paths))
    return iter({file.url: file.at() for file in files if file and not file.fault}.values())


class SiteFiles(Frozen):
    """Files that are made together. ``of_all_texts``: they hold the text of every body.

    Where there is ``made_of``, they are a function of the value that it gives, and their paths begin as in ``paths``.
    """

    name: str
    make: Callable[[Site], Iterable[Output | FileCopy]]
    of_all_texts: bool = False
    made_of: Callable[[Site], object] | None = None
    paths: tuple[str, ...] = ()


def _search(site: Site) -> Iterable[Output]:
    return search_outputs(site.searched, site.cache / site.prefix if site.cache else None)


def _searched(site: Site) -> SearchInput:
    return site.searched


def _exports(site: Site) -> Iterable[Output]:
    glossary, config = site.plan.glossary, site.plan.config
    return chain(site_exports(glossary, config), embed_outputs(glossary, config.release))


def _exported(site: Site) -> object:
    return site.plan.config, site.plan.entries


def _whole_texts(site: Site) -> Iterable[Output]:
    lines: list[str] = []
    if not site.plan.config.llms:
        return (edition([line for _, line in site.entry_texts]),)

    def terms() -> Iterator[str]:  # one at a time: all of them are as long as the file
        for text, line in site.entry_texts:
            lines.append(line)
            yield text

    whole = join_whole(terms(), site.plan.config)
    return whole, edition(lines)


def _published(site: Site) -> Iterable[Output]:
    """What search engines, feed readers and other sites take, and the theme's own files."""
    static = tuple(output.path for output in site.static)
    yield from publish(Publication(site.plan, site.languages, static, site.theme.assets))
    yield from site.static


def _public(site: Site) -> Iterable[FileCopy]:
    return site.public


def _attachments(site: Site) -> Iterable[FileCopy]:
    return site.attachments


def _map(site: Site) -> Iterable[Output]:
    return map_files(site.plan.drawn_map) if MAP in site.plan.urls else ()


SEARCH = SiteFiles("search", _search, made_of=_searched, paths=(SEARCH_FOLDER, OPENSEARCH))
_EXPORTS = ("terms.json", "llms.txt", "objects.inv", "embed.js", "terms/", EMBED)
#: All files of the site but the pages and their twins.
SITE_FILES = (
    SEARCH,
    SiteFiles("exports", _exports, made_of=_exported, paths=_EXPORTS),
    SiteFiles("whole texts", _whole_texts, of_all_texts=True),
    SiteFiles("published", _published),
    SiteFiles("map", _map),
    SiteFiles("public", _public),
    SiteFiles("attachments", _attachments),
)
