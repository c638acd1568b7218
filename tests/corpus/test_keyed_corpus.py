"""The real tables and mappings of other tools: every name is read, as a count with other means shows."""

import csv
import re
from collections import Counter
from html import unescape
from pathlib import Path

import pytest

from corpus.written_names import written_name
from glossary_site.formats import read_glossary, recognise_format


@pytest.mark.parametrize(
    ("name", "columns"),
    [
        ("glossary.csv", {"English Term": "", "Spanish Term": "es"}),
        ("quantum-computing.csv", {"영어": "", "번역문": "ko"}),
    ],
)
def test_every_name_of_a_table_is_read(real: Path, name: str, columns: dict[str, str]) -> None:
    path = real / "csv" / name
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    wanted = Counter((row[column].strip(), tag) for row in rows for column, tag in columns.items())
    names = {name for name, _ in wanted}
    found = Counter(
        (term, record.language)
        for record in read_glossary(path, recognise_format(path), "en", {}).records
        for name in [written_name(record, names)]
        for term in [name if name or not record.language else ", ".join((record.term, *record.aliases))]
    )
    print(f"{name}: {wanted.total()} names by the module csv, {found.total()} read")
    assert found == wanted


def test_every_name_of_a_mapping_is_read(real: Path) -> None:
    path = real / "yaml" / "dcase.yaml"
    lines = path.read_text(encoding="utf-8").splitlines()
    terms = [found[1].strip() for line in lines if (found := re.match(r"  - term:(.*)", line))]
    others = [found[1] for line in lines if (found := re.match(r"    ([a-z]{2}): *\S", line))]
    records = read_glossary(path, recognise_format(path), "en", {}).records
    read = Counter(record.language for record in records)
    print(f"dcase.yaml: {len(terms)} terms and {len(others)} translations by lines, {read.total()} read")
    assert sorted(record.term for record in records if not record.language) == sorted(terms)
    assert read - Counter({"": read[""]}) == Counter(others)
    defined = sum(re.match(r"    (?:definition|description): *\S", line) is not None for line in lines)
    assert sum(bool(r.senses[0].definition or r.senses[0].body) for r in records if not r.language) == defined


@pytest.mark.parametrize("name", ["cpython.html", "wcag-terms.html"])
def test_every_name_of_a_definition_list_is_read(real: Path, name: str) -> None:
    path = real / "html" / name
    names = re.findall(
        r"<dt\b[^>]*>(.*?)(?:<a class=\"headerlink\".*?</a>)?</dt>", path.read_text(encoding="utf-8"), re.S
    )
    wanted = Counter(" ".join(unescape(re.sub(r"<[^>]+>", "", each)).split()) for each in names)
    read = Counter(
        term
        for record in read_glossary(path, recognise_format(path), "en", {}).records
        for term in (record.term, *record.aliases, *record.abbreviations)
    )
    print(f"{name}: {wanted.total()} names by <dt>, {read.total()} read")
    assert read == wanted
