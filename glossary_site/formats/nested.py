"""Entries in lists and mappings of any usual shape, as JSON and YAML have them."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from glossary_site.formats.imported import ImportedGlossary, ImportNotes, ImportSource
from glossary_site.formats.keyed import Row, Value, choose_columns, name_columns, propose_columns, read_records
from glossary_site.formats.recognition import TRANSLATED
from glossary_site.formats.unkept import SourceText
from glossary_site.language import find_language
from glossary_site.loader import are_meanings, is_group, is_letter, parse_head
from glossary_site.records import Record
from glossary_site.text.words import is_derived, is_initials, looks_abbreviated
from glossary_site.yaml_text import Node, parse_yaml

#: Keys of what holds the entries.
_WRAPPERS = frozenset(
    "glossary terms entries data items records results concepts definitions words vocabulary terminology acronyms "
    "abbreviations list content nodes docs glossdiv glosslist glossentry glossar begriffe einträge eintraege wörter "
    "glossaire termes mots entrées glosario términos terminos palabras entradas".split()
)
#: What a text about a term may be called.
_TEXTS = ("definition", "body", "full form")
#: One key among so many may be a word for names or texts, in a mapping by term.
_RARE = 10
#: Fields that name what they are in: ``related: [{term: …}]``, ``definition: {text: …}``.
_PLAIN = ("term", "definition")
#: The end of a sentence: names have none.
_SENTENCE = (".", "!", "?", "…", "。")
#: So many keys are shown.
_SHOWN = 8
#: Values that are no texts.
_VALUES = ("null", "true", "false")
_EMPTY: tuple[Any, ...] = ("", (), {}, "null")


def read_yaml(source: ImportSource) -> ImportedGlossary:
    """Records of a YAML file in any usual shape. Issues: those of ``decode``, ``parse_yaml`` and ``read_nested``."""
    notes = ImportNotes(source.path)
    root, issues = parse_yaml(source.decode(notes), source.path, has_aliases=True)
    notes.issues += issues
    return notes.glossary(read_nested(root, source, notes), list_all(root)) if root else notes.glossary()


def _without_derived(given: Mapping[str, Node]) -> Mapping[str, Node]:
    """An entry without what ``terms.json`` has by name and follows from the rest: forms of names, anchors of senses."""
    derived = [key for key in ("forms", "anchors") if key in given and isinstance(given[key].value, dict)]
    return {key: child for key, child in given.items() if key not in derived} if derived else given


def list_texts(node: Node, key: str = "", path: str = "") -> Iterator[SourceText]:
    """Every text of a value that is below ``key``, in the file ``path``."""
    if isinstance(node.value, dict):
        for name, child in _without_derived(node.value).items():
            yield from list_texts(child, name, path)
    elif isinstance(node.value, tuple):
        for child in node.value:
            yield from list_texts(child, key, path)
    elif node.value not in _VALUES:
        yield SourceText(f"'{key}' is not read", str(node.value), node.line, path)


def list_all(root: Node, path: str = "") -> Iterator[SourceText]:
    """Every text in the file ``path``, and the keys of mappings by term that have none."""
    yield from list_texts(root, path=path)
    waiting = [root]
    while waiting:
        given = waiting.pop().value
        waiting += given.values() if isinstance(given, dict) else given if isinstance(given, tuple) else ()
        if isinstance(given, dict) and not any(parse_head(name).field for name in given):
            for name, child in given.items():
                if child.value in _EMPTY:
                    yield SourceText("a name without a text is left out", name, child.line, path)


def read_nested(root: Node, source: ImportSource, notes: ImportNotes) -> list[Record]:
    """The records of a list of mappings, of pairs, or of a mapping by term, wherever it is in a file.

    Issues: those of ``read_records``, ``entries-shape`` (no entries are found).
    """
    return read_rows(find_rows(root), source, notes)


def read_rows(rows: Sequence[Row], source: ImportSource, notes: ImportNotes) -> list[Record]:
    """The records of entries with any keys, or with those that ``source.columns`` names.

    Issues: those of ``read_records``, ``entries-shape`` (there are no entries, or their keys are not recognised).
    """
    columns = name_columns(rows, source.columns) if source.columns else choose_columns(rows, source.fields)
    if columns.are_known:
        return read_records(rows, columns, source, notes)
    hint = "a list of entries, each with term and definition, or a mapping of terms to definitions"
    if names := columns.unread:
        shown = ", ".join(f"'{name}'" for name in names[:_SHOWN])
        notes.add_error("entries-shape", f"the keys are not recognised: {shown}", propose_columns(names), rows[0].line)
    else:
        notes.add_error("entries-shape", "no entries are found in the file", hint)
    return []


def find_rows(node: Node, group: str = "") -> list[Row]:
    """The entries in a value, in its order; ``group`` is what it is listed under."""
    if isinstance(node.value, tuple):
        return [row for each in node.value for row in _find_in_list(each, group)]
    if not isinstance(node.value, dict):
        return []
    given = node.value
    if inner := _find_wrapped(given, group) or _turn_columns(given, group):
        return inner
    if _is_entry(given) and sum(bool(parse_head(key).field) for key in given) * 2 >= len(given):
        return [Row(node.line, flatten(given), group)]
    # A mapping with a name and a description of its own is about something else.
    is_other = _RARE * sum(parse_head(key).field in ("term", "definition") for key in given) > len(given)
    texts = {key: text for key, child in given.items() if (text := _join_texts(child))}
    if not are_meanings(texts.values()):
        given = {key: child for key, child in given.items() if key not in texts}
    return [
        row
        for key, child in given.items()
        if not is_other or isinstance(child.value, tuple)
        for row in _find_by_key(key, child, group)
    ]


def _join_texts(node: Node) -> str:
    """A text, or a list of nothing but texts, as one; a list of single words stays without spaces."""
    parts = node.value if isinstance(node.value, tuple) else (node,)
    texts = [part.value for part in parts if isinstance(part.value, str)]
    return "/".join(texts) if len(texts) == len(parts) else ""


def _find_in_list(node: Node, group: str) -> list[Row]:
    match node.value:
        case (Node(str(name)), Node(str(text)), *_):
            return [Row(node.line, {"term": name, "definition": text}, group)]
        case dict(given) if inner := _find_wrapped(given, _name_of_group(given) or group):
            return inner
        case dict(given) if len(given) > 1 or any(parse_head(key).field in ("term", *_TEXTS) for key in given):
            return [Row(node.line, flatten(given), group)]
    return find_rows(node, group)


def _find_wrapped(given: Mapping[str, Node], group: str) -> list[Row]:
    """The entries under a key that only announces them: ``terms``, ``data``."""
    return [
        row
        for key, child in given.items()
        if key.casefold() in _WRAPPERS and not isinstance(child.value, str) and not _by_language(child)
        for row in find_rows(child, group)
        if any(parse_head(name).field in ("term", "abbreviations", "id") for name in row.values)
    ]


def _name_of_group(given: Mapping[str, Node]) -> str:
    """The name that a mapping gives to the entries in it."""
    named = (child.value for key, child in given.items() if parse_head(key).field in ("category", "term"))
    name = next((value for value in named if isinstance(value, str)), "")
    return "" if is_letter(name) else name


def _is_entry(given: Mapping[str, Node]) -> bool:
    """Whether a mapping has a name, and a text about it or names in languages."""
    heads = [parse_head(key) for key in flatten(given)]
    fields = {head.field for head in heads}
    has_text = bool(fields.intersection(_TEXTS)) or any(head.language for head in heads)
    return has_text and bool(fields & {"term", "abbreviations"})


def _find_by_key(key: str, child: Node, group: str) -> list[Row]:
    """The entry whose name is ``key``, or the entries that are grouped under it."""
    match child.value:
        case str(text):
            return [Row(child.line, {"term": key, "definition": text}, group)] if text.strip() else []
        case tuple(parts) if parts and all(isinstance(part.value, str) for part in parts):
            return [Row(child.line, {"term": key, "definition": tuple(str(part.value) for part in parts)}, group)]
        case dict(given) if any(parse_head(name).field in ("term", *_TEXTS) for name in given):
            values = flatten(given)
            if _lacks_name(values):
                return [Row(child.line, {"term": key} | values, group)]
            return [Row(child.line, each, group) for each in _with_key(key, values)]
        case dict() if not find_language(key) and (translated := _by_language(child)):
            values = _flatten_languages(translated)
            return [Row(child.line, ({"term": key} if _lacks_name(values) else {}) | values, group)]
    language = find_language(key)
    own = group if language or is_letter(key) or is_group(key) else key
    rows = find_rows(child, own)
    return [Row(row.line, {"language": language} | dict(row.values), row.group) for row in rows] if language else rows


def _lacks_name(values: Mapping[str, Value]) -> bool:
    """Whether an entry, or its text in one of its languages, has no name among its fields."""
    heads = [parse_head(name) for name in values]
    named = {head.language for head in heads if head.field == "term"}
    return not named or ("" not in named and not {head.language for head in heads if head.field in _TEXTS} <= named)


def _by_language(node: Node) -> dict[str, Node]:
    """What a value has for each language: texts or fields below tags, or a list of fields with the language of each."""
    if isinstance(node.value, dict):
        tags = {key: find_language(key) for key in node.value}
        if all(tags.values()) and all(map(_is_entry_part, node.value.values())):
            return {tags[key]: child for key, child in node.value.items()}
        return {}
    found: dict[str, Node] = {}
    for each in node.value if isinstance(node.value, tuple) else ():
        given = each.value if isinstance(each.value, dict) else {}
        name = next((key for key in given if parse_head(key).field == "language"), "")
        if not (name and isinstance(named := given[name].value, str) and (tag := find_language(named))):
            return {}
        others = {key: child for key, child in given.items() if key != name}
        found[tag] = next(iter(others.values())) if len(others) == 1 else Node(others, each.line)
    return found


def _is_entry_part(node: Node) -> bool:
    """Whether a value is a text, or has fields of an entry."""
    if isinstance(node.value, dict):
        return any(parse_head(key).field in ("term", *_TEXTS) for key in node.value)
    return isinstance(node.value, str)


def _flatten_languages(given: Mapping[str, Node]) -> dict[str, Value]:
    """The texts of an entry by field and language; texts alone are its definitions, unless none is a sentence."""
    texts = [str(node.value).rstrip() for node in given.values() if isinstance(node.value, str)]
    alone = "definition" if any(text.endswith(_SENTENCE) for text in texts) else "term"
    found: dict[str, Value] = {}
    for tag, node in given.items():
        fields = node.value if isinstance(node.value, dict) else {alone: node}
        found |= {f"{name} {tag}": value for name, value in flatten(fields).items()}
    return found


def _with_key(key: str, values: Mapping[str, Value]) -> Iterator[dict[str, Value]]:
    """The fields of an entry that has names of its own below a key, which may abbreviate each of them."""
    head = next(name for name in values if parse_head(name).field == "term")
    names = values[head] if isinstance(values[head], tuple) else (values[head],)
    for name in names:
        is_short = is_initials(key, str(name)) or (looks_abbreviated(key) and is_derived(key, str(name)))
        yield {**({"abbreviation": key} if is_short else {}), **values, head: str(name)}


def _turn_columns(given: Mapping[str, Node], group: str) -> list[Row]:
    """The entries of a mapping that has a list, or a mapping by number, for each field: a table by its columns."""
    columns = {
        key: tuple(child.value.values()) if isinstance(child.value, dict) else child.value
        for key, child in given.items()
        if isinstance(child.value, dict | tuple) and not _by_language(child)
    }
    fields = {parse_head(key).field for key in columns}
    lengths = {len(cells) for cells in columns.values()}
    if len(columns) < len(given) or len(lengths) != 1 or not {"term", "definition"} <= fields:
        return []
    rows = zip(*columns.values(), strict=True)
    return [Row(row[0].line, flatten(dict(zip(columns, row, strict=True))), group) for row in rows]


def flatten(given: Mapping[str, Node]) -> dict[str, Value]:
    """The texts of a mapping by their keys, those of inner ones by all keys that lead to them: ``term en``.

    Translations are fields of the entry in other languages.
    """
    given = _without_derived(given)
    translated = {
        key: by_language
        for key, child in given.items()
        if key.casefold() in TRANSLATED and (by_language := _by_language(child))
    }
    found: dict[str, list[str]] = {}
    lists: set[str] = set()
    for key, text, is_list in _leaves(Node({key: given[key] for key in given if key not in translated}, 0), "", False):
        found.setdefault(key, []).append(text)
        lists.update([key] if is_list else ())
    values: dict[str, Value] = {key: tuple(texts) if key in lists else texts[0] for key, texts in found.items()}
    for by_language in translated.values():
        values |= _flatten_languages(by_language)
    return values


def _leaves(node: Node, path: str, is_list: bool) -> Iterator[tuple[str, str, bool]]:
    """Key, text and whether it is one of a list, of each text in a value."""
    if isinstance(node.value, dict):
        for key, child in node.value.items():
            yield from _leaves(child, _join_keys(path, key), is_list)
    elif isinstance(node.value, tuple):
        for child in node.value:
            yield from _leaves(child, path, True)
    elif str(node.value).strip() and (node.value != "null" or parse_head(path).field == "term"):
        yield path, str(node.value), is_list


def _join_keys(outer: str, inner: str) -> str:
    """The key of an inner value: ``related: [{term: …}]`` are related terms, ``term: {source: …}`` is a source."""
    inner_field, outer_field = parse_head(inner).field, parse_head(outer).field if outer else ""
    if inner_field in _PLAIN and outer_field:
        return outer
    return inner if inner_field and outer_field in _PLAIN else f"{outer} {inner}".strip()
