"""What a file or folder holds, where its ending leaves that open.

Each build asks whether its entries are this program's own. What answers other questions is imported where one is asked.
"""

import json
import os
import re
from collections import Counter
from collections.abc import Iterator
from itertools import filterfalse, islice
from pathlib import Path, PurePath

from glossary_site.disk import is_hidden
from glossary_site.formats.form import Format
from glossary_site.formats.table import ENTRIES, PAGE, TEXT, UNREAD, find_format
from glossary_site.loader import MARKDOWN, has_entry_ending, holds_entries, is_group, parse_head, read_source
from glossary_site.records import FIELDS, opens_with_record, split_front_matter
from glossary_site.values import Struct, field

#: A key of a record in a mapping, or in a list of them; deeper, it belongs to something else.
_KEY = re.compile(r"(?m)^[\"']?([\w-]+)[\"']?[ \t]*:")
_LISTED_KEY = re.compile(r"(?m)^(?:- |  )[\"']?([\w-]+)[\"']?[ \t]*:")
#: A mapping in braces, in a list or by itself, and each key in it.
_FLOW = re.compile(r"(?m)^(?:- )?(\{.*)$")
_FLOW_KEY = re.compile(r"[{,]\s*[\"']?(\w+)[\"']?[ \t]*:")
_TEXTS = frozenset(("definition", "body", "senses"))
_FIELDS = frozenset(row.full_name.partition(".")[0] for row in FIELDS)
#: Keys of the same entry in other languages, which records of this program have in files of their own.
TRANSLATED = frozenset("translations translation localizations übersetzungen traductions traducciones".split())
#: An entry of Glosario: its slug, and a language below which it has a term.
_SLUG = re.compile(r"(?m)^(?:- |  )slug[ \t]*:")
_LANGUAGE = re.compile(r"(?m)^  [a-z]{2,3}(?:[-_]\w{2,4})?[ \t]*:[ \t]*(?:$|\{)")
_HEADING = re.compile(r"\s*#[ \t]+(\S[^\n]*)")
_CONCEPT = re.compile(r"(?m)^(?:  )?localized_concepts:")
#: Front matter with a line of a record's name, as most projects have it. Its YAML is not parsed.
_RECORD = re.compile(r"\s*---[ \t]*\n(?:(?!---|\.\.\.)[^\n]*\n)*?term:\s")
#: What is before the root of an XML file, but for spaces.
_PROLOGUE = re.compile(r"<!--.*?-->|<\?.*?\?>|<!DOCTYPE[^\[>]*(?:\[.*?\]\s*)?>", re.DOTALL)
_ROOT = re.compile(r"<(?:[\w.-]+:)?([A-Za-z_][\w.-]*)")
_GLOSSENTRY = re.compile(r"<(?:[\w.-]+:)?glossentry[\s>]")
#: Files about a project or a folder, which are no terms.
INDEX = "index"
OTHER_PAGES = frozenset((INDEX, "readme", "license", "contributing"))
#: Names of settings of programs.
_SETTINGS = re.compile(
    r"package(?:-lock)?\.json|composer\.(?:json|lock)|[tj]sconfig(?:\..+)?\.json|manifest\.json|deno\.jsonc?|"
    r"(?:docker-)?compose(?:\..+)?\.ya?ml|mkdocs\.ya?ml|_config\.ya?ml|pnpm-lock\.yaml|\..+|"
    r"(?:openapi|swagger)\.(?:json|ya?ml)|renovate\.json|angular\.json|environment\.ya?ml|action\.ya?ml",
    re.IGNORECASE,
)
#: So many files of a folder are looked at.
_MOST = 100
#: So many endings are named.
_ENDINGS = 6
#: In characters: a record has its term before.
_OPENING = 100_000


def _files(path: Path) -> Iterator[Path]:
    """The first files of entries below a folder, by their names; a file by itself."""
    return islice(_walk(path), _MOST) if path.is_dir() else iter((path,))


def _walk(folder: Path) -> Iterator[Path]:
    for parent, folders, names in os.walk(folder):
        folders[:] = sorted(filterfalse(is_hidden, folders))
        yield from (Path(parent, name) for name in sorted(names) if holds_entries(PurePath(name)))


def _yaml_files(path: Path) -> Iterator[Path]:
    """The first files of YAML below a folder; a file by itself."""
    return (each for each in _files(path) if each == path or each.suffix.lower() in ENTRIES.endings)


