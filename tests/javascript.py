"""``npm/remark-glossary`` and what it is a plugin of, run by Node, for tests."""

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any, Self

import pytest

PACKAGE = Path(__file__).parents[1] / "npm" / "remark-glossary"
needs_node = pytest.mark.skipif(not shutil.which("node"), reason="the package is JavaScript's: Node runs it")


def install_packages(folder: Path, *arguments: str) -> None:
    """Install what the ``package.json`` of a folder names. Skips the test where npm cannot, but not under CI."""
    command = ["npm", *arguments, "--no-audit", "--no-fund", "--ignore-scripts", "--prefer-offline"]
    done = subprocess.run(command, capture_output=True, text=True, cwd=folder, check=False)
    if done.returncode and not os.environ.get("CI"):
        pytest.skip(f"npm cannot install packages: {done.stderr.strip()[:200]}")
    assert done.returncode == 0, done.stderr


def install_package(folder: Path) -> Path:
    """A copy of the package in an empty folder, with the programs that it is tested with; returns it."""
    copied = shutil.copytree(PACKAGE, folder / PACKAGE.name, ignore=shutil.ignore_patterns("node_modules"))
    install_packages(copied, "ci")
    return copied


_ANSWERS = """
import { createInterface } from "node:readline";
const lines = createInterface({ input: process.stdin });
for await (const line of lines) console.log(JSON.stringify(await answer(JSON.parse(line))));
"""


class Module:
    """JavaScript that Node runs while the value is open; called, it gives what its function ``answer`` returns.

    It imports from ``folder``. What is given and what is returned is anything that JSON has.
    """

    def __init__(self, code: str, folder: Path = PACKAGE) -> None:
        self._code, self._folder = code, folder

    def __enter__(self) -> Self:
        command = ["node", "--input-type=module", "--eval", self._code + _ANSWERS]
        pipe = subprocess.PIPE
        self._node = subprocess.Popen(command, cwd=self._folder, stdin=pipe, stdout=pipe, encoding="utf-8")
        return self

    def __exit__(self, *error: object) -> None:
        self._node.communicate()

    def __call__(self, given: Any) -> Any:
        assert self._node.stdin and self._node.stdout
        self._node.stdin.write(f"{json.dumps(given)}\n")
        self._node.stdin.flush()
        return json.loads(self._node.stdout.readline())
