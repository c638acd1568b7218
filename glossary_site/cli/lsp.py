"""``glossary lsp``."""

import click

from glossary_site.cli.options import request_options, source_argument
from glossary_site.request import BuildRequest


@click.command()
@source_argument
@request_options("entries", "kind", "config")
def lsp(request: BuildRequest) -> None:
    """Help an editor with entries and any Markdown: completion, hover, definitions, problems, renaming.

    An editor starts it as a language server and speaks with it on the standard input and output. Paths are those in the
    folder that the editor has opened. docs/editor.md shows the settings of editors.
    """
    from glossary_site.integrations import serve_editor

    serve_editor(request)
