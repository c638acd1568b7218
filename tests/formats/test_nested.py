"""Lists and mappings of entries, in the shapes that people have them in."""

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from glossary_site.config import SiteConfig
from glossary_site.formats import ImportedGlossary, read_glossary, recognise_format
from glossary_site.formats.terms import terms_json
from glossary_site.glossary import relate_records
from glossary_site.records import parse_records

RYE, OAT = "A grain of the north.", "A grain for horses."


def read(tmp_path: Path, text: str, name: str = "g.json") -> ImportedGlossary:
    (tmp_path / name).write_text(text, encoding="utf-8")
    return read_glossary(tmp_path / name, recognise_format(tmp_path / name), "en", {})


def yaml_of(text: str) -> str:
    """JSON as YAML in blocks, as people write it."""
    return yaml.safe_dump(json.loads(text), sort_keys=False)


def texts(found: ImportedGlossary) -> dict[str, str]:
    return {each.term: each.senses[0].definition.text or each.senses[0].body for each in found.records}


SHAPES: dict[str, Any] = {
    "a list": [{"term": "Rye", "definition": RYE}, {"term": "Oat", "definition": OAT}],
    "other keys": [{"word": "Rye", "meaning": RYE}, {"word": "Oat", "meaning": OAT}],
    "German keys": [{"Begriff": "Rye", "Erklärung": RYE}, {"Begriff": "Oat", "Erklärung": OAT}],
    "keys in camel case": [{"termName": "Rye", "shortDescription": RYE}, {"termName": "Oat", "shortDescription": OAT}],
    "acronyms": [{"acronym": "Rye", "expansion": RYE}, {"acronym": "Oat", "expansion": OAT}],
    "ids alone": [{"id": "Rye", "text": RYE}, {"id": "Oat", "text": OAT}],
    "a mapping": {"Rye": RYE, "Oat": OAT},
    "a mapping of mappings": {"Rye": {"description": RYE}, "Oat": {"description": OAT}},
    "a mapping by slug": {"r": {"title": "Rye", "text": RYE}, "o": {"title": "Oat", "text": OAT}},
    "pairs": [["Rye", RYE], ["Oat", OAT]],
    "mappings of one": [{"Rye": RYE}, {"Oat": OAT}],
    "wrapped": {
        "title": "Grains",
        "description": "All.",
        "terms": [{"name": "Rye", "def": RYE}, {"name": "Oat", "def": OAT}],
    },
    "wrapped twice": {"data": {"glossary": {"Rye": RYE, "Oat": OAT}}},
    "by letter": {"O": {"Oat": OAT}, "R": [{"label": "Rye", "value": RYE}]},
    "letters in a list": [
        {"letter": "O", "entries": [{"term": "Oat", "definition": OAT}]},
        {"letter": "R", "entries": [{"term": "Rye", "definition": RYE}]},
    ],
    "nested texts": [
        {"term": {"name": "Rye"}, "definition": {"text": RYE}},
        {"term": {"name": "Oat"}, "definition": {"text": OAT}},
    ],
    "divisions": {
        "glossary": {
            "title": "Grains",
            "GlossDiv": {
                "title": "R",
                "GlossList": {
                    "GlossEntry": [
                        {"ID": "rye", "GlossTerm": "Rye", "GlossDef": {"para": RYE}},
                        {"ID": "oat", "GlossTerm": "Oat", "GlossDef": {"para": OAT}},
                    ]
                },
            },
        }
    },
}


@pytest.mark.parametrize("name", ["g.json", "g.yml"])
@pytest.mark.parametrize("shape", SHAPES)
def test_usual_shapes_are_read(tmp_path: Path, shape: str, name: str) -> None:
    text = json.dumps(SHAPES[shape], ensure_ascii=False)
    if name == "g.yml" and "term" in text and shape == "a list":
        pytest.skip("these are records of this program")
    found = read(tmp_path, text, name)
    assert texts(found) == {"Rye": RYE, "Oat": OAT}
    assert not found.issues


