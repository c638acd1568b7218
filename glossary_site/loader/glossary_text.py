"""Glossary text -> records: the blocks that a scan found, repaired, laid out, named and filed."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, islice
from pathlib import PurePath
from typing import TYPE_CHECKING

from glossary_site.issues import Issue, Severity
from glossary_site.loader.sources import Source
from glossary_site.markup import accepts_formula, parse_opening, take_definition
from glossary_site.records import Citation, Origin, Record, Sense
from glossary_site.text.sentences import first_definition
from glossary_site.text.words import AS_IS, most_frequent, name_key, spelling_key, without_article
from glossary_site.values import Frozen, replace
from glossary_site.workers import Executor, chunked, map_chunks

if TYPE_CHECKING:
    # Imported where a glossary text is read: it takes as long as all else that a build imports to read entries.
    from glossary_site.text.layout import Repair
    from glossary_site.text.naming import Evidence, Naming
    from glossary_site.text.scan import Block, Scan

#: Entries a chunk: large enough to make a trip to another process worth while.
CHUNK = 100

#: A paragraph of bold words with text after it.
_TITLE = re.compile(r"\*\*([^*\n]+)\*\*\n\n(?=\S)")
_WORD = re.compile(r"\w+")
_JOINTS = re.compile(r"[\s\-\u2010-\u2014]+")


class Normalised(Frozen):
    """One block as a record of one sense, with its repairs, and the words that were lost (which must be none)."""

    record: Record
    repairs: tuple[Repair, ...]
    lost_words: tuple[str, ...]
    issues: tuple[Issue, ...]

    @property
    def imported(self) -> Record:
        """The record to write, which keeps its warnings: nobody finds them again without the glossary text."""
        warnings = (f"{each.code}: {each.message}" for each in self.issues if each.severity is Severity.WARNING)
        findings = tuple(dict.fromkeys(warnings))
        senses = tuple(replace(sense, findings=findings) for sense in self.record.senses)
        return replace(self.record, senses=senses)


def _citable(path: str) -> str:
    """The path as the user wrote it, without the place of the project on this machine."""
    return path.rpartition("/")[2] if PurePath(path).is_absolute() else path


def find_lost_words(body: str, kept: str, repairs: Sequence[Repair]) -> tuple[str, ...]:
    """Words of ``body`` that are neither in ``kept`` nor in what a listed repair replaced, in order."""
    from glossary_site.text.layout import written_text

    missing = Counter(_WORD.findall(written_text(body))) - Counter(_WORD.findall(kept))
    for each in repairs:
        missing -= Counter(_WORD.findall(written_text(each.before)))
    return tuple(missing.elements())


def _split_title(body: str, naming: Naming) -> tuple[str, str]:
    """The first paragraph of a body where it only repeats the names in bold, else "", and the text after it."""
    title = _TITLE.match(body)
    if title is None:
        return "", body
    names = (naming.term, *naming.aliases, *naming.abbreviations)
    repeated = {
        spelling_key(each) for each in (naming.term, " ".join(names), *(f"{naming.term} {each}" for each in names))
    }
    is_repeated = spelling_key(without_article(title[1])) in repeated
    return (title[0].strip(), body[title.end() :]) if is_repeated else ("", body)


def normalise_block(block: Block, path: str, evidence: Evidence) -> Normalised:
    """Make a record of one block of the glossary text ``path``.

    Issues are those of ``repair`` and ``name_entry``, placed at the block's lines, and ``body-unread`` and
    ``uncertain-code`` (warnings).
    """
    from glossary_site.text.layout import Repair, find_uncertain_code, is_writing, reflow, repair
    from glossary_site.text.naming import LANGUAGE, addresses_customers, name_entry

    repaired = repair(block.body, accepts_formula)
    body = reflow(repaired.text)
    opening = parse_opening(body)
    naming = name_entry(block.heading, opening, evidence)
    title, body = _split_title(body, naming)
    repairs = (*repaired.repairs, *([Repair("title", title, "", 1, certain=True)] if title else []))
    origin = Origin(path, block.line)
    opening = parse_opening(body) if title else opening
    sense = Sense(
        categories=(naming.category,) if naming.category else (),
        definition=take_definition(first_definition(opening, LANGUAGE)),
        body=body,
        keywords=naming.keywords,
        heading=block.heading,
        source=Citation(file=_citable(path), line=block.line),
        origin=origin,
        body_line=block.body_line,
    )
    record = Record(
        term=naming.term,
        senses=(sense,),
        aliases=naming.aliases,
        abbreviations=naming.abbreviations,
        # A page that sells something often has an everyday word for its name, which texts use without meaning the page.
        autolink="outgoing" if addresses_customers(block.heading, opening) else "both",
        origin=origin,
    )
    of_block = list(naming.issues)
    if not is_writing(repaired.text):
        message = f"the text of '{block.heading}' is long and hardly has a letter in it: its lines stay as they are"
        hint = "take out what is no text; keep data in a file of its own"
        of_block.append(Issue("body-unread", Severity.WARNING, message, hint))
    if body != block.body:
        for code in find_uncertain_code(body, repaired.text):
            message = f"the lines or the indentation of code in '{block.heading}' may be others: {code} …"
            of_block.append(Issue("uncertain-code", Severity.WARNING, message, "compare it with its source"))
    lost = find_lost_words(block.body, body, repairs)
    if lost:
        message = f"words of '{block.heading}' are in no record: {' '.join(lost[:10])}"
        of_block.append(Issue("words-lost", Severity.ERROR, message, "report this with the entry's text"))
    issues = [issue.at(path, max(block.body_line - 1, 0)) for issue in repaired.issues]
    issues += [replace(issue, path=path, line=block.line) for issue in of_block]
    return Normalised(record, repairs, lost, tuple(issues))


class NormalisedText(Frozen):
    """A glossary text: what the scan found in it, and each of its blocks as a record."""

    source: Source
    scan: Scan
    entries: tuple[Normalised, ...]

    @property
    def issues(self) -> Iterator[Issue]:
        """The issues of the scan and of all entries."""
        return chain(
            (issue.at(self.source.path) for issue in self.scan.issues), *(each.issues for each in self.entries)
        )


def normalise_texts(
    sources: Sequence[Source], pins: Mapping[str, str], executor: Executor, style: str = AS_IS
) -> tuple[NormalisedText, ...]:
    """Every glossary text with its entries. Names and categories are weighed over all texts together.

    ``pins`` maps spellings of categories to the owner's; ``style`` is that of ``Evidence``.
    """
    from glossary_site.text.naming import gather_evidence
    from glossary_site.text.scan import scan_text

    scans = [(source, scan_text(source.text)) for source in sources]
    blocks = [(source.path, block) for source, scan in scans for block in scan.blocks]
    evidence = gather_evidence(((block.heading, block.body) for _, block in blocks), pins, parse_opening, style)
    found = chain.from_iterable(map_chunks(executor, _normalise_chunk, chunked(blocks, CHUNK), evidence))
    entries = _with_one_spelling(tuple(found))
    return tuple(NormalisedText(source, scan, tuple(islice(entries, len(scan.blocks)))) for source, scan in scans)


def _with_one_spelling(entries: Sequence[Normalised]) -> Iterator[Normalised]:
    """The entries; where names differ by hyphens and spaces, the most frequent is the name of all, and others aliases.

    Headings of glossary text are search phrases, which their author spells in several ways. Names that differ by case
    alone stay as they are.
    """
    terms = [each.record.term for each in entries]
    spellings: dict[str, Counter[str]] = defaultdict(Counter)
    for term in terms:
        spellings[_JOINTS.sub("", name_key(term).lower())][term] += 1
    for each, term in zip(entries, terms, strict=True):
        counts = spellings[_JOINTS.sub("", name_key(term).lower())]
        name = most_frequent(counts)
        if name_key(name).lower() == name_key(term).lower():
            yield each
        else:
            aliases = tuple(dict.fromkeys((*each.record.aliases, term)))
            yield replace(each, record=replace(each.record, term=name, aliases=aliases))


def _normalise_chunk(chunk: Sequence[tuple[str, Block]], evidence: Evidence) -> tuple[Normalised, ...]:
    return tuple(normalise_block(block, path, evidence) for path, block in chunk)
