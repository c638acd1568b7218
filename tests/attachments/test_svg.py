"""Pictures in SVG: their size, and what is refused in them."""

import pytest

from glossary_site.attachments.svg import SvgError, read_svg_size

DTD = "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd"
OPEN = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'

#: A browser that has the entities of HTML reads a script here, expat nothing.
COLON = f'{OPEN}><a href="javascript&colon;alert(1)"/></svg>'


@pytest.mark.parametrize(
    ("attributes", "size"),
    [
        ('width="20" height="10"', (20, 10)),
        ('width="20px" height="1.5in"', (20, 144)),
        ('width="25.4mm" height="6pc"', (96, 96)),
        ('viewBox="0 0 320.4 100"', (320, 100)),
        ('viewBox="0,0,300,100" width="90"', (90, 30)),
        ('viewBox="0 0 300 100" height="90"', (270, 90)),
        ('width="100%" viewBox="0 0 20 20"', (20, 20)),
        ("", (300, 150)),
        ('viewBox="0 0 0 10"', (300, 150)),
        ('viewBox="0 0 nan inf"', (300, 150)),
        ('viewBox="a b"', (300, 150)),
        ('viewBox="0 0 0.5 0.5" width="40"', (40, 40)),
        ('width="1e300"', (100_000, 100_000)),
        ('width="40" height="30" viewBox="0 0 20 20"', (40, 30)),
        ('width="40"', (40, 20)),
        ('viewBox="0 0 1e300 1e-300"', (300, 150)),
        ('width="0.1" height="0.1"', (1, 1)),
    ],
)
def test_a_picture_has_the_size_of_its_root(attributes: str, size: tuple[int, int]) -> None:
    assert read_svg_size(f"{OPEN} {attributes}/>".encode()) == size


@pytest.mark.parametrize(
    "inner",
    [
        '<rect width="1" height="1" style="fill:red"/>',
        '<a href="https://example.org/"><text>A</text></a>',
        '<use xlink:href="#part"/><image href="data:image/png;base64,AAAA"/>',
        '<image href="other.png"/>',
        "<style>rect { fill: red }</style><metadata>onload</metadata>",
        '<animate attributeName="x" from="0" to="9" dur="1s"/>',
        "<!-- <script>alert(1)</script> -->",
    ],
)
def test_an_ordinary_picture_is_accepted(inner: str) -> None:
    assert read_svg_size(f"{OPEN}>{inner}</svg>".encode()) == (300, 150)


