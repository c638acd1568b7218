"""Entries with errors: what they cost, what they do not, and what is left of them meanwhile."""

import shutil
from pathlib import Path
from typing import Any

import pytest
from command_line import read_files, run_glossary, write_files

from glossary_site.build import BuildReport, build_site
from glossary_site.build.analysis import find_lost
from glossary_site.build.bad_entries import is_of_entries
from glossary_site.digest import digest
from glossary_site.glossary import LeftOut
from glossary_site.issues import GlossaryError, Issue, Severity
from glossary_site.loader import Source, parse_damaged
from glossary_site.records import Origin, Record, Sense
from glossary_site.request import CACHE, BuildRequest

GOOD = "---\nterm: Rye\n---\nRye is a dark flour.\n"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    write_files(tmp_path, {"entries/rye.md": GOOD})
    return tmp_path


def build(**changes: Any) -> BuildReport:
    return build_site(BuildRequest(**{"entries": Path("entries"), "output": Path("site"), "jobs": 1, **changes}))


def terms(site: str = "site") -> set[str]:
    return {path.parent.name for path in Path(site).glob("term/*/index.html")}


def found(report: BuildReport) -> list[tuple[str, str, int]]:
    return [(issue.code, issue.path, issue.line) for issue in report.issues]


def test_a_list_loses_only_its_bad_records(project: Path) -> None:
    text = (
        "- term: Oat\n  body: Oat is light.\n"
        "- term: Barley\n  bodi: Barley.\n"
        "- body: Nobody knows of what.\n"
        "- term: Spelt\n  body: Spelt, not [[Nothing]].\n"
        "- [a, b]\n"
        "- term: Teff\n  senses:\n    - definition: Teff is fine.\n    - text: x\n"
        "- term: Millet\n  body: Millet is round.\n"
    )
    write_files(project, {"entries/all.yml": text})
    report = build()
    assert terms() == {"rye", "oat", "millet"}
    assert report.bad == tuple(f"entries/all.yml:{line}" for line in (3, 5, 6, 8, 9))


def test_a_term_has_no_more_senses_than_a_page_can_show(project: Path) -> None:
    oats = [f"- term: Oat\n  category: c{number}\n  body: Oat is a cereal {number}.\n" for number in range(103)]
    write_files(project, {"entries/all.yml": "".join(oats)})
    report = build()
    assert report.bad == ("entries/all.yml:301", "entries/all.yml:304", "entries/all.yml:307")
    assert [code for code, *_ in found(report) if code == "senses-many"] == ["senses-many"] * 3
    page = Path("site/term/oat/index.html").read_text(encoding="utf-8")
    assert "cereal 99." in page and "cereal 100." not in page


def test_a_term_is_in_no_more_categories_than_its_pages_can_show(project: Path) -> None:
    def entry(first: int, end: int) -> str:
        return (
            f"- term: Oat\n  category: [{', '.join(f'c{each}' for each in range(first, end))}]\n  body: Of {first}.\n"
        )

    write_files(project, {"entries/all.yml": entry(0, 150) + entry(100, 200) + entry(0, 201)})
    report = build()
    assert report.bad == ("entries/all.yml:7",)
    assert [code for code, *_ in found(report) if code == "categories-many"] == ["categories-many"]
    assert Path("site/category/c199").is_dir() and not Path("site/category/c200").exists()


def test_a_record_of_too_many_senses_is_left_out(project: Path) -> None:
    senses = "".join(f"  - {{category: c{number}, body: Of {number}.}}\n" for number in range(101))
    write_files(project, {"entries/oat.yml": f"term: Oat\nsenses:\n{senses}"})
    assert build().bad == ("entries/oat.yml",)
    assert terms() == {"rye"}


def test_records_on_one_line_are_lost_together(project: Path) -> None:
    write_files(project, {"entries/all.yml": "[{term: Oat, body: x}, {term: Spelt, bodi: x}]\n"})
    report = build()
    assert terms() == {"rye"}
    assert report.bad == ("entries/all.yml", "entries/all.yml")


