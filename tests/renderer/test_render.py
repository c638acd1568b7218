"""Templates: what they see, and what happens when one is wrong."""

import errno
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from command_line import write_files
from jinja2 import Environment

from glossary_site.issues import GlossaryError, Issue
from glossary_site.pages import Page, PageView, Part
from glossary_site.renderer import Theme, render_page, render_pages
from glossary_site.renderer.render import _environment
from glossary_site.renderer.theme import read_theme_folder
from glossary_site.values import replace


def page(url: str = "term/rye/", template: str = "page.html") -> Page:
    return Page(url, template, (Part("page", PageView(url, "../../", "Rye & <wheat>", "", "term")),))


def theme(**templates: str) -> Theme:
    return Theme(
        tuple((f"{name}.html", f"mine/{name}.html", text) for name, text in sorted(templates.items())), "static/abc/"
    )


def problem(page_: Page, theme_: Theme) -> Issue:
    with pytest.raises(GlossaryError) as error:
        render_page(page_, theme_)
    (issue,) = error.value.issues
    assert (issue.code, bool(issue.hint)) == ("template", True)
    return issue


def test_a_page_becomes_a_file_with_its_text_escaped() -> None:
    output = render_page(page(), theme(page="<h1>{{ page.title }}</h1>\n"))
    assert (output.path, output.data) == ("term/rye/index.html", b"<h1>Rye &amp; &lt;wheat&gt;</h1>\n")


@pytest.mark.parametrize(
    ("url", "path"), [("", "index.html"), ("all/2/", "all/2/index.html"), ("404.html", "404.html")]
)
def test_where_a_page_is_written(url: str, path: str) -> None:
    assert render_page(page(url), theme(page="x")).path == path


def test_static_files_are_reached_from_the_folder_of_the_page() -> None:
    assert render_page(page(), theme(page="{{ asset('style.css') }}")).data == b"../../static/abc/style.css"


def test_templates_may_extend_and_include_each_other() -> None:
    mine = theme(
        page="{% extends 'base.html' %}{% block a %}{% include 'part.html' %}{% endblock %}",
        part="P",
        base="<{% block a %}{% endblock %}>",
    )
    assert render_page(page(), mine).data == b"<P>"


def test_pages_are_rendered_in_order() -> None:
    outputs = render_pages([page("b/"), page("a/")], theme(page="{{ page.url }}"))
    assert [output.data for output in outputs] == [b"b/", b"a/"]


def test_only_the_text_that_is_no_unicode_is_left_out() -> None:
    odd = Page("x/", "page.html", (Part("page", PageView("x/", "../", "a\ud800b", "", "term")),))
    assert render_page(odd, theme(page="{{ page.title }}")).data == b"a?b"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("one\n{{ titel }}", 2),
        ("one\n\n{{ page.titel }}", 3),
        ("one\n{% if %}", 2),
        ("one\n{{ page.title", 2),
        ("{% for %}", 1),
        ("one\n{{ page.title | nosuchfilter }}", 2),
        ("one\ntwo\n{{ 1 + 'a' }}", 3),
        ("one\n{{ 1 // 0 }}", 2),
    ],
)
def test_a_mistake_is_reported_with_the_template_and_the_line(text: str, line: int) -> None:
    issue = problem(page(), theme(page=text))
    assert (issue.path, issue.line) == ("mine/page.html", line)


def test_a_mistake_in_an_included_template_is_reported_with_its_own_place() -> None:
    issue = problem(page(), theme(page="\n\n{% include 'part.html' %}", part="\n{{ nothing }}"))
    assert (issue.path, issue.line) == ("mine/part.html", 2)
    issue = problem(page(), theme(page="\n\n{% include 'part.html' %}", part="\n{% if %}"))
    assert (issue.path, issue.line) == ("mine/part.html", 2)


def test_a_missing_template_is_reported() -> None:
    issue = problem(page(template="none.html"), theme(page=""))
    assert "none.html" in issue.message
    assert "none.html" in problem(page(), theme(page="{% include 'none.html' %}")).message


def test_a_template_sees_only_its_page() -> None:
    for name in ("config", "glossary", "links", "now", "site"):
        assert name in problem(page(), theme(page="{{ " + name + ".x }}")).message


