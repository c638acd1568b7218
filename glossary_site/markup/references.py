"""The grammar of references: ``[[term]]``, ``[[term|shown]]``, ``[[term#category]]``, ``[[!shown]]``."""

import re
from collections.abc import Callable, Iterator
from html import unescape

from glossary_site.text.code import change_outside_code, find_outside_code
from glossary_site.values import Frozen

#: A reference: at most 300 characters within one paragraph, none of them ``[[``, and more than spaces and marks.
REFERENCE = r"\[\[(?![\s!|]{0,296}\]\])(?P<inner>(?:(?!\[\[|\]\]|\n\n).){1,296})\]\]"
_REFERENCE = re.compile(REFERENCE, re.DOTALL)
_ESCAPE_OR_REFERENCE = re.compile(rf"\\.|{REFERENCE}", re.DOTALL)
#: A character by its name or number, as Markdown has it.
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_CLOSING = re.compile(r"\\?\]")
_ESCAPE_OR_BRACKET = re.compile(r"\\.|\[(?=\[)", re.DOTALL)


class Reference(Frozen):
    """A reference: the term that it leads to (a name or an id), what is shown, its line (0 = not given).

    ``shown`` is inline Markdown, "" where only the target is given. ``target`` is "" for text that takes no automatic
    links.
    """

    target: str
    shown: str = ""
    line: int = 0

    def __str__(self) -> str:
        """The reference as an author writes it, but for the shown text."""
        return f"[[{self.target}]]"

    @property
    def readings(self) -> tuple[tuple[str, str], ...]:
        """Each term and category that the target can mean: ``C#`` is a name, or a term and a category without name."""
        term, mark, category = (part.strip() for part in self.target.rpartition("#"))
        return ((self.target, ""), (term, category)) if mark else ((self.target, ""),)

    @property
    def text(self) -> str:
        """The text that is shown where the terms are not looked up: that of ``cache#memory`` is ``cache``."""
        name = self.readings[-1][0] if self._has_category else self.target
        return self.shown or name

    @property
    def _has_category(self) -> bool:
        """Whether a word follows the last ``#`` as a category would: ``C#`` and ``C#/.NET`` are names."""
        return self.target.rpartition("#")[2].strip()[:1].isalnum()


def _parse(match: re.Match[str]) -> Reference:
    inner = " ".join(match["inner"].replace("\\|", "|").split())
    target, _, shown = ("", "", inner[1:]) if inner.startswith("!") else inner.partition("|")
    target = _ENTITY.sub(lambda entity: unescape(entity[0]), target)
    return Reference(target.strip(), shown.strip())


def parse_reference(text: str, start: int = 0) -> tuple[Reference, int] | None:
    """The reference whose brackets open at ``text[start]``, and the offset of its end; None where there is none."""
    match = _REFERENCE.match(text, start)
    return (_parse(match), match.end()) if match else None


def replace_references(markdown: str, replacement: Callable[[Reference], str]) -> str:
    """``markdown`` with each of its references replaced; those in code and behind a backslash are none."""
    if "[[" not in markdown:
        return markdown
    return change_outside_code(
        markdown, _ESCAPE_OR_REFERENCE, lambda match: replacement(_parse(match)) if match["inner"] else match[0]
    )


def find_references(markdown: str) -> Iterator[tuple[Reference, int, int]]:
    """Each reference to a term in ``markdown``, with its start and end; those in code and behind ``\\`` are none."""
    found = find_outside_code(markdown, _ESCAPE_OR_REFERENCE) if "[[" in markdown else ()
    for match in found:
        if match["inner"] and (reference := _parse(match)).target:
            yield reference, match.start(), match.end()


def count_references(markdown: str) -> int:
    """How many references to terms ``markdown`` has."""
    return sum(1 for _ in find_references(markdown))


def format_reference(target: str, shown: str) -> str:
    """The reference to ``target`` shown as ``shown``, inline Markdown; "" where the grammar cannot hold it."""
    shown = _CLOSING.sub("", " ".join(shown.split())).replace("|", "\\|")
    text = f"[[{target}]]" if shown == target else f"[[{target}|{shown}]]"
    read = parse_reference(text)
    return text if read and read[1] == len(text) and read[0].target == target != "" else ""


def can_be_target(name: str) -> bool:
    """Whether a reference can lead to ``name`` and to nothing else."""
    return "#" not in name and format_reference(name, name) != ""


def escape_references(markdown: str) -> str:
    """Markdown of a dialect without references, with a backslash before each ``[[`` outside code."""
    return change_outside_code(markdown, _ESCAPE_OR_BRACKET, lambda match: "\\[" if match[0] == "[" else match[0])
