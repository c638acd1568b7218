"""The extension for Sphinx: terms in reStructuredText and MyST. The only importer of Sphinx.

The directive ``glossary-terms`` lists the terms as Sphinx's own ``glossary`` does, so that the role ``term``, the
index, the inventory and every form of output have them. Mentions become the same references as the role makes. In HTML
they have hover cards.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from html import escape, unescape
from pathlib import Path
from typing import Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.domains.std import make_glossary_term
from sphinx.environment import BuildEnvironment
from sphinx.errors import ConfigError
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective
from sphinx.util.typing import ExtensionMetadata, OptionSpec

from glossary_site.addresses import is_web_address, site_of
from glossary_site.digest import digest_value
from glossary_site.formats import Headings, article_html, make_edition
from glossary_site.glossary import Entry, NameTable
from glossary_site.integrations.cards import SCRIPT, STYLE, card_files, card_template
from glossary_site.integrations.documentation import site_address
from glossary_site.integrations.docutils_nodes import read_html
from glossary_site.integrations.marking import MENTION_CLASS, MODES, UNMARKED_CLASS, Marker, parse_mode
from glossary_site.integrations.sources import GlossarySource, read_source, read_terms
from glossary_site.issues import GlossaryError, Issue, Severity
from glossary_site.mentions import Mention
from glossary_site.request import CONFIG_NAME, ENTRIES

_log = logging.getLogger(__name__)
#: The directive, and the class of the list that it makes; its option.
LIST, _SHORT = "glossary-terms", "only-definitions"
#: HTML, and the mention that it shows, None where it is between mentions.
_Piece = tuple[str, Mention | None]
#: The attribute by which what a reference shows names its term.
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
    """A link to a term on a page in HTML, with the id of the term for its card."""


class _Extension:
    """One glossary in one build of Sphinx."""

    _source: GlossarySource
    _entries: Mapping[str, Entry]
    _issues: frozenset[Issue]
    _names: NameTable
    _marker: Marker
    _language: str
    _site: str

    def read(self, app: Sphinx, config: Config) -> None:
        """Read the glossary. Its digest is a setting, so that pages are read again where it changes.

        Raises ``ConfigError`` where there is no glossary to go on with, or a setting is wrong.
        """
        self._source = _source_of(config, Path(app.confdir))
        try:
            terms = read_terms(self._source)
        except GlossaryError as error:
            raise ConfigError("\n".join(map(str, error.issues))) from error
        if parse_mode(config.glossary_mark, MODES[0]) is None:
            raise ConfigError(f"glossary_mark: '{config.glossary_mark}' is none of {', '.join(MODES)}")
        self._issues = frozenset(terms.issues)
        _report(terms.issues)
        self._entries = {entry.id: entry for entry in terms.glossary.entries}
        self._names = NameTable.of_records(entry.record for entry in terms.glossary.entries)
        self._marker = Marker(terms.glossary)
        self._language = terms.glossary.language
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
            return _refer(entry)
        return nodes.reference(refuri=href) if is_web_address(href) or href.startswith("mailto:") else None

    def complete(self, app: Sphinx, document: nodes.document) -> None:
        """Find the terms that a page's roles name, and mark those that its text mentions."""
        for role in document.findall(addnodes.pending_xref):
            if role.get("refdomain") == "std" and role.get("reftype") == "term":
                self._complete_role(role)
        page = app.env.docname
        given = app.env.metadata[page].get("glossary")
        mode = parse_mode(_YAML.get(str(given), given), app.config.glossary_mark)
        if mode is None:
            _log.warning("'%s' is no way to mark terms: one of %s", given, ", ".join(MODES), location=page)
        texts = list(_find_prose(document))
        html = "".join(f"<p>{escape(each)}</p>" if isinstance(each, nodes.Text) else "<h2></h2>" for each in texts)
        marked = self._marker.mark(html, mode or "off")
        places = (text for text in texts if isinstance(text, nodes.Text))
        for text, pieces in zip(places, _by_paragraph(marked.html.pieces()), strict=True):
            marked_nodes = [node for piece in pieces for node in self._nodes_of(*piece)]
            if any(isinstance(node, nodes.Element) for node in marked_nodes):
                text.parent.replace(text, marked_nodes)

    def _complete_role(self, role: addnodes.pending_xref) -> None:
        """A role names its term in any of the term's names and in any spelling: Sphinx gets the one that it lists."""
        identity = self._names.find(role["reftarget"])
        if identity:
            role["reftarget"] = self._entries[identity].record.term
            for shown in role.findall(nodes.inline):
                shown[_TERM] = identity

    def _nodes_of(self, piece: str, mention: Mention | None) -> Iterator[nodes.Node]:
        """The nodes of a piece of HTML that is a mention, or text with links to terms of other glossaries."""
        if mention is not None:
            yield _refer(self._entries[mention.id], nodes.Text(unescape(piece)))
            return
        done = 0
        for link in _THEIRS.finditer(piece):
            yield nodes.Text(unescape(piece[done : link.start()]))
            address, title, shown = map(unescape, link.groups())
            yield nodes.reference("", shown, internal=False, refuri=address, reftitle=title)
            done = link.end()
        yield nodes.Text(unescape(piece[done:]))

    def link_to_site(
        self, app: Sphinx, env: BuildEnvironment, node: addnodes.pending_xref, shown: nodes.Element
    ) -> nodes.reference | None:
        """The reference to the glossary's site, for a term that no page lists."""
        identity = shown.get(_TERM)
        if not (identity and self._site):
            return None
        return nodes.reference("", "", shown, internal=False, refuri=site_address(self._site)(identity, ""))

    def check(self, app: Sphinx, env: BuildEnvironment) -> None:
        """Warn where mentions have nothing to lead to."""
        listed = {name.lower() for name, _, kind, *_ in env.domains.standard_domain.get_objects() if kind == "term"}
        terms = {entry.record.term.lower() for entry in self._entries.values()}
        if terms and not self._site and listed.isdisjoint(terms):
            _log.warning("no page lists the terms: write the directive %s on one, or set glossary_site", LIST)

    def add_files(self, app: Sphinx) -> None:
        """Write the files of the cards, which every page loads."""
        if app.builder.name in _PAGES:
            for output in card_files():
                path = Path(app.outdir) / "_static" / output.path
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(output.data)
            app.add_js_file(SCRIPT, loading_method="defer")
            app.add_css_file(STYLE)

    def add_cards(
        self, app: Sphinx, page: str, template: str, context: dict[str, Any], document: nodes.document | None
    ) -> None:
        """Add the cards of the terms that a page links to."""
        if document is not None and app.builder.name in _PAGES:
            identities = dict.fromkeys(link[_TERM] for link in document.findall(glossary_link))
            mentioned = (self._entries[identity] for identity in identities)
            context["body"] += card_template(mentioned, self._language)


