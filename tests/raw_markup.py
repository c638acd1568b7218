"""Marks of Markdown that a reader of a built site would see, in its pages and in its files for programs."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lxml import etree, html

from glossary_site.text.code import change_outside_code
from glossary_site.text.latex import find_formulas

_MARKS = re.compile(r"\[\[(?=[\w!])|\]\(|\*\*|~~|<!--|\{#|\{\{[<%]|&(?:[A-Za-z]+|#\w+);")
_MARKDOWN_MARKS = re.compile(r"\\.|\[\[|<!--", re.DOTALL)
#: Elements whose text is no running text, or is shown as it is by right.
_SKIPPED = {"code", "pre", "math", "script", "style", "svg", "kbd", "samp"}
_SHOWN_ATTRIBUTES = ("content", "title", "alt", "aria-label", "placeholder")
#: How much of a text around a mark is reported.
_AROUND = 30


@dataclass(frozen=True, slots=True)
class RawMark:
    """A mark in a file of a site (``path`` within it), in the words around it."""

    path: str
    words: str


def find_raw_markup(site: Path) -> tuple[RawMark, ...]:
    """Every text of a built site that shows a mark of Markdown; code and formulas on pages show what they like."""
    return tuple(
        RawMark(path.relative_to(site).as_posix(), words)
        for path in sorted(site.rglob("*"))
        if path.is_file() and not path.is_relative_to(site / "static")
        for words in dict.fromkeys(_read(path))
    )


def _read(path: Path) -> Iterator[str]:
    match path.suffix:
        case ".html":
            yield from _marks_in_page(path.read_text(encoding="utf-8"))
        case ".json":
            for text in _strings(json.loads(path.read_bytes())):
                yield from _marks(text)
        case ".xml":
            for element in etree.parse(str(path)).iter():
                yield from _marks(element.text or "")
        case ".md" | ".txt":
            yield from _marks_in_markdown(path.read_text(encoding="utf-8"))


def _marks_in_page(text: str) -> Iterator[str]:
    for element in html.document_fromstring(text).iter():
        if isinstance(element.tag, str):
            for name in _SHOWN_ATTRIBUTES:
                yield from _marks(element.get(name, ""))
            if element.get("type") == "application/ld+json":
                for string in _strings(json.loads(element.text or "")):
                    yield from _marks(string)
        is_inside = any(map(_is_skipped, element.iterancestors()))
        if not (is_inside or _is_skipped(element)):
            yield from _marks(element.text or "")
        if not is_inside:
            yield from _marks(element.tail or "")


def _is_skipped(element: html.HtmlElement) -> bool:
    """Whether an element shows code, formulas or hints for authors (on the quality page), or is a comment."""
    return not isinstance(element.tag, str) or element.tag in _SKIPPED or element.get("class") == "about"


def _marks_in_markdown(text: str) -> Iterator[str]:
    found: list[re.Match[str]] = []

    def note(match: re.Match[str]) -> str:
        found.append(match)
        return match[0]

    change_outside_code(text, _MARKDOWN_MARKS, note)
    for mark in found:
        if not mark[0].startswith("\\"):
            yield text[max(mark.start() - _AROUND, 0) : mark.end() + _AROUND]


def _marks(text: str) -> Iterator[str]:
    for mark in _MARKS.finditer(text):
        yield text[max(mark.start() - _AROUND, 0) : mark.end() + _AROUND]
    for formula in find_formulas(text):
        yield text[formula.start : formula.end]


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for each in value.items():
            yield from _strings(each)
    elif isinstance(value, list | tuple):
        for each in value:
            yield from _strings(each)
