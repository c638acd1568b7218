"""Entries in the rows of a table."""

import re
from collections.abc import Mapping, Sequence

from glossary_site.loader.one_file.found import Found, Translation, join_blocks
from glossary_site.loader.one_file.heads import SHORTEST_MEANING, Head, choose_heads, is_glossary, parse_head
from glossary_site.markup import Block

_BREAK = re.compile(r"\s*<br ?/?>\s*")
#: What people write into a cell that is left empty.
_NOTHING = re.compile(r"[-–—/.…\s]*|n/?a", re.IGNORECASE)


def is_empty_cell(text: str) -> bool:
    """Whether a cell holds nothing, or a mark for nothing."""
    return _NOTHING.fullmatch(text) is not None


def read_table(block: Block) -> list[Found]:
    """The entries of a table, a row each; none where no columns of names and meanings are found.

    A row without a name has an empty one.
    """
    heads, rows = _read_cells(block)
    columns = _choose_columns(heads, [cells for _, cells in rows])
    base = next((head.language for head in columns.values() if head.field == "term"), "")
    found = []
    for line, cells in rows:
        given = [(head, cells[place]) for place, head in columns.items() if place < len(cells) and cells[place]]
        values = _in_language(given, base) if base else {}
        values |= _in_language(given, "")
        name, *others = _BREAK.split(values.pop("term", "") or values.get("abbreviations", ""))
        text = values.pop("definition", "")
        if any(cells):
            translations = _read_translations(given, base, name)
            unread = tuple((heads[place], cell) for place, cell in enumerate(cells) if cell and place not in columns)
            fields = tuple(values.items())
            found.append(Found(name, text, line, line, "", tuple(others), fields, base, translations, unread))
    return found


def is_glossary_table(block: Block) -> bool:
    """Whether the heads of a table name a column of terms and one of meanings."""
    heads, _ = _read_cells(block)
    return {"term", "definition"} <= {parse_head(head).field for head in heads}


def is_table_of_terms(block: Block) -> bool:
    """Whether a block is a table of meanings whose heads name terms, not just things."""
    if block.kind != "table" or not is_glossary_table(block):
        return False
    heads, _ = _read_cells(block)
    return any(is_glossary(head) for head in heads if parse_head(head).field == "term")


def is_blank_table(block: Block) -> bool:
    """Whether a table has heads and no text below them."""
    return block.kind == "table" and not any(any(cells) for _, cells in _read_cells(block)[1])


def _read_cells(block: Block) -> tuple[list[str], list[tuple[int, list[str]]]]:
    """The heads of a table, and its rows with the line of each."""
    head, *body = (row for part in block.parts for row in part.parts)
    rows = [(row.start, [cell.source.strip() for cell in row.parts]) for row in body]
    return [cell.source.strip() for cell in head.parts], rows


def _in_language(given: Sequence[tuple[Head, str]], language: str) -> dict[str, str]:
    """The texts of a row in one language by their fields; further names are aliases, further meanings follow it."""
    values: dict[str, str] = {}
    for head, text in given:
        if head.language != language or (head.field != "term" and is_empty_cell(text)):
            continue
        if head.field == "definition":
            values["definition"] = join_blocks(values.get("definition", ""), _BREAK.sub("\n\n", text))
        else:
            field = "aliases" if head.field == "term" and "term" in values else head.field
            values[field] = f"{values[field]}; {text}" if field in values else text
    return values


def _read_translations(given: Sequence[tuple[Head, str]], base: str, name: str) -> tuple[Translation, ...]:
    """The names and meanings of a row in further languages; a meaning without a name has that of the row."""
    tags = dict.fromkeys(head.language for head, _ in given if head.language not in ("", base))
    values = ((tag, _in_language(given, tag)) for tag in tags)
    return tuple(Translation(tag, each.get("term", name), each.get("definition", "")) for tag, each in values)


def _choose_columns(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> Mapping[int, Head]:
    """Place of a column -> what it means; where heads leave it open, the first is the term, the longest the meaning.

    Empty where no column of names and no column of meanings is found.
    """
    texts = [[row[place] for row in rows if place < len(row) and row[place]] for place in range(len(heads))]
    chosen = choose_heads(list(zip(heads, texts, strict=True)))
    fields = {head.field for head in chosen}
    if "term" not in fields and "abbreviations" in fields:
        place = next(place for place, head in enumerate(chosen) if head.field == "abbreviations")
        chosen[place] = Head("term", chosen[place].language)
    if "full form" in fields:
        other = Head("aliases" if "definition" in fields else "definition", "")
        chosen = [other if head.field == "full form" else head for head in chosen]
    fields = {head.field for head in chosen}
    named = {head.language for head in chosen if head.field == "term"}
    if not ("term" in fields and ("definition" in fields or len(named) > 1)):
        lengths = [sum(map(len, column)) / max(len(rows), 1) for column in texts]
        guessed = _guess_columns(chosen, lengths, is_pair=len(heads) == 2 and not any(heads))
        if not guessed and {"term", "abbreviations"} <= fields:
            meant = {"abbreviations": "term", "term": "definition"}  # the full form of an acronym is its meaning
            return {place: Head(meant[head.field], "") for place, head in enumerate(chosen) if head.field in meant}
        # A table of names and their other names has no meanings.
        chosen = guessed or (chosen if {"term", "aliases"} <= fields else [])
    return {place: head for place, head in enumerate(chosen) if head.field}


def _guess_columns(chosen: Sequence[Head], lengths: Sequence[float], *, is_pair: bool) -> list[Head]:
    """Heads with the first column as the term and the longest of those that mean nothing yet as the meaning.

    The meaning must be long, but in a pair of columns without heads.
    """
    fields = [head.field for head in chosen]
    term = fields.index("term") if "term" in fields else 0
    others = [place for place in range(len(chosen)) if place != term and not chosen[place].field]
    longest = max(others, key=lambda place: lengths[place], default=-1)
    meaning = fields.index("definition") if "definition" in fields else longest
    is_open = "term" not in fields and not is_pair
    if meaning in (-1, term) or (is_open and lengths[meaning] < SHORTEST_MEANING):
        return []
    guessed = list(chosen)
    guessed[term], guessed[meaning] = Head("term", chosen[term].language), Head("definition", chosen[meaning].language)
    return guessed
