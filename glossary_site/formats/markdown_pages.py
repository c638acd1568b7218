"""Each term's page in Markdown, at ``term/<id>/index.md``, for programs that read text."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from posixpath import dirname, join
from urllib.parse import quote

from glossary_site.attachments import Attachment, path_key
from glossary_site.config import SiteConfig
from glossary_site.disk import FileCopy, Output
from glossary_site.formats.edition import Edition, RecordNormaliser
from glossary_site.formats.facts import label_of, list_facts, list_own_facts, list_relations
from glossary_site.glossary import Glossary, NameTable
from glossary_site.language import comma, format_labelled, read_texts
from glossary_site.markup import (
    LocalLink,
    Reference,
    escape_pairs,
    id_from_root,
    is_local,
    opens_with,
    parse_definition,
    replace_addresses,
    replace_references,
)
from glossary_site.mentions import LinkTable, LocalLinks
from glossary_site.pages import root_from, term_url
from glossary_site.records import Field, Record, Sense, TextPage, list_remarks
from glossary_site.values import Frozen, replace

#: Id of a term -> the address of its page, relative to the file of the text.
Address = Callable[[str], str]


class MarkdownLinks(Frozen, dict=True):
    """Where the links in texts of a glossary lead: its names, the name of each id, its files, and addresses.

    ``address`` gives that of a term; ``root`` is the way to the root of the site, below which the files are.
    """

    names: NameTable
    terms: Mapping[str, str]
    address: Address
    root: str
    glossary: Glossary

    @cached_property
    def _local(self) -> LocalLinks:
        """Made for the first text that has a local link: few have."""
        return LocalLinks(LinkTable.of(self.glossary, "off"), self.names)

    @cached_property
    def _theirs(self) -> NameTable:
        return NameTable(name for each in self.glossary.included for name in each.names)

    def place(self, markdown: str, path: str) -> str:
        """Markdown of the file ``path`` with its references as plain links, and its local links as they lead here."""

        def lead_on(address: str) -> str | None:
            if not (is_local(address) or id_from_root(address)):
                return None
            found = self._local.find(LocalLink(quote(address, safe="/#?=&")), path)
            if isinstance(found, Attachment):
                return self.root + found.url
            return self.address(found[0]) if found else None

        return replace_addresses(link_references(markdown, self.find_address), lead_on)

    def find_address(self, name: str) -> str | None:
        """The address of the term that bears a name, of one's own before those of others; None where no term does."""
        identity = self.names.find(name)
        return self.address(identity) if identity else self._theirs.find(name)


_SPECIAL = re.compile(r"([\\`*_\[\]<>|#])")


def escape_markdown(text: str) -> str:
    """Text on one line that Markdown shows as it is."""
    return escape_pairs(_SPECIAL.sub(r"\\\1", " ".join(text.split())))


def link_references(markdown: str, find_address: Callable[[str], str | None]) -> str:
    """Markdown with its references as plain links, or as text where they lead nowhere."""

    def link(reference: Reference) -> str:
        found = ((name, address) for name, _ in reference.readings if (address := find_address(name)))
        name, address = next(found, (reference.readings[-1][0], None))
        shown = reference.shown or escape_markdown(name)
        if "[" in reference.shown or "]" in reference.shown:  # a bracket would end the text of the link
            shown = escape_markdown(parse_definition(shown).text)
        return f"[{shown}]({address})" if address else shown

    return replace_references(markdown, link)


def _list_text(facts: Iterable[tuple[str, str]], language: str) -> str:
    """Labels and values as a list; "" where no value is given."""
    return "\n".join(f"- {format_labelled(label, value, language)}" for label, value in facts if value)


def _format_facts(facts: Iterable[tuple[Field, str]], language: str) -> list[tuple[str, str]]:
    return [(escape_markdown(row.label_in(language)), escape_markdown(text)) for row, text in facts]


def _sense_text(sense: Sense, links: MarkdownLinks, config: SiteConfig) -> Iterator[str]:
    definition, body, path, language = sense.definition, sense.body, sense.origin.path, config.language
    if definition and not definition.is_taken and not opens_with(body, definition):
        yield links.place(definition.markdown, path)
    if body.strip():
        yield links.place(body, path).strip("\n")
    for name, text in list_remarks(sense):
        yield f"**{label_of(name, language)}**\n\n{links.place(text, path).strip(chr(10))}"
    if own_facts := _list_text(_format_facts(list_own_facts(sense, config.fields, language), language), language):
        yield own_facts
    if sense.source is not None and (sense.source.title or sense.source.url):
        title = escape_markdown(sense.source.title or sense.source.url)
        url = sense.source.url.replace("<", "%3C").replace(">", "%3E")
        shown = f"[{title}](<{url}>)" if url and "\n" not in url else title
        yield format_labelled(read_texts(language).gettext("Source"), shown, language)


