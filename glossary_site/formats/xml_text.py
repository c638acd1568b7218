"""Safe reading and writing of XML and HTML, the only importer of lxml.

A document type declaration is refused: it can define entities that multiply, and include files from elsewhere.
"""

import re
from collections.abc import Iterator, Mapping
from html import escape

from lxml import etree, html

from glossary_site.issues import Issue, Severity

Element = etree._Element

#: All that XML 1.0 cannot hold, not even escaped.
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
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
    """The root of an XML document. Issues: ``xml-syntax``, ``xml-doctype``."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(raw, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        line = getattr(error, "lineno", 0) or 0
        return None, (Issue("xml-syntax", Severity.ERROR, f"this is not valid XML: {error}", "", path, line),)
    if root.getroottree().docinfo.doctype:
        message, hint = "a document type declaration is not allowed", "take the line <!DOCTYPE …> out"
        return None, (Issue("xml-doctype", Severity.ERROR, message, hint, path),)
    return root, ()


def local_name(element: Element) -> str:
    """The name of an element without its namespace, "" for comments and the like."""
    # Not by QName, which refuses what HTML calls a name: <a=b>.
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def all_text(element: Element) -> str:
    """The text of an element and of all within it."""
    return "".join(str(part) for part in element.itertext())


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


def elements(root: Element, name: str) -> Iterator[Element]:
    """Every element of that local name below ``root``, in any namespace, in the order of the document."""
    return root.iter(f"{{*}}{name}")