@pytest.mark.parametrize(
    ("inner", "fault"),
    [
        ("<script>alert(1)</script>", "<script>"),
        ('<x:script xmlns:x="http://www.w3.org/2000/svg" href="a.js"/>', "<script>"),
        ('<script xmlns="http://www.w3.org/1999/xhtml">alert(1)</script>', "HTML"),
        ('<foreignObject><b xmlns="http://www.w3.org/1999/xhtml"/></foreignObject>', "<foreignObject>"),
        ('<math xmlns="http://www.w3.org/1998/Math/MathML" href="javascript:alert(1)"/>', "MathML"),
        ('<rect onclick="alert(1)"/>', "'onclick'"),
        ('<rect ONLOAD="alert(1)"/>', "'onload'"),
        ('<a href="javascript:alert(1)"/>', "javascript:"),
        ('<a xlink:href="  java&#10;script:alert(1)"/>', "link"),
        ('<a href="data:text/html,&lt;script>"/>', "data:text"),
        ('<image href="data:image/svg+xml;base64,AAAA"/>', "data:image/svg"),
        ('<a href="vbscript:x"/>', "vbscript:"),
        ('<a><animate attributeName="href" values="javascript:alert(1)"/></a>', "<animate>"),
        ('<a><set attributeName="xlink:href" to="javascript:alert(1)"/></a>', "<set>"),
    ],
)
def test_a_picture_that_could_run_something_is_refused(inner: str, fault: str) -> None:
    with pytest.raises(SvgError, match=fault):
        read_svg_size(f"{OPEN}>{inner}</svg>".encode())


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (f'{OPEN} onload="alert(1)"/>', "'onload'"),
        (f'<?xml-stylesheet type="text/xsl" href="#a"?>{OPEN}/>', "xml-stylesheet"),
        (f'<!DOCTYPE svg [<!ENTITY a "b">]>{OPEN}>&a;</svg>', "entity 'a'"),
        (f'<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]>{OPEN}>&a;</svg>', "entity 'a'"),
        (f'<!DOCTYPE svg PUBLIC "-//W3C//DTD XHTML 1.1//EN" "{DTD}">{COLON}', "document type '-//W3C//DTD XHTML"),
        (f'<!DOCTYPE svg PUBLIC "-//WAPFORUM//DTD XHTML Mobile 1.0//EN" "{DTD}">{COLON}', "document type"),
        (f'<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "htmlmathml-f.ent">{COLON}', "document type"),
        (f'<!DOCTYPE svg SYSTEM "htmlmathml-f.ent">{COLON}', "document type 'htmlmathml-f.ent'"),
        (f'<!DOCTYPE svg SYSTEM "http://www.w3.org/htmlmathml-f.ent?/svg11.dtd">{COLON}', "document type"),
        (f'<?xml version="1.0" encoding="gbk"?>{OPEN}/>', "encoding 'gbk'"),
        (f'<?xml version="1.0" encoding="utf-7"?>{OPEN}/>', "encoding 'utf-7'"),
        (f'<?xml version="1.0" encoding="no-such"?>{OPEN}/>', "encoding 'no-such'"),
        (f'<?xml version="1.0" encoding="idna"?>{OPEN}/>', "encoding 'idna'"),
        ("<html/>", "first element"),
        (f"{OPEN}>", "not valid XML"),
        ("", "not valid XML"),
    ],
)
def test_what_is_no_plain_picture_is_refused(text: str, fault: str) -> None:
    with pytest.raises(SvgError, match=fault):
        read_svg_size(text.encode())


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (f'<?xml version="1.0" encoding="{"x" * 60}"?>{OPEN}/>', f"it has the encoding '{'x' * 40}'"),
        (f'<!DOCTYPE svg SYSTEM "{"x" * 60}">{OPEN}/>', f"it has the document type '{'x' * 40}'"),
        (f'{OPEN}><a href="data:{"x" * 60}"/></svg>', f"it has a link to 'data:{'x' * 35}'"),
    ],
)
def test_what_is_long_is_shortened_in_the_message(text: str, fault: str) -> None:
    with pytest.raises(SvgError) as error:
        read_svg_size(text.encode())
    assert str(error.value) == fault


@pytest.mark.parametrize(
    "kind",
    [
        f'PUBLIC "-//W3C//DTD SVG 1.1//EN" "{DTD}"',
        'PUBLIC "-//W3C//DTD SVG 20010904//EN" "http://www.w3.org/TR/2001/REC-SVG-20010904/DTD/svg10.dtd"',
        'PUBLIC "-//W3C//DTD SVG 1.1 Tiny//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11-tiny.dtd"',
        f'SYSTEM "{DTD}"',
        "",
    ],
)
def test_the_document_type_of_old_pictures_is_accepted(kind: str) -> None:
    text = f'<?xml version="1.0" encoding="UTF-8"?><!DOCTYPE svg {kind}>{OPEN} width="8" height="9"/>'
    assert read_svg_size(text.encode()) == (8, 9)


@pytest.mark.parametrize("encoding", ["UTF-8", "utf-16", "ISO-8859-1"])
def test_a_picture_in_a_usual_encoding_is_accepted(encoding: str) -> None:
    text = f'<?xml version="1.0" encoding="{encoding}"?>{OPEN} width="8" height="9"><title>é</title></svg>'
    assert read_svg_size(text.encode(encoding)) == (8, 9)