def test_glossary_text_loses_only_its_bad_entry(project: Path) -> None:
    text = "crumb, baking\n**Crumb** is soft, not [[Nothing]].\nproof, baking\n**Proof** is the last rise of a loaf.\n"
    write_files(project, {"entries/a.txt": text})
    assert build().bad == ("entries/a.txt:1",)
    assert terms() == {"rye", "proof"}


def test_a_bad_sense_leaves_the_others_of_its_term(project: Path) -> None:
    write_files(
        project,
        {
            "entries/a.md": "---\nterm: Proof\n---\nProof is the last rise.\n",
            "entries/b.md": "---\nterm: Proof\ncategory: Law\ntrem: x\n---\nProof is evidence.\n",
        },
    )
    assert build().bad == ("entries/b.md",)
    page = Path("site/term/proof/index.html").read_text(encoding="utf-8")
    assert "last rise" in page and "evidence" not in page


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("oat.md", b"---\nterm: Oat\nid: oats-1\naliases: [Avena]\nabbreviations: [OT]\ntrem: x\n---\nx\n"),
        ("a.md", b"---\nterm: 'Oat'\nid: oats-1\naliases: [Avena, x]\nabbreviations: [OT\n---\nx\n"),
        ("a.md", b"---\nterm: Oat\nid: oats-1\naliases:\n  - Avena\nabbreviations:\n  - OT\n---\nx \xff\n"),
        ("a.yml", b'- term: "Oat"\n  id: oats-1\n  aliases: [Avena]\n  abbreviations: [OT]\n  body: a: b\n'),
        ("a.yml", b"term: Oat\nid: oats-1\naliases: [Avena]\nabbreviations: [OT]\nbody: x \xff\n"),
        ("a.txt", b"oat, avena, OT, oats-1\n**Oat** is pale. \xff\n"),
    ],
)
def test_no_good_entry_is_lost_with_what_it_refers_to(project: Path, file: str, text: bytes) -> None:
    good = "---\nterm: Bread\nrelated: [Oat]\n---\nOf [[Oat]], [[oats|some oat]], [[Avena]], [[OT]], [[oats-1]].\n"
    write_files(project, {f"entries/{file}": text, "entries/bread.md": good})
    report = build()
    assert terms() == {"rye", "bread"}
    assert report.bad == (f"entries/{file}",)
    found = [issue for issue in report.issues if issue.path == "entries/bread.md"]
    assert {(issue.code, issue.severity) for issue in found} == {("target-left-out", Severity.WARNING)}
    assert len(found) == 6
    page = Path("site/term/bread/index.html").read_text(encoding="utf-8")
    assert "Of Oat, some oat, Avena, OT, oats-1." in page


def test_an_entry_with_a_reference_to_nothing_is_left_out(project: Path) -> None:
    write_files(
        project,
        {
            "entries/a.md": "no front matter\n",
            "entries/b.md": "---\nterm: Oat\n---\nUnlike [[Nothing]].\n",
            "entries/c.md": "---\nterm: Bread\n---\nOf [[Oat]].\n",
        },
    )
    assert build().bad == ("entries/a.md", "entries/b.md")
    assert terms() == {"rye", "bread"}


def test_a_reference_to_a_sense_that_is_left_out(project: Path) -> None:
    write_files(
        project,
        {
            "entries/a.md": "---\nterm: Proof\ncategory: Baking\n---\nProof is the last rise.\n",
            "entries/b.md": "---\nterm: Proof\ncategory: Law\n---\nProof is [[evidence]].\n",
            "entries/c.md": "---\nterm: Court\n---\nIt wants [[Proof#Law]] and [[C#]] and [[Proof]].\n",
            "entries/d.md": "---\nterm: C#\nid: c-sharp\ntrem: x\n---\nx\n",
            "entries/e.md": "---\nterm: C\n---\nx\n",
        },
    )
    report = build()
    assert report.bad == ("entries/b.md", "entries/d.md")
    assert [code for code, path, _ in found(report) if path == "entries/c.md"] == ["target-left-out"] * 2
    page = Path("site/term/court/index.html").read_text(encoding="utf-8")
    assert "Proof#Law and C# and <a" in page