@pytest.mark.parametrize(
    "shape",
    [
        {"target": "es2020", "module": "commonjs", "strict": True},
        {"jobs": {"test": {"on": ["push"], "steps": [{"uses": "checkout"}, {"run": "bake"}]}}},
    ],
)
def test_settings_of_single_words_are_no_glossary(tmp_path: Path, shape: dict[str, object]) -> None:
    found = read(tmp_path, json.dumps(shape), "g.json")
    assert (found.records, [issue.code for issue in found.issues]) == ((), ["entries-shape"])


def test_json_lines_have_keys_of_their_own(tmp_path: Path) -> None:
    found = read(
        tmp_path, f'{{"word": "Rye", "meaning": "{RYE}"}}\n\n{{"word": "Oat", "meaning": "{OAT}"}}\n', "g.jsonl"
    )
    assert texts(found) == {"Rye": RYE, "Oat": OAT}
    assert [record.origin.line for record in found.records] == [1, 3]


def test_comments_and_last_commas_are_passed_over(tmp_path: Path) -> None:
    text = f'// grains\n{{"Rye": "{RYE}", /* of\n two */ "Web": "https://example.org/, ]",\n}}\n'
    assert texts(read(tmp_path, text)) == {"Rye": RYE, "Web": "https://example.org/, ]"}
    (issue,) = read(tmp_path, text + "?").issues
    assert (issue.code, issue.line) == ("json-syntax", 5)


def test_groups_are_categories(tmp_path: Path) -> None:
    groups = {"Grains": {"Rye": RYE}, "Mills": [{"name": "Quern", "text": "A mill for the hand."}]}
    listed = {"categories": [{"name": "Grains", "terms": [{"term": "Rye", "definition": RYE}]}]}
    found = read(tmp_path, json.dumps(groups)).records
    assert [(record.term, record.senses[0].category) for record in found] == [("Rye", "Grains"), ("Quern", "Mills")]
    (rye,) = read(tmp_path, json.dumps(listed)).records
    assert (rye.term, rye.senses[0].category) == ("Rye", "Grains")


@pytest.mark.parametrize(
    "entry",
    [
        {"term": {"en": "Rye", "de": "Roggen"}, "definition": {"en": RYE, "de": "Ein Korn."}},
        {"en": {"term": "Rye", "definition": RYE}, "de": {"term": "Roggen", "definition": "Ein Korn."}},
        {"term_en": "Rye", "term_de": "Roggen", "definition_en": RYE, "definition_de": "Ein Korn."},
        {"term": "Rye", "de": "Roggen", "definition": RYE, "definition_de": "Ein Korn."},
    ],
)
def test_languages_are_translations(tmp_path: Path, entry: dict[str, Any]) -> None:
    rye, roggen = read(tmp_path, json.dumps([entry])).records
    assert (rye.term, rye.language, rye.senses[0].definition.text) == ("Rye", "", RYE)
    assert (roggen.term, roggen.language, roggen.translation_of) == ("Roggen", "de", "rye")
    assert roggen.senses[0].definition.text == "Ein Korn."


@pytest.mark.parametrize(
    "entries",
    [
        {"Rye": {"en": RYE, "de": "Ein Korn."}},
        {"glossary": {"Rye": {"en": {"definition": RYE}, "de": {"definition": "Ein Korn."}}}},
        {"Rye": {"definition": {"en": RYE, "de": "Ein Korn."}}},
        {"Rye": {"definition": RYE, "translations": {"de": "Ein Korn."}}},
        {"Grains": {"Rye": {"en": RYE, "de": "Ein Korn."}}},
    ],
)
@pytest.mark.parametrize("name", ["g.json", "g.yml"])
def test_languages_below_a_name_are_translations_of_the_same_name(
    tmp_path: Path, entries: dict[str, Any], name: str
) -> None:
    rye, german = read(tmp_path, json.dumps(entries, indent=1), name).records
    assert (rye.term, rye.id, rye.senses[0].definition.text) == ("Rye", "rye", RYE)
    assert (german.term, german.language, german.translation_of) == ("Rye", "de", "rye")
    assert german.senses[0].definition.text == "Ein Korn."


