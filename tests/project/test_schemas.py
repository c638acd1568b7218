"""Schemas for editors accept what the readers accept.

What a schema cannot express, and these tests leave out: spaces around a value that is one of several; a number that is
no text of its kind (``release: -1``); ``true`` as a language; the letter case of the site's own folders as languages;
what else is wrong with an address than its shape; how long an id may be; the word ``null``, which is text here and
nothing for an editor; whatever concerns several entries.
"""

import json
import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import click
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from jsonschema import Draft7Validator

from glossary_site.cli.commands import main
from glossary_site.config import SETTINGS, SiteConfig, parse_config
from glossary_site.glossary.changes.log import parse_log
from glossary_site.glossary.ledger import parse_ledger
from glossary_site.issues import Issue, Severity
from glossary_site.project import SCHEMAS, format_schema, start_project
from glossary_site.records import FIELDS, Kind, parse_records
from glossary_site.search.queries import parse_queries
from glossary_site.yaml_text import parse_yaml

WRITTEN: Mapping[str, Any] = {name: json.loads(format_schema(name)) for name in SCHEMAS}
VALIDATORS = {
    name: Draft7Validator(schema, format_checker=Draft7Validator.FORMAT_CHECKER) for name, schema in WRITTEN.items()
}
READERS: Mapping[str, Callable[[str], Iterable[Issue]]] = {
    "settings": lambda text: parse_config(text)[1],
    "entry": lambda text: parse_records(text, "a.yml")[1],
    "ids": lambda text: parse_ledger(text, "a.yml")[1],
    "changes": lambda text: parse_log(text, "a.yml").issues,
    "queries": lambda text: parse_queries(text, "a.yml")[1],
}

#: Values of all kinds, right and wrong in their places.
_WORDS = """
Rye rye 0 1 3 5 050 50 10001 1.5 é #0b6e99 #0b6e9 yes TRUE de pt-BR x-very-long-subtags de/ de/rye rye--a term a..b -a
2026-03-31 2026-02-30 2026-3-1 2026.1 summary full section off title as-is draft current Draft both none renamed added
removed e.org //e.org a:b mailto:a@e.org ftp://e.org https://e.org HTTP://e.org/a/ https://e.org:80/b https://e.org:x
/docs/rye/ /a.html#b /../x /?id=1
https://[::1]/ https://e.org/a.html https://a@e.org/ https://e.org/?a https://e.org/../a {path}#L{line}
"""
TEXTS = st.sampled_from(("", "a b", "x\ny", "https://e org", *_WORDS.split()))
SCALARS = TEXTS | st.sampled_from((None, True, False, 0, 1, 50, 10_001, 2.5))


def values(names: Iterable[str]) -> st.SearchStrategy[Any]:
    """Any values, in which mappings have some of the names."""
    others = ("other", "text", "url", "de", "pt-BR", "title", "line", "1", "rye", "2026-03-31")
    keys = st.sampled_from((*names, *others))
    return st.recursive(
        SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(keys, inner, max_size=4), max_leaves=8
    )


def as_yaml(value: Any) -> str:
    """A value in YAML; nothing is written as ``~``, which the readers and editors alike take for nothing."""
    if value is None:
        return "~"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{json.dumps(key)}: {as_yaml(each)}" for key, each in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(as_yaml, value)) + "]"
    return json.dumps(value, ensure_ascii=False)


def same_verdict(name: str, value: Any) -> None:
    found = [issue for issue in READERS[name](as_yaml(value)) if issue.severity is Severity.ERROR]
    wrong = list(VALIDATORS[name].iter_errors(value))
    assert bool(found) == bool(wrong), (value, found, [error.message for error in wrong])


def test_the_command_names_every_schema() -> None:
    (argument,) = (each for each in main.commands["schema"].params if isinstance(each, click.Argument))
    assert isinstance(argument.type, click.Choice)
    assert tuple(argument.type.choices) == tuple(SCHEMAS)


@pytest.mark.parametrize("name", SCHEMAS)
def test_schemas_are_valid(name: str) -> None:
    Draft7Validator.check_schema(WRITTEN[name])


def test_every_setting_and_field_has_its_sentence_in_a_schema() -> None:
    properties = WRITTEN["settings"]["anyOf"][1]["properties"]
    assert {name: each["description"] for name, each in properties.items()} == {
        name: each.about for name, each in SETTINGS.items()
    }
    definitions = WRITTEN["entry"]["definitions"]
    for row in FIELDS:
        assert definitions[row.part.value]["properties"][row.name]["description"] == row.sentence


@pytest.mark.parametrize("name", SETTINGS)
@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_a_setting_is_accepted_by_both_or_by_none(name: str, data: st.DataObject) -> None:
    value = data.draw(values(SETTINGS))
    is_yes_as_language = name.startswith("language") and re.search("true|false", as_yaml(value))
    if not is_yes_as_language and not (
        name == "release" and isinstance(value, float | int) and not isinstance(value, bool)
    ):
        same_verdict("settings", {name: value})


FIELD_NAMES = tuple(dict.fromkeys(row.name for row in FIELDS))


