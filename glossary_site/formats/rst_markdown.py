"""reStructuredText -> Markdown, without the loss of a word. The only importer of docutils."""

import re
from collections.abc import Callable
from functools import lru_cache
from textwrap import dedent
from typing import Any

from docutils import nodes
from docutils.core import Publisher, publish_doctree
from docutils.frontend import Values
from docutils.parsers.rst import Parser
from docutils.parsers.rst.states import Inliner
from docutils.readers.standalone import Reader
from docutils.writers.null import Writer

from glossary_site.formats.imported import ImportNotes, render_picture
from glossary_site.markup import code_block, code_span, escape_text

#: ``title <target>``, as Sphinx's roles have it.
_TITLED = re.compile(r"(?s)(.*?)\s*<([^<>]*)>\s*$")
#: A directive: its name, its argument, its options, its content.
_DIRECTIVE = re.compile(
    r"(?s)\.\. +(?P<name>[\w:.+-]+)::[ \t]*(?P<argument>[^\n]*)(?:\n[ \t]+:[^\n:]+:[^\n]*)*\n*(?P<content>.*)"
)
_SUBSTITUTION = re.compile(r"(?m)^\.\. \|([^|\n]+)\| (?:replace|unicode|image)::.*(?:\n[ ]+\S.*)*")
_MARKS = {"note": "NOTE", "tip": "TIP", "hint": "TIP", "important": "IMPORTANT", "warning": "WARNING"}
_MARKS |= {"caution": "CAUTION", "danger": "CAUTION", "attention": "WARNING", "error": "CAUTION"}
_QUIET: dict[str, Any] = {
    "report_level": 5,
    "halt_level": 6,
    "file_insertion_enabled": False,
    "raw_enabled": False,
    "_disable_config": True,
    "doctitle_xform": False,
    "sectsubtitle_xform": False,
    "warning_stream": None,
    "smart_quotes": False,
}


def _interpreted(
    rawsource: str, text: str, role: str, lineno: int
) -> tuple[list[nodes.Node], list[nodes.system_message]]:
    """Any role as an inline node with its name as a class: docutils does not have Sphinx's roles."""
    name = role.rpartition(":")[2] or "default"
    return [nodes.inline(rawsource, nodes.unescape(text), classes=[f"role-{name}"])], []


@lru_cache(maxsize=1)
def _defaults() -> Values:
    """The settings of docutils and ours, gathered once: for each piece anew they would take longer than reading it."""
    publisher = Publisher(parser=Parser(), reader=Reader(), writer=Writer())
    settings: Values = publisher.get_settings(**_QUIET)
    return settings


def _read(rst: str, path: str | None = None) -> nodes.document:
    inliner = Inliner()
    # Not a subclass: docutils builds its patterns from the class's own attributes.
    inliner.interpreted = _interpreted  # type: ignore[method-assign]
    return publish_doctree(rst, source_path=path, parser=Parser(inliner=inliner), settings=_defaults().copy())


