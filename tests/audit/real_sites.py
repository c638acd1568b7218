"""Whole sites of real glossaries, imported and built, beside a count of their terms that uses none of the readers.

``python tests/audit/real_sites.py [NAME …]`` builds all of them, or those named, and prints a table. The glossaries are
in the folder ``GLOSSARY_MIGRATE``, else in ``../shared/migrate`` beside the project.
"""

import os
import re
import shutil
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import yaml
from lxml import html

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from command_line import run_glossary  # noqa: E402 - the path is extended above
from raw_markup import find_raw_markup  # noqa: E402
from site_links import broken_links, read_pages  # noqa: E402

REAL = Path(os.environ.get("GLOSSARY_MIGRATE") or ROOT.parent / "shared" / "migrate")

#: The terms in a source by their language, "" for the site's own.
Terms = Mapping[str, Sequence[str]]

_TITLE = re.compile(r"(?mi)^ ?title: *[\"']?(.*?)[\"']? *$")
#: What of a body is not shown as it is written, in order.
_SHOWN = (
    (re.compile(r"<!--.*?-->", re.DOTALL), ""),
    (re.compile(r"(?m)^(?:#+ .*|> \[!\w+\])$|^ *(?:\d+\.|[-*]) "), ""),
    (re.compile(r"\[\[!?(?:[^\[\]|]*\|)?([^\[\]]*)\]\]"), r"\1"),
    (re.compile(r"!?\[((?:[^\[\]\\]|\\.)*)\]\([^()]*\)"), r"\1"),
    (re.compile(r"\\([^\w\s])"), r"\1"),
)


def _titles(paths: Iterable[Path]) -> list[str]:
    """The titles in the front matter of Markdown files; a file without one is no term, and a draft is not published."""
    heads = (path.read_text(encoding="utf-8").partition("\n---")[0] for path in sorted(paths))
    found = (_TITLE.search(head) for head in heads if "\ndraft: true" not in head)
    return [match[1] for match in found if match]


def count_folders(folder: Path) -> Terms:
    """A folder a language, a Markdown file a term."""
    return {
        "" if language.name == "en" else language.name: _titles(
            path for path in language.glob("*.md") if path.name[0] != "_" and path.stem not in ("index", "search")
        )
        for language in sorted(folder.iterdir())
    }


def count_folder(folder: Path) -> Terms:
    """A Markdown file a term, in folders or not."""
    return {
        "": _titles(path for path in folder.rglob("*.md") if path.stem.lower() not in ("readme", "index", "_index"))
    }


def count_glosario(path: Path) -> Terms:
    """A list of entries with a mapping for each language."""
    found: dict[str, list[str]] = {}
    for entry in yaml.load(path.read_text(encoding="utf-8"), yaml.CBaseLoader):  # noqa: S506 (makes texts, nothing else)
        for language, fields in entry.items():
            if isinstance(fields, dict) and fields.get("term"):
                found.setdefault("" if language == "en" else language.lower(), []).append(fields["term"])
    return found


def count_sphinx(path: Path) -> Terms:
    """Lines that are indented as the first below ``.. glossary::``; the lines of one term follow each other."""
    lines = path.read_text(encoding="utf-8").split(".. glossary::")[1].splitlines()
    first = next(line for line in lines if line.strip() and not line.strip().startswith(":"))
    depth = len(first) - len(first.lstrip())
    heads = [bool(re.match(rf" {{{depth}}}[^\s:.]| {{{depth}}}``", line)) for line in lines]
    pairs = zip(lines, heads, [False, *heads], strict=False)
    return {"": [line.strip() for line, is_head, follows in pairs if is_head and not follows]}


def count_own(folder: Path) -> Terms:
    """Entries in the three forms of this program; those of one name are one term."""
    found = []
    for path in filter(Path.is_file, folder.iterdir()):
        text = path.read_text(encoding="utf-8")
        if path.suffix in (".md", ".yml") and path.name[0] != ".":
            found += re.findall(r"(?m)^(?:- )?term: *[\"']?(.*?)[\"']? *$", text)
        elif path.suffix == ".txt":
            found += re.findall(r"(?m)^[^*|\n]+, .*\n\n?\*\*(.*?)(?: \([^)]*\))?\*\* is ", text)
    return {"": sorted(set(found))}


@dataclass(frozen=True, slots=True)
class RealGlossary:
    """A glossary: its name, where it is, how its terms are counted, and its form ("": as it is recognised).

    ``written`` matches the page and the words of each mark that its authors wrote as text, by intent or by mistake.
    """

    name: str
    path: Path
    count: Callable[[Path], Terms]
    kind: str = ""
    is_own: bool = False
    written: re.Pattern[str] = re.compile(r"(?!)")


#: Entries about indices, and links in Amharic whose brackets were lost in translation.
_IN_GLOSARIO = re.compile(r"\[\[\.\.\.\]\]|\[index\[i\]\]|^am/[^:]*: .*\]\(")

