"""The package as a library: ``docs/library.md`` is run, and importing the package loads nothing."""

import re
import subprocess
import sys
from pathlib import Path

from command_line import write_files

import glossary_site

DOCUMENT = (Path(__file__).parents[1] / "docs/library.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    """The code blocks of one language in the document."""
    return re.findall(rf"^```{language}\n(.*?)^```$", DOCUMENT, re.MULTILINE | re.DOTALL)


def test_the_documented_program_prints_the_documented_output(tmp_path: Path) -> None:
    names = re.findall(r"entry in `(entries/\w+\.md)`", DOCUMENT)
    write_files(tmp_path, dict(zip(names, blocks("markdown"), strict=True)))
    (program,), (expected,) = blocks("python"), blocks("text")
    done = subprocess.run([sys.executable, "-c", program], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == (expected, "")
    assert (tmp_path / "_site/term/rye/index.html").is_file()


def test_every_public_name_is_there_and_documented() -> None:
    # The first table; the others have the attributes of what is in it.
    names, _, _ = DOCUMENT.partition("| name | what it is |")[2].partition("\n\n")
    documented = set(re.findall(r"^\| `(\w+)", names, re.MULTILINE))
    assert documented == set(glossary_site.__all__)
    for name in glossary_site.__all__:
        assert getattr(glossary_site, name).__doc__


def test_importing_the_package_loads_none_of_its_folders() -> None:
    code = "import glossary_site, sys; print(*(name for name in sys.modules if name.startswith('glossary_site.')))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "glossary_site.late"
