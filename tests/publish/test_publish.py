"""What a site has for search engines, feed readers and other sites, each by its own standard."""

import gzip
import json
from collections.abc import Mapping
from importlib.resources import files
from itertools import chain
from pathlib import Path
from typing import Any

import feedparser
import pytest
from command_line import read_files, run_glossary, write_files
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree, html
from rdflib import Graph, URIRef

from glossary_site.config import SiteConfig
from glossary_site.digest import Digested
from glossary_site.disk import Output, write_site
from glossary_site.glossary import TermState, relate_records, state_of
from glossary_site.markup import parse_definition, take_definition
from glossary_site.mentions import LinkedBody, build_network
from glossary_site.pages import Contents, SitePlan
from glossary_site.pages.linked_data import set_data, term_data
from glossary_site.publish import Publication, edition, edition_line, embed_outputs, left_out, parse_edition, publish
from glossary_site.publish.embed import slice_key
from glossary_site.publish.feed import feed
from glossary_site.publish.sitemap import MAX_BYTES, MAX_URLS, sitemaps
from glossary_site.records import Record, Sense, parse_records

SCHEMA = etree.XMLSchema(etree.parse(Path(__file__).parents[1] / "schemas/sitemap.xsd"))
NAMESPACE = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}
BASE = "https://example.org/g/"
NASTY = "\"A\" <b> & ]]> </script><script> 'q' \u202etfel\t\U0001f35e -- \\"
BREAD = """\
- {term: Rye, definition: Rye is a dark flour., aliases: [dark flour], updated: 2026-03-31}
- {term: Peel, definition: A peel is a shovel., abbreviations: [PL], updated: 2026-02-01}
- {term: Ärmel, definition: A sleeve., aliases: [9 sleeves, 麦]}
"""


def published(text: str = BREAD, **settings: object) -> dict[str, bytes]:
    config = SiteConfig(**settings)  # type: ignore[arg-type]
    glossary = relate_records(parse_records(text, "b.yml")[0], config)
    bodies = {entry.id: Digested(tuple[LinkedBody, ...]) for entry in glossary.entries}
    plan = SitePlan(Contents(glossary, bodies, build_network(glossary, [() for _ in bodies])), config)
    site = Publication(plan, (plan,), ("static/ab/a.js",), "static/ab/")
    return {each.path: each.data for each in chain(publish(site), embed_outputs(glossary, config.release))}


def locations(data: bytes) -> dict[str, str]:
    """Address -> lastmod of a sitemap or an index of them that its schema finds valid."""
    root = etree.fromstring(data)
    SCHEMA.assertValid(root)
    return {each.findtext("s:loc", "", NAMESPACE): each.findtext("s:lastmod", "", NAMESPACE) for each in root}


def test_a_sitemap_has_every_page_for_readers_and_the_dates_of_entries() -> None:
    days = {"term/rye/": "2026-03-31", "term/peel/": "2026-02-01"}
    listings = ("", "all/", "map/", "changes/", "0-9/", "a/", "d/", "p/", "r/")
    found = locations(published(base_url=BASE, offline=True)["sitemap.xml"])
    assert found == {BASE + url: days.get(url, "") for url in (*listings, *days, "term/armel/")}


@pytest.mark.parametrize(("urls", "size", "expected"), [(4, 10**6, 3), (10, 10**6, 1), (100, 400, 3), (9, 10**6, 2)])
def test_a_sitemap_is_split_where_the_protocol_ends_a_file(urls: int, size: int, expected: int) -> None:
    pages = [(f"term/{number}/", f"2026-01-{number + 1:02}" if number % 2 else "") for number in range(10)]
    found = {each.path: each.data for each in sitemaps(BASE, ((*page, ()) for page in pages), urls, size)}
    names = [name for name in found if name != "sitemap.xml"]
    assert len(names) == (expected if expected > 1 else 0)
    if names:
        index = locations(found.pop("sitemap.xml"))
        assert list(index) == [BASE + name for name in names]
        assert [day for day in index.values() if day] == [
            max(locations(found[name]).values()) for name in names if max(locations(found[name]).values())
        ]
    everything: dict[str, str] = {}
    for data in found.values():
        assert len(data) <= size
        assert len(locations(data)) <= urls
        everything |= locations(data)
    assert everything == {BASE + url: day for url, day in pages}


