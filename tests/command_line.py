"""Run the command line in this process, and write and read the files of small projects."""

import re
from collections.abc import Mapping
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

from glossary_site.checks import find_code
from glossary_site.cli.commands import run


@dataclass(frozen=True, slots=True)
class Outcome:
    """The exit code of a command and what it printed."""

    code: int
    out: str
    err: str


def run_glossary(*arguments: str | Path, default_command: str = "") -> Outcome:
    """The outcome of ``glossary`` with these arguments; an exception other than an exit is raised."""
    out, err = StringIO(), StringIO()
    code = 0
    with redirect_stdout(out), redirect_stderr(err):
        try:
            run([str(argument) for argument in arguments], default_command=default_command)
        except SystemExit as stop:
            code = stop.code if isinstance(stop.code, int) else 1
    printed = re.findall(r"(?:error|warning|note) \[([a-z-]+)\] ", out.getvalue() + err.getvalue())
    assert all(map(find_code, printed)), "a code has no meaning in checks/codes.py"
    return Outcome(code, out.getvalue(), err.getvalue())


def write_files(folder: Path, files: Mapping[str, str | bytes]) -> None:
    """Write texts (UTF-8, line ends unchanged) and bytes to files below ``folder``, by their relative paths."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))


def read_files(folder: Path) -> dict[str, bytes]:
    """The content of every file below ``folder`` by its relative path."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }
