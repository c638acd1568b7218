"""The figures of the quality page, what it shows of them, and who gets to see it."""

from pathlib import Path

import pytest
from command_line import write_files

from glossary_site.build import BuildRequest, build_site
from glossary_site.checks import LENGTHS, LINKS, Quality, count_quality
from glossary_site.checks.quality import count_classes
from glossary_site.config import SiteConfig
from glossary_site.disk import MANIFEST
from glossary_site.glossary import relate_records
from glossary_site.issues import Issue, Severity
from glossary_site.mentions import BodySettings, render_bodies
from glossary_site.pages.quality import class_labels, quality_view
from glossary_site.preview.preview import Preview
from glossary_site.records import parse_records
from glossary_site.workers import open_executor

ENTRIES = """
- term: Rye
  category: grains
  definition: Rye is a hardy grass that is grown for its grain.
  body: Rye is milled to flour. See [[Spelt]] and [[Emmer]].
  aliases: [Winter rye]
  updated: 2026-03-31
- term: Spelt
  category: grains
  definition: Spelt is an old kind of wheat with a husk that holds on.
  body: Spelt is milled to flour.
  related: [Emmer]
  updated: 2024-01-02
- term: Emmer
  body: |
    ```
    emmer
    ```
"""


def count(text: str, issues: tuple[Issue, ...] = ()) -> Quality:
    records, problems = parse_records(text, "e/x.yml")
    assert not problems
    glossary = relate_records(records, SiteConfig())
    with open_executor(1, 0) as executor:
        return count_quality(glossary, render_bodies(glossary, BodySettings("section"), executor), issues)


def test_the_figures_are_those_of_the_entries() -> None:
    found = count(ENTRIES)
    assert found.terms == 3
    assert dict(found.coverage) == {
        "definition": 2, "text": 3, "category": 2, "source": 0, "names": 1, "relation": 2, "date": 2,
    }  # fmt: skip
    # Rye names two terms, the others none; Rye is named by none, the others by one.
    assert (found.links_out, found.links_in) == ((2, 0, 1, 0, 0, 0, 0), (1, 2, 0, 0, 0, 0, 0))
    assert found.lengths == (1, 2, 0, 0, 0, 0, 0)
    assert found.years == (("2026", 1), ("2024", 1), ("", 1))
    assert {each.code: (each.count, each.ids) for each in found.problems} == {
        "definition-missing": (1, ("emmer",)),
        "term-orphan": (1, ("rye",)),
    }


def test_issues_of_a_build_are_counted_by_code_the_most_severe_first() -> None:
    problems = tuple(
        Issue(code, severity, "a fault", "correct it", "e/x.yml", line)
        for code, severity, line in [
            ("unclosed-fence", Severity.WARNING, 2), ("unclosed-fence", Severity.WARNING, 8),
            ("odd", Severity.ERROR, 99), ("category-variant", Severity.NOTE, 2),
        ]
    )  # fmt: skip
    found = count(ENTRIES, problems).problems
    assert [(each.code, each.count) for each in found] == [
        ("odd", 1), ("unclosed-fence", 2), ("definition-missing", 1), ("category-variant", 1), ("term-orphan", 1),
    ]  # fmt: skip
    assert (found[0].summary, found[0].hint, found[0].ids) == ("a fault", "correct it", ())
    assert found[1].ids == ("rye", "spelt")


def test_duplicates_are_also_in_a_list_of_their_own() -> None:
    twins = "- {term: Caramelisation, body: A browning.}\n- {term: Caramelization, body: A reaction.}\n"
    quality = count(twins)
    view = quality_view(quality, {}, "en")
    assert [each.code for each in view.duplicates] == ["term-alike"]
    assert set(view.duplicates) < set(view.troubles)


