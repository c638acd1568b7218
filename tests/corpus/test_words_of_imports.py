"""Real glossaries: every word of a source is in a record or in a loss, as a reading without this program shows."""

import csv
import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any

import pytest
import yaml
from lxml import etree, html

from glossary_site.formats import read_glossary, recognise_format
from glossary_site.records import to_plain

WORD = re.compile(r"[^\W\d_]{4,}")
#: What no reader shows, in texts that no library reads here: keys, commands, addresses, comments.
MARKUP = {
    ".md": r"<!--.*?-->|\]\([^()]*\)|^\[[^\]]+\]:.*?$|</?\w[^<>]*>|\{\{[^{}]*\}\}|^[\w-]+:|^```\w+",
    ".mdx": r"^import .*?$|\]\([^()]*\)|</?\w[^<>]*>|^\w+:",
    ".rst": r"^ *\.\..*?$(?:\n +.*?$)*|:[\w:]+:(?=`)|<[^<>]*>`|^ *:\w+:$",
    ".adoc": r"^//.*?$|\[\[[^\]]*\]\]|^\[[^\]]*\]$|<<[^<>,]*",
    ".tex": r"(?<!\\)%.*?$|\\[A-Za-z]+\*?|glossaryentry\{[^{}]*\}|^\s*\{?\w+=|\{[\w:.-]+\}",
}
FILES = (
    *("single-markdown", "html", "rst", "sphinx", "csv", "yaml", "latex", "docbook", "tbx", "glosario", "skos"),
    *("asciidoc/glossary.adoc", "asciidoc/acronyms.adoc"),
)
#: Names of roles, codes and headings that only announce entries.
MARKS = frozenset("glossary term definition class func seealso acronym admittedterm preferredterm".split())


def leaves(value: Any) -> Iterator[str]:
    if isinstance(value, dict | list):
        for each in value.values() if isinstance(value, dict) else value:
            yield from leaves(each)
    elif value:
        yield str(value)


def shown(path: Path) -> str:
    """What a file shows, by a library that this program does not read it with, or without its marks."""
    text = path.read_text(encoding="utf-8")
    match path.suffix:
        case ".html":
            page = html.fromstring(text).find(".//dl")
            return "" if page is None else page.text_content()
        case ".xml" | ".tbx":
            parser = etree.XMLParser(recover=True, remove_comments=True)
            return " ".join(etree.fromstring(text.encode(), parser).itertext())
        case ".yml" | ".yaml":
            return " ".join(leaves(yaml.load(text, yaml.CBaseLoader)))  # noqa: S506 (makes texts, nothing else)
        case ".csv":
            return " ".join(cell for row in [*csv.reader(text.splitlines())][1:] for cell in row)
        case ".ttl":
            return " ".join(re.findall(r'"([^"]*)"', text))
    return re.sub(MARKUP[path.suffix], " ", text, flags=re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("name", FILES)
def test_no_word_is_lost_silently(real: Path, name: str) -> None:
    for path in sorted(each for each in (real / name, *(real / name).glob("*")) if each.is_file()):
        found = read_glossary(path, recognise_format(path), "en", {})
        kept = " ".join(leaves([to_plain(record) for record in found.records]))
        noted = " ".join(loss.message for loss in found.losses)
        arrived = set(WORD.findall(f"{kept} {noted}".casefold()))
        written = set(WORD.findall(unescape(shown(path)).casefold()))
        missing = sorted(written - arrived)
        print(
            f"{path.name}: {len(written):,} words, {len(missing)} in no record and no loss: {', '.join(missing[:12])}"
        )
        assert MARKS.issuperset(missing)
