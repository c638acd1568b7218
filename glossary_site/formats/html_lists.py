"""Definition lists in HTML: ``<dt>`` names, ``<dd>`` meanings; links to another ``<dt>`` become references."""

from collections.abc import Iterable, Iterator, Mapping

from glossary_site.formats.imported import (
    ImportedGlossary,
    ImportNotes,
    ImportSource,
    code_block,
    code_span,
    distinct_ids,
    escape_text,
    make_id,
)
from glossary_site.formats.xml_text import Element, all_text, elements, local_name, parse_html
from glossary_site.markup import can_be_target
from glossary_site.records import Origin, Record, Sense

_EMPHASIS = {
    **dict.fromkeys(("em", "i", "cite", "dfn", "var"), "*"),
    **dict.fromkeys(("strong", "b"), "**"),
    **dict.fromkeys(("del", "s"), "~~"),
}
_BLOCKS = frozenset(("p", "div", "section", "ul", "ol", "pre", "blockquote", "table", "dl", "h1", "h2", "h3", "h4"))
_UNSEEN = frozenset(("script", "style", "template", "head"))
_PARTS = ("dt", "dd")


class HtmlConverter:
    """Converts pieces of one page; ``named`` maps the ids of its terms to what they are referred by."""

    def __init__(self, notes: ImportNotes, named: Mapping[str, str]) -> None:
        self.notes, self.named = notes, named

    def inline(self, element: Element) -> str:
        """The content of an element as one run of Markdown."""
        parts = [escape_text(_spaced(element.text))]
        for child in element:
            parts.append(self.inline_element(child))
            parts.append(escape_text(_spaced(child.tail)))
        return "".join(parts)

    def inline_element(self, child: Element) -> str:
        """An element as a run of Markdown."""
        name = local_name(child)
        if not name or name in _UNSEEN or name in _PARTS:
            return ""
        if name == "br":
            return "\\\n"
        if name in ("code", "kbd", "samp", "tt"):
            text = _spaced(all_text(child))
            return code_span(text) if text.strip() else text
        if name == "img":
            return escape_text(child.get("alt") or "")
        inner = self.inline(child)
        if name == "a" and child.get("href"):
            return self.link(child, inner)
        mark = _EMPHASIS.get(name, "")
        return f"{mark}{inner.strip()}{mark}" if mark and inner.strip() else inner

    def link(self, child: Element, inner: str) -> str:
        """A link whose text is ``inner``: a reference where it leads to a term."""
        href = (child.get("href") or "").strip()
        if href.startswith("#"):
            target = self.named.get(href[1:])
            if target is not None:
                return self.notes.make_reference(target, _words(child))
            message = f"a link to '{href}' leads to no term of the page"
            self.notes.add_loss(message, child.sourceline or 0, "reference-lost")
            return inner
        return f"[{inner}](<{href}>)" if href and not set(href) & set("<>\n") else inner

    def blocks(self, element: Element) -> str:
        """The content of an element as blocks."""
        found: list[str] = []
        run: list[str] = [escape_text(_spaced(element.text))]
        for child in element:
            if local_name(child) in _BLOCKS:
                found += ["".join(run).strip(), self.block(child)]
                run = []
            else:
                run.append(self.inline_element(child))
            run.append(escape_text(_spaced(child.tail)))
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
        if name in ("table", "dl"):
            self.notes.add_loss(f"a <{name}> inside a meaning is kept as text", element.sourceline or 0)
            return "\n\n".join(filter(None, (escape_text(_spaced(str(text))).strip() for text in element.itertext())))
        return self.blocks(element)


def _spaced(text: str | None) -> str:
    """Text with its white space as HTML shows it."""
    if not text:
        return ""
    inner = " ".join(text.split())
    return (" " if text[0].isspace() else "") + inner + (" " if inner and text[-1].isspace() else "")


def _words(element: Element) -> str:
    return _spaced(all_text(element)).strip()


def _own_name(term: Element) -> str:
    """The text of a name, without that of a name which the parser took into it (``<dt>`` needs no end)."""
    parts = [term.text or ""]
    for child in term:
        if local_name(child) not in _PARTS:
            parts += [all_text(child), child.tail or ""]
    return _spaced("".join(parts)).strip()


def _groups(lists: list[Element]) -> list[tuple[list[Element], list[Element]]]:
    """Names and meanings that belong together: consecutive ``<dt>``, then consecutive ``<dd>`` of one list."""
    groups: list[tuple[list[Element], list[Element]]] = []
    for each in lists:
        terms: list[Element] = []
        meanings: list[Element] = []
        for part in each.iter():
            if local_name(part) not in _PARTS or next(part.iterancestors("dl"), None) is not each:
                continue
            if local_name(part) == "dd":
                meanings.append(part)
                continue
            if meanings:
                groups.append((terms, meanings))
                terms, meanings = [], []
            terms.append(part)
        if terms:
            groups.append((terms, meanings))
    return groups


def _marks(elements: Iterable[Element]) -> Iterator[str]:
    """The ids by which links lead to elements, or into them."""
    parts = (part for each in elements for part in each.iter())
    return filter(None, (part.get(key) for part in parts for key in ("id", "name")))


def read_html(source: ImportSource) -> ImportedGlossary:
    """A record a group of every ``<dl>`` (of lists inside others only the outer ones); each ``<dd>`` is a sense.

    Issues: ``file-encoding``, ``html-empty``, ``import-loss``, ``reference-lost``.
    """
    notes = ImportNotes(source.path)
    root = parse_html(source.decode(notes))
    every_list = elements(root, "dl") if root is not None else ()
    lists = [each for each in every_list if next(each.iterancestors("dl"), None) is None]
    every = _groups(lists)
    groups = [(terms, meanings) for terms, meanings in every if any(map(_own_name, terms))]
    if not groups and not notes.issues:
        message = "there is no <dl> with a <dt> in the file, or it is nested more than 256 levels deep"
        notes.add_error("html-empty", message, "only definition lists are read")
    for terms, meanings in every:
        if not any(map(_own_name, terms)):
            text = _words(meanings[0]) if meanings else ""
            notes.add_loss(f"a meaning without a name is left out: {text[:60]}", (meanings or terms)[0].sourceline or 0)
    firsts = [next(filter(None, map(_own_name, terms))) for terms, _ in groups]
    marks = [next(_marks(terms), "") for terms, _ in groups]
    ids = distinct_ids([(name, "", mark) for name, mark in zip(firsts, marks, strict=True)])
    named: dict[str, str] = {}
    for (terms, meanings), name, identity in zip(groups, firsts, ids, strict=True):
        shown = identity or (name if can_be_target(name) else make_id(name))
        named.update(dict.fromkeys(_marks((*terms, *meanings[:1])), shown))
    converter = HtmlConverter(notes, named)
    records = []
    for (terms, meanings), identity in zip(groups, ids, strict=True):
        names = list(dict.fromkeys(filter(None, map(_own_name, terms))))
        origin = Origin(source.path, terms[0].sourceline or 0)
        short = [name for term in terms for name in map(_words, elements(term, "abbr")) if name in names[1:]]
        senses = tuple(Sense(body=converter.blocks(each), origin=origin) for each in meanings)
        records.append(
            Record(
                term=names[0],
                senses=senses or (Sense(origin=origin),),
                id=identity,
                aliases=tuple(name for name in names[1:] if name not in short),
                abbreviations=tuple(dict.fromkeys(short)),
                origin=origin,
            )
        )
    return notes.glossary(records)
