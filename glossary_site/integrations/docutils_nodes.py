"""HTML of the glossary's own as nodes of docutils, of which Sphinx makes any of its forms.

Of HTML there is only what entries can hold. What docutils has no node for is its text.
"""

from collections.abc import Callable
from html.parser import HTMLParser

from docutils import nodes

#: The node of a link from its address, with the nodes around what it shows; None where it leads nowhere in this form.
MakeLink = Callable[[str], nodes.Element | None]

_INLINE: dict[str, type[nodes.Element]] = {
    "cite": nodes.emphasis,
    "code": nodes.literal,
    "em": nodes.emphasis,
    "kbd": nodes.literal,
    "samp": nodes.literal,
    "strong": nodes.strong,
    "sub": nodes.subscript,
    "sup": nodes.superscript,
}
_BLOCK: dict[str, type[nodes.Element]] = {
    "blockquote": nodes.block_quote,
    "dd": nodes.definition,
    "dl": nodes.definition_list,
    "dt": nodes.term,
    "li": nodes.list_item,
    "ol": nodes.enumerated_list,
    "p": nodes.paragraph,
    "pre": nodes.literal_block,
    "table": nodes.table,
    "tbody": nodes.tbody,
    "td": nodes.entry,
    "th": nodes.entry,
    "thead": nodes.thead,
    "tr": nodes.row,
    "ul": nodes.bullet_list,
    **dict.fromkeys(("h2", "h3", "h4", "h5", "h6"), nodes.rubric),
}
#: Elements that part paragraphs and are nothing else here.
_PARTS = frozenset("details div figcaption figure section summary".split())
#: What holds paragraphs, but no text of its own.
_HOLDERS = (nodes.block_quote, nodes.definition, nodes.entry, nodes.list_item)


class _Reader(HTMLParser):
    """Makes nodes of HTML; ``made`` holds them."""

    def __init__(self, make_link: MakeLink) -> None:
        super().__init__()
        self.made = nodes.container()
        self._make_link = make_link
        #: The elements that are open, each with the name of its tag, "" for a paragraph that the HTML does not have.
        self._open: list[tuple[str, nodes.Element]] = [("", self.made)]
        #: The element that is open and whose text is not shown, "" for none.
        self._hidden = ""
        self._language = ""

    @property
    def _here(self) -> nodes.Element:
        return self._open[-1][1]

    def _enter(self, tag: str, node: nodes.Element) -> None:
        self._here.append(node)
        self._open.append((tag, node))

    def _leave(self, tag: str) -> None:
        """Close the innermost element of this name, and all in it."""
        places = [place for place, (name, _) in enumerate(self._open) if place and name == tag]
        if places:
            del self._open[places[-1] :]

    def _is_between_paragraphs(self) -> bool:
        return self._here is self.made or isinstance(self._here, _HOLDERS)

    def _add_inline(self, node: nodes.Node) -> None:
        if self._is_between_paragraphs():
            self._enter("", nodes.paragraph())
        self._here.append(node)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "math":
            self._add_formula(given.get("alttext") or "", is_block=given.get("display") == "block")
        elif self._hidden or isinstance(self._here, nodes.literal_block):
            return
        elif given.get("class") == "footnote-backref":
            self._hidden = tag
        elif tag in _BLOCK or tag in _PARTS:
            self._leave("")
            self._language = given.get("data-language") or self._language
            if tag in _BLOCK:
                self._enter(tag, _BLOCK[tag]())
        elif tag == "a":
            self._add_link(self._make_link(given.get("href") or ""))
        elif tag == "img":
            self._add_inline(nodes.Text(given.get("alt") or ""))
        elif tag == "br":
            self._add_inline(nodes.Text("\n"))
        elif tag in _INLINE:
            self._add_inline(node := _INLINE[tag]())
            self._open.append((tag, node))

    def _add_link(self, link: nodes.Element | None) -> None:
        node = link or nodes.inline()
        self._add_inline(node)
        while isinstance(inner := next(iter(node.children), None), nodes.Element):
            node = inner
        self._open.append(("a", node))

    def _add_formula(self, latex: str, *, is_block: bool) -> None:
        self._hidden = "math"
        if is_block:
            self._leave("")
            self._here.append(nodes.math_block(latex, latex, nowrap=False, number=None, xml__space="preserve"))
        else:
            self._add_inline(nodes.math(latex, latex))

    def _complete_code(self) -> None:
        block = self._here
        code = block.astext().removesuffix("\n")
        # Sphinx colours a block whose source is its text.
        block.replace_self(nodes.literal_block(code, code, language=self._language or "text"))
        self._language = ""

    def handle_endtag(self, tag: str) -> None:
        if self._hidden:
            self._hidden = self._hidden if tag != self._hidden else ""
            return
        if tag in _PARTS:
            self._leave("")
        elif tag == "pre":
            self._complete_code()
        elif tag == "dl":
            _pair_terms(self._here)
        elif tag == "table":
            _count_columns(self._here)
        self._leave(tag)

    def handle_data(self, data: str) -> None:
        if self._hidden or (self._is_between_paragraphs() and not data.strip()):
            return
        if isinstance(self._here, nodes.TextElement):
            self._here.append(nodes.Text(data))
        elif data.strip():
            self._add_inline(nodes.Text(data))


def _pair_terms(listed: nodes.Element) -> None:
    """Put each term of a list and what follows it into one node."""
    items: list[nodes.Element] = []
    for child in listed.children:
        if isinstance(child, nodes.term) or not items:
            items.append(nodes.definition_list_item())
        items[-1].append(child)
    listed.children = []
    listed.extend(items)


def _count_columns(table: nodes.Element) -> None:
    """Put the rows of a table into a group that has a column for each of the most cells of a row."""
    columns = max((len(row.children) for row in table.findall(nodes.row)), default=0)
    group = nodes.tgroup("", *(nodes.colspec(colwidth=1) for _ in range(columns)), cols=columns)
    group.extend(table.children)
    table.children = []
    table.append(group)


def read_html(html: str, make_link: MakeLink) -> list[nodes.Node]:
    """The nodes of HTML that the glossary made; ``make_link`` gives that of each link."""
    reader = _Reader(make_link)
    reader.feed(html)
    reader.close()
    return list(reader.made.children)
