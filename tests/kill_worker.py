"""A process that forks one for each piece of work, so that it can be killed at any step.

A line of its input is JSON: the work's name and its arguments. It answers with the id of the process that works and,
after one more line, with that one's exit code.
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
from glossary_site.project import import_glossaries, pin_ids
from glossary_site.workers import SerialExecutor


def build(project: str, jobs: str) -> None:
    """A build in one process or several."""
    home = Path(project)
    build_site(BuildRequest(home / "entries", home / "site", home / "glossary.yml", jobs=int(jobs)))


def bring_in(project: str, text: str) -> None:
    """An import of glossary text into the entries."""
    import_glossaries([Path(text)], Path(project) / "entries", SiteConfig(), SerialExecutor())


def pin(project: str) -> None:
    """The ledger of ids, as ``glossary pin`` writes it."""
    home = Path(project)
    pin_ids(BuildRequest(home / "entries", config=home / "glossary.yml"))


def preview(project: str) -> None:
    """The preview's rebuilds and pages, one after the other."""
    home = Path(project)
    shown = Preview(BuildRequest(home / "entries", Path(), home / "glossary.yml"))
    for _ in range(3):
        shown.rebuild()
        for url in shown.urls():
            shown.respond(url)


WORK: Mapping[str, Callable[..., None]] = {"build": build, "import": bring_in, "pin": pin, "preview": preview}


def main() -> None:
    """Work until standard input ends."""
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
        sys.stdin.readline()  # until then the id stays the child's own, dead or not
        _, status = os.waitpid(child, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)


if __name__ == "__main__":
    main()
