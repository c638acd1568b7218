"""Imports: a second one of the same source changes nothing, and no file that somebody edited is written over."""

import csv
import json
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory

import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from glossary_site.config import SiteConfig
from glossary_site.project import ImportReport, ImportRequest, import_glossaries
from glossary_site.workers import SerialExecutor

Pairs = dict[str, str]

NAMES = st.text("abcé ABC-_'(),;#*|`<&語", max_size=12).map("Rye{}".format)
MEANINGS = st.text("abc éß,;:#*_`[](){}<>&|\"'\\語.-\n", max_size=40).map("A grain{}".format)
GLOSSARIES = st.dictionaries(NAMES, MEANINGS, min_size=2, max_size=6)


def to_csv(pairs: Pairs) -> str:
    stream = StringIO()
    csv.writer(stream).writerows([("Term", "Definition"), *pairs.items()])
    return stream.getvalue()


def to_markdown(pairs: Pairs) -> str:
    return "# Glossary\n\n" + "\n\n".join(f"## {name}\n\n{meaning}" for name, meaning in pairs.items())


FORMS = {
    "glossary.csv": to_csv,
    "glossary.json": lambda pairs: json.dumps([{"term": name, "definition": text} for name, text in pairs.items()]),
    "glossary.yml": lambda pairs: yaml.safe_dump([{"title": name, "text": text} for name, text in pairs.items()]),
    "glossary.md": to_markdown,
}


def run(source: Path, folder: Path) -> ImportReport:
    return import_glossaries(ImportRequest((source,), folder), SiteConfig(), SerialExecutor())


@settings(max_examples=40, deadline=None)
@given(GLOSSARIES, st.sampled_from(sorted(FORMS)))
def test_a_second_import_changes_nothing_and_keeps_what_was_edited(pairs: Pairs, name: str) -> None:
    with TemporaryDirectory() as home:
        source, folder = Path(home, name), Path(home, "entries")
        source.write_text(FORMS[name](pairs), encoding="utf-8", newline="")
        first = run(source, folder)
        before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
        second = run(source, folder)
        assert not second.written
        assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before
        assert second.table == first.table
        for written in first.written[:1]:
            edited = folder / written
            edited.write_bytes(edited.read_bytes() + b"# by hand\n")
            third = run(source, folder)
            assert third.edited == (written,) and not third.written
            assert edited.read_bytes().endswith(b"# by hand\n")