@pytest.mark.parametrize(
    "translations",
    [
        {"de": "Roggen"},
        {"de": {"term": "Roggen"}},
        [{"language": "de", "term": "Roggen"}],
        [{"lang": "German", "text": "Roggen"}],
    ],
)
def test_translations_of_a_name_are_terms(tmp_path: Path, translations: object) -> None:
    text = json.dumps([{"term": "Rye", "definition": RYE, "translations": translations}])
    for name in ("g.json", "g.yml"):
        rye, roggen = read(tmp_path, text if name == "g.json" else yaml_of(text), name).records
        assert (rye.term, rye.senses[0].definition.text) == ("Rye", RYE)
        assert (roggen.term, roggen.language, roggen.translation_of) == ("Roggen", "de", "rye")


def test_names_by_language_are_terms(tmp_path: Path) -> None:
    found = read(tmp_path, json.dumps({"Data": {"en": "Data", "de": "Daten"}, "rye": {"en": "Rye", "de": "Roggen"}}))
    assert [(each.term, each.language) for each in found.records] == [
        ("Data", ""),
        ("Daten", "de"),
        ("Rye", ""),
        ("Roggen", "de"),
    ]


def test_an_entry_without_a_name_is_a_loss_on_its_line(tmp_path: Path) -> None:
    text = f'[\n{{"term": "Rye", "definition": "{RYE}"}},\n{{"definition": "{OAT}"}}\n]'
    found = read(tmp_path, text)
    assert texts(found) == {"Rye": RYE}
    assert [(loss.line, loss.kind, loss.example) for loss in found.losses] == [
        (3, "a row has no name, so it is left out", OAT)
    ]


def test_several_meanings_are_senses_and_lists_are_lists(tmp_path: Path) -> None:
    entry = {
        "word": "Mill",
        "definitions": ["It grinds.", "A house for that."],
        "synonyms": ["quern, by hand"],
        "seeAlso": [{"term": "Rye", "url": "x"}],
    }
    found = read(tmp_path, json.dumps([entry]))
    (mill,) = found.records
    assert [sense.body for sense in mill.senses] == ["It grinds.", "A house for that."]
    assert (mill.aliases, mill.related) == (("quern, by hand",), ("Rye",))
    assert [loss.message for loss in found.losses] == ["'seeAlso url' is not read: x"]


def test_the_forms_of_names_that_a_site_publishes_are_no_loss(tmp_path: Path) -> None:
    entries = (
        "- {term: Rye, abbreviations: [RG], definition: A grain.}\n"
        "- {term: Oat, definition: For horses., autolink: none}\n"
    )
    published = terms_json(relate_records(parse_records(entries, "a.yml")[0], SiteConfig())).data.decode()
    assert '"forms"' in published
    found = read(tmp_path, published)
    assert [(each.term, each.abbreviations, each.autolink) for each in found.records] == [
        ("Oat", (), "none"),
        ("Rye", ("RG",), "both"),
    ]
    assert found.losses == ()


def test_what_is_not_read_is_counted_by_key(tmp_path: Path) -> None:
    entries = [{"word": f"Rye {number}", "meaning": RYE, "weight": number} for number in range(40)]
    found = read(tmp_path, json.dumps({"terms": entries}))
    assert [loss.kind for loss in found.losses] == ["'weight' is not read"] * 40


@pytest.mark.parametrize(
    "text",
    [
        '{"name": "a-package", "description": "A tool.", "version": "1", "scripts": {"test": "x"}, "license": "MIT"}',
        '{"name": "x"}',
        "[1, 2, 3]",
        '["Rye", "Oat"]',
        "{}",
        '"Rye"',
        '[{"weight": 1, "height": 2}]',
    ],
)
@pytest.mark.parametrize("name", ["g.json", "g.yml"])
def test_what_is_no_glossary_is_one_error(tmp_path: Path, text: str, name: str) -> None:
    found = read(tmp_path, text, name)
    assert not found.records
    assert [issue.code for issue in found.issues] == ["entries-shape"]


