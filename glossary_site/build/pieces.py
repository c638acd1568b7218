"""A site in pieces, which any worker may make: a file that is as the last build left it is kept, the rest is made."""

from collections.abc import Callable, Collection, Iterable, Sequence
from functools import cached_property, partial
from itertools import chain

from glossary_site.build.reasons import KEPT, digest_in, digest_page, digest_theme
from glossary_site.build.site_files import SEARCH, SITE_FILES, Site, SiteFiles
from glossary_site.build.state import BuildState
from glossary_site.digest import digest, digest_value
from glossary_site.disk import Output, SiteFile, Stage
from glossary_site.mentions import digest_sources, find_affected
from glossary_site.pages import Page, id_in, page_path
from glossary_site.renderer import Theme, render_pages
from glossary_site.values import Frozen, replace
from glossary_site.workers import chunked

#: Pages that are compared together, and how many times as many a piece has where most of them are kept.
CHUNK, _JOINED = 100, 4
#: Where the pages of terms are. The digest of all entries, on which their links depend, is kept under this name.
_TERMS = "term/"
#: And here, in a line, the digests of which terms each one mentions, and how often.
_COUNTS = "term/#/"
#: And here those of which terms mention each one.
_SOURCES = "term/@/"
#: And here that of what their Markdown twins are made of, beside what the pages show.
_TWINS = "term/*/"
#: And here, before the id of its first term, that of all that the pages of a piece are made of but for their links.
_PIECES = "term/="
#: And here that of all that the pages are made of which are no terms'.
_OTHERS = "term/+/"


class Piece(Frozen):
    """Some files: the paths of those that are kept, the pages and files that are made, and digests to keep, by path.

    ``files`` need no template. They are made one by one as they are written, so that nobody holds them all.
    """

    kept: tuple[str, ...] = ()
    made: tuple[Page | Output, ...] = ()
    digests: tuple[tuple[str, str], ...] = ()
    files: tuple[SiteFiles, ...] = ()


def render_piece(piece: Piece, theme: Theme) -> Piece:
    """The piece with its pages rendered: the work that executors hand out."""
    return replace(piece, made=render_pages(piece.made, theme))


