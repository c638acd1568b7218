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
from glossary_site.language import comma, direction_of, read_texts
from glossary_site.pages import term_url
from glossary_site.records import Field, Record

_FRONT = "{{{{{term}}}}}"
_BACK = (
    "<hr id=answer>{{{{#{names}}}}}<p>{{{{{names}}}}}</p>{{{{/{names}}}}}{{{{{meaning}}}}}"
    "{{{{#{source}}}}}<p>{{{{{source}}}}}</p>{{{{/{source}}}}}"
)


def _number(text: str) -> int:
    """A number that Anki takes for an identity, always the same for the same text."""
    return int(digest(text)[:8], 16) % (1 << 30) + (1 << 30)


def _model(place: str, language: str) -> genanki.Model:
    _ = read_texts(language).gettext
    # A learner sees these names in Anki's editor.
    names = {"term": _("Term"), "names": _("Names"), "meaning": _("Meaning"), "source": _("Source")}
    side = f'<div lang="{escape(language)}" dir="{direction_of(language)}">{{}}</div>'
    front, back = side.format(_FRONT.format(**names)), side.format(_BACK.format(**names))
    return genanki.Model(
        _number(f"model {place}"),
        _("Glossary term"),
        fields=[{"name": name} for name in (*names.values(), "Id")],
        templates=[{"name": names["meaning"], "qfmt": front, "afmt": "{{FrontSide}}" + back}],
        sort_field_index=0,
    )


def _facts(record: Record, own: Iterable[Field], language: str) -> Iterator[tuple[Field, str]]:
    """What a card shows of a record: its names and more, and the author's own fields of the term and of its senses."""
    yield from ((row, text) for row, text in list_facts(record, (), language) if row.name in CARD_FACTS)
    yield from list_own_facts(record, own, language)
    for sense in record.senses:
        yield from list_own_facts(sense, own, language)


def write_anki(edition: Edition) -> Iterator[Output]:
    """One deck. A note has the same identity in every export, so that the learner's progress is kept."""
    config, language = edition.config, edition.config.language
    place = config.base_url or config.title
    deck = genanki.Deck(_number(place), config.title, escape(config.description))
    model = _model(place, language)

    def href(identity: str, anchor: str) -> str:
        return f"{config.base_url}{term_url(identity)}" + (f"#{anchor}" if anchor else "")

    for entry in edition.glossary.entries:
        record = entry.record
        meanings = []
        for sense, body in zip(record.senses, edition.bodies[entry.id], strict=True):
            category = f"<p><i>{escape(comma(language).join(sense.categories))}</i></p>" if sense.categories else ""
            meanings.append(category + body_html(body, href, language))
        sources = [sense.source.title or sense.source.url for sense in record.senses if sense.source]
        fields = (
            escape(record.term),
            escape(comma(language).join((text for row, text in _facts(record, config.fields, language)))),
            with_pictures("<hr>".join(meanings), "", config.base_url),
            escape(comma(language).join(filter(None, sources))),
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
