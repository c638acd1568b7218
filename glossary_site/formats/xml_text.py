"""Safe reading and writing of XML and HTML, the only importer of lxml.

Of a document type declaration only the plain texts that it names are used: nothing is fetched, and no name within the
text of another is replaced, so that none can multiply. Names of HTML need no declaration.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from html import escape
from html.entities import html5

from lxml import etree, html

from glossary_site.formats.unkept import AROUND, SourceText
from glossary_site.issues import Issue, Severity
from glossary_site.language import NOT_XML

Element = etree._Element

_NOT_XML = re.compile(f"[{NOT_XML}]")
XML_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


def xml_text(text: str) -> str:
    """``text`` with U+FFFD for characters that XML cannot hold."""
    return _NOT_XML.sub("\ufffd", text)


def new_element(name: str, attributes: Mapping[str, str], namespaces: Mapping[str | None, str]) -> Element:
    """An element of its own; ``name`` as ``{namespace}name``."""
    return etree.Element(name, {key: xml_text(value) for key, value in attributes.items()}, dict(namespaces))


def add_element(parent: Element, name: str, text: str = "", attributes: Mapping[str, str] | None = None) -> Element:
    """A new last child of ``parent``, in its namespace."""
    namespace = etree.QName(parent).namespace
    child = etree.SubElement(
        parent,
        f"{{{namespace}}}{name}" if namespace else name,
        {key: xml_text(value) for key, value in (attributes or {}).items()},
    )
    child.text = xml_text(text) or None
    return child


def format_xml(root: Element, instructions: str = "") -> bytes:
    """An XML document in UTF-8; ``instructions`` are written between its declaration and its root."""
    body: bytes = etree.tostring(root, encoding="UTF-8")
    return b'<?xml version="1.0" encoding="UTF-8"?>\n' + instructions.encode() + body + b"\n"


def parse_xml(raw: bytes, path: str) -> tuple[Element | None, tuple[Issue, ...]]:
    """The root of an XML document. Issues: ``xml-syntax``, ``xml-entity`` (a name that has no text in the document)."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(raw, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        line = getattr(error, "lineno", 0) or 0
        return None, (Issue("xml-syntax", Severity.ERROR, f"this is not valid XML: {error}", "", path, line),)
    return root, tuple(_replace_entities(root, path))


def _replace_entities(root: Element, path: str) -> Iterator[Issue]:
    """Put the plain text that the document gives it in the place of every ``&name;``, else the name."""
    declared = root.getroottree().docinfo.internalDTD
    texts = {each.name: each.content for each in declared.iterentities()} if declared is not None else {}
    unknown: Counter[str] = Counter()
    for entity in list(root.iter(etree.Entity)):
        name = str(entity.text).strip("&;")
        text = texts.get(name, html5.get(f"{name};"))  # those of DocBook are in HTML, too
        if text is None or set(text) & set("<&"):
            unknown[name] += 1
            text = name
        put_text(entity, text + (entity.tail or ""))
    for name, count in unknown.items():
        message = f"'&{name};' has no plain text in the file, so that its name is shown: {count} in all"
        yield Issue("xml-entity", Severity.NOTE, message, "", path)


def put_text(element: Element, text: str) -> None:
    """Put ``text`` in the place of an element and of the text after it."""
    parent, before = element.getparent(), element.getprevious()
    if parent is None:
        return
    if before is None:
        parent.text = (parent.text or "") + text
    else:
        before.tail = (before.tail or "") + text
    element.tail = None
    parent.remove(element)


def rename_elements(root: Element, names: Mapping[str, str]) -> None:
    """Give ``root`` and elements below it other local names."""
    for element in root.iter():
        name = names.get(local_name(element))
        if name:
            element.tag = etree.QName(etree.QName(element).namespace, name)


def replace_by_children(element: Element) -> None:
    """Put the children of an element in its place."""
    parent = element.getparent()
    if parent is not None:
        place = parent.index(element)
        parent[place : place + 1] = list(element)


def local_name(element: Element) -> str:
    """The name of an element without its namespace, "" for comments and the like."""
    # Not by QName, which refuses what HTML calls a name: <a=b>.
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def all_text(element: Element) -> str:
    """The text of an element and of all within it."""
    return "".join(str(part) for part in element.itertext())


def joined_text(element: Element) -> str:
    """The text of an element on one line, as XML text is read: a run of white space is a space."""
    return " ".join(all_text(element).split())


def parse_html(text: str) -> Element | None:
    """The root of an HTML document or of a piece of one, None where there is nothing in it or it nests too deeply."""
    if not text.strip():
        return None
    parser = html.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(xml_text(text).encode("utf-8"), parser)
    except etree.LxmlError:
        return None
    # libxml2 leaves out what is nested more than 256 levels deep: better nothing than a part.
    return None if any("depth" in error.message for error in parser.error_log) else root


def _style_apart(part: Element) -> None:
    """MathML 3, which books are checked by, has these attributes on ``mstyle`` only; MathML Core has them on all."""
    styles = {name: value for name in ("scriptlevel", "displaystyle") if (value := part.get(name)) is not None}
    parent = part.getparent()
    if not styles or part.tag == "mstyle" or parent is None:
        return
    for name in styles:
        del part.attrib[name]
    style = etree.Element("mstyle", styles)
    if part.tag in ("mtr", "mtd"):
        style.extend(list(part))
        part.append(style)
    else:
        style.tail, part.tail = part.tail, None
        parent.replace(part, style)
        style.append(part)


def to_xhtml(pieces: str) -> str:
    """A piece of HTML as a piece of XHTML, every formula in the namespace of MathML."""
    root = parse_html(f"<div>{pieces}</div>")
    body = root.find(".//div") if root is not None else None
    if body is None:
        return f"<pre>{escape(xml_text(pieces), quote=False)}</pre>"
    for formula in body.iter("math"):
        formula.set("xmlns", "http://www.w3.org/1998/Math/MathML")
        for part in list(formula.iterdescendants()):
            _style_apart(part)
    whole = etree.tostring(body, encoding="unicode", method="xml", with_tail=False)
    return whole.removeprefix("<div>").removesuffix("</div>").removeprefix("<div/>")


def list_texts(root: Element, path: str = "", within: str = "") -> Iterator[SourceText]:
    """Every text below ``root`` in the file ``path``, by the element that it is in.

    Where entries are ``within`` elements of that name, other texts are around them.
    """
    for element in root.iter("*"):
        kind = f"'{local_name(element)}' is not kept"
        if within and local_name(element) != within and next(element.iterancestors(f"{{*}}{within}"), None) is None:
            kind = AROUND
        for text in (element.text, *(child.tail for child in element)):
            if text and not text.isspace():
                yield SourceText(kind, text, element.sourceline or 0, path)


def elements(root: Element, name: str) -> Iterator[Element]:
    """Every element of that local name below ``root``, in any namespace, in the order of the document."""
    return root.iter(f"{{*}}{name}")
