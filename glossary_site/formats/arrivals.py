"""What every importer gives: records, and an account of what came and what did not."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from glossary_site.glossary import suggest_id
from glossary_site.issues import Issue, Severity
from glossary_site.language import slugify
from glossary_site.markup import format_reference
from glossary_site.records import Record

_SPECIAL = re.compile(r"([\\`*_\[\]<>$|])")


@dataclass(frozen=True, slots=True)
class Arrivals:
    """Records of another tool's glossary. ``references`` counts the links that became ``[[references]]``; what could
    not be kept is among ``issues``, as ``import-loss`` and ``reference-lost`` (notes)."""

    records: tuple[Record, ...]
    issues: tuple[Issue, ...] = ()
    references: int = 0


@dataclass(slots=True)
class Tally:
    """Counts references and notes losses on the way through one file."""

    path: str
    issues: list[Issue]
    references: int = 0

    def lose(self, message: str, line: int = 0, code: str = "import-loss") -> None:
        """Note what could not be kept."""
        self.issues.append(Issue(code, Severity.NOTE, message, "", self.path, line))

    def refer(self, name: str, shown: str, line: int = 0) -> str:
        """A reference to the term ``name`` (or id), shown as ``shown``; a loss where none can be written."""
        reference = format_reference(name, shown)
        if not reference:
            self.lose(f"a link to '{name}' is too long to be a reference", line, "reference-lost")
            return shown
        self.references += 1
        return reference


def escape_text(text: str) -> str:
    """Plain text as Markdown that shows it, line ends kept."""
    return _SPECIAL.sub(r"\\\1", text)


def code_span(text: str) -> str:
    """Text as code, whatever backticks are in it."""
    longest = max((len(run) for run in re.findall("`+", text)), default=0)
    ticks = "`" * (longest + 1)
    space = " " if text.startswith("`") or text.endswith("`") or not text.strip() else ""
    return f"{ticks}{space}{text}{space}{ticks}"


def code_block(text: str, language: str = "") -> str:
    """Lines as code, whatever backticks are in them."""
    longest = max((len(run) for run in re.findall("`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}{language}\n{text}\n{fence}"


def make_id(name: str, language: str = "") -> str:
    """The id of a name, with its language before it where it has one of its own; "" where the name makes none."""
    slug = slugify(name) or suggest_id(name)
    return f"{language.lower()}/{slug}" if language and slug else slug


def count_arrivals(records: Iterable[Record]) -> dict[str, int]:
    """Terms, other names, languages (beside the site's) and categories among records."""
    records = tuple(records)
    return {
        "terms": len(records),
        "aliases": sum(len(record.aliases) + len(record.abbreviations) for record in records),
        "languages": len({record.language.lower() for record in records}),
        "categories": len({sense.category for record in records for sense in record.senses if sense.category}),
    }
