"""What a file or folder holds, where its ending leaves that open."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

from glossary_site.formats.table import ENTRIES, PAGE, TEXT, find_format
from glossary_site.loader import holds_entries, parse_head, parse_page, read_source
from glossary_site.records import opens_with_record, split_front_matter

#: A key of a record, in a mapping or in a list of them; deeper, it belongs to something else.
_KEY = re.compile(r"(?m)^(?:- |  )?[\"']?(\w+)[\"']?[ \t]*:")
_TEXTS = frozenset(("definition", "body", "senses"))
#: An entry of Glosario: its slug, and a language below which it has a term.
_SLUG = re.compile(r"(?m)^(?:- |  )slug[ \t]*:")
_LANGUAGE = re.compile(r"(?m)^  [a-z]{2,3}(?:[-_]\w{2,4})?[ \t]*:[ \t]*(?:$|\{)")
_HEADING = re.compile(r"\s*#[ \t]+\S")
_CONCEPT = re.compile(r"(?m)^(?:  )?localized_concepts:")
#: What is before the root of an XML file, but for spaces.
_PROLOGUE = re.compile(r"<!--.*?-->|<\?.*?\?>|<!DOCTYPE[^\[>]*(?:\[.*?\]\s*)?>", re.DOTALL)
_ROOT = re.compile(r"<(?:[\w.-]+:)?([A-Za-z_][\w.-]*)")
_GLOSSENTRY = re.compile(r"<(?:[\w.-]+:)?glossentry[\s>]")
#: In characters: a record has its term before.
_OPENING = 100_000


def _files(path: Path) -> Iterator[Path]:
    """The files of entries at or below ``path``."""
    if path.is_dir():
        yield from (each for each in path.rglob("*") if each.is_file() and holds_entries(each.relative_to(path)))
    else:
        yield path


def _read_text(path: Path) -> str:
    source, _ = read_source(path, path.as_posix())
    return source.text if source else ""


def _is_yaml(path: Path) -> bool:
    """Whether a file holds records in YAML: terms, and no text about them under a key that records have not."""
    if path.suffix.lower() not in ENTRIES.endings:
        return False
    keys = {found[1] for found in _KEY.finditer(_read_text(path), 0, _OPENING)}
    return "term" in keys and (bool(keys & _TEXTS) or not any(parse_head(key).field == "definition" for key in keys))


def _is_markdown(path: Path) -> bool:
    return path.suffix.lower() in PAGE.endings and (opens_with_record(_read_text(path)) or is_page(path))


def are_records(path: Path) -> bool:
    """Whether a file holds records of this program in YAML, or a folder such a file."""
    return any(map(_is_yaml, _files(path)))


def are_entries(path: Path) -> bool:
    """Whether a file holds entries in one of the ways of this program, or a folder such a file.

    A Markdown file by itself holds one entry, or many, or is refused.
    """
    if path.is_file() and path.suffix.lower() in PAGE.endings:
        return True
    return any(each.suffix.lower() in TEXT.endings or _is_yaml(each) or _is_markdown(each) for each in _files(path))


def is_page(path: Path) -> bool:
    """Whether a Markdown file has several entries; a file of a folder of entries has one."""
    return path.is_file() and len(parse_page(_read_text(path), path.as_posix()).records) > 1


def _has_title(text: str) -> bool:
    """Whether a page is named, in its front matter or by the heading that it opens with."""
    matter = split_front_matter(text, "")
    fields = matter.fields.value if matter.fields else ()
    names = {name.lower() for name in fields} if isinstance(fields, dict) else set()
    return not names.isdisjoint(("title", "name")) or _HEADING.match(matter.body) is not None


def is_markdown_folder(path: Path) -> bool:
    """Whether a folder holds Markdown files with a term each: with a title above their text."""
    files = (each for each in _files(path) if each.suffix.lower() in PAGE.endings)
    return path.is_dir() and any(_has_title(_read_text(each)) for each in files)


def is_glosario(path: Path) -> bool:
    """Whether a YAML file has entries by slug and language."""
    text = _read_text(path)[:_OPENING]
    return _SLUG.search(text) is not None and _LANGUAGE.search(text) is not None


def is_linked_data(path: Path) -> bool:
    """Whether a JSON file is JSON-LD."""
    try:
        whole = json.loads(_read_text(path))
    except (ValueError, RecursionError):
        return False
    return isinstance(whole, dict) and ("@context" in whole or "@graph" in whole)


def _root_of(path: Path) -> str:
    """The name of the root of an XML file, without its prefix; "" where there is none."""
    opening = _PROLOGUE.sub("", _read_text(path)[:_OPENING])
    found = _ROOT.search(opening)
    return found[1] if found else ""


def is_tbx(path: Path) -> bool:
    """Whether an XML file is TBX, as its root shows."""
    return _root_of(path) in ("tbx", "martif")


def is_rdfxml(path: Path) -> bool:
    """Whether an XML file is RDF, as its root shows."""
    return _root_of(path) == "RDF"


def is_dita(path: Path) -> bool:
    """Whether an XML file is a glossary of DITA, as its root shows, or a folder holds files of DITA."""
    if path.is_dir():
        return any(path.rglob(f"*{find_format('dita').ending}"))
    return _root_of(path) in ("glossentry", "glossgroup")


def is_docbook(path: Path) -> bool:
    """Whether a file has entries of DocBook: those of DITA have a root of their own."""
    return not is_dita(path) and _GLOSSENTRY.search(_read_text(path)) is not None


def are_concepts(path: Path) -> bool:
    """Whether a file holds concepts of Glossarist, or a folder such a file."""
    files = (each for each in _files(path) if each.suffix.lower() in ENTRIES.endings)
    return any(_CONCEPT.search(_read_text(each)) for each in files)
