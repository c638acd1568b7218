"""The extension for Sphinx: terms in reStructuredText and MyST. The only importer of Sphinx.

The directive ``glossary-terms`` lists the terms as Sphinx's own ``glossary`` does, so that the role ``term``, the
index, the inventory and every form of output have them. Mentions become the same references as the role makes. In HTML
they have hover cards.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from functools import cached_property
from html import escape, unescape
from pathlib import Path
from typing import Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.config import Config
from sphinx.domains.std import make_glossary_term
from sphinx.environment import BuildEnvironment
from sphinx.errors import ConfigError, NoUri
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective
from sphinx.util.nodes import make_refnode
from sphinx.util.typing import ExtensionMetadata, OptionSpec

from glossary_site.addresses import is_web_address, site_of
from glossary_site.digest import digest_value
from glossary_site.disk import Output
from glossary_site.formats import Headings, article_html, make_edition
from glossary_site.glossary import Entry, NameTable
from glossary_site.integrations.cards import SCRIPT, STYLE, card_files
from glossary_site.integrations.documentation import site_address
from glossary_site.integrations.docutils_nodes import read_html
from glossary_site.integrations.marking import MODES, UNMARKED_CLASS, Marker, parse_mode
from glossary_site.integrations.sources import GlossarySource, read_source, read_terms
from glossary_site.issues import GlossaryError, Issue, Severity, errors_in
from glossary_site.language import canonical_language
from glossary_site.mentions import Mention
from glossary_site.request import CONFIG_NAME, ENTRIES

_log = logging.getLogger(__name__)
#: The directive, and the class of the list that it makes; its option.
LIST, _SHORT = "glossary-terms", "only-definitions"
#: HTML, and the mention that it shows, None where it is between mentions.
_Piece = tuple[str, Mention | None]
#: The attribute by which a link to a term, or a role, has the id of the term.
_TERM = "glossary_term"
#: Nodes that hold no mentions.
_QUIET = (
    nodes.FixedTextElement,
    nodes.Invisible,
    nodes.citation_reference,
    nodes.field_name,
    nodes.footnote_reference,
    nodes.label,
    nodes.literal,
    nodes.math,
    nodes.option_group,
    nodes.problematic,
    nodes.raw,
    nodes.reference,
    nodes.rubric,
    nodes.system_message,
    nodes.term,
    nodes.title,
    addnodes.desc_signature,
    addnodes.download_reference,
    addnodes.literal_emphasis,
    addnodes.literal_strong,
    addnodes.pending_xref,
)
#: Classes of nodes that hold none.
_QUIET_CLASSES = frozenset((LIST, UNMARKED_CLASS))
#: A link to a term of an included glossary, as ``Marker`` makes it: its address, its title, and what it shows.
_THEIRS = re.compile('<a class="mention theirs" href="([^"]*)" title="([^"]*)">(.*?)</a>')
#: What YAML reads as no text, as MyST hands it on.
_YAML = {"False": False, "True": True}
#: Builders of pages in HTML that browsers open.
_PAGES = ("html", "dirhtml", "singlehtml")


class glossary_link(nodes.reference):  # noqa: N801 - docutils finds a visitor by the name of the class
    """A link to the term of this id; where the term is, is known when all pages are read."""


class _Extension:
    """One glossary in one build of Sphinx."""

    _source: GlossarySource
    _entries: Mapping[str, Entry]
    _issues: frozenset[Issue]
    _names: NameTable
    _marker: Marker
    _cards: tuple[Output, ...]
    _site: str
    _builder: Builder

    def read(self, app: Sphinx, config: Config) -> None:
        """Read the glossary. Its digest is a setting, so that pages are read again where it changes.

        Raises ``ConfigError`` where there is no glossary to go on with, or a setting is wrong.
        """
        self._source = _source_of(config, Path(app.confdir))
        try:
            terms = read_terms(self._source)
        except GlossaryError as error:
            raise ConfigError("\n".join(map(str, errors_in(error.issues)))) from error
        if parse_mode(config.glossary_mark, MODES[0]) is None:
            raise ConfigError(f"glossary_mark: '{config.glossary_mark}' is none of {', '.join(MODES)}")
        self._issues = frozenset(terms.issues)
        _report(terms.issues)
        self._entries = {entry.id: entry for entry in terms.glossary.entries}
        self._names = NameTable.of_records(entry.record for entry in terms.glossary.entries)
        self._marker = Marker(terms.glossary)
        self._cards = card_files(terms.glossary)
        self._site = config.glossary_site or (site_of(self._source.where) if self._source.is_published else "")
        config.glossary_digest = digest_value(terms.glossary.entries)

    def list_terms(self, directive: SphinxDirective) -> list[nodes.Node]:
        """The terms, in their order, as Sphinx's own glossary with every name of each."""
        listed = nodes.definition_list(classes=["glossary"])
        named: set[str] = set()
        for entry, html in self._definitions() if _SHORT in directive.options else self._articles():
            names = [name for name in _names_of(entry) if name == entry.record.term or name not in named]
            term, *others = (_note_term(directive, name) for name in names)
            named.update(_names_of(entry))
            for other in others:  # the text below has them
                term["ids"] += other["ids"]
                term += other.findall(addnodes.index)
            definition = nodes.definition("", *read_html(html, self._make_link))
            listed.append(nodes.definition_list_item("", term, definition))
        return [addnodes.glossary("", listed, classes=[LIST], sorted=False)]

    def _definitions(self) -> Iterator[tuple[Entry, str]]:
        """Each term with its definition as HTML."""
        return ((entry, f"<p>{entry.definition.html}</p>") for entry in self._entries.values())

    def _articles(self) -> Iterator[tuple[Entry, str]]:
        """Each term with all that its entry holds as HTML."""
        analysis = read_source(self._source)
        _report(issue for issue in analysis.issues if issue not in self._issues)
        edition = make_edition(analysis.glossary, analysis.config, analysis.bodies_by_id)
        terms = {entry.id: entry.record.term for entry in analysis.glossary.entries}
        for entry in analysis.glossary.entries:
            yield entry, article_html(edition, entry, terms, lambda identity, _: f"#{identity}", Headings(level=2))

    def _make_link(self, href: str) -> nodes.Element | None:
        """The node of a link in an entry: a reference to another term, or to an address."""
        entry = self._entries.get(href.removeprefix("#"))
        if entry:
            return _refer(entry.id)
        return nodes.reference(refuri=href) if is_web_address(href) or href.startswith("mailto:") else None

    def complete(self, app: Sphinx, document: nodes.document) -> None:
        """Find the terms that a page's roles name, and mark those that its text mentions."""
        texts, roles = _find_texts(document)
        for role in roles:
            self._complete_role(role)
        page = app.env.docname
        given = app.env.metadata[page].get("glossary")
        mode = parse_mode(_YAML.get(str(given), given), app.config.glossary_mark)
        if mode is None:
            _log.warning("'%s' is no way to mark terms: one of %s", given, ", ".join(MODES), location=page)
        html = "".join(f"<p>{escape(each)}</p>" if isinstance(each, nodes.Text) else "<h2></h2>" for each in texts)
        marked = self._marker.mark(html, mode or "off")
        places = (text for text in texts if isinstance(text, nodes.Text))
        for text, pieces in zip(places, _by_paragraph(marked.html.pieces()), strict=True):
            if any(mention is not None or "<a " in piece for piece, mention in pieces):
                text.parent.replace(text, [node for piece in pieces for node in self._nodes_of(*piece)])

    def _complete_role(self, role: addnodes.pending_xref) -> None:
        """A role names its term in any of the term's names and in any spelling: Sphinx gets the one that it lists."""
        identity = self._names.find(role["reftarget"])
        if identity:
            role[_TERM] = identity
            role["reftarget"] = self._entries[identity].record.term

    def _nodes_of(self, piece: str, mention: Mention | None) -> Iterator[nodes.Node]:
        """The nodes of a piece of HTML that is a mention, or text with links to terms of other glossaries."""
        if mention is not None:
            yield _refer(mention.id, nodes.Text(unescape(piece)))
            return
        done = 0
        for link in _THEIRS.finditer(piece):
            yield nodes.Text(unescape(piece[done : link.start()]))
            address, title, shown = map(unescape, link.groups())
            yield nodes.reference("", shown, internal=False, refuri=address, reftitle=title, classes=["theirs"])
            done = link.end()
        yield nodes.Text(unescape(piece[done:]))

    def resolve(self, document: nodes.document) -> None:
        """Lead the links of a page to their terms, and the roles whose terms are found.

        A link to a term that nothing has is its text; such a role is left to Sphinx, for other documentations.
        """
        found: dict[str, Mapping[str, Any]] = {}
        for link in _find_links(document):
            identity = link[_TERM]
            if identity not in found:
                found[identity] = self._find_place(identity)
            if not found[identity]:
                if isinstance(link, glossary_link):
                    link.replace_self(link.children)
            elif isinstance(link, glossary_link):
                link.attributes.update(found[identity])
            else:
                link.replace_self(glossary_link("", "", *link.children, **{_TERM: identity}, **found[identity]))

    @cached_property
    def _listed(self) -> Mapping[str, tuple[str, str]]:
        """The page and the anchor of each term that a page lists, by its name and by that in small letters.

        It is asked for when all pages are read; Sphinx compares names in the same way.
        """
        objects = self._builder.env.domains.standard_domain.get_objects()
        found = {name: (page, anchor) for name, _, kind, page, anchor, _ in objects if kind == "term"}
        return {name.lower(): place for name, place in found.items()} | found

    def _find_place(self, identity: str) -> Mapping[str, Any]:
        """The attributes of a reference to a term: to the page that lists it, else to the glossary's site."""
        term = self._entries[identity].record.term
        if listed := self._listed.get(term) or self._listed.get(term.lower()):
            with suppress(NoUri):
                return make_refnode(self._builder, self._builder.env.docname, *listed, []).non_default_attributes()
        return {"internal": False, "refuri": site_address(self._site)(identity, "")} if self._site else {}

    def check(self, app: Sphinx, env: BuildEnvironment) -> None:
        """Warn where mentions have nothing to lead to."""
        terms = {entry.record.term.lower() for entry in self._entries.values()}
        if terms and not self._site and self._listed.keys().isdisjoint(terms):
            _log.warning("no page lists the terms: write the directive %s on one, or set glossary_site", LIST)

    def begin(self, app: Sphinx) -> None:
        """Keep the builder, and write the files of the cards, of which every page loads the script and the styles."""
        self._builder = app.builder
        if app.builder.name in _PAGES:
            for output in self._cards:
                path = Path(app.outdir) / "_static" / output.path
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(output.data)
            app.add_js_file(SCRIPT, loading_method="defer")
            app.add_css_file(STYLE)


