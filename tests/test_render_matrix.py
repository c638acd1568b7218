"""Which pages a change renders again: kinds of change by kinds of page."""

from pathlib import Path

import pytest

from glossary_site.build import BuildRequest
from glossary_site.preview.preview import Preview

ENTRIES = {
    "apple.md": "---\nterm: Apple\ncategory: Fruit\n---\n\nApple is a fruit. It goes with a Pear.\n",
    "pear.md": "---\nterm: Pear\ncategory: Fruit\n---\n\nPear is a soft fruit of autumn.\n",
    "quince.md": "---\nterm: Quince\ncategory: Fruit\n---\n\nQuince is a hard yellow kind.\n",
    "rivet.md": "---\nterm: Rivet\ncategory: Tools\n---\n\nRivet is a metal fastener.\n",
    "screw.md": "---\nterm: Screw\ncategory: Tools\n---\n\nScrew is a threaded pin.\n",
    "zinc.md": "---\nterm: Zinc\ncategory: Metals\n---\n\nZinc is a bluish metal.\n",
}
PAGES = {
    "home": "",
    "own term": "term/pear/",
    "mentions it": "term/apple/",
    "next in the alphabet": "term/quince/",
    "far away": "term/zinc/",
    "its letter": "p/",
    "another letter": "z/",
    "its category": "category/fruit/",
    "another category": "category/metals/",
    "all": "all/",
    "search": "search/",
}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "entries").mkdir()
    for name, text in ENTRIES.items():
        (tmp_path / "entries" / name).write_text(text, encoding="utf-8")
    return tmp_path


def rendered(project: Path, file: str, old: str, new: str) -> set[str]:
    """The kinds of page that are rendered again after an edit, with every page requested before and after it."""
    preview = Preview(BuildRequest(project / "entries", project / "out", project / "glossary.yml"))
    assert not preview.rebuild().issues
    for url in PAGES.values():
        preview.respond(url)
    path = project / file
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    assert old in text
    path.parent.mkdir(exist_ok=True)
    path.write_text(text.replace(old, new) if old else text + new, encoding="utf-8")
    preview.rebuild()
    for url in PAGES.values():
        preview.respond(url)
    return {kind for kind, url in PAGES.items() if url in preview.rendered}


LISTS = {"its letter", "its category", "all"}


@pytest.mark.parametrize(
    ("file", "old", "new", "expected"),
    [
        ("entries/pear.md", "of autumn.\n", "of autumn.\n\nMore about it.\n", {"own term"}),
        ("entries/pear.md", "soft", "sweet", {"own term", "mentions it", "next in the alphabet", *LISTS}),
        ("entries/zinc.md", "bluish metal.\n", "bluish metal.\n\nIt is dull.\n", {"far away"}),
        ("entries/apple.md", "a Pear", "a pie", {"own term", "mentions it"}),
        ("entries/pear.md", "Fruit", "Food", {"home", "own term", *LISTS}),
        ("glossary.yml", "", "footer: Hello\n", set(PAGES)),
        ("templates/search.html", "", "{% extends 'base.html' %}", set(PAGES)),
        ("static/own.css", "", "a{}", set(PAGES)),
        ("entries/zinc.md", "\n", "\n", set()),
    ],
    ids=["body", "definition", "another body", "a mention goes", "category", "footer", "template", "style", "nothing"],
)
def test_what_is_rendered_again(project: Path, file: str, old: str, new: str, expected: set[str]) -> None:
    found = rendered(project, file, old, new)
    # What the theme shows beside a term (terms near it) may change with any text; nothing else may.
    assert found == expected
