"""Each term's page in Markdown, at ``term/<id>/index.md``, for programs that read text."""

import re
from collections.abc import Callable, Iterator, Mapping

from glossary_site.disk import Output
from glossary_site.formats.edition import Edition, RecordNormaliser
from glossary_site.formats.facts import label_of, list_facts, list_relations
from glossary_site.glossary import Glossary, NameTable
from glossary_site.markup import Reference, escape_pairs, opens_with, parse_definition, replace_references
from glossary_site.pages import term_url
from glossary_site.records import Record, Sense, list_remarks

#: Id of a term -> the address of its page, relative to the file of the text.
Address = Callable[[str], str]

_SPECIAL = re.compile(r"([\\`*_\[\]<>|#])")


def escape_markdown(text: str) -> str:
    """Text on one line that Markdown shows as it is."""
    return escape_pairs(_SPECIAL.sub(r"\\\1", " ".join(text.split())))


def link_references(markdown: str, names: NameTable, address: Address) -> str:
    """Markdown with its references as plain links, or as text where they lead nowhere."""

    def link(reference: Reference) -> str:
        found = ((name, identity) for name, _ in reference.readings if (identity := names.find(name)))
        name, identity = next(found, (reference.readings[-1][0], None))
        shown = reference.shown or escape_markdown(name)
        if "[" in reference.shown or "]" in reference.shown:  # a bracket would end the text of the link
            shown = escape_markdown(parse_definition(shown).text)
        return f"[{shown}]({address(identity)})" if identity else shown

    return replace_references(markdown, link)


def _sense_text(sense: Sense, names: NameTable, address: Address) -> Iterator[str]:
    definition = sense.definition
    if definition and not definition.is_taken and not opens_with(sense.body, definition):
        yield link_references(definition.markdown, names, address)
    if sense.body.strip():
        yield link_references(sense.body, names, address).strip("\n")
    for name, text in list_remarks(sense):
        yield f"**{label_of(name)}**\n\n{link_references(text, names, address).strip(chr(10))}"
    if sense.source is not None and (sense.source.title or sense.source.url):
        title = escape_markdown(sense.source.title or sense.source.url)
        url = sense.source.url.replace("<", "%3C").replace(">", "%3E")
        yield f"Source: [{title}](<{url}>)" if url and "\n" not in url else f"Source: {title}"


def term_markdown(record: Record, names: NameTable, terms: Mapping[str, str], address: Address, level: int = 1) -> str:
    """A term in full, its name as a heading of that ``level``; ``terms`` are names by id."""
    parts = [f"{'#' * level} {escape_markdown(record.term)}"]
    facts = [(row.label, escape_markdown(text)) for row, text in list_facts(record)]
    for label, named in list_relations(record):
        links = []
        for name in named:
            identity = names.find(name)
            shown = escape_markdown(terms.get(identity or "", name))
            links.append(f"[{shown}]({address(identity)})" if identity else shown)
        facts.append((label, ", ".join(links)))
    if len(record.senses) == 1:
        facts.insert(0, ("Category", escape_markdown(", ".join(record.senses[0].categories))))
    listed = [f"- {label}: {value}" for label, value in facts if value]
    if listed:
        parts.append("\n".join(listed))
    for number, sense in enumerate(record.senses, 1):
        if len(record.senses) > 1:
            heading = escape_markdown(", ".join(sense.categories)) or f"Sense {number}"
            parts.append(f"{'#' * (level + 1)} {number}. {heading}")
        parts.extend(_sense_text(sense, names, address))
    return "\n\n".join(parts) + "\n"


def site_records(edition: Edition) -> tuple[Record, ...]:
    """The records that the site shows: those in its own language."""
    return tuple(record for record in edition.records if not record.language)


def _page(record: Record, names: NameTable, terms: Mapping[str, str]) -> Output:
    text = term_markdown(record, names, terms, lambda identity: f"../{identity}/index.md")
    return Output(f"{term_url(record.id)}index.md", text.encode("utf-8", "replace"))


def write_markdown(edition: Edition) -> Iterator[Output]:
    """A file a term, with links between the files."""
    records = site_records(edition)
    names = NameTable.of_records(records)
    terms = {record.id: record.term for record in records}
    return (_page(record, names, terms) for record in records)


class MarkdownPages:
    """The pages of a site in Markdown, each made when it is asked for."""

    def __init__(self, glossary: Glossary) -> None:
        self._normaliser = RecordNormaliser((*(entry.record for entry in glossary.entries), *glossary.foreign))

    def of(self, record: Record) -> Output:
        """The page of one record of the glossary."""
        return _page(self._normaliser.normalise(record), self._normaliser.names(), self._normaliser.terms)
