"""Blocks and components that site generators add to Markdown, as alerts or as the text within them.

https://docusaurus.io/docs/markdown-features/admonitions
https://vitepress.dev/guide/markdown#custom-containers
https://squidfunk.github.io/mkdocs-material/reference/admonitions/
https://gitbook.com/docs/creating-content/blocks/hint
"""

import re
from collections.abc import Callable
from textwrap import dedent, indent

from glossary_site.markup.escaping import escape_text
from glossary_site.text.code import change_outside_code

#: What an alert is called, in lower case -> its kind in our Markdown.
ALERTS = {
    **dict.fromkeys(("note", "info", "abstract", "example", "question", "quote", "seealso"), "NOTE"),
    **dict.fromkeys(("tip", "hint", "success"), "TIP"),
    "important": "IMPORTANT",
    **dict.fromkeys(("warning", "attention"), "WARNING"),
    **dict.fromkeys(("caution", "danger", "error", "failure", "bug"), "CAUTION"),
}
#: Blocks that readers open, which our Markdown has, too.
_DETAILS = "details"
#: The start and the end of an alert while blocks are replaced; no text has these characters.
OPEN, NAMED, CLOSE = "\N{NULL}", "\x01", "\x02"
_INNERMOST = re.compile(f"\n*{OPEN}([A-Z]+){NAMED}([^{OPEN}{CLOSE}]*){CLOSE}\n*")
_MARKS = re.compile(f"{OPEN}[A-Z]+{NAMED}|{CLOSE}")
#: What every block, component and line of machinery has.
_SIGN = re.compile(r"(?i::::|!!!|\?\?\?|\{%|\{/\*|toc|^[ \t]*import[ \t])|</?[A-Z]", re.MULTILINE)
_COLONS = re.compile(
    r"(?m)^[ \t]*:{3,}[ \t]*(?:(?:\{[ .]*)?(?:callout-)?(?P<name>[A-Za-z][\w-]*)(?:[^{}\n]{0,200}\})?)?"
    r"(?P<title>(?:\[[^\[\]\n]{1,200}\]|[ \t]+[^\n]{1,200})?)[ \t]*$"
)
_INDENTED = re.compile(
    r"(?m)^(?P<indent>[ \t]*)(?:!!!|\?\?\?\+?)[ \t]+(?P<name>[A-Za-z][\w-]*)"
    r"[^\"\n]{0,80}(?:\"(?P<title>[^\"\n]{0,200})\")?[ \t]*"
    r"(?P<body>(?:\n(?P=indent)(?: {4}|\t)[^\n]*|\n[ \t]*(?=\n))*)"
)
_TAG = re.compile(r"(?<!\{)\{%-?\s*(?P<name>\w+)(?P<given>[^{}%]{0,400})-?%\}(?!\})")
#: Tags that show nothing themselves.
_SILENT = ("raw", "comment")
_STYLE = re.compile(r"\bstyle\s*=\s*[\"'](\w+)[\"']")
_CLOSED = re.compile(r"</([A-Z][A-Za-z0-9.]{0,60})>")
_COMPONENT = re.compile(r"(?:</|(?<!\w)<)(?P<name>[A-Z][A-Za-z0-9.]{0,60})(?:\s[^<>\n]{0,400}?)?(?P<end>/?)>")
#: The attributes in which a component has the text that it shows.
_SHOWN = re.compile(r"\s(?:t|text|term|label|title|children)\s*=\s*(?:\"([^\"]{1,200})\"|'([^']{1,200})')")
#: Lines that only the generator reads: imports of components, places of tables of contents.
_MACHINERY = re.compile(
    r"(?m)^[ \t]*(?:import[ \t]+(?:[^\"';]{1,200}\sfrom[ \t]+)?(?P<quote>[\"'])[^\"'\n]{1,200}(?P=quote);?"
    r"|\{/\*[^*]{0,400}\*/\}|(?:[-*][ \t]+toc[ \t]*\n)?\{:[ \t]*toc[ \t]*\}|\[\[_?toc_?\]\]|\[toc\])[ \t]*(?:\n|\Z)",
    re.IGNORECASE,
)


