"""A strict form of YAML in which every scalar is text and every node has its line. The only importer of yaml.

YAML's implicit types damage a glossary (``no`` is false, ``12:30`` is 750, ``1.10`` loses its zero), so that nothing is
converted here. Anchors, aliases, tags, merge keys, several documents and repeated keys are refused with an issue. This
also excludes documents that multiply themselves in memory.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import yaml

from glossary_site.issues import Issue, Severity

#: How deep a document may be nested: more than any record needs, little enough for hostile input.
MAX_DEPTH = 20

_Loader: type = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_Dumper: type = getattr(yaml, "CSafeDumper", yaml.SafeDumper)

#: YAML has no numbers here; those of JSON are nodes too.
Value = str | float | tuple["Node", ...] | dict[str, "Node"]
Plain = str | int | list["Plain"] | dict[str, "Plain"]


@dataclass(frozen=True, slots=True)
class Node:
    """A YAML value and the line where it starts, from 1. Lists are tuples of nodes, mappings keep their order.

    ``is_block`` marks text written as a block (``|`` or ``>``), which begins on the next line.
    """

    value: Value
    line: int
    is_block: bool = False


class _RefusedError(Exception):
    def __init__(self, code: str, message: str, hint: str, line: int) -> None:
        super().__init__(message)
        self.issue = Issue(code, Severity.ERROR, message, hint, line=line)


def parse_yaml(text: str, path: str = "", first_line: int = 1) -> tuple[Node | None, tuple[Issue, ...]]:
    """Parse one YAML document, whose first line is the line ``first_line`` of the file ``path``.

    Returns the root node (None for an empty document or after an error) and issues: ``yaml-syntax``,
    ``yaml-alias``, ``yaml-tag``, ``yaml-depth``, ``yaml-documents``, ``duplicate-key``, ``yaml-key``.
    """
    issues: list[Issue] = []
    node = None
    try:
        node = _compose(text, first_line - 1, issues)
    except _RefusedError as refusal:
        issues.append(refusal.issue)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = (mark.line if mark else 0) + first_line
        if "nesting depth" in (error.problem or ""):  # PyYAML's own limit, from 6.0.4 on
            return None, (_too_deep(line).issue.at(path),)
        hint = "a value that holds ': ' or starts with a special character needs quotes around it"
        issues.append(_syntax_error(error.problem or error.context, hint, line).issue)
    except (yaml.YAMLError, UnicodeError, ValueError) as error:
        line = first_line + _lines_before(error, text)
        issues.append(_syntax_error(str(error).splitlines()[0], "remove the character", line).issue)
    return node, tuple(issue.at(path) for issue in issues)


def _too_deep(line: int) -> _RefusedError:
    return _RefusedError("yaml-depth", f"nested deeper than {MAX_DEPTH} levels", "flatten the structure", line)


def _syntax_error(reason: str | None, hint: str, line: int) -> _RefusedError:
    return _RefusedError("yaml-syntax", f"this is not valid YAML: {reason}", hint, line)


def _lines_before(error: Exception, text: str) -> int:
    """The number of line ends before the character that PyYAML refused, 0 where its error has no position."""
    if not isinstance(error, yaml.reader.ReaderError):
        return 0
    return text.encode("utf-8", "replace").count(b"\n", 0, error.position)


def _compose(text: str, offset: int, issues: list[Issue]) -> Node | None:
    """Build nodes from parse events with an explicit stack, without recursion and without constructors."""
    root: Node | None = None
    documents = 0
    stack: list[tuple[list[Node] | dict[str, Node], int]] = []
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
        if isinstance(event, yaml.DocumentStartEvent):
            documents += 1
            if documents > 1:
                raise _RefusedError(
                    "yaml-documents", "a second YAML document starts here", "use one document: a list", line
                )
        elif isinstance(event, yaml.AliasEvent):
            raise _RefusedError("yaml-alias", f"the alias *{event.anchor} is not allowed", "write the value out", line)
        elif isinstance(event, yaml.NodeEvent):
            if getattr(event, "anchor", None):
                raise _RefusedError(
                    "yaml-alias", f"the anchor &{event.anchor} is not allowed", "write the value out", line
                )
            tag = getattr(event, "tag", None)
            if tag not in (None, "!"):
                raise _RefusedError("yaml-tag", f"the tag {tag} is not allowed", "remove the tag", line)
            if isinstance(event, yaml.ScalarEvent):
                absent = event.value == "~" and not event.style
                place(Node("" if absent else event.value, line, event.style in ("|", ">")))
            else:
                if len(stack) >= MAX_DEPTH:
                    raise _too_deep(line)
                stack.append(([] if isinstance(event, yaml.SequenceStartEvent) else {}, line))
                keys.append(None)
        elif isinstance(event, yaml.CollectionEndEvent):
            holder, line = stack.pop()
            keys.pop()
            place(Node(tuple(holder) if isinstance(holder, list) else holder, line))
    return root


class _BlockDumper(_Dumper):  # type: ignore[misc]
    """Writes text of several lines as literal blocks, so that its lines are lines in the file."""


def _represent_text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style="|" if "\n" in text else None)


_BlockDumper.add_representer(str, _represent_text)


def format_yaml(value: Mapping[str, Plain]) -> str:
    """``value`` as YAML: keys in their order, Unicode as it is, text of several lines as blocks."""
    return str(yaml.dump(value, Dumper=_BlockDumper, allow_unicode=True, sort_keys=False, width=10**6))
