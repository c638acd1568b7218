"""Entries whose fields people have named themselves: rows under heads of columns, mappings with keys of their own.

What a name means is in one table, that of the heads of Markdown's tables (``loader/one_file/heads.py``).
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from glossary_site.formats.csv_text import COLUMNS
from glossary_site.formats.imported import FreeIds, ImportNotes, ImportSource, make_id, split_names_of
from glossary_site.formats.plain import from_plain
from glossary_site.loader import Head, choose_heads, find_own, html_to_markdown
from glossary_site.records import FIELDS, Field, Kind, Part, Record
from glossary_site.text.sentences import LONGEST_DEFINITION
from glossary_site.text.words import name_key, split_categories
from glossary_site.values import Frozen

#: A text, or a list of them that the file has as such.
Value = str | tuple[str, ...]

_ROWS = {row.full_name: row for row in FIELDS if row.kind not in (Kind.SENSES, Kind.SOURCE)}
_FULL_FORM = "full form"
#: What names an entry, the best first.
_NAMING = ("term", "abbreviations", "id")
_TEXTS = ("definition", "body")
#: In characters, on average: such a text beside a definition is the body, whatever it is called.
_LONG_TEXT = 200
#: The share of letters and spaces in prose, at least.
_LETTERS = 0.8
#: A text of several sentences or lines is more than a definition.
_MANY = re.compile(r"\n|[.!?]\s|[。！？].")
_SEE = re.compile(
    r"(?:(?:see(?: also)?|siehe(?: auch)?|voir(?: aussi)?|v[ée]ase(?: también)?|cf\.?|vgl\.?)(?:\s*:\s*|\s+)|[→⇒]\s*)",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"\s*(?:(?<!\\);|[|\n、；]|<br ?/?>)\s*")
#: Tags that editors of forms write, and names of characters.
_HTML = re.compile(
    r"</?(?:p|br|div|span|ul|ol|li|a|em|i|b|strong|code|sup|sub|u|font)(?:\s[^<>]*)?/?>|&(?:[a-z]{2,8}|#\d{2,5});",
    re.IGNORECASE,
)
#: What opens the lines of a list in a cell.
_BULLET = re.compile(r"^[-*•–][ \t]+", re.MULTILINE)
_LANGUAGE = re.compile(r"(.+)_([A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*)")
_COMMA = re.compile(r"\s*,\s*(?![^()]*\))")


class Row(Frozen):
    """An entry as its file has it: its line (0 where lines mean nothing), and its texts by the names of their fields.

    ``group`` is what the entry is listed under; ``path`` is the file where a glossary has several, else "".
    """

    line: int
    values: Mapping[str, Value]
    group: str = ""
    path: str = ""


class Columns(Frozen):
    """What the names of fields mean: the ``heads`` of those that are read, and the names of those that are not."""

    heads: Mapping[str, Head]
    unread: tuple[str, ...]

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages that are named, in the order of the file."""
        return tuple(dict.fromkeys(head.language for head in self.heads.values() if head.language))

    @property
    def are_known(self) -> bool:
        """Whether there are names of entries, and more about them: other fields, or names in other languages."""
        found = {(head.field, head.language) for head in self.heads.values()}
        fields = {field for field, _ in found}
        if not {"term", "abbreviations"} & fields:
            return "id" in fields and bool(fields.intersection(_TEXTS))
        return len(found - {("id", "")}) > 1


def choose_columns(rows: Sequence[Row], own: Collection[Field]) -> Columns:
    """What the names of the fields of rows mean, by the names and, where those leave it open, by the texts.

    ``own`` are the fields that the author has declared: their names and labels come first.
    """
    names = tuple(dict.fromkeys(name for row in rows for name in row.values if name))
    declared = {name: Head(row.name, "") for name in names if (row := find_own(name, own))}
    others = [name for name in names if name not in declared]
    heads = choose_heads([(name, _list_texts(rows, name)) for name in others]) if others else ()
    found = {**dict(zip(others, heads, strict=True)), **declared}
    named = {name: found[name] for name in names}
    fields = {head.field for head in named.values()}
    if "definition" in fields and "body" not in fields:
        lengths = {name: _prose_length(_list_texts(rows, name)) for name, head in named.items() if not head.field}
        longest = max(lengths, key=lengths.__getitem__, default="")
        if lengths.get(longest, 0) >= _LONG_TEXT:
            named[longest] = Head("body", "")
    return Columns(
        {name: head for name, head in named.items() if head.field},
        tuple(name for name, head in named.items() if not head.field),
    )


def _prose_length(texts: Sequence[str]) -> float:
    """The mean number of characters of some texts; 0 where most of these are no letters and spaces, as in drawings."""
    whole = sum(map(len, texts))
    letters = sum(char.isalpha() or char.isspace() for text in texts for char in text)
    return whole / len(texts) if texts and letters >= _LETTERS * whole else 0


