"""The glossaries that can be imported, in one table, and which of them a file holds."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from importlib import import_module
from pathlib import Path

from glossary_site.formats.arrivals import Arrivals
from glossary_site.formats.csv_columns import read_columns
from glossary_site.formats.glosario import read_glosario
from glossary_site.formats.markdown_folder import read_markdown_folder
from glossary_site.formats.table import FORMATS, load_reader
from glossary_site.issues import GlossaryError, Issue, Severity
from glossary_site.language import is_language
from glossary_site.loader import MAX_BYTES
from glossary_site.markup import render_body
from glossary_site.records import Sense
from glossary_site.text.sentences import first_definition


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of glossary to import. ``endings`` are those of its files; ``extra`` is what it needs installed."""

    name: str
    endings: tuple[str, ...]
    what: str
    extra: str = ""


#: Glossary text, with the program's own normalisation, is the kind of every file that is none of these.
TEXT = "text"

_EXPORTS = tuple(form for form in FORMATS if form.reads)
KINDS: tuple[Kind, ...] = (
    Kind(TEXT, (".txt",), "glossary text: a saved page or a stream of entries, repaired and named"),
    *(Kind(form.name, (form.ending,), f"this program's export: {form.standard}", form.extra) for form in _EXPORTS),
    Kind("sphinx-glossary", (".rst",), "Sphinx's `glossary` directives", "rst"),
    Kind("markdown-folder", (".md", ".mdx"), "Markdown, a file a term: CNCF, Kubernetes, Docusaurus, MkDocs"),
    Kind("html", (".html", ".htm", ".xhtml"), "definition lists, `<dl>`", "xml"),
    Kind("glosario", (".yml", ".yaml"), "Glosario's YAML, many languages"),
)


#: A definition of this many characters is read at a glance.
_SHORT = 400
#: Readers that an extra brings: kind, module, function.
_NEEDY = (("sphinx-glossary", "sphinx_glossary", "read_sphinx"), ("html", "html_lists", "read_html"))


def kinds_table() -> str:
    """The table of kinds in Markdown."""
    lines = ["| kind (`--from`) | told by | what | needs |", "| --- | --- | --- | --- |"]
    for kind in KINDS:
        told = ", ".join(f"`{ending}`" for ending in kind.endings) + (", a folder" if ".md" in kind.endings else "")
        extra = f"`[{kind.extra}]`" if kind.extra else ""
        lines.append(f"| {kind.name} | {told} | {kind.what} | {extra} |")
    return "\n".join(lines) + "\n"


def find_kind(path: Path) -> str:
    """What a file or folder holds, told by its name and, for JSON, its content."""
    if path.is_dir():
        return "markdown-folder"
    suffix = path.suffix.lower()
    if suffix == ".json" and path.is_file() and path.stat().st_size <= MAX_BYTES:
        try:
            whole = json.loads(path.read_bytes())
        except (ValueError, RecursionError):
            whole = None
        if isinstance(whole, dict) and ("@context" in whole or "@graph" in whole):
            return "skos-jsonld"
    return next((kind.name for kind in KINDS if suffix in kind.endings), TEXT)


def _load(kind: str, columns: Mapping[str, str]) -> Callable[[bytes, str, str], Arrivals]:
    if kind == "csv":
        return partial(read_columns, columns=columns)
    if kind == "glosario":
        return read_glosario
    for name, module, function in _NEEDY:
        if kind == name:
            try:
                found = getattr(import_module(f"glossary_site.formats.{module}"), function)
            except ModuleNotFoundError as error:
                extra = next(each.extra for each in KINDS if each.name == kind)
                message = f"the import of '{kind}' needs the package '{error.name}'"
                hint = f"pip install 'glossary-site[{extra}]'"
                raise GlossaryError([Issue("extra-missing", Severity.ERROR, message, hint)]) from error
            return found  # type: ignore[no-any-return]
    read = load_reader(next(form for form in FORMATS if form.name == kind))

    def arrive(raw: bytes, path: str, language: str) -> Arrivals:
        records, issues = read(raw, path, language)
        return Arrivals(records, issues)

    return arrive


def read_glossary(path: Path, kind: str, language: str, columns: Mapping[str, str]) -> Arrivals:
    """Records of a glossary that another tool, or an export of this one, wrote; ``language`` is the site's.

    Issues: those of each kind's reader, ``file-unreadable``, ``file-too-large``. Raises ``GlossaryError`` with
    ``extra-missing``.
    """
    if kind == "markdown-folder":
        return _with_known_languages(read_markdown_folder(path, language), path.as_posix())
    name = path.as_posix()
    read = _load(kind, columns)
    try:
        if path.stat().st_size > MAX_BYTES:
            message = f"the file is too large: the limit is {MAX_BYTES // 1024 // 1024} MB"
            return Arrivals((), (Issue("file-too-large", Severity.ERROR, message, "split it", name),))
        raw = path.read_bytes()
    except OSError as error:
        message, hint = f"cannot be read: {error.strerror}", "check its name and rights"
        return Arrivals((), (Issue("file-unreadable", Severity.ERROR, message, hint, name),))
    return _with_known_languages(read(raw, name, language), name)


def _with_definition(sense: Sense) -> Sense:
    """A sense whose text is one short paragraph that is no sentence: what a dictionary defines by."""
    body = sense.body.strip()
    if sense.definition or not body or "\n\n" in body or len(body) > _SHORT or first_definition(body):
        return sense
    return replace(sense, definition=" ".join(render_body(body, "", prefix="d").text.split()))


def _with_known_languages(found: Arrivals, path: str) -> Arrivals:
    """Arrivals with names, and with language tags that can be one: they become names of folders."""
    issues = list(found.issues)
    records = []
    for record in found.records:
        if record.language and not is_language(record.language):
            message = f"'{record.language[:40]}' of '{record.term}' is no language tag, so it is left out"
            issues.append(
                Issue("field-value", Severity.ERROR, message, "such as de or pt-BR", path, record.origin.line)
            )
            continue
        if record.term.strip():
            records.append(replace(record, senses=tuple(map(_with_definition, record.senses))))
    return replace(found, records=tuple(records), issues=tuple(issues))