def test_the_limits_are_those_of_the_protocol() -> None:
    assert (MAX_URLS, MAX_BYTES) == (50_000, 52_428_800)
    found = sitemaps(BASE, ((f"term/{number}/", "", ()) for number in range(MAX_URLS + 1)))
    assert [each.path for each in found] == ["sitemap.xml", "sitemap-1.xml", "sitemap-2.xml"]


def read_feed(data: bytes) -> Any:
    found = feedparser.parse(data)
    assert not found.bozo, found.get("bozo_exception")
    assert found.version == "atom10"
    return found


def test_the_feed_is_atom_with_the_days_of_the_data() -> None:
    found = read_feed(published(base_url=BASE, title="Bread & <more>")["feed.xml"])
    assert (found.feed.title, found.feed.id, found.feed.updated) == (
        "Bread & <more>",
        f"{BASE}feed.xml",
        "2026-03-31T00:00:00Z",
    )
    assert {link.rel: link.href for link in found.feed.links} == {
        "self": f"{BASE}feed.xml",
        "alternate": f"{BASE}changes/",
    }
    assert found.feed.author
    assert [(each.title, each.updated, each.link) for each in found.entries] == [
        ("Changed: Rye", "2026-03-31T00:00:00Z", f"{BASE}term/rye/"),
        ("Changed: Peel", "2026-02-01T00:00:00Z", f"{BASE}term/peel/"),
    ]
    assert len({each.id for each in found.entries}) == 2


ATOM = "{http://www.w3.org/2005/Atom}"


#: A name as a record holds it: white space, line ends among it, is single spaces (XML would fold ``\r\n`` too).
NAMES = st.text(min_size=1).map(lambda text: " ".join(text.split())).filter(bool)


@settings(deadline=None)
@given(NAMES, st.text())
def test_any_name_survives_the_feed(name: str, definition: str) -> None:
    record = Record(name, (Sense(definition=parse_definition(definition)),), id="x", updated="2026-03-31")
    config = SiteConfig(base_url=BASE, title=name)
    root = etree.fromstring(feed(relate_records([record], config), config).data)
    (entry,) = root.findall(f"{ATOM}entry")
    title = entry.findtext(f"{ATOM}title") or ""
    assert len(title) == len(f"Changed: {name}")
    if name.isprintable():
        assert title == f"Changed: {name}"
    assert entry.findtext(f"{ATOM}summary")
    for required in ("id", "title", "updated"):
        assert len(root.findall(f"{ATOM}{required}")) == len(entry.findall(f"{ATOM}{required}")) == 1


#: What schema.org gives the two types: their own, those of Thing, and for a set those of CreativeWork (a selection).
THING = {"@context", "@type", "@id", "name", "description", "alternateName", "url"}
PROPERTIES = {
    "DefinedTerm": THING | {"termCode", "inDefinedTermSet"},
    "DefinedTermSet": THING | {"inLanguage", "license", "dateModified", "hasDefinedTerm"},
}


def check_properties(data: Mapping[str, Any]) -> None:
    assert set(data) <= PROPERTIES[data["@type"]]
    for value in data.values():
        if isinstance(value, dict):
            check_properties(value)


def data_of(page: bytes) -> dict[str, Any]:
    (script,) = html.fromstring(page).xpath("//script[@type='application/ld+json']")
    found: dict[str, Any] = json.loads(script.text)
    check_properties(found)
    return found


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    write_files(tmp_path, {"entries/bread.yml": BREAD, "glossary.yml": "title: Bread\nlicence: {text: MIT}\n"})
    return tmp_path