def name_columns(rows: Sequence[Row], chosen: Mapping[str, str]) -> Columns:
    """The columns that a user has ``chosen`` by fields (``term_de`` is a term in German); the others are not read."""
    names = dict.fromkeys(name for row in rows for name in row.values if name)
    heads = {column: named_head(field) for field, column in chosen.items() if column in names}
    return Columns(heads, tuple(name for name in names if name not in heads))


def named_head(field: str) -> Head:
    """The field and the language that ``--columns`` names."""
    if field not in COLUMNS and (named := _LANGUAGE.fullmatch(field)):
        return Head(named[1], named[2])
    return Head(field, "")


def propose_columns(names: Sequence[str]) -> str:
    """The option that names the columns of fields, with two of them as an example."""
    term, meaning = (*names, "…", "…")[:2]
    return f"glossary import --columns 'term={term},definition={meaning}'; term_de is a column of terms in German"


def _list_texts(rows: Iterable[Row], name: str) -> list[str]:
    return [text for row in rows for text in _texts(row.values.get(name, ""))]


def _texts(value: Value) -> tuple[str, ...]:
    texts = (value,) if isinstance(value, str) else value
    return tuple(filter(None, (_without_html(text.strip()) for text in texts)))


def _without_html(text: str) -> str:
    """A text that people have put into HTML, as Markdown; code stays as it is."""
    if "`" in text or not _HTML.search(text):
        return text
    return html_to_markdown(text)


def split_names(text: str, known: frozenset[str]) -> tuple[str, ...]:
    """The names that a text lists, at semicolons and ends of lines, else at commas that are within none of ``known``.

    >>> split_names("See: Hooke, Robert, lens", frozenset([name_key("Hooke, Robert")]))
    ('Hooke, Robert', 'lens')
    """
    text = _SEE.sub("", text.strip(), count=1) if _SEE.match(text.strip()) else text.strip()
    parts = [part.replace("\\;", ";") for part in _BETWEEN.split(_BULLET.sub("", text)) if part]
    if len(parts) != 1:
        return tuple(parts)
    pieces = [piece for piece in _COMMA.split(parts[0]) if piece]
    found: list[str] = []
    while pieces:
        ends = (end for end in range(len(pieces), 1, -1) if name_key(", ".join(pieces[:end])) in known)
        end = next(ends, 1)
        found.append(", ".join(pieces[:end]))
        pieces = pieces[end:]
    return tuple(found)


def read_records(rows: Sequence[Row], columns: Columns, source: ImportSource, notes: ImportNotes) -> list[Record]:
    """The records of rows: one a row, and one for each further language that the names of their fields name.

    A translation leads to the id of its original. Losses are counted by the names of the fields.
    Issues: those of ``from_plain``.
    """
    reader = _Reader(columns, rows, source, notes)
    for name in columns.unread:
        for row in rows:
            for text in _texts(row.values.get(name, "")):
                notes.of_file(row.path or notes.path).count_loss(f"'{name}' is not read", text, row.line)
    return list(split_names_of(record for row in rows for record in reader.read(row)))


