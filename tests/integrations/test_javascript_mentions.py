"""Mentions as the build finds them and as ``npm/remark-glossary`` does: one table of texts runs through both."""

import importlib.util
import re
from collections.abc import Callable, Iterator, Sequence
from html import escape, unescape
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

import pytest
import yaml
from javascript import PACKAGE, Module, needs_node
from test_mentions_labelled import LABELS, labelled_texts

from glossary_site.config import SiteConfig
from glossary_site.formats.terms import terms_json
from glossary_site.glossary import Glossary, relate_records
from glossary_site.mentions import LinkTable, Matcher
from glossary_site.records import parse_records

TABLE = Path(__file__).parents[1] / "cases" / "mentions.yml"
_MARK = re.compile("⟦(.*?)⟧")
_FIND = """
import { Matcher } from "./matcher.js";
function answer({ language, terms, texts }) {
  const matcher = new Matcher(JSON.parse(terms), language);
  return texts.map((text) => matcher.find(text).map(({ start, end, term }) => [text.slice(start, end), term.id]));
}
"""


class Texts(NamedTuple):
    """Plain texts in a language, and the terms that may be in them as YAML."""

    language: str
    terms: str
    texts: tuple[str, ...]


#: For each text the surface and the id of each of its mentions.
Found = list[list[tuple[str, str]]]


def read_table() -> Iterator[tuple[Texts, tuple[tuple[str, ...], ...]]]:
    """Each language's texts, and the mentions that are marked in each."""
    for row in yaml.safe_load(TABLE.read_text(encoding="utf-8")):
        marked = row["texts"].splitlines()
        plain = tuple(re.sub("[⟦⟧]", "", text) for text in marked)
        yield (
            Texts(row["language"], _terms(row["terms"]), plain),
            tuple(tuple(_MARK.findall(text)) for text in marked),
        )


def read_labels() -> Iterator[Texts]:
    """The texts of ``tests/labels/mentions-*.txt``, of each language and each list of names."""
    for path in sorted(LABELS.parent.glob("mentions-*.txt")):
        for names, rows in groupby(labelled_texts(path), key=lambda row: row[0]):
            texts = tuple(unescape(html) for _, html, _, _ in rows)
            yield Texts(path.stem.removeprefix("mentions-"), _terms(names), texts)


def _terms(names: Sequence[object]) -> str:
    terms = [name if isinstance(name, dict) else {"term": name} for name in names]
    return yaml.safe_dump([{"definition": "A test has it.", **term} for term in terms], allow_unicode=True)


def _glossary(language: str, terms: str) -> Glossary:
    return relate_records(parse_records(terms, "a.yml")[0], SiteConfig(language=language))


def find_in_build(given: Sequence[Texts]) -> list[Found]:
    found = []
    for language, terms, texts in given:
        matcher = Matcher(LinkTable.of(_glossary(language, terms), "all").names, language)
        pages = [escape(text, quote=False) for text in texts]
        found.append(
            [[(unescape(page[one.start : one.end]), one.id) for one, _ in matcher.find(page, "")] for page in pages]
        )
    return found


def find_in_javascript(given: Sequence[Texts]) -> list[Found]:
    """What the package finds with the ``terms.json`` that a build publishes."""
    found = []
    with Module(_FIND) as find:
        for language, terms, texts in given:
            published = terms_json(_glossary(language, terms)).data.decode()
            pages = find({"language": language, "terms": published, "texts": texts})
            found.append([[(surface, identity) for surface, identity in mentions] for mentions in pages])
    return found


FINDERS = [find_in_build, pytest.param(find_in_javascript, marks=needs_node)]


@pytest.mark.parametrize("find", FINDERS)
def test_each_finder_finds_the_mentions_of_the_table(find: Callable[[Sequence[Texts]], list[Found]]) -> None:
    table = list(read_table())
    assert len(table) >= 16 and sum(len(each.texts) for each, _ in table) >= 30
    for (each, marked), found in zip(table, find([each for each, _ in table]), strict=True):
        for text, expected, mentions in zip(each.texts, marked, found, strict=True):
            assert [surface for surface, _ in mentions] == list(expected), f"{each.language}: {text}"


@needs_node
def test_both_finders_find_the_same_in_every_labelled_text() -> None:
    given = list(read_labels())
    assert sum(len(each.texts) for each in given) >= 300
    for each, build, javascript in zip(given, find_in_build(given), find_in_javascript(given), strict=True):
        for text, one, other in zip(each.texts, build, javascript, strict=True):
            assert one == other, f"{each.language}: {text}"


def test_the_files_that_the_package_has_from_here_are_up_to_date() -> None:
    spec = importlib.util.spec_from_file_location("make", PACKAGE / "make.py")
    assert spec and spec.loader
    make = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(make)
    for name, text in make.made_files().items():
        assert (PACKAGE / name).read_text(encoding="utf-8") == text, f"{name}: run python npm/remark-glossary/make.py"
