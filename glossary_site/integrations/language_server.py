"""``glossary lsp``: a language server (Language Server Protocol 3.17) for editors. The only importer of pygls.

It answers from the files as they were last saved, and looks at them again when a file is opened, saved or changed by
another program. While one look goes on, the answers are those of the one before.
"""

import asyncio
import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from lsprotocol import types
from pygls.exceptions import JsonRpcInvalidParams
from pygls.lsp.server import LanguageServer
from pygls.workspace import TextDocument

from glossary_site import __version__
from glossary_site.build import Inputs, Memory, open_project
from glossary_site.disk import is_hidden
from glossary_site.glossary import Entry
from glossary_site.integrations.renaming import CannotRenameError, Renaming
from glossary_site.integrations.terms_in_text import Found, TermsInText, is_of_others
from glossary_site.issues import GlossaryError, Issue, Severity, find_remedy
from glossary_site.project import Checks, check_project
from glossary_site.records import STATUSES, Origin, Sense
from glossary_site.request import BuildRequest
from glossary_site.values import Frozen, replace

_LEVELS = {
    Severity.ERROR: types.DiagnosticSeverity.Error,
    Severity.WARNING: types.DiagnosticSeverity.Warning,
    Severity.NOTE: types.DiagnosticSeverity.Information,
}
#: In seconds: editors save several files at once, and a look at all of them is one.
_PAUSE = 0.2
#: No editor has longer lines; it takes a place behind the end of a line as its end.
_LINE_END = 2**16
#: Folders that have Markdown of others, and what a file of an author's Markdown may weigh, in bytes.
_FOREIGN = frozenset(("node_modules", "site-packages", "venv"))
_LARGEST = 1_000_000
_MARKDOWN = (".md", ".mdx", ".markdown")


class Look(Frozen):
    """What one look at the files found; there are no ``terms`` where they cannot be a glossary."""

    issues: tuple[Issue, ...] = ()
    terms: TermsInText | None = None
    inputs: Inputs | None = None


def look_at(request: BuildRequest, memory: Memory, last: Look) -> Look:
    """Read and check a project; ``memory`` makes the next look short, which is the ``last`` one if no file changed."""
    try:
        with open_project(request, remembered=memory) as project:
            if project.inputs == last.inputs:
                return last
            return Look(
                check_project(project, Checks()).new,
                TermsInText(each.glossary for each in project.analysis.languages),
                project.inputs,
            )
    except GlossaryError as error:
        return Look(error.issues)
    except OSError as error:
        message, hint = f"cannot be used: {error.strerror or error}", find_remedy(error, "check its rights")
        return Look((Issue("file-unusable", Severity.ERROR, message, hint, str(error.filename or "")),))


class GlossaryServer(LanguageServer):
    """The server of one project, whose paths are below the folder that the editor has opened."""

    def __init__(self, request: BuildRequest) -> None:
        super().__init__("glossary-site", __version__)
        self._request = request
        self._memory = Memory()
        self._terms = TermsInText(())
        self._changed, self._looked = asyncio.Event(), asyncio.Event()
        self._shown: frozenset[str] = frozenset()

    @property
    def folder(self) -> Path:
        """The folder that the editor has opened, or in which the command runs."""
        return Path(self.workspace.root_path or Path.cwd())

    async def keep_looking(self) -> None:
        """Look at the files now and after each change, as long as the server runs."""
        here = self.folder
        request = replace(
            self._request,
            entries=here / self._request.entries,
            config=here / self._request.config,
            preview=True,
            jobs=1,
        )
        look = Look()
        while True:
            look = await asyncio.to_thread(look_at, request, self._memory, look)
            self._terms = look.terms or self._terms
            self._show(look.issues)
            self._looked.set()
            await self._changed.wait()
            await asyncio.sleep(_PAUSE)
            self._changed.clear()

    def look_again(self) -> None:
        """Have the files looked at, since some have changed."""
        self._changed.set()

    async def terms(self) -> TermsInText:
        """The terms as the last look found them; waits for the first. Files that are no glossary have none."""
        await self._looked.wait()
        return self._terms

    async def find_at(self, uri: str, position: types.Position) -> Found | None:
        """The term that a document names at a position."""
        document = self.workspace.get_text_document(uri)
        return (await self.terms()).find_at(document.source, document.offset_at_position(position))

    def list_documents(self, terms: TermsInText) -> Iterator[tuple[str, TextDocument]]:
        """By path, the files of the entries and all Markdown of the project, as the editor has them."""
        entries = (sense.origin.path for entry in terms.own_entries for sense in entry.record.senses)
        for path in sorted({*entries, *_list_markdown(self.folder)}):
            yield path, self.workspace.get_text_document(Path(path).as_uri())

    def _show(self, issues: Iterable[Issue]) -> None:
        by_uri: dict[str, list[types.Diagnostic]] = {uri: [] for uri in self._shown}
        for issue in issues:
            by_uri.setdefault((self.folder / issue.path).as_uri(), []).append(_diagnose(issue))
        for uri, diagnostics in by_uri.items():
            self.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, diagnostics))
        self._shown = frozenset(uri for uri, diagnostics in by_uri.items() if diagnostics)


