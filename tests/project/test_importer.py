"""Glossary text -> YAML files, again and again."""

import json
from pathlib import Path
from typing import Any

import pytest
from command_line import read_files, write_files

from glossary_site.config import SiteConfig
from glossary_site.formats import TEXT
from glossary_site.project import Fate, ImportReport, ImportRequest, format_report, import_glossaries
from glossary_site.project.imported_files import LEDGER
from glossary_site.records import parse_records
from glossary_site.workers import SerialExecutor

BREAD = """\
crumb, baking
**Crumb** is the **inside of a loaf** — soft and open.
deck oven, baking
**Deck Oven (DO)** is a hot box of stone.
It holds heat.
proof, baking
**Proof** is the last rise of a loaf.
proof, law
**Proof** is what makes a court believe.
rye, baking
**Rye** is a dark flour.
"""
LAW = """\
appeal, law
**Appeal** is a second hearing.
plea, law
**Plea** is an answer to a charge.
proof, law
**Proof** is evidence that convinces.
"""


def bring_in(to: Path, *paths: Path, force: bool = False) -> ImportReport:
    return import_glossaries(ImportRequest(paths, to, TEXT.name, force=force), SiteConfig(), SerialExecutor())


@pytest.fixture
def bread(tmp_path: Path) -> Path:
    write_files(tmp_path, {"bread.txt": BREAD, "law.txt": LAW})
    return tmp_path / "bread.txt"


def contents(folder: Path) -> dict[str, str]:
    return {name: data.decode() for name, data in read_files(folder).items() if name != LEDGER}


def test_one_file_a_term_with_every_sense(bread: Path, tmp_path: Path) -> None:
    report = bring_in(tmp_path / "out", bread)
    files = contents(tmp_path / "out")
    assert sorted(files) == ["crumb.yml", "deck-oven.yml", "proof.yml", "rye.yml"]
    (proof,), issues = parse_records(files["proof.yml"], "proof.yml")
    assert issues == ()
    assert [(s.category.lower(), s.source and s.source.line) for s in proof.senses] == [("baking", 6), ("law", 8)]
    (oven,), _ = parse_records(files["deck-oven.yml"], "deck-oven.yml")
    assert (oven.term, oven.id, oven.abbreviations) == ("Deck Oven", "deck-oven", ("DO",))
    assert oven.senses[0].heading == "deck oven, baking"
    assert oven.senses[0].body == "**Deck Oven (DO)** is a hot box of stone.\n\nIt holds heat."
    assert [(row.name, row.source, row.arrived, row.merged) for row in report.table][:3] == [
        ("terms", 5, 4, 1),
        ("senses", 5, 5, 0),
        ("aliases", 1, 1, 0),
    ]
    assert report.losses == ()


def test_importing_twice_changes_nothing(bread: Path, tmp_path: Path) -> None:
    first = bring_in(tmp_path / "out", bread)
    before = {path: path.stat().st_mtime_ns for path in (tmp_path / "out").iterdir()}
    second = bring_in(tmp_path / "out", bread)
    assert {path: path.stat().st_mtime_ns for path in (tmp_path / "out").iterdir()} == before
    assert second.written == ()
    assert set(second.unchanged) == set(first.written)