def test_an_entry_that_fails_only_without_others_is_left_out_too(project: Path) -> None:
    write_files(
        project,
        {
            "entries/a.md": "---\nterm: Oat\nbroader: [oats]\n---\nx\n",
            "entries/b.yml": "- {term: oat, category: Law, broader: [oats], body: y}\n",
            "entries/c.yml": "- {term: oat, category: Tools, body: z}\n",
        },
    )
    assert build().bad == ("entries/a.md", "entries/b.yml")
    assert "<p>z</p>" in Path("site/term/oat/index.html").read_text(encoding="utf-8")


def test_many_bad_records_of_one_term_take_few_attempts(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = "".join(f"- {{term: Oat, category: C{number}, broader: [oats], body: x}}\n" for number in range(60))
    write_files(project, {"entries/a.yml": text})
    attempts = []

    def counted(*loaded: Any) -> LeftOut:
        attempts.append(loaded)
        return find_lost(*loaded)

    monkeypatch.setattr("glossary_site.build.analysis.find_lost", counted)
    assert len(build().bad) == 60
    assert len(attempts) <= 6
    assert terms() == {"rye"}


def test_nothing_is_built_where_no_entry_is_left(project: Path) -> None:
    assert build().bad == ()
    before = read_files(project / "site")
    write_files(project, {"entries/rye.md": "no front matter\n"})
    with pytest.raises(GlossaryError):
        build()
    assert read_files(project / "site") == before


@pytest.mark.parametrize(
    "files",
    [
        {"glossary.yml": "titel: x\n"},
        {"entries/.ids.yml": "oat: {term: Oat, file: entries/oat.md}\n"},
        {"entries/.changes.yml": "x\n"},
        {"templates/term.html": "{% if %}"},
    ],
    ids=lambda files: next(iter(files)),
)
def test_what_belongs_to_no_entry_fails_the_build(project: Path, files: dict[str, str]) -> None:
    write_files(project, {**files, "entries/bad.md": "no front matter\n"})
    with pytest.raises(GlossaryError) as error:
        build()
    paths = {issue.path for issue in error.value.issues if issue.severity is Severity.ERROR}
    assert paths >= {next(iter(files))}
    if "templates/term.html" not in files:  # that it is wrong is seen when the pages are made
        assert "entries/bad.md" in paths
    assert not Path("site").exists()


LEDGER = (
    "oat-grain: {term: Oat, file: entries/oat.md}\n"
    "old-oat: {term: Old oat, file: entries/oat.md, moved: oat-grain}\n"
    "rye: {term: Rye, file: entries/rye.md}\n"
)


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("oat.md", "---\nterm: Oat\ntrem: x\n---\nx\n"),
        ("oat.md", "---\nterm: [Oat\n---\nx\n"),
        ("oat.md", "---\naliases: [x]\n---\nx\n"),
        ("oat.md", "Oat is pale.\n"),
        ("oat.md", "---\nterm: Avena\ntrem: x\n---\nRenamed, and bad.\n"),
        ("oats.yml", "- {term: Oat, bodi: x}\n"),
    ],
)
def test_the_ledger_keeps_the_ids_of_what_is_left_out(project: Path, file: str, text: str) -> None:
    # Another entry has the name as an alias, and would get the address if the term were removed.
    spelt = "---\nterm: Spelt\naliases: [Old oat]\n---\nx\n"
    write_files(project, {"entries/.ids.yml": LEDGER, f"entries/{file}": text, "entries/spelt.md": spelt})
    report = build()
    assert report.bad == (f"entries/{file}",)
    assert [issue for issue in report.issues if issue.severity is Severity.ERROR and ".ids" in issue.path] == []
    assert terms() == {"rye", "spelt"}  # no page of a removed term, and none that leads elsewhere
    (project / "entries" / file).unlink()
    write_files(project, {"entries/oat.md": "---\nterm: Oat\n---\nOat is pale.\n"})
    assert build().bad == ()
    assert terms() == {"rye", "spelt", "oat-grain", "old-oat"}


