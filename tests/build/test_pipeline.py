"""The whole build, seen from its request and its report."""

import json
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from command_line import read_files, write_files

from glossary_site.build import BuildReport, BuildRequest, build_site
from glossary_site.disk import MANIFEST
from glossary_site.issues import GlossaryError, Issue, Severity, fails_build

FILES = {
    "entries/rye.md": "---\nterm: Rye\ncategory: Flour\naliases: [dark flour]\n---\n"
    "**Rye** is a dark flour for a deck oven.\n",
    "entries/ovens.yml": (
        "- {term: Deck oven, category: Tools, abbreviations: [DO], definition: A deck oven bakes on stone.}\n"
        "- {term: Proof, category: Law, definition: Proof is evidence.}\n"
    ),
    "entries/page.txt": (
        "proof, baking\n**Proof** is the last rise of a loaf of rye.\n"
        "crumb, baking\n**Crumb** is the **inside of a loaf** — soft and open.\n"
    ),
}


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    write_files(tmp_path, FILES)
    return tmp_path


def build(**changes: Any) -> BuildReport:
    return build_site(BuildRequest(**{"entries": Path("entries"), "output": Path("site"), "jobs": 1, **changes}))


def problems(**changes: Any) -> list[tuple[str, str, int]]:
    with pytest.raises(GlossaryError) as error:
        build(**changes)
    return [(issue.code, issue.path, issue.line) for issue in error.value.issues]


class References(HTMLParser):
    """The ids of a page and the addresses it refers to."""

    def __init__(self) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.addresses: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name == "id":
                self.ids.append(value or "")
            if name in ("href", "src", "action"):
                self.addresses.append(value or "")


def test_a_build_from_all_three_kinds_of_files(project: Path) -> None:
    report = build()
    assert (report.terms, report.senses) == (4, 5)
    assert [(issue.code, issue.path) for issue in report.issues] == [("entries-merged", "entries/page.txt")]
    files = read_files(project / "site")
    assert report.pages == sum(name.endswith(".html") for name in files)
    assert (report.changed, report.kept, report.removed) == (len(files) - 1, 0, 0)
    assert MANIFEST in files
    assert set(report.timings) >= {"read", "parse", "relate", "mention", "plan", "render", "publish"}
    for name in ("index.html", "all/index.html", "term/proof/index.html", "category/tools/index.html", "404.html"):
        assert name in files


def test_the_case_of_a_file_ending_makes_no_difference(project: Path) -> None:
    write_files(project, {f"upper/{Path(name).name.upper()}": text for name, text in FILES.items()})
    assert (build(entries=Path("upper")).senses, build().senses) == (5, 5)


def test_a_second_build_changes_nothing_and_a_third_only_what_it_must(project: Path) -> None:
    build()
    before = read_files(project / "site")
    report = build()
    assert (report.changed, report.kept, report.removed) == (0, len(before) - 1, 0)
    assert read_files(project / "site") == before
    (project / "entries/rye.md").unlink()
    report = build()
    assert report.removed > 0
    after = read_files(project / "site")
    assert "term/rye/index.html" not in after and "r/index.html" not in after
    assert b"term/rye/" not in b"".join(after.values())


def test_an_incremental_build_equals_a_clean_one(project: Path) -> None:
    build()
    write_files(project, {"entries/rye.md": FILES["entries/rye.md"].replace("dark flour for", "grey flour for")})
    (project / "entries/page.txt").unlink()
    build()
    build(output=Path("clean"))
    assert read_files(project / "site") == read_files(project / "clean")


def test_every_link_of_the_site_leads_somewhere(project: Path) -> None:
    for listing in ("summary", "full"):
        write_files(project, {"glossary.yml": f"listing: {listing}\npage_size: 2\nbase_url: https://example.org/x/\n"})
        build()
        site = read_files(project / "site")
        pages: dict[str, References] = {}
        for name, data in site.items():
            if name.endswith(".html"):
                pages[name] = References()
                pages[name].feed(data.decode())
                assert len(set(pages[name].ids)) == len(pages[name].ids), name
        assert sum(len(page.addresses) for page in pages.values()) > 100
        for name, page in pages.items():
            for address in page.addresses:
                parts = urlsplit(urljoin(f"https://example.org/x/{name}", address))
                if parts.netloc != "example.org" or parts.scheme not in ("http", "https"):
                    continue
                assert parts.path.startswith("/x/"), (name, address)
                target = unquote(parts.path).removeprefix("/x/")
                target = f"{target}index.html" if target.endswith("/") or not target else target
                assert target in site, (name, address)
                if parts.fragment and target.endswith(".html"):
                    assert unquote(parts.fragment) in pages[target].ids, (name, address)


def test_fifty_entries_in_are_fifty_senses_out(project: Path) -> None:
    names = [f"loaf {chr(97 + number % 20)}" for number in range(50)]
    text = "".join(
        f"{name}, baking\n**{name.title()}** is bread number {number}.\n" for number, name in enumerate(names)
    )
    write_files(project, {"many/page.txt": text})
    report = build(entries=Path("many"))
    assert (report.terms, report.senses) == (20, 50)
    pages = [data.decode() for name, data in read_files(project / "site").items() if name.startswith("term/")]
    for number in range(50):
        assert sum(bool(re.search(rf"bread number {number}\.", page)) for page in pages) >= 1