def _visit_link(translator: Any, node: glossary_link) -> None:
    href = node.get("refuri") or f"#{node['refid']}"
    translator.body.append(f'<a href="{escape(href)}" data-term="{node[_TERM]}">')


def _depart_link(translator: Any, node: glossary_link) -> None:
    translator.body.append("</a>")


def _source_of(config: Config, home: Path) -> GlossarySource:
    """The source that the settings name in a file in the folder ``home``."""
    where = config.glossary_source if is_web_address(config.glossary_source) else str(home / config.glossary_source)
    kept = home / config.glossary_keep if config.glossary_keep else None
    language = canonical_language(config.language)
    return GlossarySource(where, home / config.glossary_settings, config.glossary_pin, kept, language)


def _report(issues: Iterable[Issue]) -> None:
    """Log what was found: a warning, which ends a build with ``-W``, unless it is a note."""
    for issue in issues:
        if issue.severity is not Severity.NOTE:
            _log.warning("%s", issue)


def _names_of(entry: Entry) -> tuple[str, ...]:
    record = entry.record
    return tuple(dict.fromkeys((record.term, *record.abbreviations, *record.aliases)))


def _note_term(directive: SphinxDirective, name: str) -> nodes.term:
    path, line = directive.get_source_info()
    return make_glossary_term(directive.env, [nodes.Text(name)], None, path, line, None, directive.state.document)


