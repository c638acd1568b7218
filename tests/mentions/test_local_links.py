"""Pictures and links to files beside entries: what each shows, and what is wrong with one."""

import pytest

from glossary_site.attachments import Attachment, Attachments
from glossary_site.glossary import Elsewhere
from glossary_site.issues import Severity
from glossary_site.markup import SITE_ROOT, render_body
from glossary_site.mentions import LinkedBody
from glossary_site.mentions.link_table import LinkTable, Target
from glossary_site.mentions.linker import Linker, Place

CONTENT = "0123456789abcdef" * 2
FILES = Attachments(
    ("entries",),
    (
        Attachment("entries/img/die photo.png", CONTENT, 20, 10),
        Attachment("entries/img/Cut.svg", CONTENT, 30, 15),
        Attachment("entries/img/bad.png", fault="the file is empty", hint="save it again"),
        Attachment("entries/sheet.pdf", CONTENT),
        Attachment("entries/wafer.mp3", CONTENT),
    ),
)
TARGETS = (Target("wafer", files=("entries/wafer.md",)), Target("saw", files=("entries/parts/saw.md",)))
DIE = f'src="{SITE_ROOT}files/die-photo-0123456789ab.png" alt="A die"'


def link(markdown: str, path: str = "entries/wafer.md", *, is_further: bool = False) -> LinkedBody:
    elsewhere = Elsewhere(is_further=is_further)
    table = LinkTable((), TARGETS, "all", elsewhere=elsewhere, attachments=FILES, images=("img.example.org",))
    return Linker(table).link(render_body(markdown, first_line=3), Place("wafer", path=path))


def html(body: LinkedBody) -> str:
    return body.lead.html + body.html.html


@pytest.mark.parametrize(
    ("path", "address"),
    [
        ("entries/wafer.md", "<img/die photo.png>"),
        ("entries/wafer.md", "img/die%20photo.png"),
        ("entries/wafer.md", "./img/../img/die%20photo.png"),
        ("entries/parts/saw.md", "../img/die%20photo.png"),
        ("entries/img/die.md", "die%20photo.png"),
        ("./entries/wafer.md", "img/die%20photo.png?size=2#top"),
    ],
)
def test_a_picture_beside_the_entry_is_shown_with_its_size(path: str, address: str) -> None:
    body = link(f"![A die]({address})", path)
    assert f'{DIE} width="20" height="10" loading="lazy" decoding="async"' in html(body)
    assert f'<a class="picture" href="{SITE_ROOT}files/die-photo-0123456789ab.png">' in html(body)
    assert body.files == (("entries/img/die photo.png", "files/die-photo-0123456789ab.png"),)
    assert body.issues == ()


def test_files_of_all_languages_are_at_the_root_of_the_site() -> None:
    assert f'src="{SITE_ROOT}../files/' in html(link("![A die](<img/die photo.png>)", is_further=True))


def test_a_picture_within_a_link_leads_where_its_author_wants() -> None:
    body = link("[![A die](<img/die photo.png>)](https://example.org) [![A die](<img/die photo.png>)](parts/saw.md)")
    assert html(body).count(f"<img {DIE}") == 2
    assert "picture" not in html(body)
    assert [mention.id for mention in body.html.mentions] == ["saw"]


def test_a_link_to_a_file_leads_to_it() -> None:
    body = link("[the *sheet*](sheet.pdf) [sound](wafer.mp3) ![its sheet](sheet.pdf)")
    sheet = f'<a href="{SITE_ROOT}files/sheet-0123456789ab.pdf">'
    assert html(body) == (
        f'<p>{sheet}the <em>sheet</em></a> <a href="{SITE_ROOT}files/wafer-0123456789ab.mp3">sound</a>'
        f" {sheet}its sheet</a></p>"
    )
    assert [path for path, _ in body.files] == ["entries/sheet.pdf", "entries/wafer.mp3"]


def test_a_sound_is_a_player_that_loads_nothing() -> None:
    source = f"{SITE_ROOT}files/wafer-0123456789ab.mp3"
    assert html(link('![Say "wafer"](wafer.mp3)')) == (
        f'<p><audio controls preload="none" src="{source}" aria-label="Say &quot;wafer&quot;">'
        f'<a href="{source}">Say "wafer"</a></audio></p>'
    )


@pytest.mark.parametrize(
    ("markdown", "code", "hint"),
    [
        ("![a](gone.png)", "picture-missing", "put the file"),
        ("![a](img/cut.svg)", "picture-missing", "is called 'Cut.svg'"),
        ("![a](scan.tiff)", "picture-missing", "pictures end in .png"),
        ("![a](img/bad.png)", "file-unusable", "save it again"),
        ("![a](../secret.png)", "file-unusable", "copy the file"),
        ("[a](gone.pdf)", "link-dead", "a file beside it"),
        ("[a](img/CUT.svg)", "link-dead", "is called 'Cut.svg'"),
        ("[a](img/bad.png)", "file-unusable", "save it again"),
        ("[a](../secret.pdf)", "file-unusable", "copy the file"),
    ],
)
def test_what_cannot_be_shown_is_its_text_and_a_warning(markdown: str, code: str, hint: str) -> None:
    body = link(f"One\n{markdown}")
    assert html(body) == "<p>One\na</p>"
    (issue,) = body.issues
    assert (issue.code, issue.severity, issue.line) == (code, Severity.WARNING, 4)
    assert hint in issue.hint


def test_a_picture_of_another_host_is_a_link_but_for_the_hosts_of_the_settings() -> None:
    body = link(
        "![a](https://img.example.org/x.png) ![b](https://example.org/x.png) ![c](http://img.example.org/x.png)"
    )
    assert html(body).count("<img") == 1
    assert '<img src="https://img.example.org/x.png" alt="a" loading="lazy" decoding="async">' in html(body)
    assert '<a href="https://example.org/x.png" rel="noopener">b</a>' in html(body)
    assert '<a href="http://img.example.org/x.png" rel="noopener">c</a>' in html(body)


def test_a_picture_from_the_root_of_the_host_is_a_link_and_noted() -> None:
    body = link("![b](/b.png)")
    assert html(body) == '<p><a href="/b.png" rel="noopener">b</a></p>'
    assert [(issue.code, issue.severity) for issue in body.issues] == [("link-unchecked", Severity.NOTE)]


@pytest.mark.parametrize(
    "address", ["/glossary/saw/", "/docs/glossary/saw.md#cut", "/en/Glossary/Saw", "/term/saw/?a=b"]
)
def test_a_path_from_the_root_that_leads_to_a_term_does(address: str) -> None:
    body = link(f"[a]({address})")
    assert [(mention.id, body.html.html[mention.start : mention.end]) for mention in body.html.mentions] == [
        ("saw", "a")
    ]
    assert body.issues == ()


@pytest.mark.parametrize("address", ["/glossary/lathe/", "/saw/", "/glossary/saw/more/"])
def test_another_path_from_the_root_stays_and_is_noted(address: str) -> None:
    body = link(f"[a]({address})")
    assert html(body) == f'<p><a href="{address}">a</a></p>'
    assert [issue.code for issue in body.issues] == ["link-unchecked"]
