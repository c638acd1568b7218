"""Fields in the text below a heading, behind labels in bold: ``**Synonyms:** store, buffer``; or in items of a list."""

import re
from collections.abc import Iterator, Sequence
from itertools import zip_longest

from glossary_site.loader.one_file.found import Found
from glossary_site.loader.one_file.heads import parse_head
from glossary_site.loader.one_file.names import PageName, split_name
from glossary_site.markup import Block
from glossary_site.values import replace

_LABEL = re.compile(r"(\*\*|__)(?=\S)([^*_\n:：]{1,40}?)\s*(?:[:：]\s*\1|\1\s*[:：])[ \t]*")
#: What labels fill. Relations stay in the text, where their links lead to terms.
_LISTS = ("aliases", "abbreviations", "category", "tags", "keywords")
_TEXTS = ("pronunciation", "part_of_speech", "gender", "symbol", "unit", "notation", "etymology")
_MARKDOWN = ("usage", "note", "example", "history")
_SENTENCE_END = re.compile(r"[.!?。]$")
_MARK = re.compile(r"[-*+][ \t]+")
#: A line in emphasis that is a paragraph, with the text behind it.
_EMPHASIS = re.compile(r"([*_]{1,3})(?=\S)([^*_()\n]{2,100})\1[ \t]*\n[ \t]*\n+(?=\S)")


def split_labels(blocks: Sequence[Block]) -> tuple[list[Block], tuple[tuple[str, str], ...]]:
    """The blocks of a text without the paragraphs that fill fields, and those as fields with their Markdown.

    A label whose text goes on in a further block stays, as does a sentence where names are expected.
    """
    kept: list[Block] = []
    fields: dict[str, str] = {}
    apart = list(_take_items(blocks))
    for block, after in zip_longest(apart, apart[1:]):
        labels = list(_find_labels(block))
        field, text = labels[0] if len(labels) == 1 and len(block.parts) < 2 else ("", "")
        is_sentence = field in _LISTS and _SENTENCE_END.search(text)
        is_whole = after is None or block.kind == "list_item" or any(_find_labels(after))
        if field in (*_LISTS, *_TEXTS, *_MARKDOWN) and text and field not in fields and is_whole and not is_sentence:
            fields[field] = text
        else:
            kept.append(block)
    return kept, tuple(fields.items())


def drop_definition_label(text: str) -> str:
    """A text without a label at its start that only marks the meaning (``**Definition:**``)."""
    mark = _MARK.match(text)
    label = _LABEL.match(text, mark.end() if mark else 0)
    is_meaning = label is not None and parse_head(label[2]).field == "definition"
    return text[label.end() :] if label and is_meaning else text


def take_full_name(found: Found, name: PageName) -> tuple[Found, tuple[str, ...]]:
    """An entry without the emphasised line at its start that is what its name is short for; and that name."""
    line = _EMPHASIS.match(found.text)
    full = split_name(f"{name.term} ({line[2]})").aliases if line else ()
    if not line or not full:
        return found, ()
    start = found.text_line + found.text[: line.end()].count("\n")
    return replace(found, text=found.text[line.end() :], text_line=start), full


def _take_items(blocks: Sequence[Block]) -> Iterator[Block]:
    """Blocks, with the items in place of a list whose items are a label and its text, one of them the meaning."""
    for block in blocks:
        found = [next(_find_labels(item), None) for item in block.parts] if block.kind == "bullet_list" else []
        fields = [label[0] for label in found if label]
        is_list_of_labels = len(fields) == len(found) > 1 and "definition" in fields
        yield from block.parts if is_list_of_labels else (block,)


def _find_labels(block: Block) -> Iterator[tuple[str, str]]:
    """The field, "" for none, and the text of each line that opens with a label: of a paragraph, or an item's first."""
    if block.kind == "list_item" and block.parts:
        block = block.parts[0]
    lines = block.source.split("\n") if block.kind == "paragraph" else []
    for number, line in enumerate(lines):
        if label := _LABEL.match(line):
            rest = "\n".join((line[label.end() :], *lines[number + 1 :]))
            yield parse_head(label[2]).field, rest.strip()
        elif number == 0:
            return
