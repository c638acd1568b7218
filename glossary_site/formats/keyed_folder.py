"""Folders of JSON or YAML of any usual shape, an entry or several a file."""

import re
from collections.abc import Iterator, Mapping
from itertools import islice
from pathlib import Path

from glossary_site.disk import is_hidden, leads_out
from glossary_site.formats.imported import ImportedGlossary, ImportNotes, ImportSource
from glossary_site.formats.json_text import parse_json
from glossary_site.formats.keyed import Row, choose_columns
from glossary_site.formats.nested import find_rows, flatten, list_all, read_rows
from glossary_site.formats.recognition import are_records, count_pages, is_settings
from glossary_site.formats.unkept import SourceText
from glossary_site.language import find_language
from glossary_site.loader import parse_head, read_source
from glossary_site.values import replace
from glossary_site.yaml_text import Node, parse_yaml

_JSON = ".json"
_ENDINGS = (_JSON, ".yml", ".yaml")
#: So many files of a folder are looked at.
_MOST = 20


def _files(folder: Path) -> Iterator[Path]:
    """The files of a folder that may hold entries, by their names."""
    for path in sorted(folder.rglob("*")):
        inside = path.relative_to(folder)
        if path.suffix.lower() in _ENDINGS and not any(map(is_hidden, inside.parts)) and not is_settings(path):
            yield path


def is_keyed_folder(path: Path) -> bool:
    """Whether a folder has entries of other programs in JSON or YAML, and more such files than Markdown and texts."""
    files = tuple(islice(_files(path), _MOST)) if path.is_dir() else ()
    if len(files) <= count_pages(path) or are_records(path):
        return False
    rows = [row for file in files for row in _find_rows(_read_root(file, ImportNotes("")), file)]
    return choose_columns(rows, ()).are_known


def read_keyed_folder(source: ImportSource) -> ImportedGlossary:
    """The records of all files together. Where each file is named as a language, its records are in that language.

    Issues: those of ``read_source``, ``parse_json``, ``parse_yaml`` and ``read_rows``, ``file-outside``.
    """
    notes = ImportNotes(source.path)
    folder = Path(source.path)
    files = tuple(_files(folder))
    languages = {path: find_language(path.stem) for path in files}
    are_languages = len(files) > 1 and all(languages.values())
    rows: list[Row] = []
    texts: list[SourceText] = []
    for path in files:
        of_file = notes.of_file(path.as_posix())
        if leads_out(path, folder):
            of_file.add_error("file-outside", "a link out of the folder", "copy the file in")
            continue
        own = {"language": languages[path]} if are_languages else {}
        root = _read_root(path, of_file)
        found = _find_rows(root, path)
        if found and root:
            texts += list_all(root, of_file.path)
        else:
            of_file.count_loss("a file without entries is left out", path.name)
        rows += [replace(row, values=own | dict(row.values), path=of_file.path) for row in found]
    return notes.glossary(read_rows(rows, source, notes), texts)


def _read_root(path: Path, notes: ImportNotes) -> Node | None:
    """The value of one file."""
    read, issues = read_source(path, path.as_posix())
    notes.issues += issues
    if read is None:
        return None
    if path.suffix.lower() == _JSON:
        return parse_json(read.text, notes)
    root, issues = parse_yaml(read.text, path.as_posix(), has_aliases=True)
    notes.issues += issues
    return root


def _find_rows(root: Node | None, path: Path) -> list[Row]:
    """The entries in the value of a file; its name is that of an entry without one."""
    if root is None:
        return []
    if isinstance(root.value, dict) and _is_unnamed(root.value):
        name = " ".join(re.split("[-_ ]+", path.stem)).strip()
        return [Row(root.line, {"term": name} | flatten(root.value))]
    return find_rows(root)


def _is_unnamed(given: Mapping[str, Node]) -> bool:
    """Whether a mapping has the fields of an entry, but for its name."""
    fields = [parse_head(key).field for key in given]
    is_known = 2 * sum(map(bool, fields)) >= len(fields)
    return is_known and "definition" in fields and not {"term", "abbreviations"}.intersection(fields)
