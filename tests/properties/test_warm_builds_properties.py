"""Whatever is edited between builds, a build with a cache makes the site that a build without one makes."""

import json
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from glossary_site.build import BuildRequest, build_site
from glossary_site.glossary.translations import source_mark
from glossary_site.issues import GlossaryError
from glossary_site.records import parse_records

NAMES = ("Oak", "Elm", "Tree", "Deep root")
#: An entry by its file. "gamma" translates "alpha"; on a site of several languages it is in another one.
FILES = ("alpha", "beta", "gamma")
MARKS = ("", "old", "now")
#: What an edit writes: a field of an entry, a setting, a template, or whether an entry is there at all.
EDITS = {
    "term": st.sampled_from(NAMES),
    "body": st.lists(
        st.sampled_from((*NAMES, "Quercus", "[[oak]]", "[[Tree|it]]", "[T](beta.yml)", "[[T]]", "is tall.", "\n\n- ")),
        max_size=4,
    ).map(" ".join),
    "definition": st.sampled_from(("", "A tree is tall.", "An oak is a tree.", "A *tree* like an [[oak]].")),
    "aliases": st.lists(st.sampled_from(("Quercus", "Elm", "T")), max_size=2, unique=True),
    "related": st.sampled_from(([], ["alpha"], ["beta"])),
    "category": st.sampled_from(("", "Trees", "trees", "Parts")),
    "status": st.sampled_from(("current", "deprecated", "draft")),
    "updated": st.sampled_from(("", "2026-01-02", "2026-03-04")),
    "translated_from": st.sampled_from(MARKS),
    "is_there": st.booleans(),
    "title": st.sampled_from(("Trees", "Wood")),
    "base_url": st.sampled_from(("", "https://example.org/t/")),
    "page_size": st.sampled_from((1, 50)),
    "listing": st.sampled_from(("summary", "full")),
    "links": st.sampled_from(("section", "all", "off")),
    "quality": st.booleans(),
    "offline": st.booleans(),
    "count.html": st.sampled_from(("", "<b>{{ site.terms }}</b>\n")),
    "term-lines.html": st.sampled_from(("", "<p>No lines</p>\n")),
}
OF_SITE = ("title", "base_url", "page_size", "listing", "links", "quality", "offline")
OF_THEME = ("count.html", "term-lines.html")

#: A file, what of it is edited, the new value; the file means nothing to an edit of the site or the theme.
Edit = tuple[str, str, object]
edits = st.sampled_from(sorted(EDITS)).flatmap(
    lambda name: st.tuples(st.sampled_from(FILES), st.just(name), EDITS[name])
)


def write(folder: Path, state: Mapping[tuple[str, str], object], several: bool) -> None:
    """The project with the values of a state, by file and name; the rest is as it always is."""
    for place, file in enumerate(FILES):
        path = folder / "entries" / f"{file}.yml"
        fields = {
            name: value for (owner, name), value in state.items() if owner == file and name != "is_there" and value
        }
        fields = {"id": file, "term": NAMES[place], "body": f"{NAMES[place]} is tall."} | fields
        mark = fields.pop("translated_from", "")
        if file == "gamma":
            original = (
                (folder / "entries" / "alpha.yml").read_text("utf-8") if state.get(("alpha", "is_there"), True) else ""
            )
            marks = [source_mark(record) for record in parse_records(original, "")[0]] if mark == "now" else ["0" * 12]
            fields |= {"translation_of": "alpha", "translated_from": (marks or [""])[0]}
            fields |= {"language": "de"} if several else {}
        if state.get((file, "is_there"), True):
            path.write_text(json.dumps(fields), encoding="utf-8")
        else:
            path.unlink(missing_ok=True)
    settings_ = {name: value for (owner, name), value in state.items() if owner == "site"}
    languages: dict[str, object] = {"languages": {"de": {}}} if several else {}
    (folder / "glossary.yml").write_text(json.dumps({**settings_, **languages}), encoding="utf-8")
    for name in OF_THEME:
        path = folder / "templates" / "parts" / name
        if text := str(state.get(("theme", name), "")):
            path.write_text(text, encoding="utf-8")
        else:
            path.unlink(missing_ok=True)


def built(folder: Path, output: str, cache: str | None) -> Mapping[str, bytes] | None:
    """The files of the site; None where it cannot be built."""
    kept = folder / cache if cache else None
    try:
        build_site(BuildRequest(folder / "entries", folder / output, folder / "glossary.yml", jobs=1, cache=kept))
    except GlossaryError:
        return None
    site = folder / output
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()}


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(several=st.booleans(), sequence=st.lists(edits, min_size=1, max_size=4))
@example(several=False, sequence=[("gamma", "translated_from", "now"), ("alpha", "body", "Other.")])
@example(several=True, sequence=[("gamma", "translated_from", "now"), ("alpha", "body", "Other.")])
def test_a_warm_build_is_a_clean_build(several: bool, sequence: Sequence[Edit]) -> None:
    state: dict[tuple[str, str], object] = {}
    with TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "entries").mkdir()
        (folder / "templates" / "parts").mkdir(parents=True)
        write(folder, state, several)
        assert built(folder, "warm", "cache") is not None
        for file, what, value in sequence:
            owner = "site" if what in OF_SITE else "theme" if what in OF_THEME else file
            state[owner, what] = value
            write(folder, state, several)
            shutil.rmtree(folder / "clean", ignore_errors=True)
            clean, warm = built(folder, "clean", None), built(folder, "warm", "cache")
            assert warm == clean
