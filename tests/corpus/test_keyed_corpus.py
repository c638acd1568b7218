"""The real tables and mappings of other tools: every name is read, as a count with other means shows."""

import csv
from collections import Counter
from pathlib import Path

import pytest

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
    found = Counter(
        (term, record.language)
        for record in read_glossary(path, recognise_format(path), "en", {}).records
        for term in [", ".join((record.term, *record.aliases)) if record.language else record.term]
    )
    print(f"{name}: {wanted.total()} names by the module csv, {found.total()} read")
    assert found == wanted
