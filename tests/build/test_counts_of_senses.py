"""How many meanings a term has, as the site shows it: senses that repeat a definition are counted as entries."""

import json
import re
from pathlib import Path

import pytest

from glossary_site.build import BuildRequest, build_site

REPEATED = "- {term: Rye, category: Grain, definition: Rye is a grain., body: It is dark.}\n"


def build(home: Path, entries: str, language: str) -> dict[str, str]:
    (home / "entries").mkdir(exist_ok=True)
    (home / "entries" / "a.yml").write_text(entries, encoding="utf-8")
    (home / "glossary.yml").write_text(f"language: {language}\n", encoding="utf-8")
    build_site(BuildRequest(home / "entries", home / "site", home / "glossary.yml"))
    return {path.relative_to(home / "site").as_posix(): path.read_text("utf-8") for path in home.rglob("site/**/*.*ml")}


@pytest.mark.parametrize(
    ("language", "repeated", "distinct"),
    [("en", "3 entries", "3 meanings"), ("de", "3 Einträge", "3 Bedeutungen"), ("fr", "3 entrées", "3 sens")],
)
def test_senses_with_one_definition_are_entries(tmp_path: Path, language: str, repeated: str, distinct: str) -> None:
    same = build(tmp_path, REPEATED + 2 * REPEATED.replace("is a grain.", "is a **grain**"), language)
    differing = REPEATED.replace("Grain", "Flour") + REPEATED.replace("a grain", "a bread")
    other = build(tmp_path, REPEATED + differing, language)
    for pages, shown, not_shown in ((same, repeated, distinct), (other, distinct, repeated)):
        for name in ("term/rye/index.html", "all/index.html"):
            text = re.sub(r"<script.*?</script>", "", pages[name], flags=re.S)
            assert shown in text, name
            assert not_shown not in text, name


def test_search_shows_them_as_entries_too(tmp_path: Path) -> None:
    site = build(tmp_path, REPEATED * 2 + "- {term: Oat, definition: Oat is a grain., body: It is pale.}\n", "en")
    (documents,) = (tmp_path / "site").glob("search/*/d*.json")
    rows = json.loads(documents.read_text("utf-8"))
    assert [(row["term"], row.get("senses", 1), row.get("repeats", 0)) for row in rows] == [
        ("Oat", 1, 0),
        ("Rye", 2, 1),
        ("Rye", 2, 1),
    ]
    (texts,) = re.findall(r'id="texts">(.*?)</script>', site["index.html"], flags=re.S)
    assert json.loads(texts)["entries"] == {"one": "{count} entry", "other": "{count} entries"}
