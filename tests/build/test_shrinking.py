"""A build that would take most of a site away."""

from collections.abc import Iterable, Mapping
from pathlib import Path

import pytest
from command_line import read_files, run_glossary, write_files

from glossary_site.build import BuildRequest, build_site
from glossary_site.issues import GlossaryError
from glossary_site.preview.preview import Preview
from glossary_site.values import replace


def write(folder: Path, names: Iterable[str], config: str = "title: Bread\n", language: str = "en") -> BuildRequest:
    entries = "".join(f"- {{term: {name}, language: {language}, definition: It is bread.}}\n" for name in names)
    write_files(folder, {"glossary.yml": config, "entries/a.yml": entries or "[]\n"})
    return BuildRequest(folder / "entries", folder / "site", folder / "glossary.yml", jobs=1, cache=folder / "cache")


def breads(*numbers: int) -> list[str]:
    return [f"Bread {number}" for number in numbers]


@pytest.mark.parametrize("cache", [True, False])
def test_a_site_of_a_language_without_entries_does_not_replace_one_with_terms(tmp_path: Path, cache: bool) -> None:
    request = write(tmp_path, breads(1, 2, 3))
    build_site(request)
    before = read_files(tmp_path / "site")
    emptied = replace(write(tmp_path, breads(1, 2, 3), "language: fr\n"), cache=request.cache if cache else None)
    for _ in range(2):
        with pytest.raises(GlossaryError) as caught:
            build_site(emptied)
        (error,) = [issue for issue in caught.value.issues if issue.severity == "error"]
        assert (error.code, Path(error.path)) == ("site-shrinks", tmp_path / "site")
        assert "3 of 3 terms" in error.message
        assert read_files(tmp_path / "site") == before
    assert build_site(replace(emptied, allow_shrink=True)).terms == 0
    assert build_site(emptied).terms == 0


@pytest.mark.parametrize(
    ("after", "is_refused"),
    [
        (breads(1, 2, 3, 4, 5), False),
        (breads(1, 2, 3, 4), True),
        (breads(1, 2, 3, 4, 11, 12, 13), True),
        (breads(1), True),
        (breads(*range(11, 21)), False),
    ],
)
def test_more_than_half_of_the_terms_are_not_taken_away(tmp_path: Path, after: list[str], is_refused: bool) -> None:
    build_site(write(tmp_path, breads(*range(1, 11))))
    request = write(tmp_path, after)
    if is_refused:
        with pytest.raises(GlossaryError, match="site-shrinks"):
            build_site(request)
    else:
        assert build_site(request).terms == len(after)


def test_addresses_that_lead_on_are_not_lost(tmp_path: Path) -> None:
    build_site(write(tmp_path, breads(1, 2, 3)))
    moved = "".join(f"bread-{n}: {{term: Bread {n}, file: a.yml, moved: bread-1}}\n" for n in (2, 3))
    write_files(tmp_path, {"entries/.ids.yml": moved})
    assert build_site(write(tmp_path, breads(1))).terms == 1


def test_a_language_that_is_taken_from_the_settings_counts(tmp_path: Path) -> None:
    both = "languages: [de]\n"
    build_site(write(tmp_path, breads(1, 2, 3), both, "de"))
    message = "3 of 3 terms in 'de' would be taken off the site, such as de/term/bread-1/"
    with pytest.raises(GlossaryError, match=message):
        build_site(write(tmp_path, breads(1, 2, 3), language="de"))


def write_languages(folder: Path, numbers: Mapping[str, int]) -> BuildRequest:
    request = write(folder, (), "title: Bread\nlanguages: [de, fr]\n")
    entries = {
        f"entries/{language}.yml": "".join(
            f"- {{term: Bread {number}, language: {language}, definition: It is bread.}}\n" for number in range(count)
        )
        for language, count in numbers.items()
    }
    write_files(folder, entries)
    return request


@pytest.mark.parametrize(
    ("after", "lost"),
    [
        ({"en": 20, "du": 15, "fr": 2}, ["15 of 15 terms in 'de'"]),
        ({"nl": 20, "de": 15, "fr": 2}, ["20 of 20 terms in 'en'"]),
        ({"en": 20, "de": 15, "it": 2}, ["2 of 2 terms in 'fr'"]),
        ({"en": 20, "de": 7, "fr": 0}, ["8 of 15 terms in 'de'", "2 of 2 terms in 'fr'"]),
        ({"en": 40, "de": 0, "fr": 2}, ["15 of 15 terms in 'de'"]),
        ({"en": 10, "de": 8, "fr": 1}, []),
    ],
)
def test_each_language_counts_by_itself(tmp_path: Path, after: Mapping[str, int], lost: list[str]) -> None:
    build_site(write_languages(tmp_path, {"en": 20, "de": 15, "fr": 2}))
    for file in (tmp_path / "entries").iterdir():
        file.unlink()
    request = write_languages(tmp_path, after)
    if not lost:
        assert build_site(request).terms
        return
    with pytest.raises(GlossaryError) as caught:
        build_site(request)
    errors = [issue for issue in caught.value.issues if issue.severity == "error"]
    assert [issue.message.partition(" would be")[0] for issue in errors] == lost


def test_the_command_fails_and_names_the_way_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    write(tmp_path, breads(1, 2, 3))
    assert run_glossary("build").code == 0
    write(tmp_path, breads(1))
    refused = run_glossary("build")
    assert refused.code == 1
    assert "error [site-shrinks] 2 of 3 terms" in refused.err + refused.out
    assert "--allow-shrink" in refused.err + refused.out
    examined = run_glossary("doctor")
    assert examined.code == 1
    assert "2 of 3 terms would be taken off the site" in examined.out
    assert run_glossary("build", "--allow-shrink").code == 0


def test_a_preview_warns_and_shows_the_site(tmp_path: Path) -> None:
    build_site(write(tmp_path, breads(1, 2, 3)))
    preview = Preview(write(tmp_path, breads(1)))
    issues = preview.rebuild().issues
    assert [(issue.code, issue.severity) for issue in issues if issue.severity != "note"] == [
        ("site-shrinks", "warning")
    ]
    assert preview.has_page("term/bread-1/")
    write(tmp_path, ["Bread 1"])
    write_files(tmp_path, {"entries/a.yml": "- {term: Bread 1, definition: It is other bread.}\n"})
    assert "site-shrinks" in {issue.code for issue in preview.rebuild({(tmp_path / "entries/a.yml").as_posix()}).issues}