class RstConverter:
    """Converts definitions of one file, the text ``rst``, whose substitutions they may use.

    ``find`` gives the target of a reference for a term, None if none.
    """

    def __init__(self, notes: ImportNotes, find: Callable[[str], str | None], rst: str) -> None:
        self.notes, self.find = notes, find
        self.substitutions = {found[1]: found[0] for found in _SUBSTITUTION.finditer(rst)}

    def convert(self, rst: str, line: int) -> str:
        """Markdown of a piece of reStructuredText that starts on ``line``."""
        self.line = line
        try:
            used = [text for name, text in self.substitutions.items() if f"|{name}|" in rst and text not in rst]
            document = _read("\n\n".join((rst, *used)), self.notes.path)
        except (RecursionError, ValueError, nodes.NodeFound) as error:
            self.notes.count_loss("markup is kept as it is", str(error), line)
            return escape_text(rst)
        return self.blocks(document)

    def plain(self, rst: str) -> str:
        """The text of one line of reStructuredText, without its markup."""
        return " ".join(_read(rst).astext().split()) or rst

    def blocks(self, parent: nodes.Element) -> str:
        """The blocks within a node, a blank line between them."""
        return "\n\n".join(filter(None, (self.block(child) for child in parent.children)))

    def block(self, node: nodes.Node) -> str:
        """One block."""
        if isinstance(node, nodes.paragraph):
            return self.inline(node).strip()
        if isinstance(node, nodes.literal_block | nodes.doctest_block | nodes.math_block):
            return self.code(node)
        if isinstance(node, nodes.bullet_list | nodes.enumerated_list):
            mark = "1." if isinstance(node, nodes.enumerated_list) else "-"
            return "\n".join(
                _prefixed(f"{mark} ", self.blocks(each)) for each in node.children if isinstance(each, nodes.Element)
            )
        if isinstance(node, nodes.definition_list_item):
            term = "".join(self.inline(each) for each in node.children if isinstance(each, nodes.term))
            return f"{term}\n" + "\n".join(
                _prefixed(": ", self.blocks(each)) for each in node.children if isinstance(each, nodes.definition)
            )
        if isinstance(node, nodes.Admonition) and isinstance(node, nodes.Element):
            mark = _MARKS.get(node.tagname, "NOTE")
            return _prefixed("> ", f"[!{mark}]\n{self.blocks(node)}", "> ")
        if isinstance(node, nodes.block_quote):
            return _prefixed("> ", self.blocks(node), "> ")
        if isinstance(node, nodes.system_message):
            # Of a directive that docutils does not have, it gives the text in a message.
            return "\n\n".join(
                filter(None, (self.directive(each.astext()) for each in node.findall(nodes.literal_block)))
            )
        if isinstance(node, nodes.comment | nodes.target | nodes.substitution_definition):
            return ""
        if isinstance(node, nodes.footnote):
            label = next((each.astext() for each in node.children if isinstance(each, nodes.label)), "")
            return _prefixed(f"[^{label}]: ", "\n\n".join(map(self.block, node.children[1:])))
        if isinstance(node, nodes.table):
            titles = (f"**{self.inline(each)}**" for each in node.children if isinstance(each, nodes.title))
            return "\n\n".join(filter(None, (*titles, self.table(node))))
        if isinstance(node, nodes.image):
            return self.picture(node)
        if isinstance(node, nodes.title):
            return f"{'#' * _find_level(node)} {self.inline(node)}"
        if isinstance(node, nodes.Text | nodes.Inline):
            return self.inline_node(node)
        return self.blocks(node) if isinstance(node, nodes.Element) else escape_text(node.astext())

    def picture(self, node: nodes.Element) -> str:
        """A picture, or the text in its place where its address cannot be read from here."""
        address, text = str(node["uri"]), escape_text(str(node.get("alt", "")))
        shown = render_picture(address, text)
        if not shown:
            self.notes.count_loss("a picture is left out", address, self.line, "pictures")
        return shown or text

    def directive(self, rst: str) -> str:
        """The text of an unknown directive as a quotation; words for the index of a book are not shown."""
        match = _DIRECTIVE.fullmatch(rst)
        if match and match["name"] == "index":
            self.notes.count_loss("an entry of an index is not kept", match["argument"] or match["content"], self.line)
            return ""
        self.notes.count_loss("a directive is kept as text", rst.splitlines()[0], self.line)
        if match is None:
            return code_block(rst)
        argument = match["argument"] and f"*{match['name']}* {match['argument']}"
        text = "\n\n".join(filter(None, (argument, dedent(match["content"]))))
        return _prefixed("> ", self.blocks(_read(text)), "> ")

    def table(self, node: nodes.Element) -> str:
        """A table; one without a head has an empty one."""
        rows = {
            part: [[self.cell(cell) for cell in row.findall(nodes.entry)] for row in group.findall(nodes.row)]
            for part in (nodes.thead, nodes.tbody)
            for group in node.findall(part)
        }
        body = rows.get(nodes.tbody, [])
        head = next(iter(rows.get(nodes.thead, [])), [""] * max(map(len, body), default=0))
        shown = [f"| {' | '.join(cells)} |" for cells in (head, *body)]
        return "\n".join((shown[0], "|" + " --- |" * len(head), *shown[1:])) if head else ""

    def cell(self, node: nodes.Element) -> str:
        """The content of a cell on one line."""
        return re.sub(r"\\\n|\n\n", "<br>", self.blocks(node)).replace("\n", " ").replace("|", "\\|")

    def code(self, node: nodes.Element) -> str:
        """A block that stays as it is."""
        text = node.astext()
        if isinstance(node, nodes.math_block):
            return f"$$\n{text}\n$$"
        classes: list[str] = node.get("classes", [])
        return code_block(text, next((name for name in classes if name != "code"), ""))

    def inline(self, node: nodes.Element) -> str:
        """The inline content of a node."""
        return "".join(self.inline_node(child) for child in node.children)

    def inline_node(self, node: nodes.Node) -> str:
        """One inline node."""
        if isinstance(node, nodes.Text):
            return escape_text(node.astext())
        if not isinstance(node, nodes.Element):
            return ""
        if isinstance(node, nodes.emphasis | nodes.title_reference):
            return f"*{self.inline(node)}*"
        if isinstance(node, nodes.strong):
            return f"**{self.inline(node)}**"
        if isinstance(node, nodes.literal):
            return code_span(node.astext())
        if isinstance(node, nodes.reference) and node.get("refuri"):
            return f"[{self.inline(node)}](<{node['refuri']}>)"
        if isinstance(node, nodes.inline):
            classes: list[str] = node.get("classes", [])
            role = next((name[5:] for name in classes if name.startswith("role-")), "")
            return self.role(role, node.astext())
        if isinstance(node, nodes.problematic) and node.astext().lower() == "|br|":
            return "\\\n"  # what people call a break, and define in a file of its own
        if isinstance(node, nodes.image):
            return self.picture(node)
        if isinstance(node, nodes.footnote_reference):
            return f"[^{node.astext()}]"
        return self.inline(node) if node.children else escape_text(node.astext())

    def role(self, role: str, text: str) -> str:
        """Interpreted text of any role."""
        text = " ".join(text.split())
        titled = _TITLED.match(text)
        shown, target = (titled[1], titled[2]) if titled and titled[1] else (text, text)
        if role == "term":
            name = self.find(target)
            if name is not None:
                return self.notes.make_reference(name, escape_text(shown))
            self.notes.count_loss(":term: leads to no term of the file", text, self.line, "references")
            return escape_text(shown)
        if role in ("pep", "rfc"):
            number = target.partition("#")[0].strip()
            name = f"{role.upper()} {number}" if shown == target else shown
            if number.isascii() and number.isdigit():
                place = f"https://peps.python.org/pep-{number.zfill(4)}/"
                return f"[{escape_text(name)}]({place if role == 'pep' else f'https://www.rfc-editor.org/rfc/rfc{number}'})"
            return escape_text(name)
        if role in ("ref", "doc", "any", "numref", "download"):
            self.notes.count_loss(f":{role}: leads out of the file: its text stays", text, self.line, "references")
            return escape_text(shown)
        if role == "math":
            return f"${text}$"
        if role == "strong":
            return f"**{escape_text(text)}**"
        if role in ("emphasis", "default", "title", "dfn", "title-reference"):
            return f"*{escape_text(text)}*"
        if role in ("abbr", "sub", "sup", "subscript", "superscript"):
            return escape_text(text)
        return code_span(shown.lstrip("~!"))


def _find_level(title: nodes.Node) -> int:
    """The level of a title: how many sections it is within."""
    level, node = 0, title.parent
    while node is not None:
        level, node = level + isinstance(node, nodes.section), node.parent
    return min(max(level, 1), 6)


def _prefixed(first: str, text: str, rest: str = "") -> str:
    """Lines with ``first`` before the first one and as much space (or ``rest``) before the others."""
    lines = text.split("\n")
    indent = rest or " " * len(first)
    return "\n".join([first + lines[0], *((indent + line if line else line or indent.rstrip()) for line in lines[1:])])
