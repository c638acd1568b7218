"""A strict form of YAML in which every scalar is text and every node has its line. The only importer of yaml.

YAML's implicit types damage a glossary (``no`` is false, ``12:30`` is 750, ``1.10`` loses its zero), so that nothing is
converted here. Anchors, aliases, tags, merge keys, several documents and repeated keys are refused with an issue. In
files of other tools aliases may be allowed; what they multiply is bounded.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence

import yaml

from glossary_site.issues import Issue, Severity
from glossary_site.values import Frozen

#: How deep a document may be nested: more than any record needs, little enough for hostile input.
MAX_DEPTH = 20
#: How many values a document may have that is multiplied by aliases.
_MOST_VALUES = 1_000_000

_Loader: type = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_Dumper: type = getattr(yaml, "CSafeDumper", yaml.SafeDumper)

#: YAML has no numbers here; those of JSON are nodes too.
Value = str | float | tuple["Node", ...] | dict[str, "Node"]
Plain = str | int | list["Plain"] | dict[str, "Plain"]


class Node(Frozen):
    """A YAML value and the line where it starts, from 1. Lists are tuples of nodes, mappings keep their order.

    ``is_block`` marks text written as a block (``|`` or ``>``), which begins on the next line.
    """

    value: Value
    line: int
    is_block: bool = False


#: A comment right behind a text; authors write a space behind the ``#`` of what they mean as one.
_COMMENT = re.compile(r"[ \t]+(#\w[^\n]*)")
#: How much of a text is shown in a message.
_SHOWN = 60
#: A line of YAML: its indentation and its key or dash, and the value.
_LINE = re.compile(r"(?P<before>\s*(?:- +)*(?:[^\s:'\"#\[{][^:]*:\s+)?)(?P<value>.*)")
_NO_SPACE = re.compile(r"\s*(?:- +)*\w+:\w.*")
#: A text that needs no quotes anywhere.
_SAFE = re.compile(r"\w(?:[\w ./()+'’-]*[\w.)+])?")


_PLAIN = "write the value out, or put quotes around a text that begins with {}"


class _RefusedError(Exception):
    def __init__(self, code: str, message: str, hint: str, line: int) -> None:
        super().__init__(message)
        self.issue = Issue(code, Severity.ERROR, message, hint, line=line)


def parse_yaml(
    text: str, path: str = "", first_line: int = 1, *, has_aliases: bool = False
) -> tuple[Node | None, tuple[Issue, ...]]:
    """Parse one YAML document, whose first line is the line ``first_line`` of the file ``path``.

    ``has_aliases`` allows anchors, and aliases in whose places are the values that they name.

    Returns the root node (None for an empty document or after an error) and issues: ``yaml-syntax``,
    ``yaml-alias``, ``yaml-tag``, ``yaml-depth``, ``yaml-documents``, ``duplicate-key``, ``yaml-key``, and
    ``yaml-comment``: an error where a value is lost (``term: #tag``), a warning where it is cut.
    """
    issues: list[Issue] = []
    node = None
    try:
        node = _compose(text, first_line - 1, issues, _Anchors(are_allowed=has_aliases))
    except _RefusedError as refusal:
        issues.append(refusal.issue)
    except yaml.MarkedYAMLError as error:
        # What is open at the end of the text is wrong where it opens.
        is_open = "end of stream" in (error.problem or "") or "flow" in (error.context or "")
        mark = (is_open and error.context_mark) or error.problem_mark or error.context_mark
        lines = text.splitlines() or [""]
        line = min(mark.line, len(lines) - 1) if mark else 0
        if "nesting depth" in (error.problem or ""):  # PyYAML's own limit, from 6.0.4 on
            return None, (_too_deep(line + first_line).issue.at(path),)
        hint = _syntax_hint(lines[: line + 1], error.problem or "")
        issues.append(_syntax_error(error.problem or error.context, hint, line + first_line).issue)
    except (yaml.YAMLError, UnicodeError, ValueError) as error:
        line = first_line + _lines_before(error, text)
        issues.append(_syntax_error(str(error).splitlines()[0], "remove the character", line).issue)
    return node, tuple(issue.at(path) for issue in issues)


def _too_deep(line: int) -> _RefusedError:
    return _RefusedError("yaml-depth", f"nested deeper than {MAX_DEPTH} levels", "flatten the structure", line)


def _syntax_error(reason: str | None, hint: str, line: int) -> _RefusedError:
    return _RefusedError("yaml-syntax", f"this is not valid YAML: {reason}", hint, line)


def _quote(text: str) -> str:
    """``text``, or its beginning, as YAML in the quotes that change least in it."""
    text = text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
    return f'"{text}"' if not {'"', "\\"} & {*text} else "'" + text.replace("'", "''") + "'"


def _syntax_hint(lines: Sequence[str], problem: str) -> str:
    """What to do about a syntax error in the last of ``lines``, by what authors usually mean there."""
    line, above = lines[-1].rstrip(), next((each for each in reversed(lines[:-1]) if each.strip()), "")
    match = _LINE.fullmatch(line)
    before, value = match.group("before", "value") if match else ("", line)
    before = before.strip()
    if "\t" in line[: len(line) - len(line.lstrip())]:
        return "indent the line with spaces, not with a tab"
    if re.search(r"[\s,\[{]#\w", line):
        return "a # begins a comment: put quotes around a text that begins with one"
    if "escape" in problem:
        return f"\\ means something else within double quotes: write {before} '{value[1:-1][:_SHOWN]}'"
    if value[:1] in ("'", '"'):
        if value.count(value[0]) == 1:
            return "close the quotes that open here"
        inner = value[1:-1] if value[-1] == value[0] else value
        return f"put quotes of the other kind around the whole value: {before} {_quote(inner)}"
    if value[:1] in ("[", "{"):
        return "close the bracket; a text that begins with one, or holds a comma within a list, needs quotes around it"
    if value and (value[0] in "@`%,]}&*!|>?-:#" or ": " in value or value.endswith(":")):
        return f"put quotes around the value: {before} {_quote(value)}"
    if _NO_SPACE.fullmatch(above):
        return "put a space behind the colon of the line above"
    return "begin the lines of one entry in one column; a value that holds ': ' needs quotes around it"


def _hidden_text(comment: str, value: str, line: int) -> Issue:
    """An issue for a ``comment`` that an author probably means as text: behind no value, or behind ``value``."""
    hint = "put quotes around the whole text, or a space behind the # of a comment"
    if value:
        message = f"the text ends before '{comment[:_SHOWN]}': a # behind a space begins a comment"
        return Issue("yaml-comment", Severity.WARNING, message, hint, line=line)
    message = f"a # begins a comment, so that '{comment[:_SHOWN]}' is no value"
    return Issue("yaml-comment", Severity.ERROR, message, f"put quotes around it: {_quote(comment)}", line=line)


def _lines_before(error: Exception, text: str) -> int:
    """The number of line ends before the character that PyYAML refused, 0 where its error has no position."""
    if not isinstance(error, yaml.reader.ReaderError):
        return 0
    return text.encode("utf-8", "replace").count(b"\n", 0, error.position)


class _Anchors:
    """The values that a document names, each with how many values are in it. All are counted: aliases multiply them."""

    def __init__(self, *, are_allowed: bool) -> None:
        self._are_allowed = are_allowed
        self._named: dict[str, tuple[Node, int]] = {}
        self.count = 0

    def check(self, event: yaml.Event, line: int) -> None:
        """Raise ``_RefusedError`` for a tag, and for an alias or an anchor where there may be none; count the value."""
        anchor, tag = getattr(event, "anchor", None) or "", getattr(event, "tag", None)
        if isinstance(event, yaml.AliasEvent) and anchor not in self._named:
            raise _RefusedError("yaml-alias", f"the alias *{anchor} is not allowed", _PLAIN.format("*"), line)
        if anchor and not self._are_allowed:
            raise _RefusedError("yaml-alias", f"the anchor &{anchor} is not allowed", _PLAIN.format("&"), line)
        if tag not in (None, "!"):
            raise _RefusedError("yaml-tag", f"the tag {tag} is not allowed", _PLAIN.format("!"), line)
        self.count += self._named[anchor][1] if isinstance(event, yaml.AliasEvent) else 1
        if self.count > _MOST_VALUES and self._named:
            raise _RefusedError("yaml-alias", "aliases make too many values", "write fewer of them", line)

    def name(self, anchor: str | None, node: Node, before: int) -> Node:
        """``node``, found from now on by its anchor, if it has one; ``before`` is the count before it."""
        if anchor:
            self._named[anchor] = node, self.count - before
        return node

    def find(self, anchor: str | None) -> Node:
        """The value with that anchor."""
        return self._named[anchor or ""][0]


def _compose(text: str, offset: int, issues: list[Issue], anchors: _Anchors) -> Node | None:
    """Build nodes from parse events with an explicit stack, without recursion and without constructors."""
    root: Node | None = None
    documents = 0
    stack: list[tuple[list[Node] | dict[str, Node], int, str | None, int]] = []
    keys: list[str | None] = []

    def place(node: Node) -> None:
        nonlocal root
        if not stack:
            root = node
            return
        holder = stack[-1][0]
        if isinstance(holder, list):
            holder.append(node)
        elif keys[-1] is None:
            if not isinstance(node.value, str):
                raise _RefusedError("yaml-key", "a key must be plain text", "write name: value", node.line)
            keys[-1] = node.value
        else:
            key, keys[-1] = keys[-1], None
            if key in holder:
                message = f"the key '{key}' is given twice (first on line {holder[key].line})"
                issues.append(Issue("duplicate-key", Severity.ERROR, message, "keep one of them", line=node.line))
            else:
                holder[key] = node

    for event in yaml.parse(text, Loader=_Loader):
        line = (event.start_mark.line if event.start_mark else 0) + 1 + offset
        before = anchors.count
        anchors.check(event, line)
        if isinstance(event, yaml.DocumentStartEvent):
            documents += 1
            if documents > 1:
                raise _RefusedError(
                    "yaml-documents", "a second YAML document starts here", "use one document: a list", line
                )
        elif isinstance(event, yaml.AliasEvent):
            place(anchors.find(event.anchor))
        elif isinstance(event, yaml.ScalarEvent):
            absent = event.value == "~" and not event.style
            if not event.style and event.end_mark and (found := _COMMENT.match(text, event.end_mark.index)):
                issues.append(_hidden_text(found[1].rstrip(), event.value, line))
            node = Node("" if absent else event.value, line, event.style in ("|", ">"))
            place(anchors.name(event.anchor, node, before))
        elif isinstance(event, yaml.CollectionStartEvent):
            if len(stack) >= MAX_DEPTH:
                raise _too_deep(line)
            stack.append(([] if isinstance(event, yaml.SequenceStartEvent) else {}, line, event.anchor, before))
            keys.append(None)
        elif isinstance(event, yaml.CollectionEndEvent):
            holder, line, anchor, before = stack.pop()
            keys.pop()
            node = Node(tuple(holder) if isinstance(holder, list) else holder, line)
            place(anchors.name(anchor, node, before))
    return root


class WrittenText(Frozen):
    """A text in a YAML document: the ``key`` that it is the value of, or in the list of, and its place with quotes."""

    key: str
    value: str
    start: int
    end: int


def find_texts(text: str) -> Iterator[WrittenText]:
    """Each text of a YAML document that is a value, up to the first error, for an editor that changes some of them."""
    holders: list[tuple[bool, str]] = []  # of each open list or mapping: whether it is a mapping, and its key
    key = ""
    try:
        for event in yaml.parse(text, Loader=_Loader):
            is_mapping, held_by = holders[-1] if holders else (False, "")
            if isinstance(event, yaml.CollectionStartEvent):
                holders.append((isinstance(event, yaml.MappingStartEvent), key if is_mapping else held_by))
                key = ""
            elif isinstance(event, yaml.CollectionEndEvent):
                holders.pop()
                key = ""
            elif isinstance(event, yaml.ScalarEvent) and is_mapping and not key:
                key = event.value
            elif isinstance(event, yaml.ScalarEvent) and event.start_mark and event.end_mark:
                yield WrittenText(key or held_by, event.value, event.start_mark.index, event.end_mark.index)
                key = ""
    except (yaml.YAMLError, UnicodeError, ValueError):
        return


def format_text(text: str) -> str:
    """``text``, of one line, as a value of YAML that can also be in a list in brackets."""
    return text if _SAFE.fullmatch(text) else json.dumps(text, ensure_ascii=False)


class _BlockDumper(_Dumper):  # type: ignore[misc]
    """Writes text of several lines as literal blocks, so that its lines are lines in the file."""


def _represent_text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style="|" if "\n" in text else None)


_BlockDumper.add_representer(str, _represent_text)


def format_yaml(value: Mapping[str, Plain]) -> str:
    """``value`` as YAML: keys in their order, Unicode as it is, text of several lines as blocks."""
    return str(yaml.dump(value, Dumper=_BlockDumper, allow_unicode=True, sort_keys=False, width=10**6))
