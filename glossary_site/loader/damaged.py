"""Files of entries that cannot be parsed: the names that their text seems to hold."""

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice

#: ``term``, ``id``, ``aliases`` and ``abbreviations`` of one entry, as far as they are found.
Names = Mapping[str, tuple[str, ...]]

_FIELD = re.compile(r"[ \t]*(?:-[ \t]+)?\{?[ \t]*(term|id|aliases|abbreviations)[ \t]*:(.*)")
_LISTED = re.compile(r"[ \t]*-[ \t]+(.*)")
_QUOTES = " \t\"'[]{},"


def find_headings(text: str) -> Iterator[Names]:
    """The names in the headings of glossary text."""
    from glossary_site.text.scan import scan_text  # as in glossary_text: where one is read

    for block in scan_text(text).blocks if text else ():
        if names := _split_names(block.heading):
            yield {"term": names[:1], "aliases": names[1:]}


def find_first_fields(text: str) -> Iterable[Names]:
    """The names in front matter."""
    return islice(find_fields(text), 1)


def find_fields(text: str) -> Iterator[Names]:
    """The names in YAML, entry by entry."""
    return (names for names in _find_entries(text) if any(names.get("term", ())))


def _find_entries(text: str) -> Iterator[Names]:
    found: dict[str, tuple[str, ...]] = {}
    open_list = ""
    for line in text.split("\n"):
        if match := _FIELD.match(line):
            name, value = match[1], match[2].strip()
            if name == "term":
                if "term" in found:
                    yield found
                    found = {}
                found[name] = (" ".join(value.strip(_QUOTES).split()),)
            else:
                found[name] = _split_names(value)
            open_list = "" if value or name in ("term", "id") else name
        elif open_list and (listed := _LISTED.match(line)):
            found[open_list] += _split_names(listed[1])
        else:
            open_list = ""
    yield found


def _split_names(text: str) -> tuple[str, ...]:
    return tuple(name for part in text.split(",") if (name := " ".join(part.strip(_QUOTES).split())))
