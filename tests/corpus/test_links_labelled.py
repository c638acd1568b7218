"""Automatic links of the real documents compared with labels made by hand.

``labels/corpus_links.tsv`` holds every place in the three documents where a term was once linked: the entry, the term,
a digest of the words around the place, and whether a reader would say that the term is meant there. A word that ends
the name of a kind means the term (a Vision Transformer is a transformer). Inference means that of language models
where the text is about them or about serving models, and else none.
"""

import re
import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from mention_candidates import read_text

from glossary_site.build import BuildRequest, open_project
from glossary_site.digest import digest
from glossary_site.mentions import BodySettings, render_bodies

pytestmark = pytest.mark.corpus

LABELS = Path(__file__).parents[1] / "labels" / "corpus_links.tsv"
#: In characters: what is digested on each side of a link, of letters and digits alone.
AROUND = 60


def link_places(folder: Path, mode: str) -> Iterator[tuple[str, str, str]]:
    """The entry, the term and the digest of the words around each automatic link of a folder's entries."""
    with open_project(BuildRequest(folder / "entries", Path(), folder / "glossary.yml")) as project:
        glossary = project.analysis.glossary
        bodies = render_bodies(glossary, BodySettings(mode), project.executor)
    for entry, senses in zip(glossary.entries, bodies, strict=True):
        for sense, body in zip(entry.record.senses, senses, strict=True):
            text = read_text(Path(sense.origin.path).name, entry.id, body)
            for link in text.links:
                sides = text.text[: link.start], text.text[link.start :]
                before, behind = (re.sub(r"\W", "", side) for side in sides)
                yield entry.id, link.id, digest(before[-AROUND:], behind[:AROUND])[:10]


def read_labels() -> dict[tuple[str, str, str], bool]:
    rows = (line.split("\t") for line in LABELS.read_text(encoding="utf-8").splitlines()[1:])
    return {(entry, term, place): right == "yes" for entry, term, place, right in rows}


@pytest.mark.parametrize("mode", ["all", "section"])
def test_the_links_of_the_documents_agree_with_the_labels(
    corpus: Path, mode: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    entries = tmp_path / "entries"
    entries.mkdir()
    for document in sorted(corpus.glob("*.txt")):
        shutil.copyfile(document, entries / document.name)
    (tmp_path / "glossary.yml").write_text("", encoding="utf-8")
    labels = read_labels()
    found = list(link_places(tmp_path, mode))
    outcomes = Counter(labels.get(place) for place in found)
    right, wrong, unlabelled = outcomes[True], outcomes[False], outcomes[None]
    with capsys.disabled():
        wanted = Counter(labels.values())[True]
        print(
            f"\nlinks of the documents, {mode}: {len(found)}, {right} right, {wrong} wrong, {unlabelled} without label;"
        )
        print(f"  precision {right / (right + wrong):.3f}; {wanted} places of {len(labels)} labels mean a term")
        for entry, term, place in found:
            if labels.get((entry, term, place)) is False:
                print(f"  wrong: {entry} -> {term} ({place})")
    assert right / (right + wrong) >= 0.97
    assert unlabelled <= len(found) / 20
