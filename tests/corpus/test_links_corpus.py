"""Every internal link of a site of the real documents leads somewhere, in both kinds of listing."""

import json
import shutil
from pathlib import Path

import pytest
from command_line import run_glossary
from site_links import broken_links, read_pages, repeated_ids

pytestmark = pytest.mark.corpus

#: The entries of the three documents.
SENSES = 150


@pytest.mark.parametrize("listing", ["summary", "full"])
def test_every_link_resolves(corpus: Path, listing: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    entries = tmp_path / "entries"
    entries.mkdir()
    for document in sorted(corpus.glob("*.txt")):
        shutil.copyfile(document, entries / document.name)
    (tmp_path / "glossary.yml").write_text(f"listing: {listing}\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    outcome = run_glossary("build", "--jobs", "1")
    assert outcome.code == 0, outcome.err
    assert outcome.out.startswith(f"{SENSES} entries (")
    pages = read_pages(tmp_path / "_site")
    assert broken_links(tmp_path / "_site", pages) == []
    assert repeated_ids(pages) == []
    terms = json.loads((tmp_path / "_site" / "terms.json").read_text(encoding="utf-8"))
    assert len(terms) <= SENSES