def term_markdown(record: Record, links: MarkdownLinks, config: SiteConfig, level: int = 1) -> str:
    """A term in full, its name as a heading of that ``level``, with the author's own fields and labels for readers."""
    language, texts = config.language, read_texts(config.language)
    parts = [f"{'#' * level} {escape_markdown(record.term)}"]
    facts = _format_facts(list_facts(record, config.fields, language), language)
    for row, named in list_relations(record):
        linked = []
        for name in named:
            address = links.find_address(name)
            shown = escape_markdown(links.terms.get(links.names.find(name) or "", name))
            linked.append(f"[{shown}]({address})" if address else shown)
        facts.append((row.label_in(language), comma(language).join(linked)))
    if len(record.senses) == 1:
        facts.insert(0, (texts.gettext("Category"), escape_markdown(comma(language).join(record.senses[0].categories))))
    if listed := _list_text(facts, language):
        parts.append(listed)
    for number, sense in enumerate(record.senses, 1):
        if len(record.senses) > 1:
            unnamed = texts.gettext("Meaning %(number)s") % {"number": number}
            heading = escape_markdown(comma(language).join(sense.categories)) or unnamed
            parts.append(f"{'#' * (level + 1)} {number}. {heading}")
        parts.extend(_sense_text(sense, links, config))
    return "\n\n".join(parts) + "\n"


def site_records(edition: Edition) -> tuple[Record, ...]:
    """The records that the site shows: those in its own language."""
    return tuple(record for record in edition.records if not record.language)


def links_of(edition: Edition, address: Address, root: str) -> MarkdownLinks:
    """The links in the texts of an edition's own language."""
    records = site_records(edition)
    terms = {record.id: record.term for record in records}
    return MarkdownLinks(NameTable.of_records(records), terms, address, root, edition.glossary)


def _address_of_page(identity: str) -> str:
    return f"../{identity}/index.md"


def _page(record: Record, links: MarkdownLinks, config: SiteConfig) -> Output:
    text = term_markdown(record, links, config)
    return Output(f"{term_url(record.id)}index.md", text.encode("utf-8", "replace"))


def write_markdown(edition: Edition) -> Iterator[Output | FileCopy]:
    """A file a term, with links between the files, and the files that they show or link to."""
    links = links_of(edition, _address_of_page, root_from(term_url("x")))
    yield from (_page(record, links, edition.config) for record in site_records(edition))
    yield from (each.at() for each in edition.attachments)


class MarkdownPages:
    """The pages of a site in Markdown, each made when it is asked for."""

    def __init__(self, glossary: Glossary, config: SiteConfig, prefix: str = "") -> None:
        """``prefix`` is the folder of the site's language: the files of all languages are above it."""
        self._config = config
        self._normaliser = RecordNormaliser((*(entry.record for entry in glossary.entries), *glossary.foreign))
        root = root_from(prefix + term_url("x"))
        names, terms = self._normaliser.names(), self._normaliser.terms
        self._links = MarkdownLinks(names, terms, _address_of_page, root, glossary)
        self._texts = {path_key(text.path): text.url for text in glossary.texts}
        self._prefix = prefix

    def of_text(self, text: TextPage) -> Output:
        """A page of text."""
        root = root_from(text.url)

        def lead_on(address: str) -> str | None:
            url = self._texts.get(path_key(join(dirname(text.path), address.partition("#")[0])))
            return None if url is None else f"{root}{url}index.md" if url else root

        def address_of(identity: str) -> str:
            return f"{root}{term_url(identity)}index.md"

        links = replace(self._links, address=address_of, root=root_from(self._prefix + text.url))
        body = links.place(replace_addresses(text.body, lead_on), text.path)
        return Output(f"{text.url}index.md", f"# {escape_markdown(text.title)}\n\n{body}\n".encode("utf-8", "replace"))

    def of(self, record: Record) -> Output:
        """The page of one record of the glossary."""
        return _page(self._normaliser.normalise(record), self._links, self._config)

    def whole(self, record: Record) -> str:
        """One record of the glossary as a part of ``llms-full.txt``, with links to the pages of the site."""
        return term_markdown(self._normaliser.normalise(record), self._whole_links, self._config, 2)

    @cached_property
    def _whole_links(self) -> MarkdownLinks:
        base = self._config.base_url
        return replace(self._links, address=lambda identity: f"{base}{term_url(identity)}", root=base)
