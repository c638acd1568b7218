"""The senses of a glossary as the documents of the search index."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from gettext import NullTranslations

from glossary_site.config import SiteConfig
from glossary_site.glossary import Entry, are_meanings, with_higher
from glossary_site.language import foreign_language, read_texts
from glossary_site.pages import describe_text, term_url
from glossary_site.records import FIELDS, TextPage, Use, list_own, sense_anchors, text_lister
from glossary_site.search.scores import Facets, SearchDocument, Words
from glossary_site.values import replace

_list_names = text_lister(row for row in FIELDS if Use.SEARCH in row.uses)


def _note(status: str, better: str, texts: NullTranslations) -> str:
    """The status of a term that is not current, with the term to use instead if there is one; "" for other terms."""
    _ = texts.gettext
    match status:
        case "draft":
            return _("draft")
        case "deprecated":
            return _("deprecated: use %(term)s") % {"term": better} if better else _("deprecated")
        case "superseded":
            return _("superseded: use %(term)s") % {"term": better} if better else _("superseded")
    return ""


def text_documents(
    texts: Iterable[TextPage], words: Mapping[TextPage, Words], language: str = "en"
) -> Iterator[SearchDocument]:
    """A document for each page of text; ``words`` are those of its body."""
    note = read_texts(language).gettext("page")
    for text in texts:
        yield SearchDocument(
            term=text.title,
            names=(text.title,),
            url=text.url,
            category="",
            definition=describe_text(text),
            body="",
            note=note,
            counted=words[text],
        )


def search_documents(
    entries: Sequence[Entry], words: Mapping[str, Sequence[Words]], config: SiteConfig
) -> Iterator[SearchDocument]:
    """A document for each sense, in the order of the glossary; ``words`` as for ``entry_documents``, by ids."""
    terms = {entry.id: entry.record.term for entry in entries}
    for entry in entries:
        yield from entry_documents(entry, terms.get(entry.relations.replaced_by, ""), words[entry.id], config)


def entry_documents(entry: Entry, better: str, words: Sequence[Words], config: SiteConfig) -> Iterator[SearchDocument]:
    """A document for each sense of an entry, which the term ``better`` replaces if that is not "".

    ``words`` are those of each of its bodies (``WordCounter``). The notes on the status are in the language of
    ``config``.
    """
    record = entry.record
    searched = frozenset(row.name for row in config.fields if Use.SEARCH in row.uses)
    note = _note(record.status, better, read_texts(config.language))
    distinct = are_meanings(record)
    for sense, counted, anchor in zip(record.senses, words, sense_anchors(record.senses), strict=True):
        alone = record if len(record.senses) == 1 else replace(record, senses=(sense,))
        higher = with_higher(sense.categories, config.separator)
        yield SearchDocument(
            term=record.term,
            names=(*_list_names(alone), *(text for _, text in list_own(alone, searched) if searched)),
            url=f"{term_url(record.id)}#{anchor}",
            category=sense.category,
            definition=sense.definition.text,
            body="",
            others=(*record.abbreviations, *record.aliases, *([record.reading] if record.reading else ())),
            note=note,
            lang=foreign_language(record.term, config.language),
            senses=len(record.senses),
            are_meanings=distinct,
            counted=counted,
            facets=Facets(
                categories=sense.categories,
                higher=tuple(each for each in higher if each not in sense.categories),
                tags=record.tags,
                status=record.status,
                letter=entry.letter,
            ),
        )
