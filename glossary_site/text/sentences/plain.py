"""The opening of an entry's body as plain text, which room ``markup`` reads from Markdown."""

from glossary_site.values import Frozen

# Character ranges of the arrows, dingbats and pictures that decorate the start of a line.
SYMBOLS = "\u2190-\u21ff\u2300-\u23ff\u25a0-\u27bf\u2b00-\u2bff\ufe0f\U0001f000-\U0001faff"


class Plain(Frozen):
    """Plain text in one line; ``bold`` and ``solid`` (code, formulas) are sorted (start, end) spans of ``text``.

    ``breaks`` are the indexes at which a block ended. ``asides``: spans of blocks such as notes and warnings.
    """

    text: str
    bold: tuple[tuple[int, int], ...]
    solid: tuple[tuple[int, int], ...]
    breaks: frozenset[int]
    asides: tuple[tuple[int, int], ...] = ()
