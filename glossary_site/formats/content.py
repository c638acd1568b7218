"""What a file holds, as the ending that such files have, where its own ending does not decide that."""

import json
import re
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from glossary_site.formats.csv_text import read_heads
from glossary_site.formats.imported import ImportNotes, ImportSource
from glossary_site.loader import MAX_BYTES, parse_head
from glossary_site.yaml_text import parse_yaml

_TEXT = ".txt"
#: Endings that people give to files of any kind: those of a plain text, unless it shows itself to be another.
_ANY = frozenset(("", _TEXT, ".text"))
#: Endings of what begins as no other kind of text does, and of archives, which documents are.
_OFTEN_WRONG = _ANY | {".md", ".markdown", ".json", ".csv", ".zip"}
#: In bytes: what is looked at of a text; records begin before.
_OPENING = 100_000
#: How a file begins -> the ending of such files.
_BEGINNINGS: Mapping[str, re.Pattern[str]] = {
    ".html": re.compile(r"\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+)?html[\s>]", re.IGNORECASE | re.DOTALL),
    ".xml": re.compile(r"\s*<(?:\?xml\s|!DOCTYPE\s|[\w.-]+(?::[\w.-]+)?\s[^<>]*\bxmlns)"),
}
#: Lines that no other kind of text has -> the ending of files with them.
_LINES: Mapping[str, re.Pattern[str]] = {
    ".rst": re.compile(r"(?m)^\.\. (?:[\w-]+::|_[^:\n]+:)(?:\s|$)"),
    ".tex": re.compile(
        r"(?m)^\s*\\(?:documentclass|begin\{|(?:long)?(?:new|provide)glossaryentry|newacronym|newabbreviation|newdualentry|"
        r"newterm|acro(?:def)?\b|newacro\b|DeclareAcronym|nomenclature)"
    ),
    ".adoc": re.compile(r"(?m)\A\s*= \S|^\[glossary\][ \t]*$|(?:^[^\s:].*\S::(?:[ \t].*)?$(?:\n[^:]*)?){2}"),
}
#: The part of an archive that makes it a document -> the ending of the document.
_PARTS: Mapping[str, str] = {"word/document.xml": ".docx", "xl/workbook.xml": ".xlsx"}


def find_ending(path: Path) -> str:
    """The ending of a file, in small letters; another one where what the file holds is of another kind.

    A file without an ending has that of a plain text.
    """
    ending = path.suffix.lower()
    if ending in _ANY:
        ending = _TEXT
    if ending not in _OFTEN_WRONG or not path.is_file() or path.stat().st_size > MAX_BYTES:
        return ending
    try:
        raw = path.read_bytes()
    except OSError:  # its reader reports it
        return ending
    if raw.startswith(b"PK\x03\x04"):
        return _find_document(raw) or ending
    text = ImportSource("", raw, "").decode(ImportNotes(""))
    if found := next((kind for kind, beginning in _BEGINNINGS.items() if beginning.match(text)), ""):
        return found
    if text.lstrip()[:1] in ("{", "[") and (found := _find_json(text)):
        return found
    if ending == _TEXT:
        return _find_by_lines(text) or ending
    if ending == ".json":
        return ".yaml" if _is_nested_yaml(text) else ending
    return ".csv" if ending != ".csv" and _has_heads(text) else ending


def _find_document(raw: bytes) -> str:
    try:
        with ZipFile(BytesIO(raw)) as archive:
            names = frozenset(archive.namelist())
    except BadZipFile:
        return ""
    return next((ending for part, ending in _PARTS.items() if part in names), "")


def _find_json(text: str) -> str:
    """The ending of JSON, or of JSON Lines; "" for what is neither."""
    for ending, parts in ((".json", [text]), (".jsonl", [line for line in text.splitlines() if line.strip()])):
        try:
            if all(isinstance(json.loads(part), dict | list) for part in parts):
                return ending
        except (ValueError, RecursionError):
            continue
    return ""


def _find_by_lines(text: str) -> str:
    """The ending of files with such lines; "" where they are those of plain text or Markdown."""
    if found := next((kind for kind, lines in _LINES.items() if lines.search(text[:_OPENING])), ""):
        return found
    if _has_heads(text):
        return ".csv"
    return ".yaml" if _is_nested_yaml(text) else ""


def _has_heads(text: str) -> bool:
    """Whether the first line is the heads of a table with a column of terms and one of meanings."""
    fields = {parse_head(head).field for head in read_heads(text)}
    return "definition" in fields and not fields.isdisjoint(("term", "abbreviations"))


def _is_nested_yaml(text: str) -> bool:
    """Whether a text is YAML with more than texts in it: lines with colons alone are those of a list of words."""
    opening = text.lstrip()
    if not re.match(r"(?:---\s*\n\s*)?(?:#.*\n\s*)*(?:- +)?[\w\"' ]+:(?:\s|$)", opening):
        return False
    node, issues = parse_yaml(text, "")
    if node is None or issues:
        return False
    values = tuple(node.value.values()) if isinstance(node.value, dict) else node.value
    return isinstance(values, tuple) and any(isinstance(each.value, dict | tuple) for each in values)