class SiteBuild(Frozen, dict=True):
    """The site in one language while it is made: what it is made from, where it goes, and what the last build kept."""

    site: Site
    stage: Stage
    state: BuildState

    @cached_property
    def _entries(self) -> tuple[str, str]:
        """The name and the digest of all entries, without their bodies."""
        return self.site.prefix + _TERMS, self.site.plan.entries.digest

    @cached_property
    def _counts(self) -> tuple[str, str]:
        """The name and the digests of which terms each term mentions, and how often, whole, to find these by."""
        return self.site.prefix + _COUNTS, " ".join(self.site.plan.contents.network.counts_digests)

    @cached_property
    def _sources(self) -> tuple[str, str]:
        """The name and the digests of which terms mention each term."""
        name = self.site.prefix + _SOURCES
        if self._is_as_before(self._counts) and name in self.state.pages:
            return name, self.state.pages[name]
        return name, _join(digest_sources(self.site.plan.contents.network.graph))

    @cached_property
    def _linked_anew(self) -> Collection[str]:
        """The ids of terms whose links may be others than in the last build."""
        plan = self.site.plan
        if not self._is_as_before(self._entries):
            return plan.entries.places
        network, recounted = plan.contents.network, self._changed(self._counts)
        if recounted == {}:
            return ()
        # Before the graph is made, which leaves only its own rows in their folder.
        counts = network.counts_before(recounted) if recounted else {}
        resourced = self._changed(self._sources)
        if recounted is None or resourced is None:
            return plan.entries.places
        return find_affected(network.graph, recounted, resourced, counts)

    def _changed(self, digests: tuple[str, str]) -> dict[int, str] | None:
        """The digests of the last build where there are others now, by place; None where that had not these."""
        name, now = digests
        before = self.state.pages.get(name, "")
        if len(before) != len(now):
            return None
        pairs = enumerate(zip(before.split(), now.split(), strict=False))
        return {place: old for place, (old, new) in pairs if old != new}

    @cached_property
    def _twins(self) -> tuple[str, str]:
        """The name and the digest of all that twins are made of beside what the pages of their terms show."""
        return self.site.prefix + _TWINS, self.site.linked

    @cached_property
    def _theme(self) -> str:
        return digest_theme(self.site.theme)

    @cached_property
    def _others(self) -> tuple[str, str]:
        """The name and the digest of all that pages which are no terms' are made of; "" where they have no digest."""
        made_of = self.site.plan.digest_of_others
        return self.site.prefix + _OTHERS, digest(self._theme, made_of) if made_of else ""

    @cached_property
    def _are_others_kept(self) -> bool:
        """Whether nothing that pages are made of changed but bodies, and what is linked in them."""
        return self._is_as_before(self._others)

    def pieces(self) -> tuple[list[Callable[[], Piece]], Collection[Callable[[], Piece]]]:
        """All pieces, each made when called, and the large ones of them.

        The first takes longest. Those that need as much memory come later, when that one is done.
        """
        terms = self.site.plan.term_urls
        others = [url for url in self.site.plan.urls if id_in(url) not in self.site.plan.entries.places]
        chunks = [*chunked(terms, CHUNK), *chunked(others, CHUNK)]
        # Pages that are kept take less time than the fork of a worker for few of them.
        pages = [partial(self._pages, each) for each in chunked(chunks, _JOINED if self._are_others_kept else 1)]
        middle = len(pages) // 2
        files = [each for each in SITE_FILES if each is not SEARCH and not each.of_all_texts]
        large = partial(self._files, (SEARCH,)), partial(self._files, files)
        _ = self.site.plan.entries.digests  # computed once, before the first worker begins
        return [large[0], *pages[:middle], large[1], self._kept_links, *pages[middle:]], large

    def warm_up(self) -> None:
        """Make what every page needs, and what is remembered then: compiled templates, who mentions whom.

        The worker that makes the search index needs none of it, and works meanwhile.
        """
        plan = self.site.plan
        urls = plan.urls[:2]  # the home page's and a term's
        for url in urls:
            self._pages([[url]])
        if len(self._linked_anew) > CHUNK:
            plan.contents.network.get_ready()
        shown = urls[1:] if self._are_others_kept else urls
        render_pages([plan.page(url) for url in shown], self.site.theme)

    def place(self, piece: Piece) -> tuple[tuple[SiteFile, ...], tuple[tuple[str, str], ...]]:
        """Put the files of a rendered piece where they belong; gives their places, and the digests to keep."""
        files = chain(piece.made, *(each.make(self.site) for each in piece.files))
        return (*self.stage.keep(piece.kept), *self.stage.write(self.site.place(files))), piece.digests

    def place_texts(self) -> tuple[SiteFile, ...]:
        """Put the files that hold the text of every body where they belong.

        In the process that holds the texts: a worker would copy every page of memory that a text is on.
        """
        files, _ = self.place(Piece(files=tuple(each for each in SITE_FILES if each.of_all_texts)))
        return files

    def _kept_links(self) -> Piece:
        return Piece(digests=(self._entries, self._counts, self._sources, self._twins))

    def _files(self, given: Iterable[SiteFiles]) -> Piece:
        """Some files of the site. Those made together are all kept where they are made of the same as before."""
        made: list[SiteFiles] = []
        kept: list[str] = []
        digests: list[tuple[str, str]] = []
        for files in given:
            if files.made_of is None:
                made.append(files)
                continue
            digest, paths = self._kept_together(files, files.made_of(self.site))
            digests.append(digest)
            if self._is_as_before(digest) and all(map(self.stage.is_unchanged, paths)):
                kept += paths
            else:
                made.append(files)
        return Piece(tuple(kept), (), tuple(digests), tuple(made))

    def _kept_together(self, files: SiteFiles, made_of: object) -> tuple[tuple[str, str], Sequence[str]]:
        """The name and the digest of all that files are ``made_of``, and their paths in the last build."""
        prefix, public = self.site.prefix, self.site.plan.contents.public
        folders = tuple(prefix + path for path in files.paths)
        others = {*map(self._path, self.site.plan.urls), *public}
        paths = [path for path in self.state.files if path.startswith(folders) and path not in others]
        return (f"{prefix}{files.name}/", digest_value((made_of, *sorted(public)))), paths

    def _is_as_before(self, digest: tuple[str, str]) -> bool:
        """Whether there is a digest, by its name, and it is that of the last build."""
        name, made_of = digest
        return bool(made_of) and self.state.pages.get(name) == made_of

    def _pages(self, chunks: Iterable[Sequence[str]]) -> Piece:
        """The pages at the URLs of all chunks, and the twins of those of terms."""
        pieces = [self._compare(urls) for urls in chunks]
        kept, made, digests = ([*chain.from_iterable(parts)] for parts in zip(*pieces, strict=True))
        return Piece(tuple(kept), tuple(made), tuple(digests))

    def _compare(self, urls: Sequence[str]) -> tuple[list[str], list[Page | Output], list[tuple[str, str]]]:
        """Of the pages at ``urls``, all or none of terms, and their twins: what is kept, what is made, the digests."""
        plan, before = self.site.plan, self.state.pages
        are_twins_kept = self._is_as_before(self._twins)
        together = self._digest_together(urls)
        are_as_before = self._is_as_before(together)
        twins: list[str] = []
        kept: list[str] = []
        made: list[Page | Output] = []
        digests = [together]
        for url in urls:
            path = self._path(url)
            past = before.get(path, "")
            is_linked_anew = id_in(url) in self._linked_anew
            links = "" if is_linked_anew else digest_in(past, "links")
            page = None if past and are_as_before and not is_linked_anew else plan.input(url, links)
            now = digest_page(page, self._theme) if page else past
            digests.append((path, now))
            is_made = now != past or not self.stage.is_unchanged(path)
            if is_made:
                made.append((page or plan.input(url, links)).page())
            else:
                kept.append(path)
            twin = self.site.twin_of_term(url)
            if twin and are_twins_kept and not is_made and self.stage.is_unchanged(twin):
                kept.append(twin)
            else:
                twins.append(url)
        return kept, [*made, *self.site.twins(twins)], digests

    def _digest_together(self, urls: Sequence[str]) -> tuple[str, str]:
        """The name and the digest of all that the pages of a piece are made of, but for the links of terms.

        Where that is as it was, the pages need no inputs.
        """
        plan, first = self.site.plan, id_in(urls[0])
        if first not in plan.entries.places:
            return self._others
        return f"{self.site.prefix}{_PIECES}{first}/", digest(self._theme, *urls, plan.digest_terms(urls))

    def _path(self, url: str) -> str:
        return page_path(self.site.prefix + url)


def _join(digests: Iterable[str]) -> str:
    """Digests in a line, as much of each as is kept."""
    return " ".join(each[:KEPT] for each in digests)
