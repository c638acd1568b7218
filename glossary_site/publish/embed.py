"""What other sites take: ``embed.js``, and the terms in slices by the first letter of each of their names.

With a ``release`` all of it is written a second time, to ``embed/<release>/``, where later builds leave it unchanged.
"""

import json
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Sequence
from importlib.resources import files
from typing import Any

from glossary_site.disk import Output
from glossary_site.glossary import Entry, Glossary
from glossary_site.pages import plain_term

#: Each release has a folder of its own below this one.
EMBED = "embed/"
#: What no card shows of a term.
_UNSHOWN = frozenset(("anchors", "categories", "tags"))


def slice_key(name: str) -> str:
    """The slice that a name is found in; ``embed.js`` has the same rule: a–z, 0-9, else the code of the character."""
    first = unicodedata.normalize("NFKC", name).lower()[:1]
    if first.isascii() and first.isalpha():
        return first
    if first.isascii() and first.isdigit():
        return "0-9"
    return f"u{ord(first):x}" if first else "u0"


def _names(entry: Entry) -> tuple[str, ...]:
    return (entry.id, entry.record.term, *entry.record.aliases, *entry.record.abbreviations)


def _term(entry: Entry, language: str) -> dict[str, Any]:
    """A term without its anchors, categories and tags, which no card shows."""
    return {name: value for name, value in plain_term(entry, language).items() if name not in _UNSHOWN}


def _json(entries: Sequence[Entry], language: str) -> bytes:
    lines = ",\n".join(json.dumps(_term(entry, language), ensure_ascii=False) for entry in entries)
    return f"[\n{lines}\n]\n".encode("utf-8", "replace")


def _slices(glossary: Glossary, folder: str) -> Iterator[Output]:
    found: dict[str, list[Entry]] = defaultdict(list)
    for entry in glossary.entries:
        for key in dict.fromkeys(map(slice_key, _names(entry))):
            found[key].append(entry)
    for key in sorted(found):
        yield Output(f"{folder}terms/{key}.json", _json(found[key], glossary.language))


def embed_outputs(glossary: Glossary, release: str) -> Iterator[Output]:
    """``embed.js``, ``terms/<key>.json``, and both again with ``terms.json`` for a release."""
    script = files("glossary_site.publish").joinpath("embed.js").read_bytes()
    yield Output("embed.js", script)
    yield from _slices(glossary, "")
    if release:
        folder = f"{EMBED}{release}/"
        yield Output(f"{folder}embed.js", script)
        yield Output(f"{folder}terms.json", _json(glossary.entries, glossary.language))
        yield from _slices(glossary, folder)
