"""Pages that unified and markdown-it make with the plugins of ``npm/remark-glossary``."""

from collections.abc import Iterator
from typing import Any, NamedTuple

import pytest
from javascript import Module, install_package, needs_node
from selectolax.lexbor import LexborHTMLParser

pytestmark = needs_node

RENDER = """
import MarkdownIt from "markdown-it";
import rehypeStringify from "rehype-stringify";
import remarkFrontmatter from "remark-frontmatter";
import remarkGfm from "remark-gfm";
import remarkMdx from "remark-mdx";
import remarkParse from "remark-parse";
import remarkRehype from "remark-rehype";
import { unified } from "unified";
import remarkGlossary from "./index.js";
import markdownItGlossary from "./markdown-it.js";
let warnings = [];
console.warn = (text) => warnings.push(text);

function renderByMarkdownIt(pages, options) {
  const md = new MarkdownIt({ html: true }).use(markdownItGlossary, options);
  return pages.map(({ text, mode }) => md.render(text, { relativePath: "a.md", frontmatter: { glossary: mode } }));
}

function renderByRemark(pages, options, isMdx) {
  const writer = unified().use(remarkParse).use(remarkGfm).use(remarkFrontmatter).use(isMdx ? [remarkMdx] : []);
  writer.use(remarkGlossary, options).use(remarkRehype, { allowDangerousHtml: true });
  writer.use(rehypeStringify, { allowDangerousHtml: true });
  return pages.map(({ text, mode }) => {
    const data = mode === null ? {} : { matter: { glossary: mode } };
    const file = writer.processSync({ value: text, path: "a.md", data });
    warnings.push(...file.messages.map(String));
    return String(file);
  });
}

function answer({ program, pages, options }) {
  warnings = [];
  try {
    const isMdx = program === "mdx";
    const made = program === "markdown-it" ? renderByMarkdownIt(pages, options) : renderByRemark(pages, options, isMdx);
    return { made, warnings };
  } catch (error) {
    return { made: null, warnings: [...warnings, `stopped: ${error.message}`] };
  }
}
"""
TERMS: list[dict[str, Any]] = [
    {
        "id": "oven",
        "term": "Oven",
        "url": "term/oven/",
        "aliases": ["stove"],
        "abbreviations": [],
        "definition": 'An oven is a "hot" box & more.',
        "forms": {"Oven": ["Ovens"], "stove": ["stoves"]},
    },
    {"id": "c-sharp", "term": "C#", "url": "term/c-sharp/", "definition": ""},
    {"id": "peel", "term": "Peel", "url": "term/peel/", "aliases": ["stove"], "definition": "A tool."},
    {"id": "rye", "term": "Rye", "url": "term/rye/", "definition": "Rye is a grain.", "autolink": "outgoing"},
]
SITE = "https://example.org/glossary"
PROGRAMS = ["remark", "mdx", "markdown-it"]


class Made(NamedTuple):
    """Pages as HTML, and what was wrong."""

    pages: list[str] | None
    warnings: list[str]

    def mentions(self, page: int = 0) -> list[tuple[str, str]]:
        """The id of the term and the text of each link that a page has to the glossary."""
        assert self.pages is not None, self.warnings
        return [(link.attributes["data-term"] or "", link.text()) for link in self.links(page)]

    def links(self, page: int = 0) -> list[Any]:
        assert self.pages is not None, self.warnings
        return LexborHTMLParser(self.pages[page]).css("a[data-term]")


class Plugin:
    """Renders pages with one of the programs."""

    def __init__(self, program: str, module: Module) -> None:
        self._program, self._module = program, module

    def __call__(self, *pages: str, modes: tuple[str | bool | None, ...] = (), **options: Any) -> Made:
        texts = [{"text": text, "mode": mode} for text, mode in zip(pages, modes or [None] * len(pages), strict=True)]
        given = {"program": self._program, "pages": texts, "options": {"terms": TERMS, "site": SITE, **options}}
        made = self._module(given)
        return Made(made["made"], made["warnings"])


@pytest.fixture(scope="module")
def module(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Module]:
    with Module(RENDER, install_package(tmp_path_factory.mktemp("npm"))) as module:
        yield module


@pytest.fixture(params=PROGRAMS)
def plugin(request: pytest.FixtureRequest, module: Module) -> Plugin:
    return Plugin(request.param, module)