def test_an_edited_file_is_kept_until_forced(bread: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    bring_in(out, bread)
    original = contents(out)["rye.yml"]
    (out / "rye.yml").write_text(original.replace("dark flour", "darker flour"), encoding="utf-8")
    bread.write_text(BREAD.replace("dark flour", "grey flour"), encoding="utf-8")
    for _ in range(2):
        report = bring_in(out, bread)
        assert "darker flour" in contents(out)["rye.yml"]
        assert report.edited == ("rye.yml",)
        assert [(issue.code, Path(issue.path).name) for issue in report.issues] == [
            ("entries-merged", "bread.txt"),
            ("file-edited", "rye.yml"),
        ]
    report = bring_in(out, bread, force=True)
    assert (report.edited, report.written) == ((), ("rye.yml",))
    assert "grey flour" in contents(out)["rye.yml"]


def test_a_file_of_somebody_else_is_kept_too(bread: Path, tmp_path: Path) -> None:
    write_files(tmp_path / "out", {"rye.yml": "term: Rye\nbody: Mine.\n"})
    report = bring_in(tmp_path / "out", bread)
    assert contents(tmp_path / "out")["rye.yml"] == "term: Rye\nbody: Mine.\n"
    assert report.edited == ("rye.yml",)


def test_an_edited_file_whose_source_is_as_it_was_is_a_note(bread: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    bring_in(out, bread)
    mine = contents(out)["rye.yml"].replace("dark flour", "darker flour")
    (out / "rye.yml").write_text(mine, encoding="utf-8")
    report = bring_in(out, bread)
    assert (report.written, report.edited, contents(out)["rye.yml"]) == ((), ("rye.yml",), mine)
    assert [issue.severity.value for issue in report.issues if issue.code == "file-edited"] == ["note"]


def test_an_edited_file_whose_source_changed_is_named_with_what_differs(bread: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    bring_in(out, bread)
    mine = contents(out)["rye.yml"] + "aliases: [dark rye]\n"
    (out / "rye.yml").write_text(mine, encoding="utf-8")
    bread.write_text(BREAD.replace("dark flour", "grey flour"), encoding="utf-8")
    report = bring_in(out, bread)
    (issue,) = (issue for issue in report.issues if issue.code == "file-edited")
    assert issue.severity.value == "warning"
    assert "has something else in aliases, definition, body:" in issue.message
    (planned,) = (file for file in report.planned if file.fate is Fate.DIVERGED)
    lines = list(planned.diff(out))
    assert "-aliases: [dark rye]" in lines
    assert any(line.startswith("+") and "grey flour" in line for line in lines)


def test_a_second_import_writes_what_is_new_and_what_changed(bread: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    bring_in(out, bread)
    text = BREAD.replace("dark flour", "grey flour") + "yeast, baking\n**Yeast** is a fungus that raises dough.\n"
    bread.write_text(text, encoding="utf-8")
    report = bring_in(out, bread)
    assert (report.names(Fate.NEW), report.names(Fate.CHANGED)) == (("yeast.yml",), ("rye.yml",))


def test_a_deleted_file_is_not_written_again_until_forced(bread: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    bring_in(out, bread)
    (out / "rye.yml").rename(out / "grains.yml")
    for _ in range(2):
        report = bring_in(out, bread)
        assert (report.written, report.names(Fate.DELETED)) == ((), ("rye.yml",))
        assert [issue.code for issue in report.issues if issue.path.endswith("rye.yml")] == ["file-deleted"]
    assert bring_in(out, bread, force=True).written == ("rye.yml",)


def test_a_folder_that_was_cleared_is_filled_again(bread: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    bring_in(out, bread)
    before = contents(out)
    for path in out.glob("*.yml"):
        path.unlink()
    bring_in(out, bread)
    assert contents(out) == before


def test_entries_that_the_source_has_no_more_keep_their_files(bread: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    bring_in(out, bread)
    bread.write_text(BREAD.partition("rye, baking")[0], encoding="utf-8")
    report = bring_in(out, bread)
    assert report.others == ("rye.yml",)
    assert "rye.yml" in contents(out)


def test_a_dry_import_writes_nothing(bread: Path, tmp_path: Path) -> None:
    wanted = ImportRequest((bread,), tmp_path / "out", TEXT.name, dry=True)
    report = import_glossaries(wanted, SiteConfig(), SerialExecutor())
    assert len(report.written) == 4
    assert not (tmp_path / "out").exists()


def test_a_changed_text_changes_its_files(bread: Path, tmp_path: Path) -> None:
    bring_in(tmp_path / "out", bread)
    bread.write_text(BREAD.replace("dark flour", "grey flour"), encoding="utf-8")
    assert bring_in(tmp_path / "out", bread).written == ("rye.yml",)
    assert "grey flour" in contents(tmp_path / "out")["rye.yml"]


def test_another_text_adds_its_senses(bread: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    bring_in(out, bread)
    report = bring_in(out, tmp_path / "law.txt")
    assert set(report.written) == {"appeal.yml", "plea.yml", "proof.yml"}
    (proof,), _ = parse_records(contents(out)["proof.yml"], "proof.yml")
    assert [sense.source and sense.source.file for sense in proof.senses] == ["bread.txt", "bread.txt", "law.txt"]
    before = contents(out)
    assert bring_in(out, tmp_path / "law.txt").written == ()
    assert contents(out) == before


def test_both_texts_together_are_the_same_terms(bread: Path, tmp_path: Path) -> None:
    report = bring_in(tmp_path / "out", bread, tmp_path / "law.txt")
    assert len(report.records) == 6
    assert sum(len(record.senses) for record in report.records) == 8


def test_two_names_of_one_slug_get_files_of_their_own(tmp_path: Path) -> None:
    text = (
        "c++, tools\n**C++** is a language of iron.\n"
        "c#, tools\n**C#** is a language of glass.\n"
        "c, tools\n**C** is a language of clay.\n"
    )
    write_files(tmp_path, {"x.txt": text})
    report = bring_in(tmp_path / "out", tmp_path / "x.txt")
    assert len(set(report.written)) == 3
    assert [issue.code for issue in report.issues] == []
    terms = {
        record.term: name
        for name, content in contents(tmp_path / "out").items()
        for record in parse_records(content, name)[0]
    }
    assert set(terms) == {"C++", "C#", "C"}


def test_a_file_of_any_name_is_glossary_text(tmp_path: Path) -> None:
    write_files(tmp_path, {"saved page": BREAD})
    report = bring_in(tmp_path / "out", tmp_path / "saved page")
    assert [(file.path, len(file.entries)) for file in report.texts] == [((tmp_path / "saved page").as_posix(), 5)]
    (rye,), _ = parse_records(contents(tmp_path / "out")["rye.yml"], "rye.yml")
    assert rye.senses[0].source and rye.senses[0].source.file == "saved page"


def test_text_without_a_heading_is_reported_and_nothing_is_written(tmp_path: Path) -> None:
    write_files(tmp_path, {"x.txt": "This is prose, and nothing but prose.\n\nIt goes on, and on.\n"})
    report = bring_in(tmp_path / "out", tmp_path / "x.txt")
    assert contents(tmp_path / "out") == {}
    assert "no-entries" in {issue.code for issue in report.issues}
    assert len(report.losses) == 12


def test_files_that_cannot_be_read_are_reported(tmp_path: Path, bread: Path) -> None:
    write_files(tmp_path, {"binary.txt": b"\0", "latin.txt": b"a\n\xe4"})
    report = bring_in(tmp_path / "out", tmp_path / "none.txt", tmp_path / "binary.txt", tmp_path / "latin.txt", bread)
    assert [(issue.code, Path(issue.path).name, issue.line) for issue in report.issues] == [
        ("file-binary", "binary.txt", 0),
        ("entries-merged", "bread.txt", 8),
        ("file-encoding", "latin.txt", 2),
        ("file-unreadable", "none.txt", 0),
    ]
    assert len(report.written) == 4


@pytest.mark.parametrize("ledger", ["", "[]", '{"files": 3}', "{"])
def test_a_ledger_that_cannot_be_read_keeps_every_file_that_differs(bread: Path, tmp_path: Path, ledger: str) -> None:
    out = tmp_path / "out"
    bring_in(out, bread)
    (out / LEDGER).write_text(ledger, encoding="utf-8")
    assert len(bring_in(out, bread).unchanged) == 4
    bread.write_text(BREAD.replace("dark flour", "grey flour"), encoding="utf-8")
    (out / LEDGER).write_text(ledger, encoding="utf-8")
    assert bring_in(out, bread).edited == ("rye.yml",)


def test_the_report_lists_every_entry_with_its_result(bread: Path, tmp_path: Path) -> None:
    write_files(
        tmp_path,
        {"heat.txt": "heat, baking\n**Heat** is $a = \\frac{b}{c} imes \\alpha$.\nice, baking\n**Ice** is cold.\n"},
    )
    report: dict[str, Any] = json.loads(format_report(bring_in(tmp_path / "out", bread, tmp_path / "heat.txt")))
    assert report["totals"]["entries"] == 7
    assert [file["form"] for file in report["files"]] == ["stream", "stream"]
    assert [(entry["line"], entry["term"], entry["id"]) for entry in report["files"][0]["entries"]] == [
        (1, "Crumb", "crumb"),
        (3, "Deck Oven", "deck-oven"),
        (6, "Proof", "proof"),
        (8, "Proof", "proof"),
        (10, "Rye", "rye"),
    ]
    heat = report["files"][1]["entries"][0]
    assert set(heat) == {"file", "line", "heading", "term", "id", "category", "repairs", "lost_words"}
    assert (heat["file"], heat["heading"], heat["lost_words"]) == (
        (tmp_path / "heat.txt").as_posix(),
        "heat, baking",
        [],
    )
    assert [(repair["kind"], repair["line"]) for repair in heat["repairs"]] == [("latex", 1)]
