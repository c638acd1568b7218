"""Pages of text that an author writes beside the entries: About, How to contribute, Licence."""

import re
from typing import Annotated

from glossary_site.issues import Issue, Severity
from glossary_site.records.fields import Field, Kind, Part, read_rows
from glossary_site.records.front_matter import split_front_matter
from glossary_site.records.reading import RecordReader
from glossary_site.values import Frozen, replace
from glossary_site.yaml_text import Node

#: Where the link to a page is.
MENUS = ("header", "footer", "none")
#: A title in Markdown at the beginning of a text.
_TITLE = re.compile(r"\s*#[ \t]+(?P<title>[^\n]*?)[ \t]*#*[ \t]*(?:\n|$)")


class TextPage(Frozen):
    """A page of text: its file, its address and language, its fields.

    ``url`` is from the root of its language, "" where the text introduces the front page. ``language`` is the tag of a
    further language, "" for the site's own. ``body_line`` is the line of the first words of the body.
    """

    path: str
    url: str
    language: str = ""
    title: Annotated[str, Field("its name, in menus too; by default the `# heading` at the top of the text")] = ""
    order: Annotated[
        int, Field("its place in the menu, a number, 100 where none is given; equal ones by address", Kind.NUMBER)
    ] = 100
    menu: Annotated[
        str,
        Field("where the link to it is: `header` (the default), `footer` or `none`", Kind.CHOICE, choices=MENUS),
    ] = MENUS[0]
    body: Annotated[str, Field("Markdown, under the front matter", Kind.MARKDOWN)] = ""
    body_line: int = 1


PAGE_FIELDS = read_rows(TextPage, Part.PAGE)
_ROWS = {row.name: row for row in PAGE_FIELDS}
#: What the text at the top of the front page has no use for.
_NOT_OF_HOME = ("title", "order", "menu")


def parse_text_page(text: str, path: str, url: str, language: str = "") -> tuple[TextPage | None, tuple[Issue, ...]]:
    """The page that a Markdown file is, with or without front matter; None after an error.

    Issues: those of ``split_front_matter`` and ``RecordReader``, ``page-title`` (no title), ``page-field`` (a warning:
    a field that the introduction of the front page has no use for).
    """
    matter = split_front_matter(text, path)
    issues = list(matter.issues)
    head = matter.fields if matter.fields and matter.fields.value != "" else Node({}, 1)
    body = matter.body.strip("\n")
    line = matter.body_line + len(matter.body) - len(matter.body.lstrip("\n"))
    given = {"body": Node(body, line)} if body else {}
    values = RecordReader(path, issues).read_fields(head, _ROWS, "a page", given)
    page = TextPage(path, url, language, body_line=line, **values)
    if not url:
        for name, node in head.value.items() if isinstance(head.value, dict) else ():
            if name in _NOT_OF_HOME:
                message, hint = f"the front page has no use for '{name}'", "its title is that of the site"
                issues.append(Issue("page-field", Severity.WARNING, message, hint, path, node.line))
    elif not page.title:
        page = _take_title(page)
        if not page.title and not issues:
            hint = "add a line such as title: About, or begin the text with # About"
            issues.append(Issue("page-title", Severity.ERROR, "the page has no title", hint, path, 1))
    has_error = any(issue.severity is Severity.ERROR for issue in issues)
    return None if has_error else page, tuple(issues)


def _take_title(page: TextPage) -> TextPage:
    """The page with the heading at the top of its text as its title."""
    found = _TITLE.match(page.body)
    if not found:
        return page
    from glossary_site.markup import parse_definition  # imported where pages are read, as in ``RecordReader``

    title = " ".join(parse_definition(found["title"]).text.split())
    below = page.body[found.end() :]
    body = below.lstrip("\n")
    lines = page.body[: found.end()].count("\n") + len(below) - len(body)
    return replace(page, title=title, body=body, body_line=page.body_line + lines)
