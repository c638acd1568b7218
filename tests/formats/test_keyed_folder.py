"""Folders of JSON and YAML as other programs have them."""

import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from glossary_site.build import BuildRequest, build_site
from glossary_site.formats import ImportedGlossary, read_glossary, recognise_format

RYE, OAT = "A grain of the north.", "A grain for horses."
NAMED = {"rye.json": {"name": "Rye", "meaning": RYE}, "oat.json": {"name": "Oat", "meaning": OAT}}
LISTED = {"a.json": [{"word": "Rye", "definition": RYE}, {"word": "Oat", "definition": OAT}], "b.json": {}}
BY_TERM = {"a.yml": {"Rye": RYE}, "b.yaml": {"Oat": OAT}}
UNNAMED = {"Rye.yml": {"meaning": RYE, "synonyms": ["secale"]}, "sub/Oat.json": {"meaning": OAT}}


def write(folder: Path, files: Mapping[str, object]) -> Path:
    for name, value in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(value if isinstance(value, str) else json.dumps(value), encoding="utf-8")
    return folder


def read(folder: Path) -> ImportedGlossary:
    return read_glossary(folder, recognise_format(folder), "en", {})


@pytest.mark.parametrize("files", [NAMED, LISTED, BY_TERM, UNNAMED])
def test_a_folder_is_one_glossary(tmp_path: Path, files: Mapping[str, object]) -> None:
    about = {"README.md": "# Words\n\nAll of them.\n", "package.json": {"name": "words", "description": "All words."}}
    found = read(write(tmp_path / "src", {**files, **about}))
    assert {record.term: record.senses[0].definition.text for record in found.records} == {"Rye": RYE, "Oat": OAT}
    assert not found.issues


def test_a_folder_is_built_where_it_is(tmp_path: Path) -> None:
    source = write(tmp_path / "src", NAMED)
    result = build_site(BuildRequest(entries=source, output=tmp_path / "site"))
    assert {issue.code for issue in result.issues} == {"read-as"}
    assert {path.name for path in (tmp_path / "site/term").iterdir()} == {"rye", "oat"}


def test_entries_of_all_files_are_related_and_have_their_own_places(tmp_path: Path) -> None:
    files = {"a.json": '{"name": "Rye", "see": "Oat, wild, Oat",\n"rank": 3, "meaning": "A grain."}'}
    found = read(write(tmp_path, {**files, "b.json": {"name": "Oat, wild", "meaning": OAT}}))
    assert {record.term: record.related for record in found.records} == {"Rye": ("Oat, wild", "Oat"), "Oat, wild": ()}
    assert {record.origin.path for record in found.records} == {f"{tmp_path.as_posix()}/{name}.json" for name in "ab"}
    assert [(loss.kind, loss.path) for loss in found.losses] == [
        ("'rank' is not read", f"{tmp_path.as_posix()}/a.json")
    ]


def test_files_that_are_named_as_languages_are_read_in_them(tmp_path: Path) -> None:
    found = read(write(tmp_path, {"en.json": {"Rye": RYE}, "de.json": {"Roggen": "Ein Korn des Nordens."}}))
    assert {record.term: record.language for record in found.records} == {"Rye": "", "Roggen": "de"}


def test_a_damaged_file_costs_only_itself(tmp_path: Path) -> None:
    found = read(write(tmp_path, {**NAMED, "bad.json": '{"name": "Bad",\n"meaning": }', "list.json": [1, 2]}))
    assert {record.term for record in found.records} == {"Rye", "Oat"}
    assert [(issue.code, Path(issue.path).name, issue.line) for issue in found.issues] == [
        ("json-syntax", "bad.json", 2)
    ]
    assert {Path(loss.path).name for loss in found.losses} == {"bad.json", "list.json"}


@pytest.mark.parametrize(
    "files",
    [
        {"package.json": {"name": "words", "description": "All words."}, "tsconfig.json": {"strict": "true"}},
        {"a.json": {"width": "3", "height": "4"}, "b.json": [1, 2]},
        {"a.json": {"Rye": RYE}, "one.md": "# One\n\nText.\n", "two.md": "# Two\n\nText.\n"},
    ],
)
def test_other_folders_are_none(tmp_path: Path, files: Mapping[str, object]) -> None:
    assert recognise_format(write(tmp_path, files)).name != "keyed-folder"
