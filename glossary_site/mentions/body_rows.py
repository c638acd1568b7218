"""A linked body as a row of texts, which are small to send and to keep, and back."""

from collections.abc import Mapping, Sequence
from sys import intern
from typing import NamedTuple

from glossary_site.issues import Issue
from glossary_site.json_rows import dump, load
from glossary_site.mentions.linker import LinkedBody, LinkedHtml, Remark
from glossary_site.mentions.matcher import Mention
from glossary_site.values import Frozen, parser, values_of

#: The remarks of nearly all bodies.
_NO_REMARKS = "[]"


class Row(NamedTuple):
    """A ``LinkedBody`` as texts, each HTML in one piece, and how often it has each word of the search index.

    ``remarks``, ``mentions`` (of lead, HTML and remarks), ``words``, ``counts`` (of mentions) and ``facts`` are JSON.
    """

    lead: str
    html: str
    remarks: str
    mentions: str
    words: str
    counts: str
    facts: str

    @property
    def all_html(self) -> str:
        """The HTML of all texts."""
        return self.lead + self.html + join_remarks(self.remarks)


def join_remarks(remarks: str) -> str:
    """The HTML of all remarks in a row."""
    return "" if remarks == _NO_REMARKS else "".join(html for _, html in load(remarks))


#: The paths of the files that a body names, what was found wrong with it, and whether it has explicit references.
_parse_facts = parser(tuple[tuple[str, ...], tuple[Issue, ...], bool])
#: The URLs of its files, and the mentions in each of its texts.
_parse_mentions = parser(tuple[tuple[str, ...], tuple[tuple[Mention, ...], ...]])
_fields_of_mention = values_of(Mention)


class Facts(Frozen):
    """The fields of a ``LinkedBody`` that the stages after rendering need of every body."""

    counts: Mapping[str, int]
    issues: tuple[Issue, ...]
    explicit: bool


def to_row(body: LinkedBody, words: Mapping[str, int]) -> Row:
    """A body and its counted words as texts, which are small to send and to keep."""
    remarks = [(remark.field, remark.html.html) for remark in body.remarks]
    mentions = [list(map(_fields_of_mention, text.mentions)) for text in body.texts]
    facts = dump(([path for path, _ in body.files], body.issues, body.explicit))
    urls = [url for _, url in body.files]
    given = dump(remarks), dump((urls, mentions)), dump(words), dump(body.counts)
    return Row(body.lead.html, body.html.html, *given, facts)


#: The beginning of the facts of a body without files, and the end of those of one without issues, which has no explicit
#: references, or has some; the end of the facts of one that has some.
_NO_FILES, _NO_ISSUES, _EXPLICIT = "[[],", (",[],false]", ",[],true]"), ",true]"


def parse_facts(counts: str, facts: str) -> Facts:
    """The facts in a row."""
    # Popular terms are named everywhere.
    named = {intern(identity): count for identity, count in load(counts).items()}
    return Facts(named, find_issues(facts), facts.endswith(_EXPLICIT))


def find_files(facts: str) -> tuple[str, ...]:
    """The paths of the files that a body names."""
    return () if facts.startswith(_NO_FILES) else _parse_facts(facts)[0]


def find_issues(facts: str) -> tuple[Issue, ...]:
    """What was found wrong with a body. Nearly all have nothing: that is found without reading their facts."""
    return () if facts.endswith(_NO_ISSUES) else _parse_facts(facts)[1]


def to_body(row: Sequence[str], facts: Facts) -> LinkedBody:
    """The body of a row without words and counts, whose facts are given."""
    lead, html, remarks, mentions, text = row
    urls, (in_lead, in_html, *in_remarks) = _parse_mentions(mentions)
    named = zip(load(remarks), in_remarks, strict=True)
    under = tuple(Remark(name, LinkedHtml(shown, inside)) for (name, shown), inside in named)
    texts = LinkedHtml(lead, in_lead), LinkedHtml(html, in_html)
    files = tuple(zip(find_files(text), urls, strict=True))
    return LinkedBody(*texts, facts.counts, facts.issues, facts.explicit, under, files)