def test_yaml_of_this_program_differs_from_that_of_others(tmp_path: Path) -> None:
    for text, form in [
        ("term: Rye\ndefinition: A grain.\n", "entries"),
        ("- term: Rye\n  related: [Oat]\n", "entries"),
        ("- term: Rye\n  meaning: A grain.\n", "yaml"),
        ("- {term: Rye, definition: A grain.}\n", "entries"),
        ("- {term: Rye, meaning: A grain.}\n", "yaml"),
        ("Rye:\n  definition: A grain.\n", "yaml"),
        ("- term: Rye\n  definition: A grain.\n  translations: {de: Roggen}\n", "yaml"),
        ("glossary:\n  - term: Rye\n    definition: A grain.\n", "yaml"),
        ("Rye: A grain.\n", "yaml"),
        ("- slug: rye\n  en:\n    term: Rye\n    def: A grain.\n", "glosario"),
    ]:
        (tmp_path / "g.yml").write_text(text, encoding="utf-8")
        assert recognise_format(tmp_path / "g.yml").name == form, text


def test_entries_have_the_lines_that_they_begin_on(tmp_path: Path) -> None:
    first = '{"term": "Rye",\n   "definition": "A \\"grain\\" {of} [the] north."}'
    text = f'[\n  {first},\n  // more\n  {{"term": "Oat", "definition": "x"}},\n]'
    assert [record.origin.line for record in read(tmp_path, text).records] == [2, 5]
    assert [record.origin.line for record in read(tmp_path, '{\n"Rye": "A grain.",\n"Oat": "Fodder."\n}').records] == [
        2,
        3,
    ]


def test_a_key_that_is_given_twice_is_an_error_on_its_line(tmp_path: Path) -> None:
    found = read(tmp_path, '{\n"Rye": "A grain.",\n"Rye": "A whisky."\n}')
    assert [(issue.code, issue.line) for issue in found.issues] == [("duplicate-key", 3)]


def test_a_key_above_a_name_may_abbreviate_it(tmp_path: Path) -> None:
    text = "UOR: {type: short, term: Unit of rye}\nwin: {term: [Winter wheat, Wheat in November]}\n"
    found = read(tmp_path, text, "g.yml").records
    assert [(each.term, each.abbreviations) for each in found] == [
        ("Unit of rye", ("UOR",)),
        ("Winter wheat", ()),
        ("Wheat in November", ("win",)),
    ]


def test_a_table_by_its_columns_is_read(tmp_path: Path) -> None:
    text = json.dumps({"term": {"0": "Rye", "1": "Oat"}, "definition": {"0": RYE, "1": OAT}})
    assert texts(read(tmp_path, text)) == {"Rye": RYE, "Oat": OAT}


def test_numbered_and_sized_texts_are_meanings(tmp_path: Path) -> None:
    given = {"term": "Rye", "short_def": RYE, "definition 2": "A whisky.", "full_description": "Long."}
    record = read(tmp_path, json.dumps([given, {"term": "Oat", "short_def": OAT}])).records[0]
    assert (record.senses[0].definition.text, record.senses[0].body) == (RYE, "A whisky.\n\nLong.")


def test_null_is_no_text(tmp_path: Path) -> None:
    found = read(tmp_path, "- {term: Rye, meaning: null}\n- {term: null, meaning: Nothing.}\n", "g.yml")
    assert texts(found) == {"Rye": "", "null": "Nothing."}


def test_values_that_an_alias_names_are_read(tmp_path: Path) -> None:
    found = read(tmp_path, "Rye: &same {description: A grain.}\nSecale: *same\n", "g.yml")
    assert texts(found) == {"Rye": "A grain.", "Secale": "A grain."}


