"""The other direction of mentions, and near terms."""

from glossary_site.config import SiteConfig
from glossary_site.glossary import Edit, Glossary, relate_records
from glossary_site.mentions import Bodies, BodySettings, Network, build_network, render_bodies
from glossary_site.mentions.network import MentionGraph
from glossary_site.records import parse_records
from glossary_site.workers import open_executor


def build(text: str) -> tuple[Glossary, Bodies]:
    records, issues = parse_records(text, "x.yml")
    assert issues == ()
    glossary = relate_records(records, SiteConfig())
    with open_executor(1, 0) as executor:
        return glossary, render_bodies(glossary, BodySettings("section"), executor)


def network(text: str) -> Network:
    return build_network(*build(text))


TREES = """\
- {term: Oak, category: Trees, body: 'An oak bears acorns in a forest.'}
- {term: Acorn, category: Fruits, body: 'An acorn falls from an oak. An oak grows from an acorn.'}
- {term: Forest, category: Places, body: 'A forest of oaks. Oaks, oaks and more oaks.'}
- {term: Birch, category: Trees, body: 'A birch is no oak.'}
- {term: Stone, category: Places, body: 'A stone lies still.'}
"""


def test_backlinks_are_mentions_turned_round() -> None:
    backlinks = network(TREES).backlinks
    assert set(backlinks) == {"oak", "acorn", "forest"}
    assert set(backlinks["oak"]) == {"acorn", "forest", "birch"}
    assert backlinks["acorn"] == ("oak",)
    assert backlinks.get("stone", ()) == ()


def test_the_most_relevant_backlinks_are_first() -> None:
    # Forest mentions it four times; Birch once, but in the same category; Acorn twice.
    assert network(TREES).backlinks["oak"] == ("forest", "birch", "acorn")


def test_every_mention_counts_whether_or_not_it_is_linked() -> None:
    glossary, bodies = build(TREES)
    counts = {entry.id: dict(each.counts) for entry, (each,) in zip(glossary.entries, bodies, strict=True)}
    assert counts["forest"] == {"oak": 4}


def test_every_sense_gives_each_backlink_once() -> None:
    text = (
        "- term: Bank\n  senses:\n    - {category: A, body: A river.}\n    - {category: B, body: Rivers and rivers.}\n"
        "- {term: River, body: Water.}\n"
    )
    assert network(text).backlinks["river"] == ("bank",)


def test_near_terms_share_mentions_words_or_a_category() -> None:
    near = network(TREES).near
    assert near["birch"][0] == "oak"
    assert near["stone"] == ()
    assert "stone" not in {other for ids in near.values() for other in ids}


def test_no_term_is_near_itself_and_there_are_few() -> None:
    text = "".join(f"- {{term: Term{n}, category: X, body: 'Hub and spoke.'}}\n" for n in range(30))
    near = network(text + "- {term: Hub, body: A centre.}\n- {term: Spoke, body: A rod.}\n").near
    for identity, others in near.items():
        assert identity not in others
        assert len(others) == len(set(others)) <= 6


def test_near_terms_do_not_depend_on_the_order_of_the_files() -> None:
    records = TREES.strip().split("\n")
    first = network(TREES)
    second = network("\n".join(reversed(records)))
    assert {identity: tuple(ids) for identity, ids in first.near.items()} == dict(second.near.items())
    assert dict(first.backlinks.items()) == dict(second.backlinks.items())


def test_terms_are_not_near_because_of_a_term_that_all_mention() -> None:
    """A hub that hundreds mention costs no square of time and makes no two of them neighbours."""
    text = "".join(f"- {{term: Term{n}, body: 'About the hub.'}}\n" for n in range(400))
    near = network(text + "- {term: Hub, body: A centre.}\n").near
    assert all(ids == ("hub",) for identity, ids in near.items() if identity != "hub")


def test_terms_that_mention_the_same_seldom_things_are_near() -> None:
    filler = "".join(f"- {{term: Filler{n}, body: 'Nothing.'}}\n" for n in range(60))
    text = (
        "- {term: Ash, body: 'Kiln and glaze and clay.'}\n- {term: Bowl, body: 'Kiln, clay, glaze.'}\n"
        "- {term: Kiln, body: Hot.}\n- {term: Glaze, body: Thin.}\n- {term: Clay, body: Wet.}\n"
    )
    assert "bowl" in network(text + filler).near["ash"]


def test_a_network_after_edits_is_the_network_of_what_they_make() -> None:
    now, (before, bodies) = TREES, build(TREES)
    found = build_network(before, bodies.facts.values())
    for old, new in (
        ("A stone lies still.", "A stone lies below a birch, far from any forest."),
        ("term: Birch, ", "term: Willow, "),
        ("A birch is no oak.", "A willow is no oak, and no stone."),
        ("term: Acorn, category: Fruits", "term: Nut, aliases: [acorn], category: Fruits"),
        ("term: Willow, ", "term: Birch, "),
    ):
        now = now.replace(old, new)
        after, whole = build(now)
        by_file = {each.record.origin: each for each in after.entries}
        entries = {place: by_file[each.record.origin] for place, each in enumerate(before.entries)}
        edit = Edit(before, {place: each for place, each in entries.items() if each != before.entries[place]}, "en")
        assert edit.after == after
        bodies = bodies.after(edit)
        assert 0 < len(bodies.anew) < 5
        found, before = found.after(edit, bodies), after
        expected = build_network(after, whole)
        assert dict(found.backlinks.items()) == dict(expected.backlinks.items())
        assert dict(found.near.items()) == dict(expected.near.items())


def test_a_network_is_made_once_when_it_is_first_asked_for() -> None:
    made: list[MentionGraph] = []
    graph = network(TREES).graph

    def make_graph() -> MentionGraph:
        made.append(graph)
        return graph

    lazy = Network(make_graph)
    assert not made
    assert set(lazy.backlinks) == {"oak", "acorn", "forest"}
    assert lazy.graph is graph
    assert made == [graph]