def _refer(identity: str, *texts: nodes.Text) -> glossary_link:
    return glossary_link("", "", *texts, **{_TERM: identity})


def _find_texts(document: nodes.document) -> tuple[list[nodes.Text | nodes.title], list[addnodes.pending_xref]]:
    """The texts of a page that may hold mentions, with the titles of its sections, in order, and its roles ``term``."""
    texts: list[nodes.Text | nodes.title] = []
    roles: list[addnodes.pending_xref] = []
    open_nodes: list[tuple[Any, bool]] = [(document, True)]
    while open_nodes:
        node, is_prose = open_nodes.pop()
        if isinstance(node, nodes.Text):
            if is_prose:
                texts.append(node)
            continue
        if is_prose and isinstance(node, nodes.title):
            texts.append(node)
        if isinstance(node, addnodes.pending_xref) and (node["refdomain"], node["reftype"]) == ("std", "term"):
            roles.append(node)
        is_prose = is_prose and not isinstance(node, _QUIET) and _QUIET_CLASSES.isdisjoint(node["classes"])
        open_nodes += [(child, is_prose) for child in reversed(node.children)]
    return texts, roles


def _find_links(document: nodes.document) -> list[Any]:
    """The links to terms of a page, and the roles that name one, in order."""
    found: list[Any] = []
    open_nodes: list[Any] = [document]
    while open_nodes:
        node = open_nodes.pop()
        if _TERM in node.attributes:
            found.append(node)
        else:
            open_nodes += [child for child in reversed(node.children) if not isinstance(child, nodes.Text)]
    return found


