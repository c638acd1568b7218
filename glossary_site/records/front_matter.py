"""Front matter: the fields above a Markdown text, in YAML (``---``), TOML (``+++``) or JSON (``{``)."""

import json
import re
from typing import Any

from glossary_site.issues import Issue, Severity
from glossary_site.values import Frozen
from glossary_site.yaml_text import Node, Value, parse_yaml

#: A field that only an entry has; other programs name their pages, too.
_OWN_FIELD = re.compile(r"(?m)^[ \t{,]*[\"']?(?:term|definition|body|senses|aliases|abbreviations)[\"']?[ \t]*[:=]")
#: In characters: a JSON front matter is searched for a field of its own up to here.
_LONGEST_JSON = 10_000
_FENCES = {"---": ("---", "..."), "+++": ("+++",)}


class FrontMatter(Frozen):
    """A Markdown file in its two parts.

    ``fields`` is None where it has no front matter, or none that can be read. ``body`` is the text below, which begins
    on line ``body_line`` (from 1).
    """

    fields: Node | None
    body: str
    body_line: int = 1
    issues: tuple[Issue, ...] = ()


def split_front_matter(text: str, path: str) -> FrontMatter:
    """The two parts of a Markdown file.

    Issues: those of ``parse_yaml``, ``front-matter-open``, ``front-matter-syntax`` (TOML and JSON).
    """
    lines = text.split("\n")
    start = next((number for number, line in enumerate(lines) if line.strip()), 0)
    if lines[start].startswith("{"):
        return _split_json(text, path)
    closers = _FENCES.get(lines[start].rstrip(), ())
    if not closers:
        return FrontMatter(None, text)
    end = next((number for number, line in enumerate(lines) if number > start and line.rstrip() in closers), 0)
    if not end:
        message, hint = "the front matter is not closed", f"close it with a line {closers[0]}"
        issue = Issue("front-matter-open", Severity.ERROR, message, hint, path, start + 1)
        return FrontMatter(None, text, 1, (issue,))
    source, body = "\n".join(lines[start + 1 : end]), "\n".join(lines[end + 1 :])
    if closers[0] == "---":
        fields, issues = parse_yaml(source, path, start + 2)
        return FrontMatter(fields, body, end + 2, issues)
    import tomllib  # takes time to load, and few files need it

    try:
        return FrontMatter(_to_node(tomllib.loads(source), source.split("\n"), start + 2), body, end + 2)
    except tomllib.TOMLDecodeError as error:
        line = start + 1 + (int(found[1]) if (found := re.search(r"at line (\d+)", str(error))) else 0)
        return FrontMatter(None, body, end + 2, (_syntax_error(f"this is not valid TOML: {error}", path, line),))


def opens_with_record(text: str) -> bool:
    """Whether the front matter of a Markdown text is that of one entry; that of a page of entries has a title."""
    text = text.lstrip()
    fence = _FENCES.get(text[:3], ())
    head = text.split(f"\n{fence[0]}", 1)[0] if fence else text[:_LONGEST_JSON] if text[:1] == "{" else ""
    return _OWN_FIELD.search(head) is not None or (bool(fence) and f"\n{fence[0]}" not in text)


def _split_json(text: str, path: str) -> FrontMatter:
    try:
        fields, end = json.JSONDecoder().raw_decode(text, text.index("{"))
    except (ValueError, RecursionError):
        return FrontMatter(None, text)  # a text may begin with a brace: {note}
    line = text.count("\n", 0, end)
    return FrontMatter(_to_node(fields, text[:end].split("\n"), 1), text[end:].partition("\n")[2], line + 2)


def _syntax_error(message: str, path: str, line: int) -> Issue:
    return Issue("front-matter-syntax", Severity.ERROR, message, "mend it, or write the fields in YAML", path, line)


def _to_node(value: Any, lines: list[str], first_line: int) -> Node:
    """The value of a TOML or JSON document as nodes: numbers and dates as text, each key with the line it is on."""

    def convert(value: Any, line: int) -> Node:
        held: Value
        if isinstance(value, dict):
            held = {str(key): convert(each, _find_line(lines, key, line, first_line)) for key, each in value.items()}
        elif isinstance(value, list):
            held = tuple(convert(each, line) for each in value)
        elif isinstance(value, bool):
            held = str(value).lower()
        else:
            held = "" if value is None else str(value)
        return Node(held, line)

    return convert(value, first_line)


def _find_line(lines: list[str], key: str, default: int, first_line: int) -> int:
    key_line = re.compile(rf"[\s{{,]*[\"']?{re.escape(key)}[\"']?\s*[=:]")
    return next((number for number, line in enumerate(lines, first_line) if key_line.match(line)), default)
