"""Files of entries that cannot be read as they should be: the names that they seem to hold."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePath

from glossary_site.issues import Issue, Severity
from glossary_site.loader.sources import SUFFIXES, Source
from glossary_site.records import Origin, Record

_FIELD = re.compile(r"[ \t]*(?:-[ \t]+)?\{?[ \t]*(term|id|aliases|abbreviations)[ \t]*:(.*)")
_LISTED = re.compile(r"[ \t]*-[ \t]+(.*)")
_QUOTES = " \t\"'[]{},"


def read_damaged(issues: Iterable[Issue]) -> tuple[Source, ...]:
    """The files that the issues of ``read_sources`` refuse, as far as their text can be decoded.

    The text is "" where it cannot be, and where the path is a link out of the entries folder.
    """
    return tuple(
        Source(issue.path, "", _decode_damaged(issue))
        for issue in issues
        if issue.severity is Severity.ERROR and PurePath(issue.path).suffix.lower() in SUFFIXES
    )


def _decode_damaged(issue: Issue) -> str:
    if issue.code not in ("file-encoding", "file-binary"):
        return ""
    try:
        raw = Path(issue.path).read_bytes()
    except OSError:
        return ""
    return raw.decode("utf-16" if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8", "replace").replace("\0", "")


def parse_damaged(source: Source) -> tuple[Record, ...]:
    """Records without senses of the names that a damaged file seems to hold; one of its file name where it has none."""
    suffix = PurePath(source.path).suffix.lower()
    origin = Origin(source.path)
    if suffix == ".txt":
        from glossary_site.text.scan import scan_text  # for glossary text alone, as in the loader

        headings = (block.heading for block in scan_text(source.text).blocks if block.heading) if source.text else ()
        named = [{"term": names[:1], "aliases": names[1:]} for heading in headings if (names := _split_names(heading))]
    else:
        named = [fields for fields in _find_fields(source.text) if any(fields.get("term", ()))]
        named = named[:1] if suffix == ".md" else named
    return tuple(
        Record(
            term=fields["term"][0],
            senses=(),
            id=next(iter(fields.get("id", ())), ""),
            aliases=fields.get("aliases", ()),
            abbreviations=fields.get("abbreviations", ()),
            origin=origin,
        )
        for fields in named
    ) or (Record(PurePath(source.path).stem, (), origin=origin),)


def _split_names(text: str) -> tuple[str, ...]:
    return tuple(name for part in text.split(",") if (name := " ".join(part.strip(_QUOTES).split())))


def _find_fields(text: str) -> Iterator[dict[str, tuple[str, ...]]]:
    """The names that lines of damaged YAML or front matter give, entry by entry."""
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
