"""A linked body as a row of texts, which are small to send and to keep, and back."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from sys import intern
from typing import NamedTuple

from glossary_site.issues import Issue
from glossary_site.mentions.linker import LinkedBody, Remark, cut_mentions, unlinked_html
from glossary_site.mentions.matcher import Mention
from glossary_site.values import codec

#: The remarks of nearly all bodies.
_NO_REMARKS = "[]"


class Row(NamedTuple):
    """A ``LinkedBody`` as texts, each HTML in one piece, and how often it has each word of the search index.

    ``remarks``, ``mentions`` (of lead, HTML and remarks), ``words`` and ``facts`` are JSON.
    """

    lead: str
    html: str
    remarks: str
    mentions: str
    words: str
    facts: str

    @property
    def all_html(self) -> str:
        """The HTML of all texts."""
        return self.lead + self.html + join_remarks(self.remarks)


def join_remarks(remarks: str) -> str:
    """The HTML of all remarks in a row."""
    return "" if remarks == _NO_REMARKS else "".join(html for _, html in json.loads(remarks))


_encode_issues, _decode_issues = codec(tuple[Issue, ...])


@dataclass(frozen=True, slots=True)
class Facts:
    """The fields of a ``LinkedBody`` that the stages after rendering need of every body."""

    counts: Mapping[str, int]
    issues: tuple[Issue, ...]
    explicit: bool


def _flatten(pieces: Sequence[str | Mention]) -> tuple[str, list[tuple[int, int, str, str, str]]]:
    return unlinked_html(pieces), [each[:5] for each in pieces if isinstance(each, Mention)]


#: JSON as short as can be.
dump = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def to_row(body: LinkedBody, words: Mapping[str, int]) -> Row:
    """A body and its counted words as texts, which are small to send and to keep."""
    (lead, html, *under), mentions = zip(*map(_flatten, body.texts), strict=True)
    remarks = [(remark.field, shown) for remark, shown in zip(body.remarks, under, strict=True)]
    facts = dump(([path for path, _ in body.files], body.counts, _encode_issues(body.issues), body.explicit))
    urls = [url for _, url in body.files]
    return Row(lead, html, dump(remarks), dump((urls, *mentions)), dump(words), facts)


#: The beginning of the facts of a body without files, and the end of those of one without issues, which has no explicit
#: references, or has some.
_NO_FILES, _NO_ISSUES = "[[],", (",[],false]", ",[],true]")


def parse_facts(text: str) -> Facts:
    """The facts in a row."""
    _, counts, issues, explicit = json.loads(text)
    named = {intern(identity): int(count) for identity, count in counts.items()}  # popular terms are named everywhere
    return Facts(named, _decode_issues(issues), bool(explicit))


def find_files(facts: str) -> tuple[str, ...]:
    """The paths of the files that a body names."""
    paths: list[str] = [] if facts.startswith(_NO_FILES) else json.loads(facts)[0]
    return tuple(paths)


def find_issues(facts: str) -> tuple[Issue, ...]:
    """What was found wrong with a body. Nearly all have nothing: that is found without reading their facts."""
    return () if facts.endswith(_NO_ISSUES) else parse_facts(facts).issues


def to_body(row: Sequence[str], facts: Facts) -> LinkedBody:
    """The body of a row without its words, whose facts are given."""
    lead, html, remarks, mentions, text = row
    urls, in_lead, in_html, *in_remarks = json.loads(mentions)
    named = zip(json.loads(remarks), in_remarks, strict=True)
    under = tuple(Remark(name, cut_mentions(shown, inside)) for (name, shown), inside in named)
    pieces = cut_mentions(lead, in_lead), cut_mentions(html, in_html)
    files = tuple(zip(find_files(text), urls, strict=True))
    return LinkedBody(*pieces, facts.counts, facts.issues, facts.explicit, under, files)
