"""Every code that the program can print has its meaning."""

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from command_line import run_glossary

import glossary_site
from glossary_site.checks import CODES, RULES, find_code

TREES = [ast.parse(path.read_text(encoding="utf-8")) for path in Path(glossary_site.__path__[0]).rglob("*.py")]
CODE = re.compile(r"[a-z]+(-[a-z0-9]+)*")


def takers_of_codes() -> dict[str, int]:
    """Every function that has a parameter ``code`` -> its place among the arguments."""
    takers = {"Issue": 0, "_RefusedError": 0}
    for tree in TREES:
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef) and node.name != "__init__":
                names = [each.arg for each in node.args.args if each.arg not in ("self", "cls")]
                if "code" in names:
                    takers[node.name] = names.index("code")
    return takers


def printed_codes() -> Iterator[str]:
    """Every text that is given to a function as the code of an issue."""
    takers = takers_of_codes()
    for tree in TREES:
        for node in ast.walk(tree):
            if not isinstance(node, ast.Call):
                continue
            place = takers.get(ast.unparse(node.func).rpartition(".")[2])
            if place is None:
                continue
            given = [*node.args[place : place + 1], *(each.value for each in node.keywords if each.arg == "code")]
            either = [
                side
                for each in given
                for side in ((each.body, each.orelse) if isinstance(each, ast.IfExp) else (each,))
            ]
            for each in either:
                if isinstance(each, ast.Constant) and CODE.fullmatch(str(each.value)):
                    yield str(each.value)


def test_every_code_that_is_printed_has_one_meaning_and_something_to_do() -> None:
    names = [code.name for codes in CODES.values() for code in codes]
    assert len(names) == len(set(names))
    assert {*printed_codes(), *(rule.code for rule in RULES)} <= set(names)
    assert len(names) > 150
    for codes in CODES.values():
        for code in codes:
            assert CODE.fullmatch(code.name)
            assert all(text[0].isupper() or not text[0].isalpha() for text in (code.meaning, code.remedy)), code.name
            assert code.meaning.endswith((".", "?", ")")) and code.remedy.endswith((".", "?")), code.name


def test_a_code_is_explained_with_the_address_of_its_section() -> None:
    outcome = run_glossary("explain", "definition-missing")
    assert (outcome.code, outcome.err) == (0, "")
    assert outcome.out.splitlines() == [
        "No definition.",
        "Write one sentence that says what it is.",
        "More: docs/codes.md#definition-missing",
    ]
    code = find_code("yaml-tag")
    assert code
    shown = json.loads(run_glossary("explain", "yaml-tag", "--json").out)
    assert shown == {"name": "yaml-tag", "meaning": code.meaning, "remedy": code.remedy}


@pytest.mark.parametrize("name", ["definition-mising", "term/rye/"])
def test_what_is_no_code_is_the_address_of_a_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.chdir(tmp_path)
    assert find_code(name) is None
    assert run_glossary("explain", name).code == 1
