"""Links: web addresses in entries, listed and never fetched, and words that draw too many links."""

import re
from collections.abc import Iterator

from glossary_site.checks.rule import Finding, LinkedGlossary
from glossary_site.glossary import Glossary
from glossary_site.text.words import has_inner_case
from glossary_site.values import Frozen

#: A bracket is part of an address if it is closed within it, as in encyclopedias.
_ADDRESS = re.compile(r"https?://(?:[^\s<>\"'`\[\](){}]|\([^\s<>\"'`()]*\))+")
#: A word draws too many links from so many on, if they are more than this share of all links.
_MANY, _SHARE = 50, 1 / 6


class ExternalLink(Frozen):
    """A web address, and the file and line that it is in."""

    url: str
    path: str
    line: int


def find_external_links(glossary: Glossary) -> Iterator[ExternalLink]:
    """Every web address in bodies and sources, in the order of the glossary, and in pages of text."""
    for entry in glossary.entries:
        for sense in entry.record.senses:
            if sense.source is not None and _ADDRESS.fullmatch(sense.source.url):
                yield ExternalLink(sense.source.url, sense.origin.path, sense.origin.line)
            for number, line in enumerate(sense.body.split("\n"), max(sense.body_line, 1)):
                yield from _find_in(line, sense.origin.path, number)
    for text in glossary.texts:
        for number, line in enumerate(text.body.split("\n"), text.body_line):
            yield from _find_in(line, text.path, number)


def _find_in(line: str, path: str, number: int) -> Iterator[ExternalLink]:
    return (ExternalLink(found[0].rstrip(".,;:!?"), path, number) for found in _ADDRESS.finditer(line))


def find_link_magnets(linked: LinkedGlossary) -> Iterator[Finding]:
    """Terms that draw very many links by a name of one ordinary word, which may not mean the term each time."""
    total = sum(linked.mentions.values())
    for entry in linked.glossary.entries:
        count = linked.mentions.get(entry.id, 0)
        record = entry.record
        if count >= _MANY and count > _SHARE * total:
            words = [name for name in (record.term, *record.aliases) if name.isalpha() and not has_inner_case(name)]
            if words:
                yield Finding(entry, record.senses[0], f"{count} of {total} mentions, by '{words[0]}'")
