"""What a stage makes of an edit by ``after`` is what it makes of the whole glossary after the edit."""

import os
from collections.abc import Iterator
from functools import partial

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from glossary_site.config import SiteConfig
from glossary_site.glossary import Edit, Glossary, relate_records
from glossary_site.markup import parse_definition
from glossary_site.mentions import Bodies, BodySettings, Matcher, Network, build_network, render_bodies
from glossary_site.mentions.link_table import LinkTable
from glossary_site.pages import Contents, SitePlan
from glossary_site.records import Origin, Record, Sense
from glossary_site.text.words import spelling_key
from glossary_site.workers import SerialExecutor

CONFIG = SiteConfig()
#: Few spellings, so that names meet: plurals, case that counts, hyphens, phrases in which nouns mean nothing.
SPELLINGS = ("oak", "Oak", "oaks", "IT", "it", "ITs", "oak tree", "oak-trees", "tree", "R&D", "a lot of", "lots of")
#: Ways of writing them that are alike to a reader, and places where they are no names.
WRITTEN = ("o\u00adak", "oak\u2009 tree", "oak–trees", "ｏａｋ", "„Oak“", "oak.py", "x/oak/", "R&amp;D")
TEXTS = st.lists(
    st.sampled_from((*SPELLINGS, "trees", "OAK", ".", ",", "a lot of 5", "[[oak]]", "[[b|it]]", "[tree](b.yml)")),
    max_size=12,
).map(" ".join)
NAMES = st.lists(st.sampled_from(SPELLINGS), max_size=2, unique=True).map(tuple)
DEFINITIONS = st.sampled_from(("", "An oak is tall.", "An *oak* is a [[tree]].", "A [[b|trunk]].")).map(
    parse_definition
)


def record(file: str) -> st.SearchStrategy[Record]:
    """Any entry of a file, which mostly keeps its id."""
    origin = Origin(f"{file}.yml", 1)
    senses = st.builds(
        partial(Sense, categories=("Plants / Trees", "Wood"), origin=origin), body=TEXTS, definition=DEFINITIONS
    )
    return st.builds(
        partial(Record, origin=origin),
        term=st.sampled_from(SPELLINGS),
        id=st.sampled_from((file, file, f"{file}-new")),
        aliases=NAMES,
        abbreviations=NAMES,
        autolink=st.sampled_from(("both", "both", "outgoing", "none")),
        senses=st.lists(senses, min_size=1, max_size=2).map(tuple),
    )


GLOSSARIES = st.tuples(*map(record, "abc")).filter(lambda found: len({spelling_key(each.term) for each in found}) == 3)


def edits(versions: list[tuple[Record, ...]]) -> Iterator[Edit]:
    """From each version of a glossary to the next, where an edit is all the difference."""
    before, *others = (relate_records(each, CONFIG) for each in versions)
    for after in others:
        places = {entry.record.origin: place for place, entry in enumerate(before.entries)}
        now = {places[entry.record.origin]: entry for entry in after.entries}
        edit = Edit(before, {place: each for place, each in now.items() if each != before.entries[place]}, "en")
        assume(before.issues == after.issues)
        assert edit.after == after
        yield edit
        before = edit.after


def render(glossary: Glossary) -> Bodies:
    return render_bodies(glossary, BodySettings("section"), SerialExecutor())


def contents(glossary: Glossary, bodies: Bodies, network: Network) -> Contents:
    return Contents(glossary, bodies.digested_by_id(glossary.places()), network)


VERSIONS = st.lists(GLOSSARIES, min_size=2, max_size=4)
MANY = 2 if os.environ.get("AUDIT") == "full" else 1
FEW = settings(max_examples=75 * MANY, deadline=None, suppress_health_check=list(HealthCheck))


@settings(FEW, max_examples=200 * MANY)
@given(versions=VERSIONS, text=TEXTS)
def test_a_matcher_after_edits_finds_what_a_new_one_finds(versions: list[tuple[Record, ...]], text: str) -> None:
    matcher: Matcher | None = None
    for edit in edits(versions):
        matcher = (matcher or Matcher(LinkTable.of(edit.before, "all").names)).after(edit)
        assert matcher.find(text, "") == Matcher(LinkTable.of(edit.after, "all").names).find(text, "")


@FEW
@given(versions=VERSIONS)
def test_a_table_of_links_after_edits_is_that_of_the_glossary(versions: list[tuple[Record, ...]]) -> None:
    table: LinkTable | None = None
    for edit in edits(versions):
        table = (table or LinkTable.of(edit.before, "all")).after(edit)
        assert table == LinkTable.of(edit.after, "all")


@FEW
@given(versions=VERSIONS)
def test_bodies_and_their_network_after_edits_are_those_of_the_glossary(versions: list[tuple[Record, ...]]) -> None:
    bodies, network = None, None
    for edit in edits(versions):
        bodies = bodies or render(edit.before)
        network = network or build_network(edit.before, bodies.facts.values())
        bodies = bodies.after(edit)
        network = network.after(edit, bodies)
        whole = render(edit.after)
        assert [*bodies] == [*whole]
        assert [*map(bodies.issues_at, range(3))] == [*map(whole.issues_at, range(3))]
        digests, expected_digests = (
            {identity: each.digest for identity, each in found.digested_by_id(edit.after.places()).items()}
            for found in (bodies, whole)
        )
        assert digests == expected_digests
        expected = build_network(edit.after, whole.facts.values())
        assert dict(network.backlinks.items()) == dict(expected.backlinks.items())
        assert dict(network.near.items()) == dict(expected.near.items())


@FEW
@given(versions=VERSIONS)
def test_the_pages_after_edits_are_those_of_the_glossary(versions: list[tuple[Record, ...]]) -> None:
    plan: SitePlan | None = None
    bodies, network = None, None
    for edit in edits(versions):
        bodies = bodies or render(edit.before)
        network = network or build_network(edit.before, bodies.facts.values())
        plan = plan or SitePlan(contents(edit.before, bodies, network), CONFIG)
        bodies = bodies.after(edit)
        network = network.after(edit, bodies)
        plan = plan.after(edit, contents(edit.after, bodies, network))
        whole = render(edit.after)
        expected = SitePlan(contents(edit.after, whole, build_network(edit.after, whole.facts.values())), CONFIG)
        assert {url: plan.page(url) for url in plan.urls} == {url: expected.page(url) for url in expected.urls}
