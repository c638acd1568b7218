"""Glossaries in gettext PO: a term as ``msgid``, its translation as ``msgstr``, its meaning as an extracted comment.

https://www.gnu.org/software/gettext/manual/html_node/PO-Files.html. The only importer of polib.
"""

from collections.abc import Iterator

import polib

from glossary_site.formats.imported import ImportedGlossary, ImportNotes, ImportSource, distinct_ids, make_id
from glossary_site.formats.unkept import AROUND, SourceText
from glossary_site.language import canonical_language
from glossary_site.markup import escape_text
from glossary_site.records import STATUSES, Origin, Record, Sense
from glossary_site.values import replace

#: What the header of a file has about it, beside what only programs read.
_ABOUT = ("Project-Id-Version", "Last-Translator", "Language-Team", "Report-Msgid-Bugs-To")


def read_po(source: ImportSource) -> ImportedGlossary:
    """A record for each term, and one for each translation, which names what it translates.

    A comment of the translator is a note of the translation, or of the term where there is none. A term is in the
    language of the header ``X-Source-Language``, else in English. A fuzzy translation is a draft, and obsolete entries
    are left out. Issues: ``file-encoding``, ``po-syntax``, ``po-empty``.
    """
    notes = ImportNotes(source.path)
    text = source.decode(notes)
    try:
        # With a line end it is no name of a file, which polib would open.
        entries = polib.pofile(f"{text}\n")
    except (OSError, ValueError) as error:
        notes.add_error("po-syntax", f"this is not valid PO: {error}", "check it with msgfmt")
        return notes.glossary()
    terms = [entry for entry in entries if entry.msgid and not entry.obsolete]
    if not terms and not notes.issues:
        notes.add_error("po-empty", "there is no msgid in the file", "")
    for entry in entries:
        if entry.obsolete:
            pair = f"{entry.msgid}: {entry.msgstr}" if entry.msgstr else entry.msgid
            notes.count_loss("an obsolete entry is left out", pair, entry.linenum, "terms")
    for entry in terms:
        for what in ("msgctxt", "msgid_plural", "previous_msgid"):
            if given := getattr(entry, what):
                notes.count_loss(f"'{what}' is not kept", given, entry.linenum)
        for form in [text for number, text in entry.msgstr_plural.items() if number]:
            notes.count_loss("a plural of a translation is not kept", form, entry.linenum)
        for file, _ in entry.occurrences:
            notes.count_loss("where a text is used is not kept", file, entry.linenum)
    original, translated = entries.metadata.get("X-Source-Language") or "en", entries.metadata.get("Language") or ""
    tags = (canonical_language(original), canonical_language(translated) if translated else "")
    header = (entries.header, *(entries.metadata.get(key, "") for key in _ABOUT))
    return notes.glossary(_records(terms, tags, source), (SourceText(AROUND, text) for text in header))


def _records(terms: list[polib.POEntry], tags: tuple[str, str], source: ImportSource) -> Iterator[Record]:
    own = source.find_own(filter(None, tags))
    of_terms, of_translations = ("" if tag == own else tag for tag in tags)
    ids = distinct_ids([(_one_line(term.msgid), of_terms, term.msgctxt or "") for term in terms])
    for term, identity in zip(terms, ids, strict=True):
        name, translation = _one_line(term.msgid), _one_line(term.msgstr_plural.get(0) or term.msgstr)
        original = identity or make_id(name, of_terms)
        origin = Origin(source.path, term.linenum)
        remark = escape_text(_one_line(term.tcomment))
        notes = (remark,) if remark else ()
        has_translation = bool(translation) and of_terms != of_translations
        meaning = Sense(body=escape_text(_one_line(term.comment)), note=() if has_translation else notes, origin=origin)
        first = Record(term=name, senses=(meaning,), id=identity, language=of_terms, origin=origin)
        if not has_translation:
            yield first
            continue
        second = Record(
            term=translation,
            senses=(Sense(note=notes, origin=origin),),
            status="draft" if term.fuzzy else STATUSES[0],
            language=of_translations,
            origin=origin,
        )
        yield from _translating(first, second, original)


def _translating(first: Record, second: Record, original: str) -> tuple[Record, Record]:
    """The records of a term and its translation; that in another language than the site's translates the other."""
    if first.language and not second.language:
        return replace(first, translation_of=make_id(second.term)), second
    return first, replace(second, translation_of=original)


def _one_line(text: str | None) -> str:
    return " ".join((text or "").split())
