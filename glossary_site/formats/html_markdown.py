"""HTML as Markdown: the texts of a page, with links to its terms as references."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from urllib.parse import urljoin, urlsplit

from glossary_site.formats.imported import ImportNotes, render_picture
from glossary_site.formats.unkept import AROUND, SourceText
from glossary_site.formats.xml_text import Element, all_text, elements, joined_text, local_name
from glossary_site.markup import code_block, code_span, escape_text

_EMPHASIS = {
    **dict.fromkeys(("em", "i", "cite", "dfn", "var"), "*"),
    **dict.fromkeys(("strong", "b"), "**"),
    **dict.fromkeys(("del", "s"), "~~"),
}
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_BLOCKS = frozenset(
    "body nav header footer p div section article main ul ol pre blockquote table dl figure figcaption details "
    "summary aside hr".split()
).union(_HEADINGS)
_SILENT = frozenset("script style template head".split())
_UNSEEN = frozenset("script style template head nav button form input select svg noscript".split())
#: What separates cells in Markdown, where nothing escapes it.
_BAR = re.compile(r"(?<!\\)\|")
#: A cell spans so many others at most.
_MOST_SPANNED = 100
PARTS = ("dt", "dd")
#: What plays or shows another file.
_PLAYED = ("video", "audio", "iframe", "object", "embed")
#: The encodings that the annotations of MathML name for TeX.
_TEX = ("application/x-tex", "TeX", "LaTeX")
#: Links from a name or heading to itself: Sphinx, MkDocs, Docusaurus, GitHub.
_PERMALINKS = frozenset(("headerlink", "hash-link", "anchor-link", "anchor", "header-anchor", "toclink"))
#: What holds the text of a page: by element, role, id or class; the first that there is.
_MAIN = ("main", "main-content", "content", "bd", "bodyContent", "mw-content-text", "entry-content", "article")
#: What is around it.
_AROUND = frozenset("nav header footer aside".split())
#: Tables of contents and the like, by class.
_PASSED = frozenset("toc toc-macro toctree-wrapper contents breadcrumbs sidebar menu navigation navbox".split())


class HtmlConverter:
    """Converts pieces of one page.

    ``named`` maps the ids of its terms to what they are referred by. ``address`` is that of the page, "" where it is
    unknown: where its other links lead.
    """

    def __init__(self, notes: ImportNotes, named: Mapping[str, str], address: str = "") -> None:
        self.notes, self.named, self.address = notes, named, address

    def inline(self, element: Element) -> str:
        """The content of an element as one run of Markdown."""
        parts = [escape_text(spaced(element.text))]
        for child in element:
            parts.append(self.inline_element(child))
            parts.append(escape_text(spaced(child.tail)))
        return "".join(parts)

    def inline_element(self, child: Element) -> str:
        """An element as a run of Markdown."""
        name = local_name(child)
        if not name or name in _UNSEEN or name in PARTS:
            return ""
        if is_permalink(child):
            return ""
        if name in ("sup", "sub"):
            return self.script(child, name)
        if name == "br":
            return "\\\n"
        if name in ("code", "kbd", "samp", "tt"):
            text = spaced(all_text(child))
            return code_span(text) if text.strip() else text
        if name == "img":
            return self.picture(child)
        if name == "math" and (formula := _find_formula(child)):
            return formula
        if name in _PLAYED:
            self.notes.count_loss(f"<{name}> is not kept", child.get("src") or "", child.sourceline or 0)
        inner = self.inline(child)
        if name == "rt" and next(child.itersiblings("rp"), None) is None:
            return f"({inner})"
        if name == "abbr" and (title := child.get("title")):
            return f"{inner} ({escape_text(title)})"
        if name == "a" and child.get("href"):
            return self.link(child, inner)
        mark = _EMPHASIS.get(name, "")
        return f"{mark}{inner.strip()}{mark}" if mark and inner.strip() else inner

    def script(self, child: Element, name: str) -> str:
        """A superscript or subscript: in letters of Unicode where it has them, else as a formula."""
        inner = self.inline(child)
        text = words_of(child)
        scripts = _scripts(name)
        if all(char in scripts for char in text):
            return "".join(scripts[char] for char in text)
        if text != inner.strip() or set(text) & set("\\{}$%#&~^_"):
            return inner
        return f"${'^' if name == 'sup' else '_'}{{\\text{{{text}}}}}$"

    def picture(self, child: Element) -> str:
        """A picture, as it is where its address can be read from here, else the text in its place."""
        text = escape_text(child.get("alt") or "")
        if shown := render_picture(urljoin(self.address, child.get("src") or ""), text):
            return shown
        if child.get("src"):
            self.notes.count_loss(
                "a picture that is a file is not kept", child.get("src") or "", child.sourceline or 0, "pictures"
            )
        return text

    def link(self, child: Element, inner: str) -> str:
        """A link whose text is ``inner``: a reference where it leads to a term."""
        href = (child.get("href") or "").strip()
        page, mark, anchor = href.partition("#")
        if mark and (not page or page == PurePosixPath(self.notes.path).name):
            target = self.named.get(anchor)
            if target is not None:
                return self.notes.make_reference(target, escape_text(words_of(child)))
            self.notes.count_loss("a link leads to no term of the page", href, child.sourceline or 0, "references")
            return inner
        target = urljoin(self.address, href)
        if target and not urlsplit(target).scheme:
            self.notes.count_loss("a link to another page of its site is not kept", href, child.sourceline or 0)
            return inner
        return f"[{inner}](<{target}>)" if target and not set(target) & set("<>\n") else inner

    def blocks(self, element: Element) -> str:
        """The content of an element as blocks."""
        found: list[str] = []
        run: list[str] = [escape_text(spaced(element.text))]
        for child in element:
            if local_name(child) in _BLOCKS:
                found += ["".join(run).strip(), self.block(child)]
                run = []
            else:
                run.append(self.inline_element(child))
            run.append(escape_text(spaced(child.tail)))
        found.append("".join(run).strip())
        return "\n\n".join(filter(None, found))

    def block(self, element: Element) -> str:
        """An element as a block."""
        name = local_name(element)
        if name == "pre":
            return code_block(all_text(element).strip("\n"))
        if name in ("ul", "ol"):
            mark = "1. " if name == "ol" else "- "
            listed = (self.blocks(each) for each in element if local_name(each) == "li")
            return "\n".join(mark + text.replace("\n", "\n" + " " * len(mark)) for text in listed)
        if name == "blockquote":
            return "> " + self.blocks(element).replace("\n", "\n> ")
        if name in _HEADINGS:
            text = " ".join(self.inline(element).split())
            return f"{'#' * _HEADINGS[name]} {text}" if text else ""
        if name == "hr":
            return ""
        if name == "table":
            return self.table(element)
        if name == "dl":
            return "".join(self.definition(part) for part in element.iter() if _is_part(part, element)).strip("\n")
        return self.blocks(element)

    def definition(self, part: Element) -> str:
        """A name or a meaning of a definition list within a meaning, with its end of line."""
        if local_name(part) == "dt":
            return "\n" + " ".join(self.inline(part).split()) + "\n"
        return ":   " + self.blocks(part).replace("\n", "\n    ") + "\n"

    def table(self, element: Element) -> str:
        """A table, whose first row is its head; a cell that spans several is repeated in rows, and empty in columns."""
        rows: list[dict[int, str]] = []
        spans: dict[int, tuple[int, str]] = {}
        for row in elements(element, "tr"):
            cells: dict[int, str] = {}
            place = 0
            for cell in (each for each in row if local_name(each) in ("td", "th")):
                while spans.get(place, (0, ""))[0]:
                    left, text = spans[place]
                    cells[place], spans[place] = text, (left - 1, text)
                    place += 1
                text = " ".join(_BAR.sub(r"\\|", self.blocks(cell)).split("\n\n")).replace("\n", " ").strip()
                cells[place] = text
                spans[place] = (_span(cell, "rowspan") - 1, text)
                place += _span(cell, "colspan")
            rows.append(cells)
        width = max((max(cells, default=-1) + 1 for cells in rows), default=0)
        lines = ["| " + " | ".join(cells.get(place, "") for place in range(width)) + " |" for cells in rows if cells]
        return "\n".join((*lines[:1], "|" + " --- |" * width, *lines[1:])) if width else ""


def _find_formula(math: Element) -> str:
    """The formula that MathML has as TeX beside it, "" without one."""
    texts = (each for each in elements(math, "annotation") if each.get("encoding") in _TEX)
    return next((f"${joined}$" for each in texts if (joined := joined_text(each))), "")


def spaced(text: str | None) -> str:
    """Text with its white space as HTML shows it."""
    if not text:
        return ""
    inner = " ".join(text.split())
    return (" " if text[0].isspace() else "") + inner + (" " if inner and text[-1].isspace() else "")


def words_of(element: Element) -> str:
    """The text of an element on one line."""
    return spaced(all_text(element)).strip()


class HtmlPage(HtmlConverter):
    """Converts a whole page, whose anchors stay for its links to lead to."""

    def __init__(self, notes: ImportNotes, address: str) -> None:
        super().__init__(notes, {}, address)

    def link(self, child: Element, inner: str) -> str:
        """A link; one within the page stays one, to be a reference if it leads to an entry."""
        page, mark, anchor = (child.get("href") or "").strip().partition("#")
        if mark and anchor and (not page or page == PurePosixPath(self.notes.path).name):
            return f"[{inner}](#{anchor})"
        return super().link(child, inner)

    def inline_element(self, child: Element) -> str:
        """An element within a line, behind an anchor where it has an id."""
        return _anchor(child) + super().inline_element(child)

    def block(self, element: Element) -> str:
        """An element as a block; what is around the text of a page is none."""
        name = local_name(element)
        if name == "details":
            summary = next((each for each in element if local_name(each) == "summary"), None)
            mark = _anchor(element) + (_anchor(summary) + self.inline(summary).strip() if summary is not None else "")
            return f"<details>\n<summary>{mark}</summary>\n\n{self.blocks(element)}\n\n</details>"
        if name == "summary":
            return ""
        if name in _AROUND or _PASSED.intersection((element.get("class") or "").split()):
            return ""
        shown = super().block(element)
        if name not in _HEADINGS or not shown:
            return shown
        marks, _, text = shown.partition(" ")
        above = element.getparent()
        first = above is not None and local_name(above) in ("section", "div") and above[0] is element
        return f"{marks} {_anchor(element) or (_anchor(above) if first and above is not None else '')}{text}"


def _anchor(element: Element) -> str:
    mark = element.get("id") or (element.get("name") if local_name(element) == "a" else "") or ""
    return f'<a id="{mark}"></a>' if mark and not set(mark) & set("<>\"' ") else ""


def is_permalink(element: Element) -> bool:
    """Whether an element is a link from a name to itself, which its page shows as a sign."""
    return local_name(element) == "a" and bool(_PERMALINKS.intersection((element.get("class") or "").split()))


def _span(cell: Element, name: str) -> int:
    given = cell.get(name) or "1"
    return min(int(given), _MOST_SPANNED) if given.isdigit() and int(given) else 1


def _is_part(part: Element, whole: Element) -> bool:
    """Whether an element is a name or a meaning of a list, not of one within it."""
    return local_name(part) in PARTS and next(part.iterancestors("dl"), None) is whole


def _scripts(name: str) -> Mapping[str, str]:
    """Character -> its raised (``sup``) or lowered (``sub``) form, where Unicode has one."""
    kind = {"sup": "<super>", "sub": "<sub>"}[name]
    found: dict[str, str] = {}
    for char in map(chr, (*range(0x00B2, 0x00BA), *range(0x02B0, 0x02B9), *range(0x2070, 0x209D))):
        parts = unicodedata.decomposition(char).split()
        if parts[:1] == [kind] and len(parts) == 2:
            found.setdefault(chr(int(parts[1], 16)), char)
    return found


def find_main(root: Element) -> Element:
    """The element that holds the text of a page, without what is around it; ``root`` where none is marked."""
    for mark in _MAIN:
        for part in root.iter():
            if local_name(part) and mark in (
                local_name(part),
                part.get("role"),
                part.get("id"),
                *(part.get("class") or "").split(),
            ):
                return part
    return root


def list_page_texts(main: Element, path: str) -> Iterator[SourceText]:
    """Every text that the page ``path`` shows, without what is around its text: within a meaning by its element."""
    for part in main.iter("*"):
        above = [local_name(each) for each in (part, *part.iterancestors())]
        if _SILENT.intersection(above) or is_permalink(part) or is_around(part, main):
            continue
        for text in (part.text, *(child.tail for child in part)):
            if text and not text.isspace():
                kind = f"<{above[0]}> is not kept" if "dl" in above[1:] else AROUND
                yield SourceText(kind, text, part.sourceline or 0, path)


def is_around(part: Element, main: Element) -> bool:
    """Whether an element is in navigation and the like, which a page has around its text."""
    for above in part.iterancestors():
        if above is main:
            return False
        if local_name(above) in _AROUND and not any(local_name(each) in PARTS for each in above.iterancestors()):
            return True
    return False