def test_templates_are_read_by_their_place(tmp_path: Path) -> None:
    write_files(tmp_path, {"page.html": "P", "parts/a.html": "å", ".hidden": "x"})
    assert read_theme_folder(tmp_path) == {
        "page.html": ((tmp_path / "page.html").as_posix(), "P"),
        "parts/a.html": ((tmp_path / "parts/a.html").as_posix(), "å"),
    }
    assert read_theme_folder(tmp_path / "none") == {}


def test_every_template_that_is_not_text_is_reported(tmp_path: Path) -> None:
    write_files(tmp_path, {"a.html": b"\xff", "b.html": "fine", "c.html": "x".encode("utf-16")})
    with pytest.raises(GlossaryError) as error:
        read_theme_folder(tmp_path)
    assert [(issue.code, Path(issue.path).name) for issue in error.value.issues] == [
        ("template", "a.html"),
        ("template", "c.html"),
    ]


@pytest.mark.parametrize(
    ("language", "shown"),
    [("en", "10,000 terms"), ("de", "10.000 terms"), ("fr", "10\u202f000 terms"), ("hu", "10,000 terms")],
)
def test_thousands_are_parted_as_the_language_does(language: str, shown: str) -> None:
    text = "{% trans count=10000|number %}{{ count }} entry of one{% pluralize %}{{ count }} terms{% endtrans %}"
    mine = replace(theme(page=text + " {{ 999|number }} {{ 1234567|number }}"), language=language)
    found = render_page(page(), mine).data.decode()
    assert found.startswith(f"{shown} 999 1")
    assert len(found.rpartition(" 999 ")[2]) == 9


def test_one_stays_one_for_the_plural() -> None:
    text = "{% trans count=1|number %}{{ count }} crumb{% pluralize %}{{ count }} crumbs{% endtrans %}"
    assert render_page(page(), theme(page=text)).data == b"1 crumb"


def test_a_name_in_another_script_is_marked_with_its_language_and_direction() -> None:
    mine = theme(page="{{ 'Rye <b>'|lang }} {{ '学習 <b>'|lang }} {{ 'שלום'|lang }} {{ '学習'|lang }}")
    assert render_page(page(), mine).data.decode() == (
        'Rye &lt;b&gt; 学習 &lt;b&gt; <span lang="he" dir="rtl">שלום</span> <span lang="zh" dir="ltr">学習</span>'
    )


@pytest.fixture
def compiled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Makes a folder of this test's own the system's temporary one, and notes what is compiled."""
    noted: list[str] = []
    compile_template = Environment.compile

    def note(self: Environment, source: str, name: str, *more: object, **others: object) -> object:
        noted.append(name)
        return compile_template(self, source, name, *more, **others)  # type: ignore[call-overload]

    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setattr(Environment, "compile", note)
    _environment.cache_clear()
    yield noted
    _environment.cache_clear()


def test_a_template_is_compiled_once_for_all_processes(compiled: list[str]) -> None:
    mine = theme(page="<p>{{ page.url }}</p>")
    first = render_page(page(), mine)
    _environment.cache_clear()  # as in another process
    assert render_page(page(), mine) == first
    assert compiled == ["page.html"]
    _environment.cache_clear()
    assert render_page(page(), theme(page="<b>{{ page.url }}</b>")).data == b"<b>term/rye/</b>"
    assert compiled == ["page.html", "page.html"]


def test_damaged_bytecode_is_compiled_again(compiled: list[str], tmp_path: Path) -> None:
    mine = theme(page="<p>{{ page.url }}</p>")
    first = render_page(page(), mine)
    (kept,) = tmp_path.glob("*/glossary-*")
    kept.write_bytes(kept.read_bytes()[:40])
    _environment.cache_clear()
    assert render_page(page(), mine) == first
    assert compiled == ["page.html", "page.html"]


def test_a_folder_of_somebody_else_is_not_used(compiled: list[str], tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (tmp_path / f"_jinja2-cache-{os.getuid()}").symlink_to(elsewhere)
    assert render_page(page(), theme(page="{{ page.url }}")).data == b"term/rye/"
    assert not list(elsewhere.iterdir())


def test_a_full_disk_costs_time_alone(compiled: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(tempfile, "NamedTemporaryFile", fail)
    assert render_page(page(), theme(page="{{ page.url }}")).data == b"term/rye/"
