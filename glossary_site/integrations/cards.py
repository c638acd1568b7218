"""Hover cards on pages of other programs: the site's own script, and styles that take on the look of the page.

A page has links alone. The definitions are in a few files beside the script, so that cards need no other host. Each is
loaded as a script when a reader first reaches a term in it, since pages that are read from disk may load nothing else.
"""

import json
from collections.abc import Iterable, Iterator
from html import escape
from importlib.resources import files
from itertools import accumulate, groupby
from operator import itemgetter

from glossary_site.digest import digest
from glossary_site.disk import Output
from glossary_site.glossary import Entry, Glossary
from glossary_site.language import read_texts
from glossary_site.renderer import default_theme, theme_folders

#: The names of the script and of the styles.
SCRIPT, STYLE = "glossary-cards.js", "glossary-cards.css"
#: In characters: what a file of definitions holds, so that even a slow network brings it at once.
_FILE = 16_000


def card_script(start: str) -> str:
    """The module of cards that the site itself has, and behind it ``start``, which calls it, as a plain script.

    Browsers load no modules from disk.
    """
    _, static = theme_folders(default_theme())
    module = (static / "hover-cards.js").read_text(encoding="utf-8").replace("\nexport function", "\nfunction")
    return f"(() => {{\n{module}{start}}})();\n"


def card_style() -> Output:
    """The styles of cards and of mentions."""
    return Output(STYLE, _read("cards.css").encode())


def card_files(glossary: Glossary) -> tuple[Output, ...]:
    """The script, the styles and the definitions of a glossary, which belong into one folder.

    The script has the first id of each file and its address, which changes with what the file holds.
    """
    parts = tuple(_definition_files(glossary.entries))
    addresses = [(first, f"{each.path}?{digest(each.data)[:8]}") for first, each in parts]
    go_to = read_texts(glossary.language).gettext("Go to this term")
    known = f"const FILES = {json.dumps(addresses)};\nconst GO_TO = {json.dumps(go_to)};\n"
    script = card_script(_read("cards.js")).replace("\n", f"\n{known}", 1)
    return Output(SCRIPT, script.encode()), card_style(), *(each for _, each in parts)


def _read(name: str) -> str:
    return files("glossary_site.integrations").joinpath(name).read_text(encoding="utf-8")


def _definition_files(entries: Iterable[Entry]) -> Iterator[tuple[str, Output]]:
    """The files of definitions, each with the first of its ids, in the order in which JavaScript compares texts."""
    found = ((entry.id, _card_html(entry)) for entry in entries if entry.definition)
    pairs = sorted(found, key=lambda pair: pair[0].encode("utf-16-be"))
    sizes = accumulate(len(html) for _, html in pairs)
    parts = groupby(zip(pairs, sizes, strict=True), key=lambda each: each[1] // _FILE)
    for number, (_, part) in enumerate(parts):
        held = list(map(itemgetter(0), part))
        text = f"glossaryDefinitions({json.dumps(held, ensure_ascii=False)});\n"
        yield held[0][0], Output(f"glossary-cards-{number}.js", text.encode())


def _card_html(entry: Entry) -> str:
    return f"<b>{escape(entry.record.term, quote=False)}</b> {entry.definition.html}"