def test_terms_json_has_every_term(project: Path) -> None:
    build()
    terms = json.loads((project / "site/terms.json").read_text(encoding="utf-8"))
    assert [term["id"] for term in terms] == ["crumb", "deck-oven", "proof", "rye"]
    assert terms[1] == {
        "id": "deck-oven",
        "term": "Deck oven",
        "url": "term/deck-oven/",
        "aliases": [],
        "abbreviations": ["DO"],
        "categories": ["Tools"],
        "definition": "A deck oven bakes on stone.",
        "forms": {"Deck oven": ["Deck ovens"], "DO": ["DOs"]},
    }
    assert [category.lower() for category in terms[2]["categories"]] == ["law", "baking"]


def test_the_search_finds_every_sense(project: Path) -> None:
    build()
    site = read_files(project / "site")
    (documents,) = (json.loads(data) for path, data in site.items() if path.startswith("search/files/d"))
    assert sorted(document["url"] for document in documents) == [
        "term/crumb/#baking",
        "term/deck-oven/#tools",
        "term/proof/#baking",
        "term/proof/#law",
        "term/rye/#flour",
    ]


def test_all_problems_of_all_files_are_reported_in_order(project: Path) -> None:
    write_files(
        project,
        {
            "entries/a.md": "no front matter\n",
            "entries/b.yml": "term: B\nterm: C\nbody: x\n",
            "entries/c.txt": b"\0",
            "entries/d.md": "---\nterm: D\n---\nx $\\frobnicate{y}^2$\n",
            "entries/e.md": "---\nterm: Oat\nid: rye-2\n---\nx\n",
            "entries/f.md": "---\nterm: Barley\nid: rye-2\n---\nx\n",
            "glossary.yml": "titel: x\n",
        },
    )
    assert problems() == [
        ("page-empty", "entries/a.md", 1),
        ("duplicate-key", "entries/b.yml", 2),
        ("file-binary", "entries/c.txt", 0),
        ("formula-unreadable", "entries/d.md", 4),
        ("id-collision", "entries/f.md", 2),
        ("entries-merged", "entries/page.txt", 1),
        ("config-unknown", "glossary.yml", 1),
    ]
    assert not (project / "site").exists()


def test_a_collision_does_not_hide_the_problems_of_bodies(project: Path) -> None:
    for number, name in enumerate(("Oat", "Barley")):
        write_files(project, {f"entries/{number}.md": f"---\nterm: {name}\nid: x\n---\nx $\\frobnicate{{y}}^2$\n"})
    codes = ["formula-unreadable", "formula-unreadable", "id-collision"]
    assert {code for code, *_ in problems(strict=True)} >= {*codes}
    report = build()
    assert sorted(issue.code for issue in report.issues if issue.severity is not Severity.NOTE) == codes
    assert report.bad == ("entries/1.md",)


def test_strict_lets_warnings_fail_and_notes_pass(project: Path) -> None:
    write_files(project, {"entries/x.md": "---\nterm: X\ncategory: flour\n---\nx\n"})
    assert {issue.code for issue in build(strict=True).issues} == {"category-variant", "entries-merged"}
    before = read_files(project / "site")
    write_files(project, {"entries/y.md": "---\nterm: Y\n---\n"})
    assert ("body-missing", "entries/y.md", 2) in problems(strict=True)
    assert read_files(project / "site") == before
    assert build().terms == 6


@pytest.mark.parametrize(
    ("severity", "strict", "fails"),
    [
        (Severity.ERROR, False, True),
        (Severity.ERROR, True, True),
        (Severity.WARNING, False, False),
        (Severity.WARNING, True, True),
        (Severity.NOTE, True, False),
    ],
)
def test_what_fails_a_build(severity: Severity, strict: bool, fails: bool) -> None:
    assert fails_build(Issue("x", severity, "x"), strict) is fails


def test_progress_reaches_its_end(project: Path) -> None:
    seen: dict[str, tuple[int, int]] = {}

    def progress(stage: str, done: int, total: int) -> None:
        assert seen.get(stage, (0, total))[0] <= done <= total
        seen[stage] = (done, total)

    report = build_site(BuildRequest(Path("entries"), Path("site"), jobs=1), progress)
    assert seen["mention"] == (report.senses, report.senses)
    assert seen["render"] == (report.pages, report.pages)


def test_the_base_url_is_for_what_others_read_and_never_for_links(project: Path) -> None:
    build()
    plain = read_files(project / "site")
    build(base_url="https://example.org/bread", output=Path("other"))
    based = read_files(project / "other")
    assert b'<link rel="canonical" href="https://example.org/bread/term/rye/">' in based["term/rye/index.html"]
    assert b"canonical" not in plain["term/rye/index.html"]
    page = References()
    page.feed(based["all/index.html"].decode())
    assert [address for address in page.addresses if "example.org" in address] == ["https://example.org/bread/all/"]