def test_aliases_that_multiply_are_refused(tmp_path: Path) -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{at}: &a{at} [{', '.join([f'*a{at - 1}'] * 10)}]" for at in range(1, 9)]
    assert [issue.code for issue in read(tmp_path, "\n".join(lines), "g.yml").issues] == [
        "yaml-alias",
        "entries-shape",
    ][:1]


def test_keys_that_are_not_recognised_can_be_named(tmp_path: Path) -> None:
    path = tmp_path / "g.json"
    path.write_text(json.dumps([{"zord": "Rye", "flim": RYE}, {"zord": "Oat", "flim": OAT}]), encoding="utf-8")
    assert "'term=zord,definition=flim'" in read(tmp_path, path.read_text()).issues[0].hint
    named = read_glossary(path, recognise_format(path), "en", {"term": "zord", "definition": "flim"})
    assert texts(named) == {"Rye": RYE, "Oat": OAT}


def test_html_in_texts_becomes_markdown(tmp_path: Path) -> None:
    given = {
        "term": "Bran &amp; germ",
        "definition": '<p>The <b>rest</b> of a <a href="https://example.org/">grain</a>.</p>',
    }
    found = read(tmp_path, json.dumps([given, {"term": "Oat", "definition": "a < b & c > d"}]))
    assert texts(found)["Oat"] == "a < b & c > d"
    assert found.records[0].term == "Bran & germ"
    assert found.records[0].senses[0].definition.source == "The **rest** of a [grain](https://example.org/)."


def test_examples_and_notes_are_kept(tmp_path: Path) -> None:
    given = [{"term": "Rye", "definition": RYE, "example": "Rye, please.", "note": ["Hardy.", "Dark."]}]
    sense = read(tmp_path, json.dumps([*given, {"term": "Oat", "definition": OAT}])).records[0].senses[0]
    assert (sense.example, sense.note) == (("Rye, please.",), ("Hardy.", "Dark."))


def test_a_name_with_its_abbreviation_in_brackets_has_it(tmp_path: Path) -> None:
    given = [
        {"term": "Unit of rye (UOR)", "definition": "A measure."},
        {"term": "Oat", "definition": "Not a [[Unit of rye (UOR)]]."},
    ]
    first, second = read(tmp_path, json.dumps(given)).records
    assert (first.term, first.abbreviations) == ("Unit of rye", ("UOR",))
    assert second.senses[0].definition.source == "Not a [[Unit of rye|Unit of rye (UOR)]]."


@pytest.mark.parametrize("name", ["g.json", "g.csv", "g.md", "g.yml", "g.xml"])
def test_a_file_that_is_empty_is_an_error(tmp_path: Path, name: str) -> None:
    for text in ("", "\n \n"):
        issues = read(tmp_path, text, name).issues
        assert "error" in [issue.severity for issue in issues], (name, text)


@pytest.mark.parametrize("encoding", ["utf-16", "cp1252"])
def test_a_page_in_another_encoding_is_recognised_and_read(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "g.md"
    path.write_bytes(
        "# Grains\n\n## Rye\n\nA grain for naïve bakers.\n\n## Oat\n\nA grain for horses.\n".encode(encoding)
    )
    found = read_glossary(path, recognise_format(path), "en", {})
    assert [record.term for record in found.records] == ["Rye", "Oat"]
    assert "naïve" in found.records[0].senses[0].definition.text + found.records[0].senses[0].body


def test_names_behind_a_name_are_counted_in_the_source(tmp_path: Path) -> None:
    (tmp_path / "g").mkdir()
    (tmp_path / "g/rye.md").write_text("---\ntitle: Unit of rye (UOR)\n---\nA measure.\n", encoding="utf-8")
    found = read_glossary(tmp_path / "g", recognise_format(tmp_path / "g"), "en", {})
    assert (found.records[0].abbreviations, found.source.aliases) == (("UOR",), 1)
