"""Categories in a tree, and tags: what is one, how it is spelled, where it is."""

import pytest

from glossary_site.config import SiteConfig, parse_config
from glossary_site.glossary import Glossary, relate_records
from glossary_site.issues import Severity
from glossary_site.records import parse_records


def relate(text: str, **settings: object) -> Glossary:
    records, issues = parse_records(text, "x.yml")
    assert issues == ()
    return relate_records(records, SiteConfig(**settings))  # type: ignore[arg-type]


def entries(*categories: str) -> str:
    return "".join(f"- {{term: t{n}, category: {name}, body: x}}\n" for n, name in enumerate(categories))


def shown(found: Glossary) -> list[tuple[str, str, tuple[str, ...], int]]:
    return [(each.slug, each.name, each.ids, each.own) for each in found.categories]


def test_a_category_below_another_counts_there_too() -> None:
    found = relate(entries("Sport", "Sport / Ball games", "Sport / Ball games / Tennis", "Art"))
    assert shown(found) == [
        ("art", "Art", ("t3",), 1),
        ("sport", "Sport", ("t0", "t1", "t2"), 1),
        ("sport/ball-games", "Sport / Ball games", ("t1", "t2"), 1),
        ("sport/ball-games/tennis", "Sport / Ball games / Tennis", ("t2",), 1),
    ]
    tennis = found.categories[-1]
    assert (tennis.label, tennis.parent) == ("Tennis", "Sport / Ball games")


def test_a_category_that_no_entry_names_is_there_if_one_below_it_is() -> None:
    assert shown(relate(entries("Sport / Tennis"))) == [
        ("sport", "Sport", ("t0",), 0),
        ("sport/tennis", "Sport / Tennis", ("t0",), 1),
    ]


def test_each_part_of_a_name_has_its_usual_spelling() -> None:
    found = relate(entries("sport / Tennis", "Sport / tennis", "Sport / Tennis", "Sport"))
    assert [each.name for each in found.categories] == ["Sport", "Sport / Tennis"]
    assert {each.record.senses[0].category for each in found.entries} == {"Sport", "Sport / Tennis"}
    assert [(each.code, each.severity) for each in found.issues] == [("category-variant", Severity.NOTE)] * 2


def test_the_settings_spell_each_part_and_whole_names() -> None:
    pins = (
        ("Sport", "Sport"),
        ("sports", "Sport"),
        ("Sport / Tennis", "Sport / Tennis"),
        ("lawn tennis", "Sport / Tennis"),
    )
    found = relate(entries("sports / Golf", "lawn tennis", "Sports / tennis"), categories=pins)
    assert [each.name for each in found.categories] == ["Sport", "Sport / Golf", "Sport / Tennis"]
    assert found.issues == ()


@pytest.mark.parametrize(
    ("separator", "slugs"),
    [("/", ["a", "a/b", "c-d"]), (">", ["a-b", "c", "c/d"]), ("off", ["a-b", "c-d"])],
)
def test_what_parts_a_name_is_a_setting(separator: str, slugs: list[str]) -> None:
    found = relate(entries("A / B", "'C > D'"), category_separator=separator)
    assert [each.slug for each in found.categories] == slugs


def test_the_separator_is_one_mark() -> None:
    assert parse_config("category_separator: '>'")[0].separator == " > "
    assert parse_config("category_separator: off")[0].separator == ""
    assert [each.code for each in parse_config("category_separator: 'a b'")[1]] == ["config-value"]


def test_a_sign_without_spaces_and_an_empty_part_make_no_tree() -> None:
    found = relate(entries("TCP/IP", "'Net / '", "'/ Web'"))
    assert [(each.name, each.parent) for each in found.categories] == [("/ Web", ""), ("Net /", ""), ("TCP/IP", "")]


def test_a_number_below_a_category_is_no_page_of_it() -> None:
    found = relate(entries("Years / 2", "Years / 3", "2"))
    slugs = [each.slug for each in found.categories]
    assert slugs[0] == "2"
    assert not any(slug.endswith(("/2", "/3")) for slug in slugs)
    assert len(set(slugs)) == 4


def test_a_name_of_very_many_parts_makes_a_tree_of_ten_levels() -> None:
    found = relate(entries(" / ".join("abcdefghijklmnop")))
    assert len(found.categories) == 10
    assert found.categories[-1].label == "j / k / l / m / n / o / p"


def test_lower_categories_come_behind_the_higher_one() -> None:
    found = relate(entries("Sport / Tennis", "Sport-lore", "Sport"))
    assert [each.name for each in found.categories] == ["Sport", "Sport / Tennis", "Sport-lore"]


def test_a_term_of_several_categories_is_in_each_once() -> None:
    found = relate(
        "- {term: Ball, category: [Sport / Tennis, Sport, Toys], body: x}\n"
        "- {term: Net, senses: [{category: Sport, body: x}, {category: [Web, sport], body: y}]}\n"
    )
    assert [(each.name, each.ids) for each in found.categories] == [
        ("Sport", ("ball", "net")),
        ("Sport / Tennis", ("ball",)),
        ("Toys", ("ball",)),
        ("Web", ("net",)),
    ]
    assert found.entries[0].record.categories == ("Sport / Tennis", "Sport", "Toys")
    assert [sense.categories for sense in found.entries[1].record.senses] == [("Sport",), ("Web", "Sport")]


def test_spellings_of_a_tag_are_one_tag_by_its_usual_spelling() -> None:
    found = relate(
        "- {term: a, tags: [Deep-sea, cold], body: x}\n"
        "- {term: b, tags: [deep sea], body: x}\n"
        "- {term: c, tags: [deep sea, Deep Sea], body: x}\n"
    )
    assert [(each.slug, each.name, each.ids) for each in found.tags] == [
        ("cold", "cold", ("a",)),
        ("deep-sea", "deep sea", ("a", "b", "c")),
    ]
    assert found.entries[2].record.tags == ("deep sea",)
    assert {each.code for each in found.issues} == {"tag-variant"}


def test_a_glossary_without_categories_and_tags_has_none() -> None:
    found = relate("- {term: a, body: x}\n")
    assert (found.categories, found.tags) == ((), ())