def test_a_mention_is_a_link_with_the_card_of_its_term(plugin: Plugin) -> None:
    (link,) = plugin("Hot *ovens* bake.", goTo="Zum Begriff").links()
    assert link.attributes == {
        "href": "https://example.org/glossary/term/oven/",
        "data-term": "oven",
        "data-name": "Oven",
        "data-definition": 'An oven is a "hot" box & more.',
        "data-go-to": "Zum Begriff",
    }
    assert link.text() == "ovens"


def test_a_page_has_each_definition_once(plugin: Plugin) -> None:
    made = plugin("An oven.\n\n## More\n\nAn oven.", "An oven.", mode="section")
    assert ["data-definition" in link.attributes for link in made.links()] == [True, False]
    assert "data-definition" in made.links(1)[0].attributes


@pytest.mark.parametrize(("mode", "count"), [("section", 2), ("page", 1), ("all", 4), ("off", 0), (False, 0)])
def test_a_mode_decides_how_often_a_term_is_linked(plugin: Plugin, mode: str | bool, count: int) -> None:
    page = "# Heat\n\nAn oven, the oven.\n\n## More\n\nThat oven and this oven."
    assert len(plugin(page, modes=(mode,)).mentions()) == count
    if mode:
        assert len(plugin(page, mode=mode).mentions()) == count


def test_front_matter_that_nothing_else_has_read_comes_before_the_setting(module: Module) -> None:
    page = "---\ntitle: x\nglossary: {}\n---\n\nAn oven. An oven.\n"
    made = Plugin("remark", module)(page.format("off"), page.format('"all"'), page.format(""), mode="page")
    assert [len(made.mentions(number)) for number in range(3)] == [0, 2, 1]


@pytest.mark.parametrize(
    "text",
    [
        "## The oven",
        "[an oven](/x)",
        "[an *oven*](/x)",
        "`oven`",
        "```\noven\n```",
        "<code>an oven</code>",
        "The <a href='/x'>old oven</a> of",
        "<kbd><code>an</code> <code>oven</code></kbd>",
        "[[!oven]]",
        "https://example.org/oven/",
        "Rye is not linked by itself.",
        "![an oven](/x.png)",
    ],
)
def test_nothing_is_linked_where_no_mention_may_be(plugin: Plugin, text: str) -> None:
    made = plugin(text)
    assert made.mentions() == []
    assert made.warnings == []


@pytest.mark.parametrize(
    ("text", "linked"),
    [
        ("A table:\n\n| a |\n| - |\n| oven |", ("oven", "oven")),
        ("- an oven", ("oven", "oven")),
        ("> an oven", ("oven", "oven")),
        ("an **oven**", ("oven", "oven")),
        ("<b>an oven</b>", ("oven", "oven")),
        ("<code>x</code> an oven", ("oven", "oven")),
    ],
)
def test_prose_is_linked(plugin: Plugin, text: str, linked: tuple[str, str]) -> None:
    made = plugin(text)
    assert made.mentions() == [linked]
    assert made.warnings == []


@pytest.mark.parametrize("name", ["kiln", "stove"])
def test_a_reference_that_leads_nowhere_is_reported_and_is_plain_text(plugin: Plugin, name: str) -> None:
    made = plugin(f"A [[{name}|hot thing]].")
    assert made.mentions() == []
    assert made.pages and made.pages[0].strip() == "<p>A hot thing.</p>"
    (warning,) = made.warnings
    assert f"[[{name}]]" in warning and "a.md" in warning


def test_it_ends_a_strict_build(plugin: Plugin) -> None:
    made = plugin("A [[kiln]].", strict=True)
    assert made.pages is None
    assert "stopped: " in made.warnings[-1] and "[[kiln]]" in made.warnings[-1]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"terms": None}, "the option 'terms' is missing"),
        ({"site": None}, "the option 'site' is missing"),
        ({"mode": "twice"}, "'twice' is no mode: write page, section, all, off"),
    ],
)
def test_a_wrong_option_is_named(plugin: Plugin, options: dict[str, Any], message: str) -> None:
    made = plugin("An oven.", **options)
    assert made.pages is None
    assert message in made.warnings[0]


def test_elements_of_mdx_take_no_mentions_where_they_are_opaque(module: Module) -> None:
    text = "<h2>Oven</h2>\n\n<Note className='no-glossary'>Ovens.</Note>\n\n<Card>A stove, an oven.</Card>\n"
    assert Plugin("mdx", module)(text, mode="all").mentions() == [("oven", "oven")]
