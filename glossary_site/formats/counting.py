"""What a glossary of another program holds, what arrives of it, and what is lost."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping

from glossary_site.markup import count_references
from glossary_site.records import FIELDS, Kind, Record, text_lister
from glossary_site.text.code import change_outside_code
from glossary_site.values import Frozen, list_fields

#: The address of a picture in Markdown.
_PICTURE = re.compile(r"(?<!\\)!\[(?:[^\[\]\\]|\\.){0,999}\]\(\s*<?([^\s()<>]{1,2000})")
_list_markdown = text_lister(row for row in FIELDS if row.kind in (Kind.MARKDOWN, Kind.MARKDOWNS, Kind.DEFINITION))
#: How much of an example is shown, in characters.
_SHOWN = 60


class Counts(Frozen):
    """How many there are of what the table of an import counts.

    ``aliases`` are all other names of the terms, ``references`` the links between them in texts, ``languages`` tags, ""
    that of the site.
    """

    terms: int = 0
    senses: int = 0
    aliases: int = 0
    references: int = 0
    pictures: int = 0
    languages: frozenset[str] = frozenset()

    def __add__(self, other: "Counts") -> "Counts":
        """What two glossaries hold together."""
        sums = {name: number + other.numbers[name] for name, number in self.numbers.items() if name != "languages"}
        return Counts(**sums, languages=self.languages | other.languages)

    @property
    def numbers(self) -> Mapping[str, int]:
        """The number of each, in the order of the table."""
        numbers = {name: getattr(self, name) for name in list_fields(Counts)}
        return numbers | {"languages": len(self.languages)}


class ImportLoss(Frozen):
    """One thing that an import did not keep.

    ``kind`` describes such things in words, ``example`` is the thing itself, on one line. ``line`` is 0 where it is
    not known. ``counted`` names the row of the table in which the thing is missing, "" where none counts it.
    """

    kind: str
    example: str
    path: str
    line: int = 0
    counted: str = ""

    @property
    def shown(self) -> str:
        """The example, cut where it is long."""
        return self.example if len(self.example) <= _SHOWN else f"{self.example[:_SHOWN].rstrip()}…"

    @property
    def place(self) -> str:
        """Where it is, for people."""
        return f"{self.path}:{self.line}" if self.line else self.path

    @property
    def message(self) -> str:
        """What was lost, in words."""
        return f"{self.kind}: {self.example}" if self.example else self.kind

    def __str__(self) -> str:
        return f"{self.place}: {self.message}"


def count_records(records: Iterable[Record]) -> Counts:
    """What records hold, counted in them and in their texts."""
    records = tuple(records)
    texts = [text for record in records for text in _list_markdown(record)]
    return Counts(
        terms=len(records),
        senses=sum(len(record.senses) for record in records),
        aliases=sum(len(record.aliases) + len(record.abbreviations) for record in records),
        references=sum(map(count_references, texts)),
        pictures=sum(map(len, map(_find_pictures, texts))),
        languages=frozenset(record.language.lower() for record in records),
    )


def find_pictures(record: Record) -> list[str]:
    """The addresses of the pictures in the texts of a record, in order."""
    return [address for text in _list_markdown(record) for address in _find_pictures(text)]


def _find_pictures(markdown: str) -> list[str]:
    found: list[str] = []

    def add(picture: re.Match[str]) -> str:
        found.append(picture[1])
        return picture[0]

    if "![" in markdown:
        change_outside_code(markdown, _PICTURE, add)
    return found


def sum_up_losses(losses: Iterable[ImportLoss]) -> tuple[tuple[ImportLoss, int], ...]:
    """The first loss of each kind and how many there are of the kind, the most frequent kinds first."""
    by_kind: defaultdict[str, list[ImportLoss]] = defaultdict(list)
    for loss in losses:
        by_kind[loss.kind].append(loss)
    found = [(of_kind[0], len(of_kind)) for of_kind in by_kind.values()]
    return tuple(sorted(found, key=lambda pair: -pair[1]))
