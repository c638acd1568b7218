"""Org, MediaWiki, Textile, ODT and RTF: pandoc makes Markdown of them, which is read as that of a page is.

https://pandoc.org/MANUAL.html. The only importer of pypandoc, whose wheel has pandoc in it.
"""

import re
import subprocess
from collections.abc import Mapping
from pathlib import PurePath

import pypandoc

from glossary_site.formats.imported import ImportedGlossary, ImportNotes, ImportSource
from glossary_site.formats.markdown_page import take_entries
from glossary_site.loader import heading_slug, parse_page
from glossary_site.records import Origin
from glossary_site.values import replace

#: Ending -> what pandoc calls the form.
_FORMS: Mapping[str, str] = {
    ".org": "org",
    ".mediawiki": "mediawiki",
    ".wiki": "mediawiki",
    ".textile": "textile",
    ".odt": "odt",
    ".rtf": "rtf",
}
_BYTES = (".odt", ".rtf")
#: In the sandbox pandoc reads no other file and fetches nothing.
_OPTIONS = ("--sandbox", "--standalone", "--wrap=none", "--to=commonmark_x-smart-raw_html-raw_attribute")
_MEMORY = ("+RTS", "-M1024M", "-RTS")
#: In seconds: pandoc reads a megabyte in two.
_LONGEST = 120
#: A link of Org to a heading or a target by its name.
_NAMED = re.compile(r"\[\*?([^\[\]\n]{1,200}?)\*?\]\{\.spurious-link target=\"\*?([^\"\n]{1,200})\"\}")
#: Classes of code and links, and the marks that word processors set.
_CLASSES = re.compile(r"(?<=[\])`])\{\.[^{}\n]*\}|\[\]\{#anchor[\d-]*\}")
_WARNING = re.compile(r"(?m)^\[WARNING\] (.*)$")
_FEWEST = 2


def read_pandoc(source: ImportSource) -> ImportedGlossary:
    """The entries of a document. Issues: ``file-encoding``, ``pandoc-syntax``, ``pandoc-empty``."""
    notes = ImportNotes(source.path)
    markdown = _to_markdown(source, notes)
    named = _NAMED.sub(lambda link: f"[{link[1]}](#{heading_slug(link[2])})", markdown)
    page = parse_page(_CLASSES.sub("", named), source.path)
    if len(page.records) >= _FEWEST:
        return notes.glossary(replace(each, origin=Origin(source.path)) for each in take_entries(page, notes))
    if not notes.issues:
        message = "the document has no list or table of terms, no headings with text and no bold names"
        notes.add_error("pandoc-empty", message, "name a file that holds a glossary")
    return notes.glossary()


def _to_markdown(source: ImportSource, notes: ImportNotes) -> str:
    """The Markdown that pandoc makes of a file; "", and an issue, where it makes none. Its warnings are losses."""
    ending = PurePath(source.path).suffix.lower()
    raw = source.raw if ending in _BYTES else source.decode(notes).encode()
    command = (pypandoc.get_pandoc_path(), f"--from={_FORMS[ending]}", *_OPTIONS, *_MEMORY)
    try:
        made = subprocess.run(command, input=raw, capture_output=True, timeout=_LONGEST, check=False)
    except subprocess.TimeoutExpired:
        notes.add_error("pandoc-syntax", f"pandoc does not read the file within {_LONGEST} seconds", "split it")
        return ""
    messages = made.stderr.decode("utf-8", "replace")
    if made.returncode:
        lines = messages.strip().splitlines() or ["no reason is given"]
        notes.add_error("pandoc-syntax", f"pandoc does not read the file: {lines[-1][:200]}", "save it again")
        return ""
    for warning in _WARNING.findall(messages):
        notes.count_loss("pandoc passes over a part", warning)
    return made.stdout.decode()