def _read_text(path: Path) -> str:
    source, issues = read_source(path, path.as_posix())
    if source is None and any(issue.code == "file-encoding" for issue in issues):
        from glossary_site.formats.imported import ImportNotes, ImportSource  # takes time to load

        return ImportSource(path.as_posix(), path.read_bytes(), "").decode(ImportNotes("")).replace("\r\n", "\n")
    return source.text if source else ""


def _is_yaml(path: Path) -> bool:
    """Whether a file holds records in YAML: terms, and no text about them under a key that records have not."""
    if path.suffix.lower() not in ENTRIES.endings:
        return False
    text = _read_text(path)[:_OPENING]
    in_braces = (key for braces in _FLOW.findall(text) for key in _FLOW_KEY.findall(braces))
    keys = {*_find_keys(text), *in_braces}
    return (
        "term" in keys
        and not keys & TRANSLATED
        and (bool(keys & _TEXTS) or not any(parse_head(key).field == "definition" for key in keys))
    )


def _find_keys(text: str) -> list[str]:
    """The keys of a record in a mapping, or of those in a list."""
    return _KEY.findall(text) or _LISTED_KEY.findall(text)


def find_foreign_format(entries: Path, kind: str | None = None) -> Format | None:
    """The format of entries that another program has written; None for those of this one, and for what is not there.

    ``kind`` is the name of the format where somebody chose it.
    """
    if not entries.exists() or (not kind and are_records(entries)):
        return None  # at once: this is how most projects are
    from glossary_site.formats.content import find_ending
    from glossary_site.formats.reading import recognise_format

    form = find_format(kind) if kind else recognise_format(entries)
    is_own = form in (TEXT, ENTRIES, PAGE) and (entries.is_dir() or has_entry_ending(entries.name))
    # A Markdown file by itself holds one entry, or many, or is refused.
    is_page = not kind and form is not UNREAD and entries.is_file() and find_ending(entries) in PAGE.endings
    return None if is_own or is_page else form


def are_own_records(path: Path) -> bool:
    """As ``are_records``, but for a file with a key that records have not: other programs write ``term``, too."""
    if not are_records(path) or path.is_dir():
        return are_records(path)
    return all(key in _FIELDS for key in _find_keys(_read_text(path)[:_OPENING]))


def are_records(path: Path) -> bool:
    """Whether a file holds records of this program in YAML, or a folder such records, Markdown entries or pages."""
    if any(map(_is_yaml, _files(path))):
        return True
    return path.is_dir() and _count_markdown(path).are_own


class _Markdown(Struct):
    """How many Markdown files of a folder are entries of this program, how many are named in their front matter.

    ``pages`` are others with several entries each, ``titled`` others with a heading above their text. ``glossaries``
    are those files with several entries that are called a glossary.
    """

    entries: int = 0
    named: int = 0
    pages: int = 0
    titled: int = 0
    glossaries: list[Path] = field(default_factory=list)

    @property
    def glossary(self) -> Path | None:
        """The one file that is a whole glossary, where the others are pages about other things."""
        others = self.named + self.titled + self.pages - len(self.glossaries)
        return self.glossaries[0] if len(self.glossaries) == 1 and others and not self.entries else None

    @property
    def are_own(self) -> bool:
        """Whether most of the files are written as this program has them."""
        return self.entries + self.pages > 0 and self.entries + self.pages >= self.named and not self.glossary

    @property
    def are_terms(self) -> bool:
        """Whether the files are a term each, as other programs have them."""
        return self.named + self.titled > 0 and not self.are_own


def _count_markdown(folder: Path) -> _Markdown:
    found = _Markdown()
    for path in _files(folder):
        if path.suffix.lower() not in MARKDOWN or _is_other_page(path, folder):
            continue
        text = _read_text(path)
        if is_group(path.stem) and is_page(path):
            found.pages += 1
            found.glossaries.append(path)
        elif _is_named(text):
            found.named += 1
        elif opens_with_record(text):
            found.entries += 1
        elif is_page(path):
            found.pages += 1
        else:
            found.titled += _HEADING.match(text) is not None
    return found


def _is_other_page(path: Path, folder: Path) -> bool:
    """Whether a file of a folder of Markdown is about the folder; a term may have a folder, with an index in it."""
    stem = path.stem.lower()
    return stem in OTHER_PAGES and (stem != INDEX or path.parent == folder)


def is_settings(path: Path) -> bool:
    """Whether a file has the name of the settings of a program."""
    return _SETTINGS.fullmatch(path.name) is not None


def count_pages(folder: Path) -> int:
    """How many Markdown and text files a folder has that are not about itself."""
    pages = (path for path in _files(folder) if path.suffix.lower() not in ENTRIES.endings)
    return sum(not _is_other_page(path, folder) for path in pages)


