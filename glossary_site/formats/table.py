"""The formats, in one table: name, file ending, standard, and what each cannot carry. The README lists them from it."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module

from glossary_site.disk import Output
from glossary_site.formats.edition import Edition
from glossary_site.formats.plain import ReadRecords
from glossary_site.issues import GlossaryError, Issue, Severity
from glossary_site.records import Record

Write = Callable[[Edition], Iterable[Output]]
Read = Callable[[bytes, str, str], ReadRecords]


@dataclass(frozen=True, slots=True)
class Format:
    """One format. ``ending`` is "" for a folder; ``module`` holds ``write_<function>`` and, where it can be read back,
    ``read_<function>``; ``loses`` maps fields to what becomes of them; ``extra`` is the extra to install it with."""

    name: str
    ending: str
    standard: str
    module: str
    function: str
    loses: Mapping[str, str]
    reads: bool = False
    extra: str = ""


def _per_sense(field: str) -> Callable[[Record], int]:
    return lambda record: sum(bool(getattr(sense, field)) for sense in record.senses)


def _per_source(field: str) -> Callable[[Record], int]:
    return lambda record: sum(bool(sense.source and getattr(sense.source, field)) for sense in record.senses)


def _texts(record: Record) -> Iterable[str]:
    yield from (record.term, record.reading, *record.aliases, *record.abbreviations)
    for sense in record.senses:
        yield from (sense.category, sense.definition, sense.body, sense.heading, *sense.keywords)
        if sense.source:
            yield from (sense.source.file, sense.source.title, sense.source.url)


_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")

#: What may be lost -> how often a record has it. The order is that of the record.
FIELDS: Mapping[str, Callable[[Record], int]] = {
    "aliases": lambda record: len(record.aliases),
    "abbreviations": lambda record: len(record.abbreviations),
    "order of names": lambda record: (
        max(len(record.aliases), len(record.abbreviations), *(len(sense.keywords) for sense in record.senses)) > 1
    ),
    "status": lambda record: record.status != "current",
    "replaced_by": lambda record: bool(record.replaced_by),
    "related": lambda record: len(record.related),
    "broader": lambda record: len(record.broader),
    "narrower": lambda record: len(record.narrower),
    "order of relations": lambda record: max(len(record.related), len(record.broader), len(record.narrower)) > 1,
    "reading": lambda record: bool(record.reading),
    "autolink": lambda record: record.autolink != "both",
    "language": lambda record: bool(record.language),
    "translation_of": lambda record: bool(record.translation_of),
    "translated_from": lambda record: bool(record.translated_from),
    "updated": lambda record: bool(record.updated),
    "senses": lambda record: len(record.senses) - 1,
    "category": _per_sense("category"),
    "definition": _per_sense("definition"),
    "body": _per_sense("body"),
    "keywords": lambda record: sum(len(sense.keywords) for sense in record.senses),
    "heading": _per_sense("heading"),
    "source.file": _per_source("file"),
    "source.line": _per_source("line"),
    "source.title": _per_source("title"),
    "source.url": _per_source("url"),
    "control characters": lambda record: sum(_CONTROL.search(text) is not None for text in _texts(record)),
}

_LEFT_OUT = "left out"
_OTHER = "entries in other languages than the site's are left out"
_FILE = {"source.file": _LEFT_OUT, "source.line": _LEFT_OUT}
_SKOS = {
    "order of names": "a set has none",
    "order of relations": "a set has none",
    "related": "names that are no term's are left out",
    "broader": "names that are no term's are left out",
    "narrower": "names that are no term's are left out",
    "replaced_by": "a name that is no term's is left out",
    "translation_of": "an id that is no entry's is left out",
    "translated_from": _LEFT_OUT,
    "reading": _LEFT_OUT,
    "autolink": _LEFT_OUT,
    "heading": _LEFT_OUT,
    **_FILE,
}
_TBX = {
    "status": "a draft is current; aliases are admitted terms",
    "related": "names that are no term's, and those of translations, are left out",
    "replaced_by": "a name that is no term's is left out",
    "translation_of": "kept where the original is there and has as many senses",
    "translated_from": _LEFT_OUT,
    "category": "a translation's is its original's",
    "broader": _LEFT_OUT,
    "narrower": _LEFT_OUT,
    "reading": _LEFT_OUT,
    "autolink": _LEFT_OUT,
    "keywords": _LEFT_OUT,
    "heading": _LEFT_OUT,
    **_FILE,
    "control characters": "become U+FFFD: XML has none",
}
_TEXT = {
    "reading": _LEFT_OUT,
    "autolink": _LEFT_OUT,
    "language": _OTHER,
    "translation_of": _LEFT_OUT,
    "translated_from": _LEFT_OUT,
    "keywords": _LEFT_OUT,
    "heading": _LEFT_OUT,
    **_FILE,
}
_BOOK = {**_TEXT, "control characters": "become U+FFFD: XML has none"}
_LIST = {
    **_TEXT,
    "aliases": _LEFT_OUT,
    "abbreviations": _LEFT_OUT,
    "status": _LEFT_OUT,
    "replaced_by": _LEFT_OUT,
    "related": _LEFT_OUT,
    "broader": _LEFT_OUT,
    "narrower": _LEFT_OUT,
    "updated": _LEFT_OUT,
    "senses": "the definition that stands for the term only",
    "body": _LEFT_OUT,
    "source.title": _LEFT_OUT,
    "source.url": _LEFT_OUT,
}
_NAMES = {name: note for name, note in _LIST.items() if name not in ("aliases", "abbreviations")}
_CARDS = {**_TEXT, **dict.fromkeys(("replaced_by", "related", "broader", "narrower", "updated"), _LEFT_OUT)}

FORMATS: tuple[Format, ...] = (
    Format("json", ".json", "JSON (RFC 8259), JSON Schema 2020-12 in the package", "json_text", "json", {}, True),
    Format("jsonl", ".jsonl", "JSON Lines", "json_text", "jsonl", {}, True),
    Format("csv", ".csv", "CSV (RFC 4180), UTF-8", "csv_text", "csv", {}, True),
    Format("skos-turtle", ".ttl", "SKOS (W3C 2009), RDF 1.1 Turtle", "skos", "turtle", _SKOS, True, "rdf"),
    Format("skos-jsonld", ".jsonld", "SKOS (W3C 2009), JSON-LD 1.1", "skos", "jsonld", _SKOS, True, "rdf"),
    Format("tbx", ".tbx", "TBX-Basic v3, DCA style (ISO 30042:2019)", "tbx", "tbx", _TBX, True, "xml"),
    Format("markdown", "", "CommonMark, a file a term", "markdown_twins", "markdown", _TEXT),
    Format("llms", ".txt", "llms.txt (llmstxt.org)", "llms", "llms", {**_LIST, "category": _LEFT_OUT}),
    Format("llms-full", ".txt", "llms.txt, with every term whole", "llms", "llms_full", _TEXT),
    Format("epub", ".epub", "EPUB 3.2", "epub", "epub", _BOOK, False, "epub"),
    Format("docset", "", "Dash and Zeal docset (a folder, or .tgz)", "docset", "docset", _TEXT),
    Format("anki", ".apkg", "Anki deck", "anki", "anki", _CARDS, False, "anki"),
    Format(
        "sphinx",
        ".inv",
        "Sphinx objects.inv, version 2",
        "objects_inv",
        "sphinx",
        {**_NAMES, "category": _LEFT_OUT, "definition": _LEFT_OUT, "senses": "all lead to the term's page"},
    ),
)


@dataclass(frozen=True, slots=True)
class Loss:
    """One field that a format cannot carry (whole), how many values of it there are, and what becomes of them."""

    field: str
    count: int
    note: str

    def __str__(self) -> str:
        return (
            f"{self.field}: {self.note} ({self.count:,} here)"
            if self.count
            else f"{self.field}: {self.note} (none here)"
        )


def find_format(name: str) -> Format:
    """The format of that name."""
    return next(each for each in FORMATS if each.name == name)


def find_losses(form: Format, records: Sequence[Record]) -> tuple[Loss, ...]:
    """Every field that a format cannot carry, in the order of the record, with how much of it these records have."""
    return tuple(
        Loss(field, sum(int(count(record)) for record in records), form.loses[field])
        for field, count in FIELDS.items()
        if field in form.loses
    )


def _load(form: Format, verb: str) -> Callable[..., object]:
    try:
        module = import_module(f"glossary_site.formats.{form.module}")
    except ModuleNotFoundError as error:
        if not form.extra or (error.name or "").startswith("glossary_site"):
            raise
        message = f"the format '{form.name}' needs the package '{error.name}'"
        hint = f"pip install 'glossary-site[{form.extra}]'"
        raise GlossaryError([Issue("extra-missing", Severity.ERROR, message, hint)]) from error
    found: Callable[..., object] = getattr(module, f"{verb}_{form.function}")
    return found


def load_writer(form: Format) -> Write:
    """What writes a format. Raises ``GlossaryError`` with ``extra-missing``."""
    return _load(form, "write")  # type: ignore[return-value]


def load_reader(form: Format) -> Read:
    """What reads a format that ``reads``. Raises ``GlossaryError`` with ``extra-missing``."""
    return _load(form, "read")  # type: ignore[return-value]


def _command(form: Format) -> str:
    return f"`glossary export --format {form.name} --output {'glossary' + form.ending if form.ending else 'DIR'}`"


def formats_summary() -> str:
    """The table of formats in the README: what each cannot carry, with a star where it carries a part."""
    lines = ["| format | command | standard | what it cannot carry |", "| --- | --- | --- | --- |"]
    for form in FORMATS:
        lost = [field if form.loses[field] == _LEFT_OUT else f"{field}\\*" for field in FIELDS if field in form.loses]
        lines.append(f"| {form.name} | {_command(form)} | {form.standard} | {', '.join(lost) or 'nothing'} |")
    return "\n".join(lines) + "\n"


def formats_table() -> str:
    """The table of formats in Markdown."""
    lines = [
        "| format | command | standard | what it cannot carry | read back | needs |",
        "| --- | --- | --- | --- | --- | --- |",
    ]
    for form in FORMATS:
        lost = "; ".join(f"{field} ({form.loses[field]})" for field in FIELDS if field in form.loses)
        lost = lost.replace(f" ({_LEFT_OUT})", "") or "nothing"
        extra = f"`[{form.extra}]`" if form.extra else ""
        back = "yes" if form.reads else ""
        lines.append(f"| {form.name} | {_command(form)} | {form.standard} | {lost} | {back} | {extra} |")
    return "\n".join(lines) + "\n"
