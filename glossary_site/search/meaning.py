"""Search by meaning, for sites that want it: only they need the extra ``meaning``, and its modules."""

from collections.abc import Sized
from typing import TYPE_CHECKING

from glossary_site.issues import GlossaryError
from glossary_site.search.languages import is_english

if TYPE_CHECKING:
    from glossary_site.search.vectors import NearDocuments


def open_nearness(documents: Sized, language: str) -> "NearDocuments | None":
    """What finds the documents near to each word, of an index in ``language``; None but for English.

    Raises ``GlossaryError`` with ``extra-missing``.
    """
    if not is_english(language):
        return None
    try:
        from glossary_site.search.vectors import NearDocuments

        return NearDocuments(documents)
    except ModuleNotFoundError as error:
        message, hint = f"'search: meaning' needs the package '{error.name}'", "pip install 'glossary-site[meaning]'"
        raise GlossaryError.of("extra-missing", message, hint) from error
