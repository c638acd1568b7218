"""References in Markdown as each program of a documentation reads them: one table runs through all of them."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from html import unescape
from pathlib import Path

import pytest
import yaml
from javascript import Module, install_package, needs_node
from markdown import Markdown
from test_javascript_pages import RENDER

from glossary_site.config import SiteConfig
from glossary_site.formats.terms import terms_json
from glossary_site.glossary import relate_records
from glossary_site.records import parse_records

SITE = "https://example.org/glossary/"
TABLE = yaml.safe_load((Path(__file__).parents[1] / "cases" / "references.yml").read_text(encoding="utf-8"))
TERMS = yaml.safe_dump(TABLE["terms"], allow_unicode=True)
TEXTS: Mapping[str, str] = TABLE["references"]
_LINK = re.compile(rf'<a [^>]*href="{SITE}term/([^"]*)/(#[^"]*)?"[^>]*>(.*?)</a>')


def as_in_table(html: str) -> str:
    """A page of one paragraph in the notation of the table."""
    (paragraph,) = re.findall("<p>(.*)</p>", html, re.DOTALL)
    return unescape(_LINK.sub(lambda link: f"⟦{link[3]}|{link[1]}{link[2] or ''}⟧", paragraph))


@pytest.fixture(scope="module")
def module(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Module]:
    with Module(RENDER, install_package(tmp_path_factory.mktemp("npm"))) as module:
        yield module


@needs_node
@pytest.mark.parametrize("program", ["remark", "markdown-it"])
def test_plugins_of_javascript_read_references_as_the_table_has_them(module: Module, program: str) -> None:
    glossary = relate_records(parse_records(TERMS, "a.yml")[0], SiteConfig())
    options = {"terms": json.loads(terms_json(glossary).data), "site": SITE}
    pages = [{"text": text, "mode": None} for text in TEXTS]
    made: Sequence[str] = module({"program": program, "pages": pages, "options": options})["made"]
    assert dict(zip(TEXTS, map(as_in_table, made), strict=True)) == TEXTS


def test_python_markdown_reads_references_as_the_table_has_them(tmp_path: Path) -> None:
    (tmp_path / "entries").mkdir()
    (tmp_path / "entries" / "a.yml").write_text(TERMS, encoding="utf-8")
    settings = {"source": str(tmp_path / "entries"), "settings": str(tmp_path / "glossary.yml"), "link_to": SITE}
    parser = Markdown(extensions=["glossary_site"], extension_configs={"glossary_site": settings})
    assert {text: as_in_table(parser.convert(text)) for text in TEXTS} == TEXTS
