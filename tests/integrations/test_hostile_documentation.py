"""Hostile entries in documentations: in the pages of MkDocs and of Sphinx nothing of theirs runs, or is fetched."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import html
from mkdocs.commands.build import build
from mkdocs.config import load_config
from payload_cases import case_id, write_glossary
from sphinx.cmd.build import build_main

#: A function that payloads call, and a host that they name.
_RUN, _AWAY = "pwned", "off-site.invalid"
#: What leads a reader on, or is written out; all else that names the host would be fetched.
_HARMLESS = ("href", "alt", "title", "id", "name", "content", "value", "aria-label")
_SCHEMES = re.compile(r"(?:https?:|mailto:|tel:|[^:]*(?:[/?#]|$))", re.IGNORECASE)
#: What MathJax or LaTeX would act upon in a formula.
_ACTS = re.compile(
    r"\\(?:href|url|require|unicode|class|cssId|style|def|input|include|write|immediate|openin|catcode)\b"
)
PAGE = "\n\n".join(f"Of case {number:04d} and [[{case_id(number)}]]." for number in range(1, 9))


def find_active(tree: html.HtmlElement) -> Iterator[str]:
    """What of HTML would run a payload, fetch something for it, or lead to a scheme that none may have."""
    for element in tree.iter():
        if not isinstance(element.tag, str):
            continue
        if element.tag in ("script", "style") and re.search(f"{_RUN}|{_AWAY}", element.text_content()):
            yield f"<{element.tag}> {element.text_content()[:80]}"
        for name, value in element.attrib.items():
            text = re.sub(r"[\s\x00-\x1f]", "", value)
            is_run = name.startswith("on") and _RUN in text
            is_fetched = _AWAY in text and name not in _HARMLESS and not name.startswith("data-")
            leads_astray = name in ("href", "src", "action", "formaction", "xlink:href") and not _SCHEMES.match(text)
            if is_run or is_fetched or leads_astray:
                yield f"<{element.tag} {name}={value[:80]!r}>"


def check_site(site: Path) -> None:
    """Nothing of the pages and of the cards is active."""
    trees = {path.name: html.parse(str(path)).getroot() for path in site.rglob("*.html")}
    for path in site.rglob("glossary-cards-*.js"):
        script = path.read_text(encoding="utf-8").strip()
        for term, card in json.loads(script.removeprefix("glossaryDefinitions(").removesuffix(");")):
            trees[f"the card of {term}"] = html.fragment_fromstring(card, create_parent="div")
    assert len([name for name in trees if name.startswith("the card of ")]) >= 8
    assert [f"{name}: {found}" for name, tree in trees.items() for found in find_active(tree)] == []


@pytest.fixture
def entries(tmp_path: Path) -> Path:
    write_glossary(tmp_path / "glossary", 90)
    return tmp_path / "glossary/entries"


def test_pages_of_mkdocs_run_nothing_of_an_entry(entries: Path, tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/index.md").write_text(PAGE, encoding="utf-8")
    glossary = {"source": str(entries), "settings": str(entries.parent / "glossary.yml")}
    settings = {"site_name": "Cases", "theme": "mkdocs", "plugins": ["search", {"glossary-site": glossary}]}
    (tmp_path / "mkdocs.yml").write_text(json.dumps(settings), encoding="utf-8")
    build(load_config(str(tmp_path / "mkdocs.yml")))
    check_site(tmp_path / "site")


def test_pages_of_sphinx_run_nothing_of_an_entry(entries: Path, tmp_path: Path) -> None:
    conf = (
        "project = 'Cases'\nextensions = ['glossary_site.integrations.sphinx']\n"
        f"glossary_source = {str(entries)!r}\nglossary_settings = {str(entries.parent / 'glossary.yml')!r}\n"
    )
    page = "Cases\n=====\n\n" + re.sub(r"\[\[(.*?)\]\]", r":term:`\1`", PAGE) + "\n\n.. glossary-terms::\n"
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/conf.py").write_text(conf, encoding="utf-8")
    (tmp_path / "docs/index.rst").write_text(page, encoding="utf-8")
    for builder in ("html", "latex"):
        arguments = ("-q", "-Q", "-b", builder, "-d", str(tmp_path / "doctrees"))
        assert build_main([*arguments, str(tmp_path / "docs"), str(tmp_path / builder)]) == 0
    check_site(tmp_path / "html")
    tree = html.parse(str(tmp_path / "html/index.html"))
    formulas = [each.text_content() for each in tree.xpath("//*[contains(@class, 'math')]")]
    assert len(formulas) > 20
    assert [each for each in formulas if _ACTS.search(each)] == []
    (book,) = (tmp_path / "latex").glob("*.tex")
    body = book.read_text(encoding="utf-8").partition("\\begin{document}")[2]
    assert [each for each in re.findall(r"\\\(.*?\\\)|\\\[.*?\\\]", body, re.DOTALL) if _ACTS.search(each)] == []
