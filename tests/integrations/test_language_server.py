"""``glossary lsp`` as an editor uses it: another process, spoken to by the client of pygls."""

import asyncio
import sys
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from command_line import run_glossary, write_files
from lsprotocol import types
from pygls.exceptions import JsonRpcException
from pygls.lsp.client import LanguageClient

ROOT = Path(__file__).parents[2]
RYE = "---\nterm: Rye\n---\nRye is a grain 🌾 for a [[Deck oven]].\n"
OVEN = "term: Deck oven\naliases: [stone oven]\ndefinition: A *deck oven* is an oven. Rye is baked in it.\n"
NOTES = "🌾 of [[rye]] and\nmore in a [[\n"


class Editor(LanguageClient):
    """An editor that has opened a folder."""

    def __init__(self, folder: Path) -> None:
        super().__init__("editor", "1")
        self.folder = folder
        self._problems: dict[str, list[types.Diagnostic]] = {}
        self._published = asyncio.Condition()

        async def receive(params: types.PublishDiagnosticsParams) -> None:
            async with self._published:
                self._problems[params.uri] = list(params.diagnostics)
                self._published.notify_all()

        self.feature(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)(receive)

    def uri(self, name: str) -> str:
        return (self.folder / name).as_uri()

    def open(self, name: str, text: str) -> None:
        document = types.TextDocumentItem(self.uri(name), "markdown", 1, text)
        self.text_document_did_open(types.DidOpenTextDocumentParams(document))

    def save(self, name: str, text: str) -> None:
        write_files(self.folder, {name: text})
        identity = types.TextDocumentIdentifier(self.uri(name))
        self.text_document_did_save(types.DidSaveTextDocumentParams(identity))

    async def wait_for(self, name: str, codes: set[str]) -> list[types.Diagnostic]:
        """The problems of a file, once they have these codes."""
        async with self._published:
            await self._published.wait_for(lambda: self.codes(name) == codes)
        return self._problems.get(self.uri(name), [])

    def codes(self, name: str) -> set[str]:
        return {str(each.code) for each in self._problems.get(self.uri(name), ())}


def talk(folder: Path, conversation: Callable[[Editor], Awaitable[None]], *arguments: str) -> None:
    """Start a server in another folder than the project's, and have an editor speak with it."""

    async def run() -> None:
        editor = Editor(folder)
        await editor.start_io(sys.executable, "-m", "glossary_site", "lsp", *arguments, cwd=ROOT)
        root = folder.as_uri()
        await editor.initialize_async(types.InitializeParams(types.ClientCapabilities(), root_uri=root))
        editor.initialized(types.InitializedParams())
        await conversation(editor)
        await editor.shutdown_async(None)
        editor.exit(None)
        await editor.stop()  # type: ignore[no-untyped-call]

    # In a thread of its own: a browser test that ran before in this process leaves a loop running.
    with ThreadPoolExecutor(1) as thread:
        thread.submit(lambda: asyncio.run(asyncio.wait_for(run(), 120))).result()


@pytest.fixture
def project(tmp_path: Path) -> Path:
    write_files(tmp_path, {"entries/rye.md": RYE, "entries/oven.yml": OVEN, "docs/notes.md": NOTES})
    return tmp_path


def at(editor: Editor, name: str, line: int, character: int) -> tuple[types.TextDocumentIdentifier, types.Position]:
    return types.TextDocumentIdentifier(editor.uri(name)), types.Position(line, character)


def test_a_writer_is_helped_in_any_markdown(project: Path) -> None:
    async def conversation(editor: Editor) -> None:
        editor.open("docs/notes.md", NOTES)
        here = at(editor, "docs/notes.md", 1, len("more in a [["))
        offered = await editor.text_document_completion_async(types.CompletionParams(*here))
        assert isinstance(offered, types.CompletionList)
        assert [each.label for each in offered.items] == ["Deck oven", "Rye", "stone oven"]
        edits = [each.text_edit for each in offered.items]
        assert isinstance(edits[2], types.TextEdit)
        assert (edits[2].new_text, edits[2].range) == ("stone oven]]", types.Range(here[1], here[1]))

        # Editors count in UTF-16, in which the sheaf before the reference is two.
        reference = at(editor, "docs/notes.md", 0, len("XX of [[r"))
        shown = await editor.text_document_hover_async(types.HoverParams(*reference))
        assert shown and isinstance(shown.contents, types.MarkupContent)
        assert shown.contents.kind is types.MarkupKind.PlainText
        assert shown.contents.value == "Rye\n\nRye is a grain 🌾 for a Deck oven."
        assert shown.range == types.Range(types.Position(0, 6), types.Position(0, 13))

        found = await editor.text_document_definition_async(types.DefinitionParams(*reference))
        assert isinstance(found, list)
        places = [(each.uri, each.range.start.line) for each in found if isinstance(each, types.Location)]
        assert places == [(editor.uri("entries/rye.md"), 1)]

        symbols = await editor.workspace_symbol_async(types.WorkspaceSymbolParams("oven"))
        assert symbols is not None
        assert [each.name for each in symbols] == ["Deck oven"]
        page = types.DocumentSymbolParams(types.TextDocumentIdentifier(editor.uri("entries/oven.yml")))
        outline = await editor.text_document_document_symbol_async(page)
        assert outline is not None
        assert [each.name for each in outline] == ["Deck oven"]

    talk(project, conversation)


