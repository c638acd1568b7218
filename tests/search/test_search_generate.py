"""The generated glossaries that benchmarks use: the same everywhere, and read by the program without complaint."""

from pathlib import Path

from benchmarks.generate import make_entries, write_entries
from glossary_site.build import BuildRequest, open_project


def test_a_seed_gives_one_glossary() -> None:
    assert list(make_entries(50, 7)) == list(make_entries(50, 7))
    assert list(make_entries(50, 7)) != list(make_entries(50, 8))


def test_names_and_sizes_vary_as_real_ones_do() -> None:
    entries = list(make_entries(600))
    names = [entry.term.lower() for entry in entries]
    assert len(set(names)) == len(names)
    assert {len(name.replace("-", " ").split()) for name in names} >= {1, 2, 3, 4}
    assert 0.2 < sum(bool(entry.aliases) for entry in entries) / len(entries) < 0.5
    assert any(entry.abbreviations for entry in entries)
    assert 1_500 < sum(len(entry.markdown) for entry in entries) / len(entries) < 3_000
    assert sum(any(name in entry.body.lower() for name in names[:40]) for entry in entries) > 100


def test_the_program_reads_them(tmp_path: Path) -> None:
    write_entries(make_entries(60), tmp_path / "entries")
    with open_project(BuildRequest(tmp_path / "entries", tmp_path / "out")) as project:
        analysis = project.analysis
    assert len(analysis.glossary.entries) == 60
    assert not [issue for issue in analysis.issues if issue.severity == "error"]