class _LinksWithCards(SphinxPostTransform):
    """Puts a ``glossary_link`` in the place of each reference to a term, when Sphinx has resolved them."""

    default_priority = 20
    builders = _PAGES

    def run(self, **_: Any) -> None:
        for reference in list(self.document.findall(nodes.reference)):
            identity = next((each[_TERM] for each in reference.findall(nodes.inline) if _TERM in each), "")
            if identity:
                link = glossary_link("", "", *reference.children, **reference.attributes)
                link[_TERM] = identity
                reference.replace_self(link)


def _visit_link(translator: Any, node: glossary_link) -> None:
    href = node.get("refuri") or f"#{node['refid']}"
    attributes = {"class": MENTION_CLASS, "href": href, "data-term": node[_TERM]}
    translator.body.append(translator.starttag(node, "a", "", **attributes))


def _depart_link(translator: Any, node: glossary_link) -> None:
    translator.body.append("</a>")


def _source_of(config: Config, home: Path) -> GlossarySource:
    """The source that the settings name in a file in the folder ``home``."""
    where = config.glossary_source if is_web_address(config.glossary_source) else str(home / config.glossary_source)
    kept = home / config.glossary_keep if config.glossary_keep else None
    return GlossarySource(where, home / config.glossary_settings, config.glossary_pin, kept)


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


def _refer(entry: Entry, *texts: nodes.Text) -> addnodes.pending_xref:
    """A reference to a term, as the role ``term`` makes it."""
    shown = nodes.inline("", "", *texts, **{_TERM: entry.id})
    target = {"refdomain": "std", "reftype": "term", "reftarget": entry.record.term}
    return addnodes.pending_xref("", shown, **target, refexplicit=True, refwarn=False)


def _find_prose(document: nodes.document) -> Iterator[nodes.Text | nodes.title]:
    """The texts of a page that may hold mentions, and the titles of its sections, in order."""
    open_nodes: list[Any] = [document]
    while open_nodes:
        node = open_nodes.pop()
        if isinstance(node, nodes.Text | nodes.title):
            yield node
        elif not isinstance(node, _QUIET) and _QUIET_CLASSES.isdisjoint(node["classes"]):
            open_nodes += reversed(node.children)


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

    app.add_config_value("glossary_source", ENTRIES.name, "", str)
    app.add_config_value("glossary_settings", CONFIG_NAME, "", str)
    app.add_config_value("glossary_pin", "", "", str)
    app.add_config_value("glossary_keep", "", "", str)
    app.add_config_value("glossary_site", "", "env", str)
    app.add_config_value("glossary_mark", MODES[0], "env", (str, bool))
    app.add_config_value("glossary_digest", "", "env", str)
    app.add_directive(LIST, GlossaryTerms)
    app.add_node(glossary_link, html=(_visit_link, _depart_link))
    app.add_post_transform(_LinksWithCards)
    app.connect("config-inited", extension.read)
    app.connect("builder-inited", extension.add_files)
    app.connect("doctree-read", extension.complete, priority=600)  # when the fields of the page are read
    app.connect("env-check-consistency", extension.check)
    app.connect("missing-reference", extension.link_to_site, priority=400)  # before other glossaries
    app.connect("html-page-context", extension.add_cards)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
