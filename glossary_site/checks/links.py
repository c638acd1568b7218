"""Web addresses in entries: listed for a person or a link checker, never fetched."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from glossary_site.glossary import Glossary

#: A bracket is part of an address if it is closed within it, as in encyclopedias.
_ADDRESS = re.compile(r"https?://(?:[^\s<>\"'`\[\](){}]|\([^\s<>\"'`()]*\))+")


@dataclass(frozen=True, slots=True)
class ExternalLink:
    """A web address, and the file and line that it is in."""

    url: str
    path: str
    line: int


def find_external_links(glossary: Glossary) -> Iterator[ExternalLink]:
    """Every web address in bodies and sources, in the order of the glossary."""
    for entry in glossary.entries:
        for sense in entry.record.senses:
            if sense.source is not None and _ADDRESS.fullmatch(sense.source.url):
                yield ExternalLink(sense.source.url, sense.origin.path, sense.origin.line)
            for number, line in enumerate(sense.body.split("\n"), max(sense.body_line, 1)):
                for found in _ADDRESS.finditer(line):
                    yield ExternalLink(found[0].rstrip(".,;:!?"), sense.origin.path, number)
