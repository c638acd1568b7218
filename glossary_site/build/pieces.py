"""A site in pieces, made wherever there is room: what stands from the last build is kept, the rest rendered."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, partial
from itertools import chain

from glossary_site.build.state import BuildState
from glossary_site.config import SiteConfig
from glossary_site.digest import digest, digest_all
from glossary_site.disk import Output, SiteFile, Stage
from glossary_site.formats import MarkdownPages, site_exports, whole_export
from glossary_site.glossary import Glossary
from glossary_site.mentions import Bodies
from glossary_site.pages import Page, SitePlan, page_path
from glossary_site.publish import edition, publish
from glossary_site.renderer import Theme, render_pages
from glossary_site.search import OPENSEARCH, SEARCH_FOLDER, search_outputs
from glossary_site.workers import chunked

#: Pages a piece.
CHUNK = 100
#: Where the pages of terms are, and under what it is kept what the links of all of them hang on.
_TERMS = "term/"


@dataclass(frozen=True, slots=True)
class Piece:
    """Files that stand, by path; what is to be made, or was; and what each page is made of, by path.

    ``files`` names what needs no template and is made one by one as it is written: nobody holds the whole of it.
    """

    kept: tuple[str, ...] = ()
    made: tuple[Page | Output, ...] = ()
    made_of: tuple[tuple[str, str], ...] = ()
    files: Callable[["Site"], Iterable[Output]] | None = None


def render_piece(piece: Piece, theme: Theme) -> Piece:
    """The piece with its pages rendered: the work that executors hand out."""
    return replace(piece, made=render_pages(piece.made, theme))


def say(parts: Mapping[str, str]) -> str:
    """What a page is made of, in one line."""
    return " ".join(f"{name}:{mark[:12]}" for name, mark in parts.items())


def hear(said: str) -> dict[str, str]:
    """The parts that ``say`` made a line of."""
    return dict(part.split(":") for part in said.split())


def page_parts(plan: SitePlan, theme: str, url: str, links: str = "") -> dict[str, str]:
    """What a page is made of, by name, each as a digest: equal ones, equal bytes.

    The theme's is given, and where it is known that of the ``links``.
    """
    return {"theme": theme, **plan.made_of(url, links)}


def theme_mark(theme: Theme) -> str:
    """The digest of a theme."""
    return digest(repr(theme))


@dataclass(frozen=True)
class Site:
    """Everything that the pieces of a site are made from, and where they go."""

    glossary: Glossary
    bodies: Bodies
    config: SiteConfig
    plan: SitePlan
    theme: Theme
    static: tuple[Output, ...]
    stage: Stage
    state: BuildState
    languages: tuple[SitePlan, ...] = ()

    @cached_property
    def _twins(self) -> MarkdownPages:
        return MarkdownPages(self.glossary)

    @cached_property
    def _heads(self) -> str:
        """The digest of what all entries say but for their bodies."""
        return digest_all(entry.head for entry in self.glossary.entries)

    @cached_property
    def _links(self) -> tuple[str, str]:
        """Under what it is kept what the links of all terms' pages hang on, and that."""
        return self._prefix + _TERMS, say({"links": self.plan.links_mark(self._heads)})

    @property
    def _prefix(self) -> str:
        """The folder of everything here, "" but for the further languages of a site."""
        return self.plan.elsewhere.prefix

    def pieces(self) -> tuple[list[Callable[[], Piece]], Collection[Callable[[], Piece]]]:
        """All pieces, each made when called, and the large ones of them.

        What takes longest comes first. What takes room as it does comes later, when that one is done.
        """
        theme = theme_mark(self.theme)
        pages = [partial(self._pages, theme, urls) for urls in chunked(self.plan.urls, CHUNK)]
        middle = len(pages) // 2
        others = [lambda: Piece(files=Site.exported), lambda: Piece(files=Site.published, made_of=(self._links,))]
        search = partial(self._search, self._heads)  # told once, before the first worker begins
        return [search, *pages[:middle], *others, *pages[middle:]], (search, *others)

    def warm_up(self) -> None:
        """Make what every page needs, and what is remembered then: compiled templates above all."""
        urls = self.plan.urls[:2]  # the home page's and a term's
        self._pages("", urls)
        render_pages([self.plan.page(url) for url in urls], self.theme)

    def place(self, piece: Piece) -> tuple[tuple[SiteFile, ...], tuple[tuple[str, str], ...]]:
        """Put the files of a rendered piece where they belong; gives back what its pages are made of, too."""
        files = piece.files(self) if piece.files else ()
        outputs = (
            replace(output, path=self._prefix + output.path)
            for output in chain(piece.made, files)
            if isinstance(output, Output)
        )
        return (*map(self.stage.keep, piece.kept), *self.stage.write(outputs)), piece.made_of

    def exported(self) -> Iterator[Output]:
        """The glossary in the other forms that every site carries."""
        yield from site_exports(self.glossary, self.config)

    def place_whole(self) -> tuple[SiteFile, ...]:
        """Put the files made of all texts where they belong.

        In the process that holds them: a worker would copy every page of memory that a text stands on.
        """
        files, _ = self.place(Piece(files=Site.whole))
        return files

    def whole(self) -> Iterator[Output]:
        """The glossary in one text, and what a later edition is compared with."""
        yield from whole_export(self.glossary, self.config)
        yield edition(self.glossary)

    def searched(self) -> Iterator[Output]:
        """The files that search reads."""
        words = self.bodies.words_by_id(self.plan.places)
        yield from search_outputs(self.glossary, words, self.config)

    def published(self) -> Iterator[Output]:
        """What search engines, feed readers and other sites take, and the theme's own files."""
        static = (output.path for output in self.static)
        yield from publish(
            self.glossary,
            self.config,
            self.plan.urls,
            self.theme.assets,
            static,
            self.languages,
            is_whole=not self._prefix,
        )
        yield from self.static

    def _search(self, heads: str) -> Piece:
        """The search files stand or fall together: any document may change the scores in all of them."""
        marks = map("".join, map(self.bodies.marks_at, range(len(self.bodies))))
        said = say({"documents": digest_all(chain((repr(self.config), heads), marks))})
        folder = self._prefix + SEARCH_FOLDER
        pages = {self._path(url) for url in self.plan.urls if url.startswith(SEARCH_FOLDER)}
        searched = (folder, self._prefix + OPENSEARCH)
        files = tuple(path for path in self.state.files if path.startswith(searched) and path not in pages)
        made_of = ((folder, said),)
        if self.state.pages.get(folder) == said and all(map(self.stage.is_unchanged, files)):
            return Piece(files, (), made_of)
        return Piece(made_of=made_of, files=Site.searched)

    def _pages(self, theme: str, urls: Sequence[str]) -> Piece:
        """A piece of pages in a theme of that mark, and the twins of those of terms."""
        name, links = self._links
        # Where the links of all are those of the last build, so are those of each.
        known = self.state.pages if self.state.pages.get(name) == links else {}
        made_of = {
            url: say(page_parts(self.plan, theme, url, hear(known.get(self._path(url), "")).get("links", "")))
            for url in urls
        }
        stands = {url for url in urls if self._stands(self._path(url), made_of[url])}
        return Piece(
            tuple(self._path(url) for url in urls if url in stands),
            (
                *(self.plan.page(url) for url in urls if url not in stands),
                *(self._twins.of(entry.record) for entry in map(self.plan.entry_at, urls) if entry),
            ),
            tuple((self._path(url), made_of[url]) for url in urls),
        )

    def _path(self, url: str) -> str:
        return page_path(self._prefix + url)

    def _stands(self, path: str, made_of: str) -> bool:
        return self.state.pages.get(path) == made_of and self.stage.is_unchanged(path)