def _by_paragraph(pieces: Iterable[_Piece]) -> Iterator[list[_Piece]]:
    """The pieces of each paragraph of HTML that has nothing else but empty headings."""
    found: list[_Piece] = []
    for piece in pieces:
        html, mention = piece
        if mention is not None:
            found.append(piece)
            continue
        *ended, rest = html.replace("<h2></h2>", "").replace("<p>", "").split("</p>")
        for text in ended:
            yield [*found, (text, None)] if text else found
            found = []
        found += [(rest, None)] if rest else []


def setup(app: Sphinx) -> ExtensionMetadata:
    """Add the extension to a build of Sphinx."""
    extension = _Extension()

    class GlossaryTerms(SphinxDirective):
        """Lists the terms of the glossary."""

        option_spec: ClassVar[OptionSpec] = {_SHORT: directives.flag}

        def run(self) -> list[nodes.Node]:
            return extension.list_terms(self)

    class LinksToTerms(SphinxPostTransform):
        """Leads links to terms before Sphinx resolves its references."""

        default_priority = 5

        def run(self, **_: Any) -> None:
            extension.resolve(self.document)

    app.add_config_value("glossary_source", ENTRIES.name, "", str)
    app.add_config_value("glossary_settings", CONFIG_NAME, "", str)
    app.add_config_value("glossary_pin", "", "", str)
    app.add_config_value("glossary_keep", "", "", str)
    app.add_config_value("glossary_site", "", "env", str)
    app.add_config_value("glossary_mark", MODES[0], "env", (str, bool))
    app.add_config_value("glossary_digest", "", "env", str)
    app.add_directive(LIST, GlossaryTerms)
    app.add_node(glossary_link, html=(_visit_link, _depart_link))
    app.add_post_transform(LinksToTerms)
    app.connect("config-inited", extension.read)
    app.connect("builder-inited", extension.begin)
    app.connect("doctree-read", extension.complete, priority=600)  # when the fields of the page are read
    app.connect("env-check-consistency", extension.check)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