def test_an_empty_glossary_has_empty_charts() -> None:
    quality = Quality(0, (("definition", 0),), (0,) * 7, (0,) * 7, (0,) * 7, (), ())
    view = quality_view(quality, {}, "en")
    assert {bar.percent for chart in view.charts for bar in chart.bars} == {0}
    assert (view.duplicates, view.troubles) == ((), ())


@pytest.mark.parametrize(("count", "percent"), [(0, 0), (1, 1), (500, 50), (999, 99), (1000, 100)])
def test_a_bar_is_empty_or_full_only_for_none_or_all(count: int, percent: int) -> None:
    quality = Quality(1000, (("definition", count),), (0,) * 7, (0,) * 7, (0,) * 7, (), ())
    assert quality_view(quality, {}, "en").charts[0].bars[0].percent == percent


def test_old_years_share_a_row() -> None:
    entries = "".join(f"- {{term: T{n}, body: x y., updated: {2026 - n}-01-01}}\n" for n in range(12))
    years = count(entries).years
    assert (len(years), years[0], years[-1]) == (9, ("2026", 1), ("<2019", 4))


@pytest.mark.parametrize("bounds", [LINKS, LENGTHS])
def test_every_number_is_in_one_class(bounds: tuple[int, ...]) -> None:
    numbers = range(1000)
    assert sum(count_classes(numbers, bounds)) == len(numbers)
    assert len(class_labels(bounds, "%(number)s+")) == len(count_classes(numbers, bounds)) == len(bounds) + 1


def build(folder: Path, config: str) -> dict[str, str]:
    write_files(folder, {"glossary.yml": config, "entries/x.yml": ENTRIES})
    build_site(BuildRequest(folder / "entries", folder / "site", folder / "glossary.yml", jobs=1))
    site = folder / "site"
    return {
        path.relative_to(site).as_posix(): path.read_text(encoding="utf-8")
        for path in site.rglob("*.*")
        if path.suffix in (".html", ".xml", ".json", ".txt")
    }


def test_the_page_is_made_on_request_and_hidden_from_search_engines(tmp_path: Path) -> None:
    address = "base_url: https://example.org/\n"
    asked = build(tmp_path / "asked", f"{address}quality: yes\n")
    assert set(asked) - set(build(tmp_path / "not", address)) == {"quality/index.html"}
    page = asked.pop("quality/index.html")
    assert '<meta name="robots" content="noindex">' in page
    assert "og:" not in page
    assert '<rect width="67%" height="100%"/>' in page
    assert '<a href="../term/emmer/">Emmer</a>' in page
    assert not [path for path, text in asked.items() if "quality/" in text and path != MANIFEST]


@pytest.mark.parametrize(("language", "words"), [("de", "Abdeckung"), ("fr", "Couverture")])
def test_the_page_is_in_the_language_of_the_site(tmp_path: Path, language: str, words: str) -> None:
    page = build(tmp_path, f"language: {language}\nquality: yes\n")["quality/index.html"]
    assert words in page
    assert "Coverage" not in page


def test_a_preview_always_has_the_page(tmp_path: Path) -> None:
    write_files(tmp_path, {"entries/x.yml": ENTRIES})
    preview = Preview(BuildRequest(tmp_path / "entries", tmp_path / "out", tmp_path / "glossary.yml"))
    preview.rebuild()
    assert b"definition-missing" in preview.respond("quality/").data


def test_the_page_changes_with_its_figures(tmp_path: Path) -> None:
    before = build(tmp_path, "quality: yes\n")["quality/index.html"]
    write_files(tmp_path, {"entries/y.yml": "- {term: Oat, definition: Oat is a grain with a husk., body: Oat.}\n"})
    build_site(BuildRequest(tmp_path / "entries", tmp_path / "site", tmp_path / "glossary.yml", jobs=1))
    after = (tmp_path / "site/quality/index.html").read_text(encoding="utf-8")
    assert (before.count("(67 %)"), after.count("(75 %)")) != (0, 0)
    assert before != after