GLOSSARIES = (
    RealGlossary("shipped", ROOT / "entries", count_own, is_own=True),
    RealGlossary("cncf", REAL / "cncf", count_folders),
    RealGlossary("kubernetes", REAL / "kubernetes", count_folders),
    RealGlossary("glosario", REAL / "glosario" / "glossary.yml", count_glosario, written=_IN_GLOSARIO),
    RealGlossary("cpython", REAL / "rst" / "cpython.rst", count_sphinx, "sphinx-glossary"),
    RealGlossary("pypa", REAL / "sphinx" / "glossary.rst", count_sphinx, "sphinx-glossary"),
    RealGlossary("devops", REAL / "markdown-folder" / "devops", count_folder, "markdown-folder"),
)


@dataclass(frozen=True, slots=True)
class Measured:
    """What became of a glossary. ``missing``: names of the source without a page, by language and name.

    ``terms`` are those in the source, ``pages`` those of terms on the site. ``derived`` is how many definitions were
    taken from bodies; ``later`` do not begin theirs. ``raw`` is markup that readers see, ``dead`` are internal links.
    """

    name: str
    terms: int
    pages: int
    missing: tuple[str, ...]
    derived: int
    later: tuple[str, ...]
    raw: tuple[str, ...]
    dead: tuple[str, ...]


def _plain(name: str) -> str:
    """A name without marks, quotes, case, and the abbreviation in brackets behind it, for comparing."""
    text = re.sub(r"[`*\\\"'’]| \([^()]*\)$", "", unescape(name).strip())
    return " ".join(text.split()).casefold()


def _names_on(site: Path) -> Counter[str]:
    """The terms that have pages; the page of one that has moved or gone defines nothing."""
    names = (html.parse(str(path)).find(".//h1/dfn") for path in site.glob("term/*/index.html"))
    return Counter(_plain(name.text_content()) for name in names if name is not None)


def _words(text: str) -> list[str]:
    for pattern, shown in _SHOWN:
        text = pattern.sub(shown, text)
    return re.findall(r"[^\W_]+", text.casefold())


def _find_later(site: Path, entries: Path) -> tuple[int, tuple[str, ...]]:
    """How many definitions were taken from bodies, and the ids of those that do not begin theirs."""
    found = yaml.load((site / "terms.json").read_text(encoding="utf-8"), yaml.CBaseLoader)  # noqa: S506
    derived = []
    for term in found:
        path = entries / f"{term['id']}.yml"
        record: Any = yaml.load(path.read_text(encoding="utf-8"), yaml.CBaseLoader) if path.exists() else {}  # noqa: S506
        if record.get("body") and not record.get("definition"):
            derived.append((term["id"], _words(term["definition"]), _words(record["body"])))
    return len(derived), tuple(each for each, words, body in derived if not words or body[: len(words)] != words)


def measure(glossary: RealGlossary, scratch: Path) -> Measured:
    """Import a glossary, build its site, and compare the two."""
    terms = glossary.count(glossary.path)
    entries, site, settings = scratch / "entries", scratch / "site", scratch / "glossary.yml"
    settings.write_text(f"languages: [{', '.join(filter(None, terms))}]\n" if len(terms) > 1 else "", encoding="utf-8")
    if glossary.is_own:
        entries = glossary.path
    else:
        run_glossary("import", glossary.path, "--to", entries, *(("--from", glossary.kind) if glossary.kind else ()))
    built = run_glossary("build", "--entries", entries, "--output", site, "--config", settings, "--no-cache")
    if built.code:
        raise SystemExit(f"{glossary.name} is not built:\n{built.err}")
    pages, missing, derived, later = 0, [], 0, []
    for language, names in terms.items():
        found = _names_on(site / language)
        pages += found.total()
        wanted = Counter(map(_plain, names))
        missing += [f"{language} {name}".strip() for name in wanted if name not in found]
        number, ids = _find_later(site / language, entries / language)
        derived += number
        later += [f"{language} {each}".strip() for each in ids]
    shown = (f"{mark.path}: {mark.words}" for mark in find_raw_markup(site))
    raw = tuple(each for each in shown if not glossary.written.search(each))
    dead = tuple(broken_links(site, read_pages(site)))
    count = sum(map(len, terms.values()))
    return Measured(glossary.name, count, pages, tuple(missing), derived, tuple(later), raw, dead)


def format_table(rows: Iterable[Measured]) -> str:
    """The figures as a table in Markdown."""
    head = ("glossary", "terms in the source", "terms on the site", "left out", "definitions from bodies")
    heads = (*head, "that do not begin the body", "raw markup", "dead links")
    lines = [heads, ("---",) * len(heads)]
    for row in rows:
        figures = (row.terms, row.pages, len(row.missing), row.derived, len(row.later), len(row.raw), len(row.dead))
        lines.append((row.name, *(f"{figure:,}" for figure in figures)))
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def main() -> None:
    """Build the sites and print what was found."""
    named = [each for each in GLOSSARIES if each.name in sys.argv[1:]] or GLOSSARIES
    rows = []
    with TemporaryDirectory() as scratch:
        for glossary in named:
            if not glossary.path.exists():
                print(f"{glossary.name}: left out, for there is no {glossary.path}")
                continue
            folder = Path(scratch) / glossary.name
            folder.mkdir()
            row = measure(glossary, folder)
            rows.append(row)
            for kind in ("missing", "later", "raw", "dead"):
                for each in getattr(row, kind)[: int(os.environ.get("SHOWN", "5"))]:
                    print(f"{row.name}: {kind}: {each}")
            shutil.rmtree(folder)
    print(format_table(rows))


if __name__ == "__main__":
    main()
