"""Line ends and indentation restored in YAML, where its keys leave one reading only."""

import re

_MARK = re.compile(
    r"(?:^|(?<=\s))(?:(?P<item>- (?=\S))|(?P<key>(?:[\w./-]+|\"[^\"]*\"):)(?=\s|$)"
    r"|(?P<other># |(?:---|[|>][-+]?|[&!]\S+)(?=\s|$)))"
)


def lay_out_yaml(code: str) -> list[str] | None:
    """The lines of YAML in one line; None where a key could belong to more than one mapping.

    A key without a value opens a mapping or a list. After a value, a key belongs to the only open mapping; an item, to
    the innermost list; a key that this mapping has already, to the one around it.
    """
    marks = list(_MARK.finditer(code))
    if len(marks) < 2 or marks[0].start() or any(match.lastgroup == "other" for match in marks):
        return None
    lines: list[str] = []
    opened: list[tuple[int, bool, set[str]]] = []  # column, whether it is a list, its keys
    column, is_open, prefix = 0, True, ""
    for number, match in enumerate(marks):
        end = marks[number + 1].start() if number + 1 < len(marks) else len(code)
        value = code[match.end() : end].strip()
        is_item = match.lastgroup == "item"
        if is_open:
            opened.append((column, is_item, set()))
        else:
            while opened and opened[-1][1] != is_item:
                opened.pop()
            if not opened or (
                not is_item and sum(not is_list for _, is_list, _ in opened) > 1 and match[0] not in opened[-1][2]
            ):
                return None
        column = opened[-1][0]
        written = prefix if is_open and prefix else " " * column
        if is_item:
            prefix, is_open = written + "- ", not value
            column += 2
            if value:
                lines.append(prefix + value)
                prefix = ""
            continue
        opened[-1][2].add(match[0])
        lines.append(f"{written}{match[0]} {value}".rstrip())
        prefix, is_open, column = "", not value, column + 2
    return lines
