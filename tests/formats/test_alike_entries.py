"""Glossaries of other tools with thousands of entries that are alike: the work of an import grows with their number."""

import json
import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

from glossary_site import formats
from glossary_site.config import SiteConfig
from glossary_site.formats import read_glossary, recognise_format
from glossary_site.project import ImportRequest, import_glossaries
from glossary_site.workers import SerialExecutor

FEW, TIMES = 40, 6
#: How much faster than the number of entries the steps may grow.
FASTER = 1.1
FORMATS = str(Path(formats.__file__).parent)

_SKOS = "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
_CONCEPT = '<https://example.org/{i}/c> a skos:Concept ; skos:prefLabel "rye"@en ; skos:definition "Of {i}."@en .\n'
_TBX = (
    '<?xml version="1.0"?><tbx type="TBX-Basic" style="dca" xml:lang="en" '
    'xmlns="urn:iso:std:iso:30042:ed-2"><text><body>'
)
_SECTION = '<langSec xml:lang="de-x-a{i}"><termSec><term>Roggen {i}</term></termSec></langSec>'
_ROW = "<dt id=a{i}>Rye {i}</dt><dd>It is <a href=#a{i}>rye</a>.</dd>"


def _each(entry: str, count: int) -> str:
    return "".join(entry.format(i=i) for i in range(count))


ALIKE: dict[str, Callable[[int], str]] = {
    "one-label.ttl": lambda count: _SKOS + _each(_CONCEPT, count),
    "one-id.json": lambda count: json.dumps(
        [{"term": f"Rye {i}", "definition": f"Of {i}.", "id": "same"} for i in range(count)]
    ),
    "one-line.html": lambda count: f"<html><body><dl>{_each(_ROW, count)}</dl></body></html>",
    "languages.tbx": lambda count: (
        f'{_TBX}<conceptEntry id="e"><descrip type="definition">Of rye.</descrip>{_each(_SECTION, count)}'
        "</conceptEntry></body></text></tbx>"
    ),
}


def _count_steps(work: Callable[[], object]) -> int:
    """The steps of Python's own machine in the modules that read other forms."""
    steps = 0

    def trace(frame: FrameType, _event: str, _argument: object) -> Any:
        nonlocal steps
        if not frame.f_code.co_filename.startswith(FORMATS):
            return None
        frame.f_trace_opcodes = True
        steps += 1
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        work()
    finally:
        sys.settrace(before)
    return steps


@pytest.mark.parametrize("name", ALIKE)
def test_the_work_grows_with_the_entries(name: str, tmp_path: Path) -> None:
    steps = []
    for count in (FEW, FEW * TIMES):
        folder = tmp_path / str(count)
        folder.mkdir()
        (folder / name).write_text(ALIKE[name](count), encoding="utf-8")
        form = recognise_format(folder / name)
        request = ImportRequest((folder / name,), folder / "entries", form.name)
        steps.append(_count_steps(lambda request=request: import_glossaries(request, SiteConfig(), SerialExecutor())))  # type: ignore[misc]
        assert len(read_glossary(folder / name, form, "en", {}).records) == count
    assert steps[1] <= TIMES * FASTER * steps[0]
