"""Which of the site's languages each record is in."""

from collections import defaultdict
from collections.abc import Sequence

from glossary_site.config import SiteConfig
from glossary_site.language import closest_language, slugify
from glossary_site.records import Record
from glossary_site.values import replace


def _id_on_site(identity: str, tags: Sequence[str]) -> str:
    """An id whose folder (``en-gb/wafer``) is that of the site's language, where it has one for it."""
    folder, _, name = identity.rpartition("/")
    tag = closest_language(folder, tags)
    if not tag:
        return identity
    return name if tag == tags[0] else f"{tag.lower()}/{name}"


def _place(record: Record, tags: Sequence[str]) -> Record:
    tag = closest_language(record.language, tags)
    return replace(
        record,
        language="" if tag == tags[0] else tag or record.language,
        id=_id_on_site(record.id, tags),
        translation_of=_id_on_site(record.translation_of, tags),
    )


def place_records(records: Sequence[Record], config: SiteConfig) -> tuple[Record, ...]:
    """The records in the languages of the site: ``language`` is "" in its own, the site's tag in a further one.

    A record in ``en-GB`` is in ``en`` where the site has no closer language (``closest_language``); the folder of its
    id follows. Of several variants of one text, which translate the same record or share an id, the closest is on the
    site. The others keep their languages.
    """
    if not any(record.language for record in records):
        return tuple(records)
    tags = (config.language, *config.tags)
    placed = [_place(record, tags) for record in records]
    written = [(record.language or config.language).lower() for record in records]
    texts = [record.translation_of or record.id.rpartition("/")[2] for record in placed]
    variants: dict[tuple[str, str], dict[str, None]] = defaultdict(dict)
    for record, tag, text in zip(placed, written, texts, strict=True):
        variants[record.language, text or slugify(record.term)][tag] = None
    return tuple(
        there
        if not text or closest_language(there.language or config.language, variants[there.language, text]) == tag
        else replace(record, translation_of=there.translation_of)
        for record, there, tag, text in zip(records, placed, written, texts, strict=True)
    )