class _Reader:
    """Reads the rows of one file; ``base`` is the language of the fields whose names name none."""

    def __init__(self, columns: Columns, rows: Sequence[Row], source: ImportSource, notes: ImportNotes) -> None:
        self._columns, self._source, self._of_glossary = columns, source, notes
        #: The notes of the file of the row that is read.
        self._notes = notes
        self._rows = {**_ROWS, **{row.name: row for row in source.fields}}
        tags = columns.languages
        has_own = any(not head.language for head in columns.heads.values() if head.field in _NAMING[:2])
        own = source.find_own(tags)
        self._base = own or ("" if has_own or not tags else tags[0])
        #: The base as records have it: "" is the language of the site.
        self._language = "" if own else self._base
        self._names = frozenset(name_key(name) for row in rows if (name := self._find_name(row, "")))
        self._ids: dict[str, str] = {}
        named = [name for name, head in columns.heads.items() if head.field == "category"]
        self._categories = split_categories(text for name in named for text in _list_texts(rows, name))
        self._free = FreeIds()

    def read(self, row: Row) -> Iterator[Record]:
        """The record of a row in the language of the glossary, then its translations."""
        self._notes = self._of_glossary.of_file(row.path or self._of_glossary.path)
        name = self._find_name(row, "")
        tags = [tag for tag in self._columns.languages if tag != self._base]
        translations = [tag for tag in tags if any(self._cells(row, field, tag) for field in ("term", *_TEXTS))]
        if not name and not any(self._cells(row, "term", tag) for tag in translations):
            self._notes.count_loss("a row has no name, so it is left out", " ".join(_all_texts(row)), row.line, "terms")
            return
        original = self._find_id(name) if name and translations else ""
        if name:
            plain = self._read_fields(row, "")
            plain["term"] = name
            others = [" ".join(text.split()) for _, texts in self._cells(row, "term", "") for text in texts]
            plain["aliases"] = [*(other for other in others if other != name), *plain["aliases"]]
            plain["category"] = plain["category"] or [row.group]
            plain["id"] = original or make_id(plain.get("id", ""))
            plain["language"] = plain.get("language") or self._language
            yield from self._make(row, plain)
        for tag in translations:
            plain = self._read_fields(row, tag)
            names = self._split(row, "term", tag, name)
            plain["term"], *more = names or (name,)
            plain["aliases"] = [*more, *plain.get("aliases", ())]
            plain["language"] = tag
            if original and not self._language:
                plain["id"], plain["translation_of"] = f"{tag.lower()}/{original}", original
            yield from self._make(row, plain)

    def _make(self, row: Row, plain: dict[str, Any]) -> Iterator[Record]:
        language = plain["language"]
        if self._source.find_own([language]):
            plain["language"] = ""
        short = [text for text in plain.get("abbreviations", ()) if text != plain["term"]]
        nested = _nest(plain | {"abbreviations": short}, self._rows)
        record = from_plain(nested, row.line, self._source, self._notes)
        if record is not None:
            yield record

    def _cells(self, row: Row, field: str, tag: str) -> list[tuple[str, tuple[str, ...]]]:
        """Name and texts of each column of a field in a language; without a tag in that of the glossary."""
        tags = (tag,) if tag else ("", self._base)
        return [
            (name, texts)
            for name, head in self._columns.heads.items()
            if head.field == field and head.language in tags and (texts := _texts(row.values.get(name, "")))
        ]

    def _find_name(self, row: Row, tag: str) -> str:
        """What names an entry, on one line; "" without it."""
        cells = (texts for field in _NAMING for _, texts in self._cells(row, field, tag))
        return " ".join(next(cells, ("",))[0].split())

    def _find_id(self, name: str) -> str:
        """An id for each name, which translations lead to."""
        key = name_key(name)
        if key not in self._ids:
            self._ids[key] = self._free.take(make_id(name))
        return self._ids[key]

    def _split(self, row: Row, field: str, tag: str, name: str = "") -> tuple[str, ...]:
        """The names that the columns of a field list; a translation is no list where its original has a comma."""
        found: list[str] = []
        for column, texts in self._cells(row, field, tag):
            whole = isinstance(row.values[column], tuple) or (field == "term" and "," in name)
            found += texts if whole else split_names(texts[0], self._names)
        return tuple(dict.fromkeys(" ".join(text.split()) for text in found))

    def _read_fields(self, row: Row, tag: str) -> dict[str, Any]:
        """The fields of a row in one language, but its term, as ``from_plain`` takes them; those of a sense, too."""
        plain: dict[str, Any] = {}
        for name, field in self._rows.items():
            if name == "term" or name in _TEXTS:
                continue
            if field.kind is Kind.TEXTS:
                plain[name] = list(self._split(row, name, tag))
                continue
            cells = self._cells(row, name, tag)
            if field.kind is Kind.CATEGORIES:
                named = (each for _, texts in cells for text in texts for each in self._categories[text])
                plain[name] = list(dict.fromkeys(named))
                continue
            if field.kind in (Kind.MARKDOWN, Kind.MARKDOWNS):
                remarks = [text for _, texts in cells for text in texts]
                plain[name] = remarks if field.is_list else "\n\n".join(remarks)
                continue
            for column, texts in cells:
                value = " ".join(texts[0].split())
                has_fault = (field.choices or field.labels) and field.find_fault(value) is not None
                is_wrong = has_fault or (name == "id" and value.isdigit())
                if name in plain or len(texts) > 1 or is_wrong:
                    self._notes.count_loss(f"'{column}' is not read", ", ".join(texts), row.line)
                else:
                    plain[name] = value
        self._add_texts(plain, row, tag)
        return plain

    def _add_texts(self, plain: dict[str, Any], row: Row, tag: str) -> None:
        """Put the texts about a term into its senses: each of a list is a sense, those of several columns are one."""
        texts = [texts for field in _TEXTS for _, texts in self._cells(row, field, tag)]
        full = [text for _, texts in self._cells(row, _FULL_FORM, tag) for text in texts]
        if texts:
            plain["aliases"] += full
        else:
            texts = [(text,) for text in full]
        if len(texts) == 1 and len(texts[0]) > 1:
            plain["bodies"] = list(texts[0])
        elif texts:
            first, *others = [text for each in texts for text in each]
            if _MANY.search(first) or len(first) > LONGEST_DEFINITION:
                others.insert(0, first)
            else:
                plain["definition"] = first
            plain["bodies"] = ["\n\n".join(others)] if others else []


def _all_texts(row: Row) -> list[str]:
    return [text for value in row.values.values() for text in _texts(value)]


def _nest(plain: Mapping[str, Any], rows: Mapping[str, Field]) -> dict[str, Any]:
    """Fields by their full names as a record nests them, with a sense for each of its bodies."""
    parts: dict[Part, dict[str, Any]] = {part: {} for part in Part}
    for name, field in rows.items():
        if value := plain.get(name):
            parts[field.part][field.name] = value
    if parts[Part.SOURCE]:
        parts[Part.SENSE]["source"] = parts[Part.SOURCE]
    senses = [parts[Part.SENSE] | {"body": body} for body in plain.get("bodies", ())]
    return parts[Part.RECORD] | {"senses": senses or [parts[Part.SENSE]]}
