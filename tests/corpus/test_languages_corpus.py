"""Real glossaries in many languages: every term is on the site in its language, as another count shows."""

import os
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path

import pytest
import yaml

from glossary_site.build import BuildRequest, open_project
from glossary_site.config import Language, SiteConfig
from glossary_site.pages import id_in
from glossary_site.project import import_glossaries
from glossary_site.project.importer import ImportRequest
from glossary_site.workers import SerialExecutor

FOLDER = Path(os.environ.get("GLOSSARY_MIGRATE") or Path(__file__).parents[3] / "shared" / "migrate")


def in_front_matter(paths: Iterable[Path]) -> Mapping[str, int]:
    """Language -> terms: the files with a title and a text, but for indices, and for drafts, which no site has."""
    found = Counter[str]()
    for path in (path for path in paths if path.stem != "index"):
        _, front, text = re.split(r"(?m)^---\s*$", path.read_text(encoding="utf-8"), maxsplit=2)
        if re.search(r"(?mi)^ ?title:", front) and text.strip() and not re.search(r"(?m)^draft: *true", front):
            found[path.parent.name] += 1
    return found


def in_yaml(path: Path) -> Mapping[str, int]:
    """Language -> terms: the mappings with a term, by their keys."""
    entries = yaml.load(path.read_text(encoding="utf-8"), yaml.CBaseLoader)  # noqa: S506 (makes texts, nothing else)
    return Counter(
        key.replace("_", "-")
        for entry in entries
        for key, value in entry.items()
        if isinstance(value, dict) and value.get("term")
    )


@pytest.mark.parametrize("name", ["kubernetes", "cncf", "glosario/glossary.yml"])
def test_every_term_is_on_the_site_in_its_language(name: str, tmp_path: Path) -> None:
    source = FOLDER / name
    if not source.exists():
        pytest.skip(f"there is no {source} (GLOSSARY_MIGRATE names another place)")
    expected = in_yaml(source) if source.is_file() else in_front_matter(source.glob("*/[!_]*.md"))
    config = SiteConfig(languages=tuple(Language(tag) for tag in sorted(expected) if tag != "en"))
    (tmp_path / "glossary.yml").write_text(f"languages: [{', '.join(config.tags)}]\n", encoding="utf-8")
    import_glossaries(ImportRequest((source,), tmp_path / "entries"), config, SerialExecutor())
    request = BuildRequest(tmp_path / "entries", tmp_path / "site", tmp_path / "glossary.yml", jobs=1)
    with open_project(request) as project:
        found = {plan.config.language: sum(1 for url in plan.urls if id_in(url)) for plan in project.plans}
        bad = project.sound.bad
    print(f"\n{name}: {sum(expected.values())} terms in the source, {sum(found.values())} on the site")
    assert found == expected
    assert not bad
