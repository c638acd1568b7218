"""Every word of a source is in a record, or in a loss or an issue: files with a word of its own at each place."""

import json
import re
from pathlib import Path

import pytest

from glossary_site.formats import read_glossary, recognise_format
from glossary_site.records import to_plain

FILES = sorted((Path(__file__).parent / "whole").iterdir())
WORD = re.compile(r"q\d{3}[a-c]?(?![0-9a-z])")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_word_of_a_source_arrives_or_is_counted(path: Path) -> None:
    found = read_glossary(path, recognise_format(path), "en", {})
    written = set(WORD.findall(path.read_text(encoding="utf-8")))
    arrived = json.dumps([to_plain(record) for record in found.records])
    noted = " ".join([*(loss.message for loss in found.losses), *(issue.message for issue in found.issues)])
    assert len(written) > 5
    assert not [word for word in sorted(written) if not re.search(rf"{word}(?![0-9a-c])", arrived + noted)]
