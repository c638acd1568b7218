"""Every entry of the real documents is found at its line, also when they are cut, mixed and damaged further."""

from pathlib import Path
from random import Random

import pytest

from corpus.conftest import Entry
from glossary_site.text.scan import Form, Scan, scan_text

pytestmark = pytest.mark.corpus

FILES = {"page-dump-t.txt": Form.PAGE_DUMP, "stream-t.txt": Form.STREAM, "stream-i.txt": Form.STREAM}
Pairs = list[tuple[str, str]]


def scan(corpus: Path, name: str) -> Scan:
    return scan_text((corpus / name).read_text(encoding="utf-8"))


def pairs_of(corpus: Path, name: str) -> Pairs:
    return [(block.heading, block.body) for block in scan(corpus, name).blocks]


def laid_out(found: Pairs, form: Form) -> tuple[str, list[tuple[int, str]]]:
    """The entries as a text, with the line and words of every heading."""
    gap = "\n\n" if form is Form.PAGE_DUMP else "\n"
    text, headings = "", []
    for heading, body in found:
        headings.append((text.count("\n") + 1, heading))
        text += heading + gap + (body + gap if body else "")
    return text, headings


def headings_of(text: str) -> list[tuple[int, str]]:
    return [(block.line, block.heading) for block in scan_text(text).blocks]


@pytest.mark.parametrize("name", FILES)
def test_exactly_the_listed_headings(corpus: Path, entries: list[Entry], name: str) -> None:
    found = scan(corpus, name)
    listed = [(entry.line, entry.heading) for entry in entries if entry.file == name]
    assert found.form is FILES[name]
    assert [(block.line, block.heading) for block in found.blocks] == listed


@pytest.mark.parametrize("name", FILES)
def test_no_written_line_is_lost(corpus: Path, name: str) -> None:
    found = scan(corpus, name)
    kept = [*found.furniture, *(line for block in found.blocks for line in (block.heading, *block.body.split("\n")))]
    text = (corpus / name).read_text(encoding="utf-8")
    assert kept == [line for line in text.split("\n") if line.strip()]


def test_the_navigation_lines_of_the_page_dump(corpus: Path) -> None:
    found = scan(corpus, "page-dump-t.txt")
    assert len(found.furniture) == 5
    assert found.site_title == found.furniture[1]
    assert found.furniture[0].endswith(found.back_link)


def test_the_formula_cut_short_is_reported(corpus: Path) -> None:
    codes = {name: [issue.code for issue in scan(corpus, name).issues] for name in FILES}
    assert codes == {"page-dump-t.txt": [], "stream-t.txt": ["unclosed-formula"], "stream-i.txt": []}


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("change", ["drop", "shuffle", "unbold", "cut", "empty", "lead"])
def test_changed_documents(corpus: Path, name: str, change: str) -> None:
    found = pairs_of(corpus, name)
    for seed in range(8):
        random = Random(f"{name} {change} {seed}")
        changed = list(found)
        if change == "drop":
            changed = sorted(random.sample(changed, 30), key=found.index)
        elif change == "shuffle":
            random.shuffle(changed)
        elif change == "unbold":
            changed = [(heading, body.replace("**", "")) for heading, body in changed]
        elif change == "cut":
            changed = [(heading, body[: random.randrange(20, len(body))].rstrip()) for heading, body in changed]
        elif change == "empty":
            changed = [(heading, "" if random.random() < 0.2 else body) for heading, body in changed]
        else:
            changed = [(heading, body.split("\n", 1)[-1]) for heading, body in changed]
        text, expected = laid_out(changed, FILES[name])
        assert headings_of(text) == expected, (change, seed)


def test_streams_merged(corpus: Path) -> None:
    both = pairs_of(corpus, "stream-t.txt") + pairs_of(corpus, "stream-i.txt")
    for order in (both, sorted(both), Random(7).sample(both, len(both))):
        text, expected = laid_out(order, Form.STREAM)
        assert headings_of(text) == expected


def test_page_dumps_one_after_the_other(corpus: Path) -> None:
    text = (corpus / "page-dump-t.txt").read_text(encoding="utf-8")
    found = scan_text(f"{text}\n\n{text}")
    assert len(found.blocks) == 100
    assert len(found.furniture) == 10


def test_thirty_copies(corpus: Path) -> None:
    text = (corpus / "stream-t.txt").read_text(encoding="utf-8").rstrip("\n") + "\n"
    assert len(scan_text(text * 30).blocks) == 50 * 30
