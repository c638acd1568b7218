"""Folders of Markdown with front matter, a file a term: those of Hugo (CNCF, Kubernetes), Docusaurus and MkDocs.

Where the name of each subfolder is a language's (``en``, ``pt-br``), each holds the glossary in that language.
"""

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from glossary_site.disk import leads_out
from glossary_site.formats.imported import ImportedGlossary, ImportNotes, ImportSource, make_id
from glossary_site.issues import Severity
from glossary_site.loader import read_source
from glossary_site.markup import escape_references, render_body
from glossary_site.records import STATUSES, Citation, Origin, Record, Sense
from glossary_site.text.code import change_outside_code
from glossary_site.yaml_text import Node, parse_yaml

_LANGUAGE = re.compile(r"[a-z]{2}(?:-[A-Za-z]{2,4})?")
_LINK = re.compile(r"(?<!!)\[((?:[^\[\]\\]|\\.){1,300})\]\(\s*([^()\s]{1,300})(?:\s+\"[^\"]{0,300}\")?\s*\)")
_TOOLTIP = re.compile(r"\{\{[<%]\s*glossary_tooltip\s([^{}]{1,400}?)[>%]\}\}")
_ATTRIBUTE = re.compile(r"(\w+)\s*=\s*\"([^\"]*)\"")
_HEADING = re.compile(r"#\s+(.+?)\s*#*\s*")
_MORE = re.compile(r"(?m)^[ \t]*<!--\s*(?:more|truncate)\s*-->[ \t]*\n?")
_OTHER_PAGES = frozenset(("readme", "index", "license", "contributing"))

_TERM = ("term", "title", "name")
_ALIASES = ("aliases", "aka", "synonyms")
_ABBREVIATIONS = ("abbreviations", "abbreviation", "acronym", "acronyms")
_DEFINITION = ("definition", "short_description", "description", "hovertext")
_KEYWORDS = ("tags", "keywords")
_CATEGORY = ("category", "categories")
_RELATED = ("related", "see_also")
#: Read, or of the page and not of the term.
_READ = {*_TERM, *_ALIASES, *_ABBREVIATIONS, *_DEFINITION, *_KEYWORDS, *_CATEGORY, *_RELATED}
_READ |= {"id", "slug", "status", "draft", "lang", "language", "full_link", "url", "source"}


@dataclass(frozen=True, slots=True)
class _File:
    """One file: path, name without ending, language ("" = the site's), front matter, and the text below that."""

    path: str
    stem: str
    language: str
    fields: Mapping[str, Node]
    body: str
    body_line: int


def _texts(fields: Mapping[str, Node], names: tuple[str, ...]) -> tuple[str, ...]:
    for name in names:
        node = fields.get(name)
        if node is not None:
            nodes = node.value if isinstance(node.value, tuple) else (node,)
            texts = [" ".join(each.value.split()) for each in nodes if isinstance(each.value, str)]
            if any(texts):
                return tuple(dict.fromkeys(filter(None, texts)))
    return ()


def _text(fields: Mapping[str, Node], *names: str) -> str:
    return next(iter(_texts(fields, names)), "")


def _split(text: str, notes: ImportNotes) -> tuple[Mapping[str, Node], str, int] | None:
    """Front matter, body and the line that the body starts on; None where the front matter cannot be read."""
    lines = text.split("\n")
    if lines[0].rstrip() != "---":
        return {}, text, 1
    end = next((number for number, line in enumerate(lines[1:], 1) if line.rstrip() == "---"), 0)
    if not end:
        notes.add_error("front-matter-open", "the front matter is not closed", "close it with a line ---", 1)
        return None
    root, found = parse_yaml("\n".join(lines[1:end]), notes.path, 2)
    notes.issues += found
    if root is None and any(issue.severity is Severity.ERROR for issue in found):
        return None
    fields = root.value if root is not None and isinstance(root.value, dict) else {}
    fields = {name.lower(): node for name, node in reversed(fields.items())}
    return fields, "\n".join(lines[end + 1 :]), end + 2


def _languages(folder: Path) -> dict[str, str]:
    """Subfolder -> language, where all of them are named like languages."""
    names = [path.name for path in folder.iterdir() if path.is_dir() and not path.name.startswith((".", "_"))]
    return {name: name for name in names} if names and all(map(_LANGUAGE.fullmatch, names)) else {}


def _read(path: Path, language: str, notes: ImportNotes) -> _File | None:
    source, found = read_source(path, notes.path)
    notes.issues += found
    parts = _split(source.text, notes) if source is not None else None
    if parts is None:
        return None
    fields, body, line = parts
    return _File(notes.path, path.stem, _text(fields, "language", "lang") or language, fields, body, line)


