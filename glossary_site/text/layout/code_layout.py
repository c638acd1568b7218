"""The code of a fence that lost its line ends or its indentation."""

import re
from collections.abc import Sequence

from glossary_site.text.layout.python_layout import lay_out_python

_PYTHON = frozenset({"python", "py", "python3"})
_SHELL = frozenset({"bash", "sh", "shell", "zsh", "console"})
_SHELL_BREAK = re.compile(r"(?<=\s\\) +(?=-)| +(?=# [A-Z])")


def lay_out_code(info: str, lines: Sequence[str]) -> list[str]:
    """The lines of code in a language, laid out where that is certain, else as they are; only white space changes."""
    words = info.split()
    language = words[0].lower() if words else ""
    if language in _PYTHON:
        return lay_out_python(lines)
    if language in _SHELL and len(lines) == 1:
        return _SHELL_BREAK.sub("\n", lines[0]).split("\n")
    return list(lines)