def test_pages_describe_their_terms_to_search_engines(project: Path) -> None:
    assert run_glossary("build", "--base-url", BASE).code == 0
    site = read_files(project / "_site")
    assert data_of(site["index.html"]) == {
        "@context": "https://schema.org",
        "@type": "DefinedTermSet",
        "@id": BASE,
        "name": "Bread",
        "url": BASE,
        "inLanguage": "en",
        "license": "MIT",
        "dateModified": "2026-03-31",
    }
    assert data_of(site["term/rye/index.html"]) == {
        "@context": "https://schema.org",
        "@type": "DefinedTerm",
        "@id": f"{BASE}term/rye/",
        "name": "Rye",
        "alternateName": ["dark flour"],
        "description": "Rye is a dark flour.",
        "termCode": "rye",
        "url": f"{BASE}term/rye/",
        "inDefinedTermSet": {"@type": "DefinedTermSet", "@id": BASE, "name": "Bread", "url": BASE},
    }
    assert b"ld+json" not in site["all/index.html"] + site["404.html"]
    page = html.fromstring(site["term/rye/index.html"])
    shown = {each.get("property"): each.get("content") for each in page.xpath("//meta[@property]")}
    assert shown == {
        "og:type": "article",
        "og:site_name": "Bread",
        "og:title": "Rye",
        "og:description": "Rye is a dark flour.",
        "og:url": f"{BASE}term/rye/",
    }
    assert page.xpath("//link[@rel='canonical']/@href") == [f"{BASE}term/rye/"]
    assert page.xpath("//link[@type='application/atom+xml']/@href") == ["../../feed.xml"]
    assert b'og:type" content="website' in site["index.html"]


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")  # rdflib's own
def test_the_linked_data_is_a_graph() -> None:
    config = SiteConfig(base_url=BASE, title="Bread")
    glossary = relate_records(parse_records(BREAD, "b.yml")[0], config)
    data = json.loads(term_data(config, glossary.entries[-1]))
    data["@context"] = {"@vocab": "https://schema.org/", "url": {"@type": "@id"}}
    graph = Graph().parse(data=json.dumps(data), format="json-ld")
    term = URIRef(f"{BASE}term/rye/")
    schema = "https://schema.org/"
    assert str(graph.value(term, URIRef(f"{schema}name"))) == "Rye"
    assert graph.value(term, URIRef(f"{schema}inDefinedTermSet")) == URIRef(BASE)


@given(st.text(min_size=1) | st.just(NASTY), st.text() | st.just(NASTY))
def test_no_text_ends_the_linked_data(name: str, definition: str) -> None:
    config = SiteConfig(title=name)
    (entry,) = relate_records(
        [Record(name, (Sense(definition=take_definition(definition)),), id="x", aliases=(NASTY,))], config
    ).entries
    text = term_data(config, entry)
    assert not set("<>&") & set(text + set_data(config, ""))
    found = json.loads(text)
    check_properties(found)
    assert (found["name"], found["description"] if definition else "") == (name, definition)
    assert found["url"] == "../../term/x/"


def test_robots_may_read_everything_and_get_the_address_of_the_sitemap() -> None:
    assert published()["robots.txt"] == b"User-agent: *\nAllow: /\n"
    assert published(base_url=BASE)["robots.txt"].endswith(f"\n\nSitemap: {BASE}sitemap.xml\n".encode())


def test_the_web_manifest_needs_no_address() -> None:
    manifest = json.loads(published(title=NASTY, accent="#123456")["site.webmanifest"])
    assert (manifest["name"], manifest["start_url"], manifest["theme_color"]) == (NASTY, "./", "#123456")
    assert manifest["icons"] == [{"src": "static/ab/favicon.svg", "sizes": "any", "type": "image/svg+xml"}]
    assert "icons" not in json.loads(published(favicon="icon.gif")["site.webmanifest"])


def test_without_an_address_the_build_lists_what_is_left_out(project: Path) -> None:
    outcome = run_glossary("build")
    assert outcome.out.splitlines()[1:] == [
        "Left out for want of a base_url: sitemap.xml, canonical links, Open Graph, feed.xml"
    ]
    site = read_files(project / "_site")
    assert not {"sitemap.xml", "feed.xml"} & set(site)
    assert b"feed.xml" not in site["index.html"] and b"og:" not in site["index.html"]
    assert "Left out" not in run_glossary("build", "--base-url", BASE).out
    assert {"sitemap.xml", "feed.xml"} <= set(read_files(project / "_site"))


def test_what_is_left_out_names_no_feed_where_nothing_is_dated() -> None:
    config = SiteConfig()
    glossary = relate_records(parse_records("term: Rye\nbody: x\n", "b.yml")[0], config)
    assert "feed.xml" not in left_out(config, glossary)
    assert "feed.xml" not in published("term: Rye\nbody: x\n", base_url=BASE)


def test_every_name_is_in_the_slice_of_its_first_letter() -> None:
    slices = {name: json.loads(data) for name, data in published().items() if name.startswith("terms/")}
    found = {
        name.removeprefix("terms/").removesuffix(".json"): [each["id"] for each in s] for name, s in slices.items()
    }
    assert found == {"r": ["rye"], "d": ["rye"], "p": ["peel"], "ue4": ["armel"], "a": ["armel"], "0-9": ["armel"]} | {
        "u9ea6": ["armel"]
    }
    assert slices["terms/r.json"] == [
        {
            "id": "rye",
            "term": "Rye",
            "url": "term/rye/",
            "aliases": ["dark flour"],
            "abbreviations": [],
            "definition": "Rye is a dark flour.",
            "forms": {"Rye": ["Ryes"], "dark flour": ["dark flours"]},
        }
    ]