@pytest.mark.parametrize("name", FIELD_NAMES)
@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_a_field_is_accepted_by_both_or_by_none(name: str, data: st.DataObject) -> None:
    value = data.draw(values(FIELD_NAMES))
    ids = {row.name for row in FIELDS if row.kind is Kind.ID}
    if name not in ids and not (name == "language" and isinstance(value, bool)):
        same_verdict("entry", {"term": "Rye", name: value})
        same_verdict("entry", [{"term": "Rye", "senses": [{name: value}]}])
        same_verdict("entry", {"term": "Rye", "source": {name: value}})


@settings(deadline=None)
@given(value=values(("term", "senses", "definition", "id", "aliases")))
@example({"term": "Rye", "senses": [{"definition": "A grain."}], "body": "x"})
@example({"term": "Rye", "senses": [], "body": "x"})
@example([{"term": "Rye"}, {"term": ""}])
def test_entries_are_accepted_by_both_or_by_none(value: Any) -> None:
    each = value if isinstance(value, list) else [value]
    if not any(isinstance(one, dict) and "id" in one for one in each):
        same_verdict("entry", value)


@pytest.mark.parametrize("name", ["ids", "changes", "queries"])
@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_other_files_are_accepted_by_both_or_by_none(name: str, data: st.DataObject) -> None:
    fields = {
        "ids": st.fixed_dictionaries({}, optional=dict.fromkeys(("term", "file", "moved", "gone", "other"), SCALARS)),
        "changes": st.lists(
            st.fixed_dictionaries({}, optional=dict.fromkeys(("kind", "id", "term", "was", "into", "other"), SCALARS)),
            max_size=2,
        ),
        "queries": st.dictionaries(TEXTS, SCALARS, max_size=2),
    }[name]
    shaped = st.dictionaries(TEXTS, fields, max_size=2)
    same_verdict(name, data.draw(shaped | values(("term", "id", "kind"))))


@pytest.mark.parametrize(
    ("identity", "accepted"), [("rye", True), ("de/rye-2", True), ("Rye", False), ("rye--a", False), ("a b", False)]
)
def test_an_id_has_its_shape(identity: str, accepted: bool) -> None:
    assert VALIDATORS["entry"].is_valid({"term": "Rye", "id": identity}) is accepted


def test_fields_that_the_settings_declare_are_those_of_entries() -> None:
    config = parse_config("fields: {level: {choices: [basic, high]}, checked: {type: date, of: sense}}")[0]
    validator = Draft7Validator(json.loads(format_schema("entry", config)))
    assert validator.is_valid({"term": "Rye", "level": "high", "senses": [{"checked": "2026-03-31"}]})
    assert not validator.is_valid({"term": "Rye", "level": "low"})
    assert not validator.is_valid({"term": "Rye", "senses": [{"level": "high"}]})


DECLARED = st.fixed_dictionaries(
    {},
    optional={
        "label": SCALARS | st.dictionaries(st.sampled_from(("en", "de", "e_n", "")), SCALARS, max_size=2),
        "type": st.sampled_from(("text", "list", "choice", "other")),
        "choices": st.lists(st.sampled_from(("a", "b", "", None, 1)), max_size=3),
        "of": st.sampled_from(("term", "sense", "page")),
        "show": st.sampled_from(("head", "body", "aside", "none", "top")),
        "search": SCALARS,
        "other": SCALARS,
    },
)


@settings(max_examples=200, deadline=None)
@given(st.dictionaries(st.sampled_from(("owner", "level", "Level", "term", "a b")), DECLARED | SCALARS, max_size=2))
def test_declared_fields_are_accepted_by_both_or_by_none(declared: dict[str, Any]) -> None:
    same_verdict("settings", {"fields": declared})


INCLUDED = st.fixed_dictionaries(
    {},
    optional={
        "from": TEXTS | st.sampled_from(("https://e.org/t.json", "https://e.org/a/embed/1/terms.json", "t.ttl", 1)),
        "site": TEXTS,
        "pin": st.sampled_from(("", f"sha256:{64 * '0'}", "sha256:0", 1)),
        "language": st.sampled_from(("", "de", "d", "pt-BR")),
        "other": SCALARS,
    },
)


@settings(max_examples=300, deadline=None)
@given(st.dictionaries(st.sampled_from(("Bread", "Iron")), INCLUDED | SCALARS, max_size=2))
def test_included_glossaries_are_accepted_by_both_or_by_none(included: dict[str, Any]) -> None:
    same_verdict("settings", {"include": included})


def test_defaults_are_accepted() -> None:
    whole = {name: getattr(SiteConfig(), name) for name in SETTINGS}
    plain = {name: value for name, value in whole.items() if value is not None and value != ()}
    assert VALIDATORS["settings"].is_valid(plain)


def test_a_new_project_names_schemas_that_accept_its_files(tmp_path: Any) -> None:
    start_project(tmp_path / "a")
    for path, name in (("glossary.yml", "settings"), ("entries/alias.yml", "entry")):
        file = tmp_path / "a" / path
        first, _, rest = file.read_text(encoding="utf-8").partition("\n")
        schema = file.parent / first.removeprefix("# yaml-language-server: $schema=")
        assert schema.read_text(encoding="utf-8") == format_schema(name)
        node, issues = parse_yaml(rest)
        assert not issues
        assert VALIDATORS[name].is_valid(_plain(node) if node else {})  # settings that are all comments


def _plain(node: Any) -> Any:
    if isinstance(node.value, tuple):
        return [_plain(each) for each in node.value]
    if isinstance(node.value, dict):
        return {name: _plain(each) for name, each in node.value.items()}
    return node.value
