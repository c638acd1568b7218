"""The glossary served to an editor."""

from glossary_site.issues import GlossaryError
from glossary_site.request import BuildRequest


def serve_editor(request: BuildRequest) -> None:
    """Answer an editor on the standard input and output, until it ends.

    Raises ``GlossaryError`` with ``extra-missing``.
    """
    try:
        from glossary_site.integrations.language_server import make_server
    except ModuleNotFoundError as error:
        message, hint = f"'glossary lsp' needs the package '{error.name}'", "pip install 'glossary-site[lsp]'"
        raise GlossaryError.of("extra-missing", message, hint) from error
    make_server(request).start_io()