def replace_containers(markdown: str, add_unknown: Callable[[str], None]) -> str:
    """Markdown whose alerts are those of ``> [!NOTE]``; what is in code stays as it is.

    Of other blocks and of components their text is left, also where an attribute has it (``<Term t="crumbs"/>``), and
    the names of others are given to ``add_unknown``. Imports and tables of contents are left out.
    """
    if not _SIGN.search(markdown):
        return markdown
    opened: list[str] = []
    closed = frozenset(_CLOSED.findall(markdown))

    def open_alert(name: str, title: str) -> str:
        kind = ALERTS.get(name.lower())
        if kind is None:
            add_unknown(name)
            return f"**{title}**\n" if title else ""
        return f"{OPEN}{kind}{NAMED}" + (f"**{title}**\n" if title else "")

    def replace_colons(found: re.Match[str]) -> str:
        name, title = found["name"], found["title"].strip().removeprefix("[").removesuffix("]")
        if not name:
            return opened.pop() if opened and not title else found[0]
        if name.lower() == _DETAILS and title:
            opened.append(":::")
            return f"::: {_DETAILS} {title}"
        start = open_alert(name, title)
        opened.append(CLOSE if start.startswith(OPEN) else "")
        return start

    def replace_indented(found: re.Match[str]) -> str:
        start = open_alert(found["name"], found["title"] or "")
        inner = dedent(found["body"]).strip("\n")
        inner = change_outside_code(inner, _INDENTED, replace_indented)
        return f"{start}\n{inner}{CLOSE}" if start.startswith(OPEN) else f"{start}\n{inner}"

    def replace_tag(found: re.Match[str]) -> str:
        name = found["name"].lower()
        if name == "hint":
            style = _STYLE.search(found["given"])
            return open_alert(style[1] if style else "info", "")
        if name == "endhint":
            return CLOSE
        if not name.startswith("end") and name not in _SILENT:
            add_unknown(name)
        return ""

    def replace_component(found: re.Match[str]) -> str:
        if not found["end"] and found["name"] not in closed:
            return found[0]  # a placeholder: <Name>
        if shown := component_text(found):
            return shown
        if not found[0].startswith("</"):
            add_unknown(found["name"])
        return ""

    for pattern, replace in (
        (_MACHINERY, lambda _: ""),
        (_INDENTED, replace_indented),
        (_COLONS, replace_colons),
        (_TAG, replace_tag),
        (_COMPONENT, replace_component),
    ):
        markdown = change_outside_code(markdown, pattern, replace)
    return quote_alerts(markdown)


def component_text(found: re.Match[str]) -> str:
    """The text that a component without content shows within a line; "" for other tags, and for one by itself."""
    shown = _SHOWN.search(found[0]) if found[0].endswith("/>") and not is_alone(found) else None
    return escape_text(shown[1] or shown[2]) if shown else ""


def is_alone(found: re.Match[str]) -> bool:
    """Whether a match is a line by itself. Only the spaces around it are looked at: a line may have thousands."""
    text, (start, end) = found.string, found.span()
    while text[start - 1 : start] in (" ", "\t"):
        start -= 1
    while text[end : end + 1] in (" ", "\t"):
        end += 1
    return text[start - 1 : start] in ("", "\n") and text[end : end + 1] in ("", "\n")


def quote_alerts(markdown: str) -> str:
    """Markdown whose marked alerts are quotes, inner ones within outer ones; one without an end leaves its text."""
    while (quoted := _INNERMOST.sub(_quote, markdown)) != markdown:
        markdown = quoted
    return _MARKS.sub("", markdown)


def _quote(found: re.Match[str]) -> str:
    inner = indent(dedent(found[2].strip("\n")).strip(), "> ", lambda _: True)
    return f"\n\n> [!{found[1]}]\n{inner}\n\n"