def test_a_term_that_texts_do_not_link_is_marked_and_has_no_forms() -> None:
    outgoing, none, usual = (
        json.loads(published(f"- {{term: Peel, definition: A tool., autolink: {links}}}\n")["terms/p.json"])[0]
        for links in ("outgoing", "none", "incoming")
    )
    assert (outgoing["autolink"], none["autolink"]) == ("outgoing", "none")
    assert "forms" not in outgoing | none
    assert usual["forms"] == {"Peel": ["Peels"]} and "autolink" not in usual


@given(st.text())
def test_a_slice_is_a_safe_file_name(name: str) -> None:
    assert slice_key(name).replace("-", "").isalnum() and slice_key(name).isascii()


def test_the_script_for_other_sites_is_small() -> None:
    script = files("glossary_site.publish").joinpath("embed.js").read_bytes()
    assert len(gzip.compress(script)) <= 8 * 1024
    assert published()["embed.js"] == script
    assert b"import" not in script and b"eval(" not in script and b"innerHTML" not in script


def test_a_release_has_a_folder_of_its_own() -> None:
    found = published(release="2026.1")
    below = {name.removeprefix("embed/2026.1/") for name in found if name.startswith("embed/")}
    assert below == {"embed.js", "terms.json"} | {name for name in found if name.startswith("terms/")}
    assert len(json.loads(found["embed/2026.1/terms.json"])) == 3
    assert not [name for name in published() if name.startswith("embed/")]


def test_earlier_releases_stay_where_they_are(tmp_path: Path) -> None:
    def write(*names: str) -> set[str]:
        write_site([Output(name, b"x") for name in names], tmp_path / "site", ("embed/",))
        return {name for name in read_files(tmp_path / "site") if not name.startswith(".")}

    write("a", "embed/1/a", "embed/1/b")
    assert write("b", "embed/2/a", "embed/2/b") == {"b", "embed/1/a", "embed/1/b", "embed/2/a", "embed/2/b"}
    assert write("b", "embed/2/a") == {"b", "embed/1/a", "embed/1/b", "embed/2/a"}
    assert write("b") == {"b", "embed/1/a", "embed/1/b", "embed/2/a"}


def test_an_edition_is_read_as_it_was_written() -> None:
    glossary = relate_records(parse_records(BREAD, "b.yml")[0], SiteConfig())
    expected = tuple(state_of(entry.record) for entry in glossary.entries)
    assert parse_edition(edition(edition_line(entry.record) for entry in glossary.entries).data.decode()) == expected
    assert isinstance(expected[0], TermState)


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"format": 2, "terms": []}', '{"format": 1, "terms": [{}]}', "[" * 9**5]
)
def test_what_is_no_edition_is_none(text: str) -> None:
    assert parse_edition(text) is None


def test_the_worker_lists_the_static_files() -> None:
    assert "sw.js" not in published()
    code = published(offline=True)["sw.js"].decode()
    assert code.startswith('const VERSION = "')
    assert 'const SHELL = ["static/ab/a.js", "./", "offline.html", "site.webmanifest"];' in code
    assert published(offline=True) == published(offline=True)


@pytest.mark.parametrize(
    "text", ["2026-3-1", "2026-02-30", "yesterday", "2026-03-31T00:00:00Z", "20260331", "٢٠٢٦-٠٣-٣١"]
)
def test_a_day_is_a_day_of_the_calendar(text: str) -> None:
    records, issues = parse_records(f"term: A\nbody: x\nupdated: {text}\n", "a.yml")
    assert [(issue.code, issue.line) for issue in issues] == [("field-value", 3)]
    assert records[0].updated == ""


def test_the_last_of_several_entries_of_a_term_dates_it() -> None:
    text = "- {term: Rye, body: x, updated: 2026-01-31}\n- {term: rye, body: y, updated: 2026-03-01}\n"
    glossary = relate_records(parse_records(text, "a.yml")[0], SiteConfig())
    assert [entry.record.updated for entry in glossary.entries] == ["2026-03-01"]
