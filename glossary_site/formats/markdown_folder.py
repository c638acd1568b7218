"""Folders of Markdown with front matter, a file a term: those of Hugo (CNCF, Kubernetes), MDN, Docusaurus and MkDocs.

Where the name of each subfolder is a language's (``en``, ``pt-br``), each holds the glossary in that language. A term
may have a folder of its own: ``cache/index.md``. The id of a term is the name of its file, or its path where the names
of several files make the same id.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import takewhile
from pathlib import Path, PurePosixPath
from posixpath import normpath
from typing import Any

from glossary_site.disk import leads_out
from glossary_site.formats.imported import FreeIds, ImportedGlossary, ImportNotes, ImportSource, add_own, make_id
from glossary_site.formats.recognition import INDEX, OTHER_PAGES
from glossary_site.issues import errors_in
from glossary_site.loader import MARKDOWN, parse_head, read_source
from glossary_site.markup import escape_references, escape_text, parse_definition, replace_containers, replace_macros
from glossary_site.records import (
    FIELDS,
    STATUSES,
    Citation,
    Field,
    Kind,
    Origin,
    Part,
    Place,
    Record,
    Sense,
    Use,
    split_front_matter,
)
from glossary_site.text.code import change_outside_code
from glossary_site.values import Frozen, replace
from glossary_site.yaml_text import Node

_LANGUAGE = re.compile(r"[a-z]{2}(?:-(?:[A-Za-z]{2,4}|\d{3}))?")
_LINK = re.compile(r"(?<!!)\[((?:[^\[\]\\]|\\.){1,300})\]\(\s*([^()\s]{1,300})(?:\s+\"[^\"]{0,300}\")?\s*\)")
_HEADING = re.compile(r"#\s+(.+?)\s*#*\s*")
_MORE = re.compile(r"(?m)^[ \t]*<!--\s*(?:more|truncate)\s*-->[ \t]*\n?")

_TERM = ("term", "title", "name", "label")
_ALIASES = ("aliases", "aka", "synonyms", "synonym", "terms", "also_known_as", "other_names")
_ABBREVIATIONS = ("abbreviations", "abbreviation", "acronym", "acronyms")
_DEFINITION = ("definition", "short_description", "description", "hovertext")
_KEYWORDS = ("keywords",)
_TAGS = ("tags",)
_CATEGORY = ("category", "categories")
_ADDRESSES = ("aliases", "url", "slug", "permalink", "redirect_from")
#: Read, or of the page and not of the term.
_READ = {*_TERM, *_ALIASES, *_ABBREVIATIONS, *_DEFINITION, *_KEYWORDS, *_TAGS, *_CATEGORY, *_ADDRESSES}
_READ |= {"id", "status", "draft", "lang", "language", "full_link", "source"}
#: What else is read, by the names of fields: relations, and what is shown of a term besides.
_FURTHER = {row.name: row for row in FIELDS if row.place is not Place.NONE or Use.RELATION in row.uses}


class _File(Frozen):
    """One file: path, language ("" = the site's), front matter, text below.

    ``place`` is its path below the folder of its language without the ending, ``law/proof``: that of the folder where
    a term has one. ``folder`` is where it is itself. ``id`` is that of its term on the site in its language.
    """

    path: str
    place: PurePosixPath
    folder: PurePosixPath
    language: str
    fields: Mapping[str, Node]
    body: str
    body_line: int
    id: str = ""

    @property
    def name(self) -> str:
        """What the id is made from where no other file has it: ``oven`` of ``a/oven.md``, ``a/oven`` of a folder."""
        return self.place.as_posix() if self.place == self.folder else self.place.name


class _Term(Frozen):
    """A file that holds a term: the term's name, its definition, and its body without the heading."""

    file: _File
    term: str
    definition: str
    body: str


class _Terms:
    """Finds the terms of a folder by the names of their files, by their ids and slugs, and by their own names."""

    def __init__(self, terms: Iterable[_Term]) -> None:
        self._found: dict[tuple[str, str], list[_Term]] = {}
        terms = tuple(terms)
        for key_of in (
            lambda term: term.file.place.name,
            lambda term: term.file.id,
            lambda term: _text(term.file.fields, "id"),
            lambda term: _text(term.file.fields, "slug").removeprefix("Glossary/"),
            lambda term: term.term,
        ):
            by_key: dict[tuple[str, str], list[_Term]] = defaultdict(list)
            for term in terms:
                by_key[term.file.language, make_id(key_of(term))].append(term)
            self._found = by_key | self._found

    def find(self, key: str, file: _File, target: PurePosixPath) -> _Term | None:
        """The term in the language of ``file``, else the one in the site's own; of several, the nearest to ``target``.

        ``target`` is the place that a link of the file names, or the key itself.
        """
        found = (self._found.get((language, make_id(key))) for language in (file.language, ""))
        several = next(filter(None, found), ())
        return max(several, key=lambda term: _nearness(term.file.place, file, target), default=None)


def _place_of(path: str) -> PurePosixPath:
    """A path, or one in a link, without its ending; of an index the folder."""
    place = PurePosixPath(path)
    place = place.with_suffix("") if place.suffix.lower() in (*MARKDOWN, ".html") else place
    return place.parent if place.name == INDEX else place


def _nearness(place: PurePosixPath, file: _File, target: PurePosixPath) -> tuple[bool, bool, int, int]:
    """How near a place is to what a link names: as a file, as a page of a site, by its end, else by the folder."""
    ends = takewhile(lambda pair: pair[0] == pair[1], zip(reversed(place.parts), reversed(target.parts), strict=False))
    starts = takewhile(lambda pair: pair[0] == pair[1], zip(place.parts, file.place.parts, strict=False))
    as_file, as_page = (normpath(start / target) == place.as_posix() for start in (file.folder, file.place))
    return as_file, as_page, len(tuple(ends)), len(tuple(starts))


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


def _example(node: Node) -> str:
    """A value of front matter as an example of what is lost."""
    values = node.value if isinstance(node.value, tuple) else (node,)
    return ", ".join(value for each in values if isinstance(value := getattr(each, "value", ""), str))


def _languages(folder: Path) -> frozenset[str]:
    """The subfolders with Markdown, where all of them are named like languages and hold more than one page."""
    folders = [path for path in folder.iterdir() if path.is_dir() and not path.name.startswith((".", "_"))]
    names = {path.name: {file.stem for file in path.rglob("*.md*")} for path in folders}
    names = {name: stems for name, stems in names.items() if stems}
    is_language = all(_LANGUAGE.fullmatch(name) and stems != {INDEX} for name, stems in names.items())
    return frozenset(names) if is_language else frozenset()


def _field_of(key: str) -> str:
    """The name of the field that a key means: ``relatedTerms`` is ``related``. Other keys are in lower case."""
    field = parse_head(key).field
    return field if field in _FURTHER and key.lower() not in _READ else key.lower()


def _read(path: Path, inside: PurePosixPath, language: str, notes: ImportNotes) -> _File | None:
    """One file, ``inside`` the folder of its language."""
    source, found = read_source(path, notes.path)
    notes.issues += found
    if source is None:
        return None
    matter = split_front_matter(source.text, notes.path)
    notes.issues += matter.issues
    if matter.fields is None and errors_in(matter.issues):
        return None
    written = matter.fields.value if matter.fields else ()
    fields = {_field_of(key): node for key, node in reversed(written.items())} if isinstance(written, dict) else {}
    language = _text(fields, "language", "lang") or language
    place = _place_of(inside.as_posix())
    return _File(notes.path, place, inside.parent, language, fields, matter.body, matter.body_line)


def _with_ids(files: Sequence[_File]) -> list[_File]:
    """Files with the ids of their terms; those of one place in several languages have one."""
    counts = Counter((file.language, make_id(file.name)) for file in files)
    repeated = {identity for (_, identity), count in counts.items() if identity and count > 1}
    ids: dict[PurePosixPath, str] = {}
    free = FreeIds(identity for _, identity in counts if identity not in repeated)
    for file in files:
        identity = make_id(file.name)
        if file.place not in ids and identity in repeated:
            identity = free.take(make_id(file.place.as_posix()))
        ids.setdefault(file.place, identity)
    return [replace(file, id=ids[file.place]) for file in files]


def _read_files(folder: Path, notes: ImportNotes) -> list[_File]:
    """The files of a folder, or the one file that is named, but for pages that are no terms."""
    is_folder = folder.is_dir()
    languages = _languages(folder) if is_folder else frozenset[str]()
    found = (path for path in sorted(folder.rglob("*")) if path.suffix.lower() in MARKDOWN)
    paths = [path for path in found if not path.is_dir()] if is_folder else [folder]
    home = folder if is_folder else folder.parent
    files = []
    for path in paths:
        inside = path.relative_to(home)
        language = inside.parts[0] if len(inside.parts) > 1 and inside.parts[0] in languages else ""
        below = PurePosixPath(inside.relative_to(language).as_posix())
        of_file = notes.of_file(path.as_posix())
        # A term's folder has its name: cache/index.md. The index at the top is a page about the glossary.
        is_other = path.stem.lower() in OTHER_PAGES and (path.stem != INDEX or len(below.parts) == 1)
        if leads_out(path, home):
            of_file.add_error("file-outside", "a link out of the folder", "copy the file in")
        elif is_other or any(part.startswith((".", "_")) for part in inside.parts):
            of_file.count_loss("a page that is no term is left out", path.name)
        elif file := _read(path, below, language, of_file):
            files.append(file)
    return _with_ids(files)


def read_markdown_folder(source: ImportSource) -> ImportedGlossary:
    """A record a Markdown file; files that name no language, and are in the folder of none, are in the site's.

    Links to another file of the folder, and macros, become references. A link to a page that is not there becomes text.
    Issues: those of ``read_source`` and ``split_front_matter``, ``folder-empty``.
    """
    notes = ImportNotes(source.path)
    files = _read_files(Path(source.path), notes)
    tags: dict[str, list[str]] = defaultdict(list)
    for file in files:
        tags[file.id].append(file.language or source.language)
    sites = {identity: source.find_own(each) for identity, each in tags.items()}
    sited = [replace(file, language="") if file.language == sites[file.id] else file for file in files]
    found = [term for file in sited if (term := _find_term(file, notes.of_file(file.path))) is not None]
    terms = _Terms(found)
    records = []
    for term in found:
        of_file = notes.of_file(term.file.path)
        own = {name: _texts(term.file.fields, (key,)) for key in term.file.fields if (name := source.own_field(key))}
        record = add_own(_record(term, terms, of_file), own, source, notes.issues)
        records.append(record)
        for address in _old_addresses(term.file):
            of_file.keep_address(address, record)
        _count_losses(term.file, source, of_file)
        notes.references += of_file.references
    if not records:
        notes.add_error("folder-empty", "there are no terms here", "a folder of .md files")
    ids = {record.id for record in records}
    return notes.glossary(each if each.translation_of in ids else replace(each, translation_of="") for each in records)


def _find_term(file: _File, notes: ImportNotes) -> _Term | None:
    fields, body = file.fields, file.body.strip("\n")
    term = _text(fields, *_TERM)
    heading = _HEADING.fullmatch(body.split("\n", 1)[0]) if body else None
    if heading and (not term or heading[1].strip() == term):
        term = term or heading[1].strip()
        body = body.partition("\n")[2].strip("\n")
    if not term and fields:
        term = file.place.name.replace("-", " ").replace("_", " ")
    definition = _text(fields, *_DEFINITION)
    if not term or not (body.strip() or definition):
        kind = "a term without a text is left out" if term else "a page without a name is left out"
        notes.count_loss(kind, term or file.place.name, counted="terms" if term else "")
        return None
    return _Term(file, term, definition, _MORE.sub("", body))


def _count_losses(file: _File, source: ImportSource, notes: ImportNotes) -> None:
    """Count the fields of a file that are not read."""
    for name, node in file.fields.items():
        is_read = name in _READ or name in _FURTHER or source.own_field(name)
        if not is_read and node.value not in ("", ()):
            notes.count_loss(f"the field '{name}' is not read", _example(node), node.line)


def _old_addresses(file: _File) -> Iterator[str]:
    """Where the page of a file was on its old site, as its front matter has it.

    Hugo's ``aliases`` are such addresses where they begin with a slash, as are ``url`` and ``slug`` of Hugo, Docusaurus
    and VitePress, ``permalink`` and ``redirect_from`` of Jekyll. MDN's ``slug`` is below its language.
    """
    given = (address for name in _ADDRESSES for address in _texts(file.fields, (name,)))
    yield from dict.fromkeys(address for address in given if address.startswith("/"))
    slug = _text(file.fields, "slug")
    if "page-type" in file.fields and slug and not slug.startswith("/"):
        yield f"/{file.language or 'en-US'}/docs/{slug}"


def _record(found: _Term, terms: _Terms, notes: ImportNotes) -> Record:
    file, term, fields = found.file, found.term, found.file.fields
    status = _text(fields, "status").lower()
    if status and status not in STATUSES:
        notes.count_loss("the status is not kept", status, fields["status"].line)
        status = ""
    if _text(fields, "draft").lower() == "true":
        status = "draft"
    names = tuple(name for name in _texts(fields, _ALIASES) if name.casefold() != term.casefold())
    aliases = tuple(name for name in names if not name.startswith("/"))
    url = _text(fields, "full_link", "url")
    if url and not url.startswith(("https://", "http://")):
        if url not in _texts(fields, ("url",)):
            notes.count_loss("an address within the old site is not kept", url)
        url = ""
    title = _text(fields, "source")

    def link(text: str) -> str:
        return _link(text, file, terms, notes)

    definition, body = link(found.definition), link(found.body)
    values = {part: dict[str, Any]() for part in Part}
    for name, row in _FURTHER.items():
        if name in fields:
            values[row.part][name] = _read_further(row, fields[name], link)
    return Record(
        term=term,
        senses=(
            Sense(
                categories=_texts(fields, _CATEGORY),
                definition=parse_definition(" ".join(definition.split())),
                body=body.strip("\n"),
                keywords=_texts(fields, _KEYWORDS),
                source=Citation(title=title, url=url) if title or url else None,
                origin=Origin(file.path, 1),
                body_line=file.body_line,
                **values[Part.SENSE],
            ),
        ),
        id=f"{file.language.lower()}/{file.id}" if file.language else file.id,
        aliases=aliases,
        abbreviations=tuple(name for name in _texts(fields, _ABBREVIATIONS) if name.casefold() != term.casefold()),
        tags=_texts(fields, _TAGS),
        status=status or STATUSES[0],
        language=file.language,
        translation_of=file.id if file.language else "",
        origin=Origin(file.path, 1),
        **values[Part.RECORD],
    )


def _read_further(row: Field, node: Node, link: Callable[[str], str]) -> str | tuple[str, ...]:
    """The value of one of the ``_FURTHER`` fields; several texts are one where the field is no list."""
    nodes = node.value if isinstance(node.value, tuple) else (node,)
    texts = [each.value.strip() for each in nodes if isinstance(each.value, str) and each.value.strip()]
    is_markdown = row.kind in (Kind.MARKDOWN, Kind.MARKDOWNS)
    texts = [link(text) if is_markdown else " ".join(text.split()) for text in texts]
    return tuple(dict.fromkeys(texts)) if row.is_list else ("\n\n" if is_markdown else ", ").join(texts)


def _link(text: str, file: _File, terms: _Terms, notes: ImportNotes) -> str:
    """The text with its links and macros as references, which hold in any language that has the term."""

    def refer(key: str, shown: str, address: str = "", place: PurePosixPath | None = None) -> str:
        term = terms.find(key, file, place or PurePosixPath(key))
        if term is not None:
            return notes.make_reference(term.file.id, shown or escape_text(term.term))
        what = "a link" if address else "a macro"
        notes.count_loss(f"{what} leads to no term of the folder", address or key, 0, "references")
        return shown or key

    def relink(found: re.Match[str]) -> str:
        shown, address = found[1], found[2]
        if ":" in address or address.startswith(("#", "//")):
            return str(found[0])
        place = _place_of(address.partition("#")[0].partition("?")[0])
        return refer(place.name, shown, address, place)

    def add_unknown(name: str) -> None:
        notes.count_loss(f"the unknown macro '{name}' is left out", "")

    text = replace_macros(escape_references(replace_containers(text, add_unknown)), refer, add_unknown)
    return change_outside_code(text, _LINK, relink)
