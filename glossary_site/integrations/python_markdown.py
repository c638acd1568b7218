"""Python-Markdown: the rule for ``[[references]]``, and an extension for programs that take extensions alone.

The plugin for MkDocs has the rule from here and marks finished pages itself. The extension marks what Python-Markdown
makes of a page; Zensical names it the page. The only importer of Python-Markdown.
"""

import logging
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import Any, Protocol
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.inlinepatterns import InlineProcessor
from markdown.postprocessors import Postprocessor
from markdown.treeprocessors import Treeprocessor

from glossary_site.addresses import is_web_address, site_of
from glossary_site.disk import write_atomically
from glossary_site.glossary import Glossary
from glossary_site.integrations.anchors import add_anchors
from glossary_site.integrations.cards import card_files
from glossary_site.integrations.documentation import Documentation, site_address
from glossary_site.integrations.marking import MODES, REFERENCE_TAG, Address, parse_mode
from glossary_site.integrations.sources import GlossarySource, read_terms
from glossary_site.issues import GlossaryError, Issue, Severity, errors_in
from glossary_site.markup import parse_reference
from glossary_site.pages import root_from
from glossary_site.request import CONFIG_NAME, ENTRIES
from glossary_site.values import Frozen

_log = logging.getLogger("glossary_site")
#: After code and escapes, before links.
_PRIORITY = 175


class _References(InlineProcessor):
    """The inline rule for ``[[term]]``; ``[[text]](address)`` stays a link."""

    def handleMatch(  # type: ignore[override]  # noqa: N802 - the base class calls it so
        self, m: Any, data: str
    ) -> tuple[Element | None, int | None, int | None]:
        found = parse_reference(data, m.start(0))
        if found is None or data[found[1] : found[1] + 1] in ("(", "["):
            return None, None, None
        reference, end = found
        element = Element(REFERENCE_TAG, {"target": reference.target})
        element.text = reference.text
        return element, m.start(0), end


class ReferenceExtension(Extension):
    """Finds references, and leaves each as an element that ``Marker.mark`` reads."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - the base class calls it so
        """Give a parser the rule."""
        md.inlinePatterns.register(_References(r"\[\[", md), "glossary_reference", _PRIORITY)


class _Page(Protocol):
    """What a program has of the page that is made: its address from the root, its file, its front matter."""

    url: str
    path: str
    meta: dict[str, Any]


class _Settings(Frozen):
    """The settings of the extension: where the terms are from, where their pages are, how often to mark them.

    ``is_strict``: an unknown reference ends the build. ``assets`` is the folder of the files of cards, "" for none.
    """

    source: GlossarySource
    link_to: str
    mark: str
    is_strict: bool
    assets: str

    def address_from(self, page: _Page | None) -> Address:
        """The addresses of terms on a page; a path leads from the root where the page is given."""
        is_whole = is_web_address(self.link_to) or self.link_to.startswith("/")
        start = self.link_to if page is None or is_whole else root_from(page.url) + self.link_to
        return (lambda identity, anchor: start + identity) if start.endswith("#") else site_address(start)

    def is_glossary(self, page: _Page | None) -> bool:
        """Whether a page is the one that has all terms."""
        return page is not None and self.link_to.endswith("#") and page.url.strip("/") == self.link_to.strip("/#")


class _TreeEnd(Treeprocessor):
    """Notes that a page's tree is done: until then a table of contents has its headings made into HTML one by one."""

    is_done = False

    def run(self, root: Element) -> None:
        """Note it."""
        self.is_done = True


