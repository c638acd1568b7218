"""Reflow of the real documents: a stream's body gets the same structure with its line ends and without them."""

import ast
import re
from collections import Counter

import pytest
from markdown_it import MarkdownIt

from corpus.conftest import Entry
from glossary_site.text.layout import reflow

pytestmark = pytest.mark.corpus

MARKDOWN = MarkdownIt("commonmark").enable("table")
LEAST_F1 = {"headings": 0.99, "list items": 0.99, "table rows": 0.99, "code fences": 1.0}


def bodies_of(entries: list[Entry], kind: str) -> list[str]:
    """The bodies of the documents of a kind."""
    return [entry.body.strip() for entry in entries if entry.file.startswith(kind)]


def find_structure(markdown: str) -> dict[str, Counter[str]]:
    """The texts of headings and list items with their levels, of table rows and fences, as a reader sees them."""
    found: dict[str, Counter[str]] = {name: Counter() for name in LEAST_F1}
    items: list[list[str]] = []
    row: list[str] = []
    heading = ""
    for token in MARKDOWN.parse(markdown):
        if token.type == "heading_open":
            heading = token.tag
        elif token.type == "list_item_open":
            items.append([])
        elif token.type == "list_item_close":
            found["list items"][f"{len(items)} {' '.join(items.pop())}"] += 1
        elif token.type == "tr_open":
            row = []
        elif token.type == "tr_close":
            found["table rows"][" | ".join(row)] += 1
        elif token.type == "fence":
            found["code fences"][f"{token.info}: {normalise_code(token.info, token.content)}"] += 1
        elif token.type == "inline":
            if heading:
                found["headings"][f"{heading} {token.content}"] += 1
            elif items:
                items[-1].append(token.content)
            row.append(token.content)
            heading = ""
    return found


def normalise_code(info: str, code: str) -> str:
    """Code as it is compared: Python by its syntax tree, other code by its words, as its line ends stay lost."""
    if info == "python":
        return ast.dump(ast.parse(code))
    return " ".join(code.split())


def test_structure_does_not_depend_on_line_ends(entries: list[Entry]) -> None:
    same, wanted, got = Counter[str](), Counter[str](), Counter[str]()
    for body in bodies_of(entries, "stream"):
        by_line = find_structure(reflow(body))
        flat = find_structure(reflow(body.replace("\n", " ")))
        for name in LEAST_F1:
            same[name] += (by_line[name] & flat[name]).total()
            wanted[name] += by_line[name].total()
            got[name] += flat[name].total()
    f1 = {name: 2 * same[name] / (wanted[name] + got[name]) for name in LEAST_F1}
    print("".join(f"\nF1 {name}: {f1[name]:.4f} of {wanted[name]}" for name in LEAST_F1))
    assert all(wanted[name] > 0 for name in LEAST_F1)
    assert {name: f1[name] for name in LEAST_F1 if f1[name] < LEAST_F1[name]} == {}


def test_no_word_is_lost_and_nothing_moves_twice(entries: list[Entry]) -> None:
    assert len(entries) == 150
    for entry in entries:
        for text in (entry.body.strip(), entry.body.strip().replace("\n", " ")):
            once = reflow(text)
            assert re.findall(r"\w+", once) == re.findall(r"\w+", text)
            assert reflow(once) == once


def test_page_dumps_have_no_structure_left_in_their_lines(entries: list[Entry]) -> None:
    for body in bodies_of(entries, "page-dump"):
        in_code = False
        for line in reflow(body).split("\n"):
            in_code ^= line.startswith("```")
            if not in_code:
                assert " - **" not in line
                assert not re.search(r"[.!?] - [A-Z]", line)
                assert "|---" not in line
                assert not re.match(r"#+ .*\*\*", line)
