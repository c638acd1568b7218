"""The plugin ``glossary-site`` for MkDocs and its themes: the only importer of MkDocs."""

import logging
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Protocol

from mkdocs.config import config_options
from mkdocs.config.base import BaseConfigOption, Config, ValidationError
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, event_priority, get_plugin_logger
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page
from mkdocs.utils import get_relative_url
from mkdocs.utils.templates import TemplateContext

from glossary_site.addresses import is_web_address, site_of
from glossary_site.build import Analysis, Memory
from glossary_site.glossary import Entry
from glossary_site.integrations.anchors import add_anchors
from glossary_site.integrations.cards import SCRIPT, STYLE, card_files
from glossary_site.integrations.documentation import Documentation, site_address
from glossary_site.integrations.marking import MODES, REFERENCE_TAG, Address, parse_mode
from glossary_site.integrations.python_markdown import ReferenceExtension
from glossary_site.integrations.sources import GlossarySource, read_source, read_terms
from glossary_site.integrations.term_pages import TermPages
from glossary_site.issues import GlossaryError, Issue, Severity, errors_in
from glossary_site.language import canonical_language
from glossary_site.request import CONFIG_NAME, ENTRIES

_log = get_plugin_logger(__name__)
#: Where the files of cards are, and the pages of the glossary where nothing else is named.
_ASSETS, _FOLDER = "assets/", "glossary/"


class _Glossary(Protocol):
    """The glossary that mentions lead to."""

    def address_from(self, url: str) -> Address:
        """The addresses of terms on the page at ``url``."""
        ...

    def has(self, page: Page) -> bool:
        """Whether a page is one of the glossary itself."""
        ...

    def complete(self, page: Page, html: str) -> str:
        """The HTML of a page, with the terms where it is one of the glossary itself."""
        ...


class _Elsewhere:
    """A glossary site of its own, whose pages begin with ``site``."""

    def __init__(self, site: str) -> None:
        self._address = site_address(site)

    def address_from(self, url: str) -> Address:
        """See ``_Glossary``."""
        return self._address

    def has(self, page: Page) -> bool:
        """See ``_Glossary``."""
        return False

    def complete(self, page: Page, html: str) -> str:
        """See ``_Glossary``."""
        return html


class _OnePage:
    """A page of the documentation that has all terms, written by its authors."""

    def __init__(self, file: File, entries: Iterable[Entry]) -> None:
        self._file, self._entries = file, entries

    def address_from(self, url: str) -> Address:
        """See ``_Glossary``."""
        page = get_relative_url(self._file.url, url)
        return lambda identity, anchor: f"{page}#{identity}"

    def has(self, page: Page) -> bool:
        """See ``_Glossary``."""
        return page.file is self._file

    def complete(self, page: Page, html: str) -> str:
        """See ``_Glossary``."""
        if not self.has(page):
            return html
        html, missing = add_anchors(html, self._entries)
        for entry in missing:
            message = f"'{entry.record.term}' is not on the page that mentions link to"
            hint = "give it a heading, a term of a list, or bold text of its own"
            _report((Issue("anchor-missing", Severity.WARNING, message, hint, self._file.src_uri),))
        return html


class _OwnPages:
    """Pages that are added to the documentation: a listing, and a page for each term, in ``folder``."""

    def __init__(self, folder: str, analysis: Analysis) -> None:
        self._folder, self._pages = folder, TermPages(analysis)
        self._entries = analysis.glossary.entries
        self._files: dict[str, File] = {}
        #: What each added page shows: a term, or all of them.
        self._added: dict[File, Entry | None] = {}

    def add_to(self, files: Files, config: MkDocsConfig) -> None:
        """Add all pages, but for those that the documentation has itself."""
        self._add(files, config, "index", self._pages.listing_markdown(), None)
        for entry in self._entries:
            self._add(files, config, f"term/{entry.id}", self._pages.term_markdown(entry), entry)
        for path, content in self._pages.files():
            files.append(File.generated(config, self._folder + path, content=content))

    def _add(self, files: Files, config: MkDocsConfig, path: str, markdown: str, entry: Entry | None) -> None:
        """Add a page; menus that list all pages list no terms."""
        uri = f"{self._folder}{path}.md"
        file = files.get_file_from_path(uri)
        if file is None:
            inclusion = InclusionLevel.NOT_IN_NAV if entry else InclusionLevel.UNDEFINED
            file = File.generated(config, uri, content=markdown, inclusion=inclusion)
            files.append(file)
            self._added[file] = entry
        self._files[entry.id if entry else ""] = file

    def address_from(self, url: str) -> Address:
        """See ``_Glossary``; the address of the listing is that of the id ""."""

        def address(identity: str, anchor: str) -> str:
            return get_relative_url(self._files[identity].url, url) + (f"#{anchor}" if anchor else "")

        return address

    def has(self, page: Page) -> bool:
        """See ``_Glossary``."""
        return page.file in self._added

    def complete(self, page: Page, html: str) -> str:
        """See ``_Glossary``."""
        if not self.has(page):
            return html
        entry, address = self._added[page.file], self.address_from(page.url)
        if entry is None:
            return self._pages.listing_html(html, address)
        return self._pages.term_html(html, entry, address, get_relative_url(self._folder, page.url))