def may_hold_entries(folder: Path) -> bool:
    """Whether a folder has a file with an ending of entries that is not about the folder."""
    return any(path.suffix.lower() not in MARKDOWN or not _is_other_page(path, folder) for path in _files(folder))


def find_glossary_page(folder: Path) -> Path | None:
    """The one file of a folder of Markdown that is a whole glossary, where the others are pages about other things."""
    return _count_markdown(folder).glossary


def count_endings(folder: Path) -> str:
    """What a folder holds, by ending, the most frequent first: ``12 .md, 3 .png``; "" where it holds nothing."""
    counts = Counter(
        path.suffix.lower() or "without an ending"
        for path in folder.rglob("*")
        if path.is_file() and not any(map(is_hidden, path.relative_to(folder).parts))
    )
    shown = ", ".join(f"{number:,} {ending}" for ending, number in counts.most_common(_ENDINGS))
    return shown + (f" and {len(counts) - _ENDINGS} more endings" if len(counts) > _ENDINGS else "")


def is_page(path: Path) -> bool:
    """Whether a file of Markdown or plain text has several entries; a file of a folder of entries has one."""
    from glossary_site.formats.content import find_ending
    from glossary_site.loader import is_plain_glossary, parse_page

    text = cut_opening(_read_text(path))
    if find_ending(path) == TEXT.ending:
        return is_plain_glossary(text)
    return path.is_file() and len(parse_page(text, path.as_posix()).records) > 1


def cut_opening(text: str) -> str:
    """The first lines of a text, which show what it is: a large file is read whole once, and not before."""
    return text if len(text) <= _OPENING else text[: text.rfind("\n", 0, _OPENING) + 1]


def _is_named(text: str) -> bool:
    """Whether the front matter of a page has its name, and not under the key that records have it."""
    if _RECORD.match(text):
        return False
    matter = split_front_matter(text, "")
    fields = matter.fields.value if matter.fields else ()
    names = {name.lower() for name in fields} if isinstance(fields, dict) else set()
    return "term" not in names and not names.isdisjoint(("title", "name", "label"))


def is_markdown_folder(path: Path) -> bool:
    """Whether a folder holds Markdown files with a term each: with a title above their text; or a file is one."""
    if path.is_dir():
        return _count_markdown(path).are_terms
    from glossary_site.loader import parse_page

    text = _read_text(path)
    title = parse_page(cut_opening(text), path.as_posix()).title
    announces = bool(title) and is_group(title)
    return not announces and (_is_named(text) or _HEADING.match(text) is not None) and not is_page(path)


def is_glosario(path: Path) -> bool:
    """Whether a YAML file has entries by slug and language."""
    text = _read_text(path)[:_OPENING]
    return _SLUG.search(text) is not None and _LANGUAGE.search(text) is not None


def is_linked_data(path: Path) -> bool:
    """Whether a JSON file is JSON-LD."""
    try:
        whole = json.loads(_read_text(path))
    except (ValueError, RecursionError):
        return False
    return isinstance(whole, dict) and ("@context" in whole or "@graph" in whole)


def root_of(path: Path) -> str:
    """The name of the root of an XML file, without its prefix; "" where there is none."""
    opening = _PROLOGUE.sub("", _read_text(path)[:_OPENING])
    found = _ROOT.search(opening)
    return found[1] if found else ""


def is_tbx(path: Path) -> bool:
    """Whether an XML file is TBX, as its root shows."""
    return root_of(path) in ("tbx", "martif")


def is_rdfxml(path: Path) -> bool:
    """Whether an XML file is RDF, as its root shows."""
    return root_of(path) == "RDF"


def is_html(path: Path) -> bool:
    """Whether a file is a web page, as its ending or its root shows."""
    return path.suffix.lower() != ".xml" or root_of(path).lower() == "html"


def is_dita(path: Path) -> bool:
    """Whether an XML file is a glossary of DITA, as its root shows, or a folder holds files of DITA."""
    if path.is_dir():
        return any(path.rglob(f"*{find_format('dita').ending}"))
    return root_of(path) in ("glossentry", "glossgroup")


def is_docbook(path: Path) -> bool:
    """Whether a file has entries of DocBook: those of DITA have a root of their own."""
    return not is_dita(path) and _GLOSSENTRY.search(_read_text(path)) is not None


def are_concepts(path: Path) -> bool:
    """Whether a file holds concepts of Glossarist, or a folder such a file."""
    return any(_CONCEPT.search(_read_text(each)) for each in _yaml_files(path))
