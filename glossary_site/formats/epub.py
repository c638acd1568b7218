"""EPUB 3, the only importer of ebooklib: a chapter a letter, its terms below it, links between them."""

import zipfile
from collections import defaultdict
from collections.abc import Iterator
from html import escape
from io import BytesIO
from pathlib import PurePosixPath
from uuid import NAMESPACE_URL, uuid5

from ebooklib import epub

from glossary_site.disk import Output
from glossary_site.formats.articles import STYLE, Headings, article_html, is_carried, with_pictures
from glossary_site.formats.edition import Edition
from glossary_site.formats.xml_text import to_xhtml, xml_text
from glossary_site.glossary import Entry
from glossary_site.language import direction_of, letter_slug

#: The folder of pictures.
_FILES = "files/"


class _Chapter(epub.EpubHtml):  # type: ignore[misc]
    """A page that is written as it is: ebooklib's own way would read and change it."""

    def get_content(self, default: object = None) -> bytes:
        content: bytes = self.content
        return content


def _document(title: str, language: str, body: str) -> bytes:
    # The declaration of the prefix is what the footnotes' and landmarks' attributes need.
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html>\n'
        f'<html xmlns="http://www.w3.org/1999/xhtml" xml:lang="{escape(language)}" lang="{escape(language)}" '
        f'dir="{direction_of(language)}">\n'
        f'<head><title>{escape(xml_text(title), quote=False)}</title><link rel="stylesheet" type="text/css" '
        f'href="style.css"/></head>\n<body>\n{body}\n</body>\n</html>\n'
    ).encode("utf-8", "replace")


def _chapter(
    edition: Edition, letter: str, entries: list[Entry], terms: dict[str, str], files: dict[str, str]
) -> _Chapter:
    def href(identity: str, anchor: str) -> str:
        return f"{files[identity]}#{identity}" + (f"--{anchor}" if anchor else "")

    parts = [f"<h1>{escape(xml_text(letter), quote=False)}</h1>"]
    for entry in entries:
        term = escape(xml_text(entry.record.term), quote=False)
        article = article_html(edition, entry, terms, href, Headings(f"{entry.id}--"))
        article = with_pictures(article, _FILES, edition.config.base_url)
        parts.append(f'<section id="{entry.id}">\n<h2>{term}</h2>\n{to_xhtml(article)}\n</section>')
    body = "\n".join(parts)
    file = files[entries[0].id]
    language = edition.config.language
    page = _Chapter(uid=file.removesuffix(".xhtml"), file_name=file, title=xml_text(letter), lang=language)
    page.content = _document(letter, language, body)
    if "<math" in body:
        page.properties.append("mathml")
    return page


def _rewrite(raw: bytes) -> bytes:
    """The same archive with ``mimetype`` first and as it is, and one date, so that equal books are equal files."""
    target = BytesIO()
    with zipfile.ZipFile(BytesIO(raw)) as old, zipfile.ZipFile(target, "w") as new:
        for name in sorted(old.namelist(), key=lambda name: (name != "mimetype", name)):
            kind = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            new.writestr(zipfile.ZipInfo(name), old.read(name), kind)
    return target.getvalue()


def write_epub(edition: Edition) -> Iterator[Output]:
    """One book; its date is the edition's."""
    config, entries = edition.config, edition.glossary.entries
    book = epub.EpubBook()
    book.set_identifier(uuid5(NAMESPACE_URL, config.base_url or config.title).urn)
    book.set_title(xml_text(config.title))
    book.set_language(config.language)
    book.set_direction(direction_of(config.language))
    if config.description:
        book.add_metadata("DC", "description", xml_text(config.description))
    if config.licence:
        book.add_metadata("DC", "rights", xml_text(config.licence.url or config.licence.text))
    book.add_item(epub.EpubItem(uid="style", file_name="style.css", media_type="text/css", content=STYLE.encode()))
    by_letter: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        by_letter[entry.letter].append(entry)
    files = {entry.id: f"letter-{letter_slug(entry.letter)}.xhtml" for entry in entries}
    terms = {entry.id: entry.record.term for entry in entries}
    for each in edition.attachments:
        if is_carried(each.url):
            name = _FILES + PurePosixPath(each.url).name
            book.add_item(epub.EpubImage(file_name=name, media_type=each.media_type, content=each.read()))
    chapters = [_chapter(edition, letter, group, terms, files) for letter, group in by_letter.items()]
    for chapter in chapters:
        book.add_item(chapter)
    book.toc = [
        (
            epub.Section(chapter.title, chapter.file_name),
            [
                epub.Link(f"{chapter.file_name}#{entry.id}", xml_text(entry.record.term), f"toc-{entry.id}")
                for entry in group
            ],
        )
        for chapter, group in zip(chapters, by_letter.values(), strict=True)
    ]
    book.add_item(epub.EpubNcx())
    book.add_item(epub.EpubNav())
    book.spine = ["nav", *chapters]
    stream = BytesIO()
    epub.write_epub(stream, book, {"mtime": edition.made, "raise_exceptions": True})
    yield Output("glossary.epub", _rewrite(stream.getvalue()))