class _Mode(BaseConfigOption[str]):
    """How often terms are marked."""

    def __init__(self) -> None:
        super().__init__()
        self.default = MODES[0]

    def run_validation(self, value: object, /) -> str:
        """One of ``MODES``. Raises ``ValidationError``."""
        mode = parse_mode(value, MODES[0])
        if mode is None:
            raise ValidationError(f"must be one of {', '.join(MODES)}")
        return mode


class GlossarySettings(Config):  # type: ignore[no-untyped-call]
    """The settings of the plugin in ``mkdocs.yml``; its paths are relative to that file."""

    source = config_options.Type(str, default=ENTRIES.name)
    settings = config_options.Type(str, default=CONFIG_NAME)
    pin = config_options.Type(str, default="")
    keep = config_options.Optional(config_options.Type(str))
    link_to = config_options.Type(str, default="")
    mark = _Mode()


class GlossaryPlugin(BasePlugin[GlossarySettings]):  # type: ignore[no-untyped-call]
    """Marks terms in pages, and adds the pages of the glossary where they are part of the documentation."""

    _memory: Memory | None = None

    def on_startup(self, **_: Any) -> None:
        """Keep what was read for the next build of a preview: MkDocs then keeps the plugin, too."""
        self._memory = Memory()

    def on_config(self, config: MkDocsConfig) -> None:
        """Add the rule for references and the files of cards."""
        config.markdown_extensions.append(ReferenceExtension())  # type: ignore[arg-type]  # as Python-Markdown takes it
        config.extra_css.append(_ASSETS + STYLE)
        config.extra_javascript.append(_ASSETS + SCRIPT)

    def on_files(self, files: Files, *, config: MkDocsConfig) -> None:
        """Read the glossary, and add its pages and the files of cards."""
        language = canonical_language(str(config.theme.get("language") or config.theme.locale))
        self._source = _source_of(self.config, Path(config.config_file_path).parent, language)
        try:
            self._glossary = self._open_glossary(files, config)
        except GlossaryError as error:
            raise PluginError("\n".join(map(str, errors_in(error.issues)))) from error
        for output in card_files(self._documentation.glossary):
            files.append(File.generated(config, _ASSETS + output.path, content=output.data))

    def _open_glossary(self, files: Files, config: MkDocsConfig) -> _Glossary:
        """The glossary that ``link_to`` names. Raises ``PluginError`` where there is no such page."""
        link_to = self.config.link_to or (site_of(self._source.where) if self._source.is_published else _FOLDER)
        if link_to.endswith("/") and not is_web_address(link_to):
            analysis = read_source(self._source, self._memory)
            _report(analysis.issues)
            self._documentation = Documentation(analysis.glossary)
            pages = _OwnPages(link_to, analysis)
            pages.add_to(files, config)
            return pages
        terms = read_terms(self._source, self._memory)
        _report(terms.issues)
        self._documentation = Documentation(terms.glossary)
        if is_web_address(link_to):
            return _Elsewhere(link_to if link_to.endswith("/") else f"{link_to}/")
        file = files.get_file_from_path(link_to)
        if file is None or not file.is_documentation_page():
            hint = "name one, or a folder that ends with /, or the address of a site"
            raise PluginError(f"link_to: '{link_to}' is no page of the documentation ({hint})")
        return _OnePage(file, terms.glossary.entries)

    def on_page_content(self, html: str, *, page: Page, **_: Any) -> str:
        """Complete a page of the glossary, for the theme's search to find its terms."""
        return self._glossary.complete(page, html)

    @event_priority(-100)
    def on_page_context(self, context: TemplateContext, *, page: Page, **_: Any) -> None:
        """Mark the terms in a page when it is in the theme's search, which needs no links."""
        html = page.content or ""
        mode = self._find_mode(page)
        if mode == "off" and REFERENCE_TAG not in html:
            return
        address = self._glossary.address_from(page.url)
        source = page.file.content_string if REFERENCE_TAG in html else ""
        marked = self._documentation.mark(html, mode, address, page.file.src_uri, source)
        _report(marked.issues)
        page.content = marked.html

    def _find_mode(self, page: Page) -> str:
        """How often to mark terms in a page: as its front matter has it, else by the settings."""
        default = "off" if self._glossary.has(page) else self.config.mark
        mode = parse_mode(given := page.meta.get("glossary"), default)
        if mode is None:
            message, hint = f"'{given}' is no way to mark terms", f"one of {', '.join(MODES)}"
            _report((Issue("mark-unknown", Severity.WARNING, message, hint, page.file.src_uri),))
        return mode or "off"

    def on_serve(self, server: LiveReloadServer, **_: Any) -> LiveReloadServer:
        """Build again when an entry changes."""
        for path in (self._source.path, self._source.settings):
            if path.exists():
                server.watch(str(path))
        return server


def _source_of(settings: GlossarySettings, home: Path, language: str) -> GlossarySource:
    """The source that settings name in a file in the folder ``home``, for a documentation in this language."""
    where = settings.source if is_web_address(settings.source) else str(home / settings.source)
    kept = home / settings.keep if settings.keep else None
    return GlossarySource(where, home / settings.settings, settings.pin, kept, language)


def _report(issues: Iterable[Issue]) -> None:
    """Log what was found: a warning, which fails a strict build, unless it is a note."""
    for issue in issues:
        _log.log(logging.DEBUG if issue.severity is Severity.NOTE else logging.WARNING, "%s", issue)