def test_a_redirect_to_a_term_that_is_left_out_is_left_out_too(project: Path) -> None:
    merged = "---\nterm: Avena\naliases: [Oat]\ntrem: x\n---\nx\n"
    write_files(project, {"entries/.ids.yml": LEDGER.split("\n")[0], "entries/avena.md": merged})
    assert build().bad == ("entries/avena.md",)
    assert terms() == {"rye"}
    write_files(project, {"entries/avena.md": merged.replace("trem: x\n", "")})
    assert build().bad == ()
    assert terms() == {"rye", "avena", "oat-grain"}


@pytest.mark.parametrize("text", ["---\nterm: C++\ntrem: x\n---\nx\n", "---\nterm: [C++\n---\nx\n"])
def test_no_other_term_takes_the_published_id_of_one_left_out(project: Path, text: str) -> None:
    ledger = "c: {term: C++, file: entries/z.md}\n"
    write_files(
        project, {"entries/.ids.yml": ledger, "entries/z.md": text, "entries/c.md": "---\nterm: C\n---\nC is old.\n"}
    )
    report = build()
    assert ("slug-collision", "entries/c.md", 2) in found(report)
    assert report.bad == ("entries/z.md",)
    (own,) = terms() - {"rye"}
    assert own.startswith("c-")
    write_files(project, {"entries/z.md": "---\nterm: C++\n---\nx\n"})
    assert build().bad == ()
    assert terms() == {"rye", "c", own}


def test_a_good_record_does_not_inherit_the_pin_of_a_bad_one_in_its_file(project: Path) -> None:
    write_files(project, {"entries/.ids.yml": "oat: {term: Oat, file: entries/a.yml}\n"})
    for bad in ("- {term: Oat, bodi: x}\n", "- {body: x}\n"):
        write_files(project, {"entries/a.yml": bad + "- {term: Teff, body: x}\n"})
        assert build().bad == ("entries/a.yml:1",)
        assert terms() == {"rye", "teff"}


def test_a_reference_to_a_term_left_out_is_found_in_each_language(project: Path) -> None:
    write_files(
        project,
        {
            "glossary.yml": "languages: [de]\n",
            "entries/de.yml": "- {term: Roggen, language: de, body: 'Siehe [[Hafer]].'}\n"
            "- {term: Hafer, language: de, bodi: x}\n",
            "entries/.ids.yml": "de/hafer: {term: Hafer, file: entries/de.yml}\n",
            "entries/b.md": "---\nterm: Bread\n---\nNot [[Hafer]], which is no English word.\n",
        },
    )
    report = build()
    assert report.bad == ("entries/b.md", "entries/de.yml:2")
    assert ("target-left-out", "entries/de.yml", 1) in found(report)
    assert terms("site/de") == {"roggen"}
    assert terms() == {"rye"}


BAD = {
    "a field": {"entries/oat.md": "---\nterm: Oat\ntrem: x\n---\nOat.\n"},
    "a file": {"entries/oat.md": "---\nterm: [Oat\n---\nOat.\n"},
    "bytes": {"entries/oat.md": b"---\nterm: Oat\n---\n\xff\n"},
    "a record": {"entries/more.yml": "- {term: Teff, bodi: x}\n- {term: Millet, body: See Oat.}\n"},
    "an id": {"entries/zz.md": "---\nterm: Other\nid: oat\n---\nx\n"},
    "a reference": {"entries/more.yml": "- {term: Teff, body: 'x [[Nothing]]'}\n- {term: Millet, body: x}\n"},
}
CLEAN = {
    "entries/oat.md": "---\nterm: Oat\n---\nOat is pale, unlike Rye and [[Teff]].\n",
    "entries/more.yml": "- {term: Teff, body: 'Teff and [[Oat]].'}\n- {term: Millet, related: [Oat], body: x}\n",
    "entries/.ids.yml": "oat: {term: Oat, file: entries/oat.md}\nteff: {term: Teff, file: entries/more.yml}\n",
    "entries/zz.md": "---\nterm: Other\n---\nOther than [[oats]].\n",
}