def _list_markdown(folder: Path) -> Iterator[str]:
    """The paths of Markdown in a folder, but for hidden folders and those of installed packages.

    A link is left out: an editor writes through it, and it may lead anywhere.
    """
    for where, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not is_hidden(name) and name not in _FOREIGN]
        for path in (Path(where, name) for name in names if name.lower().endswith(_MARKDOWN)):
            if path.is_file() and not path.is_symlink() and path.stat().st_size <= _LARGEST:
                yield path.as_posix()


def _diagnose(issue: Issue) -> types.Diagnostic:
    line = max(issue.line - 1, 0)
    hint = f"\n{issue.hint}" if issue.hint else ""
    return types.Diagnostic(
        types.Range(types.Position(line, 0), types.Position(line, _LINE_END)),
        issue.message + hint,
        _LEVELS[issue.severity],
        issue.code,
        source="glossary",
    )


def _range(document: TextDocument, start: int, end: int) -> types.Range:
    """A stretch of a document in the lines and units of the editor."""
    lines = document.lines

    def position(place: int) -> types.Position:
        for number, line in enumerate(lines):
            if place < len(line):
                return document.position_codec.position_to_client_units(lines, types.Position(number, place))
            place -= len(line)
        return document.position_codec.position_to_client_units(lines, types.Position(len(lines), place))

    return types.Range(position(start), position(end))


def _describe(entry: Entry, senses: Iterable[Sense]) -> str:
    """A term as plain text: an editor shows no markup of an author as its own."""
    others = ", ".join((*entry.record.abbreviations, *entry.record.aliases))
    lines = [f"{entry.record.term} ({others})" if others else entry.record.term]
    if entry.record.status != STATUSES[0]:
        better = f": use {entry.record.replaced_by}" if entry.record.replaced_by else ""
        lines.append(f"{entry.record.status}{better}")
    lines += [f"{each.category}: {each.definition.text}" if each.category else each.definition.text for each in senses]
    return "\n\n".join(lines)


async def _complete(server: GlossaryServer, where: types.CompletionParams) -> types.CompletionList:
    document = server.workspace.get_text_document(where.text_document.uri)
    text, place = document.source, document.offset_at_position(where.position)
    found = (await server.terms()).suggest(text, place)
    if found is None:
        return types.CompletionList(False, [])
    start, suggestions = found
    closing = "" if text.startswith("]]", place) else "]]"
    replaced = _range(document, start, place)
    items = [
        types.CompletionItem(
            each.name,
            kind=types.CompletionItemKind.Reference,
            detail="" if each.name == each.entry.record.term else each.entry.record.term,
            documentation=_describe(each.entry, each.entry.record.senses),
            filter_text=each.name,
            sort_text=f"{number:03}",
            text_edit=types.TextEdit(replaced, each.target + closing),
        )
        for number, each in enumerate(suggestions)
    ]
    return types.CompletionList(True, items)