class _Mentions(Postprocessor):
    """Marks terms in the HTML of a page."""

    def __init__(self, md: Markdown, settings: _Settings, tree_end: _TreeEnd) -> None:
        super().__init__(md)
        self._settings, self._tree_end = settings, tree_end

    def run(self, text: str) -> str:
        """The page's HTML with links. Raises ``GlossaryError`` where a reference is wrong, if strict."""
        if not self._tree_end.is_done:
            return text
        self._tree_end.is_done = False
        settings, page = self._settings, _find_page(self.md)
        documentation = _open_documentation(settings.source, settings.assets)
        mode = settings.mark
        if settings.is_glossary(page):
            text, _ = add_anchors(text, documentation.glossary.entries)
            mode = "off"
        path = page.path if page else ""
        given = page.meta.get("glossary") if page else None
        marked = documentation.mark(text, parse_mode(given, mode) or mode, settings.address_from(page), path)
        if settings.is_strict and errors_in(marked.issues):
            raise GlossaryError(marked.issues)
        _report(marked.issues)
        return marked.html


class GlossaryExtension(Extension):
    """Marks terms in each page."""

    def __init__(self, **settings: Any) -> None:
        self.config = {
            "source": [ENTRIES.name, "a folder of entries, a file, or the address of a published glossary"],
            "settings": [CONFIG_NAME, "the glossary's own settings"],
            "pin": ["", "the digest of a published glossary"],
            "keep": ["", "the file that keeps a published glossary"],
            "link_to": ["", "the address of the glossary's site, or of a page, with # at its end"],
            "mark": [MODES[0], f"how often: {', '.join(MODES)}"],
            "strict": [False, "whether an unknown reference ends the build"],
            "assets": ["", "a folder that gets the files of cards"],
        }
        super().__init__(**settings)

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - the base class calls it so
        """Give a parser the rule for references and what marks terms. Raises ``GlossaryError``."""
        given = self.getConfigs()
        kept = Path(given["keep"]) if given["keep"] else None
        source = GlossarySource(given["source"], Path(given["settings"]), given["pin"], kept)
        link_to = given["link_to"] or (site_of(source.where) if source.is_published else "")
        mark = parse_mode(given["mark"], MODES[0])
        if not link_to.endswith(("/", "#")) or mark is None:
            hint = f"link_to ends with / or #, and mark is one of {', '.join(MODES)}"
            raise GlossaryError.of("config-value", "the settings of 'glossary_site' cannot be used", hint)
        ReferenceExtension().extendMarkdown(md)
        tree_end = _TreeEnd(md)
        # Behind all others.
        md.treeprocessors.register(tree_end, "glossary_tree_end", -100)
        mentions = _Mentions(md, _Settings(source, link_to, mark, given["strict"], given["assets"]), tree_end)
        md.postprocessors.register(mentions, "glossary_mentions", -100)


@lru_cache(maxsize=4)
def _open_documentation(source: GlossarySource, assets: str) -> Documentation:
    """The terms of a source, read once in a process: a program makes a parser for each page.

    The files of their cards are written to the folder ``assets``, "" for none.

    Raises ``GlossaryError`` where there is no glossary to go on with.
    """
    terms = read_terms(source)
    _report(terms.issues)
    if assets:
        _write_cards(terms.glossary, Path(assets))
    return Documentation(terms.glossary)


def _find_page(md: Markdown) -> _Page | None:
    """The page that a program has given to one of the parser's extensions, as Zensical does."""
    pages = (getattr(each, "page", None) for each in md.preprocessors)
    return next((page for page in pages if hasattr(page, "url") and hasattr(page, "meta")), None)


def _write_cards(glossary: Glossary, folder: Path) -> None:
    """Write the files of cards where they are not there, or others are. A build has copied what was there before."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = {folder / output.path: output.data for output in card_files(glossary)}
    changed = [path for path, data in paths.items() if not path.exists() or path.read_bytes() != data]
    for path in changed:
        write_atomically(path, paths[path])
    if changed:
        names = ", ".join(path.as_posix() for path in changed)
        _log.warning("written: %s; build once more, and keep them with the documentation", names)


def _report(issues: Iterable[Issue]) -> None:
    for issue in issues:
        if issue.severity is not Severity.NOTE:
            _log.warning("%s", issue)