@pytest.mark.parametrize("bad", BAD.values(), ids=BAD)
@pytest.mark.parametrize("jobs", [1, 2])
def test_warm_builds_equal_clean_builds_while_bad_entries_appear_and_disappear(
    project: Path, bad: dict[str, str | bytes], jobs: int
) -> None:
    def sites() -> list[dict[str, bytes]]:
        shutil.rmtree("clean", ignore_errors=True)
        warm = build(cache=Path(CACHE), jobs=jobs)
        clean = build(output=Path("clean"))
        assert (warm.bad, warm.issues) == (clean.bad, clean.issues)
        return [read_files(Path("site")), read_files(Path("clean"))]

    write_files(project, dict(CLEAN))
    whole, clean = sites()
    assert whole == clean
    write_files(project, bad)
    without, clean = sites()
    assert without == clean != whole
    again, _ = sites()
    assert again == without
    write_files(project, dict(CLEAN))
    mended, clean = sites()
    assert mended == clean == whole


def test_a_page_of_a_site_without_some_entries_is_explained(project: Path) -> None:
    write_files(project, {"entries/bad.md": "no front matter\n"})
    assert run_glossary("build").code == 0
    assert run_glossary("explain", "term/rye/").code == 0
    assert run_glossary("build", "--verify").code == 0


def test_other_commands_take_no_glossary_with_errors(project: Path) -> None:
    write_files(project, {"entries/bad.md": "no front matter\n"})
    for command in (("pin",), ("check",), ("doctor",), ("export", "--format", "json", "--output", "x.json")):
        assert run_glossary(*command).code == 1, command
    assert not Path("x.json").exists()
    assert not Path("entries/.ids.yml").exists()


def source(path: str, text: str) -> Source:
    return Source(path, digest(path, text), text)


def test_what_a_file_that_cannot_be_read_seems_to_hold() -> None:
    text = "- term: 'Oat'\n  aliases: [\"Avena\", b]\n- term: Rye\n  abbreviations:\n    - RY\n    - R\n  body: - x\n"
    assert [(each.term, each.aliases, each.abbreviations) for each in parse_damaged(source("e/a.yml", text))] == [
        ("Oat", ("Avena", "b"), ()),
        ("Rye", (), ("RY", "R")),
    ]
    assert [each.term for each in parse_damaged(source("e/a-b.yml", "term:\n"))] == ["a-b"]
    assert [each.term for each in parse_damaged(source("e/a.md", "---\nterm: A\n---\nterm: B\n"))] == ["A"]
    assert [each.term for each in parse_damaged(source("e/a.txt", ""))] == ["a"]
    for text in ("term:" * 100_000, "- " * 100_000, "aliases: [" + "a," * 50_000, "\n" * 100_000 + "{" * 100_000):
        assert parse_damaged(source("e/a.yml", text))


def test_what_is_lost_in_loading() -> None:
    record = Record("A", (Sense(),), origin=Origin("e/a.yml", 1))
    error = Issue("term-missing", Severity.ERROR, "", path="e/a.yml", line=3)
    sources = [source("e/a.yml", ""), source("e/b.yml", "term: B\n")]
    assert find_lost([record], [], sources, ()) == LeftOut()
    assert find_lost([record], [error], sources, ()) == LeftOut((), frozenset({"e/a.yml"}))
    lost = find_lost([record], [Issue("yaml-syntax", Severity.ERROR, "", path="e/b.yml", line=1)], sources, ())
    assert lost.names() == ("B",)
    assert lost.files == {"e/b.yml"}
    assert find_lost([record], [Issue("x", Severity.WARNING, "", path="e/b.yml")], sources, ()) == LeftOut()


def test_which_files_hold_entries() -> None:
    entries = Path("some/entries")
    for path, holds in {
        "some/entries/a.md": True, "some/entries/sub/A.YML": True, "some/entries/.ids.yml": False,
        "some/entries/_a.md": False, "some/glossary.yml": False, "some/entries": False, "": False, "a.md": False,
    }.items():  # fmt: skip
        assert is_of_entries(path, entries) is holds, path
