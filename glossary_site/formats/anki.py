"""An Anki deck, the only importer of genanki: a note a term, the term in front, its meaning behind."""

import io
import tempfile
import zipfile
from collections.abc import Iterable, Iterator
from html import escape
from pathlib import Path

import genanki

from glossary_site.digest import digest
from glossary_site.disk import Output, write_archive
from glossary_site.formats.articles import body_html, is_carried, with_pictures
from glossary_site.formats.edition import Edition
from glossary_site.formats.facts import CARD_FACTS, list_facts, list_own_facts
from glossary_site.language import direction_of
from glossary_site.pages import term_url
from glossary_site.records import Field, Record

_FIELDS = ("Term", "Names", "Meaning", "Source", "Id")
_BACK = "<hr id=answer>{{#Names}}<p>{{Names}}</p>{{/Names}}{{Meaning}}{{#Source}}<p>{{Source}}</p>{{/Source}}"


def _number(text: str) -> int:
    """A number that Anki takes for an identity, always the same for the same text."""
    return int(digest(text)[:8], 16) % (1 << 30) + (1 << 30)


def _model(place: str, language: str) -> genanki.Model:
    side = f'<div lang="{escape(language)}" dir="{direction_of(language)}">{{}}</div>'
    return genanki.Model(
        _number(f"model {place}"),
        "Glossary term",
        fields=[{"name": name} for name in _FIELDS],
        templates=[{"name": "Meaning", "qfmt": side.format("{{Term}}"), "afmt": "{{FrontSide}}" + side.format(_BACK)}],
        sort_field_index=0,
    )


def _facts(record: Record, own: Iterable[Field]) -> Iterator[tuple[Field, str]]:
    """What a card shows of a record: its names and more, and the author's own fields of the term and of its senses."""
    yield from ((row, text) for row, text in list_facts(record) if row.name in CARD_FACTS)
    yield from list_own_facts(record, own)
    for sense in record.senses:
        yield from list_own_facts(sense, own)


def write_anki(edition: Edition) -> Iterator[Output]:
    """One deck. A note has the same identity in every export, so that the learner's progress is kept."""
    config = edition.config
    place = config.base_url or config.title
    deck = genanki.Deck(_number(place), config.title, escape(config.description))
    model = _model(place, config.language)

    def href(identity: str, anchor: str) -> str:
        return f"{config.base_url}{term_url(identity)}" + (f"#{anchor}" if anchor else "")

    for entry in edition.glossary.entries:
        record = entry.record
        meanings = []
        for sense, body in zip(record.senses, edition.bodies[entry.id], strict=True):
            category = f"<p><i>{escape(', '.join(sense.categories))}</i></p>" if sense.categories else ""
            meanings.append(category + body_html(body, href, config.language))
        sources = [sense.source.title or sense.source.url for sense in record.senses if sense.source]
        fields = (
            escape(record.term),
            escape(", ".join(text for row, text in _facts(record, config.fields))),
            with_pictures("<hr>".join(meanings), "", config.base_url),
            escape(", ".join(filter(None, sources))),
            entry.id,
        )
        categories = (each for sense in record.senses for each in sense.categories)
        tags = [
            "".join(char if char.isalnum() else "-" for char in category) for category in (*categories, *record.tags)
        ]
        # U+001F is what parts the fields of a note in Anki's own files.
        cells = [text.replace("\x1f", "\ufffd") for text in fields]
        note = genanki.Note(model, cells, tags=tags, guid=digest(place, entry.id)[:16])
        deck.add_note(note)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "deck.apkg"
        pictures = [each for each in edition.attachments if is_carried(each.url)]
        media = [Path(folder) / Path(each.url).name for each in pictures]
        for picture, file in zip(pictures, media, strict=True):
            file.write_bytes(picture.read())
        genanki.Package(deck, media).write_to_file(str(path), timestamp=edition.made.timestamp())
        # The archive again, without the time of day that the library gives its members.
        whole = io.BytesIO()
        with zipfile.ZipFile(path) as archive:
            write_archive(((name, archive.read(name)) for name in archive.namelist()), ".zip", whole)
    yield Output("glossary.apkg", whole.getvalue())