def test_a_term_is_renamed_in_what_the_editor_has_open_and_in_other_files(project: Path) -> None:
    async def conversation(editor: Editor) -> None:
        write_files(project.parent, {"elsewhere.md": "[[rye]]\n"})
        (project / "docs/link.md").symlink_to(project.parent / "elsewhere.md")
        editor.open("docs/notes.md", "🌾 [[rye]], not saved: [[Rye]]\n")
        where = at(editor, "entries/rye.md", 1, len("term: R"))
        stretch = await editor.text_document_prepare_rename_async(types.PrepareRenameParams(*where))
        assert stretch == types.Range(types.Position(1, 6), types.Position(1, 9))
        changed = await editor.text_document_rename_async(types.RenameParams(*where, new_name="Secale"))
        assert changed and changed.changes
        edits = {
            uri: [(each.range.start.line, each.range.start.character, each.new_text) for each in found]
            for uri, found in changed.changes.items()
        }
        assert edits == {
            editor.uri("entries/rye.md"): [(1, 6, "Secale")],
            editor.uri("docs/notes.md"): [(0, 5, "secale"), (0, 25, "Secale")],
        }
        with pytest.raises(JsonRpcException, match="'Stone oven' is already a name of 'Deck oven'"):
            await editor.text_document_rename_async(types.RenameParams(*where, new_name="Stone oven"))

    talk(project, conversation)


def test_problems_appear_and_disappear_as_files_are_saved(project: Path) -> None:
    write_files(project, {"entries/oat.md": "---\nterm: Oat\n---\nOat is like [[Ry]].\n"})

    async def conversation(editor: Editor) -> None:
        problems = await editor.wait_for("entries/oat.md", {"reference-unknown", "term-orphan"})
        problem = next(each for each in problems if each.code == "reference-unknown")
        assert problem.severity is types.DiagnosticSeverity.Error
        assert (problem.range.start.line, problem.source) == (3, "glossary")
        assert problem.message.startswith("[[Ry]] names no term")
        editor.save("entries/oat.md", "---\nterm: Oat\n---\nOat is like [[Rye]].\n")
        await editor.wait_for("entries/oat.md", {"term-orphan"})
        editor.save("glossary.yml", "titel: [Words\n")
        await editor.wait_for("glossary.yml", {"yaml-syntax"})

    talk(project, conversation)


def test_one_page_can_be_the_glossary(project: Path) -> None:
    write_files(project, {"words.md": "# Words\n\n## Barley\n\nA grain.\n\n## Malt\n\nMade of barley.\n"})

    async def conversation(editor: Editor) -> None:
        editor.open("docs/notes.md", NOTES)
        here = at(editor, "docs/notes.md", 1, len("more in a [["))
        offered = await editor.text_document_completion_async(types.CompletionParams(*here))
        assert isinstance(offered, types.CompletionList)
        assert [each.label for each in offered.items] == ["Barley", "Malt"]

    talk(project, conversation, "words.md")


def test_a_folder_without_a_glossary_has_a_problem_and_no_names(tmp_path: Path) -> None:
    async def conversation(editor: Editor) -> None:
        editor.open("notes.md", NOTES)
        await editor.wait_for("entries", {"entries-missing"})
        here = at(editor, "notes.md", 1, len("more in a [["))
        offered = await editor.text_document_completion_async(types.CompletionParams(*here))
        assert isinstance(offered, types.CompletionList)
        assert not offered.items
        assert await editor.text_document_hover_async(types.HoverParams(*here)) is None

    talk(tmp_path, conversation)


def test_the_extra_is_named_where_it_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "glossary_site.integrations.language_server", raising=False)
    monkeypatch.setitem(sys.modules, "pygls.lsp.server", None)
    done = run_glossary("lsp")
    assert done.code == 1
    assert "glossary-site[lsp]" in done.err