def read_markdown_folder(source: ImportSource) -> ImportedGlossary:
    """A record a Markdown file; files that name no language, and are in the folder of none, are in the site's.

    Links to another file of the folder, and Kubernetes' tooltips, become references.
    Issues: those of ``read_source`` and ``parse_yaml``, ``front-matter-open``, ``folder-empty``, ``import-loss``,
    ``reference-lost``.
    """
    folder = Path(source.path)
    notes = ImportNotes(source.path)
    by_folder = _languages(folder) if folder.is_dir() else {}
    paths = sorted(folder.rglob("*.md")) + sorted(folder.rglob("*.mdx")) if folder.is_dir() else [folder]
    home = folder if folder.is_dir() else folder.parent
    files = []
    for path in paths:
        inside = path.relative_to(home)
        of_file = ImportNotes(path.as_posix(), notes.issues)
        if leads_out(path, home):
            of_file.add_error("file-outside", "a link out of the folder", "copy the file in")
        elif any(part.startswith((".", "_")) for part in inside.parts) or path.stem.lower() in _OTHER_PAGES:
            of_file.add_loss("not a term, so it is left out")
        elif file := _read(path, by_folder.get(inside.parts[0], "") if len(inside.parts) > 1 else "", of_file):
            files.append(file)
    tags: dict[str, list[str]] = defaultdict(list)
    for file in files:
        tags[file.stem].append(file.language or source.language)
    own = {stem: source.find_own(each) for stem, each in tags.items()}
    sited = [replace(file, language="") if file.language == own[file.stem] else file for file in files]
    stems = {(file.language, key) for file in sited for key in (file.stem, _text(file.fields, "id")) if key}
    records = []
    for file in sited:
        of_file = ImportNotes(file.path, notes.issues)
        record = _record(file, stems, of_file)
        notes.references += of_file.references
        if record is not None:
            records.append(record)
    if not records:
        notes.add_error("folder-empty", "there are no terms here", "a folder of .md files")
    ids = {record.id for record in records}
    return notes.glossary(each if each.translation_of in ids else replace(each, translation_of="") for each in records)


def _record(file: _File, stems: set[tuple[str, str]], notes: ImportNotes) -> Record | None:
    fields, body = file.fields, file.body.strip("\n")
    term = _text(fields, *_TERM)
    heading = _HEADING.fullmatch(body.split("\n", 1)[0]) if body else None
    if heading and (not term or heading[1].strip() == term):
        term = term or heading[1].strip()
        body = body.partition("\n")[2].strip("\n")
    if not term and fields:
        term = file.stem.replace("-", " ").replace("_", " ")
    definition = _text(fields, *_DEFINITION)
    if not term or not (body.strip() or definition):
        notes.add_loss("not a term, so it is left out: " + ("it has no text" if term else "it has no name"))
        return None
    for name, node in fields.items():
        if name not in _READ and node.value not in ("", ()):
            notes.add_loss(f"the field '{name}' is not read", node.line)
    status = _text(fields, "status").lower()
    if status and status not in STATUSES:
        notes.add_loss(f"the status '{_text(fields, 'status')}' is not kept", fields["status"].line)
        status = ""
    if _text(fields, "draft").lower() == "true":
        status = "draft"
    names = tuple(name for name in _texts(fields, _ALIASES) if name != term)
    # Hugo's aliases are old addresses of the page, not names.
    aliases = tuple(name for name in names if not name.startswith("/"))
    for name in names:
        if name.startswith("/"):
            notes.add_loss(f"the old address {name} is not kept", fields["aliases"].line if "aliases" in fields else 0)
    categories = _texts(fields, _CATEGORY)
    url = _text(fields, "full_link", "url")
    title = _text(fields, "source")
    keywords = tuple(dict.fromkeys((*categories[1:], *_texts(fields, _KEYWORDS))))
    linked = _link(_MORE.sub("", body), file, stems, notes)
    return Record(
        term=term,
        senses=(
            Sense(
                category=categories[0] if categories else "",
                definition=render_body(definition).text,
                body=linked.strip("\n"),
                keywords=keywords,
                source=Citation(title=title, url=url) if title or url else None,
                origin=Origin(file.path, 1),
                body_line=file.body_line,
            ),
        ),
        id=make_id(file.stem, file.language),
        aliases=aliases,
        abbreviations=tuple(name for name in _texts(fields, _ABBREVIATIONS) if name != term),
        status=status or STATUSES[0],
        related=_texts(fields, _RELATED),
        language=file.language,
        translation_of=make_id(file.stem) if file.language else "",
        origin=Origin(file.path, 1),
    )


def _link(body: str, file: _File, stems: set[tuple[str, str]], notes: ImportNotes) -> str:
    def refer(stem: str, shown: str, link: str, unlinked: str) -> str:
        """A reference to the term of the file named ``stem``, in the same language or else in the site's own."""
        for language in (file.language, ""):
            if (language, stem) in stems:
                return notes.make_reference(make_id(stem, language), shown)
        notes.add_loss(f"the {link} leads to no term of the folder", 0, "reference-lost")
        return unlinked

    def relink(found: re.Match[str]) -> str:
        shown, address = found[1], found[2]
        if ":" in address or address.startswith(("#", "//")):
            return str(found[0])
        path = PurePosixPath(address.partition("#")[0].partition("?")[0])
        stem = path.stem if path.suffix in (".md", ".mdx", ".html") else path.name
        return refer(stem, shown, f"link to {address}", found[0])

    def tooltip(found: re.Match[str]) -> str:
        named: dict[str, str] = dict(_ATTRIBUTE.findall(found[1]))
        stem, shown = named.get("term_id", ""), named.get("text", "") or named.get("term_id", "")
        return refer(stem, shown, f"tooltip of '{stem}'", shown)

    body = change_outside_code(escape_references(body), _TOOLTIP, tooltip)
    return change_outside_code(body, _LINK, relink)