async def _hover(server: GlossaryServer, where: types.HoverParams) -> types.Hover | None:
    found = await server.find_at(where.text_document.uri, where.position)
    if found is None:
        return None
    document = server.workspace.get_text_document(where.text_document.uri)
    text = types.MarkupContent(types.MarkupKind.PlainText, _describe(found.entry, found.senses))
    return types.Hover(text, _range(document, found.start, found.end))


async def _define(server: GlossaryServer, where: types.DefinitionParams) -> list[types.Location]:
    found = await server.find_at(where.text_document.uri, where.position)
    return [_locate(sense.origin) for sense in found.senses] if found and not is_of_others(found.entry) else []


def _locate(origin: Origin) -> types.Location:
    place = types.Position(max(origin.line - 1, 0), 0)
    return types.Location(Path(origin.path).as_uri(), types.Range(place, place))


async def _find_symbols(server: GlossaryServer, asked: types.WorkspaceSymbolParams) -> list[types.WorkspaceSymbol]:
    wanted = asked.query.casefold()
    return [
        types.WorkspaceSymbol(_locate(entry.record.senses[0].origin), entry.record.term, types.SymbolKind.Key)
        for entry in (await server.terms()).own_entries
        if wanted in entry.record.term.casefold()
    ]


async def _list_symbols(server: GlossaryServer, asked: types.DocumentSymbolParams) -> list[types.SymbolInformation]:
    uri = asked.text_document.uri
    return [
        types.SymbolInformation(place, entry.record.term, types.SymbolKind.Key)
        for entry in (await server.terms()).own_entries
        for place in (_locate(sense.origin) for sense in entry.record.senses)
        if place.uri == uri
    ]


async def _prepare_rename(server: GlossaryServer, where: types.PrepareRenameParams) -> types.Range | None:
    found = await server.find_at(where.text_document.uri, where.position)
    if found is None or is_of_others(found.entry):
        return None
    return _range(server.workspace.get_text_document(where.text_document.uri), found.start, found.end)


async def _rename(server: GlossaryServer, asked: types.RenameParams) -> types.WorkspaceEdit | None:
    found = await server.find_at(asked.text_document.uri, asked.position)
    if found is None or is_of_others(found.entry):
        return None
    terms = await server.terms()
    documents, texts = dict(server.list_documents(terms)), {}
    for path, document in documents.items():
        with suppress(OSError, UnicodeDecodeError):  # a file that cannot be read has no reference
            texts[path] = document.source
    try:
        changes = Renaming(terms, found.entry, asked.new_name.strip()).change(texts)
    except CannotRenameError as error:
        raise JsonRpcInvalidParams(str(error)) from error
    return types.WorkspaceEdit(
        {
            documents[path].uri: [
                types.TextEdit(_range(documents[path], each.start, each.end), each.text) for each in replacements
            ]
            for path, replacements in changes.items()
        }
    )


async def _start(server: GlossaryServer, _: types.InitializedParams) -> None:
    await server.keep_looking()


async def _look(server: GlossaryServer, _: object) -> None:
    server.look_again()


def make_server(request: BuildRequest) -> GlossaryServer:
    """The server of the project of ``request``, which answers when it is started."""
    server = GlossaryServer(request)
    for event in (
        types.TEXT_DOCUMENT_DID_OPEN,
        types.TEXT_DOCUMENT_DID_SAVE,
        types.WORKSPACE_DID_CHANGE_WATCHED_FILES,
    ):
        server.feature(event)(_look)
    server.feature(types.INITIALIZED)(_start)
    server.feature(types.TEXT_DOCUMENT_COMPLETION, types.CompletionOptions(trigger_characters=["["]))(_complete)
    server.feature(types.TEXT_DOCUMENT_HOVER)(_hover)
    server.feature(types.TEXT_DOCUMENT_DEFINITION)(_define)
    server.feature(types.TEXT_DOCUMENT_DOCUMENT_SYMBOL)(_list_symbols)
    server.feature(types.WORKSPACE_SYMBOL)(_find_symbols)
    server.feature(types.TEXT_DOCUMENT_PREPARE_RENAME)(_prepare_rename)
    server.feature(types.TEXT_DOCUMENT_RENAME, types.RenameOptions(prepare_provider=True))(_rename)
    return server
