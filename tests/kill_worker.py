"""A process that forks a child for each task, so that the child can be killed at any step.

A line of its input is JSON: the name of a task and its arguments. It prints the process id of the child and, after one
more line of input, the child's exit code.
"""

import json
import os
import sys
import traceback
from collections.abc import Callable, Mapping
from pathlib import Path

from glossary_site.build import BuildRequest, build_site
from glossary_site.config import SiteConfig
from glossary_site.preview.preview import Preview
from glossary_site.project import ImportRequest, import_glossaries, pin_ids
from glossary_site.workers import SerialExecutor


def build(project: str, jobs: str) -> None:
    """Build in one process or several."""
    home = Path(project)
    build_site(BuildRequest(home / "entries", home / "site", home / "glossary.yml", jobs=int(jobs)))


def bring_in(project: str, text: str) -> None:
    """Import glossary text into the entries."""
    import_glossaries(ImportRequest((Path(text),), Path(project) / "entries"), SiteConfig(), SerialExecutor())


def pin(project: str) -> None:
    """Write the ledger of ids as ``glossary pin`` does."""
    home = Path(project)
    pin_ids(BuildRequest(home / "entries", config=home / "glossary.yml"))


def preview(project: str) -> None:
    """Rebuild the preview and render all its pages, three times."""
    home = Path(project)
    shown = Preview(BuildRequest(home / "entries", Path(), home / "glossary.yml"))
    for _ in range(3):
        shown.rebuild()
        for url in shown.urls():
            shown.respond(url)


WORK: Mapping[str, Callable[..., None]] = {"build": build, "import": bring_in, "pin": pin, "preview": preview}


def main() -> None:
    """Run tasks until standard input ends."""
    while line := sys.stdin.readline():
        name, *arguments = json.loads(line)
        child = os.fork()
        if child == 0:
            try:
                WORK[name](*arguments)
            except BaseException:
                traceback.print_exc()
                os._exit(1)
            os._exit(0)
        print(child, flush=True)
        sys.stdin.readline()  # until the child is waited for, its id is given to no other process
        _, status = os.waitpid(child, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)


if __name__ == "__main__":
    main()
