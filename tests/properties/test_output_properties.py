"""No path of an output, however it is spelled, leaves the output folder; no name of a term makes one that does."""

from functools import partial
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from hypothesis import example, given, settings
from hypothesis import strategies as st

from glossary_site.config import SiteConfig
from glossary_site.digest import Digested
from glossary_site.disk import MANIFEST, Output, write_site
from glossary_site.glossary import relate_records
from glossary_site.issues import GlossaryError
from glossary_site.language import MAX_SLUG, slugify, spelled_slug
from glossary_site.mentions import LinkedBody, LinkedHtml, build_network
from glossary_site.pages import Contents, SitePlan, term_url
from glossary_site.records import Origin, Record, Sense

parts = st.sampled_from(
    ["..", ".", "", "a", "b.html", "~", "C:", "\\", "..\\", "...", "con", " ", "é", "%2e%2e", "-", "$HOME"]
)
spelled = st.lists(parts, max_size=6).map("/".join)
# No surrogates and no NUL: no file system takes them, and the names of pages hold neither.
paths = spelled | st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=20)
odd_names = st.text(max_size=40) | spelled


@given(st.lists(paths, min_size=1, max_size=3))
@settings(max_examples=200, deadline=None)
@example([".."])
@example(["a/../../b"])
@example(["/b"])
@example([f"../{MANIFEST}"])
def test_no_path_leaves_the_output_folder(names: list[str]) -> None:
    with TemporaryDirectory() as home:
        outside = Path(home) / "b"
        outside.write_text("mine")
        folder = Path(home) / "site"
        try:
            write_site([Output(name, b"x") for name in names], folder)
        except GlossaryError as error:
            assert {issue.code for issue in error.issues} <= {"output-outside", "output-unwritable", "output-collision"}
            assert not folder.exists()
        else:
            for name in names:
                assert (folder / name).is_file()
                assert (folder / name).resolve().is_relative_to(folder.resolve())
        assert outside.read_text() == "mine"
        assert {path.name for path in Path(home).iterdir()} <= {"b", "site"}


@given(odd_names)
@settings(max_examples=300, deadline=None)
@example("CON")
@example("İ")
@example("ﬀ" * 100)
def test_a_slug_is_one_safe_part_of_a_path(name: str) -> None:
    for slug in (slugify(name), spelled_slug(name)):
        if slug:
            assert PurePosixPath(slug).parts == (slug,)
            assert slug.isascii() and slug == slug.lower() and len(slug) <= MAX_SLUG + len("-term")
            assert all(char.isalnum() or char == "-" for char in slug)
            assert slug.strip("-") == slug
            assert slugify(slug) == slug


@given(st.lists(st.tuples(odd_names, odd_names, odd_names), min_size=1, max_size=4))
@settings(max_examples=150, deadline=None)
def test_no_term_category_or_id_leaves_the_output_folder(entries: list[tuple[str, str, str]]) -> None:
    records = [
        Record(
            name,
            (Sense(tuple(filter(None, (category, f"{category} / {name}"))), body="x"),),
            id=identity,
            origin=Origin("x.yml", number),
        )
        for number, (name, category, identity) in enumerate(entries, 1)
        if name
    ]
    glossary = relate_records(records, SiteConfig())
    bodies = [
        (LinkedBody(LinkedHtml(""), LinkedHtml("x"), {}, ()),) * len(entry.record.senses) for entry in glossary.entries
    ]
    if any(issue.code == "id-collision" for issue in glossary.issues):
        return
    by_id = {
        entry.id: Digested(partial(tuple[LinkedBody, ...], body))
        for entry, body in zip(glossary.entries, bodies, strict=True)
    }
    plan = SitePlan(Contents(glossary, by_id, build_network(glossary, bodies)), SiteConfig())
    pages = [plan.page(url) for url in plan.urls]
    assert len({page.path.casefold() for page in pages}) == len(pages)
    for page in pages:
        assert ".." not in PurePosixPath(page.path).parts
        assert not page.path.startswith("/")
        assert page.path.isascii()
    assert {term_url(entry.id) for entry in glossary.entries} <= {page.url for page in pages}
